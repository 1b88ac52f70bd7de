"""Who a claim is about, and what it is compared with: names in the sentence, pronouns, carried subjects."""

from __future__ import annotations

from generator.check.binding.scene import Scene
from generator.check.text.entities import Mention, Name
from generator.check.text.sentence import Sentence
from generator.check.text.wordset import wordset

_VERSUS = frozenset(["than", "versus", "vs", "v", "against", "behind"])

_RIGHT = frozenset({"for", "in", "of", "on"})

_FILLERS = wordset("""
    the a an its us u.s. of both just only some net into from broader wider benchmark
""")

_FOREIGN = wordset("""
    shares stocks stock share companies company exports imports deliveries shipments spending deficit volumes volume
    rents households traders investors funds portfolio fund sales orders output production economy budget debt loans
    deposits premiums premium costs subscribers users customers members firms wages rival tokens altcoins contracts
    futures options bonds bond notes bills commodities currencies currency sector sectors component components
    constituents group maker giant chipmaker bank banks lender
""")

_EMPTY_CARRY = wordset("it they its their them this that these those which who itself both")

UNKNOWN = Name("?", None, "", "an instrument that the catalog does not name")


def resolve(scene: Scene, name: Name) -> tuple[Name, ...]:
    """What a pronoun or general noun stands for here."""
    if name.anaphor is None:
        return (name,)
    if name.anaphor in (("two",), ("all",), ("latter",), ("former",)):
        return _group(scene, name.anaphor[0])
    if not name.anaphor:
        return (scene.subject,) if scene.subject else ()
    for earlier in reversed(scene.recent):
        if scene.kind(earlier) in name.anaphor:
            return (earlier,)
    return (scene.subject,) if scene.subject else ()


def _group(scene: Scene, which: str) -> tuple[Name, ...]:
    if which == "latter":
        return tuple(scene.recent[-1:])
    if which == "former":
        return tuple(scene.recent[-2:-1])
    return tuple(scene.recent[-2:] if which == "two" else scene.recent[-4:])


def subjects_of(scene: Scene, s: Sentence, first: int, last: int) -> tuple[Name, ...]:
    """The instruments that the words at tokens `first` to `last` speak of; empty when there is none."""
    right = _named_after(scene, s, last)
    if right is not None:
        return (right,)
    left = _named_before(scene, s, first)
    listed = _named_by_for(scene, s, first, last)
    if listed is not None:
        return (listed,)
    if left:
        return left
    ahead = _named_ahead(scene, s, first, last)
    if ahead is not None:
        return (ahead,)
    return (scene.subject,) if scene.subject else (scene.section,) if scene.section else ()


def or_topic(scene: Scene, s: Sentence, names: tuple[Name, ...]) -> tuple[Name, ...]:
    """Where a line names nothing, what the line before was about is meant as likely as the last name."""
    if len(names) == 1 and scene.topic is not None and scene.topic not in names and not s.mentions and scene.topic.key:
        return (*names, scene.topic)
    return names


def _named_after(scene: Scene, s: Sentence, last: int) -> Name | None:
    """`3.2 % for the S&P 500`."""
    i = last
    for when in s.whens:
        if when.first <= i + 2 and when.last > i and when.first >= last:
            i = when.last
    if s.low(i) not in _RIGHT:
        return None
    prep = s.low(i)
    i += 1
    while s.low(i) in _FILLERS:
        i += 1
    mention = next((m for m in s.mentions if m.first <= i < m.last and m.name.anaphor is None), None)
    if mention is None or (prep in ("of", "on") and mention.name.kind != "flow"):
        return None
    return mention.name


def _named_by_for(scene: Scene, s: Sentence, first: int, last: int) -> Name | None:
    """`by 12 basis points, from 4.18 to 4.30, for the 10-year and by ...`: named at the end of its own stretch."""
    lo, hi = s.hard_clause(first)
    if any(
        lo <= m.first < first
        and m.name.anaphor is None
        and s.low(m.first - 1) not in ("for",)
        and s.low(m.first - 2) != "for"
        for m in s.mentions
    ):
        return None
    for mention in s.mentions:
        if last <= mention.first < hi and mention.name.anaphor is None:
            lead = (
                s.low(mention.first - 1) == "for"
                or (s.low(mention.first - 1) in _FILLERS and s.low(mention.first - 2) == "for")
                or (s.low(mention.first) == "the" and s.low(mention.first - 1) == "for")
            )
            return mention.name if lead and not verbs_between(scene, s, last, mention.first) else None
    return None


def _named_before(scene: Scene, s: Sentence, first: int) -> tuple[Name, ...]:
    depth = 0
    versus: Name | None = None
    pronoun: Name | None = None
    placed: Name | None = None
    passed: list[Name] = []
    ends = {m.last - 1: m for m in s.mentions}
    for i in range(first - 1, s.lo - 1, -1):
        text = s.tokens[i].text
        depth += (text == ")") - (text == "(")
        mention = ends.get(i) if depth <= 0 else None
        if mention is None:
            if depth <= 0 and _foreign(scene, s, i, first):
                return (UNKNOWN,)
            continue
        if is_versus(scene, s, mention):
            versus = versus or mention.name
            continue
        if appositive(scene, s, mention, first):
            continue
        if mention.name.anaphor is not None:
            pronoun = pronoun or mention.name
            continue
        if pronoun is None and _placed_in(scene, s, mention):
            placed = placed or mention.name
            continue
        passed.append(mention.name)
        if pronoun is None:
            return (mention.name,)
        if pronoun.anaphor in (("two",), ("all",)):
            if len(passed) > 1:
                return tuple(reversed(passed[:2]))
            continue
        if pronoun.anaphor == ("former",):
            if len(passed) > 1:
                return (passed[1],)
            continue
        if not pronoun.anaphor or pronoun.anaphor == ("latter",) or scene.kind(mention.name) in pronoun.anaphor:
            return (mention.name,)
    if pronoun is None and placed is not None:
        return (placed,)
    ahead = _cataphor(scene, s, pronoun, first) if pronoun is not None else None
    if ahead is not None:
        return (ahead,)
    return resolve_apart(scene, pronoun, versus) if pronoun is not None else ()


def _placed_in(scene: Scene, s: Sentence, mention: Mention) -> bool:
    """`the ChiNext 50 in China's A-shares`: a place of something named just before."""
    k = mention.first - 1
    while s.low(k) in ("the", "china", "its") or (k >= s.lo and s.tokens[k].possessive):
        k -= 1
    return s.low(k) in ("in", "among") and any(m.last == k and m.name.anaphor is None for m in s.mentions)


def appositive(scene: Scene, s: Sentence, mention: Mention, first: int) -> bool:
    """Whether a name stands in an aside: `the breakeven, a guess at inflation, went ...`."""
    lo = mention.first
    while lo > s.lo and s.tokens[lo - 1].text != ",":
        lo -= 1
    if (
        lo == s.lo
        or s.low(lo)
        not in ("a", "an", "the", "whose", "one", "sold", "unlike", "like", "such", "including", "not", "with")
        or lo == mention.first
    ):
        return False
    closes = any(s.tokens[k].text == "," for k in range(mention.last, first))
    verbs = any(
        m.cue.role in ("move", "level", "compare")
        and not m.cue.noun
        and lo <= m.first < mention.last
        and s.low(m.first) != "at"
        for m in s.marks
    )
    return closes and not verbs and any(m.last <= lo for m in s.mentions)


def indices(scene: Scene, count: int) -> tuple[str, ...]:
    """The indices of the draft: those named last where so many are meant, else all."""
    keys = tuple(k for k in scene.cast if scene.directory.kind(k) == "equity_index")
    recent = tuple(dict.fromkeys(n.key for n in scene.recent if n.key and scene.kind(n) == "equity_index"))
    return recent[-count:] if count and len(recent) >= count else keys[:count] if count else keys


def last_two(scene: Scene) -> tuple[Name, ...]:
    """The last two subjects, in the order in which they were named."""
    return tuple(scene.recent[-2:])


def _cataphor(scene: Scene, s: Sentence, pronoun: Name, first: int) -> Name | None:
    """`Since its peak the S&P 500 has lost ...`: the name comes after its pronoun."""
    if pronoun.label not in ("its", "their"):
        return None
    at = next((m.first for m in s.mentions if m.name is pronoun), s.hi)
    if at - s.lo > 3:
        return None
    return next((m.name for m in s.mentions if m.first > at and m.name.anaphor is None), None)


def resolve_apart(scene: Scene, name: Name, versus: Name | None) -> tuple[Name, ...]:
    """What a pronoun stands for, which is not what it is compared with in the same sentence."""
    found = resolve(scene, name)
    if name.anaphor is not None and versus is not None and len(found) == 1 and found[0] == versus:
        others = [n for n in scene.recent if n != versus]
        return tuple(others[-1:])
    return found


def _named_ahead(scene: Scene, s: Sentence, first: int, last: int) -> Name | None:
    """`At 38.57 the VIX ...`: a name after the number, before any other number."""
    stop = min((q.first for q in s.numbers if q.first >= last), default=s.hi)
    for mention in s.mentions:
        if last <= mention.first < stop and mention.name.anaphor is None and not is_versus(scene, s, mention):
            return mention.name
    return None


def _foreign(scene: Scene, s: Sentence, i: int, first: int) -> bool:
    """Whether the word at `i` heads the subject of a verb before `first`, and names something unknown."""
    token = s.tokens[i]
    if token.kind != "word" or s.masked[i] or any(m.first <= i < m.last for m in s.mentions):
        return False
    verb = next(
        (
            m
            for m in s.marks
            if i < m.first < first and m.cue.role in ("move", "level", "compare", "multiple") and not m.cue.noun
        ),
        None,
    )
    if verb is None or verb.first - i > 4 or any(s.boundary(k) for k in range(i + 1, verb.first)):
        return False
    if token.low in _FOREIGN:
        return not any(m.first < i and i - m.last < 3 for m in s.mentions)
    starts = i == s.lo or s.tokens[i - 1].text in '"('
    return (
        token.text[:1].isupper()
        and not starts
        and token.low not in _EMPTY_CARRY
        and not token.text.isupper()
        and s.mark_at(i) is None
    )


def is_versus(scene: Scene, s: Sentence, mention: Mention) -> bool:
    """Whether a name is what something is compared with."""
    i = mention.first - 1
    while i >= s.lo and s.low(i) in ("the", "its", "that", "of", "a", "those") and i > mention.first - 4:
        i -= 1
    low = s.low(i)
    if low in _VERSUS or (
        low in ("with", "to") and s.low(i - 1) in ("compared", "relative", "comparison", "line", "contrast", "compare")
    ):
        return True
    if low == "by" and any(m.cue.role == "compare" and m.last in (i, i + 1) for m in s.marks):
        return True
    return any(
        m.cue.role == "compare" and i <= m.last - 1 <= mention.first and m.last <= mention.first and m.last >= i
        for m in s.marks
    )


def versus_of(scene: Scene, s: Sentence, subject: Name, at: int) -> tuple[Name, ...]:
    """What a subject is compared with, as far as the text says."""
    named = [m for m in s.mentions if is_versus(scene, s, m)]
    named.sort(key=lambda m: abs(m.first - at))
    for mention in named:
        for name in resolve(scene, mention.name):
            if name != subject:
                return (name,)
        others = [n for n in scene.recent if n != subject]
        if mention.name.anaphor is not None and others:
            return tuple(others[-1:])
    inside = [m.name for m in s.mentions if m.name.anaphor is None and m.name != subject]
    if inside:
        return tuple(dict.fromkeys(inside[-1:]))
    others = [n for n in reversed(scene.recent) if n != subject and scene.kind(n) == scene.kind(subject)]
    return tuple(others[:1]) or tuple(n for n in reversed(scene.recent) if n != subject)[:1]


def verbs_between(scene: Scene, s: Sentence, start: int, end: int) -> bool:
    """Whether a verb stands between two tokens."""
    return any(
        m.cue.role in ("move", "level", "compare", "state", "record", "super")
        and not m.cue.noun
        and start <= m.first < end
        for m in s.marks
    )
