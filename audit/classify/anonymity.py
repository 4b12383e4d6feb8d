"""Anonymity markers: the words that say a name is withheld, why, and how the source knows; and whose words they are about."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from audit.attribute.mentions import mentions
from audit.attribute.quotes import Quote, quotes
from audit.attribute.responses import phrase
from audit.domain.annotation import Annotation, Sentence, Token
from audit.domain.source import AnonymityMarker, MarkerKind
from audit.domain.statement import MentionKind
from audit.domain.text import Span
from audit.lexicons import patterns, table, words
from audit.lexicons.patterns import Pattern, find
from audit.resolve.referents import BODY, Referent
from audit.resolve.resolver import Resolver

_DISCLOSING = ("status", "partial_name", "pseudonym", "ground_rule")
_KINDS = {
    "status": MarkerKind.STATUS,
    "partial_name": MarkerKind.PARTIAL_NAME,
    "pseudonym": MarkerKind.PSEUDONYM,
    "ground_rule": MarkerKind.GROUND_RULE,
}
_STANDING_REASONS = 10
"""The first patterns under ``reason`` (not authorised to speak …) disclose by themselves; the others only beside a status."""
_NEAR = 8
_TAGGED = 0.8
"""The tagger's probability from which a marker counts that no pattern lists."""


class _Hit(NamedTuple):
    """Words of a sentence that disclose: ``first`` token to ``last`` (exclusive), and what found them."""

    first: int
    last: int
    kind: str
    matched: str


@dataclass
class Evidence:
    """What the text says of one source's anonymity."""

    markers: list[AnonymityMarker] = field(default_factory=list)
    reasons: list[tuple[Span, bool]] = field(default_factory=list)
    """(words, boilerplate?)."""
    basis: Span | None = None
    ground_rule: str | None = None
    disclosed: bool = False
    blanket: bool = False
    partial: bool = False


class Markers:
    """All markers of an article, each with its owner among the article's sources."""

    def __init__(self, annotation: Annotation, resolver: Resolver, speaking: list[Referent]) -> None:
        self.annotation = annotation
        self.resolver = resolver
        self.speaking = speaking
        self.quotes: list[Quote] = quotes(annotation.text, annotation.paragraphs)
        self.evidence: dict[int, Evidence] = {id(r): Evidence() for r in speaking}
        for sentence in annotation.sentences:
            self._sentence(sentence)
        for referent in speaking:
            self._basis(referent)
            self._adjective(referent)

    def of(self, referent: Referent) -> Evidence:
        own = self.evidence[id(referent)]
        group = referent.member_of
        if group is not None and not own.disclosed and id(group) in self.evidence:
            held = self.evidence[id(group)]
            return Evidence(
                held.markers, held.reasons, own.basis or held.basis, held.ground_rule, held.disclosed, held.blanket, own.partial
            )
        return own

    def _sentence(self, sentence: Sentence) -> None:
        tokens = self.annotation.tokens[sentence.first : sentence.last]
        found = [_Hit(a, b, kind, p.source) for kind in _DISCLOSING for a, b, p in find(patterns("anonymity", kind), tokens)]
        found += self._tagged(sentence, found)
        reasons = find(patterns("anonymity", "reason"), tokens)
        standing = {p.source for p in patterns("anonymity", "reason")[:_STANDING_REASONS]}
        if not found and not any(p.source in standing for _, _, p in reasons):
            return
        found = [hit for hit in found if not self._excluded(tokens, hit.first, hit.last)]
        anchors = [(hit.first, hit.last) for hit in found]
        kept = [
            (a, b, p)
            for a, b, p in reasons
            if (p.source in standing and self._speaks(tokens, a, b)) or any(0 <= a - e <= _NEAR or 0 <= s - b <= _NEAR for s, e in anchors)
        ]
        if not found and not kept:
            return
        low = sentence.span.of(self.annotation.text).lower()
        every, of_whom = (any(p in low for p in table("disclosure")[key]) for key in ("blanket", "blanket_of_whom"))
        blanket = every or of_whom
        start = min([hit.first for hit in found] + [a for a, _, _ in kept])
        owners = self._owners(tokens, start, sentence)
        if not owners:
            owners = self._alike(tokens[start])
            blanket = blanket or bool(owners)
            owners = owners or self._just_quoted(tokens[start], sentence)
        elif blanket:
            owners += [r for r in self.speaking if r not in owners and self._coverable(r) and (every or self._like(owners, r))]
        for owner in owners:
            self._note(owner, tokens, found, kept, blanket)

    def _tagged(self, sentence: Sentence, found: list[_Hit]) -> list[_Hit]:
        """Markers of the tagger where no pattern found any: wordings that the lexicon does not list."""
        if found:
            return []
        out = []
        for tag in self.annotation.markers:
            if tag.span.end <= sentence.span.start or tag.span.start >= sentence.span.end:
                continue
            inside = [t.index - sentence.first for t in self.annotation.inside(tag.span) if t.sentence == sentence.index]
            if tag.score >= _TAGGED and len(inside) >= 2:
                out.append(_Hit(inside[0], inside[-1] + 1, "status", f"tagger {tag.score:.2f}"))
        return out

    def _note(
        self,
        owner: Referent,
        tokens: tuple[Token, ...],
        found: list[_Hit],
        kept: list[tuple[int, int, Pattern]],
        blanket: bool,
    ) -> None:
        evidence = self.evidence[id(owner)]
        for a, b, kind, matched in found:
            span = _span(tokens, a, b)
            if kind == "ground_rule":
                evidence.ground_rule = evidence.ground_rule or _ground_rule(span.of(self.annotation.text))
                if any(hit.kind == "status" for hit in found):
                    continue
            evidence.markers.append(AnonymityMarker(span, _KINDS[kind], blanket, matched))
            evidence.partial = evidence.partial or kind in ("partial_name", "pseudonym")
            evidence.disclosed = evidence.disclosed or not blanket
            evidence.blanket = evidence.blanket or blanket
        for a, b, reason in kept:
            span = _span(tokens, min(_after_conjunction(tokens, a), b - 1), b)
            text = span.of(self.annotation.text).lower()
            boiler = bool(find(patterns("anonymity", "boilerplate"), tokens[a:b]))
            evidence.reasons.append((span, boiler or "authori" in text))
            evidence.markers.append(AnonymityMarker(span, MarkerKind.REASON, blanket, reason.source))
            evidence.disclosed = evidence.disclosed or not blanket
            evidence.blanket = evidence.blanket or blanket

    def _excluded(self, tokens: tuple[Token, ...], a: int, b: int) -> bool:
        """Anonymity ordered by a court, told to somebody else than the outlet, or inside quoted speech."""
        text = self.annotation.text
        span = _span(tokens, a, b)
        if any(q.inner.contains(span) and len(q.inner.of(text).split()) > 3 for q in self.quotes):
            return True
        after = [t.text.lower() for t in tokens[b : b + 4]]
        if after[:1] in (["to"], ["in"]) and words("disclosure", "others_addressed") & set(after):
            return True
        around = {t.lemma for t in tokens[max(0, a - 2) : b + 4]}
        words_here = span.of(text).lower()
        if "anonymity" in words_here and "condition" not in words_here and around & words("anonymity", "legal"):
            return True
        return "as" in after[:1] and "identif" in words_here

    def _speaks(self, tokens: tuple[Token, ...], a: int, b: int) -> bool:
        """Authorisation is about speech: one of speak, discuss, disclose … stands in the reason itself."""
        low = " ".join(t.text.lower() for t in tokens[a:b])
        return any(w in low for w in table("disclosure")["speech"])

    def _owners(self, tokens: tuple[Token, ...], at: int, sentence: Sentence) -> list[Referent]:
        """The source a marker at ``at`` speaks of: its subject by the tree, or the nearest source of its sentence."""
        marker = tokens[at]
        subject = self._subject(marker)
        if subject is not None:
            owner = self._speaker_of(subject)
            if owner is not None:
                return [owner]
        place = marker.span.start
        here = [(m.span.start, r) for r in self.speaking for m in r.mentions if sentence.span.start <= m.span.start < sentence.span.end]
        before = [h for h in here if h[0] < place and _can_hide(h[1])]
        if before:
            return [max(before, key=lambda h: h[0])[1]]
        first = next((t for t in tokens if t.upos not in ("PUNCT", "CCONJ", "ADV")), None)
        if first is not None and first.index < marker.index and first.upos in ("PRON", "DET", "NOUN", "NUM", "ADJ", "PROPN"):
            head = first
            if first.upos in ("DET", "ADJ", "NUM"):
                head = next((t for t in tokens if t.index > first.index and t.upos in ("NOUN", "PROPN")), first)
            owner = self._speaker_of(Span(first.span.start, max(first.span.end, head.span.end)))
            if owner is not None:
                return [owner]
        after = [h for h in here if _can_hide(h[1])]
        return [min(after, key=lambda h: h[0])[1]] if after else []

    def _just_quoted(self, marker: Token, sentence: Sentence) -> list[Referent]:
        """Who spoke last before the marker, within two sentences."""
        place = marker.span.start
        said = [(p, r) for p, r in sorted(self.resolver.last, key=lambda e: e[0]) if p < place and _can_hide(r) and r in self.speaking]
        near = [r for p, r in said if self._near(p, sentence)]
        return [near[-1]] if near else []

    def _coverable(self, referent: Referent) -> bool:
        """An unnamed person or group, not the public at large, of whom nothing else is said."""
        people = referent.sort in ("person", "group") and not referent.heads & words("disclosure", "uncovered")
        return people and _unnamed(referent) and not self.evidence[id(referent)].disclosed

    def _like(self, owners: list[Referent], referent: Referent) -> bool:
        """Whether a source is of the kind of ``owners``, or they are people of any kind."""
        heads = frozenset[str]().union(*(owner.heads for owner in owners))
        return bool(heads & (referent.heads | words("disclosure", "everyone")))

    def _alike(self, marker: Token) -> list[Referent]:
        """The unnamed sources that a subject who is no source himself covers: "Senior officials spoke only on condition of anonymity"."""
        subject = self._subject(marker)
        if subject is None:
            return []
        heads = {t.lemma for t in self.annotation.inside(subject)}
        everyone = bool(heads & words("disclosure", "everyone"))
        if everyone:
            return [r for r in self.speaking if self._coverable(r)]
        return [r for r in self.speaking if _unnamed(r) and r.plural and heads & r.heads]

    def _near(self, place: int, sentence: Sentence) -> bool:
        there = self.annotation.sentence_at(place)
        return there is not None and sentence.index - there.index <= 2

    def _subject(self, marker: Token) -> Span | None:
        at: Token | None = marker
        for _ in range(4):
            if at is None:
                return None
            if at.rel == "acl" and at.head is not None:
                return phrase(self.annotation, self.annotation.tokens[at.head])
            for child in self.annotation.children.get(at.index, ()):
                token = self.annotation.tokens[child]
                if token.rel == "nsubj" and token.index < marker.index and token.text.lower() not in ("who", "which", "that"):
                    return phrase(self.annotation, token)
            at = self.annotation.tokens[at.head] if at.head is not None else None
        return None

    def _speaker_of(self, span: Span) -> Referent | None:
        for referent in self.speaking:
            if any(m.span.overlaps(span) for m in referent.mentions) and _can_hide(referent):
                return referent
        for mention in mentions(self.annotation, span):
            if mention.kind is MentionKind.NAME and mention.entity_type not in ("Person", None):
                continue
            found = self.resolver.meant_by(mention)
            if found is not None and any(found is r for r in self.speaking) and _can_hide(found):
                return found
        return None

    def _basis(self, referent: Referent) -> None:
        """Words in or right behind the source phrase that say how the source knows."""
        if not _unnamed(referent) or referent.description is None:
            return
        sentence = self.annotation.sentence_at(referent.description.start)
        if sentence is None:
            return
        tokens = self.annotation.tokens[sentence.first : sentence.last]
        for a, b, _ in find(patterns("anonymity", "basis"), tokens):
            start = tokens[a].span.start
            if referent.description.start < start <= referent.description.end + 12:
                self.evidence[id(referent)].basis = _span(tokens, a, self._until_cue(tokens, a, b))
                return

    def _until_cue(self, tokens: tuple[Token, ...], a: int, b: int) -> int:
        """A basis ends before the cue of the sentence: "familiar with the matter" said."""
        cues = [t.cue for t in self.annotation.attributions]
        return next((i for i in range(a + 1, b) if any(c.overlaps(tokens[i].span) for c in cues)), b)

    def _adjective(self, referent: Referent) -> None:
        """ "An unnamed official": the adjective is the marker, though it does not say that anonymity was given.

        It marks people only ("an anonymous letter" hides nobody who speaks), and not as a part of a name ("Anglers Anonymous members").
        """
        if not _unnamed(referent) or referent.description is None or referent.sort not in ("person", "group"):
            return
        for token in self.annotation.inside(referent.description):
            first = token.index == self.annotation.sentences[token.sentence].first
            if token.text.lower() in table("anonymity")["adjective"] and (first or token.text.islower()):
                self.evidence[id(referent)].markers.append(AnonymityMarker(token.span, MarkerKind.STATUS, matched=token.text.lower()))


def _span(tokens: tuple[Token, ...], a: int, b: int) -> Span:
    return Span(tokens[a].span.start, tokens[b - 1].span.end)


def _after_conjunction(tokens: tuple[Token, ...], at: int) -> int:
    return (
        at + 1
        if tokens[at].text.lower() in ("because", "since", "as") and at + 1 < len(tokens) and tokens[at + 1].text.lower() != "of"
        else at
    )


def _ground_rule(words_printed: str) -> str:
    low = words_printed.lower()
    return "deep background" if "deep" in low else "off the record" if "record" in low else "background"


def _unnamed(referent: Referent) -> bool:
    return not referent.named and referent.sort != BODY


def _can_hide(referent: Referent) -> bool:
    """People and groups, and the spokesmen of a body, can be given anonymity; a named body or a document cannot."""
    return referent.sort in ("person", "group") or not referent.named
