"""Wherever a run dies, the next one ends with exactly one post; what cannot be known waits for a person."""

import pytest

from tests.publish.press import corrected, publication
from tests.publish.servers.chats import Buttondown, Discord, Matrix, Slack, Telegram
from tests.publish.servers.ghost import KEY, Ghost
from tests.publish.servers.mail import Server

MOMENTS = 80  # more than any of these has


class Place:
    """A destination with its server: settings, and what its readers see."""

    def __init__(self, given, seen, close=lambda: None):
        self.given, self.seen, self.close = given, seen, close


def ghost(_):
    service = Ghost()
    return Place({"kind": "ghost", "url": service.url, "key": KEY}, lambda: [p["title"] for p in service.published],
                 service.close)  # fmt: skip


def buttondown(_):
    service = Buttondown()
    return Place({"kind": "buttondown", "url": f"{service.url}/v1", "key": service.KEY},
                 lambda: [mail["subject"] for mail in service.emails.values()], service.close)  # fmt: skip


def matrix(_):
    service = Matrix()
    given = {"kind": "matrix", "url": service.url, "token": service.TOKEN, "room": service.ROOM}
    notices = lambda: [e for e in service.events.values() if e["content"]["msgtype"] == "m.notice"]  # noqa: E731
    return Place(given, notices, service.close)


def slack(_):
    service = Slack()
    return Place({"kind": "slack", "webhook": service.webhook}, lambda: service.messages, service.close)


def discord(_):
    service = Discord()
    return Place({"kind": "discord", "webhook": service.webhook}, lambda: list(service.messages), service.close)


def telegram(_):
    service = Telegram()
    return Place({"kind": "telegram", "url": service.url, "token": service.TOKEN, "chat": "@briefs"},
                 lambda: list(service.messages), service.close)  # fmt: skip


def mail(folder):
    server = Server()
    server.__enter__()
    return Place({"kind": "mail", "host": "127.0.0.1", "port": server.port, "security": "none",
                  "sender": "Brief <brief@example.org>", "to": "list@example.org"},
                 lambda: server.taken, server.__exit__)  # fmt: skip


def site(folder):
    return Place({"kind": "site", "path": folder}, lambda: list(folder.rglob("index.md")))


def feed(folder):
    atom = folder / "feed.atom"
    entries = lambda: atom.read_text().split("<entry>")[1:] if atom.exists() else []  # noqa: E731
    return Place({"kind": "feed", "path": folder, "url": "https://brief.example/feed"}, entries)


PLACES = {each.__name__: each for each in (ghost, buttondown, matrix, slack, discord, telegram, mail, site, feed)}
ASKED = {"slack", "discord", "telegram", "mail"}  # nobody can look there


@pytest.fixture(params=PLACES)
def place(request, tmp_path):
    folder = tmp_path / "out"
    folder.mkdir()
    made = PLACES[request.param](folder)
    made.name = request.param
    yield made
    made.close()


def test_dead_at_any_moment_then_one_post(place, press):
    """A run is killed before and after each commit and each effect; the next goes on, and readers see one post."""
    unknown = 0
    for moment in range(1, MOMENTS):
        desk = press(place.given, f"place{moment}")
        before = len(place.seen())
        delivery = desk.enter(publication(f"brief-{moment}"))
        if not desk.killed(delivery, moment):
            break
        done = desk.run(delivery)
        if done.state == "unknown":
            unknown += 1
            assert place.name in ASKED
            done = desk.answered(done, len(place.seen()) > before)
        assert done.state == "done", done.told
        assert len(place.seen()) == before + 1
    else:
        pytest.fail("a run has more moments than this test looks at")
    assert moment > 8
    assert bool(unknown) == (place.name in ASKED)


def test_a_correction_that_dies_at_any_moment_changes_the_one_post(place, press):
    """The second version takes the place of the first, or is a second mail or message where nothing can be changed."""
    again = 2 if place.name in {"mail", "slack", "buttondown", "matrix"} else 1
    for moment in range(1, MOMENTS, 3):
        desk = press(place.given, f"place{moment}")
        before = len(place.seen())
        first = publication(f"brief-{moment}")
        assert desk.send(first).state == "done"
        delivery = desk.enter(corrected(first))
        if not desk.killed(delivery, moment):
            break
        done = desk.run(delivery)
        if done.state == "unknown":
            done = desk.answered(done, len(place.seen()) > before + 1)
        assert done.state == "done", done.told
        assert len(place.seen()) == before + again


def test_the_same_again_sends_nothing(place, press):
    """A delivery that is done stays so."""
    desk = press(place.given)
    one = publication()
    assert desk.send(one).state == "done"
    assert desk.send(one).state == "done"
    assert len(place.seen()) == 1
