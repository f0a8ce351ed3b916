"""The title of a document: «về công tác …», «phê duyệt Đề án …», or what stands in quotation marks."""

from __future__ import annotations

import re
from dataclasses import dataclass

from nlp.documents.issuer import read_name
from nlp.documents.lexicon import UPPER, any_of, table, types
from nlp.documents.mention import DocumentMention

_WORDS = table("title")
_TYPE = any_of([t.lower() for t in types()])
_QUOTED = re.compile(rf",?(?: {any_of(_WORDS['named'])})?:? \"([^\"\n]{{3,400}})\"")
_PLAIN = re.compile(rf",? (?!{any_of(_WORDS['clauses'])})(?={any_of(_WORDS['starts'])}(?![^\W_]))")
_BRACKETED = re.compile(rf" \(((?:{_TYPE}|về) (?!số |\d)[^()\n]{{8,300}})\)")
_ENDS = re.compile(rf" {any_of(_WORDS['ends'])}(?![^\W_])|[;:]")
_COMMA = re.compile(rf", {any_of(_WORDS['comma_ends'])}(?![^\W_])")
_LEAD_IN = re.compile(
    rf"(?:^|[.;,\n\"] ?)(?:{any_of(_WORDS['before_lead_in'])} ){{0,2}}{any_of(_WORDS['lead_ins'])}(?![^\W_])"
)
_MAIN = re.compile(rf", (?=[{UPPER}])")
_SUBJECT = re.compile(rf", (?={any_of(_WORDS['subjects'])}(?![^\W_]))")
_VERB = re.compile(rf" {any_of(_WORDS['verbs'])}(?![^\W_])")
_NEXT = re.compile(r"(?:,|;|,? và|,? cùng)(?: các| cùng| với| cả)* \Z")
_STRONG = re.compile(rf" của (?={any_of(table('issuer')['strong'])}(?![^\W_]))")
_MIN_CHARS = 6
_MIN_WORDS = 3


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
    opening = _PLAIN.match(low, at)
    if opening is None:
        return None
    begin = opening.end()
    if plain[begin].isupper() and opening.group().startswith(","):
        return None
    end = _end(plain, low, start, mention.start, begin, stop, following)
    if end - begin < _MIN_CHARS or low.count(" ", begin, end) < _MIN_WORDS - 1:
        return None
    issuer = None if mention.issuer_span else _closing_issuer(plain, low, begin, end)
    if issuer is None:
        return Title((begin, end), end)
    return Title((begin, issuer[0] - len(" của ")), issuer[1], issuer)


def _closing_issuer(plain: str, low: str, begin: int, end: int) -> tuple[int, int] | None:
    """The issuer with which a title's words end: «về bồi dưỡng công chức của Chính phủ»."""
    for of in _STRONG.finditer(low, begin, end):
        name = read_name(plain, low, of.end(), end)
        if name and name[1] == end:
            return name
    return None


def _end(plain: str, low: str, start: int, head: int, begin: int, stop: int, following: int) -> int:
    """Where a title without quotation marks ends."""
    end = stop
    if begin < following < end and (joint := _NEXT.search(low, begin, following)):
        end = joint.start()
    for match in _ENDS.finditer(low, begin, end):
        if plain.count('"', begin, match.start()) % 2 == 0:
            end = match.start()
            break
    if comma := _COMMA.search(low, begin, end):
        end = comma.start()
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
    while end > begin and plain[end - 1] in " ,":
        end -= 1
    return end
