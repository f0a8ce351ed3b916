"""Bytes of pages to text: whatever they were written in, and whatever page and header say of it."""

from __future__ import annotations

import codecs
import random
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpora.charts import decode_chart
from crawler.charset import decode

SENTENCES = (
    "Đào tạo, bồi dưỡng cán bộ: 12 lớp với 879 học viên ở Hà Nội.",
    "Sở Nội vụ phối hợp với Trường Chính trị tỉnh khai giảng lớp bồi dưỡng ngạch chuyên viên.",
    "Phát biểu tại buổi lễ, đồng chí Phó Chủ tịch đề nghị các học viên nghiêm túc học tập, rèn luyện.",
    "Sau hai tháng, những người được cử đi học đã hoàn thành chương trình và nhận chứng chỉ.",
    "Kỹ năng xử lý tình huống, nghiệp vụ văn thư và cải cách thủ tục hành chính là ba chuyên đề chính.",
)
TEXT = " ".join(SENTENCES)
_TONES = "\u0300\u0301\u0303\u0309\u0323"


def _apart(char: str) -> str:
    """A letter as windows-1258 writes it: with its hat or horn, the tone behind."""
    parts = unicodedata.normalize("NFD", char)
    return unicodedata.normalize("NFC", "".join(c for c in parts if c not in _TONES)) + "".join(
        c for c in parts if c in _TONES
    )


def _in_1258(text: str) -> bytes:
    return "".join(char if _fits(char) else _apart(char) for char in text).encode("cp1258")


def _fits(char: str) -> bool:
    try:
        return bool(char.encode("cp1258"))
    except UnicodeEncodeError:
        return False


def _in_chart(text: str, name: str) -> bytes:
    """A text in a chart, by trying what its bytes stand for."""
    codes = [bytes([n]) for n in range(128, 256)] + [b"\x02", b"\x05", b"\x06", b"\x14", b"\x19", b"\x1e"]
    if name == "vni":
        # A letter with its mark comes first: à alone is no letter there.
        codes = [bytes([b]) + m for b in b"aeouyAEOUY\xf4\xf6\xd4\xd6" for m in codes[64:128]] + codes
    table = {decode_chart(code, name): code for code in reversed(codes)}
    return b"".join(table.get(char) or char.encode("ascii") for char in text)


ENCODERS = {
    "utf-8": str.encode,
    "utf-8 with a mark": lambda text: codecs.BOM_UTF8 + text.encode(),
    "utf-16": lambda text: text.encode("utf-16"),
    "utf-16 without a mark": lambda text: text.encode("utf-16-be"),
    "decomposed": lambda text: unicodedata.normalize("NFD", text).encode(),
    "windows-1258": _in_1258,
    "tcvn3": lambda text: _in_chart(text, "tcvn3"),
    "vni": lambda text: _in_chart(text, "vni"),
    "viscii": lambda text: _in_chart(text, "viscii"),
}
DECLARED = ("", "utf-8", "iso-8859-1", "windows-1252", "x-user-defined", "khong-co-that")


@pytest.mark.parametrize("header", DECLARED)
@pytest.mark.parametrize("meta", DECLARED)
@pytest.mark.parametrize("name", ENCODERS)
def test_every_encoding_under_every_declaration(name: str, meta: str, header: str) -> None:
    """Nine encodings come to the same text in NFC, whatever page and header declare, or not."""
    tag = f'<meta charset="{meta}">' if meta else ""
    page = ENCODERS[name](f"<html><head>{tag}<title>x</title></head><body><p>{TEXT}</p></body></html>")
    text, _ = decode(page, f"text/html; charset={header}" if header else "text/html")
    assert TEXT in text
    assert unicodedata.is_normalized("NFC", text)


@pytest.mark.parametrize("name", ENCODERS)
@pytest.mark.parametrize("sentence", SENTENCES)
def test_one_sentence_is_enough(name: str, sentence: str) -> None:
    """A page of one sentence is told as well."""
    text, _ = decode(ENCODERS[name](f"<p>{sentence}</p>"), "text/html")
    assert sentence in text


@pytest.mark.parametrize("name", ["windows-1258", "tcvn3", "viscii"])
def test_declared_by_its_own_name(name: str) -> None:
    """A true declaration of a Vietnamese chart is believed, however little there is to read."""
    text, found = decode(ENCODERS[name]("<p>Đắk Lắk</p>"), f"text/html; charset={name}")
    assert (text, found) == ("<p>Đắk Lắk</p>", name)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Été à la forêt, près de l'élève qui a été reçu à l'école française", "cp1252"),
        ("Über die Größe der Bänder läßt sich nur schön streiten", "iso-8859-1"),
        ("Съешь ещё этих мягких французских булок", "windows-1251"),
        ("研修会は来週の月曜日に開催されます", "shift_jis"),
        ("培训班将于下周一开始", "gb18030"),
    ],
)
def test_other_languages_keep_what_they_declare(text: str, encoding: str) -> None:
    """A page in another language is read as it says."""
    page = f'<meta charset="{encoding}"><p>{text}</p>'.encode(encoding)
    assert text in decode(page)[0]


def test_utf8_with_broken_bytes_stays_utf8() -> None:
    """A page of UTF-8 that was cut or mixed keeps its good letters, whatever is declared."""
    page = f"<p>{TEXT}</p>".encode() + b"\xe1\xba <p>" + b"\xff" + TEXT.encode()[:-1]
    text, found = decode(page, "text/html; charset=windows-1258")
    assert found == "utf-8"
    assert text.count(SENTENCES[1]) == 2


def test_ten_thousand_pages_of_utf8_are_left_as_they_are() -> None:
    """Of 10,000 pages in UTF-8, of any length and under any declaration, not a letter is changed but for NFC."""
    chance = random.Random(19)
    words = [
        *" ".join(SENTENCES).split(),
        "café",
        "Łódź",
        "naïve",
        "“ngoặc”",
        "€5",
        "日本",
        "ðýõòc",
        "cña",
        "ñaøo",
        "é",
    ]
    for _ in range(10_000):
        body = " ".join(chance.choices(words, k=chance.choice([1, 2, 5, 40])))
        if chance.random() < 0.1:
            body = unicodedata.normalize("NFD", body)
        meta = chance.choice(("", "utf-8", "windows-1258", "iso-8859-1", "viscii", "utf-16"))
        page = f'<html><meta charset="{meta}"><p>{body}</p>' if meta else f"<p>{body}</p>"
        text, _ = decode(page.encode(), f"text/html; charset={chance.choice(DECLARED)}")
        assert text == unicodedata.normalize("NFC", page)


@given(st.binary(max_size=200), st.text(max_size=30))
def test_any_bytes_are_some_text(body: bytes, header: str) -> None:
    """No bytes and no header make it raise; the text holds no NUL."""
    text, _ = decode(body, header)
    assert "\x00" not in text
