"""Where the clauses of a sentence begin."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from generator.check.text.verbs import DRESS, PREPOSITIONS, TO_VERBS, is_oblique, verb_in
from generator.check.text.wordset import wordset

if TYPE_CHECKING:
    from generator.check.text.entities import Mention
    from generator.check.text.sentence import Sentence


_HARD = frozenset(";:\u2014|\u2022\u2192")
JOINTS = frozenset({"and", "but", "or", "yet", "so", "then", "plus", "nor"})
CONTRASTS = frozenset({"while", "whereas", "although", "though", "whilst", "even"})
SUBORDINATES = frozenset(
    {"as", "after", "before", "when", "because", "since", "until", "if", "once", "unless", "where"}
)
RELATIVES = frozenset({"which", "who", "whose", "whom"})
_PARTICIPLES = wordset("""
    leaving taking bringing putting extending snapping making marking pushing sending lifting ending erasing trimming
    paring capping dragging handing giving
""")
_EDGES = _HARD | JOINTS | CONTRASTS | SUBORDINATES | RELATIVES | _PARTICIPLES | wordset("- \u2013 . , ( that to with")
_AFTER_COMMA = RELATIVES | JOINTS | wordset("and but or while whereas although though as with")


def stretches(s: Sentence) -> Iterator[tuple[int, int]]:
    """The clauses of a sentence as ranges of tokens, their openers included."""
    cuts = _cuts(s)
    edges = [s.lo, *cuts, s.hi]
    yield from ((a, b) for a, b in pairwise(edges) if a < b)


def _cuts(s: Sentence) -> list[int]:
    inside = _solid(s)
    found: list[int] = []
    start = s.lo
    depth = 0
    for i in range(s.lo + 1, s.hi):
        text, low = s.tokens[i].text, s.lows[i]
        if low not in _EDGES and s.lows[i - 1] != ")":
            continue
        if text == "(" and inside[i] and any(m.first < i < m.last for m in s.mentions):
            continue  # a ticker
        if text == "(":
            depth += 1
            found.append(i)
            start = i
            continue
        if s.tokens[i - 1].text == ")" and depth:
            depth -= 1
            if not found or found[-1] != i:
                found.append(i)
            start = i
        if inside[i] or (found and found[-1] == i and text not in ","):
            continue
        if text == "(" or not _cuts_at(s, start, i, text, low):
            continue
        at = i - 1 if low in RELATIVES and s.low(i - 1) in PREPOSITIONS else i
        if found and at - found[-1] == 1 and s.tokens[found[-1]].text in ",;" and low in _AFTER_COMMA:
            continue  # `, and`, `, with` are one opener
        if not found or at > found[-1]:
            found.append(at)
            start = at
    return found


def _cuts_at(s: Sentence, start: int, i: int, text: str, low: str) -> bool:
    if text in _HARD or (text in "-\u2013" and not s.tokens[i].glued and not any(q.first == i for q in s.numbers)):
        return True
    if text == "." and (s.tokens[i - 1].is_num or s.tokens[i - 1].text == "%"):
        return i + 1 < s.hi and not s.tokens[i + 1].glued
    if text == ",":
        return s.low(i + 1) != "respectively" and not _goes_on(s, start, i)
    if low in RELATIVES or (low == "that" and _restricts(s, i)):
        return True
    if low in JOINTS:
        return s.tokens[i - 1].text != "," and _opens(s, start, i)
    if low in CONTRASTS:
        return low != "even" and _has_verb(s, i + 1)
    if low in SUBORDINATES:
        return _subordinate(s, i, low)
    if low in _PARTICIPLES:
        return i > start + 1 and s.low(start) != "with"
    if low == "to":
        return s.low(i + 1) in TO_VERBS and _said_already(s, start, i) and not s.tokens[i].hyphen
    return low == "with" and _absolute(s, i)


def _restricts(s: Sentence, i: int) -> bool:
    """`a dollar that is up 2 %`: a name, `that` and a verb."""
    named = any(0 <= i - m.last <= 1 for m in s.mentions if m.name.anaphor is None)
    return named and verb_in(s, i + 1, i + 3) == i + 1


def _solid(s: Sentence) -> list[bool]:
    """Tokens inside names, times and numbers, where nothing is cut."""
    found = [False] * (s.hi + 1)
    spans = (
        [(x.first, x.last) for x in s.mentions]
        + [(x.first, x.last) for x in s.whens]
        + [(x.first, x.last) for x in s.numbers]
        + [(x.first, x.last) for x in s.scopes]
    )
    for first, last in spans:
        for k in range(max(first + 1, s.lo), min(last, s.hi)):
            found[k] = True
    return found


_OPENERS = JOINTS | CONTRASTS | RELATIVES


def _next_edge(s: Sentence, i: int) -> int:
    """Where the stretch from a token on ends: the next sign, joint or relative."""
    k = i
    while k < s.hi and not (s.tokens[k].text in ",;:()\u2014" or (k > i and s.lows[k] in _OPENERS)):
        k += 1
    return k


def _has_verb(s: Sentence, i: int) -> bool:
    return verb_in(s, i, _next_edge(s, i)) is not None


def _said_already(s: Sentence, start: int, i: int) -> bool:
    return verb_in(s, start, i) is not None


def _name_at(s: Sentence, i: int) -> Mention | None:
    """The name that begins at a token, after its articles."""
    k = i
    while k < s.hi and (s.low(k) in DRESS) and not any(m.first == k for m in s.mentions):
        k += 1
    return next((m for m in s.mentions if m.first == k), None)


def _opens(s: Sentence, start: int, i: int) -> bool:
    """Whether a joint opens a clause: a verb follows, or a name with its own number where the verb is understood."""
    k = i + 1
    while s.low(k) in ("so", "then", "but", "also", "now", "thus"):
        k += 1
    edge = _next_edge(s, k)
    name = _name_at(s, k)
    left = next((m for m in s.mentions if m.last == i), None)
    if left is not None and name is not None and not _said_already(s, start, i):
        return False  # `gold and silver rose`
    if verb_in(s, k, edge) is not None:
        return True
    return name is not None and _said_already(s, start, i) and any(name.last <= q.first < edge for q in s.numbers)


def _goes_on(s: Sentence, start: int, i: int) -> bool:
    """Whether a comma stands inside a clause: in a list, before an adverbial, or after one that opens the sentence."""
    k = i + 1
    joint = s.low(k) in JOINTS
    k += joint
    edge = _next_edge(s, k)
    verb = verb_in(s, k, edge)
    name = _name_at(s, k)
    left = next((m for m in s.mentions if m.last == i), None)
    said = _said_already(s, start, i)
    if left is not None and name is not None and not said and (verb is None or joint or _list_goes_on(s, name.last)):
        return True
    if (
        s.low(start + (s.tokens[start].text == ",")) in RELATIVES
        and s.low(k) == "at"
        and any(q.first == k + 1 for q in s.numbers)
    ):
        return False  # `and SPY, which tracks the S&P 500, at $208`: not of what it tracks
    if _number_list(s, i, k) and verb is None:
        return True
    if not said and verb is not None and _only_adverbial(s, start, i):
        return True
    if not said and name is not None and _only_adverbial(s, start, i):
        return True
    if not said and verb is None and any(w.last == i for w in s.whens) and _only_time(s, start, i):
        return any(k <= q.first < edge for q in s.numbers)  # `; for the week, net outflows of $1.49 billion`
    return verb is None and not joint and _adverbial(s, k, edge) and name is None


def _list_goes_on(s: Sentence, i: int) -> bool:
    return s.tokens[i].text == "," if i < s.hi else False


def _number_list(s: Sentence, i: int, k: int) -> bool:
    before = any(q.last == i for q in s.numbers)
    after = next((q for q in s.numbers if q.first == k), None)
    return before and after is not None


def _adverbial(s: Sentence, k: int, edge: int) -> bool:
    """`to 2,700`, `on Friday`, `from 7.1% a week earlier`."""
    if any(w.first == k for w in s.whens):
        return all(s.tokens[x].kind == "end" or any(w.first <= x < w.last for w in s.whens) for x in range(k, edge))
    if s.low(k) not in PREPOSITIONS or s.low(k) in (
        "with",
        "up",
        "down",
        "like",
        "unlike",
        "including",
        "off",
        "below",
        "above",
        "under",
        "near",
    ):
        return False
    return not any(k <= m.first < edge and m.name.anaphor is None for m in s.mentions)


def _only_adverbial(s: Sentence, start: int, i: int) -> bool:
    """`On Friday`, `Over the past three months`, `Meanwhile`: nothing yet that could be a subject."""
    k = start
    while s.tokens[k].text in ",;" or s.low(k) in JOINTS or s.low(k) in CONTRASTS:
        k += 1
    if any(k <= m.first < i and not is_oblique(s, m) for m in s.mentions):
        return False
    if any(w.first == k and s.tokens[w.last - 1].possessive and w.last < i for w in s.whens):
        return False  # `Gold, the year's dunce, crept up`
    if any(k <= q.first < i for q in s.numbers):
        return False
    if any(k <= m.first < i and m.cue.role in ("record", "super") for m in s.marks):
        return False
    first = s.low(k)
    return first in PREPOSITIONS or any(w.first <= k < w.last for w in s.whens) or i - k <= 3


def _only_time(s: Sentence, start: int, i: int) -> bool:
    """`for the week`, `over the month`: nothing but a time and its preposition."""
    when = next(w for w in s.whens if w.last == i)
    return all(
        s.tokens[k].text in ",;:\u2014" or s.low(k) in PREPOSITIONS for k in range(start, max(when.first, start))
    )


def _subordinate(s: Sentence, i: int, low: str) -> bool:
    timed = any(w.first == i or (w.first > i and w.prep == low and w.first - i <= 4) for w in s.whens)
    if timed or any(q.first == i + 1 for q in s.numbers):
        return False
    if low == "as" and s.low(i + 1) in (
        "of",
        "well",
        "high",
        "low",
        "much",
        "many",
        "far",
        "long",
        "a",
        "an",
        "usual",
        "ever",
    ):
        return False
    if low == "once" and s.low(i - 1) in ("never", "not", "only", "than", "just", "but"):
        return False
    if low == "as" and s.low(i - 1) in ("such", "as", "same", "so", "well", "much", "twice", "known", "far", "long"):
        return False
    edge = _next_edge(s, i + 1)
    participle = s.low(i + 1).endswith("ing") and low in ("after", "before", "since")
    return participle or verb_in(s, i + 1, edge) is not None


def _absolute(s: Sentence, i: int) -> bool:
    """`with the S&P 500 up 2%`."""
    name = _name_at(s, i + 1)
    if name is None or not _said_already(s, s.lo, i):
        return False
    k = name.last
    while k < s.hi and (s.low(k) in ("by", "now", "still", "also", "nearly", "almost") or s.low(k).endswith("ly") or any(w.first <= k < w.last for w in s.whens)):  # fmt: skip
        k += 1
    if k > name.last and s.low(k).endswith("ing"):
        return True
    after = s.mark_at(name.last)
    return (after is not None and after.cue.role in ("state", "move", "compare", "level")) or s.low(name.last).endswith(
        "ing"
    )
