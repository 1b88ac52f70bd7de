"""What holds for every request, whatever it asks: which hosts, how large, and what a browser may do with the answer."""

from __future__ import annotations

from collections.abc import Collection
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LARGEST = 2_000_000  # bytes of a body: a draft of 200,000 characters in a form fits
CONTENT_SECURITY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'; trusted-types desk"
)
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
    "Cache-Control": "no-store",
}


class Guard:
    """Wraps the application. `hosts` are the names that the desk answers to, without ports: a page of another name that
    leads here (DNS rebinding) gets nothing."""

    def __init__(self, app: ASGIApp, hosts: Collection[str], *, secure: bool) -> None:
        self.app, self.hosts, self.secure = app, frozenset(hosts), secure

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers a request, or refuses it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        refused = self._refused(Headers(scope=scope), scope["method"])
        answer = self.app if refused is None else refused
        await answer(scope, Bounded(receive).take, _with_headers(send, secure=self.secure))

    def _refused(self, headers: Headers, method: str) -> PlainTextResponse | None:
        if _hostname(headers.get("host", "")) not in self.hosts:
            return PlainTextResponse("This desk does not go by that name.", 421)
        if method not in ("GET", "HEAD", "POST"):
            return PlainTextResponse("Not allowed.", 405, {"Allow": "GET, HEAD, POST"})
        if method == "POST" and not self._is_ours(headers):
            return PlainTextResponse("A page of another site may not do that.", 403)
        length = headers.get("content-length", "0")
        if not length.isascii() or not length.isdigit() or int(length) > LARGEST:
            return PlainTextResponse("Too large.", 413)
        return None

    def _is_ours(self, headers: Headers) -> bool:
        """Whether a browser says that a form or script of the desk itself sent this; other programs say nothing."""
        if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
            return False
        origin = headers.get("origin")
        return origin is None or (origin != "null" and _hostname(urlsplit(origin).netloc) in self.hosts)


class TooLargeError(Exception):
    """A body that goes on beyond its limit."""


class Bounded:
    """A body that may not be larger than it may be, whatever its header said."""

    def __init__(self, receive: Receive) -> None:
        self.receive, self.taken = receive, 0

    async def take(self) -> Message:
        """The next part. Raises TooLargeError."""
        message = await self.receive()
        self.taken += len(message.get("body", b""))
        if self.taken > LARGEST:
            raise TooLargeError
        return message


def _with_headers(send: Send, *, secure: bool) -> Send:
    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
            if secure:
                headers.setdefault("Strict-Transport-Security", "max-age=31536000")
            if "server" in headers:
                del headers["server"]
        await send(message)

    return sent


def _hostname(netloc: str) -> str:
    """The name of a host without its port, as names are compared."""
    try:
        return (urlsplit(f"//{netloc}").hostname or "").rstrip(".").lower()
    except ValueError:
        return ""
