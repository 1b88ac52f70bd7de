"""People at the desk, as a browser without scripts would carry them: cookies kept, forms with their token."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser

from argon2 import PasswordHasher
from starlette.testclient import TestClient

from generator.desk.app import application
from generator.desk.door import Door
from generator.desk.room import Room

NOON = datetime(2026, 1, 23, 12, tzinfo=UTC)
PASSWORD = "correct horse battery"  # of nobody real
QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
HOSTS = ("127.0.0.1", "localhost", "desk.example.com")
TRUE = "# Small caps\n\n*Closes of Thursday, 22 January 2026*\n\nThe Russell 2000 is up 9.6% this year.\n"
FALSE = TRUE.replace("9.6%", "12.5%")


OPEN = []


def close_all():
    """Closes the browsers of a test."""
    while OPEN:
        OPEN.pop().__exit__(None, None, None)


class Clock:
    """Stands still until it is moved."""

    def __init__(self):
        self.at = NOON

    def __call__(self):
        self.at += timedelta(milliseconds=1)
        return self.at

    def pass_(self, **time):
        """Lets time pass."""
        self.at += timedelta(**time)


def room(store, referee, *, accounts=False, **options):
    """A desk; with accounts Ada reviews, Bob writes and Pam publishes."""
    door = None
    if accounts:
        door = Door(store, QUICK)
        for name, role in (("Ada", "reviewer"), ("Bob", "writer"), ("Pam", "publisher")):
            door.add(name, role, PASSWORD, NOON)
    return Room(store, lambda: referee, Clock(), "Nina", door=door, **options)


class Visitor:
    """One browser."""

    def __init__(self, at: Room, address="127.0.0.1"):
        self.room = at
        self.client = TestClient(
            application(at, HOSTS), base_url="http://127.0.0.1", follow_redirects=False, client=(address, 5000)
        )
        self.client.__enter__()  # one event loop for all its requests
        OPEN.append(self.client)
        self.token = ""

    def get(self, path, **options):
        """A page; its form token is remembered."""
        answer = self.client.get(path, **options)
        found = re.search(r'name="form" value="([0-9a-f]+)"', answer.text)
        self.token = found[1] if found else self.token
        return answer

    def post(self, path, follow=True, **fields):
        """A form, sent back as it came."""
        if not self.token:
            self.get("/new")
        answer = self.client.post(path, data={"form": self.token, **fields})
        return self.get(answer.headers["location"]) if follow and answer.status_code == 303 else answer

    def script(self, path, **fields):
        """What the page's script sends."""
        if not self.token:
            self.get("/new")
        return self.client.post(path, json=fields, headers={"X-Truetape-Form": self.token})

    def sign_in(self, name, password=PASSWORD):
        """Signs in from the page."""
        self.get("/login")
        answer = self.client.post("/login", data={"form": self.token, "name": name, "password": password})
        self.token = ""
        return answer

    def hand_in(self, text=TRUE):
        """A new draft; its number."""
        answer = self.post("/new/article", follow=False, text=text)
        assert answer.status_code == 303, answer.text
        return int(re.search(r"/drafts/(\d+)", answer.headers["location"])[1])


class Elements(HTMLParser):
    """The elements of a page with their attributes, and its words."""

    def __init__(self, html):
        super().__init__(convert_charrefs=True)
        self.found, self.words = [], []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.words.append(data)

    @property
    def text(self):
        """All words of the page."""
        return "".join(self.words)

    def all(self, tag):
        """The attributes of every element of a name."""
        return [attrs for name, attrs in self.found if name == tag]
