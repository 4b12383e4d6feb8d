"""Access to the desk: secrets, hosts and origins, and what the pages may load.

A browser sends cookies of 127.0.0.1 to every port of it, also to a server of another user of the machine. So the cookie alone opens only
pages that hold no word of an article; whatever they show or store is asked for with a key, which they keep in the storage that browsers
part by port. The token in the address gives both.
"""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from secrets import token_urlsafe

from werkzeug.datastructures import Headers

HOST = "127.0.0.1"
KEY_HEADER = "X-Desk-Key"
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}
"""Of every answer."""
_OWN = (None, "same-origin", "none")
"""What Sec-Fetch-Site says of a request that no other page made; browsers that do not know it leave it out."""


class Door:
    """The secrets of one desk, new with every start, and what they open."""

    def __init__(self, port: int) -> None:
        self.host = f"{HOST}:{port}"
        self.origin = f"http://{self.host}"
        self.cookie_name = f"audit_desk_{port}"
        self.token, self.cookie, self.key = (token_urlsafe(32) for _ in range(3))

    @property
    def address(self) -> str:
        """What the reviewer opens."""
        return f"{self.origin}/?token={self.token}"

    def refusal(self, method: str, headers: Headers) -> str:
        """Why a request is not from a page of this desk; empty where it may be."""
        if headers.get("Host") != self.host:
            return f"this desk is at {self.origin} only; open the address that audit desk printed"
        if headers.get("Sec-Fetch-Site") not in _OWN:
            return "another page may not open the desk; copy the address that audit desk printed into the address bar"
        if method not in ("GET", "HEAD") and headers.get("Origin") != self.origin:
            return "another page may not write to the desk"
        return ""

    def knows_token(self, token: str) -> bool:
        return _same(token, self.token)

    def knows_cookie(self, cookies: Mapping[str, str]) -> bool:
        return _same(cookies.get(self.cookie_name, ""), self.cookie)

    def knows_key(self, headers: Headers) -> bool:
        return _same(headers.get(KEY_HEADER, ""), self.key)


def _same(given: str, secret: str) -> bool:
    return hmac.compare_digest(given.encode("utf-8", "surrogatepass"), secret.encode())
