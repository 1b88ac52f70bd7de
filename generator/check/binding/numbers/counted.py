"""Which numbers are claims, and the unit that a number takes over from one before it."""

from __future__ import annotations

from generator.check.binding.context.scene import Scene
from generator.check.binding.measures.bars import bar_level
from generator.check.binding.measures.bases import number_at
from generator.check.binding.measures.gaps import curve_again, gap_noun, lies_between
from generator.check.binding.measures.multiples import extreme_after, valued
from generator.check.binding.measures.owndays import own_day
from generator.check.binding.measures.passed import crossing
from generator.check.binding.measures.touches import touched
from generator.check.binding.words.dress import restates
from generator.check.binding.words.multiplied import of_others_move
from generator.check.text.clauses import is_plural
from generator.check.text.entities import Name
from generator.check.text.quantities import Quantity
from generator.check.text.replacing import replace
from generator.check.text.sentence import Sentence
from generator.check.text.wordset import wordset

_THINGS = wordset("""
    companies smaller small firms stocks people users days shares members jobs households investors words times
    contracts coins homes stores deals funds constituents customers employees workers patients readers units cases
    pages names banks points-based largest biggest smallest years year months month weeks week day hours minutes
    seconds year-old years' months' subscribers followers views votes clients analysts economists respondents
    participants barrels tonnes tons ounces miles kilometres km metres feet degrees countries states cities branches
    lines tabs rows columns charts tables copies tickets seats attendees calls emails messages posts wallets addresses
    blocks transactions trades lots carats litres gallons bushels hectares acres megawatts mw gw btc eth
""")
_AFTER_TIMES = wordset("their its the as more higher what your that over since in larger bigger")
_GOES_ON = wordset("""
    on at in from after for by this last a is was to as and but while or versus vs against over since than having with
    now today yesterday respectively then before when where it
""")
_ORDERS = wordset(
    "buying selling buy sell bid bids stop stops limit limits order orders entry entries exit"
)  # `buying at 30k`
_LEVEL_AT = wordset("at to : =")
_COPULAS = wordset("is was are were")
_SHARED = ("bp", "percent", "pp", "points")
SOFT = wordset("by only another a further just about some around nearly almost more than over under less roughly")


_REBASED = wordset("indexed rebased normalised normalized")


def counts_as_claim(s: Sentence, q: Quantity) -> bool:
    """Numbers without a unit are claims only as levels: next to a name, a verb of level, or written with decimals."""
    if valued(s, q):
        return True
    if _is_coupon(s, q) or _is_managed(s, q):
        return False
    if q.unit == "times" and (q.spelled or q.form != "decimal") and s.low(q.last - 1) == "times":
        return s.low(q.last) in _AFTER_TIMES or q.last >= s.hi or s.tokens[q.last].kind != "word"
    if s.tokens[q.core].low in ("twice", "thrice"):
        beside = number_at(s, q.last) is not None or extreme_after(s, q.last) is not None
        return beside or of_others_move(s, q.last) is not None
    if q.unit == "fraction" and s.tokens[q.last - 1].low == "half":
        if s.low(q.last) == "of":
            return extreme_after(s, q.last) is not None
        return s.low(q.core - 1) not in ("the", "in")  # `ended the half at 2,941.76`
    if q.unit in ("points", "bp", "pp") and q.spelled and q.magnitude == 1 and not _told_at(s, q):
        return False
    if q.unit:
        return True
    if _is_year(s, q) or _is_clock(s, q) or _is_order(s, q):
        return False
    if (crossing(s, q) or touched(s, q)) and q.magnitude >= 5 and not _before_noun(s, q):
        return True
    if q.form == "fraction" or (q.spelled and q.magnitude < 1000):
        return False
    after = s.low(q.last)
    if after in _THINGS:
        return False
    if precise(q):
        return True
    if _before_noun(s, q):
        return False
    if bar_level(s, q) is not None:
        return True
    before = s.low(q.first - 1)
    if before == "to" and s.low(q.first - 2) in _REBASED:
        return False
    named = any(m.last == q.first for m in s.mentions)
    level = any(m.last == q.first and m.cue.role in ("level", "extreme") for m in s.marks) or before in _LEVEL_AT
    stated = before in _COPULAS and any(m.key for m in s.part(q.core).names)
    day = own_day(s, q)
    owned = day is not None and day.last <= q.first  # `Thursday's close of 108`
    bracketed = before == "(" and s.low(q.last) == ")" and q.magnitude >= 100
    return (named or level or stated or bracketed or owned) and q.magnitude >= 5


def counts_things(s: Sentence, q: Quantity) -> bool:
    """`775k accounts liquidated`: the number of some things that no series is of, where the word is not its verb."""
    k = q.last
    return not q.unit and q.magnitude >= 1000 and _before_noun(s, q) and is_plural(s, k) and s.part(q.core).verb != k


def _told_at(s: Sentence, q: Quantity) -> bool:
    """Whether `a point`, `a basis point` stands by a move or a relation, and is no point in a talk."""
    return (
        q.hedge is not None
        or s.low(q.first - 1) == "by"
        or (s.low(q.first - 1) == "of" and s.low(q.last) in ("between", "apart"))
        or s.low(q.last) in ("more", "less", "higher", "lower", "below", "above", "from", "short", "under", "off", "up", "down", "a")
        or any(m.last in (q.first, q.first - 1) and m.cue.role in ("move", "state", "compare") for m in s.marks)
        or (s.mark_at(q.last) is not None)
    )  # fmt: skip


_PAPER = wordset("security securities note notes bond bonds debenture debentures gilt bund treasury treasuries")
_MANAGES = wordset("manages manage managing oversees oversee overseeing runs advises supervises")


def _is_coupon(s: Sentence, q: Quantity) -> bool:
    """`the 4 7/8 percent security due in May`: what a bond pays is part of its name."""
    after = s.words(q.last, q.last + 4)
    return q.unit == "percent" and bool(_PAPER & set(after[:2])) and bool({"due", "maturing"} & set(after))


def _is_managed(s: Sentence, q: Quantity) -> bool:
    """`who helps manage $2.3 billion in Los Angeles`: the size of somebody's business, told to say who speaks."""
    return q.unit == "money" and bool(_MANAGES & set(s.words(q.first - 3, q.first)))


def _is_year(s: Sentence, q: Quantity) -> bool:
    """`the tulips of 1637`."""
    digits = s.tokens[q.core].text
    return len(digits) == 4 and digits.isdigit() and "1500" <= digits <= "2100" and s.low(q.first - 1) in ("of", "in", "since", "until", "from", "by") and q.last - q.core == 1  # fmt: skip


def _is_order(s: Sentence, q: Quantity) -> bool:
    """`buying Bitcoin at 30k, limit's in`: the price of an order, not of the market."""
    return s.low(q.first - 1) in ("at", "around") and bool(_ORDERS & set(s.words(q.first - 7, q.first - 1)))


def _is_clock(s: Sentence, q: Quantity) -> bool:
    """`at 7.30 in the library`, where no instrument is named."""
    if s.low(q.first - 2) in _STOOD:
        return False
    hour, _, minute = s.tokens[q.core].text.partition(".")
    if (
        len(minute) != 2
        or not 0 < len(hour) <= 2
        or s.low(q.first - 1) not in ("at", "by", "until", "from", "before", "after")
    ):
        return False
    return int(hour) < 24 and minute[0] in "012345" and not s.mentions and not q.sign


_STOOD = wordset("was were is are stood stands traded closed ended finished")


def precise(q: Quantity) -> bool:
    """Whether a number is written as only a price is: with decimals, or in thousands."""
    return (q.form == "decimal" and not q.spelled) or (q.magnitude >= 1000 and not q.spelled)


def _before_noun(s: Sentence, q: Quantity) -> bool:
    """Whether a number counts the word after it."""
    i = q.last
    return (
        i < s.hi
        and s.tokens[i].kind == "word"
        and not s.boundary(i)
        and not any(w.first <= i < w.last for w in s.whens)
        and s.mark_at(i) is None
        and s.low(i) not in _GOES_ON
    )


def completed(s: Sentence, scene: Scene, q: Quantity, names: tuple[Name, ...]) -> Quantity:
    """`shed 17, to 7.87 %`, `the two-year gained four`, `up 2.3 per cent after losing 6.1`: the unit is understood."""
    told = _unit_told(s, q) or ("percent" if _among_percents(s, scene, q, names) else "")
    if told and not q.unit and q.magnitude < 1000:
        return replace(q, unit=told)
    if (
        not q.unit
        and scene.curve is not None
        and scene.curve[2] == "bp"
        and q.form == "integer"
        and curve_again(s, scene, q)
    ):
        return replace(q, unit="bp")
    if q.unit or q.sign or q.form == "fraction" or q.magnitude >= 1000 or not names:
        return q
    if scene.kind(names[0]) == "rate" and lies_between(s, q) and q.form != "decimal":
        return replace(q, unit="bp")
    if names[0].concept == "curve" or (scene.kind(names[0]) == "rate" and gap_noun(s, q) is not None):
        measured = any(n.unit == "bp" for n in s.numbers) and s.low(q.first - 1) in (
            "by",
            "to",
            "at",
            "from",
            "of",
            "just",
        )
        return replace(q, unit="bp") if measured and not _before_noun(s, q) and q.form != "decimal" else q
    if not _moved(s, q) or _before_noun(s, q) or _is_reading(s, scene, q, names[0]):
        return q
    after = next((n for n in s.numbers if n.first >= q.last), None)
    if (
        after is not None
        and after.unit in ("percent", "fraction")
        and s.words(q.last, after.first) in ([",", "or"], ["or"], ["("], [","])
    ):
        whole = q.form != "decimal" and scene.kind(names[0]) in ("equity_index", "volatility_index")
        return replace(q, unit="points") if whole else q  # `dropped 159, or 3.5 %`, `rose 23.82, or 0.7 %`
    before = [n for n in s.numbers if n.last <= q.first and n.unit in _SHARED]
    if scene.kind(names[0]) == "rate":
        if q.form == "decimal":
            return q
        return replace(q, unit="bp") if before or s.low(q.last) in ("to", ",") or not q.spelled else q
    near = before[-1] if before else None
    if near is not None and near.unit == "percent" and _restates_bare(s, near):
        return replace(q, unit="points")
    if near is None or (s.low(q.last) == "to" and any(n.first == q.last + 1 for n in s.numbers)):
        return q
    alike = near.magnitude * 40 >= q.magnitude and q.magnitude * 40 >= near.magnitude
    return replace(q, unit=near.unit) if alike else q


def _among_percents(s: Sentence, scene: Scene, q: Quantity, names: tuple[Name, ...]) -> bool:
    """`GLD has lost 27 per cent this year. The second quarter, minus 22.9, was the worst`: said with its sign in words;
    `The Nasdaq lost twenty-nine point five`: spelled with its decimals."""
    signed = q.sign and s.low(q.first) in ("minus", "plus")
    spelled = q.spelled and not q.sign and _moved(s, q) and not _before_noun(s, q)
    if (
        not (signed or spelled)
        or q.form != "decimal"
        or q.magnitude >= 100
        or not names
        or scene.kind(names[0]) in ("rate", "indicator", "flow", "balance")
    ):
        return False
    return "per cent" in s.block.text or "percent" in s.block.text or "%" in s.block.text


def _restates_bare(s: Sentence, q: Quantity) -> bool:
    """`dropped 159, nearly 3.5 percent, and the S&P 500 lost 48`: bare numbers are points, and percentages restate them."""
    k = s.numbers.index(q)
    return k > 0 and s.numbers[k - 1].unit in ("", "points") and restates(s, s.numbers[k - 1], q)


def _unit_told(s: Sentence, q: Quantity) -> str:
    """`in percent it was 6.9`, `in percent (3.1)`: the unit stands before its number."""
    words = s.words(max(s.part(q.core).first, q.first - 6), q.first)
    if s.low(q.first - 1) == "(":
        words = s.words(q.first - 5, q.first)
    for k, word in enumerate(words[:-1]):
        if word == "in" and words[k + 1] in ("percent", "percentage", "per", "points", "%"):
            return "points" if words[k + 1] == "points" else "percent"
    return ""


def _is_reading(s: Sentence, scene: Scene, q: Quantity, name: Name) -> bool:
    """`S&P 500 +0.2%; gold -1.5%; VIX 12.09`: a level among moves that have their signs."""
    signed = any(n.sign and n.unit == "percent" and n.last <= q.first for n in s.numbers)
    return signed and scene.kind(name) == "volatility_index" and q.form == "decimal"


def _moved(s: Sentence, q: Quantity) -> bool:
    """Whether a verb of motion governs a bare number, or a name stands right before it in a clause without a verb."""
    i = q.first
    while i - 1 >= s.lo and s.low(i - 1) in SOFT and q.first - i < 3:
        i -= 1
    if any(m.last in (i, q.first) and m.cue.role in ("move", "state", "noun") for m in s.marks):
        return True
    k = s.numbers.index(q)
    gapped = any(m.last == i for m in s.mentions) and k > 0 and s.numbers[k - 1].unit in _SHARED
    return gapped and s.part(q.core).verb is None


_STUDIED = frozenset({"instances", "historically", "median", "occasions"})
_PAST = wordset("average averages averaged cases years cycles")


def _has_figure(s: Sentence, k: int) -> bool:
    return any(q.core in s.part(k) for q in s.numbers)


def of_a_study(s: Sentence) -> bool:
    """Whether a sentence sums up past cases rather than telling one."""
    if any(s.part(k).kind != "apposition" or _has_figure(s, k) for k in s.places(_STUDIED)):
        return True  # `September, historically the cruellest month, was anything but` tells one case
    if s.vocabulary.isdisjoint(_PAST):
        return False
    joined = " ".join(s.words(s.lo, s.hi))
    return any(
        x in joined for x in ("on average", "in these cases", "of those years", "in those years", "in past cycles")
    )
