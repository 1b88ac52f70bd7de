"""What is known at a time."""

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from generator.errors import StoreError
from generator.store import schema
from generator.store.database import Store, last_tick, open_store, to_time
from generator.store.fetches import Fetch, latest, log
from generator.store.observations import MOST_BLOCKS, Recorded, last_days, record, record_all, series, withdraw
from generator.tape.columns import Columns
from generator.tape.series import day_number
from tests.store.rows import MONDAY, NOON, closes, later, told

NAN = float("nan")


def test_rows_come_back(store: Store):
    """With every column, under the name of the value."""
    rows = closes(1.5, 2.5, volume=[10, NAN])
    assert record(store, "rut", rows, "made", NOON) == Recorded(2, 0, 0)
    found = series(store, "rut")
    assert told(found)["close"] == [1.5, 2.5]
    np.testing.assert_array_equal(found.bars["volume"], [10, NAN])
    assert series(store, "spx") is None
    record(store, "tga", closes(7, name="value"), "made", NOON)
    assert told(series(store, "tga")) == {"day": [0], "value": [7]}
    assert last_days(store) == {"rut": MONDAY + timedelta(1), "tga": MONDAY}


def test_several_series_become_known_together(store: Store):
    """New ones, such as are known, and one whose blocks are joined; one that is no series keeps all of them out."""
    for n in range(MOST_BLOCKS):
        record(store, "many", closes(100 + n), "one", later(n / 100))
    record(store, "rut", closes(1, 2), "one", later(1))
    given = {
        "rut": (closes(1, 3), "two"), "new": (closes(5), "one"), "many": (closes(50), "one"), "same": (closes(), "one"),
    }  # fmt: skip
    assert record_all(store, given, later(2)) == {
        "rut": Recorded(0, 1, 1), "new": Recorded(1, 0, 0), "many": Recorded(0, 1, 0), "same": Recorded(0, 0, 0),
    }  # fmt: skip
    assert [told(series(store, key))["close"] for key in ("rut", "new", "many")] == [[1, 3], [5], [50]]
    assert told(series(store, "many", later(0.04)))["close"] == [104]
    with pytest.raises(StoreError, match="infinite"):
        record_all(store, {"rut": (closes(9), "one"), "bad": (closes(float("inf")), "one")}, later(3))
    assert told(series(store, "rut"))["close"] == [1, 3]


def test_the_same_rows_again_change_nothing(store: Store):
    """Nor do those that leave something out, or that differ by binary rounding."""
    record(store, "rut", closes(0.3, 2, volume=[10, 11]), "one", NOON)
    assert record(store, "rut", closes(0.1 + 0.2, 2), "two", later(1)) == Recorded(0, 0, 2)
    assert told(series(store, "rut")) == {"day": [0, 1], "close": [0.3, 2], "volume": [10, 11]}


def test_a_revision_adds_a_row(store: Store):
    """What was known before can still be asked for, to the microsecond."""
    record(store, "rut", closes(1, 2), "made", NOON)
    assert record(store, "rut", closes(1, 2.5, 3), "made", later(1)) == Recorded(1, 1, 1)
    assert told(series(store, "rut"))["close"] == [1, 2.5, 3]
    assert told(series(store, "rut", later(1)))["close"] == [1, 2.5, 3]
    assert told(series(store, "rut", later(1) - timedelta(microseconds=1)))["close"] == [1, 2]
    assert series(store, "rut", later(-1)) is None


def test_no_bar_is_mixed_from_two_sources(store: Store):
    """A contradicted row is replaced whole; one that only gives more is completed."""
    record(store, "rut", closes(1, 2, high=[1.1, 2.1]), "one", NOON)
    assert record(store, "rut", closes(1, 5, volume=[10, 11]), "two", later(1)) == Recorded(0, 2, 0)
    found = series(store, "rut")
    assert found.values.tolist() == [1, 5]
    np.testing.assert_array_equal(found.bars["high"], [1.1, NAN])
    np.testing.assert_array_equal(found.bars["volume"], [10, 11])


def test_several_changes_can_be_one(store: Store):
    """In a transaction that is open: all are kept, or none."""
    with pytest.raises(KeyError), store.begin() as db:
        record(db, "rut", closes(1), "made", NOON)
        log(db, Fetch("rut", "made", NOON, "ok", new=1))
        assert told(series(db, "rut"))["close"] == [1]
        raise KeyError
    assert series(store, "rut") is None
    assert latest(store) == []


def test_earlier_days_can_follow(store: Store):
    """A longer history found later stands before what is known."""
    record(store, "rut", closes(3, 4), "made", NOON)
    record(store, "rut", closes(1, 2, first=MONDAY - timedelta(2)), "made", later(1))
    assert told(series(store, "rut")) == {"day": [-2, -1, 0, 1], "close": [1, 2, 3, 4]}


def test_a_day_can_be_withdrawn(store: Store):
    """And comes back when a source brings it again."""
    record(store, "rut", closes(1, 2, 3), "made", NOON)
    assert withdraw(store, "rut", [MONDAY, date(1999, 1, 1)], "by hand", later(1)) == 1
    assert withdraw(store, "spx", [MONDAY], "by hand", later(1)) == 0
    assert told(series(store, "rut")) == {"day": [1, 2], "close": [2, 3]}
    assert told(series(store, "rut", NOON))["close"] == [1, 2, 3]
    assert record(store, "rut", closes(1), "made", later(2)) == Recorded(1, 0, 0)


def test_blank_values_are_no_rows(store: Store):
    """A source that no longer gives a value says nothing about it."""
    record(store, "rut", closes(1, NAN, 3), "made", NOON)
    record(store, "rut", closes(NAN, 2, NAN), "made", later(1))
    assert told(series(store, "rut"))["close"] == [1, 2, 3]


def test_what_is_no_series_is_refused(store: Store):
    """And nothing of it is kept."""
    twice = Columns(np.array([1, 1]), np.array([1.0, 2.0]), {}, "close")
    with pytest.raises(StoreError, match="do not ascend"):
        record(store, "rut", twice, "made", NOON)
    with pytest.raises(StoreError, match="infinite"):
        record(store, "rut", closes(1, float("inf")), "made", NOON)
    assert series(store, "rut") is None


def test_many_small_changes_become_one_block(store: Store):
    """A series of daily fetches is read as fast as one that came at once, and no row is lost."""
    for n in range(2 * MOST_BLOCKS + 3):
        record(store, "rut", closes(n, first=MONDAY + timedelta(n)), f"day {n}", later(n))
    with store.read() as db:
        assert db.execute(select(func.count()).select_from(schema.blocks)).scalar() <= MOST_BLOCKS
    for n in range(2 * MOST_BLOCKS + 3):
        assert told(series(store, "rut", later(n)))["close"] == list(range(n + 1))


CHANGES = st.lists(
    st.tuples(
        st.booleans(),  # whether days are withdrawn, or rows recorded
        st.dictionaries(st.integers(0, 6), st.integers(1, 3), max_size=5),
        st.integers(-2, 3),  # hours since the last change; the machine's clock may go back
    ),
    max_size=2 * MOST_BLOCKS,
)  # fmt: skip


@settings(max_examples=20)
@given(CHANGES)
def test_what_was_known_stays_known(changes):
    """Whatever comes later: each state can be asked for by its time, as a dictionary would have kept it."""
    store = open_store("sqlite:///:memory:")
    state: dict[int, float] = {}
    states, hours = {}, 0
    for taken_back, rows, pause in changes:
        hours += pause
        if taken_back:
            withdraw(store, "rut", [MONDAY + timedelta(n) for n in rows], "by hand", later(hours))
            state = {n: value for n, value in state.items() if n not in rows}
        else:
            before, state = state, dict(sorted({**state, **rows}.items()))
            days = np.array(sorted(rows), np.int64) + day_number(MONDAY)
            columns = Columns(days, np.array([rows[n] for n in sorted(rows)], float), {}, "close")
            found = record(store, "rut", columns, "made", later(hours))
            assert found.new == len(state) - len(before)
            assert found.revised == sum(before[n] != state[n] for n in before)
        with store.read() as db:
            states[last_tick(db)] = state
    for known_at, expected in states.items():
        rows = series(store, "rut", to_time(known_at))
        assert (dict(zip(told(rows)["day"], rows.values.tolist(), strict=True)) if rows else {}) == expected
    store.close()
