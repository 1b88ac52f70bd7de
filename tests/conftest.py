"""The same run everywhere: no network, no variables of whoever runs it, the same examples each time."""

import ipaddress
import os
import socket
import time
from pathlib import Path

import hypothesis
import pytest

REPOSITORY = Path(__file__).parents[1]
FIXED = {"TZ": "UTC", "LC_ALL": "C.UTF-8", "LANG": "C.UTF-8", "LANGUAGE": "", "COLUMNS": "100", "NO_COLOR": "1"}
FIXED["XDG_DATA_HOME"] = os.devnull  # no folder: no store of whoever runs this, and none can be made by mistake
UNSET = {"FORCE_COLOR", "CLICOLOR_FORCE", "SOURCE_DATE_EPOCH"}


def pytest_configure() -> None:
    """Settle what a test could feel of the machine, before any test module is imported."""
    for name in [name for name in os.environ if name.startswith("TRUETAPE_") or name in UNSET]:
        del os.environ[name]
    os.environ.update(FIXED)
    time.tzset()
    block_network()
    hypothesis.settings.register_profile(
        "truetape", derandomize=True, database=None, deadline=None, max_examples=50, print_blob=False
    )
    hypothesis.settings.load_profile("truetape")


def block_network() -> None:
    """Let sockets reach this machine only, and let no other name be looked up."""
    connect, connect_ex, sendto, getaddrinfo = (
        socket.socket.connect,
        socket.socket.connect_ex,
        socket.socket.sendto,
        socket.getaddrinfo,
    )

    def guard(family: int, address: object) -> None:
        if family in {socket.AF_INET, socket.AF_INET6} and not is_here(address[0]):
            raise RuntimeError(f"a test must not use the network: {address[0]}")

    def guarded_connect(self, address):
        guard(self.family, address)
        return connect(self, address)

    def guarded_connect_ex(self, address):
        guard(self.family, address)
        return connect_ex(self, address)

    def guarded_sendto(self, data, *rest):
        guard(self.family, rest[-1])
        return sendto(self, data, *rest)

    def guarded_getaddrinfo(host, *rest, **options):
        if host is not None:
            guard(socket.AF_INET, (host,))
        return getaddrinfo(host, *rest, **options)

    socket.socket.connect = guarded_connect
    socket.socket.connect_ex = guarded_connect_ex
    socket.socket.sendto = guarded_sendto
    socket.getaddrinfo = guarded_getaddrinfo


def is_here(host: str | bytes) -> bool:
    """Whether a host is this machine: a loopback address, any local one, or localhost."""
    host = host.decode() if isinstance(host, bytes) else host
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return host in {"", "localhost"}
    return address.is_loopback or address.is_unspecified


@pytest.fixture(scope="session")
def sample_tape_folder() -> Path:
    """The embedded sample tape: always there."""
    return REPOSITORY / "fixtures" / "sample"


@pytest.fixture(scope="session")
def real_tape_folder() -> Path:
    """Real closes, where somebody has laid them beside the checkout."""
    folder = REPOSITORY.parent / "shared" / "tape"
    if not (folder / "catalog.toml").is_file():
        pytest.skip("no real tape at ../shared/tape beside this checkout")
    return folder
