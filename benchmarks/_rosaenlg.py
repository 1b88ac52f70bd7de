"""RosaeNLG, which comes from npm into the user's cache, and its time for a market text of some length."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import _measure  # noqa: F401 - the code beside it

from generator.settings import cache_folder

ROSAENLG = "3.2.6"
HERE = Path(__file__).parent / "rosaenlg"


def install(short: bool) -> Path | None:
    """The folder of RosaeNLG's modules; None, with a message, where they cannot be had."""
    folder = cache_folder() / f"rosaenlg-{ROSAENLG}"
    modules = folder / "node_modules"
    if not shutil.which("node") or not shutil.which("npm"):
        print("\nAgainst RosaeNLG: skipped, for there is no node with npm on this machine.")
        return None
    if (modules / "rosaenlg" / "package.json").is_file():
        return modules
    if short:
        print("\nAgainst RosaeNLG: skipped, for RosaeNLG is not installed yet and a short run installs nothing.")
        return None
    folder.mkdir(parents=True, exist_ok=True)
    command = ["npm", "install", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix", ".", f"rosaenlg@{ROSAENLG}"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        print(f"\nAgainst RosaeNLG: skipped, for npm could not install RosaeNLG {ROSAENLG}.")
        return None
    return modules


def rosae(modules: Path, words: float, texts: int) -> dict[str, float]:
    """Milliseconds of CPU and of the clock a text, and how many words one has; warm, in one process."""
    command = ["node", "time.js", str(modules), "market.pug", str(round(words)), str(texts)]
    found: dict[str, float] = json.loads(subprocess.run(command, cwd=HERE, capture_output=True, check=True).stdout)
    return found
