"""Serves the desk: on loopback for whoever sits here, elsewhere only for people with accounts."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable
from dataclasses import dataclass
from threading import Timer
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import uvicorn

from generator.desk.app import application
from generator.desk.ask import utc
from generator.desk.door import Door
from generator.desk.room import Room, Writing
from generator.errors import OptionError
from generator.store.database import Store

if TYPE_CHECKING:
    from generator.review.referee import Referee

PAUSE = 1.0  # seconds in which the desk opens before it judges anything
LOOPBACK = ("127.0.0.1", "localhost", "::1")
TLS_ADVICE = (
    "The desk itself speaks plain HTTP. Put TLS in front of it, on the same machine: for Caddy a file of two lines,\n"
    "  desk.example.com {{\n    reverse_proxy 127.0.0.1:{port}\n  }}\n"
    "and start the desk with --host 127.0.0.1 --url https://desk.example.com."
)


@dataclass(frozen=True)
class Place:
    """Where the desk is reached: the address to listen on, and the public one if it is another."""

    host: str
    port: int
    url: str = ""

    @property
    def local(self) -> bool:
        """Whether only this machine can reach it, and nobody is told of another address."""
        return is_loopback(self.host) and not self.url

    @property
    def secure(self) -> bool:
        """Whether browsers reach it by TLS."""
        return self.url.startswith("https://")

    @property
    def hosts(self) -> frozenset[str]:
        """The names that it answers to."""
        own = LOOPBACK if is_loopback(self.host) else (self.host.lower(),)
        public = (urlsplit(self.url).hostname or "",) if self.url else ()
        return frozenset(name for name in (*own, *public) if name)

    @property
    def shown(self) -> str:
        """The address to open."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return self.url or f"http://{host}:{self.port}/"


def place(host: str, port: int, url: str) -> Place:
    """Where to serve. Raises OptionError for what nobody could reach, or everybody by any name."""
    parts = urlsplit(url)
    if url and (parts.scheme not in ("http", "https") or not parts.hostname or parts.path not in ("", "/")):
        raise OptionError(
            f"`{url}` is no address of a desk", subject="--url", remedy="Such as https://desk.example.com."
        )
    if not is_loopback(host) and not url and _is_any(host):
        raise OptionError(
            "it listens on all addresses, and nobody has said by which name it is reached", subject=f"--host {host}",
            remedy="Say it with --url https://desk.example.com, so that the desk answers to no other.",
        )  # fmt: skip
    return Place(host, port, url)


def serve(
    where: Place, store: Store, summon: Callable[[], Referee], name: str, writing: Writing, *,
    two_people: bool, say: Callable[[str], None],
) -> None:  # fmt: skip
    """Serves until it is interrupted. Raises OptionError when it needs accounts and has none, or the port is taken."""
    door = Door(store)
    people = door.people()
    if not where.local and not people:
        raise OptionError(
            "others could reach it, and it has no accounts", subject=f"--host {where.host}",
            remedy="Add people first: truetape desk --add-user NAME --role reviewer",
        )  # fmt: skip
    room = Room(
        store,
        summon,
        utc,
        name,
        door=door if people else None,
        secure=where.secure,
        two_people=two_people,
        writing=writing,
    )
    listening = _listen(where)
    say(f"The desk is open at {where.shown} (Ctrl+C closes it).")
    say(f"People sign in: {len(people)} account{'s' if len(people) > 1 else ''}." if people else
        f"Without accounts: whoever uses this machine may decide, as {name}.")  # fmt: skip
    if not where.local and not where.secure:
        say(TLS_ADVICE.format(port=where.port))
    warming = Timer(PAUSE, _warm, (room,))
    warming.daemon = True
    warming.start()
    config = uvicorn.Config(
        application(room, where.hosts), log_level="warning", access_log=False, server_header=False, http="h11",
        loop="asyncio", lifespan="off", ws="none", timeout_keep_alive=20, h11_max_incomplete_event_size=32_768,
    )  # fmt: skip
    uvicorn.Server(config).run(sockets=[listening])


def _warm(room: Room) -> None:
    """Reads the tape and judges the newest drafts while nobody waits for them."""
    from generator.review.standing import listed  # noqa: PLC0415 - the desk opens before the checker is loaded

    listed(room.store, room.referee)


def is_loopback(host: str) -> bool:
    """Whether an address is this machine's own."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def _is_any(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_unspecified
    except ValueError:
        return not host


def _listen(where: Place) -> socket.socket:
    family = socket.AF_INET6 if ":" in where.host else socket.AF_INET
    listening = socket.socket(family)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((where.host, where.port))
    except OSError as error:
        listening.close()
        raise OptionError(
            f"it cannot listen there: {error.strerror or error}", subject=f"{where.host}:{where.port}",
            remedy="Give another --port, or close the desk that is open.",
        ) from error  # fmt: skip
    return listening
