"""Ghost's Admin API, as it was observed: silent about doubles and unknown fields, empty without `source=html`."""

import hashlib
import hmac
import json
import re
import time
from base64 import urlsafe_b64decode
from itertools import count
from urllib.parse import unquote

from tests.publish.servers.fake import Asked, Service

KEY = "abc123:" + "0f" * 32


class Ghost(Service):
    """Posts by id; `published` are those that readers see."""

    def __init__(self) -> None:
        super().__init__()
        self.posts: dict[str, dict] = {}
        self.images: list[bytes] = []
        self.numbers = count(1)
        api = "/ghost/api/admin"
        for method, path, answer in (
            ("GET", "/site/", lambda _: (200, {"site": {"version": "6.65"}})),
            ("GET", "/posts/", self.find), ("POST", "/posts/", self.create),
            ("GET", r"/posts/(\w+)/", self.read), ("PUT", r"/posts/(\w+)/", self.change),
            ("DELETE", r"/posts/(\w+)/", self.delete), ("POST", "/images/upload/", self.upload),
        ):  # fmt: skip
            self.route(method, api + path, self.guarded(answer))

    @property
    def published(self) -> list[dict]:
        return [post for post in self.posts.values() if post["status"] == "published"]

    def guarded(self, answer):
        def inside(asked: Asked, *groups: str):
            if not self.lets_in(asked):
                return 401, {"errors": [{"message": "Invalid token", "context": "invalid signature"}]}
            return answer(asked, *groups)

        return inside

    def lets_in(self, asked: Asked) -> bool:
        head, claims, mark = asked.headers["authorization"].removeprefix("Ghost ").split(".")
        name, _, secret = KEY.partition(":")
        wanted = hmac.digest(bytes.fromhex(secret), f"{head}.{claims}".encode(), hashlib.sha256)
        read = [json.loads(urlsafe_b64decode(part + "==")) for part in (head, claims)]
        fresh = abs(time.time() - read[1]["iat"]) < 300 and read[1]["aud"] == "/admin/"
        return read[0]["kid"] == name and fresh and urlsafe_b64decode(mark + "==") == wanted

    def find(self, asked: Asked):
        tag = re.search(r"tag:hash-([\w-]+)", unquote(asked.query.get("filter", "")))
        found = [p for p in self.posts.values() if tag is None or f"#{tag[1]}" in [t["name"] for t in p["tags"]]]
        return 200, {"posts": found}

    def create(self, asked: Asked):
        given = asked.json["posts"][0]
        id = f"{next(self.numbers):024x}"
        self.posts[id] = {"id": id, "slug": "", "status": "draft", "created_at": self.now(), "html": None}
        self.take(id, given, asked)
        return 201, {"posts": [self.posts[id]]}

    def take(self, id: str, given: dict, asked: Asked) -> None:
        post = self.posts[id]
        known = ("title", "slug", "status", "custom_excerpt", "meta_description", "codeinjection_head", "canonical_url",
                 "og_image", "twitter_image")  # fmt: skip
        post |= {name: given[name] for name in known if name in given}
        taken = {other["slug"] for other in self.posts.values() if other is not post}
        while post["slug"] in taken:  # no refusal: another slug
            post["slug"] = f"{given['slug']}-{next(self.numbers)}"
        if "html" in given and asked.query.get("source") == "html":  # without it: 201 and an empty body
            post["html"] = re.sub(r"<!--.*?-->", "", given["html"])
        if "tags" in given:
            post["tags"] = [{"name": name} for name in given["tags"]]
        post |= {"updated_at": self.now(), "url": f"{self.url}/{post['slug']}/"}

    def now(self) -> str:
        return f"2026-01-22T21:00:{next(self.numbers):02d}.000Z"

    def read(self, _: Asked, id: str):
        return (200, {"posts": [self.posts[id]]}) if id in self.posts else (404, {"errors": [{"message": "not found"}]})

    def change(self, asked: Asked, id: str):
        given = asked.json["posts"][0]
        if given.get("updated_at") != self.posts[id]["updated_at"]:
            return 409, {"errors": [{"message": "Saving failed", "code": "UPDATE_COLLISION"}]}
        self.take(id, given, asked)
        return 200, {"posts": [self.posts[id]]}

    def delete(self, _: Asked, id: str):
        del self.posts[id]
        return 204, None

    def upload(self, asked: Asked):
        self.images.append(asked.form["file"])
        ref = asked.form["ref"].decode()
        return 201, {"images": [{"url": f"{self.url}/content/images/{len(self.images)}-{ref}", "ref": ref}]}
