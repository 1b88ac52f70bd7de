"""So many times, or a share of, the move of another: `more than double the S&P 500's 1.5 %`, `two thirds of its rise`."""

from __future__ import annotations

from generator.check.answering.reading import Reading
from generator.check.binding.claim import Claim
from generator.check.binding.context.scene import Scene
from generator.check.binding.times.times import Times
from generator.check.binding.words.multiplied import of_others_move
from generator.check.comparing.amounts import NumberTest
from generator.check.text.entities import Mention
from generator.check.text.quantities import Quantity
from generator.check.text.replacing import replace
from generator.check.text.sentence import Sentence

_PLAIN = ("equity_index", "equity", "etf", "crypto", "commodity", "fx", "volatility_index")


def others_readings(scene: Scene, key: str, owner: Mention, times: Times) -> tuple[Reading, ...]:
    """One move over the other, over the stretch that is told of."""
    other = owner.key
    if other is None or other == key or scene.directory.kind(key) not in _PLAIN or scene.kind(owner.name) not in _PLAIN:
        return ()
    windows = times.windows[:2] or ("1d",)
    return tuple(Reading(key, "timesmove", w, other, d) for d in times.days[:2] for w in windows)


def as_share_of_other(s: Sentence, scene: Scene, q: Quantity, key: str, claim: Claim, times: Times) -> Claim | None:
    """`two thirds of the S&P 500's 18.8 %`, `half the Nasdaq's gain`."""
    owner = of_others_move(s, q.last) if q.unit == "fraction" else None
    found = others_readings(scene, key, owner, times) if owner is not None else ()
    return replace(claim, kind="multiple", readings=found, test=NumberTest(q, "fraction")) if found else None
