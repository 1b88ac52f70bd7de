"""Money in and out of funds: when a fund means its flow rather than its price."""

from __future__ import annotations

from generator.check.binding.context.scene import Scene
from generator.check.text.aliases import is_ticker
from generator.check.text.clauses import Clause
from generator.check.text.entities import Mention, Name
from generator.check.text.quantities import Quantity
from generator.check.text.sentence import Sentence
from generator.check.text.tokens import Phrases
from generator.check.text.wordset import wordset

# what says that money moved, and which way (0: not said)
_SAID: Phrases[int] = Phrases(
    (phrase, sign)
    for sign, phrases in {
        1: "inflow;inflows;creations;subscriptions;took in;take in;takes in;taken in;taking in;pulled in;pulling in;pulls in;drew in;drawn in;drawing in;drew;attracted;attracting;attracts;raked in;"
        "hauled in;hoovered up;reeled in;lured;brought in;welcomed;garnered;gathered;absorbed;collected;money came in;money poured in;money flowed in;money went into;poured into;poured money into;"
        "flowed into;piled into;ploughed;plowed;put money into;put new money into;money in;net buying;added new money;bought units;new money;fresh money;won",
        -1: "outflow;outflows;redemptions;redemption;withdrawals;withdrawal;withdrew;withdrawn;withdraw;money out;bled;bleeding;bleeds;haemorrhaged;hemorrhaged;leak;leaked;leaking;money left;"
        "left the fund;left the funds;cash left;exodus;pulled out;pulled money;pulled cash;pulled from;pulled out of;yanked;redeemed;redeeming;took out;took money out;money flowed out;flowed out;"
        "poured out of;drained from;fled;fleeing;cashed out;bailed;outgo;net selling;walked out",
        0: "flow;flows;net flow;net flows;money moved",
    }.items()
    for phrase in phrases.split(";")
)  # fmt: skip
_PULLING = wordset("pulled pull pulling took take taking yanked withdrew sucked drained moved shifted")
_PUTTING = wordset(
    "put puts putting poured pumped ploughed plowed channelled channeled steered moved shifted added parked"
)
_AMOUNTS = wordset(
    "assets aum worth market value valued capitalisation capitalization volume turnover traded trading revenue sales fees fee cap"
)
_HINTS = _SAID.firsts | _PULLING | _PUTTING
_STATES = {
    **dict.fromkeys(wordset("short behind negative down lighter red poorer deficit"), -1),
    **dict.fromkeys(wordset("ahead up positive black richer surplus"), 1),
}  # fmt: skip
COME = {
    **dict.fromkeys(wordset("came come comes arrived arrives went flowed poured streamed created"), 1),
    **dict.fromkeys(wordset("left leaves exited departed redeemed withdrawn"), -1),
}  # fmt: skip
AWAY = wordset("out from away")
_CLOSING = wordset("closes closed finishes finished settles settled")
_FUNDS = frozenset({"etf", "commodity", "crypto", "equity_index"})
_LARGE = 10**6  # dollars: an amount of a fund, not its price


def funds_as_flows(s: Sentence, scene: Scene) -> None:
    """In clauses about money in and out, a fund is its flow: all that is said there is said of that."""
    if not _hinted(s) and (scene.subject is None or scene.subject.kind != "flow"):
        return
    owned = [m for m in s.mentions if _fund(scene, m.name) and not _compared(s, m)]
    carried = scene.subject
    if not owned and (carried is None or not (_fund(scene, carried) or carried.kind == "flow")):
        return
    about = [c for c in s.parts if _about(s, c)]
    swapped = {id(m): Mention(m.first, m.last, _flow(scene, m.name)) for m in owned if _meant(s, m, about)}
    if swapped:
        s.mentions = [swapped.get(id(m), m) for m in s.mentions]
        s.reread()
    elif carried is not None and not any(m.name.anaphor is None for m in s.mentions):
        if about and _fund(scene, carried) and not any(_priced(s, c) for c in s.parts):
            scene.note(_flow(scene, carried))
        elif not about and carried.kind == "flow" and any(_priced(s, c) for c in s.parts):
            _note_price(scene)


def _compared(s: Sentence, mention: Mention) -> bool:
    """`small caps 2.6 percentage points behind large caps`, `small caps trailed`: prices are compared, also beside a flow."""
    points = any(q.first == mention.last and q.unit == "pp" for q in s.numbers)
    return points or any(m.first == mention.last and m.cue.role in ("compare", "level", "record") for m in s.marks)


def _hinted(s: Sentence) -> bool:
    """Whether a word of flows or a large amount stands in a sentence; most have neither."""
    large = any(q.unit == "money" and q.magnitude >= _LARGE for q in s.numbers)
    return large or not s.vocabulary.isdisjoint(_HINTS)


def _note_price(scene: Scene) -> None:
    """After its flow, a price is again that of the fund, or of what was spoken of before."""
    own = scene.directory.fund(scene.subject.key or "") if scene.subject is not None else None
    last = own or next((n for n in reversed(scene.recent) if n.kind != "flow"), None)
    if last is not None:
        scene.note(last)


def flow_told(s: Sentence, first: int) -> int:
    """Which way the money went that the clause of some words tells of, said before them (0: of none)."""
    return next((sign for _, sign in reversed(flow_cues(s, s.part(first).first, first)) if sign), 0)


def fund_told(s: Sentence, scene: Scene, first: int) -> tuple[Name, ...]:
    """`Money has flowed into the fund six days running`: the fund whose flows the clause of some words tells of."""
    clause = s.part(first)
    if not flow_cues(s, clause.first, clause.last):
        return ()
    named = [m.name for m in s.mentions if m.first in clause and (m.name.kind == "flow" or _fund(scene, m.name))]
    return tuple(named[-1:])


def flow_names(s: Sentence, scene: Scene, q: Quantity, names: tuple[Name, ...]) -> tuple[Name, ...]:
    """Whose flow an amount is: of the funds that its clause names, also after `into`, or of its subject."""
    if q.unit != "money" or not _amount(s, q):
        return names
    clause = s.part(q.core)
    told = [c for c in (clause, clause.head) if c is not None and flow_cues(s, c.first, c.last)]
    if not (told or flow_behind(s, q)) or any(n.kind == "flow" for n in names):
        return names
    flows = [m.name for m in s.mentions if m.name.kind == "flow" and any(m.first in c for c in told)]
    if flows:
        return (flows[-1],)
    keys = [scene.directory.flow_of(n) for n in names]
    if any(keys):
        return tuple(Name(k, k, "flow", scene.directory.label(k)) for k in keys if k)
    return (Name("flow", None, "flow", "flow of " + names[0].label),) if names and names[0].kind in _FUNDS else names


def _fund(scene: Scene, name: Name) -> bool:
    if name.anaphor is not None or name.kind not in _FUNDS:
        return False
    return name.kind == "etf" or scene.directory.flow_of(name) is not None


def _flow(scene: Scene, name: Name) -> Name:
    key = scene.directory.flow_of(name)
    return Name(key or "flow", key, "flow", scene.directory.label(key) if key else f"flow of {name.label}")


def _meant(s: Sentence, mention: Mention, about: list[Clause]) -> bool:
    """Whether a fund stands in a clause about flows, or in the one that such a clause hangs on."""
    here = s.part(mention.first)
    if _priced(s, here):
        return False
    ticker = mention.name.kind == "etf" or is_ticker(s.tokens[mention.first].text)
    return any(
        (ticker or flow_cues(s, c.first, c.last))
        and (c is here or (not c.names and c.head is here and mention in here.names))
        for c in about
        if not _priced(s, c)
    )


def _about(s: Sentence, clause: Clause) -> bool:
    """Whether a clause tells of money in or out."""
    return bool(flow_cues(s, clause.first, clause.last)) or any(_amount(s, q) for q in s.numbers if q.core in clause)


def _priced(s: Sentence, clause: Clause) -> bool:
    """Whether a clause tells of a price: per cent, an amount that no flow is, a close."""
    if clause.verb is not None and s.low(clause.verb) in _CLOSING:
        return True
    return any(
        q.unit in ("percent", "points") or (q.unit == "money" and q.magnitude < _LARGE)
        for q in s.numbers
        if q.core in clause
    )


def _amount(s: Sentence, q: Quantity) -> bool:
    """A sum of money that is neither a price nor the size of something."""
    if q.unit != "money" or q.magnitude < _LARGE:
        return False
    return not any(w in _AMOUNTS for w in s.words(q.first - 5, q.last + 5))


def flow_cues(s: Sentence, lo: int, hi: int) -> list[tuple[int, int]]:
    """Where some words tell of flows, and their directions; `drew` and `won` only with an amount after them."""
    found: list[tuple[int, int]] = []
    i = lo
    while i < hi:
        around = _around_amount(s, i)
        if around:
            found.append((i, around))
        match = None if around or (s.masked[i] and not s.mark_at(i)) else _SAID.match(s.tokens, i, hi)
        if match is None:
            i += 1
            continue
        loose = (
            s.low(i)
            in ("drew", "won", "attracted", "gathered", "absorbed", "collected", "lured", "leak", "leaked", "fled")
            and match[0] - i == 1
        )
        if not loose or any(q.unit == "money" and i < q.first <= i + 8 for q in s.numbers):
            found.append((i, match[1]))
        i = match[0]
    return found


def _around_amount(s: Sentence, i: int) -> int:
    """`pulled $510m from`, `poured $2bn into`: the direction of a verb whose amount stands inside the phrase."""
    sign = -1 if s.low(i) in _PULLING else 1 if s.low(i) in _PUTTING else 0
    if not sign:
        return 0
    q = next((q for q in s.numbers if i < q.first <= i + 4 and q.unit == "money"), None)
    if q is None:
        return 0
    after = s.words(q.last, q.last + 3)
    return sign if any(w in (("from", "out") if sign < 0 else ("into", "in")) for w in after) else 0


def flow_behind(s: Sentence, q: Quantity) -> int:
    """The direction that the words right behind an amount give: `$480m short`, `$7.5bn was created`, `$65m in the red`."""
    k = q.last + (s.low(q.last) in ("was", "were", "has", "have", "had", "of"))
    k += s.words(k, k + 2) == ["in", "the"] and 2
    state = _STATES.get(s.low(k), 0)
    if state and s.low(k + 1) not in ("to", "from", "on"):
        return state
    return -1 if COME.get(s.low(k), 0) > 0 and s.low(k + 1) in AWAY else COME.get(s.low(k), 0)
