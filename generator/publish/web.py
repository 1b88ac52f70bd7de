"""Requests to the servers of the settings, and to no others: no redirect is followed, no secret leaves in a message."""

from __future__ import annotations

import ipaddress
import json
import ssl
from functools import cache
from typing import Any
from urllib.parse import urlsplit

import httpx2

from generator.errors import PublishError, UncertainError, UnreachedError
from generator.publish.world import Call, Reply, Server

TIMEOUT = httpx2.Timeout(30, connect=10)  # seconds
MOST = 8_000_000  # bytes of an answer
_LATER = {429, 503}  # nothing was done
_UNSURE = {408, 500, 502, 504, 520, 521, 522, 523, 524}  # something in between gave up, or the server broke half-way


@cache
def _certificates() -> ssl.SSLContext:
    return httpx2.create_ssl_context()


class Web:
    """A client that keeps its connections until it is closed."""

    def __init__(self, timeout: httpx2.Timeout = TIMEOUT) -> None:
        self._client = httpx2.Client(verify=_certificates(), timeout=timeout, follow_redirects=False, trust_env=False)

    def close(self) -> None:
        """Closes the connections."""
        self._client.close()

    def send(self, server: Server, call: Call) -> Reply:
        """Sends a request, as World says."""
        where = urlsplit(server.shown).netloc
        headers = {"User-Agent": "truetape", "Accept": "application/json"} | dict(call.headers) | dict(server.headers)
        try:
            url = server.url + call.path
            with self._client.stream(call.method, url, content=call.body, headers=headers) as answer:
                reply = _read(answer, call, where)
        except (httpx2.ConnectError, httpx2.ConnectTimeout, httpx2.PoolTimeout) as error:
            raise UnreachedError(f"cannot be reached ({_kind(error)})", subject=where) from None
        except httpx2.InvalidURL:
            raise PublishError("is no address that can be asked", subject=where) from None
        except httpx2.HTTPError as error:
            raise _lost(call, f"the connection failed ({_kind(error)})", where) from None
        return _judged(reply, server, call, where)


def _read(answer: httpx2.Response, call: Call, where: str) -> Reply:
    body = b""
    for part in answer.iter_bytes():
        body += part
        if len(body) > MOST:
            raise _lost(call, f"answers with more than {MOST:,} bytes", where)
    return Reply(answer.status_code, body, dict(answer.headers))


def _judged(reply: Reply, server: Server, call: Call, where: str) -> Reply:
    """The answer with its JSON, when it is one. Raises for all others, by what may have happened."""
    status = reply.status
    if status in call.also or 200 <= status < 300:
        return Reply(status, reply.body, reply.headers, _json(reply, call, where))
    said = _said(reply, server)
    if status in _LATER:
        wait = reply.headers.get("retry-after", "")
        raise UnreachedError(
            f"asks to come back later (HTTP {status}){said}", subject=where, wait=float(wait) if wait.isdigit() else 0.0
        )
    if status in _UNSURE or status > 500:
        raise _lost(call, f"failed (HTTP {status}){said}", where)
    if 300 <= status < 400:
        host = urlsplit(reply.headers.get("location", "")).netloc or where
        raise PublishError(
            f"sends us on to {host} (HTTP {status}); credentials go only where the settings say", subject=where,
            remedy="If that is the right address, put it into the settings.",
        )  # fmt: skip
    raise PublishError(f"refused: HTTP {status}{said}", subject=where, remedy=_REMEDIES.get(status, ""))


_REMEDIES = {
    401: "See that user and password (or key) are right, and that the server passes the Authorization header on.",
    403: "The account may not do this: give it the right to write, upload and publish.",
    404: "See that the address in the settings is right.",
    413: "The server takes no file of this size.",
}


def _json(reply: Reply, call: Call, where: str) -> Any:  # noqa: ANN401 - what JSON holds
    kind = reply.headers.get("content-type", "")
    if "json" not in kind or not reply.body:
        return None
    try:
        return json.loads(reply.body)
    except ValueError:
        raise _lost(call, "answers with broken JSON", where) from None


def _lost(call: Call, message: str, where: str) -> PublishError:
    """Nothing can have changed by reading; by writing, it may have."""
    if not call.writes:
        return UnreachedError(message, subject=where)
    return UncertainError(f"{message}; whether the request was carried out is not known", subject=where)


def _said(reply: Reply, server: Server) -> str:
    """What the server says about it, in one line without secrets."""
    text = reply.body.decode("utf-8", "replace")
    try:
        found = json.loads(text)
    except ValueError:
        found = None
    words = _message(found) or ("" if "<" in text else text)
    for secret in server.secrets:
        words = words.replace(secret, "***") if secret else words
    words = " ".join("".join(c if c.isprintable() else " " for c in words).split())[:300]
    return f": {words}" if words else ""


def _message(found: Any) -> str:  # noqa: ANN401 - what JSON holds
    """The sentence in an error of any of the services."""
    if isinstance(found, list) and found:
        return _message(found[0])
    if not isinstance(found, dict):
        return ""
    for name in ("errors", "message", "description", "detail", "error", "code", "context"):
        value = found.get(name)
        if isinstance(value, list | dict) and value:
            return _message(value)
        if isinstance(value, str) and value:
            more = found.get("context")
            return f"{value} ({more})" if name == "message" and isinstance(more, str) and more else value
    return ""


def _kind(error: Exception) -> str:
    return type(error).__name__


def checked(url: str, *, needs_secret: bool = True) -> str:
    """An address of the settings without its last slash. Raises ValueError for what cannot be one.

    Credentials go over https, or over http to this machine only.
    """
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.username or parts.query or parts.fragment:
        raise ValueError("it must be an address like https://example.org, without user, ? or #")
    if parts.scheme == "http" and needs_secret and not _is_here(parts.hostname):
        raise ValueError("credentials are sent by https only")
    return url.rstrip("/")


def _is_here(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def concealed(webhook: str) -> Server:
    """A server whose whole address is a secret: only its host is shown."""
    parts = urlsplit(webhook)
    return Server(webhook, f"{parts.scheme}://{parts.netloc}/***", {}, (webhook, parts.path.strip("/")))
