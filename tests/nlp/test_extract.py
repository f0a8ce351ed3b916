"""Extraction as a whole: what must hold of the facts of any text."""

from __future__ import annotations

import csv
import random
import sys
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from corpora.article import Article
from corpora.sample import sample_articles
from corpora.span import Span
from corpora.text import tidy
from nlp.extraction import extract
from nlp.fact import KINDS, ArticleFacts, Fact, Training
from nlp.gold import to_gold

GOLD = Path(__file__).parents[3] / "shared" / "gold"
SAMPLE = sample_articles()


def gold_articles() -> Iterator[Article]:
    """The articles of the shared gold, where it exists."""
    for table in sorted(GOLD.glob("*/meta.csv")):
        with table.open(encoding="utf-8-sig", newline="") as rows:
            for row in csv.DictReader(rows):
                text = (table.parent / row["file"]).read_text(encoding="utf-8")
                published = date.fromisoformat(row["published"]) if row["published"] else None
                yield Article(text, row["id"], row["title"] or None, published)


def spans(fact: Fact) -> list[Span]:
    """Every place in the text that a fact points at."""
    return [fact.span, *(proof.span for proof in fact.evidence)]


def check_words(facts: ArticleFacts) -> None:
    """Fail unless every fact and every proof shows its words, and every printed value is among them."""
    text = facts.article.text
    for fact in facts.all_facts():
        assert len(fact.fact_id) == 16
        assert fact.rule
        for span in spans(fact):
            assert 0 <= span.start < span.end <= len(text)
            assert text[span.start : span.end] == span.quote
    names = {fact.id for fact in facts.training}
    for fact in facts.training:
        _check_slots(fact, names)


def _check_slots(fact: Training, names: set[str]) -> None:
    proofs = {slot: [e for e in fact.evidence if e.slot == slot] for slot in {e.slot for e in fact.evidence}}
    for slot in ("classes", "learners", "programme", "period", "event", "organiser", "audience"):
        assert not getattr(fact, slot) or proofs.get(slot), slot
    quotes = {slot: {tidy(e.span.quote) for e in found} for slot, found in proofs.items()}
    assert set(fact.organiser) <= quotes.get("organiser", set())
    assert fact.audience is None or fact.audience in quotes["audience"]
    assert fact.part_of is None or fact.part_of in names - {fact.id}
    assert {e.inherited for e in fact.evidence} <= {None, "context", *names}
    assert 0 <= fact.confidence <= 1


def values(facts: ArticleFacts) -> dict[str, list[Fact]]:
    """What the facts say: without their places, and their quotes as values that can be compared."""
    return {kind: [_placeless(fact) for fact in getattr(facts, kind)] for kind in KINDS}


def _placeless(fact: Fact) -> Fact:
    proofs = tuple(replace(e, span=Span(0, 0, tidy(e.span.quote))) for e in fact.evidence)
    return replace(fact, span=Span(0, 0, tidy(fact.span.quote)), evidence=proofs)


PARAGRAPHS = st.sampled_from([line for a in SAMPLE for line in a.text.split("\n") if line.strip()])
PIECES = st.sampled_from(
    [
        *(
            "Năm 2021, ",
            "Sáng 24/5, ",
            "trong đó ",
            "gồm ",
            ": ",
            "; ",
            ". ",
            "\n",
            "(",
            ")",
            ", ",
            " và ",
            "- ",
        ),
        *(
            "Trường Chính trị tỉnh ",
            "Huyện ủy ",
            "mở ",
            "khai giảng ",
            "bế giảng ",
            "dự kiến ",
            "chưa mở được ",
        ),
        *(
            "12 lớp ",
            "5 lớp ",
            "lớp ",
            "mỗi lớp ",
            "879 học viên",
            "40 cán bộ ",
            "300 lượt đảng viên ",
            "98,5% ",
        ),
        *(
            "trung cấp lý luận chính trị ",
            "bồi dưỡng ",
            "đảng viên mới ",
            "theo Quyết định số 12-QĐ/TU ",
            "cho ",
        ),
        *("đồng chí Nguyễn Văn An, ", "chuyển sang năm 2022 ", "loại giỏi ", "\u200b", "\u00a0", "e\u0301"),
    ]
)
TEXTS = st.one_of(
    st.lists(PIECES, max_size=40).map("".join),
    st.lists(PARAGRAPHS, max_size=5).map("\n".join),
    st.text(max_size=120),
    st.text(st.characters(categories=["L", "M", "N", "P", "S", "Z", "C"]), max_size=60),
)
DAYS = st.one_of(st.none(), st.dates(date(1990, 1, 1), date(2040, 12, 31)))


@pytest.mark.parametrize("article", SAMPLE, ids=lambda a: a.name)
def test_every_slot_of_the_sample_shows_its_words(article: Article) -> None:
    """In the sample newspaper, every span of every fact quotes the stored text."""
    check_words(extract(article))


@pytest.mark.skipif(
    not GOLD.is_dir(), reason="the gold articles lie beside the repository only where it is developed"
)
def test_every_slot_of_the_gold_articles_shows_its_words() -> None:
    """In the annotated articles, every span of every fact quotes the stored text, however it was typed."""
    for article in gold_articles():
        check_words(extract(article))
        check_words(extract(replace(article, text=unicodedata.normalize("NFD", article.text))))


@settings(max_examples=150)
@given(TEXTS, DAYS, st.sampled_from(["NFC", "NFD"]))
@example("Năm 2021, mở 12 lớp\u0301 với 8\u200b79 học viên.", None, "NFC")
@example("\ud800 12 lớp", None, "NFC")
@example("", None, "NFC")
def test_every_slot_of_any_text_shows_its_words(text: str, published: date | None, form: str) -> None:
    """Whatever the text, extraction raises nothing and every span quotes the stored text."""
    raw = unicodedata.normalize(form, text)  # type: ignore[arg-type]
    check_words(extract(Article(raw, published=published)))


VARIANTS: dict[str, Callable[[str], str]] = {
    "decomposed": lambda text: unicodedata.normalize("NFD", text),
    "no-break blanks": lambda text: text.replace(" ", "\u00a0"),
    "windows line ends": lambda text: text.replace("\n", "\r\n"),
    "zero-width blanks": lambda text: text.replace(" ", "\u200b "),
}


@pytest.mark.parametrize("variant", VARIANTS)
@pytest.mark.parametrize("article", SAMPLE, ids=lambda a: a.name)
def test_a_text_typed_otherwise_says_the_same(article: Article, variant: str) -> None:
    """Decomposed letters, odd blanks and line ends change no fact's values and no quoted word."""
    typed = VARIANTS[variant](article.text)
    # Without an address, ids come from the text itself; the sample has addresses, so they stay too.
    assert values(extract(replace(article, text=typed))) == values(extract(article))


UNRELATED = (
    "Thời tiết cuối tuần nắng nhẹ, gió cấp 3.",
    "Giá lúa tại chợ huyện tăng nhẹ, bà con nông dân phấn khởi.",
    "Đội bóng đá của xã thắng 2-1 trên sân nhà.",
)


@pytest.mark.parametrize("words", UNRELATED)
@pytest.mark.parametrize("article", [a for a in SAMPLE if extract(a).training], ids=lambda a: a.name)
def test_a_paragraph_on_something_else_changes_nothing(article: Article, words: str) -> None:
    """An unrelated paragraph at the end changes no fact about training."""
    before, after = extract(article), extract(replace(article, text=f"{article.text.rstrip()}\n{words}\n"))
    assert values(after)["training"] == values(before)["training"]


def test_extraction_keeps_no_memory_of_other_articles() -> None:
    """The facts of an article don't depend on what was read before it."""
    first = [extract(article) for article in SAMPLE]
    order = list(range(len(SAMPLE)))
    random.Random(3).shuffle(order)
    again = {i: extract(SAMPLE[i]) for i in order}
    assert [again[i] for i in range(len(SAMPLE))] == first


@pytest.mark.parametrize("article", [a for a in SAMPLE if not extract(a).relevant], ids=lambda a: a.name)
def test_what_is_not_about_cadres_states_no_training(article: Article) -> None:
    """An article about something else keeps its dates and quantities, and states no training, results or checks."""
    facts = extract(article)
    assert not facts.training
    assert not facts.outcomes
    assert not facts.checks
    assert facts.quantities or facts.dates


PARAGRAPH = (
    "Năm 2021, Trường Chính trị tỉnh mở 14 lớp trung cấp lý luận chính trị với 1.105 học viên, trong đó 6 lớp với 420 "
    "học viên là cán bộ cấp xã.\n"
    + "Các học viên được nghe giảng viên trao đổi, thảo luận, liên hệ với thực tiễn của địa phương mình.\n"
    * 12
)


def calls(text: str) -> int:
    """How many functions an extraction calls: its work, counted and not timed."""
    count = 0

    def note(frame: Any, event: str, arg: Any) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(note)
    try:
        extract(Article(text))
    finally:
        sys.setprofile(None)
    return count


def test_work_grows_with_the_length() -> None:
    """Twice the text takes about twice the work."""
    extract(Article(PARAGRAPH))
    once, twice = calls(PARAGRAPH * 30), calls(PARAGRAPH * 60)
    assert twice <= 2.4 * once


@pytest.mark.slow
def test_a_megabyte_is_read_to_its_end() -> None:
    """An article of a megabyte is read, and each of its paragraphs for itself."""
    many = 1_000_000 // len(PARAGRAPH)
    facts = extract(Article(PARAGRAPH * many))
    assert len(facts.article.text) > 950_000
    assert sum(q.unit == "lớp" for q in facts.quantities) == 2 * many


@pytest.mark.parametrize(
    "piece",
    [
        "12 lớp, ",
        "trong đó ",
        "(",
        "Huyện ủy ",
        "năm ",
        "Nguyễn Văn An ",
        "ngày 1/1/2020 ",
        "Quyết định số 1-QĐ/TU, ",
    ],
)
def test_debris_without_an_end_is_read(piece: str) -> None:
    """One piece repeated thousands of times, without a full stop, is read to its end."""
    facts = extract(Article(piece * 1500))
    assert to_gold(facts)["id"] == "text"
