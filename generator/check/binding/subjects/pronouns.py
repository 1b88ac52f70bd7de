"""What pronouns and general nouns stand for: `it`, `the metal`, `both`, `the latter`, `all three major indexes`."""

from __future__ import annotations

from generator.check.binding.context.scene import Scene
from generator.check.binding.subjects.behind import UNKNOWN
from generator.check.text.clauses import Clause
from generator.check.text.cuts import SUBORDINATES
from generator.check.text.entities import Mention, Name
from generator.check.text.sentence import Sentence
from generator.check.text.us import LEAD


def resolve(scene: Scene, name: Name) -> tuple[Name, ...]:
    """What a pronoun or general noun stands for here."""
    if name.anaphor is None:
        return (name,)
    if name.anaphor == LEAD:
        return (scene.lead,) if scene.lead is not None else ()
    if name.anaphor == MAJORS:
        return _majors(scene)
    if name.anaphor in (("two",), ("all",), ("latter",), ("former",)):
        return _group(scene, name.anaphor[0])
    if not name.anaphor:
        return (scene.subject,) if scene.subject else ()
    return _of_kind(scene, name.anaphor)


MAJORS = ("majors",)
_NEW_YORK = {"dji": "Dow Jones Industrial Average", "spx": "S&P 500", "ixic": "Nasdaq Composite"}


def _majors(scene: Scene) -> tuple[Name, ...]:
    """`all three major indexes`: the three that a draft names, else the Dow, the S&P 500 and the Nasdaq."""
    if len(scene.indices) == len(_NEW_YORK):
        return scene.indices
    if scene.indices and not any(n.concept in _NEW_YORK or n.key in _NEW_YORK for n in scene.indices):
        return (UNKNOWN,)
    keys = {concept: scene.directory.key(concept) for concept in _NEW_YORK}
    return tuple(Name(c, key, "equity_index", _NEW_YORK[c]) for c, key in keys.items())


_LOOSE = frozenset({"equity_index", "volatility_index", "indicator", "balance"})


def _fund(scene: Scene, flow: Name | None) -> Name | None:
    """The fund whose flow was spoken of: `into SPY, although the fund's price slid`."""
    if flow is None or flow.kind != "flow" or flow.key is None:
        return None
    found = scene.directory.fund(flow.key)
    return found if found is not None and found.key is not None else None


_BENCHMARK = ("equity_index", "rate")


def _of_kind(scene: Scene, kinds: tuple[str, ...], *, moved: bool = False, same: bool = False) -> tuple[Name, ...]:
    """What a general noun stands for: the last of its kind, else the only one that the draft names."""
    found = [n for n in reversed(scene.recent) if scene.fits(n, kinds)]
    fund = _fund(scene, scene.subject) if "etf" in kinds else None
    if fund is not None and not (found and found[0] == scene.recent[-1]):
        return (fund,)
    if (
        found and kinds[0] == "equity_index" and (moved or found[0] != scene.subject)
    ):  # `the index` is one of stocks by default
        found.sort(key=lambda n: scene.kind(n) != "equity_index")
    if kinds == _BENCHMARK and not scene.fresh and len(found) > 1:
        found.sort(key=lambda n: n.concept != "spx")  # where a paragraph begins, no matter what was told of last
    lead = scene.indices[0] if kinds[0] == "equity_index" and len(found) > 1 and scene.indices else None
    if lead is not None and lead.key and not same and lead in found and {lead, found[0]} <= set(scene.chain):
        return (lead,)  # `the S&P 500 lost 6 % and small caps 12 %. Since then the index`: what the draft is about
    if found:
        return (found[0],)
    directory = scene.directory
    cast = [k for k in scene.cast if directory.kind(k) in kinds or f"={k}" in kinds]
    if not cast and "crypto" in kinds:  # `the coin`, in a draft on the funds that hold it
        of = (directory.instruments[k].of for k in scene.cast if directory.kind(k) == "flow")
        cast = list(dict.fromkeys(k for k in of if k is not None and directory.kind(k) == "crypto"))
    if len(cast) == 1:
        return (Name(cast[0], cast[0], directory.kind(cast[0]), directory.label(cast[0])),)
    if not _LOOSE & set(kinds) or "only" in kinds:
        return (UNKNOWN,)  # `the insurer` is never an index
    broad = directory.key("spx") if kinds == ("equity_index",) and not cast else None
    if broad is not None:
        return (Name("spx", broad, "equity_index", directory.label(broad)),)
    if kinds == ("equity_index",) and scene.subject is not None and scene.kind(scene.subject) in _UNLIKE:
        return (UNKNOWN,)  # `Equities sank`: no gauge of volatility, yield or metal that was told before
    return (scene.subject,) if scene.subject else ()


_UNLIKE = ("volatility_index", "rate", "commodity", "crypto", "fx", "balance", "flow")


def resolve_in(scene: Scene, s: Sentence, mention: Mention) -> tuple[Name, ...]:
    """What a pronoun or general noun stands for, given what its own sentence has named before it."""
    name = mention.name
    if name.anaphor in (MAJORS, LEAD):
        return resolve(scene, name)
    if name.anaphor is None or name.anaphor in (("two",), ("all",), ("latter",), ("former",)):
        return _group_in(scene, s, mention) if name.anaphor else (name,)
    before = [m for m in s.mentions if m.last <= mention.first and m.name.anaphor is None]
    if name.anaphor:
        fitting = [m for m in before if scene.fits(m.name, name.anaphor)]
        flow = before[-1].name if before and before[-1].name.kind == "flow" else None
        if flow is not None and name.anaphor == ("balance",) and s.low(mention.last - 1) == "balance":
            return (flow,)  # `two days of inflows; the balance is -$232m`
        fund = _fund(scene, flow) if "etf" in name.anaphor else None
        if fund is not None and not fitting:
            return (fund,)
        if fitting:
            return (fitting[-1].name,)
        same = "same" in s.words(mention.first - 1, mention.last)
        return _of_kind(scene, name.anaphor, moved=bool(before), same=same)
    here = s.part(mention.first)
    topic = _topic_of(s, here, mention)
    if topic is None and before and s.low(mention.first) == "itself":
        topic = before[-1].name
    if topic is not None:
        return (topic,)
    subject = [m.name for m in here.names if m.name.anaphor is None]
    if subject and here.verb is not None and mention.first > here.verb and mention not in here.names:
        return (subject[-1],)  # `M2 made it to ...`
    if here.opener == "after" and not before:
        ahead = next(
            (p for p in s.parts if p.first > here.first and p.kind == "main" and p.opener not in SUBORDINATES), None
        )
        plain = [m.name for m in ahead.names if m.name.anaphor is None] if ahead is not None else []
        if plain:
            return (plain[0],)  # `after it lost 0.7 %, the Russell 2000 stands at ...`
    for clause in reversed(s.parts):
        if clause.first < here.first and clause.kind in ("main", "label"):
            plain = [m.name for m in clause.names if m.name.anaphor is None]
            if plain:
                return tuple(plain) if s.low(mention.first) in ("they", "them", "their") else (plain[-1],)
    only = dict.fromkeys(m.name for m in before)
    if len(only) == 1 and s.low(mention.first) == "its" and here.first > before[-1].last:
        return tuple(only)  # `This year's high for the Russell 2000 is 2,437; its low is 1,946`
    return resolve(scene, name)


def _topic_of(s: Sentence, clause: Clause, mention: Mention) -> Name | None:
    """`For the S&P 500 it was the worst day`: what the clause is about."""
    start = clause.body + (s.low(clause.body) == "as")
    if s.low(start) != "for":
        return None
    return next((m.name for m in s.mentions if start < m.first <= start + 3 and m.last <= mention.first and m.name.anaphor is None), None)  # fmt: skip


def _group_in(scene: Scene, s: Sentence, mention: Mention) -> tuple[Name, ...]:
    """`both`, `the latter`: what the sentence has named comes before what earlier ones did."""
    which = (mention.name.anaphor or ("two",))[0]
    before = list(dict.fromkeys(m.name for m in s.mentions if m.last <= mention.first and m.name.anaphor is None))
    if which == "latter" and before:
        return (before[-1],)
    if which == "former" and len(before) > 1:
        return (before[-2],)
    if which == "two" and len(before) > 1:
        return tuple(before[-2:])
    if which == "all" and len(before) > 2:
        return tuple(before)
    return resolve(scene, mention.name)


def _group(scene: Scene, which: str) -> tuple[Name, ...]:
    if which == "latter":
        return tuple(scene.recent[-1:])
    if which == "former":
        return tuple(scene.recent[-2:-1])
    return tuple(scene.recent[-2:] if which == "two" else scene.recent[-4:])
