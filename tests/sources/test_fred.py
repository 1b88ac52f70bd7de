"""FRED's two doors: the public CSV, and the API that wants a key."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from fixtures.vendors import Vendors, body, status
from generator.errors import SourceError
from generator.market import Instrument
from generator.sources import Observations, World
from generator.sources.fred import Fred, Spec
from generator.tape.series import to_date

WALCL = Instrument(
    key="walcl", name="Fed assets", kind="balance", unit="USD", scale=1e6, frequency="weekly", file="walcl.csv"
)
UNTIL = date(2026, 1, 22)
ROWS = [
    (date(2026, 1, 7), 6_573_000.0),
    (date(2026, 1, 14), None),
    (date(2026, 1, 21), 6_580_500.0),
    (date(2026, 1, 28), 1.0),
]


@pytest.fixture(autouse=True)
def series(vendors: Vendors) -> None:
    vendors.series["WALCL"] = (ROWS, "Millions of U.S. Dollars")


@pytest.fixture
def keyed(world: World) -> World:
    return replace(world, fred_key="a-made-key")


def fetched(world: World, since: date | None = None, **spec: str) -> Observations:
    return Fred(world).fetch(WALCL, Spec(source="fred", **{"series": "WALCL"} | spec), since, UNTIL)


def fault(world: World, **spec: str) -> SourceError:
    with pytest.raises(SourceError) as caught:
        fetched(world, **spec)
    return caught.value


@pytest.mark.parametrize("key", [None, "a-made-key"])
def test_rows_without_blanks_up_to_today(world: World, key: str | None) -> None:
    """By either door; a point or nothing is no row, and what lies ahead is not told."""
    found = fetched(replace(world, fred_key=key))
    assert found.source == "FRED WALCL"
    assert [to_date(day) for day in found.rows.days] == [date(2026, 1, 7), date(2026, 1, 21)]
    assert list(found.rows.values) == [6_573_000.0, 6_580_500.0]


@pytest.mark.parametrize("key", [None, "a-made-key"])
def test_only_what_is_asked_for(world: World, vendors: Vendors, key: str | None) -> None:
    """The server is told from when on."""
    found = fetched(replace(world, fred_key=key), date(2026, 1, 10))
    assert len(found.rows.days) == 1
    assert "2026-01-10" in vendors.seen[-1]


def test_the_api_is_held_to_the_units_of_the_catalog(keyed: World) -> None:
    """FRED has moved series from millions to billions."""
    assert fetched(keyed, units="Millions of U.S. Dollars").rows is not None
    error = fault(keyed, units="Billions of Dollars")
    assert "is in `Millions of U.S. Dollars`, where the catalog says `Billions of Dollars`" in error.message


def test_a_key_is_shown_nowhere(world: World, vendors: Vendors) -> None:
    """Not in errors, not in the world's own words."""
    wrong = replace(world, fred_key="sk-secret-key")
    vendors.fault("/fredapi", status(500), times=9)
    assert "sk-secret" not in str(fault(wrong)) + repr(wrong)


@pytest.mark.parametrize("key", [None, "a-made-key"])
@pytest.mark.parametrize(("code", "passing"), [(404, False), (429, True), (503, True), (400, False)])
def test_refusals(world: World, vendors: Vendors, key: str | None, code: int, passing: bool) -> None:
    """What may pass, and what will not."""
    vendors.fault("/fred", status(code, retry_after="7"), times=5)
    error = fault(replace(world, fred_key=key))
    assert (error.passing, error.wait) == (passing, 7.0)


@pytest.mark.parametrize(
    "text",
    [
        b"", b"<html>Just a moment</html>", b"observation_date,DGS10\n2026-01-07,4.1\n",
        b"observation_date,WALCL\n2026-01-07,abc\n", b"observation_date,WALCL\n07.01.2026,1\n",
        b"observation_date,WALCL\n2026-01-07,65730\n2026-0", b"date,WALCL,EXTRA\n2026-01-07,1,2\n",
        b'"' + b"x" * 200_000, b"observation_date,WALCL\n2026-01-07,65_730\n",
    ],
)  # fmt: skip
def test_what_is_no_csv_of_the_series(world: World, vendors: Vendors, text: bytes) -> None:
    """Another page, another series, a column too many, a row cut off."""
    vendors.fault("/fred", body(text, "application/csv"))
    assert fault(world).subject == "FRED WALCL"


@pytest.mark.parametrize("text", [b"", b"<html></html>", b"[]", b'{"error_message": "x"}', b"[" * 100_000])
def test_what_is_no_answer_of_the_api(keyed: World, vendors: Vendors, text: bytes) -> None:
    """Anything but its JSON."""
    vendors.fault("/fredapi", body(text))
    assert "no JSON" in fault(keyed).message
