"""What a sum put in has become: `$100 in the S&P 500 at New Year would be about $97 today`, `a dollar was worth fourteen`."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal, InvalidOperation

from generator.check.answering.reading import Reading
from generator.check.binding.claim import Claim
from generator.check.binding.context.scene import Scene
from generator.check.comparing.amounts import NumberTest
from generator.check.text.quantities import Quantity
from generator.check.text.sentence import Sentence
from generator.check.text.wordset import wordset

_PUT = wordset("put invested placed staked sunk")
_COINS = wordset("dollar pound euro franc")
_BECOME = wordset("worth have be become became grown turned left hold")


def as_stake(s: Sentence, scene: Scene, q: Quantity) -> Claim | None:
    """The claim of a number that is what a stated sum has become since a day that is named."""
    if q.unit not in ("", "money") or not _BECOME & set(s.words(q.first - 5, q.first)):
        return None
    put = next((k for k in s.places(_PUT) if k < q.first), None)
    stake = _stake(s, put) if put is not None else None
    key = _of(s, scene, put) if put is not None and stake is not None else None
    day = next(
        (w.end for w in s.whens if put is not None and put < w.first < q.first and w.grain == "day" and w.end), None
    )
    if key is None or day is None or stake is None or day >= scene.as_of:
        return None
    text = f"{stake.normalize():f}".replace(".", "_")
    bases = (day, day - timedelta(1))
    found = tuple(Reading(key, "stake", f"since:{d}", parameter=text) for d in bases)
    return Claim(s, q.first, q.last, "multiple", found, NumberTest(q, "level"), number=q)


def _stake(s: Sentence, put: int) -> Decimal | None:
    """The sum: `had put $100 in`, `a dollar put in`."""
    if s.low(put - 1) in _COINS and s.low(put - 2) in ("a", "one", "every", "each"):
        return Decimal(1)
    token = next((t for t in s.tokens[put + 1 : put + 4] if t.is_num), None)
    try:
        return Decimal(token.text.replace(",", "")) if token is not None else None
    except InvalidOperation:
        return None


def _of(s: Sentence, scene: Scene, put: int) -> str | None:
    """Into what: the name behind the sum, or what the text is about."""
    named = next((m for m in s.mentions if m.first > put and m.name.anaphor is None), None)
    if named is not None:
        return named.key
    return scene.subject.key if scene.subject is not None else None
