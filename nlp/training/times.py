"""Which of a sentence's times can govern a count, and which stand at its head."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from nlp.documents import DocumentMention
from nlp.reading import Reading
from nlp.time import TimeMention

DAYS = frozenset(["day", "days", "today"])
"""Kinds of times that fix days: they govern openings and closings, and go on holding over no other sentence."""
OPENING_REACH = 70
"""How long the phrase that opens a sentence may be before its time, in characters."""
ADVERB_REACH = 110
"""How long the clause before a span between commas may be, in characters."""
YEAR = 364
"""A year, in days from its first to its last."""
TITLE_REACH = 700
"""How far behind a document's number its date and its title may reach, in characters."""

_OF_SPAN = re.compile(
    r"(?:^|[\s,(])(?:trong|từ|đầu|cả|suốt|của|ngay từ đầu|hết|qua|nhìn lại|tổng kết|sơ kết|kết thúc|sau)\s*$",
    re.IGNORECASE,
)
_YEAR_OF = re.compile(
    r"(?<=năm) (?:đầu|cuối|thứ)(?: tiên| nhất| hai)?(?: của)? (?:nhiệm kỳ|khóa|giai đoạn)", re.IGNORECASE
)
"""«trong năm đầu nhiệm kỳ» is some year of the term."""
_SCENE = re.compile(
    r"(?<![^\W_])(?:những|mấy|một) (?:ngày|buổi|sáng|chiều)(?: đầu| giữa| cuối)?\s$", re.IGNORECASE
)
"""«những ngày cuối tháng 10» sets a scene."""
_SIGN = re.compile(r"\W*[A-ZĐ][\w.]{1,12}\)?\s?[-–]\s?")
"""«(QNO) - Năm 2012, …»: the paper's sign before the first words."""
_CLASS_NUMBER = re.compile(r"(?<![^\W_])(?:khóa|khoá|lớp) (?:thứ )?(?:\d{1,3}|[IVXLC]{1,6})(?: -|,)? $")
_IS_YEAR = re.compile(r" là (?:năm|giai đoạn|nhiệm kỳ|thời gian)(?![^\W_])", re.IGNORECASE)
"""«Năm 2023 là năm đầu …» speaks of the year, and so do the sentences behind it."""
_OF_MEMBERS = re.compile(
    r"(?<![^\W_])(?:đại biểu|bí thư|ủy viên|cấp ủy|chi ủy|ban chấp hành|hội đồng|hđnd|khóa|"
    r"đại hội)(?![^\W_])[^.;]{0,60}$",
    re.IGNORECASE,
)
"""Those whose term of office it is."""
_IN_DAYS = re.compile(r"(?<![^\W_])trong (?:vòng )?\S+ (?:ngày|buổi) \($", re.IGNORECASE)
_BESIDE = re.compile(
    r"(?<![^\W_])(?:so với|(?:nhiều|ít|cao|thấp|lớn) hơn|gấp \S+ lần|bằng)(?: cả)?(?: cùng kỳ)?(?: của)?\s$",
    re.IGNORECASE,
)
"""Words before a time that a figure is compared with."""
_SPAN_WORDS = ("từ", "trong", "đầu")
_ISSUED = re.compile(
    r"(?:ban hành|ký|phê duyệt|thành lập|triển khai|được thành lập|có hiệu lực|ra đời|tái lập)(?![^\W_])",
    re.IGNORECASE,
)
_OPENS = re.compile(
    r"\W*(?:hết|trong|riêng|từ|theo|tính|đến|qua|sau|thực hiện|giai đoạn|nhiệm kỳ|sang|ngay|nhân|"
    r"căn cứ|trên cơ sở|trước|cũng|tổng|kết thúc|bước vào|vào|triển khai|dịp)(?![^\W_])",
    re.IGNORECASE,
)


def usable_times(reading: Reading, times: Iterable[TimeMention]) -> list[TimeMention]:
    """Times that can govern a count: resolved, no date or title of a document, no term that describes an audience."""
    return [
        t
        for t in times
        if _fixes_span(t)
        and not _describes(reading.plain, t)
        and not _is_compared(reading.plain, t)
        and not _YEAR_OF.match(reading.plain, t.end)
        and not _SCENE.search(reading.plain, max(0, t.start - 24), t.start)
        and not of_document(reading, t)
    ]


def _fixes_span(time: TimeMention) -> bool:
    if time.first is None or time.last is None or time.kind in ("before", "after"):
        return False
    if time.kind == "until" and (time.last - time.first).days < YEAR:
        # «Đến ngày 15/8», «đến hết tháng 5» counts up to then; the span began before.
        return False
    return time.listed or time.kind != "until"


def _describes(plain: str, time: TimeMention) -> bool:
    """True for a time that only describes: «bí thư …, nhiệm kỳ 2020-2025», «khóa 5 (2011-2013)»."""
    if plain[time.start - 1 : time.start] == "(" and plain[time.end : time.end + 1] == ")":
        # «Trong 2 ngày (02 - 03/8/2022)» says which days they were.
        return not (time.kind in DAYS and _IN_DAYS.search(plain[max(0, time.start - 24) : time.start]))
    if time.kind == "year" and _CLASS_NUMBER.search(plain, max(0, time.start - 20), time.start):
        return True  # «học viên của khóa 113 năm 2021» names the class
    if time.kind != "term" or plain[time.start : time.end].lower().startswith(_SPAN_WORDS):
        return False
    if plain[time.end : time.end + 1] == ",":
        if plain[time.start].isupper():
            return False  # «Nhiệm kỳ 2015-2020, huyện cử …» opens the sentence
        head = plain[max(0, time.start - ADVERB_REACH) : time.start]
        if (
            head.endswith(", ")
            and not _OF_MEMBERS.search(head)
            and head[:-2].split()[-1:]
            and head[:-2].split()[-1].islower()
        ):
            return False  # «Coi cán bộ là gốc, nhiệm kỳ 2015-2020, huyện cử …»
    return not _OF_SPAN.search(plain[max(0, time.start - 14) : time.start])


def _is_compared(plain: str, time: TimeMention) -> bool:
    """True for «so với năm 2021», «nhiều hơn năm 2021»: the time is of the other figure."""
    return bool(_BESIDE.search(plain, max(0, time.start - 32), time.start))


def of_document(reading: Reading, time: TimeMention) -> bool:
    """True for a time within a document's citation, or a day on which something was issued."""
    for document in _near_documents(reading.documents, time):
        for span in (document.date_span, document.title_span, (document.start, document.end)):
            if span and span[0] <= time.start and time.end <= span[1]:
                return True
    return time.kind in DAYS and bool(_ISSUED.match(reading.plain, time.end + 1))


def _near_documents(documents: Sequence[DocumentMention], time: TimeMention) -> list[DocumentMention]:
    first = bisect_left(documents, time.start - TITLE_REACH, key=lambda d: d.start)
    last = bisect_right(documents, time.end + TITLE_REACH, first, key=lambda d: d.start)
    return list(documents[first:last])


def _is_adverb(plain: str, start: int, time: TimeMention) -> bool:
    """«Xác định cán bộ là khâu quyết định, nhiệm kỳ 2018-2023, huyện …»: a span between commas before the subject."""
    if time.kind in DAYS or not time.listed or time.start - start > ADVERB_REACH:
        return False
    return plain[time.end : time.end + 1] == "," and plain[start : time.start].rstrip().endswith(",")


def is_issued(plain: str, start: int, end: int) -> re.Match[str] | None:
    """A verb of issuing or founding between two places: the time before it is that verb's."""
    return _ISSUED.search(plain, start, end)


def opens_sentence(plain: str, start: int, time: TimeMention) -> bool:
    """True where a time stands in the phrase that opens its sentence: «Trong 9 tháng đầu năm, …»."""
    sign = _SIGN.match(plain, start, time.start)
    opening = plain[sign.end() if sign else start : time.start]
    if not opening.strip(' "(') or _SIGN.fullmatch(opening):
        return True
    if _is_adverb(plain, start, time) or _IS_YEAR.match(plain, time.end):
        return True
    if "," in opening or len(opening) > OPENING_REACH or plain[time.end : time.end + 1] != ",":
        return False
    return bool(_OPENS.match(opening))
