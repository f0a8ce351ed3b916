"""Words by underthesea stand where the stored text has them, whatever the text; and the terms of a corpus."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpora.article import Article
from corpora.text import even_out
from nlp.bridges import Word, count_terms, words

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "bridges.toml").read_text(encoding="utf-8"))

# fmt: off
FRAGMENTS = st.sampled_from(
    [
        "học viên", "lý luận chính trị", "ho\u0323c", "hoà", "Uỷ ban", "đ/c", "Đ/c.", "110-KH/TU", "30a/2008/NQ-CP",
        "http://a.example/x?y=1", "baomau.vn/", ",,,,", "....", "…/.", "T.Ư", "H'Mông", "70,7%", "25/9/2025", "12",
        "\u0301", "\u200b", "\u00ad", "\ufeff", "\u00a0", "\u2028", "\r\n", "\n", "\t", " ", "  ",
        "한", "\u1100\u1161", "👍🏽", "ﬁ", "Ð",
        "x" * 120, "(", "«", "»", "-", "\x00", "\x1f", "\ud800", "K\u0130", "ẞ",
    ]
)
# fmt: on
TEXTS = st.lists(FRAGMENTS | st.text(max_size=4), max_size=14).map("".join)


def check_places(text: str, found: list[Word]) -> None:
    """Words are the text's own, in order, apart, and leave out nothing that can be seen."""
    at = 0
    for word in found:
        assert at <= word.start < word.end <= len(text)
        assert text[word.start : word.end] == word.text
        assert not even_out(text[at : word.start]).plain.strip()
        at = word.end
    assert not even_out(text[at:]).plain.strip()


@pytest.mark.parametrize("case", CASES["words"], ids=lambda case: case["why"])
def test_words(case: dict[str, Any]) -> None:
    """The words named in the case are among the words of the text, as printed."""
    found = words(case["text"])
    assert [w for w in case["among"] if w not in [f.text for f in found]] == []
    check_places(case["text"], found)


@given(TEXTS)
@settings(max_examples=150, deadline=None)
def test_places_are_exact(text: str) -> None:
    """For any text, `text[start:end]` is the word, words are apart, and only blanks and invisibles lie between."""
    check_places(text, words(text))


@pytest.mark.parametrize("case", CASES["slow"], ids=lambda case: case["text"][:20])
def test_marks_after_an_address_cost_nothing(case: dict[str, Any]) -> None:
    """Rows of marks after an address never reach the pattern that doubles its time with each of them."""
    check_places(case["text"], words(case["text"]))


def test_a_long_sentence_is_cut_at_blanks() -> None:
    """A sentence without a full stop that is longer than the segmenter gets at a time loses no word."""
    text = "học viên của tỉnh " * 400
    found = words(text)
    check_places(text, found)
    assert {w.text for w in found} <= {"học viên", "của", "tỉnh", "học", "viên"}


def test_composed_and_decomposed_texts_have_the_same_words() -> None:
    """How letters are composed changes places, not words."""
    import unicodedata

    text = "Uỷ ban nhân dân tỉnh mở lớp bồi dưỡng nghiệp vụ cho cán bộ cơ sở."
    apart = unicodedata.normalize("NFD", text)
    assert [unicodedata.normalize("NFC", w.text) for w in words(apart)] == [w.text for w in words(text)]


@pytest.mark.parametrize("case", CASES["terms"], ids=lambda case: case["why"])
def test_terms(case: dict[str, Any]) -> None:
    """The terms of the case come with their counts, in their order."""
    found = [list(t) for t in count_terms(case["texts"])]
    assert found[: len(case["first"])] == case["first"]
    assert [t for t in case["among"] if t not in found] == []
    assert not {t for t, _, _ in found} & set(case["absent"])


def test_terms_of_articles() -> None:
    """Articles and their texts give the same terms, in any order, and rare terms can be left out."""
    texts = ["Học viên học lý luận.", "Cán bộ học viên.", "Trường Chính trị mở lớp cho cán bộ."]
    terms = count_terms(Article(t) for t in texts)
    assert terms == count_terms(reversed(texts))
    assert count_terms(texts, least=2) == [t for t in terms if t.count >= 2]
    assert count_terms([]) == []


def test_importing_the_bridges_loads_nothing_heavy() -> None:
    """spaCy and underthesea come with their first use; underthesea's words need no spaCy."""
    code = (
        "import sys, nlp.bridges, nlp.bridges.terms, nlp.bridges.pipeline\n"
        "assert not {'spacy', 'underthesea'} & set(sys.modules)\n"
        "nlp.bridges.words('học viên')\n"
        "assert 'spacy' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-P", "-c", code], check=True, timeout=60)
