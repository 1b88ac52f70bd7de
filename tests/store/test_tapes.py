"""A tape from the store."""

from datetime import date, timedelta

import pytest

from generator import Engine
from generator.errors import StoreError
from generator.market import Event, Instrument, Statement
from generator.store.catalogs import add_statements, extend_catalog, load_catalog, save_catalog
from generator.store.database import Store
from generator.store.observations import record
from generator.store.quarantine import quarantine, settle
from generator.store.tapes import tape
from generator.tape.catalog import Catalog
from tests.store.rows import MONDAY, NOON, closes, later


def instrument(key: str, **more) -> Instrument:
    return Instrument.model_validate(
        {"key": key, "name": key.upper(), "kind": "equity_index", "unit": "points", "file": f"{key}.csv"} | more
    )


SAID = Statement(who="A desk", date=MONDAY, about="rut", text="Small caps look cheap.", url="https://example.org/1")
CATALOG = Catalog(
    "Made", (instrument("rut"), instrument("spx")), (Event(id="start", subject="rut", date=MONDAY),), (SAID,)
)


def test_the_engine_works_as_on_a_folder(store: Store):
    """Levels, changes, the source that answered, and what is missing."""
    record(store, "rut", closes(100, 110), "Yahoo Finance ^RUT", NOON)
    made = tape(store, CATALOG)
    fact = Engine(made).ask("rut.change.1d")
    assert (round(fact.value, 6), fact.source, fact.as_of) == (0.1, "Yahoo Finance ^RUT", MONDAY + timedelta(1))
    assert Engine(made).ask("spx.level").status == "missing"
    assert made.warnings == ("not in the store yet: spx",)
    assert not made.sample


def test_a_tape_can_be_asked_for_again(store: Store):
    """By the time that it names; what came later is not in it."""
    save_catalog(store, CATALOG, NOON)
    record(store, "rut", closes(100, 110), "made", later(1))
    first = tape(store)
    add_statements(store, [SAID.model_copy(update={"text": "No longer."})], later(2))
    record(store, "rut", closes(100, 120), "made", later(3))
    save_catalog(store, Catalog("Renamed", CATALOG.instruments), later(4))
    second = tape(store)
    assert second.hash != first.hash
    assert (second.title, len(second.statements)) == ("Renamed", 2)
    again = tape(store, known_at=first.known_at)
    assert (again.hash, again.title, again.known_at) == (first.hash, "Made", first.known_at)
    assert again.statements == (SAID,)
    assert Engine(again).ask("rut.level").value == 110


def test_every_part_counts_for_the_hash(store: Store):
    """Names, events, statements and numbers, but not when they came."""
    record(store, "rut", closes(100, 110), "made", NOON)
    base = tape(store, CATALOG).hash
    others = [
        Catalog("Other", CATALOG.instruments, CATALOG.events, CATALOG.statements),
        Catalog("Made", (instrument("rut", scale=2.0),), CATALOG.events, CATALOG.statements),
        Catalog("Made", CATALOG.instruments, (), CATALOG.statements),
        Catalog("Made", CATALOG.instruments, CATALOG.events, ()),
    ]
    assert len({base, *(tape(store, other).hash for other in others)}) == 5
    record(store, "rut", closes(100, 110), "made", later(9))
    assert tape(store, CATALOG).hash == base


def test_the_sources_in_use_are_named(store: Store):
    """That of the last row first; one that no row is from any more is not."""
    record(store, "rut", closes(100, 110), "one", NOON)
    record(store, "rut", closes(100, 111, 112), "two", later(1))
    assert tape(store, CATALOG).instruments["rut"].source == "two; one"
    record(store, "rut", closes(101), "three", later(2))
    assert tape(store, CATALOG).instruments["rut"].source == "two; three"


def test_a_series_whose_new_rows_are_not_believed_is_marked(store: Store):
    """As long as the case is open, also in the past."""
    record(store, "rut", closes(100, 110), "one", NOON)
    quarantine(store, "rut", closes(1, 1.1, 1.2), "moved by the factor 0.01", "one", later(1))
    mark = "rut: rows from one are quarantined (moved by the factor 0.01); the last good one is of 2026-01-06"
    assert tape(store, CATALOG).warnings[0] == mark
    settle(store, "rut", "one", "passed", later(2))
    assert mark not in tape(store, CATALOG).warnings
    assert tape(store, CATALOG, later(1.5)).warnings[0] == mark


def test_an_empty_store_says_so(store: Store):
    """And a time before the first row too."""
    for catalog in (None, CATALOG):
        with pytest.raises(StoreError, match="knows no series yet"):
            tape(store, catalog)
    record(store, "rut", closes(1), "made", NOON)
    with pytest.raises(StoreError, match="knew no series at 2026-01-10 11:00 UTC"):
        tape(store, CATALOG, later(-1))


def test_what_a_person_brought_stays_beside_the_live_catalog(store: Store):
    """Also when a fetch brings a new one; of the same key, the person's holds."""
    extend_catalog(store, Catalog("Market data", (instrument("mine"),)), NOON)
    assert load_catalog(store).title == "Market data"
    save_catalog(store, CATALOG, later(1))
    assert [each.key for each in load_catalog(store).instruments] == ["rut", "spx", "mine"]
    extend_catalog(store, Catalog("Market data", (instrument("rut", scale=2.0),)), later(2))
    save_catalog(store, Catalog("Made", (instrument("rut"),)), later(3))
    held = load_catalog(store)
    assert (held.title, [(each.key, each.scale) for each in held.instruments]) == (
        "Made",
        [("rut", 2.0), ("mine", 1.0)],
    )
    with pytest.raises(StoreError, match="`rut` is claimed by rut and by other"):
        extend_catalog(store, Catalog("Market data", (instrument("other", name="Rut"),)), later(4))
    assert load_catalog(store, NOON).instruments == (instrument("mine"),)


def test_catalogs_and_statements_are_kept_once(store: Store):
    """As known at a time."""
    assert save_catalog(store, CATALOG, NOON)
    assert not save_catalog(store, CATALOG, later(1))
    assert load_catalog(store) == CATALOG
    assert load_catalog(store, later(-1)) is None
    more = SAID.model_copy(update={"date": date(2025, 12, 31)})
    assert add_statements(store, [SAID, more, more], later(2)) == 1
    assert load_catalog(store).statements == (more, SAID)


def test_the_same_words_about_two_instruments_are_two_statements(store: Store):
    """A statement is about one subject."""
    save_catalog(store, CATALOG, NOON)
    other = SAID.model_copy(update={"about": "spx"})
    assert add_statements(store, [SAID, other, other], later(1)) == 1
    assert load_catalog(store).statements == (SAID, other)
