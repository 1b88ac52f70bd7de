"""Labels beside the plot: the names of lines and levels, moved apart and tied to what they name."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from .frame import Box
from .labels import spread
from .palette import TYPES
from .scales import Scale
from .text import leading, measure, px, text, wrap

LEADER = 14


@dataclass(frozen=True)
class Level:
    """A dashed horizontal line with its name beside the plot: a mean, a base rate, a starting point."""

    value: float
    label: str = ""


class Tag(NamedTuple):
    """A label beside the plot, and the point that it names."""

    x: float
    y: float
    rows: Sequence[tuple[str, str]]
    colour: str

    @property
    def height(self) -> float:
        """Pixels, with the space to the next label."""
        return sum(leading(kind) for _, kind in self.rows) + 3

    @property
    def width(self) -> float:
        """Pixels of its longest row."""
        return max(measure(words, kind) for words, kind in self.rows)


def tag_rows(*parts: tuple[str, str, int], room: float) -> list[tuple[str, str]]:
    """Words with their kind and most rows, wrapped into rows of at most `room` pixels."""
    return [(row, kind) for words, kind, most in parts for row in wrap(words, kind, room, most)]


def level_tags(levels: Sequence[Level], room: float, y: Scale | None) -> list[Tag]:
    """The names of levels; without a scale, only their sizes are meant."""
    named = [(level, tag_rows((level.label, "tick", 2), room=room)) for level in levels]
    return [Tag(math.inf, y(level.value) if y else 0.0, rows, "quiet") for level, rows in named if rows]


def tag_gutter(tags: Sequence[Tag]) -> float:
    """Pixels that the labels need right of the plot."""
    return max((tag.width + LEADER for tag in tags), default=6.0)


def draw_tags(tags: Sequence[Tag], plot: Box) -> Iterator[str]:
    """Labels right of the plot, moved apart, with a leader where one is away from its point."""
    centres = spread([tag.y for tag in tags], [tag.height for tag in tags], plot.top - 8, plot.bottom + 6)
    for tag, centre in zip(tags, centres, strict=True):
        left = plot.right + LEADER
        start = min(tag.x + 5, plot.right)
        if abs(centre - tag.y) > 5 or start < plot.right - 12:
            turn = f"H{px(plot.right)}" if start < plot.right - 12 else ""
            yield f'<path class="lead {tag.colour}" d="M{px(start)} {px(tag.y)}{turn}L{px(left - 3)} {px(centre)}"/>'
        y = centre - (tag.height - 3) / 2
        for words, kind in tag.rows:
            yield text(left, y + TYPES[kind].size, words, kind, colour=tag.colour)
            y += leading(kind)


def draw_levels(levels: Sequence[Level], plot: Box, y: Scale) -> Iterator[str]:
    """The dashed lines; their names are tags."""
    for level in levels:
        yield f'<path class="level" d="M{px(plot.left)} {px(y(level.value))}H{px(plot.right)}"/>'
