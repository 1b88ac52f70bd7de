"""Amounts of money: in the currency of a series or in another one."""

from __future__ import annotations

from decimal import Decimal

from generator.check.binding.claim import Claim
from generator.check.binding.context.scene import Scene
from generator.check.binding.readings import readings
from generator.check.binding.subjects.bonds import costs_told
from generator.check.binding.times.times import times_of
from generator.check.comparing.amounts import NumberTest
from generator.check.text.entities import Name
from generator.check.text.quantities import Quantity
from generator.check.text.replacing import replace
from generator.check.text.sentence import Sentence
from generator.check.text.units import CODES, CURRENCIES, CURRENCY_WORDS, DOLLARS
from generator.check.text.wordset import wordset

_MONEY = {c: c for c in (*CURRENCIES.values(), *CODES.values(), *CURRENCY_WORDS.values(), *DOLLARS.values())}
_MONEY |= {"pence": "GBP", "GBX": "GBP", "GBp": "GBP", "p": "GBP", "cents": "cents"}
_TOLD = frozenset({"level", "move", "extreme", "state"})


def in_pence(scene: Scene, key: str, q: Quantity) -> Quantity:
    """A number in the unit of its series: pounds of a price in pence, and the reverse; cents as dollars."""
    of = scene.directory.instruments.get(key)
    if q.currency == "cents" and of is not None and _MONEY.get(of.unit) == "USD":
        cent = Decimal("0.01")
        return replace(q, value=q.value * cent, grain=q.grain * cent, scale=q.scale * cent, currency="USD")
    pence = of is not None and of.unit in ("pence", "GBX", "GBp", "p")
    if q.unit != "money" or of is None or pence == (q.currency == "GBX") or _MONEY.get(of.unit) != "GBP":
        return q
    by = 100 if pence else Decimal("0.01")
    return replace(q, value=q.value * by, grain=q.grain * by, scale=q.scale * by)


def other_money(scene: Scene, key: str, q: Quantity) -> bool:
    """Whether a number is in another currency than its series."""
    of = scene.directory.instruments.get(key)
    return of is not None and of.unit in _MONEY and _MONEY[q.currency or "USD"] != _MONEY[of.unit]


def of_no_series(s: Sentence, scene: Scene, q: Quantity, names: tuple[Name, ...]) -> bool:
    """A bare number or an amount in other money, where the sentence names no instrument: a price in a shop, a count."""
    if any(m.name.anaphor is None for m in s.mentions) or q.unit not in ("", "money", "fraction"):
        return False
    told = any(m.cue.role in _TOLD and not m.cue.noun and m.last <= q.first for m in s.marks)
    if names[0].concept == "?" or (names[0].key is None and q.unit == "money"):
        moved = told and q.form == "decimal" and s.low(q.first - 1) in ("to", "at")
        return (not told and q.magnitude < 10**6) or not (q.unit or moved)
    foreign = q.currency and all(_no_money_of(scene, n.key or "", q) for n in names)
    return bool(foreign) and q.magnitude < 10**6 and not told


def _no_money_of(scene: Scene, key: str, q: Quantity) -> bool:
    """Whether an amount cannot be one of a series: in another currency, or in any but dollars where it is in none."""
    of = scene.directory.instruments.get(key)
    return other_money(scene, key, q) or (of is not None and of.unit not in _MONEY and q.currency != "USD")


_UNITS_OF_TRADE = frozenset({"ounce", "ounces", "oz", "futures", "comex", "lbma", "barrel", "bushel", "tonne", "troy"})


_CURRENCIES = wordset("sterling euros euro yen pounds francs rupees yuan local")


def another_price(s: Sentence, scene: Scene, q: Quantity, key: str, sign: int) -> str:
    """Why an amount is no price of a series: it is a bond's, or one by the ounce of what a fund on the tape stands for."""
    if scene.directory.kind(key) == "rate" and costs_told(s, q, key, sign):
        return "the price of a bond is not on the tape"
    at = q.last + (s.tokens[q.last].kind == "word" and s.low(q.last) != "in" if q.last < s.hi else 0)
    if q.unit == "percent" and s.low(at) == "in" and s.low(at + 1) in _CURRENCIES:
        return "the tape has no price in that currency"  # `7 % cheaper in sterling`
    of = scene.directory.instruments.get(key)
    if of is None or not of.proxy or q.unit != "money":
        return ""
    words = {w.strip(".,;:()") for w in s.block.text.lower().replace("/", " ").split()}
    by_weight = _UNITS_OF_TRADE & words and not {"share", "shares", "etf", "fund"} & set(s.words(s.lo, s.hi))
    return _OF_A_FUND if by_weight else ""


_OF_A_FUND = "the tape has the price of a fund, not of what it holds"
_PEERS = wordset("basket peers rivals")


def another_series(s: Sentence, scene: Scene, name: Name) -> str:
    """What a move may be of that the tape only has a like of: `spot silver gained 5.6 % to $101.30 an ounce`, where it has a
    fund; `the dollar fell 1.9 % against its major peers`, where it has another index of the dollar."""
    of = scene.directory.instruments.get(name.key or "")
    if of is not None and of.proxy and not s.vocabulary.isdisjoint(_UNITS_OF_TRADE | {"spot"}):
        return _OF_A_FUND
    return "the tape has another index of the dollar" if name.concept == "dollar" and _PEERS & s.vocabulary else ""


def wrong_unit(s: Sentence, scene: Scene, q: Quantity, key: str, kind: str, claim: Claim) -> Claim | None:
    """An amount in a currency that the series is not in."""
    foreign = q.unit == "money" and q.currency and other_money(scene, key, q)
    if not foreign and not (q.unit == "money" and q.currency and kind in ("rate", "volatility_index", "indicator")):
        return None
    clause = s.part(q.core)
    told = any(m.key == key or m.name.anaphor is not None for m in s.mentions)
    if not told and (clause.verb is None or clause.verb != clause.body):
        return replace(claim, missing="whose it is is not clear")
    times = times_of(scene, s, q.first, q.last)
    found = readings(key, "level", (None,), times.days)
    return replace(claim, kind="level", readings=found, test=NumberTest(q, "unit"))
