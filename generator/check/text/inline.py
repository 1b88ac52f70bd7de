"""Inline text without its markup: entities resolved, odd spaces, signs and quotes made plain, each character with its place."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Sequence

_PLAIN = {
    "\u2212": "-", "\u2010": "-", "\u2011": "-", "\ufe63": "-", "\uff0d": "-", "\u2018": "'", "\u2019": "'", "\u02bc": "'",
    "\u201c": '"', "\u201d": '"', "\u201e": '"', "\u00ab": '"', "\u00bb": '"', "\u2014": "\u2014", "\u2015": "\u2014",
    "\u2044": "/", "\uff05": "%", "\u066a": "%", "\t": " ",
}  # fmt: skip
_RAISED = "\u00b9\u00b2\u00b3\u2070\u2074\u2075\u2076\u2077\u2078\u2079\u2020\u2021"
_THIN = "\u2009\u202f\u00a0\u2007"
_ODD = re.compile(r"[\[\]\t]|[^\x00-\x7f]")  # what is not copied as it stands
_SIGN = re.compile(r"[<`\[\]\n\\*~_@]|&#?\w{1,10};|https?://|www\.")  # no markup stands where none of these does
_MARKED = re.compile(r"[<`\[\]\n\\*~_@\t\x80-\U0010ffff]")  # nor is anything odd, where none of the rest stands
_REST = re.compile(r"&#?\w{1,10};|://|www\.")
_INLINE = re.compile(
    r"(?P<comment><!--.{0,3000}?-->)|(?P<tag></?[A-Za-z][^<>]{0,1500}>)|(?P<url>(?:https?://|www\.)[^\s<>()\]|]+|(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,80}\.[\w.-]{1,80})"
    r"|(?P<code>`[^`\n]{1,300}`)|(?P<image>!\[)|(?P<link>\]\((?:[^()\s]|\([^()\s]{0,100}\)){0,800}(?: \"[^\"\n]{0,200}\")?\))|(?P<quote>\n[ \t]*>[ \t]?)|(?P<note>\[\^[^\]\n]{1,30}\])"
    r"|(?P<entity>&(?:#\d{1,7}|#x[0-9a-fA-F]{1,6}|[A-Za-z]{2,10});)|(?P<escape>\\[\\`*_{}\[\]()#+\-.!|~$<>&])"
    r"|(?P<stars>\*{1,3}|~~|__|(?<!\w)_(?=\w)|(?<=\w)_(?!\w))",
    re.S,
)


def clean(text: str, start: int, end: int) -> tuple[str, Sequence[int]]:
    """Inline text without its markup, and where each character stood."""
    if not _MARKED.search(text, start, end) and not _REST.search(text, start, end):
        return text[start:end], range(start, end)
    out: list[str] = []
    at: list[int] = []
    here = start
    for match in _INLINE.finditer(text, start, end) if _SIGN.search(text, start, end) else ():
        _copy(text, here, match.start(), out, at)
        _replace(match, out, at)
        here = match.end()
    _copy(text, here, end, out, at)
    return "".join(out), tuple(at)


def _replace(match: re.Match[str], out: list[str], at: list[int]) -> None:
    kind, here = match.lastgroup, match.start()
    if kind == "entity":
        found = html.unescape(match[0])
        _put(found[0] if len(found) == 1 else "?", here, out, at)
    elif kind == "escape":
        _put(match[0][1], here + 1, out, at)
    elif kind in ("url", "code"):
        _put("\ufffc", here, out, at)
    elif kind in ("note", "quote") or (kind == "tag" and match[0][1:3].lower() == "br"):
        _put(" ", here, out, at)


def _copy(text: str, start: int, end: int, out: list[str], at: list[int]) -> None:
    here = start
    for match in _ODD.finditer(text, start, end):
        i = match.start()
        out.append(text[here:i])
        at.extend(range(here, i))
        here = i + 1
        char = text[i]
        if char in "[]" and not (i + 1 < end and text[i + 1] == "^"):
            continue
        if char in _THIN and _between_digits(text, i):
            continue
        _put(char, i, out, at)
    out.append(text[here:end])
    at.extend(range(here, end))


def _between_digits(text: str, i: int) -> bool:
    """Whether a narrow space separates thousands: `98 000`."""
    return text[i - 1 : i].isdigit() and text[i + 1 : i + 4].isdigit() and not text[i + 4 : i + 5].isdigit()


def _put(char: str, i: int, out: list[str], at: list[int]) -> None:
    if char in _PLAIN:
        char = _PLAIN[char]
    elif ord(char) > 127:
        char = _compatible(char)
    out.append(char)
    at.append(i)


def _compatible(char: str) -> str:
    if char.isspace() or unicodedata.category(char) in ("Cf", "Zs"):
        return " "
    if char in "½¼¾⅓⅔":
        return char
    if char in _RAISED:
        return " "  # the mark of a note
    plain = unicodedata.normalize("NFKC", char)
    return plain if len(plain) == 1 else char
