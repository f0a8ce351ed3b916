"""Facts as people read them: words for values, tables, and a notebook page that nothing breaks out of."""

from __future__ import annotations

import sys
from datetime import date
from html.parser import HTMLParser

import pytest

from corpora.article import Article
from corpora.errors import CanboError, UsageError
from corpora.span import Span
from nlp.fact import KINDS, ArticleFacts, Check, Count, Document, Outcome, Period, Training
from nlp.show import describe, facts_html, facts_rows, label, labels, show_count, show_number, show_period

TEXT = "Năm 2024, trường mở 12 lớp với 879 học viên.\nTheo Kế hoạch số 15-KH/TU, 80% đạt loại giỏi."
ATTACK = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'&"


def span(quote: str, text: str = TEXT) -> Span:
    """The first place of some words."""
    start = text.index(quote)
    return Span.of(text, start, start + len(quote))


def some_facts() -> ArticleFacts:
    """One training fact, an outcome of it, a document and a check."""
    training = Training(
        span("12 lớp với 879 học viên"),
        "t1",
        classes=Count(12, 12),
        learners=Count(879, 879, unit="học viên", counting="people"),
        programme="trung_cap_llct",
        organiser=("trường",),
        period=Period(date(2024, 1, 1), date(2024, 12, 31)),
        fact_id="f1",
    )
    return ArticleFacts(
        Article(TEXT, "a", "Mười hai lớp", date(2024, 5, 1), "bao.example"),
        True,
        training=(training,),
        outcomes=(Outcome(span("80% đạt loại giỏi"), "giỏi", percent=80, of="t1"),),
        documents=(Document(span("Kế hoạch số 15-KH/TU"), "Kế hoạch", "15", "KH/TU", "15-KH/TU"),),
        checks=(Check(span("80%"), "percent", 80, 79.5, True),),
    )


class Reader(HTMLParser):
    """Collects the words and the tags of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Remember a tag and its attributes."""
        self.tags.append(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        """Remember some words."""
        self.words.append(data)


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        (0, "0"),
        (80, "80"),
        (8890, "8.890"),
        (1234567, "1.234.567"),
        (13.8, "13,8"),
        (100.0, "100"),
        (4.25, "4,25"),
    ],
)
def test_numbers_are_shown_as_the_press_prints_them(number: float, shown: str) -> None:
    """Thousands have a full stop, decimals a comma."""
    assert show_number(number) == shown


@pytest.mark.parametrize(
    ("count", "shown"),
    [
        (None, ""),
        (Count(12, 12), "12 lớp"),
        (Count(70000, 78000, unit="lượt"), "70.000–78.000 lượt"),
        (Count(400, 400, "about", "cán bộ", "people", "year"), "khoảng 400 cán bộ mỗi năm"),
    ],
)
def test_counts_keep_their_qualifier_unit_and_base(count: Count | None, shown: str) -> None:
    """A range, a bound and a rate stay what they are."""
    assert show_count(count, "lớp") == shown


@pytest.mark.parametrize(
    ("start", "end", "shown"),
    [
        ("2022-01-01", "2022-12-31", "2022"),
        ("2018-01-01", "2022-12-31", "2018–2022"),
        ("2025-09-01", "2025-09-30", "9/2025"),
        ("2024-02-01", "2024-02-29", "2/2024"),
        ("2023-01-01", "2023-03-31", "quý I/2023"),
        ("2023-02-01", "2023-04-30", "2–4/2023"),
        ("2022-01-01", "2022-06-30", "1–6/2022"),
        ("2022-09-01", "2023-08-31", "1/9/2022 – 31/8/2023"),
        ("2025-09-25", "2025-09-25", "25/9/2025"),
        ("2025-09-25", "2025-10-02", "25/9/2025 – 2/10/2025"),
    ],
)
def test_a_period_is_shown_in_its_shortest_exact_form(start: str, end: str, shown: str) -> None:
    """No form stands for two different spans of days."""
    assert show_period(Period(date.fromisoformat(start), date.fromisoformat(end))) == shown


def test_every_label_has_two_languages() -> None:
    """Vietnamese first, English second, for every code."""
    for group, codes in labels().items():
        for code, words in codes.items():
            assert len(words) == 2, f"{group}.{code}"
            assert all(words), f"{group}.{code}"
    assert set(labels()["kind"]) == set(KINDS)
    assert label("programme", "a_new_one") == "a_new_one"


def test_rows_have_the_columns_of_the_table() -> None:
    """A flat row holds the value of every slot, the words and their place."""
    (row,) = facts_rows(some_facts())
    assert row["id"] == "t1"
    assert (row["classes_low"], row["learners_high"], row["learners_unit"]) == (12, 879, "học viên")
    assert row["period_end"] == date(2024, 12, 31)
    assert row["organiser"] == ["trường"]
    assert TEXT[row["span_start"] : row["span_end"]] == row["quote"]


def test_every_kind_has_rows_and_no_other_has() -> None:
    """The kinds are those of gold format 1; another name says which there are."""
    assert {kind: len(facts_rows(some_facts(), kind)) for kind in KINDS}["documents"] == 1
    with pytest.raises(UsageError, match="training, outcomes"):
        facts_rows(some_facts(), "trainings")


def test_a_data_frame_keeps_whole_numbers_whole() -> None:
    """A count stays an integer also where others are missing; an empty kind gives an empty frame."""
    pytest.importorskip("pandas")
    frame = some_facts().df()
    assert str(frame["learners_low"].dtype) == "Int64"
    assert len(some_facts().df("people")) == 0


def test_without_pandas_the_message_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """What to install is said where it is missed."""
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(CanboError, match="pip install pandas"):
        some_facts().df()


def test_the_notebook_shows_the_table_and_the_marked_text() -> None:
    """Table first, then every word of the article with its marks."""
    reader = Reader()
    reader.feed(some_facts()._repr_html_())
    words = "".join(reader.words)
    assert {"table", "details", "mark"} <= set(reader.tags)
    assert all(w in words for w in ("12", "879 học viên", "Trung cấp lý luận chính trị", "2024"))
    assert "Theo Kế hoạch số 15-KH/TU, 80% đạt loại giỏi." in words


def test_nothing_of_an_article_becomes_markup() -> None:
    """Markup in the text, the title, the author or a slot is shown, never run."""
    text = f"Trường mở 12 lớp {ATTACK} cho cán bộ"
    quote = span(f"12 lớp {ATTACK}", text)
    fact = Training(quote, "t1", classes=Count(12, 12, unit=ATTACK), programme=ATTACK, organiser=(ATTACK,))
    article = Article(text, ATTACK, ATTACK, None, ATTACK, "javascript:alert(1)", ATTACK)
    reader = Reader()
    reader.feed(facts_html(ArticleFacts(article, True, (fact,))))
    assert not {"script", "img"} & set(reader.tags)
    assert not [name for name, _ in reader.attributes if name.startswith("on")]
    assert text in "".join(reader.words).replace("t1 ", "")


def test_repr_is_one_short_line() -> None:
    """What there is, without the texts."""
    assert repr(some_facts()) == "<ArticleFacts of 'a': 1 training, 1 outcomes, 1 documents, 1 checks>"
    assert repr(ArticleFacts(Article("x", "b"), False)) == "<ArticleFacts of 'b': no facts>"


def test_a_fact_in_one_line() -> None:
    """Programme, counts, period and status, in this order."""
    facts = some_facts()
    assert describe(facts[0]) == "Trung cấp lý luận chính trị · 12 lớp · 879 học viên · 2024 · đã tổ chức"
    assert describe(facts.outcomes[0]) == "giỏi · 80%"
