"""Labelled sentences: the generated corpus, and (where they lie beside the checkout) drafts by people."""

import json
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from accuracy import CLASSES, SAMPLE, measure

from generator.check import check
from generator.tape import read_tape

SHARED = Path(__file__).parents[3] / "shared"
LABELS = SHARED / "claims" / "drafts" / "labels.jsonl"


def test_planted_errors_are_found_and_true_claims_are_left() -> None:
    counts, misses = measure(read_tape(SAMPLE), 12)
    wrong = Counter[str]()
    for kind in CLASSES:
        wrong.update(counts[kind])
    assert wrong["found"] / wrong["n"] >= 0.98, misses[:5]
    assert wrong["green"] / wrong["n"] <= 0.01
    assert counts["clean"]["alarm"] == 0
    assert counts["clean"]["covered"] / counts["clean"]["n"] >= 0.98


@pytest.mark.skipif(not LABELS.exists(), reason="no labelled drafts beside the checkout")
def test_drafts_by_people() -> None:
    tape = read_tape(SHARED / "tape")
    rows = [json.loads(line) for line in LABELS.read_text().splitlines()]
    days = {r["draft"]: date.fromisoformat(r["as_of"]) for r in rows if "as_of" in r}
    texts = {d: (LABELS.parent / f"{d}.md").read_text() for d in days}
    found = {d: check(texts[d], tape, as_of=days[d]).claims for d in days}
    tally = Counter[str]()
    for row in rows:
        if "quote" not in row or row.get("occurrence", 1) != 1:
            continue
        start = texts[row["draft"]].find(row["quote"])
        end = start + len(row["quote"])
        verdicts = {c.verdict for c in found[row["draft"]] if c.start < end and c.end > start}
        true = row["verdict"] == "supported"
        if (row.get("optional") and not verdicts) or (not true and "supported" in (row.get("also_acceptable") or [])):
            continue
        tally["true" if true else "wrong"] += 1
        tally["alarm"] += true and bool(verdicts & {"contradicted", "imprecise"})
        tally["covered"] += true and "supported" in verdicts
        tally["found"] += not true and bool(verdicts - {"supported"})
    assert tally["alarm"] / tally["true"] <= 0.02
    assert tally["covered"] / tally["true"] >= 0.95
    assert tally["found"] / tally["wrong"] >= 0.85  # opinions that need not be found count here too
