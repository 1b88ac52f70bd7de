"""Numbers with their nouns."""

from generator.counts import counted


def test_one_is_no_plural() -> None:
    """Every other number is one."""
    told = [counted(n, "row") for n in (0, 1, 2, 1000)]
    assert told == ["0 rows", "1 row", "2 rows", "1,000 rows"]
    assert (counted(1, "entry", "entries"), counted(2, "entry", "entries")) == ("1 entry", "2 entries")
