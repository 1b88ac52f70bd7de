"""Tables: rows and columns name subject and window; a corner or caption names the unit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from generator.check.answering.reading import Reading
from generator.check.binding.carry import since_windows
from generator.check.binding.claim import Claim
from generator.check.binding.levels import _base_levels
from generator.check.binding.numbers import bind_numbers
from generator.check.binding.readings import readings
from generator.check.binding.scene import Scene
from generator.check.binding.times import Times
from generator.check.comparing.amounts import NumberTest
from generator.check.text.entities import Name
from generator.check.text.quantities import Quantity
from generator.check.text.sentence import Sentence
from generator.check.text.source import Block
from generator.check.text.units import SCALES
from generator.check.text.when import When
from generator.check.text.wordset import wordset

Cells = list[tuple[Block, list[Sentence]]]
_LEVEL_HEADS = wordset("""
    close level last price value now end start begin open before latest finish current
""")


def bind_tables(cells: Cells, scene: Scene) -> Iterator[Claim]:
    """Claims of all cells, table by table."""
    for table in sorted({b.cell.table for b, _ in cells if b.cell}):
        own = [(b, s) for b, s in cells if b.cell and b.cell.table == table]
        yield from _table(own, scene)


def _table(cells: Cells, scene: Scene) -> Iterator[Claim]:
    place = {(b.cell.row, b.cell.column): s for b, s in cells if b.cell}
    corner = " ".join(t.low for s in place.get((0, 0), []) for t in s.tokens)
    names: list[Name] = []
    for (row, column), sentences in sorted(place.items()):
        if row == 0:
            continue
        for s in sentences:
            name = _name(place.get((row, 0), [])) or _name(place.get((0, column), []))
            if column == 0:
                if name is not None:
                    names.append(name)
                continue
            when = (
                _when(place.get((0, column), []), head=True)
                or _when(place.get((row, 0), []))
                or _when(place.get((0, 0), []))
            )
            head = " ".join(t.low for h in place.get((0, column), []) for t in h.tokens)
            side = " ".join(t.low for h in place.get((row, 0), []) for t in h.tokens)
            yield from _cell(s, scene, name, when, f"{head} {side}", corner)
    for name in names:
        scene.note(name)
    scene.table = tuple(dict.fromkeys(n.key for n in names if n.key))


def _name(sentences: list[Sentence]) -> Name | None:
    return next((m.name for s in sentences for m in s.mentions if m.name.anaphor is None), None)


_HEADS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("day", "1d", "session", "daily", "1-day"), ("1d",)),
    **dict.fromkeys(("week", "1w", "5d", "weekly", "1-week"), ("wtd", "1w")),
    **dict.fromkeys(("month", "1m", "monthly", "1-month"), ("mtd", "1m")),
    **dict.fromkeys(("quarter", "3m", "quarterly"), ("qtd", "3m")),
    **dict.fromkeys(("year", "12m", "1y", "yearly", "annual"), ("ytd", "1y")),
    "6m": ("6m",),
}


def _when(sentences: list[Sentence], *, head: bool = False) -> When | None:
    named = next((w for s in sentences for w in s.whens), None)
    if named is not None or not head:
        return named
    words = ["".join(t.low for t in s.tokens[i : i + 2]) for s in sentences for i in range(s.lo, s.hi)]
    words += [t.low for s in sentences for t in s.tokens[s.lo : s.hi]]
    found = next((_HEADS[w] for w in words if w in _HEADS), None)
    return When(0, 1, "window", windows=found) if found else None


def _cell(s: Sentence, scene: Scene, name: Name | None, when: When | None, head: str, corner: str) -> Iterator[Claim]:
    if name is not None and len(s.numbers) > 1 and not s.mentions:
        scene.note(name)
        yield from _first_and_rest(s, scene, name, when, head, corner)
        return
    if name is None or len(s.numbers) != 1 or len(s.mentions) > 0:
        if name is not None:
            scene.note(name)
        yield from bind_numbers(s, scene)
        return
    q = s.numbers[0]
    s.used.add(q.core)
    if "flow" in corner or "flow" in head:
        key = scene.directory.flow_of(name)
        name = Name("flow", key, "flow", f"flow of {name.label}")
    claim = Claim(s, q.first, q.last, "number", number=q)
    if name.key is None and name.concept != "curve":
        yield replace(claim, missing=f"the tape has no {name.label}")
        return
    yield _bound(scene, q, name, claim, when, head, f"{corner} {head}")


def _first_and_rest(
    s: Sentence, scene: Scene, name: Name, when: When | None, head: str, corner: str
) -> Iterator[Claim]:
    """`-8.5 % from 2,520.44, 27 October`: the column's number, then what it is measured from."""
    q = s.numbers[0]
    if name.key is not None and q.sign:
        s.used.add(q.core)
        yield _bound(scene, q, name, Claim(s, q.first, q.last, "number", number=q), when, head, f"{corner} {head}")
    for rest in s.numbers[1:]:
        day = next((w for w in s.whens if w.first >= rest.last and w.end is not None), None)
        if name.key is not None and day is not None and rest.unit in ("", "money"):
            s.used.add(rest.core)
            yield Claim(
                s,
                rest.first,
                rest.last,
                "level",
                (Reading(name.key, "level", at=day.end),),
                NumberTest(rest, "level"),
                number=rest,
            )
    yield from bind_numbers(s, scene)


def _bound(scene: Scene, q: Quantity, name: Name, claim: Claim, when: When | None, head: str, unit: str) -> Claim:
    kind = scene.kind(name)
    windows = (
        (since_windows(when) if when.since else when.windows)
        if when and (when.windows or when.since)
        else (*scene.window, *scene.frame, "1d")
    )
    live = _to_date(when, scene) if when else ()
    windows = tuple(dict.fromkeys((*windows, *live)))
    day = when.day if when is not None and not when.since else None
    days = (day if day and day < scene.as_of else None,)
    key = name.key or ""
    scaled = _scaled(q, unit)
    sign = q.sign or (1 if q.magnitude else 0)
    if kind == "flow":
        return replace(
            claim, kind="flow", readings=readings(key, "sum", windows, days), test=NumberTest(scaled, "flow", sign)
        )
    if name.concept == "curve":
        ten, two = scene.directory.key("us10y") or "", scene.directory.key("us2y") or ""
        return replace(
            claim,
            kind="gap",
            readings=readings(ten, "gap", (None,), days, two),
            test=NumberTest(q, "pp" if q.unit == "percent" else q.unit, q.sign),
        )
    if "volatility" in unit.split() and q.unit == "percent":
        rows = [int(w) for w in unit.replace("(", " ").split() if w.isdigit() and 5 <= int(w) <= 500]
        return replace(
            claim,
            kind="statistic",
            readings=tuple(Reading(key, "vol", f"{n}s") for n in (*rows, 20, 30)),
            test=NumberTest(q, "percent"),
        )
    if any(w in head.split() for w in ("before", "previous", "prior", "prev")) and not q.sign:
        return replace(
            claim,
            kind="level",
            readings=_base_levels(scene, key, Times(("1d",), days)),
            test=NumberTest(scaled, "level"),
        )
    if q.unit == "percent" and ("peak" in unit or "high" in unit or "record" in unit or "drawdown" in unit):
        return replace(
            claim,
            kind="drawdown",
            readings=readings(key, "drawdown", ("all", "1y", "ytd"), days),
            test=NumberTest(q, "percent", sign),
        )
    level = (not q.sign and (q.unit in ("money", "") or (kind == "rate" and q.unit == "percent"))) or any(
        w in head.split() for w in _LEVEL_HEADS
    )
    if level and q.unit not in ("bp", "pp"):
        end = (
            tuple(when.end if when.end and when.end < scene.as_of else None for _ in (0,))
            if when is not None and when.end and not day
            else days
        )
        return replace(
            claim,
            kind="level",
            readings=readings(key, "level", (None,), dict.fromkeys((*end, *days))),
            test=NumberTest(scaled, "level"),
        )
    if q.unit == "percent" and ("peak" in unit or "high" in unit or "record" in unit or "drawdown" in unit):
        return replace(
            claim,
            kind="drawdown",
            readings=readings(key, "drawdown", ("all", "1y", "ytd"), days),
            test=NumberTest(q, "percent", sign),
        )
    if q.unit in ("percent", "bp", "pp"):
        return replace(
            claim, kind="change", readings=readings(key, "change", windows, days), test=NumberTest(q, q.unit, sign)
        )
    return replace(
        claim, kind="change", readings=readings(key, "delta", windows, days), test=NumberTest(scaled, "delta", sign)
    )


def _to_date(when: When, scene: Scene) -> tuple[str, ...]:
    """The current year named in a header is the year to date."""
    if when.start and when.end and when.start <= scene.as_of <= when.end:
        return {"year": ("ytd",), "month": ("mtd",), "quarter": ("qtd",)}.get(when.grain, ())
    return ()


def _scaled(q: Quantity, unit: str) -> Quantity:
    """`Flows, $bn`: the scale stands in the corner or the header."""
    words = unit.replace("$", " ").replace("(", " ").replace(")", " ").split()
    scale = next((SCALES[w] for w in words if w in SCALES and w not in ("k", "b", "t")), None)
    if scale is None or q.scale != Decimal(1) or q.unit in ("percent", "bp", "pp"):
        return q
    return replace(q, value=q.value * scale, grain=q.grain * scale, scale=scale, unit="money")
