"""What no tape can show: causes, forecasts, advice, quotations and attributions. They are found and named as such."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from generator.check.binding.claim import Claim
from generator.check.comparing.policy import Ruling
from generator.check.text.sentence import Sentence
from generator.check.text.tokens import Phrases
from generator.check.text.wordset import wordset
from generator.market import Statement

_CAUSES: Phrases[str] = Phrases((words, "cause") for words in ["because", "because of", "driven by", "on the back of", "thanks to", "due to", "owing to", "as a result of", "in response to", "helped by", "lifted by", "boosted by", "buoyed by", "supported by", "fuelled by", "fueled by", "weighed down by", "dragged down by", "dragged lower by", "pushed higher by", "pushed lower by", "spurred by", "sparked by", "triggered by", "prompted by", "pressured by", "propelled by", "underpinned by", "on hopes", "on fears", "on worries", "on concerns", "on optimism", "on expectations", "on signs", "on news", "on speculation", "on safe-haven demand", "on haven demand", "on profit-taking", "on demand", "amid", "caused by", "blamed on", "attributed to", "in the wake of", "reacting to", "reflecting", "was behind the move", "were behind the move", "is what did it", "is the main driver", "was the main driver", "are the main driver", "the culprit", "was the reason", "is the reason", "was to blame", "explains the", "explained by", "courtesy of", "as investors", "as traders", "as markets", "as buyers", "as sellers", "as dealers", "as hopes", "as fears", "as worries", "as concerns", "behind the move", "behind the decline", "behind the rise", "behind the rally", "behind the fall", "behind the selloff", "behind the jump", "came from", "stems from", "stemmed from", "drove the", "driving the", "the driver", "as funds", "as bond", "in reaction to", "led by fears", "spooked by", "rattled by", "cheered by", "encouraged by", "hurt by", "hit by", "aided by", "stoked by", "on relief", "on renewed", "following", "on the prospect", "a reaction to", "the main driver", "is driving", "are driving", "was driving", "has driven", "drove"])  # fmt: skip
_WHOLE = frozenset(
    {
        "was behind the move",
        "were behind the move",
        "is what did it",
        "is the main driver",
        "was the main driver",
        "are the main driver",
        "was the reason",
        "is the reason",
        "was to blame",
        "is driving",
        "are driving",
        "was driving",
        "the main driver",
        "has driven",
        "drove",
        "drove the",
    }
)
_NOT_AS = wordset("""
    of well if though a an at usual expected much many high low far soon long follows such the always ever it you i
    we they one in for on and or measured shown per before with to did does was were is has good
""")
_MODALS = wordset("won't will shall 'll would should could may might")
_FORECASTS: Phrases[str] = Phrases((words, "forecast") for words in ["we expect", "i expect", "expects", "is expected to", "are expected to", "expected to", "we see", "i think we see", "think we see", "likely to", "is likely", "are likely", "going to", "is set to", "are set to", "set to", "poised to", "forecast", "forecasts", "we forecast", "target of", "price target", "year-end target", "targets", "our target", "predict", "predicts", "we anticipate", "on course to", "bound to", "destined to", "by year-end", "by christmas", "before christmas", "by summer", "before the summer", "next year", "next month", "next quarter", "the coming weeks", "the coming months", "i would bet", "my bet", "the outlook is", "outlook for", "ought to", "sees the", "looking for", "we think", "projected to", "projects", "we look for"])  # fmt: skip
_ADVICE = re.compile(
    r"\b(?:you should|investors should|traders should|we recommend|i recommend|buy the dip|time to (?:buy|sell)|(?:is|a) (?:strong )?(?:buy|sell)\b|don't use it as)",
    re.I,
)
_INSTRUCTIONS = re.compile(
    r"\b(?:as instructed|ignore (?:all|the|any)|previous (?:facts|instructions)|to be ignored|note to (?:all )?assistants?|rate this report|editor's note|transfer all|open (?:a|an) [a-z]+ account|sponsored|our partner|click here|sign up|subscribe|call 555|promo code)\b",
    re.I,
)
_SAYING = wordset("""
    said says say told noted notes added pointed reported reports revealed argued argues wrote writes suggested
    suggests according warned believes claimed commented remarked reviewed
""")
_IMPERSONAL = frozenset(["you", "your", "i", "nobody", "anyone", "no-one"])


def bind_statements(s: Sentence) -> Iterator[Claim]:
    """Claims of kinds that numbers never support."""
    found = [*_quotes(s), *_forecasts(s), *_causes(s), *_stories(s), *_attributions(s), *_advice(s)]
    yield from found


def _settled(s: Sentence, first: int, last: int, kind: str, reason: str, message: str) -> Claim:
    return Claim(s, first, max(last, first + 1), kind, settled=Ruling("not_covered", "source", reason), message=message)


def _clause_end(s: Sentence, i: int) -> int:
    while i < s.hi and s.tokens[i].text not in ",;.()\u2014:" and i - s.lo < 400:
        i += 1
    return i


def _market(s: Sentence) -> bool:
    return any(m.name.anaphor is None for m in s.mentions) or any(
        m.cue.role in ("move", "record", "compare", "flat") for m in s.marks
    )


def _causes(s: Sentence) -> Iterator[Claim]:
    moves = [m for m in s.marks if m.cue.role in ("move", "state", "noun", "record", "compare", "flat", "level")]
    if not moves and not s.numbers and not any(w in s.text.lower() for w in _WHOLE):
        return
    i = s.lo
    while i < s.hi:
        match = _CAUSES.match(s.tokens, i, s.hi)
        if match is None:
            match = _as_clause(s, i)
        if match is None or not _has_move_near(s, i, match[0]):
            i += 1
            continue
        words = s.phrase(i, match[0]).lower()
        end = _clause_end(s, match[0])
        first = _clause_start(s, i) if words in _WHOLE else i
        yield _settled(s, first, end, "cause", "cause", "A cause: no tape can show it.")
        i = max(end, match[0])


def _clause_start(s: Sentence, i: int) -> int:
    while i > s.lo and s.tokens[i - 1].text not in ",;:.()\u2014":
        i -= 1
    return i


def _has_move_near(s: Sentence, i: int, stop: int) -> bool:
    """Whether something that moved stands in the sentence, outside the cause itself."""
    word = s.low(i)
    if word in ("following", "drove", "came", "driving", "reflecting") and not any(
        m.name.anaphor is None for m in s.mentions
    ):
        return False
    if word == "following" and s.low(i - 1) in ("the", "a", "on"):
        return False
    if s.phrase(i, stop).lower() in _WHOLE or word == "behind":
        return True
    left = any(
        m.last <= i and m.cue.role in ("move", "state", "noun", "record", "compare", "flat", "level", "super")
        for m in s.marks
    ) or any(q.last <= i for q in s.numbers)
    ahead = i - s.lo <= 1 and _market(s)
    return (left and _market_or_number(s)) or ahead


def _market_or_number(s: Sentence) -> bool:
    return bool(s.mentions) or bool(s.numbers)


def _as_clause(s: Sentence, i: int) -> tuple[int, str] | None:
    """`..., as calm returned`: a clause of reason after something that moved."""
    if s.low(i) != "as" or s.low(i + 1) in _NOT_AS or i <= s.lo or i + 2 >= s.hi:
        return None
    if (
        s.low(i - 1)
        in ("such", "same", "as", "soon", "far", "well", "just", "same", "so", "known", "regarded", "seen", "marked")
        or any(w.first == i + 1 for w in s.whens)
        or any(q.first == i + 1 for q in s.numbers)
    ):
        return None
    end = _clause_end(s, i + 1)
    verbs = [
        k
        for k in range(i + 2, end)
        if s.low(k).endswith(("ed", "ing", "s"))
        or s.low(k) in ("fell", "rose", "sold", "bought", "went", "came", "took")
    ]
    return (i + 1, "cause") if verbs and "as" not in s.words(i + 1, end) else None


def _stories(s: Sentence) -> Iterator[Claim]:
    """`is, in our view, a financing-cost story`."""
    for i in range(s.lo, s.hi):
        if s.low(i) not in ("story", "tale", "phenomenon"):
            continue
        if any(t.hyphen for t in s.tokens[max(s.lo, i - 3) : i]) and any(w in ("is", "was") for w in s.words(s.lo, i)):
            first = next((k for k in range(i - 1, s.lo, -1) if s.low(k) in ("a", "an", "the")), i - 1)
            yield _settled(s, first, i + 1, "cause", "cause", "A cause: no tape can show it.")


def _forecasts(s: Sentence) -> Iterator[Claim]:
    text = s.text.rstrip()
    if text.endswith("?"):
        return
    for i in range(s.lo, s.hi):
        phrase = _FORECASTS.match(s.tokens, i, s.hi)
        modal = s.low(i) in _MODALS and i > s.lo and s.low(i - 1) not in _IMPERSONAL and not s.tokens[i].hyphen
        if not phrase and not modal:
            continue
        if not _forward(s, i, bool(phrase)):
            continue
        if phrase:
            end = _clause_end(s, phrase[0])
            first = _clause_start(s, i) if s.low(i) in ("by", "before", "next", "the") else i
            yield _settled(
                s, first, max(end, phrase[0]), "forecast", "forecast", "A forecast: nothing on the tape can answer it."
            )
        else:
            first = _subject_start(s, i)
            yield _settled(
                s, first, _clause_end(s, i), "forecast", "forecast", "A forecast: nothing on the tape can answer it."
            )
        return


def _subject_start(s: Sentence, i: int) -> int:
    start = _clause_start(s, i)
    return start if i - start <= 6 else i - 1


def _forward(s: Sentence, i: int, phrase: bool) -> bool:
    """Whether a sentence of the future speaks of the market."""
    marketable = (
        any(m.name.anaphor is None or m.last == i for m in s.mentions)
        or any(m.cue.role in ("move", "record", "compare") for m in s.marks)
        or any(w.grain in ("year", "month") for w in s.whens)
        or any(q.unit for q in s.numbers)
    )
    if not marketable and not phrase:
        return False
    if s.low(i) in ("would", "could") and any(w in s.words(s.lo, i) for w in ("said", "says", "told")):
        return True
    if (
        s.low(i) in ("would", "could", "should")
        and any(w in s.words(i, i + 3) for w in ("have", "be", "you", "i"))
        and s.low(i) != "should"
    ):
        return False
    return marketable or (phrase and (bool(s.numbers) or s.low(i) in ("by", "before") or s.low(i) == "we"))


def _quotes(s: Sentence) -> Iterator[Claim]:
    marks = [i for i in range(s.lo, s.hi) if s.tokens[i].text == '"']
    for start, stop in zip(marks[::2], marks[1::2], strict=False):
        words = sum(s.tokens[k].kind == "word" for k in range(start, stop))
        said = any(w in _SAYING for w in s.words(stop, stop + 4)) or any(
            w in _SAYING for w in s.words(start - 4, start)
        )
        if words >= 4 and (said or words >= 7):
            end = stop + 1
            if said and any(w in _SAYING for w in s.words(stop, stop + 4)):
                end = _clause_end(s, stop + 1)
                end = end if end > stop + 1 else min(s.hi, stop + 2)
            yield _settled(s, start, min(end, s.hi), "quote", "quote", "A quotation without a stored source.")


_TELLING = frozenset({"according", "reports", "said", "told", "says"})


def _attributions(s: Sentence) -> Iterator[Claim]:
    if any(s.tokens[i].text == '"' for i in range(s.lo, s.hi)):
        return
    for i in range(s.lo, s.hi - 1):
        if s.tokens[i].low not in _TELLING:
            continue
        pair = tuple(s.words(i, i + 2))
        if pair == ("according", "to") or (s.low(i) == "reports" and s.low(i - 1) in ("bank", "fund", "agency")):
            yield _settled(
                s,
                max(_clause_start(s, i), s.lo) if pair[0] == "reports" else i,
                _clause_end(s, i + 2),
                "attribution",
                "quote",
                "An attribution without a stored source.",
            )
            return
        if s.low(i) in ("said", "told", "says") and i > s.lo and _market(s):
            first = _clause_start(s, i)
            yield _settled(
                s, first, _clause_end(s, i), "attribution", "quote", "An attribution without a stored source."
            )
            return


def _advice(s: Sentence) -> Iterator[Claim]:
    text = s.text
    for pattern, message in (
        (_ADVICE, "Advice: nothing on the tape can support it."),
        (_INSTRUCTIONS, "Not a statement about the market."),
    ):
        match = pattern.search(text)
        if match:
            base = s.tokens[s.lo].start
            inside = [
                k
                for k in range(s.lo, s.hi)
                if s.tokens[k].start >= base + match.start() and s.tokens[k].end <= base + match.end() + 1
            ]
            if inside:
                yield _settled(s, inside[0], _clause_end(s, inside[-1]), "advice", "forecast", message)
                return


def sourced(s: str, statements: Sequence[Statement]) -> Statement | None:
    """The stored statement whose words a quotation repeats."""
    plain = _letters(s)
    return next((x for x in statements if len(plain) > 20 and plain in _letters(x.text) and x.kind == "quote"), None)


def _letters(text: str) -> str:
    return re.sub(r"[^a-z0-9 ]", "", text.lower())
