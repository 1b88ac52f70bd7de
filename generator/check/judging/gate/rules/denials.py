"""What a text denies or leaves open: what its plain sentences say no to, or say may be, a sentence must too; and no more."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from generator.check.judging.gate.reading.lines import Line
from generator.check.judging.gate.words.vocabulary import CONTENT_STOP, stem
from generator.check.report import Reason
from generator.check.text.sentence import Sentence
from generator.check.text.wordset import wordset

Fault = tuple[Reason, str]

NEGATIVE = wordset("""
    not n't no nothing never nobody none neither nor cannot can't won't don't doesn't didn't isn't aren't wasn't weren't
    hasn't haven't hadn't shouldn't wouldn't couldn't mustn't needn't without
""")
DENIES = NEGATIVE | wordset("""
    unknown unable unexplained absent silent lack lacks lacking missing fail fails failed ex exclude excludes excluded
    excluding except too hardly ignore ignores ignored ignoring beyond out instead rather short refuse decline refrain
    unclear mute mum blank shan't far than few little against unlike different unchanged undecided less nil
    zero against anything but unmoved still
""")
_OPENS = wordset("may might could perhaps possibly possible would should if whether")
_STAYS_OPEN = _OPENS | wordset(
    "can cannot can't or unless ought supposing suppose until once seems seem either depends wouldn't"
)
_TOPICS = {
    word: topic
    for topic, words in {
        "why": "why reason reasons cause causes causing explain explains explained explaining explanation explanations because drove",
        "say": "say says said saying tell tells told show shows showing give gives given offer offers contain contains contained reveal reveals know knows state states hold carry explain speak call",
        "data": "data figures figure numbers file files series tape history records evidence study sample",
        "again": "repeat repeats recur again repeated repeating",
        "today": "today today's current now present latest fresh",
        "next": "next future come comes ahead follow follows predict",
        "past": "past previous earlier former",
        "short": "short young recent recently brief",
        "move": "move moves moved moving prices price change changes changed yields money",
        "dividends": "dividend dividends",
        "prove": "prove proves proving proof proved",
        "cause": "cause causing",
        "fit": "fit fits fitting",
        "way": "way ways direction directions",
    }.items()
    for word in words.split()
}
_BREAKS = frozenset(",;:\u2014\u2013().!?")
_IDLE = frozenset({"one", "yet", "longer"})
_REACH = 4  # words behind a denial that say what is denied


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch between stops by what it speaks of, and whether it says no or leaves open, in whatever words."""

    about: frozenset[str]
    denying: bool
    doubtful: bool


def faults_of_denial(line: Line, own: Sequence[Line], theirs: Sequence[Part]) -> Iterator[Fault]:
    """Denials and doubts of its plain sentences that a sentence drops, and denials that it adds; `theirs` are their parts."""
    s = line.sentence
    if s.block.role == "heading" or s.tokens[s.hi - 1].text == "?":
        return
    mine = parts(s)
    if _SINCE.search(s.text) and not {"every", "each"} & s.vocabulary and not any(p.denying for p in mine):
        yield "comparison", "A denial is missing: it was so before."
    for x in own:
        for i in range(x.sentence.lo, x.sentence.hi):
            if _says_no(x.sentence, i, NEGATIVE) and _dropped(denied(x.sentence, i), mine, theirs, _denying):
                yield "comparison", "A denial of the plain text is dropped."
            if _leaves_open(x.sentence, i) and _dropped(denied(x.sentence, i), mine, theirs, _doubtful):
                yield "forecast", "The plain text leaves it open."
    if any(_undone(s, x.sentence) for x in own):
        yield "comparison", "What the plain text denies is asserted."
    for i in () if any(f.negated for f in line.features) else range(s.lo, s.hi):
        if _says_no(s, i, NEGATIVE):
            what = denied(s, i)
            same = [p for p in theirs if what <= p.about] if what else []
            if same and not any(p.denying for p in same):
                yield "comparison", "A denial that the plain text does not have."


def _undone(s: Sentence, plain: Sentence) -> bool:
    """`leave a trace` for `leave no trace`: what a plain sentence only has under a denial, without one."""
    for i in plain.places(_OF_NOUNS):
        if plain.low(i + 1) in ("more", "less", "longer", "earlier", "later", "higher", "lower", "but") or (
            plain.low(i) == "no" and plain.low(i + 1) == ","
        ):
            continue
        stop = _stop(plain, i + 1, 1)
        for what in {stem(plain.low(k)) for k in [k for k in range(i + 1, stop) if _noun(plain, k)][:1]}:
            there = [n for n in range(plain.lo, plain.hi) if stem(plain.low(n)) == what]
            here = [n for n in range(s.lo, s.hi) if stem(s.low(n)) == what]
            if len(there) == 1 and here and not any(_under_denial(s, n) for n in here):
                return True
    return False


_OF_NOUNS = frozenset({"no", "none", "neither", "nobody", "without"})


def _noun(s: Sentence, k: int) -> bool:
    low = s.low(k)
    return s.tokens[k].kind == "word" and len(low) > 3 and low not in CONTENT_STOP | _STANDING


def _under_denial(s: Sentence, n: int) -> bool:
    """Whether a denial stands between the same stops; `funds not counted` denies nothing else."""
    return any(
        (_says_no(s, k, NEGATIVE) and not _of_a_part(s, k)) or s.words(k, k + 2) == ["anything", "but"]
        for k in range(_stop(s, n, -1), _stop(s, n, 1))
    )


def _of_a_part(s: Sentence, k: int) -> bool:
    """`funds not counted here`: a denial of a participle alone."""
    return s.low(k) == "not" and s.low(k + 1).endswith("ed") and s.low(k - 1) not in _AUXILIARIES


_STANDING = wordset("stand stands stood come comes came")
_AUXILIARIES = wordset("is are was were be been has have had do does did")
_SINCE = re.compile(
    r"\b(?:has|have) (?:\w+ ){0,2}(?:been|dropped|risen|fallen|finished|closed|gained|lost)\b[^.;,]*\b(?:(?:so|this) (?:much|high|low)|lower|higher)\b[^.;,]*\bsince\b",
    re.I,
)


def _dropped(what: frozenset[str], mine: Sequence[Part], theirs: Sequence[Part], held: Callable[[Part], bool]) -> bool:
    """Whether a sentence speaks of what the plain text always denies (or leaves open), and does not itself."""
    if not any(_speaks_of(p, what) for p in mine) or any(held(p) and p.about & what for p in mine):
        return False
    return all(held(p) for p in theirs if _speaks_of(p, what))


def _denying(part: Part) -> bool:
    return part.denying


def _doubtful(part: Part) -> bool:
    return part.doubtful


def _speaks_of(part: Part, what: frozenset[str]) -> bool:
    return bool(what) and 2 * len(part.about & what) >= len(what)


def denied(s: Sentence, i: int) -> frozenset[str]:
    """What a word denies or leaves open: the words behind it, to the next stop; at a stop, those before it."""
    after = _content(s, i + 1, _stop(s, i + 1, 1))[:_REACH]
    begin = _stop(s, i - 1 if s.tokens[i - 1].text not in _BREAKS else i - 2, -1)
    return frozenset(after or _content(s, begin, i)[-_REACH:])


def _stop(s: Sentence, i: int, step: int) -> int:
    while s.lo <= i < s.hi and s.tokens[i].text not in _BREAKS:
        i += step
    return i if step > 0 else i + 1


def parts(s: Sentence) -> list[Part]:
    """A sentence from stop to stop; one without a word of its own goes with the next."""
    edges = [i for i in range(s.lo + 1, s.hi) if _parted(s, i)]
    found: list[Part] = []
    lo = s.lo
    for hi in (*edges, s.hi):
        about = frozenset(_content(s, lo, hi))
        if about or hi == s.hi:
            lows = s.words(lo, hi)
            no = any(_says_no(s, i, DENIES) for i in range(lo, hi))
            found.append(Part(about, no, bool(_STAYS_OPEN & set(lows))))
            lo = hi
    return found


def _parted(s: Sentence, i: int) -> bool:
    return s.tokens[i].text in _BREAKS or s.low(i) in ("but", "while", "though", "although")


def _content(s: Sentence, lo: int, hi: int) -> list[str]:
    """The words of a stretch that carry meaning, each by its topic or its stem."""
    dated = {k for w in s.whens for k in range(w.first, w.last)}
    found = []
    for i in range(max(lo, s.lo), min(hi, s.hi)):
        low = s.low(i)
        if low in _TOPICS and not (low == "file" and s.low(i - 1) == "on"):
            found.append(_TOPICS[low])
        elif (
            len(low) > 2
            and low not in CONTENT_STOP
            and low not in DENIES | _IDLE
            and s.tokens[i].kind == "word"
            and i not in dated
        ):
            found.append(stem(low))
    return found


def _leaves_open(s: Sentence, i: int) -> bool:
    return s.low(i) in _OPENS and s.low(i - 1) != "even"


def _says_no(s: Sentence, i: int, words: frozenset[str]) -> bool:
    """Whether a word says no: also `too near to`, `rather than`, `more than data can say`."""
    low, then = s.low(i), s.low(i + 1)
    if low in ("rule", "ruled", "rules"):
        return then == "out"
    if low.endswith("n't"):
        return True
    if low == "too":
        return "to" in s.words(i + 2, i + 9)
    if low in ("rather", "instead"):
        return then in ("than", "of")
    if low == "more" and then == "than":
        return "can" in s.words(i + 2, i + 5)
    idle = (
        (then == "," and i <= s.lo + 1)
        or then in ("only", "but")
        or (low == "no" and then in ("more", "less"))
        or s.low(i - 1) == "if"
    )
    return low in words and not idle
