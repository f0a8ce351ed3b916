"""Addresses that tell articles apart, and those that don't: `N/A`, home pages, one address for several texts."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from urllib.parse import urlsplit

from corpora.article import Article
from corpora.unread import Unread

_GRAM = 5
_BARE = re.compile(r"(?:[a-z0-9-]{1,63}\.){1,9}[a-z]{2,20}(?:/\S*)?$", re.IGNORECASE)
_WORD = re.compile(r"\w+")

Peek = tuple[str, str, Callable[[], str]]
"""An address, the place of the text that claims it, and the way to that text."""


def is_address(url: str) -> bool:
    """True where it is http or https with a host and without blanks."""
    try:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and not re.search(r"\s", url)
    except ValueError:
        return False


def is_home(url: str) -> bool:
    """True for the address of a whole site: no path, no query (`https://x.vn/`, but not `https://x.vn/#/bai/1`)."""
    parts = urlsplit(url)
    return parts.path in ("", "/") and not parts.query and not parts.fragment.startswith(("/", "!"))


def find_shared(peeks: Callable[[], Iterable[Peek]]) -> dict[str, list[str]]:
    """Addresses that clearly different texts claim, with the places of those texts.

    Texts are the same article where the shorter shares at least half of its runs of five words with the other.
    `peeks` is gone through once, and a second time only where an address comes twice.
    """
    once: set[str] = set()
    twice: set[str] = set()
    for url, _, _ in peeks():
        if not is_address(url) or is_home(url):
            continue
        (twice if url in once else once).add(url)
    if not twice:
        return {}
    places: dict[str, list[str]] = {}
    first: dict[str, frozenset[int]] = {}
    differ = set()
    for url, place, read in peeks():
        if url in twice:
            places.setdefault(url, []).append(place)
            grams = _grams(read())
            if not _same_article(grams, first.setdefault(url, grams)):
                differ.add(url)
    return {url: where for url, where in places.items() if url in differ}


def _grams(text: str) -> frozenset[int]:
    words = _WORD.findall(unicodedata.normalize("NFC", text).casefold())
    return frozenset(hash(tuple(words[n : n + _GRAM])) for n in range(max(1, len(words) - _GRAM + 1)))


def _same_article(one: frozenset[int], other: frozenset[int]) -> bool:
    return 2 * len(one & other) >= min(len(one), len(other))


class Addresses:
    """What is known of the addresses of one input while its articles go by."""

    def __init__(self, shared: Mapping[str, list[str]]) -> None:
        self._shared = shared
        self._told: set[str] = set()

    def check(self, article: Article, place: str) -> Iterator[Article | Unread]:
        """The article, without an address that doesn't tell it from others; of that, a word, once an address."""
        url = article.url
        if url is None:
            yield article
            return
        if not is_address(url):
            hint = "; write it with https:// in front" if _BARE.match(url) else ""
            yield Unread(place, f"url {url[:80]!r} is no address; left out{hint}")
        elif is_home(url):
            if self._say(url):
                reason = f"url {url!r} is a whole site's address and tells no article from another; left out"
                yield Unread(place, f"{reason} wherever it stands; give each article's own", "left_aside")
        elif url in self._shared:
            if self._say(url):
                yield Unread(place, _describe_shared(url, self._shared[url]))
        else:
            yield article
            return
        yield replace(article, url=None)

    def _say(self, url: str) -> bool:
        """True for the first time."""
        new = url not in self._told
        self._told.add(url)
        return new


def _describe_shared(url: str, places: list[str]) -> str:
    more = f" and {len(places) - 3} more" if len(places) > 3 else ""
    listed = ", ".join(places[:3]) if more else " and ".join([", ".join(places[:-1]), places[-1]])
    return (
        f"url {url!r} stands for clearly different texts ({listed}{more}); it is left out of all of them, "
        "so that none replaces another; give each its own"
    )
