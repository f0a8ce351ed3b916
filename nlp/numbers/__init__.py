"""Numbers as the Vietnamese press prints them: digits in both separator conventions, and words."""

from __future__ import annotations

from nlp.numbers.digits import find_digits, read_digits
from nlp.numbers.mention import NumberMention
from nlp.numbers.words import find_number_words, read_number_words, write_number_words

__all__ = [
    "NumberMention",
    "find_digits",
    "find_number_words",
    "find_numbers",
    "read_digits",
    "read_number_words",
    "write_number_words",
]


def find_numbers(plain: str) -> list[NumberMention]:
    """All numbers of an evened-out text in order: digits with their scale words, and spelled-out numbers.

    >>> [n.value for n in find_numbers("mở 12 lớp với 1.105 học viên, hai mươi mốt khóa, 70 nghìn lượt")]
    [12, 1105, 21, 70000]
    """
    digits = find_digits(plain)
    words = [w for w in find_number_words(plain) if not any(w.overlaps(d) for d in _near(digits, w))]
    return sorted([*digits, *words], key=lambda n: n.start)


def _near(digits: list[NumberMention], word: NumberMention) -> list[NumberMention]:
    """The digit numbers that could overlap a spelled-out one."""
    from bisect import bisect_left

    at = bisect_left(digits, word.start, key=lambda d: d.start)
    return digits[max(0, at - 1) : at + 2]
