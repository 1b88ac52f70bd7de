"""Times as text names them, and the window and day that a claim takes from its clause, its heading, its draft."""

from datetime import date

import pytest

from generator.check import check
from generator.check.text.dates import Clock
from generator.check.text.tokens import tokenize
from generator.check.text.when import When
from generator.tape import Tape

AS_OF = date(2026, 1, 16)


def times(text: str, as_of: date = AS_OF) -> list[When]:
    """The times of a text."""
    return Clock(as_of).find(tokenize(text))


DAYS = [
    ("its worst day since April 20 last year", "2025-04-20"),
    ("worst day since 12 mar 2020", "2020-03-12"),
    ("lowest close since 4 feb", "2025-02-04"),
    ("three weeks ago it was lower", "2025-12-26"),
    ("twelve months ago you paid less", "2025-01-16"),
    ("a fortnight ago it stood", "2026-01-02"),
    ("on Thursday night it had been up", "2026-01-15"),
    ("last Friday", "2026-01-09"),
    ("the previous Friday", "2026-01-09"),
    ("on Monday last week", "2026-01-05"),
    ("on Thursday of last week it was", "2026-01-08"),
    ("the previous session", "2026-01-15"),
    ("a year ago on Thursday", "2025-01-15"),
    ("at year-end", "2025-12-31"),
    ("at year-end 2022", "2022-12-31"),
    ("lower than at New Year", "2025-12-31"),
    ("1987 was another animal. That Monday, 19 October", "1987-10-19"),
    ("it ended 2024 at 14.04", "2024-12-31"),
    ("the peak on 3 Jan '22", "2022-01-03"),
    ("on the third of March two thousand and nine", "2009-03-03"),
    ("it closed on 11/28/2016", "2016-11-28"),
    ("it closed on 28/11/2016", "2016-11-28"),
    ("it closed on 28.11.2016", "2016-11-28"),
    ("it closed on 2016/11/28", "2016-11-28"),
    ("it closed on 11/28/16", "2016-11-28"),
    ("it closed on 3/4/2025", "2025-03-04"),
    ("the 2.85% of 5/31", "2025-05-31"),
    ("it closed at 3.49% on 1/14", "2026-01-14"),
]


@pytest.mark.parametrize(("text", "day"), DAYS)
def test_days(text: str, day: str) -> None:
    found = times(text)[-1]
    assert found.grain == "day"
    assert str(found.end) == day


SPANS = [
    ("From 1 to 14 September it lost", "2025-09-01", "2025-09-14"),
    ("between 5 and 9 January", "2026-01-05", "2026-01-09"),
    ("Jan. 5-9", "2026-01-05", "2026-01-09"),
    ("Monday to Thursday:", "2026-01-12", "2026-01-15"),
    ("from June to September", "2025-06-01", "2025-09-30"),
    ("in the three months to June", "2025-04-01", "2025-06-30"),
    ("the first half of 2009", "2009-01-01", "2009-06-30"),
    ("in H2 2024", "2024-07-01", "2024-12-31"),
    ("the week ended 9 January", "2026-01-03", "2026-01-09"),
    ("3Q24 was dull", "2024-07-01", "2024-09-30"),
    ("the third quarter of last year", "2025-07-01", "2025-09-30"),
    ("October last year", "2025-10-01", "2025-10-31"),
    ("peaked in April 2022. In May of that year", "2022-05-01", "2022-05-31"),
    ("+5.7% in may", "2025-05-01", "2025-05-31"),
]


@pytest.mark.parametrize(("text", "start", "end"), SPANS)
def test_spans(text: str, start: str, end: str) -> None:
    found = times(text)[-1]
    assert (str(found.start), str(found.end)) == (start, end)


WINDOWS = [
    ("over the week", ("wtd", "1w")),
    ("in the past week", ("1w",)),
    ("month-on-month", ("1m",)),
    ("on the year", ("ytd", "1y")),
    ("year on year", ("1y",)),
    ("for the year", ("ytd",)),
    ("so far this quarter", ("qtd",)),
    ("month so far", ("mtd",)),
    ("over the past five sessions", ("5s",)),
    ("at half-time", ("ytd",)),
    ("in three months", ("3m",)),
    ("over twelve months", ("1y",)),
]


@pytest.mark.parametrize(("text", "windows"), WINDOWS)
def test_windows(text: str, windows: tuple[str, ...]) -> None:
    assert times(text)[0].windows == windows


def test_months_counted_at_a_months_end_are_calendar_months() -> None:
    assert times("in three months", date(2025, 6, 30))[0].windows == ("3m", "qtd")
    assert times("over twelve months", date(2025, 12, 31))[0].windows == ("1y", "ytd")


SILENT = [
    "it may rise",
    "they march on",
    "a quarter of the market",
    "three to five percent",
    "overnight money got dearer",
    "they won 2 of 3",
    "the 60/40 portfolio",
    "it is off 1/2 percent",
    "on 3/4 of the days",
    "a ratio of 1/2/3",
    "it closed on 45/13/2016",
    "one day",
]


@pytest.mark.parametrize("text", SILENT[:-1])
def test_no_times(text: str) -> None:
    assert times(text) == []


BOUND = [
    # text, verdict of its last claim, and what it was bound to
    ("On Thursday night the S&P 500 had been up 8% for the year.", "supported", "ytd", "2026-01-15"),
    ("A week ago the S&P 500 was up 4% for the year.", "supported", "ytd", "2026-01-09"),
    ("A week ago the S&P 500 was up 10% for the year.", "contradicted", "ytd", "2026-01-09"),
    ("The S&P 500, at 104 a week ago, is now at 110.", "supported", None, "2026-01-16"),
    ("The S&P 500 was at 104 a week ago.", "supported", None, "2026-01-09"),
    ("A week ago the S&P 500 was at 110.", "contradicted", None, "2026-01-09"),
    ("From 5 to 9 January the S&P 500 gained 3%.", "supported", "since:2026-01-05", "2026-01-09"),
    ("From 5 to 9 January the S&P 500 gained 9%.", "contradicted", "since:2026-01-05", "2026-01-09"),
    ("Monday to Thursday:\n\n- S&P 500 +3.8%", "supported", "since:2026-01-11", "2026-01-15"),
    ("Monday to Thursday:\n\n- S&P 500 +1.9%", "contradicted", "since:2026-01-11", "2026-01-15"),
    ("The S&P 500 gained 5.8%, its best week since 2025.", "supported", "wtd", "2026-01-16"),
    ("The S&P 500 is up 10% this year; gold falls 2.8%.", "supported", "1d", "2026-01-16"),
    ("# A weekly letter\n\nThe Russell 2000 lost 6.9%.", "supported", "wtd", "2026-01-16"),
    ("On Thursday the S&P 500 rose 0.9%. The Russell 2000 fell 1%.", "supported", "1d", "2026-01-15"),
    ("The S&P 500 rose 1.9% on Friday and 5.8% for the week.", "supported", "wtd", "2026-01-16"),
    ("The S&P 500 rose 5.8% on Friday and 1.9% for the week.", "contradicted", "wtd", "2026-01-16"),
    ("Gold fell in early trading by 2%.", "not_covered", None, None),
]


@pytest.mark.parametrize(("text", "verdict", "window", "at"), BOUND)
def test_bound(tape: Tape, text: str, verdict: str, window: str | None, at: str | None) -> None:
    claims = [c for c in check(text, tape, as_of=AS_OF).claims if "%" in c.text or c.kind == "level"]
    found = claims[-1]
    assert found.verdict == verdict, found
    assert found.parameter == window
    assert at is None or str(found.at) == at


def test_a_date_in_an_aside_does_not_leak(tape: Tape) -> None:
    text = "The Russell 2000, which had set a record on Wednesday 7 January (208), lost 3.1%."
    assert [c.verdict for c in check(text, tape, as_of=AS_OF).claims if c.text.endswith("%")] == ["supported"]


CARRIED = [
    # text, verdict of the last claim with a percentage
    ("It fell on Thursday: a morning note. The Russell 2000 lost 1%.", "supported"),
    ("# A week to remember\n\nGold gained 1%.", "supported"),
    ("# A week to remember\n\nGold lost 2.8%, its worst day since 2025.", "supported"),
    ("The Russell 2000 fell 1% on Thursday.\n\nGold fell 2.8%.", "supported"),
    ("The Russell 2000 fell 1% on Thursday and 3.1% on Friday.\n\nGold rose 1.9%.", "contradicted"),
    ("The S&P 500 is at its highest since 5 January. Gold lost 2.8%.", "supported"),
    ("The S&P 500 is at its highest since 5 January. Gold is up 7%.", "contradicted"),
    ("The Russell 2000 fell 1% on Thursday. It is 8.7% below its record.", "supported"),
    ("The Russell 2000 fell 1% on Thursday and 3.1% on Friday. It is 5.8% below its record.", "contradicted"),
    ("Gold rose 1.9% on Thursday, the best day since 2025, and lost 2.8% on Friday.", "supported"),
    ("The S&P 500 is 10% higher than where it began the year.", "supported"),
    ("The S&P 500 is 6% higher than where it began the year.", "contradicted"),
    ("The S&P 500 is up 5.8% in a week, 10% in two.", "supported"),
    ("On 8 January the S&P 500 was at 100. A day later it rose 4%.", "supported"),
    ("On 9 January the S&P 500 closed at 104. Today it stands at 110 and 5.8% higher.", "supported"),
    ("On 9 January the S&P 500 closed at 104. Today it stands at 110 and 7% higher.", "contradicted"),
    ("On Thursday the Russell 2000 was 5.8% below its January high. On Friday, 8.7%.", "supported"),
    ("On Thursday the Russell 2000 was 5.8% below its January high. On Friday, 9.7%.", "contradicted"),
    ("On Thursday the Russell 2000 was 5.8% below its January high. On Friday it was 8.7%.", "supported"),
    ("The 10-year yield is 4.20%; it was 4% when the year began.", "supported"),
    ("The 10-year yield is 4.20%; it was 4.20% when the year began.", "contradicted"),
    ("Gold lost 2.8%, more than on 14 January (1.9%).", "supported"),
    ("Gold lost 2.8%, more than on 14 January (2.9%).", "contradicted"),
    ("On Thursday alone gold rose 1.9%, and then it lost 2.8%.", "supported"),
    ("On Thursday alone the S&P 500 rose 0.9%, and then it added another 1.9%.", "supported"),
    ("By 8 January the Russell 2000 had risen to 206, a gain of 3%.", "supported"),
    ("By Thursday the S&P 500 had risen to 108, a gain of 5.9%.", "contradicted"),
    ("On 8 January 2025 gold fell. By the end of December the Russell 2000 had lost 2%.", "not_covered"),
    ("On 8 January the S&P 500 was at 100. The day before it had fallen 1%.", "supported"),
]


@pytest.mark.parametrize(("text", "verdict"), CARRIED)
def test_carried(tape: Tape, text: str, verdict: str) -> None:
    claims = [c for c in check(text, tape, as_of=AS_OF).claims if "%" in c.text]
    assert claims[-1].verdict == verdict, claims[-1]


def test_march_heads_a_line() -> None:
    assert times("March: gold +3%")[0].grain == "month"
    assert times("May you live in interesting times") == []
    assert times("the first week of January")[0].grain == "week"
    assert str(times("the first week of January")[0].end) == "2026-01-02"


TOLD = [
    ("After 2025, when it lost 3%, the S&P 500 is up 10% this year.", "supported"),
    ("The 10-year yield climbed from 4.00% to 4.20%, a rise of 20 basis points.", "supported"),
    ("The 10-year yield climbed from 4.00% to 4.20%; the S&P 500 rose 10%.", "supported"),
    ("The 10-year yield climbed from 4.08% to 4.20%; the S&P 500 rose 7%.", "contradicted"),
    ("On Thursday of last week the S&P 500 fell 1%.", "supported"),
]


@pytest.mark.parametrize(("text", "verdict"), TOLD)
def test_told(tape: Tape, text: str, verdict: str) -> None:
    claims = [c for c in check(text, tape, as_of=AS_OF).claims if "%" in c.text or c.kind in ("change", "level")]
    assert claims[-1].verdict == verdict, claims[-1]


EXTENTS = [
    ("From its low on 8 January to Friday's high, the S&P 500 gained 10%.", "supported"),
    ("From the top in January to the bottom in January the Russell 2000 lost 8.7%.", "supported"),
    ("From the top in January to the bottom in January the Russell 2000 lost 5.8%.", "contradicted"),
    ("From the peak to Thursday the Russell 2000 lost 5.8%.", "supported"),
    ("From the peak to Thursday the Russell 2000 lost 8.7%.", "contradicted"),
    ("The Russell 2000 never closed 10% below its own peak.", "supported"),
]


@pytest.mark.parametrize(("text", "verdict"), EXTENTS)
def test_extents(tape: Tape, text: str, verdict: str) -> None:
    claims = [c for c in check(text, tape, as_of=AS_OF).claims if "%" in c.text]
    assert claims[-1].verdict == verdict, claims[-1]


WHOSE_TIME = [  # the time that a number's own words give it, beside the time of another one
    ("Gold went from $52 on 6 January to $52.50.", "supported"),
    ("Gold went from $52 on 6 January to $51.", "contradicted"),
    ("Gold was at $54 on 13 January and finished the week at $52.50.", "supported"),
    ("Gold was at $54 on 13 January and finished the week at $54.", "contradicted"),
    ("The S&P 500 closed at 110, having begun the year at 100.", "supported"),
    ("The S&P 500 closed at 110, having begun the year at 110.", "contradicted"),
    ("On the seventh of January gold was at $52.", "supported"),
    ("On the seventh of January gold was at $53.", "contradicted"),
    ("Gold fell 2.8%. Twenty-four hours earlier it had gained 1.9%.", "supported"),
    ("Gold fell 2.8%. Twenty-four hours earlier it had gained 2.4%.", "contradicted"),
    ("The 10-year yield rose 7bp on Friday. Add Thursday and we are looking at 5bp in two sessions.", "supported"),
    ("The 10-year yield rose 7bp on Friday. Add Thursday and we are looking at 7bp in two sessions.", "contradicted"),
    ("The 10-year yield is 20 basis points above where it began 2026.", "supported"),
    ("The 10-year yield is 30 basis points above where it began 2026.", "contradicted"),
]


@pytest.mark.parametrize(("text", "verdict"), WHOSE_TIME)
def test_whose_time(tape: Tape, text: str, verdict: str) -> None:
    assert check(text, tape, as_of=AS_OF).claims[-1].verdict == verdict


@pytest.mark.parametrize(("verb", "verdict"), [("rose", "supported"), ("fell", "contradicted")])
def test_a_move_between_two_days(tape: Tape, verb: str, verdict: str) -> None:
    found = check(f"Gold {verb} from $51 on 6 January to $53 on 8 January.", tape, as_of=AS_OF).claims[0]
    assert (found.text, found.verdict) == (verb, verdict)


def test_an_outlook_is_of_what_is_over(tape: Tape) -> None:
    text = "# Outlook: Second Quarter 2026\n\nThe S&P 500 gained 10%.\n"
    assert check(text, tape, as_of=AS_OF).claims[-1].at != date(2026, 6, 30)
    assert Clock(AS_OF).find(tokenize("the twenty-third of June 2016"))[0].end == date(2016, 6, 23)


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("The S&P 500 gained 10% in 2026.", "supported"),
        ("In the first crash the S&P 500 fell 40%.", "not_covered"),
        ("- 2025: from $48, it doubled for gold.", "not_covered"),
        ("The S&P 500 gained 10% this year. We added in the first week.", "not_covered"),
        ("In the twelve months before the peak the S&P 500 more than doubled.", "not_covered"),
        ("The 10-year yield was at 6.39% then and is at 4.20% now.", "supported"),
        ("This follows a week in which the S&P 500 gained 4%.", "supported"),
        ("This follows a week in which the S&P 500 gained 5%.", "contradicted"),
        ("On 7 January gold was at $52. The S&P 500 closed at 101 on that January day.", "supported"),
        ("On 7 January gold was at $52. The S&P 500 closed at 104 on that January day.", "contradicted"),
    ],
)
def test_times_that_point_elsewhere(tape: Tape, text: str, verdict: str) -> None:
    claims = check(text, tape, as_of=AS_OF).claims
    assert claims[-1].verdict == verdict
    assert verdict == "contradicted" or "contradicted" not in {c.verdict for c in claims}


def test_the_seasons() -> None:
    spring, autumn = times("since the spring of 2020")[0], times("in autumn 2011")[0]
    assert (spring.start, spring.end) == (date(2020, 3, 1), date(2020, 5, 31))
    assert (autumn.start, autumn.end) == (date(2011, 9, 1), date(2011, 11, 30))
    assert not any(w.grain == "span" for w in times("a fall of 2020 points, a spring in its step"))
