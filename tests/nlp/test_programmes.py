"""Programmes: the examples and counter-examples of the lexicon, its names, and the contract of the codes."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpora.text import even_out
from nlp.programmes import find_programmes, programme_names
from nlp.programmes.find import lexicon

GUIDELINES = Path(__file__).parents[3] / "shared" / "gold" / "GUIDELINES.md"
EXAMPLES = [(code, text) for code, entry in lexicon().items() for text in entry["examples"]]
COUNTER_EXAMPLES = [(code, text) for code, entry in lexicon().items() for text in entry["not"]]


def codes(text: str) -> list[str]:
    """The codes of the programmes that a text names; weak ones only where nothing stronger stands beside them."""
    found = find_programmes(even_out(text).plain)
    return [m.code for m in found if not m.weak] or [m.code for m in found]


@pytest.mark.parametrize(("code", "text"), EXAMPLES)
def test_finds_its_examples(code: str, text: str) -> None:
    """Every example of a programme is found with its code."""
    assert code in codes(text)


@pytest.mark.parametrize(("code", "text"), COUNTER_EXAMPLES)
def test_leaves_its_counter_examples(code: str, text: str) -> None:
    """No counter-example of a programme is taken for it."""
    assert code not in codes(text)


@pytest.mark.parametrize("code", sorted(lexicon()))
def test_every_programme_is_complete(code: str) -> None:
    """Every programme has a name in both languages, patterns without groups, an example and a counter-example."""
    entry = lexicon()[code]
    assert set(entry) <= {"vi", "en", "patterns", "weak", "audience", "examples", "not", "parts"}
    assert all(isinstance(name, str) and name.strip() for name in programme_names()[code])
    assert entry["examples"]
    assert entry["not"]
    parts = [word for words in entry.get("parts", {}).values() for word in words]
    for pattern in [*entry["patterns"], *entry.get("weak", ()), *parts]:
        assert re.compile(pattern).groups == 0


@pytest.mark.skipif(
    not GUIDELINES.exists(), reason="the annotation guidelines lie beside the repository where it is made"
)
def test_codes_are_those_of_the_guidelines() -> None:
    """The lexicon has exactly the codes that the gold format knows."""
    table = GUIDELINES.read_text(encoding="utf-8").split("### Programme codes")[1].split("\n## ")[0]
    assert set(lexicon()) == set(re.findall(r"`([a-z_]+)` ", table))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12 lớp trung cấp lý luận chính trị - hành chính", ["trung_cap_llct"]),
        ("cử đi học cử nhân, cao cấp, trung cấp LLCT", ["llct"]),
        ("lớp cao cấp LLCT và lớp trung cấp LLCT", ["cao_cap_llct", "trung_cap_llct"]),
        ("bồi dưỡng lý luận chính trị cho đảng viên mới", ["dang_vien_moi"]),
        ("bồi dưỡng kiến thức quốc phòng - an ninh cho đối tượng 3", ["quoc_phong_an_ninh"]),
        ("lớp dành cho đối tượng 3", ["cap_nhat_kien_thuc"]),
        ("bồi dưỡng ngạch chuyên viên, chuyên viên chính và tương đương", ["quan_ly_nha_nuoc"]),
        ("tập huấn kỹ năng hoạt động cho đại biểu HĐND cấp xã", ["dai_bieu_hdnd"]),
        ("lớp tiếng Khmer, lớp tiếng dân tộc thiểu số", ["ngoai_ngu", "ngoai_ngu"]),
        ("học thạc sĩ, tiến sĩ", ["sau_dai_hoc"]),
        ("lớp đại học luật", ["dai_hoc"]),
        ("bồi dưỡng chuyển đổi số", ["tin_hoc"]),
        ("LỚP TRUNG CẤP LÝ LUẬN CHÍNH TRỊ", ["trung_cap_llct"]),
        ("lớp nấu ăn và lái xe", []),
        ("cao cấp, chuyên viên, trung cấp nghề", []),
    ],
)
def test_names_what_the_words_say(text: str, expected: list[str]) -> None:
    """The longer name goes before the shorter, levels in one breath are one programme, and letter case is nothing."""
    assert codes(text) == expected


PIECES = st.sampled_from(
    [
        *("cao cấp ", "trung cấp ", "lý luận chính trị", "LLCT", " - hành chính", ", ", " và ", "lớp ", "\n"),
        *(
            "đảng viên mới ",
            "quốc phòng",
            " an ninh ",
            "đối tượng 3 ",
            "nghiệp vụ ",
            "công tác ",
            "Đảng ",
            "; ",
        ),
    ]
)
TEXTS = st.one_of(st.lists(PIECES, max_size=30).map("".join), st.text(max_size=60))


@given(TEXTS, st.integers(0, 40), st.integers(0, 200))
def test_holds_on_any_stretch(text: str, start: int, length: int) -> None:
    """Programmes come in order, never overlap, and lie within the stretch that was asked for."""
    plain = even_out(text).plain
    end = min(len(plain), start + length)
    found = find_programmes(plain, start, end)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all(start <= m.start < m.end <= end and m.code in lexicon() for m in found)
