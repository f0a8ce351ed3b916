"""The title of a document: «về công tác …», «phê duyệt Đề án …», or what stands in quotation marks."""

from __future__ import annotations

import re
from dataclasses import dataclass

from nlp.documents.issuer import read_name
from nlp.documents.lexicon import UPPER, any_of, table, types
from nlp.documents.mention import DocumentMention

_WORDS = table("title")
_TYPE = any_of([t.lower() for t in types()])
_QUOTED = re.compile(r",?(?: (?:về|với tên gọi|có tên|có tên gọi|mang tên|với chủ đề|về chủ đề))?:? \"([^\"\n]{3,400})\"")
_PLAIN = re.compile(rf",? (?={any_of(_WORDS['starts'])}(?![^\W_]))(?!quy định(?: rõ|:| cụ thể)|thực hiện (?:từ|được)|ban hành (?:ngày|ngay|đã|là|vào)|về đích)")
_BRACKETED = re.compile(rf" \(((?:{_TYPE}|về) (?!số |\d)[^()\n]{{8,300}})\)")
_ENDS = re.compile(rf" (?:{any_of(_WORDS['ends'])})(?![^\W_])|,? (?:{any_of(_WORDS['comma_ends'])})(?![^\W_])(?<=,)|[;:\"]")
_COMMA = re.compile(rf", (?:{any_of(_WORDS['comma_ends'])})(?![^\W_])")
_LEAD_IN = re.compile(rf"(?:^|[.;,\n\"] ?)(?:(?:để|nhằm|tiếp tục|tích cực|nghiêm túc|việc|trong|quá trình) ){{0,2}}{any_of(_WORDS['lead_ins'])}(?![^\W_])")
_MAIN = re.compile(rf", (?=[{UPPER}])")
_SUBJECT = re.compile(rf", (?={any_of(_WORDS['subjects'])}(?![^\W_]))")
_VERB = re.compile(r" (?:đã|sẽ|luôn|tiếp tục|phải|cần|được|có|xây dựng|tổ chức|chủ động|triển khai|tập trung|mở|cử|ban hành|thường xuyên|vừa|đang|phối hợp|tăng|khai|bế)(?![^\W_])")
_NEXT = re.compile(r"(?:,|;|,? và|,? cùng)(?: các| cùng| với| cả)* \Z")
_STRONG = re.compile(rf" của (?={any_of(table('issuer')['strong'])}(?![^\W_]))")


@dataclass(frozen=True, slots=True)
class Title:
    """A title's words, where reading goes on, and the issuer that ends it."""

    span: tuple[int, int]
    end: int
    issuer: tuple[int, int] | None = None


def match_title(
    plain: str, low: str, start: int, mention: DocumentMention, at: int, stop: int, following: int
) -> Title | None:
    """The title that begins at `at`; `start` and `stop` bound the sentence, `following` is the next citation."""
    if match := _QUOTED.match(plain, at):
        return Title(match.span(1), match.end())
    if match := _BRACKETED.match(low, at):
        kind = mention.type.lower() + " "
        named = match.group(1).startswith(kind)
        return Title((match.start(1) + (len(kind) if named else 0), match.end(1)), match.end())
    match = _PLAIN.match(low, at)
    if match is None:
        return None
    begin = match.end()
    if plain[begin].isupper() and match.group().startswith(","):
        return None
    end = _end(plain, low, start, mention.start, begin, stop, following)
    if end - begin < 6 or low.count(" ", begin, end) < 2:
        return None
    issuer = None
    for of in _STRONG.finditer(low, begin, end):
        name = read_name(plain, low, of.end(), end)
        if name and name[1] == end and mention.issuer_span is None:
            end, issuer = of.start(), name
            break
    return Title((begin, end), issuer[1] if issuer else end, issuer)


def _end(plain: str, low: str, start: int, head: int, begin: int, stop: int, following: int) -> int:
    """Where a title without quotation marks ends."""
    end = stop
    if begin < following < end and (joint := _NEXT.search(low, begin, following)):
        end = joint.start()
    for match in _ENDS.finditer(low, begin, end):
        if plain[match.start()] != '"' or plain.count('"', begin, match.start()) % 2 == 0:
            quoted = plain.count('"', begin, match.start()) % 2 == 1
            opens = plain[match.start()] == '"'
            if not quoted and not opens:
                end = match.start()
                break
    if match := _COMMA.search(low, begin, end):
        end = match.start()
    if _LEAD_IN.search(low[start:head]):
        end = _main_clause(plain, low, begin, end)
    return _trim_brackets(plain, begin, end)


def _main_clause(plain: str, low: str, begin: int, end: int) -> int:
    """Where the main clause begins after an introductory one, or `end`."""
    for match in re.finditer(r", ", low[begin:end]):
        at = begin + match.start()
        if _MAIN.match(plain, at) or (_SUBJECT.match(low, at) and _VERB.search(low, at, at + 110)):
            return at
    return end


def _trim_brackets(plain: str, begin: int, end: int) -> int:
    """Leave out a closing bracket or quotation mark that was opened before, and blanks at the end."""
    closing = plain.find(")", begin, end)
    if closing >= 0 and plain.count("(", begin, closing) == 0:
        end = closing
    while end > begin and plain[end - 1] in " ,\u00a0":
        end -= 1
    return end
