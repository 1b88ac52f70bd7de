"""Reading a chart back: its texts as boxes, and what must hold for any chart."""

import re
from itertools import combinations
from xml.etree import ElementTree as ET

from generator.charts.frame import Box
from generator.charts.palette import TYPES
from generator.charts.text import measure

SVG = "{http://www.w3.org/2000/svg}"
MOVE = re.compile(r"translate\(([-\d.e]+) ([-\d.e]+)\)rotate\(-90\)")


def root_of(svg: str) -> ET.Element:
    return ET.fromstring(svg.encode())


def texts(svg: str) -> list[str]:
    return [node.text or "" for node in root_of(svg).iter(f"{SVG}text")]


def text_boxes(svg: str) -> list[tuple[str, Box]]:
    """Every text with the room it takes, by the library's own measure."""
    root = root_of(svg)
    turned = {id(group[0]): MOVE.match(group.get("transform", "")) for group in root.iter(f"{SVG}g") if len(group)}
    return [(node.text or "", _box(node, turned.get(id(node)))) for node in root.iter(f"{SVG}text")]


def _box(node: ET.Element, turned: re.Match[str] | None) -> Box:
    kind = node.get("class", "").split()[0]
    size, width = TYPES[kind].size, measure(node.text or "", kind)
    anchor = node.get("text-anchor", "start")
    if node.get("direction") == "rtl":
        anchor = {"start": "end", "end": "start"}.get(anchor, anchor)
    x, y = float(node.get("x", 0)), float(node.get("y", 0))
    if turned:
        x, y = float(turned[1]), float(turned[2])
        return Box(x - 0.75 * size, y, x + 0.2 * size, y + width)
    left = x - {"start": 0, "middle": width / 2, "end": width}[anchor]
    return Box(left, y - 0.75 * size, left + width, y + 0.2 * size)


def check(svg: str) -> None:
    """What holds for every chart: well-formed, described, every text inside the picture, none on another."""
    root = root_of(svg)
    assert root.get("role") == "img"
    assert [root[0].tag, root[1].tag] == [f"{SVG}title", f"{SVG}desc"]
    _, _, width, height = map(float, root.get("viewBox", "").split())
    assert not re.search(r"\b(nan|inf)\b", re.sub("<(title|desc|text|style).*?</", "", svg))
    boxes = text_boxes(svg)
    for words, box in boxes:
        assert box.left >= -0.2 and box.right <= width + 0.2, (words, box)
        assert box.top >= 0 and box.bottom <= height, (words, box)
    for (words, box), (others, other) in combinations(boxes, 2):
        smaller = Box(box.left + 0.2, box.top + 0.2, box.right - 0.2, box.bottom - 0.2)
        assert not smaller.meets(other), (words, others)
