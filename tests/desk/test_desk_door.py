"""Who gets in: one who has the address that was printed, and nobody else."""

from __future__ import annotations

import re

import pytest

from audit.desk.door import KEY_HEADER
from audit.store.repository import Repository
from tests.desk.desks import PORT, Asking, desk_on, let_in, outside, stored

PATHS = ("/", "/article/a0", "/assets/desk.js", "/articles", "/article/a0/now", "/worklist.csv", "/inbox")
WRITES = ("/article/a0/judge", "/article/a0/check", "/article/a0/undo", "/inbox")


def test_the_address_lets_in_and_leaves_no_token_in_the_pages(repository: Repository) -> None:
    desk = desk_on(repository)
    client = outside(desk)
    first = client.get(f"/?token={desk.door.token}", base_url=desk.door.origin)
    assert first.status_code == 200
    cookie = first.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    assert f'content="{desk.door.key}"' in first.text
    assert desk.door.token not in first.text + cookie
    second = client.get("/", base_url=desk.door.origin)
    assert second.status_code == 200
    assert not re.search("|".join((desk.door.token, desk.door.key, desk.door.cookie)), second.text)


@pytest.mark.parametrize("path", PATHS)
def test_without_cookie_or_with_a_wrong_token_nothing_is_shown(repository: Repository, path: str) -> None:
    desk = desk_on(repository)
    stored(repository)
    headers = {KEY_HEADER: desk.door.key}
    assert outside(desk).get(path, base_url=desk.door.origin, headers=headers).status_code == 403
    assert outside(desk).get(f"/?token={desk.door.token[:-1]}", base_url=desk.door.origin).status_code == 403
    assert outside(desk).get(f"{path}?token=", base_url=desk.door.origin).status_code == 403
    other = desk_on(repository)  # a desk that was started later has other secrets
    assert let_in(desk).client.get(f"/?token={other.door.token}", base_url=desk.door.origin).status_code == 403


@pytest.mark.parametrize("path", PATHS[3:])
def test_the_cookie_alone_opens_no_words_of_an_article(ona: Asking, path: str) -> None:
    asked = path.replace("a0", ona.article)
    assert ona.get(asked).status_code == 200
    assert ona.client.get(asked, base_url=ona.door.origin).status_code == 403
    assert ona.client.get(asked, base_url=ona.door.origin, headers={KEY_HEADER: ona.door.cookie}).status_code == 403
    shell = ona.client.get(f"/article/{ona.article}", base_url=ona.door.origin)
    assert shell.status_code == 200
    assert "Harbour" not in shell.text


@pytest.mark.parametrize("path", WRITES)
@pytest.mark.parametrize("origin", [None, "null", "https://evil.example", f"http://127.0.0.1:{PORT + 1}", f"http://localhost:{PORT}"])
def test_only_pages_of_the_desk_write(ona: Asking, path: str, origin: str | None) -> None:
    headers = {KEY_HEADER: ona.door.key} | ({"Origin": origin} if origin else {})
    asked = path.replace("a0", ona.article)
    fields = {"id": "as1", "judgement": "confirmed", "by": "Eve", "seen": ona.seen()}
    assert ona.client.post(asked, base_url=ona.door.origin, json=fields, headers=headers).status_code == 403
    assert ona.item("as1")["decisions"] == []


@pytest.mark.parametrize("host", ["evil.example", f"evil.example:{PORT}", "127.0.0.1", f"127.0.0.1:{PORT + 1}", f"localhost:{PORT}"])
def test_another_name_of_the_machine_is_refused(ona: Asking, host: str) -> None:
    answer = ona.client.get("/articles", base_url=f"http://{host}", headers=ona.headers)
    assert answer.status_code == 403
    assert ona.door.origin in answer.text


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_what_another_page_asks_for_is_refused(ona: Asking, site: str) -> None:
    for path in ("/", f"/?token={ona.door.token}", "/articles"):
        assert ona.client.get(path, base_url=ona.door.origin, headers={**ona.headers, "Sec-Fetch-Site": site}).status_code == 403


def test_every_answer_has_a_strict_policy_and_no_page_a_script_or_style_of_its_own(ona: Asking) -> None:
    for path in ("/", f"/article/{ona.article}", "/articles", "/nothing", "/assets/nothing", f"/article/{ona.article}/now"):
        answer = ona.get(path)
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'; script-src 'self'; style-src 'self'" in policy
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Cache-Control"] == "no-store"
    entered = outside_page(ona)
    for text in (ona.get("/").text, ona.get(f"/article/{ona.article}").text, ona.now()["html"], entered):
        assert not re.search(r"<style|<script(?! src=\"/assets/)|\s(style|on\w+)=", text)


def outside_page(asking: Asking) -> str:
    return asking.client.get(f"/?token={asking.door.token}", base_url=asking.door.origin).text


def test_the_assets_are_there_and_nothing_else(ona: Asking) -> None:
    for name, kind in (("desk.css", "text/css"), ("page.css", "text/css"), ("desk.js", "text/javascript"), ("page.js", "text/javascript")):
        answer = ona.client.get(f"/assets/{name}", base_url=ona.door.origin)
        assert (answer.status_code, answer.mimetype) == (200, kind)
    for name in ("../app.py", "..%2fapp.py", "app.py"):
        assert ona.client.get(f"/assets/{name}", base_url=ona.door.origin).status_code in (403, 404)
