"""Bytes to text: what is guessed is told, and what is no text is refused."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.ingest.decode import decode, storable
from audit.ingest.refused import Refused

ENGLISH = "The council met on Monday. A clerk said that the vote was off. " * 3
SMART = "“We have no money,” said Ada Brook. The café’s owner — a Mr Müller — didn’t agree; £3m was ‘a joke’…\n"
RUSSIAN = "Смотритель гавани сообщил в среду, что причал закрыт и что все готовы. " * 3


def test_utf8_is_taken_as_it_is() -> None:
    assert decode(SMART.encode()).text == SMART
    assert decode(SMART.encode()).notes == ()


@pytest.mark.parametrize("codec", ["utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_a_byte_order_mark_decides_and_is_left_out(codec: str) -> None:
    decoded = decode(("\ufeff" + SMART).encode(codec))
    assert decoded.text == SMART
    assert decoded.notes == (f"byte order mark of {codec} left out of the text",)


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", [ENGLISH, SMART * 4])
def test_utf16_without_a_mark_is_found(codec: str, text: str) -> None:
    decoded = decode(text.encode(codec))
    assert decoded.text == text
    assert "utf-16" in decoded.notes[0]


@pytest.mark.parametrize("text", [SMART, ENGLISH + SMART + ENGLISH, ENGLISH + "It didn’t pass. " + ENGLISH, ENGLISH + "The café was shut."])
def test_english_that_is_not_utf8_is_windows_1252(text: str) -> None:
    decoded = decode(text.encode("cp1252"))
    assert decoded.text == text
    assert decoded.notes == ("read as windows-1252, not UTF-8: check the quotation marks",)


@pytest.mark.parametrize(("text", "codec"), [(RUSSIAN, "cp1251"), (RUSSIAN, "koi8-r"), (ENGLISH + SMART + ENGLISH, "mac_roman")])
def test_other_encodings_are_found(text: str, codec: str) -> None:
    assert decode(text.encode(codec)).text == text


def test_utf8_that_is_cut_off_stays_utf8() -> None:
    decoded = decode((SMART + "“Off").encode()[:-4])
    assert decoded.text == SMART + "\ufffd"
    assert "not UTF-8 replaced by U+FFFD: 1" in decoded.notes[0]


def test_a_declared_encoding_is_believed_where_it_fits() -> None:
    decoded = decode(RUSSIAN.encode("koi8-u"), "KOI8-U")
    assert decoded.text == RUSSIAN
    assert decoded.notes == ("read as koi8-u, as the file declares",)
    assert decode(SMART.encode("cp1252"), "iso-8859-1").text == SMART


@pytest.mark.parametrize("declared", ["no-such", "utf-16", "ascii\0", "hex", "cp037", "utf-8"])
def test_a_declared_encoding_that_cannot_be_is_passed_over(declared: str) -> None:
    assert decode(SMART.encode("cp1252"), declared).text == SMART


@pytest.mark.parametrize(
    "raw",
    [
        b"%PDF-1.7 words",
        b"PK\x03\x04words",
        b"{\\rtf1 words}",
        b"\x1f\x8bwords",
        random.Random(1).randbytes(4000),
        b"\x00\x01\x02" * 100,
        b"a\x01" * 100,
    ],
)
def test_what_is_no_text_is_refused(raw: bytes) -> None:
    with pytest.raises(Refused) as refused:
        decode(raw)
    assert refused.value.code == "binary"
    assert "save" in refused.value.reason


def test_a_few_control_characters_stay_and_nul_is_replaced() -> None:
    decoded = decode((ENGLISH + "\x00\x1b").encode())
    assert decoded.text == ENGLISH + "\ufffd\x1b"
    assert decoded.notes[0].endswith("U+FFFD: 1")


@given(st.text(alphabet=st.characters(exclude_categories=())))
def test_storable_keeps_the_length_and_everything_else(text: str) -> None:
    kept, notes = storable(text)
    assert len(kept) == len(text)
    kept.encode("utf-8")
    assert "\0" not in kept
    assert bool(notes) == (kept != text)
    assert all(new == old or new == "\ufffd" for new, old in zip(kept, text, strict=True))
    assert storable(kept) == (kept, ())
