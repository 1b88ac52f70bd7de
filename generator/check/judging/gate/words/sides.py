"""Words that take sides: a sentence has one of them, and what says the opposite has another of the same row."""

from __future__ import annotations

from generator.check.text.wordset import wordset

Side = tuple[str, int]  # the row, and which of its sides

_ROWS: dict[str, tuple[str, ...]] = {
    "move": (
        """rise rises rose risen rising rally rallied climb climbs climbed climbing gain gains gained gaining advance
        advances advanced jump jumps jumped leap leaps leapt leaped soar soars soared surge surges surged rocketed
        increase increases increased grow grows grew grown swelled up""",
        """fall falls fell fallen falling loss losses lost lose loses drop drops dropped slide slides slid slip slips
        slipped sink sinks sank sunk decline declines declined decrease decreases decreased shed sheds dive dived plunge
        plunges plunged plummeted tumble tumbled crash crashes crashed crashing slump slumped shrink shrank shrunk
        retreat retreated down""",
    ),
    "place": ("above higher", "below beneath under lower"),
    "better": ("better outperformed outdone beaten beat beats ahead leads", "worse underperformed behind trails trailed trailing lags lagged lagging"),
    "size": ("wider larger bigger greater further exceeded exceed exceeds", "narrower smaller"),
    "amount": ("more", "less fewer"),
    "spot": ("middle centre", "top", "bottom"),
    "asset": ("option options", "bond bonds", "stock stocks share shares equities"),
    "caps": ("small", "large"),
    "limit": ("at-least", "at-most"),
    "still": ("unchanged unmoved", "changed moved"),
    "case": ("for favour favor", "against"),
    "price": ("dearer costlier", "cheaper"),
    "grip": ("tight tighten tightens tightened tightening tighter", "loose loosen loosens loosened loosening looser ease eased eases easing easier"),
    "width": ("widen widens widened widening", "narrow narrows narrowed narrowing"),
    "calm": ("calm calmer calmest calmed quiet quieter", "wild wilder rough rougher"),
    "mood": ("risk appetite belief believer believers", "caution cautious fear fears doubt doubts doubter doubters"),
    "help": ("boost boosts boosting boosted lift support adding", "drain drains draining drained drag drags"),
    "order": ("first", "last latest"),
    "time": ("before", "after following"),
    "streak": ("winning", "losing"),
    "bounds": ("inside within", "outside beyond out"),
    "height": ("highest", "lowest"),
    "merit": ("best", "worst"),
    "force": ("strongest", "weakest"),
    "extent": ("largest biggest most", "smallest least"),
    "share": (
        "all every always whole entire everybody", "most mostly usually often majority many largely",
        "some sometimes partly several part", "few seldom rarely scarcely", "none neither",
    ),
    "degree": ("much greatly lot plenty", "little hardly barely"),
    "pair": ("both", "neither"),
    "bond": ("strong strongly tight", "moderate moderately", "weak weakly loose loosely"),
    "reach": ("short shy", "past beyond"),
    "centre": ("mean average averages averaged averaging", "median"),
    "flow": ("inflow inflows entering entered", "outflow outflows leaving withdrawals withdrew"),
    "sum": ("include includes included including", "exclude excludes excluded excluding"),
    "accord": ("agree agrees agreed same", "disagree disagrees odds different another opposite"),
    "verdict": ("supported", "contradicted", "undecided"),
    "clear": ("clear", "split divided mixed unclear"),
    "surety": ("may might could perhaps possibly possible can would", "will must shall certainly surely"),
    "days": ("day days daily session sessions", "week weeks weekly"),
}  # fmt: skip

SIDES: dict[str, list[Side]] = {}
for _row, _words in _ROWS.items():
    for _side, _group in enumerate(_words):
        for _word in wordset(_group):
            SIDES.setdefault(_word, []).append((_row, _side))
