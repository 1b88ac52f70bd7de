"""Every test of the store runs on both databases: SQLite, and a PostgreSQL that is started where it is installed."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from generator.store.database import Store, open_store

PLACES = ("/usr/lib/postgresql/*/bin", "/usr/local/pgsql/bin", "/opt/homebrew/opt/postgresql*/bin")
NUMBERS = count()


def binaries() -> Path | None:
    """The folder of the newest PostgreSQL of this machine."""
    found = [each.parent for place in PLACES for each in sorted(Path("/").glob(f"{place[1:]}/initdb"))]
    on_path = shutil.which("initdb")
    return found[-1] if found else Path(on_path).parent if on_path else None


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The URL of a server that ends with the session, without a database; it listens on a Unix socket only."""
    bin = binaries()
    if bin is None:
        pytest.skip("no PostgreSQL on this machine")
    # PostgreSQL refuses to run as root, and pytest's own folders are closed to everybody else.
    user = pwd.getpwnam("nobody").pw_name if os.geteuid() == 0 else None
    with tempfile.TemporaryDirectory(prefix="pg-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        if user:
            os.chown(folder, pwd.getpwnam(user).pw_uid, -1)
        settings = f"-c listen_addresses='' -c unix_socket_directories={folder} -c fsync=off -c shared_buffers=16MB"

        def run(program: str, *arguments: str | Path) -> None:
            command = [bin / program, "-D", folder / "data", *arguments]
            subprocess.run(command, user=user, cwd=folder, stdout=subprocess.DEVNULL, check=True)

        run("initdb", "-A", "trust", "-U", "truetape", "-E", "UTF8", "--locale=C", "--no-sync")
        run("pg_ctl", "-o", settings, "-w", "-l", folder / "log", "start")
        try:
            yield f"postgresql://truetape@/{{}}?host={folder}"
        finally:
            run("pg_ctl", "-m", "immediate", "stop")


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a store that is not there yet."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/store.db"
    server = request.getfixturevalue("postgres")
    name = f"t{next(NUMBERS)}"
    engine = create_engine(server.format("postgres").replace(":", "+psycopg:", 1), isolation_level="AUTOCOMMIT")
    with engine.connect() as db:
        db.execute(text(f"CREATE DATABASE {name}"))
    engine.dispose()
    return server.format(name)


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    """An open, empty store."""
    opened = open_store(url)
    yield opened
    opened.close()
