"""English is let through, other languages are found, short texts are not judged."""

from __future__ import annotations

import pytest

from audit.ingest.language import find

ENGLISH = "The harbour master said on Monday that the quay would stay shut until the crane had been mended by the men from town. "
FRENCH = "Le maire a déclaré mercredi que le quai resterait fermé et que les bateaux devaient attendre la fin du mois de mars au large. "
GERMAN = "Die Hafenmeisterin sagte am Mittwoch, der Kai bleibe gesperrt, bis der Kran repariert sei und die Schiffe wieder anlegen können. "
JAPANESE = "港の責任者は水曜日に、埠頭は閉鎖されたままだと述べた。「準備はできている」と町長は語った。クレーンの修理は来月まで続くという。"
ARABIC = "قال مدير الميناء يوم الأربعاء إن الرصيف سيظل مغلقا حتى يتم إصلاح الرافعة وإن السفن ستنتظر في البحر حتى نهاية الشهر الجاري"


@pytest.mark.parametrize(("text", "code"), [(FRENCH, "fr"), (GERMAN, "de"), (JAPANESE, "ja"), (ARABIC, "ar")])
def test_another_language_is_found(text: str, code: str) -> None:
    found = find(text)
    assert found is not None
    assert (found.code, found.other) == (code, True)


def test_english_is_not_another_language() -> None:
    found = find(ENGLISH)
    assert found is not None
    assert (found.code, found.other) == ("en", False)


@pytest.mark.parametrize("text", ["", "Le maire a dit non.", "港は閉鎖。", "1 " * 50, "😀 " * 50, "Kim Lee Park Choi " * 6])
def test_short_and_odd_texts_are_not_judged(text: str) -> None:
    assert find(text) is None


def test_an_english_article_that_opens_in_french_is_english() -> None:
    found = find(FRENCH * 10 + ENGLISH * 200)
    assert found is not None
    assert not found.other
