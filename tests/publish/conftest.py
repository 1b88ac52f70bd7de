"""What the tests of the press share."""

import pytest
import stamina
from sqlalchemy import event

from generator.store.database import open_store
from tests.publish.press import Press


@pytest.fixture(autouse=True)
def _no_waiting():
    """Tries follow each other at once."""
    stamina.set_testing(True, attempts=3)
    yield
    stamina.set_testing(False)


@pytest.fixture
def store(tmp_path):
    """An empty store, which need not outlive a power cut."""
    opened = open_store(f"sqlite:///{tmp_path / 'store.db'}")
    event.listen(opened.engine, "connect", lambda db, _: db.execute("PRAGMA synchronous = OFF"))
    opened.engine.dispose()
    yield opened
    opened.close()


@pytest.fixture
def press(store):
    """Makes a press for the settings of a destination."""
    return lambda given, name="place": Press(store, given, name)
