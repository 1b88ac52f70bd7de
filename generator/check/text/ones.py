"""`small caps still trail large ones`: the other size of shares, told by its adjective."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from generator.check.text.tokens import Token
from generator.check.text.wordset import wordset

if TYPE_CHECKING:
    from generator.check.text.entities import Directory, Mention

_SIZES = {
    **dict.fromkeys(wordset("large larger big bigger"), ("spx", "rut")),
    **dict.fromkeys(wordset("small smaller little"), ("rut", "spx")),
}
REACH = 30  # tokens back to the other size


def with_ones(tokens: Sequence[Token], mentions: Sequence[Mention], directory: Directory) -> list[Mention]:
    """The mentions of a block, with `large ones` as one where either size was named right before it."""
    found = list(mentions)
    for i in range(1, len(tokens)):
        one = tokens[i].low == "one" and i > 1 and tokens[i - 2].low == "the"  # `and the smaller one`
        if not (one or tokens[i].low == "ones") or tokens[i - 1].low not in _SIZES:
            continue
        meant, other = (directory.key(c) for c in _SIZES[tokens[i - 1].low])
        told = any(m.key in (meant, other) and m.key and i - REACH <= m.first and m.last < i for m in mentions)
        free = not any(m.first <= i - 1 < m.last and m.name.anaphor is None for m in mentions)
        name = directory.named(meant) if meant and other and told and free else None
        if name is not None:
            found = [m for m in found if not m.first <= i - 1 < m.last]
            found.append(type(mentions[0])(i - 1, i + 1, name))
    return sorted(found, key=lambda m: m.first)
