"""Patterns that are searched for only where one of their hooks stands."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.cues.find import _lexicon as cues
from nlp.hooks import Hooked, hooks_of
from nlp.programmes.lexicon import canbo_lexicon
from nlp.training.candidates import _CLASS_EVENT, _EVENT_CLASS
from nlp.training.topics import _HELD, _HELD_BY, _HELD_ITSELF


@pytest.mark.parametrize(
    ("pattern", "hooks"),
    [
        ("mở lớp", ("mở lớp",)),
        ("(?:mở|khai giảng) lớp", (" lớp",)),
        ("(?:khai|bế) giảng (?:các )?lớp", (" giảng ",)),
        ("(?<![^\\W_])(khai giảng|bế giảng)(?! năm)", ("bế giảng", "khai giảng")),
        ("LLCT|chính trị", ("chính trị", "llct")),
        ("học(?: viên)?", ("học",)),
        ("họ[cp] viên", (" viên",)),
        ("họcs? viên", (" viên",)),
        ("(?:mở )+lớp", ("mở ",)),
        ("a{0,2}bc{2}", ("bc",)),
        ("\\d+ lớp\\.", (" lớp.",)),
        ("(?:lớp|\\d+)", ()),
        ("(?:lớp)?", ()),
    ],
)
def test_reads_off_what_every_match_needs(pattern: str, hooks: tuple[str, ...]) -> None:
    """One of the hooks stands in everything that a pattern matches; where nothing is sure there are none."""
    assert hooks_of(pattern) == hooks


def test_refuses_brackets_that_do_not_match() -> None:
    """A pattern that cannot be read is an error and never a wrong hook."""
    with pytest.raises(ValueError, match="brackets"):
        hooks_of("lớp) học")


def test_refuses_a_pattern_without_hooks() -> None:
    """What can match anywhere cannot be searched for by its hooks."""
    with pytest.raises(ValueError, match="no phrase"):
        Hooked(r"\d+")


_WORDS = sorted(
    {
        word
        for pattern in [p for entry in cues().values() for p in entry["patterns"]]
        + [p.regex for p in canbo_lexicon().patterns]
        for word in re.findall(r"[^\W\d_]+", pattern)
    }
    | {"lớp", "các", "do", "tổ", "chức", "mở", ",", ".", "12"}
)
_HOOKED = [_CLASS_EVENT, _EVENT_CLASS, _HELD, _HELD_BY, _HELD_ITSELF]


@given(st.lists(st.sampled_from(_WORDS), max_size=25), st.integers(0, 40), st.booleans())
def test_finds_what_the_pattern_finds(words: list[str], start: int, upper: bool) -> None:
    """With hooks or without, a search of any stretch finds the same."""
    plain = " ".join(words).upper() if upper else " ".join(words)
    start = min(start, len(plain))
    for hooked in _HOOKED:
        whole = hooked.pattern.search(plain, start, len(plain))
        found = hooked.search(plain, start, len(plain))
        assert (found and found.span()) == (whole and whole.span())
    low = plain.lower()
    for pattern in canbo_lexicon().patterns:
        hooks = hooks_of(pattern.regex)
        if re.search(pattern.regex, low):
            assert not hooks or any(hook in low for hook in hooks)
