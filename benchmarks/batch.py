"""Personal briefs a second, against RosaeNLG rendering unchecked texts as long, and two workers against one.

Ours: ten instruments a watchlist, every brief put together, its checks added up, and written as a line of a part;
the entries of the book (facts, wording, proof, check of each passage) are made once for a run and stand beside. Theirs:
rosaenlg/market.pug at the same length, with nothing computed or checked. The rates are of two processes' CPU time.
"""

from __future__ import annotations

import random
from functools import partial
from statistics import median

from _measure import Row, middle, quick, report, timed
from _rosaenlg import ROSAENLG, install, rosae

from generator import assets
from generator.batch.book import Book, Desk, entry, frame
from generator.batch.compose import compose
from generator.batch.engines import Local
from generator.batch.run import Bench, Chunk, make_part
from generator.batch.watchlists import Line, Watchlist
from generator.settings import cache_folder

KEYS = (
    "rut", "rut_value", "spx", "ixic", "vix", "btc", "eth", "gold", "silver", "chinext50", "us10y", "us2y", "fedfunds",
    "dollar", "credit_spread", "iwm_flow", "btc_etf_flow",
)  # fmt: skip
INSTRUMENTS = 10
PROCESSES = 2


def main() -> None:
    short = quick(__doc__ or "")
    many, rounds = (40, 1) if short else (4000, 7)
    desk = Desk(assets.folder("sample"), cache=cache_folder())
    made: list[Book] = []
    making = timed(lambda: made.append(_book(desk)))
    bench, lines = Bench(desk, {"en": made[0]}, "jsonl", html=False, audit=0), _lines(many)
    make_part(bench, Chunk(0, lines))
    ours = middle([timed(partial(make_part, bench, Chunk(0, lines))) for _ in range(rounds)]).cpu / many
    words = _words(desk, made[0], lines)
    modules, rows = install(short), []
    if modules is not None:
        theirs = median(rosae(modules, words, 5 if short else 400)["cpu"] for _ in range(rounds)) / 1000
        figure = f"{PROCESSES / ours:,.0f} against {PROCESSES / theirs:,.0f} a second"
        rows.append(Row("a checked brief against RosaeNLG's text", figure, ours / theirs, 1 / 3))
    rates = [_rate(bench, workers, 5 if short else 60, rounds) for workers in (1, 2)]
    rows.append(
        Row(
            "one worker's rate against two", "{:,.0f} and {:,.0f} a second".format(*rates), rates[0] / rates[1], 1 / 1.8
        )
    )
    report(
        f"A brief for every watchlist: {INSTRUMENTS} instruments, {words:.0f} words",
        rows,
        [
            f"The book, made once a run: {1000 * making.cpu / len(KEYS):.0f} ms for each instrument.",
            f"RosaeNLG {ROSAENLG} computes and checks nothing. Its rate and ours: {PROCESSES} processes, CPU time;"
            " those of workers are by the clock.",
        ],
    )


def _book(desk: Desk) -> Book:
    empty = frame(desk, "en")
    return Book(**{**vars(empty), "entries": {key: entry(desk, "en", key) for key in KEYS}})


def _lines(many: int) -> list[Line]:
    rng = random.Random(20260122)
    return [
        Line(n, Watchlist(id=f"reader {n}", instruments=tuple(rng.sample(KEYS, INSTRUMENTS)), tone="terse"))
        for n in range(1, many + 1)
    ]


def _words(desk: Desk, book: Book, lines: list[Line]) -> float:
    """The words that a reader sees, of the first hundred briefs."""
    wording = desk.language("en").wording
    texts = [compose(book, line.watchlist, wording).markdown for line in lines[:100] if line.watchlist]
    return sum(sum(any(c.isalnum() for c in word) for word in text.split()) for text in texts) / len(texts)


def _rate(bench: Bench, workers: int, parts: int, rounds: int) -> float:
    """Briefs a second by the clock, with the start of the workers."""
    chunks = [Chunk(n, _lines(500)) for n in range(parts)]
    costs = [timed(lambda: list(Local(workers).map(make_part, bench, iter(chunks)))) for _ in range(rounds)]
    return parts * 500 / middle(costs).wall


if __name__ == "__main__":
    main()
