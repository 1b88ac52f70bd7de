"""`{% vary %} one way {% or %} another {% or if condition %} a third {% endvary %}`: one of several wordings.

Which one is taken depends on the date and the seed only: each place in a template runs through all of its wordings
before one returns, in an order of its own, so neighbouring days never share the wording of a place. Within one brief
a place that is met again takes the next wording.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from hashlib import blake2b

from jinja2 import nodes
from jinja2.ext import Extension
from jinja2.parser import Parser

_MONDAY = date(1969, 12, 29).toordinal()


class Chooser:
    """Picks wordings for one brief."""

    def __init__(self, day: date, seed: int = 0, ahead: int = 0) -> None:
        """`ahead`: how often each place is taken to have been met before."""
        self._seed = seed
        self._turn = session_number(day) + ahead
        self._used: dict[str, list[int]] = {}

    def pick(self, place: str, allowed: Sequence[bool]) -> int:
        """The number of the wording to take at a place; -1 when none is allowed."""
        options = [i for i, ok in enumerate(allowed) if ok]
        if not options:
            return -1
        used = self._used.setdefault(place, [])
        if all(i in used for i in options):
            used.clear()
        key = f"{self._seed}:{place}:{len(options)}"
        turns = (options[_in_turn(key, len(options), self._turn + k)] for k in range(4 * len(options)))
        picked = next((i for i in turns if i not in used), options[0])
        used.append(picked)
        return picked


def session_number(day: date) -> int:
    """Weekdays since 1970: a Friday and the Monday after it are neighbours, and a weekend counts as its Friday."""
    weeks, weekday = divmod(day.toordinal() - _MONDAY, 7)
    return weeks * 5 + min(weekday, 4)


def _in_turn(key: str, n: int, turn: int) -> int:
    """Element `turn` of an endless sequence of 0..n-1 in shuffled rounds, no element twice running."""
    if n < 3:
        return (turn + _shuffled(key, n)[0]) % n
    round_, at = divmod(turn, n)
    order = _shuffled(f"{key}:{round_}", n)
    if order[0] == _shuffled(f"{key}:{round_ - 1}", n)[-1]:
        order = [order[1], order[0], *order[2:]]  # the last element stays, so the next round sees it rightly
    return order[at]


@lru_cache(maxsize=4096)
def _shuffled(key: str, n: int) -> list[int]:
    """0..n-1 in an order that looks random and is always the same for a key."""
    ranks = blake2b(key.encode(), digest_size=64).digest()
    return sorted(range(n), key=lambda i: (ranks[i % 64], i))


class Vary(Extension):
    """The Jinja tag. The context must hold `voice`, whose `pick` decides."""

    tags = {"vary"}  # noqa: RUF012 - Jinja's interface

    def parse(self, parser: Parser) -> nodes.Node:
        """Parses the branches into a chain of ifs on the picked number."""
        line = next(parser.stream).lineno
        conditions: list[nodes.Expr] = []
        bodies: list[list[nodes.Node]] = []
        while True:
            conditions.append(parser.parse_expression() if parser.stream.skip_if("name:if") else nodes.Const(True))
            bodies.append(_trimmed(list(parser.parse_statements(("name:or", "name:endvary")))))
            token = next(parser.stream)
            if token.value == "endvary":
                break
        return self._choice(f"{parser.name}:{line}", conditions, bodies, line)

    @staticmethod
    def _choice(place: str, conditions: list[nodes.Expr], bodies: list[list[nodes.Node]], line: int) -> nodes.Node:
        picked = nodes.Name(f"picked_{line}", "store")
        voice = nodes.Getattr(nodes.Name("voice", "load"), "pick", "load")
        call = nodes.Call(voice, [nodes.Const(place), nodes.List(conditions)], [], None, None)
        chain: list[nodes.Node] = []
        for i in reversed(range(len(bodies))):
            test = nodes.Compare(nodes.Name(f"picked_{line}", "load"), [nodes.Operand("eq", nodes.Const(i))])
            chain = [nodes.If(test, bodies[i], [], chain)]
        return nodes.Scope([nodes.Assign(picked, call).set_lineno(line), *chain]).set_lineno(line)


def _trimmed(body: list[nodes.Node]) -> list[nodes.Node]:
    """A branch without the line breaks around it, so that a wording never opens a new paragraph."""
    first = body[0].nodes[0] if body and isinstance(body[0], nodes.Output) else None
    last = body[-1].nodes[-1] if body and isinstance(body[-1], nodes.Output) else None
    if isinstance(first, nodes.TemplateData):
        first.data = first.data.lstrip()
    if isinstance(last, nodes.TemplateData):
        text = last.data.rstrip()
        last.data = text + " " if text != last.data or text.endswith((".", "!", "?")) else text
    return body
