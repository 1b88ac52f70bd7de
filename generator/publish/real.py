"""The world itself, for a run: connections are opened when they are needed and closed at the end."""

from __future__ import annotations

from collections.abc import Sequence
from email.message import EmailMessage
from pathlib import Path
from types import TracebackType
from typing import Self

from generator.publish import files
from generator.publish.mailer import Mailer
from generator.publish.web import Web
from generator.publish.world import Call, MailServer, Reply, Server


class Real:
    """What happens, happens."""

    def __init__(self) -> None:
        self._web, self._mailer = Web(), Mailer()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        self._web.close()
        self._mailer.close()

    def send(self, server: Server, call: Call) -> Reply:  # noqa: D102 - as World says
        return self._web.send(server, call)

    def greet(self, server: MailServer) -> str:  # noqa: D102
        return self._mailer.greet(server)

    def offer(self, server: MailServer, message: EmailMessage, reader: str) -> None:  # noqa: D102
        self._mailer.offer(server, message, reader)

    def hand_over(self) -> None:  # noqa: D102
        self._mailer.hand_over()

    def write(self, path: Path, data: bytes) -> None:  # noqa: D102
        files.write(path, data)

    def remove(self, path: Path) -> None:  # noqa: D102
        files.remove(path)

    def run(self, folder: Path, command: Sequence[str]) -> str:  # noqa: D102
        return files.run(folder, command)
