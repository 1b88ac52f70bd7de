"""Parts of a sentence that hang on what the plain text says, without a word of it: where embellishments stand."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.check.judging.gate.plain import Plain
from generator.check.judging.gate.reading.lines import Line
from generator.check.judging.gate.words.vocabulary import CONTENT_STOP
from generator.check.report import Reason
from generator.check.text.sentence import Sentence
from generator.check.text.wordset import wordset

Fault = tuple[Reason, str]

_STOPS = frozenset(",;:()\u2014\u2013.!?|")
_OPENERS = wordset(
    "which while so as with and but yet though although despite amid after before because since unlike like given"
)
_PARTICIPLES = wordset(
    "showing making leaving giving adding keeping pointing suggesting proving confirming marking setting"
)
_OPENING = _OPENERS | _PARTICIPLES
_IDLE = wordset("""
    even like treat weight size mind fact course either well too folks dear reader readers indeed though thus then therefore however moreover nonetheless nevertheless accordingly respectively instead
    included including excluded purposes purpose yardstick measure way contrast comparison turn total net gross overall
    rounded recall remember please note example instance words brief short far meanwhile also again still now here
    there order date time times moment all both each least most exactly precisely roughly itself themselves alone
    together apart one ones once twice thanks course nothing else anyway kind sort part parts account sum average
    figure figures number numbers data file files point points day days session sessions week month quarter year
    earlier later previously before after ago next previous same other others such case cases
    showed shows defined taken used counted meaning stands said listed compared
    view longer shorter term showed
    hello friday monday tuesday wednesday thursday saturday sunday morning evening afternoon everyone everybody
""")
_PHRASES = re.compile(
    r"\b(?:more to come|here to stay|(?<!basis )(?<!percentage )(?<!can )points? to|no surprise|(?:as|than) (?:feared|hoped|forecast|anticipated)|as usual|(?:once|yet) again|"
    r"not for the first time|last seen|the rest of|stay long|good news|bad news|time will tell|remains to be seen|"
    r"on track|on course|in store|in line with|out of line|room (?:for|to)|its own good|only a matter of|a matter of time|only a question|"
    r"run out of|lose steam|lost steam|cool(?:s|ed)? off|take(?:s|n)? a breather|under (?:pressure|fire|strain)|"
    r"on edge|risk[- ]off|risk[- ]on|all eyes|watch (?:for|out|this)|keep an eye|so far so good|no end in sight|"
    r"long overdue|unlike (?:the|last|in)|in contrast to|compared with (?:the|last)|for the \w+ (?:\w+ )?running)\b",
    re.I,
)


def faults_of_tails(line: Line, plain: Plain) -> Iterator[Fault]:
    """Embellishments of a sentence: phrases that judge or expect, and parts without a word of the plain text."""
    s = line.sentence
    text = s.text.replace("\u2019", "'")
    phrase = next((m[0] for m in _PHRASES.finditer(text) if not plain.has_phrase(m[0])), None)
    if phrase is not None:
        yield "no_data", f"The plain text does not say so: {phrase}."
    if s.block.role == "heading" or s.tokens[s.hi - 1].text == "?":
        return
    held = _held(line)
    seen = False
    for lo, hi in _segments(s):
        words = [i for i in range(lo, hi) if s.tokens[i].kind == "word" and s.low(i) not in CONTENT_STOP]
        anchored = any(i in held or (len(s.low(i)) > 2 and plain.words.has(s.low(i))) for i in range(lo, hi))
        leads_in = hi < s.hi and s.tokens[hi].text == ":"
        if seen and not anchored and not leads_in and any(s.low(i) not in _IDLE for i in words):
            yield "no_data", f"Nothing of the plain text is in: {s.phrase(lo, hi)}."
            return
        seen = seen or anchored


def _held(line: Line) -> set[int]:
    """The tokens of numbers, times, names and moves."""
    s = line.sentence
    spans = [*((q.first, q.last) for q in s.numbers), *((w.first, w.last) for w in s.whens)]
    spans += [(n.first, n.last) for n in line.names]
    spans += [(m.first, m.last) for m in s.marks if m.cue.role in ("move", "noun") and m.cue.sign]
    return {k for first, last in spans for k in range(first, last)}


def _segments(s: Sentence) -> Iterator[tuple[int, int]]:
    """The parts of a sentence between stops and the words that open a clause."""
    lo = s.lo
    for i in range(s.lo, s.hi + 1):
        if i == s.hi or s.tokens[i].text in _STOPS or (s.low(i) in _OPENING and i > lo):
            if i > lo:
                yield lo, i
            lo = i + 1 if i < s.hi and s.tokens[i].text in _STOPS else i
