"""Money in and out of funds: when a fund means its flow rather than its price, and what its amounts are."""

from __future__ import annotations

from dataclasses import replace

from generator.check.answering.reading import Reading
from generator.check.binding.claim import Claim
from generator.check.binding.context.scene import Scene
from generator.check.binding.readings import MAX_READINGS, readings
from generator.check.binding.times.times import Times
from generator.check.comparing.amounts import NumberTest
from generator.check.text.aliases import is_ticker
from generator.check.text.clauses import Clause
from generator.check.text.entities import Mention, Name
from generator.check.text.quantities import Quantity
from generator.check.text.sentence import Sentence
from generator.check.text.tokens import Phrases
from generator.check.text.when import When
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
_LOSING = wordset("lost lose loses losing shed sheds shedding surrendered gave dropped saw")
_GAINING = wordset("gained gains gain added adds adding won recouped")
_PULLING = wordset("pulled pull pulling took take taking yanked withdrew sucked drained moved shifted")
_PUTTING = wordset(
    "put puts putting poured pumped ploughed plowed channelled channeled steered moved shifted added parked"
)
_AMOUNTS = wordset(
    "assets aum worth market value valued capitalisation capitalization volume turnover traded trading revenue sales fees fee cap"
)
_HINTS = _SAID.firsts | _PULLING | _PUTTING
_TOTAL = wordset("total cumulative cumulatively launch inception debut launched")
_STATES = {
    **dict.fromkeys(wordset("short behind negative down lighter red poorer deficit"), -1),
    **dict.fromkeys(wordset("ahead up positive black richer surplus"), 1),
}  # fmt: skip
_COME = {
    **dict.fromkeys(wordset("came come comes arrived arrives went flowed poured streamed created"), 1),
    **dict.fromkeys(wordset("left leaves exited departed redeemed withdrawn"), -1),
}  # fmt: skip
_AWAY = wordset("out from away")
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


def flow_names(s: Sentence, scene: Scene, q: Quantity, names: tuple[Name, ...]) -> tuple[Name, ...]:
    """Whose flow an amount is: of the funds that its clause names, also after `into`, or of its subject."""
    if q.unit != "money" or not _amount(s, q):
        return names
    clause = s.part(q.core)
    told = [c for c in (clause, clause.head) if c is not None and _cues(s, c.first, c.last)]
    if not (told or _behind(s, q)) or any(n.kind == "flow" for n in names):
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
        (ticker or _cues(s, c.first, c.last))
        and (c is here or (not c.names and c.head is here and mention in here.names))
        for c in about
        if not _priced(s, c)
    )


def _about(s: Sentence, clause: Clause) -> bool:
    """Whether a clause tells of money in or out."""
    return bool(_cues(s, clause.first, clause.last)) or any(_amount(s, q) for q in s.numbers if q.core in clause)


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


def _cues(s: Sentence, lo: int, hi: int) -> list[tuple[int, int]]:
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


def as_flow(scene: Scene, q: Quantity, key: str, claim: Claim, times: Times, s: Sentence) -> Claim | None:
    """A number read as the sum or the latest row of a flow."""
    if q.unit in ("percent", "bp", "pp", "times", "points"):
        return None
    direction = q.sign or _direction(s, q)
    own = _own_day(s, q)
    if own is not None and own.end is not None:
        days = tuple(d if d < scene.as_of else None for d in (own.end, *own.others))
        test = NumberTest(q, "flow", direction)
        return replace(claim, kind="flow", readings=readings(key, "level", (None,), days), test=test)
    near = s.words(q.first - 6, q.first) + s.words(q.last, q.last + 3)
    total = bool(_TOTAL & set(near)) and not times.day_named
    windows: tuple[str, ...] = ("all",) if total else times.windows
    found: tuple[Reading, ...] = readings(key, "sum", [w for w in windows if w != "1d"], times.days)
    if not total and (times.day_named or "1d" in windows) and (not times.window_named or windows == ("1d",)):
        found = readings(key, "level", (None,), times.days) + found
    elif not total and not times.window_named:
        found += readings(key, "level", (None,), times.days)
    return replace(claim, kind="flow", readings=found[:MAX_READINGS], test=NumberTest(q, "flow", direction))


def _own_day(s: Sentence, q: Quantity) -> When | None:
    """`$1.46bn came in on Tuesday and $1.03bn on Wednesday`: the day right behind an amount."""
    when = next((w for w in s.whens if q.last <= w.first <= q.last + 5), None)
    if when is None or when.grain != "day" or when.since or when.edge:
        return None
    between = s.words(q.last, when.first)
    return when if all(w in _COME or w in _AWAY or w in ("in", "on", "was", "were", "back") for w in between) else None


def _behind(s: Sentence, q: Quantity) -> int:
    """The direction that the words right behind an amount give: `$480m short`, `$7.5bn was created`, `$65m in the red`."""
    k = q.last + (s.low(q.last) in ("was", "were", "has", "have", "had", "of"))
    k += s.words(k, k + 2) == ["in", "the"] and 2
    state = _STATES.get(s.low(k), 0)
    if state and s.low(k + 1) not in ("to", "from", "on"):
        return state
    return -1 if _COME.get(s.low(k), 0) > 0 and s.low(k + 1) in _AWAY else _COME.get(s.low(k), 0)


_WENT = wordset("went came walked poured flowed streamed rushed marched headed moved")
_BY_THE_WAY = wordset("straight right back promptly quickly then also")


def _went(s: Sentence, q: Quantity) -> int:
    """`$7.5 billion went straight out again`, `$2 billion came back in`."""
    if s.low(q.last) not in _WENT:
        return 0
    k = q.last + 1
    while s.low(k) in _BY_THE_WAY:
        k += 1
    return {"out": -1, "in": 1}.get(s.low(k), 0)


def _direction(s: Sentence, q: Quantity) -> int:
    """Which way the money of an amount went: the noun right after it, else the nearest word before it, else after it."""
    clause = s.part(q.core)
    if (behind := _went(s, q) or _behind(s, q)) != 0:
        return behind
    k = s.numbers.index(q)
    joint = s.words(s.numbers[k - 1].last, q.first) if k and s.numbers[k - 1].unit == "money" else []
    if joint[-1:] == ["and"] and _own_day(s, q) and _own_day(s, s.numbers[k - 1]):
        return _direction(s, s.numbers[k - 1])
    after = _cues(s, q.last, min(q.last + 4, s.hi))
    if after and after[0][1] and not any(x.first >= q.last and x.first < after[0][0] for x in s.numbers):
        return after[0][1]
    before = [sign for _, sign in _cues(s, clause.first, q.first) if sign]
    verbs = [w for w in s.words(clause.first, q.first) if w in _LOSING | _GAINING and w != "saw"]
    if before:
        return before[-1]
    if verbs:
        return -1 if verbs[-1] in _LOSING else 1
    around = [sign for _, sign in _cues(s, s.lo, s.hi) if sign]
    return around[0] if around and len(set(around)) == 1 else 0
