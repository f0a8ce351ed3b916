"""An expression of time in a text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from nlp.mention import Mention


@dataclass(frozen=True, slots=True, order=True)
class TimeMention(Mention):
    """An expression that fixes a day or a span of days, `first` to `last`, both included.

    `kind` names what it is (`day`, `days`, `week`, `month`, `months`, `quarter`, `quarters`, `half`, `year`,
    `years`, `school_year`, `term`, `stage`, `range`, `today`, `until`, `since`, `before`, `after`, `from_now`,
    `to_now`, `same_period`). Where the article's date would be needed and isn't known, the ends that hang on it are
    None and `partial` says what is missing: `year` or `published`; `term` where a term of office isn't told by its
    years («từ đầu nhiệm kỳ đến nay»), `period` where the text must be understood to know the span («so với cùng
    kỳ»). `part` is the printed part of the day («sáng»), None where there is none. `listed` is False for anchors
    that help to set a period but are no dates by the annotation guidelines («cuối năm», «đến nay»). `basis` says
    where the year comes from: `printed`, `published` (the article's date) or `text` (the year that rules the text).
    """

    first: date | None = None
    last: date | None = None
    kind: str = "day"
    partial: str | None = None
    listed: bool = True
    basis: str = "printed"
    part: str | None = None
