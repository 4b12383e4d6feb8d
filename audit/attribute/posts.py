"""Posts that a page prints with their signature: "We are safe. — Ann Orre (@annorre) May 3, 2031", on one line or the name on the next."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from audit.attribute.drafts import Draft, trimmed
from audit.attribute.places import SpanIndex, by, cue_of
from audit.attribute.quotes import Quote, quoted_share
from audit.domain.annotation import Annotation
from audit.domain.statement import Channel
from audit.domain.text import Span
from audit.lexicons import words

_MONTHS = "|".join(sorted(word.capitalize() for word in words("sources", "months_and_days") if not word.endswith("day")))
_ACCOUNT = r"@\w[\w.]{0,40}"
_DATE = rf"(?:{_MONTHS}) \d{{1,2}}, \d{{4}}"
_REST = r"(?:,? +(?:on )?(?=[^\n]{0,40}\d)\w[\w ,:·.]{0,40})"
_SIGNATURE = re.compile(
    rf"[—–―]{{1,2}}\s{{0,3}}(?:(?P<name>[^\s()—–―@][^()\n—–―]{{0,59}}?)(?: \([^()@\n]{{1,40}}\))? \({_ACCOUNT}\)"
    rf"(?:,? (?:on )?{_DATE}|(?P<undated>\s*$)|{_REST}\s*$)|(?P<handle>{_ACCOUNT})(?:,? (?:on )?{_DATE}|{_REST}\s*$))",
    re.MULTILINE,
)
"""The name that a post is signed with and its account; then a date, or what stands on the rest of the line. A handle needs a date."""
_WRITES = re.compile(rf"\b(?:{'|'.join(sorted(words('cues', 'before_a_post')))})\b[^.:!?\n]{{0,40}}: ")
"""What leads to a post in its own paragraph: "Orre wrote on X: "."""
_LINK = re.compile(r"https?://|pic\.twitter\.com/|t\.co/")
_MOSTLY_QUOTED = 0.5
"""The share of a post in quotation marks from which it passes on what somebody else said."""
_RELAYED = 0.7
"""The share of a post that is somebody else's reported words, from which only those are a statement: "BREAKING: The port is shut, officials
say". The outer level is optional there."""


@dataclass(frozen=True)
class Post:
    """The words of a post, who signed it, and all of it with the signature."""

    said: Span
    name: Span
    whole: Span


def posted(annotation: Annotation, marks: list[Quote]) -> list[Post]:
    """The posts of an article in their order. Of one that is mostly a quotation only the quotation is a statement, by its own signature; an
    article's last line without a date is its writer's."""
    out = []
    text = annotation.text
    before: Span | None = None
    last = next((p.index for p in reversed(annotation.paragraphs) if p.zone == "body" and p.span.end > p.span.start), 0)
    for paragraph in annotation.paragraphs:
        if paragraph.zone != "body":
            before = None
            continue
        start, end = paragraph.span.start, paragraph.span.end
        for match in _SIGNATURE.finditer(text, start, end):
            name = Span(*match.span("name" if match["name"] else "handle"))
            led = max((one.end() for one in _WRITES.finditer(text, start, match.start())), default=start)
            said = _without_links(Span(led, match.start()), text) or before
            own = match["undated"] is None or paragraph.index != last
            if own and said is not None and quoted_share(said, marks, text) <= _MOSTLY_QUOTED:
                out.append(Post(said, name, Span(said.start, match.end())))
            start, before = match.end(), None
        if start < end:
            before = _without_links(Span(start, end), text) if start == paragraph.span.start else None
    return out


def with_posts(annotation: Annotation, drafts: Sequence[Draft], posts: Sequence[Post]) -> list[Draft]:
    """``drafts`` and one for each post: who signed it said it, whatever stands above. "She wrote:" before it is the post's cue. What it
    reports others as saying is nested in it, or replaces it."""
    there = SpanIndex((post, (post.whole,)) for post in posts)
    led: set[Post] = set()
    out = []
    for draft in drafts:
        held = sorted({post for part in draft.content for post in there.over(part)}, key=lambda post: post.said)
        if (mine := next((post for post in held if post not in led and _leads(annotation, draft, post)), None)) is not None:
            led.add(mine)
            out.append(replace(draft, content=[mine.said], verbatim=True, channel=Channel.POST))
        elif not held or (draft.cue is not None and any(post.whole.contains(draft.cue) for post in held)):
            out.append(draft)
        elif rest := [part for one in draft.content for part in _outside(one, held, annotation.text)]:
            out.append(replace(draft, content=rest))
    by_cue = by(out, cue_of)
    for post in posts:
        if post not in led and not any(_relays(draft, post) for draft in by_cue.over(post.whole)):
            out.append(Draft([post.said], None, post.name, verbatim=True, channel=Channel.POST))
    return out


def _leads(annotation: Annotation, draft: Draft, post: Post) -> bool:
    """Whether a cue right before the post, or in the paragraph above, introduces it, and most of what it introduces is the post."""
    if draft.cue is None or draft.source is None or not any(part.overlaps(post.whole) for part in draft.content):
        return False
    _, *between = annotation.text[draft.cue.end : post.said.start].split("\n")
    others = _length(part for one in draft.content for part in _outside(one, [post], annotation.text))
    beside = not between and _WRITES.match(annotation.text, draft.cue.start, post.said.start) is not None
    above = draft.cue.end <= post.said.start and bool(between) and not any(line.strip() for line in between)
    return (beside or above) and others < _length([post.said])


def _relays(draft: Draft, post: Post) -> bool:
    """Whether a post is little else than what it says that somebody said."""
    if draft.cue is None or draft.source is None or not post.whole.contains(draft.cue):
        return False
    return _length(draft.content) >= _RELAYED * _length([post.said])


def _length(parts: Iterable[Span]) -> int:
    return sum(part.end - part.start for part in parts)


def _outside(part: Span, posts: Sequence[Post], text: str) -> Iterator[Span]:
    """What of ``part`` stands in none of the posts."""
    start = part.start
    for post in takewhile(lambda one: one.said.start < part.end, posts):
        if start < post.whole.start and (piece := trimmed(Span(start, post.whole.start), text)) is not None:
            yield piece
        start = max(start, post.whole.end)
    if start < part.end and (piece := trimmed(Span(start, part.end), text)) is not None:
        yield piece


def _without_links(span: Span, text: str) -> Span | None:
    """The words of a post without the links at its end; None where it has no others."""
    end = span.end
    while end > span.start and text[end - 1].isspace():
        end -= 1
    while (last := text.rfind(" ", span.start, end)) >= 0 and _LINK.match(text, last + 1, end):
        end = last
    return trimmed(Span(span.start, end), text) if _LINK.match(text, span.start, end) is None or " " in text[span.start : end] else None
