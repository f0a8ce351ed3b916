"""Evened-out texts: the plain form, and the way back to the stored words."""

from __future__ import annotations

import random
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpora.span import Span
from corpora.text import EvenText, even_out

# Letters with every kind of mark, odd blanks, invisible characters, line ends, marks without a letter.
ALPHABET = "aàáảãạâầeẻoòóỏõọuỷyỳkqghĐđÐ0. \u0300\u0301\u0302\u0309\u0323\u0325\u200b\u00ad\ufeff\r\n\t\u00a0\u2009–«”"
FORMS = st.sampled_from(["NFC", "NFD", "NFKC", "NFKD", None])
TEXTS = st.one_of(st.text(max_size=40), st.text(alphabet=ALPHABET, max_size=40))


def typed(text: str, form: str | None) -> str:
    """The text as somebody types it, in a normal form or as it is."""
    return unicodedata.normalize(form, text) if form else text  # type: ignore[arg-type]


@given(TEXTS, FORMS)
def test_plain_is_even(text: str, form: str | None) -> None:
    """The plain text is in NFC and has one kind of blank and line end, whatever was typed."""
    plain = even_out(typed(text, form)).plain
    assert unicodedata.is_normalized("NFC", plain)
    assert {c for c in plain if c.isspace()} <= {" ", "\n"}
    assert not set(plain) & set("\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u202a«»“”‘’–—\r\t\u00a0")


@given(TEXTS, FORMS)
def test_every_stretch_has_its_stored_words(text: str, form: str | None) -> None:
    """Any stretch of the plain text leads to words of the stored text, right where they are printed."""
    raw = typed(text, form)
    even = even_out(raw)
    for start in range(len(even.plain)):
        for end in range(start + 1, len(even.plain) + 1):
            span = even.span(start, end)
            assert 0 <= span.start < span.end <= len(raw)
            assert raw[span.start : span.end] == span.quote


@given(TEXTS, FORMS)
def test_stretches_keep_their_order(text: str, form: str | None) -> None:
    """What comes later in the plain text begins no earlier in the stored one."""
    even = even_out(typed(text, form))
    starts = [even.span(i, i + 1).start for i in range(len(even.plain))]
    assert all(a <= b for a, b in pairwise(starts))


@given(TEXTS)
def test_all_normal_forms_are_read_alike(text: str) -> None:
    """Composed or decomposed, a text has one plain form; evening out again changes nothing."""
    plain = even_out(text).plain
    assert even_out(typed(text, "NFC")).plain == plain
    assert even_out(typed(text, "NFD")).plain == plain
    assert even_out(plain) == EvenText(plain, plain)


@given(
    st.text(alphabet=ALPHABET, max_size=40).map(lambda t: typed(t, "NFC")), st.randoms(use_true_random=False)
)
def test_invisible_characters_leave_no_trace(text: str, draw: random.Random) -> None:
    """Zero-width characters and soft hyphens between letters change nothing that is read."""
    strewn = "".join(c + draw.choice(["", "\u200b", "\u00ad", "\u200e"]) for c in text if c != "\r")
    assert even_out(strewn).plain == even_out(text.replace("\r", "")).plain


@pytest.mark.parametrize(
    ("stored", "plain"),
    [
        ("hoà bình, khoẻ, thuỷ lợi, uỷ viên", "hòa bình, khỏe, thủy lợi, ủy viên"),
        ("HOÀ, UỶ BAN, Uỷ ban", "HÒA, ỦY BAN, Ủy ban"),
        ("hòa, ủy, quý, quỳ, quà", "hòa, ủy, quý, quỳ, quà"),
        ("hoàn, toàn, khoảng, ngoèo, thuyền", "hoàn, toàn, khoảng, ngoèo, thuyền"),
        ("Quyết định – QĐ—TU", "Quyết định - QĐ-TU"),
        ("«lớp» “học” ‘viên’", '"lớp" "học" \'viên\''),
        ("Ðảng bộ, ðồng chí", "Đảng bộ, đồng chí"),
        ("12\u00a0lớp\tvới\u202f879", "12 lớp với 879"),
        ("một\r\nhai\rba\u2028bốn", "một\nhai\nba\nbốn"),
        ("học\u00adviên\ufeff", "họcviên"),
    ],
)
def test_evens_out(stored: str, plain: str) -> None:
    """Spellings, dashes, quotation marks, blanks and line ends have one form each."""
    assert even_out(stored).plain == plain
    assert even_out(typed(stored, "NFD")).plain == plain


@pytest.mark.parametrize(
    ("stored", "word", "quote"),
    [
        ("lớp ho\u00e0 gi\u1ea3i", "hòa", "ho\u00e0"),
        (typed("Đảng ủy xã", "NFD"), "ủy", typed("ủy", "NFD")),
        ("cán\u200b bộ", "cán", "cán"),
        ("cán\u200b bộ", "cán bộ", "cán\u200b bộ"),
        ("họ\u00adc viên", "học", "họ\u00adc"),
        ("12\u00a0lớp", "12 lớp", "12\u00a0lớp"),
        ("e\u200b\u0301x", "é", "e\u200b\u0301"),
        ("một\r\nhai", "hai", "hai"),
    ],
)
def test_leads_back_to_the_words_as_stored(stored: str, word: str, quote: str) -> None:
    """A word found in the plain text is quoted as it is stored, with its marks and without what follows."""
    even = even_out(stored)
    start = even.plain.index(word)
    assert even.span(start, start + len(word)).quote == quote


@pytest.mark.parametrize("raw", ["lớp", typed("lớp", "NFD")], ids=["composed", "decomposed"])
@pytest.mark.parametrize(("start", "end"), [(-1, 2), (2, 2), (2, 1), (0, 4), (3, 4)])
def test_no_words_no_span(raw: str, start: int, end: int) -> None:
    """A stretch that is empty or lies outside the text raises an error."""
    with pytest.raises(ValueError, match="no span"):
        even_out(raw).span(start, end)
    with pytest.raises(ValueError, match="no span"):
        Span.of("lớp", start, end)
