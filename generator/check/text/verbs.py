"""Which words are verbs here, and which names are subjects rather than hanging on a preposition."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.check.text.wordset import wordset

if TYPE_CHECKING:
    from generator.check.text.entities import Mention
    from generator.check.text.sentence import Mark, Sentence


TO_VERBS = wordset("close end finish settle stand reach trade hit")
PREPOSITIONS = wordset("""
    to from at on in over for by against versus vs below above under during since after before of with without within
    through until till into off beyond toward towards near around between among amid despite across compared than up
    down per like unlike including excluding about past via throughout besides
""")
_OBLIQUE = wordset("""
    of in for against than with by at from to on over under among between versus vs v like unlike into behind despite
    beside besides as above below near around across including excluding without through past toward towards off within
""")
_HEADS = wordset("""
    vol vols swings yield yields price prices rate value shares cost level gauge measure index flows stake volatility
    correlation ratio gap spread units note notes rates gain gains loss losses rise fall drop decline jump
    advance rally usage use uptake slide close move moves performance return returns that those average averages
""")
DRESS = wordset("""
    the a an its their this that our us u.s. american broader wider benchmark broad main major key leading flagship
    small-cap tech-heavy technology-heavy blue-chip wider whole entire underlying even only just both either while
    spot physical local all
""")
_DETERMINERS = frozenset({"the", "a", "an", "its", "their", "this", "that", "these", "those"})
AUXILIARIES = wordset("""
    is was are were be been being has have had having does did do remains remained remain stands stood sits sat became
    becomes seems looks looked made makes set sets saw sees went goes came comes took takes left leaves sent sends
    pushed put puts kept keeps got gets held holds ran runs managed needs need spent means meant gave gives brought
    brings began begins started starts opened opens ended ends finished finishes closed closes settled settles
    extended extends snapped snaps broke breaks marked marks notched notches posted posts registered recorded suffered
    enjoyed showed shows stayed stays capped leapt drew wiped erased pared added turned turns cost buys bought sold sells
    trades traded changed stopped halted reached hit touched crossed topped passed cleared reclaimed tested moved
    will would could should may might can must won't isn't wasn't aren't weren't hasn't hadn't haven't didn't doesn't
    don't can't couldn't
""")
_NOUN_BEFORE = wordset("""
    a an the its their his her this that these those any no every each of for in with by some another such other
    first second third fourth fifth sixth seventh eighth ninth tenth last next
    straight consecutive successive biggest largest sharpest steepest best worst daily weekly monthly quarterly annual
    yearly intraday one-day single percentage slight modest small further net big sharp steep late early fresh new
    initial recent previous earlier overnight nominal real higher lower rising falling bond treasury
""")
NOUN_OR_VERB = wordset("""
    gain gains rally rallies rise rises fall falls drop drops decline declines slide slides jump jumps increase
    increases advance advances bounce rebound rebounds move moves spike surge slump ease cool firm hurt float retreat
    retreats recover improve dip dips slip leak crash plunge pop narrow climb climbs leap swing lead leads lag gap
    close closes finish end record records high low loss change changes trade trades return returns build pickup
    outflow inflow beat level pull bleed yield yields
""")


def is_verb(s: Sentence, mark: Mark) -> bool:
    """Whether a cue is the verb of a clause here, rather than a noun, an adjective or an infinitive."""
    if mark.cue.role in ("move", "level", "compare", "multiple", "flat", "rank"):
        return not mark.cue.noun and not _as_noun(s, mark.first, mark.last)
    return False


def is_oblique(s: Sentence, mention: Mention) -> bool:
    """Whether a name hangs on a preposition (`in gold`, `than the S&P`), so that it is no subject."""
    i = mention.first - 1
    while (
        i >= s.lo
        and s.low(mention.first) not in _DETERMINERS
        and (s.low(i) in DRESS or s.tokens[i].possessive or _adjective(s, i))
    ):
        i -= 1
        if s.low(i + 1) in _DETERMINERS:
            break  # `in the US the Russell`
    if s.low(i) == "for" and s.low(mention.last) == "to" and s.mark_at(mention.last + 1) is not None:
        return False  # `It took six sessions for the S&P 500 to gain 4 %`
    if s.low(i) not in _OBLIQUE or any(w.first <= i < w.last for w in s.whens):
        return False
    if s.low(i) == "as":
        return s.low(i - 1) in ("such", "as", "well")
    if any(m.last == i and m is not mention and m.name.anaphor is None for m in s.mentions):
        return True  # `energy shares in the index`
    return not (s.low(i) in ("of", "on", "in", "for") and s.low(i - 1) in _HEADS and _heads_phrase(s, i - 1))


def _adjective(s: Sentence, i: int) -> bool:
    joined = s.tokens[i].hyphen or (i + 1 < s.hi and s.tokens[i + 1].hyphen)
    return s.tokens[i].kind == "word" and (joined or s.low(i).endswith(("-heavy", "-weighted", "est")))


_MOVES = wordset("gain gains loss losses rise fall drop decline jump advance rally slide move")


def _heads_phrase(s: Sentence, i: int) -> bool:
    """`the yield on the 10-year`, `the two-day loss for the S&P 500`, but not `a gain for the S&P 500`."""
    if s.low(i) not in _MOVES:
        return True
    k = i - 1
    while k > s.lo and (s.tokens[k].hyphen or s.tokens[k + 1].hyphen or s.low(k).endswith("ly")):
        k -= 1
    return s.low(k) == "the"


def _as_noun(s: Sentence, first: int, last: int) -> bool:
    before, word = s.low(first - 1), s.low(first)
    if before == "to":
        return not (word in TO_VERBS and first - 1 > s.lo)
    if s.tokens[first].hyphen or (last < s.hi and s.tokens[last].hyphen and last - first == 1):
        return True
    if word.endswith("s") and before in PREPOSITIONS and last - first == 1 and first > s.lo and s.mark_at(first):
        return True  # `with slips on purpose`
    if word in NOUN_OR_VERB and (before in _NOUN_BEFORE or _ends_number(s, first)):
        return True
    if word.endswith("ing") and last - first == 1:
        return before not in ("is", "was", "are", "were", "been", "be", "kept", "keeps")
    return before in ("the", "a", "an") and word.endswith("ed")


def _ends_number(s: Sentence, i: int) -> bool:
    """A number or a time right before a word that may be a noun: `a 2% rise`, `the week's gain`."""
    possessive = i > s.lo and s.tokens[i - 1].possessive
    return possessive or any(q.last == i and q.unit in ("percent", "points", "bp", "pp") and s.low(q.first - 1) in ("a", "the", "its", "of", "an", "that") for q in s.numbers)  # fmt: skip


def verb_in(s: Sentence, lo: int, hi: int) -> int | None:
    """The first verb of some tokens."""
    for k in s.verbal:
        if k < lo:
            continue
        if k >= hi:
            break
        low, mark = s.lows[k], s.mark_at(k)
        if low in AUXILIARIES and not _as_noun(s, k, k + 1) and not s.tokens[k].hyphen:
            if low == "may" and any(w.first <= k < w.last for w in s.whens):
                continue  # `on 17 May`
            return k
        if mark is not None and is_verb(s, mark) and low not in ("at", "behind", "level", "worth", "ahead"):
            return k
        if s.tokens[k].possessive and low in ("it", "that", "there", "what"):
            return k
    return None
