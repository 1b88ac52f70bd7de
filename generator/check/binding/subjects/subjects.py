"""Who a claim is about, and what it is compared with: names in its clause, pronouns, carried subjects."""

from __future__ import annotations

from generator.check.binding.context.scene import Scene
from generator.check.binding.subjects.behind import (
    UNKNOWN,
    VERSUS,
    doer,
    moving_noun,
    named_after,
    right_before,
    set_against,
    taken_off,
)
from generator.check.binding.subjects.carried import carried
from generator.check.binding.subjects.pronouns import resolve_in
from generator.check.text.clauses import Clause
from generator.check.text.cuts import CONTRASTS, SUBORDINATES
from generator.check.text.entities import Mention, Name
from generator.check.text.sentence import Sentence
from generator.check.text.verbs import is_oblique
from generator.check.text.wordset import wordset

_BESIDE = CONTRASTS | SUBORDINATES
CLIMB = 6  # clauses that a subject is looked for in, upwards


def subjects_of(scene: Scene, s: Sentence, first: int, last: int) -> tuple[Name, ...]:
    """The instruments that words speak of; of `the Dow and the S&P 500` the one that can be judged, the other is noted."""
    found = all_subjects_of(scene, s, first, last)
    lacked = tuple(n for n in found if n.key is None and n.concept not in ("curve", "?"))
    if not 0 < len(lacked) < len(found) or any(n.concept == "?" for n in found):
        return found
    s.lacking[first] = tuple(n.label for n in lacked)
    return tuple(n for n in found if n not in lacked)


def all_subjects_of(scene: Scene, s: Sentence, first: int, last: int) -> tuple[Name, ...]:
    """The instruments that the words at tokens `first` to `last` speak of; empty when there is none."""
    clause = s.part(first)
    resumed = _resumed(s, clause)
    if resumed:
        return resumed
    named = _labelled(scene, s, first) or right_before(s, first, last) or doer(s, last)
    named = named or taken_off(s, last) or named_after(s, last, clause)
    if not named and set_against(s, first, last):
        return _sibling(scene, s, last) or (UNKNOWN,)
    named = named or moving_noun(s, clause, first) or _kin(scene, s, clause) or _other_side(scene, s, first, last)
    named = named or _object_before(scene, s, first, clause)
    if named:
        return named
    found = _climb(scene, s, clause, first)
    if found:
        return found
    ahead = _ahead(scene, s, clause, last)
    return ahead or _announced(scene, s, first) or carried(scene, s, first)


def _resumed(s: Sentence, clause: Clause) -> tuple[Name, ...]:
    """`Net liquidity, the balance sheet less the TGA and the RRP, came to`: what an apposition parts from its verb."""
    at = s.parts.index(clause)
    if not at or clause.opener != "," or clause.verb is None or clause.verb != clause.body:
        return ()
    before = s.parts[at - 1]
    head = next((m for m in s.mentions if m.first in before), None)
    if before.verb is not None or head is None or head.name.anaphor is not None or s.low(head.last) != ",":
        return ()
    return (head.name,) if head.first - before.first <= 1 and head.last < before.last - 1 else ()


NEAR_HEAD = 5  # tokens of `And a quick word about`


def _announced(scene: Scene, s: Sentence, first: int) -> tuple[Name, ...]:
    """`And a word about Bitcoin, since some own it: down eight per cent`: what a sentence begins with."""
    lo, _ = s.hard_clause(first)
    if lo == s.lo or s.low(lo - 1) != ":":
        return ()
    told = [m for m in s.mentions if m.last < lo and m.name.anaphor is None]
    if len(told) != 1:
        return ()
    about = told[0].first - 1 - (s.low(told[0].first - 1) == "the")
    return (told[0].name,) if about - s.lo <= NEAR_HEAD and s.low(about) in ("about", "on", "for") else ()


def _labelled(scene: Scene, s: Sentence, first: int) -> tuple[Name, ...]:
    """`most of it in bank reserves: $848 billion`: what stands right before a colon."""
    if s.low(first - 1) != ":":
        return ()
    stop = first - 1 - (s.low(first - 2) in ("instead", "too", "also", "now", "again"))
    mention = next((m for m in s.mentions if m.last == stop and m.name.anaphor is None), None)
    return (mention.name,) if mention is not None and not is_versus(scene, s, mention) else ()


_SIBLINGS = wordset("brother sister cousin sibling counterpart twin neighbour neighbor rival peer")


def _sibling(scene: Scene, s: Sentence, last: int) -> tuple[Name, ...]:
    """`against 2.9 % for its big brother`: the other index, where the draft speaks of two."""
    if not _SIBLINGS & set(s.words(last + 1, last + 6)):
        return ()
    keys = indices(scene, 0)
    other = [k for k in keys if scene.subject is None or k != scene.subject.key]
    if len(keys) != 2 or len(other) != 1:
        return ()
    return (Name(other[0], other[0], "equity_index", scene.directory.label(other[0])),)


_BIGGER = wordset("big bigger large larger older elder")
_SMALLER = wordset("little small smaller younger kid")


def _kin(scene: Scene, s: Sentence, clause: Clause) -> tuple[Name, ...]:
    """`its big brother has gained 20.5 %`, `its smaller sibling fell`: the other of large and small caps."""
    if clause.verb is None or any(m.name.anaphor is None for m in clause.names):
        return ()
    return _kin_in(scene, s, clause.body, clause.verb)


def _kin_in(scene: Scene, s: Sentence, first: int, last: int) -> tuple[Name, ...]:
    at = next((k for k in range(first, last) if s.low(k) in _SIBLINGS), None)
    if at is None or not {"its", "their", "the"} & set(s.words(at - 3, at)):
        return ()
    words = set(s.words(at - 2, at))
    concept = "spx" if words & _BIGGER else "rut" if words & _SMALLER else ""
    key = scene.directory.key(concept) if concept else None
    if key is None or key not in scene.cast:
        return ()
    return (Name(key, key, scene.directory.kind(key), scene.directory.label(key)),)


def _other_side(scene: Scene, s: Sentence, first: int, last: int) -> tuple[Name, ...]:
    """`it is up 5.6 % against 4.3 %.`: the number of what was compared with it before, or of nothing that is known."""
    if s.low(first - 1) not in ("against", "versus", "vs") or (last < s.hi and s.tokens[last].kind == "word"):
        return ()
    here = next((q for q in s.numbers if q.first == first), None)
    before = next((q for q in s.numbers if q.last == first - 1), None)
    if here is None or before is None or here.unit != "percent" or before.unit != "percent":
        return ()
    subject = subjects_of(scene, s, before.first, before.last)
    if len(subject) != 1 or scene.kind(subject[0]) in ("rate", "indicator", "breadth"):
        return ()
    key = subject[0].key
    if scene.pair is None or key not in scene.pair:
        return (UNKNOWN,)
    other = scene.pair[0] if scene.pair[1] == key else scene.pair[1]
    return (Name(other, other, scene.directory.kind(other), scene.directory.label(other)),)


def _object_before(scene: Scene, s: Sentence, first: int, clause: Clause) -> tuple[Name, ...]:
    """The nearest name left of some words in their own clause that is no mere adverbial: subject or direct object."""
    pronoun: Mention | None = None
    for mention in reversed([m for m in s.mentions if clause.first <= m.first and m.last <= first]):
        if is_versus(scene, s, mention) or is_oblique(s, mention):
            continue
        if _owner(s, mention):
            pronoun = pronoun or mention
            continue
        if mention in clause.names:
            return _all(scene, s, clause.names, first)
        return resolve_apart(scene, s, mention, clause.first)
    if pronoun is not None and not clause.names and clause.head is None and not clause.foreign:
        return _cataphor(s, pronoun) or resolve_in(scene, s, pronoun)
    return ()


def _owner(s: Sentence, mention: Mention) -> bool:
    """`its`, `their`."""
    return s.low(mention.first) in ("its", "their") and mention.last - mention.first == 1


def _all(scene: Scene, s: Sentence, names: tuple[Mention, ...], first: int) -> tuple[Name, ...]:
    """A subject of one or of several names."""
    found: list[Name] = []
    for mention in names:
        found += [n for n in resolve_apart(scene, s, mention, first) if n not in found]
    return tuple(found)


def _versus_in(scene: Scene, s: Sentence, clause: Clause) -> Name | None:
    return next(
        (m.name for m in s.mentions if m.first in clause and m.name.anaphor is None and is_versus(scene, s, m)), None
    )


def _cataphor(s: Sentence, pronoun: Mention) -> tuple[Name, ...]:
    """`Since its peak the S&P 500 has lost ...`: the name comes after its pronoun."""
    if pronoun.first - s.lo > 4:
        return ()
    ahead = next(
        (m.name for m in s.mentions if m.first > pronoun.first and m.name.anaphor is None and not is_oblique(s, m)),
        None,
    )
    return (ahead,) if ahead is not None else ()


def _climb(scene: Scene, s: Sentence, clause: Clause, first: int) -> tuple[Name, ...]:
    """The subject of the clause, or of the one that it hangs on."""
    here: Clause | None = clause
    for _ in range(CLIMB):
        if here is None:
            return ()
        label = _label_name(s, here) if here is not clause else ()
        if label:
            return label
        if here.foreign and not _inside_names(scene, s, here, first):
            return (UNKNOWN,)
        names = tuple(m for m in here.names if m.last <= first or here is not clause)
        if names:
            found = _all(scene, s, names, first)
            if found:
                return found
        inside = _inside_names(scene, s, here, first) if here is not clause or here.foreign else ()
        if inside:
            return inside
        here = here.head
    return ()


def _label_name(s: Sentence, clause: Clause) -> tuple[Name, ...]:
    """`most of it in bank reserves: $848 billion, a new high`: what a label ends with."""
    if clause.kind != "label" or s.low(clause.last) != ":":
        return ()
    return tuple(m.name for m in s.mentions if m.last == clause.last and m.name.anaphor is None)


def _inside_names(scene: Scene, s: Sentence, clause: Clause, first: int) -> tuple[Name, ...]:
    """A direct object in a clause above (`left the S&P 500 at 5,900`), or what a foreign subject did something to."""
    for mention in reversed(
        [m for m in s.mentions if m.first in clause and m.last <= first and m.name.anaphor is None]
    ):
        if not is_oblique(s, mention) and not is_versus(scene, s, mention):
            return (mention.name,)
        if clause.foreign and mention.name.kind in ("flow", "etf"):
            return (mention.name,)
    return ()


def _ahead(scene: Scene, s: Sentence, clause: Clause, last: int) -> tuple[Name, ...]:
    """`At 38.57 the VIX ...`, `Down 3 % at one point, the Nasdaq ...`: the subject comes later."""
    if clause.names and clause.names[0].first >= last:
        return _all(scene, s, clause.names, last)
    moved = _moved_by(s, clause, last)
    if moved:
        return moved
    if clause.first != s.lo or (clause.verb is not None and clause.kind == "main"):
        return ()
    mains = [p for p in s.parts if p.first > clause.first and p.kind == "main" and s.low(p.body) != "with"]
    named = next((p for p in mains if any(m.name.anaphor is None for m in p.names)), None)
    if named is not None and mains[0] is not named and mains[0].opener in SUBORDINATES:
        return _all(scene, s, named.names, last)  # `At 1,178, after it lost 0.7 %, the Russell 2000 stands ...`
    return _all(scene, s, mains[0].names, last) if mains else ()


_CARRIED = wordset("carried lifted taken took brought left sent pushed dragged pulled carries leaves takes")


def _moved_by(s: Sentence, clause: Clause, last: int) -> tuple[Name, ...]:
    """`A rise of 2.9 % in a month has carried gold to $122.76`: what the move that is the subject did it to."""
    if clause.verb is None or clause.verb < last or clause.names:
        return ()
    at = next((k for k in range(clause.verb, min(clause.verb + 3, clause.last)) if s.low(k) in _CARRIED), None)
    found = next((m for m in s.mentions if at is not None and at < m.first <= at + 2 and m.name.anaphor is None), None)
    return (found.name,) if found is not None else ()


def main_subject(scene: Scene, s: Sentence) -> tuple[Name, ...]:
    """Who a sentence is about: the subject of its last main clause, or the only thing that it names."""
    if not s.mentions:
        return ()
    for clause in reversed(s.parts):
        label = _label_name(s, clause)
        if label:
            return label
        if clause.kind in ("main", "label") and clause.names and clause.opener not in _BESIDE:
            found = _all(scene, s, clause.names, s.hi)
            if found:
                return found
    named = dict.fromkeys(m.name for m in s.mentions if m.name.anaphor is None and not is_versus(scene, s, m))
    return tuple(named) if len(named) == 1 else ()


def or_topic(scene: Scene, s: Sentence, names: tuple[Name, ...]) -> tuple[Name, ...]:
    """Where a line names nothing, what the line before was about is meant as likely as the last name."""
    if len(names) == 1 and scene.topic is not None and scene.topic not in names and not s.mentions and scene.topic.key:
        return (*names, scene.topic)
    return names


def indices(scene: Scene, count: int) -> tuple[str, ...]:
    """The indices of the draft: those named last where so many are meant, else all."""
    keys = tuple(k for k in scene.cast if scene.directory.kind(k) == "equity_index")
    recent = tuple(dict.fromkeys(n.key for n in scene.recent if n.key and scene.kind(n) == "equity_index"))
    return recent[-count:] if count and len(recent) >= count else keys[:count] if count else keys


def last_two(scene: Scene) -> tuple[Name, ...]:
    """The last two subjects, in the order in which they were named."""
    return tuple(scene.recent[-2:])


def resolve_apart(scene: Scene, s: Sentence, mention: Mention, at: int) -> tuple[Name, ...]:
    """What a name stands for at a token: a pronoun for something else than what it is compared with in that clause."""
    found = resolve_in(scene, s, mention)
    versus = _versus_in(scene, s, s.part(at)) if mention.name.anaphor is not None and len(found) == 1 else None
    if versus is not None and found[0] == versus:
        others = [n for n in scene.recent if n != versus]
        return tuple(others[-1:])
    return found


def appositive(scene: Scene, s: Sentence, mention: Mention, first: int) -> bool:
    """Whether a name stands only in an aside or an apposition, seen from a later token."""
    clause = s.part(mention.first)
    return (
        clause.kind in ("aside", "relative", "apposition") and first not in clause and mention not in clause.names[:0]
    )


def is_versus(scene: Scene, s: Sentence, mention: Mention) -> bool:
    """Whether a name is what something is compared with."""
    i = mention.first - 1
    while i >= s.lo and s.low(i) in ("the", "its", "that", "of", "a", "those") and i > mention.first - 4:
        i -= 1
    low = s.low(i)
    if low == "what" and i > s.lo:
        return True  # `nearly double what gold lost`
    if low in VERSUS or (
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
    kin = _kin_in(scene, s, at, s.part(at).last) or _kin_in(scene, s, s.part(at).first, at)
    if kin and kin[0].key != subject.key:
        return kin
    named = [m for m in s.mentions if is_versus(scene, s, m)]
    named.sort(key=lambda m: (m.first not in s.part(at), abs(m.first - at)))
    for mention in named:
        for name in resolve_in(scene, s, mention):
            if name != subject:
                return (name,)
        others = [n for n in scene.recent if n != subject]
        if mention.name.anaphor is not None and others:
            return tuple(others[-1:])
    inside = [m for m in s.mentions if m.name.anaphor is None and m.name != subject]
    near = [m for m in inside if m.first in s.part(at) or m.first < at]
    before = next((n for n in reversed(scene.recent) if n != subject and scene.kind(n) == scene.kind(subject)), None)
    bare = {"still", "better", "worse", "little", "slightly"} & set(s.words(at, at + 4)) and ":" not in s.words(
        at, s.hi
    )
    if before is not None and not near and bare:
        return (before,)  # `The Nasdaq did better still, and the Russell 2000 added 7 %`: than what was told before
    if inside:
        return (inside[-1].name,)
    if scene.pair is not None and subject.key in scene.pair:
        key = scene.pair[0] if scene.pair[1] == subject.key else scene.pair[1]
        return (Name(key, key, scene.directory.kind(key), scene.directory.label(key)),)
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
