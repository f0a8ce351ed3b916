"""Lexicons of programmes: the one that canbo brings, and it together with what a reader's own file adds.

A reader's file is TOML as `programmes.toml` is, made easier: `words` are phrases as printed, where nobody needs a
regular expression. A table with a new code adds a programme; one with a known code adds words to that programme.
"""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import Any

from corpora.errors import InputError
from nlp.hooks import hooks_of
from nlp.identity import digest
from nlp.programmes.entry import check_entry, patterns_of

Entry = Mapping[str, Any]

_DIGITS = 8
"""Hexadecimal digits that tell one reader's lexicon from another."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern of a programme, for text in lower case; `own` where it comes from a reader's file."""

    code: str
    rank: int
    weak: bool
    audience: bool
    own: bool
    regex: str


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """What programmes are found by, a reader's own entries first.

    `own` holds what a reader's file says, by code; `version` is empty for canbo's lexicon alone, else a hash of `own`.
    """

    known: Mapping[str, Entry]
    own: Mapping[str, Entry] = field(default_factory=dict)
    version: str = ""
    patterns: Sequence[Pattern] = field(default=(), repr=False)
    by_hook: Mapping[str, Sequence[int]] = field(default_factory=dict, repr=False)
    """For each hook the patterns that need it, by their numbers; the empty string for those that have none."""

    def names(self) -> dict[str, tuple[str, str]]:
        """Each code with its Vietnamese and its English name."""
        entries = {**self.own, **self.known}
        return {code: _names_of(entry) for code, entry in entries.items()}

    def own_names(self) -> dict[str, tuple[str, str]]:
        """The names of the programmes that a reader's file adds."""
        return {code: names for code, names in self.names().items() if code not in self.known}


READ: dict[str, tuple[str, str]] = {}
"""The names of the programmes of all readers' files that this process has read: only for showing facts."""


def _names_of(entry: Entry) -> tuple[str, str]:
    return entry["vi"], entry.get("en", entry["vi"])


@functools.cache
def canbo_lexicon() -> Lexicon:
    """The lexicon that canbo brings, `programmes.toml`."""
    return _made(tomllib.loads(files("nlp.programmes").joinpath("programmes.toml").read_text("utf-8")), {})


def load_lexicon(path: Path | str) -> Lexicon:
    """The programmes of canbo together with those of a reader's file, which go first where both fit alike.

    Raises InputError, with the place and what to write, where the file can't be used.
    """
    own = _read(Path(path))
    known = canbo_lexicon().known
    for code, entry in own.items():
        check_entry(str(path), code, entry, known)
    READ.update((code, _names_of(entry)) for code, entry in own.items() if code not in known)
    return _made(known, own)


def _read(path: Path) -> dict[str, Any]:
    try:
        own = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise InputError(f"{path} is not there; name a TOML file with your programmes") from None
    except IsADirectoryError:
        raise InputError(f"{path} is a folder; name a TOML file with your programmes") from None
    except OSError as error:
        raise InputError(f"{path} can't be read: {error.strerror or error}") from None
    except UnicodeDecodeError as error:
        raise InputError(f"{path} is not in UTF-8 (byte {error.start}); save it as UTF-8") from None
    except tomllib.TOMLDecodeError as error:
        raise InputError(
            f"{path} is no TOML: {error}; texts stand in quotation marks, lists in [ ]"
        ) from None
    if not own:
        raise InputError(f"{path} names no programme; it begins with a line such as [kinh_te_so]")
    return own


def _made(known: Mapping[str, Entry], own: Mapping[str, Entry]) -> Lexicon:
    """A lexicon ready to search with: a reader's patterns go before canbo's of the same length."""
    entries = [(code, entry, True) for code, entry in own.items()]
    entries += [(code, entry, False) for code, entry in known.items()]
    patterns = [
        Pattern(code, rank, weak, bool(known.get(code, entry).get("audience")), mine, regex)
        for rank, (code, entry, mine) in enumerate(entries)
        for weak in (False, True)
        for regex in patterns_of(entry, weak=weak)
    ]
    by_hook: dict[str, list[int]] = {}
    for number, pattern in enumerate(patterns):
        for hook in hooks_of(pattern.regex) or ("",):
            by_hook.setdefault(hook, []).append(number)
    version = digest([repr(sorted(own.items())).encode("utf-8", "replace")])[:_DIGITS] if own else ""
    return Lexicon(known, own, version, patterns, by_hook)
