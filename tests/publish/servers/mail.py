"""A real SMTP server in this process (aiosmtpd) that keeps what it took, and can refuse, drop, or fall silent."""

import socket
import sys
import threading
from dataclasses import dataclass
from email import message_from_bytes
from pathlib import Path

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

    def __init__(self, keeper: Keeper | None = None) -> None:
        self.keeper = keeper or Keeper()
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


def main() -> None:
    """Serves until it is ended: prints its port, and adds a line to a file for each mail: reader, Message-ID."""

    class Writer(Keeper):
        async def handle_DATA(self, server, session, envelope):  # noqa: N802
            id = message_from_bytes(envelope.content)["Message-ID"]
            with Path(sys.argv[1]).open("a") as log:
                log.writelines(f"{reader}\t{id}\n" for reader in envelope.rcpt_tos)
            return "250 taken"

    Path(sys.argv[1]).touch()
    server = Server(Writer())
    with server:
        sys.stdout.write(f"{server.port}\n")
        sys.stdout.flush()
        threading.Event().wait()


if __name__ == "__main__":
    main()
