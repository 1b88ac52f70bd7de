"""What a reader carries from sentence to sentence: the last subjects, windows and days, and what the draft is about."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from generator.check.answers import Answers
from generator.check.dates import Clock, When
from generator.check.entities import Directory, Mention, Name
from generator.check.sentence import Sentence
from generator.check.wordset import wordset

DAY = ("1d",)
_VERSUS = frozenset(["than", "versus", "vs", "v", "against", "behind"])
_SKIPPED = wordset("the its that of a an those for in both by on")
_RIGHT = frozenset({"for", "in", "of", "on"})
_FILLERS = wordset("""
    the a an its us u.s. of both just only some net into from broader wider benchmark
""")
_FOREIGN = wordset("""
    shares stocks stock share companies company exports imports deliveries shipments spending deficit volumes volume
    rents households traders investors funds portfolio fund sales orders output production economy budget debt loans
    deposits premiums premium costs subscribers users customers members firms wages rival tokens altcoins contracts
    futures options bonds bond notes bills commodities currencies currency sector sectors component components
    constituents group maker giant chipmaker bank banks lender
""")
_DISTANT = frozenset({"beneath", "below", "under", "off", "from"})
_EMPTY_CARRY = wordset("it they its their them this that these those which who itself both")


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
    days: list[date] = field(default_factory=list)
    eve: date | None = None
    anchor: date | None = None
    last_day: date | None = None
    last_run: object = None
    last_drawdown: bool = False
    rows: tuple[int, ...] = ()
    ago_windows: tuple[str, ...] = ()
    topic: Name | None = None
    table: tuple[str, ...] = ()
    cast: tuple[str, ...] = ()
    level_days: tuple[date, ...] = ()
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
        listed = self._named_by_for(s, first, last)
        if listed is not None:
            return (listed,)
        if left:
            return left
        ahead = self._named_ahead(s, first, last)
        if ahead is not None:
            return (ahead,)
        return (self.subject,) if self.subject else (self.section,) if self.section else ()

    def or_topic(self, s: Sentence, names: tuple[Name, ...]) -> tuple[Name, ...]:
        """Where a line names nothing, what the line before was about is meant as likely as the last name."""
        if len(names) == 1 and self.topic is not None and self.topic not in names and not s.mentions and self.topic.key:
            return (*names, self.topic)
        return names

    def settle(self, s: Sentence) -> None:
        """`that day` is the last day named."""
        if self.last_day is not None:
            s.whens = [
                replace(w, grain="day", start=self.last_day, end=self.last_day, windows=())
                if w.windows == ("thatday",)
                else w
                for w in s.whens
            ]
        s.whens = [w for w in s.whens if w.windows != ("thatday",)]
        before = any(w.prep == "before" and w.end == self.as_of for w in s.whens)
        self.eve = self.as_of - timedelta(1) if before else None

    def day_before(self, s: Sentence, first: int) -> tuple[date | None, ...]:
        """The days that stand left of some words in their sentence, then the carried ones."""
        left = [
            w
            for w in s.whens
            if w.last <= first and w.grain == "day" and not w.since and not w.edge and w.first not in s.spent
        ]
        named = tuple(self._clip(w.end) for w in left[-1:])
        return tuple(dict.fromkeys((*named, *self._carried_days())))

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
        mention = next((m for m in s.mentions if m.first <= i < m.last and m.name.anaphor is None), None)
        if mention is None or (prep in ("of", "on") and mention.name.kind != "flow"):
            return None
        return mention.name

    def _named_by_for(self, s: Sentence, first: int, last: int) -> Name | None:
        """`by 12 basis points, from 4.18 to 4.30, for the 10-year and by ...`: named at the end of its own stretch."""
        lo, hi = s.hard_clause(first)
        if any(
            lo <= m.first < first
            and m.name.anaphor is None
            and s.low(m.first - 1) not in ("for",)
            and s.low(m.first - 2) != "for"
            for m in s.mentions
        ):
            return None
        for mention in s.mentions:
            if last <= mention.first < hi and mention.name.anaphor is None:
                lead = (
                    s.low(mention.first - 1) == "for"
                    or (s.low(mention.first - 1) in _FILLERS and s.low(mention.first - 2) == "for")
                    or (s.low(mention.first) == "the" and s.low(mention.first - 1) == "for")
                )
                return mention.name if lead and not self._verbs(s, last, mention.first) else None
        return None

    def _named_before(self, s: Sentence, first: int) -> tuple[Name, ...]:
        depth = 0
        versus: Name | None = None
        pronoun: Name | None = None
        placed: Name | None = None
        passed: list[Name] = []
        ends = {m.last - 1: m for m in s.mentions}
        for i in range(first - 1, s.lo - 1, -1):
            text = s.tokens[i].text
            depth += (text == ")") - (text == "(")
            mention = ends.get(i) if depth <= 0 else None
            if mention is None:
                if depth <= 0 and self._foreign(s, i, first):
                    return (UNKNOWN,)
                continue
            if self.is_versus(s, mention):
                versus = versus or mention.name
                continue
            if self.appositive(s, mention, first):
                continue
            if mention.name.anaphor is not None:
                pronoun = pronoun or mention.name
                continue
            if pronoun is None and self._placed_in(s, mention):
                placed = placed or mention.name
                continue
            passed.append(mention.name)
            if pronoun is None:
                return (mention.name,)
            if pronoun.anaphor in (("two",), ("all",)):
                if len(passed) > 1:
                    return tuple(reversed(passed[:2]))
                continue
            if pronoun.anaphor == ("former",):
                if len(passed) > 1:
                    return (passed[1],)
                continue
            if not pronoun.anaphor or pronoun.anaphor == ("latter",) or self.kind(mention.name) in pronoun.anaphor:
                return (mention.name,)
        if pronoun is None and placed is not None:
            return (placed,)
        ahead = self._cataphor(s, pronoun, first) if pronoun is not None else None
        if ahead is not None:
            return (ahead,)
        return self.resolve_apart(pronoun, versus) if pronoun is not None else ()

    def _placed_in(self, s: Sentence, mention: Mention) -> bool:
        """`the ChiNext 50 in China's A-shares`: a place of something named just before."""
        k = mention.first - 1
        while s.low(k) in ("the", "china", "its") or (k >= s.lo and s.tokens[k].possessive):
            k -= 1
        return s.low(k) in ("in", "among") and any(m.last == k and m.name.anaphor is None for m in s.mentions)

    def appositive(self, s: Sentence, mention: Mention, first: int) -> bool:
        """Whether a name stands in an aside: `the breakeven, a guess at inflation, went ...`."""
        lo = mention.first
        while lo > s.lo and s.tokens[lo - 1].text != ",":
            lo -= 1
        if (
            lo == s.lo
            or s.low(lo)
            not in ("a", "an", "the", "whose", "one", "sold", "unlike", "like", "such", "including", "not", "with")
            or lo == mention.first
        ):
            return False
        closes = any(s.tokens[k].text == "," for k in range(mention.last, first))
        verbs = any(
            m.cue.role in ("move", "level", "compare")
            and not m.cue.noun
            and lo <= m.first < mention.last
            and s.low(m.first) != "at"
            for m in s.marks
        )
        return closes and not verbs and any(m.last <= lo for m in s.mentions)

    def group(self, count: int) -> tuple[str, ...]:
        """The indices of the draft: those named last where so many are meant, else all."""
        keys = tuple(k for k in self.cast if self.directory.kind(k) == "equity_index")
        recent = tuple(dict.fromkeys(n.key for n in self.recent if n.key and self.kind(n) == "equity_index"))
        return recent[-count:] if count and len(recent) >= count else keys[:count] if count else keys

    def pair(self) -> tuple[Name, ...]:
        """The last two subjects, in the order in which they were named."""
        return tuple(self.recent[-2:])

    @property
    def halvings(self) -> list[When]:
        """The halvings that the tape knows."""
        tape = getattr(self.answers, "tape", None)
        events = tape.at(self.as_of).events if tape is not None else {}
        return [When(0, 0, "day", e.date, e.date) for k, e in sorted(events.items()) if k.startswith("btc_halving")]

    def _cataphor(self, s: Sentence, pronoun: Name, first: int) -> Name | None:
        """`Since its peak the S&P 500 has lost ...`: the name comes after its pronoun."""
        if pronoun.label not in ("its", "their"):
            return None
        at = next((m.first for m in s.mentions if m.name is pronoun), s.hi)
        if at - s.lo > 3:
            return None
        return next((m.name for m in s.mentions if m.first > at and m.name.anaphor is None), None)

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
        verb = next(
            (
                m
                for m in s.marks
                if i < m.first < first and m.cue.role in ("move", "level", "compare", "multiple") and not m.cue.noun
            ),
            None,
        )
        if verb is None or verb.first - i > 4 or any(s.boundary(k) for k in range(i + 1, verb.first)):
            return False
        if token.low in _FOREIGN:
            return not any(m.first < i and i - m.last < 3 for m in s.mentions)
        starts = i == s.lo or s.tokens[i - 1].text in '"('
        return (
            token.text[:1].isupper()
            and not starts
            and token.low not in _EMPTY_CARRY
            and not token.text.isupper()
            and s.mark_at(i) is None
        )

    def is_versus(self, s: Sentence, mention: Mention) -> bool:
        """Whether a name is what something is compared with."""
        i = mention.first - 1
        while i >= s.lo and s.low(i) in ("the", "its", "that", "of", "a", "those") and i > mention.first - 4:
            i -= 1
        low = s.low(i)
        if low in _VERSUS or (
            low in ("with", "to")
            and s.low(i - 1) in ("compared", "relative", "comparison", "line", "contrast", "compare")
        ):
            return True
        if low == "by" and any(m.cue.role == "compare" and m.last in (i, i + 1) for m in s.marks):
            return True
        return any(
            m.cue.role == "compare" and i <= m.last - 1 <= mention.first and m.last <= mention.first and m.last >= i
            for m in s.marks
        )

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
        span = self._span(s, first)
        if span is not None:
            return span
        when, borrowed = self._nearest(s, first, last)
        if when is None:
            return Times(self._carried(), self._carried_days())
        if when.edge and not when.since:
            return Times((f"since:{when.end}",), self._carried_days(), True, False, when)
        if when.grain == "day" and not when.since:
            day = self._clip(when.day)
            days: tuple[date | None, ...] = (
                (day,) if not borrowed or day is None else (None, day) if self._moves_on(s, when, first) else (day,)
            )
            others = () if when.windows else tuple(w for w in (*self.window[:2], *self.frame[:2]) if w not in DAY)
            if day is not None and when.last <= first and any(s.tokens[k].text == ":" for k in range(when.last, first)):
                others, days = (f"since:{day}", *others), (day, None)
            beside = self._beside(s, when, first)
            return Times(beside or (*DAY, *others), days, bool(beside), not borrowed, when)
        if when.grain == "week" and when.end:
            return Times(when.windows, (self._clip(min(when.end, self.as_of)),), True, True, when)
        windows = self._windows(when)
        return Times(windows, self._carried_days() if not when.since else self._since_days(), True, False, when)

    def _moves_on(self, s: Sentence, when: When, first: int) -> bool:
        """Whether the text goes on to another time after a day: `peaked last Friday and is back at 25`."""
        between = s.words(when.last, first)
        return (
            any(
                w in ("is", "now", "back", "then", "later", "stands", "sits", "since", "(", "has", "are", "remains")
                for w in between
            )
            or when.first > first
        )

    def _beside(self, s: Sentence, day: When, first: int) -> tuple[str, ...]:
        """A window in the same clause as a day: `on Friday it was up 13 % for the year`."""
        lo, hi = s.clause(first)
        found = [
            w
            for w in s.whens
            if lo <= w.first < hi
            and w is not day
            and w.windows
            and w.grain in ("window", "year", "month", "quarter")
            and w.first not in s.spent
            and w.prep != "ago"
        ]
        return self._windows(found[0]) if found else ()

    def _span(self, s: Sentence, first: int) -> Times | None:
        """`between 3 November and last Friday`, `from the end of June to Friday`: a window with both its ends."""
        for one, two in zip(s.whens, s.whens[1:], strict=False):
            if (
                one.prep in ("between", "from")
                and one.grain == "day"
                and two.grain == "day"
                and s.words(one.last, two.first)[:1] in (["and"], ["to"])
                and two.end
                and one.end
                and one.end < two.end
            ):
                return Times(
                    (f"since:{one.end}", f"since:{one.end - timedelta(1)}"), (self._clip(two.end),), True, True, one
                )
        return None

    def _carried(self) -> tuple[str, ...]:
        anchor = (f"since:{self.anchor}",) if self.anchor else ()
        return tuple(dict.fromkeys((*self.window, *self.frame, *DAY, *anchor)))

    def _carried_days(self) -> tuple[date | None, ...]:
        earlier = tuple(d for d in reversed(self.days) if d < self.as_of)
        return (self.eve, None, *earlier) if self.eve else (None, *earlier)

    def _since_days(self) -> tuple[date | None, ...]:
        return self._carried_days()

    def _windows(self, when: When) -> tuple[str, ...]:
        if when.windows == ("then",):
            days = [d for d in (self.last_day, self.anchor, self.day) if d and d < self.as_of]
            near = self.ago_windows or tuple(dict.fromkeys(f"since:{d}" for d in days))
            return (*near, *self.window[:1]) or self._carried()
        if when.windows == ("same",):
            return self._carried()
        if when.since and when.grain != "window":
            return since_windows(when)
        if (
            when.grain == "window"
            and when.windows
            and when.windows[0][0].isdigit()
            and when.windows[0] != "1d"
            and when.prep not in ("past", "last", "ago")
            and (self.anchor or self.window)
        ):
            anchor = (f"since:{self.anchor}",) if self.anchor else ()
            return tuple(dict.fromkeys((*when.windows, *anchor, *self.window[:2])))
        return when.windows

    def _clip(self, day: date | None) -> date | None:
        return None if day is None or day >= self.as_of else day

    def _nearest(self, s: Sentence, first: int, last: int) -> tuple[When | None, bool]:
        """The time that governs some words, and whether it stands by another number than theirs."""
        lo, hi = s.hard_clause(first)
        whens = [
            w
            for w in s.whens
            if w.first not in s.spent
            and not (w.grain == "day" and w.prep in ("before", "after") and w.last != first)
            and not (w.prep == "ago" and not w.windows)
        ]
        stop = min((q.first for q in s.numbers if q.first >= last), default=s.hi)
        inside = _depth(s, first)
        right = [
            w
            for w in whens
            if last <= w.first < min(stop, hi)
            and _depth(s, w.first) == inside
            and not self._other_verb(s, last, w.first)
        ]
        left = [w for w in whens if lo <= w.last <= first]
        if left and left[-1].last == first and not left[-1].edge:
            return left[-1], False
        near_lo, near_hi = s.clause(first)
        if right and (right[0].first < near_hi or not left or left[-1].first < near_lo):
            return right[0], False
        far = [w for w in whens if w.last <= lo]
        for when in left[-1:] or far[-1:]:
            borrowed = self.belongs_elsewhere(s, when, first)
            if when.since:
                return when, False
            if when.edge and when.last != first and any(lo <= q.first and q.last <= when.first for q in s.numbers):
                borrowed = True
            if borrowed and when.edge:
                earlier = [w for w in (*far, *left) if w is not when and not w.edge]
                return (earlier[-1], True) if earlier else (None, False)
            return when, borrowed
        late = [
            w
            for w in whens
            if stop <= w.first < hi
            and (w.windows or w.since)
            and not s.tokens[w.last - 1].possessive
            and not self._verbs(s, last, w.first)
            and (w.since or not any(s.low(k) in _DISTANT for k in range(last, w.first)))
        ]
        return (late[0], False) if late else (None, False)

    def belongs_elsewhere(self, s: Sentence, when: When, first: int) -> bool:
        """Whether a number stands right before a time, so that the time is its own."""
        return any(
            0 <= when.first - q.last <= 3
            and q.last <= first
            and not any(s.tokens[k].text in ",;:\u2014" for k in range(q.last, when.first))
            for q in s.numbers
        )

    def _verbs(self, s: Sentence, start: int, end: int) -> bool:
        return any(
            m.cue.role in ("move", "level", "compare", "state", "record", "super")
            and not m.cue.noun
            and start <= m.first < end
            for m in s.marks
        )

    def _other_verb(self, s: Sentence, start: int, end: int) -> bool:
        """Whether a clause with a verb of its own begins between a number and a time."""
        joint = next(
            (
                i
                for i in range(start, end)
                if s.low(i) in ("and", "but", "while", "whereas", "although", "before", "after")
            ),
            None,
        )
        return joint is not None and any(
            m.cue.role in ("move", "level", "compare") and not m.cue.noun and joint < m.first < end for m in s.marks
        )

    def remember(self, s: Sentence) -> None:
        """After a sentence: its last window and day are carried on."""
        for when in s.whens:
            if when.first in s.spent:
                continue
            self._keep(when)
        span = self._span(s, s.lo)
        if span is not None:
            self.window, self.day = span.windows, span.days[0]

    def _keep(self, when: When) -> None:
        if when.prep == "ago" and when.start is not None and when.start.year > 1980:
            self.ago_windows = tuple(f"since:{when.start + timedelta(n)}" for n in range(0, 8))
        elif when.windows in (("then",), ("same",)):
            return
        elif when.grain == "day" and when.end and when.end <= self.as_of:
            self.last_day = when.end if when.end < self.as_of or self.last_day is None else self.last_day
            if when.since:
                self.window = since_windows(when)
            elif not when.edge and (self.as_of - when.end).days <= 10:
                self.day = when.end
                self.days = [*(d for d in self.days if d != when.end), when.end][-2:]
            if when.end < self.as_of - timedelta(10) or (
                when.end < self.as_of - timedelta(1) and not when.since and when.edge
            ):
                self.anchor = when.end
        elif (
            when.windows
            and when.prep != "ago"
            and not (when.grain == "window" and when.windows[0] in ("1d", "1y", "10y"))
            and (when.end is None or (self.as_of - when.end).days < 400)
        ):
            self.window = when.windows if not when.since else since_windows(when)


def _depth(s: Sentence, i: int) -> int:
    """How many brackets are open before a token."""
    return sum((s.tokens[k].text == "(") - (s.tokens[k].text == ")") for k in range(s.lo, i))


def since_windows(when: When) -> tuple[str, ...]:
    """The windows that `since` a day, month or year may mean: from before it began, or from its end."""
    if when.grain == "day" and when.end:
        return (f"since:{when.end}",)
    if when.start is None or when.end is None:
        return when.windows
    return (f"since:{when.start - timedelta(1)}", f"since:{when.end}")
