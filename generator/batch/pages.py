"""The HTML of a personal brief, for a mail or a page: its blocks one by one, since most of them recur."""

from __future__ import annotations

from functools import lru_cache

import markdown
import nh3

_TAGS = {"h1", "h2", "p", "strong", "em", "code", "hr", "blockquote", "a", "table", "thead", "tbody", "tr", "th", "td"}


def html_of(text: str) -> str:
    """Clean HTML without styles; classes and scripts cannot be in it."""
    return "\n".join(_block(block) for block in text.strip().split("\n\n")) + "\n"


@lru_cache(maxsize=20_000)
def _block(block: str) -> str:
    html = markdown.markdown(block, extensions=["tables"], output_format="html")
    return nh3.clean(html, tags=_TAGS, attributes={"a": {"href"}, "th": {"style"}, "td": {"style"}})
