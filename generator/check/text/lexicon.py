"""Words that claim something: directions, levels, comparisons, superlatives, runs, and what turns them round."""

from __future__ import annotations

from dataclasses import dataclass

from generator.check.text.tokens import Phrases
from generator.check.text.wordset import wordset


@dataclass(frozen=True, slots=True)
class Cue:
    """What a word or phrase says: its role, its sign (+1, -1, 0), its size by the declared bands, and details."""

    role: str
    sign: int = 0
    size: str = ""
    detail: str = ""
    noun: bool = False


def _verb(base: str, *irregular: str) -> list[str]:
    """All forms of a verb; `irregular` are past and participle."""
    first, _, rest = base.partition(" ")
    stem = first[:-1] if first.endswith("e") else first
    doubled = first + first[-1] if first in _DOUBLING else stem
    third = first + ("es" if first.endswith(("s", "sh", "ch", "x")) else "s")
    past = list(irregular) or [
        doubled + "ed" if not first.endswith("y") or first[-2] in "aeiou" else first[:-1] + "ied"
    ]
    if first.endswith("y") and first[-2] not in "aeiou":
        third = first[:-1] + "ies"
    forms = [first, third, *past, (doubled if first in _DOUBLING else stem) + "ing"]
    return [form if rest and form.endswith(rest) else f"{form} {rest}".strip() for form in dict.fromkeys(forms)]


_DOUBLING = wordset("drop slip dip shed pop step trim nip flip chop hop slump") - {"slump"}


def _forms(words: str) -> list[str]:
    found: list[str] = []
    for word in words.split(";"):
        parts = word.strip().split("/")
        found += _verb(parts[0], *parts[1:])
    return found


_UP = {
    "": "rise/rose/risen;gain;add;advance;climb;increase;grow/grew/grown;go up/went up/gone up;put on;strengthen;appreciate;recover;rally;rebound;bounce;improve;move up;move higher;push higher;"
        "finish higher;close higher;end higher;bounce back;firm;tack on;pick up;regain;recoup;climb back;swell/swelled/swollen;expand;heal;head higher;trade higher;go higher/went higher/gone higher;"
        "float;build;ascend;drift up;drift higher;march higher;pile on;claw back;finish up;close up;end up;ratchet up;gather;turn higher;turn up;turn positive;go positive/went positive/gone positive;widen;snap back;come back/came back;steepen;widen",
    "small": "edge up;edge higher;inch up;inch higher;tick up;tick higher;nudge up;nudge higher;creep up/crept up;creep higher/crept higher;eke out;firm up",
    "large": "jump;surge;soar;leap/leapt/leaped;rocket;skyrocket;shoot up/shot up;spike;pop;vault;explode;roar;catapult;go through the ceiling/went through the ceiling;balloon;zoom;melt up;boom",
}  # fmt: skip
_DOWN = {
    "": "fall/fell/fallen;drop;decline;lose/lost;shed/shed;decrease;shrink/shrank/shrunk;go down/went down/gone down;weaken;retreat;back off;pull back;slide/slid;sink/sank/sunk;give up/gave up/given up;"
        "give back/gave back/given back;retrace;move lower;finish lower;close lower;end lower;drain;come down/came down;come off/came off;contract;depreciate;surrender;soften;drift lower;trade lower;"
        "go lower/went lower/gone lower;recede;descend;deflate;loosen;cool;shave;surrender;wipe out;erode;subside;back down;narrow;cheapen;fade;sag;droop;take back/took back;hurt/hurt;lower;finish down;close down;end down;turn lower;turn negative;go negative/went negative/gone negative;bleed/bled;suffer;leak;head lower;roll over;roll off;flatten;deteriorate;sell off/sold off;hand back;step back;knock off;take a hit/took a hit;vanish;evaporate;disappear",
    "small": "edge down;edge lower;inch down;inch lower;tick down;tick lower;nudge down;slip;dip;ease;creep down/crept down;drift down;trim;lose ground/lost ground",
    "large": "plunge;plummet;crash;tumble;slump;collapse;dive;nosedive;crater;tank;sink like a stone;crumble;implode;nose-dive;fall into the cellar/fell into the cellar;cave;capitulate;fall out of bed/fell out of bed;get crushed/got crushed;melt down",
}  # fmt: skip
_FLAT_PHRASES = ["little changed", "where it began", "where they began", "where it started", "where they started", "all but unchanged", "unmoved", "flat", "unchanged", "barely moved", "barely budged", "barely changed", "went nowhere", "hardly moved", "was steady", "held steady", "steady", "marked time", "trod water", "practically unchanged", "virtually unchanged", "essentially unchanged", "did nothing much", "more or less where they were", "more or less where it was", "roughly flat", "almost unchanged", "broadly unchanged", "broadly flat", "hardly changed", "did not move", "moved sideways", "nearly unchanged", "little moved", "treading water", "back where it started", "stood still", "roughly unchanged", "more or less unchanged", "about flat", "essentially flat", "practically flat", "virtually flat", "much where it was", "much where they were", "hardly budged", "flat as a board"]  # fmt: skip
_LEVEL_PHRASES = [
    "practically level",
    "dead heat",
    "neck and neck",
    "in line with",
    "level",
    "on a par",
    "all square",
    "level pegging",
    "in step",
    "matched",
    "in lockstep",
]

_ALL: list[tuple[str, Cue]] = []


def _add(words: str | list[str], cue: Cue) -> None:
    _ALL.extend((word, cue) for word in (words.split(";") if isinstance(words, str) else words))


_ADVERBS = ("slightly", "modestly", "marginally", "sharply", "further", "broadly", "steadily", "a bit", "a little")


def _with_adverbs(forms: list[str]) -> list[str]:
    """The forms, and those of two words with an adverb between: `edged slightly higher`, `closed sharply lower`."""
    parted = [
        (verb, rest)
        for form in forms
        for verb, _, rest in [form.partition(" ")]
        if rest in ("higher", "lower", "up", "down")
    ]
    return [*forms, *(f"{verb} {adverb} {rest}" for verb, rest in parted for adverb in _ADVERBS)]


for _sign, _moves in ((1, _UP), (-1, _DOWN)):
    for _size, _verbs in _moves.items():
        _add(_with_adverbs(_forms(_verbs)), Cue("move", _sign, _size))
_add(
    "spared;up;higher;ahead;in the black;in positive territory;in the green;in green;to the good;better off;stronger;dearer;richer;upward;upwards;firmer;on the up",
    Cue("state", 1),
)
_add(
    "down;lower;off;in the red;in red;in negative territory;weaker;poorer;downward;downwards;worse off;under water;in the hole;cheaper;lighter;softer;to the bad",
    Cue("state", -1),
)
_add(
    "a gain;gain;gains;rise;rises;increase;increases;advance;advances;rally;rallies;rebound;bounce;upturn;uptick;upswing;recovery;climb;improvement;appreciation;uplift;a profit;up days;up day;winning",
    Cue("noun", 1, noun=True),
)
_add("jump;surge;leap;spike;pop;explosion", Cue("noun", 1, "large", noun=True))
_add(
    "loss;losses;fall;falls;decline;declines;drop;drops;slide;retreat;pullback;setback;correction;downturn;selloff;sell-off;decrease;reduction;slump;rout;swoon;shortfall;losing;down days;down day;giveback;contraction;dent;depreciation",
    Cue("noun", -1, noun=True),
)
_add("plunge;collapse;crash;tumble;nosedive;meltdown", Cue("noun", -1, "large", noun=True))
_add("slip;dip;downtick", Cue("noun", -1, "small", noun=True))
_add("move;swing;change;return;moves;changes;returns;performance", Cue("noun", 0, noun=True))
_add(_FLAT_PHRASES, Cue("flat", 0, "flat"))
_add(_LEVEL_PHRASES, Cue("tie", 0))
_add("doubled;has doubled;double", Cue("multiple", 1, detail="2"))
_add("tripled;trebled;triple;treble", Cue("multiple", 1, detail="3"))
_add("quadrupled;quadruple", Cue("multiple", 1, detail="4"))
_add("quintupled;quintuple", Cue("multiple", 1, detail="5"))
_add("halved;has halved", Cue("multiple", -1, detail="0.5"))

_add(
    "closed at;close at;closes at;closing at;finished at;finish at;finishes at;finishing at;ended at;ends at;end at;ending at;settled at;settles at;settling at;stood at;stands at;stand at;sits at;sat at;is at;was at;are at;were at;"
    "trades at;traded at;trading at;at;printed;prints;now at;back at;to close at;to end at;reached;reaches;hit;hits;hitting;touched;made it to;came in at;opened at;quoted at;priced at;worth;left at;leave it at;leaving it at;valued at;closed;finished;settled;stood;changed hands at;fetched;logged;posted;ended;finishes;showed;shows;reads;now reads;reading of;pays;paid;yielded;yields;yielding;costs;now costs",
    Cue("level"),
)
_add(
    "peaked at;peaked;topped out at;a high of;high of;a peak of;peak of;topped out;as high as;intraday high of;touched a high of;peaking at",
    Cue("extreme", 1),
)
_add(
    "bottomed at;bottomed out at;a low of;low of;trough of;as low as;troughed at;touched a low of;bottomed;intraday low of;the low was;low was;bottoming at",
    Cue("extreme", -1),
)
_add("the high was;high was;the peak was;spiked to;spike to;spiking to", Cue("extreme", 1))
_add(
    "spiked as high as;traded as high as;got as high as;rose as high as;climbed as high as;went as high as;an intraday peak of;intraday peak of;trading as high as;after trading as high as",
    Cue("extreme", 1, detail="intraday"),
)
_add(
    "traded as low as;trading as low as;fell as low as;dropped as low as;sank as low as;went as low as;got as low as",
    Cue("extreme", -1, detail="intraday"),
)

_add(
    "outperformed;outperform;outperforms;outperforming;beat;beats;beating;beaten;outpaced;outpaces;outpacing;outran;outruns;outrun;outdid;outshone;topped;bested;led;leads;leading;was ahead of;ahead of;is ahead of;did better than;"
    "fared better than;did better;fared better;held up better;held up better than;held in better;held in better than;surpassed;outstripped;outstrips;eclipsed;trounced;has the better of;had the better of;got the better of;has outperformed;better than;outgunned;beat out;lead;keep up with;keeps up with;kept up with;keep pace with;kept pace with;keeps pace with;did even better;came out ahead;came out ahead of;outclassed;pulled ahead of;got ahead of;finished ahead of;finished ahead;stronger than;went one better;overtook;pipped;won the week;won the day;won the month",
    Cue("compare", 1),
)
_add(
    "lagged;lag;lags;lagging;trailed;trail;trails;trailing;underperformed;underperform;underperforms;underperforming;fell behind;fell short of;was behind;behind;is behind;did worse than;fared worse than;did worse;fared worse;"
    "lagged behind;lost ground to;held up worse;held up worse than;trailed behind;worse than;was outpaced by;was beaten by;were beaten by;outpaced by;outperformed by;beaten by;weaker than;came off worse;did less well;fared less well",
    Cue("compare", -1),
)
_add(
    "the best of;best of the;strongest of;led the;topped the list;the winner;led the pack;the best performer;best performer;best-performing;top performer;lost the least;fell the least;fell least of;lost least of;rose most of;gained most of;gained the most;rose the most;the strongest;did best of;biggest gainer;biggest winner;biggest riser;came first",
    Cue("rank", 1),
)
_add(
    "the worst of;worst of the;weakest of;the weakest;the worst performer;worst performer;worst-performing;lost the most;fell the most;fell most of;lost most of;rose least of;gained least of;gained the least;rose the least;the laggard;laggard;biggest loser;biggest faller;came last;brought up the rear;suffered most;was hit hardest;hit hardest",
    Cue("rank", -1),
)

_add(
    "all-time high;all-time highs;record high;record highs;record close;record closing high;all-time closing high;new record;fresh record;highest ever;highest on record;highest in history;all-time record;new all-time high;fresh peak;new peak;fresh highs;fresh all-time highs;new all-time highs;new closing highs;record closing highs;"
    "lifetime high;new high;new highs;fresh high;historic high;highest close ever;records;record;record finish;record closes;highest in its history;all-time peak;historical high;record peak;fresh all-time high;record level;record territory;ath;uncharted territory;closing highs;record-high;higher than ever;highest reading ever;never been higher;never closed higher;never higher;new closing high;record closing level;record highs",
    Cue("record", 1),
)
_add(
    "all-time low;all-time lows;record low;record lows;lowest ever;lowest on record;record closing low;lowest in history;lowest close ever;historic low;lowest in its history;new low;lower than ever;fresh low;never been lower;historical low;record-low;never closed lower",
    Cue("record", -1),
)

_add(
    "highest;loftiest;priciest;costliest;most expensive;best finish;best close;strongest close;strongest finish;best level;strongest level;highest close;highest closing level;highest finish;highest reading;highest level;richest;dearest;tightest;firmest;highest point;best closing level",
    Cue("super", 1, detail="level"),
)
_add(
    "lowest;most inverted;most negative;flattest;weakest close;weakest finish;worst close;worst finish;lowest close;lowest finish;lowest closing level;lowest reading;lowest level;weakest level;loosest;cheapest;lowest point;worst closing level;least negative;least inverted",
    Cue("super", -1, detail="level"),
)
_add(
    "best;strongest;finest;brightest;rosiest;happiest;sunniest;cheeriest;biggest gain;largest gain;biggest rise;largest rise;biggest jump;largest jump;biggest advance;largest advance;biggest rally;steepest rise;sharpest rise;sharpest gain;biggest increase;largest increase;steepest gain;biggest one-day gain;sharpest rally;greatest gain;fastest rise;biggest surge;largest percentage gain;largest one-day percentage gain;largest one-day gain;biggest one-day jump;biggest daily gain;biggest weekly gain;biggest percentage gain",
    Cue("super", 1, detail="change"),
)
_add(
    "worst;weakest;ugliest;bleakest;grimmest;nastiest;gloomiest;darkest;blackest;dreariest;shabbiest;sorriest;rottenest;saddest;roughest;toughest;most painful;biggest loss;largest loss;biggest drop;largest drop;biggest fall;largest fall;biggest decline;largest decline;steepest fall;steepest drop;steepest decline;steepest loss;sharpest fall;sharpest drop;sharpest loss;sharpest decline;biggest one-day loss;deepest loss;heaviest loss;biggest one-day drop;biggest one-day fall;sharpest one-day fall;sharpest one-day drop;biggest daily loss;biggest plunge;heaviest fall;severest loss;biggest weekly loss;largest one-day drop;largest one-day loss;largest one-day fall;largest one-day decline;biggest one-day decline;poorest",
    Cue("super", -1, detail="change"),
)
_add(
    "biggest;largest;sharpest;steepest;the most;widest;greatest;deepest;heaviest;fastest;hugest;narrowest;smallest",
    Cue("super", 0, detail="size"),
)
_add("longest", Cue("super", 0, detail="run"))


_add("hold its ground;held its ground;holds its ground;held firm;held their ground", Cue("move", 1))
_add(
    "notched up;notches up;notching up;racked up;racks up;racking up;chalked up;chalks up;clocked up;clocks up;led to;leads to;leading to;beat expectations;beat estimates;beat forecasts;lead to;led him;leads him",
    Cue("other"),
)
_add(
    "not;never;no longer;did not;didn't;hasn't;isn't;wasn't;weren't;haven't;has not;have not;is not;was not;were not;doesn't;don't;without;none;neither;nor;hardly;no;failed to;fails to;yet to;unable to;fell short of;stopped short of;avoided;avoids;avoiding;averted;cannot;can't;couldn't;nothing;nobody;hadn't;aren't;won't",
    Cue("not"),
)

CUES: Phrases[Cue] = Phrases(_ALL)
