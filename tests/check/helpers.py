"""Findings on sentences about the small tape."""

from datetime import date

from generator.check import check
from generator.tape import Tape

AS_OF = date(2026, 1, 16)  # a Friday


def said(text: str, tape: Tape) -> list[tuple[str, str]]:
    """Verdict and question of each finding, in the order of the text."""
    report = check(text, tape, as_of=AS_OF).as_json()
    return [(c["verdict"], ((c["fact"] or {}).get("id") or "").replace("check:", "")) for c in report["claims"]]


def last(text: str, tape: Tape) -> tuple[str, str]:
    """The last finding of a text that is no mere direction (`before closing higher`), if there is one."""
    report = check(text, tape, as_of=AS_OF).as_json()
    firm = [i for i, c in enumerate(report["claims"]) if c["kind"] != "direction"]
    return said(text, tape)[firm[-1] if firm else -1]


def assert_holds(text: str, fact: str, tape: Tape) -> None:
    """Nothing in a text is called wrong, and one finding is supported by a question in which `fact` stands."""
    found = said(text, tape)
    assert not {v for v, _ in found} & {"contradicted", "imprecise"}, found
    assert not fact or any(v == "supported" and fact in f for v, f in found), found


def assert_told(text: str, verdict: str, question: str, tape: Tape) -> None:
    """The last finding of a text has a verdict and asks a question in which `question` stands."""
    found = last(text, tape)
    assert found[0] == verdict
    assert question in found[1]
