"""The product on one screen: a tape becomes facts, facts a draft, and a draft that the checker has read a brief."""

from __future__ import annotations

import json
import shutil
import tempfile
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from generator import assets
from generator.check.report import Report
from generator.errors import BriefError, OptionError
from generator.facts import Engine
from generator.facts.looks import Looks
from generator.facts.ranking import Period, rank
from generator.facts.sheet import FactSheet, Recorder
from generator.narrative import Draft, Language, language, write
from generator.narrative.marks import Span
from generator.narrative.page import page
from generator.narrative.pictures import NARROW, WIDTH, draw
from generator.narrative.proof import prove
from generator.narrative.stories import STORIES
from generator.selfcheck import checked, settle, wrong
from generator.tape import Tape

if TYPE_CHECKING:  # loaded only when a brief is polished
    from generator.polish.conversation import Conversation
    from generator.polish.result import Result
    from generator.polish.tasks import Mode

_SEEDS = 1_000_003  # from the words of one try to those of the next: no seed that a user is likely to name


@dataclass(frozen=True)
class Order:
    """What a brief is wanted: which story of which period, in which language, with which choice of words.

    `templates` replaces the shipped ones; `cache` is a folder for compiled templates.
    """

    story: str = "auto"
    period: Period = "day"
    lang: str = "en"
    seed: int = 0
    templates: Path | None = None
    cache: Path | None = None


@dataclass(frozen=True)
class Polishing:
    """That a brief is to be polished: by whom, whether facts are slots, whether short texts are wanted too."""

    conversation: Conversation
    mode: Mode = "slots"
    variants: bool = False


@dataclass(frozen=True)
class Brief:
    """A finished brief: the draft, its page, its pictures as SVG by name, what a polish did, what the checker says.

    `check` is None in a language that the checker does not read.
    """

    draft: Draft
    html: str
    charts: dict[str, str]
    name: str
    polish: Result | None = None
    check: Report | None = None

    @property
    def doubtful(self) -> bool:
        """Whether the checker has something against it, or could not judge something."""
        counts = self.check.counts if self.check else {}
        return any(counts.get(verdict) for verdict in ("contradicted", "imprecise", "not_covered"))

    @property
    def unread(self) -> list[Span]:
        """The facts stated that the checker did not come to a verdict on by itself."""
        claims = [c for c in self.check.claims if c.verdict != "not_covered"] if self.check else []
        return [s for s in self.draft.spans if not any(c.start < s.end and c.end > s.start for c in claims)]


def make_brief(
    tape: Tape, as_of: date | None = None, order: Order = Order(), polishing: Polishing | None = None
) -> Brief:
    """Facts, story, proof, check, polish, pictures, page. Raises BriefError when the draft says what does not hold."""
    language_ = _language(order)
    recorder, draft, report = tell(tape, as_of, order)
    result = None
    if polishing:
        draft, result = _polished(draft, polishing, recorder, language_)
        report = checked(tape, draft)
    charts, narrow = (
        {drawn.picture.name: draw(drawn, recorder, language_.wording, width) for drawn in draft.pictures}
        for width in (WIDTH, NARROW)
    )
    return Brief(draft, page(draft, language_, charts, narrow), charts, _name(draft), result, report)


def tell(
    tape: Tape, as_of: date | None, order: Order, looks: Looks | None = None
) -> tuple[Recorder, Draft, Report | None]:
    """The text of a brief, proved and checked. Raises BriefError when it says what does not hold."""
    engine = Engine(tape, as_of, looks)
    return settle(tape, lambda turn: _proved(engine, order, turn))


def _polished(draft: Draft, polishing: Polishing, recorder: Recorder, language_: Language) -> tuple[Draft, Result]:
    """The draft in a model's words, proved like the plain one; whatever goes wrong, the plain draft stands."""
    from generator.polish import Manuscript, polish  # noqa: PLC0415 - the checker is loaded only now

    sheet = draft.sheet
    plain = Manuscript(draft.markdown, sheet.facts, sheet.as_of, draft.spans, recorder.engine.tape)
    done = polish(plain, polishing.conversation, language_.wording, mode=polishing.mode, variants=polishing.variants)
    if not done.result.polished:
        return draft, done.result
    better = replace(draft, markdown=done.markdown, spans=done.spans, summary=done.summary or draft.summary)
    try:
        prove(better, recorder.engine, language_.wording)
        if (false := next(iter(wrong(checked(recorder.engine.tape, better))), None)) is not None:
            raise BriefError(f"the checker has `{false.text}` otherwise: {false.message}")
    except BriefError as error:
        return draft, done.withdrawn(str(error), draft.spans)
    return better, done.result


def make_sheet(tape: Tape, as_of: date | None = None, order: Order = Order()) -> FactSheet:
    """The fact sheet of a story: the ranking with its reasons, and every question the story asks."""
    return _drafted(Engine(tape, as_of), order)[1].sheet


def _proved(engine: Engine, order: Order, turn: int) -> tuple[Recorder, Draft]:
    recorder, draft = _drafted(engine, order, turn)
    prove(draft, engine, _language(order).wording)
    return recorder, draft


def _drafted(engine: Engine, order: Order, turn: int = 0) -> tuple[Recorder, Draft]:
    """A draft; another `turn` says the same in other words."""
    story = STORIES.get("wrap" if order.story == "auto" else order.story)
    if story is None:
        raise OptionError(
            f"there is no story {order.story}", subject="--story", remedy=f"Use auto, {', '.join(STORIES)}."
        )
    recorder = Recorder(engine, order.period)
    seed = order.seed + turn * _SEEDS
    return recorder, write(recorder, rank(engine, order.period), story, _language(order), seed)


def _language(order: Order) -> Language:
    return language(order.lang, order.templates or assets.folder("templates"), order.cache)


def _name(draft: Draft) -> str:
    parts = [draft.sheet.as_of.isoformat(), draft.sheet.story]
    parts += [draft.sheet.period] if draft.sheet.period != "day" else []
    parts += [draft.language] if draft.language != "en" else []
    return "-".join(parts)


def save(brief: Brief, out: str | Path) -> Path:
    """Writes a brief's folder under `out`: all of its files, or none. Returns the folder."""
    out = Path(out)
    folder = out / brief.name
    bitmaps = _bitmaps(brief)
    try:
        out.mkdir(parents=True, exist_ok=True)
        beside = Path(tempfile.mkdtemp(prefix=f".{brief.name}-", dir=out))
        try:
            (beside / "charts").mkdir()
            (beside / "brief.md").write_text(brief.draft.markdown, "utf-8")
            (beside / "brief.html").write_text(brief.html, "utf-8")
            (beside / "facts.json").write_text(brief.draft.sheet.model_dump_json(indent=1) + "\n", "utf-8")
            (beside / "spans.json").write_text(_spans(brief.draft), "utf-8")
            if brief.check:
                (beside / "check.json").write_text(_report(brief.check), "utf-8")
            if brief.polish:
                (beside / "polish.json").write_text(brief.polish.model_dump_json(indent=1) + "\n", "utf-8")
            for name, svg in brief.charts.items():
                (beside / "charts" / f"{name}.svg").write_text(svg, "utf-8")
                (beside / "charts" / f"{name}.png").write_bytes(bitmaps[name])
            beside.chmod(0o755)
            _replace(folder, beside)
        finally:
            shutil.rmtree(beside, ignore_errors=True)
    except OSError as error:
        raise OptionError(
            f"the brief cannot be written ({error.strerror or error}); nothing was changed",
            subject=str(folder), remedy="Give a folder that can be written to with --out, or make room on the disk.",
        ) from error  # fmt: skip
    return folder


def _bitmaps(brief: Brief) -> dict[str, bytes]:
    from generator.charts import svg_to_png  # noqa: PLC0415 - only a saved brief needs bitmaps

    try:
        return {name: svg_to_png(svg) for name, svg in brief.charts.items()}
    except RuntimeError as error:
        remedy = "On Debian: apt-get install fonts-dejavu-core"
        raise OptionError(str(error), subject="charts", remedy=remedy) from error


def _spans(draft: Draft) -> str:
    return json.dumps([span.model_dump() for span in draft.spans], indent=0) + "\n"


def _report(report: Report) -> str:
    return json.dumps(report.as_json(), ensure_ascii=False, indent=1) + "\n"


def _replace(folder: Path, beside: Path) -> None:
    """Puts the new folder where the old one may be; the old one is gone only once the new one stands."""
    if not folder.exists():
        beside.rename(folder)
        return
    old = Path(tempfile.mkdtemp(prefix=f".{folder.name}-old-", dir=folder.parent))
    folder.rename(old / "was")
    try:
        beside.rename(folder)
    finally:  # after an interrupt too: the old brief must not stay hidden
        if not folder.exists():
            (old / "was").rename(folder)
    shutil.rmtree(old, ignore_errors=True)
