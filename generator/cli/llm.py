"""The model that the settings and options name, ready to be asked."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn

from generator import assets
from generator.settings import LlmSettings, Settings, cache_folder

if TYPE_CHECKING:
    from generator.polish.budget import Budget
    from generator.polish.conversation import Conversation, Watch
    from generator.polish.models.model import ChatModel

RULES = "rules"  # the name of the model that is none


def conversation(given: Settings, *, style: str | None, fresh: bool, watch: Watch) -> Conversation:
    """A conversation with the model set. Where there is none, it fails at its first word and says why."""
    import stamina.instrumentation  # noqa: PLC0415

    from generator.polish.cache import Cache  # noqa: PLC0415 - only when a text is polished
    from generator.polish.conversation import Conversation, Limits  # noqa: PLC0415
    from generator.polish.prompts import Prompts  # noqa: PLC0415

    stamina.instrumentation.set_on_retry_hooks([])  # a retry is no news; what fails in the end is told
    llm = given.llm
    prompts = Prompts(llm.prompts or assets.folder("prompts"), style or llm.style)
    cache = None if fresh or llm.model == RULES else Cache(cache_folder() / "polish")
    return Conversation(
        model_of(given), prompts, _budget(llm), cache, Limits(llm.concurrency, llm.reply_tokens), watch
    )  # fmt: skip


def model_of(given: Settings) -> ChatModel:
    """The model that is set: by rules, behind an address, or none."""
    from generator.polish.models.absent import Absent  # noqa: PLC0415
    from generator.polish.models.model import UnaskedError  # noqa: PLC0415

    llm = given.llm
    if llm.model is None:
        remedy = "Set [llm] model in truetape.toml, or TRUETAPE_LLM__MODEL; `rules` needs no endpoint."
        return Absent("none", UnaskedError("no model is set", remedy=remedy))
    if llm.model == RULES:
        from generator.polish.models.rules import Rules  # noqa: PLC0415

        return Rules()
    key = given.llm_key(llm.base_url)
    if key is None and llm.base_url is None:
        remedy = "Set TRUETAPE_LLM__API_KEY, or --base-url for an endpoint that needs no key."
        return Absent(llm.model, UnaskedError("there is no key for OpenAI", subject=llm.model, remedy=remedy))
    try:
        from generator.polish.models.endpoint import Endpoint  # noqa: PLC0415 - loads the client, which is slow
    except ImportError:
        remedy = "pip install 'truetape[llm]'"
        return Absent(llm.model, UnaskedError("the client is not installed", subject=llm.model, remedy=remedy))
    return Endpoint(llm.model, llm.base_url, key, llm.timeout)


def _budget(llm: LlmSettings) -> Budget:
    from generator.polish.budget import Budget, Prices  # noqa: PLC0415

    free = llm.model == RULES
    priced = llm.price_prompt is not None and llm.price_answer is not None
    prices = Prices(llm.price_prompt, llm.price_answer) if priced else None  # type: ignore[arg-type]  # both are set
    return Budget() if free else Budget(llm.budget_tokens, llm.budget_money, prices)


class Shown:
    """How far a polish is, as a bar on a terminal's standard error; elsewhere, or when it is to be quiet, nothing."""

    def __init__(self, quiet: bool) -> None:
        console = Console(stderr=True)
        self._bar: Progress | None = None
        if console.is_terminal and not quiet:
            columns = (TextColumn("Polishing"), BarColumn(), TextColumn("{task.fields[told]}"))
            self._bar = Progress(*columns, console=console, transient=True)
            self._task = self._bar.add_task("", total=None, told="")
        self._sentences = 0

    def __call__(self, done: int, total: int, heard: str) -> None:
        """Takes note of a request answered, or of a piece of an answer."""
        self._sentences += heard.count('"text"')
        if self._bar:
            told = f"{done} of {total} requests, {self._sentences} sentences"
            self._bar.update(self._task, completed=done, total=total, told=told)

    def running(self) -> AbstractContextManager[object]:
        """The bar while something runs."""
        return self._bar or nullcontext()
