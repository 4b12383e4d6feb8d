"""Files, folders, globs and standard input, and everything that is wrong with them."""

from __future__ import annotations

import gzip
import io
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from audit.config import Settings
from audit.domain.text import Article, SkippedInput
from audit.errors import InputError
from audit.ingest import discover, read_paths, read_text
from audit.ingest.mojibake import mended
from audit.ingest.readers import formats
from tests.ingest import made

NORMAL = Settings()
ENGLISH = "The harbour master said on Monday that the quay would stay shut until the crane had been mended by the men from town. "
FRENCH = "Le maire a déclaré mercredi que le quai resterait fermé et que les bateaux devaient attendre la fin du mois de mars au large. "


def run(*paths: Path | str, with_: Settings = NORMAL, stdin: bytes | None = None) -> list[Article | SkippedInput]:
    return list(read_paths([str(path) for path in paths], with_, io.BytesIO(stdin) if stdin is not None else None))


def one(*paths: Path | str, with_: Settings = NORMAL, stdin: bytes | None = None) -> Article:
    (found,) = run(*paths, with_=with_, stdin=stdin)
    assert isinstance(found, Article), found
    return found


def skipped(*paths: Path | str, with_: Settings = NORMAL, stdin: bytes | None = None) -> SkippedInput:
    (found,) = run(*paths, with_=with_, stdin=stdin)
    assert isinstance(found, SkippedInput), found
    return found


def names(found: Sequence[Article | SkippedInput], folder: Path) -> list[str]:
    return [os.path.relpath(item.origin, folder) for item in found]


def test_nothing_named_is_an_error_at_once() -> None:
    with pytest.raises(InputError, match="give files"):
        read_paths([], NORMAL)


def test_each_suffix_has_its_reader(tmp_path: Path) -> None:
    said = "No, said Ada Brook."
    page = f"<p>{said}</p>".encode()
    item = f"<item><title>T</title><description>{said}</description></item>"
    feed = f'<?xml version="1.0"?><rss version="2.0"><channel><title>C</title>{item}</channel></rss>'.encode()
    record = json.dumps({"text": said}).encode()
    archive = made.warc(("https://quillport.example/1", "text/plain", said.encode()))
    contents = {
        ".csv": f'title,text\nT,"{said}"'.encode(),
        ".tsv": f"title\ttext\nT\t{said}".encode(),
        ".docx": made.docx(made.docx_paragraphs(said)),
        ".odt": made.odt(f"<text:p>{said}</text:p>"),
        ".epub": made.epub({"a.xhtml": page.decode()}),
        ".rtf": f"{{\\rtf1 {said}}}".encode(),
        ".pdf": made.pdf([[(60, 60, 10, said)]]),
        ".eml": f"Subject: T\n\n{said}".encode(),
        ".zip": made.zipped({"b.txt": said}),
        ".warc": archive,
        ".warc.gz": gzip.compress(archive),
        ".tgz": made.tarred({"b.txt": said.encode()}),
    }
    contents |= dict.fromkeys((".xml", ".rss", ".atom"), feed) | dict.fromkeys((".json", ".jsonl", ".ndjson"), record)
    contents |= {f".tar{end}": made.tarred({"b.txt": said.encode()}, f"w:{end[1:]}") for end in ("", ".gz", ".bz2", ".xz")}
    for suffix in formats():
        path = tmp_path / f"a{suffix.upper()}"
        path.write_bytes(contents.get(suffix, page))
        assert said in one(path).text


def test_a_folder_is_read_in_order_without_hidden_files(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.md", "a/c.txt", ".hidden.txt", ".git/x.txt", "c.docx", "a/d.png"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("No, she said.", encoding="utf-8")
    found = run(tmp_path)
    assert names(found, tmp_path) == ["a/c.txt", "a/d.png", "a/z.md", "b.txt", "c.docx"]
    assert [getattr(item, "code", None) for item in found] == [None, "format", None, None, "format"]
    assert found[0].origin == os.path.join(str(tmp_path), "a", "c.txt")


def test_a_program_may_go_to_another_folder_between_two_readings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / f"{name}.html").write_text(f"<p>No, she said in {name}.</p>", encoding="utf-8")
        monkeypatch.chdir(tmp_path / name)
        assert one(f"{name}.html").text == f"No, she said in {name}."


def test_files_set_apart_are_passed_over_in_folders_and_read_where_they_are_named(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt", "in/a.txt"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"No, she said of {name}.", encoding="utf-8")
    (tmp_path / "link").symlink_to("in")
    apart = {os.path.realpath(tmp_path / "a.txt"), os.path.realpath(tmp_path / "in" / "a.txt")}
    assert names(list(read_paths([str(tmp_path)], NORMAL, apart=apart)), tmp_path) == ["b.txt"]
    assert names(list(read_paths([str(tmp_path / "link" / "a.txt")], NORMAL, apart=apart)), tmp_path) == ["link/a.txt"]


def test_the_path_is_told_as_it_was_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("harbour.v2.txt").write_text("No.", encoding="utf-8")
    article = one("./harbour.v2.txt")
    assert (article.origin, article.doc_id) == ("./harbour.v2.txt", "harbour.v2")


def test_a_file_named_twice_is_read_once(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("No.", encoding="utf-8")
    one(path, tmp_path, tmp_path / "*.txt", str(tmp_path) + "/./a.txt")


def test_globs_are_expanded(tmp_path: Path) -> None:
    (tmp_path / "d/e").mkdir(parents=True)
    (tmp_path / "empty").mkdir()
    for name in ("d/e/1.txt", "d/2.txt", "3.txt"):
        (tmp_path / name).write_text("No.", encoding="utf-8")
    assert names(run(tmp_path / "*.txt"), tmp_path) == ["3.txt"]
    assert names(run(tmp_path / "**"), tmp_path) == ["3.txt", "d/2.txt", "d/e/1.txt"]
    assert names(run(tmp_path / "*"), tmp_path) == ["3.txt", "d/2.txt", "d/e/1.txt", "empty"]
    assert names(run(tmp_path / "d**", tmp_path / "d/**/"), tmp_path) == ["d/2.txt", "d/e/1.txt"]


def test_a_file_with_signs_of_a_glob_in_its_name_is_that_file(tmp_path: Path) -> None:
    path = tmp_path / "a[1].txt"
    path.write_text("No.", encoding="utf-8")
    assert one(path).origin == str(path)


@pytest.mark.parametrize("name", ["none.txt", "none", "*.txt", "a\0.txt", "\0/*", "\ud800/*", "\ud800.txt"])
def test_what_is_missing_is_told_and_the_batch_goes_on(tmp_path: Path, name: str) -> None:
    (tmp_path / "z.md").write_text("No.", encoding="utf-8")
    gone, article = run(str(tmp_path / name), tmp_path / "z.md")
    assert isinstance(gone, SkippedInput)
    assert gone.code == "missing"
    assert "check" in gone.reason
    gone.origin.encode("utf-8")
    assert isinstance(article, Article)


def test_a_folder_without_files_is_told(tmp_path: Path) -> None:
    (tmp_path / "inner").mkdir()
    (tmp_path / ".hidden.txt").write_text("No.", encoding="utf-8")
    assert skipped(tmp_path).code == "empty"


def test_a_folder_that_cannot_be_opened_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "shut").mkdir()
    (tmp_path / "z.txt").write_text("No.", encoding="utf-8")
    scandir = os.scandir

    def guarded(path: str) -> object:
        if str(path).endswith("shut"):
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", guarded)
    shut, article = run(tmp_path)
    assert isinstance(shut, SkippedInput)
    assert (shut.code, shut.origin) == ("unreadable", str(tmp_path / "shut"))
    assert isinstance(article, Article)


def test_links_are_followed_each_folder_once(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "real/1.txt").write_text("No.", encoding="utf-8")
    (tmp_path / "real/up").symlink_to(tmp_path)
    (tmp_path / "round.txt").symlink_to(tmp_path / "round.txt")
    (tmp_path / "to_nothing.txt").symlink_to(tmp_path / "nowhere")
    found = run(tmp_path)
    assert names(found, tmp_path) == ["real/1.txt", "round.txt", "to_nothing.txt"]
    assert [getattr(item, "code", None) for item in found] == [None, "unreadable", "missing"]


def test_links_out_of_the_folder_are_told_and_followed_only_where_asked(tmp_path: Path) -> None:
    (tmp_path / "given/deep").mkdir(parents=True)
    (tmp_path / "given-not").mkdir()
    for name in ("secret.txt", "given/1.txt", "given-not/2.txt"):
        (tmp_path / name).write_text("No, she said.", encoding="utf-8")
    for name, to in (
        ("a.txt", "../secret.txt"),
        ("b", ".."),
        ("c", "../given-not"),
        ("d.txt", "1.txt"),
        ("e.txt", str(tmp_path / "none.txt")),
    ):
        (tmp_path / "given" / name).symlink_to(to)
    (tmp_path / "given/deep/f.txt").symlink_to("../../secret.txt")
    (tmp_path / "given/deep/g.txt").symlink_to("../1.txt")
    folder = tmp_path / "given"
    outside = ["a.txt", "b", "c", "deep/f.txt", "e.txt"]
    for named in (str(folder), f"{folder}/*", f"{folder}/**/*"):
        found = list(read_paths([named], NORMAL))
        told = [one for one in found if isinstance(one, SkippedInput)]
        assert names(told, folder) == outside if "**" not in named else set(outside) <= set(names(told, folder))
        assert {one.code for one in told} == {"unsafe"}
        assert all("--follow-links" in one.reason for one in told)
        articles = names([one for one in found if isinstance(one, Article)], folder)
        assert sorted(set(articles)) == ["1.txt"]  # the links inside lead to the same file
    followed = list(read_paths([str(folder)], replace(NORMAL, follow_links=True)))
    assert {"a.txt", "b/given-not/2.txt"} <= set(names([one for one in followed if isinstance(one, Article)], folder))
    (tmp_path / "way").symlink_to("given")
    assert len(names([one for one in run(tmp_path / "way") if isinstance(one, Article)], tmp_path / "way")) == 1
    assert isinstance(run(folder / "a.txt")[0], Article)  # what is named is read


def test_a_pipe_in_the_folder_does_not_hold_the_batch(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert skipped(tmp_path).code == "unreadable"
    assert "-" in skipped(tmp_path).reason


def test_a_file_that_fails_while_it_is_read_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    path.write_text("No.", encoding="utf-8")

    def fail(*_: object) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(discover, "open", fail, raising=False)
    assert skipped(path) == SkippedInput(
        str(path), "it cannot be read (Input/output error); check the file and its permissions", "unreadable"
    )


def test_a_name_that_is_no_utf8_can_be_told(tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/caf\xe9.txt"
    with open(path, "w", encoding="utf-8") as file:
        file.write("No.")
    article = one(tmp_path)
    assert article.doc_id == "caf\ufffd"
    article.origin.encode("utf-8")


@pytest.mark.parametrize("suffix", [".txt", ".md", ".html"])
def test_what_is_too_large_is_told_with_its_size_and_the_option(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"a{suffix}"
    path.write_text("word " * 300, encoding="utf-8")
    found = skipped(path, with_=Settings(max_bytes=1000))
    assert found.code == "too_large"
    for part in ("1,500", "1,000", "--max-bytes"):
        assert part in found.reason
    assert one(path, with_=Settings(max_bytes=1500))


def test_a_file_that_grows_while_it_is_read_is_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    path.write_text("No.", encoding="utf-8")
    monkeypatch.setattr(discover, "open", lambda *_: io.BytesIO(b"word " * 300), raising=False)
    assert skipped(path, with_=Settings(max_bytes=1000)).code == "too_large"


def test_the_limit_is_for_a_line_of_json_lines(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    line = json.dumps({"text": "No, she said."})
    path.write_text("\n".join([line] * 100 + [line + " " * 200]), encoding="utf-8")
    found = run(path, with_=Settings(max_bytes=100))
    assert [type(item) for item in found] == [Article] * 100 + [SkippedInput]


@pytest.mark.parametrize(("words", "code"), [("", "empty"), (" \n\t\r\n", "empty"), ("\u3000\u2003", "empty"), ("12 — 14 😀", "empty")])
def test_what_has_no_words_is_told(tmp_path: Path, words: str, code: str) -> None:
    for suffix in (".txt", ".md"):
        path = tmp_path / f"a{suffix}"
        path.write_text(words, encoding="utf-8")
        assert skipped(path).code == code


def test_front_matter_with_nothing_after_it_is_empty(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("---\ntitle: T\n---\n", encoding="utf-8")
    assert skipped(path).code == "empty"


def test_three_words_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("No, she said", encoding="utf-8")
    assert one(path).language is None


def test_another_language_is_skipped_unless_forced(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(FRENCH, encoding="utf-8")
    found = skipped(path)
    assert found.code == "language"
    assert "'fr'" in found.reason
    assert "--force-language" in found.reason
    assert one(path, with_=Settings(force_language=True)).language == "fr"


def test_a_line_in_another_language_does_not_stop_the_others(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text("\n".join(json.dumps({"text": text}) for text in (ENGLISH, FRENCH, ENGLISH)), encoding="utf-8")
    first, second, third = run(path)
    assert isinstance(first, Article)
    assert first.language == "en"
    assert second == SkippedInput(f"{path}:2", second.reason, "language")  # type: ignore[union-attr]
    assert isinstance(third, Article)


@pytest.mark.parametrize("text", ["“No” 😀👩‍🚒 said Ada.", "قالت آدا بروك لا", "a" * 200_000, "word " * 40_000, "said\x07 Ada\x1b[0m " * 9])
def test_odd_text_is_read_as_it_is(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.txt"
    path.write_text(text, encoding="utf-8")
    assert one(path, with_=Settings(force_language=True)).text == text


def test_standard_input_is_plain_text() -> None:
    article = one("-", stdin=b"\n\nNo, said Ada Brook.\r\nYes.")
    assert (article.text, article.doc_id, article.origin) == ("\n\nNo, said Ada Brook.\r\nYes.", "stdin", "-")


@pytest.mark.parametrize("raw", [b"{not json} she said.\nMore.", b'["a"]\nMore.', b"{\xe9} " * 9, b"No.", b'{"text": "No."'])
def test_standard_input_that_only_looks_like_json_is_plain_text(raw: bytes) -> None:
    assert one("-", stdin=raw).doc_id == "stdin"


def test_standard_input_can_be_json_lines() -> None:
    first, second = run("-", stdin=b'\xef\xbb\xbf{"text": "No."}\n{"doc_id": "b", "text": "Yes."}\n')
    assert isinstance(first, Article)
    assert isinstance(second, Article)
    assert [(item.origin, item.doc_id) for item in (first, second)] == [("-:1", "stdin:1"), ("-:2", "b")]
    third = one("-", stdin=b'\n \n  {"text": "No."}')
    assert third.origin == "-:3"


@pytest.mark.parametrize(
    ("raw", "code"), [(b"", "empty"), (b"\n \n", "empty"), (b"a" * 200, "too_large"), (b"\n" * 200 + b"a", "too_large")]
)
def test_standard_input_is_held_to_the_same_limits(raw: bytes, code: str) -> None:
    assert skipped("-", stdin=raw, with_=Settings(max_bytes=100)).code == code


def test_the_process_s_own_standard_input_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"No, she said.")))
    assert one("-").text == "No, she said."


def test_files_are_opened_one_at_a_time(tmp_path: Path) -> None:
    for number in range(3):
        (tmp_path / f"{number}.txt").write_text("No.", encoding="utf-8")
    found = read_paths([str(tmp_path)], NORMAL)
    assert isinstance(next(found), Article)
    (tmp_path / "1.txt").unlink()
    assert [type(item) for item in found] == [SkippedInput, Article]


def test_pasted_text() -> None:
    article = read_text("No,\r\nshe said.\0\ud800", NORMAL, doc_id="d", origin="o")
    assert isinstance(article, Article)
    assert (article.text, article.doc_id, article.origin) == ("No,\r\nshe said.\ufffd\ufffd", "d", "o")
    assert article.notes
    for text, code in (("", "empty"), (FRENCH, "language"), ("é" * 60, "too_large")):
        found = read_text(text, Settings(max_bytes=len(FRENCH.encode()) if text == FRENCH else 100))
        assert isinstance(found, SkippedInput)
        assert (found.code, found.origin) == (code, "text")


def test_heavy_libraries_are_not_loaded_before_they_are_needed() -> None:
    code = "import audit.ingest, sys; sys.exit(any(m in sys.modules for m in ('trafilatura', 'charset_normalizer', 'py3langid', 'numpy')))"
    root = Path(__file__).parents[2]
    assert subprocess.run([sys.executable, "-c", code], cwd=root, check=False).returncode == 0


def storable(article: Article) -> bool:
    for words in (article.text, article.doc_id, article.origin, article.title or "", article.byline or "", article.url or ""):
        words.encode("utf-8")
        if "\0" in words:
            return False
    return True


ANY_BYTES = st.one_of(
    st.binary(max_size=300),
    st.text(max_size=200).map(str.encode),
    st.text(max_size=200).map(lambda text: text.encode("utf-16")),
    st.text(max_size=100, alphabet="abc é“”’é\n").map(lambda text: text.encode("cp1252", "replace")),
    st.text(max_size=100).map(lambda text: f"---\ntitle: {text}\n---\n{text}".encode()),
    st.text(max_size=100).map(lambda text: f"<p>{text}</p><title>{text}</title><meta charset={text[:9]}>".encode()),
    st.dictionaries(st.sampled_from(["text", "title", "doc_id", "source_meta", "date"]), st.text(st.characters(exclude_categories=()))).map(
        lambda line: json.dumps(line).encode()
    ),
)


@pytest.mark.parametrize("suffix", [".txt", ".md", ".html", ".jsonl", "-"])
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(raw=ANY_BYTES)
def test_no_bytes_crash_any_reader(tmp_path: Path, suffix: str, raw: bytes) -> None:
    path = tmp_path / f"a{suffix}"
    path.write_bytes(raw)
    found = run("-", stdin=raw) if suffix == "-" else run(path)
    assert found
    for item in found:
        if isinstance(item, Article):
            assert storable(item)
            assert item.text.strip()
        else:
            assert item.code in {"empty", "binary", "too_large", "language", "format", "bad_line"}
            assert item.reason


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs", "Cc"], include_characters="\r\n\t")))
def test_valid_text_comes_back_unchanged(tmp_path: Path, text: str) -> None:
    """But for what reads as text that was encoded twice: a note says so."""
    path = tmp_path / "a.txt"
    path.write_bytes(text.encode())
    (found,) = run(path, with_=Settings(force_language=True))
    if isinstance(found, Article):
        assert found.text == text.removeprefix("\ufeff") or any("doubly encoded" in note for note in found.notes)
    else:
        assert found.code == "empty"
        assert not any(map(str.isalpha, mended(Article(text, "a.txt", "a")).text))


def test_pages_and_documents_are_read_for_their_byline(tmp_path: Path) -> None:
    lines = ("By Ida Marsh", *(f"The council of Port Ansel put off the vote for the {n}. time on Monday night." for n in range(9)))
    (tmp_path / "page.html").write_text(made.page(*lines), encoding="utf-8")
    (tmp_path / "word.docx").write_bytes(made.docx(made.docx_paragraphs(*lines)))
    found = run(tmp_path)
    assert [one.byline for one in found if isinstance(one, Article)] == ["Ida Marsh", "Ida Marsh"]
