"""The ledger of the press, on both databases."""

from datetime import timedelta

import pytest

from generator.errors import StoreError
from generator.store.deliveries import Entry, Ledger
from tests.store.rows import NOON, later

FIRST = Entry("brief", 1, "1" * 64, "f" * 64, b"{}")
SECOND = Entry("brief", 2, "2" * 64, "f" * 64, b"{2}")


@pytest.fixture
def ledger(store):
    return Ledger(store)


def test_a_version_is_entered_once(ledger):
    """The same again changes nothing; a new place is added."""
    (blog,) = ledger.enter(FIRST, ["blog"], NOON, NOON)
    again = ledger.enter(FIRST, ["blog", "letter"], later(9), later(9))
    assert [each.destination for each in again] == ["blog", "letter"]
    assert again[0] == blog
    assert ledger.body(blog) == b"{}"


def test_another_text_under_the_same_number_is_refused(ledger):
    """What was published is changed by a correction."""
    ledger.enter(FIRST, ["blog"], NOON, NOON)
    with pytest.raises(StoreError, match="another text"):
        ledger.enter(Entry("brief", 1, "9" * 64, "f" * 64, b"{}"), ["blog"], NOON, NOON)


def test_steps_are_kept_in_their_order_until_they_are_done(ledger):
    """Begun is not done; forgotten is as if never begun."""
    (one,) = ledger.enter(FIRST, ["blog"], NOON, NOON)
    for name in ("z", "a", "m"):
        ledger.begin(one.id, name, NOON)
    ledger.finish(one.id, "a", {"id": 7}, NOON)
    ledger.forget(one.id, "m")
    steps = ledger.steps(one.id)
    assert [(name, step.done, step.note) for name, step in steps.items()] == [
        ("z", False, None),
        ("a", True, {"id": 7}),
    ]


def test_what_is_due_is_found(ledger):
    """An embargo is not; a run that died is."""
    blog, letter, chat = ledger.enter(FIRST, ["blog", "letter", "chat"], NOON, NOON)
    ledger.settle(blog.id, "waiting", NOON, due=NOON + timedelta(hours=1), told="later")
    ledger.start(letter.id, NOON)
    ledger.settle(chat.id, "done", NOON, result="live", link="https://x.example")
    assert [each.destination for each in ledger.open(NOON)] == ["letter"]
    assert [each.destination for each in ledger.open(NOON + timedelta(hours=2))] == ["blog", "letter"]
    assert ledger.read(chat.id).link == "https://x.example"
    assert [what for _, what in ledger.history(blog.id)] == ["waiting: later"]


def test_a_newer_version_takes_the_place_of_one_that_has_not_gone_out(ledger):
    """One that has gone out stays, and what it left is known."""
    blog, _, chat = ledger.enter(FIRST, ["blog", "letter", "chat"], NOON, NOON)
    ledger.finish(blog.id, "post", {"id": 1}, NOON)
    ledger.settle(blog.id, "done", NOON)
    ledger.settle(chat.id, "unknown", NOON)
    ledger.enter(SECOND, ["blog", "letter", "chat"], later(1), later(1))
    states = {each.destination: each.state for each in ledger.all("brief") if each.version == 1}
    assert states == {"blog": "done", "letter": "superseded", "chat": "unknown"}
    assert ledger.before("brief", 2, "blog") == {"post": {"id": 1}}
    assert ledger.before("brief", 2, "letter") == {}


def test_one_run_at_a_time_is_at_a_destination(ledger):
    """The second is told; afterwards it is free, and others were free all along."""
    with ledger.held("blog"):
        with pytest.raises(StoreError, match="another run"), ledger.held("blog"):
            pass
        with ledger.held("letter"):
            pass
    with ledger.held("blog"):
        pass


def test_what_is_not_there_is_told(ledger):
    """By its number."""
    with pytest.raises(StoreError, match="no delivery 9"):
        ledger.read(9)
