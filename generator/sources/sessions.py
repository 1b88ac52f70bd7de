"""Sessions for libraries that bring their own HTTP: moved endpoints, a deadline for a whole answer, statuses told.

Both subclasses are made late, because their libraries are heavy.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from functools import cache
from typing import Any

from generator.errors import SourceError
from generator.sources.base import World
from generator.sources.http import refuse_status, too_slow


@cache
def _browser() -> type[Any]:
    from curl_cffi.requests import Session  # noqa: PLC0415 - heavy

    class Browser(Session[Any]):
        """A session that Yahoo takes for a browser; `told` judges each answer by its URL.

        Whoever asks gives its turn away, and `told` may take another.
        """

        def __init__(self, world: World, told: Callable[[str, Any], None]) -> None:
            super().__init__(impersonate="chrome")
            self._world, self._told = world, told

        def request(self, method: Any, url: str, **options: Any) -> Any:  # type: ignore[override]  # noqa: ANN401
            options["timeout"] = self._world.timeout
            self._world.turns.give()
            answer = super().request(method, self._world.moved(url), **options)
            self._told(url, answer)
            return answer

    return Browser


def browser_session(world: World, told: Callable[[str, Any], None]) -> Any:  # noqa: ANN401 - a curl_cffi Session
    """A session of curl_cffi, whose timeout already covers the whole answer."""
    return _browser()(world, told)


@cache
def _plain() -> type[Any]:
    import requests  # noqa: PLC0415 - heavy

    class Plain(requests.Session):
        """A session that reads a body itself, so that it ends in time and within its limit."""

        def __init__(self, world: World, place: str) -> None:
            super().__init__()
            self._world, self._place = world, place
            self.headers["User-Agent"] = world.agent

        def request(self, method: Any, url: Any, **options: Any) -> Any:  # type: ignore[override]  # noqa: ANN401
            options |= {"stream": True, "timeout": self._world.timeout}
            answer = super().request(method, self._world.moved(url), **options)
            answer._content = _read(answer.raw, self._world, self._place)
            if answer.status_code == 429 or answer.status_code >= 500:
                refuse_status(answer.status_code, answer.headers.get("retry-after"), self._place)
            if answer.ok and not _is_json(answer.content):
                raise SourceError("sends no JSON", subject=self._place, passing=True)  # ccxt takes it for no rows
            return answer

    return Plain


def plain_session(world: World, place: str) -> Any:  # noqa: ANN401 - a requests Session
    """A session of requests, for ccxt."""
    return _plain()(world, place)


def _is_json(content: bytes) -> bool:
    try:
        json.loads(content)
    except (ValueError, RecursionError):
        return False
    return True


def _read(raw: Any, world: World, place: str) -> bytes:  # noqa: ANN401 - urllib3's answer
    from urllib3.exceptions import HTTPError  # noqa: PLC0415 - heavy

    ends, parts, size = time.monotonic() + world.timeout, [], 0
    try:
        while part := raw.read1(1 << 16, decode_content=True):
            parts.append(part)
            size += len(part)
            if size > world.limit:
                raise SourceError(f"sends more than {world.limit >> 20} MB", subject=place)
            if time.monotonic() > ends:
                raise too_slow(place, world)
    except HTTPError as error:
        raise SourceError(f"breaks off ({type(error).__name__})", subject=place, passing=True) from error
    finally:
        raw.close()
    return b"".join(parts)
