"""Signing in and out; without accounts, saying who one is."""

from __future__ import annotations

import base64

from starlette.responses import RedirectResponse, Response

from generator.desk.ask import COOKIE, NAME_COOKIE, Ask, set_cookie
from generator.review.rules import LONGEST_NAME, written


def show(ask: Ask) -> Response:
    """The page to sign in on."""
    if ask.room.door is None or ask.person.name:
        return RedirectResponse("/", 303)
    return ask.room.page("login", ask, failed=False)


def sign_in(ask: Ask) -> Response:
    """Signs in with a new token, so that one known before is worth nothing."""
    door = ask.room.door
    if door is None:
        return RedirectResponse("/", 303)
    address = ask.request.client.host if ask.request.client else ""
    token = door.sign_in(ask.text("name").strip(), ask.text("password"), address, ask.now)
    if token is None:
        return ask.room.page("login", ask, 401, failed=True)
    answer = RedirectResponse("/", 303)
    set_cookie(answer, ask.room, COOKIE, token)
    return answer


def sign_out(ask: Ask) -> Response:
    """Ends the session, here and in the store."""
    if ask.room.door is not None:
        ask.room.door.sign_out(ask.token)
    answer = RedirectResponse("/login", 303)
    answer.delete_cookie(COOKIE, path="/", secure=ask.room.secure, httponly=True, samesite="strict")
    return answer


def rename(ask: Ask) -> Response:
    """Keeps a name in the browser; with accounts the account has it."""
    answer = RedirectResponse("/", 303)
    if ask.room.door is None:
        name = written(ask.text("name"), "your name", most=LONGEST_NAME)
        set_cookie(answer, ask.room, NAME_COOKIE, base64.urlsafe_b64encode(name.encode()).decode())
    return answer
