"""Labels under another policy, and the findings that follow from them."""

from __future__ import annotations

from dataclasses import replace

from audit.config import Settings
from audit.domain.audited import Audit
from audit.domain.source import AnonymityStatus, Identity
from audit.rules.policies import relabelled
from audit.rules.registry import run_rules
from tests.report.hand_made import make


def undisclosed() -> Audit:
    """The hand-made article with its official unnamed and no word on why, and what the rules make of that."""
    made = make()
    first = replace(
        made.sources[0],
        identity=Identity.UNNAMED,
        official=True,
        anonymity_status=AnonymityStatus.UNDISCLOSED,
        reason=None,
        markers=(),
    )
    audit = replace(made, sources=(first, *made.sources[1:]))
    settled = relabelled(audit, Settings())
    return replace(settled, findings=run_rules(settled))


def test_an_audit_in_line_with_the_policies_is_itself() -> None:
    audit = undisclosed()
    assert relabelled(audit, Settings()) is audit


def test_types_and_findings_follow_a_policy_there_and_back() -> None:
    audit = undisclosed()
    settings = Settings(unnamed_officials_of_a_body="official")
    there = relabelled(audit, settings)
    assert (audit.sources[0].source_type, there.sources[0].source_type) == ("anonymous", "official")
    assert there.findings == run_rules(there) != audit.findings
    assert replace(there, sources=audit.sources, findings=audit.findings) == audit
    assert relabelled(there, Settings()) == audit
