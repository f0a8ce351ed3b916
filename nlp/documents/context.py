"""What stands around a citation: its date, its issuer and its title."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

from nlp.documents.issuer import find_issuer_before, match_issuer_after
from nlp.documents.lexicon import UPPER
from nlp.documents.mention import DocumentMention
from nlp.documents.title import match_title
from nlp.time import TimeMention

_TO_DATE = re.compile(
    r",?(?: \(|\(| )?(?:(?:được |đã |do \S+ )?(?:ban hành|ký ban hành|ký|thông qua|công bố|phê duyệt) )?(?:vào |từ )?"
)
_ISSUED_ON = re.compile(r",? (?:(?:được |đã )?(?:ban hành|ký|thông qua|công bố) )(?:vào )?")
_SENTENCE_END = re.compile(rf"[.!?…](?= +[{UPPER}\d\"-]|\s*$|\s*\n)|\n")
_SENTENCE_START = re.compile(rf"(?:[.!?…] +(?=[{UPPER}\d\"])|\n)")
_TERM = re.compile(r",? \(?khóa [ivx\d]+\)?")
# What may stand between a number and its title: a short name in brackets, a bare year.
_ASIDE = re.compile(
    r" \((?!đề án|kế hoạch|nghị|quy định|về|hướng|chương)[^()\n]{1,60}\)"
    r"(?= (?:về|quy định|phê duyệt|ban hành|hướng dẫn))| năm (?:19|20)\d\d(?= về)"
)
_REACH = 700


@dataclass(frozen=True, slots=True)
class Scope:
    """The stretch of a text that can speak of one citation: from its sentence's start to its end."""

    plain: str
    low: str
    start: int
    stop: int


def read_context(
    plain: str, low: str, found: Sequence[DocumentMention], times: Sequence[TimeMention]
) -> list[DocumentMention]:
    """The citations with the dates, issuers and titles that stand around them."""
    days = sorted(
        t for t in times if t.first is not None and t.first == t.last and t.kind in ("day", "since", "until")
    )
    starts = [d.start for d in days]
    done: list[DocumentMention] = []
    for i, mention in enumerate(found):
        after = found[i + 1].start if i + 1 < len(found) else len(plain)
        scope = _scope(plain, low, mention)
        mention = _read_after(scope, mention, after, days, starts)
        done.append(_read_before(scope, mention, days, starts))
    return _share(low, done)


def _scope(plain: str, low: str, mention: DocumentMention) -> Scope:
    head = max(0, mention.start - _REACH)
    start = head
    for match in _SENTENCE_START.finditer(plain, head, mention.start):
        start = match.end()
    end = _SENTENCE_END.search(plain, mention.end, mention.end + _REACH)
    return Scope(plain, low, start, end.start() if end else min(len(plain), mention.end + _REACH))


def _day_at(days: Sequence[TimeMention], starts: Sequence[int], at: int) -> TimeMention | None:
    """The day whose mention begins at this place."""
    i = bisect_left(starts, at)
    return days[i] if i < len(days) and days[i].start == at else None


def _read_after(
    scope: Scope, mention: DocumentMention, after: int, days: Sequence[TimeMention], starts: Sequence[int]
) -> DocumentMention:
    """Date, issuer and title behind the number, in the order in which they come."""
    at = mention.end
    for _ in range(6):
        if mention.date is None and (day := _date_after(scope, days, starts, at)):
            mention = replace(mention, date=day.first, date_span=(day.start, day.end))
            at = day.end + (scope.plain[day.end : day.end + 1] == ")")
        elif mention.issuer_span is None and (
            issuer := match_issuer_after(scope.plain, scope.low, at, scope.stop)
        ):
            mention, at = replace(mention, issuer_span=issuer), _past_term(scope.low, issuer[1])
        elif mention.title_span is None and (
            title := match_title(scope.plain, scope.low, scope.start, mention, at, scope.stop, after)
        ):
            mention, at = replace(mention, title_span=title.span), title.end
            if mention.issuer_span is None and title.issuer:
                mention = replace(mention, issuer_span=title.issuer)
            mention = _dated_in_title(scope, mention, days, starts)
        elif aside := _ASIDE.match(scope.low, at):
            at = aside.end()
        else:
            break
    return mention


def _dated_in_title(
    scope: Scope, mention: DocumentMention, days: Sequence[TimeMention], starts: Sequence[int]
) -> DocumentMention:
    """Take date and issuer out of a title that ends with them: «phê duyệt … ngày 18.7.2014 của UBND tỉnh»."""
    if mention.date is not None or mention.title_span is None:
        return mention
    begin, end = mention.title_span
    for day in days[bisect_left(starts, begin + 6) : bisect_left(starts, end)]:
        issuer = match_issuer_after(scope.plain, scope.low, day.end, scope.stop)
        if scope.low[day.start : day.start + 4] == "ngày" and (
            day.end == end or (issuer and scope.low[issuer[1] : issuer[1] + 1] in ",;.")
        ):
            mention = replace(
                mention, date=day.first, date_span=(day.start, day.end), title_span=(begin, day.start - 1)
            )
            return replace(mention, issuer_span=mention.issuer_span or issuer)
    return mention


def _past_term(low: str, at: int) -> int:
    """Where reading goes on behind the term of a body: «Bộ Chính trị khóa XII», «… (khóa XI)»."""
    term = _TERM.match(low, at)
    return term.end() if term else at


def _date_after(
    scope: Scope, days: Sequence[TimeMention], starts: Sequence[int], at: int
) -> TimeMention | None:
    for match in (_TO_DATE.match(scope.low, at), _ISSUED_ON.match(scope.low, at)):
        if match and (day := _day_at(days, starts, match.end())):
            return day
    return None


def _read_before(
    scope: Scope, mention: DocumentMention, days: Sequence[TimeMention], starts: Sequence[int]
) -> DocumentMention:
    """Issuer and date before the number: «Ngày 22/2/2023, Ban Thường vụ đã ban hành Kế hoạch số …»."""
    head = min(mention.start, mention.type_span[0]) if mention.type_span else mention.start
    before = find_issuer_before(scope.plain, scope.low, scope.start, head)
    if before is None:
        return mention
    if mention.issuer_span is None:
        mention = replace(mention, issuer_span=before.span)
    if mention.date is None:
        i = bisect_left(starts, before.subject) - 1
        if i >= 0 and days[i].start >= scope.start and scope.low[days[i].end : before.subject] in (", ", " "):
            mention = replace(mention, date=days[i].first, date_span=(days[i].start, days[i].end))
    return mention


def _share(low: str, found: list[DocumentMention]) -> list[DocumentMention]:
    """Give the earlier ones of a list the issuer that stands behind its last: «các Nghị quyết 11, 12 và 13 của …»."""
    for i in range(len(found) - 2, -1, -1):
        one, after = found[i], found[i + 1]
        listed = one.type_span is not None and one.type_span == after.type_span
        if listed and one.issuer_span is None and one.title_span is None and one.date is None:
            found[i] = replace(one, issuer_span=after.issuer_span)
    return found
