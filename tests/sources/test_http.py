"""Requests to URLs that somebody else wrote: no private addresses, no floods, no endless bodies."""

from __future__ import annotations

import socket
import time
from dataclasses import replace
from email.utils import formatdate

import pytest

from fixtures.vendors import Vendors, drip, hangs_up, redirect, status, truncated
from generator.errors import SourceError
from generator.sources import World
from generator.sources.http import get, public_address, seconds

URL = "http://feeds.example.org/news.xml"


@pytest.fixture(autouse=True)
def news(vendors: Vendors) -> None:
    vendors.files["/feeds/news.xml"] = ("application/xml", b"<rss/>", {})
    vendors.files["/news.xml"] = ("application/xml", b"secret", {})


def fault(url: str, world: World) -> SourceError:
    with pytest.raises(SourceError) as caught:
        get(url, world)
    return caught.value


def resolve(monkeypatch: pytest.MonkeyPatch, *addresses: str) -> None:
    """Lets every name lead to these addresses."""
    families = {False: socket.AF_INET, True: socket.AF_INET6}
    found = [(families[":" in a], socket.SOCK_STREAM, 6, "", (a, 80)) for a in addresses]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found)


def test_an_answer(world: World) -> None:
    """Its status, headers and body."""
    answer = get(URL, world)
    assert (answer.status, answer.content, answer.headers["content-type"]) == (200, b"<rss/>", "application/xml")


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.0.0.8", "172.16.3.4", "192.168.1.1", "169.254.169.254", "0.0.0.0", "100.64.0.1", "::1",
     "fe80::1%eth0", "fd00::1", "::ffff:10.0.0.1"],
)  # fmt: skip
def test_a_name_that_leads_inside_is_not_asked(monkeypatch: pytest.MonkeyPatch, world: World, address: str) -> None:
    """This machine, the network around it, a cloud's metadata."""
    resolve(monkeypatch, address)
    error = fault("http://innocent.example.com/feed", world)
    assert "private address" in error.message
    assert not error.passing


def test_one_private_address_among_public_ones_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    """Which of them is taken is chance."""
    resolve(monkeypatch, "93.184.216.34", "127.0.0.1")
    with pytest.raises(SourceError, match="private"):
        public_address("innocent.example.com", 80, private=False)
    resolve(monkeypatch, "93.184.216.34")
    assert public_address("innocent.example.com", 80, private=False) == "93.184.216.34"


@pytest.mark.parametrize("url", ["http://127.0.0.1:{port}/news.xml", "http://localhost:{port}/news.xml",
                                 "http://[::1]:{port}/news.xml",                                  ])  # fmt: skip
def test_a_redirect_inside_is_not_followed(world: World, vendors: Vendors, url: str) -> None:
    """Each hop is looked at; the endpoint that the settings move is the only exception."""
    port = vendors.server_address[1]
    outside = replace(world, endpoints={})
    error = fault(url.format(port=port), outside)
    assert "private address" in error.message or "nowhere" in error.message
    assert not vendors.seen


def test_a_redirect_from_outside_to_inside(monkeypatch: pytest.MonkeyPatch, world: World, vendors: Vendors) -> None:
    """A public feed that sends us to our own machine."""
    asked = []

    def address(host: str, port: int, private: bool) -> str:
        asked.append(host)
        if host == "public.example.org":
            return "127.0.0.1"  # stands for a public one
        return public_address(host, port, private)

    monkeypatch.setattr("generator.sources.http.public_address", address)
    vendors.fault("/start", redirect(f"{vendors.base}/news.xml"))
    error = fault(f"http://public.example.org:{vendors.server_address[1]}/start", replace(world, endpoints={}))
    assert "private address" in error.message
    assert asked == ["public.example.org", "127.0.0.1"]
    assert vendors.seen == ["/start"]


def test_your_own_network_if_you_say_so(world: World, vendors: Vendors) -> None:
    """`private = true`."""
    assert get(f"{vendors.base}/news.xml", replace(world, endpoints={}, private=True)).content == b"secret"


@pytest.mark.parametrize("to", ["file:///etc/passwd", "ftp://feeds.example.org/x", "gopher://x/"])
def test_a_redirect_to_another_scheme(world: World, vendors: Vendors, to: str) -> None:
    """Only the web is read."""
    vendors.fault("/feeds/news.xml", redirect(to))
    fault(URL, world)


def test_redirects_in_circles_end(world: World, vendors: Vendors) -> None:
    """After a few hops."""
    vendors.fault("/feeds/news.xml", redirect(f"{vendors.base}/feeds/news.xml"), times=50)
    assert "circles" in fault(URL, world).message
    assert len(vendors.seen) <= 7


def test_a_flood_is_cut_off(world: World, vendors: Vendors) -> None:
    """At the limit, whatever the headers say; compressed bodies by what they unpack to."""
    vendors.files["/feeds/news.xml"] = ("application/xml", b"x" * (3 << 20), {})
    assert "more than 1 MB" in fault(URL, replace(world, limit=1 << 20)).message


def test_a_bomb_in_gzip_is_cut_off(world: World, vendors: Vendors) -> None:
    """A megabyte on the wire for a gigabyte unpacked."""
    import gzip  # noqa: PLC0415

    packed = gzip.compress(b"\0" * (64 << 20), 9)
    vendors.files["/feeds/news.xml"] = ("application/xml", packed, {"Content-Encoding": "gzip"})
    assert "more than 2 MB" in fault(URL, replace(world, limit=2 << 20)).message


def test_a_body_that_drips_ends_in_time(world: World, vendors: Vendors) -> None:
    """Each byte arrives in time; the answer does not."""
    vendors.fault("/feeds/news.xml", drip(5))
    began = time.monotonic()
    error = fault(URL, replace(world, timeout=0.4))
    assert error.passing
    assert time.monotonic() - began < 2


@pytest.mark.parametrize("bad", [truncated, hangs_up])
def test_a_broken_answer_may_pass(world: World, vendors: Vendors, bad: object) -> None:
    """The connection, not the source, is at fault."""
    vendors.fault("/feeds/news.xml", bad)
    assert fault(URL, world).passing


def test_errors_name_the_host_and_never_the_query(world: World, vendors: Vendors) -> None:
    """A query may hold a key."""
    vendors.fault("/feeds/news.xml", status(500))
    error = fault(URL + "?api_key=sk-secret", world)
    assert "feeds.example.org" in str(error)
    assert "sk-secret" not in str(error)


@pytest.mark.parametrize("url", ["http://", "not a url"])
def test_what_is_no_url(world: World, url: str) -> None:
    """Is told as that."""
    assert fault(url, world).message


@pytest.mark.parametrize(("header", "wait"), [(None, None), ("", None), ("12", 12.0), ("soon", None), ("-3", None)])
def test_retry_after_in_seconds(header: str | None, wait: float | None) -> None:
    """Or none."""
    assert seconds(header) == wait


def test_retry_after_as_a_date() -> None:
    """As HTTP allows; a date gone by is now."""
    assert seconds(formatdate(time.time() + 90, usegmt=True)) == pytest.approx(90, abs=2)
    assert seconds(formatdate(time.time() - 90, usegmt=True)) == 0
