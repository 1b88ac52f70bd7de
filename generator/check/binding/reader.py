"""Reads a draft from top to bottom and binds its claims."""

from __future__ import annotations

from dataclasses import dataclass, field

from generator.check.answering.reading import Answers
from generator.check.binding.cases.cycles import bind_cycles, tells_cycle
from generator.check.binding.cases.settings import bind_setting
from generator.check.binding.cases.shares import bind_shares, find_shares, rated
from generator.check.binding.cases.studies import bind_studies, enter_section, keep_study, studies_told
from generator.check.binding.claim import Around, Claim
from generator.check.binding.comparisons.comparisons import bind_comparisons
from generator.check.binding.comparisons.directions import bind_directions
from generator.check.binding.comparisons.groups import bind_groups
from generator.check.binding.comparisons.parts import bind_parts
from generator.check.binding.comparisons.thentimes import bind_then_now
from generator.check.binding.context.carry import remember
from generator.check.binding.context.counted import settle
from generator.check.binding.context.frame import enter_times, frame_of, lead_day, stretch_of
from generator.check.binding.context.scene import Scene
from generator.check.binding.extremes.backwards import bind_backwards
from generator.check.binding.extremes.crossings import bind_crossings
from generator.check.binding.extremes.lasttimes import bind_last_times
from generator.check.binding.extremes.lookbacks import bind_lookbacks
from generator.check.binding.extremes.records import bind_records
from generator.check.binding.extremes.superlatives import bind_leftovers, bind_superlatives
from generator.check.binding.measures.apart import remember_pair
from generator.check.binding.measures.averages import bind_averages
from generator.check.binding.measures.bases import told_extreme
from generator.check.binding.measures.leads import bind_leads
from generator.check.binding.measures.leveldays import bind_dates
from generator.check.binding.measures.multiples import doubled
from generator.check.binding.measures.regains import bind_regains
from generator.check.binding.measures.thresholds import bind_thresholds
from generator.check.binding.numbers.fragments import measure_told
from generator.check.binding.numbers.numbers import bind_numbers
from generator.check.binding.runs.lone import bind_lone
from generator.check.binding.runs.runs import bind_runs
from generator.check.binding.runs.sized import bind_sized
from generator.check.binding.runs.tallies import bind_tallies
from generator.check.binding.statements.quotes import Voices
from generator.check.binding.statements.statements import bind_statements, is_spoken_for
from generator.check.binding.subjects.broad import unmix
from generator.check.binding.subjects.funds import funds_as_flows
from generator.check.binding.subjects.leveled import note_leveled
from generator.check.binding.subjects.ratios import unmeasured_ratio
from generator.check.binding.subjects.subjects import appositive, is_versus, main_subject
from generator.check.binding.tables.tables import bind_tables
from generator.check.comparing.sources import Statements
from generator.check.text.dates import Clock
from generator.check.text.entities import Directory, Name
from generator.check.text.sentence import Parsed, Sentence
from generator.check.text.source import Block

NEAR_LEAD = 2  # blocks that may pass before what the text is about is named


@dataclass(slots=True)
class Read:
    """A draft as read: its sentences in order, and its claims."""

    sentences: list[Sentence] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)


def read_claims(parsed: Parsed, directory: Directory, answers: Answers, clock: Clock) -> Read:
    """All claims of a draft; its sentences are settled and used up on the way."""
    scene = Scene(directory, answers, clock)
    voices = Voices(Statements(answers.statements, directory))
    found = Read()
    unmix(parsed, directory)
    _set_out(scene, parsed)
    first = next((at for at, (_, found) in enumerate(parsed) if any(m.key for s in found for m in s.mentions)), 0)
    leading: Name | None = _unnamed(parsed, first, directory)
    if leading is not None:
        scene.lead = leading
        scene.note(leading)
    table: list[tuple[Block, list[Sentence]]] = []
    above: list[Sentence] = []

    def prose(s: Sentence, scene: Scene) -> list[Claim]:
        return _sentence(s, scene, voices)

    for at, (block, sentences) in enumerate(parsed):
        scene.lead_near = block.role == "heading" or first - at <= NEAR_LEAD
        if block.cell is not None:
            table.append((block, sentences))
            found.sentences += sentences
            continue
        if table:
            found.claims += bind_tables(table, scene, above, prose)
            table = []
        enter_times(scene, block, sentences)
        above = sentences
        _list(block, sentences, scene)
        _enter(block, sentences, scene)
        scene.topic = leading
        leading = next((m.name for s in sentences for m in s.mentions if m.name.anaphor is None), leading)
        voices.enter(block, sentences[0].tokens if sentences else ())
        for s in sentences:
            found.sentences.append(s)
            found.claims += _sentence(s, scene, voices)
    found.claims += bind_tables(table, scene, above, prose)
    return found


def _set_out(scene: Scene, parsed: Parsed) -> None:
    """What a draft is about as a whole: its period and day, its studies, what it names."""
    scene.frame, scene.stretch = frame_of(parsed, scene.clock), stretch_of(parsed)
    scene.lead_day = lead_day(parsed, scene.clock, scene.frame)
    scene.draft_study = scene.study = studies_told(parsed)
    scene.cast = tuple(dict.fromkeys(m.key for _, sentences in parsed for s in sentences for m in s.mentions if m.key))
    scene.indices = tuple(
        dict.fromkeys(
            m.name
            for _, ss in parsed
            for s in ss
            for m in s.mentions
            if m.name.kind == "equity_index" and not m.name.anaphor
        )
    )
    scene.lead = next((m.name for _, sentences in parsed for s in sentences for m in s.mentions if m.key), None)


def _unnamed(parsed: Parsed, first: int, directory: Directory) -> Name | None:
    """What a draft is about that names no instrument soon, but has words that belong to one alone."""
    key = directory.key("btc")
    if key is None or first <= NEAR_LEAD:
        return None
    if all(s.vocabulary.isdisjoint(_COIN_WORDS) for _, sentences in parsed for s in sentences):
        return None
    return Name("btc", key, "crypto", directory.label(key))


def _list(block: Block, sentences: list[Sentence], scene: Scene) -> None:
    """After a list of several instruments a text goes on with what it was about before."""
    if block.role == "item":
        if not scene.listed and scene.unlisted is None:
            scene.unlisted = scene.subject
        scene.listed |= {m.name.concept for s in sentences for m in s.mentions if m.name.anaphor is None}
        return
    if len(scene.listed) > 1 and block.role == "text" and scene.unlisted is not None:
        scene.note(scene.unlisted)
    leads = bool(sentences) and sentences[-1].tokens[sentences[-1].hi - 1].text == ":"
    scene.unlisted, scene.listed = scene.subject if leads else None, set()


def _enter(block: Block, sentences: list[Sentence], scene: Scene) -> None:
    """A heading, or a first name in bold, sets what a section is about."""
    if not sentences:
        return
    first = sentences[0]
    named = [m.name for m in first.mentions if m.name.anaphor is None]
    if block.role == "heading":
        enter_section(scene)
        scene.cycle = scene.weekly = False
        scene.section = named[0] if len(named) == 1 else None
        pair = list(dict.fromkeys(n.key for n in named))
        if len(pair) == 2 and pair[0] and pair[1]:
            scene.pair = (pair[0], pair[1])  # `gold and silver have parted`: the two of the section
        return
    if block.role == "item" and scene.section is not None and not first.mentions:
        scene.note(scene.section)  # items without a name are of what the heading names
        return
    short = first.hi - first.lo <= 5
    if short and named:
        scene.section = named[0]
    elif short and first.text.rstrip(". :").lower() in ("net", "net liquidity"):
        key = "liquidity" if "liquidity" in scene.directory.kinds else None
        scene.note(Name("liquidity", key, "balance", "Net liquidity"))


def _sentence(s: Sentence, scene: Scene, voices: Voices) -> list[Claim]:
    told = tuple(dict.fromkeys((*scene.window, *scene.section_window, *scene.frame)))
    around = Around(told, scene.section_window if scene.entry else ())
    scene.looked_back.clear()
    found = [unmeasured_ratio(claim) for claim in _claims(s, scene, voices)]
    for claim in found:
        claim.around = around
        claim.lacking = next((who for at, who in s.lacking.items() if claim.first <= at < claim.last), ())
    return found


def _claims(s: Sentence, scene: Scene, voices: Voices) -> list[Claim]:
    found: list[Claim] = []
    _topics(s, scene)
    note_leveled(s, scene)
    settle(scene, s)
    funds_as_flows(s, scene)
    others = bind_statements(s, voices)
    found += others
    scene.cycle = scene.cycle or tells_cycle(s)
    cases = bind_setting(s, scene)
    cases = bind_studies(s, scene) if cases is None else cases
    if cases is not None:
        keep_study(scene, cases)
        _carry(s, scene, found + cases)
        return found + cases
    shares = find_shares(s)
    cycles = [*bind_cycles(s, scene), *bind_leads(s, scene)]
    spoken = [
        *bind_averages(s, scene),
        *bind_thresholds(s, scene),
        *bind_superlatives(s, scene),
        *bind_backwards(s, scene),
        *bind_then_now(s, scene),
        *bind_lookbacks(s, scene),
        *bind_last_times(s, scene),
    ]
    numbers: list[Claim] = [
        *cycles,
        *bind_regains(s, scene),
        *bind_lone(s, scene),
        *bind_tallies(s, scene),
        *bind_parts(s),
    ]
    numbers += [*bind_sized(s, scene), *bind_runs(s, scene), *bind_groups(s, scene)]
    spoken += [*bind_records(s, scene), *bind_crossings(s, scene)]
    numbers += list(bind_numbers(s, scene))
    numbers += list(doubled(s, scene))
    placed = list(bind_shares(shares, s, scene, numbers))
    rated(scene, numbers)
    remember_pair(scene, [*numbers, *spoken])
    spoken = [c for c in spoken if not any(p.first < c.last and p.last > c.first for p in placed)]
    numbers += placed
    spoken += list(bind_comparisons(s, scene, numbers))
    spoken += list(bind_directions(s, scene, [*numbers, *spoken, *others]))
    spoken = [c for c in spoken if not is_spoken_for(c, others, voices)]
    spoken += bind_leftovers(s, [*numbers, *spoken, *others])
    found += numbers + _apart(spoken, numbers)
    found += list(bind_dates(s, scene, found))
    _carry(s, scene, found)
    return found


def _topics(s: Sentence, scene: Scene) -> None:
    """Words that belong to one instrument alone name it: a halving is Bitcoin's."""
    plain = any(m.name.anaphor is None for m in s.mentions)
    fed = scene.directory.key("walcl")
    if fed and not plain and s.words(s.lo, s.lo + 2) == ["its", "assets"] and "Fed" in s.block.text:
        scene.note(Name("walcl", fed, "balance", scene.directory.label(fed)))
    key = scene.directory.key("btc")
    if key and not plain and not s.vocabulary.isdisjoint(_COIN_WORDS):
        scene.note(Name("btc", key, "crypto", scene.directory.label(key)))


_COIN_WORDS = frozenset({"halving", "halvings", "satoshi", "hodl"})


def _apart(spoken: list[Claim], numbers: list[Claim]) -> list[Claim]:
    """Claims in words whose words no other claim already covers with the same test."""
    kept: list[Claim] = []
    for claim in spoken:
        if any(k.first < claim.last and k.last > claim.first and k.kind == claim.kind for k in kept):
            continue
        if claim.kind == "record" and any(
            n.kind in ("count", "streak") and n.first < claim.last and n.last > claim.first for n in numbers
        ):
            continue
        if claim.kind in ("direction", "comparison") and any(
            (n.first < claim.last and n.last > claim.first) or _tells_run(claim, n) for n in [*numbers, *kept]
        ):
            continue
        kept.append(claim)
    return kept


def _tells_run(claim: Claim, run: Claim) -> bool:
    """`has trailed the index three weeks on end`: the verb of a run is no claim beside it."""
    of_two = any(r.measure in ("streak.beat", "streak.lag", "spreadrun") for r in run.readings)
    return claim.kind == "comparison" and of_two and claim.first in claim.sentence.part(run.first)


def _still(s: Sentence, scene: Scene) -> tuple[Name, ...]:
    """`Its 19.6 % leaves it ahead of the S&P`: only what it is compared with is named, so the subject stays."""
    named = [m for m in s.mentions if m.name.anaphor is None]
    pointed = any(s.low(m.first) in ("it", "its") for m in s.mentions if m.name.anaphor is not None)
    compared = pointed and bool(named) and all(is_versus(scene, s, m) for m in named)
    return (scene.subject,) if compared and scene.subject is not None else ()


def _carry(s: Sentence, scene: Scene, found: list[Claim]) -> None:
    """What the next sentence may leave unsaid: who it was about, and the days of its levels."""
    main = main_subject(scene, s) or _still(s, scene)
    named = tuple(dict.fromkeys(m.name for m in s.mentions if m.name.anaphor is None))
    scene.chain = named if len(named) > 1 else scene.chain
    for mention in s.mentions:
        if mention.name.anaphor is None and not appositive(scene, s, mention, s.hi):
            scene.note(mention.name)
    for name in main:
        scene.note(name)
    if any(m.name.anaphor is None for m in s.mentions):
        scene.topic = None
    scene.extreme = told_extreme(s) or scene.extreme
    days = [r.at for c in found if c.kind == "level" for r in c.readings if r.at is not None]
    scene.measured = measure_told([c for c in found if c.number is not None])
    scene.level_days = tuple(dict.fromkeys(days))[:10] or (scene.level_days if not found else ())
    remember(scene, s)
