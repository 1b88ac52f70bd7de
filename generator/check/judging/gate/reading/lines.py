"""A text as its lines: each sentence with what earlier text lends it, its names, numbers and claims in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from generator.check.judging.gate.reading.amounts import Amount, amounts_in
from generator.check.judging.gate.reading.features import Feature, features_in
from generator.check.judging.gate.reading.names import NOBODY, Ids, Named, names_in
from generator.check.judging.gate.reading.seen import see
from generator.check.judging.gate.reading.stretches import ANY, Forms, Stretch, stretches_in
from generator.check.judging.gate.reading.whose import PRONOUNS, Place
from generator.check.text.dates import Clock
from generator.check.text.entities import Directory
from generator.check.text.sentence import Parsed, Sentence
from generator.check.text.source import Cell

RECENT = 3  # sentences back that an unnamed number may still speak of


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence as read."""

    sentence: Sentence
    place: Place
    names: list[Named]
    stretches: list[Stretch]
    amounts: list[Amount]
    features: list[Feature]


def read_lines(parsed: Parsed, directory: Directory, clock: Clock, parts: dict[str, Ids]) -> list[Line]:
    """The sentences of a text in order, each with what earlier ones lend it."""
    heads = _heads(parsed, clock, parts)
    place = Place(parts=parts, kinds=directory.kinds)
    found: list[Line] = []
    for block, sentences in parsed:
        for s in sentences:
            here = heads.get(block.cell, place) if block.cell is not None else place
            line = _line(s, clock, here)
            found.append(line)
            if block.cell is None:
                place = _after(line)
    return found


def _line(s: Sentence, clock: Clock, place: Place) -> Line:
    seen = see(s, clock.as_of, place)
    amounts = amounts_in(seen)
    return Line(s, place, seen.names, seen.stretches, amounts, features_in(seen, amounts))


def _after(line: Line) -> Place:
    """What a sentence lends to the next one."""
    named: Ids = frozenset().union(*(n.ids for n in line.names))
    signs = [a.sign for a in line.amounts if a.sign]
    opening = set(
        line.sentence.words(line.sentence.lo, line.names[0].first if line.names else line.sentence.lo + 3)[:4]
    )
    lent = named | (line.place.ids if opening & PRONOUNS else NOBODY) if named else line.place.ids
    order = tuple(n.ids for n in line.names) or line.place.order
    recent = (named, *line.place.recent)[:RECENT] if named else line.place.recent
    return Place(
        lent, signs[-1] if signs else line.place.sign if not line.amounts else 0,
        line.stretches[-1].forms if line.stretches else line.place.stretch, parts=line.place.parts, kinds=line.place.kinds, recent=recent, order=order,
    )  # fmt: skip


def _heads(parsed: Parsed, clock: Clock, parts: dict[str, Ids]) -> dict[Cell, Place]:
    """What the heads of its row and column lend to each cell of a table."""
    cells = {b.cell: sentences for b, sentences in parsed if b.cell is not None}
    rows = {(c.table, c.row): s for c, s in cells.items() if c.column == 0}
    columns = {(c.table, c.column): s for c, s in cells.items() if c.row == 0}
    of_rows, of_columns = ({at: _named(s, parts) for at, s in heads.items()} for heads in (rows, columns))
    over_rows, over_columns = ({at: _stretch(s, clock) for at, s in heads.items()} for heads in (rows, columns))
    found: dict[Cell, Place] = {}
    for cell in cells:
        if cell.row == 0 or cell.column == 0:
            found[cell] = Place(parts=parts)
            continue
        row, column = (cell.table, cell.row), (cell.table, cell.column)
        ids = of_rows.get(row, NOBODY) or of_columns.get(column, NOBODY)
        over = over_columns.get(column, ANY) or over_rows.get(row, ANY) or over_columns.get((cell.table, 0), ANY)
        found[cell] = Place(ids, head=ids, parts=parts, head_stretch=over)
    return found


def _named(sentences: Sequence[Sentence], parts: dict[str, Ids]) -> Ids:
    return frozenset().union(*(n.ids for s in sentences for n in names_in(s, parts))) if sentences else NOBODY


def _stretch(sentences: Sequence[Sentence], clock: Clock) -> Forms:
    return next((f.forms for s in sentences for f in stretches_in(s, clock.as_of)), ANY)
