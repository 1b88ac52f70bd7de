"""Makes a universe and its readers: a tape folder of random walks, and a file of watchlists over it.

Nothing of it is market data, and the same numbers make the same bytes. Names are syllables, so that none is a word of a
text.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date
from itertools import accumulate, product
from pathlib import Path

import _measure  # noqa: F401 - the code beside it
import numpy as np

from generator.tape.columns import Columns
from generator.tape.parquet import write_parquet
from generator.tape.series import day_number

LAST = date(2026, 1, 22)
SHARES = 0.94  # of the instruments; the rest are round-the-clock coins and funds
SYLLABLES = ("ba", "cor", "dal", "fen", "gra", "hol", "jun", "kel", "lum", "mor", "nev", "ost", "pra", "quil", "ros",
             "sul", "tam", "urb", "vex", "wyn", "yar", "zel")  # fmt: skip
ENDINGS = ("Works", "Systems", "Foods", "Labs", "Motors", "Paper", "Shipping", "Optics", "Materials", "Networks")


def make_tape(folder: Path, instruments: int, rows: int) -> list[str]:
    """Writes the tape and returns its keys."""
    folder.mkdir(parents=True, exist_ok=True)
    weekdays, every_day = _days(rows, week=5), _days(rows, week=7)
    catalog = ['title = "A made universe"', "sample = true", ""]
    for n, (key, name, kind) in enumerate(_listed(instruments)):
        days = every_day if kind == "crypto" else weekdays
        closes = _walk(np.random.default_rng(n), len(days))
        (folder / f"{key}.parquet").write_bytes(write_parquet(Columns(days, closes, {}, "close")))
        catalog += [f"[instruments.{key}]", f'name = "{name}"', f'kind = "{kind}"', 'unit = "USD"',
                    f'file = "{key}.parquet"', f'calendar = "{"24/7" if kind == "crypto" else "XNYS"}"',
                    'source = "made by benchmarks/_made.py"', ""]  # fmt: skip
    (folder / "catalog.toml").write_text("\n".join(catalog), "utf-8")
    return [key for key, *_ in _listed(instruments)]


def make_readers(path: Path, keys: list[str], watchlists: int, size: int = 10) -> None:
    """Writes watchlists of so many instruments each; the first keys are wanted most, as in life."""
    rng = random.Random(20260122)
    wanted = list(accumulate(1 / (10 + n) for n in range(len(keys))))
    with path.open("w", encoding="utf-8") as file:
        for n in range(watchlists):
            own = list(dict.fromkeys(rng.choices(keys, cum_weights=wanted, k=2 * size)))[:size]
            listed = ", ".join(f'"{key}"' for key in own)
            file.write(f'{{"id": "reader-{n}", "instruments": [{listed}], "tone": "terse"}}\n')


def _listed(instruments: int) -> Iterator[tuple[str, str, str]]:
    """Key, name and kind of each; no two names begin alike."""
    stems = ["".join(three).capitalize() for three in product(SYLLABLES, repeat=3)]
    random.Random(7).shuffle(stems)
    for n, stem in zip(range(instruments), stems, strict=False):
        kind = "equity" if n % 100 < 100 * SHARES else "etf" if n % 2 else "crypto"
        ending = {"equity": ENDINGS[n % len(ENDINGS)], "etf": "Fund", "crypto": "Coin"}[kind]
        yield f"{stem.lower()}_{ending.lower()}", f"{stem} {ending}", kind


def _days(rows: int, week: int) -> np.ndarray:
    """The last so many days, or weekdays, to LAST."""
    every = np.arange(day_number(LAST) - rows * 7 // 5 - 7, day_number(LAST) + 1)
    return every[(every + 3) % 7 < week][-rows:]


def _walk(rng: np.random.Generator, rows: int) -> np.ndarray:
    """Closes in cents with a drift, calm and wild months, and fat tails; none is near zero."""
    months = np.repeat(np.exp(rng.normal(0, 0.35, rows // 21 + 1)), 21)[:rows]
    steps = 0.0003 + 0.012 * months * np.clip(rng.standard_t(5, rows), -8, 8)
    closes = 20 * np.exp(np.cumsum(steps) - np.minimum(0, np.cumsum(steps).min()))
    return np.round(closes, 2)
