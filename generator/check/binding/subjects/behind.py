"""Who some words are said of where the name comes after them: `3.2 % for gold`, `a loss posted by the Dow`."""

from __future__ import annotations

from generator.check.binding.words.dress import off_after
from generator.check.text.clauses import CARRIERS, Clause, is_plural
from generator.check.text.cuts import SUBORDINATES
from generator.check.text.entities import Name
from generator.check.text.sentence import Sentence
from generator.check.text.verbs import DRESS, PREPOSITIONS
from generator.check.text.wordset import wordset

VERSUS = frozenset(["than", "versus", "vs", "v", "against", "behind"])
_RIGHT = frozenset({"for", "in", "of", "on", "by"})
_FILLERS = wordset("""
    the a an its us u.s. of both just only some net into from broader wider benchmark
""")
_NOUNS = wordset("""
    gain gains loss losses rise fall drop decline jump advance slide increase decrease move change return rally
    retreat surge plunge dip slip climb bounce rebound correction
""")
_DONE = wordset("""
    shed lost gained posted notched suffered made recorded managed seen registered clocked chalked achieved earned
    delivered logged returned added dropped
""")
UNKNOWN = Name("?", None, "", "such instrument in its catalog")


def taken_off(s: Sentence, last: int) -> tuple[Name, ...]:
    """`had taken 75.91 points, or 3.6 per cent, off the S&P 500`: who lost what was taken."""
    k = off_after(s, last)
    if k is None and s.low(last) == "off":  # `9.1 % off the S&P 500, 10 % off the Nasdaq`
        beside = next((m for m in s.mentions if m.first == last + 1 and m.name.anaphor is None), None)
        k = last + 1 if beside is not None and not s.tokens[beside.last - 1].possessive else None
    if k is None:
        return ()
    while s.low(k) in _FILLERS and not any(m.first == k for m in s.mentions):
        k += 1
    return tuple(m.name for m in s.mentions if m.first <= k < m.last and m.name.anaphor is None)[:1]


def named_after(s: Sentence, last: int, clause: Clause) -> tuple[Name, ...]:
    """`3.2 % for the S&P 500`, `a 2 % gain in gold`, `by 12 basis points, from 4.18 to 4.30, for the 10-year`."""
    i = last
    for when in s.whens:
        if last <= when.first <= i + 2 and when.last > i:
            i = when.last
    if s.low(i) in _NOUNS:
        i += 1
    prep = s.low(i)
    if prep not in _RIGHT:
        return _listed_by_for(s, last, clause)
    i += 1
    while s.low(i) in _FILLERS and not any(m.first == i for m in s.mentions):
        i += 1
    mention = next((m for m in s.mentions if m.first <= i < m.last and m.name.anaphor is None), None)
    if mention is None and prep == "in":  # `a rise in second-quarter earnings`, `in annual core sales`
        mention = next(
            (m for m in s.mentions if i < m.first <= i + 3 and m.key is None and m.name.anaphor is None), None
        )
        mention = mention if mention is not None and _plain(s, i, mention.first) else None
    if mention is None and prep == "in" and s.low(last) in _NOUNS and _stranger(s, i):
        return (UNKNOWN,)
    if mention is None and prep == "for" and _for_another(s, i):
        return (UNKNOWN,)
    if (
        mention is None
        or (prep == "of" and mention.name.kind != "flow")
        or (prep in ("on", "by") and s.low(last) not in _NOUNS and not _on_each(s, i, clause))
    ):
        return ()
    return (mention.name,)


_TIMES = wordset("""
    first second third fourth fifth time times day days session week weeks month months quarter year years period rest
    record moment while good better worse whole full better most now once stretch half season decade run reason spell
""")


def _for_another(s: Sentence, i: int) -> bool:
    """`minus 32 % for the younger board`: a thing with its adjective that no list names, and no time."""
    words = s.words(i, i + 2)
    if (
        s.low(i - 1) != "the"
        or len(words) < 2
        or _TIMES & set(words)
        or any(w.first <= i + 1 and i - 2 <= w.last for w in s.whens)
    ):
        return False
    known = any(m.first <= i + 1 and i <= m.last for m in s.mentions)
    plain = all(s.tokens[k].kind == "word" and s.mark_at(k) is None for k in (i, i + 1))
    return plain and not known and (i + 2 >= s.hi or s.tokens[i + 2].kind != "word" or s.boundary(i + 2))


_GAUGED = wordset("volatility vol yield yields return returns premium discount correlation volatilities gain loss")


def _on_each(s: Sentence, i: int, clause: Clause) -> bool:
    """`Realised volatility is 13 % on the S&P and 21 % on the Russell`: of what a clause without a name tells a measure."""
    head = clause.head if clause.verb is None and clause.head is not None else clause
    if s.tokens[i].possessive or clause.names or head.names or head.verb is None:
        return False
    return bool(_GAUGED & set(s.words(head.first, head.verb)))


def _plain(s: Sentence, first: int, last: int) -> bool:
    """Whether nothing but words of description stands between two tokens."""
    return all(
        s.tokens[k].kind == "word" and s.mark_at(k) is None and s.low(k) not in _RIGHT for k in range(first, last)
    )


def doer(s: Sentence, last: int) -> tuple[Name, ...]:
    """`the 5.4 % shed by the large-cap benchmark`, `a gain of 2 % posted by gold`."""
    if s.low(last) not in _DONE or s.low(last + 1) != "by":
        return ()
    i = last + 2
    while s.low(i) in _FILLERS and not any(m.first == i for m in s.mentions):
        i += 1
    return tuple(m.name for m in s.mentions if m.first == i and m.name.anaphor is None)


def set_against(s: Sentence, first: int, last: int) -> bool:
    """`against 2.9 % for its big brother`: the number of something that no list names."""
    against = s.low(first - 1) in VERSUS or s.low(first - 2) in VERSUS
    if not against or s.low(last) not in ("for", "in") or any(w.first - last <= 2 and w.first >= last for w in s.whens):
        return False
    return s.low(last + 1) in ("the", "its", "their", "his", "a", "an") or s.tokens[last + 1].text[:1].isupper()


def _stranger(s: Sentence, i: int) -> bool:
    """`an increase in banks`, `a drop in shipping costs`: a thing that no catalog knows, and no time or manner."""
    if i >= s.hi:
        return False
    k = i
    while (
        s.tokens[k].kind == "word"
        and s.tokens[k + 1 if k + 1 < s.hi else k].kind == "word"
        and k - i < 3
        and not is_plural(s, k)
    ):
        k += 1
    known = any(m.first <= k < m.last for m in s.mentions) or any(w.first <= i <= w.last for w in s.whens)
    return is_plural(s, k) and not known and s.mark_at(k) is None


def _listed_by_for(s: Sentence, last: int, clause: Clause) -> tuple[Name, ...]:
    """A name with `for` at the end of a clause that names nothing else."""
    if clause.names or clause.verb is None:
        return ()
    mention = next((m for m in s.mentions if last <= m.first < clause.last and m.name.anaphor is None), None)
    if mention is None or any(q.first > last and q.first < mention.first and q.unit == "" for q in s.numbers):
        return ()
    k = mention.first - 1
    while s.low(k) in _FILLERS:
        k -= 1
    return (mention.name,) if s.low(k) == "for" else ()


_STARTS = wordset("""
    kept keeps keep began begin begins started start starts stopped stop stops continued continue continues resumed went
    came is was are were be been being by of and or but not then also now still ever even just a an another some any no
""")
_NO_MOVERS = CARRIERS | PREPOSITIONS | SUBORDINATES | DRESS | _STARTS


def moving_noun(s: Sentence, clause: Clause, first: int) -> tuple[Name, ...]:
    """`with consumer spending rising for the first time in months`: a participle is said of the noun right before it."""
    for mark in reversed(s.marks_of("move", lo=clause.first, hi=first)):
        k = mark.first - 1
        noun = s.tokens[k] if k > clause.first and s.low(mark.first).endswith("ing") else None
        if noun is None or any(mark.last <= m.first < first for m in s.mentions):
            continue
        known = any(m.first <= k < m.last for m in s.mentions) or any(w.first <= k < w.last for w in s.whens)
        plain = noun.kind == "word" and s.mark_at(k) is None and not noun.low.endswith("ly") and not noun.possessive
        return (UNKNOWN,) if plain and not known and noun.low not in _NO_MOVERS else ()
    return ()


_SHORT_STATES = wordset("up down")
_BESIDE = wordset(
    "below under above over lower higher stronger weaker short shy off beneath less more dearer cheaper behind ahead better worse"
)


def right_before(s: Sentence, first: int, last: int) -> tuple[Name, ...]:
    """`contradicted by the VIX at 24.78`, `a VIX of 20`: a level right behind its name; `rests on gold up 5 %`."""
    at = s.low(first - 1)
    beside = _beside(s, first, last)
    if beside:
        return beside
    mention = next((m for m in s.mentions if m.last == first - 1 and m.name.anaphor is None), None)
    if mention is None or not any(q.first == first and q.unit in ("", "money", "percent") for q in s.numbers):
        return ()
    level = at == "at" or (at == "of" and mention.name.kind in ("volatility_index", "rate", "indicator"))
    return (mention.name,) if level else ()


def _beside(s: Sentence, first: int, last: int) -> tuple[Name, ...]:
    """`rests on Bitcoin up 54 %`, `net liquidity $48.7 billion lower`, `the Russell 2000 (+11 % in three months)`."""
    if not any(q.first == first for q in s.numbers):
        return ()
    before = first - (s.low(first - 1) in _SHORT_STATES or s.low(first - 1) == "(")
    if before == first and s.low(last) not in _BESIDE:
        return ()
    mention = next((m for m in s.mentions if m.last == before and m.name.anaphor is None), None)
    return (mention.name,) if mention is not None else ()
