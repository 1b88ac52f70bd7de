"""A fetch against the vendors' stand-in: what is asked, stored, refused and told."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from fixtures.vendors import Vendors, body, span, status, walk
from generator.errors import OptionError
from generator.facts import Engine
from generator.fetching.outcome import Outcome
from generator.store.catalogs import load_catalog
from generator.store.database import Store
from generator.store.fetches import latest
from generator.store.observations import series
from generator.store.quarantine import quarantined
from generator.store.tapes import tape
from generator.tape.series import to_date
from tests.fetching.conftest import CATALOG, NOW, SESSIONS, Run

LATER = datetime(2026, 1, 24, 3, 0, tzinfo=UTC)
FRIDAY = date(2026, 1, 23)


def days(store: Store, key: str) -> list[date]:
    found = series(store, key)
    return [] if found is None else [to_date(day) for day in found.days]


def friday_closes(vendors: Vendors) -> None:
    """Another session everywhere."""
    vendors.prices["^RUT"].bars.append(replace(vendors.prices["^RUT"].bars[-1], day=FRIDAY, close=2600.0, high=2700.0))
    vendors.series["DGS10"][0].append((FRIDAY, 4.2))
    vendors.candles["BTC"] = walk(span(date(2025, 9, 1), date(2026, 1, 24)), 3, 90_000.0)


def test_a_first_fetch_fills_the_store(run: Run, store: Store) -> None:
    """All of each history, each series from the source that the catalog names first."""
    found = run()
    assert {key: (o.state, o.source) for key, o in found.items()} == {
        "rut": ("fresh", "Yahoo Finance ^RUT"),
        "us10y": ("fresh", "FRED DGS10"),
        "btc": ("fresh", "coinbaseexchange BTC/USD"),
        "rut_monthly": ("fresh", "month ends of rut"),
        "flow": ("skipped", ""),
    }
    assert days(store, "rut") == SESSIONS
    assert days(store, "btc")[-1] == date(2026, 1, 22), "the running day is not over"
    ends = ((6, 30), (7, 31), (8, 31), (9, 30), (10, 31), (11, 30), (12, 31))
    assert days(store, "rut_monthly") == [date(2025, month, day) for month, day in ends]
    assert found["rut"].new == len(SESSIONS)
    assert found["btc"].statements == 1


def test_the_store_is_a_tape_that_says_who_answered(run: Run, store: Store) -> None:
    """A brief of today needs nothing else."""
    run()
    made = tape(store)
    assert load_catalog(store).title == made.title == "Made"
    assert made.instruments["rut"].source == "Yahoo Finance ^RUT"
    assert Engine(made, date(2026, 1, 22)).ask("rut.level").value == made.series["rut"].close[-1]
    assert [s.text for s in made.statements] == ["Bitcoin up"]


def test_a_second_fetch_asks_only_for_what_is_new(run: Run, store: Store, vendors: Vendors) -> None:
    """With some days of overlap; and nothing is stored twice."""
    run()
    vendors.seen.clear()
    again = run()
    assert {o.state for o in again.values()} == {"unchanged", "skipped"}
    assert days(store, "rut") == SESSIONS
    (prices,) = [each for each in vendors.asked("chart/^RUT") if "period1" in each]
    first = datetime.fromtimestamp(int(prices.split("period1=")[1].split("&")[0]), UTC).date()
    assert first == date(2026, 1, 12)
    assert "cosd=2026-01-12" in vendors.asked("DGS10")[0]
    assert len(vendors.asked("/candles")) == 1


def test_new_sessions_and_revisions(run: Run, store: Store, vendors: Vendors) -> None:
    """What was known before stays known as of then."""
    run()
    before = tape(store).known_at
    friday_closes(vendors)
    rows = vendors.series["DGS10"][0]
    rows[-3] = (rows[-3][0], 4.5)
    found = run(at=LATER)
    assert (found["rut"].new, found["rut"].revised) == (1, 0)
    assert (found["us10y"].new, found["us10y"].revised) == (1, 1)
    assert days(store, "rut")[-1] == FRIDAY
    assert series(store, "us10y").values[-3] == 4.5
    assert series(store, "us10y", before).values[-2] != 4.5


def test_the_next_source_answers_and_is_named(run: Run, store: Store, vendors: Vendors) -> None:
    """No silent fallback: the outcome says why, the tape says who."""
    closing = [(bar.day, bar.close) for bar in vendors.prices["^RUT"].bars]
    vendors.series["RUTX"] = (closing, "Index")
    vendors.fault("/v8/finance/chart/^RUT", status(503), times=99)
    found = run("rut")["rut"]
    assert (found.state, found.source) == ("fresh", "FRED RUTX")
    assert "Yahoo Finance" in found.message
    assert "503" in found.message
    assert tape(store).instruments["rut"].source == "FRED RUTX"


def test_another_source_adds_days_and_revises_none(run: Run, store: Store, vendors: Vendors) -> None:
    """Its small differences are its own."""
    run("rut")
    friday_closes(vendors)
    vendors.series["RUTX"] = ([(bar.day, bar.close * 1.0005) for bar in vendors.prices["^RUT"].bars], "Index")
    vendors.fault("/v8/finance/chart/^RUT", status(503), times=99)
    found = run("rut", at=LATER)["rut"]
    assert (found.new, found.revised, found.source) == (1, 0, "FRED RUTX")
    assert tape(store).instruments["rut"].source == "FRED RUTX; Yahoo Finance ^RUT"


def test_what_is_not_believed_is_quarantined_and_the_last_good_stays(run: Run, store: Store, vendors: Vendors) -> None:
    """Pence for pounds from one day on; then it is mended, and the case closed."""
    run("rut")
    friday_closes(vendors)
    good = list(vendors.prices["^RUT"].bars)
    vendors.prices["^RUT"].bars[-4:] = [
        replace(bar, open=bar.open * 100, high=bar.high * 100, low=bar.low * 100, close=bar.close * 100)
        for bar in good[-4:]
    ]
    found = run("rut", at=LATER)["rut"]
    assert found.state == "quarantined"
    assert "factor" in found.message
    assert days(store, "rut") == SESSIONS
    (case,) = quarantined(store)
    assert (case.key, case.source) == ("rut", "Yahoo Finance ^RUT")
    run("rut", at=LATER)
    assert len(quarantined(store)) == 1, "the same case is told once"
    vendors.fault("chart/^RUT", status(404))
    assert run("rut", at=LATER)["rut"].state == "failed"
    assert len(quarantined(store)) == 1, "no answer settles no case"
    vendors.prices["^RUT"].bars[:] = good
    assert run("rut", at=LATER)["rut"].state == "fresh"
    assert not quarantined(store)


def test_an_odd_row_is_put_aside_alone(run: Run, store: Store, vendors: Vendors) -> None:
    """A price of nothing."""
    bars = vendors.prices["^RUT"].bars
    bars[50] = replace(bars[50], close=0.0, low=0.0)
    found = run("rut")["rut"]
    assert (found.state, found.aside, found.new) == ("fresh", 1, len(SESSIONS) - 1)
    (case,) = quarantined(store)
    assert case.reason == f"{bars[50].day}: a price of 0"
    assert [to_date(day) for day in case.rows.days] == [bars[50].day]


def test_a_split_restates_the_whole_history(run: Run, store: Store, vendors: Vendors) -> None:
    """The vendor divides all that was; so does the store, as a revision that can be undone by time."""
    run("rut")
    before = tape(store).known_at
    sheet = vendors.prices["^RUT"]
    friday_closes(vendors)
    sheet.bars[:] = [
        replace(b, open=b.open / 2, high=b.high / 2, low=b.low / 2, close=b.close / 2, split=2.0 * (b.day == FRIDAY))
        for b in sheet.bars
    ]
    found = run("rut", at=LATER)["rut"]
    assert (found.state, found.new, found.revised) == ("fresh", 1, len(SESSIONS))
    assert series(store, "rut").values[0] == pytest.approx(sheet.bars[0].close, rel=1e-6)
    assert series(store, "rut", before).values[0] == pytest.approx(sheet.bars[0].close * 2, rel=1e-6)


def test_stale_is_told(run: Run, vendors: Vendors) -> None:
    """The source answers, and a session is missing."""
    del vendors.prices["^RUT"].bars[-2:]
    found = run("rut")["rut"]
    assert (found.state, found.bad) == ("stale", False)


def test_a_fresher_source_is_asked_when_one_is_stale(run: Run, vendors: Vendors) -> None:
    """The list is the chain."""
    vendors.series["RUTX"] = ([(bar.day, bar.close) for bar in vendors.prices["^RUT"].bars], "Index")
    del vendors.prices["^RUT"].bars[-2:]
    assert run("rut")["rut"].source == "FRED RUTX"


def test_partial_success(run: Run, store: Store, vendors: Vendors) -> None:
    """One source down: its series failed, the others are stored, and the store remembers."""
    vendors.fault("/fred/", status(500), times=99)
    found = run()
    assert (found["us10y"].state, found["rut"].state) == ("failed", "fresh")
    assert found["us10y"].bad
    assert {fetch.key: fetch.outcome for fetch in latest(store)} == {
        "rut": "ok", "us10y": "failed", "btc": "ok", "rut_monthly": "ok", "flow": "skipped",
    }  # fmt: skip


def test_instruments_as_arguments_and_since(run: Run, store: Store) -> None:
    """Only those, from that day on."""
    assert set(run("us10y", since=date(2026, 1, 5))) == {"us10y"}
    assert days(store, "us10y")[0] == date(2026, 1, 5)
    assert run("us10y", since=date(2025, 12, 1))["us10y"].new == len(
        [day for day in SESSIONS if date(2025, 12, 1) <= day < date(2026, 1, 5)]
    ), "an earlier day fills up"


def test_an_unknown_instrument(run: Run) -> None:
    """Is a fault of the command."""
    with pytest.raises(OptionError, match="`rot` is no instrument"):
        run("rot")


def test_a_feed_is_asked_conditionally(run: Run, vendors: Vendors, store: Store) -> None:
    """The second time it answers 304; a headline is kept once."""
    run("btc")
    assert run("btc")["btc"].state == "unchanged"
    headers = [h for seen, h in zip(vendors.seen, vendors.headers, strict=True) if "news.xml" in seen]
    assert ["If-None-Match" in h for h in headers] == [False, True]
    assert len(tape(store).statements) == 1


def test_a_feed_that_fails_is_told_and_the_rows_are_stored(run: Run, vendors: Vendors, store: Store) -> None:
    """Headlines are no facts."""
    vendors.fault("/feeds/", status(404), times=9)
    found = run("btc")["btc"]
    assert found.state == "fresh"
    assert "Made News: has nothing there (404)" in found.message


def test_a_table_in_your_folder(run: Run, store: Store, tmp_path: Path) -> None:
    """What has no API."""
    (tmp_path / "tables").mkdir()
    rows = "".join(f"{day},{n}\n" for n, day in enumerate(SESSIONS))
    (tmp_path / "tables" / "flow.csv").write_text("date,value\n" + rows)
    assert run("flow")["flow"].state == "fresh"
    assert days(store, "flow") == SESSIONS


def redenominated(vendors: Vendors, second: float) -> None:
    """The index is a tenth of itself from Friday on, as one source tells it, and as the next one does."""
    friday_closes(vendors)
    bars = vendors.prices["^RUT"].bars
    closes = [(bar.day, bar.close) for bar in bars[:-1]]
    vendors.series["RUTX"] = ([*closes, (FRIDAY, round(closes[-1][1] * second, 2))], "Index")
    tenth = round(closes[-1][1] / 10, 2)
    bars[-1] = replace(bars[-1], open=tenth, high=tenth, low=tenth, close=tenth)


def test_a_move_that_the_next_source_tells_too_is_let_in(run: Run, store: Store, vendors: Vendors) -> None:
    """The first source of the chain stays the one that answers; that it was doubted, and who agrees, is told."""
    run("rut")
    redenominated(vendors, 0.1002)
    found = run("rut", at=LATER)["rut"]
    assert (found.state, found.source, found.new) == ("fresh", "Yahoo Finance ^RUT", 1)
    assert found.message.startswith("Yahoo Finance ^RUT: a jump by 0.1 on 2026-01-23, as a split or another unit makes")
    assert "FRED RUTX tells it too" in found.message
    assert days(store, "rut")[-1] == FRIDAY
    assert not quarantined(store)


def test_a_move_that_the_next_source_does_not_tell_is_refused(run: Run, store: Store, vendors: Vendors) -> None:
    """The second source is believed in its place."""
    run("rut")
    redenominated(vendors, 1.01)
    found = run("rut", at=LATER)["rut"]
    assert (found.state, found.source, found.new) == ("fresh", "FRED RUTX", 1)
    assert [case.source for case in quarantined(store)] == ["Yahoo Finance ^RUT"]


def test_what_a_later_source_sent_is_no_case_when_an_earlier_one_answers(
    run: Run, store: Store, vendors: Vendors
) -> None:
    """It is not asked any more, so that it could never bring better rows; what an earlier one sent stays a case."""
    run("rut")
    redenominated(vendors, 0.5)
    assert run("rut", at=LATER)["rut"].state == "quarantined"
    assert {case.source for case in quarantined(store)} == {"Yahoo Finance ^RUT", "FRED RUTX"}
    good = walk([*SESSIONS, FRIDAY], 5, 2500.0)
    vendors.series["RUTX"] = ([(bar.day, bar.close) for bar in good], "Index")
    assert run("rut", at=LATER)["rut"].source == "FRED RUTX"
    assert [case.source for case in quarantined(store)] == ["Yahoo Finance ^RUT"]
    redenominated(vendors, 0.5)
    vendors.prices["^RUT"].bars = good
    assert run("rut", at=LATER)["rut"].source == "Yahoo Finance ^RUT"
    assert quarantined(store) == []


def test_a_move_waits_for_a_second_source(run: Run, store: Store, vendors: Vendors) -> None:
    """One that lags behind says nothing of it yet; when it has come, the case is closed."""
    run("rut")
    redenominated(vendors, 0.1)
    friday = vendors.series["RUTX"][0].pop()
    run("rut", at=LATER)
    assert [case.source for case in quarantined(store)] == ["Yahoo Finance ^RUT"]
    vendors.series["RUTX"][0].append(friday)
    assert run("rut", at=LATER)["rut"].source == "Yahoo Finance ^RUT"
    assert days(store, "rut")[-1] == FRIDAY
    assert not quarantined(store)


def test_a_source_that_must_agree_confirms_a_move(run: Run, store: Store, vendors: Vendors) -> None:
    """It is asked once."""
    text = CONFIRMED.replace('[[instruments.rut.fetch]]\nsource = "fred"\nseries = "RUTX"\n', "")
    run("rut", text=text)
    redenominated(vendors, 0.1)
    vendors.series["SECOND"] = vendors.series["RUTX"]
    vendors.seen.clear()
    found = run("rut", at=LATER, text=text)["rut"]
    assert (found.state, found.new) == ("fresh", 1)
    assert "FRED SECOND tells it too" in found.message
    assert len(vendors.asked("SECOND")) == 1


CONFIRMED = CATALOG.replace(
    "[instruments.us10y]", '[[instruments.rut.confirm]]\nsource = "fred"\nseries = "SECOND"\n\n[instruments.us10y]'
)


@pytest.mark.parametrize(("off", "state"), [(1.001, "fresh"), (1.1, "quarantined")])
def test_a_second_source_must_agree(run: Run, vendors: Vendors, off: float, state: str) -> None:
    """Where the catalog wants it."""
    vendors.series["SECOND"] = ([(bar.day, bar.close * off) for bar in vendors.prices["^RUT"].bars], "Index")
    found = run("rut", text=CONFIRMED)["rut"]
    assert found.state == state
    assert state == "fresh" or "FRED SECOND disagrees" in found.message


def test_a_second_source_that_fails_is_told(run: Run) -> None:
    """And does not keep the first from being stored."""
    found = run("rut", text=CONFIRMED)["rut"]
    assert found.state == "fresh"
    assert "not confirmed" in found.message


def test_a_host_that_wants_peace_is_spared_in_the_next_run(run: Run, vendors: Vendors) -> None:
    """An hour was asked for: the next fetch does not knock."""
    vendors.fault("/fred/", status(429, retry_after="3600"))
    assert "come back in 3600 seconds" in run("us10y")["us10y"].message
    vendors.seen.clear()
    assert "asked to be left alone" in run("us10y")["us10y"].message
    assert not vendors.seen


def test_what_may_pass_is_tried_again(run: Run, vendors: Vendors) -> None:
    """After as long as the source says."""
    vendors.fault("/fred/", status(503), status(429, retry_after="0"))
    assert run("us10y")["us10y"].state == "fresh"
    assert len(vendors.asked("DGS10")) == 3


def test_an_outcome_is_bad_or_not() -> None:
    """Failed and quarantined are; skipped and stale are not."""
    states = ("fresh", "unchanged", "stale", "quarantined", "failed", "skipped")
    assert [Outcome("x", state).bad for state in states] == [False, False, False, True, True, False]


@pytest.mark.parametrize(("key", "path"), [("btc", "candles"), ("us10y", "DGS10"), ("rut", "chart/^RUT")])
def test_an_answer_without_the_rows_that_are_stored_is_none(
    run: Run, store: Store, vendors: Vendors, key: str, path: str
) -> None:
    """The last of them is always asked for again, so that a changed form is not taken for no news."""
    run(key)
    forms = {"btc": b'{"candles": []}', "us10y": b"observation_date,DGS10\n",
             "rut": b'{"chart": {"result": null, "error": null}}'}  # fmt: skip
    vendors.fault(path, body(forms[key]), times=9)
    vendors.fault("RUTX", status(404), times=9)
    found = run(key)[key]
    assert found.state == "failed"
    assert "though some are stored" in found.message


def test_what_has_no_source_is_told(run: Run) -> None:
    """Its rows come by import."""
    text = CATALOG.replace('[[instruments.us10y.fetch]]\nsource = "fred"\nseries = "DGS10"\n', "")
    found = run("us10y", text=text)["us10y"]
    assert (found.state, "no source" in found.message) == ("unchanged", True)


def test_nothing_depends_on_the_order_of_answers(run: Run, store: Store) -> None:
    """Two fetches one after another give the same rows as one."""
    run()
    first = {key: series(store, key).values for key in ("rut", "us10y", "btc")}
    run(at=NOW + timedelta(minutes=5))
    for key, values in first.items():
        assert np.array_equal(series(store, key).values, values)
