"""A108: an organisation declines to comment, and somebody unnamed from it speaks."""

from __future__ import annotations

from collections.abc import Iterator

from audit.domain.audited import Audit
from audit.domain.finding import Finding, Severity
from audit.domain.source import Source
from audit.rules.base import Confidence, Rule, first_statements, mention_of, printed_as, quoted, unnamed_people
from audit.rules.corroboration import content_words
from audit.rules.examples import Example, Said, build
from audit.rules.wordlists import wordlist


class CommentAndAnonymous(Rule):
    code = "A108"
    name = "comment-and-anonymous"
    severity = Severity.INFO
    confidence = Confidence.MEDIUM
    summary = "An organisation declined to comment, the article says, yet it quotes somebody unnamed from that organisation."
    why = "If they are the same person, the reader is misled about who spoke."
    standard = "AP: do not say that a person declined to comment when the same person is quoted anonymously [AP2][AP5]."
    limits = (
        "The text cannot show whether they are the same person, so the finding is a question. Organisations are matched by a word in "
        "their names."
    )
    passing = (
        Example(
            "another body",
            build(
                "The board declined to comment. A ministry aide said it was void.",
                Said("it was void", "A ministry aide"),
                silent=("The board",),
            ),
        ),
    )
    failing = (
        Example(
            "the same body",
            build(
                "The harbour ministry declined to comment. A ministry official said it was void.",
                Said("it was void", "A ministry official"),
                silent=("The harbour ministry",),
            ),
        ),
    )

    def check(self, audit: Audit) -> Iterator[Finding]:
        text = audit.article.text
        notes = [note for note in audit.responses if note.kind == "declined" and note.source_span is not None]
        for source, statement in first_statements(audit):
            silent = next(
                (note for note in notes if note.source_span and _names(source) & set(content_words(note.source_span.of(text)))), None
            )
            if unnamed_people(source) and silent is not None and silent.source_span is not None:
                printed = printed_as(audit, source, statement)
                message = (
                    f"{quoted(silent.source_span.of(text))} declined to comment, yet {quoted(printed)} is quoted: is it the same person?"
                )
                place = mention_of(source, statement) or statement.span
                yield self.finding(audit, message, words=printed, place=place, statement=statement, source=source)


def _names(source: Source) -> set[str]:
    """The words that tell the body, as stems; heads such as "official" are none."""
    words = content_words(f"{source.label} {source.affiliation or ''}")
    bare = wordlist("vague_source", "heads") | wordlist("vague_source", "fillers") | wordlist("insider", "heads")
    return {stemmed for stemmed, word in words.items() if word.lower().removesuffix("s") not in bare}
