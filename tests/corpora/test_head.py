"""What a bare text says of itself: title, day and author, or nothing."""

from __future__ import annotations

import json
import tomllib
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpora.article import Article
from corpora.head import complete, read_head

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "head.toml").read_text(encoding="utf-8"))
GOLD = Path(__file__).parents[3] / "shared" / "gold"
BODY = (
    "Sáng qua, trung tâm chính trị huyện khai giảng lớp bồi dưỡng nghiệp vụ cho hơn một trăm cán bộ "
    "mặt trận và các đoàn thể ở cơ sở trong toàn huyện."
)


@pytest.mark.parametrize("case", CASES["dateline"], ids=lambda c: c["line"])
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_dateline(case, form):
    """A line with a day and its time alone gives the day; any other gives none."""
    text = unicodedata.normalize(form, f"Huyện mở thêm hai lớp\n\n{case['line']}\n\n{BODY}\n")
    assert read_head(text).published == case.get("day")


def test_dateline_stands_near_the_top():
    """A day that stands alone further down is no dateline."""
    assert read_head("\n\n".join([BODY] * 7 + ["09:26, 11/09/2019", BODY])).published is None


@pytest.mark.parametrize("case", CASES["title"], ids=lambda c: c["line"])
def test_title(case):
    """A short first line without a full stop, set apart from the body, is the title."""
    title = read_head(f"\n{case['line']}\r\n\r\n{BODY}\r\n").title
    assert title == (case["line"] if case["is_title"] else None)


def test_title_and_dateline_in_either_order():
    """The dateline above the title changes nothing, nor does a column's name."""
    title = "Huyện mở thêm hai lớp bồi dưỡng"
    for lines in (["09:26, 11/09/2019", title], [title, "09:26, 11/09/2019"], ["Chính trị", title]):
        assert read_head("\n\n".join([*lines, BODY])).title == title


def test_no_title_without_a_body():
    """A single line, a heading alone and an empty text have no title."""
    for text in ("", "Huyện mở hai lớp", "Huyện mở hai lớp\n\nNăm nay", BODY, f"{BODY}\n\n{BODY}"):
        assert read_head(text).title is None


@pytest.mark.parametrize("case", CASES["byline"], ids=lambda c: c["line"])
def test_byline(case):
    """A short last line that names persons is the author; bodies, captions and endings are not."""
    assert read_head(f"Huyện mở hai lớp\n\n{BODY}\n\n{case['line']}\n").author == case.get("author")


def test_byline_at_the_top():
    """Above the body an author counts only with a label."""
    assert read_head(f"Huyện mở hai lớp\n\nTác giả: Lê Nam\n\n{BODY}\n").author == "Lê Nam"
    assert read_head(f"Huyện mở hai lớp\n\nLê Nam\n\n{BODY}\n").author is None


def test_what_is_given_stays():
    """What was told beside the text is never overruled by the text, and the day's origin is kept."""
    text = f"Huyện mở hai lớp\n\n09:26, 11/09/2019\n\n{BODY}\n\nLê Nam\n"
    told = complete(Article(text, title="Khác", author="An"))
    assert (told.title, told.author, str(told.published), told.published_basis) == (
        "Khác", "An", "2019-09-11", "text",
    )  # fmt: skip


@given(st.text())
def test_any_text(text):
    """Any text is read without error, and its title and author are words of it."""
    head = read_head(text)
    plain = " ".join(unicodedata.normalize("NFC", text).split())
    assert all(words in plain for words in (head.title, head.author) if words)


@pytest.mark.skipif(not GOLD.is_dir(), reason="the gold isn't beside the project")
def test_gold():
    """Of the gold's titles, days and authors all that are given are right, and all that the text shows are given."""
    wrong, given_, missed = [], 0, 0
    for path in sorted(GOLD.glob("*/*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        head = read_head(path.with_suffix(".txt").read_text(encoding="utf-8"))
        day = head.published.isoformat() if head.published else None
        for key, value in (("title", head.title), ("published", day), ("author", head.author)):
            given_ += value is not None
            missed += value is None and gold[key] is not None
            wrong += [(gold["id"], key, value)] if value is not None and value != gold[key] else []
    assert wrong == []
    assert given_ >= 45
    assert missed <= 5  # days that only the page's address told
