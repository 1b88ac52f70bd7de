"""Names in text: instruments of the tape, instruments that it lacks, pronouns and general nouns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from generator.check.text.aliases import derived, fund_of, is_ticker, names_of_fund, stated
from generator.check.text.concepts import ANAPHORS, CLASS_FUNDS, CONCEPTS, FLOW_NAMES, LOOSE
from generator.check.text.currencies import CURRENCIES, names_of_pair, pairs_on
from generator.check.text.plausible import PARTS, listed_company, part_of, place_moves, plausible, renames, stocked
from generator.check.text.rates import OTHER_RATES, RATE_STARTS, Rate, bond_at, rate_at, rate_of_key
from generator.check.text.tokens import Phrases, Token, Words, tokenize, words_of
from generator.check.text.world import HOMES, MARKETS, PLACES, SHARES
from generator.market import Instrument
from generator.records import dataclass

_ANAPHOR, _FOREIGN, _MARKET, _DERIVED, _BUILT_IN, _STATED = range(6)


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
        self._named = {
            name.lower(): key
            for key, i in reversed(list(instruments.items()))
            for name in reversed([i.name, *i.aliases])
        }
        self._by_concept: dict[str, str] = {}
        self._rates: dict[Rate, str] = {}
        self._table: dict[Words, Name | None] = {}
        self._ranks: dict[Words, int] = {}
        self._proxied = {key for key, i in instruments.items() if i.proxy}
        self._cased: set[str] = set()  # derived from a longer name: only with a capital
        self._flows: dict[str, str] = {}
        self._funds: dict[str, Name] = {}
        self._pairs = pairs_on(instruments)
        self._fill()
        self._cased = {low for low in self._cased if self._ranks[low,] == _DERIVED}
        self._phrases: Phrases[Name] = Phrases((words, name) for words, name in self._table.items() if name)
        self._places = {place: self._market(PLACES[place], place) for place in PLACES}
        self._starts = self._phrases.firsts | RATE_STARTS | PARTS | {words_of(place)[0] for place in PLACES}

    # what is called how

    def _fill(self) -> None:
        for words, kinds in ANAPHORS.items():
            self._put([words], Name("", None, "", words, kinds), _ANAPHOR)
        for concept, (kind, names) in CONCEPTS.items():
            self._put_concept(concept, kind, names.split(";"))
        for words in CLASS_FUNDS.split(";"):
            self._put([words], Name(words.lower(), None, "flow", words), _FOREIGN)
        self._put_currencies()
        for place in MARKETS:
            self._put([place], self._market(MARKETS[place], place), _MARKET)
        for place, concepts in (HOMES | PLACES).items():
            for noun in SHARES.split(";"):
                self._put([f"{place} {noun}"], self._market(concepts, f"{place} {noun}"), _MARKET)
        self._put_flows()
        for key, instrument in self.instruments.items():
            name = Name(key, key, instrument.kind, instrument.name)
            self._put(derived(instrument), name, _DERIVED)
            self._put(stated(instrument), name, _STATED)
            self._put_rate(key, instrument)
        if {"fed_assets", "tga", "rrp"} <= {i.role for i in self.instruments.values()} or "liquidity" in self.kinds:
            self.kinds["liquidity"], self.labels["liquidity"] = "balance", "Net liquidity"
            self._put(
                CONCEPTS["liquidity"][1].split(";"), Name("liquidity", "liquidity", "balance", "Net liquidity"), _STATED
            )

    def _put(self, words: Iterable[str], name: Name, rank: int) -> None:
        """Adds names; a higher rank wins, and what two instruments derive alike names neither."""
        for phrase in words:
            low = words_of(phrase)
            before = self._ranks.get(low, -1)
            if len(low) > 1 and low[-1] in ("2000", "3000", "5000"):
                spelled = (*low[:-1], f"{low[-1][0]},000")
                self._table.setdefault(spelled, name)
                self._ranks.setdefault(spelled, rank)
            if rank == _DERIVED and phrase[:1].isupper() and len(low) == 1:
                self._cased.add(low[0])
            if before < rank:
                self._table[low], self._ranks[low] = name, rank
            elif rank == _DERIVED == before and self._table[low] != name:
                self._table[low] = _shared(phrase, self._table[low], name)

    def _put_concept(self, concept: str, kind: str, words: list[str]) -> None:
        if concept in LOOSE:
            for word in words:
                own = self._key_of("", kind, [word])
                self._put(
                    [word],
                    Name(word.lower(), own, kind, self.labels.get(own or "", word)),
                    _BUILT_IN if own else _FOREIGN,
                )
            return
        key = self._key_of(concept, kind, words)
        if key is not None:
            self._by_concept[concept] = key
        if concept in ("curve", "liquidity"):
            key = None
        name = Name(concept, key, self.kinds.get(key or "", kind), self.labels.get(key or "", words[0]))
        self._put(words, name, _BUILT_IN if key else _FOREIGN)

    def _key_of(self, concept: str, kind: str, words: Sequence[str]) -> str | None:
        if concept in self.instruments and _alike(self.kinds[concept], kind):
            return concept
        found = (self._named.get(w.lower()) for w in words)
        return next((key for key in found if key is not None and _alike(self.kinds[key], kind)), None)

    def _put_rate(self, key: str, instrument: Instrument) -> None:
        if instrument.kind != "rate":
            return
        own = rate_of_key(key)
        for text in stated(instrument):
            tokens = tokenize(text)
            found = rate_at(tokens, 0) if tokens else None
            if found is not None and found[0] == len(tokens) and found[1].tenor:
                family = found[1].family or (own.family if own else "us")
                self._rates.setdefault(Rate(family, found[1].tenor), key)
        if own is not None:
            self._rates.setdefault(own, key)

    def _put_currencies(self) -> None:
        for (base, quote), key in self._pairs.items():
            self._put(names_of_pair(base, quote), Name(key, key, "fx", self.labels[key]), _BUILT_IN)
        for code, names in CURRENCIES.items():
            if code == "USD":
                continue
            own = self._pairs.get((code, "USD")) or self._key_of(f"{code.lower()}usd", "fx", names.split(";"))
            label = self.labels.get(own or "", names.split(";")[0])
            self._put([code, *names.split(";")], Name(code.lower(), own, "fx", label), _BUILT_IN if own else _FOREIGN)
            for other in CURRENCIES:
                if other != code and (code in ("EUR", "GBP", "AUD", "NZD") or other in ("JPY", "CNY", "CHF", "CAD")):
                    self._put(
                        names_of_pair(code, other),
                        Name(f"{code}{other}".lower(), None, "fx", f"{code}/{other}"),
                        _FOREIGN,
                    )

    def _put_flows(self) -> None:
        for key, instrument in self.instruments.items():
            if instrument.kind != "flow":
                continue
            if instrument.of:
                self._flows.setdefault(instrument.of, key)
            fund = fund_of(instrument)
            if fund and is_ticker(fund[0]):
                owner = next((k for n in fund if (k := self._named.get(n.lower())) and self.kinds[k] != "flow"), None)
                self._flows[owner or fund[0].lower()] = key
                name = Name(owner or fund[0].lower(), owner, self.kinds.get(owner or "", "etf"), fund[-1])
                self._funds[key] = name
                if owner is None:
                    self._put(fund, name, _BUILT_IN)
                    self._put(names_of_fund(fund), name, _DERIVED)
            else:
                self._put([n for f in fund for n in (f, f + "s")], Name(key, key, "flow", instrument.name), _DERIVED)
        for of, names in FLOW_NAMES.items():
            series = self._flows.get(of)
            label = self.labels.get(series or "", names.split(";")[0])
            self._put(names.split(";"), Name(f"{of}_flow", series, "flow", label), _BUILT_IN if series else _FOREIGN)

    def _market(self, concepts: str, label: str) -> Name:
        """The first of some markets that the tape has; else a market that it lacks."""
        for concept in concepts.split():
            key = self._by_concept.get(concept)
            if key is not None:
                return Name(concept, key, self.kinds[key], self.labels[key])
        return Name(label.lower(), None, "equity_index", label)

    # what the tape says of them

    def key(self, concept: str) -> str | None:
        """The key on the tape of a built-in concept."""
        found = self._by_concept.get(concept)
        if found is None and (rate := rate_of_key(concept)) is not None:
            found = self._rates.get(rate)
        return found

    def kind(self, key: str) -> str:
        """The kind of an instrument on the tape."""
        return self.kinds.get(key, "")

    def label(self, key: str) -> str:
        """The name of an instrument on the tape."""
        return self.labels.get(key, key)

    def named(self, key: str) -> Name:
        """The name of an instrument on the tape."""
        return Name(key, key, self.kind(key), self.label(key))

    def flow_of(self, name: Name) -> str | None:
        """The flow series of an instrument, or of the fund that tracks it."""
        if name.kind == "flow":
            return name.key
        return self._flows.get(name.key or "") or self._flows.get(name.concept)

    def fund(self, flow: str) -> Name | None:
        """The fund whose flow a series is."""
        return self._funds.get(flow)

    def flow_of_key(self, key: str) -> str | None:
        """The flow series of the instrument with a key."""
        return self._flows.get(key)

    def pair(self, base: str, quote: str) -> str | None:
        """The key on the tape of a pair of currencies."""
        return self._pairs.get((base, quote))

    # names in text

    def find(self, tokens: Sequence[Token]) -> list[Mention]:
        """The names of a block, longest first from the left."""
        found: list[Mention] = []
        last, family = 0, ""
        for i in [k for k, token in enumerate(tokens) if token.low in self._starts or token.kind == "num"]:
            if i < last:
                continue
            mention, last = self._at(tokens, i, family)
            family = bond_at(tokens, i) or family
            if mention is not None:
                found.append(mention)
                rate = rate_of_key(mention.name.concept)
                family = rate.family if rate and rate.family not in OTHER_RATES else family
        return _specified(tokens, found)

    def _at(self, tokens: Sequence[Token], i: int, family: str) -> tuple[Mention | None, int]:
        """The name that begins at a token, and where to read on."""
        part = self._part(tokens, i, family) if tokens[i].low in PARTS else None
        if part is not None:
            return part, part.last
        match = self._phrases.match(tokens, i)
        if match is not None and not plausible(tokens, i, match[0], match[1].anaphor, self._cased):
            match = None
        article = match is not None and match[1].anaphor is not None and tokens[i].low == "the"
        rate = rate_at(tokens, i + 1 if article else i)
        if rate is not None and (match is None or rate[0] > match[0] or match[1].anaphor is not None):
            name, stop = self._rate(rate[1], family), renames(tokens, i, rate[0], "rate")
            return Mention(
                i, stop, name if stop == rate[0] else Name("", None, "rate", "yield of another country")
            ), stop
        if match is None:
            place = place_moves(tokens, i, self._places) if tokens[i].text[:1].isupper() else None
            return (Mention(i, place[0], place[1]), place[0]) if place else (None, i + 1)
        last, name = match
        if name.anaphor is not None and stocked(tokens, i):
            label = f"{tokens[i - 1].text} {tokens[i].text}"
            return Mention(i, last, Name(label.lower(), None, "", label)), last
        if name.anaphor is None and listed_company(tokens, i, last) and not self.knows(tokens[last + 1].text):
            label = f"{tokens[i - 1].text} {tokens[i].text}"
            return Mention(i, last, Name(label.lower(), None, "equity", label)), last
        if tokens[i].hyphen and i and tokens[i - 1].low in ("anti", "non", "ex", "pre", "post"):
            return None, last
        if tokens[i].low == "the" and i + 1 < len(tokens):
            inner = self._phrases.match(tokens, i + 1)
            if inner is not None and inner[0] >= last and inner[1].anaphor is None:
                last, name = inner
        stop = renames(tokens, i, last, name.kind if name.anaphor is None else "")
        if stop > last:
            label = " ".join(t.text for t in tokens[i:stop])
            return Mention(i, stop, Name(label.lower(), None, "", label)), stop
        if name.key in self._proxied and tokens[last - 1].low == "futures":  # a fund stands for the metal, not for them
            label = " ".join(t.text for t in tokens[i:last])
            return Mention(i, last, Name(label.lower(), None, name.kind, label)), last
        return Mention(i, last, name), last

    def _part(self, tokens: Sequence[Token], i: int, family: str) -> Mention | None:
        """`groups in the S&P 500`, `members of the index`: things that no index speaks for."""
        whole = part_of(tokens, i)
        if whole is None:
            return None
        index, last = self._at(tokens, whole, family)
        if index is None or "equity_index" not in (index.name.kind, *(index.name.anaphor or ())):
            return None
        label = f"{tokens[i].low} of the {index.name.label.removeprefix('the ')}"
        return Mention(i, last, Name(label.lower(), None, "", label))

    def _rate(self, rate: Rate, family: str) -> Name:
        """The rate of the tape that is meant: of the family said, of the one spoken of, of the only one."""
        tenor = rate.tenor or "10y"
        families = [rate.family] if rate.family else [family, "us", *dict.fromkeys(r.family for r in self._rates)]
        if not rate.family and ("us", tenor) not in {(r.family, r.tenor) for r in self._rates}:
            same = [r.family for r in self._rates if r.tenor == tenor]
            families = [family, *(same if len(same) == 1 else ())]
        elif not rate.family:
            families = [family, "us"]
        for one in families:
            key = self._rates.get(Rate(one, tenor))
            if key is not None:
                return Name(Rate(one, tenor).concept, key, "rate", self.labels[key])
        concept = Rate(rate.family, tenor).concept
        return Name(concept, None, "rate", CONCEPTS[concept][1].split(";")[0] if concept in CONCEPTS else _told(rate))

    def knows(self, words: str) -> bool:
        """Whether a text begins with a known name."""
        tokens = tokenize(words)
        return bool(tokens) and self._at(tokens, 0, "")[0] is not None


def _specified(tokens: Sequence[Token], found: list[Mention]) -> list[Mention]:
    """`the dollar index (DXY)`, `US Dollar-DXY`: a ticker says which of its kind is meant, also one that the tape lacks."""
    for at, (one, two) in enumerate(pairwise(found)):
        between = [t.text for t in tokens[one.last : two.first]]
        beside = between in (["("], ["-"]) or (not between and tokens[two.first].hyphen)
        lacked = two.key is None and two.name.anaphor is None and tokens[two.first].text.isupper()
        if beside and lacked and one.key is not None and one.name.kind == two.name.kind:
            found[at] = Mention(one.first, one.last, two.name)
    return found


def _shared(phrase: str, one: Name | None, two: Name) -> Name | None:
    """`crude` on a tape of two: whichever of them the text has named."""
    if one is None or one.kind != two.kind or one.kind not in ("commodity", "etf", "equity"):
        return None
    keys = one.anaphor or (f"={one.key}",)
    return Name("", None, one.kind, phrase, (*keys, f"={two.key}"))


def _told(rate: Rate) -> str:
    tenor = (rate.tenor or "10y").replace("y", "-year").replace("m", "-month")
    return f"{tenor} {rate.family.upper()} yield".replace("  ", " ")


_LIKE = (
    frozenset({"commodity", "etf"}), frozenset({"indicator", "volatility_index", "rate", "balance", "breadth"}),
    frozenset({"equity_index", "etf"}), frozenset({"fx", "indicator"}), frozenset({"crypto", "etf"}),
)  # fmt: skip


def _alike(one: str, two: str) -> bool:
    """Whether an instrument of one kind may be what a concept of another kind means."""
    return one == two or two in ("gap",) or any(one in group and two in group for group in _LIKE)


def names_in(mentions: Sequence[Mention]) -> Iterator[Name]:
    """The names of some mentions, pronouns left out."""
    return (m.name for m in mentions if m.name.anaphor is None)
