"""How a report looks: in the terminal, on a page, as annotations."""

import re
from datetime import date
from io import StringIO

import pytest
from rich.console import Console

from generator import assets
from generator.check.checker import Checker
from generator.check.report import Report
from generator.check.text.source import read_source
from generator.check.views import page as page_module
from generator.check.views.annotations import LONGEST, annotated
from generator.check.views.drafts import Draft
from generator.check.views.page import page
from generator.check.views.terminal import show
from generator.tape import Tape

from .conftest import AS_OF

MIXED = (
    "# Week\n\nThe **S&P 500** closed at **112** and *gold* at 52.5.\n\n- Copper fell 2%.\n- Bonds\n\n"
    "| | Close |\n|---|---|\n| Russell 2000 | 190 |\n\n> The Russell 2000 rose 3% on the day because traders bought.\n"
)
HOSTILE = (
    "# <img src=x onerror=alert(1)> Week </style><script>alert(2)</script>\n\n[now](javascript:alert(3)) "
    "![i](http://evil.example/x.png) <iframe src='http://evil.example'></iframe> {{ 7 }} {% include 'x' %} \x1b[31m\u202e"
    "The S&P 500 closed at **<b onclick=x>112</b>**.\n"
)


def checked(text: str, tape: Tape, name: str = "draft.md") -> tuple[Draft, Report, Checker]:
    draft, checker = Draft(name, text, None), Checker(tape)
    return draft, checker.check(text, AS_OF, draft=name), checker


def drawn(text: str, tape: Tape) -> str:
    draft, report, checker = checked(text, tape)
    return page([(draft, report)], checker)


def printed(text: str, tape: Tape, width: int = 80, **options: bool) -> str:
    _, report, _ = checked(text, tape)
    out = StringIO()
    show(report, text, Console(file=out, width=width, highlight=False, **options))
    return out.getvalue()


# -- page --------------------------------------------------------------------------------------------------------------


def test_every_claim_is_marked_in_its_place_and_explained(tape: Tape) -> None:
    _, report, _ = checked(MIXED, tape)
    html = drawn(MIXED, tape)
    for place, claim in enumerate(report.claims):
        mark = re.search(rf'<a class="claim {claim.verdict}" id="m0-{place}" href="#c0-{place}"[^>]*>(.*?)</a>', html)
        assert mark, claim.text
        assert re.sub(r"<sup>.*?</sup>|<[^>]+>", "", mark[1]) == claim.text.replace("*", "")
        assert f'id="c0-{place}"' in html
    assert {claim.verdict for claim in report.claims} == {"supported", "contradicted", "not_covered"}


def test_the_draft_reads_as_it_was_set(tape: Tape) -> None:
    article = drawn(MIXED, tape).split("<article>")[1].split("</article>")[0]
    assert "<h2>Week</h2>" in article
    assert "<strong>S&amp;P 500</strong>" in article
    assert "<em>gold</em>" in article
    assert "<li>Bonds</li>" in article
    assert "<td>Russell 2000</td>" in article
    assert "<blockquote><p>The Russell 2000" in article


def test_an_entry_shows_question_rows_policy_and_source(tape: Tape) -> None:
    entry = drawn("The S&P 500 closed at 112.", tape).split('id="c0-0"')[1]
    for shown in ("spx.level", "<td>2026-01-16</td>", "<td>110</td>", "integer: within a half", "spx.csv", "<svg"):
        assert shown in entry
    assert "<svg" not in drawn("The S&P 500 closed at 110.", tape)


def test_hostile_drafts_do_nothing(tape: Tape) -> None:
    html = drawn(HOSTILE, tape)
    own = drawn("Quiet.", tape)
    assert "112" in html
    for tag in ("script", "img", "iframe", "style"):
        assert html.count(f"<{tag}") == own.count(f"<{tag}") + (tag == "style") * html.count("<svg")
    assert {link[:1] for link in re.findall(r'(?:href|src)="([^"]*)"', html)} <= {"#", "d"}
    assert "javascript" not in re.sub(r">[^<]*<", "><", html), "only as words"
    assert not re.search("[\x1b\u202e]|<[^>]* on\\w+=", html)
    assert "default-src 'none'" in html


def test_many_brackets_are_only_text(tape: Tape) -> None:
    assert drawn("[" * 50_000 + " The S&P 500 closed at 112.", tape).count('class="claim') == 1


def test_a_page_of_many_claims_explains_those_that_are_not_supported_first(tape: Tape, monkeypatch) -> None:
    monkeypatch.setattr(page_module, "MOST_TOLD", 2)
    html = drawn("The S&P 500 closed at 110. It rose 9% on the day. Gold closed at 52.5. Copper fell 2%.", tape)
    told = [
        place
        for place in range(4)
        if "How it was judged</summary>" in html.split(f'id="c0-{place}"')[1].split('class="entry')[0]
    ]
    report = checked("The S&P 500 closed at 110. It rose 9% on the day. Gold closed at 52.5. Copper fell 2%.", tape)[1]
    assert len(told) == 2
    assert {report.claims[place].verdict for place in told} <= {"contradicted", "not_covered"}
    assert "is told of 2 claims here" in html


def test_overlapping_claims_have_their_own_marks(tape: Tape) -> None:
    text = "Gold will rise from 52.5 to 60 by June."
    _, report, _ = checked(text, tape)
    assert len(report.claims) > 1
    html = drawn(text, tape)
    shown = re.sub(r"<sup>.*?</sup>|<[^>]+>", "", html.split("<article>")[1].split("</article>")[0])
    assert shown.strip() == text


def test_the_report_is_no_draft(tape: Tape) -> None:
    """A folder that is checked again may hold the page of the last time."""
    assert read_source(drawn(MIXED, tape), "html").blocks == ()


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (x / 12.92 if x <= 0.04045 else ((x + 0.055) / 1.055) ** 2.4 for x in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize(("mode", "paper"), [(0, "#ffffff"), (1, "#15181c")])
def test_verdicts_are_readable_in_light_and_dark(mode: int, paper: str) -> None:
    """4.5:1 on paper that is washed with the verdict's own colour."""
    style = (assets.folder("templates") / "page" / "check.css").read_text()
    for name, wash in (("supported", 0.07), ("imprecise", 0.12), ("contradicted", 0.12), ("not-covered", 0.07)):
        own = re.findall(rf"--{name}: (#\w{{6}})", style)[mode]
        ground = "#" + "".join(
            f"{round(int(own[i : i + 2], 16) * wash + int(paper[i : i + 2], 16) * (1 - wash)):02x}" for i in (1, 3, 5)
        )
        low, high = sorted((luminance(own), luminance(ground)))
        assert (high + 0.05) / (low + 0.05) >= 4.5, (name, own, ground)


# -- terminal ----------------------------------------------------------------------------------------------------------


def test_the_terminal_keeps_to_its_width(tape: Tape) -> None:
    text = printed(MIXED + "\nThe S&P 500 closed at 112 and fell, " * 8, tape)
    assert max(map(len, text.splitlines())) <= 80
    assert not re.search(r"[ \t]$", text, re.MULTILINE)
    assert "\x1b" not in text


def test_every_claim_that_is_not_green_is_explained(tape: Tape) -> None:
    text = printed(MIXED, tape)
    _, report, _ = checked(MIXED, tape)
    for number, claim in enumerate((c for c in report.claims if c.verdict != "supported"), 1):
        assert f"{number} {claim.verdict.replace('_', ' ')}  \u201c{claim.text}" in text
    assert "112[\u2717" in text
    assert "spx.level" in text


def test_a_page_is_shown_as_its_words(tape: Tape) -> None:
    """Headings, items and tables keep a shape; every claim keeps its mark; no tag is printed."""
    rows = "<tr><th></th><th>Close</th></tr><tr><td>S&amp;P 500</td><td>112</td></tr><tr><td>Gold</td><td>7</td></tr>"
    draft = f"<p>S&amp;P 500 <b>closed</b>\nat 112.</p><h2>A day</h2><ul><li>Quiet</li></ul><table>{rows}</table>"
    out = StringIO()
    report = Checker(tape).check(draft, AS_OF)
    show(report, draft, Console(file=out, width=80))
    text, _, _ = out.getvalue().partition("1 contradicted")
    assert text.startswith("S&P 500 closed at 112[\u2717")
    assert "\n## A day\n\n- Quiet\n\nClose\nS&P 500 | 112[\u2717" in text
    assert "<" not in text
    assert text.count("[") == len(report.claims)


def test_a_draft_cannot_steer_the_terminal(tape: Tape) -> None:
    assert not re.search("[\x1b\u202e]", printed(HOSTILE, tape))


# -- annotations -------------------------------------------------------------------------------------------------------


def test_an_annotation_cannot_leave_its_line(tape: Tape) -> None:
    text = "Quiet.\r\n\r\nThe S&P 500 closed\r\nat 112.\r\n"
    _, report, _ = checked(text, tape)
    nasty = report.claims[0].model_copy(update={"message": "50% of\r\n::error::" + "x" * 5000})
    lines = annotated(report.model_copy(update={"draft": "a,b:c\n.md", "claims": (nasty,)}), text)
    assert len(lines) == 1
    assert "\n" not in lines[0]
    head, message = lines[0][2:].split("::", 1)
    assert "file=a%2Cb%3Ac%0A.md,line=4,col=4,endLine=4,endColumn=6," in head
    assert "50%25 of%0D%0A" in message
    assert len(message) < LONGEST + 100


def test_words_over_two_lines_have_no_column(tape: Tape) -> None:
    text = "The S&P 500 closed\nat 112."
    _, report, _ = checked(text, tape)
    wide = report.claims[0].model_copy(update={"start": 15})
    (line,) = annotated(report.model_copy(update={"claims": (wide,)}), text)
    assert ",line=1,endLine=2,title=" in line


# -- in Python ---------------------------------------------------------------------------------------------------------


def test_a_rewrite_is_told_in_all_views(tape: Tape) -> None:
    checker = Checker(tape)
    plain, text = "The S&P 500 closed at 110.", "The S&P 500 closed at 110. Gold closed at 9."
    report = checker.check(text, AS_OF, baseline=plain)
    assert report.accepted is False
    out = StringIO()
    show(report, text, Console(file=out, width=80))
    assert "refused  \u201cGold closed at 9.\u201d" in out.getvalue()
    assert "As a rewrite: refused" in page([(Draft("d", text, None), report)], checker)
    assert any("title=refused" in line for line in annotated(report, text))


def test_one_checker_judges_by_many_days(tape: Tape) -> None:
    checker = Checker(tape)
    text = "The S&P 500 closed at 104."
    assert checker.check(text, date(2026, 1, 9)).clean
    assert not checker.check(text, AS_OF).clean


def test_an_empty_cell_keeps_its_place(tape: Tape) -> None:
    """The head of a column stands above its column, also where the first one has none."""
    text = "| | Close | Day |\n|---|---|---|\n| Gold | 52.5 | |\n| S&P 500 | | +1.9% |\n"
    found = drawn(text, tape)
    rows = [re.findall(r"<t[dh]>(.*?)</t[dh]>", row) for row in re.findall(r"<tr>(.*?)</tr>", found)[:3]]
    assert [[re.sub(r"<[^>]*>|[✓≈✗?]\d*", "", cell) for cell in row] for row in rows] == [
        ["", "Close", "Day"], ["Gold", "52.5"], ["S&amp;P 500", "", "+1.9%"],
    ]  # fmt: skip
