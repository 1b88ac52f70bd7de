"""Ids are questions: `<subject>.<measure>[.<parameter>][.vs.<other>][@DATE]`."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from generator.errors import QuestionError
from generator.facts.windows import is_window
from generator.records import dataclass

_KEY = re.compile(r"[a-z][a-z0-9_]*")
_AT = re.compile(r"@(\d{4}-\d\d-\d\d)$")
_STEP = re.compile(r"\d+(_\d+)?")
_ROWS = re.compile(r"[1-9]\d{0,4}s")


@dataclass(frozen=True)
class Form:
    """What may follow a measure's name: argument kinds in order, how many of them may be left out, and `.vs.`."""

    args: tuple[str, ...] = ()
    optional: int = 0
    versus: bool | None = False  # None: may be named or not
    history: bool = False


@dataclass(frozen=True)
class Question:
    """A question in its parts; `str()` gives the id back."""

    id: str
    subject: str
    measure: str
    window: str | None = None
    parameter: str | None = None
    versus: str | None = None
    at: date | None = None
    of: str | None = None

    @property
    def inner(self) -> Question:
        """For a percentile or z-score: the question whose history is looked at."""
        return replace(self, measure=self.of or self.measure, of=None)

    @property
    def step(self) -> float:
        """A numeric parameter; `0_05` is 0.05."""
        return float((self.parameter or "").replace("_", "."))

    @property
    def rows(self) -> int:
        """The number of rows in a window such as `30s`."""
        return int((self.window or "0s")[:-1])


_VALID: Mapping[str, Callable[[str], bool]] = {
    "window": is_window,
    "rows": lambda text: _ROWS.fullmatch(text) is not None,
    "change": lambda text: text in ("1d", "1w", "1m"),
    "step": lambda text: _STEP.fullmatch(text) is not None and float(text.replace("_", ".")) > 0,
    "period": lambda text: text in ("week", "month"),
    "name": lambda text: _KEY.fullmatch(text) is not None,
    "number": str.isdigit,
}
_AS_WINDOW = frozenset({"window", "rows", "change"})


def parse(text: str, forms: Mapping[str, Form]) -> Question:
    """Reads an id. Raises QuestionError when it is no question, with what it could have been."""
    asked, at = _split_date(text)
    asked, compared, versus = asked.partition(".vs.")
    subject, *rest = asked.split(".")
    if not _KEY.fullmatch(subject) or not rest or (compared and not _KEY.fullmatch(versus)):
        raise _refuse(text, "an id is <subject>.<measure>[.<parameter>][.vs.<other>][@DATE]")
    of, rest = _split_history(rest)
    name = next((n for n in (".".join(rest[:k]) for k in (3, 2, 1)) if n in forms), None)
    if name is None:
        near = difflib.get_close_matches(".".join(rest[:2]), forms, 1, cutoff=0.5)
        hint = f"; is {near[0]} meant?" if near else ""
        raise _refuse(text, f"there is no measure {rest[0]}{hint}")
    form, args = forms[name], rest[name.count(".") + 1 :]
    if form.versus is not None and bool(versus) != form.versus:
        needs = "needs a second instrument: .vs.<other>" if form.versus else "takes no .vs."
        raise _refuse(text, f"{name} {needs}")
    if of and not form.history:
        raise _refuse(text, f"{name} has no history to take a {of} of")
    window, parameter = _bind(text, name, form, args)
    measure = f"{name}.{of}" if of else name
    return Question(text, subject, measure, window, parameter, versus or None, at, name if of else None)


def _split_date(text: str) -> tuple[str, date | None]:
    match = _AT.search(text)
    if not match:
        return text, None
    try:
        return text[: match.start()], date.fromisoformat(match[1])
    except ValueError as error:
        raise _refuse(text, f"{match[1]} is no date") from error


def _split_history(rest: Sequence[str]) -> tuple[str | None, list[str]]:
    last = rest[-1]
    if len(rest) > 1 and (last == "percentile" or (last == "zscore" and rest[0] == "ratio")):
        return last, list(rest[:-1])
    return None, list(rest)


def _bind(text: str, name: str, form: Form, args: list[str]) -> tuple[str | None, str | None]:
    if not len(form.args) - form.optional <= len(args) <= len(form.args):
        expected = " and ".join(form.args) or "nothing"
        raise _refuse(text, f"{name} is followed by {expected}")
    window = parameter = None
    for kind, value in zip(form.args, args, strict=False):
        if not _VALID[kind](value):
            raise _refuse(text, f"`{value}` is no {kind} for {name}")
        if kind in _AS_WINDOW:
            window = value
        else:
            parameter = value
    return window, parameter


def _refuse(text: str, why: str) -> QuestionError:
    return QuestionError(f"`{text}` is no question: {why}", remedy="docs/questions.md lists all measures and windows.")
