"""Percentage points between two instruments: ahead, behind, apart, a lead of; a price alone never moves by them."""

from __future__ import annotations

from generator.check.binding.claim import Claim
from generator.check.binding.context.scene import Scene
from generator.check.binding.readings import readings
from generator.check.binding.subjects.subjects import all_subjects_of, is_versus, versus_of
from generator.check.binding.times.times import times_of
from generator.check.binding.words.dress import dress
from generator.check.comparing.amounts import NumberTest
from generator.check.text.entities import Mention, Name
from generator.check.text.quantities import Quantity
from generator.check.text.replacing import replace
from generator.check.text.sentence import Sentence
from generator.check.text.wordset import wordset

_AFTER = {
    "apart": 0,
    "between": 0,
    "ahead": 1,
    "clear": 1,
    "better": 1,
    "behind": -1,
    "short": -1,
    "worse": -1,
    "adrift": -1,
}
_NOUNS = {"lead": 1, "advantage": 1, "edge": 1, "outperformance": 1, "lag": -1, "shortfall": -1, "deficit": -1,
          "underperformance": -1, "gap": 0, "margin": 0, "distance": 0, "difference": 0, "spread": 0, "divergence": 0}  # fmt: skip
_PARTING = wordset("separate separates separated part parts parted lie lies lay stand stands stood divide divides")
_TO_NUMBER = wordset("of is was are were to at comes come came now by a : only just")
_OTHERS = frozenset({"against", "over", "versus", "vs", "to", "on"})
_POINTS = ("that", "this", "it", "that's")
_RATES = ("rate", "flow", "balance")


def as_apart(s: Sentence, scene: Scene, q: Quantity) -> Claim | None:
    """A difference of two changes, where the words or the draft say between whom."""
    if q.unit != "pp":
        return None
    told = _relation(s, q)
    dressed = dress(s, q)[2] and s.tokens[q.first - 1].text != ":"
    headed = s.low(q.first - 1) == ":" and len({m.key for m in s.mentions if m.name.anaphor is None}) == 2
    if told is None and not headed and (not scene.versus or dressed or q.sign):
        return None
    sign, first, last = told or (0, q.first, q.last)
    pair = _pair(s, scene, q, last, named=told is not None)
    if pair is None or any(scene.directory.kind(k) in _RATES for k in pair):
        return None
    times = times_of(scene, s, q.first, q.last)
    windows = times.windows if times.window_named else (*scene.spread_windows, *scene.stretch, *times.windows)
    if not times.window_named and s.low(s.lo) in _POINTS:
        windows = (*scene.same, *windows)  # `That is a lead of 50.6 points`: over the stretch that was told before
    windows = tuple(dict.fromkeys(windows))
    claim = Claim(s, first, last, "spread", number=q)
    found = readings(pair[0], "spread", windows, times.days, pair[1])
    if scene.main_pair not in (None, pair) and not _names(s):
        one, two = scene.main_pair or pair  # a gap told of nobody may be the one that the draft is about
        more = times.windows if times.window_named else (*scene.main_windows, *windows)
        found = (*found[:4], *readings(one, "spread", more, times.days[:1], two)[:4])
    if sign and not told_of(s, pair[0]) and s.low(first) in _NOUNS:
        sign = 0  # `the lead is 15.8 points`: whose is told elsewhere
    return replace(claim, readings=found, test=NumberTest(q, "pp", q.sign or sign))


def _names(s: Sentence) -> bool:
    return any(m.name.anaphor is None for m in s.mentions)


def told_of(s: Sentence, key: str) -> bool:
    """Whether a sentence names an instrument."""
    return any(m.key == key and m.name.anaphor is None for m in s.mentions)


def _relation(s: Sentence, q: Quantity) -> tuple[int, int, int] | None:
    """The sign that the words give a difference, and the tokens that they cover with it."""
    after = s.low(q.last)
    if after in _AFTER:
        return _AFTER[after], q.first, q.last + 1
    if after == "in" and s.low(q.last + 1) == "front":
        return 1, q.first, q.last + 2
    verb = q.last + (after in ("now", "still"))
    if s.low(verb) in _PARTING:
        return 0, q.first, verb + 1
    k = q.first - 1
    while k >= s.lo and q.first - k < 5 and (s.low(k) in _TO_NUMBER or any(w.first <= k < w.last for w in s.whens)):
        k -= 1
    if s.low(k) in _NOUNS:
        return _NOUNS[s.low(k)], k, q.last
    further = s.low(q.first - 1) == "by" and "than" in s.words(s.hard_clause(q.core)[0], q.first)
    return (0, q.first, q.last) if s.low(q.first - 1) in _PARTING or further else None


def _pair(s: Sentence, scene: Scene, q: Quantity, last: int, *, named: bool) -> tuple[str, str] | None:
    """Who is compared with whom: both named, one named and the other told before, or the pair told last."""
    found = _for_against(s, last)
    if found is not None:
        return found
    lo, hi = s.hard_clause(q.core)
    for stretch in ((lo, hi), (s.lo, s.hi)):
        here = [m for m in s.mentions if stretch[0] <= m.first < stretch[1] and m.name.anaphor is None]
        keys = list(dict.fromkeys(m.key for m in here))
        if None in keys or len(keys) > 2:
            return _of_many(s, scene, q, last)
        if len(keys) == 2:
            return _ordered(s, scene, q, here, [k for k in keys if k])
        if keys and keys[0]:
            return _with_partner(s, scene, here[0].name, q)
    if not named and scene.pair is not None and _subject_is_other(scene, s, q):
        return None
    pointed = named and s.low(s.lo) in _POINTS
    if scene.pair is None and (pointed or {"them", "two", "both"} & set(s.words(last, last + 3))):
        two = [n.key for n in scene.recent[-2:]]
        return (two[0], two[1]) if len(two) == 2 and two[0] and two[1] else None
    return scene.pair


def _for_against(s: Sentence, i: int) -> tuple[str, str] | None:
    """`3 points for Ether against gold`."""
    after = [m for m in s.mentions if i <= m.first <= i + 12 and m.name.anaphor is None and m.key]
    if len(after) < 2 or s.low(i) != "for" or after[0].first - i > 3:
        return None
    one, two = after[0], after[1]
    joint = s.words(one.last, two.first)
    return (one.key, two.key) if one.key and two.key and joint and joint[0] in _OTHERS else None


def _of_many(s: Sentence, scene: Scene, q: Quantity, last: int) -> tuple[str, str] | None:
    """Among several names: the one right before the number, and the one right behind `ahead of`."""
    behind = next((m for m in s.mentions if last <= m.first <= last + 4 and m.name.anaphor is None), None)
    direct = s.low(last) in ("of", "than", "from") or s.low(last - 1) in ("behind", "above", "below")
    if behind is None or not direct or behind.key is None:
        return None
    before = [m for m in s.mentions if m.last <= q.first and m.name.anaphor is None and m.key]
    near = before[-1] if before and q.first - before[-1].last <= 2 else None
    names = (near.name,) if near is not None else all_subjects_of(scene, s, q.first, q.last)
    return (names[0].key, behind.key) if names and names[0].key and names[0].key != behind.key else None


def _ordered(s: Sentence, scene: Scene, q: Quantity, here: list[Mention], keys: list[str]) -> tuple[str, str] | None:
    """Two names: the one that is compared with stands second."""
    versus = next((m.key for m in here if is_versus(scene, s, m)), None)
    subject = next((n.key for n in all_subjects_of(scene, s, q.first, q.last) if n.key in keys), None)
    if versus is not None:
        return next(k for k in keys if k != versus), versus
    first = subject or keys[0]
    return first, next(k for k in keys if k != first)


def _with_partner(s: Sentence, scene: Scene, name: Name, q: Quantity) -> tuple[str, str] | None:
    """One name: the other is what it was compared with before."""
    key = name.key or ""
    other = scene.versus.get(key)
    if other is None and scene.pair is not None and key in scene.pair:
        other = scene.pair[0] if scene.pair[1] == key else scene.pair[1]
    if other is None:
        others = versus_of(scene, s, name, q.core)
        other = others[0].key if others else None
    return (key, other) if other and other != key else None


def _subject_is_other(scene: Scene, s: Sentence, q: Quantity) -> bool:
    """Whether a bare number of points is told of a rate."""
    return any(
        scene.kind(n) in _RATES
        for n in all_subjects_of(scene, s, q.first, q.last)
        if any(m.name == n for m in s.mentions)
    )


def remember_pair(scene: Scene, claims: list[Claim]) -> None:
    """Remembers who was compared with whom, and over which window."""
    for claim in claims:
        found = [r for r in claim.readings if r.versus]
        if not found or found[0].measure not in ("spread", "ratio", "ratio.zscore", "streak.beat"):
            continue
        key, other = found[0].subject, found[0].versus or ""
        scene.pair, scene.versus[key] = (key, other), other
        if found[0].measure == "spread" and claim.kind == "spread" and scene.main_pair is None:
            scene.main_pair = (key, other)
            scene.main_windows = tuple(dict.fromkeys(r.window for r in found if r.window))[:2]
        if found[0].measure == "spread":
            scene.spread_windows = tuple(dict.fromkeys(r.window for r in found if r.window))[:2]
