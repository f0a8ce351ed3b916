"""Documents cited: cases as data, and what must hold on any text."""

from __future__ import annotations

import tomllib
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpora.text import EvenText, even_out
from nlp.documents import DocumentMention, find_documents
from nlp.time import find_times

CASES: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parents[1] / "cases" / "documents.toml").read_text(encoding="utf-8")
)["case"]


def read(text: str, *, named: bool = False) -> tuple[EvenText, list[DocumentMention]]:
    """The documents of a text whose date isn't known."""
    even = even_out(text)
    return even, find_documents(even.plain, find_times(even.plain, None), named=named)


def shown(even: EvenText, mention: DocumentMention) -> dict[str, str | bool]:
    """A mention as the cases write it: nothing is an empty string."""

    def quote(span: tuple[int, int] | None) -> str:
        return even.span(*span).quote if span else ""

    return {
        "text": quote((mention.start, mention.end)),
        "type": mention.type,
        "number": mention.number,
        "symbol": mention.symbol or "",
        "key": mention.key,
        "date": str(mention.date or ""),
        "issuer": quote(mention.issuer_span),
        "title": quote(mention.title_span),
        "partial": mention.partial,
    }


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["why"])
def test_reads_exactly_the_documents(case: dict[str, Any]) -> None:
    """Exactly the documents of the case are found, each with what the case says of it."""
    even, found = read(case["text"], named=case.get("named", False))
    entries = [shown(even, mention) for mention in found]
    assert len(entries) == len(case["expect"]), entries
    for entry, expected in zip(entries, case["expect"], strict=True):
        assert {name: entry[name] for name in expected} == expected


def test_enough_cases() -> None:
    """There are at least fifty cases, some of them negative."""
    assert len(CASES) >= 50
    assert sum(not c["expect"] for c in CASES) >= 8


PIECES = st.sampled_from(
    [
        *(
            "Nghị quyết ",
            "Kế hoạch số ",
            "Đề án ",
            "các Nghị quyết ",
            "số ",
            "12",
            "30a",
            "/",
            "-",
            " - ",
            "NQ/TW",
            "2017",
        ),
        *(
            "NĐ-CP",
            "QĐ",
            "TTg",
            " và ",
            ", ",
            " của ",
            "Chính phủ",
            " ngày 1/2/2020",
            " về ",
            "công tác cán bộ",
            "“",
            "”",
        ),
        *("Trung ương 4 ", "khóa XII", "Đại hội XIII ", "Hội nghị lần thứ tư ", "T.Ư", "QĐ- ", "6, 7 "),
        *(
            "(",
            ")",
            ". ",
            "\n",
            "Tỉnh ủy đã ban hành ",
            "do ",
            "ban hành ",
            "Thực hiện ",
            "học viên",
            "phê duyệt ",
        ),
    ]
)
TEXTS = st.one_of(st.lists(PIECES, max_size=30).map("".join), st.text(max_size=60))


@given(TEXTS, st.booleans())
def test_holds_on_any_text(text: str, named: bool) -> None:
    """Citations come by place without overlap, hold their number, and every span of theirs lies in the text."""
    even, found = read(text, named=named)
    assert found == sorted(found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    for mention in found:
        start, end = mention.number_span
        assert mention.start <= start < end <= mention.end <= len(even.plain)
        assert even.plain[start:end].startswith(mention.number)
        assert mention.key
        assert " " not in mention.key or mention.symbol is None
        for span in (mention.type_span, mention.date_span, mention.issuer_span, mention.title_span):
            assert span is None or 0 <= span[0] < span[1] <= len(even.plain)


@pytest.mark.parametrize(
    "piece", ["Nghị quyết ", "12-NQ/TW, ", "Kế hoạch số 5 về ", "các Nghị quyết 1, ", "1/2/", "“về "]
)
def test_long_runs_are_read(piece: str) -> None:
    """A text of one piece repeated many times is read to its end."""
    assert read(piece * 3000)[1] is not None
