"""Texts that say the same: reprints and copies, found in time that grows with their number and no faster.

Each text is known by the smallest hashes of its shingles of three words (a bottom-k sketch, Broder 1997); of two
sketches both the share of words in common and the share of the shorter text that lies in the longer can be estimated.
Candidates are texts that share some of the very smallest hashes, so nobody compares each with each.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from heapq import nsmallest

SKETCH = 96
"""Hashes kept of a text: a share is known to some five parts in a hundred."""

_KEYS = 16
"""Hashes of a text by which it is looked up."""
_MOST_HOLDERS = 32
"""Texts that a hash may lead to; what more of them share is a formula of their paper."""
_MOST_CANDIDATES = 8
_WIDTH = 3
_LEAST_WORDS = 30
_COPY = 0.8
_VERSION = 0.5
_SAME_FIGURES = 0.9
_WORD = re.compile(r"\w+")
_FIGURE = re.compile(r"\d+(?:[.,/-]\d+)*")
_AGENCY = re.compile(r"\b(?:TTXVN|Thông tấn xã Việt Nam|VNA|Vietnam\+|VietnamPlus)\b|TTXVN/", re.IGNORECASE)
_AGENCIES = frozenset(("vietnamplus.vn", "baotintuc.vn", "vnanet.vn", "bnews.vn"))
"""Papers of the news agency TTXVN: what others print of them are agency copies."""


@dataclass(frozen=True, slots=True)
class Sketch:
    """What is kept of a text: its smallest hashes in order, its figures, and a digest of all its words."""

    hashes: array[int]
    whole: bool
    figures: frozenset[str]
    digest: str


@dataclass(frozen=True, slots=True)
class Told:
    """A text with what is known of it; `order` sorts the first to be published to the front (ISO 8601, or empty)."""

    key: str
    source: str
    title: str
    order: str
    sketch: Sketch
    agency: bool = False


@dataclass(frozen=True, slots=True)
class Copy:
    """A text that repeats an earlier one: `key` that of the text, `first` that of the earlier.

    `kind` is `same` (the paper's own article under another address), `version` (the paper's own article, changed),
    `agency` (an agency's text in several papers) or `reprint` (another paper's text). `share` is how much of the
    shorter text lies in the longer.
    """

    key: str
    first: str
    kind: str
    share: float


def sketch_of(text: str) -> Sketch:
    """The sketch of a text; letters' case, marks of punctuation and blanks don't count."""
    words = _WORD.findall(unicodedata.normalize("NFC", text).lower())
    shingles = {" ".join(words[n : n + _WIDTH]) for n in range(max(1, len(words) - _WIDTH + 1))}
    hashes = {int.from_bytes(hashlib.blake2b(s.encode(), digest_size=8).digest(), "big") for s in shingles}
    kept = nsmallest(SKETCH, hashes)
    digest = hashlib.blake2b(" ".join(words).encode(), digest_size=16).hexdigest()
    return Sketch(array("Q", kept), len(hashes) <= SKETCH, frozenset(_FIGURE.findall(text)), digest)


def is_agency(source: str, text: str) -> bool:
    """Whether a text is an agency's: its paper is the agency's own, or its first or last lines name the agency."""
    return source in _AGENCIES or _AGENCY.search(f"{text[:300]}\n{text[-200:]}") is not None


def shares(one: Sketch, other: Sketch) -> tuple[float, float]:
    """The share of shingles in common of all that both have, and of those that the shorter has; both estimated."""
    limits = [s.hashes[-1] for s in (one, other) if not s.whole and s.hashes]
    limit = min(limits, default=(1 << 64) - 1)
    first, second = ({h for h in s.hashes if h <= limit} for s in (one, other))
    both = len(first & second)
    return both / max(1, len(first | second)), both / max(1, min(len(first), len(second)))


def find_copies(texts: Iterable[Told]) -> Iterator[Copy]:
    """Of texts those that repeat an earlier one, each once; the order of the input doesn't matter."""
    holders: dict[int, list[Told]] = {}
    for text in sorted(texts, key=lambda t: (t.order or "9999", t.source not in _AGENCIES, t.key)):
        if len(text.sketch.hashes) < _LEAST_WORDS:
            continue
        keys = text.sketch.hashes[:_KEYS]
        copy = _copy_of(text, _candidates(keys, holders))
        if copy is not None:
            yield copy
            continue
        for key in keys:
            held = holders.setdefault(key, [])
            if len(held) < _MOST_HOLDERS:
                held.append(text)


def _candidates(keys: array[int], holders: dict[int, list[Told]]) -> list[Told]:
    """The texts that share the most of the keys, those with one key in common left out."""
    votes: Counter[str] = Counter()
    found: dict[str, Told] = {}
    for key in keys:
        for text in holders.get(key, ()):
            votes[text.key] += 1
            found[text.key] = text
    return [found[key] for key, number in votes.most_common(_MOST_CANDIDATES) if number > 1]


def _copy_of(text: Told, candidates: list[Told]) -> Copy | None:
    best: Copy | None = None
    for other in candidates:
        kind, share = _relation(text, other)
        if kind and (best is None or share > best.share):
            best = Copy(text.key, other.key, kind, round(share, 2))
    return best


def _relation(text: Told, other: Told) -> tuple[str, float]:
    """What a text is to an earlier one; an empty kind where it is a text of its own.

    Texts of one form with other figures are of their own: courses are reported in the same words year by year.
    """
    alike, share = shares(text.sketch, other.sketch)
    if text.source == other.source:
        if text.sketch.digest == other.sketch.digest:
            return "same", 1.0
        if text.title == other.title and alike >= _VERSION:
            return "version", share
        return ("version" if alike >= _COPY and _same_figures(text, other) else ""), share
    if share < _COPY or not _same_figures(text, other):
        return "", share
    return ("agency" if text.agency or other.agency else "reprint"), share


def _same_figures(text: Told, other: Told) -> bool:
    one, two = text.sketch.figures, other.sketch.figures
    fewer = min(len(one), len(two))
    return not fewer or len(one & two) >= _SAME_FIGURES * fewer
