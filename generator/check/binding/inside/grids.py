"""Tables against their own totals."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from generator.check.binding.inside.doubt import BAD, GOOD, Doubt, part
from generator.check.binding.inside.figures import Bounds, bounds, shown
from generator.check.text.quantities import Quantity
from generator.check.text.sentence import Parsed, Sentence
from generator.check.text.wordset import wordset

Place = tuple[int, int]
Number = tuple[Sentence, Quantity]
_TOTALS = wordset("total sum totals")
_NO_SUMS = wordset("""
    change return returns price close level yield average average: performance % pct ytd day week month year peak low
    high ratio multiple rank of which volatility
""")


def grids(parsed: Parsed) -> Iterator[Doubt]:
    """Rows and columns called a total, against what stands above or before them."""
    tables: dict[int, dict[Place, list[Sentence]]] = {}
    for block, sentences in parsed:
        if block.cell is not None:
            tables.setdefault(block.cell.table, {})[(block.cell.row, block.cell.column)] = sentences
    for cells in tables.values():
        yield from _lines(cells)
        yield from _lines({(column, row): found for (row, column), found in cells.items()})


def _lines(cells: dict[Place, list[Sentence]]) -> Iterator[Doubt]:
    """A last row whose first cell says that it is the total."""
    last, _ = max(cells)
    if last < 3 or not _is_total(cells.get((last, 0), [])):
        return
    if any(_words(cells.get((row, 0), [])) & {"total", "subtotal", "of", "net", "sum"} for row in range(1, last)):
        return
    for column in sorted({c for _, c in cells if c > 0}):
        if _words(cells.get((0, column), [])) & _NO_SUMS:
            continue
        column_cells = [_number(cells.get((row, column), [])) for row in range(1, last + 1)]
        parts = [n for n in column_cells if n is not None]
        if len(parts) == len(column_cells) and len({q.unit for _, q in parts}) == 1:
            yield from _added(parts[:-1], parts[-1])


def _added(parts: list[Number], total: Number) -> Iterator[Doubt]:
    s, q = total
    if q.unit not in ("", "money") and sum(p.value for _, p in parts) < 90:
        return
    written = sum((p.value for _, p in parts), Decimal(0))
    wide = Bounds(Decimal(0), Decimal(0))
    for _, p in parts:
        wide += _signed(p, bounds(p))
    told = _signed(q, bounds(q))
    fits = told.low <= wide.high and wide.low <= told.high
    if fits and written != q.value:
        return
    message = f"The parts add up to {shown(written / q.scale, 2)}."
    yield Doubt("internal.total", GOOD if fits else BAD, message, (part(s, q), *(part(t, p) for t, p in parts)))


def _signed(q: Quantity, b: Bounds) -> Bounds:
    return b if q.value >= 0 else Bounds(-b.high, -b.low)


def _words(sentences: list[Sentence]) -> set[str]:
    return {t.low for s in sentences for t in s.tokens[s.lo : s.hi]}


def _is_total(sentences: list[Sentence]) -> bool:
    words = [t.low for s in sentences for t in s.tokens[s.lo : s.hi]]
    return bool(words) and len(words) <= 3 and bool(set(words) & _TOTALS) and "return" not in words


def _number(sentences: list[Sentence]) -> Number | None:
    """The one number of a cell."""
    found = [(s, q) for s in sentences for q in s.numbers]
    return found[0] if len(found) == 1 and found[0][1].hedge is None else None
