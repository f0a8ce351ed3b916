"""Extraction of many articles: order, workers, and articles that fail."""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from multiprocessing import active_children

import pytest

from corpora.article import Article
from corpora.sample import sample_articles
from nlp.extraction import extract
from nlp.fact import ArticleFacts
from nlp.jobs import BATCH, Failed, extract_many, extract_safely

SAMPLE = sample_articles()


class Unreadable(str):
    """A text that can't be read: whatever cuts words out of it fails."""

    __slots__ = ()

    def __getitem__(self, place: object) -> str:
        """Fail, as a bug in a rule would."""
        raise RuntimeError("the rule broke")


BROKEN = Article(Unreadable("Năm 2021, huyện mở 12 lớp."), "broken")


@pytest.mark.parametrize("workers", [1, 2])
def test_gives_each_article_its_facts_in_order(workers: int) -> None:
    """One worker or two, shuffled or not: each article has the facts that it has alone, in the order given."""
    articles = SAMPLE * (BATCH // len(SAMPLE) + 2)
    random.Random(workers).shuffle(articles)
    found = list(extract_many(articles, workers))
    alone = {article.name: extract(article) for article in SAMPLE}
    assert found == [alone[article.name] for article in articles]


def test_an_article_that_fails_stops_nobody() -> None:
    """An article on which a rule breaks is reported with its name and the reason, in its place among the others."""
    found = list(extract_many([SAMPLE[0], BROKEN, SAMPLE[1]]))
    assert [type(f) for f in found] == [ArticleFacts, Failed, ArticleFacts]
    failed = found[1]
    assert isinstance(failed, Failed)
    assert failed.article is BROKEN
    assert "RuntimeError: the rule broke" in failed.reason
    assert extract_safely(BROKEN) == failed


def test_reads_lazily() -> None:
    """With one worker, an article is asked for only when the one before it is done with."""
    taken = []

    def stream() -> Iterator[Article]:
        for article in SAMPLE:
            taken.append(article.name)
            yield article

    results = extract_many(stream())
    next(results)
    assert taken == [SAMPLE[0].name]


@pytest.mark.parametrize("workers", [1, 2])
def test_nothing_in_nothing_out(workers: int) -> None:
    """No articles give no results."""
    assert list(extract_many([], workers)) == []


@pytest.mark.parametrize("workers", [0, -1])
def test_needs_a_worker(workers: int) -> None:
    """Fewer than one worker is refused with a message that says so."""
    with pytest.raises(ValueError, match="give 1 or more"):
        next(extract_many(SAMPLE, workers))


def test_a_worker_that_dies_loses_nothing() -> None:
    """Workers that are killed are replaced, and what they held is read again: every article has its facts."""
    articles = SAMPLE * (5 * BATCH // len(SAMPLE) + 1)
    results = extract_many(articles, 2)
    found = [next(results)]
    for worker in active_children():
        worker.kill()
    found += results
    alone = {article.name: extract(article) for article in SAMPLE}
    assert found == [alone[article.name] for article in articles]


class Deadly(str):
    """A text that ends the process that unpacks it, as one too big for the memory would."""

    __slots__ = ()

    def __reduce__(self) -> tuple[object, ...]:
        """Unpack as the end of the process."""
        return os._exit, (1,)


def test_an_article_that_ends_its_process_is_reported() -> None:
    """An article whose process is ended becomes a failure in its place; those beside it have their facts."""
    found = list(extract_many([SAMPLE[0], Article(Deadly("Năm 2021, mở 12 lớp."), "deadly"), SAMPLE[1]], 2))
    assert [type(f) for f in found] == [ArticleFacts, Failed, ArticleFacts]
    assert isinstance(found[1], Failed)
    assert "ended from outside" in found[1].reason
