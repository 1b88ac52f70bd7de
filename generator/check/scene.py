"""What a reader carries from sentence to sentence: the last subjects, windows and days, and what the draft is about."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from generator.check.answers import Answers
from generator.check.dates import Clock, When
from generator.check.entities import Directory, Mention, Name
from generator.check.quantities import Quantity
from generator.check.sentence import Sentence

DAY = ("1d",)
_VERSUS = frozenset("than versus vs v against behind".split())
_SKIPPED = frozenset("the its that of a an those for in both by on".split())
_RIGHT = frozenset({"for", "in", "of", "on"})
_FILLERS = frozenset("the a an its us u.s. of both just only some net into from broader wider benchmark".split())
_FOREIGN = frozenset(
    "shares stocks stock share companies company exports imports deliveries shipments spending deficit volumes volume rents households traders investors "
    "funds portfolio fund sales orders output production economy budget debt loans deposits premiums premium costs subscribers users customers members firms wages rival "
    "tokens altcoins contracts futures options bonds bond notes bills commodities currencies currency sector sectors component components constituents group maker giant chipmaker bank banks lender".split()
)
_EMPTY_CARRY = frozenset("it they its their them this that these those which who itself both".split())


@dataclass(frozen=True, slots=True)
class Times:
    """When a claim is about: candidate windows and days, and whether the sentence itself names them."""

    windows: tuple[str, ...]
    days: tuple[date | None, ...]
    window_named: bool = False
    day_named: bool = False
    when: When | None = None


UNKNOWN = Name("?", None, "", "an instrument that the catalog does not name")


@dataclass(slots=True)
class Scene:
    """The state of a reader."""

    directory: Directory
    answers: Answers
    clock: Clock
    subject: Name | None = None
    recent: list[Name] = field(default_factory=list)
    window: tuple[str, ...] = ()
    day: date | None = None
    frame: tuple[str, ...] = ()
    section: Name | None = None
    flow_section: bool = False
    seen: set[str] = field(default_factory=set)

    @property
    def as_of(self) -> date:
        """The draft's date."""
        return self.clock.as_of

    def kind(self, name: Name) -> str:
        """The kind of an instrument."""
        return self.directory.kind(name.key) if name.key else name.kind

    # subjects

    def note(self, name: Name) -> None:
        """Remembers a subject."""
        if name.anaphor is not None:
            return
        self.subject = name
        if name in self.recent:
            self.recent.remove(name)
        self.recent.append(name)
        del self.recent[:-6]

    def resolve(self, name: Name) -> tuple[Name, ...]:
        """What a pronoun or general noun stands for here."""
        if name.anaphor is None:
            return (name,)
        if name.anaphor in (("two",), ("all",), ("latter",), ("former",)):
            return self._group(name.anaphor[0])
        if not name.anaphor:
            return (self.subject,) if self.subject else ()
        for earlier in reversed(self.recent):
            if self.kind(earlier) in name.anaphor:
                return (earlier,)
        return (self.subject,) if self.subject else ()

    def _group(self, which: str) -> tuple[Name, ...]:
        if which == "latter":
            return tuple(self.recent[-1:])
        if which == "former":
            return tuple(self.recent[-2:-1])
        return tuple(self.recent[-2:] if which == "two" else self.recent[-4:])

    def subjects(self, s: Sentence, first: int, last: int) -> tuple[Name, ...]:
        """The instruments that the words at tokens `first` to `last` speak of; empty when there is none."""
        right = self._named_after(s, last)
        if right is not None:
            return (right,)
        left = self._named_before(s, first)
        if left:
            return left
        ahead = self._named_ahead(s, first, last)
        if ahead is not None:
            return (ahead,)
        return (self.subject,) if self.subject else (self.section,) if self.section else ()

    def _named_after(self, s: Sentence, last: int) -> Name | None:
        """`3.2 % for the S&P 500`."""
        i = last
        for when in s.whens:
            if when.first <= i + 2 and when.last > i and when.first >= last:
                i = when.last
        if s.low(i) not in _RIGHT:
            return None
        prep = s.low(i)
        i += 1
        while s.low(i) in _FILLERS:
            i += 1
        mention = next((m for m in s.mentions if m.first == i and m.name.anaphor is None), None)
        if mention is None or (prep in ("of", "on") and mention.name.kind != "flow"):
            return None
        return mention.name

    def _named_before(self, s: Sentence, first: int) -> tuple[Name, ...]:
        depth = 0
        versus: Name | None = None
        for i in range(first - 1, s.lo - 1, -1):
            text = s.tokens[i].text
            depth += (text == ")") - (text == "(")
            if depth > 0:
                continue
            mention = next((m for m in s.mentions if m.last - 1 == i), None)
            if mention is None:
                if self._foreign(s, i, first):
                    return (UNKNOWN,)
                continue
            if self.is_versus(s, mention):
                versus = mention.name
                continue
            if mention.name.anaphor is not None and self._dummy(s, mention):
                continue
            return self.resolve_apart(mention.name, versus)
        return ()

    def resolve_apart(self, name: Name, versus: Name | None) -> tuple[Name, ...]:
        """What a pronoun stands for, which is not what it is compared with in the same sentence."""
        found = self.resolve(name)
        if name.anaphor is not None and versus is not None and len(found) == 1 and found[0] == versus:
            others = [n for n in self.recent if n != versus]
            return tuple(others[-1:])
        return found

    def _dummy(self, s: Sentence, mention: Mention) -> bool:
        """`it is`, `its` before a noun that is no subject."""
        return s.low(mention.first) in ("its", "their") and self.subject is None

    def _named_ahead(self, s: Sentence, first: int, last: int) -> Name | None:
        """`At 38.57 the VIX ...`: a name after the number, before any other number."""
        stop = min((q.first for q in s.numbers if q.first >= last), default=s.hi)
        for mention in s.mentions:
            if last <= mention.first < stop and mention.name.anaphor is None and not self.is_versus(s, mention):
                return mention.name
        return None

    def _foreign(self, s: Sentence, i: int, first: int) -> bool:
        """Whether the word at `i` heads the subject of a verb before `first`, and names something unknown."""
        token = s.tokens[i]
        if token.kind != "word" or s.masked[i] or any(m.first <= i < m.last for m in s.mentions):
            return False
        verb = next((m for m in s.marks if i < m.first < first and m.cue.role in ("move", "level", "compare", "multiple") and not m.cue.noun), None)
        if verb is None or verb.first - i > 4 or any(s.boundary(k) for k in range(i + 1, verb.first)):
            return False
        if token.low in _FOREIGN:
            return not any(m.first < i and i - m.last < 3 for m in s.mentions)
        starts = i == s.lo or s.tokens[i - 1].text in '"('
        return token.text[:1].isupper() and not starts and token.low not in _EMPTY_CARRY and not token.text.isupper() and s.mark_at(i) is None

    def is_versus(self, s: Sentence, mention: Mention) -> bool:
        """Whether a name is what something is compared with."""
        i = mention.first - 1
        while i >= s.lo and s.low(i) in ("the", "its", "that", "of", "a", "those") and i > mention.first - 4:
            i -= 1
        low = s.low(i)
        if low in _VERSUS or (low in ("with", "to") and s.low(i - 1) in ("compared", "relative", "comparison", "line", "contrast", "compare")):
            return True
        if low == "by" and any(m.cue.role == "compare" and m.last in (i, i + 1) for m in s.marks):
            return True
        return any(m.cue.role == "compare" and i <= m.last - 1 <= mention.first and m.last <= mention.first and m.last >= i for m in s.marks)

    def versus(self, s: Sentence, subject: Name, at: int) -> tuple[Name, ...]:
        """What a subject is compared with, as far as the text says."""
        named = [m for m in s.mentions if self.is_versus(s, m)]
        named.sort(key=lambda m: abs(m.first - at))
        for mention in named:
            for name in self.resolve(mention.name):
                if name != subject:
                    return (name,)
            others = [n for n in self.recent if n != subject]
            if mention.name.anaphor is not None and others:
                return tuple(others[-1:])
        inside = [m.name for m in s.mentions if m.name.anaphor is None and m.name != subject]
        if inside:
            return tuple(dict.fromkeys(inside[-1:]))
        others = [n for n in reversed(self.recent) if n != subject and self.kind(n) == self.kind(subject)]
        return tuple(others[:1]) or tuple(n for n in reversed(self.recent) if n != subject)[:1]

    # times

    def times(self, s: Sentence, first: int, last: int) -> Times:
        """The windows and days of the words at tokens `first` to `last`, most likely first."""
        window = self._window_when(s, first, last)
        day = self._day_when(s, first, last)
        windows = self._windows(window)
        days = self._days(day)
        if window is not None and window.grain == "week" and window.end:
            days = (min(window.end, self.as_of),)
        named_day = day is not None or (window is not None and window.grain == "week")
        if window is None and day is not None:
            others = () if day.windows or day.since else tuple(w for w in (*self.window[:2], *self.frame[:2]) if w not in DAY)
            windows = windows if day.since else (*DAY, *others)
        return Times(windows, days, window is not None or (day is not None and day.since), named_day, window or day)

    def _windows(self, when: When | None) -> tuple[str, ...]:
        if when is None:
            return tuple(dict.fromkeys((*self.window, *self.frame, *DAY)))
        if when.since and when.grain != "window":
            return since_windows(when)
        return when.windows

    def _days(self, when: When | None) -> tuple[date | None, ...]:
        if when is not None and when.day is not None:
            return (self._clip(when.day),)
        return (None, self._clip(self.day)) if self.day and self.day < self.as_of else (None,)

    def _clip(self, day: date | None) -> date | None:
        return None if day is None or day >= self.as_of else day

    def _window_when(self, s: Sentence, first: int, last: int) -> When | None:
        return self._nearest(s, first, last, lambda w: bool(w.windows) and not (w.grain == "day") or w.since)

    def _day_when(self, s: Sentence, first: int, last: int) -> When | None:
        return self._nearest(s, first, last, lambda w: w.grain == "day" and not w.since and w.prep not in ("before", "from"))

    def _nearest(self, s: Sentence, first: int, last: int, wanted) -> When | None:  # type: ignore[no-untyped-def]  # noqa: ANN001
        lo, hi = s.hard_clause(first)
        stop = min((q.first for q in s.numbers if q.first >= last), default=s.hi)
        right = [w for w in s.whens if last <= w.first < min(stop, hi) and w.first not in s.spent and wanted(w) and not self._other_verb(s, last, w.first)]
        left = [w for w in s.whens if lo <= w.last <= first and w.first not in s.spent and wanted(w)]
        far = [w for w in s.whens if w.last <= lo and w.first not in s.spent and wanted(w)]
        near_left = [w for w in left if first - w.last <= 1 and not any(q.last <= w.first for q in s.numbers if q.first >= lo)]
        late = [w for w in s.whens if stop <= w.first < hi and w.first not in s.spent and wanted(w)]
        for group in (near_left[-1:], right[:1], left[-1:], far[-1:], late[:1] if not far else []):
            if group:
                return group[0]
        return None

    def _other_verb(self, s: Sentence, start: int, end: int) -> bool:
        """Whether a clause with a verb of its own begins between a number and a time."""
        joint = next((i for i in range(start, end) if s.low(i) in ("and", "but", "while", "whereas", "although", "before", "after")), None)
        return joint is not None and any(m.cue.role in ("move", "level", "compare") and not m.cue.noun and joint < m.first < end for m in s.marks)

    def remember(self, s: Sentence) -> None:
        """After a sentence: its last window and day are carried on."""
        for when in s.whens:
            if when.first in s.spent:
                continue
            if when.windows and when.grain != "day" and when.prep != "ago" and not (when.grain == "window" and when.windows == DAY):
                self.window = when.windows if not when.since else since_windows(when)
            elif when.since and when.grain == "day":
                self.window = since_windows(when)
            elif when.grain == "day" and when.end and when.end <= self.as_of:
                self.day = when.end


def since_windows(when: When) -> tuple[str, ...]:
    """The windows that `since` a day, month or year may mean: from before it began, or from its end."""
    if when.grain == "day" and when.end:
        return (f"since:{when.end}",)
    if when.start is None or when.end is None:
        return when.windows
    from datetime import timedelta  # noqa: PLC0415

    return (f"since:{when.start - timedelta(1)}", f"since:{when.end}")
