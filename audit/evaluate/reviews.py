"""How often the tool was right, according to people's reviews."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from audit.domain.audited import Audit
from audit.domain.review import Judgement, Labels, Review
from audit.domain.source import SourceType
from audit.evaluate.compare import same_speakers
from audit.evaluate.scores import Share

LABELS = ("statement", "speaker", "type", "anonymity", "reason", "words")


@dataclass(slots=True)
class Agreement:
    """Shares of judged rows on which the tool, as it is stored now, agrees with the people.

    ``statement``: it is one of that source at all; the other labels are asked only where it is. ``anonymity``: anonymous or not.
    ``findings`` by rule: confirmed or dismissed; a waiver says nothing about the tool. ``types`` counts (person's, tool's).
    """

    labels: dict[str, Share] = field(default_factory=lambda: {name: Share() for name in LABELS})
    by_type: dict[str, Share] = field(default_factory=dict)
    types: Counter[tuple[str, str]] = field(default_factory=Counter)
    findings: dict[str, Share] = field(default_factory=dict)
    waived: Counter[str] = field(default_factory=Counter)
    lost: int = 0
    """Judgements on words that the tool does not find any more."""

    def as_dict(self) -> dict[str, Any]:
        """JSON-ready; a share with nothing asked is None."""
        return {
            "labels": {name: _figures(share) for name, share in self.labels.items()},
            "type_by_label": {name: _figures(share) for name, share in sorted(self.by_type.items())},
            "confusion": {f"{person}->{tool}": count for (person, tool), count in sorted(self.types.items())},
            "findings": {code: _figures(share) | {"waived": self.waived[code]} for code, share in sorted(self.findings.items())},
            "lost": self.lost,
        }


def agreement(pairs: Iterable[tuple[Audit, Audit]], lost: int = 0) -> Agreement:
    """From audits as people have them, each with the same as the tool ``found`` it."""
    out = Agreement(lost=lost)
    for audit, found in pairs:
        for review in audit.reviews:
            if review.of_finding:
                _add_finding(out, review)
            else:
                _add_row(out, review, found)
    return out


def _add_finding(out: Agreement, review: Review) -> None:
    code = review.target.code or ""
    share = out.findings.setdefault(code, Share())
    if review.judgement is Judgement.WAIVED:
        out.waived[code] += 1
    else:
        share.add(review.judgement is Judgement.CONFIRMED)


def _add_row(out: Agreement, review: Review, found: Audit) -> None:
    is_one = review.judgement is not Judgement.DISMISSED
    out.labels["statement"].add(is_one)
    if not is_one:
        return
    tool = next((Labels(s.label, s.source_type, s.reason) for s in found.sources if s.id == review.target.source_id), Labels())
    told, before = review.correction, review.found
    speaker = told.speaker if told.speaker is not None else before.speaker
    out.labels["words"].add(told.words is None)
    out.labels["speaker"].add(same_speakers([speaker], [tool.speaker or ""]) if speaker else tool.speaker is None)
    kind = told.source_type or before.source_type
    out.labels["type"].add(kind is tool.source_type)
    out.by_type.setdefault(_word(kind), Share()).add(kind is tool.source_type)
    out.types[_word(kind), _word(tool.source_type)] += 1
    out.labels["anonymity"].add((kind is SourceType.ANONYMOUS) == (tool.source_type is SourceType.ANONYMOUS))
    if kind is SourceType.ANONYMOUS:
        reason = told.reason if told.reason is not None else before.reason
        out.labels["reason"].add((reason or "").lower().strip() == (tool.reason or "").lower().strip())


def _word(kind: SourceType | None) -> str:
    return kind.value if kind else "none"


def _figures(share: Share) -> dict[str, Any]:
    return {"right": share.right, "judged": share.asked, "share": share.value()}
