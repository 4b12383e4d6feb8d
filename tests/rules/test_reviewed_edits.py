"""Judgements under edits of the article: on the statement of the same speaker with the same words in its context, or lost, and told."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.domain.anchor import likeness, words_of
from audit.domain.annotation import Paragraph
from audit.domain.audited import Audit
from audit.domain.finding import Finding, Severity
from audit.domain.review import Check, CheckStatus, Correction, Decision, Judgement, Review
from audit.domain.source import AnonymityStatus, Identity, Kind, Source, SourceType
from audit.domain.statement import Form, Mention, MentionKind, Scope, Statement
from audit.domain.text import Article, Span
from audit.rules.placing import finding_target, labels, statement_target
from audit.rules.reviewed import reviewed


@dataclass(frozen=True)
class Line:
    """A paragraph: a lead, and words with their speaker (None: nobody is named). ``key`` tells where it came from, through every edit."""

    key: str
    lead: str
    words: str
    speaker: str | None


IDA, TOM = "Ida Marsh", "Tom Roe"
DENIAL = "We knew nothing of the fog that night"
DRAFT = (
    Line("opening", "The ferry ran aground at Velmar on Monday, an hour after it had left the quay.", DENIAL, IDA),
    Line("pilot", "Its pilot had been at sea for thirty years and was asleep at noon.", "The lamp on the pier was out", TOM),
    Line("refusal", "Asked about the letters that the town had sent in spring, she shook her head.", "No", IDA),
    Line("crew", "The crew is paid by the day.", "Nobody told the crew about the rocks", None),
    Line("money", "The owners of the line put the damage at two million marks.", "We will pay for every plank of it", IDA),
    Line("union", "At the hall of the sailors there was little trust in that.", "They have never paid for anything", TOM),
)


def audit_of(lines: Sequence[Line]) -> Audit:
    """What the tool would find in an article of these paragraphs; the ids change with every text, as its own do."""
    text, paragraphs, statements = "", [], []
    speakers: dict[str, list[Mention]] = {}
    for number, line in enumerate(lines):
        start = len(text)
        content = Span(start + len(line.lead) + 2, start + len(line.lead) + 2 + len(line.words))
        text += f"{line.lead} “{line.words},”"
        if line.speaker:
            mention = Mention(Span(len(text) + 6, len(text) + 6 + len(line.speaker)), line.speaker, MentionKind.NAME)
            text += f" said {line.speaker}"
            speakers.setdefault(line.speaker, []).append(mention)
        text += ".\n"
        paragraphs.append(Paragraph(number, Span(start, len(text) - 1)))
        own = (mention,) if line.speaker else ()
        ids = (f"s{line.speaker}",) if line.speaker else ()
        statements.append(Statement(f"t{number}", number, (content,), Form.DIRECT, None, None, own, source_ids=ids))
    article = Article(text, "ferry.txt", "ferry", title="Ferry aground")
    unique = [replace(one, id=f"{article.id}{one.id}", source_ids=tuple(article.id + i for i in one.source_ids)) for one in statements]
    axes = (Kind.PERSON, Identity.NAMED, SourceType.NAMED, False, None, AnonymityStatus.NOT_APPLICABLE)
    sources = tuple(Source(f"{article.id}s{name}", name, *axes, tuple(found)) for name, found in speakers.items())
    audit = Audit(article, tuple(paragraphs), (), tuple(unique), sources)
    return replace(audit, findings=tuple(flaws(audit)))


def flaws(audit: Audit) -> Iterator[Finding]:
    """A finding for each denial; equal ones are numbered, as the rules do."""
    for number, one in enumerate(s for s in audit.statements if s.span.of(audit.article.text) == DENIAL):
        yield Finding("X100", Severity.ERROR, one.span, "a denial", one.id, next(iter(one.source_ids), None), f"denial {number}")


def placed(then: Sequence[Line], at: int, now: Sequence[Line], make: Callable[[Audit, Statement], Decision]) -> Line | None:
    """The line of ``now`` on which a decision about line ``at`` of ``then`` stands; None where it is lost."""
    before, after = audit_of(then), audit_of(now)
    decision = make(before, before.statements[at])
    _, found = reviewed(after, [decision], {before.article.id: before.article.text}, lambda audit: tuple(flaws(audit)))
    return now[next(n for n, one in enumerate(after.statements) if one.id == found[0].target.id)] if found else None


def dismissal(audit: Audit, statement: Statement) -> Review:
    source_id = next(iter(statement.source_ids), None)
    target = statement_target(audit, statement, source_id)
    return Review(target, Judgement.DISMISSED, "Ona Reed", "a slogan", found=labels(audit, source_id))


def check(audit: Audit, statement: Statement) -> Decision:
    return Check(dismissal(audit, statement).target, CheckStatus.WRONG, "Ona Reed")


def correction(audit: Audit, statement: Statement) -> Decision:
    words = statement.span.of(audit.article.text)
    said = Correction(speaker="Ola Finch", source_type=SourceType.NAMED, words=words)
    return replace(dismissal(audit, statement), judgement=Judgement.CORRECTED, correction=said)


KINDS = [dismissal, check, correction]


def without(*keys: str) -> tuple[Line, ...]:
    return tuple(one for one in DRAFT if one.key not in keys)


def edited(key: str, **changes: str | None) -> tuple[Line, ...]:
    return tuple(replace(one, **changes) if one.key == key else one for one in DRAFT)  # type: ignore[arg-type]


def with_line(line: Line, at: int, lines: Sequence[Line] = DRAFT) -> tuple[Line, ...]:
    return (*lines[:at], line, *lines[at:])


NEWS = Line("news", "Late on Tuesday divers went down to the wreck with a lamp and a rope.", "The hull is whole", "Vera Holt")
DENIED_BY_TOM = Line("later", "Nor would the pilot, whom the court heard on Thursday behind closed doors, say more.", DENIAL, TOM)
SLIGHTLY = "We knew nothing of the fog that evening"

FOLLOWED = {
    "nothing changed": (DRAFT, "opening"),
    "a paragraph before": (with_line(NEWS, 0), "opening"),
    "a paragraph behind": (with_line(NEWS, 1), "opening"),
    "others are gone": (without("pilot", "money"), "opening"),
    "its paragraph moved": ((*DRAFT[1:], DRAFT[0]), "opening"),
    "its lead was rewritten": (edited("opening", lead="Aground it ran, near the old light, and nobody on board could say why."), "opening"),
    "edited slightly": (edited("opening", words=SLIGHTLY), "opening"),
    "edited, while another says the words as they were": (with_line(DENIED_BY_TOM, 4, edited("opening", words=SLIGHTLY)), "opening"),
    "another says the same": (with_line(DENIED_BY_TOM, 4), "opening"),
    "a few words in their context": (with_line(NEWS, 2), "refusal"),
    "said by nobody": (with_line(NEWS, 2), "crew"),
}
LOST = {
    "its paragraph is gone": (without("opening"), "opening"),
    "gone, while another says the same": (with_line(DENIED_BY_TOM, 4, without("opening")), "opening"),
    "gone, and another says it in the same place": (edited("opening", speaker=TOM), "opening"),
    "the speakers were swapped": (
        edited("opening", words=DRAFT[1].words)[:1] + edited("pilot", words=DENIAL)[1:],
        "opening",
    ),
    "nobody says it any more": (edited("opening", speaker=None), "opening"),
    "somebody says it now": (edited("crew", speaker=TOM), "crew"),
    "rewritten": (edited("opening", words="There was no warning from anybody on the shore"), "opening"),
    "a few words elsewhere": (with_line(replace(NEWS, words="No", speaker=IDA), 5, without("refusal")), "refusal"),
    "split in two": (edited("opening", words="We knew nothing"), "opening"),
}


@pytest.mark.parametrize("make", KINDS)
@pytest.mark.parametrize("edit", FOLLOWED)
def test_a_judgement_follows_its_statement(edit: str, make: Callable[[Audit, Statement], Decision]) -> None:
    now, key = FOLLOWED[edit]
    at = next(n for n, one in enumerate(DRAFT) if one.key == key)
    if make is correction and "edited" in edit:
        assert placed(DRAFT, at, now, make) is None, "the corrected words stand nowhere any more, or are somebody else's"
    else:
        found = placed(DRAFT, at, now, make)
        assert found is not None
        assert found.key == key


@pytest.mark.parametrize("make", KINDS)
@pytest.mark.parametrize("edit", LOST)
def test_a_judgement_without_a_sure_place_is_lost_and_comes_back(edit: str, make: Callable[[Audit, Statement], Decision]) -> None:
    now, key = LOST[edit]
    at = next(n for n, one in enumerate(DRAFT) if one.key == key)
    assert placed(DRAFT, at, now, make) is None
    restored = placed(DRAFT, at, with_line(NEWS, 0), make)
    assert restored is not None
    assert restored.key == key


TWICE = with_line(replace(DRAFT[0], key="again"), 4)
"""The same paragraph, word for word, in two places."""


@pytest.mark.parametrize("at", [0, 4])
def test_equal_paragraphs_are_told_apart_by_what_stands_around_them_and_by_their_order(at: int) -> None:
    found = placed(TWICE, at, with_line(NEWS, 2, TWICE), dismissal)
    assert found is not None
    assert found.key == TWICE[at].key
    side_by_side = with_line(replace(DRAFT[0], key="again"), 1)
    found = placed(side_by_side, at // 4, with_line(NEWS, 5, side_by_side), dismissal)
    assert found is not None
    assert found.key == side_by_side[at // 4].key


@pytest.mark.parametrize("gone", ["opening", "again"])
def test_of_equal_paragraphs_one_may_go(gone: str) -> None:
    at = next(n for n, one in enumerate(TWICE) if one.key == gone)
    other = 4 - at
    left = tuple(one for one in TWICE if one.key != gone)
    assert placed(TWICE, at, left, dismissal) is None
    found = placed(TWICE, other, left, dismissal)
    assert found is None or found.key == TWICE[other].key


def test_equal_statements_of_which_one_was_rewritten_and_moved_are_not_told_by_their_order() -> None:
    then = (DRAFT[0], replace(DRAFT[0], key="other", lead=NEWS.lead), *DRAFT[2:])
    rewritten = replace(DRAFT[0], lead="Aground it ran, near the old light, and nobody on board could say why.")
    now = (then[1], rewritten, DRAFT[3])
    found = placed(then, 0, now, dismissal)
    assert found is None or found.key == "opening"
    found = placed(then, 1, now, dismissal)
    assert found is not None
    assert found.key == "other"


def test_words_that_another_says_in_their_place_now_are_not_those_that_were_edited_elsewhere() -> None:
    elsewhere = Line("elsewhere", DRAFT[0].lead.replace("Monday", "a Monday"), SLIGHTLY, IDA)
    now = with_line(elsewhere, 4, edited("opening", speaker=TOM))
    assert placed(DRAFT, 0, now, dismissal) is None


def test_a_waiver_goes_to_no_other_source_in_the_same_place() -> None:
    before = audit_of(DRAFT)
    waiver = Review(finding_target(before, before.findings[0]), Judgement.WAIVED, "Ona Reed", "known to the desk")
    texts = {before.article.id: before.article.text}
    assert reviewed(audit_of(edited("opening", speaker=TOM)), [waiver], texts)[1] == []
    assert len(reviewed(audit_of(with_line(NEWS, 0)), [waiver], texts)[1]) == 1


def test_a_duplicate_takes_no_judgement_away() -> None:
    found = placed(DRAFT, 0, with_line(replace(DRAFT[0], key="copy"), 5), dismissal)
    assert found is None or found.key == "opening"


def test_a_corrected_type_goes_to_no_other_speaker_in_the_same_text() -> None:
    """Another run hears somebody else say the same words: the type was that of the first."""
    audit = audit_of(DRAFT)
    first = audit.statements[0]
    official = replace(dismissal(audit, first), judgement=Judgement.CORRECTED, correction=Correction(source_type=SourceType.OFFICIAL))
    heard = replace(first, id="other", source_ids=audit.statements[1].source_ids)
    other = replace(audit, statements=(heard, *audit.statements[1:]))
    corrected, (still,) = reviewed(other, [official], {})
    assert still.stale
    assert corrected == other
    named = replace(official, correction=Correction(speaker="Ola Finch", source_type=SourceType.NAMED))
    corrected, (still,) = reviewed(other, [named], {})
    assert not still.stale
    assert {one.label for one in corrected.sources} == {IDA, TOM, "Ola Finch"}


def test_a_waiver_stays_with_its_speaker() -> None:
    """The fingerprint of the second of two equal findings becomes that of the first when the first goes away."""
    then = with_line(DENIED_BY_TOM, 4)
    before = audit_of(then)
    waivers = [Review(finding_target(before, one), Judgement.WAIVED, "Ona Reed", "known to the desk") for one in before.findings]
    texts = {before.article.id: before.article.text}
    after = audit_of(then[1:])
    _, left = reviewed(after, waivers, texts)
    assert [(one.target.id, one.target.speaker) for one in left] == [("denial 0", TOM)]
    gone = dismissal(before, before.statements[0])

    def rules(audit: Audit) -> tuple[Finding, ...]:
        out = {one.span for one in audit.statements if one.scope is Scope.DISMISSED}
        return tuple(one for one in flaws(replace(audit, statements=tuple(s for s in audit.statements if s.span not in out))))

    _, left = reviewed(before, [gone, *waivers], texts, rules)
    assert [(one.target.id, one.target.speaker) for one in left[1:]] == [("denial 0", TOM)]


_SAID = st.sampled_from([DENIAL, SLIGHTLY, "No", "We will pay for every plank of it", "The lamp on the pier was out", "It was dark"])
_LEADS = st.sampled_from([*(one.lead for one in DRAFT), NEWS.lead, DENIED_BY_TOM.lead, "She sat down."])
_SPEAKERS = st.sampled_from([IDA, TOM, "Vera Holt", None])


@st.composite
def drafts(draw: st.DrawFn) -> tuple[Line, ...]:
    numbers = range(draw(st.integers(1, 7)))
    return tuple(Line(f"p{n}", draw(_LEADS), draw(_SAID), draw(_SPEAKERS)) for n in numbers)


@st.composite
def edits(draw: st.DrawFn, lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """One to four edits, one after the other."""
    now = list(lines)
    for number in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(now) - 1))
        other = draw(st.integers(0, len(now) - 1))
        match draw(st.sampled_from(["insert", "delete", "move", "swap", "duplicate", "reword", "respeak"])):
            case "insert":
                now.insert(at, Line(f"new{number}", draw(_LEADS), draw(_SAID), draw(_SPEAKERS)))
            case "delete" if len(now) > 1:
                del now[at]
            case "move":
                now.insert(other, now.pop(at))
            case "swap":
                now[at], now[other] = replace(now[at], speaker=now[other].speaker), replace(now[other], speaker=now[at].speaker)
            case "duplicate":
                now.insert(other, replace(now[at], key=f"copy of {now[at].key}"))
            case "reword":
                now[at] = replace(now[at], words=draw(_SAID))
            case "respeak":
                now[at] = replace(now[at], speaker=draw(_SPEAKERS))
    return tuple(now)


@given(st.data())
def test_no_edit_moves_a_judgement_to_another_speaker_or_other_words(data: st.DataObject) -> None:
    """Two places are not told apart: of words that stood twice, one deleted here and one written anew there, the new one may get the
    judgement; and of a few words that end a text, only their attribution stands behind them, which is the same where they end another."""
    then = data.draw(drafts())
    now = data.draw(edits(then))
    at = data.draw(st.integers(0, len(then) - 1))
    make = data.draw(st.sampled_from(KINDS))
    found = placed(then, at, now, make)
    if found is not None:
        assert found.speaker == then[at].speaker
        assert found.words == then[at].words or likeness(words_of(found.words), words_of(then[at].words))
        same_place = found.key.removeprefix("copy of ") == then[at].key or found.lead == then[at].lead
        neighbours = {then[n].lead for n in (at - 1, at + 1) if 0 <= n < len(then)}
        beside = {now[n].lead for n, one in enumerate(now) for n in (n - 1, n + 1) if one is found and 0 <= n < len(now)}
        once = all(sum(one.words == found.words for one in lines) == 1 for lines in (then, now)) and len(words_of(found.words)) > 3
        twice = sum(one.words == then[at].words for one in then) > 1
        last = at == len(then) - 1 and found is now[-1]
        assert same_place or neighbours & beside or once or twice or last
    restored = placed(then, at, then, make)
    assert restored is not None
    assert restored.key == then[at].key


@given(st.data())
def test_paragraphs_around_never_take_a_judgement_from_a_statement_that_stays(data: st.DataObject) -> None:
    """As long as the words stand once, with enough of them, and their paragraph is left alone."""
    new = st.builds(lambda n, lead: Line(f"new{n}", lead, f"This is remark number {n} of the day", "Vera Holt"), st.integers(0, 99), _LEADS)
    before, behind = data.draw(st.lists(new, max_size=3)), data.draw(st.lists(new, max_size=3))
    kept = data.draw(st.lists(st.sampled_from(DRAFT[1:]), unique=True))
    found = placed(DRAFT, 0, (*before, DRAFT[0], *behind, *kept), dismissal)
    assert found is not None
    assert found.key == "opening"


@pytest.mark.parametrize("make", [dismissal, check])
def test_of_two_equal_statements_the_reworded_one_keeps_its_own_judgement_and_takes_no_other(
    make: Callable[[Audit, Statement], Decision],
) -> None:
    lead = "Its pilot had been at sea for thirty years and was asleep at noon."
    then = (DRAFT[0], Line("twin", lead, DENIAL, DRAFT[0].speaker))
    now = (replace(DRAFT[0], words=SLIGHTLY),)
    assert (DRAFT[0].words, placed(then, 0, now, make), placed(then, 1, now, make)) == (DENIAL, now[0], None)
