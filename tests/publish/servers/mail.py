"""A real SMTP server in this process (aiosmtpd) that keeps what it took, and can refuse, drop, or fall silent."""

import socket
from dataclasses import dataclass

from aiosmtpd.controller import Controller


@dataclass(frozen=True)
class Taken:
    """A mail that was taken: for whom, and its bytes."""

    reader: str
    data: bytes


class Keeper:
    """Takes mails. `refused` maps an address to an answer; the next `drop` answers to mails are lost."""

    def __init__(self) -> None:
        self.taken: list[Taken] = []
        self.refused: dict[str, str] = {}
        self.drop = 0

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802 - the library's name
        if address in self.refused:
            return self.refused[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        self.taken += [Taken(reader, envelope.content) for reader in envelope.rcpt_tos]
        if self.drop:
            self.drop -= 1
            server.transport.abort()  # taken, and never said so
        return "250 taken"


class Server:
    """`with Server() as server`: host, port, and the keeper's mails."""

    def __init__(self) -> None:
        self.keeper = Keeper()
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self._controller = Controller(self.keeper, hostname="127.0.0.1", port=self.port)

    def __enter__(self):
        self._controller.start()
        return self

    def __exit__(self, *_):
        self._controller.stop()

    @property
    def taken(self) -> list[Taken]:
        return self.keeper.taken
