"""Ids of facts: they tell facts apart and survive better rules."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpora.article import Article
from corpora.sample import sample_articles
from nlp.extraction import extract
from nlp.fact import KINDS, ArticleFacts
from nlp.identity import digest, fact_ids

QUOTES = st.lists(
    st.sampled_from(["12 lớp", "12  lớp", "879 học viên", "5 lớp với 60 học viên", "x\x1fy"]), max_size=12
)
URL = "https://baomau.example/bai-1"


def ids(facts: ArticleFacts) -> set[str]:
    """The ids of all facts of an article."""
    return {fact.fact_id for fact in facts.all_facts()}


@given(QUOTES)
def test_ids_tell_facts_apart(quotes: list[str]) -> None:
    """Facts of one kind have ids of their own, also where their words are the same; ids are short and printable."""
    found = fact_ids("a", "training", quotes)
    assert len(set(found)) == len(quotes)
    assert all(len(i) == 16 and set(i) <= set("0123456789abcdef") for i in found)


@given(QUOTES)
def test_ids_depend_on_article_and_kind(quotes: list[str]) -> None:
    """The same words in another article or of another kind have another id."""
    here = set(fact_ids("a", "training", quotes))
    assert here.isdisjoint(fact_ids("b", "training", quotes))
    assert here.isdisjoint(fact_ids("a", "outcomes", quotes))


@given(QUOTES, st.text(max_size=5))
def test_ids_stay_when_facts_come_after(quotes: list[str], more: str) -> None:
    """A fact that better rules find later in the text changes no id before it."""
    assert fact_ids("a", "training", [*quotes, more])[: len(quotes)] == fact_ids("a", "training", quotes)


def test_blanks_change_no_id() -> None:
    """Line breaks and double blanks within the words change no id."""
    assert fact_ids("a", "training", ["12 lớp\nvới  879"]) == fact_ids("a", "training", ["12 lớp với 879"])


SENTENCE = "Năm 2021, Trường Chính trị tỉnh mở 12 lớp trung cấp lý luận chính trị với 879 học viên."


@pytest.mark.parametrize(
    "change",
    [
        lambda text: "Tin của tỉnh.\n" + text,
        lambda text: text + "\nHội trường đã được sửa.",
        lambda text: text.replace("Trường Chính trị tỉnh", "Huyện ủy"),
        lambda text: text.replace("2021", "2022"),
    ],
    ids=["moved", "more text", "another organiser", "another period"],
)
def test_ids_know_neither_values_nor_offsets(change: Callable[[str], str]) -> None:
    """Of an article known by its address, a fact keeps its id when it moves or is read otherwise."""
    before = extract(Article(SENTENCE, url=URL))
    after = extract(Article(change(SENTENCE), url=URL))
    assert [t.fact_id for t in before] == [t.fact_id for t in after]
    assert len(before) == 1


def test_ids_of_an_article_are_its_own() -> None:
    """Within an article no two facts share an id, and no fact is without one."""
    for article in sample_articles():
        facts = extract(article)
        total = sum(len(getattr(facts, kind)) for kind in KINDS)
        assert len(ids(facts)) == total, article.name
        assert "" not in ids(facts)


def test_the_day_and_the_title_change_no_id() -> None:
    """What is known beside the text enters no id."""
    article = next(a for a in sample_articles() if extract(a).training)
    known, unknown = extract(article), extract(replace(article, published=None, source=None, author=None))
    assert ids(known) & ids(unknown)
    shared = {t.quote: t.fact_id for t in known}
    assert all(shared.get(t.quote, t.fact_id) == t.fact_id for t in unknown)


def test_digest_depends_on_parts_and_their_order() -> None:
    """A digest tells its parts, their borders and their order apart."""
    assert len({digest([b"ab", b"c"]), digest([b"a", b"bc"]), digest([b"c", b"ab"]), digest([b"abc"])}) == 4
