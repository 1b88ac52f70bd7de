"""Whose a number is: of the owner right before it, of a list, of the clause, or of what was told before."""

from __future__ import annotations

from generator.check.binding.context.scene import Scene
from generator.check.binding.measures.owndays import own_day
from generator.check.binding.measures.statistics import mined_of
from generator.check.binding.numbers.lists import listed_names
from generator.check.binding.subjects.funds import flow_names
from generator.check.binding.subjects.subjects import or_topic, subjects_of
from generator.check.binding.words.multiplied import of_others_move
from generator.check.text.entities import Mention, Name
from generator.check.text.quantities import Quantity
from generator.check.text.sentence import Sentence
from generator.check.text.wordset import wordset

_OWNED = wordset("gain gains loss losses rise fall drop decline advance jump slide return advance increase decrease")


def _owns(s: Sentence, mention: Mention, q: Quantity) -> bool:
    """`more than the S&P's 8.7 %`, `against the S&P 500's gain of 1.5 %`, `BTC -3.9 % vs GLD +3.6 %`."""
    if (
        mention.last == q.first
        and q.sign
        and {"vs", "versus", "against"} & set(s.words(mention.first - 2, mention.first))
    ):
        return True
    if not s.tokens[mention.last - 1].possessive:
        return False
    noun = s.low(mention.last) in _OWNED and s.words(mention.last + 1, q.first) == ["of"]
    return mention.last == q.first or noun


def named_for(s: Sentence, scene: Scene, q: Quantity, index: int) -> tuple[Name, ...]:
    """The instruments that a number may be of, most likely first."""
    listed = listed_names(s, scene, q) or mined_of(s, q)
    if listed:
        return listed
    owner = next((m.name for m in s.mentions if _owns(s, m, q)), None)
    if owner is not None and owner.anaphor is None:  # `more than the S&P's 8.7 %`
        return flow_names(s, scene, q, (owner,))
    names = subjects_of(scene, s, q.first, q.last)
    other = of_others_move(s, q.last) if q.unit in ("fraction", "times") else None
    before = s.part(q.core).first - 1
    if other is not None and other.name in names and before > s.lo:  # `gold rose 5 %, half what the S&P 500 made`
        names = subjects_of(scene, s, before, before + 1)
    names = or_topic(scene, s, names)
    own = own_day(s, q) if q.unit in ("", "money") and not any(m.name.anaphor is None for m in s.mentions) else None
    pointed = any(m.name.anaphor and m in s.part(q.core).names for m in s.mentions)  # `the coin`, `the metal`
    if own is not None and own.first >= q.last and not pointed:
        names = tuple(n for n in scene.recent if n.key and scene.kind(n) != "rate") or names
    if (
        q.unit in ("percent", "points", "times")
        and len(names) == 1
        and names[0].kind == "flow"
        and not any(m.name == names[0] and m.first >= s.lo for m in s.mentions)
    ):
        names = tuple(n for n in scene.recent[::-1] if n.kind != "flow" and n.key)[:1] or names
    return flow_names(s, scene, q, names)
