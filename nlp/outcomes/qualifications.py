"""Qualifications: «18 cán bộ có trình độ thạc sĩ luật», «trình độ cao đẳng: 41 người», «đại học 68,6%»."""

from __future__ import annotations

import functools
from dataclasses import replace

from nlp.outcomes.clause import Clause, is_taught
from nlp.outcomes.gradings import may_open
from nlp.outcomes.lexicon import END, START, compiled, ends_with, has_word, search, words
from nlp.outcomes.mention import OutcomeMention
from nlp.outcomes.phrases import level, levels, levels_before

_ADVERB = r"(?:(?:đều|đã|hiện|đang|cũng|chỉ|cùng|mới) )"
_NEAR = r"(?:\s[^,;.:()\n\d]{0,40}?)?"
_BESIDE = r"(?:\s(?!và\s)[^,;.:()\n\d]{0,40}?(?<!\svà))?"
_FAR = r"(?:\s[^;.()\n\d]{0,90}?)?"
_CLAIM = r"(?:xác nhận|xác định|công nhận)"
_ABOUT = r"(?:về|xét về|còn về) (?:chuyên môn|lý luận|LLCT|học vấn|văn hóa|chính trị)"
_CLOSE = r"(?=\s*(?:[,;.(…\n]|$|và |chiếm |đạt ))"
_TEACHERS = r"có (?=\d[\d.]* (?:giảng|giáo) viên)"
_STRENGTH = (
    r"(?:^\s?trong (?:tổng )?(?:số )?|(?:hiện(?: nay| tại)?|đang|đội ngũ) có (?:tổng số )?"
    rf"|{_TEACHERS})\d[\d.]*"
)
_WHOM = r"(?:cán bộ|giảng viên|giáo viên|công chức|viên chức)"
_STAFF = rf"{_STRENGTH} {_WHOM}[^.;:\n\d]{{0,40}}(?:, trong đó|, gồm|: |\(|, với|, có)"
"""The strength of a body split up: «hiện có 46 cán bộ, giảng viên, trong đó 17 thạc sĩ»."""
_TOPIC = rf"(?:{START}trình độ{END}|(?:^|[.;:\n]\s?){_ABOUT})"


@functools.cache
def _held(of_share: bool) -> str:
    """Words of having a qualification and its name, for counts and shares."""
    having = r"(?:có|đạt)(?: đủ| được| chuẩn)? (?:trình độ|học vị)"
    confirmed = rf"được {_CLAIM}(?: có)? trình độ"
    return rf"\s{_ADVERB}{{0,3}}(?:{having}|{confirmed}) (?P<cat>{levels(of_share)})"


@functools.cache
def _diploma_held(of_share: bool) -> str:
    """«có bằng đại học», «có chứng chỉ tin học»."""
    stop = words("level_stop")
    paper = rf"(?:(?:văn )?bằng {levels(of_share)}|chứng chỉ(?: (?!{stop})[^\W\d_]+){{1,6}})"
    return rf"\s{_ADVERB}{{0,3}}có (?P<cat>{paper})"


@functools.cache
def _titled() -> str:
    """«là thạc sĩ»."""
    title = words("title")
    return rf"\s{_ADVERB}{{0,2}}là (?P<cat>{title}(?:(?:,| và) {title}){{0,2}})(?=\s*(?:[,;.)]|và |$))"


@functools.cache
def _untrained() -> str:
    """«còn 30 người chưa qua đào tạo», and among levels «140 người sơ cấp, chiếm 23%»."""
    own = rf"(?: (?:về )?{words('field')}){{0,2}}"
    return rf"\s{_ADVERB}{{0,2}}(?:vẫn |còn ){{0,2}}(?P<cat>chưa (?:qua|được) đào tạo{own}){_CLOSE}"


@functools.cache
def _bare_level() -> str:
    return rf"(?:\s(?:bậc|hệ))?\s(?P<cat>{level()}){_CLOSE}"


@functools.cache
def _skilled() -> str:
    """«19 người sử dụng thành thạo chữ ký số»."""
    what = rf"(?: (?!{words('level_stop')})[^\W\d_]+){{1,5}}"
    return rf"\s{_ADVERB}{{0,2}}(?P<cat>(?:sử dụng |nói |giao tiếp )?thành thạo{what}){_CLOSE}"


@functools.cache
def _label() -> str:
    tie = r"(?:\s?[:-]|\s(?:chỉ có|có|là|gồm|đạt|chiếm|chỉ còn|còn|ở mức))?(?: tỷ lệ| tỉ lệ)?"
    return rf"(?P<lead>(?:có )?(?:trình độ|bậc|loại)(?:\s?:)? )?(?P<cat>{levels_before()}){tie}"


def read_qualification(clause: Clause) -> OutcomeMention | None:
    """The level that a counted group or a share holds, printed behind the number or as the label before it."""
    return _read_after(clause) or _read_before(clause)


def read_counted_level(clause: Clause) -> OutcomeMention | None:
    """A level that is counted itself: «Về trình độ, có 3 thạc sĩ, 120 đại học»."""
    quantity = clause.quantity
    if (
        quantity.kind not in ("people", "other")
        or not _speaks_of_levels(clause)
        or _counts_trained(clause.head)
    ):
        return None
    match = compiled(rf"(?P<cat>{level()}){_CLOSE}").match(
        clause.plain, quantity.unit_start, min(clause.right, clause.sentence.end)
    )
    if match is None:
        return None
    counted = replace(quantity, end=match.end(), unit_end=match.end())
    return replace(clause, quantity=counted).outcome(match, "outcome degree")


def _read_after(clause: Clause) -> OutcomeMention | None:
    rule = "outcome share of" if clause.is_share else "outcome degree"
    gap = _FAR if clause.is_share else _NEAR
    if _is_offered(clause):
        return None
    patterns = [gap + _held(clause.is_share), gap + _diploma_held(clause.is_share)]
    if not clause.is_share and not is_taught(clause):
        patterns.append(_untrained())
        if _speaks_of_levels(clause) and not _counts_trained(clause.head):
            patterns.append(_bare_level())
    if clause.is_share or not is_taught(clause):
        patterns.append(rf"{_BESIDE}\strình độ (?P<cat>{levels(clause.is_share)})")
    for pattern in (*patterns, _titled(), _skilled()):
        match = clause.match_after(pattern)
        if match and not has_word(clause.plain[clause.quantity.end : match.start("cat")], "teaching"):
            return clause.outcome(match, rule)
    return None


def _is_offered(clause: Clause) -> bool:
    """True for those to whom training or a post is offered: «mở lớp cho 60 cán bộ có trình độ đại học»."""
    given = compiled(
        rf"{START}(?:cho|tuyển|tuyển dụng|cử|thu hút|đối với|tuyển chọn|bố trí|đào tạo)\s(?:được |các )?$"
    )
    return not clause.is_share and bool(given.search(clause.before)) and has_word(clause.head, "teaching")


def _read_before(clause: Clause) -> OutcomeMention | None:
    if match := clause.search_before(
        rf"{_CLAIM} trình độ (?P<cat>{levels_before()}) (?:cho|đối với)(?: các)?"
    ):
        return clause.outcome(match, "outcome before")
    match = clause.search_before(_label())
    if match is None or clause.rest[:12].strip().startswith(("kế hoạch", "so với", "chỉ tiêu")):
        return None
    head = clause.words_before(match.start())
    untrained = match["cat"].lower().startswith("chưa")
    if ends_with(head, "school", "teaching") or not (match["lead"] or untrained or may_open(head)):
        return None
    if not (match["lead"] or untrained or _speaks_of_levels(clause)):
        return None
    if not clause.is_share and (
        _counts_trained(clause.head[: match.start() - clause.quantity.start]) or _splits_trained(clause)
    ):
        return None
    return clause.outcome(match, "outcome share" if clause.is_share else "outcome degree")


def _speaks_of_levels(clause: Clause) -> bool:
    """True where the sentence up to here names levels as something people have."""
    return bool(search(_TOPIC, clause.head)) or bool(search(_STAFF, clause.head))


def _counts_trained(head: str) -> bool:
    """True where the sentence counts those trained, so that a level is what they are trained for."""
    lead = compiled(rf"{START}{words('teaching')}").search(head)
    had = rf"{START}có (?:\d[\d.]* [^\W\d_]+(?: viên| chí| bộ)? )?trình độ{END}"
    return bool(lead) and not compiled(had).search(head, lead.end() if lead else 0)


def _splits_trained(clause: Clause) -> bool:
    """True where the sentence splits up those trained in the one before: «… đào tạo 600 người. Trong đó, tiến sĩ …»."""
    if not compiled(rf"\W*(?:trong (?:số )?đó|cụ thể){END}").match(clause.head):
        return False
    start = clause.sentence.start
    many = r"\scho\s[^.;\n\d]{0,12}\d[\d.]*[^.;\n\d]{0,40}[.;]\s*$"
    trained = compiled(rf"{START}(?:đào tạo|bồi dưỡng|cử){END}[^.;\n\d]{{0,60}}?{many}")
    return bool(trained.search(clause.plain, max(0, start - 160), start))
