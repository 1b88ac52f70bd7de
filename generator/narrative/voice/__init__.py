"""The voice of one brief: what templates call to print facts. Every printed fact is marked with its place in the sheet.

Each module holds the methods for one kind of thing to say. Those it lists in FILTERS take a fact
(`{{ p.day | moved }}`); those in FUNCTIONS take an instrument or nothing (`{{ the(p.x) }}`). They spell and choose
words; they compute nothing.
"""

from generator.narrative.voice import cases, dates, names, records, speaker, values

PARTS = (speaker, values, dates, records, cases, names)
FILTERS: tuple[str, ...] = tuple(name for part in PARTS for name in part.FILTERS)
FUNCTIONS: tuple[str, ...] = tuple(name for part in PARTS for name in part.FUNCTIONS)


class Voice(values.Values, dates.Dates, records.Records, cases.Cases, names.Names):
    """Prints the facts of one brief in one language."""
