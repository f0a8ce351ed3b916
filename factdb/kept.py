"""Which articles a record has already, read with the same rules: they need not be extracted again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from corpora.article import Article
from corpora.errors import DatasetError
from corpora.parquet import read_columns
from factdb.build import list_runs
from factdb.record import canbo_version

Known = tuple[Any, ...]


def read_kept(record: Path | str, rules_version: str) -> frozenset[Known]:
    """What the record knows of each article (`describe`) whose newest run was made by these rules and this canbo.

    A record that isn't there, or a run that can't be read, has none: its articles are extracted again.
    """
    record = Path(record)
    try:
        runs, _ = list_runs(record)
    except DatasetError:
        return frozenset()
    newest: dict[str, set[Known]] = {}
    for run in runs:
        folder = record / f"run-{run}"
        try:
            made_by = read_columns(folder / "runs.parquet", ("rules_version", "canbo_version"))
            rows = read_columns(folder / "articles.parquet", _COLUMNS)
        except DatasetError:
            continue
        same = made_by == [(rules_version, canbo_version())]
        newest.update({row[0]: set() for row in rows})
        for row in rows if same else ():
            newest[row[0]].add(row)
    return frozenset(known for many in newest.values() for known in many)


_COLUMNS = (
    "article_id",
    "version",
    "name",
    "title",
    "published",
    "published_basis",
    "source",
    "url",
    "author",
)


def describe(article: Article) -> Known:
    """All that is known of an article, its text by its hash."""
    return tuple(getattr(article, column) for column in _COLUMNS)
