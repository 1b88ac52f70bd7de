"""A working day on either database: import, brief, revision, export, doctor."""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from generator import cli
from generator.cli import common
from generator.tape import read_tape
from generator.tape.series import to_date
from generator.tape.sessions import closes

EVENING = datetime(2026, 1, 22, 22, tzinfo=UTC)
DAYS = [to_date(day) for day in closes("XNYS", 2024, 2026) if to_date(day) <= EVENING.date()][-300:]


def test_a_working_day(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """From somebody's file to the sentence that a revision overtook."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("TRUETAPE_STORE__URL", url)

    def run(*words: str, hour: int = 22, status: int = 0) -> str:
        monkeypatch.setattr(common, "now", lambda: EVENING.replace(hour=hour))
        monkeypatch.setattr(sys, "argv", ["truetape", *words])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        printed = capsys.readouterr()
        assert ended.value.code == status, printed.err + printed.out
        return printed.out

    values = [100 + n * 37 % 23 / 5 + n / 20 for n in range(len(DAYS))]

    def write(last: float) -> None:
        german = [f"{value:.2f}".replace(".", ",") for value in (*values[:-1], last)]
        lines = [f"{day:%d.%m.%Y};{value}" for day, value in zip(DAYS, german, strict=True)]
        (tmp_path / "rut.csv").write_text("Datum;Schluss\n" + "\n".join(lines) + "\n", "utf-8")

    write(values[-1])
    assert "300 new" in run("import", "rut.csv", "--as", "rut")
    brief = json.loads(run("brief", "--due", "--json"))
    assert (brief["as_of"], brief["sample"]) == ("2026-01-22", False)
    assert "Nothing to do" in run("brief", "--due")
    write(values[-1] * 1.03)
    assert "1 revised" in run("import", "rut.csv", "--as", "rut", hour=23)
    assert "No longer true:" in run("revisions", status=1)
    run("export", "then", "--known-at", "2026-01-22T22:30")
    run("export", "now")
    then, now = (read_tape(tmp_path / name).series["rut"].close[-1] for name in ("then", "now"))
    assert (then, now) == (round(values[-1], 2), round(values[-1] * 1.03, 2))
    told = json.loads(run("doctor", "--json", "--offline", hour=23))
    assert ("data", "rut", "ok") in {(each["section"], each["name"], each["state"]) for each in told["findings"]}
