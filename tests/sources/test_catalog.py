"""The shipped live catalog, and yours laid over it."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.errors import OptionError
from generator.narrative.stories import STORIES
from generator.pipeline import Order, make_sheet
from generator.sources import SOURCES
from generator.sources.catalog import read_live
from generator.tape import read_tape

SHIPPED = read_live()


def test_every_instrument_has_a_source() -> None:
    """A chain, of sources that there are."""
    for key, wanted in SHIPPED.wanted.items():
        assert wanted.chain, key
        assert all(spec.source in SOURCES for spec in (*wanted.chain, *wanted.feeds))


@pytest.mark.parametrize("story", STORIES)
def test_it_covers_what_the_stories_ask(story: str, sample_tape_folder: Path) -> None:
    """Each question that a story asks of the sample and gets an answer to is about an instrument of the catalog."""
    sheet = make_sheet(read_tape(sample_tape_folder), order=Order(story))
    renamed = {"chinext50": "chinext"}
    asked = {renamed.get(fact.subject, fact.subject) for fact in sheet.facts if fact.known}
    assert asked - {"liquidity", "statement"} <= set(SHIPPED.wanted)


def test_the_parts_of_net_liquidity_are_there() -> None:
    """Each role once, in one unit."""
    roles = {each.role: each for each in SHIPPED.catalog.instruments if each.role}
    assert set(roles) == {"fed_assets", "tga", "rrp"}
    assert {each.unit for each in roles.values()} == {"USD"}


def test_the_halvings_are_dated() -> None:
    """Bitcoin's supply is computed from them."""
    assert [event.id for event in SHIPPED.catalog.events if "halving" in event.id] == [
        f"btc_halving_{n}" for n in (1, 2, 3, 4)
    ]


def own(folder: Path, text: str) -> Path:
    path = folder / "catalog.toml"
    path.write_text(text, "utf-8")
    return path


def test_your_catalog_adds_changes_and_leaves_out(tmp_path: Path) -> None:
    """Key by key; a list of sources is replaced as a whole."""
    live = read_live(own(tmp_path, """
title = "Mine"
[instruments.eth]
use = false
[instruments.spx]
aliases = ["S&P"]
[[instruments.spx.fetch]]
source = "fred"
series = "SP500"
[instruments.msft]
name = "Microsoft"
kind = "equity"
unit = "USD"
calendar = "XNYS"
[[instruments.msft.fetch]]
source = "yfinance"
symbol = "MSFT"
[[events]]
id = "btc_halving_4"
subject = "btc"
date = 2024-04-19
[[instruments.msft.feeds]]
url = "https://example.org/feed"
"""))  # fmt: skip
    assert live.catalog.title == "Mine"
    assert "eth" not in live.wanted
    assert live.wanted["spx"].instrument.name == "S&P 500"
    assert live.wanted["spx"].instrument.aliases == ["S&P"]
    assert [spec.source for spec in live.wanted["spx"].chain] == ["fred"]
    assert live.wanted["msft"].instrument.file == "msft.csv"
    assert live.wanted["msft"].feeds[0].source == "feed"
    assert [str(e.date) for e in live.catalog.events if e.id == "btc_halving_4"] == ["2024-04-19"]


FUND = '[instruments.x]\nname = "X"\nkind = "etf"\nunit = "USD"\n'


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[instruments.x\n", "cannot be read"),
        ("instruments = 3\n", "is no table of tables"),
        ('[instruments.x]\nname = "X"\n', "`kind`"),
        (FUND + "colour = 3\n", "`colour` is no key of it"),
        (FUND + 'fetsch = "y"\n', "is `fetch` meant?"),
        (FUND + 'calendar = "MARS"\n', "`MARS` is no calendar"),
        (FUND + 'fetch = "yfinance"\n', "`fetch` is no list"),
        (FUND + '[[instruments.x.fetch]]\nsource = "bloomberg"\n', "`bloomberg` in `fetch` is no source"),
        (FUND + '[[instruments.x.fetch]]\nsource = "feed"\nurl = "http://x"\n', "`feed` in `fetch` is no source"),
        (FUND + '[[instruments.x.fetch]]\nsource = "yfinance"\n', "`fetch`, yfinance: `symbol`"),
        (FUND + '[[instruments.x.fetch]]\nsource = "fred"\nseries = "A"\nseris = 1\n', "`seris`"),
        (FUND + '[[instruments.x.fetch]]\nsource = "table"\nfile = "../x"\n', "must lie in your folder"),
        (FUND + 'aliases = ["VIX"]\n', "the name `vix` is that of"),
        (FUND + 'of = "nobody"\n', "which the catalog lacks"),
        (FUND + 'role = "rrp"\n', "the role rrp is given twice"),
        ('[[events]]\nid = "e"\n', "events: `subject`"),
    ],
)
def test_faults_are_named(tmp_path: Path, text: str, told: str) -> None:
    """With the file, the instrument and the key."""
    path = own(tmp_path, text)
    with pytest.raises(OptionError) as caught:
        read_live(path)
    assert told in caught.value.message
    assert caught.value.subject == str(path)


def test_a_catalog_that_is_not_there(tmp_path: Path) -> None:
    """Is told as that."""
    with pytest.raises(OptionError, match="cannot be read: No such file"):
        read_live(tmp_path / "none.toml")
