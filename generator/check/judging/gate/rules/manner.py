"""How a sentence speaks: certain or possible, denied or asserted, why, who says so, what to do."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from generator.check.judging.gate.words.common import COMMON
from generator.check.judging.gate.words.news import CERTAIN, NEWS
from generator.check.judging.gate.words.vocabulary import Vocabulary, content, stems
from generator.check.report import Reason
from generator.check.text.sentence import Sentence
from generator.check.text.wordset import wordset

Fault = tuple[Reason, str]
_MAY = wordset("may might can could perhaps possibly possible maybe need needn't cannot can't or if not-necessarily")
_NOT = re.compile(
    r"\b(?:not|no|nothing|never|nobody|none|neither|nor|cannot|without|unknown|too|unable|exclud\w*|except|silent)\b|n't\b",
    re.I,
)
_MAY_BE = wordset("may might could perhaps possibly")
_DENIAL = re.compile(r"\b(?:not|no|nothing|never|none|neither|cannot)\b|n't\b", re.I)
_FUTURE = re.compile(r"\b(?:will|won't|shall|must|going to|about to|set to|bound to|sure to|certain to|destined to|due to (?:rise|fall)|matter of (?:days|weeks|months|time)|should be|should (?:rise|fall|see|be)|tends? to|(?:further|room|more) to (?:go|run|rise|fall|climb|come)|soon|is coming|are coming|next (?:week|month|quarter|year)|before long)\b", re.I)  # fmt: skip
_SAYING_NOTHING = re.compile(
    r"\b(?:won't|will not|shall not|shan't)\s+(?:\w+\s+){0,2}(?:say|tell|call|speak|claim|show|explain|find|reveal|give|guess|speculate|name|know|mind|help|go into|be (?:told|saying|calling))|\b(?:you|we|i)(?:'ll| will)\b",
    re.I,
)
_CAUSE = re.compile(
    r"\b(?:because(?: of)?|due to|owing to|thanks to|driven by|fuell?ed by|on the back of|as a result of|in response to|in the wake of|amid|on (?:news|hopes|fears|worries|concerns|optimism|expectations|signs|speculation|reports)\b(?: of| that)?|caused (?:by|a|an|the)|reflecting|spurred|sparked|triggered|prompted|thanks|courtesy of|explained by|blamed on|attributed to|led to|which means|meaning that|held (?:back|up|down) by|weighed (?:on|down)|(?:is|are|was|were) the (?:cause|reason|driver|explanation)s?|a sign (?:of|that)|drives?|drove|driving|fuels?|determines?|(?:(?!measured|gauged|defined|followed|judged|divided|multiplied|accompanied|surrounded|covered|based|indexed)\w{2,}ed|led|hit|hurt|driven|held) by|stood behind|behind (?:it|this|that|the \w+) (?:is|are|was|were|stood))\b(?P<rest>[^.;:!?]*)",
    re.I,
)
_AS = re.compile(
    r",? \bas (?!of\b|well\b|if\b|though\b|much\b|many\b|usual\b|for\b|in\b|on\b|measured\b|a\b|an\b|it\b|at\b|always\b|low\b|high\b|far\b|long\b|today|current|the \d)(?P<rest>[^,.;:!?]*)",
    re.I,
)
_SAYS = re.compile(
    r"\b(?:said|says|say|told|tells|according to|reckons?|believes?|argues?|argued|thinks?|warns?|warned|claims that|claimed|considers?|expects?|put it|puts it|reports that|reported|wrote|writes)\b",
    re.I,
)
_SPEAKS = re.compile(rf"{_SAYS.pattern}|\b(?:speaks?|spoke)\b", re.I)
_VOICED = re.compile(r"\b(?:said|told|according to|argues?|argued|warned|claimed|reported|wrote)\b", re.I)
_SPEAKERS = wordset(
    "data figures figure numbers file files series study nothing we our i us record records us let that's tape they it you please"
)
_ORDERS = re.compile(
    r"(?:^|[.;:!?\u2014]\s*|\band |\bthen )(?:don't |do not |never |always )?(?:buy|sell|trim|hedge|add|avoid|chase|accumulate|rotate|dump|ditch|invest|rebalance|lighten|short|own|load up|take profits|lock in|wait for|stay (?:long|short|invested|away|out)|get (?:in|out)|switch|forward|share|click|visit|call \d|tell (?:your )?clients|move (?:your )?)\b(?! on to| to the side)",
    re.I,
)
_ASKS = re.compile(
    r"\b(?:if you ask me|time to (?:buy|sell|add|act)|you should|investors should|readers are|are asked to|a (?:strong )?(?:buy|sell)\b|worth (?:buying|owning|adding)|wait for a|better to)\b",
    re.I,
)


def faults_of_manner(
    s: Sentence, words: Vocabulary, plain: Sequence[Sentence], own: Sequence[Sentence]
) -> Iterator[Fault]:
    """What the way of speaking adds to the plain text, and whose words it takes for its own."""
    text = s.text.replace("\u2019", "'")
    if own and not _SAYS.search(text) and not _VOICED.search(text) and all(_VOICED.search(p.text) for p in own):
        yield "quote", "The plain text says who says so."
    if any(w in _META and not words.has(w) for w in s.vocabulary):
        yield "no_source", "It speaks of the text, not of the market."
    yield from _certainty(s, text, words, plain, own)
    yield from _causes(text, words)
    yield from _voices(s, text, words, plain, own)
    if (_ORDERS.search(text) and not _all_known(_ORDERS, text, words)) or _ASKS.search(text):
        yield "forecast", "Advice that the plain text does not give."


def _certainty(
    s: Sentence, text: str, words: Vocabulary, plain: Sequence[Sentence], own: Sequence[Sentence]
) -> Iterator[Fault]:
    calm = _SAYING_NOTHING.sub(" ", text)
    future = _FUTURE.search(calm)
    if (
        future
        and not (future[0].lower() in words.plain or _in_plain(future[0], plain) or _all_in(future[0], own))
        and not foretold(s, own)
        and not calm.rstrip().endswith("?")
    ):
        yield "forecast", "A statement about the future, or stronger than the plain text's."
    if "should" in s.words(s.lo, s.hi) and "should" not in words.plain and not _NOT.search(text):
        yield "forecast", "Advice or a forecast that the plain text does not have."
    if any(w in CERTAIN and w not in words.plain for w in s.words(s.lo, s.hi)):
        yield "forecast", "Certainty that the plain text does not have."


def foretold(s: Sentence, own: Sequence[Sentence]) -> bool:
    """`the next close will show` for `shows with the next close`: what its plain sentences say of what comes next."""
    done = stems("begin" if s.low(i + 1) == "start" else s.low(i + 1) for i in s.places({"will"}))
    return bool(done) and any("next" in p.vocabulary and done <= stems(p.vocabulary) for p in own)


def _possible(s: Sentence) -> bool:
    return any(w in _MAY for w in s.words(s.lo, s.hi))


def caveat_of(s: Sentence, plain: Sequence[Sentence]) -> Sentence | None:
    """The caveat of the plain text that a sentence speaks of: most of its words are the caveat's."""
    own = content(s.low(i) for i in range(s.lo, s.hi) if not any(w.first <= i < w.last for w in s.whens))
    best = max(plain, key=lambda p: len(own & content(p.words(p.lo, p.hi))), default=None)
    if best is None or len(own) < 3 or len(own & content(best.words(best.lo, best.hi))) < max(2, 0.6 * len(own)):
        return None
    return best


def _in_plain(phrase: str, plain: Sequence[Sentence]) -> bool:
    return any(phrase.lower() in p.text.lower() for p in plain)


_META = wordset("""
    instructed instruct instruction instructions requested prompt prompted system assistant ai rewritten rewrite
    paragraph paragraphs passages slot slots draft json editor
""")


def _all_in(phrase: str, own: Sequence[Sentence]) -> bool:
    """Whether one plain sentence has every word of a phrase."""
    return any(set(phrase.lower().split()) <= p.vocabulary for p in own)


def _causes(text: str, words: Vocabulary) -> Iterator[Fault]:
    for pattern in (_CAUSE, _AS):
        for found in pattern.finditer(text):
            if pattern is _AS and (
                len(found["rest"].split()) < 2
                or (
                    text[: found.start()].split()[-1:][0:1]
                    and text[: found.start()].rsplit(maxsplit=1)[-1].lower() in _BEFORE_AS
                )
            ):
                continue
            if found[0].lower().split()[0] in _ACTIVE and not words.has(found[0].lower().split()[0]):
                yield "cause", "A cause: nothing in the data shows it."
                return
            if re.match(
                r"\s*(?:a|about|roughly|nearly|almost|some|over|more than|just)?\s*(?:half|third|quarter|fifth|tenth|\d)",
                found["rest"],
            ):
                continue  # `fell by a fifth`
            if found[0].strip(" ,").lower() and not _of_plain(found["rest"], words, bool(pattern is _AS)):
                yield "cause", "A cause: nothing in the data shows it."
                return


_ACTIVE = wordset("caused drives drive drove driving fuels fuel determines determine")
_BEFORE_AS = wordset(
    "same such known well far long soon much many just so not regarded read seen taken measured act acts used use serve served work defined"
)


def _of_plain(rest: str, words: Vocabulary, lenient: bool) -> bool:
    """Whether what follows `because` is only what the plain text says anyway."""
    told = [w for w in re.findall(r"[A-Za-z']+", rest.lower()) if len(w) > 2 and w not in _LIGHT]
    new = [w for w in told if not words.has(w) and (w in NEWS or w not in COMMON)]
    return len(new) <= (len(told) // 2 if lenient else len(told) // 3)


_LIGHT = wordset("""
    the its that this these those only back goes half than about nearly over just and too our with from per cent percent
    basis points point for now has have had was were are been all any both each every some more less other another
    of by to in on at a an it is as so
""")


def gives_voice(s: Sentence) -> bool:
    """Whether a sentence says who says something."""
    return bool(_VOICED.search(s.text))


def _voices(
    s: Sentence, text: str, words: Vocabulary, plain: Sequence[Sentence], own: Sequence[Sentence]
) -> Iterator[Fault]:
    """Quotations, and speakers other than the data."""
    for quoted in re.findall(r'["\u201c]([^"\u201d]{3,})["\u201d]', s.text):
        if len(quoted.split()) >= 4 and not _in_plain(quoted, plain):
            yield "quote", "A quotation that the plain text does not have."
            return
    for found in _SAYS.finditer(text):
        following = found[0].lower() == "according to"
        around = (
            re.findall(r"[A-Za-z]+", text[found.end() :])[:5]
            if following
            else re.findall(r"[A-Za-z]+", text[: found.start()])[-8:]
        )
        if any(w.lower() in _SPEAKERS for w in around) or not around or text.rstrip().endswith("?"):
            continue
        if around[-1].lower() in ("be", "been") or (_ANYONE & {w.lower() for w in around[-2:]} and _argues(own)):
            continue
        capitals = [w for w in around if w[:1].isupper() and w.lower() not in COMMON]
        speakers = (capitals[:2] if following else capitals[-2:]) or around[-2:]
        spoken = frozenset().union(*(p.vocabulary for p in own if gives_voice(p)))
        known = all(words.has(w.lower()) for w in speakers) and (
            not spoken or spoken.issuperset(map(str.lower, capitals[:2]))
        )
        if not known or not any(_SPEAKS.search(p.text) for p in plain):
            yield "quote", "Somebody who does not speak in the plain text."
            return


_ANYONE = wordset("those who anyone anybody whoever somebody someone")


def _argues(own: Sequence[Sentence]) -> bool:
    return any(_SPEAKS.search(p.text) for p in own)


def _all_known(pattern: re.Pattern[str], text: str, words: Vocabulary) -> bool:
    return all(
        words.has(w) for found in pattern.findall(text) for w in re.findall(r"[a-z]+", str(found).lower())
    ) and bool(pattern.findall(text))
