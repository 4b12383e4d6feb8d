"""All rules by code, ours and those that other packages bring, the profiles, and the run of those in force over one audit."""

from __future__ import annotations

import re
from collections.abc import Iterable
from importlib import import_module
from inspect import isabstract
from itertools import chain
from pkgutil import iter_modules

import audit.rules
from audit.config import Settings
from audit.domain.audited import Audit
from audit.domain.finding import Finding, Severity
from audit.errors import ConfigError
from audit.plugins import RULES as GROUP
from audit.plugins import installed
from audit.rules.base import Rule, with_distinct_fingerprints
from audit.rules.standards import measured

_ORDER = "anqdfsx"
"""First letters of our codes as lists have them: anonymity, names, quotations, documents, fairness, the story, the tool; others last."""
_PARTS = ("code", "name", "severity", "confidence", "summary", "why", "standard", "limits", "passing", "failing")
"""What a rule has to say of itself."""
_CODE = re.compile(r"[A-Z]{1,4}\d{3}")


def _ours() -> dict[str, Rule]:
    """The rules of this package: each a module that is named after its code."""
    names = [one.name for one in iter_modules(audit.rules.__path__) if _CODE.fullmatch(one.name.upper())]
    return {name.upper(): _made(name) for name in sorted(names, key=lambda name: (_ORDER.find(name[0]) % (len(_ORDER) + 1), name))}


def _made(name: str) -> Rule:
    module = import_module(f"audit.rules.{name}")
    (kind,) = (
        one for one in vars(module).values() if isinstance(one, type) and issubclass(one, Rule) and getattr(one, "code", "") == name.upper()
    )
    rule: Rule = kind()
    return rule


OURS = _ours()
"""The rules of this package by code."""


def _others() -> dict[str, Rule]:
    """The rules of other packages. Raises ``ConfigError`` where one is no rule, or its code or name is taken or cannot be one."""
    out: dict[str, Rule] = {}
    for name, place, kind in installed(GROUP):
        lacking = [part for part in _PARTS if not hasattr(kind, part)]
        if not (isinstance(kind, type) and issubclass(kind, Rule)) or lacking or isabstract(kind):
            raise ConfigError(
                f"{place} provides {name} for {GROUP}, which is not a complete "
                f"Rule{' (no ' + ', '.join(lacking) + ')' if lacking else ''}; see docs/python.md, or uninstall it"
            )
        rule: Rule = kind()
        if not _CODE.fullmatch(rule.code):
            raise ConfigError(f"{place} provides a rule with the code {rule.code!r}; a code is 1 to 4 capital letters and 3 digits")
        if any(rule.code == one.code or rule.name == one.name for one in chain(OURS.values(), out.values())):
            raise ConfigError(f"{place} provides the rule {rule.code} {rule.name}, but another rule has that code or name; uninstall it")
        out[rule.code] = rule
    return out


RULES: dict[str, Rule] = OURS | _others()
STANDARDS = {code: rule.standard for code, rule in RULES.items()}
"""Rule code to the standards it cites."""

RELIABLE = 0.7
"""Precision below which a rule is in no profile but ``all``."""
CORE = tuple(code for code, rule in OURS.items() if rule.core)
"""The default profile, for a checker on deadline: what standards ask for, less the opt-in counts and what was right too seldom."""
UNRELIABLE = frozenset(code for code, one in measured().items() if one.precision is not None and one.precision < RELIABLE)
"""Rules that were right too seldom: no profile but ``all`` has them."""
HOUSES = ("ap", "reuters", "bbc", "npr", "nyt", "guardian")
_ADDED = tuple(code for code in RULES if code not in OURS)
PROFILES: dict[str, tuple[str, ...]] = {
    "core": (*CORE, *_ADDED),
    **{house: (*(code for code, rule in OURS.items() if house in rule.houses and code not in UNRELIABLE), *_ADDED) for house in HOUSES},
    "all": tuple(RULES),
}
"""Profile to the codes of its rules; a house's has the reliable rules that cite that house. All have the rules of other packages: whoever
installs one wants it."""


def get_rule(code: str) -> Rule:
    """The rule of that code or name, in any case of letters. Raises ``ConfigError`` listing the known ones."""
    for rule in RULES.values():
        if code.upper() == rule.code or code.lower() == rule.name:
            return rule
    raise ConfigError(f"there is no rule {code!r}; the rules are: {_known()}")


def in_force(settings: Settings) -> tuple[Rule, ...]:
    """The rules that ``settings`` ask for, with the severities and limits that they set.

    ``select`` names rules by code, prefix or name; without it the profile does. ``ignore`` takes rules away from either. Raises
    ``ConfigError`` for a profile, rule, severity or limit that does not exist, and where no rule is left.
    """
    if settings.profile not in PROFILES:
        raise ConfigError(f"there is no profile {settings.profile!r}; the profiles are: {', '.join(PROFILES)}")
    severities = {get_rule(code).code: _severity(code, word) for code, word in settings.severity}
    limits = {get_rule(code).code: _limit(code, word) for code, word in settings.limits}
    wanted = _codes(settings.select) or set(PROFILES[settings.profile])
    wanted -= _codes(settings.ignore)
    if not wanted:
        chosen = f"select {' '.join(settings.select)}" if settings.select else f"the profile {settings.profile}"
        raise ConfigError(
            f"no rule is left to run: ignore {' '.join(settings.ignore)} removes everything in {chosen}; change one of them (to exit with "
            "0 whatever is found, use --fail-on never)"
        )
    return tuple(rule.configured(severities.get(code), limits.get(code)) for code, rule in RULES.items() if code in wanted)


def run_rules(audit: Audit, settings: Settings | None = None) -> tuple[Finding, ...]:
    """The findings of the rules in force (default: the default profile) in the order of the text, those on the whole article last.

    Raises ``ConfigError`` as ``in_force`` does.
    """
    findings = [finding for rule in in_force(settings or Settings()) for finding in with_distinct_fingerprints(list(rule.check(audit)))]
    after_all = len(audit.article.text) + 1
    return tuple(sorted(findings, key=lambda finding: (finding.span.start if finding.span else after_all, finding.code)))


def _codes(words: Iterable[str]) -> set[str]:
    out: set[str] = set()
    for word in words:
        fitting = {code for code, rule in RULES.items() if word and (code.startswith(word.upper()) or rule.name == word.lower())}
        if not fitting:
            raise ConfigError(
                f"there is no rule {word!r}; the rules are: {_known()} (a prefix such as A1 stands for all that begin with it)"
            )
        out |= fitting
    return out


def _severity(code: str, word: str) -> Severity:
    try:
        return Severity(word.lower())
    except ValueError:
        raise ConfigError(f"severity of {code} is {word!r}; set it to one of: {', '.join(Severity)}") from None


def _limit(code: str, word: str) -> float:
    rule = get_rule(code)
    if rule.limit is None:
        with_one = ", ".join(one.code for one in RULES.values() if one.limit is not None)
        raise ConfigError(f"{rule.code} has no limit; the rules with one are: {with_one}")
    try:
        limit = float(word)
    except ValueError:
        raise ConfigError(f"limit of {code} is {word!r}; give a number ({rule.limit_means})") from None
    if not 0 <= limit < float("inf"):
        raise ConfigError(f"limit of {code} is {word}; give a number of 0 or more ({rule.limit_means})")
    return limit


def _known() -> str:
    return ", ".join(f"{rule.code} {rule.name}" for rule in RULES.values())
