"""Draw a million whole numbers from 0 to 10^12, spell each out in both forms, and read it back.

    python benchmarks/number_words.py [--count 1000000] [--seed 20]

The speller is written here anew, after the school grammar, so that reader and writer share no code. Ends with an
error where one number comes back as another. Every order of magnitude is drawn equally often.
"""

from __future__ import annotations

import argparse
import random
import sys
import time

from nlp.numbers import find_number_words, read_number_words

DIGITS = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"]
TOP = 10**12


def spell_three(group: int, *, whole: bool, south: bool) -> str:
    """Three digits; `whole` says hundreds and the missing ten, as behind a larger group."""
    hundred, ten, unit = group // 100, group // 10 % 10, group % 10
    words = []
    if hundred or whole:
        words.append(f"{DIGITS[hundred]} trăm")
    if ten == 0 and unit and words:
        words.append("lẻ" if south else "linh")
    elif ten == 1:
        words.append("mười")
    elif ten:
        words.append(f"{DIGITS[ten]} mươi")
    if unit == 5 and ten:
        words.append("nhăm" if ten > 1 and not south else "lăm")
    elif unit == 4 and ten > 1:
        words.append("bốn" if south else "tư")
    elif unit == 1 and ten > 1:
        words.append("mốt")
    elif unit:
        words.append(DIGITS[unit])
    return " ".join(words)


def spell(number: int, *, south: bool) -> str:
    """A number from 0 to 10^12 in words."""
    if number == 0:
        return DIGITS[0]
    scales = ["", " ngàn" if south else " nghìn", " triệu", " tỉ" if south else " tỷ"]
    words: list[str] = []
    billions, rest = divmod(number, 10**9)
    if billions:
        words.append(
            ("một" + scales[1] if billions == 1000 else spell_three(billions, whole=False, south=south))
            + scales[3]
        )
    for power in (2, 1, 0):
        group, rest = divmod(rest, 1000**power)
        if group:
            words.append(spell_three(group, whole=bool(words), south=south) + scales[power])
    return " ".join(words)


def main() -> int:
    """Draw, spell, read; print how many came back."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=20)
    asked = parser.parse_args()
    draw = random.Random(asked.seed)
    wrong = read = 0
    begin = time.process_time()
    for i in range(asked.count):
        number = draw.randrange(10 ** (i % 12 + 1) + 1)
        for south in (False, True):
            words = spell(number, south=south)
            read += 1
            found = find_number_words(words) if i % 10 == 0 else []
            alone = len(found) == 1 and found[0].value == number and found[0].end == len(words)
            if read_number_words(words) != number or (i % 10 == 0 and not alone):
                wrong += 1
                print(f"{number}: {words} -> {read_number_words(words)}", file=sys.stderr)
    spent = time.process_time() - begin
    print(
        f"{asked.count:,} numbers drawn, {read:,} spellings read, {wrong} wrong, {spent:.0f} s of processor time"
    )
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
