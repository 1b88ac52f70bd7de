"""Markdown of others as HTML that may be shown: raw HTML stays text, and what comes of the rest has to be allowed."""

from __future__ import annotations

import re

_DENIED = re.compile(r'<a rel="[^"]*">(.*?)</a>', re.DOTALL)  # a link whose address was not allowed
_TAGS = {
    "h1", "h2", "h3", "h4", "p", "em", "strong", "code", "pre", "blockquote", "ul", "ol", "li", "table", "thead",
    "tbody", "tr", "th", "td", "hr", "br", "a",
}  # fmt: skip
_ATTRIBUTES = {"a": {"href"}, "td": {"align"}, "th": {"align"}, "ol": {"start"}}
_SCHEMES = {"http", "https", "mailto"}


def to_html(text: str) -> str:
    """Clean HTML, without pictures: text and tables, and links to the web and to addresses of mail."""
    import nh3  # noqa: PLC0415 - loaded only when a page is made

    clean = nh3.clean(
        _converted(text), tags=_TAGS, attributes=_ATTRIBUTES, url_schemes=_SCHEMES, url_relative="deny",
        clean_content_tags={"script", "style"}, link_rel="noopener noreferrer",
    )  # fmt: skip
    return _DENIED.sub(r"\1", clean)


def _converted(text: str) -> str:
    """Markdown with tables, in which HTML is text and images are links at most."""
    from markdown import Markdown  # noqa: PLC0415
    from markdown.extensions.sane_lists import SaneListExtension  # noqa: PLC0415
    from markdown.extensions.tables import TableExtension  # noqa: PLC0415

    converter = Markdown(extensions=[TableExtension(use_align_attribute=True), SaneListExtension()])
    converter.preprocessors.deregister("html_block")
    converter.inlinePatterns.deregister("html")
    converter.inlinePatterns.deregister("entity")
    html: str = converter.convert(text)
    return html
