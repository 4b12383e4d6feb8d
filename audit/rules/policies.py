"""Labels and findings after a change of settings: derived from what is stored."""

from __future__ import annotations

from dataclasses import replace

from audit.axes.type import source_type
from audit.config import Settings
from audit.domain.audited import Audit
from audit.rules.registry import run_rules


def relabelled(audit: Audit, settings: Settings) -> Audit:
    """``audit`` with the source types and the findings that ``settings`` give; itself where nothing changes.

    Raises ``ConfigError`` on a rule that does not exist.
    """
    sources = tuple(replace(source, source_type=source_type(source, settings)) for source in audit.sources)
    changed = replace(audit, sources=sources)
    changed = replace(changed, findings=run_rules(changed, settings))
    return audit if changed == audit else changed
