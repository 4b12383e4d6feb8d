"""Which texts are transcripts or interviews, and whose turns they hold."""

from __future__ import annotations

import pytest

from audit.attribute.transcripts import note, person_named, transcript
from audit.domain.annotation import Annotation
from tests.build import annotation


def turns(annotated: Annotation) -> list[tuple[str | None, str]]:
    found = transcript(annotated.text, annotated.paragraphs, annotated.entities)
    return [(t.name.of(annotated.text) if t.name else None, t.said.of(annotated.text)) for t in found.turns] if found else []


def names(annotated: Annotation) -> list[str | None]:
    found = transcript(annotated.text, annotated.paragraphs, annotated.entities)
    named = [person_named(annotated.text, label) for label in found.labels] if found else []
    return [n.of(annotated.text) if n else None for n in named]


HEARING = "THE CLERK: All rise.\nMS. HARTLEY: Did it leak?\nWITNESS 4: It did.\nDR. VIN ORRE, CHEMIST, UNIVERSITY OF ZORK: In May."


def test_labels_in_capitals_with_titles_and_bodies() -> None:
    annotated = annotation(HEARING)
    assert turns(annotated) == [
        ("THE CLERK", "All rise."),
        ("MS. HARTLEY", "Did it leak?"),
        ("WITNESS 4", "It did."),
        ("DR. VIN ORRE, CHEMIST, UNIVERSITY OF ZORK", "In May."),
    ]
    assert names(annotated) == [None, "HARTLEY", "WITNESS 4", "VIN ORRE"]


@pytest.mark.parametrize(
    "form",
    [
        "[00:00:12] {}: {}",
        "00:12 - {}: {}",
        "**{}:** {}",
        "**{}**: {}",
        "### {}\n{}",
        "{} (Zork) (Ind): {}",
        "{}: {}",
        "{} - Zork Dams - Clerk\n{}",
        "{} 00:12\n{}",
        "{}\n{}",
    ],
)
def test_the_forms_of_labels(form: str) -> None:
    said = [("Mara Hartley", "It leaked."), ("Ola Vane", "It did not."), ("Mara Hartley", "It did so.")]
    annotated = annotation("\n".join(form.format(*one) for one in said), people="Mara Hartley; Ola Vane")
    assert [(who and who[: who.index(" ") + 1] + who.split()[1], words) for who, words in turns(annotated)] == said
    assert names(annotated) == [who for who, _ in said]


@pytest.mark.parametrize("form", ["Q: {}\nA: {}", "Q. {}\nA. {}", "Q {}\nA {}", "QUESTION: {}\nANSWER: {}"])
def test_under_letters_only_the_answers_are_turns(form: str) -> None:
    text = "Mara Quill runs the dam.\n" + "\n".join(form.format(*two) for two in [("Safe?", "It holds."), ("Dry?", "It is.")])
    assert turns(annotation(text)) == [(None, "It holds."), (None, "It is.")]


INTERVIEW = (
    "Mara Quill runs the dam. She spoke to us in May.\nWhat went wrong?\nWe lost a gate.\nI was ill.\nWho knew?\nMy clerk did.\n"
    "And now?\nI sleep again."
)


def test_an_interview_without_labels() -> None:
    assert turns(annotation(INTERVIEW)) == [(None, words) for words in ("We lost a gate.", "I was ill.", "My clerk did.", "I sleep again.")]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(INTERVIEW.replace("She spoke to us", "She was born"), id="nobody was asked"),
        pytest.param("How to mend a dam, as we talked of it.\nWhen?\nIn May.\nWhere?\nAt home.\nBy whom?\nBy clerks.", id="a guide"),
        pytest.param("READ: A dam leaks.\nMORE: It is old.\nREAD: It fell.", id="teasers"),
        pytest.param("JAN. 8: It leaked.\nMAY 9: It fell.\nJAN. 9: It rose.", id="dates"),
        pytest.param("ZORK: 33 percent.\nVANE: 12 percent.\nZORK: 9 percent.", id="figures"),
        pytest.param("KEEPERS: Orre, Vane\nCLERKS: Hartley\nKEEPERS: Bell", id="names"),
        pytest.param("Dam: It leaks.\nGate: It is old.\nDam: It fell.", id="things"),
        pytest.param("VANE: It leaks.\n" + "It rained.\n" * 9 + "BELL: It does.\n" + "It rained.\n" * 9 + "VANE: So?", id="far apart"),
        pytest.param("President Zork (Photo: It leaks.\nVANE (Photo: It does.\nPresident Zork (Photo: No.", id="half a bracket"),
    ],
)
def test_what_is_no_transcript(text: str) -> None:
    assert turns(annotation(text)) == []


def test_asides_and_times_are_no_turns() -> None:
    text = "BELL: Good morning.\n(LAUGHTER)\n[00:12:01]\nVANE: Good morning.\nBELL: Sit."
    assert turns(annotation(text)) == [("BELL", "Good morning."), ("VANE", "Good morning."), ("BELL", "Sit.")]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (HEARING, "read as a transcript: 4 turns of 4 speakers"),
        (INTERVIEW, "read as an interview: 4 paragraphs of answers"),
        (
            "BELL: It leaks.\nBELL: It is old.\nBELL: It fell.",
            "3 paragraphs begin like turns of a transcript, but it is not clear who speaks; they were read as running text",
        ),
        ("Quill said it was safe.", None),
    ],
)
def test_the_form_is_told(text: str, told: str | None) -> None:
    annotated = annotation(text)
    assert note(text, annotated.paragraphs, annotated.entities) == told


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("MARA QUILL: No.", "MARA QUILL"),
        ("Jean-Luc O’Dell (chair): No.", "Jean-Luc O’Dell (chair)"),
        ("Dr. Quill: No.", "Dr. Quill"),
        ("A.B. QUILL: So?", "A.B. QUILL"),
        ("No. Never", None),
        ("Anne-(Mary: So?", None),
        ("Mara Quill said: So?", None),
        ("Mara Quill, clerk: So?", None),
    ],
)
def test_what_a_label_is(line: str, name: str | None) -> None:
    text = f"BELL: Good morning.\n{line}\nBELL: Sit.\nORRE: I do.\nBELL: Thanks."
    said = [who for who, _ in turns(annotation(text, people="Dr. Quill" if "Dr" in line else ()))]
    assert (said[1] if said[1] not in ("BELL", "ORRE") else None) == name


def test_who_holds_an_office_stands_in_brackets() -> None:
    text = "Ms Orre (Zork) (Ind): So?\nThe Minister for Dams (Ola Vane): It is.\nMs Orre: Fine.\nOla Vane: Soon."
    annotated = annotation(text, people="Ola Vane; Orre")
    assert names(annotated) == ["Orre", "Ola Vane", "Orre", "Ola Vane"]
