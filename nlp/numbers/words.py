"""Numbers in words, from không to một nghìn tỷ, in northern and southern forms.

Units, tens and hundreds follow the school grammar (linh/lẻ for a missing ten, mốt/tư/lăm after mươi,
rưỡi for half of the scale before it); nghìn and ngàn are one word. A lone digit behind a scale is a tenth of it, as
it is spoken («một triệu hai» is 1,200,000; 1,000,002 is «một triệu không trăm linh hai»).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from nlp.hooks import Hooked
from nlp.numbers.mention import NumberMention
from nlp.syllables import Syllables, split_syllables

NAMES = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
UNITS = {name: value for value, name in enumerate(NAMES)} | {"bẩy": 7}
AFTER_TEN = {"mốt": 1, "tư": 4, "lăm": 5, "nhăm": 5}
BIG = {"nghìn": 10**3, "ngàn": 10**3, "vạn": 10**4, "triệu": 10**6, "tỷ": 10**9, "tỉ": 10**9}
LIMIT = 10**13
LONGEST = 40
"""No spelled-out number under `LIMIT` has so many words; longer runs are several numbers."""

_JOINTS = ("mười", "mươi", "trăm", "chục", "linh", "lẻ", "rưỡi")
_WORDS = frozenset([*UNITS, *AFTER_TEN, *BIG, *_JOINTS])
_YEAR = re.compile(r" (?:1[89]|20)\d\d(?!\d|[.,]\d)")
_HALF_OF = Hooked(r"(?<![^\W_])nửa (triệu|tỷ|tỉ|vạn)(?![^\W_])")
_AFTER_LETTER = re.compile(r"[^\W\d_] \Z")
_LONE = {**UNITS, "mốt": 1, "tư": 4}
_MORE_THAN_DIGITS = frozenset(["năm", "không"])
"""Words for digits that are more often something else: the year, not."""


def read_number_words(words: str) -> int | None:
    """The value of a spelled-out number, or None where the words make none.

    >>> read_number_words("ba trăm linh năm"), read_number_words("hai mươi mốt"), read_number_words("trăm hai")
    (305, 21, None)
    """
    tokens = words.lower().split()
    value, rest = _above(tokens, LIMIT)
    return value if tokens and not rest else None


def _above(tokens: list[str], limit: int) -> tuple[int | None, list[str]]:
    """Read the largest number at the head of the tokens whose scales lie under `limit`; (value, tokens left)."""
    total: int | None = None
    scale = 1
    while tokens:
        if total is not None and (tenth := _tenth(tokens)):
            return total + tenth * scale // 10, tokens[1:]
        if total is not None and tokens[0] in _MORE_THAN_DIGITS and _ends(tokens):
            break
        value, rest = _hundreds(tokens, inner=total is not None)
        if value is None:
            break
        factor, rest = _scale(rest, limit)
        if factor == 1 and total is not None and limit <= 1:
            break
        half = 0
        if rest[:1] == ["rưỡi"] and factor > 1:
            half, rest = factor // 2, rest[1:]
        total = (total or 0) + value * factor + half
        tokens, limit, scale = rest, factor, factor
        if factor == 1 or half:
            break
    return total, tokens


def _tenth(tokens: list[str]) -> int | None:
    """The digit that stands alone behind a scale («một triệu hai»), or None where a number goes on with it."""
    return _LONE.get(tokens[0]) if tokens[0] not in _MORE_THAN_DIGITS and _ends(tokens) else None


def _ends(tokens: list[str]) -> bool:
    """True where no number goes on behind the first word."""
    return len(tokens) == 1 or not (tokens[1] in BIG or tokens[1] in _JOINTS or tokens[1] in AFTER_TEN)


def _scale(tokens: list[str], limit: int) -> tuple[int, list[str]]:
    """The scale words at the head (nghìn, triệu, nghìn tỷ), smaller than the scale read before."""
    factor = 1
    while tokens and tokens[0] in BIG and factor * BIG[tokens[0]] < limit and factor < 10**9:
        factor *= BIG[tokens[0]]
        tokens = tokens[1:]
    return factor, tokens


def _hundreds(tokens: list[str], *, inner: bool) -> tuple[int | None, list[str]]:
    """A number under a thousand; `inner` where higher scales went before (linh may begin it)."""
    if len(tokens) >= 2 and tokens[0] in UNITS and tokens[1] == "trăm":
        hundreds, rest = UNITS[tokens[0]] * 100, tokens[2:]
        if rest[:1] == ["rưỡi"]:
            return hundreds + 50, rest[1:]
        if rest and rest[0] in UNITS and _ends(rest):
            tenth = _tenth(rest)
            return (hundreds, rest) if tenth is None else (hundreds + tenth * 10, rest[1:])
        small, rest = _tens(rest, after_hundred=True)
        return hundreds + (small or 0), rest
    if inner and tokens[:1] in (["linh"], ["lẻ"]) and len(tokens) > 1 and tokens[1] in UNITS:
        return UNITS[tokens[1]], tokens[2:]
    return _tens(tokens, after_hundred=False)


def _tens(tokens: list[str], *, after_hundred: bool) -> tuple[int | None, list[str]]:
    if not tokens:
        return None, tokens
    head, second = tokens[0], tokens[1] if len(tokens) > 1 else ""
    if head in ("linh", "lẻ"):
        value = {**UNITS, "tư": 4}.get(second)
        return (value, tokens[2:]) if after_hundred and value else (None, tokens)
    if head == "mười":
        digit = {**UNITS, "lăm": 5, "nhăm": 5}.get(second)
        # «mười năm» is ten years; fifteen is mười lăm.
        return (10 + digit, tokens[2:]) if digit and second != "năm" else (10, tokens[1:])
    if head in UNITS and second in ("mươi", "chục"):
        return _after_ten(UNITS[head] * 10, tokens[2:]) if UNITS[head] else (None, tokens)
    if head in UNITS and second in AFTER_TEN and UNITS[head] > 1:
        return UNITS[head] * 10 + AFTER_TEN[second], tokens[2:]
    if head in UNITS:
        return UNITS[head], tokens[1:]
    return None, tokens


def _after_ten(ten: int, rest: list[str]) -> tuple[int, list[str]]:
    digit = {**UNITS, **AFTER_TEN}.get(rest[0]) if rest else None
    # «hai mươi năm» is twenty years far more often than twenty-five (hai mươi lăm).
    if digit and rest[0] not in ("năm", "một"):
        return ten + digit, rest[1:]
    return ten, rest


def _runs(syllables: Syllables) -> Iterator[tuple[int, list[str]]]:
    """The runs of number words one blank apart: where each begins, and its words."""
    found = syllables.find(_WORDS)
    first = 0
    for k, i in enumerate(found, 1):
        if k == len(found) or found[k] != i + 1 or syllables.gaps[i + 1] != " ":
            yield syllables.starts[found[first]], syllables.words[found[first] : i + 1]
            first = k


def find_number_words(plain: str) -> list[NumberMention]:
    """Spelled-out numbers in order of appearance; runs that make no number as a whole give their longest head.

    Scale words without a number before them («hàng trăm») count nothing; «năm» before four digits is the year. What
    may be no number at all («năm», «không», «Bảy») is flagged as doubtful and left to whoever knows the words around
    it.
    """
    found: list[NumberMention] = []
    for offset, tokens in _runs(split_syllables(plain)):
        at = 0
        while at < len(tokens):
            window = [t.lower() for t in tokens[at : at + LONGEST]]
            value, rest = _above(window, LIMIT)
            used = len(window) - len(rest) if value is not None else 1
            end = offset + len(" ".join(tokens[at : at + used]))
            if value is not None and not (window[0] == "năm" and used == 1 and _YEAR.match(plain, end)):
                found.append(_mention(plain, offset, end, value, window[:used]))
            offset = end + 1
            at += used
    return _with_decimals(plain, [*found, *_halves(plain)])


def _mention(plain: str, start: int, end: int, value: int, tokens: list[str]) -> NumberMention:
    """The number with its flag: a lone word that may be none, or a tenth of a scale that may be a unit."""
    if len(tokens) == 1:
        named = plain[start].isupper() and _AFTER_LETTER.search(plain, max(0, start - 2), start)
        return NumberMention(start, end, "words", value, 0, tokens[0] in _MORE_THAN_DIGITS or bool(named))
    other = _second_reading(tokens, value)
    return NumberMention(start, end, "words", value, 0, other is not None, other)


def _second_reading(tokens: list[str], value: int) -> int | None:
    """What a number with a lone digit behind trăm or a scale says to who means the unit, and the other way round."""
    if tokens[-2] in (*BIG, "trăm") and tokens[-1] in _LONE:
        factor = 100 if tokens[-2] == "trăm" else BIG[tokens[-2]]
        return value - _LONE[tokens[-1]] * (factor // 10 - 1)
    for i in range(len(tokens) - 2):
        if tokens[i] == "trăm" and tokens[i + 1] in UNITS and tokens[i + 2] in BIG:
            return value + UNITS[tokens[i + 1]] * 9 * BIG[tokens[i + 2]]
    return None


def _halves(plain: str) -> list[NumberMention]:
    """«nửa triệu», «nửa tỷ»: half of a scale."""
    if "ửa " not in plain and "ỬA " not in plain:
        return []
    return [
        NumberMention(m.start(), m.end(), "words", BIG[m.group(1).lower()] // 2)
        for m in _HALF_OF.find(plain, 0, len(plain))
    ]


def _with_decimals(plain: str, found: list[NumberMention]) -> list[NumberMention]:
    """Numbers joined by «phẩy»: «hai phẩy năm» is 2.5."""
    joined: list[NumberMention] = []
    for number in sorted(found, key=lambda n: n.start):
        last = joined[-1] if joined else None
        if last and last.decimals == 0 and plain[last.end : number.start].lower() == " phẩy ":
            digits = str(number.value)
            value = float(f"{last.value}.{digits}")
            joined[-1] = NumberMention(last.start, number.end, "words", value, len(digits))
        else:
            joined.append(number)
    return joined


def write_number_words(value: int, *, southern: bool = False) -> str:
    """Spell a whole number from 0 to 10¹² out; `southern` uses ngàn, lẻ and bốn after mươi.

    >>> write_number_words(1305), write_number_words(24, southern=True)
    ('một nghìn ba trăm linh năm', 'hai mươi bốn')
    """
    if not 0 <= value <= 10**12:
        raise ValueError(f"{value} lies outside 0 to 10^12")
    if value == 0:
        return "không"
    billions, rest = divmod(value, 10**9)
    above = [*_spell(billions, southern), "tỷ"] if billions else []
    return " ".join([*above, *_spell(rest, southern, inner=bool(above))])


def _spell(value: int, southern: bool, *, inner: bool = False) -> list[str]:
    """A number under 10⁹ in words, none for 0; `inner` where a higher scale goes before, so that hundreds are said."""
    words: list[str] = []
    for factor, name in ((10**6, ["triệu"]), (10**3, ["ngàn" if southern else "nghìn"]), (1, [])):
        group, value = divmod(value, factor)
        if group:
            words += _three(group, inner or bool(words), southern) + name
    return words


def _three(group: int, inner: bool, southern: bool) -> list[str]:
    hundreds, rest = divmod(group, 100)
    ten, unit = divmod(rest, 10)
    words = [NAMES[hundreds], "trăm"] if hundreds or inner else []
    if ten:
        words += ["mười"] if ten == 1 else [NAMES[ten], "mươi"]
    elif unit and words:
        words.append("lẻ" if southern else "linh")
    if unit:
        words.append(_last_digit(ten, unit, southern))
    return words


def _last_digit(ten: int, unit: int, southern: bool) -> str:
    if ten and unit == 5:
        return "lăm"
    if ten > 1 and unit == 1:
        return "mốt"
    if ten > 1 and unit == 4 and not southern:
        return "tư"
    return NAMES[unit]
