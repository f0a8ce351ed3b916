"""Syllables: the words of a text with their places."""

from __future__ import annotations

import sys

from hypothesis import given
from hypothesis import strategies as st

from nlp.syllables import _OTHER, _PLAIN_WORD, WORD, split_syllables


def test_the_fast_letters_are_all_letters_of_the_texts_they_read() -> None:
    """Of every character that the fast pattern may meet, it takes exactly the letters and digits."""
    for char in map(chr, range(sys.maxunicode + 1)):
        if not _OTHER.search(char):
            assert bool(_PLAIN_WORD.match(char)) == bool(WORD.match(char)), hex(ord(char))


@given(st.text("aĐữ9'._ -\n\t²١中T.Ưp“(/", max_size=40))
def test_words_and_gaps_make_up_the_text(plain: str) -> None:
    """Words and what stands between them are the whole text, at the places given, as one pattern finds them."""
    syllables = split_syllables(plain)
    spans = list(zip(syllables.starts, syllables.ends, strict=True))
    assert spans == [m.span() for m in WORD.finditer(plain)]
    assert syllables.words == [plain[s:e] for s, e in spans]
    gaps = [plain[e:s] for e, s in zip([0, *syllables.ends], [*syllables.starts, len(plain)], strict=True)]
    assert syllables.gaps == gaps
    assert all(syllables.lows[i] == low for low, at in syllables.places.items() for i in at)
    assert sorted(i for at in syllables.places.values() for i in at) == list(range(len(syllables)))
