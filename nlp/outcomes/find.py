"""Find outcomes: gradings, certificates, awards and qualifications, with a count, a percentage or both."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from nlp.cues import find_cues
from nlp.layout import Sentence
from nlp.mention import Mention
from nlp.quantities import QuantityMention
from nlp.reading import Reading, within

GRADE = r"(?:hoàn thành )?(?:xuất sắc|trung bình khá|khá,? giỏi|giỏi|khá|trung bình|yếu|kém)"
LEVEL = (
    r"(?:(?:trên|sau|dưới) đại học|đại học|cao đẳng|trung cấp|sơ cấp|cao cấp|cử nhân|kỹ sư|thạc sĩ|thạc sỹ|tiến sĩ|tiến sỹ|bác sĩ|"
    r"chưa qua đào tạo|THPT|THCS|trung học phổ thông|trung học cơ sở|tiểu học|chuyên viên chính|chuyên viên cao cấp|chuyên viên)"
)
_STOP = r"(?=\s*(?:[,;.()\n…:]|$|chiếm|đạt (?:tỷ lệ|\d)|(?:và|,) (?:có )?\d|\d))"
_RATING = re.compile(
    r"\s*(?:(?:đều|được|đã|cùng|cũng|có kết quả|có điểm)\s)*(?:(?:học tập|học tập và rèn luyện|toàn khóa|thi|tốt nghiệp|kết quả|được xếp|xếp|đạt|phân|bằng|nhận bằng|loại)\s)*"
    rf"(?P<cat>{GRADE}(?:,? (?:và |trở lên|{GRADE}))*)(?![^\W_])(?!\s(?:tay|năng))",
    re.IGNORECASE,
)
_DEGREE = re.compile(rf"\s*(?:(?:đều|đã|hiện|đang)\s)*(?:có (?:trình độ|bằng)|trình độ) (?P<cat>[^;.,()\n…]{{2,90}}?(?:, (?:và )?{LEVEL}[^;.,()\n…]{{0,30}}?)*){_STOP}", re.IGNORECASE)
_TESTED = re.compile(
    r"[^,;.\n\d]{0,60}?(?P<cat>đạt yêu cầu|đủ điều kiện (?:được )?(?:cấp (?:giấy )?(?:chứng chỉ|chứng nhận|bằng)|tốt nghiệp|kết nạp[^,;.\n]{0,10})|không đạt yêu cầu|tốt nghiệp)(?![^\W_])(?! loại)",
    re.IGNORECASE,
)
_BEING = re.compile(rf"\s*là (?P<cat>{LEVEL}[^;.,()\n…]{{0,30}}?){_STOP}", re.IGNORECASE)
_MARKED = re.compile(r"\s*(?:được chấm|đạt)\s(?P<cat>(?:từ |trên |dưới )?\d+(?:,\d+)?(?:\s?(?:-|đến)\s?\d+(?:,\d+)?)?\s?điểm)", re.IGNORECASE)
_AWARDED = re.compile(r"[^;.\n\d]{0,130}?(?:tặng|nhận|trao|thưởng)\s(?P<cat>(?:giấy|bằng) khen)(?![^\W_])", re.IGNORECASE)
_HONOURED = re.compile(r"[^,;.\n\d]{0,40}?được\s(?P<cat>khen thưởng|biểu dương|tuyên dương|suy tôn|tôn vinh|kết nạp(?: vào)? đảng|cấp (?:giấy )?(?:chứng nhận|chứng chỉ))(?![^\W_])", re.IGNORECASE)
_GIVEN = re.compile(
    r"(?:cấp|trao|tặng|khen thưởng|biểu dương|tuyên dương)\s?(?:giấy )?(?P<cat>giấy khen|bằng khen|giấy chứng nhận|chứng nhận|chứng chỉ|bằng tốt nghiệp)?(?: hoàn thành[^,;.\d]{0,40})?\s?(?:cho|đối với)?\s?(?:các )?$",
    re.IGNORECASE,
)
_HONOURS = re.compile(r"(?P<cat>khen thưởng|biểu dương|tuyên dương|kết nạp (?:vào )?đảng)\s(?:cho\s)?$", re.IGNORECASE)
_LABEL = re.compile(rf"(?:loại\s)?(?P<cat>{GRADE})\s?(?::|có|là)?\s?$", re.IGNORECASE)
_SHARE = re.compile(r"\s*(?:[,(]\s*)?(?:(?:chiếm|đạt|bằng|tương đương)\s)?(?:tỷ lệ\s|tỉ lệ\s)?$", re.IGNORECASE)
_LEVEL_SHARE = re.compile(
    rf"(?:(?:trình độ|loại)\s(?P<long>[^;.,()\n\d]{{2,50}}?)|(?P<cat>(?:{LEVEL}|{GRADE})(?:(?:, | và )(?:{LEVEL}|{GRADE}))*(?: (?:lý luận chính trị|LLCT|khác|luật|trở lên|chuyên môn|nghiệp vụ|[a-zđà-ỹ]+))?))"
    r"\s(?:(?:đạt|chiếm|là|có|gồm)\s)?(?:tỷ lệ\s|tỉ lệ\s)?$",
    re.IGNORECASE,
)
_TRAINED = re.compile(r"[^,;.()\n\d]{0,90}?(?:được (?:đào tạo|bồi dưỡng)|qua (?:đào tạo|bồi dưỡng)|có (?:chứng chỉ|bằng))(?: về)? (?P<cat>[^,;.()\n\d]{2,50}?)" + _STOP, re.IGNORECASE)
_HAS_LEVEL = re.compile(rf"[^;.()\n]{{0,90}}?có trình độ (?P<cat>[^;.()\n]{{2,90}}?)(?=\s*(?:[;.()\n…]|$))", re.IGNORECASE)
_GRADUATED = re.compile(rf"[^,;.()\n\d]{{0,40}}?(?P<cat>tốt nghiệp|đạt yêu cầu|{GRADE}(?:,? (?:và |trở lên|{GRADE}))*)(?![^\W_])(?! loại)", re.IGNORECASE)
_AMOUNTS = re.compile(rf"trình độ (?P<cat>(?:chuyên môn |lý luận chính trị |LLCT )?[^;.,()\n\d]{{2,60}}?(?:, [^;.,()\n\d]{{2,30}}?)?)\s(?:là|có|gồm)\s$", re.IGNORECASE)
_CONFIRMED = re.compile(r"(?:xác nhận|xác định|công nhận) trình độ (?P<cat>[^;.,()\n\d]{2,50}?)\s(?:cho|đối với)\s(?:các )?$", re.IGNORECASE)
_RATE_GRADE = re.compile(rf"(?:tỷ lệ|tỉ lệ)\s[^,;.\d]{{0,60}}?(?P<cat>{GRADE}(?:,? (?:và )?{GRADE})*(?: trở lên)?)\s(?:đạt|chiếm|là)?\s?$", re.IGNORECASE)
_CHANGE = re.compile(r"(?:tăng|giảm|vượt|hơn|kế hoạch|chỉ tiêu|hoàn thành|đạt)\s?(?:thêm |so với |lên )?$", re.IGNORECASE)
_TARGET = re.compile(r"(?:mục tiêu|phấn đấu|chỉ tiêu|phải|đến năm 20\d\d|đề ra|theo kế hoạch)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, order=True)
class OutcomeMention(Mention):
    """A result: its count and its percentage, one of which may be missing, and the words that name its category."""

    count: QuantityMention | None = None
    percent: QuantityMention | None = None
    category_start: int = 0
    category_end: int = 0
    grade: bool = False
    """True for a grade (giỏi, khá …): those of one class exclude each other."""


def find_outcomes(reading: Reading) -> list[OutcomeMention]:
    """The outcomes of an article in order of appearance."""
    found: list[OutcomeMention] = []
    for sentence in reading.sentences:
        if sentence.block.zone in ("title", "dateline", "byline"):
            continue
        quantities = within(reading.quantities, sentence.start, sentence.end)
        if quantities:
            found += _in_sentence(reading.plain, sentence, quantities)
    return found


def _in_sentence(plain: str, sentence: Sentence, quantities: Sequence[QuantityMention]) -> list[OutcomeMention]:
    found: list[OutcomeMention] = []
    used: set[int] = set()
    for index, quantity in enumerate(quantities):
        limit = quantities[index + 1].start if index + 1 < len(quantities) else sentence.end
        if quantity.kind == "people" and not quantity.turns and quantity.per is None:
            outcome = _of_people(plain, sentence, quantity, limit)
            if outcome:
                found.append(_with_share(plain, outcome, quantities[index + 1 :], used))
        elif quantity.kind == "percent" and id(quantity) not in used:
            outcome = _of_percent(plain, sentence, quantity, quantities[index - 1].end if index else sentence.start)
            if outcome:
                found.append(outcome)
    return found


def _of_people(plain: str, sentence: Sentence, quantity: QuantityMention, limit: int) -> OutcomeMention | None:
    end = quantity.end
    for pattern, grade in ((_RATING, True), (_DEGREE, False), (_BEING, False), (_MARKED, False), (_TESTED, False), (_AWARDED, False), (_HONOURED, False)):
        reach = sentence.end if pattern is _MARKED else limit
        match = pattern.match(plain, end, reach)
        if match and not (pattern is _TESTED and find_cues(plain, "planned", sentence.start, quantity.start)):
            stop = match.end()
            if (pattern is _TESTED and "đủ điều kiện" in match["cat"].lower()) or (pattern is _HONOURED and "cấp" in match["cat"].lower()):
                stop = _clause(plain, match.end(), limit)
            return OutcomeMention(quantity.start, stop, "outcome degree" if pattern in (_DEGREE, _BEING) else "outcome after", quantity, None, match.start("cat"), match.end("cat"), grade)
    before = plain[max(sentence.start, quantity.start - 70) : quantity.start]
    offset = quantity.start - len(before)
    for pattern in (_HONOURS, _GIVEN, _CONFIRMED, _AMOUNTS):
        match = pattern.search(before)
        if match and match["cat"]:
            return OutcomeMention(offset + match.start(), quantity.end, "outcome before", quantity, None, offset + match.start("cat"), offset + match.end("cat"))
    if match := _LABEL.search(before):
        return OutcomeMention(offset + match.start(), quantity.end, "outcome label", quantity, None, offset + match.start("cat"), offset + match.end("cat"), True)
    return None


def _clause(plain: str, start: int, limit: int) -> int:
    stops = [at for mark in (",", ";", ".", "\n") if (at := plain.find(mark, start, limit)) >= 0]
    return min(stops, default=len(plain[:limit].rstrip()))


def _with_share(plain: str, outcome: OutcomeMention, after: Sequence[QuantityMention], used: set[int]) -> OutcomeMention:
    """The outcome with the percentage printed right behind it: «, chiếm 13,8%», «(đạt 16%)»."""
    if not after or after[0].kind != "percent" or not _SHARE.match(plain[outcome.end : after[0].start]):
        return outcome
    used.add(id(after[0]))
    end = after[0].end
    if "(" in plain[outcome.end : after[0].start] and plain[end : end + 1] == ")":
        end += 1
    return OutcomeMention(
        outcome.start, end, outcome.rule, outcome.count, after[0], outcome.category_start, outcome.category_end, outcome.grade
    )


def _of_percent(plain: str, sentence: Sentence, quantity: QuantityMention, left: int) -> OutcomeMention | None:
    """A percentage with its category and no count: «trung cấp 22,12%», «100% … có trình độ …»."""
    before = plain[max(left, quantity.start - 90) : quantity.start]
    if _CHANGE.search(before) and not re.search(r"(?:tỷ lệ|loại|trình độ)[^,;.]*đạt\s?$", before, re.IGNORECASE):
        return None
    if _TARGET.search(plain, sentence.start, min(sentence.end, quantity.end + 60)):
        return None
    offset = quantity.start - len(before)
    if match := _RATE_GRADE.search(before):
        return OutcomeMention(offset + match.start(), quantity.end, "outcome rate", None, quantity, offset + match.start("cat"), offset + match.end("cat"), True)
    for pattern in (_HAS_LEVEL, _TRAINED, _GRADUATED):
        if match := pattern.match(plain, quantity.end, sentence.end):
            return OutcomeMention(quantity.start, match.end(), "outcome share of", None, quantity, match.start("cat"), match.end("cat"))
    if match := _LEVEL_SHARE.search(before):
        group = "long" if match["long"] else "cat"
        return OutcomeMention(offset + match.start(), quantity.end, "outcome share", None, quantity, offset + match.start(group), offset + match.end(group))
    return None
