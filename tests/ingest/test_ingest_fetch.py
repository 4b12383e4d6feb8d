"""Pages by their address: asked for, public, bounded. The server is ours, on this machine."""

from __future__ import annotations

import gzip
import socket
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar

import pytest

from audit.config import Settings
from audit.domain.text import Article, SkippedInput
from audit.ingest import fetch, read_paths

SAID = "The harbour master said on Monday that the quay would stay shut until the crane had been mended by the men from town."
PAGE = f"<html><head><title>Quay shut</title></head><body><article><p>{SAID}</p><p>{SAID} Again.</p></article></body></html>".encode()
ASKED = Settings(fetch=True, timeout=20)


class Desk(BaseHTTPRequestHandler):
    """What it answers stands in ``pages``: path → (status, headers, body)."""

    pages: ClassVar[dict[str, tuple[int, dict[str, str], bytes]]] = {
        "/page": (200, {"Content-Type": "text/html; charset=utf-8"}, PAGE),
        "/note.txt": (200, {}, SAID.encode()),
        "/packed": (200, {"Content-Type": "text/plain", "Content-Encoding": "gzip"}, gzip.compress(SAID.encode())),
        "/bomb": (200, {"Content-Type": "text/plain", "Content-Encoding": "gzip"}, gzip.compress(b"a " * 20_000_000)),
        "/broken": (200, {"Content-Type": "text/plain", "Content-Encoding": "gzip"}, b"no gzip at all"),
        "/long": (200, {"Content-Type": "text/plain"}, SAID.encode() * 100),
        "/moved": (302, {"Location": "http://10.0.0.1/secret"}, b""),
        "/picture": (200, {"Content-Type": "image/png"}, b"x"),
        "/file": (200, {"Content-Type": "application/octet-stream"}, b"x"),
        "/nothing": (200, {"Content-Type": "text/plain"}, b" "),
    }
    asked: ClassVar[list[tuple[str, str | None]]] = []

    def do_GET(self) -> None:
        self.asked.append((self.path, self.headers["Host"]))
        if self.path == "/drip":
            self.drip()
            return
        status, headers, body = self.pages.get(self.path, (404, {"Content-Type": "text/plain"}, b"gone"))
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def drip(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/plain")
        self.end_headers()
        try:
            for _ in range(200):
                self.wfile.write(b"a")
                time.sleep(0.05)
        except OSError:  # the other side has had enough
            pass

    def log_message(self, format: str, *args: Any) -> None:
        pass


@pytest.fixture(scope="module")
def desk() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Desk)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def ours_is_public(monkeypatch: pytest.MonkeyPatch) -> None:
    checked = fetch.is_public
    monkeypatch.setattr(fetch, "is_public", lambda address: address == "127.0.0.1" or checked(address))


def got(address: str, settings: Settings = ASKED) -> Article | SkippedInput:
    (found,) = read_paths([address], settings)
    return found


def refused(address: str, code: str, words: str, settings: Settings = ASKED) -> None:
    found = got(address, settings)
    assert isinstance(found, SkippedInput)
    assert found.code == code
    assert words in found.reason


@pytest.mark.usefixtures("ours_is_public")
def test_a_page_is_an_article_with_its_address(desk: str) -> None:
    found = got(f"{desk}/page#comments")
    assert isinstance(found, Article)
    assert SAID in found.text
    assert (found.url, found.origin, found.doc_id, found.title) == (f"{desk}/page", f"{desk}/page", "page", "Quay shut")
    assert Desk.asked[-1] == ("/page", desk.removeprefix("http://"))


@pytest.mark.usefixtures("ours_is_public")
@pytest.mark.parametrize("path", ["/note.txt", "/packed"])
def test_plain_words_are_kept_as_they_are(desk: str, path: str) -> None:
    found = got(desk + path)
    assert isinstance(found, Article)
    assert found.text == SAID


@pytest.mark.parametrize("address", ["http://quillport.example/1", "HTTPS://quillport.example/1"])
def test_nothing_is_fetched_unasked(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: pytest.fail("the network was used"))
    refused(address, "fetch", "--fetch", Settings())


@pytest.mark.usefixtures("ours_is_public")
@pytest.mark.parametrize(
    ("path", "code", "words"),
    [
        ("/moved", "redirect", "redirects to http://10.0.0.1/secret"),
        ("/gone", "http", "answers 404"),
        ("/picture", "format", "says it is image/png"),
        ("/file", "format", "says it is application/octet-stream"),
        ("/nothing", "empty", "sent nothing"),
        ("/broken", "unreachable", "sends no valid answer"),
    ],
)
def test_what_is_no_article_is_told(desk: str, path: str, code: str, words: str) -> None:
    refused(desk + path, code, words)
    assert Desk.asked[-1][0] == path


@pytest.mark.usefixtures("ours_is_public")
@pytest.mark.parametrize("path", ["/long", "/bomb"])
def test_a_large_answer_is_given_up(desk: str, path: str) -> None:
    refused(desk + path, "too_large", "--max-bytes", Settings(fetch=True, max_bytes=5000))


@pytest.mark.usefixtures("ours_is_public")
def test_a_server_that_takes_its_time_is_given_up(desk: str) -> None:
    begun = time.monotonic()
    refused(f"{desk}/drip", "timeout", "more than 1 seconds", Settings(fetch=True, timeout=1))
    assert time.monotonic() - begun < 5


@pytest.mark.usefixtures("ours_is_public")
def test_a_server_without_a_certificate_is_no_secure_one(desk: str) -> None:
    refused(desk.replace("http:", "https:") + "/page", "unreachable", "cannot prove")


@pytest.mark.usefixtures("ours_is_public")
def test_no_server_is_told(desk: str) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        refused(f"http://127.0.0.1:{free.getsockname()[1]}/", "unreachable", "sends no valid answer")


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1", "255.255.255.255",
        "::1", "::", "fe80::1%eth0", "fd00::1", "ff02::1", "::ffff:127.0.0.1", "64:ff9b::a00:1", "2002:a00:1::1", "2001:db8::1",
        "::ffff:10.0.0.1", "::ffff:a9fe:a9fe", "::10.0.0.1", "::93.184.216.34", "::ffff:0:10.0.0.1", "::ffff:0:93.184.216.34",
        "64:ff9b::10.0.0.1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::a00:1", "64:ff9b:1::5db8:d822", "64:ff9b::7f00:1", "fec0::1", "feff::1",
        "2001:0:a00:1::1", "2606:2800:220:1:0:5efe:a00:1", "2606:2800:220:1:200:5efe:7f00:1", "3fff::1", "5f00::1", "100::1", "4000::1",
        "192.88.99.1", "198.18.0.1", "240.0.0.1", "192.0.0.8",
    ],
)  # fmt: skip
def test_addresses_inside_networks(address: str) -> None:
    assert not fetch.is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        "93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946", "::ffff:93.184.216.34", "64:ff9b::5db8:d822",
        "2606:2800:220:1:0:5efe:5db8:d822",
    ],
)  # fmt: skip
def test_public_addresses(address: str) -> None:
    assert fetch.is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        "https://me:hidden@quill.example/1", "https://me:hid?den@quill.example/1", "https://me:hid/den@quill.example/1",
        "https://me:hid@den@quill.example/1", "https://me:hid#den@quill.example/1", "https://me:1/den@quill.example/1",
        "https://me:1?den@quill.example/1", "https://me:1#den@quill.example/1", "https://me:hid\nden@quill.example/1", "https://me:/den@quill.example/1",
    ],
)  # fmt: skip
def test_no_part_of_a_password_is_shown(address: str) -> None:
    shown = fetch.without_secrets(address)
    assert shown == "https://quill.example/1"


def test_signs_of_an_address_that_are_no_password_stay() -> None:
    for address in ("https://quill.example/@ona/1?by=a@b", "https://quill.example:8443/@ona", "http://[2606:2800::1]:80/@ona"):
        assert fetch.without_secrets(address) == address


def test_one_inner_address_among_those_of_a_name_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, 80)) for ip in ("93.184.216.34", "192.168.0.7")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: answers)
    refused("http://quillport.example/1", "unsafe", "inside a network")


def test_the_name_is_looked_up_once(desk: str, monkeypatch: pytest.MonkeyPatch, ours_is_public: None) -> None:
    port = int(desk.rpartition(":")[2])
    real, asked = socket.getaddrinfo, []

    def look_up(host: str, *args: Any, **kwargs: Any) -> Any:
        asked.append(host)
        return real("127.0.0.1" if host == "quillport.example" else host, *args, **kwargs)

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    assert isinstance(got(f"http://quillport.example:{port}/note.txt"), Article)
    assert asked.count("quillport.example") == 1
    assert Desk.asked[-1] == ("/note.txt", f"quillport.example:{port}")


@pytest.mark.parametrize(
    ("address", "code", "words"),
    [
        ("https://reader:hunter2@quillport.example/1", "unsafe", "name or password"),
        ("https://", "missing", "has no server in it"),
        ("http://[::1", "missing", "the address is not valid"),
        ("http://a@[::1", "missing", "the address is not valid"),
        ("http://quillport.invalid/1", "unreachable", "there is no server"),
    ],
)
def test_addresses_that_lead_nowhere(address: str, code: str, words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: Any, **__: Any) -> None:
        raise socket.gaierror("not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    refused(address, code, words)
    found = got(address)
    assert isinstance(found, SkippedInput)
    assert "hunter2" not in found.origin
