"""Tables: rows and columns name instrument, time and measure, in either order; corner and caption what they leave out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from generator.check.binding.claim import Claim
from generator.check.binding.context.scene import Scene
from generator.check.binding.measures.apart import remember_pair
from generator.check.binding.tables.cases import bind_case_row, bind_study_row, is_case_table, is_study_table
from generator.check.binding.tables.cells import bind_cell
from generator.check.binding.tables.cycles import bind_cycle_row, is_cycle_table
from generator.check.binding.tables.labels import (
    NOTHING,
    Label,
    as_span,
    is_data,
    joined,
    label_of,
    period_ending,
    timed,
    with_rivals,
)
from generator.check.text.entities import Name
from generator.check.text.replacing import replace
from generator.check.text.sentence import Sentence
from generator.check.text.source import Block
from generator.check.text.wordset import wordset

Cells = list[tuple[Block, list[Sentence]]]
Prose = Callable[[Sentence, Scene], list[Claim]]
_SET_ON = frozenset({"set on", "set", "reached on", "reached", "on", "date", "date set", "of", "from"})
_PROSE = 14  # words that make a cell running text


@dataclass(slots=True)
class _Grid:
    """A table as read: its cells, its rows and columns, and how many rows are its head."""

    cells: dict[tuple[int, int], list[Sentence]]
    heads: int
    width: int
    height: int

    def label(self, row: int, column: int, scene: Scene) -> Label:
        """What the cell at a place says as a label."""
        return label_of(self.cells.get((row, column), []), scene)


def bind_tables(cells: Cells, scene: Scene, above: Sequence[Sentence], prose: Prose) -> Iterator[Claim]:
    """Claims of all cells, table by table; `above` is what stands right before them."""
    for table in sorted({b.cell.table for b, _ in cells if b.cell}):
        yield from _table([(b, s) for b, s in cells if b.cell and b.cell.table == table], scene, above, prose)


def _table(cells: Cells, scene: Scene, above: Sequence[Sentence], prose: Prose) -> Iterator[Claim]:
    place = {(b.cell.row, b.cell.column): s for b, s in cells if b.cell}
    if not place:
        return
    grid = _Grid(place, 0, max(c for _, c in place) + 1, max(r for r, _ in place) + 1)
    grid.heads = _head_rows(grid)
    columns = [joined([grid.label(r, c, scene) for r in range(grid.heads)]) for c in range(grid.width)]
    columns = [with_rivals(columns, c) for c in range(grid.width)]
    for c in range(1, grid.width):
        if columns[c].text in _SET_ON and columns[c - 1].measure in ("drawdown", "high", "rebound", "low"):
            columns[c] = replace(
                columns[c], measure="low" if columns[c - 1].measure in ("rebound", "low") else "high", odd=False
            )
    if grid.heads and (is_case_table(columns) or is_study_table(columns)):
        yield from _of_cases(grid, columns, scene)
        return
    if grid.heads and is_cycle_table(columns):
        for row in range(grid.heads, grid.height):
            yield from bind_cycle_row([grid.cells.get((row, c), []) for c in range(grid.width)], columns, scene)
        return
    corner = columns[0]
    days = [c.day for c in columns if c.day is not None]
    around = replace(_caption(above, scene), odd=False)
    rest = joined(
        (
            replace(corner, names=(), number=None, text="", odd=False),
            replace(around, names=(), number=None, versus=None, text=""),
        )
    )
    names: list[Name] = []
    for row in range(grid.heads, grid.height):
        side, first = _side(grid, row, scene, columns)
        side = period_ending(side, corner)
        own = side.names or ((_stranger(grid, row, side),) if _is_stranger(grid, side, columns, scene) else ())
        names += own
        named = replace(side, names=own)
        for column in range(first, grid.width):
            head = as_span(columns[column], scene.as_of) if own else columns[column]
            label = joined((named, head))
            if not label.names:
                label = replace(label, names=corner.names or around.names)
            label = _settled(label, side, head, rest)
            if label.measure in ("change", "delta") and not timed(label) and len(days) > 1:
                label = replace(label, windows=(f"since:{min(days)}",), until=max(days))
            if "next" in head.text.split():
                label = replace(label, until=grid.label(row + 1, 0, scene).day)
            for s in grid.cells.get((row, column), []):
                claims = list(_claims(s, scene, label, side, prose))
                remember_pair(scene, claims)
                yield from claims
    before = scene.subject
    for name in (*names, *((before,) if before is not None and before in names else ())):
        scene.note(name)
    scene.table = tuple(dict.fromkeys(n.key for n in names if n.key))


def _of_cases(grid: _Grid, columns: list[Label], scene: Scene) -> Iterator[Claim]:
    """A table of past cases, or of studies."""
    head = grid.cells.get((grid.heads - 1, 0), [])
    for row in range(grid.heads, grid.height):
        cells = [grid.cells.get((row, column), []) for column in range(grid.width)]
        if is_case_table(columns):
            yield from bind_case_row(cells, scene)
        else:
            yield from bind_study_row(cells, columns, head, scene)


def _settled(label: Label, side: Label, column: Label, rest: Label) -> Label:
    """Fills in what row and column leave open by `rest`: what corner and caption say."""
    measure = label.measure
    if side.measure and column.measure and column.measure not in ("level", "date"):
        measure = column.measure
    if side.names and column.names and side.names[0] != column.names[0] and label.versus is None:
        label = replace(label, versus=column.names[0])
    if measure == "date" and rest.measure in ("above", "below", "high", "low"):
        measure = rest.measure
    if not measure and rest.measure in ("flow", "vol", "corr", "beta", "change", "above", "below"):
        measure = rest.measure
    own = timed(label) or measure in ("drawdown", "rebound", "high", "low")
    return replace(
        label, measure=measure, when=label.when if own else rest.when, windows=label.windows if own else rest.windows,
        unit=label.unit or rest.unit, scale=label.scale if label.scale != 1 else rest.scale, currency=label.currency or rest.currency,
        count=label.count or rest.count,
    )  # fmt: skip


def _claims(s: Sentence, scene: Scene, label: Label, side: Label, prose: Prose) -> Iterator[Claim]:
    words = sum(t.kind == "word" for t in s.tokens[s.lo : s.hi])
    if words >= _PROSE or (any(m.name.anaphor is None for m in s.mentions) and s.numbers):
        if label.names:
            scene.note(label.names[0])
        yield from prose(s, scene)
        return
    if not label.names and scene.section is not None:
        label = replace(label, names=(scene.section,))
    elif not label.names and scene.subject is not None and not side.odd:
        label = replace(label, names=(scene.subject,))
    yield from bind_cell(s, scene, label)


def _head_rows(grid: _Grid) -> int:
    """How many rows from the top hold labels only."""
    for row in range(grid.height):
        if any(is_data(s) for c in range(1, grid.width) for s in grid.cells.get((row, c), [])):
            return row
    return 1


def _side(grid: _Grid, row: int, scene: Scene, columns: list[Label]) -> tuple[Label, int]:
    """The label of a row, and the column where its data begin."""
    first = 1
    if (
        grid.heads
        and columns[0].names
        and not columns[0].measure
        and any(is_data(s) for s in grid.cells.get((row, 0), []))
    ):
        return NOTHING, 0
    found = grid.label(row, 0, scene)
    while first < grid.width - 1:
        cell = grid.cells.get((row, first), [])
        label = label_of(cell, scene)
        if not label.names or any(is_data(s) for s in cell):
            break
        if found.names and label.versus is None and label.names[0] != found.names[0]:
            break
        found = joined((label, found) if found.names else (found, label))
        first += 1
    return found, first


def _is_stranger(grid: _Grid, side: Label, columns: list[Label], scene: Scene) -> bool:
    """Whether a row that names nothing known stands among rows of instruments."""
    if side.names or side.when or side.windows or side.measure or not side.odd or any(c.names for c in columns):
        return False
    return any(grid.label(r, 0, scene).names for r in range(grid.heads, grid.height))


def _stranger(grid: _Grid, row: int, side: Label) -> Name:
    text = " ".join(s.text for s in grid.cells.get((row, 0), []))
    return Name(side.text, None, "", text)


def _caption(above: Sequence[Sentence], scene: Scene) -> Label:
    """What the line right above a table says of all of it."""
    found = NOTHING
    for s in above:
        heads = s.block.role == "heading" or s.block.text.rstrip().endswith(":")
        if s.hi - s.lo > 24 or not (heads or _leads_to_a_table(s)) or _AHEAD & set(s.words(s.lo, s.hi)):
            continue
        label = label_of([s], scene)
        own = label.names if len(label.names) == 1 else ()
        found = joined((replace(label, names=own, number=None), found))
    return found


_AHEAD = wordset("outlook ahead preview calendar upcoming next tomorrow due will agenda")
_OPENING = wordset("the a an it they he she we this that in on after")
_HERE = wordset("table tables below here how follows following overview scoreboard snapshot")


def _leads_to_a_table(s: Sentence) -> bool:
    """`Closes of March`, `Here is how they ended March.`; a sentence that states something has its own time."""
    if s.hi - s.lo > 14 or s.numbers:
        return False
    whole = s.low(s.lo) in _OPENING and s.tokens[s.hi - 1].text == "."
    states = whole or any(c.kind == "main" and c.verb is not None for c in s.parts)
    return not states or bool(_HERE & set(s.words(s.lo, s.hi)))
