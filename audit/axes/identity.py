"""The table of identities: named, partial or unnamed. The fitted decider may overrule it."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection

from audit.axes.decision import first_row
from audit.axes.view import View
from audit.domain.source import Identity
from audit.entities.entities import Entity
from audit.entities.kinds import covers
from audit.entities.phrase import Sort
from audit.lexicons import words

Row = tuple[str, Callable[[View], bool], Identity]
LAW = frozenset(
    {
        "a code for a name",
        "a label of one word",
        "a relative without a name",
        "a surname and no more",
        "asked by a body that is named",
        "known only through somebody named",
        "document of unknown origin",
        "document seen by somebody, of unknown origin",
        "generic state body",
        "office that one person holds",
        "papers at large",
        "poll with a name in it",
        "respondents of a poll that nobody names",
        "state media",
    }
)
"""Rows that the fitted decider does not overrule."""

_UNKNOWN = re.compile(r"\b(seen|obtained|reviewed|viewed|leaked|unidentified|unnamed|anonymous|previous|earlier|secret|internal)\b")


def _at_large(view: View) -> bool:
    """ "Polls", "records", "some national polls": nobody's in particular, by number, article and name."""
    asked = view.noun in words("people", "heads", "asks")
    public = words("offices", "adjectives", "state") | words("offices", "public_data")
    plain = all(not p.modifiers or (asked and public.isdisjoint(p.modifiers)) for p in view.described)
    bare = plain and all(p.plural and p.tail is None and not p.definite for p in view.described)
    return view.paper and bool(view.described) and bare and not view.has_name


_CODE = re.compile(r"\d|^(?:Juror|Witness|Source|Officer|Patient|Victim) [A-Z]$|\b(?:John|Jane) Doe\b")


def _first_name(view: View) -> bool:
    """Whether nothing but a given name is printed."""
    return view.entity.partial and not view.titles and all(n.last in words("names", "given") for n in view.entity.names)


_SURNAMED = re.compile(r"\bsurnamed $")
_BEFORE = 12
"""Code points before a name in which "surnamed" stands."""


def _surname(view: View) -> bool:
    """Whether the text says that it gives nothing but a surname: "a citizen surnamed Quill"."""
    text, starts = view.annotation.text, (m.span.start for m in view.entity.mentions)
    return view.entity.partial and any(_SURNAMED.search(text, max(0, start - _BEFORE), start) for start in starts)


def _label_only(view: View) -> bool:
    """Whether somebody is only ever printed as a turn's label of one word: "Mara: I was there."."""
    text = view.annotation.text
    ends = {m.span.end for m in view.entity.mentions}
    starts = {p.span.start for p in view.annotation.paragraphs}
    label = view.entity.label
    alone = view.entity.partial and not view.titles and " " not in label and not label.isupper()
    return alone and all(text[end : end + 1] == ":" for end in ends) and all(m.span.start in starts for m in view.entity.mentions)


def _sole_office(view: View) -> bool:
    """An office that one person holds: "the Korean finance minister", "the head of the central bank"."""
    held = view.office.official and not view.plural and not view.entity.named
    sole = bool(view.words & words("offices", "sole")) and not view.words & words("offices", "one_of_many")
    one = view.face is not None and (view.face.definite or not view.face.determiner)
    several = any(phrase.determiner in ("a", "an", "one", "another") for phrase in view.described)
    return held and sole and one and view.has_name and not several


_THROUGH = re.compile(r"\b[A-Z][\w.-]{0,30}['’]s? |['’]s? |\b(?:of|for|to) (?:[A-Z]|the (?:president|premier|king|queen)\b)")
_NEAR = 400
"""Characters behind a description within which somebody may be named whom it describes."""


def _through(view: View) -> bool:
    """Whether somebody is known only as one of several beside somebody named ("Quill's lawyer"), and no name in the article can be his."""
    noun, ties = view.noun, words("people", "heads", "ties")
    if view.entity.named or noun not in ties or _THROUGH.search(view.printed) is None:
        return False
    kin = covers(noun) | {noun}
    return view.plural or not any(_may_be(view, one, kin) for one in view.entities.all if one.sort is Sort.PERSON and one.named)


def _may_be(view: View, one: Entity, kin: frozenset[str]) -> bool:
    """Whether a named person can be the one described: called so elsewhere, or brought in right behind with nothing said of him."""
    if any(set(re.findall(r"[\w-]+", d.text.lower())) & kin for d in one.descriptions):
        return True
    behind = [one.first.span.start - m.span.end for m in view.entity.mentions]
    return not one.descriptions and any(0 <= gap <= _NEAR for gap in behind)


def _plain_body(view: View) -> bool:
    return view.entity.sort is Sort.BODY and (view.has_name or not view.indefinite)


def _code(view: View) -> bool:
    """Whether a number, a letter or "Doe" stands for a name: "Juror B-37", "Witness A"."""
    return view.person and bool(_CODE.search(view.entity.label))


TABLE: tuple[Row, ...] = (
    ("a code for a name", _code, Identity.PARTIAL),
    ("a label of one word", lambda v: v.person and _label_only(v), Identity.PARTIAL),
    ("a surname and no more", lambda v: v.person and _surname(v), Identity.PARTIAL),
    ("a given name and no more", lambda v: v.person and _first_name(v), Identity.PARTIAL),
    ("a person's name", lambda v: v.person, Identity.NAMED),
    ("country or capital", lambda v: v.place is not None or v.people_of is not None, Identity.NAMED),
    ("asked by a body that is named", lambda v: v.asked and v.has_name, Identity.NAMED),
    ("respondents of a poll that is named", lambda v: v.respondents and v.poll_named, Identity.NAMED),
    ("respondents of a poll that nobody names", lambda v: v.respondents, Identity.UNNAMED),
    ("document seen by somebody, of unknown origin", lambda v: v.seen and not v.issued, Identity.UNNAMED),
    ("document or poll with an issuer", lambda v: v.issuer is not None, Identity.NAMED),
    ("poll with a name in it", lambda v: v.entity.sort is Sort.POLL and v.has_name and not v.respondents, Identity.NAMED),
    ("document of unknown origin", lambda v: v.paper and bool(_UNKNOWN.search(v.low)), Identity.UNNAMED),
    ("document or poll with a name in it", lambda v: v.paper and v.has_name, Identity.NAMED),
    ("papers at large", _at_large, Identity.UNNAMED),
    ("document of a known kind", lambda v: v.paper and bool(v.words & words("sources", "document_own")), Identity.NAMED),
    ("document told of before", lambda v: v.paper and not v.plural and v.low.startswith("the "), Identity.NAMED),
    ("document or poll of nobody", lambda v: v.paper, Identity.UNNAMED),
    ("spokesperson of a named body", lambda v: v.spokesperson and (v.body or v.has_name or len(v.bare.split()) > 1), Identity.NAMED),
    ("a body's name", lambda v: v.body, Identity.NAMED),
    ("generic state body", lambda v: v.noun in words("sources", "generic_state"), Identity.NAMED),
    ("a relative without a name", lambda v: not v.entity.named and v.noun in words("people", "heads", "kin"), Identity.UNNAMED),
    ("known only through somebody named", _through, Identity.UNNAMED),
    ("office that one person holds", _sole_office, Identity.NAMED),
    ("state media", lambda v: v.outlet and v.low.startswith(("state ", "the state ")), Identity.NAMED),
    ("outlet by its name", lambda v: v.outlet and v.entity.label[:1].isupper() and not v.plural and v.bare == v.printed, Identity.NAMED),
    ("body that the article makes plain", lambda v: _plain_body(v) and not v.plural, Identity.NAMED),
    ("nobody named", lambda v: True, Identity.UNNAMED),
)


def identity(view: View, left_out: Collection[str] = ()) -> tuple[str, Identity]:
    """The name of the first row that holds, and its identity."""
    return first_row(TABLE, view, left_out)
