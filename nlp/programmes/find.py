"""Find the programmes that a text names, by a lexicon."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from nlp.hooks import lower
from nlp.mention import Mention
from nlp.programmes.lexicon import Lexicon, canbo_lexicon


@dataclass(frozen=True, slots=True, order=True)
class ProgrammeMention(Mention):
    """Words that name a programme; `weak` ones do so only where nothing stronger stands beside them.

    `audience` marks programmes that are named by whom they are for (báo cáo viên, cấp ủy).
    """

    code: str = ""
    weak: bool = False
    audience: bool = False


def lexicon() -> Mapping[str, Mapping[str, Any]]:
    """The programme lexicon that canbo brings: code → names, patterns and examples."""
    return canbo_lexicon().known


def programme_names() -> dict[str, tuple[str, str]]:
    """Each code with its Vietnamese and its English name."""
    return canbo_lexicon().names()


@functools.cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """A pattern, compiled when a text first has one of its hooks: no article needs them all."""
    return re.compile(pattern)


def is_found(pattern: str, plain: str) -> bool:
    """True where a pattern of a lexicon fits somewhere in an evened-out text."""
    return bool(_compiled(pattern).search(lower(plain)))


def find_programmes(
    plain: str, start: int = 0, end: int | None = None, lexicon: Lexicon | None = None
) -> list[ProgrammeMention]:
    """The programmes named in `plain[start:end]`, in order, none overlapping another.

    Where two overlap the longer wins, then the one that the lexicon names first. `lexicon` is canbo's own unless
    `load_lexicon` read a reader's.
    """
    end = len(plain) if end is None else end
    lexicon = lexicon or canbo_lexicon()
    low = lower(plain[start:end])
    hits = []
    # Most of the patterns have no word in a sentence, which is told much faster than searching with them.
    possible = {i for hook, places in lexicon.by_hook.items() if hook in low for i in places}
    for pattern in [lexicon.patterns[i] for i in possible]:
        for match in _compiled(pattern.regex).finditer(low):
            first, last = match.span()
            rule = f"{'own ' if pattern.own else ''}programme {pattern.code}"
            mention = ProgrammeMention(
                start + first, start + last, rule, pattern.code, pattern.weak, pattern.audience
            )
            hits.append((first - last, pattern.rank, mention))
    covered = bytearray(len(low))
    chosen: list[ProgrammeMention] = []
    for _, _, mention in sorted(hits):
        place = slice(mention.start - start, mention.end - start)
        if not any(covered[place]):
            covered[place] = bytes([1]) * (mention.end - mention.start)
            chosen.append(mention)
    return sorted(chosen)
