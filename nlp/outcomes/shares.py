"""Shares: the percentage printed behind a count, and percentages of those trained in something."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from nlp.outcomes.clause import Clause
from nlp.outcomes.lexicon import compiled, words
from nlp.outcomes.mention import OutcomeMention
from nlp.outcomes.phrases import levels
from nlp.quantities import QuantityMention

_MORE = r"(?:\s[^,;.:()\n\d]{1,50}?(?=\s?[,(]|\schiếm\s))?"
_VERB = (
    r"(?:và\s(?=kết quả))?(?:(?:kết quả|tương ứng|tức)\s)?(?:(?:chiếm|đạt|bằng|tương đương|là)\s)?(?:với\s)?"
)
_RATE = r"(?:(?:khoảng\s)?(?:tỷ lệ|tỉ lệ)\s?)?(?:là\s|đạt\s|:\s?)?"
_TIE = compiled(rf"{_MORE}\s{{0,3}}(?:[,;(=-]\s*)?{_VERB}{_RATE}$")
_PLANNED = compiled(r"\s?(?:kế hoạch|chỉ tiêu|so với|mục tiêu)")
# Behind a semicolon, a percentage with words of its own is of something else: «60 học viên …; 100% học viên …».
_ALONE = compiled(r"\s*(?:[.,;)\n]|$)")
_CHANGE = compiled(
    r"(?:tăng|giảm|vượt|thêm|lên|xuống|còn|so với|nâng)\s?(?:thêm |so với |lên |từ |tới |đến )?$"
)


def join_share(plain: str, outcome: OutcomeMention, after: Sequence[QuantityMention]) -> OutcomeMention:
    """The outcome with the percentage printed right behind it: «, chiếm 13,8%», «(đạt 16%)», «, kết quả đạt 100%»."""
    if not after or after[0].kind != "percent":
        return outcome
    share = after[0]
    between = plain[outcome.end : share.start]
    if len(between) > 100 or not _TIE.match(between) or _PLANNED.match(plain, share.end):
        return outcome
    if ";" in between and not _ALONE.match(plain, share.end):
        return outcome
    closed = "(" in between and plain[share.end : share.end + 1] == ")"
    return replace(outcome, end=share.end + closed, percent=share)


def is_change(clause: Clause) -> bool:
    """True for a percentage by which something grew, or that measures a plan."""
    return bool(_CHANGE.search(clause.before)) or bool(_PLANNED.match(clause.rest))


def read_trained(clause: Clause) -> OutcomeMention | None:
    """«94% viên chức của sở đã được đào tạo về ngoại ngữ»: the share trained in something."""
    word = rf"(?!{words('subject_stop')})[^\W\d_]+"
    subject = (
        rf"(?P<cat>{levels(True)}|{word}(?: {word}){{0,7}}(?=\s?(?:[,;.():…\n]|$|{words('subject_stop')})))"
    )
    about = r"(?: (?:về|chương trình|kiến thức về))?"
    trained = rf"(?:được|qua) (?:đào tạo|bồi dưỡng|tập huấn)(?:, bồi dưỡng)?{about} "
    match = clause.match_after(rf"(?:\s[^;.()\n\d]{{0,90}}?)?\s{trained}{subject}")
    return clause.outcome(match, "outcome share of") if match else None
