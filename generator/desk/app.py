"""The desk as an ASGI application: every address that there is, and the page behind it."""

from __future__ import annotations

from collections.abc import Collection

from starlette.applications import Starlette
from starlette.convertors import IntegerConvertor, register_url_convertor
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from generator.desk.ask import page
from generator.desk.guard import Guard
from generator.desk.room import Room


class Number(IntegerConvertor):
    """A number in an address, of as many digits as a draft may have."""

    regex = "[0-9]{1,9}"


register_url_convertor("number", Number())
YEAR = 365 * 24 * 3600  # seconds


async def static(request: Request) -> Response:
    """A file of ours, by its exact name in a table."""
    files = request.app.state.room.static
    found = files.get(request.path_params["name"])
    if found is None:
        raise HTTPException(404)
    return Response(found[0], media_type=found[1], headers={"Cache-Control": f"public, max-age={YEAR}, immutable"})


ROUTES = [
    Route("/static/{name}", static, methods=["GET"]),
    Route("/login", page("signing.show", open_to_all=True), methods=["GET"]),
    Route("/login", page("signing.sign_in", open_to_all=True), methods=["POST"]),
    Route("/logout", page("signing.sign_out"), methods=["POST"]),
    Route("/name", page("signing.rename"), methods=["POST"]),
    Route("/", page("drafts.index"), methods=["GET"]),
    Route("/new", page("making.show"), methods=["GET"]),
    Route("/new/brief", page("making.brief"), methods=["POST"]),
    Route("/new/article", page("making.article"), methods=["POST"]),
    Route("/drafts/{id:number}", page("drafts.read"), methods=["GET"]),
    Route("/drafts/{id:number}/claims/{place:number}", page("drafts.claim"), methods=["GET"]),
    Route("/drafts/{id:number}/pictures/{place:number}", page("drafts.picture"), methods=["GET"]),
    Route("/drafts/{id:number}/history", page("drafts.history"), methods=["GET"]),
    Route("/drafts/{id:number}/compare", page("comparing.show"), methods=["GET"]),
    Route("/drafts/{id:number}/edit", page("editing.show"), methods=["GET"]),
    Route("/drafts/{id:number}/edit", page("editing.save"), methods=["POST"]),
    Route("/drafts/{id:number}/judge", page("editing.judge"), methods=["POST"]),
    Route("/drafts/{id:number}/preview", page("editing.preview"), methods=["POST"]),
    Route("/drafts/{id:number}/claim", page("editing.claim"), methods=["POST"]),
    Route("/drafts/{id:number}/mend", page("deciding.mend"), methods=["POST"]),
    Route("/drafts/{id:number}/comment", page("deciding.comment"), methods=["POST"]),
    Route("/drafts/{id:number}/approve", page("deciding.approve"), methods=["POST"]),
    Route("/drafts/{id:number}/changes", page("deciding.changes"), methods=["POST"]),
    Route("/drafts/{id:number}/reject", page("deciding.reject"), methods=["POST"]),
]


def application(room: Room, hosts: Collection[str]) -> Guard:
    """The whole desk, which answers only to those names of its host."""
    app = Starlette(routes=ROUTES, exception_handlers={404: _missing, 405: _missing})
    app.state.room = room
    return Guard(app, hosts, secure=room.secure)


async def _missing(request: Request, error: Exception) -> Response:
    room: Room = request.app.state.room
    status = error.status_code if isinstance(error, HTTPException) else 404
    return room.message("There is nothing here", "The list of drafts is at the top of every page.", status)
