"""Colours, type and style sheet of every chart: the one file a designer changes.

The eight line colours keep apart under the common kinds of colour blindness and reach 4.5:1 against the paper, so that
a line's label may wear the line's colour. A chart carries its own paper: it reads the same on any page or e-mail.
"""

from typing import NamedTuple

WIDTH = 640
PLOT_HEIGHT = 300
PADDING = 16
LABEL_SHARE = 0.3  # of the width, at most, for the names beside the plot
LEADING = 1.25  # line height over type size

FONTS = "'Helvetica Neue',Helvetica,Arial,'Liberation Sans','DejaVu Sans','Noto Sans',Roboto,'Segoe UI',sans-serif"


class Type(NamedTuple):
    """One kind of text: its size in pixels, whether it is bold, and its colour's name in the theme."""

    size: int
    bold: bool = False
    colour: str = "ink"
    halo: bool = False


TYPES = {
    "title": Type(21, bold=True),
    "sub": Type(15, colour="soft"),
    "source": Type(12, colour="faint"),
    "tick": Type(13, colour="faint"),
    "name": Type(14, bold=True, colour="own"),
    "note": Type(14, colour="own"),
    "row": Type(14),
    "chosen": Type(14, bold=True),
    "value": Type(13, halo=True),
    "mark": Type(13, halo=True),
}


class Theme(NamedTuple):
    """The colours of one mode, light or dark."""

    paper: str
    ink: str
    soft: str
    faint: str
    grid: str
    band: str
    rise: str
    fall: str
    context: str
    series: tuple[str, ...]


LIGHT = Theme(
    paper="#ffffff",
    ink="#16191d",
    soft="#474d55",
    faint="#666d76",
    grid="#e1e4e8",
    band="#f1eee7",
    rise="#0b4ea2",
    fall="#c8460a",
    context="#a3aab2",
    series=("#0b4ea2", "#c8460a", "#00857a", "#6d2077", "#5c4100", "#2378c8", "#a3004f", "#30353c"),
)

DARK = Theme(
    paper="#15181c",
    ink="#f1f2f3",
    soft="#c3c8ce",
    faint="#9aa2ab",
    grid="#2e333a",
    band="#282c31",
    rise="#4f9df0",
    fall="#ff8a4c",
    context="#737b85",
    series=("#4f9df0", "#ff8a4c", "#2bbd9c", "#d0a6f2", "#f2cf4a", "#a9e4ff", "#ffb0cd", "#858f9b"),
)


def _shapes() -> str:
    """The rules that do not depend on the mode: sizes, widths, dashes."""
    types = "".join(
        f".tt .{name}{{font-size:{kind.size}px{';font-weight:700' if kind.bold else ''}"
        f"{';paint-order:stroke;stroke-width:4px;stroke-linejoin:round' if kind.halo else ''}}}"
        for name, kind in TYPES.items()
    )
    return (
        f".tt{{font-family:{FONTS};max-width:100%;height:auto}}{types}"
        ".tt path{fill:none;stroke-linejoin:round}"
        ".tt .line{stroke:currentColor;stroke-width:2}"
        ".tt .thin{stroke-width:1.5}.tt .bold{stroke-width:3}.tt .dash{stroke-dasharray:6 3}"
        ".tt .lead{stroke:currentColor;stroke-width:1;stroke-dasharray:1 2}"
        ".tt .dot{fill:currentColor;stroke-width:1.5}.tt .fill{fill:currentColor}"
        ".tt .bar{stroke:currentColor}"
        ".tt .level{stroke-width:1;stroke-dasharray:4 3}"
    )


def _colours(theme: Theme) -> str:
    """The rules of one mode."""
    texts = "".join(
        f".tt .{name}{{fill:{'currentColor' if kind.colour == 'own' else getattr(theme, kind.colour)}"
        f"{f';stroke:{theme.paper}' if kind.halo else ''}}}"
        for name, kind in TYPES.items()
    )
    series = "".join(f".tt .s{place}{{color:{colour}}}" for place, colour in enumerate(theme.series))
    return (
        f"{texts}{series}"
        f".tt .ink{{color:{theme.ink}}}.tt .quiet{{color:{theme.faint}}}.tt .context{{color:{theme.context}}}"
        f".tt .rise{{color:{theme.rise}}}.tt .fall{{color:{theme.fall}}}"
        f".tt .paper{{fill:{theme.paper}}}.tt .dot{{stroke:{theme.paper}}}.tt .band{{fill:{theme.band}}}"
        f".tt .grid{{stroke:{theme.grid}}}.tt .stroke{{stroke:{theme.context}}}"
        f".tt .zero{{stroke:{theme.soft}}}.tt .level{{stroke:{theme.soft}}}"
    )


def _spark(theme: Theme) -> str:
    return (
        f".tt .s0{{color:{theme.series[0]}}}.tt .context{{color:{theme.context}}}.tt .band{{fill:{theme.band}}}"
        f".tt .zero{{stroke:{theme.context}}}"
    )


STYLE = f"{_shapes()}{_colours(LIGHT)}@media(prefers-color-scheme:dark){{{_colours(DARK)}}}"
SPARK_STYLE = (
    ".tt path{fill:none;stroke-linejoin:round}.tt .line{stroke:currentColor;stroke-width:1.5}"
    ".tt .thin{stroke-width:1}.tt .dot{fill:currentColor}"
    f"{_spark(LIGHT)}@media(prefers-color-scheme:dark){{{_spark(DARK)}}}"
)
