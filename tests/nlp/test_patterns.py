"""Every regular expression of the packages runs in linear time: RE2 takes its parts, hostile texts don't stop it."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

import pytest

from corpora.text import even_out

LENGTHS = (250, 1_000, 6_000)
"""Lengths of hostile texts, all tried; bounded repeats of some hundred characters have room in the last."""
SLOW = 0.003
"""Seconds of processor time under which nothing is looked into: a linear pattern needs a millisecond."""
TIMES = 8
"""What is slow is tried on a text so many times as long: a linear pattern takes 8 times as long, a quadratic one 64."""
MOST = 24
"""Between the two, so that a machine that is busy with something else makes no linear pattern fail."""
MANY = 20
"""Repeats that may go on for so long are worth pumping."""
PUMPS = (
    " ",
    "a",
    "1",
    "a ",
    "1 ",
    "1, ",
    "1.",
    ".",
    "A ",
    "lớp ",
    "năm ",
    ", ",
    "- ",
    "(",
    '"',
    "\n",
    "ngày ",
    "và ",
)

NOT_IN_RE2 = {
    "crawler.dates": "the same separator twice is a reference back, to one character, between bounded repeats",
    "crawler.report": "an address of up to 2,000 characters, where RE2 counts to 1,000; nothing follows that overlaps",
}
"""What RE2 refuses, and why it is linear all the same; the hostile texts are tried on these too."""


@cache
def patterns() -> list[tuple[str, int, str, bool]]:
    """All patterns as (pattern, flags, module, whether it is only ever matched at one place)."""
    run = subprocess.run(
        [sys.executable, str(Path(__file__).with_name("collect_patterns.py"))],
        cwd=Path(__file__).parents[2],
        env={"PYTHONPATH": str(Path(__file__).parents[2]), "PATH": ""},
        capture_output=True,
        check=True,
    )
    return [(p, f, w, m) for p, f, w, m in json.loads(run.stdout)]


def parts(pattern: str) -> Iterator[str]:
    """A pattern without what it looks ahead at and behind, and each of those stretches by itself."""
    rest = ""
    at = 0
    while at < len(pattern):
        if pattern[at : at + 2] == "\\u":
            rest += re.escape(chr(int(pattern[at + 2 : at + 6], 16)))
            at += 6
        elif pattern[at] == "\\":
            rest += r"\z" if pattern[at + 1] == "Z" else pattern[at : at + 2]
            at += 2
        elif pattern[at] == "[":
            end = class_end(pattern, at)
            rest += re.sub(r"\\u([0-9a-fA-F]{4})", lambda m: chr(int(m[1], 16)), pattern[at:end])
            at = end
        elif match := re.compile(r"\(\?<?[=!]").match(pattern, at):
            end = group_end(pattern, at)
            yield from parts(pattern[match.end() : end - 1])
            rest += "(?:)"
            at = end
        else:
            rest += pattern[at]
            at += 1
    yield rest


def class_end(pattern: str, at: int) -> int:
    """Where the character class that begins at `at` ends."""
    at += 2 if pattern[at + 1] == "^" else 1
    at += pattern[at] == "]"
    while pattern[at] != "]":
        at += 2 if pattern[at] == "\\" else 1
    return at + 1


def group_end(pattern: str, at: int) -> int:
    """Where the group that begins at `at` ends."""
    depth = 0
    while True:
        if pattern[at] == "\\":
            at += 2
            continue
        if pattern[at] == "[":
            at = class_end(pattern, at)
            continue
        depth += {"(": 1, ")": -1}.get(pattern[at], 0)
        at += 1
        if depth == 0:
            return at


def sample(tree: Any) -> str:
    """Some text that a parsed pattern matches, looks ahead and behind left out."""
    return "".join(sample_of(code, value) for code, value in tree)


def sample_of(code: Any, value: Any) -> str:
    """Some text that one piece of a parsed pattern matches."""
    if code is op.LITERAL:
        return chr(value)
    if code is op.NOT_LITERAL or code is op.ANY:
        return "a"
    if code is op.IN:
        return sample_class(value)
    if code in (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT):
        return sample(value[2]) * max(1, min(value[0], 3))
    if code is op.SUBPATTERN:
        return sample(value[3])
    if code is op.ATOMIC_GROUP:
        return sample(value)
    return sample(value[1][0]) if code is op.BRANCH else ""


def sample_class(items: Any) -> str:
    """A character of a class: of blanks, letters, digits and marks the first that it takes."""
    if not any(code is op.NEGATE for code, _ in items):
        code, value = items[0]
        if code in (op.LITERAL, op.RANGE):
            return chr(value if code is op.LITERAL else value[0])
        named = {op.CATEGORY_DIGIT: "1", op.CATEGORY_SPACE: " ", op.CATEGORY_WORD: "a"}
        return named.get(value, "-")
    refused = {chr(value) for code, value in items if code is op.LITERAL}
    classes = {value for code, value in items if code is op.CATEGORY}
    letters = op.CATEGORY_WORD in classes
    for char in "a1 -" if op.CATEGORY_NOT_WORD in classes else "-, " if letters else "a 1-":
        if char not in refused and not (char == "1" and op.CATEGORY_DIGIT in classes):
            return char
    return "a"


def pumps(tree: Any, before: str = "") -> Iterator[tuple[str, str]]:
    """What stands before each long repeat of a parsed pattern, and what is repeated."""
    for code, value in tree:
        if code in (op.MAX_REPEAT, op.MIN_REPEAT):
            if value[1] is op.MAXREPEAT or value[1] >= MANY:
                yield before, sample(value[2])
            yield from pumps(value[2], before)
        elif code is op.SUBPATTERN:
            yield from pumps(value[3], before)
        elif code is op.BRANCH:
            for branch in value[1]:
                yield from pumps(branch, before)
        before += sample_of(code, value)


def attacks(pattern: str, flags: int) -> Iterator[tuple[str, str]]:
    """Texts to be repeated against a pattern: what its own repeats take, alone and behind what leads to them."""
    tree = parser.parse(pattern, flags)
    for before, pump in pumps(tree):
        yield before, pump or "a"
        yield "", before + pump
    whole = sample(tree)
    yield "", whole or "a"
    yield "", whole[:-1] or "a"
    for pump in PUMPS:
        yield "", pump


def hostile(before: str, pump: str, length: int, where: str) -> str:
    """A text of one piece repeated; the rules of nlp read it evened out, without runs of blanks."""
    text = before + pump * (length // len(pump)) + "\x01"
    return even_out(text).plain if where.startswith("nlp") else text


def spent(compiled: re.Pattern[str], text: str, *, once: bool) -> float:
    """Seconds of processor time to find all matches in a text; with `once`, to match at its beginning."""
    begin = time.process_time()
    if once:
        compiled.match(text)
        return time.process_time() - begin
    for _ in compiled.finditer(text):
        pass
    return time.process_time() - begin


def grows_too_fast(
    compiled: re.Pattern[str], before: str, pump: str, where: str = "", *, once: bool = False
) -> bool:
    """True where a text many times as long takes far more than so many times as long, measured twice."""
    for length in LENGTHS:
        text = hostile(before, pump, length, where)
        if spent(compiled, text, once=once) > SLOW and spent(compiled, text, once=once) > SLOW:
            longer = hostile(before, pump, length * TIMES, where)
            return all(is_steep(compiled, text, longer, once=once) for _ in range(2))
    return False


def is_steep(compiled: re.Pattern[str], text: str, longer: str, *, once: bool) -> bool:
    """True where the longer text takes more time than a linear pattern may, in both of two runs."""
    short = min(spent(compiled, text, once=once) for _ in range(5))
    limit = MOST / TIMES * short * len(longer) / len(text)
    for _ in range(2):
        long = spent(compiled, longer, once=once)
        if long <= limit:
            return False
        if long > TIMES * limit:
            return True  # no load slows a machine so much, and what is cubic is tried only once
    return True


def test_patterns_are_found() -> None:
    """All packages' patterns are looked at: there are some hundreds."""
    found = patterns()
    assert len(found) > 300
    assert {where.split(".")[0] for _, _, where, _ in found} == {"corpora", "crawler", "nlp"}


def test_all_patterns_are_regular() -> None:
    """RE2, which knows nothing that isn't linear, takes every pattern, and what it looks ahead and behind at alone."""
    re2 = pytest.importorskip("re2", reason="google-re2 is not installed")
    options = re2.Options()
    options.log_errors = False
    refused = []
    for pattern, _, where, _ in patterns():
        for part in parts(pattern):
            if "\ud800" in part:
                continue  # RE2 reads UTF-8, which has no lone surrogates; the class is one character wide
            try:
                re2.compile(part, options=options)
            except re2.error as error:
                refused.append(f"{where}: {part}: {error}")
    assert [line for line in refused if line.split(":")[0] not in NOT_IN_RE2] == []


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_hostile_texts_are_read_in_linear_time() -> None:
    """No pattern's time grows faster than the text, whatever of its own repeats the text is made of."""
    bad = []
    for pattern, flags, where, once in patterns():
        compiled = re.compile(pattern, flags)
        for before, pump in dict.fromkeys(attacks(pattern, flags)):
            if grows_too_fast(compiled, before, pump, where, once=once):
                bad.append(f"{where}: {pattern!r} on {before!r} + {pump!r} * n")
                break
    assert bad == []


def test_an_exponential_pattern_would_be_caught() -> None:
    """The attack tells linear from worse: repeats that share their words, or lead to an end that doesn't come."""
    for pattern in (r"\s*a\s*$|\s+$", r"(?:\w+ )*\w+:", r"(?:^|\.)\W*(?:trong|riêng) $", r"lớp[^.]*:"):
        compiled = re.compile(pattern)
        assert any(grows_too_fast(compiled, *attack) for attack in attacks(pattern, 0)), pattern
    for pattern in (r"\d{1,4}", r"lớp [a-z]{1,20}:"):
        compiled = re.compile(pattern)
        assert not any(grows_too_fast(compiled, *attack) for attack in attacks(pattern, 0)), pattern
