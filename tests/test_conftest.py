"""Tests cannot reach the world, and feel nothing of the machine they run on."""

import os
import socket
import time

import hypothesis
import pytest


def test_no_test_reaches_another_machine() -> None:
    """Connecting, sending and looking up a name all fail before a packet leaves (192.0.2.1 is nobody's)."""
    with socket.socket() as stream, pytest.raises(RuntimeError, match="must not use the network"):
        stream.connect(("192.0.2.1", 80))
    with socket.socket() as stream, pytest.raises(RuntimeError, match="must not use the network"):
        stream.connect_ex(("192.0.2.1", 80))
    with socket.socket(type=socket.SOCK_DGRAM) as datagrams, pytest.raises(RuntimeError, match="must not use"):
        datagrams.sendto(b"", ("192.0.2.1", 53))
    with pytest.raises(RuntimeError, match="must not use the network"):
        socket.getaddrinfo("example.invalid", 80)


def test_this_machine_can_be_reached() -> None:
    """A server of a test's own is fine."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(("localhost", server.getsockname()[1]), timeout=5).close()


def test_the_environment_is_settled() -> None:
    """No setting of whoever runs the tests gets in; the clock stands in UTC."""
    assert not [name for name in os.environ if name.startswith("TRUETAPE_")]
    assert time.tzname[0] == "UTC"
    assert hypothesis.settings().derandomize
    assert hypothesis.settings().database is None
