"""The phrases that name a category: grades, levels and diplomas in a row, as patterns without groups."""

from __future__ import annotations

import functools

from nlp.outcomes.lexicon import END, words

AMOUNT = r"(?:tỷ lệ |tỉ lệ )?(?:gần |trên |hơn |dưới |khoảng )?(?:\d|một )"
"""How a count or share begins."""
# What makes a grade or level the label of the next number. Behind a count, «đại học, cao đẳng chiếm 38%» is one group.
_NEXT = rf"\s?(?:là|có|:|gồm|chỉ có)?\s?{AMOUNT}"
_NEXT_SHARE = rf"\s?(?:là|có|chiếm|đạt|:|gồm|chỉ có)?\s?{AMOUNT}"
_AND = r"(?:,| và|, và| hoặc|/| -|-|,? đến)"


@functools.cache
def grades(of_share: bool = False) -> str:
    """Grades in a row: «khá, giỏi», «giỏi và xuất sắc», «khá trở lên»; not on into the label of the next number."""
    grade, ends = words("grade"), _NEXT_SHARE if of_share else _NEXT
    return rf"(?:từ )?{grade}(?:{_AND} ?(?:loại )?{grade}(?!{ends})){{0,3}}(?: trở lên{END})?"


@functools.cache
def grades_before() -> str:
    """Grades in a row right before their number."""
    grade = words("grade")
    return rf"{grade}(?:{_AND} ?(?:loại )?{grade}){{0,3}}(?: trở lên{END})?"


@functools.cache
def level() -> str:
    """One level, its field on either side: «chuyên môn từ đại học», «thạc sĩ luật», «trung cấp LLCT trở lên»."""
    field, stop = words("field"), words("level_stop")
    before = rf"(?:{field}(?:(?:,| và|) {field}){{0,2}} )?"
    own = rf"(?: {field}){{1,3}}(?: - hành chính{END})?"
    tail = rf"(?: (?!{stop})[^\W\d_]+){{1,6}}(?=\s?(?:[,;.():…\n-]|$|{stop}|\d))"
    return (
        rf"{before}(?:(?:từ|trên|dưới|bậc) )?{words('level')}(?:{own}|{tail})?(?: trở(?: lên| xuống)?{END})?"
    )


@functools.cache
def levels(of_share: bool = False) -> str:
    """Levels in a row: «đại học, cao đẳng», «cử nhân và cao cấp LLCT»; not on into the label of the next number."""
    ends = _NEXT_SHARE if of_share else _NEXT
    return rf"{level()}(?:{_AND} ?(?:trình độ )?{level()}(?!{ends})){{0,5}}"


@functools.cache
def levels_before() -> str:
    """Levels in a row right before their number: «cao đẳng; đại học 27,72%»."""
    return rf"{level()}(?:(?:{_AND}|;) ?(?:trình độ )?{level()}){{0,5}}"


@functools.cache
def diploma() -> str:
    """What is given: «giấy khen», «chứng chỉ quốc gia», «bằng cử nhân»."""
    return rf"(?:{words('object')}|bằng {level()}|bằng(?= (?:cho|tới|đến) ))"
