"""The features of an entity that the deciders see: named numbers. No person's name is among them, so no weight can stand for somebody.

Words stand as ``noun=``, ``modifier=``, ``opens=``, ``tail=`` (of the phrases that are its mentions), ``title=`` (printed beside its
name), ``once=`` (in titles that were held once), ``linked=`` (in descriptions linked to it), ``name=`` (in the name of a body), ``beside=``
(within a few words of a name or description) and ``sentence=`` (in the sentences of its mentions).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache

from audit.axes.decision import Features
from audit.axes.public_bodies import institution_scope
from audit.axes.view import View
from audit.domain.annotation import Token
from audit.domain.statement import MentionKind
from audit.entities.phrase import Phrase
from audit.lexicons import words
from audit.lexicons.places import country_of, demonyms, speaking_places

_CONTENT = frozenset({"NOUN", "VERB", "ADJ", "PROPN"})
_LEFT, _RIGHT = 4, 6
_MENTIONS = 12
"""Mentions whose surroundings are looked at, the first ones."""
_TITLE_PARTY = re.compile(r"\b(?:R|D|I|Rep|Dem)\.?-[A-Z]|\([RDI]\b")


def features(view: View) -> Features:
    """Everything that is known of one entity."""
    out: Features = {}
    _shape(view, out)
    for phrase in () if view.person else view.described[:_MENTIONS]:
        _phrase(view, phrase, out)
    for title, office in zip(view.titles, view.offices, strict=True):
        out |= {f"{'once' if office.former else 'title'}={word}": 1.0 for word in _told(view, title)}
        if _TITLE_PARTY.search(title):
            out["title: party and state"] = 1.0
    for title in view.linked:
        out |= {f"linked={word}": 1.0 for word in _told(view, title)}
    if view.entity.named and not view.person:
        for name in (view.entity.label, *view.entity.printed):
            out |= {f"name={word}": 1.0 for word in _told(view, name)}
            out[f"name ends {_told(view, name)[-1]}" if _told(view, name) else "name without words"] = 1.0
    _office(view, out)
    _around(view, out)
    return out


def _shape(view: View, out: Features) -> None:
    entity, face = view.entity, view.face
    out[f"sort={entity.sort.value}"] = 1.0
    out["named"] = float(entity.named)
    out[f"named {entity.sort.value}"] = float(entity.named)
    out["plural"] = float(view.plural)
    out["partial name"] = float(entity.partial)
    out[f"label={entity.entity_label}"] = 1.0
    out["member of a group"] = float(entity.group is not None)
    forms = Counter(m.form for m in entity.mentions)
    for form in MentionKind:
        out[f"has {form.value}"] = float(forms[form] > 0)
    out["only pronouns"] = float(set(forms) <= {MentionKind.PRONOUN, MentionKind.IMPLICIT})
    out["described and named"] = float(forms[MentionKind.NAME] > 0 and forms[MentionKind.NOMINAL] > 0)
    out["mentioned once"] = float(len(entity.mentions) == 1)
    out["names: several words"] = float(any(not n.single for n in entity.names))
    for name in ("place", "people_of", "respondents", "poll_named", "outlet", "spokesperson", "has_name", "indefinite"):
        out[name.replace("_", " ")] = float(bool(getattr(view, name)))
    if face is not None:
        out[f"opens={face.determiner or 'nothing'}"] = 1.0
        out[f"head label={face.label}"] = 1.0
        out["a name in it"] = float(bool(face.proper))
        out["capitals"] = float(view.printed.isupper() and len(view.printed) > 1)
        out["one word"] = float(len(view.printed.split()) == 1)


def _phrase(view: View, phrase: Phrase, out: Features) -> None:
    text = view.annotation.text
    noun = phrase.noun
    out |= {f"noun={word}": 1.0 for word in _told(view, noun)}
    for kind in ("person", "group", "organisation", "document", "poll", "media", "official", "spokes", "family_of_body"):
        if noun in words("people", "heads", kind):
            out[f"noun of a {kind}"] = 1.0
    out |= {f"modifier={word}": 1.0 for modifier in phrase.modifiers for word in _told(view, modifier)}
    out[f"opens={phrase.determiner or 'nothing'}"] = 1.0
    out["definite"] = float(phrase.definite)
    out["possessive"] = float(phrase.possessive)
    if phrase.tail is not None:
        tail = phrase.tail.of(text)
        out |= {f"tail={word}": 1.0 for word in _told(view, tail)[:6]}
        out["a name in the tail"] = float(bool(re.search(r"\b[A-Z]", tail)))


def _office(view: View, out: Features) -> None:
    office = view.office
    out[f"office: {office.row}"] = 1.0
    out[f"scope: {office.scope.value if office.scope else 'none'}, {'held' if office.official else 'not held'}"] = 1.0
    out["former"] = float(office.former)
    for one in view.offices:
        state = "held" if one.official else "former" if one.former else "not held"
        out[f"an office: {one.scope.value if one.scope else 'none'}, {state}"] = 1.0
    out["country beside"] = float(any(country_of(t) for t in (*view.titles, view.printed)))
    scope = institution_scope(view.printed)
    if scope is not None:
        out[f"institution: {scope}"] = 1.0


def _around(view: View, out: Features) -> None:
    """Words near its mentions, each with the share of mentions that have it."""
    annotation = view.annotation
    mentions = [m for m in view.entity.mentions if m.form is not MentionKind.IMPLICIT][:_MENTIONS]
    told = (*view.named, *view.described)[:_MENTIONS]
    beside: Counter[str] = Counter()
    for phrase in told:
        sentence = annotation.sentence_at(phrase.span.start)
        if sentence is None:
            continue
        left = annotation.tokens[max(sentence.first, phrase.first - _LEFT) : phrase.first]
        right = annotation.tokens[phrase.last : min(sentence.last, phrase.last + _RIGHT)]
        beside.update(dict.fromkeys(_spoken(view, (*left, *right))).keys())
    out |= {f"beside={word}": count / len(told) for word, count in beside.items()}
    sentences: Counter[str] = Counter()
    for mention in mentions:
        sentence = annotation.sentence_at(mention.span.start)
        if sentence is not None:
            tokens = annotation.tokens[sentence.first : sentence.last]
            sentences.update(dict.fromkeys(_spoken(view, (t for t in tokens if not mention.span.contains(t.span)))).keys())
    out |= {f"sentence={word}": count / len(mentions) for word, count in sentences.items()}


def _spoken(view: View, tokens: Iterable[Token]) -> Iterator[str]:
    """The content words, without people's names; countries are one word."""
    for token in tokens:
        if token.upos not in _CONTENT:
            continue
        word = _word(token.text if token.upos == "PROPN" else token.lemma)
        if word not in view.names:
            yield word


@lru_cache(maxsize=50_000)
def _word(word: str) -> str:
    low = re.sub(r"['’]s$", "", word.lower()).strip(".")
    if low in demonyms() or low in speaking_places():
        return "<country>"
    return "<number>" if re.search(r"\d", low) else low


def _told(view: View, phrase: str) -> list[str]:
    """The words of a phrase, as the features have them; those of people's names are one word."""
    words_ = [_word(word) for word in re.findall(r"[\w.'’-]+", phrase) if re.search(r"\w", word)]
    return ["<person>" if word in view.names else word for word in words_]
