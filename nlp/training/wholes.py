"""Totals that a sentence names as it begins: «Riêng Sở Nội vụ …», «Riêng năm 2022 …», «Trong số lớp nói trên …»."""

from __future__ import annotations

import re
from collections.abc import Sequence

from nlp.fact import Period
from nlp.layout import Sentence
from nlp.reading import Reading, is_inside
from nlp.training.draft import COMMON_WORDS, Draft

ABOVE = 3
"""Over how many paragraphs «Riêng Sở Nội vụ …» looks back for its total."""

ALONE = re.compile(
    r"\W{0,8}(?:(?:nếu )?(?:chỉ )?(?:tính )?)?riêng\s(?!trong|năm|tháng|quý|\d)", re.IGNORECASE
)
_ALONE_IN = re.compile(
    r"\W*(?:(?:(?:nếu )?(?:chỉ )?(?:tính )?)?riêng|chỉ tính) (?:trong )?(?:năm|\d)", re.IGNORECASE
)
_OF_THE_ABOVE = re.compile(
    r"\W*trong số (?:các |những )?(?:lớp|khóa) "
    r"(?:(?:nói )?trên|này|đó|(?:đã )?(?:mở|tổ chức|thực hiện)(?: được)?)(?![^\W_])",
    re.IGNORECASE,
)
_OF_SUCH = re.compile(r"\W*trong số (?:các |những )?(?:lớp|khóa) ([^,;.\d]{4,60}),", re.IGNORECASE)


def named_total(
    reading: Reading, sentence: Sentence, row: Sequence[Draft], earlier: Sequence[Draft]
) -> Draft | None:
    """The earlier total that the words at a sentence's head name as the whole of its counts, or None."""
    plain, first = reading.plain, row[0]
    if match := ALONE.match(plain, sentence.start):
        return _of_one(reading, match.end(), first, earlier)
    if _ALONE_IN.match(plain, sentence.start):
        return _year_of_span(sentence, first, earlier)
    if _OF_THE_ABOVE.match(plain, sentence.start):
        return _above(first, earlier)
    if match := _OF_SUCH.match(plain, sentence.start):
        fitting = [d for d in earlier if d.classes and fits(first, d)]
        return _most_alike(plain, _words(match.group(1)), fitting, least=1)
    return None


def _of_one(reading: Reading, start: int, first: Draft, earlier: Sequence[Draft]) -> Draft | None:
    """«Riêng các lớp trung cấp đặt tại huyện …»: of its programme, with most of its words; else the last total."""
    named = [m for m in reading.programmes(start, first.end) if not is_inside(m, reading.organisations)]
    codes = {m.code for m in named}
    words = _words(reading.plain[start : first.start])
    fitting = [d for d in earlier if fits(first, d)]
    of_kind = [d for d in fitting if codes & set(_programmes(d))]
    if of_kind:
        return _most_alike(reading.plain, words, of_kind)
    counted = [d for d in fitting if d.classes] if first.classes else []
    alike = _most_alike(reading.plain, words, counted, least=2)
    return alike or (None if codes else _last_whole(first, earlier, first.status))


def _programmes(draft: Draft) -> tuple[str, ...]:
    return draft.programmes or (draft.total.programmes if draft.total else ())


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.lower())) - COMMON_WORDS


def _most_alike(plain: str, words: set[str], drafts: Sequence[Draft], least: int = 0) -> Draft | None:
    """The first draft that shares the most words, at least so many."""
    best = max(drafts, key=lambda d: len(words & d.words(plain)), default=None)
    return best if best is not None and len(words & best.words(plain)) >= least else None


def _year_of_span(sentence: Sentence, first: Draft, earlier: Sequence[Draft]) -> Draft | None:
    """«Riêng năm 2022, …»: of the last total over several years in which that year lies, of the same programme."""
    if first.period is None or first.inherits("period"):
        return None
    block = sentence.block
    return _last_whole(
        first,
        [
            d
            for d in earlier
            if (sentence.index == 0 or d.sentence.block is block)
            and _spans(d.period, first.period)
            and (not (d.programmes and first.programmes) or d.programmes[0] == first.programmes[0])
        ],
        "held",
    )


def _spans(whole: Period | None, part: Period) -> bool:
    """True for a period over several years that covers the other."""
    if whole is None or whole.start.year == whole.end.year:
        return False
    return whole.start <= part.start and part.end <= whole.end


def _last_whole(first: Draft, earlier: Sequence[Draft], status: str | None) -> Draft | None:
    """The last total of the paragraphs just before, as planned or as held as the count, that it fits into."""
    near = [d for d in earlier if first.sentence.block.index - d.sentence.block.index <= ABOVE]
    tops = [d for d in near if d.total is None and not d.yardstick and not d.bare and not d.per]
    alike = [d for d in tops if (d.settled_status == "planned") == (status == "planned")]
    of_kind = [d for d in alike if not first.classes or d.classes]
    if not of_kind and first.programmes:
        of_kind = [d for d in alike if d.programmes[:1] == first.programmes[:1] and first.learners]
    last = of_kind[-1] if of_kind else None
    return last if last and fits(first, last) else None


def _above(first: Draft, earlier: Sequence[Draft]) -> Draft | None:
    """«Trong số lớp nói trên, …»: the largest total of the last paragraph that counts anything."""
    block = earlier[-1].sentence.block if earlier else None
    tops = [d for d in earlier if d.sentence.block is block and d.total is None and fits(first, d)]
    held = [d for d in tops if d.class_count and not d.yardstick]
    return max(held, key=lambda d: d.class_count or 0, default=None)


def fits(part: Draft, total: Draft, *, any_period: bool = False) -> bool:
    """A part is never more than its total on a measure that both print, nor outside the total's period."""
    if not any_period and _outside(part, total):
        return False
    for mine, whole in (
        (part.class_count, total.class_count),
        (part.learner_count, total.learner_count),
    ):
        if mine is not None and whole is not None and mine > whole:
            return False
    return True


def _outside(part: Draft, total: Draft) -> bool:
    """True where the part prints a period of its own that doesn't touch the total's."""
    if part.period is None or total.period is None or part.status == "carried_over":
        return False
    return not part.inherits("period") and not _overlap(part.period, total.period)


def _overlap(one: Period, other: Period) -> bool:
    return one.start <= other.end and other.start <= one.end
