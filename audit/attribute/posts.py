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
_SIGNATURE = re.compile(
    r"[—–―]{1,2}\s{0,3}(?:(?P<name>[^\s()—–―@][^()\n—–―]{0,59}?)(?: \([^()@\n]{1,40}\))? \(@\w{1,30}\)|(?P<handle>@\w{1,30}))"
    rf"(?:(?P<date>,? (?:on )?(?:{_MONTHS}) \d{{1,2}}, \d{{4}})|(?P<end>(?:,? +(?:on )?(?=[^\n]{{0,40}}\d)\w[\w ,:·.]{{0,40}})?\s*$))",
    re.MULTILINE,
)
"""The name that a post is signed with and its account; then a date, or what stands on the rest of the line."""
_LINK = re.compile(r"https?://|pic\.twitter\.com/|t\.co/")
_PASSED_ON = 0.5
"""The share of a post in quotation marks from which it passes on what somebody else said."""
_RELAYED = 0.7
"""… and the share that it says somebody said: "BREAKING: The port is shut, officials say". The outer level of such a post is optional."""


@dataclass(frozen=True)
class Post:
    """The words of a post, who signed it, and all of it with the signature."""

    said: Span
    name: Span
    whole: Span


def posted(annotation: Annotation, marks: list[Quote]) -> list[Post]:
    """The posts of an article in their order. One that is mostly a quotation is left out: the words are looked at by themselves."""
    out = []
    before: Span | None = None
    for paragraph in annotation.paragraphs:
        if paragraph.zone != "body":
            before = None
            continue
        start, end = paragraph.span.start, paragraph.span.end
        for match in _SIGNATURE.finditer(annotation.text, start, end):
            name = Span(*match.span("name" if match["name"] else "handle"))
            said = _without_links(Span(start, match.start()), annotation.text) or before
            if said is not None and quoted_share(said, marks, annotation.text) <= _PASSED_ON:
                out.append(Post(said, name, Span(said.start, match.end())))
            start, before = match.end(), None
        if start < end:
            before = _without_links(Span(start, end), annotation.text) if start == paragraph.span.start else None
    return out


def with_posts(annotation: Annotation, drafts: Sequence[Draft], posts: Sequence[Post]) -> list[Draft]:
    """``drafts`` and one for each post: who signed it said it, whatever stands above. "She wrote:" above is the post's cue, and what a post
    passes on is a statement in it, or all of it."""
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
    """Whether a cue in the paragraph right above introduces the post, and most of what it introduces is the post."""
    if draft.cue is None or draft.source is None or not any(part.overlaps(post.whole) for part in draft.content):
        return False
    _, *between = annotation.text[draft.cue.end : post.said.start].split("\n")
    others = _length(part for one in draft.content for part in _outside(one, [post], annotation.text))
    above = draft.cue.end <= post.said.start and bool(between) and not any(line.strip() for line in between)
    return above and others < _length([post.said])


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
