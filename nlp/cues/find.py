"""Find the cue words of `cues.toml`."""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from nlp.hooks import Hooked
from nlp.mention import Mention


@dataclass(frozen=True, slots=True, order=True)
class CueMention(Mention):
    """A cue with its kind, a table of `cues.toml`."""

    kind: str = ""


@functools.cache
def _lexicon() -> Mapping[str, Any]:
    return tomllib.loads(files("nlp.cues").joinpath("cues.toml").read_text("utf-8"))


@functools.cache
def _pattern(kind: str) -> tuple[Hooked, re.Pattern[str] | None, re.Pattern[str] | None]:
    entry = _lexicon()[kind]
    before, after = entry.get("unless_before"), entry.get("unless_after")
    words = "|".join(sorted(entry["patterns"], key=len, reverse=True))
    return (
        Hooked(rf"(?<![^\W_])(?:{words})(?![^\W_])|(?<![^\W_])(?:{words})(?<= )"),
        re.compile(rf"{before}$", re.IGNORECASE) if before else None,
        re.compile(after, re.IGNORECASE) if after else None,
    )


@functools.cache
def kinds() -> Sequence[str]:
    """The kinds of cues that the lexicon holds."""
    return tuple(_lexicon())


def find_cues(plain: str, kind: str, start: int = 0, end: int | None = None) -> list[CueMention]:
    """The cues of one kind in `plain[start:end]`, in order."""
    words, unless_before, unless_after = _pattern(kind)
    end = len(plain) if end is None else end
    return [
        CueMention(m.start(), m.end(), f"cue {kind}", kind)
        for m in words.find_low(plain, start, end)
        if not (unless_before and unless_before.search(plain, max(start, m.start() - 20), m.start()))
        and not (unless_after and unless_after.match(plain, m.end(), min(len(plain), m.end() + 40)))
    ]
