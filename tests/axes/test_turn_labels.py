"""Labels of a transcript's turns are people, also in capitals."""

from __future__ import annotations

import pytest

from audit.auditor import examine
from audit.config import Settings
from audit.domain.source import SourceType
from audit.domain.text import Article
from tests.models import annotator

TEXT = """BELL: Good evening.

DR. VIN MOHLE, PHYSICIAN, UNIVERSITY OF ISEN: One in five pupils now uses them.

BELL: That is a lot.

MOHLE: It has risen since spring.
"""


@pytest.mark.models
def test_a_label_in_capitals_is_no_body() -> None:
    (annotation,) = annotator().annotate([Article(TEXT, "test", "turns")])
    types = {one.label: one.source_type for one in examine(annotation, Settings()).sources}
    assert types["BELL"] is SourceType.NAMED
