"""Title, day and author of a bare text: read where the text shows them, and never guessed.

Newspapers' pages saved as text begin with the title and often a dateline, and end with a byline. A day counts
only where a line near the top says day, month and year and nothing else; today's date never comes in.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from importlib.resources import files

from corpora.article import Article

_HEAD_CHARS, _TAIL_CHARS = 3_000, 800
_HEAD_LINES, _TAIL_LINES = 6, 4
_MAX_TITLE, _MAX_DATELINE, _MAX_BYLINE, _PARAGRAPH = 200, 90, 70, 80


@dataclass(frozen=True, slots=True)
class Head:
    """What a text says of itself; None where it doesn't."""

    title: str | None = None
    published: date | None = None
    author: str | None = None


def read_head(text: str) -> Head:
    """Title, day of publication and author as the text's first and last lines show them."""
    top = _lines(text[:_HEAD_CHARS])
    tail = [line for line in _lines(text[-_TAIL_CHARS:]) if line]
    return Head(_find_title(top), _find_day(top), _find_author(tail, top))


def complete(article: Article) -> Article:
    """The article with what its text shows where nothing else told it."""
    if article.title and article.published and article.author:
        return article
    head = read_head(article.text)
    day = article.published or head.published
    return replace(
        article,
        title=article.title or head.title,
        author=article.author or head.author,
        published=day,
        published_basis=article.published_basis or ("text" if day else None),
    )


def _lines(text: str) -> list[str]:
    """The lines in NFC, each single-spaced; blank ones stay, as empty strings."""
    return [" ".join(line.split()) for line in unicodedata.normalize("NFC", text).splitlines()]


# --- the day

_WEEKDAYS = ("hai", "ba", "tư", "năm", "sáu", "bảy")
_DAY = re.compile(
    r"(?<!\d)(?:(?P<d>\d{1,2}) ?[/.-] ?(?P<m>\d{1,2}) ?[/.-] ?(?P<y>\d{4})"
    r"|(?P<y2>\d{4})-(?P<m2>\d{2})-(?P<d2>\d{2})"
    r"|(?P<d3>\d{1,2}) tháng (?P<m3>\d{1,2}),?(?: năm)? (?P<y3>\d{4}))(?!\d)",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(
    r"\b(?:thứ (?P<day>hai|ba|tư|năm|sáu|bảy|bẩy|[2-7])|(?P<sunday>chủ nhật|CN))\b", re.IGNORECASE
)
# What stands beside the day in a dateline.
_BESIDE = re.compile(
    r"\d{1,2} ?(?::|h|g|giờ) ?\d{2}(?: ?(?::|phút|p) ?\d{0,2})?(?: ?(?:AM|PM|SA|CH))?\b['’]?"
    r"|\(?(?:GMT|UTC) ?[+-] ?\d{1,2}(?::\d{2})?\)?"
    r"|\b(?:cập nhật|đăng|đăng tải|ngày đăng|ngày xuất bản|xuất bản|thời gian|ngày|lúc|vào|ngày viết)\b"
    r"|\blượt (?:xem|đọc) ?:? ?[\d.]{1,12}|[\d.]{1,12} lượt (?:xem|đọc)\b",
    re.IGNORECASE,
)


def _find_day(top: Sequence[str]) -> date | None:
    for line in [line for line in top if line][:_HEAD_LINES]:
        if len(line) <= _MAX_DATELINE and (day := _read_dateline(line)):
            return day
    return None


def _read_dateline(line: str) -> date | None:
    """The day of a line that holds one day and, beside it, only a weekday, a time and the like."""
    days = list(_DAY.finditer(line))
    if len(days) != 1:
        return None
    rest = _BESIDE.sub(" ", _WEEKDAY.sub(" ", _DAY.sub(" ", line)))
    if any(c.isalnum() for c in rest):
        return None
    day = _as_date(days[0])
    # A weekday that contradicts the day shows another order of day and month: nothing to rely on.
    weekday = _WEEKDAY.search(line)
    return None if day is None or (weekday and _weekday(weekday) != day.weekday()) else day


def _as_date(match: re.Match[str]) -> date | None:
    day, month, year = (match[n] or match[n + "2"] or match[n + "3"] for n in "dmy")
    try:
        found = date(int(year), int(month), int(day))
    except ValueError:
        return None
    return found if 1945 <= found.year < 2100 else None


def _weekday(match: re.Match[str]) -> int:
    """0 for Monday, as in `date.weekday`."""
    if match["sunday"]:
        return 6
    name = match["day"].lower().replace("bẩy", "bảy")
    return int(name) - 2 if name.isdigit() else _WEEKDAYS.index(name)


# --- the title

_STOP = re.compile(r"[.;,:…/]['\"”»)]?$")
_CAPTION = re.compile(r"(?:ảnh|hình ảnh|quang cảnh|toàn cảnh|các đại biểu|đại biểu)\b", re.IGNORECASE)
_CREDIT = re.compile(r"\b(?:ảnh|tin|bài|video|đồ họa) ?:", re.IGNORECASE)


def _find_title(top: Sequence[str]) -> str | None:
    lines = [(n, line) for n, line in enumerate(top) if line and not _read_dateline(line)]
    if len(lines) < 2:
        return None
    (first, line), (second, after) = lines[0], lines[1]
    if len(line.split()) <= 3 and _is_titular(after) and len(after.split()) > 4 and len(lines) > 2:
        # A column's name («Chính trị») stands above the title.
        first, line, second, after = second, after, *lines[2]
    if not _is_titular(line):
        return None
    apart = any(not top[n] or _read_dateline(top[n]) for n in range(first + 1, second))
    body = any(_is_paragraph(after) for _, after in lines[1:])
    return line if body and (apart or _is_paragraph(after)) else None


def _is_titular(line: str) -> bool:
    start = line.lstrip("\"'“‘«([")
    return (
        len(line) <= _MAX_TITLE
        and len(line.split()) > 1
        and bool(start)
        and (start[0].isupper() or start[0].isdigit())
        and not _STOP.search(line)
        and not _CAPTION.match(start)
        and not _CREDIT.search(line)
    )


def _is_paragraph(line: str) -> bool:
    return len(line) > _PARAGRAPH or (bool(_STOP.search(line)) and len(line.split()) > 5)


# --- the author

_LABEL = re.compile(
    r"^\(?(?:(?:tin|bài|tin bài|tin/bài|bài viết)(?: ?(?:,|và|&|/|-|–) ?ảnh)?"
    r"|người viết|tác giả|thực hiện|phóng viên) ?: ?(?P<who>.+)$",
    re.IGNORECASE,
)
_NAME = r"(?:[^\W\d_]+(?: [^\W\d_]+){1,4})"  # that each word has a capital is asked for below
_DESK = r"(?:nhóm )?(?:PV|P\.V\.?|CTV|BBT|BTV|phóng viên)"
_INITIALS = r"(?:[A-ZĐ]{1,2}(?:\.[A-ZĐ]{1,3}){1,3}\.?)"
_ONE = f"(?:{_DESK}|{_INITIALS}|{_NAME})"
_AND = re.compile(r" ?[-–,/&;] ?| và ")
_WHO = re.compile(rf"^{_ONE}$")


@cache
def _not_a_name() -> re.Pattern[str]:
    data = files("corpora").joinpath("data/bylines.toml").read_text(encoding="utf-8")
    words = "|".join(map(re.escape, tomllib.loads(data)["not_names"]))
    return re.compile(rf"^(?:{words})(?![^\W_])", re.IGNORECASE)


def _find_author(tail: Sequence[str], top: Sequence[str]) -> str | None:
    for line in reversed(tail[-_TAIL_LINES:]):
        if found := _read_byline(line, labelled=False):
            return found
        if len(line) > _PARAGRAPH and not line.startswith(("(", "*", "©")):
            break
    for line in [line for line in top if line][:_HEAD_LINES]:
        if found := _read_byline(line, labelled=True):
            return found
    return None


def _read_byline(line: str, *, labelled: bool) -> str | None:
    if len(line) > _MAX_BYLINE:
        return None
    label = _LABEL.match(line)
    if labelled and not label:
        return None
    who = label["who"].partition(";")[0] if label else line
    who = re.sub(r" ?[.(/)]+$", "", who).strip() if not re.search(_INITIALS + "$", who) else who
    return who if who and len(parts := _AND.split(who)) <= 4 and all(map(_is_person, parts)) else None


def _is_person(who: str) -> bool:
    if not _WHO.match(who) or _not_a_name().match(who):
        return False
    return bool(re.fullmatch(_DESK, who)) or all(word[:1].isupper() for word in who.split())
