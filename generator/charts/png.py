"""Pixels for e-mail clients and others that show no SVG."""

from collections.abc import Sequence
from functools import cache
from os import PathLike, fspath

from .palette import FONTS

_LETTER = '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"><text y="8" font-family="{}">{}</text></svg>'


def svg_to_png(svg: str, scale: float = 2, *, fonts: Sequence[str | PathLike[str]] = ()) -> bytes:
    """A PNG of a chart in its light colours, `scale` pixels per unit of the SVG's width and height.

    The machine's fonts are used, and the same machine gives the same bytes; with font files in `fonts`, only those are
    used and every machine does.

    Raises ValueError if the SVG is broken, and RuntimeError if no font can draw its text.
    """
    files = tuple(fspath(font) for font in fonts)
    if not _draws_text(files):
        raise RuntimeError(
            f"no usable font in {', '.join(files) or 'the system'}: install DejaVu Sans or Liberation Sans"
        )
    return _render(svg, scale, files)


@cache
def _draws_text(files: tuple[str, ...]) -> bool:
    """Whether there is a font at all: without one, text would be missing without an error."""
    return _render(_LETTER.format(FONTS, "M"), 1, files) != _render(_LETTER.format(FONTS, ""), 1, files)


def _render(svg: str, scale: float, files: tuple[str, ...]) -> bytes:
    import resvg_py  # noqa: PLC0415 - loaded only when a picture is drawn

    return bytes(
        resvg_py.svg_to_bytes(svg_string=svg, zoom=scale, skip_system_fonts=bool(files), font_files=list(files) or None)
    )
