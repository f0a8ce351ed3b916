"""Numbers in a list that borrow their unit: «412 đồng chí (thạc sĩ 9, đại học 158)», «cấp tỉnh 250, cấp huyện 300»."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence

from nlp.layout import Sentence
from nlp.quantities import QuantityMention
from nlp.training.draft import Draft

BORROWED = "a number that borrows its unit"
AT_LEAST = 2
"""So many items make a list: a single number behind a word may be anything."""

_NAME = (
    r"(?:trên đại học|sau đại học|đại học|cao đẳng|thạc sĩ|thạc sỹ|tiến sĩ|tiến sỹ|ĐH|CĐ|cử nhân|cao cấp|"
    r"trung cấp|sơ cấp|bồi dưỡng|quản lý nhà nước|lý luận chính trị|chuyên môn|tin học|ngoại ngữ|"
    r"cấp (?:tỉnh|huyện|xã|cơ sở|thành phố|trung ương)|khối (?:tỉnh|huyện|xã|Đảng|chính quyền|đoàn thể))"
)
_NUMBERED = (
    r"(?:năm|tháng|ngày|quý|khóa|khoá|kỳ|đợt|lần|số|lớp|từ|đến|tuổi|hạng|loại|nhóm|đối tượng)(?![^\W_])"
)
"""Words whose number names a year, a course or a rank, and counts nobody."""
_ITEM = re.compile(
    rf"(?:hệ |trình độ |về |cán bộ )?{_NAME}(?: (?!{_NUMBERED})[^\W\d_]+){{0,6}}(?: - [^\W\d_]+(?: [^\W\d_]+){{0,3}})?"
    r"(?:: | có | là | )(?:\((?P<enclosed>\d{1,3}(?:\.\d{3})*|\d+)\)|(?P<open>\d{1,3}(?:\.\d{3})*|\d+))"
    r"(?=\s?(?:[;).]|,(?!\d)|và(?![^\W_])|$))(?!\.\d)",
    re.IGNORECASE,
)
_OPENS = re.compile(
    r"(?:[^,;:.()\d]{0,60}?(?:,? ?(?:trong đó|trong số đó|bao gồm|gồm|cụ thể|chia ra)(?: có)?:? |: | \()|, )"
    r"(?:trong đó:? |gồm:? )?(?:có )?",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"(?:[,;]| và)\s(?:và )?")
_PART_WORD = re.compile(r"trong đó|gồm|cụ thể|chia ra|[:(]", re.IGNORECASE)


def lend_units(plain: str, sentence: Sentence, drafts: Sequence[Draft]) -> list[Draft]:
    """The parts without a unit behind each count of learners, each with the unit of that count.

    Their numbers may not add up to more than what they split up. Years, percentages and numbers that have a noun
    of their own are none of them.
    """
    lent: list[Draft] = []
    for index, draft in enumerate(drafts):
        if draft.learners is None or draft.per or draft.learners.end != draft.end:
            continue
        until = drafts[index + 1].start if index + 1 < len(drafts) else sentence.end
        lent += _listed_behind(plain, sentence, draft, draft.learners, until)
    return lent


def _listed_behind(
    plain: str, sentence: Sentence, draft: Draft, learners: QuantityMention, until: int
) -> list[Draft]:
    opened = _OPENS.match(plain, draft.end, until)
    if opened is None:
        return []
    found: list[re.Match[str]] = []
    at = opened.end()
    while item := _ITEM.match(plain, at, until):
        found.append(item)
        link = _BETWEEN.match(plain, item.end(), until)
        if link is None:
            break
        at = link.end()
    splits = bool(_PART_WORD.search(opened.group()))
    parts = [_draft(sentence, learners, item) for item in found]
    values = [p.learners.low for p in parts if p.learners]
    if len(parts) < AT_LEAST or (splits and sum(values) > learners.high):
        return []
    return parts if splits or _names_level(plain, draft) else []


def _names_level(plain: str, draft: Draft) -> bool:
    """«trung cấp 431 đồng chí, đại học (1.602)»: the count that lends is an item of the list itself."""
    ahead = plain[max(draft.sentence.start, draft.start - 60) : draft.start]
    return bool(re.search(rf"{_NAME}(?: [^\W\d_]+){{0,6}}(?::| có| là)? $", ahead, re.IGNORECASE))


def _draft(sentence: Sentence, learners: QuantityMention, item: re.Match[str]) -> Draft:
    group = "enclosed" if item["enclosed"] else "open"
    value = int(item[group].replace(".", ""))
    quantity = dataclasses.replace(
        learners,
        start=item.start(group),
        end=item.end(),
        low=value,
        high=value,
        qualifier=None,
        per=None,
        base=None,
        number_start=item.start(group),
        number_end=item.end(group),
        decimals=0,
        doubtful=False,
    )
    return Draft(sentence, item.start(), item.end(), learners=quantity, rule=BORROWED, accepted=BORROWED)
