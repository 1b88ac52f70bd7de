"""Headlines: read as text and nothing else, whatever a feed sends."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from fixtures.vendors import Vendors, body, status
from generator.errors import SourceError
from generator.market import Instrument, Statement
from generator.sources import Observations, World
from generator.sources.feeds import Feeds, Spec, names, note_of, plain

BTC = Instrument(key="btc", name="Bitcoin", aliases=["BTC"], kind="crypto", unit="USD", file="btc.csv")
UNTIL = date(2026, 1, 22)
URL = "http://feeds.example.org/news.xml"
SHARED = Path(__file__).parents[3] / "shared" / "data" / "feeds"


def rss(*items: str, title: str = "Made News") -> bytes:
    channel = f"<channel><title>{title}</title>{''.join(items)}</channel>"
    return f'<?xml version="1.0"?><rss version="2.0">{channel}</rss>'.encode()


def item(title: str, day: str = "Thu, 22 Jan 2026 14:00:00 GMT", link: str = "https://news.example.org/1") -> str:
    return f"<item><title>{title}</title><link>{link}</link><pubDate>{day}</pubDate></item>"


def serve(vendors: Vendors, content: bytes, **headers: str) -> None:
    vendors.files["/feeds/news.xml"] = ("application/rss+xml", content, headers)


def fetched(world: World, since: date | None = None, **spec: str) -> Observations:
    return Feeds(world).fetch(BTC, Spec(url=URL, **spec), since, UNTIL)


def said(world: World, **spec: str) -> list[Statement]:
    return list(fetched(world, **spec).statements)


def fault(world: World) -> SourceError:
    with pytest.raises(SourceError) as caught:
        fetched(world)
    return caught.value


def test_a_headline_is_a_statement(world: World, vendors: Vendors) -> None:
    """Who, when, about what, in which words, and where."""
    serve(vendors, rss(item("Bitcoin tops $90,000"), item("Sugar falls")))
    assert said(world) == [
        Statement(who="Made News", date=date(2026, 1, 22), about="btc", kind="quote", text="Bitcoin tops $90,000",
                  url="https://news.example.org/1")
    ]  # fmt: skip
    assert [s.text for s in said(world, about="all", who="The Wire")] == ["Bitcoin tops $90,000", "Sugar falls"]
    assert said(world, who="The Wire")[0].who == "The Wire"


def test_atom_too(world: World, vendors: Vendors) -> None:
    """With its own words for the same things."""
    entry = '<entry><title>BTC slips</title><link href="https://a.example.org/2"/><updated>2026-01-21T23:30:00-05:00</updated></entry>'
    serve(vendors, f'<feed xmlns="http://www.w3.org/2005/Atom"><title>Atom</title>{entry}</feed>'.encode())
    (one,) = said(world)
    assert (one.who, one.date, one.url) == ("Atom", date(2026, 1, 22), "https://a.example.org/2")


@pytest.mark.parametrize(
    ("sent", "text"),
    [
        ("&lt;b&gt;Bitcoin&lt;/b&gt; rises", "Bitcoin rises"),
        ("<![CDATA[<script>alert(1)</script>Bitcoin <i>rises</i>]]>", "Bitcoin rises"),
        ("<![CDATA[<img src=x onerror=alert(1)>Bitcoin]]>", "Bitcoin"),
        ("&amp;lt;script&amp;gt;alert(1)&amp;lt;/script&amp;gt; Bitcoin", "Bitcoin"),
        ("Bitcoin &amp;amp; gold &lt; 5%", "Bitcoin & gold < 5%"),
        ("Bitcoin\u202e esir\u202c \u200bup", "Bitcoin esir up"),
        ("  Bitcoin\n\n  rises\t", "Bitcoin rises"),
        ("Bitcoin &#8212; up", "Bitcoin — up"),
    ],
)
def test_titles_are_text(world: World, vendors: Vendors, sent: str, text: str) -> None:
    """Markup, hidden or twice hidden, is removed; so are reversals and controls."""
    serve(vendors, rss(item(sent)))
    assert [s.text for s in said(world)] == [text]


@pytest.mark.parametrize("link", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "ftp://x/",
                                  "https://x/&quot;onclick=y", "/relative"])  # fmt: skip
def test_only_web_links_are_kept(world: World, vendors: Vendors, link: str) -> None:
    """A headline without one is still a headline."""
    serve(vendors, rss(item("Bitcoin", link=link)))
    assert said(world)[0].url == ""


def test_a_long_title_is_cut_at_a_word() -> None:
    """And says so."""
    cut = plain("word " * 200, 300)
    assert len(cut) <= 302
    assert cut.endswith("word …")


def test_entries_need_a_date_that_has_come(world: World, vendors: Vendors) -> None:
    """Undated ones and those of the future are left out; so are those before the day that was asked for."""
    dates = [
        "",
        "never",
        "Fri, 23 Jan 2027 14:00:00 GMT",
        "Thu, 22 Jan 2026 14:00:00 GMT",
        "Mon, 05 Jan 2026 14:00:00 GMT",
    ]
    serve(vendors, rss(*(item(f"Bitcoin {n}", day) for n, day in enumerate(dates))))
    assert [s.text for s in said(world)] == ["Bitcoin 3", "Bitcoin 4"]
    assert [s.text for s in fetched(world, date(2026, 1, 20)).statements] == ["Bitcoin 3"]


def test_the_same_headline_twice_is_one(world: World, vendors: Vendors) -> None:
    """Feeds repeat themselves."""
    serve(vendors, rss(item("Bitcoin up"), item("Bitcoin up")))
    assert len(said(world)) == 1


def test_a_headline_about_two_instruments_is_told_of_each(world: World, vendors: Vendors) -> None:
    """Also where the feed has not changed since it was read for the first of them."""
    serve(vendors, rss(item("Bitcoin beats gold")), ETag='"v1"')
    gold = Instrument(key="gold", name="Gold", kind="commodity", unit="USD", file="gold.csv")
    first = fetched(world)
    second = Feeds(replace(world, recall=lambda name: first.memory.get(name, {}))).fetch(
        gold, Spec(url=URL), None, UNTIL
    )
    assert [s.about for s in (*first.statements, *second.statements)] == ["btc", "gold"]


def test_an_unchanged_feed_is_not_sent_again(world: World, vendors: Vendors) -> None:
    """What it said of its version is recalled, and it answers 304."""
    serve(vendors, rss(item("Bitcoin up")), ETag='"v1"', **{"Last-Modified": "Thu, 22 Jan 2026 14:00:00 GMT"})
    memory = fetched(world).memory
    assert memory == {note_of(URL, "btc"): {"etag": '"v1"', "modified": "Thu, 22 Jan 2026 14:00:00 GMT"}}
    again = fetched(replace(world, recall=memory.get))
    assert (again.statements, again.memory) == ((), {})
    headers = {name.lower(): value for name, value in vendors.headers[-1].items()}
    assert (headers["if-none-match"], headers["if-modified-since"]) == ('"v1"', "Thu, 22 Jan 2026 14:00:00 GMT")


BOMB = b"""<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;&lol;&lol;&lol;&lol;&lol;">
<!ENTITY lol3 "&lol2;&lol2;&lol2;&lol2;&lol2;&lol2;">]>
<rss version="2.0"><channel><title>&lol3;</title></channel></rss>"""
INSIDE = b"""<?xml version="1.0"?><!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>
<rss version="2.0"><channel><title>x</title><item><title>Bitcoin &x;</title></item></channel></rss>"""


@pytest.mark.parametrize("content", [BOMB, INSIDE, BOMB.decode().encode("utf-16")])
def test_entities_are_not_read(world: World, vendors: Vendors, content: bytes) -> None:
    """XML bombs, files of this machine, in any encoding."""
    serve(vendors, content)
    assert "declares entities" in fault(world).message


def test_a_huge_feed_is_cut_off(world: World, vendors: Vendors) -> None:
    """Four megabytes are plenty."""
    serve(vendors, rss(item("Bitcoin " + "x" * (5 << 20))))
    assert "more than 4 MB" in fault(world).message


@pytest.mark.parametrize("content", [b"", b"<html><body>No feed</body></html>", b"\x00\xff\xfe", b'{"json": true}'])
def test_what_is_no_feed(world: World, vendors: Vendors, content: bytes) -> None:
    """A page, rubbish, nothing."""
    vendors.fault("/feeds/news.xml", body(content, "text/html"))
    assert "no RSS or Atom" in fault(world).message


@pytest.mark.parametrize("character", ["&#x110000;", "&#xD800;"])
def test_a_character_that_is_none_is_told(world: World, vendors: Vendors, character: str) -> None:
    """feedparser cannot read it, nor half of one."""
    serve(vendors, rss(item(f"Bitcoin {character} up")))
    assert fault(world).message == "is no feed that can be read"


def test_a_server_that_is_down(world: World, vendors: Vendors) -> None:
    """May be up later."""
    vendors.fault("/feeds/news.xml", status(503))
    assert fault(world).passing


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "iso-8859-1", "windows-1252"])
def test_encodings(world: World, vendors: Vendors, encoding: str) -> None:
    """As the XML declares them."""
    text = rss(item("Bitcoin à Zürich")).decode().replace('"1.0"', f'"1.0" encoding="{encoding}"')
    vendors.files["/feeds/news.xml"] = ("application/xml", text.encode(encoding), {})
    assert said(world)[0].text == "Bitcoin à Zürich"


@pytest.mark.parametrize(
    ("text", "named"), [("BTC slips", True), ("bitcoin's day", True), ("Bitcoins", False), ("SUBTC", False)]
)
def test_a_headline_names_an_instrument_by_whole_words(text: str, named: bool) -> None:
    """In any case."""
    assert names(BTC, text) is named


@pytest.mark.parametrize(
    "path", sorted(SHARED.rglob("*.xml")) or [None], ids=lambda path: path.stem if path else "none"
)
def test_feeds_of_all_kinds_do_no_harm(world: World, vendors: Vendors, path: Path | None) -> None:
    """Broken XML, contradictory encodings: statements of plain text, or an error of ours."""
    if path is None:
        pytest.skip("no feeds at ../shared/data/feeds beside this checkout")
    serve(vendors, path.read_bytes())
    try:
        found = said(world, about="all")
    except SourceError:
        return
    for one in found:
        assert one.text == plain(one.text, 300)
        assert one.url == "" or one.url.startswith("http")
