"""Where sentences end and lines go on, and what of a draft's markup is read."""

import pytest

from generator.check.text.source import read_source
from generator.check.text.tokens import sentences, tokenize

SENTENCES = {
    "U.S. stocks fell. No. 3 was gold.": ["U.S. stocks fell.", "No. 3 was gold."],
    "The Dow vs. the S&P 500. On Jan. 8 gold rose 1%.": ["The Dow vs. the S&P 500.", "On Jan. 8 gold rose 1%."],
    "It closed at 4 p.m. in New York. Then it fell.": ["It closed at 4 p.m. in New York.", "Then it fell."],
    "Rates rose in the U.S. The dollar fell.": ["Rates rose in the U.S.", "The dollar fell."],
    "J. P. Morgan bought. Mr. Smith and John F. Kennedy sold.": [
        "J. P. Morgan bought.",
        "Mr. Smith and John F. Kennedy sold.",
    ],
    "gold up 2%. silver down 3.5%. spx flat": ["gold up 2%.", "silver down 3.5%.", "spx flat"],
    "spx closed higher. gold too. ath next": ["spx closed higher.", "gold too. ath next"],
    "Gold rose to $2,700.5. It fell, e.g. by 2%.": ["Gold rose to $2,700.5.", "It fell, e.g. by 2%."],
    "Silver fell 2%.\u00b9 Gold rose.": ["Silver fell 2%.", "Gold rose."],
    "“It's up,” he said. ‘No.’ Yes!": ['"It\'s up," he said.', "'No.'", "Yes!"],
}
BLOCKS = {
    "> Gold rose on Monday and\n> closed at 52.": ["Gold rose on Monday and closed at 52."],
    "Gold rose\nbut silver fell": ["Gold rose\nbut silver fell"],
    "gold up 2%\nsilver down 1%": ["gold up 2%", "silver down 1%"],
    "VIX 37.3\n= +116% in one day, a record, second place is not close\nhighest close since 2015\non 3 Jan it was 9": [
        "VIX 37.3",
        "= +116% in one day, a record, second place is not close",
        "highest close since 2015",
        "on 3 Jan it was 9",
    ],
    "Gold rose on Monday for a third day in a row and it\nclosed at 52, which is the highest close that it has\nhad since 2011.": [
        "Gold rose on Monday for a third day in a row and it\nclosed at 52, which is the highest close that it has\nhad since 2011."
    ],
    "1. First\n2. Gold +2%\n   on the day": ["First", "Gold +2%\n   on the day"],
    "– Gold +2%\n– Silver -1%": ["Gold +2%", "Silver -1%"],
    "See [this](http://x.y/z_(a)) for S&amp;P 500.": ["See this for S&P 500."],
    "Gold | 52 | +1%\nSilver | 31 | -1%": ["Gold ", " 52 ", " +1%", "Silver ", " 31 ", " -1%"],
    "Gold\t52\t+1%\nSilver\t31\t-1%": ["Gold", "52", "+1%", "Silver", "31", "-1%"],
    "A line with a | pipe in it.\nAnother without.": ["A line with a | pipe in it.", "Another without."],
    "Text.\n\n<table><tr><td>Gold</td><td>52</td></tr></table>\n\nMore.": ["Text.", "Gold", "52", "More."],
}


@pytest.mark.parametrize(("text", "expected"), SENTENCES.items())
def test_sentences(text: str, expected: list[str]) -> None:
    (block,) = read_source(text, "markdown").blocks
    tokens = tokenize(block.text)
    found = [block.text[tokens[lo].start : tokens[hi - 1].end] for lo, hi in sentences(tokens, block.text)]
    assert found == expected


@pytest.mark.parametrize(("text", "expected"), BLOCKS.items())
def test_blocks(text: str, expected: list[str]) -> None:
    assert [b.text for b in read_source(text, "markdown").blocks] == expected
