"""As many audits as a test of size needs: paragraphs of the samples in new orders, each quotation a statement of the source beside it."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from audit.config import Settings
from audit.domain.annotation import Paragraph
from audit.domain.audited import Audit
from audit.domain.source import AnonymityMarker, AnonymityStatus, Identity, Kind, MarkerKind, ReasonClass, Source, SourceType
from audit.domain.statement import Cue, CueKind, Form, Mention, MentionKind, Statement
from audit.domain.text import Article, Span, digest
from audit.rules.registry import run_rules

SAMPLES = Path(__file__).parents[2] / "samples"
OUTLETS = ("Harbour Gazette", "Ansty Courier", "Velmar Post", None)
_QUOTATION = re.compile(r"“[^”]+”")
_SENTENCE = re.compile(r"\S[^.!?]*[.!?”]*")
_BESIDE = re.compile(r"[A-Z][\w’-]+(?: [A-Z][\w’-]+)+|\b(?:officials?|aides?|people|ministers?|adviser|residents?)\b")


def paragraphs() -> list[str]:
    """All paragraphs of the plain samples."""
    texts = (path.read_text(encoding="utf-8") for path in sorted(SAMPLES.glob("*.txt")))
    return [line.strip() for text in texts for line in text.splitlines() if len(line.split()) > 5]


def recombined(number: int, seed: int = 7) -> Iterator[Audit]:
    """``number`` audits, always the same ones; months, outlets and bylines differ."""
    chance, stock = random.Random(seed), paragraphs()
    for at in range(number):
        lines = [f"Story {at}: what was said", *chance.sample(stock, 14)]
        text = "\n\n".join(lines) + "\n"
        article = Article(
            text,
            f"in/{at}.txt",
            f"story-{at}",
            title=lines[0],
            byline=f"By Writer {at % 17}",
            outlet=OUTLETS[at % 4],
            section=("Home", "World")[at % 2],
            published=f"{2030 + at % 24 // 12}-{at % 12 + 1:02}-{at % 28 + 1:02}",
            original_sha256="00",
            reader="plain 1",
        )
        audit = _audit(article)
        yield replace(audit, findings=run_rules(audit, Settings()))


def _audit(article: Article) -> Audit:
    text = article.text
    blocks = [Span(*found.span()) for found in re.finditer(r"[^\n]+", text)]
    statements: list[Statement] = []
    mentions: dict[str, dict[Span, Mention]] = {}
    for block in blocks:
        for quotation in _QUOTATION.finditer(text, block.start, block.end):
            beside = _BESIDE.search(text, quotation.end(), block.end) or _BESIDE.search(text, block.start, quotation.start())
            place = Span(*beside.span()) if beside else None
            ids: tuple[str, ...] = ()
            if place is not None:
                label = place.of(text)
                ids = (digest(article.id, label),)
                mention = Mention(place, label.split()[-1].lower(), MentionKind.NAME if label[0].isupper() else MentionKind.NOMINAL)
                mentions.setdefault(label, {})[place] = mention
            cue = Cue(Span(quotation.end() - 1, quotation.end()), "say", CueKind.SPEECH)
            at = len(statements)
            spoken = (mentions[place.of(text)][place],) if place else ()
            made = Statement(digest(article.id, str(at)), at, (Span(*quotation.span()),), Form.DIRECT, cue, place, spoken, source_ids=ids)
            statements.append(replace(made, needs_review=at % 7 == 3))
    sources = tuple(_source(article, label, tuple(places.values())) for label, places in mentions.items())
    sentences = [Span(*found.span()) for block in blocks for found in _SENTENCE.finditer(text, block.start, block.end)]
    return Audit(article, tuple(Paragraph(n, one) for n, one in enumerate(blocks)), tuple(sentences), tuple(statements), sources)


def _source(article: Article, label: str, mentions: tuple[Mention, ...]) -> Source:
    named = label[0].isupper()
    told = not named and len(label) % 2 == 0
    first = mentions[0].span
    return Source(
        digest(article.id, label),
        label,
        Kind.PERSON if named or len(label) < 8 else Kind.GROUP,
        Identity.NAMED if named else Identity.UNNAMED,
        (SourceType.OFFICIAL if "Court" in label else SourceType.NAMED) if named else SourceType.ANONYMOUS,
        len(label) % 3 == 0,
        None,
        AnonymityStatus.NOT_APPLICABLE if named else AnonymityStatus.DISCLOSED if told else AnonymityStatus.UNDISCLOSED,
        mentions,
        (AnonymityMarker(first, MarkerKind.STATUS),) if told else (),
        reason="for fear of the wind" if told else None,
        reason_class=ReasonClass.INFORMATIVE if told else ReasonClass.NONE,
    )
