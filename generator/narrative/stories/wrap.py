"""The wrap: the day (or week), told from what is most unusual downwards."""

from __future__ import annotations

from generator.facts.ranking import News, subjects
from generator.facts.sheet import Recorder
from generator.market import Instrument
from generator.narrative.points import Point, plain_point, point
from generator.narrative.readings import Balance, weigh
from generator.narrative.story import Picture, Plan, Story

AKIN = 0.6  # below this share of its bits a pair is of two kinds
DULL = 4.0  # below this score nothing is worth a headline of its own
MOST_ROWS = 9
MOST_SUPPORT = 2
GROUPS = (
    (("equity_index", "equity", "etf", "volatility_index"), 3),
    (("commodity", "crypto"), 3),
    (("rate", "fx"), 2),
)  # kinds that share a paragraph, and how many of them it tells of
SAYS_THE_DAY = frozenset(
    {"record", "move", "streak", "reversal", "since", "threshold"}
)  # points whose text tells the latest change
TABLE_KINDS = ("equity_index", "commodity", "crypto", "volatility_index", "fx", "equity", "etf", "rate")


def plan(recorder: Recorder, ranking: list[News]) -> Plan:
    """Picks the lead, what supports it, a second and a third subject, the rest, the evidence, and what is next."""
    news = _distinct(ranking)
    quiet = not news or news[0].score < DULL
    chosen = _chapters(news, 1 if quiet else 3)
    chapters = [{"lead": point(n, recorder), "also": [point(s, recorder) for s in also]} for n, also in chosen]
    told = {key for n, also in chosen for item in (n, *also) for key in (item.subject, item.versus) if key}
    fresh = subjects(recorder.engine)
    rest = [plain_point(recorder, i.key) for i in fresh if i.key not in told and _worth_a_clause(i)]
    balance = weigh(recorder, "risk_appetite")
    table = [plain_point(recorder, i.key) for i in _rows(fresh, set() if quiet else told)]
    context = {
        "quiet": quiet,
        "chapters": chapters,
        "rest": _grouped(rest),
        "table": table,
        "movers": [p for p in table if p.day.plain],
        "balance": balance if _speaks(balance) else None,
    }
    tags = tuple(recorder.instrument(key).name for key in sorted(told))
    return Plan(context, _pictures(chosen), tags, frozenset(told))


def _distinct(ranking: list[News]) -> list[News]:
    """The ranking without pairs that say the same again: one duel and one gap for an instrument."""
    seen: set[tuple[str, str]] = set()
    kept = []
    for news in ranking:
        kind = "pair" if news.versus else news.kind
        marks = {(kind, news.subject)} | ({(kind, news.versus)} if news.versus else set())
        if not marks & seen:
            seen |= marks
            kept.append(news)
    return kept


def _chapters(news: list[News], most: int) -> list[tuple[News, list[News]]]:
    """Leads on different subjects, each with other news about the same subject."""
    chapters: list[tuple[News, list[News]]] = []
    taken: set[str] = set()
    for lead in news:
        if len(chapters) == most or (chapters and lead.bits < DULL - 1):
            break
        if lead.subject in taken or _one_too_many(lead, chapters):
            continue
        also = [n for n in news if n is not lead and n.subject in (lead.subject, lead.versus) and n.kind != lead.kind]
        also = [n for n in also if not {lead.kind, n.kind} <= {"flow", "flow_against"} and n.subject not in taken]
        also = [n for n in also if n.kind != "volatility" and (not n.versus or n.score > AKIN * n.bits)]
        chapters.append((lead, _adding(lead, also)[:MOST_SUPPORT]))
        taken |= {lead.subject, *([lead.versus] if lead.versus else [])}
    return chapters


def _one_too_many(lead: News, chapters: list[tuple[News, list[News]]]) -> bool:
    """No kind of news opens two chapters running, but on a day of large moves two of those may."""
    last = [chapter[0].kind for chapter in chapters]
    return last[-2:] == ["move", "move"] if lead.kind == "move" else lead.kind in last[-1:]


def _adding(lead: News, also: list[News]) -> list[News]:
    """News that tells more than what came before: the day's move of a subject is told once."""
    kept: list[News] = []
    for news in also:
        told = {n.subject for n in (lead, *kept) if n.kind in SAYS_THE_DAY}
        if news.kind not in SAYS_THE_DAY or news.subject not in told:
            kept.append(news)
    return kept


def _worth_a_clause(of: Instrument) -> bool:
    return of.price_like or of.kind == "rate"


def _rows(fresh: list[Instrument], told: set[str]) -> list[Instrument]:
    """The table's rows: what the text is about first, then the rest in the catalog's order."""
    possible = [i for i in fresh if i.kind in TABLE_KINDS and i.frequency == "daily"]
    first = sorted(possible, key=lambda i: (i.key not in told, TABLE_KINDS.index(i.kind)))[:MOST_ROWS]
    return sorted(first, key=lambda i: TABLE_KINDS.index(i.kind))


def _grouped(rest: list[Point]) -> list[list[Point]]:
    """The rest by kind of market, a paragraph each, with what moved most for its own history."""
    told = [p for p in rest if p.day and p.day.plain and p.place and p.place.plain]
    told.sort(key=lambda p: -abs(p.place.number - 0.5))
    groups = [[p for p in told if p.x.kind in kinds][:most] for kinds, most in GROUPS]
    return [group for group in groups if group]


def _speaks(balance: Balance) -> bool:
    return len(balance.pro) + len(balance.con) >= 2


def _pictures(chosen: list[tuple[News, list[News]]]) -> tuple[Picture, ...]:
    if not chosen:
        return ()
    lead = chosen[0][0]
    if lead.versus:
        return (Picture("lead", "lines", (lead.subject, lead.versus)),)
    return (Picture("lead", "flows" if lead.kind.startswith("flow") else "lines", (lead.subject,)),)


STORY = Story("wrap", plan)
