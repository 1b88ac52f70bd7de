"""Causes that a sentence calls so: `is to blame`, `the main driver was`, `sparked the rally`, `traders cited`."""

from __future__ import annotations

from collections.abc import Iterator

from generator.check.binding.statements.phrases import (
    BE,
    GENERIC,
    IDLE,
    SIGNS,
    by_actors,
    clause_end,
    clause_start,
    denied,
    moved,
    named,
    on_markets,
)
from generator.check.text.sentence import Sentence
from generator.check.text.tokens import Phrases
from generator.check.text.wordset import wordset

_DRIVERS = wordset(
    "driver drivers trigger catalyst culprit cause causes explanation reason reasons engine spark factor factors suspect suspects source"
)
_SAYS_SO: Phrases[bool] = Phrases((words, True) for words in [
    "to blame", "was widely blamed", "were widely blamed", "was blamed", "were blamed", "is blamed", "are blamed", "being blamed", "got the blame", "gets the blame", "took the blame", "what did it", "that did it", "did the rest", "lit the fuse", "lit a fuse", "lit the touchpaper", "set the tone", "tipped the scales", "did it", "is to thank", "are to thank", "takes the credit", "gets the credit", "deserves the credit", "takes the blame", "take the blame",
    "did this", "did the trick", "did the damage", "was behind it", "is behind it", "is behind this", "was behind this", "lay behind", "lies behind", "stood behind", "explains why", "explain why", "explained why", "is why", "was why", "are why",
])  # fmt: skip
_ACTS = wordset("""
    drove drives driving sparked sparks fuelled fueled fuels fuelling triggered triggers triggering spurred spurs spurring
    prompted ignited ignites propelled propels caused causes causing stoked stokes underpinned underpins underpinning
    buoyed buoys boosted boosts boosting dented rattled rattles spooked spooks unnerved cheered roiled roils
    drive fuel spark trigger spur cause boost underpin squeezed helped helps hurt hurts lifted lifts
""")
_SENDS = wordset("pushed push pushes pushing sent sends sending pulled pulls dragged drags knocked knocks lift")
_WAYS = wordset("higher lower up down above below to into past beyond")
_MOMENTS = wordset("hour session close day tape trading morning afternoon")
_DEALS = wordset(
    "selling buying booking taking covering liquidation liquidations unwinding hedging panic profit-booking profit-taking"
)
_WORSENED = wordset("""
    deepened deepens deepening worsened worsens amplified amplifies exacerbated exacerbates magnified magnifies
    compounded compounds aggravated aggravates accelerated accelerates turbocharged steepened prolonged
""")  # what is done to a move
_THE = wordset("the a its their this that")
_KINDLING = wordset("tinder spark match kindling fuse straw detonator accelerant tonic")
_WEIGHED = wordset("weighed weighs weighing weigh")
_CITED = wordset("cited cite blamed blame pointed point citing credited credit")
_EXPLAINED = wordset("explain explains explained")
_TELLING = (
    _WORSENED
    | _KINDLING
    | {"credit"}
    | _DRIVERS
    | _ACTS
    | _SENDS
    | _WEIGHED
    | _CITED
    | _EXPLAINED
    | {"it", "behind", "down"}
)
_STARTS = _TELLING | _SAYS_SO.firsts
_WHERE = wordset("that which this it these those they")


def named_causes(s: Sentence) -> Iterator[tuple[int, int]]:
    """The causes that a sentence calls so."""
    if _answers(s):
        yield s.lo, clause_end(s, s.lo)
    elif s.low(s.lo) == "blame" and s.hi - s.lo > 2 and s.low(s.lo + 1) not in IDLE | {"it", "me", "him", "them"}:
        yield s.lo, s.hi - (s.tokens[s.hi - 1].text == ".")  # `Blame Ebola, retail sales, or a hedge fund`
    elif (no_secret := _no_secret(s)) > 0:
        yield no_secret, clause_end(s, no_secret)
    elif s.low(s.lo) in ("why", "reason", "cause", "trigger") and s.low(s.lo + 1) == ":" and s.hi - s.lo > 4:
        yield s.lo + 2, clause_end(s, s.lo + 2)
    for i in s.places(_STARTS):
        if s.low(i) not in _TELLING and _SAYS_SO.match(s.tokens, i, s.hi) is None:
            continue
        if _worsens(s, i):
            yield clause_start(s, i), clause_end(s, i)
        elif _kindles(s, i) or _says_so(s, i) or _is_driver(s, i) or _acts(s, i) or _weighs(s, i):
            first = clause_start(s, i)
            if not denied(s, *_said_of(s, first, i)) and not denied(s, i, i + 2) and not _is_shy(s, first, i):
                yield _reason_before(s, first, i), clause_end(s, _past_aside(s, i))
        elif _laid(s, i):
            yield clause_start(s, i), clause_end(s, i)
        elif s.low(i) == "down" and _down_to(s, i):
            yield s.lo, clause_end(s, i + 1)
        elif _singled_out(s, i):
            yield i, next(k for k in range(i, s.hi) if s.low(k) == "that") + 2
        elif _cites(s, i) or _behind(s, i) or _accounts(s, i):
            yield clause_start(s, i), clause_end(s, i + 1)


def _reason_before(s: Sentence, first: int, i: int) -> int:
    """`small firms borrow at floating rates, and that is why they lag`: the reason stands before the comma."""
    told = s.words(first, i + 2)
    if told[-2:] != ["is", "why"] or told[:-2] not in (["and", "that"], ["that"], ["which"]) or first - 1 <= s.lo:
        return first
    return clause_start(s, first - 1)


def _past_aside(s: Sentence, i: int) -> int:
    """`The proximate cause, if you like such things, was the choice of`: the verb behind what is put between."""
    stop = clause_end(s, i)
    if s.low(i) not in _DRIVERS or stop >= s.hi or s.tokens[stop].text != ",":
        return i
    return next((k for k in range(stop + 2, min(stop + 10, s.hi)) if s.low(k) in BE and s.tokens[k - 1].text == ","), i)


def _no_secret(s: Sentence) -> int:
    """The token after the colon of `The cause was no mystery: a dollar that would not quit`, or 0."""
    colon = next(iter(s.places({":"}, min(s.lo + 10, s.hi - 2))), 0)
    head = s.words(s.lo, colon) if colon else []
    known = {"mystery", "secret", "obvious", "plain", "clear", "simple", "familiar", "usual"} & set(head)
    return colon + 1 if known and _DRIVERS & set(head) else 0


def _worsens(s: Sentence, i: int) -> bool:
    """`dealers' scramble to hedge them deepened the rout`: what was done to a move of the market."""
    if s.low(i) not in _WORSENED or i == s.lo or s.low(i + 1) not in _THE:
        return False
    first = clause_start(s, i)
    mark = next((m for m in s.marks if i + 2 <= m.first <= i + 4), None)
    moves = (mark is not None and (mark.cue.noun or mark.cue.role == "noun")) or any(
        w in _ROUTS for w in s.words(i + 2, i + 4)
    )
    return moves and i - first >= 2 and not named(s, first, i) and s.low(first) not in _WHERE


_ROUTS = wordset("rout selloff sell-off slide slump rally decline fall drop losses gains move panic crash")


def _kindles(s: Sentence, i: int) -> bool:
    """`Greece was the tinder`, `the match was anybody's guess`: what set a move off, as an image."""
    if s.low(i) not in _KINDLING or s.low(i - 1) != "the":
        return False
    return (s.low(i - 2) in BE and i - 2 > s.lo) or (i - 1 == clause_start(s, i) and s.low(i + 1) in BE)


def _down_to(s: Sentence, i: int) -> bool:
    """`That is down to Chinese buying`: no level, but a reason."""
    told = s.low(s.lo) in _WHERE and s.low(i - 1) in BE and s.low(i + 1) == "to" and i - s.lo <= 3
    return told and not any(i < q.first <= i + 4 for q in s.numbers)


def _said_of(s: Sentence, first: int, i: int) -> tuple[int, int]:
    """The words of a subject without what a clause says of it: `a reminder that banks may not lend lit the fuse`."""
    that = next((k for k in range(first + 1, i) if s.low(k) in ("that", "which", "who")), i)
    return first, that


_LAID = wordset("laid lies lie falls fell goes went belongs rests put pinned placed lay sits")
_SHARE_OF = wordset("most much some all the part half of")


def _laid(s: Sentence, i: int) -> bool:
    """`most of the blame is being laid at China's door`, `the credit goes to the Fed`."""
    if (
        s.low(i) not in ("blame", "credit")
        or s.low(i - 1) != "the"
        or not set(s.words(clause_start(s, i), i)) <= _SHARE_OF
    ):
        return False
    return bool(_LAID & set(s.words(i + 1, i + 5)))


_ASKED = wordset("drove reason trigger culprit caused sparked driver catalyst fuelled")
_MOVED = wordset(
    "fall rise drop jump slide sink rally sell tumble surge crash soar plunge climb slip gain lose selloff"
)


def _answers(s: Sentence) -> bool:
    """Whether the sentence before asks for the cause: `What drove it?`, `The reason?`, `Why did gold fall?`"""
    end = s.lo - 1
    if end < 0 or s.tokens[end].text != "?" or denied(s, s.lo, s.hi) or s.low(s.lo) in IDLE:
        return False
    asked = []
    for token in reversed(s.tokens[max(end - 25, 0) : end]):
        if token.kind == "end":
            break
        asked.append(token.low)
    return bool(_ASKED & set(asked)) or ("why" in asked and bool(_MOVED & set(asked))) or {"who", "did", "it"} <= set(asked)  # fmt: skip


def _singled_out(s: Sentence, i: int) -> bool:
    """`it was the tariffs that moved the market`."""
    if s.low(i) != "it" or s.low(i + 1) not in ("was", "is"):
        return False
    that = next((k for k in range(i + 3, min(i + 16, s.hi)) if s.low(k) == "that"), 0)
    done = s.low(that + 1) in _ACTS | _SENDS | {"moved", "did", "sank"} if that else False
    return done and on_markets(s, that + 2, s.hi) and not denied(s, i, i + 3)


def _is_shy(s: Sentence, first: int, i: int) -> bool:
    """`if tariffs are the reason`, `to explain`, `I blame`."""
    lead = s.words(first, i)
    emphatic = [k for k, w in enumerate(lead) if w == "what" and k and lead[k - 1] in BE]  # `tariffs are what did it`
    return any(
        w in ("if", "whether", "what", "to", "why", "let", "i", "you") and k not in emphatic for k, w in enumerate(lead)
    )


def _says_so(s: Sentence, i: int) -> bool:
    match = _SAYS_SO.match(s.tokens, i, s.hi)
    if match is None or i == s.lo:
        return False
    words = s.phrase(i, match[0]).lower()
    if words.endswith("why"):
        return on_markets(s, match[0], s.hi) and s.low(match[0]) not in ("i", "we", "you")
    if words in ("did this", "that did it", "what did it", "did it"):
        ends = match[0] >= s.hi or s.tokens[match[0]].text in SIGNS
        return ends and s.low(i - 1) not in _DOERS
    return True


_DOERS = wordset("i we you he she it they who never only ever also all both each one") | frozenset(SIGNS)


def _is_driver(s: Sentence, i: int) -> bool:
    """`is the main driver`; `the trigger was`, `the culprit: the dollar`."""
    if s.low(i) == "source" and not (s.low(i + 1) == "of" and on_markets(s, i + 2, min(i + 8, s.hi))):
        return False
    if s.low(i) not in _DRIVERS or s.low(i + 1) in ("i", "we", "you", "to", "not"):
        return False
    det = next((k for k in range(i - 1, max(i - 4, s.lo) - 1, -1) if s.low(k) in ("the", "a", "its", "one")), -1)
    if det < 0 or s.low(det - 1) in ("for", "no", "with", "of", "behind"):
        return False
    if s.tokens[det - 1].text == "," and any(w in BE for w in s.words(det - 7, det - 1)):
        return True  # `X is, in our view, the reason`
    if s.low(det - 1) in BE and det - 1 > s.lo and s.low(det - 2) not in ("it", "that", "this", "what", "there"):
        return True
    if s.low(det - 1) in BE and s.low(det - 2) in ("it", "that", "this") and s.low(i) in ("reason", "cause", "driver"):
        return named(s, i, s.hi)
    named_so = det == clause_start(s, det) and s.low(det) == "the"
    after = i + 1
    while s.low(after) in (
        "for",
        "of",
        "behind",
        "the",
        "this",
        "that",
        "all",
        "move",
        "slide",
        "decline",
        "rise",
        "fall",
        "rally",
        "drop",
        "jump",
    ):
        after += 1
    if s.tokens[min(after, s.hi - 1)].text == ",":  # `The proximate cause, if you like such things, was`
        after = next((k + 1 for k in range(after + 1, min(after + 9, s.hi)) if s.tokens[k].text == ","), after)
    return named_so and after < s.hi - 1 and (s.tokens[after].text == ":" or s.low(after) in BE)


def _acts(s: Sentence, i: int) -> bool:
    """`tariffs sparked the slide`, `worries sent stocks lower`."""
    word = s.low(i)
    if (word not in _ACTS and word not in _SENDS) or i == s.lo or s.tokens[i].hyphen:
        return False
    first = clause_start(s, i)
    subject = s.words(first, i)
    if (
        not subject
        or _of_move(s, first, i)
        or subject[0] in _WHERE
        or subject[-1] in ("the", "a", "to", "of", "is", "was", "were", "are", "been")
    ):
        return False
    end = min(clause_end(s, i + 1), i + 8)
    if not (
        named(s, i + 1, end)
        or moved(s, i + 1, end)
        or any(w in GENERIC | _MOMENTS | _DEALS for w in s.words(i + 1, end))
    ):
        return False
    if word in _ACTS:
        return not any(first <= m.first < i and m.name.kind in ("equity", "equity_index") for m in s.mentions)
    turned = any(w in _WAYS for w in s.words(i + 2, end))
    return turned and not moved(s, first, i) and not named(s, first, i)


def _of_move(s: Sentence, first: int, i: int) -> bool:
    """`a rally that had lifted the S&P 500`: what a move of the market itself came to."""
    that = next((k for k in range(i - 1, first, -1) if s.low(k) in ("that", "which")), first)
    mark = next((m for m in s.marks if m.last == that and m.first >= first), None)
    return mark is not None and (mark.cue.noun or mark.cue.role == "noun")


def _weighs(s: Sentence, i: int) -> bool:
    """`worries about growth weighed on stocks`, `a story that helped`."""
    if s.low(i) not in _WEIGHED or s.low(i + 1) not in ("on", "heavily"):
        return False
    return i > clause_start(s, i) and on_markets(s, i + 1, min(i + 8, s.hi))


def _cites(s: Sentence, i: int) -> bool:
    """`traders cited the nomination`, `analysts pointed to`."""
    word = s.low(i)
    if word in ("cited", "cite", "blamed", "blame", "credited", "credit") or (
        word in ("pointed", "point") and s.low(i + 1) == "to"
    ):
        return i > s.lo and by_actors(s, max(clause_start(s, i), i - 4), i) and s.low(i + 1) not in ("by", "for")
    return word == "citing" and i > s.lo


def _behind(s: Sentence, i: int) -> bool:
    """`was behind Friday's print`, `Behind the decline stood the shutdown`."""
    if s.low(i) != "behind" or i + 2 >= s.hi:
        return False
    led = (s.low(i - 1) in BE and s.low(i + 1) in _THE_MOVE | {"friday's", "monday's"}) or s.tokens[i + 1].possessive
    if s.low(i - 1) in BE and led:
        moves = any(m.cue.role in ("noun", "move") and i < m.first <= i + 5 for m in s.marks)
        return moves or any(w in ("print", "buying", "selling", "flows") for w in s.words(i + 2, i + 5))
    end = clause_end(s, i)
    told = any(w in ("stood", "stands", "lies", "lay", "is", "are", "was", "were") for w in s.words(i + 2, end))
    return i - s.lo <= 1 and moved(s, i, end) and told


_THE_MOVE = wordset("the this that these those much most part today's yesterday's all")
_SHARES = wordset("most part much some half all the this that a it why these both")


def _accounts(s: Sentence, i: int) -> bool:
    """`bill paydowns explain most of the move`, `higher margins may explain part of this`."""
    if s.low(i) not in _EXPLAINED or s.low(i + 1) not in _SHARES or i == s.lo:
        return False
    first = clause_start(s, i)
    subject = s.words(first, i)
    if (
        not subject
        or subject[0] in ("i", "we", "you", "let", "it", "he", "she")
        or "to" in subject
        or denied(s, s.lo, i)
    ):
        return False
    end = clause_end(s, i)
    return s.low(i + 1) in ("most", "part", "much", "some", "half", "all", "this") or on_markets(s, i + 1, end)
