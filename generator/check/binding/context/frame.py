"""What period a draft and its sections are about: from titles, first lines, list heads, and what is told of most."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

from generator.check.binding.context.carry import NEAR, owned, spoken_unit
from generator.check.binding.context.scene import Scene
from generator.check.text.dates import Clock
from generator.check.text.sentence import Parsed, Sentence
from generator.check.text.source import Block
from generator.check.text.when import When
from generator.check.text.wordset import wordset

TO_DATE = {"week": ("wtd", "1w"), "month": ("mtd", "1m"), "quarter": ("qtd", "3m"), "year": ("ytd",)}
LIVES = {
    "year": 120,
    "quarter": 80,
    "month": 35,
    "week": 8,
    "span": 35,
}  # days for which an ended period is still told of
_LETTERS = {
    **dict.fromkeys(("week", "weekly"), ("wtd", "1w")), "monthly": ("mtd", "1m"), "month": ("mtd", "1m"),
    "quarterly": ("qtd", "3m"), "quarter": ("qtd", "3m"), "annual": ("ytd",),
}  # fmt: skip
_AHEAD = wordset("outlook ahead next coming preview four long every")
OPENING = 4  # blocks that may say what a draft is about
FRIDAY = 4  # as Python counts weekdays
RECENT = 4  # days back that a note may tell of as if it were today
SHORT = 16  # tokens of a line that is a title or a dateline


def frame_of(parsed: Parsed, clock: Clock) -> tuple[str, ...]:
    """The windows that a draft is about: a period in its title or first lines, how often it appears, or what it tells."""
    for block, sentences in parsed[:OPENING]:
        for s in sentences:
            if block.role != "heading" and len(s.tokens) < SHORT and not s.mentions:
                found = _titled(block, s, clock)  # a dateline says more than what a headline says beside its news
                if found:
                    return found
    for block, sentences in parsed[:OPENING]:
        for s in sentences:
            if block.role != "heading" and len(s.tokens) >= SHORT:
                continue
            found = _titled(block, s, clock)
            if found:
                return found
    return _letter(parsed) or _year_ends(parsed, clock) or _told_most(parsed) or _weekend(parsed, clock)


def _titled(block: Block, s: Sentence, clock: Clock) -> tuple[str, ...]:
    for when in s.whens:
        if when.start is not None and when.start > clock.as_of:
            continue  # `Outlook: first quarter`, written before it: what it tells of is over
        if when.since or owned(s, when) or not when.windows or s.low(when.first - 2) in ("days", "weeks"):
            continue
        if when.grain in LIVES and when.end and (clock.as_of - when.end).days < LIVES[when.grain]:
            if block.role != "heading" and when.grain == "year":
                continue
            live = when.start is not None and when.start <= clock.as_of <= when.end
            return tuple(dict.fromkeys((*when.windows, *(TO_DATE.get(when.grain, ()) if live else ()))))
        if when.grain == "window" and when.windows[0] in ("wtd", "mtd", "qtd", "ytd") and not _is_outlook(s, when):
            return when.windows
    return ()


def _is_outlook(s: Sentence, when: When) -> bool:
    """`Quarterly Outlook`: how often it appears, and nothing of what it looks back at."""
    return s.low(when.first).endswith("ly") and bool(_AHEAD & s.vocabulary)


def _letter(parsed: Parsed) -> tuple[str, ...]:
    """`Weekly market letter`, `the week volatility came back`, `FOMC week`."""
    for block, sentences in parsed[:OPENING]:
        if block.cell is not None or (block.role != "heading" and sum(s.hi - s.lo for s in sentences) >= SHORT):
            continue
        words = [t.low for s in sentences for t in s.tokens[s.lo : s.hi]]
        if _AHEAD & set(words):
            continue
        after = [*words[1:], ""]
        found = next((_LETTERS[w] for w, x in zip(words, after, strict=True) if w in _LETTERS and x != "end"), None)
        if found is not None:
            return found
    return ()


def _weekend(parsed: Parsed, clock: Clock) -> tuple[str, ...]:
    """A draft of a Saturday or Sunday that speaks of the week looks back at it."""
    told = clock.as_of.weekday() > FRIDAY and any(
        w.windows[:1] == ("wtd",) for _, sentences in parsed for s in sentences for w in s.whens
    )
    return TO_DATE["week"] if told else ()


def _year_ends(parsed: Parsed, clock: Clock) -> tuple[str, ...]:
    """A draft of the turn of the year that tells of the year more than of days looks back at it."""
    day = clock.as_of
    if not (day.month == 12 and day.day >= YEAR_ENDS) and not (day.month == 1 and day.day <= YEAR_BEGUN):
        return ()
    year = day.year - (day.month == 1)
    prose = [s for block, sentences in parsed if block.role in ("text", "item") for s in sentences][:LOOKED_AT]
    whens = [w for s in prose for w in s.whens if not w.since]
    told = sum(w.grain == "year" and w.start is not None and w.start.year == year for w in whens)
    told += sum(w.windows[:1] == ("ytd",) and w.grain == "window" for w in whens)
    told += sum(spoken_unit(s, s.lo, s.hi) == ("ytd",) for s in prose)
    heads = [s for block, sentences in parsed[:OPENING] if block.role == "heading" for s in sentences]
    plain = [s for s in (*heads, *prose[:OPENING]) if not s.whens or "calendar" in s.vocabulary]
    told += sum("year" in s.vocabulary for s in plain)  # `a British year`
    if told < 2 or told + 1 < sum(map(_is_daily, whens)):
        return ()
    return ("ytd",) if day.month == 12 else (f"year:{year}",)


YEAR_ENDS, YEAR_BEGUN = 26, 14  # days of December and January on which a draft may look back at the year
LOOKED_AT = 8  # sentences that say what a draft tells of


def _told_most(parsed: Parsed) -> tuple[str, ...]:
    """The period that a draft's opening tells of first, or more than of single days."""
    counts: Counter[str] = Counter()
    days, lead = 0, ""
    prose = [sentences for block, sentences in parsed if block.role in ("text", "item")][:OPENING]
    for s in (s for sentences in prose for s in sentences):
        for when in s.whens:
            unit = _UNIT_OF.get(when.windows[0], "") if when.windows and not when.since else ""
            daily = _is_daily(when)
            lead = lead or (unit if s.numbers or unit == "week" else "") or ("day" if daily and s.numbers else "")
            days += daily
            counts[unit] += bool(unit)
        spoken = spoken_unit(s, s.lo, s.hi)
        counts[_UNIT_OF.get(spoken[0], "") if spoken else ""] += 1
        lead = lead or (_UNIT_OF.get(spoken[0], "") if spoken else "")
    del counts[""]
    best = counts.most_common(1)
    if lead in TO_DATE or lead in _COUNTED_TOO:
        return TO_DATE.get(lead) or _COUNTED_TOO[lead]
    return TO_DATE.get(best[0][0], ()) if best and best[0][1] > days else ()


def stretch_of(parsed: Parsed) -> tuple[str, ...]:
    """The counted windows of the first paragraphs, the most frequent first: `over three months`."""
    prose = [sentences for block, sentences in parsed if block.role in ("text", "item")][:OPENING]
    counts = Counter(
        w.windows[0] for sentences in prose for s in sentences for w in s.whens if w.windows[:1] in _COUNTED
    )
    return tuple(w for w, _ in counts.most_common(2))


_COUNTED = (("1w",), ("1m",), ("3m",), ("6m",), ("1y",))
_UNIT_OF = {"wtd": "week", "1w": "week", "mtd": "month", "qtd": "quarter", "1m": "1m", "3m": "3m"}
_COUNTED_TOO = {"1m": ("1m", "mtd"), "3m": ("3m", "qtd")}


def _is_daily(when: When) -> bool:
    return (when.grain == "day" and not when.since and not when.edge) or when.windows == ("1d",)


def lead_day(parsed: Parsed, clock: Clock, frame: tuple[str, ...]) -> date | None:
    """The day that a draft tells of, where it is not its own: a morning note is about the day before."""
    if frame:
        monday = frame[0] == "wtd" and clock.as_of.weekday() < 2  # a letter about the week that ended
        return clock.as_of - timedelta(clock.as_of.weekday() + 3) if monday else None
    told: Counter[date] = Counter()
    for block, sentences in parsed:
        if block.role == "heading" or block.cell is not None:
            continue
        line = len(sentences[0].tokens) < SHORT and not any(s.mentions for s in sentences) if sentences else False
        for when in (w for s in sentences for w in s.whens):
            if line and when.first <= 3 and (when.full or when.weekday is not None or when.windows != ("1d",)):
                continue  # a dateline
            if when.grain == "day" and when.end is not None and not (when.since or when.edge or when.ago):
                paper = clock.as_of in when.others and when.end.weekday() > FRIDAY  # `yesterday` of a Monday's trading
                told[clock.as_of if paper else when.end] += 1
    if told.get(clock.as_of) or not told:
        return None
    last = max(told)
    if clock.as_of.weekday() > FRIDAY >= last.weekday():
        return None  # the last session is meant anyway
    return last if 0 < (clock.as_of - last).days <= (RECENT if clock.as_of.weekday() == 0 else 2) else None


def _is_entry(block: Block, sentences: list[Sentence]) -> bool:
    """Whether a paragraph under a line such as `For the week:` is one of its entries: a name and its numbers."""
    s = sentences[0]
    if block.role != "text" or len(sentences) != 1 or s.hi - s.lo > ENTRY or not s.numbers:
        return False
    named = any(m.first <= s.lo + 1 and m.name.anaphor is None for m in s.mentions)
    return named and not any(w.windows or w.since for w in s.whens)


ENTRY = 26  # tokens of an entry of a list


def enter_times(scene: Scene, block: Block, sentences: list[Sentence]) -> None:
    """A heading, or a line that ends in a colon, sets the windows of what stands under it; a paragraph starts anew."""
    if block.role == "heading":
        scene.section_window, scene.window, scene.fresh = (), (), False
    elif block.role != "item":
        scene.fresh = False
        scene.days = [] if scene.frame else [d for d in scene.days if (scene.as_of - d).days <= NEAR]
    if not sentences:
        return
    head = sentences[-1]
    scene.entry = scene.list_head and (block.role == "item" or _is_entry(block, sentences))
    listed = head.tokens[head.hi - 1].text == ":" and block.role == "text"
    if block.role == "text" and not listed and scene.list_head and not scene.entry:
        scene.section_window, scene.list_head = (), False
    if block.role != "heading" and not listed:
        return
    windows = [
        w
        for w in head.whens
        if w.windows
        and not w.since
        and not (w.start is not None and w.start > scene.as_of)
        and not owned(head, w)
        and not _is_outlook(head, w)
        and (listed or w.grain != "window" or w.windows[0] in _UNIT_OF or w.windows[0] == "ytd")
        and w.grain != "day"
    ]
    if windows:
        scene.section_window = scene.in_frame(windows[-1].windows)
        scene.list_head = listed
        whole = windows[-1].grain in ("span", "week") and windows[-1].end is not None
        scene.list_day = windows[-1].end if whole else None
