"""Cue words: what steers the reading of a count, and what only looks like it."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpora.text import even_out
from nlp.cues import find_cues
from nlp.cues.find import kinds


@pytest.mark.parametrize(
    ("kind", "text", "words"),
    [
        ("not_held", "Trường không thực hiện được 3 lớp", ["không thực hiện được"]),
        ("not_held", "2 lớp bị hoãn; chưa mở được 4 lớp", ["bị hoãn", "chưa mở được"]),
        ("not_held", "không tổ chức dưới hình thức trực tuyến", []),
        ("carried_over", "Số lớp chuyển sang năm 2022 là 31", ["chuyển sang năm"]),
        ("carried_over", "30 lớp chuyển tiếp", ["chuyển tiếp"]),
        ("carried_over", "chuyển sang hình thức trực tuyến", []),
        ("planned", "Huyện dự kiến mở 5 lớp, sẽ có 300 học viên", ["dự kiến", "sẽ"]),
        ("planned", "được giao 12 lớp; chỉ tiêu 400 người", ["được giao", "chỉ tiêu"]),
        ("planned", "đạt 75% so với kế hoạch năm", []),
        ("planned", "vượt chỉ tiêu", []),
        ("held", "đã mở 5 lớp; tổ chức được 12 lớp", ["đã", "tổ chức được"]),
        ("opening", "Khai giảng lớp, khai mạc hội nghị", ["Khai giảng", "khai mạc"]),
        ("closing", "Bế giảng lớp; bế mạc; tổng kết lớp", ["Bế giảng", "bế mạc", "tổng kết "]),
        ("closing", "tổng kết năm học", []),
        ("part", "trong đó có 5 lớp; bao gồm 3 lớp; riêng 2 lớp", ["trong đó", "bao gồm", "riêng"]),
        ("part", "nội dung gồm 5 chuyên đề", []),
        ("apart", "Ngoài ra, huyện mở 2 lớp. Bên cạnh đó, …", ["Ngoài ra", "Bên cạnh đó"]),
        ("report", "Hội nghị sơ kết 6 tháng đầu năm", ["sơ kết"]),
        ("training_verb", "được bồi dưỡng, cử đi học", ["bồi dưỡng", "đi học"]),
        ("training_verb", "học sinh lớp 12", []),
        ("award", "tặng giấy khen cho 12 học viên", ["tặng giấy khen"]),
        ("attendance", "Tới dự có 120 đại biểu", ["Tới dự"]),
        ("anaphora", "Trong các lớp này, con số này", ["các lớp này", "con số này"]),
    ],
)
def test_finds_the_words(kind: str, text: str, words: list[str]) -> None:
    """The cue words of a kind are found, and left where the words beside them say something else."""
    plain = even_out(text).plain
    assert [plain[c.start : c.end] for c in find_cues(plain, kind)] == words


@pytest.mark.parametrize("kind", kinds())
def test_no_cue_within_a_word(kind: str) -> None:
    """A cue is a whole word: glued to letters before it, it is none."""
    for cue in find_cues("xđã xsẽ xgồm xdự kiến xkhai giảng xtập huấn", kind):
        raise AssertionError(cue)


@given(st.text(max_size=60), st.sampled_from(kinds()), st.integers(0, 30), st.integers(0, 60))
def test_holds_on_any_stretch(text: str, kind: str, start: int, length: int) -> None:
    """Cues come in order, apart, and within the stretch that was asked for."""
    plain = even_out(text).plain
    end = min(len(plain), start + length)
    found = find_cues(plain, kind, start, end)
    places = [(c.start, c.end) for c in found]
    assert places == sorted(places)
    assert all(start <= s < e <= end for s, e in places)
    assert all(c.kind == kind and re.search(r"\w", plain[c.start : c.end]) for c in found)
