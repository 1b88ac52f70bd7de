"""How much of a wrap's prose the wrap of the day before had: the share of word 5-grams, names and numbers masked."""

from __future__ import annotations

from collections import Counter
from datetime import date
from itertools import pairwise
from pathlib import Path
from statistics import mean

from _measure import REAL_TAPE, Row, quick, report

from generator import assets
from generator.facts import Engine
from generator.facts.ranking import rank
from generator.facts.sheet import Recorder
from generator.narrative import language, write
from generator.narrative.stories import STORIES
from generator.tape import Tape, read_tape
from tests.prose import body, five_grams, masked, names_of, shared

DAYS = 60
MOST = 0.35


def main() -> None:
    days = 2 if quick(__doc__ or "") else DAYS
    folders = {"sample tape": assets.folder("sample")}
    if (REAL_TAPE / "catalog.toml").is_file():
        folders["real closes"] = REAL_TAPE
    rows, remarks = [], []
    for what, folder in folders.items():
        row, told = _measured(what, folder, days)
        rows.append(row)
        remarks += told
    report("Wraps of neighbouring days", rows, remarks)


def _measured(what: str, folder: Path, days: int) -> tuple[Row, list[str]]:
    tape = read_tape(folder)
    names = names_of(dict(tape.instruments))
    texts = [_wrap(tape, day) for day in trading_days(tape, days + 1)]
    shares = [shared(today, before, names) for before, today in pairwise(texts)]
    figure = f"mean of {len(shares)} days, {min(shares):.2f} to {max(shares):.2f}"
    words = mean(len(body(text).split()) for text in texts)
    row = Row(what, figure, mean(shares), MOST, "", 3)
    told = [f"{what}: {words:.0f} words of prose a wrap"]
    if row.over:
        told += [f"  came back most: {_often(texts, names)}"]
    return row, told


def _often(texts: list[str], names: list[str]) -> str:
    """The 5-grams that most texts of a run hold."""
    found = Counter(gram for text in texts for gram in five_grams(masked(body(text), names)))
    return "; ".join(f"{' '.join(gram)} ({n})" for gram, n in found.most_common(8))


def trading_days(tape: Tape, days: int) -> list[date]:
    """The last sessions of the tape's first share index."""
    index = next(s for s in tape.series.values() if s.instrument.kind == "equity_index")
    rows = index.known(tape.last_day)
    return [rows.date(i) for i in range(rows.n - days, rows.n)]


def _wrap(tape: Tape, day: date) -> str:
    engine = Engine(tape, day)
    english = language("en", assets.folder("templates"))
    return write(Recorder(engine), rank(engine), STORIES["wrap"], english).markdown


if __name__ == "__main__":
    main()
