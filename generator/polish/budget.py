"""What a run may spend, in tokens and in money. A call that could go beyond it is not made.

Before a call its worst case is set aside: no tokenizer makes more tokens of a text than it has bytes, and the answer is
at most as long as was asked for. Afterwards what the endpoint says it took replaces the worst case; where it says
nothing, or the call broke off, the worst case stays booked.
"""

from __future__ import annotations

import json
import threading
from dataclasses import dataclass
from decimal import Decimal

from generator.errors import ModelError
from generator.polish.models.model import Ask, Reply

AROUND = 64  # tokens that a chat template may put around the messages
_MILLION = Decimal(1_000_000)


@dataclass(frozen=True)
class Prices:
    """Money for a million tokens of a prompt, and of an answer."""

    prompt: Decimal
    answer: Decimal

    def cost(self, tokens_in: int, tokens_out: int) -> Decimal:
        """What some tokens cost."""
        return (self.prompt * tokens_in + self.answer * tokens_out) / _MILLION


class Budget:
    """Books what calls take. Safe for several threads."""

    def __init__(self, tokens: int | None = None, money: Decimal | None = None, prices: Prices | None = None) -> None:
        self.tokens, self.money, self.prices = tokens, money, prices
        self._booked: dict[int, tuple[int, int]] = {}
        self._calls = 0
        self._lock = threading.Lock()

    def reserve(self, ask: Ask) -> int:
        """Sets the worst case of a call aside and returns its number. Raises ModelError where it could go beyond."""
        worst = (worst_case(ask), ask.longest)
        with self._lock:
            tokens = sum(a + b for a, b in self._booked.values()) + sum(worst)
            if self.tokens is not None and tokens > self.tokens:
                raise ModelError(
                    f"the next call could take the run to {tokens:,} tokens, and {self.tokens:,} are allowed",
                    subject="budget", remedy="Raise budget_tokens, or polish a shorter text.",
                )  # fmt: skip
            money = self._cost(worst)
            if self.money is not None and (money is None or money > self.money):
                told = "no prices are set" if money is None else f"the next call could take the run to {money:.4f}"
                raise ModelError(
                    f"{told}, and {self.money} may be spent", subject="budget",
                    remedy="Set price_prompt and price_answer."
                    if money is None
                    else "Raise budget_money, or polish a shorter text.",
                )  # fmt: skip
            self._calls += 1
            self._booked[self._calls] = worst
            return self._calls

    def _cost(self, more: tuple[int, int] = (0, 0)) -> Decimal | None:
        if self.prices is None:
            return None
        booked = [*self._booked.values(), more]
        return self.prices.cost(sum(a for a, _ in booked), sum(b for _, b in booked))

    def settle(self, call: int, reply: Reply) -> tuple[int, int]:
        """Books what a call took; what the endpoint did not say stays at the worst case. Returns tokens in and out."""
        with self._lock:
            worst = self._booked[call]
            told = (reply.tokens_in, reply.tokens_out)
            self._booked[call] = tuple(  # type: ignore[assignment]  # a pair, as both it is made of
                most if said is None or said < 0 else said for said, most in zip(told, worst, strict=True)
            )
            return self._booked[call]

    def release(self, call: int) -> None:
        """Takes a call back that no model has worked on."""
        with self._lock:
            self._booked.pop(call, None)

    @property
    def spent(self) -> tuple[int, int]:
        """Tokens booked so far, of prompts and of answers."""
        with self._lock:
            return sum(a for a, _ in self._booked.values()), sum(b for _, b in self._booked.values())

    @property
    def cost(self) -> Decimal | None:
        """Money booked so far; None without prices."""
        with self._lock:
            return self._cost()


def worst_case(ask: Ask) -> int:
    """The most tokens that a prompt can be."""
    return sum(len(part.encode()) for part in (ask.system, ask.user, json.dumps(ask.schema))) + AROUND
