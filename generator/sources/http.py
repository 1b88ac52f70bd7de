"""One request to a URL that somebody else wrote: limited in size and time, and led to no private address.

Each hop of a redirect is resolved here, every address is checked, and the connection goes to the address that was
checked, so that a name cannot answer differently the second time.
"""

from __future__ import annotations

import ipaddress
import socket
import time
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from functools import cache
from typing import TYPE_CHECKING, Any

from generator.errors import SourceError
from generator.sources.base import World

if TYPE_CHECKING:
    import ssl

    import httpx2

REDIRECTS = 5
PASSING = frozenset({408, 425, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524})
NOT_MODIFIED = 304


@dataclass(frozen=True)
class Answer:
    """The body of an answer, with its headers (lower case) and its status (200 or 304)."""

    status: int
    headers: Mapping[str, str]
    content: bytes


def get(url: str, world: World, headers: Mapping[str, str] | None = None, *, subject: str = "") -> Answer:
    """The answer to a GET. Raises SourceError, which names the host and never the query (it may hold a key)."""
    import httpx2  # noqa: PLC0415 - only for requests

    moved = world.moved(url)
    place = subject or httpx2.URL(url).host
    told = {"User-Agent": world.agent, **(headers or {})}
    transport = _guarded()(private=world.private or moved != url)
    try:
        with (
            httpx2.Client(
                transport=transport, timeout=world.timeout, follow_redirects=True, max_redirects=REDIRECTS
            ) as client,
            client.stream("GET", moved, headers=told) as answer,
        ):
            if answer.status_code != NOT_MODIFIED:
                refuse_status(answer.status_code, answer.headers.get("retry-after"), place)
            return Answer(answer.status_code, dict(answer.headers), _body(answer, world, place))
    except httpx2.TimeoutException as error:
        raise too_slow(place, world) from error
    except httpx2.TooManyRedirects as error:
        raise SourceError("redirects in circles", subject=place) from error
    except httpx2.RequestError as error:
        raise SourceError(f"cannot be reached ({_plain(error)})", subject=place, passing=True) from error
    except httpx2.InvalidURL as error:
        raise SourceError("is no URL", subject=place, remedy="Mend the `url` in the catalog.") from error


def _plain(error: Exception) -> str:
    """The kind of an error: its words may hold the URL, and the URL a key."""
    return type(error).__name__


def _body(answer: httpx2.Response, world: World, place: str) -> bytes:
    ends = time.monotonic() + world.timeout
    parts, size = [], 0
    for part in answer.iter_bytes():
        size += len(part)
        if size > world.limit:
            raise SourceError(f"sends more than {world.limit >> 20} MB", subject=place)
        if time.monotonic() > ends:
            raise too_slow(place, world)
        parts.append(part)
    return b"".join(parts)


def too_slow(place: str, world: World) -> SourceError:
    """The error for an answer that did not arrive in time."""
    return SourceError(f"did not answer within {world.timeout:g} seconds", subject=place, passing=True)


def refuse_status(status: int, retry_after: str | None, place: str) -> None:
    """Raises SourceError for a status that is no success."""
    if status < 400:
        return
    told = {404: "has nothing there (404)", 429: "asks for fewer requests (429)"}.get(status, f"answers {status}")
    wait = seconds(retry_after)
    later = f" and to come back in {wait:.0f} seconds" if wait else ""
    raise SourceError(told + later, subject=place, passing=status in PASSING, wait=wait)


def seconds(retry_after: str | None) -> float | None:
    """Seconds of a Retry-After header, which may be a date; None for none."""
    if not retry_after:
        return None
    if retry_after.strip().isdigit():
        return float(retry_after)
    try:
        return max(0.0, parsedate_to_datetime(retry_after).timestamp() - time.time())
    except ValueError:
        return None


def public_address(host: str, port: int, private: bool) -> str:
    """An address of a host. Raises SourceError where one of its addresses is of this machine or a private network."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise SourceError("is a name that leads nowhere", subject=host, passing=True) from error
    addresses = [str(each[4][0]) for each in found]
    for address in addresses:
        if not private and not ipaddress.ip_address(address.split("%")[0]).is_global:
            raise SourceError(
                "leads to a private address, which is not asked", subject=host,
                remedy="Set `private = true` under [sources] to read from your own network.",
            )  # fmt: skip
    return addresses[0]


@cache
def _trusted() -> ssl.SSLContext:
    import httpx2  # noqa: PLC0415 - only for requests

    return httpx2.create_ssl_context()


@cache
def _guarded() -> Any:  # noqa: ANN401 - a class, made late because httpx2 is heavy
    import httpx2  # noqa: PLC0415 - only for requests

    class Guarded(httpx2.HTTPTransport):
        """Connects only to the address that was checked; keeps no connection, as names may share an address."""

        def __init__(self, *, private: bool) -> None:
            super().__init__(verify=_trusted(), limits=httpx2.Limits(max_keepalive_connections=0))
            self._private = private

        def handle_request(self, request: httpx2.Request) -> httpx2.Response:
            url = request.url
            if url.scheme not in {"http", "https"}:
                raise SourceError(f"leads to a {url.scheme} address", subject=url.host)
            address = public_address(url.host, url.port or (443 if url.scheme == "https" else 80), self._private)
            direct = httpx2.Request(
                request.method, url.copy_with(host=address), headers=request.headers, stream=request.stream,
                extensions={**request.extensions, "sni_hostname": url.host},
            )  # fmt: skip
            return super().handle_request(direct)

    return Guarded
