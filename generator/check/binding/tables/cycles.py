"""Tables of halvings: what followed each of them."""

from __future__ import annotations

from collections.abc import Iterator

from generator.check.answering.reading import Reading
from generator.check.binding.cases.cycles import KEY, cycle_of
from generator.check.binding.claim import Claim
from generator.check.binding.context.scene import Scene
from generator.check.binding.tables.labels import Label
from generator.check.comparing.amounts import NumberTest
from generator.check.text.replacing import replace
from generator.check.text.sentence import Sentence


def is_cycle_table(columns: list[Label]) -> bool:
    """`Halving | To the same day of its cycle | A year after`."""
    same = any({"same", "stage"} & set(c.text.split()) for c in columns[1:])
    return same and columns[0].text.strip() in ("halving", "halvings")


def bind_cycle_row(cells: list[list[Sentence]], columns: list[Label], scene: Scene) -> Iterator[Claim]:
    """What followed one halving."""
    cycle = cycle_of(scene)
    first = cells[0][0] if cells and cells[0] else None
    if cycle is None or first is None:
        return
    days = [d for w in first.whens if w.grain == "day" for d in (w.end, *w.others)]
    number = next((n for n, day in cycle.halvings if day in days), None)
    if number is None:
        return
    for label, cell in zip(columns[1:], cells[1:], strict=False):
        words = label.text.split()
        year = "year" in words and "same" not in words
        reading = Reading(KEY, "event", parameter=f"btc_halving_{number}.1y") if year else cycle.since(number)
        for s in cell:
            for q in s.numbers[:1]:
                s.used.add(q.core)
                claim = Claim(s, q.first, q.last, "change", number=q)
                yield replace(claim, readings=(reading,), test=NumberTest(q, q.unit or "percent", q.sign))
