"""Labels after a change of policy: derived from what is stored, with the findings that follow from them."""

from __future__ import annotations

from dataclasses import replace

from audit.classify.policy import source_type
from audit.config import Settings
from audit.domain.audited import Audit
from audit.rules.registry import run_rules


def relabelled(audit: Audit, settings: Settings) -> Audit:
    """``audit`` with the source types that the policies of ``settings`` give, and findings to match; itself where no type changes."""
    sources = tuple(replace(source, source_type=source_type(source, settings)) for source in audit.sources)
    if sources == audit.sources:
        return audit
    changed = replace(audit, sources=sources)
    return replace(changed, findings=run_rules(changed))
