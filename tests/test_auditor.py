"""The auditor: order, skips, and articles that break."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from audit.auditor import Auditor
from audit.config import Settings
from audit.domain.annotation import Annotation
from audit.domain.audited import Audit
from audit.domain.text import Article, SkippedInput
from tests.models import audit_of


class Fake:
    """An annotator that finds nothing and breaks on articles that say so; ``calls`` are the sizes of its batches."""

    models = (("tagger", "abc"),)

    def __init__(self) -> None:
        self.calls: list[int] = []
        self.loaded = 0

    def load(self) -> None:
        self.loaded += 1

    def annotate(self, articles: Sequence[Article]) -> list[Annotation]:
        self.calls.append(len(articles))
        if any("breaks" in a.text for a in articles):
            raise RuntimeError("tensor of the wrong shape")
        return [Annotation(a, (), (), (), (), ()) for a in articles]


def article(text: str) -> Article:
    return Article(text, text, text)


@pytest.fixture
def fake() -> Fake:
    return Fake()


def run(fake: Fake, *items: Article | SkippedInput, batch: int = 16) -> list[Audit | SkippedInput]:
    return list(Auditor(Settings(), fake).audit(items, batch=batch))  # type: ignore[arg-type]


def test_results_keep_the_order_of_the_inputs(fake: Fake) -> None:
    skip = SkippedInput("b", "empty", "empty")
    found = run(fake, article("a"), skip, article("c"), batch=2)
    assert [getattr(f, "article", f) for f in found] == [article("a"), skip, article("c")]


def test_skips_alone_load_nothing(fake: Fake) -> None:
    assert len(run(fake, SkippedInput("b", "empty", "empty"))) == 1
    assert fake.loaded == 0


def test_a_broken_article_is_skipped_and_the_batch_goes_on(fake: Fake) -> None:
    found = run(fake, article("a"), article("this breaks"), article("c"))
    assert [type(f) for f in found] == [Audit, SkippedInput, Audit]
    assert isinstance(found[1], SkippedInput)
    assert "RuntimeError" in found[1].reason
    assert fake.calls == [3, 1, 1, 1]


def test_large_articles_are_not_gathered(fake: Fake) -> None:
    run(fake, article("x" * 500_000), article("y"))
    assert fake.calls == [1, 1]


def test_the_run_names_versions_and_models(fake: Fake) -> None:
    made = Auditor(Settings(), fake)  # type: ignore[arg-type]
    assert made.run.models == (("tagger", "abc"),)
    assert made.run.digest == Auditor(Settings(), fake).run.digest  # type: ignore[arg-type]


def test_texts_that_broke_it_are_audited() -> None:
    """Found by tests/fuzz: two sources with nothing to tell them apart, one of whom spoke."""
    broken = (
        "A senior government official confirmed that meetings took place but said the ministers “never got further than the biscuits.” "
        "The official, was not permitted to speies. A decision is expected in 2036.ak to the press and asked not to be named, "
        "added that the file was closed in January."
    )
    assert audit_of(broken).statements
