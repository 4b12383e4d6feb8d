"""The statements of an article: what the tagger attributes, then one form of attribution after the other.

Each form is a file of this package. Its function takes the annotation and the drafts so far (and the quotation marks, if it looks at them)
and returns drafts. Their order matters: a form sees what those before it found.
"""

from __future__ import annotations

from audit.attribute.extents import settled
from audit.attribute.finished import finished
from audit.attribute.hearsay import hearsay
from audit.attribute.interruptions import uninterrupted
from audit.attribute.narration import told_apart
from audit.attribute.quotes import quotes
from audit.attribute.replies import replied
from audit.attribute.retold import retold
from audit.attribute.secondhand import passed_on
from audit.attribute.tagged import tagged
from audit.attribute.turns import by_paragraph, shown
from audit.attribute.uncued import with_uncued
from audit.attribute.unspoken import without_self_reports, without_the_writer
from audit.attribute.whole_quotations import complete_quotations
from audit.domain.annotation import Annotation
from audit.domain.statement import Statement


def statements(annotation: Annotation) -> tuple[Statement, ...]:
    """All statements and attitudes of an article, in the order of the text, sources not yet resolved (``source_ids`` empty)."""
    marks = quotes(annotation.text, annotation.paragraphs)
    drafts = tagged(annotation, marks)
    drafts = passed_on(annotation, drafts)
    drafts = told_apart(annotation, drafts, marks)
    settled(annotation, drafts, marks)
    drafts = shown(annotation, drafts, marks)
    drafts += hearsay(annotation, drafts)
    if annotation.convention == "house":  # PolNeAR's annotators took less of what is quoted
        drafts += replied(annotation, drafts, marks)
        drafts += retold(annotation, drafts, marks)
        complete_quotations(drafts, marks)
        drafts = with_uncued(annotation, drafts, marks)
    drafts = uninterrupted(annotation, drafts)
    drafts = by_paragraph(annotation, drafts, marks)
    if annotation.convention == "house":
        drafts = without_the_writer(annotation, drafts, marks)
        drafts = without_self_reports(annotation, drafts, marks)
    drafts.sort(key=lambda d: (d.start, d.content[-1].end))
    return finished(annotation, drafts, marks)
