"""Text in a chart: how wide it is, where it breaks, and how it becomes markup.

No font is shipped and none can be measured, so widths are those of DejaVu Sans, the widest of the faces in the style
sheet: what fits here fits in Helvetica or Arial too.
"""

import re
import unicodedata

from .palette import LEADING, TYPES

ELLIPSIS = "…"
_BOLD = 1.14
_CLASSES = {
    0.34: "ijlI J.,:;'|!·’‘\u00a0\u202f\u2009",
    0.42: 'ftr()[]-/\\"°',
    0.62: "abcdeghknopqsuvxyzEFLSTYPZ0123456789$€£¥?_*^`–",
    0.80: "ABCDGHKNOQRUVX+−=<>~#&{}±×→w",
    1.0: "mMW%@—…жшщюфыЖШЩЮФЫМ■▲▼",
}
_BREAKS, _FORBIDDEN = {"Zl", "Zp"}, {"Cc", "Cs", "Cn"}  # Unicode categories
_MARKUP = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"})
_MINUS = re.compile(r"(?<![\w.,])-(?=\W?\d)")
_SWAPPED = {"start": "end", "end": "start", "middle": "middle"}


class _Widths(dict[str, float]):
    """Advance per character in ems, learnt as characters are met."""

    def __missing__(self, char: str) -> float:
        base = unicodedata.normalize("NFD", char)[0]
        self[char] = found = self[base] if base != char and base in self else _guess(char)
        return found


def _guess(char: str) -> float:
    if unicodedata.category(char) in {"Mn", "Me", "Cf"}:
        return 0.0
    if ord(char) >= 0x1F000:
        return 1.4
    if unicodedata.east_asian_width(char) in {"W", "F"}:
        return 1.0
    return 0.82 if char.isupper() else 0.72


_EMS = _Widths({char: ems for ems, chars in _CLASSES.items() for char in chars})


def px(value: float) -> str:
    """A coordinate to a tenth of a pixel."""
    return f"{round(value, 1):g}"


def clean(words: str) -> str:
    """The same words on one line, without characters that XML forbids."""
    if words.isprintable():
        return words.strip()
    return "".join(map(_printable, words)).strip()


def _printable(char: str) -> str:
    kind = unicodedata.category(char)
    if kind in _FORBIDDEN or kind in _BREAKS:
        return " " if char.isspace() else ""
    return char


def escape(words: str) -> str:
    """The words as character data or attribute value."""
    return clean(words).translate(_MARKUP)


def real_minus(number: str) -> str:
    """A formatted number with U+2212 in place of a hyphen before its digits."""
    return _MINUS.sub("−", number)


def measure(words: str, kind: str) -> float:
    """Width in pixels of words set as a kind of text (a key of `TYPES`)."""
    style = TYPES[kind]
    return sum(map(_EMS.__getitem__, words)) * style.size * (_BOLD if style.bold else 1.0)


def leading(kind: str) -> float:
    """Height in pixels of one line of a kind of text."""
    return TYPES[kind].size * LEADING


def clip(words: str, kind: str, room: float) -> str:
    """The words, cut with an ellipsis where they are wider than `room` pixels."""
    words = clean(words)
    if measure(words, kind) <= room:
        return words
    while words and measure(words + ELLIPSIS, kind) > room:
        words = words[:-1].rstrip()
    return words + ELLIPSIS


def wrap(words: str, kind: str, room: float, rows: int) -> list[str]:
    """The words in at most `rows` lines of at most `room` pixels; what remains is cut with an ellipsis."""
    words = clean(words)
    lines: list[str] = []
    while words and len(lines) < rows - 1 and measure(words, kind) > room:
        cut = _break(words, kind, room)
        lines.append(words[:cut].rstrip())
        words = words[cut:].lstrip()
    return [*lines, clip(words, kind, room)] if words else lines


def balance(words: str, kind: str, room: float, rows: int) -> list[str]:
    """The words in as few lines as `wrap` needs, of about the same width."""
    lines = wrap(words, kind, room, rows)
    while len(lines) > 1:
        room *= 0.96
        narrower = wrap(words, kind, room, len(lines) + 1)
        if len(narrower) > len(lines):
            break
        lines = narrower
    return lines


def _break(words: str, kind: str, room: float) -> int:
    """Where the first line ends: after its last space, or inside a word that is too long for a line."""
    end = 1
    while end < len(words) and measure(words[: end + 1], kind) <= room:
        end += 1
    if end < len(words) and words[end] == " ":
        return end
    space = words.rfind(" ", 0, end)
    return space if space > 0 else end


def text(x: float, y: float, words: str, kind: str, *, anchor: str = "start", colour: str = "") -> str:
    """One line of text with its baseline at `y`, as an element."""
    words = clean(words)
    if not words:
        return ""
    attributes = f' class="{kind} {colour}"' if colour else f' class="{kind}"'
    if not words.isascii() and _right_to_left(words):
        attributes += ' direction="rtl"'
        anchor = _SWAPPED[anchor]
    if anchor != "start":
        attributes += f' text-anchor="{anchor}"'
    return f'<text x="{px(x)}" y="{px(y)}"{attributes}>{words.translate(_MARKUP)}</text>'


def _right_to_left(words: str) -> bool:
    for char in words:
        kind = unicodedata.bidirectional(char)
        if kind in {"R", "AL"}:
            return True
        if kind == "L":
            return False
    return False
