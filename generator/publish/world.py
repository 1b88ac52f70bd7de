"""What a destination may touch: servers by HTTP, a mail server, files. The real one, and a dry one that only records.

The three things that can happen to a request are kept apart, since what may follow differs: it was refused
(PublishError: a person must act), it never took place (UnreachedError: try again later), or nobody knows
(UncertainError: look for its effect before anything is repeated).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from email.message import EmailMessage
from pathlib import Path
from typing import Any, Protocol


@dataclass(frozen=True)
class Server:
    """A server's address and credentials. `shown` is the address without secrets; `secrets` never appear in a text."""

    url: str = field(repr=False)
    shown: str
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    secrets: Sequence[str] = field(default=(), repr=False)


@dataclass(frozen=True)
class Call:
    """One request: its path is added to the server's address. `also` are statuses that are answers too."""

    method: str
    path: str
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    also: Sequence[int] = ()

    @property
    def writes(self) -> bool:
        """Whether it can change anything."""
        return self.method not in {"GET", "HEAD"}


@dataclass(frozen=True)
class Reply:
    """A server's answer."""

    status: int
    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)
    json: Any = None


@dataclass(frozen=True)
class MailServer:
    """A server that takes mail. `security` is starttls, tls, or none (on this machine only)."""

    host: str
    port: int
    security: str
    user: str = ""
    password: str = field(default="", repr=False)


@dataclass(frozen=True)
class Outgoing:
    """What a dry run shows: a line that says what it is, headers without secrets, and the exact bytes."""

    what: str
    headers: Mapping[str, str]
    body: bytes
    name: str = ""  # for a file


class World(Protocol):
    """The three ways out."""

    def send(self, server: Server, call: Call) -> Reply:
        """Sends a request. Raises PublishError, UnreachedError or UncertainError."""

    def greet(self, server: MailServer) -> str:
        """Connects and logs in to a mail server; returns what it calls itself. Raises as `send` does."""

    def offer(self, server: MailServer, message: EmailMessage, reader: str) -> None:
        """Hands a mail over to its last byte but one: the server cannot have taken it yet. Raises as `send` does."""

    def hand_over(self) -> None:
        """Ends the mail that was offered; the server has it when this returns. Raises as `send` does."""

    def write(self, path: Path, data: bytes) -> None:
        """Writes a file whole, or leaves the one that was there. Raises PublishError."""

    def remove(self, path: Path) -> None:
        """Removes a file, if it is there. Raises PublishError."""

    def run(self, folder: Path, command: Sequence[str]) -> str:
        """Runs a program in a folder and returns what it prints. Raises PublishError."""


def json_call(method: str, path: str, value: Any, *, also: Sequence[int] = (), **headers: str) -> Call:  # noqa: ANN401
    """A request whose body is JSON."""
    body = json.dumps(value, ensure_ascii=False, indent=1).encode()
    named = {name.replace("_", "-"): text for name, text in headers.items()}
    return Call(method, path, body, {"Content-Type": "application/json"} | named, also)


def form_call(method: str, path: str, fields: Mapping[str, str], files: Mapping[str, tuple[str, bytes]]) -> Call:
    """A request with fields and PNG files (name, bytes), as multipart/form-data; the same parts give the same bytes."""
    edge = "truetape-7d1f0c"
    while any(edge.encode() in data for _, data in files.values()) or any(edge in text for text in fields.values()):
        edge += "x"
    body = b"".join(_parts(edge, fields, files)) + f"--{edge}--\r\n".encode()
    return Call(method, path, body, {"Content-Type": f"multipart/form-data; boundary={edge}"})


def _parts(edge: str, fields: Mapping[str, str], files: Mapping[str, tuple[str, bytes]]) -> Iterator[bytes]:
    for name, text in fields.items():
        yield f'--{edge}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{text}\r\n'.encode()
    for name, (file, data) in files.items():
        head = f'Content-Disposition: form-data; name="{name}"; filename="{file}"\r\nContent-Type: image/png'
        yield f"--{edge}\r\n{head}\r\n\r\n".encode() + data + b"\r\n"


class Later(str):
    """In a dry run: what only the server will say. Any part of it is later too."""

    __slots__ = ()

    def __getitem__(self, key: object) -> Later:  # whatever is asked of an answer
        return Later(f"{str(self).rstrip('›')}.{key}›")

    def get(self, key: str, _: object = None) -> Later:
        """Like a mapping's."""
        return self[key]


class Dry:
    """A world in which nothing happens: what would be sent is kept in `sent`."""

    def __init__(self) -> None:
        self.sent: list[Outgoing] = []

    def send(self, server: Server, call: Call) -> Reply:  # noqa: D102
        url = server.shown + call.path
        self.sent.append(Outgoing(f"{call.method} {url}", call.headers, call.body))
        return Reply(200, b"", json=Later(f"‹answer to {call.method} {call.path}›"))

    def greet(self, server: MailServer) -> str:  # noqa: D102
        return server.host

    def offer(self, server: MailServer, message: EmailMessage, reader: str) -> None:  # noqa: D102
        self.sent.append(Outgoing(f"mail to {reader}", {}, message.as_bytes()))

    def hand_over(self) -> None:  # noqa: D102
        return

    def write(self, path: Path, data: bytes) -> None:  # noqa: D102
        self.sent.append(Outgoing(f"file {path}", {}, data, path.name))

    def remove(self, path: Path) -> None:  # noqa: D102
        self.sent.append(Outgoing(f"remove {path}", {}, b""))

    def run(self, folder: Path, command: Sequence[str]) -> str:  # noqa: D102
        self.sent.append(Outgoing(f"run {' '.join(command)} in {folder}", {}, b""))
        return ""
