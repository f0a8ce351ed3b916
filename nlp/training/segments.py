"""Which words of a sentence belong to which of its statements."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from nlp.training.draft import Draft

_LABEL = re.compile(
    r"(?:kiến thức|tin học|ngoại ngữ|tiếng|lý luận|quản lý|chuyên môn|nghiệp vụ|kỹ năng|quốc phòng|"
    r"cao cấp|trung cấp|sơ cấp|"
    r"đại học|thạc sĩ|tiến sĩ)(?![^\W_])",
    re.IGNORECASE,
)
"""Words with which the label of the next count of a list begins."""


def set_segments(plain: str, drafts: Sequence[Draft]) -> None:
    """Give each draft the stretch of its sentence that speaks of it alone.

    It begins where the statement before it ends (or at a semicolon after that), and ends at a semicolon, at the bracket
    that encloses it, or where the words of the next statement begin.
    """
    for _, group in groupby(drafts, key=lambda d: d.sentence.start):
        row = list(group)
        for index, draft in enumerate(row):
            left = row[index - 1].right if index else draft.sentence.start
            right = row[index + 1].start if index + 1 < len(row) else draft.sentence.end
            draft.left = _after_last(plain, min(left, draft.start), draft.start)
            inside = plain[draft.start : draft.end]
            # «4 lớp (240 học viên) không thực hiện được»: the bracket that its own counts opened closes behind them.
            end = (
                draft.end + 1
                if inside.count("(") > inside.count(")") and plain[draft.end : draft.end + 1] == ")"
                else draft.end
            )
            draft.right = _before_first(plain, end, right, last=index + 1 == len(row))


def _after_last(plain: str, left: int, start: int) -> int:
    at = plain.rfind(";", left, start)
    return at + 1 if at >= 0 else left


def _before_first(plain: str, end: int, right: int, *, last: bool) -> int:
    at = plain.find(";", end, right)
    stop = at if at >= 0 else right
    depth = 0
    for place in range(end, stop):
        if plain[place] == "(":
            depth += 1
        elif plain[place] == ")":
            depth -= 1
            if depth < 0:
                return place
    if (
        not last
        and plain.startswith(", ", end)
        and plain.find(", ", end + 2, stop) >= 0
        and _LABEL.match(plain, end + 2)
    ):
        return end  # «kiến thức quốc phòng 49 lượt, tin học, ngoại ngữ, tiếng dân tộc 32 lượt»
    parts = [place for word in ("trong đó", " gồm ") if (place := plain.find(word, end, stop)) >= 0]
    if parts and not last:
        return min(parts)
    if last or at >= 0:
        return stop
    # Words after the last comma or «và» before the next count introduce that count.
    opened = plain.rfind("(", end, stop)
    if opened >= 0 and ")" not in plain[opened:stop]:
        return (
            opened  # «634 lượt (cử nhân, cao cấp 97 lượt …)»: the whole list names the first in the bracket
        )
    cut = max(
        plain.rfind(", ", end, stop),
        plain.rfind(" và ", end, stop),
        plain.rfind(": ", end, stop),
        plain.rfind("(", end, stop),
    )
    return cut if cut >= end and stop - cut <= 80 else stop
