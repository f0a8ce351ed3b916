"""Overlapping spans become well-nested pieces, and no word is lost or doubled."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from nlp.marks import Mark, Piece, cut_paragraphs


@st.composite
def texts_with_marks(draw: st.DrawFn) -> tuple[str, list[Mark]]:
    """A text of some lines with spans that nest, cross, touch, repeat and run over line ends."""
    text = draw(st.text(alphabet="ab đ\n<&", min_size=1, max_size=40))
    spans = st.tuples(st.integers(-2, len(text) + 2), st.integers(0, len(text) + 4), st.sampled_from("xyz"))
    return text, [Mark(a, b, kind) for a, b, kind in draw(st.lists(spans, max_size=12))]


def covered(pieces: list[Piece]) -> list[tuple[str, frozenset[Mark]]]:
    """Every character of a line with the marks that are open over it."""
    stack: list[Mark] = []
    chars: list[tuple[str, frozenset[Mark]]] = []
    for piece in pieces:
        if piece.op == "open":
            assert piece.mark is not None
            stack.append(piece.mark)
        elif piece.op == "close":
            assert stack.pop() == piece.mark
        else:
            chars += [(c, frozenset(stack)) for c in piece.text]
    assert not stack
    return chars


@given(texts_with_marks())
@example(("\n<", [Mark(0, 1, "x")]))  # a mark over a line end alone
def test_every_character_carries_exactly_the_marks_that_cover_it(drawn: tuple[str, list[Mark]]) -> None:
    """The pieces of a line spell the line, are well nested, and mark what the spans say."""
    text, marks = drawn
    lines = iter(cut_paragraphs(text, marks))
    start = 0
    for line in text.split("\n"):
        if line.strip():
            chars = covered(next(lines))
            expected = [
                (c, frozenset(m for m in marks if 0 <= m.start <= i < m.end))
                for i, c in enumerate(line, start)
            ]
            assert chars == expected
        start += len(line) + 1
    assert next(lines, None) is None


@given(texts_with_marks())
def test_a_mark_begins_once(drawn: tuple[str, list[Mark]]) -> None:
    """However often a mark is broken, only its first piece bears its badge."""
    text, marks = drawn
    pieces = [p for line in cut_paragraphs(text, set(marks)) for p in line]
    begun = [p.mark for p in pieces if p.first]
    assert len(begun) == len(set(begun))
    assert set(begun) == {p.mark for p in pieces if p.op == "open"}


def test_crossing_spans_are_closed_and_opened_again() -> None:
    """The later of two crossing spans goes on after the earlier one ends."""
    first, second = Mark(0, 4, "x"), Mark(2, 6, "y")
    (line,) = cut_paragraphs("abcdef", [second, first])
    assert [(p.op, p.text, p.first) for p in line] == [
        ("open", "", True),
        ("text", "ab", False),
        ("open", "", True),
        ("text", "cd", False),
        ("close", "", False),
        ("close", "", False),
        ("open", "", False),
        ("text", "ef", False),
        ("close", "", False),
    ]
