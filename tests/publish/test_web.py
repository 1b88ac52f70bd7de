"""Requests: what may have happened is told apart, no redirect is followed, no secret leaves in a message."""

import socket
import threading

import pytest

from generator.errors import PublishError, UncertainError, UnreachedError
from generator.publish.web import MOST, Web, checked
from generator.publish.world import Call, Server, form_call, json_call
from tests.publish.servers.fake import Asked, Service

SECRET = "geheim-geheim"
READ, WRITE = Call("GET", "/x"), json_call("POST", "/x", {"a": 1})


@pytest.fixture
def web():
    client = Web()
    yield client
    client.close()


@pytest.fixture
def service():
    running = Service()
    running.route("GET", "/x", lambda _: (200, {"ok": True}))
    running.route("POST", "/x", lambda _: (201, {"id": 1}))
    yield running
    running.close()


def server(url):
    return Server(url, url, {"Authorization": f"Bearer {SECRET}"}, (SECRET,))


def test_an_answer_is_given_with_its_json(web, service):
    """And the credentials went along."""
    assert web.send(server(service.url), WRITE).json == {"id": 1}
    assert service.asked[0].headers["authorization"] == f"Bearer {SECRET}"
    assert service.asked[0].json == {"a": 1}


@pytest.mark.parametrize(
    ("status", "reading", "writing"),
    [
        (400, PublishError, PublishError), (401, PublishError, PublishError), (404, PublishError, PublishError),
        (409, PublishError, PublishError), (429, UnreachedError, UnreachedError), (500, UnreachedError, UncertainError),
        (502, UnreachedError, UncertainError), (503, UnreachedError, UnreachedError),
        (302, PublishError, PublishError), (307, PublishError, PublishError),
    ],
)  # fmt: skip
def test_a_status_says_what_may_have_happened(web, service, status, reading, writing):
    """By reading nothing changes; by writing it may have."""
    for call, kind in ((READ, reading), (WRITE, writing)):
        service.fault("/x", "status", status=status, body=f'{{"message": "no {SECRET}"}}'.encode())
        with pytest.raises(PublishError) as caught:
            web.send(server(service.url), call)
        assert type(caught.value) is kind
        assert SECRET not in str(caught.value)


def test_a_redirect_is_not_followed(web, service):
    """Credentials go to nobody else; the host is named, so that it can be set."""
    other = Service()
    service.fault("/x", "status", status=301, headers={"Location": f"{other.url}/x?token=1"})
    with pytest.raises(PublishError) as caught:
        web.send(server(service.url), READ)
    assert other.asked == []
    assert other.url.removeprefix("http://") in str(caught.value)
    other.close()


@pytest.mark.parametrize(("call", "kind"), [(READ, UnreachedError), (WRITE, UncertainError)])
@pytest.mark.parametrize("how", ["before", "after"])
def test_a_connection_that_fails(web, service, call, kind, how):
    """Whether it was carried out cannot be known from here."""
    service.fault("/x", how)
    with pytest.raises(kind):
        web.send(server(service.url), call)


def test_nobody_there_is_not_a_maybe(web):
    """The request never left."""
    with pytest.raises(UnreachedError):
        web.send(server("http://127.0.0.1:1"), WRITE)


def test_broken_json_and_floods_are_no_answers(web, service):
    """PHP warnings before the JSON; an answer without an end."""
    service.fault("/x", "status", status=200, body=b'Warning: in line 3 {"id":')
    with pytest.raises(UncertainError):
        web.send(server(service.url), WRITE)
    service.fault("/x", "status", status=200, body=b" " * (MOST + 1))
    with pytest.raises(UnreachedError):
        web.send(server(service.url), READ)


def test_what_is_no_http_is_told():
    """A server that speaks something else."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()

        def speak():
            peer, _ = listening.accept()
            peer.recv(1000)
            peer.sendall(b"220 smtp.example ESMTP\r\n")
            peer.close()

        threading.Thread(target=speak, daemon=True).start()
        client = Web()
        with pytest.raises(UnreachedError):
            client.send(server(f"http://127.0.0.1:{listening.getsockname()[1]}"), READ)
        client.close()


def test_a_form_is_read_as_it_was_written():
    """Whatever bytes a file has, its edges are not in it."""
    data = b"\x89PNG\r\n--truetape-7d1f0c--\r\n\x00"
    call = form_call("POST", "/", {"a": "ä"}, {"f": ("chart.png", data)})
    asked = Asked("POST", "/", {}, {"content-type": call.headers["Content-Type"]}, call.body)
    assert asked.form == {"a": "ä".encode(), "f": data}


@pytest.mark.parametrize(
    "url",
    [
        "http://blog.example",
        "ftp://blog.example",
        "https://",
        "https://a:b@blog.example",
        "https://x.example/?a=1",
        "blog",
    ],
)
def test_addresses_that_are_refused(url):
    """Credentials go by https, and to a plain address."""
    with pytest.raises(ValueError, match="https"):
        checked(url)


def test_addresses_that_are_taken():
    """This machine needs no https."""
    assert checked("https://blog.example/news/") == "https://blog.example/news"
    assert checked("http://127.0.0.1:8080") == "http://127.0.0.1:8080"
    assert checked("http://[::1]:80") == "http://[::1]:80"
