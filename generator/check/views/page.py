"""One self-contained page: the draft with each claim coloured, and behind it question, answer, rows and a small chart."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date
from html import escape

from generator.charts import sparkline
from generator.check.answering.reading import Answers
from generator.check.report import Finding, Report
from generator.tape.series import day_number, to_date

_STYLE = """
:root{color-scheme:light dark;--ink:#1b1b1b;--paper:#fdfcf8;--faint:#6b6b6b;--line:#ddd8cc;--ok:#1a7f37;--amber:#9a6700;--red:#c0262d;--blue:#0b5cad}
@media(prefers-color-scheme:dark){:root{--ink:#e8e6e1;--paper:#171714;--faint:#a3a199;--line:#3a3933;--ok:#4ac26b;--amber:#d4a72c;--red:#ff7b72;--blue:#6cb6ff}}
body{font:17px/1.6 Georgia,serif;color:var(--ink);background:var(--paper);max-width:46rem;margin:2rem auto;padding:0 1rem}
pre.draft{font:inherit;white-space:pre-wrap;overflow-wrap:anywhere}
a.claim{color:inherit;text-decoration:none;border-bottom:2px solid;padding:0 1px}
.supported{border-color:var(--ok)!important}.imprecise{border-color:var(--amber)!important;background:color-mix(in srgb,var(--amber) 14%,transparent)}
.contradicted{border-color:var(--red)!important;background:color-mix(in srgb,var(--red) 16%,transparent)}.not_covered{border-color:var(--blue)!important;border-bottom-style:dotted!important}
details{border-top:1px solid var(--line);padding:.5rem 0}summary{cursor:pointer}dt{color:var(--faint);font-size:.85rem}dd{margin:0 0 .4rem}
b.v{font-family:system-ui,sans-serif;font-size:.8rem;border-bottom:2px solid;margin-right:.5rem}.figure svg{max-width:100%;height:auto}
"""
AROUND = 40  # days shown on both sides of a claim's rows


def page(checked: Sequence[tuple[str, Report]], answers: Answers) -> str:
    """The whole page, a section a draft; every text in it is escaped."""
    title = ", ".join(r.draft for _, r in checked)
    head = (
        "<!doctype html><html lang='en'><head><meta charset='utf-8'><meta name='viewport' content='width=device-width,initial-scale=1'>",
        f"<title>Check of {escape(title)}</title><style>{_STYLE}</style></head><body>",
    )
    body = (_section(n, text, report, answers) for n, (text, report) in enumerate(checked))
    return "".join((*head, *body, "</body></html>\n"))


def _section(n: int, text: str, report: Report, answers: Answers) -> str:
    entries = "".join(_entry(f"c{n}-{i}", f, answers) for i, f in enumerate(report.claims))
    return (
        f"<h1>{escape(report.draft)}</h1><p>{_counts(report)}</p>"
        f"<pre class='draft'>{_marked(n, report, text)}</pre><h2>Every claim</h2>{entries}"
    )


def _counts(report: Report) -> str:
    as_of = f"as of {report.as_of}: " if report.as_of else ""
    return escape(as_of + ", ".join(f"{n} {v.replace('_', ' ')}" for v, n in report.counts.items()))


def _marked(n: int, report: Report, text: str) -> str:
    out, here = [], 0
    for i, finding in enumerate(report.claims):
        if finding.start < here:
            continue
        out.append(escape(text[here : finding.start]))
        words = escape(text[finding.start : finding.end])
        out.append(
            f"<a class='claim {finding.verdict}' href='#c{n}-{i}' title='{escape(finding.message, quote=True)}'>{words}</a>"
        )
        here = finding.end
    return "".join(out) + escape(text[here:])


def _entry(anchor: str, finding: Finding, answers: Answers) -> str:
    opened = " open" if finding.verdict == "contradicted" else ""
    rows = [("Sentence", finding.sentence), ("What the tape says", finding.message), ("Suggestion", finding.suggestion), ("Policy", finding.policy),
            ("Question", (finding.fact or {}).get("id")), ("Formula", (finding.fact or {}).get("formula")), ("Rows", _rows(finding)),
            ("True readings nearby", ", ".join(finding.alternatives)), ("Left by the editor", finding.ignored)]  # fmt: skip
    shown = "".join(f"<dt>{escape(name)}</dt><dd>{escape(str(value))}</dd>" for name, value in rows if value)
    return (
        f"<details id='{anchor}'{opened}><summary><b class='v {finding.verdict}'>{finding.verdict.replace('_', ' ')}</b>{escape(finding.text)}</summary>"
        f"<dl>{shown}</dl>{_figure(finding, answers)}</details>"
    )


def _rows(finding: Finding) -> str:
    inputs = (finding.fact or {}).get("inputs") or []
    return "; ".join(
        f"{r['series']} {r['date']} {r['field']} {r['value']:,.6g}" for r in inputs[:6] if isinstance(r, dict)
    )


def _figure(finding: Finding, answers: Answers) -> str:
    """The series around the claim's rows, where there is one."""
    if finding.subject is None or finding.verdict == "supported":
        return ""
    columns = answers.columns(finding.subject, None)
    if columns is None or len(columns[0]) < 3:
        return ""
    first, last = _stretch(finding, answers.as_of)
    picked = [(to_date(d), float(v)) for d, v in zip(*columns, strict=True) if first <= d <= last and math.isfinite(v)]
    return f"<div class='figure'>{_draw(finding, picked)}</div>" if len(picked) > 2 else ""


def _stretch(finding: Finding, as_of: date) -> tuple[int, int]:
    days = [date.fromisoformat(str(r["date"])) for r in (finding.fact or {}).get("inputs") or [] if isinstance(r, dict)]
    days = days or [finding.at or as_of]
    return day_number(min(days)) - AROUND, day_number(max(days)) + AROUND


def _draw(finding: Finding, picked: Sequence[tuple[date, float]]) -> str:
    """The claim's own stretch in colour, what lies around it in grey."""
    low, high = _stretch(finding, picked[-1][0])
    inside = [i for i, (day, _) in enumerate(picked) if low + AROUND <= day_number(day) <= high - AROUND]
    window = (inside[0], inside[-1]) if inside else None
    alt = f"{finding.subject} from {picked[0][0]} to {picked[-1][0]}"
    return sparkline([v for _, v in picked], alt=alt, window=window, width=320, height=64)
