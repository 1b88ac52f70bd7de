"""What is published of an approved text: front matter, disclosure, pictures; and its forms."""

import json

import pytest
from hypothesis import given as any_of
from hypothesis import strategies as st

from generator import assets
from generator.errors import PublishError
from generator.publish.approved import wording_of
from generator.publish.destinations.chat import cut
from generator.publish.prepare import prepare, slug_of
from generator.publish.publication import Publication, Site
from generator.publish.rendering import html_body, json_ld, markdown_body, pieces, plain_text, script
from tests.publish.press import BODY, NOON, SVG, corrected, publication

WORDING = wording_of(assets.folder("templates"), "en")
FRONT = (
    '---\ntitle: "Gold: a \\"record\\""\nslug: "2026-01-22-gold"\nsummary: "Up."\ntags: ["Gold"]\nversion: 2\n---\n\n'
)
SVGS = {"lead.svg": SVG.format(5).encode()}


def made(text, **more):
    how = {"edited": False, "polished": False, "text_sha256": "a" * 64, "now": NOON} | more
    return prepare(text, SVGS, Site(name="Brief"), WORDING, **how)


def test_front_matter_and_title_are_no_part_of_the_body():
    """They are fields."""
    one = made(FRONT + "# Gold: a record\n\n" + BODY)
    assert (one.title, one.slug, one.version, one.tags) == ('Gold: a "record"', "2026-01-22-gold", 2, ("Gold",))
    assert one.markdown.startswith("*Closes of Thursday")
    assert [chart.name for chart in one.charts] == ["lead"]
    assert one.charts[0].png.startswith(b"\x89PNG")


def test_a_text_without_front_matter_can_be_published():
    """Its title is its heading, its address that and the day."""
    one = made("# Größer als Gold!\n\nFirst words here.\n\nMore.")
    assert (one.title, one.slug, one.summary) == ("Größer als Gold!", "2026-01-23-groer-als-gold", "First words here.")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("No heading.", "no title"),
        ('---\nslug: "../../etc"\n---\n# T\n', "slug"),
        ("---\nversion: 0\n---\n# T\n", "version"),
        ("# T\n\n![x](charts/other.svg)\n", "charts/other.svg"),
    ],
)
def test_what_cannot_be_published_is_told(text, told):
    """With the place."""
    with pytest.raises(PublishError) as caught:
        made(text)
    assert told in str(caught.value)


def test_the_disclosure_is_true():
    """Changed where a person edited or a model polished, added where it is missing."""
    assert "not edited by a person" in made("# T\n\n" + BODY).markdown
    edited = made("# T\n\n" + BODY, edited=True).markdown
    assert "edited by a person" in edited
    assert "not edited" not in edited
    assert made("# T\n\nText.", edited=True).markdown.endswith("*Edited by a person.*\n")
    assert "polished by a model" in made("# T\n\n" + BODY, polished=True).markdown


def test_it_comes_out_of_the_store_as_it_went_in():
    """The same value, and so the same bytes sent."""
    one = corrected(publication())
    assert Publication.load(one.dump()) == one


def test_a_picture_that_is_not_there_is_told():
    """And not shown as a broken one."""
    with pytest.raises(PublishError, match="lead"):
        html_body(publication(charts=()), lambda chart: chart.file)


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "[x](javascript:alert(1))", "{{< figure >}}",
        "{{% raw %}}", "{% include secrets %}", "{{ site.env }}", "<style>*{display:none}</style>", "{#comment#}",
    ],
)  # fmt: skip
def test_nothing_in_a_text_is_executed(hostile):
    """As HTML it is text, and site builders find nothing to run."""
    one = publication(markdown=f"Said {hostile} he.\n")
    html = html_body(one, lambda chart: chart.file)
    for bad in ("<script", "<img", "<style", "javascript:", "onerror=alert(1)>"):
        assert bad not in html
    markdown = markdown_body(one, lambda chart: chart.file)
    for bad in ("{{", "{%", "{#", "<"):
        assert bad not in markdown


def test_json_ld_is_a_news_article_that_no_text_can_end():
    """With its corrections."""
    second = corrected(publication(title="</script><script>alert(1)</script>"))
    text = script(json_ld(second, ["https://brief.example/a.png"]))
    assert text.count("</script>") == 1
    article = json.loads(text.removeprefix('<script type="application/ld+json">').removesuffix("</script>"))
    assert article["@type"] == "NewsArticle"
    assert (article["datePublished"], article["dateModified"]) == (
        "2026-01-23T12:00:00+00:00",
        "2026-01-24T12:00:00+00:00",
    )
    assert article["correction"][0]["text"] == "The gain was 0.7%."


def test_a_table_in_plain_text_stands_in_columns():
    """Without Markdown's lines."""
    assert "               Close    Day\nRussell 2000  2,719.01  +0.8%" in plain_text(publication()).replace(
        " \n", "\n"
    )


@any_of(st.text(max_size=400), st.integers(5, 60))
def test_pieces_are_short_enough_and_lose_no_word(text, most):
    """Words that fit are never cut."""
    found = pieces(text, most)
    assert all(len(piece) <= most for piece in found)
    assert "".join("".join(found).split()) == "".join(text.split())


@any_of(st.text(max_size=400), st.integers(5, 60))
def test_what_is_cut_is_one_short_line(text, most):
    """An ellipsis says that something is left out."""
    line = cut(text, most)
    assert len(line) <= most
    assert "\n" not in line
    assert line == " ".join(text.split()) or line.endswith("…")


@any_of(st.text(max_size=200))
def test_an_address_is_always_one(title):
    """Whatever a title holds."""
    assert Publication(
        slug=slug_of(title, NOON), version=1, title="x", summary="", markdown="", published=NOON, updated=NOON
    )
