"""Articles in a Parquet file: what a crawl or a folder of texts leaves for the extraction."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from corpora.article import Article
from corpora.parquet import read_parquet, write_parquet

COLUMNS = {
    "article_id": "VARCHAR",
    "version": "VARCHAR",
    "name": "VARCHAR",
    "title": "VARCHAR",
    "published": "DATE",
    "published_basis": "VARCHAR",
    "source": "VARCHAR",
    "url": "VARCHAR",
    "author": "VARCHAR",
    "text": "VARCHAR",
}
"""Columns of a Parquet file of articles, with their SQL types."""


def write_articles(path: Path | str, articles: Iterable[Article]) -> int:
    """Write articles to a Parquet file, sorted, so that their order in the input doesn't matter."""
    rows = ([getattr(article, column) for column in COLUMNS] for article in articles)
    return write_parquet(path, COLUMNS, rows, order_by=("article_id", "version", "name"))


def read_articles(path: Path | str) -> Iterator[Article]:
    """The articles of a file of `write_articles`; DatasetError where it is damaged."""
    for row in read_parquet(path):
        yield as_article(row)


def as_article(row: dict[str, Any]) -> Article:
    """An article from a row with the columns of `COLUMNS`; the ids are worked out again."""
    return Article(
        text=row["text"],
        name=row["name"],
        title=row["title"],
        published=row["published"],
        published_basis=row["published_basis"],
        source=row["source"],
        url=row["url"],
        author=row["author"],
    )
