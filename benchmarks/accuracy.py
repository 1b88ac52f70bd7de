"""How many planted errors the checker finds, and how often it cries wolf.

Two corpora from the sample tape, on many dates: plain sentences, and the product's own briefs (`_briefs.py`). In both, a
claim is changed in a declared way so that it is no longer true (or, for class Z, is said differently and stays true).
The truth comes from the facts engine and a tolerance rule of its own here, never from the checker. `--write` puts the
tables into docs/checker.md.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import _measure  # noqa: F401 - the code beside it
from _briefs import planted

from generator.check import check
from generator.facts import Engine
from generator.tape import Tape, read_tape

REPOSITORY = Path(__file__).parents[1]
SAMPLE = REPOSITORY / "fixtures" / "sample"
DOCUMENT = REPOSITORY / "docs" / "checker.md"
BEGIN, END = "<!-- accuracy: begin -->", "<!-- accuracy: end -->"
NAMES = {"rut": "the Russell 2000", "spx": "the S&P 500", "ixic": "the Nasdaq Composite", "gold": "gold",
         "silver": "silver", "btc": "Bitcoin"}  # fmt: skip
ORDINALS = {2: "second", 3: "third", 4: "fourth", 5: "fifth", 6: "sixth", 7: "seventh", 8: "eighth", 9: "ninth"}
WORDS = {2: "two", 3: "three", 4: "four", 5: "five", 6: "six", 7: "seven", 8: "eight", 9: "nine"}
SPANS = {"1d": "on the day", "wtd": "on the week", "mtd": "this month", "ytd": "this year"}
CLASSES = {
    "N1": "another value", "N3": "sign turned", "N4": "magnitude", "N5": "unit", "N6": "rounding", "N7": "false precision",
    "C1": "count", "T1": "weekday", "T2": "window", "T3": "since", "E1": "instrument", "R1": "comparison turned",
    "R2": "record invented", "H1": "hedge", "A1": "arithmetic", "K1": "cause", "X1": "not on the tape",
}  # fmt: skip


@dataclass(frozen=True)
class Claim:
    """A sentence, the words in it that claim something, and whether they are true."""

    text: str
    quote: str
    kind: str
    true: bool


def sentences(engine: Engine, rng: random.Random) -> Iterator[tuple[Claim, list[Claim]]]:
    """True sentences about one date, each with wrong and harmless versions."""
    keys = list(NAMES)
    for key in rng.sample(keys, 3):
        for maker in MAKERS:
            made = maker(engine, key, rng.choice([k for k in keys if k != key]), rng)
            if made is not None:
                yield made


def value(engine: Engine, id: str) -> float | None:
    """A fact's number, where it is plain."""
    fact = engine.ask(id)
    return float(fact.value) if fact.plain and isinstance(fact.value, int | float) else None


def change(engine: Engine, key: str, other: str, rng: random.Random) -> tuple[Claim, list[Claim]] | None:
    """`Gold rose 1.2% on the week.`"""
    window = rng.choice(list(SPANS))
    x = value(engine, f"{key}.change.{window}")
    if x is None or abs(x) < 0.004:
        return None
    name, span, shown = (
        NAMES[key].capitalize() if key in ("gold", "silver") else _upper(NAMES[key]),
        SPANS[window],
        f"{abs(x) * 100:.1f}",
    )
    verb = rng.choice(("rose", "gained", "climbed") if x > 0 else ("fell", "lost", "dropped"))
    turned = "fell" if x > 0 else "rose"

    def told(verb: str, number: str, kind: str, true: bool, span: str = span, who: str = name) -> Claim:
        return Claim(f"{who} {verb} {number} {span}.", number, kind, true)

    c = float(shown)
    bad = [told(verb, f"{c + rng.choice((0.3, 0.7, 2.1)):.1f}%", "N1", False), told(turned, f"{shown}%", "N3", False),
           told(verb, f"{c * 10:.0f}%", "N4", False), told(verb, f"{shown} basis points", "N5", False)]  # fmt: skip
    if abs(c + 0.017 - abs(x) * 100) > 0.002:
        bad.append(told(verb, f"{c + 0.017:.3f}%", "N7", False))
    if float(f"{c * 0.9:.1f}") < abs(x) * 100 - 0.02:
        bad.append(told(verb, f"less than {c * 0.9:.1f}%", "H1", False))
    if c >= 2:
        bad.append(told(verb, f"{round(c * 1.5) + 1}%", "N6", False))
    for w, s in SPANS.items():
        y = value(engine, f"{key}.change.{w}")
        if w != window and y is not None and abs(y * 100 * (1 if x > 0 else -1) - c) > 0.15:
            bad.append(told(verb, f"{shown}%", "T2", False, span=s))
            break
    y = value(engine, f"{other}.change.{window}")
    if y is not None and abs(y * 100 * (1 if x > 0 else -1) - c) > 0.15:
        bad.append(told(verb, f"{shown}%", "E1", False, who=_upper(NAMES[other])))
    bad.append(Claim(f"Copper {verb} {shown}% {span}.", f"{shown}%", "X1", False))
    bad.append(
        Claim(
            f"{name} {verb} {shown}% {span} because traders feared a strike.",
            "because traders feared a strike",
            "K1",
            False,
        )
    )
    good = [told(verb, f"{shown} per cent", "Z", True), told(verb, f"{abs(x) * 100:.2f}%", "Z", True),
            told(verb, f"about {shown}%", "Z", True)]  # fmt: skip
    return told(verb, f"{shown}%", "clean", True), bad + good


def level(engine: Engine, key: str, other: str, rng: random.Random) -> tuple[Claim, list[Claim]] | None:
    """`The S&P 500 closed at 6,921.46.`"""
    x, y = value(engine, f"{key}.level"), value(engine, f"{other}.level")
    if x is None or y is None:
        return None
    name, sign = _upper(NAMES[key]), "$" if key in ("gold", "silver", "btc") else ""

    def told(number: str, kind: str, true: bool, who: str = name) -> Claim:
        return Claim(f"{who} closed at {number}.", number, kind, true)

    shown = f"{sign}{x:,.2f}"
    bad = [told(f"{sign}{x * rng.choice((1.013, 0.985, 1.04)):,.2f}", "N1", False), told(f"{sign}{x / 10:,.2f}", "N4", False),
           told(f"{sign}{x + 0.004:,.3f}" if f"{x:.3f}" != f"{x + 0.004:.3f}" else f"{sign}{x:,.2f}9", "N7", False)]  # fmt: skip
    if sign:
        bad.append(told(f"\u20ac{x:,.2f}", "N5", False))
    if abs(y / x - 1) > 0.02 and (other in ("gold", "silver", "btc")) == bool(sign):
        bad.append(told(shown, "E1", False, who=_upper(NAMES[other])))
    record = engine.ask(f"{key}.record.high")
    if record.value is False:
        bad.append(Claim(f"{name} closed at {shown}, a record high.", "a record high", "R2", False))
    return told(shown, "clean", True), [*bad, told(f"{sign}{x:,.1f}", "Z", True)]


def streak(engine: Engine, key: str, other: str, rng: random.Random) -> tuple[Claim, list[Claim]] | None:
    """`Gold has fallen for four sessions in a row.`"""
    for word, verb, noun in (("up", "risen", "gain"), ("down", "fallen", "loss")):
        n = value(engine, f"{key}.streak.{word}")
        if n is not None and 2 <= n <= 8:
            name, count = _upper(NAMES[key]), int(n)
            wrong = count + rng.choice((1, -1)) if count > 2 else count + 1
            base = rng.choice((
                lambda k: Claim(f"{name} has {verb} for {WORDS[k]} sessions in a row.", f"{WORDS[k]} sessions in a row", "C1", k == count),
                lambda k: Claim(f"{name} posted its {ORDINALS[k]} straight {noun}.", f"{ORDINALS[k]} straight {noun}", "C1", k == count),
                lambda k: Claim(f"{name} has {verb} {k} days running.", f"{k} days running", "C1", k == count),
            ))  # fmt: skip
            good = base(count)
            return Claim(good.text, good.quote, "clean", True), [base(wrong)]
    return None


def spread(engine: Engine, key: str, other: str, rng: random.Random) -> tuple[Claim, list[Claim]] | None:
    """`This month gold outpaced silver by 3.1 percentage points.`"""
    window = rng.choice(("wtd", "mtd", "ytd"))
    x = value(engine, f"{key}.spread.{window}.vs.{other}")
    if x is None or abs(x) < 0.003:
        return None
    a, b, shown, span = _upper(NAMES[key]), NAMES[other], f"{abs(x) * 100:.1f}", SPANS[window]
    up, down = ("outpaced", "lagged") if x > 0 else ("lagged", "outpaced")

    def told(verb: str, number: str, kind: str, true: bool) -> Claim:
        quote = f"{verb} {b} by {number}"
        return Claim(f"{a} {quote} {span}.", quote, kind, true)

    bad = [told(down, f"{shown} percentage points", "R1", False), told(up, f"{float(shown) + 1.3:.1f} percentage points", "N1", False),
           told(up, f"{shown} basis points", "N5", False)]  # fmt: skip
    bad.append(Claim(f"{a} {down} {b} {span}.", f"{down} {b}", "R1", False))
    return told(up, f"{shown} percentage points", "clean", True), [
        *bad,
        told(up, f"{abs(x) * 10000:.0f} basis points", "Z", True),
    ]


def since(engine: Engine, key: str, other: str, rng: random.Random) -> tuple[Claim, list[Claim]] | None:
    """`Silver closed at $31.20, its lowest close since March 2021.`"""
    word, measure = rng.choice((("highest", "since.high"), ("lowest", "since.low")))
    fact = engine.ask(f"{key}.{measure}")
    x = value(engine, f"{key}.level")
    if not fact.plain or x is None or fact.date is None or (engine.as_of - fact.date).days < 60:
        return None
    moved = fact.date - timedelta(rng.choice((75, 120, 400)))

    def told(day: date, kind: str, true: bool) -> Claim:
        quote = f"{word} close since {day:%B %Y}"
        return Claim(f"{_upper(NAMES[key])} ended at {x:,.2f}, its {quote}.", quote, kind, true)

    return told(fact.date, "clean", True), [told(moved, "T3", False)]


def pair(engine: Engine, key: str, other: str, rng: random.Random) -> tuple[Claim, list[Claim]] | None:
    """`On the week silver went from 30.10 to 31.50, a gain of 4.7%.`"""
    fact = engine.ask(f"{key}.change.wtd")
    if not fact.plain or len(fact.inputs) != 2 or abs(fact.number) < 0.005:
        return None
    a, b = (i.value for i in fact.inputs)
    noun, shown = "gain" if b > a else "loss", abs(b / a - 1) * 100

    def told(number: str, kind: str, true: bool) -> Claim:
        return Claim(
            f"On the week {NAMES[key]} went from {a:,.2f} to {b:,.2f}, a {noun} of {number}.", number, kind, true
        )

    return told(f"{shown:.1f}%", "clean", True), [told(f"{shown + 1.4:.1f}%", "A1", False)]


def below(engine: Engine, key: str, other: str, rng: random.Random) -> tuple[Claim, list[Claim]] | None:
    """`Bitcoin is 12.4% below its record close.`"""
    x = value(engine, f"{key}.drawdown.all")
    if x is None or x > -0.01:
        return None
    shown = abs(x) * 100

    def told(number: str, kind: str, true: bool) -> Claim:
        return Claim(f"{_upper(NAMES[key])} is {number} below its record close.", number, kind, true)

    bad = [
        told(f"{shown + rng.choice((0.6, 2.2)):.1f}%", "N1", False),
        told(f"over {shown * 1.1 + 1:.0f}%", "H1", False),
    ]
    return told(f"{shown:.1f}%", "clean", True), [*bad, told(f"roughly {shown:.0f} per cent", "Z", True)]


def weekday(engine: Engine, key: str, other: str, rng: random.Random) -> tuple[Claim, list[Claim]] | None:
    """`On Tuesday, 14 May 2024, the S&P 500 closed at ...`"""
    x = value(engine, f"{key}.level")
    day = engine.ask(f"{key}.level").as_of
    if x is None or day is None:
        return None

    def told(name: str, kind: str, true: bool) -> Claim:
        quote = f"{name}, {day.day} {day:%B %Y}"
        return Claim(f"On {quote}, {NAMES[key]} closed at {x:,.2f}.", quote, kind, true)

    return told(f"{day:%A}", "clean", True), [told(f"{day + timedelta(rng.choice((1, 2))):%A}", "T1", False)]


def yields(engine: Engine, key: str, other: str, rng: random.Random) -> tuple[Claim, list[Claim]] | None:
    """`The 10-year Treasury yield rose 7 basis points on the week.`"""
    window = rng.choice(("1d", "wtd", "mtd"))
    x = value(engine, f"us10y.change.{window}")
    if x is None or abs(x) < 0.025:
        return None
    n = round(abs(x) * 100)
    verb, turned = ("rose", "fell") if x > 0 else ("fell", "rose")

    def told(verb: str, number: str, kind: str, true: bool) -> Claim:
        return Claim(f"The 10-year Treasury yield {verb} {number} {SPANS[window]}.", number, kind, true)

    bad = [
        told(verb, f"{n + 4} basis points", "N1", False),
        told(turned, f"{n} basis points", "N3", False),
        told(verb, f"{n}%", "N5", False),
    ]
    return told(verb, f"{n} basis points", "clean", True), [
        *bad,
        told(verb, f"{n / 100:.2f} percentage points", "Z", True),
        told(verb, f"{n}bp", "Z", True),
    ]


Maker = Callable[[Engine, str, str, random.Random], "tuple[Claim, list[Claim]] | None"]
MAKERS: tuple[Maker, ...] = (change, level, streak, spread, since, pair, below, weekday, yields)


def _upper(name: str) -> str:
    return name[0].upper() + name[1:]


def corpus(tape: Tape, wanted: int, seed: int = 7) -> Iterator[tuple[date, Claim]]:
    """Claims until every class has `wanted` of them (or the dates run out)."""
    rng, have = random.Random(seed), Counter()
    first, last = date(2017, 1, 3), tape.last_day
    for _ in range(900):
        day = first + timedelta(rng.randrange((last - first).days))
        engine = Engine(tape, day)
        for good, others in sentences(engine, rng):
            for claim in (good, *others):
                limit = wanted * (5 if claim.kind == "clean" else 2 if claim.kind == "Z" else 1)
                if have[claim.kind] < limit:
                    have[claim.kind] += 1
                    yield day, claim
        if all(have[k] >= wanted for k in CLASSES) and have["Z"] >= wanted:
            return


Counts = dict[str, Counter[str]]
Miss = tuple[date, str, str, set[str]]


def count(row: Counter[str], true: bool, verdicts: set[str]) -> bool:
    """Adds one claim to the counts of its class; whether it went wrong."""
    row["n"] += 1
    flagged = bool(verdicts & {"contradicted", "imprecise", "not_covered"})
    if not true:
        row["found"] += flagged
        row["green"] += "supported" in verdicts and not flagged
        return not flagged
    alarm = bool(verdicts & {"contradicted", "imprecise"})
    row["covered"] += "supported" in verdicts
    row["alarm"] += alarm
    return alarm or "supported" not in verdicts


def measure(tape: Tape, wanted: int) -> tuple[Counts, list[Miss]]:
    """Counts by class over plain sentences, and what went wrong."""
    counts: Counts = defaultdict(Counter)
    misses: list[Miss] = []
    for day, claim in corpus(tape, wanted):
        start = claim.text.index(claim.quote)
        found = check(claim.text, tape, as_of=day).claims
        verdicts = {c.verdict for c in found if c.start < start + len(claim.quote) and c.end > start}
        if count(counts[claim.kind], claim.true, verdicts):
            misses.append((day, claim.kind, claim.text, verdicts))
    return counts, misses


def measure_briefs(tape: Tape, wanted: int) -> tuple[Counts, list[Miss]]:
    """Counts by class over briefs with planted errors, and what went wrong."""
    counts: Counts = defaultdict(Counter)
    misses: list[Miss] = []
    for day, text, marked in planted(tape, wanted):
        found = check(text, tape, as_of=day).claims
        for m in marked:
            verdicts = {c.verdict for c in found if c.start < m.end and c.end > m.start}
            if count(counts[m.kind], m.true, verdicts):
                around = " ".join(text[max(0, m.start - 100) : m.end + 30].split())
                misses.append((day, m.kind, f"{text[m.start : m.end]} | {around}", verdicts))
    return counts, misses


def table(sentences: Counts, briefs: Counts) -> str:
    """The tables of the documentation, with the null results beside them."""
    lines = ["| class | sentences | found | shown as supported | in briefs | found | shown as supported |"]
    lines.append("| --- | ---: | ---: | ---: | ---: | ---: | ---: |")
    lines += [
        f"| {kind} {label} | {_wrong(sentences[kind])} | {_wrong(briefs[kind])} |" for kind, label in CLASSES.items()
    ]
    lines.append(f"| all wrong claims | {_wrong(_sum(sentences))} | {_wrong(_sum(briefs))} |")
    lines += ["| *accept everything* | | 0.0% | 100.0% | | 0.0% | 100.0% |"]
    lines += ["| *refuse everything* | | 100.0% | 0.0% | | 100.0% | 0.0% |", ""]
    lines += ["| true claims | sentences | supported | false alarms | in briefs | supported | false alarms |"]
    lines += ["| --- | ---: | ---: | ---: | ---: | ---: | ---: |"]
    for kind, label in (("clean", "as written"), ("Z", "said differently")):
        lines.append(f"| {label} | {_true(sentences[kind])} | {_true(briefs[kind])} |")
    lines += ["| *accept everything* | | 100.0% | 0.0% | | 100.0% | 0.0% |"]
    lines += ["| *refuse everything* | | 0.0% | 100.0% | | 0.0% | 100.0% |"]
    return "\n".join(lines)


def _sum(counts: Counts) -> Counter[str]:
    return sum((counts[kind] for kind in CLASSES), Counter[str]())


def _wrong(row: Counter[str]) -> str:
    return f"{row['n']} | {row['found'] / row['n']:.1%} | {row['green'] / row['n']:.1%}" if row["n"] else "| |"


def _true(row: Counter[str]) -> str:
    return f"{row['n']} | {row['covered'] / row['n']:.1%} | {row['alarm'] / row['n']:.1%}" if row["n"] else "| |"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--each", type=int, default=200, help="wrong claims of each class")
    parser.add_argument("--show", type=int, default=0)
    parser.add_argument("--write", action="store_true", help="put the table into docs/checker.md")
    parser.add_argument("--quick", action="store_true", help="a few claims of each class: shows that it works")
    given = parser.parse_args()
    begun = time.process_time()
    each, tape = 2 if given.quick else given.each, read_tape(SAMPLE)
    sentences, misses = measure(tape, each)
    briefs, more = measure_briefs(tape, each)
    found = table(sentences, briefs)
    print(found, f"\n{time.process_time() - begun:.0f} s")
    wrong = _sum(sentences) + _sum(briefs)
    green = wrong["green"] / max(1, wrong["n"])
    print(f"wrong claims shown as supported: {green:.1%}, at most 0.5%: {'ok' if green <= 0.005 else 'over'}")
    for miss in [*misses[: given.show], *more[: given.show]]:
        print(*miss, sep=" | ")
    if given.write:
        text = DOCUMENT.read_text(encoding="utf-8")
        head, _, rest = text.partition(BEGIN)
        DOCUMENT.write_text(f"{head}{BEGIN}\n{found}\n{END}{rest.partition(END)[2]}", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
