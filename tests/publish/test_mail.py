"""A newsletter against a real SMTP server: what arrives, who gets it, and what is not known."""

import re
from email import message_from_bytes
from email.policy import default

import pytest

from generator.errors import PublishError
from generator.publish.outbox import dry_run
from generator.publish.press import Place, send_test
from generator.publish.real import Real
from tests.publish.press import BODY, PNG, corrected, publication
from tests.publish.servers.mail import Server

READERS = "# our readers\nAda Lovelace <ada@example.org>\nbob@example.org\nBOB@example.org\n\ncy@example.org\n"


@pytest.fixture
def server():
    with Server() as running:
        yield running


@pytest.fixture
def letter(server, tmp_path):
    """Settings of a newsletter to three readers."""
    (tmp_path / "readers.txt").write_text(READERS)
    return {
        "kind": "mail", "host": "127.0.0.1", "port": server.port, "security": "none",
        "sender": "Example Brief <brief@example.org>", "reply_to": "desk@example.org",
        "readers": tmp_path / "readers.txt", "unsubscribe": "https://brief.example/off?reader={reader}",
        "unsubscribe_mail": "off@example.org",
    }  # fmt: skip


def read(taken):
    return message_from_bytes(taken.data, policy=default)


def test_what_a_reader_gets(server, letter, press):
    """Text, HTML with its style in the elements, the picture inline, and the headers that let one leave."""
    one = publication()
    assert press(letter).send(one).state == "done"
    mail = read(server.taken[0])
    assert (mail["to"], mail["from"]) == ("Ada Lovelace <ada@example.org>", "Example Brief <brief@example.org>")
    assert mail["subject"] == one.title
    assert mail["list-unsubscribe"] == (
        "<https://brief.example/off?reader=ada%40example.org>, <mailto:off@example.org?subject=unsubscribe>"
    )
    assert mail["list-unsubscribe-post"] == "List-Unsubscribe=One-Click"
    assert mail["list-id"] == "<brief.example.org>"
    text, html = (mail.get_body([kind]).get_content() for kind in ("plain", "html"))
    assert "Russell 2000  2,719.01  +0.8%" in text
    assert "“Buy <b>now</b> {{< figure >}}”, said Mira (https://example.org/said)." in text
    assert "[Chart: A line chart: the Russell 2000 [up] 18.1%.]" in text
    assert "Buy &lt;b&gt;now&lt;/b&gt;" in html
    assert "<style" not in html
    assert 'style="' in html
    cid = re.search(r'src="cid:([^"]+)"', html)[1]
    (image,) = [part for part in mail.walk() if part.get_content_type() == "image/png"]
    assert (image["content-id"], image.get_content()) == (f"<{cid}>", PNG)
    assert image.get_content_disposition() == "inline"
    assert [part.get_content_type() for part in mail.walk()] == [
        "multipart/alternative", "text/plain", "multipart/related", "text/html", "image/png",
    ]  # fmt: skip


def test_each_reader_gets_one_and_who_left_gets_none(server, letter, press, tmp_path):
    """An address that stands there twice is one reader."""
    (tmp_path / "gone.txt").write_text("CY@example.org\n")
    assert press(letter | {"unsubscribed": tmp_path / "gone.txt"}).send(publication()).state == "done"
    assert [taken.reader for taken in server.taken] == ["ada@example.org", "bob@example.org"]


def test_a_reader_that_is_refused_stops_no_other(server, letter, press):
    """For ever is refused; for now is tried again, and gets it then."""
    server.keeper.refused = {"ada@example.org": "550 no such user", "bob@example.org": "451 greylisted"}
    desk = press(letter)
    delivery = desk.enter(publication())
    done = desk.run(delivery)
    assert (done.state, "550 no such user" in done.told) == ("refused", True)
    assert [taken.reader for taken in server.taken] == ["cy@example.org"]
    server.keeper.refused.clear()
    assert desk.run(delivery).state == "done"
    assert sorted(taken.reader for taken in server.taken) == ["ada@example.org", "bob@example.org", "cy@example.org"]


def test_an_answer_that_is_lost_makes_that_mail_unknown_and_no_other(server, letter, press):
    """The server has it, and we cannot know; the others go out, and nobody gets two until a person has looked."""
    server.keeper.drop = 1
    desk = press(letter)
    delivery = desk.enter(publication())
    done = desk.run(delivery)
    assert done.state == "unknown"
    assert [taken.reader for taken in server.taken] == ["ada@example.org", "bob@example.org", "cy@example.org"]
    assert desk.run(delivery).state == "unknown"
    assert len(server.taken) == 3
    assert desk.answered(delivery, there=True).state == "done"
    assert len(server.taken) == 3


def test_a_mail_that_is_sent_again_has_the_same_bytes(server, letter, press):
    """A person says that it did not arrive: the same Message-ID goes out once more."""
    server.keeper.drop = 1
    desk = press(letter)
    delivery = desk.enter(publication())
    desk.run(delivery)
    assert desk.answered(delivery, there=False).state == "done"
    first, again = server.taken[0], server.taken[-1]
    assert first == again
    assert read(first)["message-id"].startswith("<truetape.")


def test_a_dry_run_is_the_mail(server, letter, press):
    """Byte for byte, but for the way to the server."""
    desk = press(letter)
    one = publication()
    shown = dry_run(one, "place", desk.place, {})
    desk.send(one)
    assert [each.what for each in shown] == [f"mail to {taken.reader}" for taken in server.taken]
    assert [each.body.replace(b"\r\n", b"\n") for each in shown] == [
        taken.data.replace(b"\r\n", b"\n") for taken in server.taken
    ]


def test_a_correction_answers_the_first_mail(server, letter, press, tmp_path):
    """`Corrected` only for those who have had the first one."""
    desk = press(letter)
    first = publication()
    desk.send(first)
    (tmp_path / "readers.txt").write_text("ada@example.org\nnew@example.org\n")
    desk.send(corrected(first))
    ada, new = (read(taken) for taken in server.taken[-2:])
    assert ada["subject"] == f"Corrected: {first.title}"
    assert ada["in-reply-to"] == read(server.taken[0])["message-id"]
    assert (new["subject"], new["in-reply-to"]) == (first.title, None)


def test_a_server_that_is_not_there_is_tried_later(letter, press):
    """Nothing was sent, so nothing is unknown."""
    done = press(letter | {"port": 1}).send(publication())
    assert (done.state, "cannot be reached" in done.told) == ("waiting", True)


def test_encryption_that_is_not_offered_is_refused(letter, press):
    """No password goes over an open line."""
    done = press(letter | {"security": "starttls", "user": "press", "password": "geheim"}).send(publication())
    assert done.state == "refused"
    assert "geheim" not in done.told


def test_a_test_mail_goes_to_oneself_only(server, letter, press):
    """And leaves nothing in the ledger, so that the real one still goes out."""
    desk = press(letter)
    place = Place("place", desk.options, desk.place)
    with Real() as world:
        send_test(publication(), place, world, "me@example.org", "20260123")
        with pytest.raises(PublishError):
            send_test(publication(), place, world, "me@example.org\r\nBcc: all@example.org", "20260123")
    (taken,) = server.taken
    assert (taken.reader, read(taken)["subject"].startswith("[Test] ")) == ("me@example.org", True)
    assert desk.send(publication()).state == "done"
    assert len(server.taken) == 4


def test_hostile_words_become_no_headers(server, letter, press):
    """Line breaks in a title are spaces; a line with a dot alone ends no mail."""
    one = publication(title="Gold\r\nBcc: x@example.org", markdown=BODY + "\n.\n\n..\n")
    assert press(letter).send(one).state == "done"
    mail = read(server.taken[0])
    assert (mail["bcc"], mail["subject"]) == (None, "Gold Bcc: x@example.org")
    assert mail.get_body(["plain"]).get_content().splitlines().count(".") == 1
    assert len(server.taken) == 3


def test_a_list_of_readers_with_a_line_that_is_no_address_is_refused(server, letter, press, tmp_path):
    """Before anybody gets anything."""
    (tmp_path / "readers.txt").write_text("ada@example.org\nnobody\n")
    done = press(letter).enter(publication())
    with pytest.raises(PublishError, match="line 2"):
        press(letter).run(done)
    assert server.taken == []


def test_health_greets_and_sends_nothing(server, letter, press):
    """It says how many would get it."""
    with Real() as world:
        assert "3 readers" in press(letter).place.health(world)
    assert server.taken == []
