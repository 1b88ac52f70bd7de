"""Answers kept by the hash of everything that was asked, so that an unchanged draft costs nothing."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from generator.files import write_whole
from generator.polish.models.model import Ask, Reply


class Cache:
    """A folder of answers. It is never needed: what cannot be read or written is passed over."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def get(self, key: str) -> Reply | None:
        """The answer kept for a key."""
        try:
            found = json.loads(self._path(key).read_text("utf-8"))
            text = found["text"]
            return Reply(text, 0, 0) if isinstance(text, str) else None
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def put(self, key: str, reply: Reply) -> None:
        """Keeps an answer: whole, or not at all, and only for its owner to read."""
        path = self._path(key)
        try:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            write_whole(path, json.dumps({"text": reply.text}, ensure_ascii=False).encode(), mode=0o600)
        except OSError:
            return

    def _path(self, key: str) -> Path:
        return self.folder / key[:2] / f"{key}.json"


def key_of(address: str, model: str, ask: Ask) -> str:
    """The hash of a request: where to, which model, and every word of it. No key of an account is part of it."""
    told = json.dumps([address, model, ask.system, ask.user, ask.schema, ask.longest], sort_keys=True)
    return hashlib.sha256(told.encode()).hexdigest()
