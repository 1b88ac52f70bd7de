"""A page carries every statement with its fact, asks nobody for anything, and cannot be hurt by what others wrote."""

import re
import shutil
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest

from generator import assets
from generator.facts import Engine, Fact
from generator.facts.fact import Input, Instance, Statistics
from generator.facts.ranking import rank
from generator.facts.sheet import FactSheet, Recorder, TapeNote
from generator.narrative import Draft, language, write
from generator.narrative.marks import Span, extract, mark
from generator.narrative.page import page
from generator.narrative.pictures import NARROW, draw
from generator.narrative.stories import STORIES
from generator.tape import read_tape

ENGLISH = language("en", assets.folder("templates"))

DAY = date(2026, 1, 22)
VOID = {"meta", "link", "br", "hr", "img", "input"}
SVG = '<svg xmlns="http://www.w3.org/2000/svg" class="tt" role="img"><title>T</title><desc>D</desc></svg>'
HOSTILE = [
    "<script>alert(1)</script>",
    "<ScRiPt src=//evil.example/x.js></sCrIpT>",
    "<script\n>alert(1)</script\n>",
    "<<script>script>alert(1)<</script>/script>",
    "</title><script>alert(1)</script>",
    "</style><script>alert(1)</script>",
    "</article></main><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '<img src="https://evil.example/p.png">',
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><a xlink:href='javascript:alert(1)'><text>x</text></a></svg>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "<iframe src=https://evil.example></iframe>",
    "<object data=https://evil.example></object><embed src=//evil.example>",
    "<form action=https://evil.example><input name=q><button>go</button></form>",
    "<a href='javascript:alert(1)'>x</a>",
    '<a href="#f0" class="fact f0" data-fact="forged">x</a>',
    "<base href=https://evil.example>",
    "<meta http-equiv=refresh content='0;url=https://evil.example'>",
    "<link rel=stylesheet href=https://evil.example/x.css>",
    "<style>body{background:url(https://evil.example)}</style>",
    "<b style='position:fixed;inset:0' onclick=alert(1)>x</b>",
    "<div class=card id=f0>x</div>",
    "<details open ontoggle=alert(1)>x</details>",
    "<body onload=alert(1)>",
    "<!-- --><script>alert(1)</script><!-- -->",
    "<!--><img src=x onerror=alert(1)>-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?php echo 1 ?>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<template><script>alert(1)</script></template>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](<javascript:alert(1)>)",
    "[x](&#106;avascript:alert(1))",
    "[x](java\tscript:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](vbscript:msgbox)",
    "[x](//evil.example)",
    "[x](file:///etc/passwd)",
    '[x](https://ok.example "t\\" onmouseover=\\"alert(1)")',
    "![x](https://evil.example/p.png)",
    "![x](javascript:alert(1))",
    "<javascript:alert(1)>",
    "[x]: javascript:alert(1)",
    "{{ 7*7 }} {% raw %}",
    "{: onclick=alert(1) style=x }",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;alert(1)&#60;/script&#62;",
    '" onmouseover="alert(1)" x="',
    "' autofocus onfocus='alert(1)",
    "`<script>alert(1)</script>`",
    "```\n<script>alert(1)</script>\n```",
    "\x02wzxhzdk:0\x03\x02klzzwxh:0000\x03",
    "\ue0000\ue002 \ue0010\ue002 \ue0009999\ue002 \ue000",
    "\u202e\u2066evil\u2069",
    "\x00\x1b[2J<script>",
]


def fact(id: str, **more) -> Fact:
    fields = {"value": 0.0954, "unit": "ratio", "as_of": DAY, "formula": "close / close - 1", "source": "Exchange"}
    fields["inputs"] = (Input(series="rut", date=DAY, field="close", value=2718.77),)
    return Fact(id=id, subject=id.split(".", maxsplit=1)[0], measure="change", **(fields | more))


def draft(
    body: str, facts: list[Fact], title: str = "A title", summary: str = "A summary", sample: bool = False
) -> Draft:
    note = TapeNote(title="Tape", hash="0" * 64, sample=sample)
    sheet = FactSheet(as_of=DAY, story="wrap", period="day", tape=note, ranking=(), facts=tuple(facts))
    markdown, spans = extract(f'---\ntitle: "front matter"\nsummary: "s"\n---\n\n{body}\n', [f.id for f in facts])
    return Draft(title, summary, markdown, tuple(spans), (), sheet, "en")


def stated(words: str) -> Draft:
    """A draft in which words of somebody else are a span."""
    plain = draft("", [fact("statement.1", value=words, source=words, unit="text")])
    span = Span(start=6, end=6 + len(words), id="statement.1")
    return Draft("t", "s", f"They: {words} and more.", (span,), (), plain.sheet, "en")


class Read(HTMLParser):
    """A page read back: its tags with their attributes, balanced, and the words of its links."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.links: list[tuple[dict[str, str | None], list[str]]] = []
        self.text: list[str] = []
        self.feed(html)
        self.close()
        assert not self.open, self.open

    def handle_starttag(self, tag, attrs):
        assert len(dict(attrs)) == len(attrs), (tag, attrs)
        self.tags.append((tag, dict(attrs)))
        if tag == "a":
            self.links.append((dict(attrs), []))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        if tag not in VOID:
            assert self.open and self.open.pop() == tag, (tag, self.open)

    def handle_data(self, data):
        self.text.append(data)
        if "a" in self.open:
            self.links[-1][1].append(data)

    @property
    def facts(self) -> list[tuple[str, str]]:
        return [(a["data-fact"], "".join(words)) for a, words in self.links if "fact" in (a.get("class") or "").split()]

    @property
    def shape(self) -> list[tuple[str, tuple[str, ...]]]:
        return [(tag, tuple(attributes)) for tag, attributes in self.tags]


def article(html: str) -> str:
    return re.search(r"<article>(.*)</article>", html, re.DOTALL)[1]


def harmless(html: str, *, links: int = 0) -> Read:
    """What holds of every page, whoever wrote its words."""
    read = Read(html)
    allowed = {
        "html", "head", "meta", "link", "title", "style", "body", "header", "span", "main", "article", "section",
        "aside",
        "h1", "h2", "h3", "h4", "p", "em", "strong", "code", "pre", "blockquote", "ul", "ol", "li", "table", "thead",
        "tbody", "tr", "th", "td", "hr", "br", "a", "div", "dl", "dt", "dd", "figure", "figcaption",
        "svg", "desc", "path", "circle", "rect", "g", "text",
    }  # fmt: skip
    assert {tag for tag, _ in read.tags} <= allowed
    outside = []
    for tag, attributes in read.tags:
        assert not [name for name in attributes if name.startswith("on") or name in ("style", "srcset", "action")]
        assert tag == "meta" or "http-equiv" not in attributes
        for name in ("src", "href", "xlink:href"):
            if attributes.get(name) and not re.fullmatch(r"#(_|f\d+)|data:,", attributes[name]):
                outside.append(attributes[name])
                assert tag == "a" and attributes["rel"] == "noopener noreferrer"
    assert all(re.match(r"(https?://|mailto:)", url) for url in outside), outside
    assert len(outside) == links, outside
    for style in re.findall(r"<style>(.*?)</style>", html, re.DOTALL):
        assert not re.search(r"url\(|@import|expression|//", style)
    assert next(a["content"] for t, a in read.tags if t == "meta" and "http-equiv" in a).startswith(
        "default-src 'none';"
    )
    assert not re.search("[\ue000-\uf8ff]", html)
    return read


@pytest.fixture(scope="module")
def told(sample_tape_folder):
    return sample_brief(sample_tape_folder)


def sample_brief(folder: Path) -> tuple[Draft, str]:
    engine = Engine(read_tape(folder), DAY)
    recorder, words = Recorder(engine), language("en", assets.folder("templates"))
    made = write(recorder, rank(engine, "day"), STORIES["wrap"], words)
    wide = {d.picture.name: draw(d, recorder, words.wording) for d in made.pictures}
    small = {d.picture.name: draw(d, recorder, words.wording, NARROW) for d in made.pictures}
    return made, page(made, ENGLISH, wide, small)


def test_every_statement_is_there_once_with_its_fact(told):
    made, html = told
    body = made.markdown.index("\n---\n", 4) + 5
    spans = [(s.id, made.markdown[s.start : s.end]) for s in made.spans if s.start >= body]
    assert len(spans) > 50
    assert harmless(html).facts == spans


def test_a_fact_has_one_card_however_often_it_is_cited(told):
    _, html = told
    read = Read(html)
    cards = [a for tag, a in read.tags if tag == "aside"]
    assert len({card["id"] for card in cards}) == len(cards) == len({id for id, _ in read.facts})
    by_id = {card["id"]: card["aria-label"] for card in cards}
    for attributes, _ in read.links:
        if "data-fact" in attributes:
            target = attributes["href"].removeprefix("#")
            assert by_id[target] == attributes["data-fact"] and attributes["aria-details"] == target
            assert f".{target}:hover) #{target}" in html and f".{target}:focus-visible) #{target}" in html


def test_a_card_shows_question_answer_rows_formula_and_source():
    text = f"It rose {mark('9.5%', 0)}."
    html = page(draft(text, [fact("rut.change.ytd", status="stale")]), ENGLISH, {})
    card = re.search(r'<aside class="card" id="f0".*?</aside>', html, re.DOTALL)[0]
    for words in ("rut.change.ytd", "9.54%", "0.0954 ratio", "out of date", "2026-01-22", "2718.77", "close",
                  "close / close - 1", "Exchange"):  # fmt: skip
        assert words in card


def test_a_card_of_a_study_lists_its_cases():
    base = Statistics(n=40, hits=19, hit_rate=0.475, interval=None, mean=0.1, median=0.1, worst=-0.3, best=0.4)
    cases = (
        Instance(date=date(1991, 1, 31), condition=0.1, outcome=-0.293, hit=False),
        Instance(date=DAY, condition=0.1, outcome=None, hit=None),
    )
    study = fact("rut.study.long_lead.vs.spx", hits=0, n=1, base_rate=base, instances=cases)
    html = page(draft(mark("once", 0), [study]), ENGLISH, {})
    assert "1991-01-31" in html and "−29.3%" in html and "Held in 0 of 1; over all periods in 19 of 40" in html


@pytest.mark.parametrize(
    ("value", "unit", "shown"),
    [(True, "boolean", "yes"), (False, "boolean", "no"), (14, "rows", "14"), (-0.0132, "ratio", "−1.32%"),
     (5.71e12, "USD", "5,710,000,000,000"), ("2026-01-02", "date", "2026-01-02"), (4.255, "percent", "4.26")],
)  # fmt: skip
def test_a_card_spells_every_kind_of_answer(value, unit, shown):
    html = page(draft(mark("x", 0), [fact("rut.level", value=value, unit=unit)]), ENGLISH, {})
    assert f'<span class="answer">{shown}</span>' in html


def test_many_rows_are_cut_and_counted():
    rows = tuple(Input(series="rut", date=DAY, field="close", value=float(i)) for i in range(30))
    html = page(draft(mark("x", 0), [fact("rut.sum.5s", inputs=rows)]), ENGLISH, {})
    assert html.count("<td>rut</td>") == 8 and "and 22 more, in facts.json" in html


def test_spans_survive_headings_tables_bold_lists_and_links():
    facts = [fact("a.level"), fact("b.level")]
    body = (
        f"# Up {mark('9.5%', 0)}\n\n**{mark('bold', 1)} words** and *{mark('thin', 0)}*\n\n| | x |\n| --- | ---: |\n"
        f"| a | {mark('−1.0%', 1)} |\n\n- {mark('2,718', 0)}. one\n- two\n\n[see {mark('inside', 1)}](https://ok.example)\n"
    )
    html = page(draft(body, facts), ENGLISH, {})
    read = harmless(html, links=1)
    assert [words for _, words in read.facts] == ["9.5%", "bold", "thin", "−1.0%", "2,718"]  # no link inside a link
    assert "see inside" in "".join(read.text)
    assert '<td align="right"><a class="fact' in html and "<strong><a " in html and "<h1>Up <a " in html


def test_numbers_stay_byte_for_byte():
    body = 'It\'s -- "so" ... 1,234.5 (c) 2 x 3 \u2212 4 -> A & B < C 5*6*7 snake_case_name'
    shown = re.sub(r"</?\w+>", "", article(page(draft(body, []), ENGLISH, {}))).strip()
    assert shown == body.replace("5*6*7", "567").replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def test_front_matter_stays_out_of_sight():
    assert "front matter" not in page(draft("# Words\n\nText", []), ENGLISH, {})


def test_a_draft_without_front_matter_is_shown_whole():
    plain = draft("", [])
    plain = Draft("t", "s", "# Whole\n\ntext", (), (), plain.sheet, "en")
    assert "<h1>Whole</h1>" in page(plain, ENGLISH, {})


def test_pictures_are_inline_with_their_words_and_facts():
    body = f"![The index is {mark('up 9.5%', 0)} [so].](charts/lead.svg)"
    one, both = (
        page(draft(body, [fact("rut.change.1y")]), ENGLISH, {"lead": SVG}, narrow) for narrow in (None, {"lead": SVG})
    )
    assert one.count("<svg") == 1 and both.count("<svg") == 2
    for html in (one, both):
        caption = re.search(r"<figcaption>(.*?)</figcaption>", html)[1]
        assert re.sub(r"<.*?>", "", caption) == "The index is up 9.5% [so]."
        assert harmless(html).facts == [("rut.change.1y", "up 9.5%")]
    none = page(draft(body, [fact("rut.change.1y")]), ENGLISH, {})
    assert "<svg" not in none and "<figcaption>The index" in none


def test_a_sample_is_told_on_the_page():
    assert '<body class="sample">' in page(draft("text", [], sample=True), ENGLISH, {})
    assert "Sample, not market data</p>" in page(draft("text", [], sample=True), ENGLISH, {})
    assert 'class="ribbon"' not in page(draft("text", []), ENGLISH, {})


def test_a_page_is_the_same_each_time(told):
    made, html = told
    assert page(made, ENGLISH, {}) == page(made, ENGLISH, {})
    assert html == sample_brief(assets.folder("sample"))[1]


def test_a_page_needs_nobody(told):
    harmless(told[1])
    assert "<script" not in told[1]


def test_words_fit_small_screens_dark_rooms_and_paper(told):
    for rule in ("max-width: 68ch", "prefers-color-scheme: dark", "@media print", "@media (max-width", "tabular-nums"):
        assert rule in told[1]


@pytest.mark.parametrize("payload", HOSTILE)
def test_a_hostile_statement_is_only_words(payload):
    """Words that state a fact never become markup: the page has the shape that harmless words give it."""
    hostile, plain = (harmless(page(stated(text), ENGLISH, {})) for text in (payload, "words"))
    assert hostile.shape == plain.shape


@pytest.mark.parametrize("payload", HOSTILE)
def test_a_hostile_title_summary_or_source_is_only_words(payload):
    facts = [[fact("a.level", source=text, formula=text, unit=text)] for text in (payload, "words")]
    made = [draft(mark("x", 0), f, title=text, summary=text) for f, text in zip(facts, (payload, "words"), strict=True)]
    hostile, plain = (Read(page(each, ENGLISH, {})) for each in made)
    assert hostile.shape == plain.shape


@pytest.mark.parametrize("payload", HOSTILE)
@pytest.mark.parametrize(
    "place", ["# {0}", "text {0} text", "{0}", "| | x |\n| --- | --- |\n| {0} | 1 |", "- {0}", "> {0}", "**{0}**",
              "![{0}](charts/lead.svg)", "`{0}`", "[{0}](https://ok.example)"],
)  # fmt: skip
def test_a_hostile_name_does_no_harm_anywhere(payload, place):
    """A catalog's names stand in the Markdown as they are: they may become emphasis or a link, and nothing else."""
    html = page(draft(place.format(payload), []), ENGLISH, {"lead": SVG})
    harmless(html, links=html.count('rel="noopener noreferrer"'))
    assert "evil.example" not in "".join(re.findall(r"<[^<>]*>", article(html)))


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "JAVASCRIPT:alert(1)", "java%0ascript:x", "data:text/html,x", "vbscript:x", "//evil",
            "\x01javascript:alert(1)", "&#x6A;avascript:alert(1)", "ftp://x", "/etc/passwd", "../up", "#f0", "file:///x"],
)  # fmt: skip
def test_only_links_to_the_web_are_links(url):
    harmless(page(draft(f"[who](<{url}>) said", []), ENGLISH, {}))


def test_a_link_keeps_no_more_than_its_address():
    html = page(draft('[who](<https://ok.example/?a=1&b="2">) said', []), ENGLISH, {})
    (attributes, words) = harmless(html, links=1).links[0]
    assert (
        set(attributes) == {"href", "rel"} and words == ["who"] and attributes["href"].startswith("https://ok.example/")
    )


@pytest.mark.parametrize(
    "payload", ["<script>alert(1)</script>", "A|B <img src=x onerror=alert(1)> & Co", "[x](javascript:alert(1))"]
)
def test_a_hostile_tape_makes_a_harmless_page(payload, tmp_path, sample_tape_folder):
    """From the folder on: names, titles, sources and statements of a tape that means harm."""
    folder = tmp_path / "tape"
    shutil.copytree(sample_tape_folder, folder)
    catalog = (folder / "catalog.toml").read_text("utf-8")
    catalog = catalog.replace('name = "Gold"', f'name = "{payload}"').replace('title = "', f'title = "{payload} ')
    catalog = re.sub(r'source = ".*?"', f'source = "{payload}"', catalog)
    (folder / "catalog.toml").write_text(catalog, "utf-8")
    said = f'who = "{payload}"\ndate = 2026-01-20\nstance = "for"\nabout = "rut"\nkind = "quote"\ntext = "{payload}"\n'
    (folder / "statements.toml").write_text(f'[[statements]]\n{said}url = "https://ok.example/{payload}"\n', "utf-8")
    _, html = sample_brief(folder)
    harmless(html, links=html.count('rel="noopener noreferrer"'))
