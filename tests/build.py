"""Annotations made by hand, without any model, so that a test of the language packages reads like the sentence it is about.

    a = annotation(
        "Mara Quill said the dam was safe.",
        people="Mara Quill",
        tags=[("said", "Mara Quill", "the dam was safe")],
    )

Words are cut crudely, their classes come from small tables (``pos`` and ``lemmas`` correct them) and a simple tree is hung over each
sentence: words of a noun phrase on its last noun, a phrase right before a finite verb as its subject, a phrase behind a preposition on the
phrase before it, the rest on the root. ``arcs`` ("official nsubj said", "said root") put right what a test depends on. A place is given by
its words; ``word#2`` is their second occurrence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from audit.attribute.statements import statements
from audit.config import Settings
from audit.domain.annotation import Annotation, AttributionTag, Entity, Paragraph, Sentence, Token
from audit.domain.source import Source
from audit.domain.statement import Statement
from audit.domain.text import Article, Span
from audit.sources.assemble import sources
from audit.sources.via import with_via

Tag = tuple[str, str | None, str | Sequence[str]]

_TOKEN = re.compile(
    r"@\w{2,30}|(?:[A-Z]\.){2,}|\b(?:Mr|Mrs|Ms|Dr|Prof|Gen|Sgt|Lt|Col|Sen|Rep)\.|\b(?!n['’]t)\w+?(?=n['’]t\b)"
    r"|\bcan(?=not\b)|n['’]t\b|['’]s\b|\w+(?:&\w+)*|[^\w\s]"
)
_CLASSES = {
    "DET": "the a an this that these those some any no both each every several all another many most few",
    "ADP": "of in on at to by for from with under over after before during through about against near as "
    "within per behind without despite into",
    "PRON": "he she they it i you we him her them his its their who whom which us me my our whose "
    "himself herself themselves others everyone nobody",
    "AUX": "is are was were be been being has have had will would could should may might must can do does did 'm 're ca",
    "CCONJ": "and or but nor &",
    "SCONJ": "because since if although though while when whether",
    "PART": "'s ’s n't n’t not",
    "ADV": "yet publicly anonymously immediately also only directly later never still again then there here now earlier privately too",
    "NUM": "one two three four five six ten dozen",
    "ADJ": "senior former unnamed unidentified familiar close first last real new other local federal deputy military south korean western "
    "anonymous presidential international southern northern private long safe open secret old young high aware privy present",
}
_CLOSED = {word: upos for upos, listed in _CLASSES.items() for word in listed.split()}
_VERBS = {
    form: lemma
    for lemma, forms in {
        "say": "said say says saying",
        "tell": "told tell tells telling",
        "speak": "spoke speak speaks speaking spoken",
        "ask": "asked ask asks asking",
        "add": "added add adds adding",
        "decline": "declined decline declines declining",
        "refuse": "refused refuse",
        "write": "wrote writes written",
        "report": "reported reports reporting",
        "cite": "cited citing",
        "quote": "quoted quoting",
        "assess": "assess assessed",
        "warn": "warned warn warns",
        "know": "know knew knows",
        "release": "released",
        "see": "seen saw sees",
        "call": "called calls call",
        "request": "requested",
        "authorise": "authorised authorise",
        "authorize": "authorized authorize",
        "name": "named naming",
        "identify": "identified",
        "brief": "briefed",
        "accord": "according",
        "insist": "insisted insists",
        "deny": "denied denies",
        "believe": "believed believe believes",
        "confirm": "confirmed confirms",
        "disclose": "disclosed disclose",
        "discuss": "discussed discuss discussing",
        "obtain": "obtained",
        "show": "showed shows show",
        "respond": "responded respond",
        "comment": "commented",
        "suggest": "suggested suggests suggest",
        "announce": "announced",
        "arrive": "arrived",
        "rise": "rose",
        "meet": "met",
        "interview": "interviewed",
        "remain": "remained remain",
        "fear": "feared fears",
        "promise": "promised",
        "hold": "held",
        "give": "gave give",
        "grant": "granted",
        "close": "closed",
        "accuse": "accused",
        "fail": "failed",
        "issue": "issued",
        "change": "changed",
        "resign": "resigned",
        "leave": "left",
        "elaborate": "elaborate",
        "answer": "answer answered",
        "reply": "reply replied",
        "reach": "reached",
        "wait": "wait waited",
        "talk": "talked talk",
        "estimate": "estimated",
        "conclude": "concluded",
        "resist": "resisted",
        "lead": "led",
        "think": "thinks think thought",
        "agree": "agreed agree",
    }.items()
    for form in forms.split()
}
_LEMMAS = {
    "n't": "not",
    "n’t": "not",
    "was": "be",
    "were": "be",
    "is": "be",
    "are": "be",
    "been": "be",
    "being": "be",
    "am": "be",
    "has": "have",
    "had": "have",
    "did": "do",
    "does": "do",
    "ca": "can",
    "goes": "go",
    "’s": "'s",
    "an": "a",
    "people": "people",
    "police": "police",
    "his": "his",
    "men": "man",
    "women": "woman",
}
_NONFINITE = re.compile(r"(ing|en)$")
_RANK = {"FIN": 0, "VERB": 1, "AUX": 2}
_NOMINAL = {"DET", "ADJ", "NUM", "NOUN", "PROPN"}


def place(text: str, words: str) -> Span:
    """Where ``words`` stand in ``text``; ``words#2`` is the second time. Raises ``AssertionError`` where they do not."""
    found = re.fullmatch(r"(?s)(.*?)(?:#(\d))?", words)
    assert found is not None
    wanted, nth = found.group(1), int(found.group(2) or 1)
    edge_before = r"(?<!\w)" if wanted[:1].isalnum() else ""
    edge_after = r"(?!\w)" if wanted[-1:].isalnum() else ""
    all_of_them = [m.span() for m in re.finditer(edge_before + re.escape(wanted) + edge_after, text)]
    assert len(all_of_them) >= nth, f"{words!r} does not stand in {text!r}"
    return Span(*all_of_them[nth - 1])


def plain_tokens(text: str) -> tuple[Token, ...]:
    """The words of one sentence with lower-case lemmas, nothing known of them: what the pattern tests need."""
    return tuple(
        Token(
            i,
            Span(*m.span()),
            m.group(),
            _LEMMAS.get(m.group().lower(), _VERBS.get(m.group().lower(), m.group().lower())),
            "X",
            "",
            None,
            "dep",
            0,
        )
        for i, m in enumerate(_TOKEN.finditer(text))
    )


def annotation(
    text: str,
    *,
    people: str | Sequence[str] = (),
    organisations: str | Sequence[str] = (),
    places: str | Sequence[str] = (),
    tags: Iterable[Tag] = (),
    arcs: Sequence[str] = (),
    pos: Mapping[str, str] | None = None,
    lemmas: Mapping[str, str] | None = None,
    zones: Mapping[int, str] | None = None,
    title: str | None = None,
) -> Annotation:
    """An annotated article. Each line of ``text`` is a paragraph (``zones`` by its number, default body).

    ``people``, ``organisations`` and ``places`` are the names that the entity model would find (every occurrence; ``;`` between several in
    one string). ``tags`` are (cue, source or None, content or contents), as the attribution model would give them, all with high scores.
    """
    entities = _entities(text, (("Person", people), ("Organization", organisations), ("Location", places)))
    paragraphs = tuple(
        Paragraph(i, Span(*m.span()), (zones or {}).get(i, "body")) for i, m in enumerate(re.finditer(r"\S(?:[^\n]*\S)?", text))
    )
    tokens: list[Token] = []
    sentences: list[Sentence] = []
    for paragraph in paragraphs:
        for start, end in _sentences(text, paragraph.span):
            first = len(tokens)
            for match in _TOKEN.finditer(text, start, end):
                span = Span(*match.span())
                tokens.append(
                    _token(len(tokens), span, match.group(), len(sentences), first == len(tokens), entities, pos or {}, lemmas or {})
                )
            sentences.append(
                Sentence(len(sentences), Span(tokens[first].span.start, tokens[-1].span.end), first, len(tokens), paragraph.index)
            )
    tree = {t.index: t for s in sentences for t in _tree(tokens[s.first : s.last])}
    for arc in arcs:
        _corrected(tree, text, tokens, arc)
    return Annotation(
        Article(text, "hand.txt", "hand", title=title),
        paragraphs,
        tuple(sentences),
        tuple(tree[i] for i in range(len(tokens))),
        entities,
        tuple(_tag(text, t) for t in tags),
    )


def _entities(text: str, kinds: Iterable[tuple[str, str | Sequence[str]]]) -> tuple[Entity, ...]:
    found: list[Entity] = []
    for label, listed in kinds:
        names = [n.strip() for n in listed.split(";")] if isinstance(listed, str) else listed
        for name in sorted((n for n in names if n), key=len, reverse=True):
            assert name in text, f"{name!r} does not stand in {text!r}"
            for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text):
                span = Span(*match.span())
                if not any(e.span.overlaps(span) for e in found):
                    found.append(Entity(span, label))
    return tuple(sorted(found, key=lambda e: e.span))


def _sentences(text: str, span: Span) -> list[tuple[int, int]]:
    out, start = [], span.start
    for match in re.finditer(
        r"(?<![A-Z])(?<!Mr)(?<!Ms)(?<!Dr)(?<!Mrs)(?<!Gen)[.!?][”\"’')]*\s+(?=[\"“‘'(A-Z«])", text[span.start : span.end]
    ):
        out.append((start, span.start + match.end()))
        start = span.start + match.end()
    return [*out, (start, span.end)]


def _token(
    index: int,
    span: Span,
    form: str,
    sentence: int,
    first: bool,
    entities: tuple[Entity, ...],
    pos: Mapping[str, str],
    lemmas: Mapping[str, str],
) -> Token:
    low = form.lower()
    named = any(e.span.contains(span) for e in entities)
    if form in pos:
        upos = pos[form]
    elif not any(c.isalnum() for c in form):
        upos = "PUNCT"
    elif low in _CLOSED and not (named and form[0].isupper()):
        upos = _CLOSED[low]
    elif low in _VERBS and not named:
        upos = "VERB"
    elif low.isdigit():
        upos = "NUM"
    else:
        upos = "PROPN" if named or (form[0].isupper() and not first) else "NOUN"
    feats = ""
    lemma = _LEMMAS.get(low, low)
    if upos == "VERB":
        lemma = _VERBS.get(low, low)
        feats = "" if _NONFINITE.search(low) or low == lemma else "VerbForm=Fin"
    elif upos == "NOUN" and re.search(r"[^s]s$", low) and low not in _LEMMAS:
        lemma, feats = (low[:-3] + "y" if low.endswith("ies") else low[:-1]), "Number=Plur"
    return Token(index, span, form, lemmas.get(form, lemma), upos, feats, None, "dep", sentence)


def _tree(tokens: Sequence[Token]) -> list[Token]:
    base = tokens[0].index
    root = min(range(len(tokens)), key=lambda i: (_RANK.get("FIN" if "Fin" in tokens[i].feats else tokens[i].upos, 3), i))
    heads: dict[int, tuple[int, str]] = {}
    phrase_before: int | None = None
    i = 0
    while i < len(tokens):
        token = tokens[i]
        if token.upos not in _NOMINAL and not (token.upos == "PRON" and token.text.lower() not in ("who", "which")):
            if token.upos not in ("ADP", "PUNCT", "PART"):
                phrase_before = None
            i += 1
            continue
        end = i + 1
        while token.upos != "PRON" and end < len(tokens) and tokens[end].upos in _NOMINAL and tokens[end].upos != "DET":
            end += 1
        top = end - 1
        for k in range(i, top):
            heads[k] = (top, {"DET": "det", "ADJ": "amod", "NUM": "nummod"}.get(tokens[k].upos, "compound"))
        possessive = end + 1 < len(tokens) and tokens[end].text in ("'s", "’s") and tokens[end + 1].upos in _NOMINAL
        if possessive:
            owned = end + 1
            while owned + 1 < len(tokens) and tokens[owned + 1].upos in _NOMINAL:
                owned += 1
            heads[end] = (top, "case")
            heads[top] = (owned, "nmod:poss")
        elif end < len(tokens) and ("Fin" in tokens[end].feats or tokens[end].upos == "AUX"):
            verb = next((k for k in range(end, min(end + 5, len(tokens))) if tokens[k].upos == "VERB"), end)
            heads[top] = (verb, "nsubj")
        elif i and tokens[i - 1].upos == "ADP":
            heads[i - 1] = (top, "case")
            heads[top] = (phrase_before if phrase_before is not None else root, "nmod" if phrase_before is not None else "obl")
        elif i and tokens[i - 1].upos == "VERB":
            heads[top] = (i - 1, "obj")
        phrase_before = top
        i = end
    out = []
    for k, token in enumerate(tokens):
        head, relation = heads.get(k, (root, "punct" if token.upos == "PUNCT" else "dep"))
        at_root = k == root
        out.append(replace(token, head=None if at_root else base + head, deprel="root" if at_root else relation))
    return out


def _corrected(tree: dict[int, Token], text: str, tokens: Sequence[Token], arc: str) -> None:
    words = arc.split()
    dependent = _index(text, tokens, words[0])
    head = None if words[1] == "root" else _index(text, tokens, words[2])
    tree[dependent] = replace(tree[dependent], head=head, deprel=words[1])


def _index(text: str, tokens: Sequence[Token], word: str) -> int:
    span = place(text, word)
    return next(t.index for t in tokens if t.span.overlaps(span))


def _tag(text: str, tag: Tag) -> AttributionTag:
    cue, source, content = tag
    parts = (content,) if isinstance(content, str) else content
    return AttributionTag(
        place(text, cue), (place(text, source),) if source else (), tuple(place(text, c) for c in parts), 0.95, 0.95, 0.95
    )


@dataclass(frozen=True)
class Reading:
    """What the program makes of an annotation: statements and sources, found again by their words."""

    annotation: Annotation
    statements: tuple[Statement, ...]
    sources: tuple[Source, ...]

    def statement(self, words: str) -> Statement:
        """The one statement whose content has ``words`` in it (the smallest, where one stands in another)."""
        found = [s for s in self.statements if words in s.words(self.annotation.text)]
        assert found, f"no statement says {words!r}: {[s.words(self.annotation.text) for s in self.statements]}"
        return min(found, key=lambda s: len(s.words(self.annotation.text)))

    def said(self, words: str) -> list[Source]:
        """The sources of the statement that says ``words``."""
        by_id = {s.id: s for s in self.sources}
        return [by_id[i] for i in self.statement(words).source_ids]

    def source(self, words: str) -> Source:
        """The only source of the statement that says ``words``."""
        (found,) = self.said(words)
        return found


def read(annotated: Annotation, settings: Settings | None = None) -> Reading:
    """The statements and sources of an annotation."""
    who, said = sources(annotated, statements(annotated), settings or Settings())
    said = with_via(annotated, said, who)
    return Reading(annotated, said, who)
