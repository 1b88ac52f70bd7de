"""A request as the pages of the desk get it: who asks, what was filled in, and that a form of ours was used."""

from __future__ import annotations

import base64
import hmac
import json
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import import_module
from typing import Any, NoReturn
from urllib.parse import parse_qsl

from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import RedirectResponse, Response

from generator.desk.door import TooManyError
from generator.desk.guard import TooLargeError
from generator.desk.room import Room
from generator.errors import ConflictError, ReviewError, StoreError, TruetapeError
from generator.review.rules import LONGEST_NAME, MAY, Action, Person, written

COOKIE, NAME_COOKIE = "truetape", "truetape_name"
HEADER = "x-truetape-form"
MOST_FIELDS = 20
YEAR = 365 * 24 * 3600  # seconds
_TOKEN = 32  # bytes


@dataclass(frozen=True)
class Ask:
    """One request of somebody known."""

    room: Room
    person: Person
    token: str
    request: Request
    form: Mapping[str, Any]

    @property
    def id(self) -> int:
        """The number of the draft that the address names."""
        return int(self.request.path_params["id"])

    @property
    def form_token(self) -> str:
        """What a form of this visitor must bring back."""
        return form_token(self.token)

    @property
    def now(self) -> datetime:
        """The time in UTC."""
        return self.room.clock()

    def may(self, action: Action) -> bool:
        """Whether the visitor's role allows it."""
        return action in MAY[self.person.role]

    def text(self, name: str) -> str:
        """A field as text; empty where it is missing or no text."""
        found = self.form.get(name, "")
        return found if isinstance(found, str) else ""

    def number(self, name: str) -> int:
        """A field as a whole number. Raises ReviewError."""
        return whole(self.form.get(name), name)


Page = Callable[[Ask], Response]


def loaded(name: str) -> Page:
    """The function of a page: `drafts.index` is in `drafts.py`."""
    module, function = name.split(".")
    found: Page = getattr(import_module(f"generator.desk.{module}"), function)
    return found


def whole(given: object, name: str) -> int:
    """A whole number of at most nine digits. Raises ReviewError."""
    text = str(given if given is not None else "")
    if not (text.isascii() and text.isdigit() and len(text) <= 9):
        raise ReviewError("this is no number", subject=name, remedy="Go back and use the form.")
    return int(text)


def form_token(token: str) -> str:
    """Bound to the secret that only this browser and the desk know, so that no other site can make it up."""
    return hmac.new(token.encode(), b"form", "sha256").hexdigest()


def page(name: str, *, open_to_all: bool = False) -> Callable[[Request], Any]:
    """The ASGI endpoint of a page: finds out who asks, reads and checks the form, and shows errors as pages.

    `name` is its module here and its function. It is loaded when it is first asked for, since the checker takes longer
    to load than the desk to open.
    """

    async def endpoint(request: Request) -> Response:
        room: Room = request.app.state.room
        try:
            body = await request.body() if request.method == "POST" else b""
        except TooLargeError:
            return room.message("Too large", "That is more than a draft may be.", 413)
        except ClientDisconnect:
            return Response(status_code=400)
        return await run_in_threadpool(_answered, room, request, body, name, open_to_all)

    return endpoint


def _answered(room: Room, request: Request, body: bytes, name: str, open_to_all: bool) -> Response:
    token = request.cookies.get(COOKIE, "")
    fresh = "" if _is_token(token) else secrets.token_urlsafe(_TOKEN)
    token = fresh or token
    try:
        person = _person(room, request, token)
        if person is None and not open_to_all:
            return RedirectResponse("/login", 303)
        ask = Ask(room, person or Person("", "writer"), token, request, _form(request, body, token))
        answer = loaded(name)(ask)
    except TruetapeError as error:
        answer = _told(room, request, error)
    if fresh and "set-cookie" not in answer.headers:
        set_cookie(answer, room, COOKIE, fresh)
    return answer


def _person(room: Room, request: Request, token: str) -> Person | None:
    if room.door is not None:
        return room.door.who(token, room.clock())
    try:
        told = base64.urlsafe_b64decode(request.cookies.get(NAME_COOKIE, "").encode()).decode()
        return Person(written(told, "your name", most=LONGEST_NAME))
    except (ValueError, ReviewError):
        return Person(room.name)


def _is_token(token: str) -> bool:
    return 40 <= len(token) <= 64 and token.replace("-", "").replace("_", "").isalnum() and token.isascii()


def _form(request: Request, body: bytes, token: str) -> Mapping[str, Any]:
    """The fields of a form or a script's object. Raises ReviewError for one that no page of this visitor sent."""
    if request.method != "POST":
        return dict(request.query_params)
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    try:
        fields = _fields(kind, body)
    except (ValueError, RecursionError) as error:
        raise ReviewError(
            "this form cannot be read", subject="the form", remedy="Go back and send it again."
        ) from error
    given = request.headers.get(HEADER) or fields.get("form") or ""
    if not hmac.compare_digest(str(given).encode(), form_token(token).encode()):
        _forged()
    return fields


def _fields(kind: str, body: bytes) -> dict[str, Any]:
    if kind == "application/json":
        found = json.loads(body)
        if not isinstance(found, dict):
            raise ValueError("no object")
        return found
    if kind != "application/x-www-form-urlencoded":
        raise ValueError(kind)
    return dict(parse_qsl(body.decode("ascii"), keep_blank_values=True, max_num_fields=MOST_FIELDS, errors="strict"))


class ForgedError(ReviewError):
    """A form that no page of this visitor sent."""


def _forged() -> NoReturn:
    raise ForgedError(
        "this form is not of this session", subject="the form",
        remedy="Go back, reload the page and send it again; what you wrote is still there.",
    )  # fmt: skip


def _told(room: Room, request: Request, error: TruetapeError) -> Response:
    """An error as a page, or as JSON for the page's script."""
    status = next(
        (status for kind, status in STATUSES if isinstance(error, kind)),
        404 if "no such draft" in error.message else 400,
    )
    if request.headers.get("content-type", "").startswith("application/json"):
        return Response(
            json.dumps({"error": error.message, "remedy": error.remedy}), status, media_type="application/json"
        )
    return room.message(error.message, error.remedy, status, subject=error.subject)


STATUSES: tuple[tuple[type[TruetapeError], int], ...] = (
    (ConflictError, 409), (ForgedError, 403), (TooManyError, 429), (StoreError, 503),
)  # fmt: skip


def set_cookie(answer: Response, room: Room, name: str, value: str) -> None:
    """A cookie that scripts cannot read and other sites cannot send."""
    answer.set_cookie(name, value, max_age=YEAR, path="/", secure=room.secure, httponly=True, samesite="strict")


def utc() -> datetime:
    """The clock of the desk."""
    return datetime.now(UTC)
