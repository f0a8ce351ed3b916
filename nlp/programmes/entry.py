"""One entry of a lexicon of programmes: its patterns, and whether a reader wrote it as it must be.

What a pattern may be is narrow on purpose: it can't take long on any text, whoever wrote it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

from corpora.errors import InputError
from corpora.text import even_out

LISTS = ("words", "patterns", "weak", "examples", "not")
KEYS = frozenset({*LISTS, "vi", "en", "audience", "parts"})
"""What an entry may say."""

LONGEST = 60
"""How often a piece of a pattern may come again: a name of a programme is short, and no text takes long."""

_CODE = re.compile(r"[a-z][a-z0-9_]{0,39}")
_PART = re.compile(r"<(?P<name>[a-z_]{1,30})>")
_REPEATS = frozenset({op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT})


def patterns_of(entry: Mapping[str, Any], *, weak: bool) -> Iterator[str]:
    """The regular expressions of an entry for text in lower case, between word boundaries."""
    if not weak:
        yield from (
            _bounded(re.escape(_even(phrase)).replace(r"\ ", " ")) for phrase in entry.get("words", ())
        )
    parts = entry.get("parts", {})
    yield from (_bounded(_fill(pattern, parts)) for pattern in entry.get("weak" if weak else "patterns", ()))


def _even(text: str) -> str:
    """A text as the rules read texts: composed, in lower case, with single blanks."""
    return " ".join(even_out(text).plain.split()).lower()


def _fill(pattern: str, parts: Mapping[str, Sequence[str]]) -> str:
    for name, words in parts.items():
        pattern = pattern.replace(f"<{name}>", f"(?:{'|'.join(words)})")
    return even_out(pattern).plain.lower()


def _bounded(pattern: str) -> str:
    return rf"(?<![^\W_])(?:{pattern})(?![^\W_])"


def check_entry(place: str, code: str, entry: Any, known: Mapping[str, Any]) -> None:
    """Raise InputError, naming file and entry and what to write, where a reader's entry isn't as it must be."""
    where = f"{place}: [{code}]"
    if not _CODE.fullmatch(code):
        raise InputError(
            f"{where}: a code is of the letters a-z, digits and _, and begins with a letter: kinh_te_so"
        )
    if not isinstance(entry, Mapping):
        raise InputError(
            f"{place}: {code!r} stands outside a programme; begin one with a line such as [kinh_te_so]"
        )
    _check_keys(where, entry)
    if code in known and (extra := [key for key in ("vi", "en", "audience") if key in entry]):
        raise InputError(f"{where}: canbo has this programme; take out {', '.join(extra)} to add words to it")
    if code not in known and "vi" not in entry:
        raise InputError(f'{where}: its name is missing; add vi = "…" (and en = "…" if you like)')
    if not any(entry.get(key) for key in ("words", "patterns", "weak")):
        raise InputError(f'{where}: it has no words to be found by; add words = ["…"]')
    for key, kind in (("examples", "a sentence that names it"), ("not", "one that comes near and doesn't")):
        if not entry.get(key):
            raise InputError(f'{where}: {key} is missing; add {key} = ["…"], {kind}')
    _check_patterns(where, entry)


def _check_keys(where: str, entry: Mapping[str, Any]) -> None:
    for key, value in entry.items():
        if key not in KEYS:
            near = get_close_matches(key, KEYS, n=1)
            hint = f"did you mean {near[0]}?" if near else f"known are {', '.join(sorted(KEYS))}"
            raise InputError(f"{where}: {key!r} means nothing here; {hint}")
        if key in LISTS and not _is_texts(value):
            raise InputError(f'{where}: {key} is a list of texts: {key} = ["…", "…"]')
        if key in ("vi", "en") and not (isinstance(value, str) and value.strip()):
            raise InputError(f'{where}: {key} is a text: {key} = "…"')
        if key == "audience" and not isinstance(value, bool):
            raise InputError(f"{where}: audience is true or false")
        if key == "parts" and not (isinstance(value, Mapping) and all(map(_is_texts, value.values()))):
            raise InputError(f'{where}: parts is a table of lists: parts.level = ["…", "…"]')


def _is_texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) and one.strip() for one in value)


def _check_patterns(where: str, entry: Mapping[str, Any]) -> None:
    parts = entry.get("parts", {})
    for pattern in [*entry.get("patterns", ()), *entry.get("weak", ())]:
        if fault := _fault_of(pattern, parts):
            raise InputError(f"{where}: the pattern {pattern!r} {fault}")


def _fault_of(pattern: str, parts: Mapping[str, Sequence[str]]) -> str | None:
    """What is wrong with a pattern, and what to write instead; None where nothing is."""
    filled = _fill(pattern, parts)
    if missing := _PART.search(filled):
        name = missing["name"]
        return f'speaks of <{name}>, which parts doesn\'t list; add parts.{name} = ["…"]'
    if re.search(r"\\[A-Z]", pattern):
        return "has a class such as \\S or \\W, which is lost in lower case; name the characters: [^,.;]"
    try:
        tree = parser.parse(filled)
    except (re.error, OverflowError, RecursionError) as error:
        return f'is no regular expression ({error}); for plain phrases use words = ["…"]'
    if tree.state.groups > 1:
        return "has a group ( ); write (?: ) instead"
    if tree.getwidth()[0] == 0:
        return "fits no words at all; leave something that must stand there"
    if _most(tree) > LONGEST:
        return f"goes on for too long; bound what is repeated, 0 to {LONGEST} times in all: [^,.;]{{0,30}}"
    return None


def _most(tree: Any) -> int:
    """How often the most repeated piece of a parsed pattern may come, repeats within repeats multiplied."""
    most = 1
    for code, value in tree:
        if code in _REPEATS:
            most = max(most, min(int(value[1]), LONGEST + 1) * _most(value[2]))
        elif code is op.BRANCH:
            most = max([most, *map(_most, value[1])])
        elif code is op.SUBPATTERN:
            most = max(most, _most(value[3]))
        elif code in (op.ASSERT, op.ASSERT_NOT):
            most = max(most, _most(value[1]))
        elif code is op.ATOMIC_GROUP:
            most = max(most, _most(value))
    return most
