"""The explanation of a statement in plain sentences, 80 columns wide."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import wrap

from audit.domain.doubt import Part
from audit.domain.statement import Tie
from audit.report.explain import Facts
from audit.report.safe_text import printable, shortened

WIDTH = 80
_LONGEST = 400

TIES = {
    Tie.NAME: "the name, or a part of it",
    Tie.DESCRIPTION: "a description of somebody introduced before",
    Tie.SAME_WORDS: "the same description as before",
    Tie.INTRODUCED: "a description of somebody not mentioned before",
    Tie.PRONOUN: "a pronoun, for whoever fits it best",
    Tie.FIRST_PERSON: "the first person: whoever says the words around it",
    Tie.RELATIVE: "a relative pronoun, for the words right before",
    Tie.CARRIED_ON: "no source of its own: whoever spoke last",
    Tie.REVIEW: "a person said so",
}

PARTS = {
    Part.WORDS: "that these words are a statement",
    Part.PHRASE: "the words for its source",
    Part.SPEAKER: "who these words refer to",
    Part.TYPE: "the type of the source",
}

_OLDER = "An older version stored this; audit the article again for a full explanation."

DOUBTS = {
    "cue": "the tagger's probability for the cue",
    "content": "the tagger's probability for the content",
    "source": "the tagger's probability for the source words",
    "cue by others": "how likely annotators with other guidelines would be to mark the cue",
    "rival source": "the tagger's probability for other words as the source",
    "no tags": "no tag marks it, only quotation marks or the form of the text",
    "no source phrase": "no words name a source",
    "borrowed source": "the source's words are with another cue",
    "quoted": "it is direct speech",
    "partly quoted": "it is quoted in part",
    "unlisted cue": "the cue is not on any list",
    "cue of stance": "the cue expresses a stance",
    "cue of thought": "the cue expresses a thought",
    "attitude": "it is more an attitude than a statement",
    "nested": "it is inside another statement",
    "holds another": "another statement is inside it",
    "overlaps another": "it shares words with another statement",
    "in parts": "its words are in several places",
    "length": "its length",
    "very short": "it is very short",
    "phrase length": "the length of the source's words",
    "phrase apart": "how far the source's words are from it",
    "phrase apart, no tags": "how far the source's words are from it, where no tag shows it",
    "pronoun": "the source is a pronoun",
    "description": "the source is a description",
    "several sources": "it has several sources",
    "score of the tie": "the score of the link to the source",
    "score of the tie, description": "the score of the link from a description",
    "score of the tie, pronoun": "the score of the link from a pronoun",
    "named, by a description": "a description was linked to a name",
    "phrase": "the tagger's probability for the source words",
    "type by the deciders": "how sure the source's type is",
    "a name of one word": "only one word of the name is printed",
    "words of the name": "how many words its name has",
    "kind: person": "it is a person",
    "kind: group": "it is a group",
    "kind: organisation": "it is an organisation",
    "kind: document": "it is a document",
    "kind: media": "it is an outlet",
    "kind: poll_or_data": "it is a poll or data",
    "named": "whether the source has a name",
    "mentions": "how often the source is mentioned",
    **{f"tie: {tie.value}": f"the source was linked by {words}" for tie, words in TIES.items()},
}
"""Evidence of the confidence model in words."""


def explained(facts: Facts) -> Iterator[str]:
    """An explanation line by line."""
    yield from _heading(facts["statement"])
    yield from _section("Why it was found", _found(facts))
    if not facts["sources"]:
        printed = facts["statement"]["source_words"]
        nobody = f"The tool could not tell who {_quoted(printed)} is." if printed else "No words near it name a source."
        yield from _section("Whose it is", [nobody])
    if facts["sources"] and not facts["grounds_kept"]:
        yield from _section("What decided", [_OLDER])
    for source in facts["sources"]:
        yield from _section("Whose it is", _speaker(source))
        yield from _section(f"Why {source['type'] or 'of no type'}", _type(source))
    yield from _section("How sure", _sure(facts))
    if facts["decisions"]:
        yield from _section("What people decided", facts["decisions"])


def _heading(facts: Facts) -> Iterator[str]:
    yield from wrap(f"{printable(facts['doc_id'])}, line {facts['line']} · {facts['id']}", WIDTH)
    yield from _indented(shortened(facts["words"], _LONGEST))


def _section(title: str, paragraphs: list[str]) -> Iterator[str]:
    yield ""
    yield title
    for one in paragraphs:
        yield from _indented(one)


def _indented(words: str) -> Iterator[str]:
    """Wrapped two columns in; what begins with spaces already is an entry of a list, and its further lines hang."""
    bare = words.lstrip(" ")
    first = " " * (2 + len(words) - len(bare))
    yield from wrap(bare, WIDTH, initial_indent=first, subsequent_indent=first + "  " * (len(first) > 2))


def _found(facts: Facts) -> list[str]:
    tags, cue, stated = facts["found_by"]["tags"], facts["found_by"]["cue"], facts["statement"]
    out = []
    if tags is None:
        out.append("No tag marks it, only its quotation marks or the form of the text: a turn, a signature, a speaker who goes on.")
    else:
        parts = [f"the cue ({tags['cue']:.2f})", f"the content ({tags['content']:.2f})"]
        if tags["source"] is not None:
            parts.insert(1, f"the source ({tags['source']:.2f})")
        out.append(f"The tagger marked {', '.join(parts[:-1])} and {parts[-1]}, with the probability of each.")
    if cue is not None:
        entry = f"on the list “{cue['list']}” in cues.toml" if cue["list"] else "on no list in cues.toml"
        out.append(f"{_quoted(cue['words'])} is “{printable(cue['lemma'])}”, {entry}: a cue of the kind {cue['kind']}.")
    out.append(_FORMS[stated["form"]])
    if stated["scope"] != "statement":
        out.append(_SCOPES[stated["scope"]])
    if stated["stands_in"]:
        out.append(f"It is inside another statement: {_quoted(stated['stands_in'], 120)}.")
    if stated["via"]:
        out.append(f"The words came through {printable(stated['via'])}.")
    return out


_FORMS = {
    "direct": "All of it is quoted, so it is direct speech.",
    "indirect": "None of it is quoted, so it is indirect speech.",
    "mixed": "It is quoted in part.",
}
_SCOPES = {
    "attitude": "It is about what somebody thinks, wants or does rather than says, so only --scope all shows it.",
    "dismissed": "A person dismissed it, so only --scope all shows it.",
}


def _speaker(source: Facts) -> list[str]:
    out = [f"{printable(source['label'])}. Where it is named or meant as the speaker, and what linked each mention to it (with the score):"]
    for one in source["mentions"]:
        tie = TIES[Tie(one["tied_by"])] if one["tied_by"] else "not known"
        score = f" ({one['score']:.2f})" if one["score"] is not None else ""
        mark = " <- here" if one["of_this_statement"] else ""
        out.append(f"  line {one['line']}: {_quoted(one['words'])}: {tie}{score}{mark}")
        if one["link"]:
            out += _weighed(one["link"])
    return out


def _weighed(ground: Facts) -> Iterator[str]:
    """The features that decided, and what they decided against."""
    if ground["pulls"]:
        yield "      " + "; ".join(f"{printable(one['feature'])} {one['weight']:+.2f}" for one in ground["pulls"])
    if ground["runner_up"]:
        yield f"      rather than {shortened(ground['runner_up'], 60)}"


def _axis(axis: Facts) -> Iterator[str]:
    yield f"  {axis['axis']}: {printable(axis['value']).replace('_', ' ')} ({axis['probability']:.2f}), by: {printable(axis['row'])}"
    yield from _weighed(axis)


def _type(source: Facts) -> list[str]:
    anonymity, policy = source["anonymity"], source["policy"]
    office = ", official" if source["official"] else ""
    out = [f"{source['kind'].capitalize().replace('_', ' ')}, {source['identity']}{office}; decided by: {printable(source['decided_by'])}."]
    if source["axes"]:
        out.append("What decided each part of the label (with its probability), and how much each feature counted:")
        out += [words for one in source["axes"] for words in _axis(one)]
    if anonymity["status"] != "not_applicable":
        out.append(f"Anonymity {anonymity['status']}{'.' if anonymity['markers'] else ': the article says nothing about it.'}")
    for one in anonymity["markers"]:
        by = f"matched {printable(one['matched'])}" if one["matched"] else "what matched is not known"
        scope = ", for several sources" if one["blanket"] else ""
        out.append(f"  line {one['line']}: {_quoted(one['words'])}: {one['proves'].replace('_', ' ')}{scope}; {by}")
    if source["by_a_person"]:
        out.append("A person gave it this type.")
    elif source["type"] == policy["type"]:
        out.append(f"Policy: {policy['rule']}")
    else:
        out.append(f"It was stored under another policy; under this one it would be {policy['type']}: {policy['rule']}")
    return out


def _sure(facts: Facts) -> list[str]:
    sure = facts["confidence"]
    out = [
        f"The statement and its source's words are right with a probability of {sure['statement']:.2f}; if they are, the speaker is right "
        f"with {sure['speaker']:.2f}; together {sure['both']:.2f}."
    ]
    limit = f"Below {sure['review_below']:.2f}, a statement is marked for review"
    out.append(f"{limit}; this one {'is' if sure['needs_review'] else 'is not'}.")
    if sure["doubtful"]:
        out.append(f"Most doubtful: {PARTS[sure['doubtful']['part']]} ({sure['doubtful']['probability']:.2f}).")
    if sure["doubts"]:
        out.append("What counts against it most, compared with the average statement:")
        out += [f"  {DOUBTS[one['evidence']]}" for one in sure["doubts"]]
    return out


def _quoted(words: str, longest: int = 60) -> str:
    return f"“{shortened(words, longest)}”"
