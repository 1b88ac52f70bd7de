"""Names in text: instruments of the tape, instruments that it lacks, pronouns and general nouns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from generator.check.text.concepts import ANAPHORS, CLASS_FUNDS, CONCEPTS, FLOW_NAMES
from generator.check.text.tokens import Phrases, Token, tokenize
from generator.check.text.wordset import wordset
from generator.market import Instrument

_THE = wordset("the a an us u.s. our its this that")
_ALONE = wordset("russell dow real target won tin reserves banks comp the")
_NOT_NAMES = frozenset({"real", "won", "target"})
_INDEX_WORDS = frozenset(["index", "benchmark", "gauge", "composite", "measure", "average"])


@dataclass(frozen=True, slots=True)
class Name:
    """What a name stands for: the keys on the tape, or (`key` None) an instrument that the tape lacks."""

    concept: str
    key: str | None
    kind: str
    label: str
    anaphor: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """A name at tokens `first` to `last` (exclusive)."""

    first: int
    last: int
    name: Name

    @property
    def key(self) -> str | None:
        """The instrument's key on the tape."""
        return self.name.key


class Directory:
    """All names that a draft may use, given the instruments of a tape."""

    def __init__(self, instruments: Mapping[str, Instrument]) -> None:
        self.instruments = instruments
        self.kinds: dict[str, str] = {key: i.kind for key, i in instruments.items()}
        self.labels: dict[str, str] = {key: i.name for key, i in instruments.items()}
        self._phrases: Phrases[Name] = Phrases()
        self._by_concept: dict[str, str] = {}
        self._named = {
            name.lower(): key for key, i in reversed(list(instruments.items())) for name in (i.name, *i.aliases)
        }
        for words, kinds in ANAPHORS.items():
            self._phrases.add(words, Name("", None, "", words, kinds))
        for concept in CONCEPTS:
            self._add_concept(concept)
        for words in CLASS_FUNDS.split(";"):
            self._add(Name(words.lower(), None, "flow", words), [words])
        for key, instrument in instruments.items():
            self._add(Name(key, key, instrument.kind, instrument.name), [instrument.name, *instrument.aliases])
        self._add_flows()
        if {"fed_assets", "tga", "rrp"} <= {i.role for i in instruments.values()} or "liquidity" in instruments:
            self.kinds["liquidity"], self.labels["liquidity"] = "balance", "Net liquidity"
            self._add(Name("liquidity", "liquidity", "balance", "Net liquidity"), CONCEPTS["liquidity"][1].split(";"))

    def _add_concept(self, concept: str) -> None:
        kind, names = CONCEPTS[concept]
        words = names.split(";")
        key = self._key_of(concept, words)
        if key is not None:
            self._by_concept[concept] = key
        label = self.labels.get(key or "", words[0])
        if concept in ("curve", "liquidity"):
            key = None
        if concept in _COLLECTIONS:
            for word in words:
                own = self._key_of("", [word])
                self._add(Name(word.lower(), own, kind, self.labels.get(own or "", word)), [word])
            return
        self._add(Name(concept, key, self.kinds.get(key or "", kind), label), words)

    def _key_of(self, concept: str, words: Sequence[str]) -> str | None:
        if concept in self.instruments:
            return concept
        return next((self._named[w.lower()] for w in words if w.lower() in self._named), None)

    def _add_flows(self) -> None:
        self.flows = {i.of: key for key, i in self.instruments.items() if i.kind == "flow" and i.of}
        for of, names in FLOW_NAMES.items():
            key = self.flows.get(of)
            self._add(
                Name(f"{of}_flow", key, "flow", self.labels.get(key or "", names.split(";")[0])), names.split(";")
            )

    def _add(self, name: Name, words: Sequence[str]) -> None:
        for word in words:
            self._phrases.add(word, name)

    def key(self, concept: str) -> str | None:
        """The key on the tape of a built-in concept."""
        return self._by_concept.get(concept)

    def kind(self, key: str) -> str:
        """The kind of an instrument on the tape."""
        return self.kinds.get(key, "")

    def label(self, key: str) -> str:
        """The name of an instrument on the tape."""
        return self.labels.get(key, key)

    def flow_of(self, key: str) -> str | None:
        """The flow series that belongs to an instrument or to the fund that tracks it."""
        if self.kinds.get(key) == "flow":
            return key
        return self.flows.get(_TRACKED.get(key, key)) or self.flows.get(key)

    def find(self, tokens: Sequence[Token]) -> list[Mention]:
        """The names of a block, longest first from the left."""
        found: list[Mention] = []
        i = 0
        while i < len(tokens):
            match = self._phrases.match(tokens, i)
            if match is None or not _plausible(tokens, i, match[0], match[1]):
                i += 1
                continue
            last, name = match
            if tokens[i].hyphen and i and tokens[i - 1].low in ("anti", "non", "ex", "pre", "post"):
                i = last
                continue
            if tokens[i].low == "the" and i + 1 < len(tokens):
                inner = self._phrases.match(tokens, i + 1)
                if inner is not None and inner[0] >= last and inner[1].anaphor is None:
                    last, name = inner
            if name.concept == "inflation" and found and found[-1].name.kind == "crypto" and i - found[-1].last <= 2:
                i = last
                continue
            found.append(Mention(i, last, name))
            i = last
        return found

    def knows(self, words: str) -> bool:
        """Whether a text begins with a known name."""
        tokens = tokenize(words)
        return bool(tokens) and self._phrases.match(tokens, 0) is not None


_AFTER_GROUP = wordset("""
    were are have had has both all moved fell rose closed finished ended gained lost respectively did together each
    now indices benchmarks also
""")
_COLLECTIONS = wordset("""
    foreign stocks sectors metals gas altcoins yields fx macro tlt oil fedtarget move
""")
_TRACKED = {"iwm": "rut", "spy": "spx", "gld": "gold", "slv": "silver"}
_ORDINARY = wordset("""
    shell target ford real won uber meta oracle visa gap nike apple sap adobe unity block square tin steel corn
    sugar coffee gas sales turnover utilities materials industrials financials earnings profits wages revenue
    inflation unemployment valuation dominance slope rate reserves lucid comp move dia smi kiwi rand peso krona sony
    ups ge bp
""")
_TITLE_ONLY = wordset("""
    shell target ford uber meta oracle nike apple sap adobe sony ups ge bp lucid comp dia smi won kiwi dow russell
    move eth fxs
""")


def _plausible(tokens: Sequence[Token], first: int, last: int, name: Name) -> bool:
    """Whether a word that is also an ordinary one is meant as a name here."""
    if name.anaphor in (("two",), ("all",)) and tokens[last - 1].low in ("two", "three", "four"):
        return last >= len(tokens) or tokens[last].kind != "word" or tokens[last].low in _AFTER_GROUP
    if last - first > 1:
        return True
    token = tokens[first]
    if token.low in _TITLE_ONLY and not token.text[:1].isupper():
        return False
    if token.low in _NOT_NAMES and not token.text[:1].isupper():
        return False
    if token.low == "gold" and last < len(tokens) and tokens[last].low in ("standard", "medal", "rush"):
        return False
    return not (
        token.low in ("index", "metal", "yield", "latter", "former")
        and name.anaphor is not None
        and not (first and tokens[first - 1].low in ("the", "this", "that", "same", "same-day"))
    )
