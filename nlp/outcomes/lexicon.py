"""The words of `lexicon.toml` as pieces of patterns."""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Mapping
from importlib.resources import files

from nlp.hooks import hooks_of

START = r"(?<![^\W_])"
"""Where a word may begin."""
END = r"(?![^\W_])"
"""Where a word may end."""


@functools.cache
def _lists() -> Mapping[str, list[str]]:
    data = tomllib.loads(files("nlp.outcomes").joinpath("lexicon.toml").read_text("utf-8"))
    return {name: entry["words"] for name, entry in data.items()}


@functools.cache
def words(*names: str) -> str:
    """A pattern of any word of the lists named, longer ones first, up to the end of a word."""
    entries = dict.fromkeys(word for name in names for word in _lists()[name])
    return "(?:" + "|".join(sorted(entries, key=len, reverse=True)) + f"){END}"


@functools.cache
def compiled(pattern: str) -> re.Pattern[str]:
    """A pattern without regard to case, compiled once."""
    return re.compile(pattern, re.IGNORECASE)


def _may_match(pattern: str, text: str) -> bool:
    low, hooks = text.lower(), hooks_of(pattern)
    return not hooks or any(hook in low for hook in hooks)


def search(pattern: str, text: str) -> re.Match[str] | None:
    """The first match of a pattern in a short text, tried only where one of its hooks stands."""
    return compiled(pattern).search(text) if _may_match(pattern, text) else None


def is_word(text: str, name: str) -> bool:
    """True where the text is a word of the list."""
    return bool(compiled(words(name)).fullmatch(text))


def ends_with(text: str, *names: str) -> bool:
    """True where the text ends with a word of the lists, blanks aside."""
    return bool(compiled(rf"{START}{words(*names)}\s*$").search(text[-40:]))


def has_word(text: str, *names: str) -> bool:
    """True where a word of the lists stands in the text."""
    return bool(search(rf"{START}{words(*names)}", text))
