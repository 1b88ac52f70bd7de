"""`The broad index`: a dollar index where a draft speaks of the dollar, else the broadest index that it names."""

from __future__ import annotations

from generator.check.text.entities import Directory, Mention, Name
from generator.check.text.sentence import Sentence
from generator.check.text.source import Block
from generator.check.text.wordset import wordset

_DOLLAR = wordset("dollar dollars greenback currency currencies euro yen")


def unmix(parsed: list[tuple[Block, list[Sentence]]], directory: Directory) -> None:
    """Names anew what words mean that depend on what the draft is about."""
    _broad(parsed, directory)
    _at_home(parsed, directory)


_LARGE = wordset("large big blue bigger larger")


def _at_home(parsed: list[tuple[Block, list[Sentence]]], directory: Directory) -> None:
    """`the large caps`, in a draft on Chinese shares that names no American index, are Chinese."""
    spx, csi, growth = directory.key("spx"), directory.key("csi300"), directory.key("chinext")
    everywhere = [(s, m) for _, sentences in parsed for s in sentences for m in s.mentions]
    if csi is None or not any(m.key in (csi, growth) for _, m in everywhere):
        return
    name = Name("csi300", csi, directory.kind(csi), directory.label(csi))
    whole = not any(m.key in _AMERICAN for _, m in everywhere)
    for _, sentences in parsed:
        found = [(s, m) for s in sentences for m in s.mentions]
        meant = [(s, m) for s, m in found if m.key in (spx, None) and not _LARGE.isdisjoint(s.words(m.first, m.last))]
        meant = [(s, m) for s, m in meant if {"caps", "chips", "cap"} & set(s.words(m.first, m.last))]
        others = {m.key for pair in found if pair not in meant and (m := pair[1]).key}
        if meant and (whole or others & {csi, growth}) and not others & {spx, *_AMERICAN}:
            for s, mention in meant:
                s.mentions[s.mentions.index(mention)] = Mention(mention.first, mention.last, name)


_AMERICAN = ("rut", "ixic", "ndx", "dji")


def _broad(parsed: list[tuple[Block, list[Sentence]]], directory: Directory) -> None:
    """`The broad index`, where nothing in the draft speaks of a currency."""
    own = directory.key("dollar")
    found = [(s, m) for _, sentences in parsed for s in sentences for m in s.mentions if m.key == own and own]
    meant = [(s, m) for s, m in found if s.words(m.last - 2, m.last) == ["broad", "index"]]
    if not meant or len(meant) < len(found):
        return
    if any(t.low in _DOLLAR for _, sentences in parsed for s in sentences for t in s.tokens[s.lo : s.hi]):
        return
    spx = directory.key("spx")
    told = spx is not None and any(m.key == spx for _, sentences in parsed for s in sentences for m in s.mentions)
    name = Name("spx", spx, directory.kind(spx), directory.label(spx)) if told and spx else _LAST
    for s, mention in meant:
        s.mentions[s.mentions.index(mention)] = Mention(mention.first, mention.last, name)


_LAST = Name("", None, "", "the broad index", ("equity_index",))
