"""Searching only where it can succeed: most patterns need words that most sentences lack.

A pattern without regard to case is tried at every character. Its hooks are phrases of which one stands in everything it
matches; they are read off the pattern itself. Finding them in the whole text once and looking up, sentence by
sentence, whether one is there is many times faster than the pattern. The idea is that of RE2's `FilteredRE2`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache

Hooks = tuple[str, ...]

_TOKEN = re.compile(
    r"(?P<look>\(\?<?[=!])|(?P<open>\((?:\?:|\?P<\w{1,40}>)?(?!\?))|(?P<close>\))|(?P<bar>\|)"
    r"|(?P<any>\[\^?\]?(?:\\.|[^\]\\]){0,400}\]|\\[A-Za-z0-9]|[.^$])"
    r"|(?P<times>(?:[*+?]|\{[\d,]{1,9}\})\??)|\\?(?P<char>.)",
    re.DOTALL,
)


_DIGITS = re.compile(r"\D*(\d*)")


@cache
def hooks_of(pattern: str) -> Hooks:
    """Phrases in lower case of which one stands in every match of a pattern; none where it has no such phrases.

    >>> hooks_of(r"(?:khai|bế) giảng\\s(?:chương trình )?(lớp|khóa)")
    ('khóa', 'lớp')
    """
    tokens = [(m.lastgroup or "", m[m.lastgroup or 0]) for m in _TOKEN.finditer(pattern)]
    best, rest = _either(tokens, 0)
    if rest != len(tokens):
        raise ValueError(f"the brackets of the pattern {pattern!r} don't match")
    return tuple(sorted(best))


def _either(tokens: Sequence[tuple[str, str]], at: int) -> tuple[frozenset[str], int]:
    """The hooks of alternatives from token `at` on, none where one has none; and where the alternatives end."""
    branches: list[frozenset[str]] = []
    while True:
        hooks, at = _sequence(tokens, at)
        branches.append(hooks)
        if at == len(tokens) or tokens[at][0] == "close":
            return (frozenset().union(*branches) if all(branches) else frozenset()), at
        at += 1


def _sequence(tokens: Sequence[tuple[str, str]], at: int) -> tuple[frozenset[str], int]:
    """The best hooks of what stands in a row from token `at` on, and where the row ends."""
    best: frozenset[str] = frozenset()
    run = ""
    while at < len(tokens) and tokens[at][0] not in ("bar", "close"):
        kind, text = tokens[at]
        hooks: frozenset[str] = frozenset()
        if kind in ("open", "look"):
            hooks, at = _either(tokens, at + 1)
        times = tokens[at + 1][1] if at + 1 < len(tokens) and tokens[at + 1][0] == "times" else ""
        at += 2 if times else 1
        optional = times[:1] in ("?", "*") or times.startswith(("{0", "{,"))
        if kind == "char" and not times:
            run += text.lower()
            continue
        if kind == "char" and not optional:
            run += text.lower()
        best, run = _better(best, frozenset([run] if run else [])), ""
        if kind == "open" and not optional:
            best = _better(best, hooks)
    return _better(best, frozenset([run] if run else [])), at


def _better(one: frozenset[str], other: frozenset[str]) -> frozenset[str]:
    """The hooks that fewer texts have: their shortest is longer."""
    return other if min(map(len, other), default=0) > min(map(len, one), default=0) else one


def lower(plain: str) -> str:
    """Lower case with every character at its place (the few whose lower case is longer stay)."""
    low = plain.lower()
    return low if len(low) == len(plain) else "".join(c.lower() if len(c.lower()) == 1 else c for c in plain)


def _find_all(low: str, hook: str) -> Iterator[int]:
    place = low.find(hook)
    while place >= 0:
        yield place
        place = low.find(hook, place + 1)


@lru_cache(maxsize=2)
def low_of(plain: str) -> str:
    """`lower(plain)`, kept for the last two texts, so that it may be asked for again and again.

    Alternatives are several times faster on lower case than a pattern without regard to case is.
    """
    return lower(plain)


def find_hooks(plain: str, hooks: Hooks) -> list[int]:
    """Where any of the hooks begins in a text, in order."""
    low = low_of(plain)
    return sorted(place for hook in hooks for place in _find_all(low, hook))


@lru_cache(maxsize=2)
def find_digit_runs(low: str) -> list[tuple[int, int]]:
    """Where the runs of digits of a text in lower case begin and end; the last two texts are kept."""
    # What stands between runs is counted off, which is twice as fast as searching for the next digit.
    return [m.span(1) for m in _DIGITS.finditer(low) if m[1]]


def has_hook(plain: str, hooks: Hooks, start: int, end: int) -> bool:
    """True where any of the hooks stands in `plain[start:end]`, a short stretch, or where there are none."""
    low = low_of(plain)[start:end]
    return not hooks or any(hook in low for hook in hooks)


class Hooked:
    """A pattern without regard to case that is searched for only in stretches that have one of its hooks."""

    __slots__ = ("_compiled", "_hooks", "_last", "_low", "_source")

    def __init__(self, pattern: str) -> None:
        self._source = pattern
        self._compiled: re.Pattern[str] | None = None
        self._low: re.Pattern[str] | None = None
        self._hooks = hooks_of(pattern)
        self._last: tuple[str, list[int]] = ("", [])
        if not self._hooks:
            raise ValueError(f"no phrase stands in every match of {pattern!r}")

    @property
    def pattern(self) -> re.Pattern[str]:
        """The pattern itself, compiled when a text first has one of its hooks: no article needs them all."""
        if self._compiled is None:
            self._compiled = re.compile(self._source, re.IGNORECASE)
        return self._compiled

    def search(self, plain: str, start: int, end: int) -> re.Match[str] | None:
        """The first match in `plain[start:end]`."""
        return self.pattern.search(plain, start, end) if self._may_match(plain, start, end) else None

    def search_in(self, stretch: str) -> re.Match[str] | None:
        """The first match in a stretch that was cut out of a text."""
        low = stretch.lower()
        return self.pattern.search(stretch) if any(hook in low for hook in self._hooks) else None

    @property
    def low_pattern(self) -> re.Pattern[str]:
        """The pattern for text in lower case, in which it is searched for some times faster."""
        if self._low is None:
            bare = re.sub(r"\\.", "", self._source)
            self._low = re.compile(self._source, 0 if bare == bare.lower() else re.IGNORECASE)
        return self._low

    def search_low(self, plain: str, start: int, end: int) -> re.Match[str] | None:
        """The first match in `plain[start:end]`, its words in lower case, its places those of the text."""
        return (
            self.low_pattern.search(low_of(plain), start, end) if self._may_match(plain, start, end) else None
        )

    def find_low(self, plain: str, start: int, end: int) -> Sequence[re.Match[str]]:
        """All matches in `plain[start:end]`, their words in lower case, their places those of the text."""
        if not self._may_match(plain, start, end):
            return ()
        return [*self.low_pattern.finditer(low_of(plain), start, end)]

    def find(self, plain: str, start: int, end: int) -> Sequence[re.Match[str]]:
        """All matches in `plain[start:end]`."""
        return [*self.pattern.finditer(plain, start, end)] if self._may_match(plain, start, end) else ()

    def _may_match(self, plain: str, start: int, end: int) -> bool:
        # The places in the last text are kept: a text is looked through sentence by sentence. One tuple holds both, so
        # that threads never see the places of another text.
        last, places = self._last
        if last is not plain:
            places = find_hooks(plain, self._hooks)
            self._last = (plain, places)
        at = bisect_left(places, start)
        return at < len(places) and places[at] < end


class Ending:
    """A pattern for the end of a short stretch, tried only where the stretch ends with one of its last words."""

    __slots__ = ("_pattern", "_words")

    def __init__(self, pattern: str, words: Iterable[str]) -> None:
        self._pattern = re.compile(rf"{pattern}\s$", re.IGNORECASE)
        self._words = tuple(word.lower() for word in words)

    def search(self, stretch: str) -> re.Match[str] | None:
        """The match at the end of the stretch, before one blank."""
        return self._pattern.search(stretch) if stretch.rstrip().lower().endswith(self._words) else None
