"""Blocks and sentences: cases as data, and what must hold on any text."""

from __future__ import annotations

import tomllib
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpora.text import even_out
from nlp.layout import MAX_SENTENCE, find_blocks, find_sentences

CASES: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parents[1] / "cases" / "layout.toml").read_text(encoding="utf-8")
)["case"]
ZONES = {"title", "dateline", "body", "caption", "byline"}


def words(text: str, start: int, end: int) -> str:
    """The text's own words, line ends shown as the cases write them."""
    return even_out(text).span(start, end).quote.replace("\n", "⏎")


@pytest.mark.parametrize("case", [c for c in CASES if "blocks" in c], ids=lambda c: c["why"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"], ids=["unix", "windows"])
def test_says_what_each_line_is(case: dict[str, Any], line_end: str) -> None:
    """Each line of the case has its zone, whatever ends the lines."""
    text = case["text"].replace("\n", line_end)
    blocks = find_blocks(even_out(text).plain, case.get("title"))
    shown = [f"{b.zone}: {words(text, b.start, b.end)}".replace("\r", "") for b in blocks]
    assert shown == case["blocks"]


@pytest.mark.parametrize("case", [c for c in CASES if "sentences" in c], ids=lambda c: c["why"])
def test_cuts_into_sentences(case: dict[str, Any]) -> None:
    """The text of the case is cut into exactly these sentences."""
    plain = even_out(case["text"]).plain
    found = find_sentences(plain, find_blocks(plain, case.get("title")))
    assert [words(case["text"], s.start, s.end) for s in found] == case["sentences"]


PIECES = st.sampled_from(
    [
        *(
            "Huyện mở lớp",
            "lớp ",
            "Ảnh: An",
            "MINH HÀ",
            "12 ",
            "1.",
            "TP. ",
            ". ",
            "… ",
            "? ",
            "./. ",
            ": ",
            "; ",
        ),
        *("\n", "\n\n", "\r\n", "“", "”", "(", ")", "- ", "05/06/2023", "Thứ Hai, ", ".", "   ", "\t", "A. "),
    ]
)
TEXTS = st.one_of(st.lists(PIECES, max_size=40).map("".join), st.text(max_size=80))


@given(TEXTS, st.one_of(st.none(), st.text(max_size=10), st.just("Huyện mở lớp")))
def test_holds_on_any_text(text: str, title: str | None) -> None:
    """Blocks and sentences lie in order and apart, hold something, and every word lies in exactly one of each."""
    plain = even_out(text).plain
    blocks = find_blocks(plain, title)
    sentences = find_sentences(plain, blocks)
    assert [b.index for b in blocks] == list(range(len(blocks)))
    assert {b.zone for b in blocks} <= ZONES
    for parts in (blocks, sentences):
        assert all(a.end <= b.start for a, b in pairwise(parts))
        assert all(plain[p.start : p.end].strip() for p in parts)
        covered = "".join(plain[p.start : p.end] for p in parts)
        assert "".join(covered.split()) == "".join(plain.split())
    assert all(s.block.start <= s.start < s.end <= s.block.end for s in sentences)


@given(st.integers(1, 4 * MAX_SENTENCE), st.sampled_from(["a", "lớp ", "12 lớp, ", "một; "]))
def test_no_sentence_is_longer_than_the_limit(length: int, piece: str) -> None:
    """A stretch without a full stop is cut, at a joint where there is one, and nothing of it is lost."""
    plain = (piece * (length // len(piece) + 1))[:length].strip()
    found = find_sentences(plain, find_blocks(plain))
    assert all(s.end - s.start <= MAX_SENTENCE for s in found)
    assert "".join(plain[s.start : s.end] for s in found) == plain
    assert len(found) == 1 or piece == "a" or all(plain[s.end - 1] == " " for s in found[:-1])


@pytest.mark.parametrize("piece", [".", "…", ". ", ".'", "a.\n", "A ", "\n", "1. ", "./.", "a\n"])
def test_long_runs_are_read(piece: str) -> None:
    """A text of one piece repeated many times is read to its end."""
    plain = piece * 50_000
    assert find_sentences(plain, find_blocks(plain)) is not None
