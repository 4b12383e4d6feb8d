"""From articles to annotations: one ``stanza.Pipeline``, loaded on first use, never touching the network."""

from __future__ import annotations

import logging
import os
import re
import warnings
from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate, pairwise
from typing import Any

from audit.annotate.bodies import with_bodies
from audit.annotate.boilerplate import blanked, inserted, short_of
from audit.annotate.bundle import FAST, OFFICIAL, PROCESSORS, STANZA, checked, folder, network
from audit.annotate.emphasis import emphasis
from audit.annotate.paragraphs import opening_dateline, paragraph_spans, pieces, zoned
from audit.attribute.signatures import called_by_trade, people_above, signed_people
from audit.attribute.transcripts import person_named, transcript
from audit.config import Settings
from audit.domain.annotation import AXES, Annotation, AttributionTag, Entity, Paragraph, PhraseTag, Sentence, Token
from audit.domain.text import Article, Span
from audit.errors import ModelError

ONTONOTES = {
    "PERSON": "Person",
    "ORG": "Organization",
    "GPE": "Location",
    "LOC": "Location",
    "NORP": "NORP",
    "FAC": "Facility",
    "DATE": "Date",
    "TIME": "Date",
    "MONEY": "Money",
    "PRODUCT": "Product",
    "EVENT": "Miscellaneous",
    "WORK_OF_ART": "Miscellaneous",
    "LAW": "Miscellaneous",
    "LANGUAGE": "Miscellaneous",
}
"""Labels of Stanza's official English model (OntoNotes) in the words of ours (Worldwide)."""


_FIRM = re.compile(r"(?<![\w’'-])(?!The\b)[A-Z][\w’'-]*+(?:(?:, | )[A-Z][\w’'-]*+){0,3} & [A-Z][\w’'-]*+(?: [A-Z][\w’'-]*+){0,2}")


class Annotator:
    """Annotates articles, each as if it were alone. Loading takes seconds, so it waits for the first. Not safe to share between threads."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._pipeline: Any = None

    @property
    def models(self) -> tuple[tuple[str, str], ...]:
        """(model, digest) pairs; reads the files, loads nothing. Raises ``ModelError``."""
        return checked(self.settings)

    def load(self) -> None:
        """Build the pipeline. Raises ``ModelError`` where a model is missing, damaged or does not fit."""
        if self._pipeline is not None:
            return
        self.models  # noqa: B018 - digests first: nothing is unpickled that its card does not name
        warnings.filterwarnings("ignore", category=FutureWarning, module=r"(torch|stanza).*")
        logging.getLogger("stanza").setLevel(logging.ERROR)
        import torch

        torch.set_num_threads(max(1, min(self.settings.threads, os.cpu_count() or 1)))
        try:
            self._pipeline = self._official() if self.settings.models == "official" else self._bundled()
        except Exception as error:  # a file of another kind can make torch and Stanza raise anything
            cause = next(iter(str(error).splitlines()), "")
            raise ModelError(
                f"the models could not be loaded ({type(error).__name__}: {cause}); see `audit models check`"
                + (", and `audit models download` for --models official" if self.settings.models == "official" else "")
            ) from error

    def _bundled(self) -> Any:
        import stanza

        import audit.annotate.processors as ours
        from audit.annotate import contractions, tokens

        place = folder(self.settings)
        precision = "fast" if (self.settings.models, self.settings.precision) == (FAST, "auto") else self.settings.precision
        options: dict[str, Any] = {f"{name}_model_path": str(place / f"{name}.pt") for name in STANZA}
        for name in ("pos", ours.NAME):
            options |= {f"{name}_{key}": value for key, value in self._reading(precision).items()}
        return stanza.Pipeline(
            "en",
            dir=str(place),
            processors=",".join(PROCESSORS),
            download_method=None,
            allow_unknown_language=True,
            use_gpu=False,
            logging_level="ERROR",
            resources_filepath=str(place / "resources.json"),
            **{f"tokenize_with_{tokens.VARIANT}": True},
            **{f"pos_with_{ours.VARIANT}": True, f"mwt_with_{contractions.VARIANT}": True},
            **options,
        )

    def _official(self) -> Any:
        import stanza

        import audit.annotate.processors as ours

        pipeline = stanza.Pipeline("en", processors=",".join(OFFICIAL), download_method=None, use_gpu=False, logging_level="ERROR")
        config = {"lang": "en"} | self._reading(self.settings.precision)
        pipeline.processors[ours.NAME] = ours.AttributionProcessor(config, pipeline, "cpu")
        return pipeline

    def _reading(self, precision: str) -> dict[str, str]:
        return {"model_path": str(network(self.settings)), "precision": precision, "convention": self.settings.convention}

    def annotate(self, articles: Sequence[Article]) -> list[Annotation]:
        """Annotate a batch; the results are in the order of ``articles``, and each the same whatever else is in the batch."""
        self.load()
        import stanza
        import torch

        prepared = []
        docs = []
        for article in articles:
            spans = paragraph_spans(article.text)
            cut, between = pieces(article.text, spans), inserted(article.text)
            text = blanked(article.text, (*between, *emphasis(article.text)))
            prepared.append((spans, cut, between))
            docs.append(stanza.Document([], text="\n\n".join(_clean(text[s:e]) for s, e in cut)))
        with torch.inference_mode():
            # one by one: in company the same article would be read in matrices of other shapes, and its probabilities end in other digits
            read = [self._pipeline.bulk_process([d])[0] if d.text else d for d in docs]
        return [_converted(a, *given, d, self.settings.convention) for a, given, d in zip(articles, prepared, read, strict=True)]


def _clean(piece: str) -> str:
    """The same number of code points, with characters that Stanza would take for paragraph breaks or trip over made plain spaces."""
    return "".join(c if c.isprintable() or c == "\u200d" or (not c.isspace() and ord(c) > 159) else " " for c in piece)


class _Places:
    """Offsets of Stanza's text, whose paragraphs are joined by two line ends, back into the article's own."""

    def __init__(self, cut: list[tuple[int, int]]) -> None:
        self.starts: list[int] = []
        self.shift: list[int] = []
        at = 0
        for start, end in cut:
            self.starts.append(at)
            self.shift.append(start - at)
            at += end - start + 2

    def piece(self, place: int) -> int:
        return max(0, bisect_right(self.starts, place) - 1)

    def span(self, start: int, end: int) -> Span:
        return Span(start + self.shift[self.piece(start)], end + self.shift[self.piece(max(start, end - 1))])


def _converted(
    article: Article, spans: list[tuple[int, int]], cut: list[tuple[int, int]], between: tuple[Span, ...], document: Any, convention: str
) -> Annotation:
    places = _Places(cut)
    paragraphs = zoned(article.text, spans, article.title)
    sentences: list[Sentence] = []
    tokens: list[Token] = []
    paragraph = 0
    for sentence in document.sentences:
        first = len(tokens)
        for token in sentence.tokens:
            for word in token.words:
                start = word.start_char if word.start_char is not None else token.start_char
                end = word.end_char if word.end_char is not None else token.end_char
                head = first + word.head - 1 if word.head else None
                tokens.append(
                    Token(
                        len(tokens),
                        places.span(start, end),
                        word.text,
                        (word.lemma or word.text).lower(),
                        word.upos or "X",
                        word.feats or "",
                        head,
                        word.deprel or "dep",
                        len(sentences),
                    )
                )
        if len(tokens) == first:
            continue
        start, end = tokens[first].span.start, tokens[-1].span.end
        while paragraph + 1 < len(paragraphs) and paragraphs[paragraph + 1].span.start <= start:
            paragraph += 1
        sentences.append(Sentence(len(sentences), Span(start, end), first, len(tokens), paragraph))
    tagged = (Entity(places.span(e.start_char, e.end_char), ONTONOTES.get(e.type, e.type)) for e in document.ents)
    kept = [one for entity in tagged if (one := _without_seat(entity, article.text)) is not None]
    entities = _mended(article.text, paragraphs, kept)
    from audit.annotate.tags import PassageTags

    tags = document.attribution_tags or PassageTags()
    attributions = tuple(
        AttributionTag(
            places.span(*t.cue),
            tuple(short_of(places.span(*s), between) for s in t.source),
            tuple(places.span(*s) for s in t.content),
            t.cue_score,
            t.source_score,
            t.content_score,
            t.statement,
        )
        for t in tags.attributions
    )

    named, entities = entities, with_bodies(article.text, entities, attributions)
    mistaken = [e for e in entities if not any(e.span == n.span and n.label != "Person" for n in named) and e.label == "Organization"]

    def phrases(found: list[tuple[int, int, float]]) -> tuple[PhraseTag, ...]:
        return tuple(PhraseTag(places.span(s, e), score) for s, e, score in found)

    return Annotation(
        article,
        paragraphs,
        tuple(sentences),
        tuple(tokens),
        entities,
        attributions,
        phrases(tags.markers),
        phrases(tags.phrases["reason"]),
        phrases(tags.phrases["basis"]),
        phrases(tags.phrases["uncued"]),
        _answers(tokens, {places.span(*span): scores for span, scores in tags.answers.items()}, mistaken),
        {one: tuple(others) for one, others in document.word_links.items()},
        convention,
        between,
        opening_dateline(article.text, paragraphs),
    )


def _mended(text: str, paragraphs: tuple[Paragraph, ...], entities: list[Entity]) -> tuple[Entity, ...]:
    """``entities`` with the people whom labels, signatures and offices name, and with whole names of firms.

    A network that learnt from sentences of the world's news takes "BELL:" for anything, and "Mayor Ola Orre" for a place.
    """
    mended = [Entity(e.span, "Person") if e.label == "Location" and called_by_trade(text, e.span) else e for e in entities]
    found = transcript(text, paragraphs, mended)
    named = [name for label in (found.labels if found else ()) if (name := person_named(text, label)) is not None]
    named += signed_people(text, paragraphs)
    named += people_above(text, paragraphs, [e.span for e in mended if e.label == "Person"])
    firms = [Entity(span, "Organization") for span in _firms(text, mended)]
    found_anew = [*(Entity(name, "Person") for name in named), *firms]
    kept = [e for e in mended if not any(e.span.overlaps(new.span) for new in found_anew)]
    return tuple(sorted([*kept, *found_anew], key=lambda e: e.span))


def _firms(text: str, entities: list[Entity]) -> list[Span]:
    """Names with "&" in them, unless the network has them whole or one of the names is a person's who is printed in full elsewhere."""
    people = {words[-1] for e in entities if e.label == "Person" and len(words := e.span.of(text).split()) > 1 and "&" not in words}
    out = []
    for match in _FIRM.finditer(text):
        span = Span(*match.span())
        over = [e for e in entities if e.span.overlaps(span)]
        whole = any(e.span.contains(span) for e in over)
        organisation = any(e.label == "Organization" for e in over)
        if over and not whole and (organisation or people.isdisjoint(re.findall(r"[\w’'-]+", match.group()))):
            out.append(span)
    return out


_GENERATION = re.compile(r",? (?:(?:Jr|Sr)\b\.?|(?:II|III|IV)\b)")
_SEAT = re.compile(r"[\s,(\[]{0,4}\b[RDI]-[A-Z][A-Za-z. ]{0,14}[)\]]?$")
"""Party and state of a member of Congress: "D-Texas", "(R-Ky.)"."""


def _without_seat(entity: Entity, text: str) -> Entity | None:
    """A person's name without the party and state behind it, with the "Jr." or "III"; None where nothing else was taken for a name.

    Whoever bears party and state is a person, whatever the network takes the name for.
    """
    if entity.label == "Person" and (generation := _GENERATION.match(text, entity.span.end)) is not None:
        entity = Entity(Span(entity.span.start, generation.end()), "Person")
    if entity.label not in ("Person", "Organization"):
        return entity
    if entity.label == "Person" and entity.span.of(text) in ("Republican", "Democrat", "Independent"):
        return Entity(entity.span, "NORP")
    seat = _SEAT.search(entity.span.of(text))
    if seat is None:
        return entity
    return Entity(Span(entity.span.start, entity.span.start + seat.start()), "Person") if seat.start() else None


def _answers(tokens: list[Token], scores: dict[Span, list[float]], mistaken: list[Entity]) -> dict[int, tuple[tuple[float, ...], ...]]:
    """Scores by token, an axis apart, from those of the network's words: of a token of several of its words, the first one's.

    None for the names of ``mistaken``, bodies that the network did not see.
    """
    ends, cuts = [t.span.end for t in tokens], [0, *accumulate(map(len, AXES.values()))]
    out: dict[int, tuple[tuple[float, ...], ...]] = {}
    for span, row in sorted(scores.items()):
        at = bisect_right(ends, span.start)
        if at < len(tokens) and tokens[at].span.start < span.end and not any(e.span.overlaps(span) for e in mistaken):
            out.setdefault(at, tuple(tuple(row[a:b]) for a, b in pairwise(cuts)))
    return out
