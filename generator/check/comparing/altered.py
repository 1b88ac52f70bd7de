"""Whether words given to somebody say another thing than the stored ones: a figure, a name, or its opposite."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from generator.check.comparing.speakers import words_of
from generator.check.text.sentence import Sentence
from generator.check.text.when import When

_NUMBERS = "two three four five six seven eight nine ten eleven twelve"
_TENS = {"twenty": "20", "thirty": "30", "forty": "40", "fifty": "50", "hundred": "100", "dozen": "12", "half": "half"}
_SPELLED = {word: str(number) for number, word in enumerate(_NUMBERS.split(), 2)} | _TENS
_PAIRS = """
    top:bottom small/smaller/smallest:large/larger/largest/big/bigger/biggest cheap/cheaper/cheapest:dear/expensive
    easy/easier/easily:hard/harder/difficult/tight lose/losing/loses/lost:make/making/makes/earn/earns/gain/gained/won
    pull/pulled/withdrawn/withdrew/taken:put/poured/added/paid/pumped inflow/inflows:outflow/outflows
    buy/bought/buying/buyers:sell/sold/selling/sellers above:below before:after early/earlier:late/later
    weak/weaker/weakest:strong/stronger/strongest best/better:worst/worse few/fewer/less:many/more/enough
    always/often:rarely/seldom/never high/higher/highest:low/lower/lowest up:down near:far good:bad safe:risky
    rise/rises/rose/rising:fall/falls/fell/falling bull/bullish:bear/bearish long:short first:last
    increase/increased:decrease/decreased
"""
_OPPOSITES = [[frozenset(side.split("/")) for side in pair.split(":")] for pair in _PAIRS.split()]


@dataclass(frozen=True, slots=True)
class Figure:
    """A number in digits or words; of a time or an instrument's name, with that."""

    text: str
    when: When | None = None
    name: str = ""

    def is_of(self, day: date) -> bool:
        """Whether it tells the day, the month or the year of a statement."""
        w = self.when
        return bool(w and w.end and not w.edge and (w.start or w.end) <= day <= w.end)


@dataclass(frozen=True, slots=True)
class Content:
    """What must not be altered: words, figures, and the instruments that are named, each with its words."""

    words: frozenset[str] = frozenset()
    figures: tuple[Figure, ...] = ()
    names: tuple[tuple[str, frozenset[str]], ...] = ()


NOTHING = Content()


def content_of(s: Sentence, first: int, last: int, teller: tuple[int, int] = (0, 0)) -> Content:
    """The content of some tokens of a sentence, without the name of who speaks."""
    named = [
        m
        for m in s.mentions
        if first <= m.first < last and not teller[0] <= m.first < teller[1] and m.name.anaphor is None
    ]
    return Content(
        frozenset(words_of(s.phrase(first, last))),
        tuple(_figures(s, first, last)),
        tuple((m.key or m.name.concept, frozenset(words_of(s.phrase(m.first, m.last)))) for m in named),
    )


def together(parts: Iterable[Content]) -> Content:
    """The content of several sentences."""
    found = list(parts)
    return Content(
        frozenset(w for c in found for w in c.words),
        tuple(f for c in found for f in c.figures),
        tuple(n for c in found for n in c.names),
    )


def _figures(s: Sentence, first: int, last: int) -> Iterator[Figure]:
    """Those that are not compared as amounts of a unit."""
    for i in range(first, min(last, len(s.tokens))):
        low = s.low(i)
        text = _SPELLED.get(low) or (
            low.replace(",", "") if not low.isalpha() and any(c.isdigit() for c in low) else ""
        )
        if text and not any(q.first <= i < q.last and (q.unit or not q.spelled) for q in s.numbers):
            name = next((m.key for m in s.mentions if m.first <= i < m.last and m.key), "")
            yield Figure(text, next((w for w in s.whens if w.first <= i < w.last), None), name)


def altered(mine: Content, theirs: Content, about: str, who: Sequence[str], day: date) -> str:
    """What the stored statement has otherwise, for a message; empty where nothing was altered."""
    spoken = theirs.words | set(who)
    there = {_SPELLED.get(w, w.replace(",", "")) for w in spoken}
    there |= {str(t.year) for f in theirs.figures if f.when for t in (f.when.start, f.when.end) if t}
    named = {about, *(name for name, _ in theirs.names)} - {""}
    for figure in mine.figures:
        if not figure.name and figure.text not in there and not figure.is_of(day):
            return "is of another day" if figure.when and figure.when.grain == "day" else "has another number"
    if any(name not in named and not _stems(words) <= _stems(spoken) for name, words in mine.names):
        return "names another instrument"
    return "says the opposite" if any(_against(a, b, mine.words, theirs.words) for a, b in _OPPOSITES) else ""


def _stems(words: Iterable[str]) -> set[str]:
    """Words in the singular, without those that any fund or index has."""
    return {w.removesuffix("s") for w in words} - {"fund", "index", "the"}


def _against(a: frozenset[str], b: frozenset[str], mine: frozenset[str], theirs: frozenset[str]) -> bool:
    """Whether one text has words of one side alone, and the other of the other side alone."""
    sides = [(bool(words & a), bool(words & b)) for words in (mine, theirs)]
    return sides in ([(True, False), (False, True)], [(False, True), (True, False)])
