"""A personal brief: what it tells, in which words, and that the checks of its pieces are those of the whole."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.batch.book import WORDINGS, Book, Desk, entry, frame
from generator.batch.compose import Personal, UnfitWatchlistError, compose
from generator.batch.pages import html_of
from generator.batch.watchlists import Watchlist
from generator.check.judging.findings import VERDICTS
from tests.batch.conftest import KEYS


@pytest.fixture(scope="session")
def write(desk: Desk, book: Book):
    def of(*keys: str, id: str = "ada", tone: str = "full") -> Personal:
        return compose(book, Watchlist(id=id, instruments=keys, tone=tone), desk.language("en").wording)

    return of


def test_the_rarest_leads(book: Book, write) -> None:
    """Whatever the order of the list: gold's rise is rarer than what the others did."""
    assert max(book.entries.values(), key=lambda e: e.score).key == "gold"
    for order in itertools.permutations(("spx", "gold", "vix")):
        assert write(*order).title.startswith("Gold")


def test_each_fresh_instrument_is_told_of(desk: Desk, write) -> None:
    """In the summary, the chapter, the table or a paragraph."""
    brief = write(*KEYS)
    for key in KEYS:
        of = desk.tape.instruments[key]
        name = desk.language("en").wording.name(of, *(["fund"] if of.kind == "flow" else []))
        assert name.removeprefix("the ").casefold() in brief.markdown.casefold(), key


@settings(max_examples=15, deadline=None)
@given(
    keys=st.lists(st.sampled_from(KEYS), min_size=1, unique=True), reader=st.text("ab", min_size=1, max_size=6),
    tone=st.sampled_from(["full", "terse"]),
)  # fmt: skip
def test_the_whole_holds_what_its_pieces_hold(desk: Desk, write, keys: list[str], reader: str, tone: str) -> None:
    """Nothing is contradicted in the finished text either, and nothing of the frame is left in it."""
    brief = write(*keys, id=reader, tone=tone)
    assert brief.checks["contradicted"] == brief.checks["imprecise"] == 0
    assert brief.checks["supported"] > 0
    whole = desk.checker.check(brief.markdown, brief.as_of)
    assert [c.sentence for c in whole.claims if c.verdict == "contradicted"] == []
    assert not re.search(r"\[\[|\]\]|\n\n\n|[\ue000-\uf8ff]| {2,}(?!\|)", brief.markdown)


def test_neighbours_are_not_worded_alike(book: Book) -> None:
    """Each piece exists in several wordings, and most of them differ."""
    clauses = [{w["clause"].text for w in e.wordings if "clause" in w} for e in book.entries.values()]
    assert all(len(texts) >= 2 for texts in clauses)
    assert sum(len(texts) >= 3 for texts in clauses) > len(clauses) / 2
    assert all(len(e.wordings) == WORDINGS for e in book.entries.values())


def test_the_same_reader_gets_the_same_brief(write) -> None:
    """And another one other words."""
    assert write(*KEYS) == write(*KEYS)
    assert len({write(*KEYS, id=f"reader {n}").markdown for n in range(20)}) == WORDINGS


def test_the_hash_is_of_the_facts(write) -> None:
    """Other facts, another hash."""
    assert write("rut").facts != write("gold").facts
    assert len(write("rut").facts) == 64


def test_terse_is_shorter(write) -> None:
    """Without the chapter on the lead."""
    full, terse = write("gold", "btc", id="b"), write("gold", "btc", id="b", tone="terse")
    assert len(terse.markdown) < len(full.markdown)
    assert "\n## " not in terse.markdown


@pytest.mark.parametrize(("keys", "why"), [(("nope", "rut"), "no instrument nope"), (("nope", "no"), "nope, no")])
def test_an_unknown_instrument_is_refused(write, keys: tuple[str, ...], why: str) -> None:
    """By its key."""
    with pytest.raises(UnfitWatchlistError, match=why):
        write(*keys)


def test_what_is_not_fresh_is_said(book: Book, desk: Desk) -> None:
    """Half a year after the last row nothing leads, and nothing is made up."""
    late = replace(desk, as_of=date(2026, 7, 1))
    stale = replace(frame(late, "en"), entries={"rut": entry(late, "en", "rut"), "gold": book.entries["gold"]})
    wording = desk.language("en").wording
    with pytest.raises(UnfitWatchlistError, match="fresh"):
        compose(stale, Watchlist(id="a", instruments=("rut",)), wording)
    mixed = compose(stale, Watchlist(id="a", instruments=("rut", "gold")), wording)
    assert "There is no fresh close of Russell 2000; its last row is of 22 January 2026." in mixed.markdown


def test_checks_have_every_verdict(write) -> None:
    """In the contract's order."""
    assert tuple(write("rut").checks) == VERDICTS


def test_the_page_is_clean_html(write) -> None:
    """The same words; no scripts, no classes."""
    html = html_of(write(*KEYS).markdown)
    assert html.count("<table>") == 1
    assert "<h1>" in html
    assert "2,719.01" in html
    hostile = html_of('# <script>x</script>[a](javascript:x)\n\n<img src=x onerror=y>\n\n<p class="x">y</p>')
    assert not re.search(r"script|onerror|class=|javascript", hostile)
