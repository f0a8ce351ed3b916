"""Reprints, agency copies and new versions are told apart, and from reports of one form with other figures."""

from __future__ import annotations

import random

from corpora.sameness import Told, find_copies, is_agency, shares, sketch_of

_PROSE = (
    "trường chính trị tỉnh mở lớp bồi dưỡng cho cán bộ thôn xã huyện học viên giảng viên buổi chiều "
    "sáng tháng quý năm nội dung chuyên đề thực hành tài liệu kỹ năng quản lý nhà nước dân vận tổ "
    "chức kiểm tra hội nghị kết quả đánh giá nhu cầu kế hoạch kinh phí phòng sở ban ngành đoàn thể "
    "cơ sở đại biểu hội đồng nhân dân trung tâm phối hợp ký kết "
)
WORDS = _PROSE.split()


def _text(seed: int, sentences: int = 14) -> list[str]:
    made = random.Random(seed)
    return [" ".join(made.choices(WORDS, k=22)) + f" {made.randint(10, 999)}." for _ in range(sentences)]


def _told(
    key: str, source: str, sentences: list[str], title: str = "Một đầu đề", order: str = "2024-01-01"
) -> Told:
    text = "\n".join(sentences)
    return Told(key, source, title, order, sketch_of(text), is_agency(source, text))


def _kinds(*texts: Told) -> dict[str, tuple[str, str]]:
    found = {copy.key: (copy.kind, copy.first) for copy in find_copies(texts)}
    assert found == {copy.key: (copy.kind, copy.first) for copy in find_copies(texts[::-1])}
    return found


def test_same_article_under_another_address() -> None:
    """The same words from the same paper are one article, whatever its headline."""
    text = _text(1)
    assert _kinds(_told("a", "x.vn", text), _told("b", "x.vn", text, "Đầu đề khác")) == {"b": ("same", "a")}


def test_reprint_is_found_though_cut_and_framed() -> None:
    """Another paper's text, without its end and with a line of its own, is a reprint; the earlier one is the first."""
    text = _text(2)
    reprint = [*text[:11], "Theo báo bạn đưa tin hôm qua."]
    first, later = _told("a", "x.vn", text), _told("b", "y.vn", reprint, "Khác", "2024-01-02")
    assert _kinds(first, later) == {"b": ("reprint", "a")}


def test_agency_copies() -> None:
    """A text that names the agency, or that the agency's paper has too, is an agency copy."""
    text = _text(3)
    signed = [*text, "(TTXVN)"]
    assert (
        _kinds(_told("a", "x.vn", signed), _told("b", "y.vn", signed, order="2024-01-02"))["b"][0] == "agency"
    )
    assert _kinds(_told("a", "vietnamplus.vn", text), _told("b", "y.vn", text)) == {"b": ("agency", "a")}


def test_new_version_is_no_copy() -> None:
    """The paper's own article with a paragraph more or a figure put right is a new version of it."""
    text = _text(4)
    more = [*text, *_text(44, 3)]
    right = [text[0].replace(text[0].split()[-1], "1.000."), *text[1:]]
    assert _kinds(_told("a", "x.vn", text), _told("b", "x.vn", more, order="2024-01-02")) == {
        "b": ("version", "a")
    }
    assert _kinds(_told("a", "x.vn", text), _told("b", "x.vn", right, order="2024-01-02")) == {
        "b": ("version", "a")
    }


def test_one_form_with_other_figures_is_of_its_own() -> None:
    """Last year's report in the same words with this year's figures repeats nothing."""
    last = [" ".join(WORDS[n : n + 20]) + f" {n + 31}." for n in range(12)]
    this = [" ".join(WORDS[n : n + 20]) + f" {n * 7 + 500}." for n in range(12)]
    assert _kinds(_told("a", "x.vn", last, "Năm ngoái"), _told("b", "x.vn", this, "Năm nay")) == {}
    assert _kinds(_told("a", "x.vn", last), _told("b", "y.vn", this)) == {}


def test_short_texts_and_strangers_repeat_nothing() -> None:
    """A line that many papers print, and texts of the same words in another order, are no copies."""
    assert _kinds(_told("a", "x.vn", ["Tin vắn hôm nay."]), _told("b", "y.vn", ["Tin vắn hôm nay."])) == {}
    assert _kinds(*(_told(str(n), f"{n}.vn", _text(n + 100)) for n in range(30))) == {}


def test_shares_are_estimated() -> None:
    """Half of a text lies in the whole, to some parts in a hundred; a text lies in itself."""
    text = _text(5, 60)
    whole, half = sketch_of("\n".join(text)), sketch_of("\n".join(text[:30]))
    assert shares(whole, whole) == (1.0, 1.0)
    alike, share = shares(whole, half)
    assert abs(alike - 0.5) < 0.15
    assert share > 0.9


def test_many_copies_of_many_texts() -> None:
    """Among a thousand texts in ten papers each, with sentences left out, nearly all are found, and nothing else."""
    texts = [_text(1000 + n, 20) for n in range(100)]
    made = random.Random(7)
    told = []
    for n, text in enumerate(texts):
        for paper in range(10):
            kept = (
                text
                if paper == 0
                else [s for s in text if made.random() > 0.08] + _text(9000 + n * 10 + paper, 1)
            )
            told.append(_told(f"{n}-{paper}", f"p{paper}.vn", kept, f"{n}", f"2024-01-{paper + 1:02}"))
    found = list(find_copies(told))
    assert all(copy.key.split("-")[0] == copy.first.split("-")[0] for copy in found)
    assert len(found) >= 0.98 * 900
