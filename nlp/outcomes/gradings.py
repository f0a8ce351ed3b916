"""Gradings: «59 đồng chí đạt loại xuất sắc», «loại giỏi: 17 học viên», «31,2% xếp loại giỏi»."""

from __future__ import annotations

import functools

from nlp.outcomes.clause import Clause
from nlp.outcomes.lexicon import END, START, compiled, ends_with, has_word, is_word, words
from nlp.outcomes.mention import OutcomeMention
from nlp.outcomes.phrases import grades, grades_before

_BOUND = r"(?=\s*(?:[,;.():…\n\"+-]|$|và |còn |chiếm |đạt |tỷ lệ |tỉ lệ |bằng |\d))"
_MARK = (
    r"\s(?:được chấm|đạt|có)\s(?:điểm\s)?(?P<cat>(?:từ |trên |dưới )?\d{1,2}(?:,\d+)?"
    rf"(?:\s?(?:-|đến)\s?\d{{1,2}}(?:,\d+)?)?\s?điểm(?: trở lên)?|điểm \d{{1,2}}(?:,\d+)?(?: trở lên)?){END}"
)
# Before «trung bình», these make it the average: «tăng trưởng ở mức trung bình 7%».
_AVERAGE = ("", "mức", "đạt mức", "đạt", "kết quả")
_PEOPLE = r"(?:\s[^,;.()\n\d]{0,90}?)?"


@functools.cache
def _graded(of_share: bool) -> str:
    """Words of grading and a grade: «đều được xếp loại khá, giỏi»."""
    fill = rf"(?:{words('filler')} )"
    lead = rf"{fill}{{0,4}}(?:{words('grading')} {fill}{{0,2}}){{1,4}}"
    return rf"\s{lead}(?P<cat>{grades(of_share)})(?! {words('no_grade_after')})"


@functools.cache
def _weakly_graded() -> str:
    """A weak grade behind «loại»: «xếp loại tốt»."""
    fill = rf"(?:{words('filler')} )"
    lead = rf"{fill}{{0,3}}(?:(?:xếp|đạt|phân|được|đánh giá|ở) ){{0,3}}(?:xếp loại|loại|hạng|mức)"
    return rf"\s{lead} (?P<cat>{words('weak_grade', 'grade')}){_BOUND}"


@functools.cache
def _finally() -> str:
    """«đã hoàn thành tốt nhiệm vụ học tập, kết quả đạt loại khá», «31 người trong đó đạt loại giỏi».

    Those who «hoàn thành khóa học» are first of all those trained.
    """
    fill = rf"(?:{words('filler')} )"
    done = r"(?:[^;.()\n]{0,70}?\s)?hoàn thành (?!khóa)[^,;.()\n\d]{2,50}, (?:với )?(?:kết quả|xếp loại)"
    graded = (
        rf"(?:{words('grading')} {fill}{{0,2}}){{0,4}}(?P<cat>{grades()})(?! {words('no_grade_after')}|\s?\d)"
    )
    return rf"\s(?:{done}|trong (?:số )?(?:đó|này)) {fill}{{0,3}}{graded}"


@functools.cache
def _bare(of_share: bool) -> str:
    """A grade right behind «20 học viên» or «20% học viên»."""
    noun = rf"(?:\s(?:số )?{words('graded')})?" if of_share else ""
    return rf"{noun}\s(?P<cat>{grades(of_share)}){_BOUND}"


@functools.cache
def _label() -> str:
    lead = rf"(?P<lead>(?:{words('grading')} ){{0,3}})"
    often = r"(?: (?:hằng năm|hàng năm|mỗi năm|qua các năm|bình quân|đều|luôn|thường)){0,3}"
    tie = r"(?:\s?[:-]|\s(?:chỉ có|có|là|gồm|được|đạt|chiếm|chỉ còn|còn))?(?: tỷ lệ| tỉ lệ)?"
    return rf"{lead}(?P<cat>{grades_before()}){often}{tie}"


def read_grading(clause: Clause) -> OutcomeMention | None:
    """The grade of a counted group or share, printed behind the number or as the label before it."""
    return _read_after(clause) or _read_before(clause)


def _read_after(clause: Clause) -> OutcomeMention | None:
    gap = _PEOPLE if clause.is_share else ""
    rule = "outcome rate" if clause.is_share else "outcome after"
    for pattern in (_graded(clause.is_share), _weakly_graded()):
        if match := clause.match_after(gap + pattern):
            return clause.outcome(match, rule, grade=True)
    match = None
    if clause.is_share or not clause.unit or is_word(clause.unit, "graded"):
        match = clause.match_after(_bare(clause.is_share)) or clause.match_after(_finally())
    return clause.outcome(match, rule, grade=True) if match else _read_mark(clause)


def _read_mark(clause: Clause) -> OutcomeMention | None:
    """A mark in points, whose number is a quantity itself: «được chấm từ 8,5 - 9,25 điểm»."""
    match = compiled(_MARK).match(clause.plain, clause.quantity.end, clause.sentence.end)
    return clause.outcome(match, "outcome mark") if match else None


def _read_before(clause: Clause) -> OutcomeMention | None:
    match = clause.search_before(_label())
    if match is None or not (match["lead"].strip() or may_open(clause.words_before(match.start()))):
        return None
    if _is_average(clause, match["cat"], match["lead"].strip()):
        return None
    if clause.is_share and clause.rest[:10].strip().startswith(("kế hoạch", "so với", "chỉ tiêu")):
        return None
    return clause.outcome(match, "outcome rate" if clause.is_share else "outcome label", grade=True)


def _is_average(clause: Clause, category: str, lead: str) -> bool:
    """«trung bình» is the average where no other grade stands before it in the sentence."""
    bare = category.lower() == "trung bình" and lead.lower() in _AVERAGE
    return bare and not has_word(clause.head[: -len(clause.before)], "grade")


def may_open(head: str) -> bool:
    """True where a label may begin: at a start, behind punctuation, «và», «có», «trong đó», or a word of grading."""
    opening = rf"(?:^|[,;:(.•+-]|\n|{START}(?:và|có|gồm|trong đó|riêng|còn|số|tỷ lệ|tỉ lệ|học viên|là))\s*$"
    return bool(compiled(opening).search(head)) or ends_with(head, "grading")
