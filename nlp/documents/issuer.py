"""Who issued a document: «… của Ban Bí thư», «… do UBND tỉnh ban hành», «Thành ủy đã ban hành …»."""

from __future__ import annotations

import re
from dataclasses import dataclass

from nlp.documents.lexicon import UPPER, any_of, table, types

_WORDS = table("issuer")
_HEAD = any_of(_WORDS["heads"])
_TYPE = any_of([t.lower() for t in types()])
# A full stop within a name is that of an abbreviation: TP.HCM, T.Ư.
_STOP = re.compile(
    rf"[,;:()\"\n?!…]|(?<![tp])\.|\.(?!\S)| - | {any_of(_WORDS['stops'])}(?![^\W_])"
    rf"| và (?:các|nếu|những|một|{_TYPE})(?![^\W_])"
)
_OF = re.compile(rf",? ?\(?của (?={_HEAD}(?![^\W_]))")
_BY = re.compile(rf",? ?\(?(?:do|được) (?={_HEAD}(?![^\W_]))")
_ISSUES = re.compile(r" (?:(?:đã|vừa|mới|ký) )*(?:ban hành|phê duyệt|ký|công bố|thông qua)(?![^\W_])")
_VERB = re.compile(
    rf"(?<![^\W_])(?:{any_of(_WORDS['before_verb'])} ){{0,3}}{any_of(_WORDS['issues'])}"
    r"(?: (?:ban hành|kèm theo|các|một số|hai|ba|\d+)){0,3}"
    r"(?: (?:nhiều |các |một số )?(?:văn bản|nghị quyết|chỉ thị|quyết định|chủ trương)"
    r"[^.;\n]{0,60}(?:là|như|gồm|:))? \Z"
)
_PASSIVE = re.compile(
    rf"(?:được|do) ({_HEAD}(?![^\W_])[^.;:\n\"]{{0,70}}?) {any_of(_WORDS['approves'])}"
    r"(?: (?:ban hành|tại|theo|bằng|kèm theo|trong)){0,3} \Z"
)
_BEHALF = re.compile(rf"(?:thay mặt|t/m) ({_HEAD}(?![^\W_])[^,.;:\n]{{0,60}}),")
_FIRST_HEAD = re.compile(rf"(?<![^\W_]){_HEAD}(?![^\W_])")
_CAPITALS = re.compile(rf"(?: [{UPPER}]\w{{1,15}}){{1,12}}\Z")
_COMMON = frozenset(_WORDS["common"])
_SURNAMES = frozenset(_WORDS["surnames"].split())
_ROLE = re.compile(rf"(?:phó |ủy viên |quyền )?{any_of(_WORDS['roles'])}")
_CAPITAL_RUN = re.compile(
    rf"(?:^|[,;] )([{UPPER}]\w*(?: [{UPPER}]\w*)*) (?=(?:rất|đã|luôn|cũng|thường xuyên|xác định)\b)"
)
_REACH = 160


@dataclass(frozen=True, slots=True)
class Subject:
    """The issuer's words, and where the subject of the clause begins."""

    span: tuple[int, int]
    subject: int


def read_name(plain: str, low: str, start: int, stop: int) -> tuple[int, int] | None:
    """The name of a body that begins at `start`, up to the first word that can't belong to it."""
    end = _STOP.search(low, start, min(stop, start + 90))
    finish = end.start() if end else min(stop, start + 90)
    while finish > start and low[finish - 1] == " ":
        finish -= 1
    if low[start:finish].endswith((" và", " cùng")):
        finish -= len(low[start:finish].split(" ")[-1]) + 1
    return _trim(plain, start, finish) if finish > start else None


def match_issuer_after(plain: str, low: str, at: int, stop: int) -> tuple[int, int] | None:
    """The issuer right behind a number, a date or a title."""
    if match := _OF.match(low, at):
        return read_name(plain, low, match.end(), stop)
    match = _BY.match(low, at)
    if match and (name := read_name(plain, low, match.end(), stop)) and _ISSUES.match(low, name[1]):
        return name
    return None


def find_issuer_before(plain: str, low: str, start: int, head: int) -> Subject | None:
    """The issuer as the subject of the clause before a citation that begins at `head`."""
    begin = max(start, head - _REACH)
    if match := _PASSIVE.search(low, begin, head):
        return Subject(_trim(plain, match.start(1), match.end(1)), match.start())
    verb = _VERB.search(low, begin, head)
    if verb is None:
        return None
    clause = max(low.rfind(mark, start, verb.start()) for mark in (",", ";", ":", '"', "(", ")")) + 1
    clause = max(clause, start)
    subject = _first_head(plain, low, clause, verb.start())
    if subject is None:
        return _earlier(plain, low, start, clause, verb.start())
    if _ROLE.match(low, subject.start()) and (behalf := _BEHALF.search(low, start, subject.start())):
        return Subject((behalf.start(1), behalf.end(1)), behalf.start())
    name = read_name(plain, low, subject.start(), verb.start())
    return Subject(name, subject.start()) if name else None


def _first_head(plain: str, low: str, start: int, end: int) -> re.Match[str] | None:
    """The first word in `[start, end)` with which the name of a body begins."""
    for match in _FIRST_HEAD.finditer(low, start, end):
        opens = not low[start : match.start()].strip()
        if opens or match.group() not in _COMMON or plain[match.start()].isupper():
            return match
    return None


def _trim(plain: str, start: int, end: int) -> tuple[int, int]:
    """The words of an office without the name of who holds it."""
    words = plain[start:end]
    run = _CAPITALS.search(words)
    if run is None or not _ROLE.match(words.lower()):
        return start, end
    names = run.group().split()
    for count in (4, 3, 2, 5):
        if len(names) >= count and names[-count] in _SURNAMES:
            return start, end - len(" ".join(names[-count:])) - 1
    return start, end


def _earlier(plain: str, low: str, start: int, clause: int, verb: int) -> Subject | None:
    """The subject of the clause before, where this one begins with its verb: «Tỉnh rất quan tâm…; đã ban hành …»."""
    if low[clause:verb].strip():
        return None
    for match in _CAPITAL_RUN.finditer(plain[start:clause]):
        return Subject((start + match.start(1), start + match.end(1)), start + match.start(1))
    return None
