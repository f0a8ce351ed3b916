"""Numbers in digits and in words: cases as data, round trips, and what must hold on any text."""

from __future__ import annotations

import random
import tomllib
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpora.text import even_out
from nlp.numbers import NumberMention, find_numbers, read_digits, read_number_words, write_number_words

CASES: dict[str, list[dict[str, Any]]] = tomllib.loads(
    (Path(__file__).parents[1] / "cases" / "numbers.toml").read_text(encoding="utf-8")
)
TOP = 10**12


def shown(plain: str, number: NumberMention) -> str:
    """A number as the cases write it."""
    other = f" ~ {number.other or '?'}" if number.doubtful else ""
    return f"{plain[number.start : number.end]} = {number.value}{other}"


@pytest.mark.parametrize("case", CASES["digits"], ids=lambda c: c["printed"])
def test_reads_both_separator_conventions(case: dict[str, Any]) -> None:
    """Dots and commas are read as the press sets them; a mark that can be read in two ways keeps both values."""
    read = read_digits(case["printed"])
    if "value" not in case:
        assert read is None
        return
    assert read is not None
    value, _, other = read
    assert (value, other) == (Decimal(case["value"]), Decimal(case["other"]) if "other" in case else None)


@pytest.mark.parametrize("case", CASES["find"], ids=lambda c: c["why"])
def test_finds_exactly_the_numbers(case: dict[str, Any]) -> None:
    """Exactly the numbers of the case are found, with their words and values."""
    plain = even_out(case["text"]).plain
    assert [shown(plain, n) for n in find_numbers(plain)] == case["expect"]


@given(st.integers(0, TOP), st.booleans())
def test_words_are_read_as_written(value: int, southern: bool) -> None:
    """A number spelled out, in the northern or the southern form, is read as the same number."""
    assert read_number_words(write_number_words(value, southern=southern)) == value


@pytest.mark.parametrize("southern", [False, True], ids=["north", "south"])
def test_words_of_every_small_and_many_large_numbers(southern: bool) -> None:
    """All numbers to 2,000 and thousands drawn up to a million and beyond come back from their words."""
    draw = random.Random(20)
    drawn = [draw.randrange(10 ** draw.randint(4, 12)) for _ in range(4000)]
    for value in [*range(2001), *drawn, 10**6, 10**9, TOP]:
        words = write_number_words(value, southern=southern)
        assert read_number_words(words) == value, words
        assert read_number_words(words.upper()) == value


DIGITS = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"]


def spell(value: int, *, south: bool, inner: bool = False) -> list[str]:
    """A number spelled out by its own rules: the tests share no code with what they test."""
    for scale, name in (
        (10**9, "tỉ" if south else "tỷ"),
        (10**6, "triệu"),
        (1000, "ngàn" if south else "nghìn"),
    ):
        if value >= scale:
            head = [*spell(value // scale, south=south, inner=inner), name]
            return head + (spell(value % scale, south=south, inner=True) if value % scale else [])
    hundred, ten, unit = value // 100, value // 10 % 10, value % 10
    words = [DIGITS[hundred], "trăm"] if hundred or inner else []
    words += {0: ["lẻ" if south else "linh"] if words and unit else [], 1: ["mười"]}.get(
        ten, [DIGITS[ten], "mươi"]
    )
    if unit == 5 and ten:
        return [*words, "nhăm" if ten > 1 and not south else "lăm"]
    if unit in (1, 4) and ten > 1:
        return [*words, "mốt" if unit == 1 else "bốn" if south else "tư"]
    return [*words, DIGITS[unit]] if unit or not words else words


@given(st.integers(0, 12).flatmap(lambda n: st.integers(0, 10**n)), st.booleans(), st.booleans())
def test_words_of_another_speller_are_read(value: int, south: bool, shout: bool) -> None:
    """A number spelled out by another hand, with nhăm and tỉ too, comes back the same and in no doubt."""
    words = " ".join(spell(value, south=south))
    assert read_number_words(words.upper() if shout else words) == value
    found = find_numbers(f"Có {words} người.")
    assert [n.value for n in found] == [value]
    assert found[0].doubtful == (value in (0, 5))


@given(st.integers(0, 10**6), st.booleans())
def test_words_are_found_whole_in_a_sentence(value: int, southern: bool) -> None:
    """A spelled-out number is found in a text as one number, no more and no less."""
    words = write_number_words(value, southern=southern)
    plain = f"Trường mở {words} lớp."
    found = find_numbers(plain)
    assert [(plain[n.start : n.end], n.value) for n in found] == [(words, value)]


@pytest.mark.parametrize(
    ("value", "northern", "southern"),
    [
        (0, "không", "không"),
        (15, "mười lăm", "mười lăm"),
        (21, "hai mươi mốt", "hai mươi mốt"),
        (24, "hai mươi tư", "hai mươi bốn"),
        (105, "một trăm linh năm", "một trăm lẻ năm"),
        (1305, "một nghìn ba trăm linh năm", "một ngàn ba trăm lẻ năm"),
        (2005, "hai nghìn không trăm linh năm", "hai ngàn không trăm lẻ năm"),
        (10**6, "một triệu", "một triệu"),
        (10**12, "một nghìn tỷ", "một ngàn tỷ"),
        (10**9 + 7, "một tỷ không trăm linh bảy", "một tỷ không trăm lẻ bảy"),
    ],
)
def test_writes_as_the_school_does(value: int, northern: str, southern: str) -> None:
    """Northern and southern spellings differ in linh and lẻ, nghìn and ngàn, tư and bốn."""
    assert write_number_words(value) == northern
    assert write_number_words(value, southern=True) == southern


@pytest.mark.parametrize("value", [-1, TOP + 1])
def test_refuses_what_it_cannot_spell(value: int) -> None:
    """Numbers outside 0 to 10^12 raise an error that says so."""
    with pytest.raises(ValueError, match="outside"):
        write_number_words(value)


@pytest.mark.parametrize(
    "words",
    ["", "trăm hai", "linh năm", "mươi", "hai không trăm ba bốn", "một lớp", "rưỡi", "tỷ tỷ", "mười mười"],
)
def test_words_that_make_no_number(words: str) -> None:
    """Words that no grammar of numbers allows have no value."""
    assert read_number_words(words) is None


@given(st.integers(0, 10**15))
def test_thousands_marks_change_no_value(value: int) -> None:
    """A whole number is the same without marks, with dots, and (two commas or more) with commas."""
    dotted = f"{value:,}".replace(",", ".")
    for printed in (str(value), dotted, f"{value:,}"):
        read = read_digits(printed)
        assert read is not None
        assert read[0] == value
        assert (read[2] is not None) == (printed.count(",") == 1)


PIECES = st.sampled_from(
    [
        *("năm ", "mươi ", "hai ", "mười ", "trăm ", "linh ", "nghìn ", "tỷ ", "rưỡi ", "không ", "chục "),
        *("1", "23", "456", "000", ".", ",", " ", "-", "/", "\n", "lớp ", "K", "_", "triệu "),
    ]
)
TEXTS = st.one_of(st.lists(PIECES, max_size=40).map("".join), st.text(max_size=60))


@given(TEXTS)
def test_holds_on_any_text(text: str) -> None:
    """Numbers come in order, never overlap, have no blanks at their ends, and a value not under zero."""
    plain = even_out(text).plain
    found = find_numbers(plain)
    assert found == sorted(found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    for number in found:
        words = plain[number.start : number.end]
        assert words
        assert words == words.strip()
        assert number.value >= 0
        assert number.doubtful or number.other is None


@pytest.mark.parametrize("piece", ["năm ", "một nghìn ", "1.", "1,", "12 000 ", "linh ", "hai mươi mốt "])
def test_long_runs_are_read(piece: str) -> None:
    """A text of one piece repeated very many times is read to its end."""
    assert find_numbers(piece * 50_000) is not None
