"""Long quotes of a sum keep what the sum is about."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from canbo.report.quotes import LIMIT, shorten_quote

MIDDLE = (
    "Các lớp được bố trí ngoài giờ, có nơi học vào buổi tối để người học không phải nghỉ việc ở cơ quan. "
)


def test_a_short_quote_stays_whole() -> None:
    """Up to the limit nothing is left out."""
    quote = "12 lớp, gồm 7 lớp ở tỉnh và 5 lớp ở huyện"
    assert shorten_quote(quote, "7 + 5 = 12 lớp") == quote


def test_a_long_quote_keeps_the_words_around_the_numbers() -> None:
    """Both ends and the numbers of the sum stay, with «…» between; other numbers may go."""
    quote = (
        f"mười hai lớp cho 905 học viên. {MIDDLE}{MIDDLE}Trong đó có 7 lớp đặt ở tỉnh. "
        f"{MIDDLE}Phòng học rộng 64 m2 đều có máy chiếu mới. {MIDDLE}Ở huyện có 4 lớp"
    )
    short = shorten_quote(quote, "7 + 4 = 11 lớp; bài báo ghi 12.")
    assert short.startswith("mười hai lớp cho 905 học viên.")
    assert "Trong đó có 7 lớp đặt ở tỉnh." in short
    assert short.endswith("Ở huyện có 4 lớp")
    assert short.count(" … ") == 2
    assert "64" not in short
    assert len(short) < LIMIT < len(quote)


@given(
    st.lists(st.sampled_from(["7", "lớp", "1.250", "\n\n", "học viên,", "x" * 90, MIDDLE]), max_size=60),
    st.sampled_from(["", "7", "1.250 : 7"]),
)
def test_what_is_kept_stands_in_the_quote(words: list[str], explanation: str) -> None:
    """For any quote, every piece is words of it, in their order, and no number of the sum is lost."""
    quote = " ".join(words)
    short = shorten_quote(quote, explanation)
    place = 0
    for piece in short.split(" … "):
        place = quote.index(piece, place) + len(piece)
    for number in explanation.replace(":", " ").split():
        assert short.split().count(number) == quote.split().count(number)
