"""S605: the same formula again and again."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from audit.domain.audited import Audit
from audit.domain.finding import Finding, Severity
from audit.domain.source import Kind
from audit.rules.base import Confidence, Rule, printed_as, spoken, unnamed_people
from audit.rules.examples import Example, Said, build
from audit.rules.wordlists import wordlist

FEWEST = 3
"""Times below which nothing is repeated."""


class RepeatedFormula(Rule):
    code = "S605"
    name = "repeated-formula"
    severity = Severity.INFO
    confidence = Confidence.HIGH
    summary = "The same words for unnamed sources, or the same anonymity formula, come back more often than the limit allows."
    why = "The phrase stops telling the reader anything and hides how many sources there are."
    standard = "A Wall Street Journal reader counted 13 in 1,100 words, and the paper wrote about it [WSJ1]; the limit is our judgement."
    limits = "Counts exact phrases, ignoring capitals, “a” and “the”. Three are enough in a short article."
    limit = 4.0
    limit_means = "times per 1,000 words above which an article is flagged"
    passing = (
        Example(
            "twice",
            build(
                "Officials said it sank. Officials said it floats.",
                Said("it sank", "Officials", kind=Kind.GROUP),
                Said("it floats", "Officials", kind=Kind.GROUP),
            ),
        ),
    )
    failing = (
        Example(
            "three times",
            build(
                "Officials said it sank. Officials said it floats. Officials said it burns.",
                Said("it sank", "Officials", kind=Kind.GROUP),
                Said("it floats", "Officials", kind=Kind.GROUP),
                Said("it burns", "Officials", kind=Kind.GROUP),
            ),
        ),
    )

    def check(self, audit: Audit) -> Iterator[Finding]:
        text = audit.article.text
        printed = [printed_as(audit, source, said).lower() for source, said in spoken(audit) if unnamed_people(source)]
        counts = Counter(re.sub(r"^(?:the|an?|some|one)\s+", "", " ".join(one.split())) for one in printed)
        counts = Counter({one: count for one, count in counts.items() if one not in ("he", "she", "they", "who", "it")})
        counts.update({formula: text.lower().count(formula) for formula in sorted(wordlist("formula", "words"))})
        (formula, times), *_ = counts.most_common(1) or [("", 0)]
        rate = times * 1000 / max(1, len(text.split()))
        if times >= FEWEST and rate > (self.limit or 0.0):
            message = f"“{formula}” comes up {times} times in this article, {rate:.1f} times per 1,000 words."
            yield self.finding(audit, message)
