"""What an article is: a text, what is known of it, and the ids that never change."""

from __future__ import annotations

import hashlib
import unicodedata
from dataclasses import dataclass
from datetime import date


def _hash(*parts: str) -> str:
    """16 hexadecimal digits over the parts, kept apart by a character no text holds."""
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Article:
    """A press article as stored: offsets of every fact count code points of `text`.

    What is not known is None; nothing is filled in. `name` is the label under which the user knows the
    article (the file's stem, or the id of `meta.csv`) and names its gold file. `published_basis` says
    where `published` comes from: `meta` (given beside the text), `page` (read from the web page) or
    `text` (read from the dateline).
    """

    text: str
    name: str = "text"
    title: str | None = None
    published: date | None = None
    source: str | None = None
    url: str | None = None
    author: str | None = None
    published_basis: str | None = None

    @property
    def article_id(self) -> str:
        """Hash of the URL, or of the text where there is none: 16 hexadecimal digits."""
        return _hash("url", self.url) if self.url else _hash("text", self.text)

    @property
    def version(self) -> str:
        """Hash of the text in NFC: two versions of one article differ in it."""
        return _hash("version", unicodedata.normalize("NFC", self.text))
