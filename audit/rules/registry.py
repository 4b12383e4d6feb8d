"""All rules by code, and the run of those selected over one audit."""

from __future__ import annotations

from collections.abc import Iterable

from audit.domain.audited import Audit
from audit.domain.finding import Finding
from audit.errors import ConfigError
from audit.rules.a101 import NoReason
from audit.rules.a103 import VagueSource
from audit.rules.base import Rule, told_apart
from audit.rules.n203 import VagueGroup
from audit.rules.q301 import OrphanQuote
from audit.rules.s601 import OnlyAnonymous

RULES: dict[str, Rule] = {rule.code: rule for rule in (NoReason(), VagueSource(), VagueGroup(), OrphanQuote(), OnlyAnonymous())}


def get_rule(code: str) -> Rule:
    """The rule of that code or name, in any case of letters. Raises ``ConfigError`` listing the known ones."""
    for rule in RULES.values():
        if code.upper() == rule.code or code.lower() == rule.name:
            return rule
    raise ConfigError(f"there is no rule {code!r}; known are: {_known()}")


def selected(select: Iterable[str] = (), ignore: Iterable[str] = ()) -> tuple[Rule, ...]:
    """The rules that ``select`` names (all where it is empty) less those of ``ignore``, by code, prefix of a code or name.

    Raises ``ConfigError`` for a word that fits no rule.
    """
    wanted = _codes(select) or set(RULES)
    return tuple(rule for code, rule in RULES.items() if code in wanted - _codes(ignore))


def run_rules(audit: Audit, select: Iterable[str] = (), ignore: Iterable[str] = ()) -> tuple[Finding, ...]:
    """The findings of the selected rules in the order of the text, those on the whole article last. Raises ``ConfigError``."""
    findings = [finding for rule in selected(select, ignore) for finding in told_apart(list(rule.check(audit)))]
    after_all = len(audit.article.text) + 1
    return tuple(sorted(findings, key=lambda finding: (finding.span.start if finding.span else after_all, finding.code)))


def _codes(words: Iterable[str]) -> set[str]:
    out: set[str] = set()
    for word in words:
        fitting = {code for code, rule in RULES.items() if word and (code.startswith(word.upper()) or rule.name == word.lower())}
        if not fitting:
            raise ConfigError(f"there is no rule {word!r}; known are: {_known()} (a prefix such as A1 stands for all that start so)")
        out |= fitting
    return out


def _known() -> str:
    return ", ".join(f"{rule.code} {rule.name}" for rule in RULES.values())
