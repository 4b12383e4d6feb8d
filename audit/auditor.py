"""Takes articles through the steps one after the other: annotate, attribute, resolve, classify, apply the rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime

from audit import __version__
from audit.annotate.pipeline import Annotator
from audit.attribute.responses import response_notes
from audit.attribute.statements import statements
from audit.attribute.transcripts import note
from audit.axes.fitted import Fitted
from audit.config import Settings
from audit.domain.annotation import Annotation
from audit.domain.audited import Audit, Run
from audit.domain.source import Source
from audit.domain.statement import Statement
from audit.domain.text import Article, SkippedInput
from audit.sources.assemble import sources
from audit.sources.confidence import model, with_confidence
from audit.sources.via import with_via


class Auditor:
    """Audits articles with one set of settings. The models are loaded with the first article; ``load`` does it sooner."""

    def __init__(self, settings: Settings, annotator: Annotator | None = None) -> None:
        self.settings = settings
        self.annotator = annotator or Annotator(settings)
        self._started = datetime.now(UTC).isoformat(timespec="seconds")

    @property
    def run(self) -> Run:
        """Versions, models and settings of this run. Raises ``ModelError`` where a model is missing or damaged."""
        return Run(__version__, self.annotator.models, self.settings.annotation_pairs(), self._started)

    def load(self) -> None:
        self.annotator.load()

    def audit(self, articles: Iterable[Article | SkippedInput], *, batch: int = 16) -> Iterator[Audit | SkippedInput]:
        """Audit in batches; what was skipped passes through in its place. An article that breaks is skipped with its reason."""
        waiting: list[Article | SkippedInput] = []
        size = 0
        for item in articles:
            waiting.append(item)
            size += len(item.text) if isinstance(item, Article) else 0
            if len(waiting) >= batch or size > 400_000:
                yield from self._batch(waiting)
                waiting, size = [], 0
        yield from self._batch(waiting)

    def _batch(self, items: list[Article | SkippedInput]) -> Iterator[Audit | SkippedInput]:
        live = [i for i in items if isinstance(i, Article)]
        if not live:
            yield from (i for i in items if isinstance(i, SkippedInput))
            return
        self.load()
        try:
            annotations: list[Annotation | None] = list(self.annotator.annotate(live))
        except (RuntimeError, ValueError, IndexError, AssertionError):
            annotations = [None] * len(live)
        done = iter(zip(live, annotations, strict=True))
        for item in items:
            if isinstance(item, SkippedInput):
                yield item
            else:
                article, annotation = next(done)
                yield self._one(article, annotation)

    def _one(self, article: Article, annotation: Annotation | None) -> Audit | SkippedInput:
        try:
            if annotation is None:
                annotation = self.annotator.annotate([article])[0]
            return examine(annotation, self.settings)
        except (RuntimeError, ValueError, IndexError, AssertionError, MemoryError) as error:
            return SkippedInput(
                article.origin, f"it could not be annotated ({type(error).__name__}: {error}); please report it with the file", "internal"
            )


def found(annotation: Annotation, settings: Settings, by: Fitted | None = None) -> tuple[tuple[Statement, ...], tuple[Source, ...]]:
    """Everything in an annotated article that may be a statement, and the sources, before they are weighed."""
    who, said = sources(annotation, statements(annotation), settings, by)
    return said, who


def examine(annotation: Annotation, settings: Settings, by: Fitted | None = None) -> Audit:
    """The audit of an annotated article, findings apart (see ``audit.rules``). ``by``: what decides, where that is not what ships."""
    fitted = model()
    if annotation.convention != "house":  # what our own annotators would leave out, PolNeAR's may want
        fitted = replace(fitted, keep_above=0.0)
    said, who = with_confidence(*found(annotation, settings, by), fitted)
    said = with_via(annotation, said, who)
    notes = tuple(
        replace(
            n,
            source_id=next(
                (s.id for s in who if n.source_span is not None and any(m.span.overlaps(n.source_span) for m in s.mentions)), None
            ),
        )
        for n in response_notes(annotation)
    )
    form = note(annotation.text, annotation.paragraphs, annotation.entities)
    article = replace(annotation.article, notes=(*annotation.article.notes, form)) if form else annotation.article
    return Audit(article, annotation.paragraphs, tuple(s.span for s in annotation.sentences), said, who, notes)
