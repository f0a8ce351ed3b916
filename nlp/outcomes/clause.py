"""A count or a percentage with the words around it, in which its category is looked for."""

from __future__ import annotations

import re
from dataclasses import dataclass

from nlp.hooks import has_hook, hooks_of
from nlp.layout import Sentence
from nlp.outcomes.lexicon import END, START, compiled, has_word, words
from nlp.outcomes.mention import OutcomeMention
from nlp.quantities import QuantityMention

REACH = 130
"""How many characters before a number are read."""
LOOK = 12
HEAD = 600
"""How many characters of the sentence before a number may tell what the number is about."""
_BY_YEAR = r"(?<!tính )(?<!tới )(?:đến|vào|trong) (?:hết |cuối )?năm (?P<year>20\d\d)"


@dataclass(frozen=True, slots=True)
class Clause:
    """One quantity of a sentence: its words before begin at `left`, its words behind end at `right`.

    `left` is the end of the quantity or result before it, `right` the start of the next quantity, `year` that of
    publication.
    """

    plain: str
    sentence: Sentence
    quantity: QuantityMention
    left: int
    right: int
    year: int | None = None

    @property
    def before(self) -> str:
        """The words before the quantity, from `left` on, cut to `REACH`."""
        return self.plain[max(self.left, self.quantity.start - REACH) : self.quantity.start]

    @property
    def head(self) -> str:
        """The sentence up to the quantity, cut to `HEAD`."""
        return self.plain[max(self.sentence.start, self.quantity.start - HEAD) : self.quantity.start]

    @property
    def rest(self) -> str:
        """The words behind the quantity up to the next one."""
        return self.plain[self.quantity.end : self.right]

    @property
    def unit(self) -> str:
        """The quantity's unit in lower case."""
        return self.plain[self.quantity.unit_start : self.quantity.unit_end].lower()

    @property
    def is_share(self) -> bool:
        """True for a percentage."""
        return self.quantity.kind == "percent"

    def match_after(self, pattern: str) -> re.Match[str] | None:
        """The pattern right behind the quantity, before the next one."""
        # The start of the next number is shown to the pattern, so that it can leave that number its label.
        start, end = self.quantity.end, min(self.right + LOOK, self.sentence.end)
        if not has_hook(self.plain, hooks_of(pattern), start, end):
            return None
        match = compiled(pattern).match(self.plain, start, end)
        return match if match and match.end() <= self.right else None

    def search_before(self, pattern: str) -> re.Match[str] | None:
        """The pattern right before the quantity; its places count the whole text."""
        start = max(self.left, self.quantity.start - REACH)
        if not has_hook(self.plain, hooks_of(pattern), start, self.quantity.start):
            return None
        return compiled(rf"{START}(?:{pattern})\s?$").search(self.plain, start, self.quantity.start)

    def words_before(self, at: int) -> str:
        """The words of the sentence before a place, from `left` on."""
        return self.plain[max(self.left, at - REACH) : at]

    def outcome(self, match: re.Match[str], rule: str, *, grade: bool = False) -> OutcomeMention:
        """The outcome that a match names in its group `cat`."""
        start, end = min(match.start(), self.quantity.start), max(match.end(), self.quantity.end)
        if match.start() < self.quantity.start:
            start += len(match.group()) - len(match.group().lstrip(" ,;:"))
        count, percent = (None, self.quantity) if self.is_share else (self.quantity, None)
        return OutcomeMention(start, end, rule, count, percent, match.start("cat"), match.end("cat"), grade)


def is_wished(clause: Clause) -> bool:
    """True for a count or share that is a target, a plan or a rule."""
    head = clause.head if _opens_wish(clause.head) else clause.head[clause.head.rfind(";") + 1 :]
    for wish in compiled(rf"{START}{words('target')}").finditer(head):
        if not compiled(
            r"(?:đạt|vượt|hoàn thành|so với|không|đúng|thực hiện|triển khai)\s[^,;]{0,20}$"
        ).search(head[: wish.start()]):
            return True
    for by in compiled(_BY_YEAR).finditer(head):
        if int(by["year"]) > clause.year if clause.year else not _tells_state(head, by):
            return True
    return bool(compiled(rf"[^,;.]{{0,50}}?{START}(?:sẽ|phải|cần)\s").match(clause.rest[:64]))


def _opens_wish(head: str) -> bool:
    """True where a sentence wishes from its first number on: «Đến 2025, huyện phấn đấu cử 60 người; 100% …»."""
    first = compiled(r"[^.;\n]{0,120}?(?<![^\W_])(?:phấn đấu|mục tiêu|chỉ tiêu)(?![^\W_])").match(
        head.lstrip()
    )
    done = rf"{START}(?:đã|hiện|nay|đạt|vượt|kết quả|thực hiện|qua){END}"
    return bool(first) and not compiled(done).search(head)


def _tells_state(head: str, by: re.Match[str]) -> bool:
    """True where a year is no goal in a text of unknown day: «đến hết năm 2016, trong tổng số …»."""
    stands = compiled(
        rf"{START}(?:hiện|đã|trong (?:tổng )?số|theo (?:đánh giá|báo cáo|thống kê)){END}"
    ).search(head)
    return by.group().lower().startswith("trong") or bool(stands)


def is_taught(clause: Clause) -> bool:
    """True where the words before speak of training and count those trained: «mở 2 lớp cho», «cử», «đào tạo»."""
    before = clause.before
    return has_word(before[max(before.rfind(mark) for mark in ";(\n") + 1 :], "teaching")
