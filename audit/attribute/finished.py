"""From finished drafts to statements: form, cue, mentions, scope, and which statement stands in which."""

from __future__ import annotations

from dataclasses import replace

from audit.attribute.channels import channel
from audit.attribute.cues import kind_of
from audit.attribute.drafts import Draft
from audit.attribute.hearsay import of_nobody
from audit.attribute.mentions import mentions
from audit.attribute.places import SpanIndex
from audit.attribute.quotes import Quote, quoted_share
from audit.attribute.tagged import joined
from audit.domain.annotation import Annotation
from audit.domain.statement import Cue, Form, Mention, MentionKind, Scope, Statement
from audit.domain.text import digest


def finished(annotation: Annotation, drafts: list[Draft], marks: list[Quote]) -> tuple[Statement, ...]:
    """The statements of ``drafts``, in their order; ``source_ids`` are empty."""
    out: list[Statement] = []
    text, article = annotation.text, annotation.article
    blocked = [*(d.cue for d in drafts if d.cue is not None), *annotation.interruptions]
    between = SpanIndex((span, (span,)) for span in blocked)
    for ordinal, draft in enumerate(drafts):
        content = tuple(joined(draft.content, text, between, draft.source))
        shares = [quoted_share(s, marks, text) for s in content]
        share = sum(q * (s.end - s.start) for q, s in zip(shares, content, strict=True)) / sum(s.end - s.start for s in content)
        form = Form.DIRECT if share > 0.9 or draft.verbatim else Form.MIXED if share > 0 else Form.INDIRECT
        cue = None
        if draft.cue is not None:
            lemma, kind = kind_of(annotation, draft.cue)
            cue = Cue(draft.cue, lemma, kind)
        found: tuple[Mention, ...] = ()
        if draft.source is not None:
            found = mentions(annotation, draft.source)
            if draft.implicit:
                found = tuple(replace(m, kind=MentionKind.IMPLICIT) if m.kind is MentionKind.PRONOUN else m for m in found)
        paragraph = annotation.paragraph_at(content[0].start)
        out.append(
            Statement(
                id=digest(article.id, "statement", str([(s.start, s.end) for s in content]), str(draft.cue)),
                ordinal=ordinal,
                content=content,
                form=form,
                cue=cue,
                source_span=draft.source,
                mentions=found,
                scope=_scope(annotation, draft, form),
                zone=paragraph.zone if paragraph else "body",
                channel=channel(annotation, draft),
                via=draft.via,
                tags=draft.tags,
            )
        )
    return _nested(out)


def _scope(annotation: Annotation, draft: Draft, form: Form) -> Scope:
    """Whether words were said or issued, or only thought, planned or believed. Quoted ones always were said, and what is alleged;
    other words of nobody were not.
    """
    if form is Form.DIRECT or (draft.source is None and of_nobody(annotation, draft)):
        return Scope.STATEMENT
    return Scope.STATEMENT if draft.reported and (form is Form.MIXED or draft.source is not None) else Scope.ATTITUDE


def _nested(found: list[Statement]) -> tuple[Statement, ...]:
    """Mark each statement whose cue stands in another's content with that other's id (the smallest such)."""
    out = []
    said = SpanIndex((s, s.content) for s in found)
    for statement in found:
        holders = [
            o
            for o in (said.over(statement.cue.span) if statement.cue is not None else [])
            if o is not statement
            and statement.cue is not None
            and any(p.contains(statement.cue.span) for p in o.content)
            and any(p.contains(statement.content[0]) for p in o.content)
        ]
        holder = min(holders, key=lambda o: o.span.end - o.span.start, default=None)
        out.append(replace(statement, nested_in=holder.id) if holder is not None else statement)
    return tuple(out)
