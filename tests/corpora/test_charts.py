"""Older Vietnamese charts: what their bytes stand for, and how text in the wrong one is known."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpora.charts import CHARTS, decode_chart, is_syllable, share_vietnamese

TEXT = (
    "Trường Chính trị tỉnh khai giảng lớp bồi dưỡng kỹ năng lãnh đạo, quản lý cho 45 cán bộ; bế mạc ngày 12/5"
)
# The same as editors of the time showed its bytes, which they took for Latin-1.
SHOWN = {
    "tcvn3": "Tr­êng ChÝnh trÞ tØnh khai gi¶ng líp båi d­ìng kü n¨ng l·nh ®¹o, qu¶n lý cho 45 c¸n bé; bÕ m¹c ngµy 12/5",
    "vni": "Tröôøng Chính trò tænh khai giaûng lôùp boài döôõng kyõ naêng laõnh ñaïo, quaûn lyù cho 45 caùn boä; "
    "beá maïc ngaøy 12/5",
}


@pytest.mark.parametrize("name", SHOWN)
def test_text_of_the_time(name: str) -> None:
    """Bytes written with the fonts come out as the letters that these drew."""
    assert decode_chart(SHOWN[name].encode("latin-1"), name) == TEXT


def test_windows_1258_marks_are_put_on_their_letters() -> None:
    """windows-1258 writes tone marks behind the letter; in the text both are one character."""
    assert (
        decode_chart("cuÒa ðýõòc ðaÌo taòo cán bôò".encode("latin-1"), "windows-1258")
        == "của được đào tạo cán bộ"
    )


def test_viscii_by_its_standard() -> None:
    """The upper half of VISCII holds what RFC 1456 lists, and six capitals lie below 0x20."""
    assert decode_chart(b"c\xfca \xf0\xdf\xfec \xf0\xe0o t\xd5o", "viscii") == "của được đào tạo"
    assert decode_chart(b"\x02\x05\x06\x14\x19\x1e", "viscii") == "ẲẴẪỶỸỴ"


def test_capitals_of_vni() -> None:
    """A capital's marks are capitals too, or were left small."""
    for shown in ("QUYEÁT ÑÒNH CUÛA TÆNH UÛY", "QUYEát ÑÒnh CUûa TÆnh Uûy"):
        assert decode_chart(shown.encode("latin-1"), "vni").upper() == "QUYẾT ĐỊNH CỦA TỈNH ỦY"


@pytest.mark.parametrize("name", CHARTS)
@given(data=st.binary(max_size=300))
def test_any_bytes_are_text_in_nfc(name: str, data: bytes) -> None:
    """No bytes make it raise, and what comes out is composed."""
    assert unicodedata.is_normalized("NFC", decode_chart(data, name))


@pytest.mark.parametrize(
    "word",
    [
        "của",
        "Được",
        "NGHIÊNG",
        "khuỷu",
        "hòa",
        "hoà",
        "quý",
        "quí",
        "giếng",
        "gì",
        "tuyển",
        "oách",
        "Ủy",
        "uỷ",
        "ế",
    ],
)
def test_syllables(word: str) -> None:
    """Syllables of either spelling and any case count."""
    assert is_syllable(word)


@pytest.mark.parametrize(
    "word", ["cuûa", "®µo", "été", "naïve", "über", "cÁn", "đươợc", "Łódź", "ðýõòc", "ngỗi1", "crème"]
)
def test_no_syllables(word: str) -> None:
    """Words of other languages, and of text in the wrong chart, don't."""
    assert not is_syllable(word)


def test_right_chart_reads_best() -> None:
    """Of all charts, only the one a text was written in gives Vietnamese words throughout."""
    for name, shown in SHOWN.items():
        shares = {c: share_vietnamese(decode_chart(shown.encode("latin-1"), c))[0] for c in CHARTS}
        assert shares[name] == 1.0
        assert sorted(shares.values())[-2] < 0.5
