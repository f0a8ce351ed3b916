"""Standards met: «93,7% chủ tịch Hội cấp xã đạt chuẩn chức danh», «tỷ lệ công chức xã đạt chuẩn là 97,2%»."""

from __future__ import annotations

import functools

from nlp.outcomes.clause import Clause
from nlp.outcomes.lexicon import END, START, compiled, words
from nlp.outcomes.mention import OutcomeMention

_KIND = r"(?:đầu ra|chức danh|trình độ|chuyên môn|nghiệp vụ|học vấn|lý luận chính trị|nghề nghiệp|tin học|ngoại ngữ)"
_MET = rf"(?:chưa |không )?đạt chuẩn(?: về)?(?:(?:,| và)? {_KIND}){{0,4}}"
"""A standard of persons; communes and schools meet others («đạt chuẩn nông thôn mới», «đạt chuẩn mức 1»)."""
_END = r"(?=\s*(?:[,;.:()…\n]|$|theo |và |so |tăng |trong |ở |là |chiếm |đạt ))"


@functools.cache
def _behind(of_share: bool) -> str:
    who = rf"\s(?:số )?{words('staff')}(?:[^;.()\n\d]{{0,70}}?)?" if of_share else r"(?:[^;,.()\n\d]{0,60}?)?"
    return rf"{who}\s(?P<cat>{_MET}){_END}"


@functools.cache
def _before() -> str:
    who = rf"(?:tỷ lệ|tỉ lệ|số) {words('staff')}[^;.()\n\d]{{0,70}}?"
    return rf"{who}\s(?P<cat>{_MET})(?: theo quy định)? (?:là|đạt|chiếm|đạt tỷ lệ|chiếm tỷ lệ)"


def read_standard(clause: Clause) -> OutcomeMention | None:
    """The standard that a counted group or a share meets."""
    rule = "outcome share of" if clause.is_share else "outcome degree"
    match = clause.match_after(_behind(clause.is_share))
    if match and not compiled(rf"{START}(?:để|nhằm|cho){END}").search(match.group()):
        return clause.outcome(match, rule)
    match = clause.search_before(_before()) if clause.is_share else None
    return clause.outcome(match, "outcome share") if match else None
