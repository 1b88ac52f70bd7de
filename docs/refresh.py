"""Puts what the product prints today into the documentation: `python docs/refresh.py`, or `--check` to compare only.

A shown part stands between `<!-- shown: WHAT -->` and `<!-- end shown -->`. WHAT is a command (`truetape facts ...`) or
the name of one of the parts below. Everything is made from the sample tape, in a folder that holds nothing but the
drafts of docs/examples and the sample as `my-tape`.
"""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

REPOSITORY = Path(__file__).parents[1]
PAGES = (REPOSITORY / "README.md", *sorted((REPOSITORY / "docs").glob("*.md")))
PICTURE = REPOSITORY / "docs" / "images" / "brief.svg"
SHOWN = re.compile(r"(<!-- shown: (.+?) -->\n).*?(<!-- end shown -->)", re.DOTALL)
EXAMPLES = REPOSITORY / "docs" / "examples"
FIXED = {"COLUMNS": "140", "NO_COLOR": "1", "LC_ALL": "C.UTF-8", "TZ": "UTC", "XDG_DATA_HOME": os.devnull}
NARROW = {"COLUMNS": "100"}  # for running text
CHAPTERS = 1  # of the brief that are shown


def main() -> int:
    """Refreshes all pages and the picture, and names what changed; with `--check` it only names, and returns 1."""
    fresh = {page: refreshed(page) for page in PAGES} | {PICTURE: brief()[1]}
    stale = [path for path, text in fresh.items() if not path.exists() or path.read_text("utf-8") != text]
    if "--check" not in sys.argv[1:]:
        for path in stale:
            path.parent.mkdir(exist_ok=True)
            path.write_text(fresh[path], "utf-8")
    for path in stale:
        sys.stdout.write(f"{path.relative_to(REPOSITORY)}\n")
    return 1 if stale and "--check" in sys.argv[1:] else 0


def refreshed(page: Path) -> str:
    """The text of a page with every shown part as it is today."""
    return SHOWN.sub(lambda part: part[1] + shown(part[2]) + part[3], page.read_text("utf-8"))


def shown(what: str) -> str:
    """A shown part, as Markdown."""
    if what == "brief":
        return _quoted(_shortened(brief()[0]))
    if what == "polish":
        return _polished()
    if what in QUESTIONS:
        return _fenced("json", _one_line_a_field(_answer(QUESTIONS[what])))
    return _fenced("console", f"$ {what}\n{_run(what)[1]}")


QUESTIONS = {"fact": "rut.change.ytd", "study": "rut.study.long_lead.vs.spx"}


@cache
def brief() -> tuple[str, str]:
    """The Markdown of the sample's brief, and its picture."""
    with tempfile.TemporaryDirectory() as name:
        _run("truetape brief --quiet --out briefs", Path(name))
        folder = next(Path(name, "briefs").iterdir())
        picture = next(iter(sorted((folder / "charts").glob("*.svg"))))
        return (folder / "brief.md").read_text("utf-8"), picture.read_text("utf-8")


def _polished() -> str:
    """A polish of the sample's brief by rules, and what its report says of the first sentence that was rewritten."""
    with tempfile.TemporaryDirectory() as name:
        _run("truetape brief --quiet --out briefs", Path(name))
        text = next(Path(name, "briefs").glob("*/brief.md")).relative_to(name)
        command = f"truetape polish {text} --model rules --out better.md --report polish.json"
        told = _run(command, Path(name))[1]
        report = json.loads(Path(name, "polish.json").read_text("utf-8"))
    first = next(s for s in report["sentences"] if s["verdict"] == "accepted")
    fields = {field: first[field] for field in ("plain", "proposed", "verdict", "final")}
    return _fenced("console", f"$ {command}\n{told}") + "\n" + _fenced("json", _one_line_a_field(fields))


def _shortened(markdown: str) -> str:
    """A brief without front matter, to its first chapters, with smaller headings and the picture of this folder."""
    text = re.sub(r"\A---\n.*?\n---\n+", "", markdown, flags=re.DOTALL)
    text = "## ".join(text.split("## ")[: CHAPTERS + 1])
    text = re.sub(r"\]\(charts/[^)]+\)", f"]({PICTURE.relative_to(REPOSITORY).as_posix()})", text)
    return re.sub(r"^#", "###", text.strip(), flags=re.MULTILINE) + "\n\n*[...]*"


def _quoted(text: str) -> str:
    return "".join(f"> {line}".rstrip() + "\n" for line in text.splitlines())


def _fenced(language: str, text: str) -> str:
    return f"```{language}\n{text.rstrip()}\n```\n"


def _answer(question: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(_run(f"truetape facts --quiet --json --ask {question}")[0])["facts"][0]
    return found


def _one_line_a_field(fact: dict[str, Any]) -> str:
    """JSON with a line for each field, and for each row or case of a list; numbers to six figures."""
    fields = []
    for name, value in fact.items():
        text = json.dumps(_short(value), ensure_ascii=False)
        if isinstance(value, list) and value and isinstance(value[0], dict):
            text = "[\n" + ",\n".join(f"    {json.dumps(_short(each))}" for each in value) + "\n  ]"
        fields.append(f'  "{name}": {text}')
    return "{\n" + ",\n".join(fields) + "\n}"


def _short(value: Any) -> Any:  # noqa: ANN401 - what JSON holds
    if isinstance(value, dict):
        return {name: _short(each) for name, each in value.items()}
    if isinstance(value, list):
        return [_short(each) for each in value]
    return float(f"{value:.6g}") if isinstance(value, float) else value


@cache
def _run(command: str, folder: Path | None = None) -> tuple[str, str]:
    """What a command prints: standard output, and that together with standard error."""
    program, *arguments = shlex.split(command)
    checking = arguments[0] == "check"
    environment = {name: value for name, value in os.environ.items() if not name.startswith("TRUETAPE_")} | FIXED
    environment |= {"PYTHONPATH": str(REPOSITORY)} | (NARROW if checking else {})
    with tempfile.TemporaryDirectory() as name:
        for path in (*EXAMPLES.glob("*.md"), REPOSITORY / "fixtures" / "sample"):
            Path(name, "my-tape" if path.is_dir() else path.name).symlink_to(path)
        done = subprocess.run(  # noqa: S603 - our own command
            [sys.executable, "-m", "generator", *arguments], cwd=folder or name, env=environment, text=True,
            encoding="utf-8", capture_output=True, check=False,
        )  # fmt: skip
    if program != "truetape" or done.returncode not in ((0, 1, 2) if checking else (0, 2)):
        raise SystemExit(f"{command} ended with {done.returncode}\n{done.stderr}")
    lines = (done.stdout + done.stderr).splitlines()
    return done.stdout, "\n".join(line.rstrip() for line in lines)


if __name__ == "__main__":
    sys.exit(main())
