"""Lists of names and numbers: `A, B and C fell x, y and z`."""

from __future__ import annotations

from generator.check.binding.context.scene import Scene
from generator.check.binding.subjects.pronouns import resolve_in
from generator.check.binding.subjects.subjects import is_versus, last_two, subjects_of
from generator.check.binding.words.dress import is_listed
from generator.check.text.entities import Name
from generator.check.text.quantities import Quantity
from generator.check.text.sentence import Sentence


def listed_names(s: Sentence, scene: Scene, q: Quantity) -> tuple[Name, ...]:
    """`A, B and C fell x, y and z`: the name in the same place of its list."""
    group = _run_of(s, q)
    if len(group) < 2:
        return ()
    against = _against(s, scene, group)
    if against:
        return (against[group.index(q)],)
    names = _list_before(s, scene, group[0].first, len(group)) or _named_just_before(s, scene, group)
    if len(names) == 1 and "respectively" not in s.words(group[-1].last, group[-1].last + 3):
        return ()
    if len(names) == len(group):
        plural = _plural_list(s, group[0].first) and "respectively" not in s.words(group[-1].last, group[-1].last + 3)
        return names if plural else (names[group.index(q)],)
    return ()


def _named_just_before(s: Sentence, scene: Scene, group: list[Quantity]) -> tuple[Name, ...]:
    """`October's bill is 3.4 % and 4.5 %`: one each for the two that the sentence before was about."""
    joined = "and" in s.words(group[0].last, group[-1].first) and not any(w.first > group[0].first for w in s.whens)
    names = scene.chain if len(scene.chain) == len(group) else last_two(scene) if len(group) == 2 else ()
    alike = all(n.key and scene.kind(n) not in ("rate", "flow") for n in names)
    plain = not s.mentions and group[0].unit == "percent" and len(s.numbers) == len(group)
    return names if plain and joined and alike else ()


_AGAINST = frozenset({"against", "versus", "vs", "v"})


def _against(s: Sentence, scene: Scene, group: list[Quantity]) -> tuple[Name, ...]:
    """`it lost less than the S&P, 1.3 % against 1.9 %`."""
    if len(group) != 2 or not set(s.words(group[0].last, group[1].first)) & _AGAINST:
        return ()
    left = [m for m in s.mentions if m.last <= group[0].first]
    if not left:
        return ()
    if not is_versus(scene, s, left[-1]) or left[-1].name.anaphor is not None:
        return ()
    clause = s.part(left[-1].first)
    names = subjects_of(scene, s, left[-1].first - 1, left[-1].first) if clause.verb is not None else ()
    return (names[0], left[-1].name) if len(names) == 1 and names[0] != left[-1].name else ()


def _plural_list(s: Sentence, first: int) -> bool:
    """`both`, `the two`: which is which is left open unless the text says respectively."""
    left = [m for m in s.mentions if m.last <= first]
    return bool(left) and left[-1].name.anaphor is not None


def _run_of(s: Sentence, q: Quantity) -> list[Quantity]:
    """The numbers of one unit that stand in a list around `q`."""
    group = [q]
    if len(s.numbers) == 1:
        return group
    k = s.numbers.index(q)
    for step in (-1, 1):
        j = k + step
        while (
            0 <= j < len(s.numbers)
            and s.numbers[j].unit == q.unit
            and is_listed(s, *sorted((s.numbers[j - step], s.numbers[j]), key=lambda n: n.core))
        ):
            group.insert(0, s.numbers[j]) if step < 0 else group.append(s.numbers[j])
            j += step
    return group


def _list_before(s: Sentence, scene: Scene, first: int, count: int) -> tuple[Name, ...]:
    left = [m for m in s.mentions if m.last <= first]
    if not left:
        return _pair_of_before(s, scene, first) if count == 2 else ()
    if left[-1].name.anaphor is not None:
        found = resolve_in(scene, s, left[-1])
        theirs = s.low(left[-1].first) in ("they", "them") and len(found) != count
        if theirs and len(scene.chain) == count:
            return scene.chain
        found = last_two(scene) if theirs and len(found) < 2 else found
        return found if len(found) > 1 else ()
    chain = [left[-1]]
    for mention in reversed(left[:-1]):
        words = s.words(mention.last, chain[0].first)
        if not all(w in (",", "and", "the", "&", "both", "to", "of") for w in words) or not words:
            break
        chain.insert(0, mention)
    return tuple(m.name for m in chain) if len(chain) > 1 else ()


def _pair_of_before(s: Sentence, scene: Scene, first: int) -> tuple[Name, ...]:
    """`October's bill is 3.4 % and 4.5 %`: of the two instruments that the sentence before told in turn."""
    two = last_two(scene)
    alike = len(two) == 2 and all(n.key for n in two) and scene.kind(two[0]) == scene.kind(two[1])
    return two if alike and not s.mentions and s.part(first).verb is not None else ()
