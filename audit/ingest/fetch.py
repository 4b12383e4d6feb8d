"""Fetches an article by its address, and only with ``--fetch``: one answer from a public server, and nothing that it links to.

Names are looked up once, every address behind a name must be public, and the connection goes to one of those that were checked, so that a
name which answers differently the second time leads nowhere else.
"""

from __future__ import annotations

import ipaddress
import queue
import re
import socket
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from urllib3 import BaseHTTPResponse, HTTPConnectionPool, HTTPSConnectionPool, Timeout
from urllib3.exceptions import HTTPError, LocationParseError, SSLError
from urllib3.util import Url, parse_url

from audit import __version__
from audit.ingest.decode import storable
from audit.ingest.media import KINDS, kind
from audit.ingest.place import Place, too_large
from audit.ingest.readers import suffix
from audit.ingest.refused import Refused
from audit.ingest.wire import Request

_ADDRESS = re.compile(r"https?://", re.IGNORECASE)
_UNTOLD = frozenset({"", "application/octet-stream", "binary/octet-stream", "application/xml", "text/xml", "application/json", "text/csv"})
"""Media types that leave it to the end of the address what an answer is."""
_PASSWORD_AS_PORT = re.compile(r"https?://[^/?#@:.\[\]]+:\d*[/?#].*@", re.IGNORECASE | re.DOTALL)
"""A name and a password that begins with figures before ``/``, ``?`` or ``#`` are taken for a server, without a dot, and its port."""
_BLOCK = 1 << 16
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
"""In networks of IPv6 only, the public IPv4 addresses; those of a network's own (64:ff9b:1::/48) may lead to anything in it."""
_UNICAST = ipaddress.ip_network("2000::/3")
"""All that is given out of IPv6. What is beside it is local to a site or link, or another spelling of an IPv4 address."""
_SPECIAL = tuple(ipaddress.ip_network(one) for one in ("192.0.0.0/24", "192.88.99.0/24", "3fff::/20"))
"""Protocols, relays, examples: no server has such an address, and not every Python knows of them."""
_ISATAP = 0x00005EFE
"""The third quarter of an IPv6 address that has an IPv4 address as the last."""
_IP = ipaddress.IPv4Address | ipaddress.IPv6Address


def is_address(named: str) -> bool:
    """Whether what was named is an address of the web and no file."""
    return _ADDRESS.match(named) is not None


def refused_unasked() -> Refused:
    """The refusal of an address where nobody asked for the network."""
    return Refused("fetch", "it is a web address, and nothing is fetched unless you ask; add --fetch, or save the page and give the file")


def without_secrets(named: str) -> str:
    """The address as it may be printed and stored: no name and password, no fragment."""
    try:
        url = parse_url(named)
    except LocationParseError:
        url = None
    if url is None or _PASSWORD_AS_PORT.match(named):
        scheme, slashes, rest = named.partition("//")
        return storable(f"{scheme}{slashes}{rest.rpartition('@')[2]}".partition("#")[0])[0]
    return storable(url._replace(auth=None, fragment=None).url)[0]


def fetch(named: str, place: Place, seconds: int) -> Request:
    """What the server answers, as a request to read it.

    Raises ``Refused``: unsafe (a password, an address that is not public), redirect, http, format, too_large, empty, timeout, unreachable.
    """
    return _within(seconds, lambda: _fetch(named, place, seconds))


def stem(named: str) -> str:
    """The last part of the path without its suffix, or the host: the ``doc_id`` of a page that brings none."""
    try:
        url = parse_url(named)
    except LocationParseError:
        return "address"
    return PurePosixPath(url.path or "/").stem or url.host or "address"


def _fetch(named: str, place: Place, seconds: int) -> Request:
    url = _parsed(named)
    host = str(url.host).strip("[]")
    port = url.port or (443 if url.scheme == "https" else 80)
    pool = _pool(url, host, port, _public(host, port), seconds)
    headers = {"Host": str(url.netloc), "User-Agent": f"source-audit/{__version__}", "Accept-Encoding": "gzip"}
    try:
        answer = pool.urlopen("GET", url.request_uri, headers=headers, redirect=False, retries=False, preload_content=False)
        try:
            return Request(place, _suffix(answer, url), raw=_body(answer, place), url=place.origin)
        finally:
            answer.close()
    except (HTTPError, OSError) as error:
        what = f"the server cannot prove that it is {host}" if isinstance(error, SSLError) else "the server sends no valid answer"
        raise Refused("unreachable", f"{what} ({_cause(error)}); try again, or save the page and give the file") from error
    finally:
        pool.close()


def _parsed(named: str) -> Url:
    try:
        url = parse_url(named)
    except LocationParseError:
        raise Refused("missing", "the address is not valid; check its spelling") from None
    if not url.host:
        raise Refused("missing", "the address has no server in it; check its spelling")
    if url.auth:
        raise Refused("unsafe", "the address has a user name or password in it, which would be stored; save the page and give the file")
    return url


def _public(host: str, port: int) -> str:
    """An address of the server. Raises ``Refused`` where any of its addresses is not public."""
    try:
        found = [str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    except (OSError, UnicodeError) as error:
        raise Refused("unreachable", f"there is no server {host}; check the address and the network") from error
    if not all(is_public(one) for one in found):
        raise Refused("unsafe", f"{host} is an address inside a network, and such pages are never fetched; save the page and give the file")
    return found[0]


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public net's, and so is an IPv4 address that is wrapped in it."""
    ip: _IP = ipaddress.ip_address(address.partition("%")[0])
    if any(ip in network for network in _SPECIAL):
        return False
    if isinstance(ip, ipaddress.IPv4Address):
        return ip.is_global and not ip.is_multicast
    if ip.ipv4_mapped is not None:
        return is_public(str(ip.ipv4_mapped))
    low = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
    if ip in _NAT64:
        return is_public(str(low))
    wrapped = [ip.sixtofour, *(ip.teredo or ()), low if (int(ip) >> 32) & 0xFDFFFFFF == _ISATAP else None]
    return ip in _UNICAST and ip.is_global and all(is_public(str(one)) for one in wrapped if one is not None)


def _pool(url: Url, host: str, port: int, ip: str, seconds: int) -> HTTPConnectionPool:
    """Connections to one IP address, which has to prove by its certificate that it is ``host``."""
    wait = Timeout(connect=min(10, seconds), read=min(30, seconds))
    if url.scheme == "https":
        return HTTPSConnectionPool(ip, port, timeout=wait, maxsize=1, assert_hostname=host, server_hostname=host, cert_reqs="CERT_REQUIRED")
    return HTTPConnectionPool(ip, port, timeout=wait, maxsize=1)


def _suffix(answer: BaseHTTPResponse, url: Url) -> str:
    """The suffix whose reader takes the answer. Raises ``Refused`` where it is none, or of a kind that is not read."""
    if 300 <= answer.status < 400:
        where = without_secrets(answer.headers.get("Location") or "nowhere")
        raise Refused("redirect", f"the server redirects to {where}; give that address if it is the article")
    if answer.status != 200:
        raise Refused("http", f"the server answers {answer.status} {answer.reason or ''}".rstrip() + "; check the address in a browser")
    told = kind(answer.headers.get("Content-Type"))
    end = KINDS.get(told) or (suffix(url.path or "") if told in _UNTOLD else "")
    if not end:
        raise Refused(
            "format", (f"the server says it is {told or 'of no type'}, which cannot be read; save it under a name with the right ending")
        )
    return end


def _body(answer: BaseHTTPResponse, place: Place) -> bytes:
    """All of the answer, unpacked; never more than the limit in memory."""
    out = bytearray()
    while block := answer.read1(_BLOCK, decode_content=True):
        out += block
        if len(out) > place.limit:
            raise too_large(None, place.limit)
    if not out.strip():
        raise Refused("empty", "the server sent nothing; check the address in a browser")
    return bytes(out)


def _cause(error: BaseException) -> str:
    """The innermost reason, without the objects that urllib3 names in its messages."""
    inner = getattr(error, "reason", None) or error.__cause__ or error
    return str(inner).rpartition(": ")[2] or type(inner).__name__


@dataclass(slots=True)
class _Failed:
    error: BaseException


def _within(seconds: int, call: Callable[[], Request]) -> Request:
    """What ``call`` returns or raises. A server that sends a byte now and then keeps every single wait short, so all of it has one limit.

    Raises ``Refused`` (timeout); what is then under way ends with its own, shorter waits or with the program.
    """
    answers: queue.SimpleQueue[Any] = queue.SimpleQueue()

    def run() -> None:
        try:
            answers.put(call())
        except BaseException as error:
            answers.put(_Failed(error))

    threading.Thread(target=run, daemon=True).start()
    try:
        found = answers.get(timeout=seconds)
    except queue.Empty:
        reason = f"fetching it took more than {seconds} seconds; try again, allow more with --timeout, or save the page and give the file"
        raise Refused("timeout", reason) from None
    if isinstance(found, _Failed):
        raise found.error
    request: Request = found
    return request
