"""Time told from the day of publication: hôm nay, tháng này, năm ngoái, từ đầu năm đến nay, từ nay đến cuối năm."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nlp.time.lexicon import Ground, one_of, words
from nlp.time.unit import Unit, span

_RELATIVE = {term: (grain, count) for grain, terms in words()["relative"].items() for term, count in terms.items()}
_ANCHORS = {term: (grain, count) for grain, terms in words()["anchor"].items() for term, count in terms.items()}
_HEADS = sorted({term.split(" ")[0] for term in _RELATIVE})
_PATTERNS = [
    re.compile(rf"(?<![^\W_]){one_of(t for t in _RELATIVE if t.split(' ')[0] == head)}(?![^\W_])") for head in _HEADS
]
_ANCHOR = [re.compile(rf"(?<![^\W_]){one_of(t for t in _ANCHORS if t.split(' ')[0] == head)}(?![^\W_]|\s\d|\shọc)") for head in sorted({t.split(" ")[0] for t in _ANCHORS})]
_YEAR_TO_NOW = re.compile(r"(?<![^\W_])(?:(?:kể )?từ )?đầu năm(?: nay)? (?:cho )?(?:đến|tới) (?:hiện )?nay(?![^\W_])")
_NOW_TO_YEAR_END = re.compile(r"(?<![^\W_])từ nay (?:cho )?(?:đến|tới)(?: hết| cuối) năm(?: nay)?(?![^\W_]|\s\d|\shọc)")
_TO_NOW = re.compile(r"(?<![^\W_])(?:tính )?đến (?:hiện )?nay(?![^\W_])")
_VAGUE = re.compile(r"(?<![^\W_])(?:những|các|nhiều|mấy|vài|hằng|hàng|mỗi|\d+)\s$")


def find_relative(low: str, ground: Ground) -> Iterator[Unit]:
    """Units counted from the day of publication, and anchors that only help to set a period."""
    for match in _YEAR_TO_NOW.finditer(low):
        ground.take(*match.span())
        yield Unit(*match.span(), match.start(), "to_now", span(None, 1, 1)[0], None, 0)
    for match in _NOW_TO_YEAR_END.finditer(low):
        ground.take(*match.span())
        yield Unit(*match.span(), match.start(), "from_now", None, span(None, 12, 12)[1], 0)
    for pattern in _PATTERNS:
        for match in pattern.finditer(low):
            if ground.free(*match.span()) and not _VAGUE.search(low, max(0, match.start() - 8), match.start()):
                yield _counted(ground, match, *_RELATIVE[match.group()], listed=True)
    for pattern in _ANCHOR:
        for match in pattern.finditer(low):
            if ground.free(*match.span()) and not _VAGUE.search(low, max(0, match.start() - 8), match.start()):
                yield _counted(ground, match, *_ANCHORS[match.group()], listed=False)
    for match in _TO_NOW.finditer(low):
        if ground.free(*match.span()):
            ground.take(*match.span())
            yield Unit(*match.span(), match.start(), "until", shift=("day", 0), listed=False)


def _counted(ground: Ground, match: re.Match[str], grain: str, count: int, *, listed: bool) -> Unit:
    ground.take(*match.span())
    if grain == "year":
        return Unit(*match.span(), match.start(), "year", *span(None, 1, 12), count, listed=listed)
    kind = {"day": "today" if count == 0 else "day"}.get(grain, grain)
    return Unit(*match.span(), match.start(), kind, shift=(grain, count), listed=listed)
