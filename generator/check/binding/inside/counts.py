"""`Three reasons` against what follows: list items, headings, `Stage One`, `First ... Second`, a list after a colon."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.check.binding.inside.doubt import BAD, GOOD, Doubt, Part
from generator.check.text.numerals import number_word
from generator.check.text.sentence import Parsed, Sentence
from generator.check.text.source import Block
from generator.check.text.wordset import wordset

_LISTED = wordset("""
    reason reasons observation observations point points thing things factor factors stage stages phase phases step
    steps lesson lessons question questions takeaway takeaways argument arguments driver drivers note notes remark
    remarks theme themes chart charts way ways cause causes risk risks message messages conclusion conclusions force
    forces trend trends sign signs signal signals fact facts example examples number numbers item items topic topics
    answer answers explanation explanations caveat caveats scenario scenarios catalyst catalysts headwind headwinds
    tailwind tailwinds reminder reminders idea ideas rule rules principle principles option options parts part
""")
_ADJECTIVES = wordset("""
    key main big quick short brief simple good possible likely major important other broad basic more further
    straightforward different separate obvious plausible common
""")
_WORDS = _LISTED | {"both", "dates"}  # a count of what follows has one of them
_DEFINITE = wordset("of the these those first last other in all its their our his any every top past next least than")
_ASIDE = wordset(
    "conclusion summary introduction background outlook bottom sources notes appendix faq takeaway overview"
)
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth")
_NAMED = ("one", "two", "three", "four", "five", "six", "seven", "eight")
_MORE = wordset("finally lastly last then also moreover another besides and next additionally plus")
_AHEAD = 300
_MARKER = 4  # characters from the end of one item to the text of the next: a line break, a sign, a space


def counts(parsed: Parsed) -> Iterator[Doubt]:
    """Counts that the draft then makes good, or does not."""
    for i, (block, sentences) in enumerate(parsed):
        for j, s in enumerate(sentences):
            if s.vocabulary.isdisjoint(_WORDS):
                continue
            yield from _both(s)
            yield from _dates(sentences, j)
            for first, last, count, noun in _announced(s, block):
                listed = _listed(parsed, i, j, last, count, noun)
                if listed is not None:
                    ruling = GOOD if listed == count else BAD
                    yield Doubt("internal.count", ruling, f"{listed} follow.", (Part(s, first, last),))


def _dates(sentences: Sequence[Sentence], j: int) -> Iterator[Doubt]:
    """`Four dates to go with the table.` and the days that the rest of the paragraph then tells."""
    s = sentences[j]
    found = number_word(s.tokens, s.lo)
    if found is None or not 2 <= found[0] <= 12 or s.low(found[1]) != "dates" or s.hi - s.lo > _SHORT:
        return
    told = {w.end for later in sentences[j + 1 :] for w in later.whens if w.grain == "day" and w.end is not None}
    if len(told) > 1:
        ruling = GOOD if len(told) == found[0] else BAD
        yield Doubt("internal.count", ruling, f"{len(told)} follow.", (Part(s, s.lo, found[1] + 1),))


_SHORT = 10  # tokens of a sentence that only announces


def _announced(s: Sentence, block: Block) -> Iterator[tuple[int, int, int, str]]:
    """`Three reasons`, `four quick observations`, `a three-stage mechanism`."""
    for k in s.whole:
        found = number_word(s.tokens, k)
        if k == s.hi - 1 or found is None or not 2 <= found[0] <= 12:
            continue
        noun = found[1]
        noun += s.low(noun) in _ADJECTIVES
        before = s.low(k - 1)
        if s.low(noun) not in _LISTED or (before in _DEFINITE and block.role != "heading"):
            continue
        if s.low(noun) in _MEASURES and (s.tokens[k].is_num or s.low(noun + 1) in _MEASURED):
            continue
        yield k, noun + 1, found[0], s.low(noun)


_MEASURES = wordset("points point part parts")
_MEASURED = wordset("to from higher lower on in above below at ahead clear of")


def _listed(parsed: Parsed, i: int, j: int, last: int, count: int, noun: str) -> int | None:
    """How many things follow; None where that is not certain."""
    block, sentences = parsed[i]
    s = sentences[j]
    rest = [b for b, _ in parsed[i + 1 : i + _AHEAD]]
    if block.role == "heading":
        return (_headings(rest, block.level) or _items(rest) if noun.endswith("s") else None) or _named_parts(
            rest, noun.rstrip("s")
        )
    spoken = _numbered(s, last) or _after_colon(s, last) or _ordinals(parsed, i, j, count)
    if spoken:
        return spoken
    if j < len(sentences) - 1 or block.role != "text":
        return None
    return (_items(rest) if noun.endswith("s") and _introduces(s, last) else None) or _named_parts(
        rest, noun.rstrip("s")
    )


def _introduces(s: Sentence, last: int) -> bool:
    """Whether a sentence only leads to a list: `Three observations.`, `for two reasons:`, `... three things:`."""
    return s.tokens[s.hi - 1].text == ":" or s.hi - s.lo <= 8 or s.hi - last <= 2


def _items(rest: Sequence[Block]) -> int | None:
    """The items of the list that follows at once; lines that go on and nested items count apart."""
    items: list[tuple[Block, int]] = []
    for k, block in enumerate(rest):
        if block.role != "item":
            if items and block.role == "text" and any(b.role == "item" for b in rest[k : k + 3]):
                return None  # a list with paragraphs in it
            break
        gap = block.at[0] - rest[k - 1].at[-1] if items else 0
        if not items or gap >= _MARKER:
            items.append((block, gap))
    if len(items) < 2:
        return None
    least = min(gap for _, gap in items[1:])
    return sum(gap < least + 2 and block.ordered == items[0][0].ordered for block, gap in items)


def _headings(rest: Sequence[Block], level: int) -> int | None:
    """Headings one level down, those that sum up apart; under a title only numbered ones are sure to be meant."""
    below: list[str] = []
    for block in rest:
        if block.role == "heading" and block.level <= level:
            break
        if block.role == "heading" and block.level == level + 1:
            below.append(block.text.strip().lower())
    numbered = [h for h in below if h[:1].isdigit() and h.lstrip("0123456789")[:1] in (".", ")", ":")]
    if len(numbered) > 1:
        return len(numbered)
    own = [h for h in below if h.split(" ")[0].rstrip(":") not in _ASIDE]
    return len(own) if len(own) > 1 and level > 1 else None


def _named_parts(rest: Sequence[Block], noun: str) -> int | None:
    """`Stage One: ...`, `Stage Two: ...`."""
    seen = 0
    for block in rest[:40]:
        if block.role == "heading":
            break
        words = block.text.lower().replace(":", " ").replace(".", " ").split()[:2]
        if len(words) == 2 and words[0] == noun and seen < 8 and words[1] in (_NAMED[seen], str(seen + 1)):
            seen += 1
    return seen if seen > 1 else None


def _numbered(s: Sentence, last: int) -> int | None:
    """`1) ..., 2) ... and 3) ...` in the rest of the block."""
    seen, k = 0, last
    while k + 1 < len(s.tokens):
        if s.tokens[k].text == str(seen + 1) and s.tokens[k + 1].text == ")" and s.tokens[k + 1].glued:
            seen += 1
        k += 1
    return seen if seen > 1 else None


def _ordinals(parsed: Parsed, i: int, j: int, count: int) -> int | None:
    """`First, ...` `Second, ...` at the head of the sentences that follow."""
    seen, more = 0, False
    for block, sentences in parsed[i : i + 30]:
        if block.role == "heading" and block is not parsed[i][0]:
            break
        for s in sentences[j + 1 :] if block is parsed[i][0] else sentences:
            word = s.low(s.lo + (s.low(s.lo) in ("the", "and")))
            word = word[:-2] if word.endswith("ly") and word[:-2] in _ORDINALS else word
            if seen < len(_ORDINALS) and word == _ORDINALS[seen]:
                seen += 1
            elif seen:
                more = more or s.low(s.lo) in _MORE
    return seen if seen > count or (seen > 1 and (seen == count or not more)) else None


def _after_colon(s: Sentence, last: int) -> int | None:
    """`three indices: A, B and C`: short items, the last after `and`."""
    if s.low(last) != ":" or s.hi - last > 40:
        return None
    words = [t.low for t in s.tokens[last + 1 : s.hi] if t.kind != "end"]
    words = words[:-1] if words[-1:] == [";"] else words
    if any(w in (";", ":", "(", "\u2014") for w in words) or "," not in words:
        return words.count(";") + 1 if words.count(";") and not {":", "\u2014"} & set(words) else None
    items = " ".join(words).replace(" , and ", " , ").split(" , ")
    tail = items[-1].split(" and ")
    if len(tail) == 2 and " and " not in " ".join(f" {x} " for x in items[:-1]):
        items = [*items[:-1], *tail]
    elif " , and " not in " ".join(words):
        return None
    return len(items) if all(1 <= len(x.split()) <= 4 and " and " not in x for x in items) else None


def _both(s: Sentence) -> Iterator[Doubt]:
    """`both the S&P 500, the Nasdaq and the Dow`: more than two."""
    for k in s.places({"both"}):
        named, at = 0, k + 1
        while (m := next((m for m in s.mentions if m.first in (at, at + (s.low(at) == "the"))), None)) is not None:
            named, at = named + 1, m.last
            if s.low(at) not in (",", "and"):
                break
            at += 1 + (s.low(at) == "," and s.low(at + 1) == "and")
        joined = s.words(k, at)
        if named > 2 and "," in joined and "and" in joined:
            yield Doubt("internal.count", BAD, f"{named} are named.", (Part(s, k, at),))
