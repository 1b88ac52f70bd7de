"""A level says whose it is: `closed at $73,083.50` goes on with the coin, and not with the flow that was told of last."""

from __future__ import annotations

from generator.check.answering.reading import Reading
from generator.check.binding.context.scene import Scene
from generator.check.text.entities import Name
from generator.check.text.quantities import Quantity
from generator.check.text.sentence import Sentence
from generator.check.text.wordset import wordset

_LEADS = wordset("at to from of near was is stands stood ( touched hit reached")
_NEAR, _FAR = 1.25, 3.0  # within which a number may be a level, and beyond which it is none
_UNITS = {"percent": ("rate",), "": ("equity_index", "volatility_index", "indicator")}
_PRICED = ("equity", "etf", "crypto", "commodity", "balance")
_FLOW = 10**6  # a flow is no smaller
_ROWS = 30


def note_leveled(s: Sentence, scene: Scene) -> None:
    """Where a sentence names nothing and its level cannot be that of the last subject, it goes on with whose it can be."""
    if scene.subject is None or scene.subject.key is None or any(m.name.anaphor is None for m in s.mentions):
        return
    q = next((q for q in s.numbers if _as_level(s, q)), None)
    if q is None or _off(scene, scene.subject, q) <= _FAR:
        return
    if scene.kind(scene.subject) == "flow" and q.magnitude >= _FLOW:
        return
    kinds = _UNITS.get(q.unit, _PRICED)
    near = [n for n in scene.recent if n.key and scene.kind(n) in kinds and _off(scene, n, q) <= _NEAR]
    near = near if len(near) < 2 else [n for n in near if _stood_at(scene, n, q)]
    if near:
        scene.note(near[-1])


def _as_level(s: Sentence, q: Quantity) -> bool:
    exact = len(q.value.normalize().as_tuple().digits) >= 3
    return exact and q.unit in ("", "money", "percent") and q.sign == 0 and s.low(q.first - 1) in _LEADS


def _stood_at(scene: Scene, name: Name, q: Quantity) -> bool:
    """Whether an instrument closed at a level lately."""
    columns = scene.answers.columns(name.key or "")
    return columns is not None and bool((abs(columns[1][-_ROWS:] - float(q.magnitude)) <= float(q.grain) / 2).any())


def _off(scene: Scene, name: Name, q: Quantity) -> float:
    """How many times larger the greater is of a number and the level of an instrument, lately or on the day told last."""
    days = dict.fromkeys((None, *scene.days))
    levels = [a.value for d in days if (a := scene.answers.ask(Reading(name.key or "", "level", at=d))) is not None]
    number = float(q.magnitude)
    ratios = [max(number / abs(v), abs(v) / number) for v in levels if isinstance(v, float) and v and number]
    return min(ratios, default=float("inf"))
