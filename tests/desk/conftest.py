"""A desk of the test's own: an empty store, the sample tape, people."""

from __future__ import annotations

import pytest

from generator.desk.room import Writing
from generator.review.referee import Referee
from generator.store.database import open_store
from generator.tape import read_tape
from tests.desk.visitors import Visitor, close_all, room


@pytest.fixture(autouse=True)
def browsers():
    """They are closed when a test is done."""
    yield
    close_all()


@pytest.fixture
def store(tmp_path):
    """An empty store."""
    opened = open_store(f"sqlite:///{tmp_path / 'store.db'}")
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def referee(sample_tape_folder):
    """Judges by the sample tape, articles too."""
    return Referee(read_tape(sample_tape_folder))


@pytest.fixture(scope="session")
def writing(tmp_path_factory):
    """Briefs whose compiled templates are kept, as they are in a user's cache folder."""
    return Writing(cache=tmp_path_factory.mktemp("cache"))


@pytest.fixture
def nina(store, referee, writing):
    """Somebody at a desk without accounts."""
    return Visitor(room(store, referee, writing=writing))


@pytest.fixture
def team(store, referee):
    """A desk with accounts."""
    return room(store, referee, accounts=True)


@pytest.fixture
def ada(team):
    """A reviewer who has signed in."""
    visitor = Visitor(team)
    assert visitor.sign_in("Ada").status_code == 303
    return visitor


@pytest.fixture
def bob(team):
    """A writer who has signed in."""
    visitor = Visitor(team)
    assert visitor.sign_in("Bob").status_code == 303
    return visitor
