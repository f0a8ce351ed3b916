"""Find the programmes that a text names, by the lexicon `programmes.toml`."""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from nlp.hooks import hooks_of, lower
from nlp.mention import Mention


@dataclass(frozen=True, slots=True, order=True)
class ProgrammeMention(Mention):
    """Words that name a programme; `weak` ones do so only where nothing stronger stands beside them.

    `audience` marks programmes that are named by whom they are for (báo cáo viên, cấp ủy).
    """

    code: str = ""
    weak: bool = False
    audience: bool = False


@functools.cache
def lexicon() -> Mapping[str, Mapping[str, Any]]:
    """The programme lexicon: code → names, patterns and examples."""
    return tomllib.loads(files("nlp.programmes").joinpath("programmes.toml").read_text("utf-8"))


def programme_names() -> dict[str, tuple[str, str]]:
    """Each code with its Vietnamese and its English name."""
    return {code: (entry["vi"], entry["en"]) for code, entry in lexicon().items()}


@functools.cache
def _patterns() -> Sequence[tuple[str, int, bool, bool, str]]:
    """Code, rank, weak, audience and pattern; matched against lower case, which is several times as fast."""
    return [
        (code, rank, weak, bool(entry.get("audience")), _fill(pattern, entry.get("parts", {})))
        for rank, (code, entry) in enumerate(lexicon().items())
        for weak, key in ((False, "patterns"), (True, "weak"))
        for pattern in entry.get(key, ())
    ]


def _fill(pattern: str, parts: Mapping[str, Sequence[str]]) -> str:
    for name, words in parts.items():
        pattern = pattern.replace(f"<{name}>", f"(?:{'|'.join(words)})")
    return rf"(?<![^\W_])(?:{pattern.lower()})(?![^\W_])"


@functools.cache
def _by_hook() -> Mapping[str, Sequence[int]]:
    """For each hook the patterns that need it, by their numbers; the empty string for those that have none."""
    found: dict[str, list[int]] = {}
    for i, (*_, pattern) in enumerate(_patterns()):
        for hook in hooks_of(pattern) or ("",):
            found.setdefault(hook, []).append(i)
    return found


@functools.cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """A pattern, compiled when a text first has one of its hooks: no article needs them all."""
    return re.compile(pattern)


def find_programmes(plain: str, start: int = 0, end: int | None = None) -> list[ProgrammeMention]:
    """The programmes named in `plain[start:end]`, in order, none overlapping another.

    Where two overlap the longer wins, then the one that the lexicon names first.
    """
    end = len(plain) if end is None else end
    low = lower(plain[start:end])
    hits = []
    # Most of the patterns have no word in a sentence, which is told much faster than searching with them.
    possible = {i for hook, places in _by_hook().items() if hook in low for i in places}
    for code, rank, weak, audience, pattern in [_patterns()[i] for i in possible]:
        for match in _compiled(pattern).finditer(low):
            first, last = match.span()
            mention = ProgrammeMention(start + first, start + last, f"programme {code}", code, weak, audience)
            hits.append((first - last, rank, mention))
    covered = bytearray(len(low))
    chosen: list[ProgrammeMention] = []
    for _, _, mention in sorted(hits):
        place = slice(mention.start - start, mention.end - start)
        if not any(covered[place]):
            covered[place] = bytes([1]) * (mention.end - mention.start)
            chosen.append(mention)
    return sorted(chosen)
