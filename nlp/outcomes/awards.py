"""Awards, certificates and passes: «tặng giấy khen», «được cấp chứng chỉ», «đạt yêu cầu», «tốt nghiệp»."""

from __future__ import annotations

import functools

from nlp.outcomes.clause import Clause
from nlp.outcomes.lexicon import END, START, compiled, ends_with, has_word, words
from nlp.outcomes.mention import OutcomeMention
from nlp.outcomes.phrases import diploma, grades, level

_TO = r"(?:cho|đến|tới|đối với)(?: cả| tất cả| toàn bộ| toàn thể| các)?"
_WHO = r"(?:\s[^,;.()\n]{0,90}?(?:, [^,;.()\n\d]{0,40}?)?)?"
_BY = r"(?:\s[^;.()\n]{0,70}?)?"


@functools.cache
def _given() -> str:
    """«được Viện trưởng tặng Bằng khen», «được cấp chứng chỉ»."""
    return rf"{_WHO}\sđược{_BY}\s{words('give')} (?P<cat>{diploma()})"


@functools.cache
def _received() -> str:
    return rf"{_WHO}\s{words('receive')} (?P<cat>{diploma()})"


@functools.cache
def _eligible() -> str:
    """«đủ điều kiện cấp chứng chỉ», «đủ điều kiện để trung tâm cấp chứng chỉ»."""
    paper = rf"(?:để |được )?(?:[^\W\d_]+ ){{0,4}}?{words('give', 'receive')} {diploma()}"
    passing = r"(?:được )?(?:công nhận |xét |dự thi |thi )?tốt nghiệp"
    thesis = r"(?:được )?(?:làm|bảo vệ) (?:luận văn|khóa luận|đồ án|tiểu luận)(?: tốt nghiệp)?"
    return rf"{_BY}?\s(?P<cat>(?:không |chưa )?đủ điều kiện (?:{paper}|{passing}|{thesis}))"


@functools.cache
def _ranked() -> str:
    """«được phong quân hàm Thiếu úy sĩ quan dự bị»: the rank."""
    conferred = r"(?:phong|thăng|trao|nhận)(?: (?:quân hàm|cấp bậc hàm|hàm|cấp bậc))+(?: cấp)?"
    return rf"{_WHO}\s(?:được{_BY}\s)?{conferred} (?P<cat>{words('rank')}(?: sĩ quan dự bị{END})?)"


@functools.cache
def _completed() -> str:
    """«đã bảo vệ thành công luận án», «chưa hoàn thành luận văn»."""
    done = r"(?:(?:chưa|không) )?(?:hoàn thành|bảo vệ(?: thành công| xong| đạt)?)"
    return rf"(?:\s(?:học viên|đã|đều|vẫn|đang|còn)){{0,3}}\s(?P<cat>{done} {words('thesis')})"


@functools.cache
def _honoured() -> str:
    return rf"{_WHO}\sđược{_BY}\s(?P<cat>{words('honour')})"


@functools.cache
def _giving() -> str:
    """«trao bằng tốt nghiệp cho», «thi và cấp chứng chỉ quốc gia cho», before the number."""
    return rf"{words('give')} (?P<cat>{diploma()})(?: [^,;.\n]{{0,60}}?)? {_TO}"


@functools.cache
def _giving_bare() -> str:
    """«cấp bằng cho»: no diploma is named, so that the giving tells the result."""
    return rf"(?P<cat>{words('give')} bằng) {_TO}"


@functools.cache
def _honouring() -> str:
    """«khen thưởng», «đã kết nạp Đảng», before the number."""
    return rf"(?P<cat>{words('honour')}|(?<=công nhận )tốt nghiệp)(?: được)?(?: {_TO})?"


def read_award(clause: Clause) -> OutcomeMention | None:
    """What a counted group or a share was given or passed."""
    if _is_of_bodies(clause):
        return None
    return _read_before(clause) or _read_after(clause)


def _is_of_bodies(clause: Clause) -> bool:
    """True where collectives are honoured beside persons: for work, not for a class."""
    near = (
        clause.head + clause.plain[clause.quantity.end : min(clause.sentence.end, clause.quantity.end + 80)]
    )
    return clause.unit in ("cá nhân", "tập thể") and bool(compiled(rf"{START}tập thể{END}").search(near))


def _read_before(clause: Clause) -> OutcomeMention | None:
    if clause.is_share:
        return None
    for pattern in (_giving_bare(), _giving(), _honouring()):
        if match := clause.search_before(pattern):
            if _names_course(clause, match.start()):
                return None
            if "đảng" in match["cat"].lower() and "viên" not in clause.unit.replace("đảng viên", ""):
                return None
            return clause.outcome(match, "outcome before")
    return None


def _names_course(clause: Clause, at: int) -> bool:
    """True where the certificate only says what course it is: «mở 9 lớp bồi dưỡng cấp chứng chỉ cho 700 cán bộ»."""
    course = rf"{START}(?:mở|tổ chức)(?: được)?(?: \d[\d.]*)? (?:lớp|khóa)(?: [^\W\d_]+){{0,14}} $"
    head = clause.plain[max(clause.sentence.start, at - 160) : at]
    named = compiled(course).search(head)
    return bool(named) and not compiled(rf"{START}(?:và|để|đã|xong|rồi|sau) $").search(head)


def _read_after(clause: Clause) -> OutcomeMention | None:
    rule = "outcome rate" if clause.is_share else "outcome after"
    passed = _read_pass(clause, rule)
    for pattern in (_eligible(), _ranked(), _completed(), _given(), _received(), _honoured()):
        match = clause.match_after(pattern)
        if match and not has_word(match.group(), "target") and not _is_graded(clause, match.end()):
            given = clause.outcome(match, rule)
            # What is told first is the result: «đạt yêu cầu và được cấp chứng chỉ».
            return passed if passed and passed.category_start < given.category_start else given
    return passed


def _is_graded(clause: Clause, at: int) -> bool:
    """True where a diploma's grade follows, which tells more: «được cấp chứng chỉ loại giỏi»."""
    return bool(compiled(rf" (?:xếp |đạt )?(?:loại|hạng) {grades()}").match(clause.plain, at, at + 40))


def _read_pass(clause: Clause, rule: str) -> OutcomeMention | None:
    """«viết thu hoạch đạt yêu cầu», «được công nhận tốt nghiệp», «tỷ lệ tốt nghiệp đạt 98%»."""
    match = clause.match_after(
        rf"(?:\s[^,;.()\n\d]{{0,60}}?)?\s(?P<cat>{words('pass')}(?: {level()})?)(?! (?:loại|bằng|hạng|"
        rf"xếp (?:loại|hạng)|đạt loại))"
    )
    if match and _has_passed(
        clause, match["cat"].lower(), clause.plain[clause.quantity.end : match.start("cat")]
    ):
        return clause.outcome(match, rule)
    if clause.is_share:
        lead = r"(?:(?:tỷ lệ|tỉ lệ) [^,;.\d]{0,50}?|còn lại |số )"
        rate = rf"{lead}(?P<cat>{words('pass')})(?: (?:là|đạt|chiếm))?"
        match = clause.search_before(rate)
        return clause.outcome(match, rule) if match else None
    return None


def _has_passed(clause: Clause, category: str, gap: str) -> bool:
    if not category.startswith(("tốt nghiệp", "ra trường")):
        return True
    if ends_with(gap, "no_pass_before"):
        return False
    near = r"\s*(?:(?:đều|đã|cùng|học viên|sinh viên) ){0,3}$"
    told = compiled(rf"{near}|{START}(?:đã|đều|được công nhận) $").search(gap)
    return bool(told) and not compiled(rf"{START}(?:cho|tuyển|tuyển dụng|thu hút)\s$").search(clause.before)
