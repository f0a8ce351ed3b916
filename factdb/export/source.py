"""A base as the source of exports: its tables with their columns, and their rows a batch at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from corpora.errors import UsageError
from corpora.parquet import quote_name
from factdb.codebook import Chapter, describe

if TYPE_CHECKING:
    import duckdb

_BATCH = 2_000
_HIDDEN = frozenset(("standing", "placed"))


def chapters_of(
    connection: duckdb.DuckDBPyConnection, tables: Sequence[str] = (), language: str = "en"
) -> list[Chapter]:
    """The tables to export: those named, or all that answer questions; UsageError where a name is none."""
    known = describe(connection, language)
    names = [chapter.name for chapter in known]
    if wrong := [name for name in tables if name not in names]:
        raise UsageError(f"the database has no table {wrong[0]}; it has {', '.join(names)}")
    return [c for c in known if (c.name in tables if tables else c.name not in _HIDDEN)]


def rows_of(connection: duckdb.DuckDBPyConnection, chapter: Chapter) -> Iterator[tuple[Any, ...]]:
    """The rows of a table, in the order of the base."""
    listed = ", ".join(quote_name(c.name) for c in chapter.columns)
    cursor = connection.cursor()
    cursor.execute("USE base")
    cursor.execute(f"SELECT {listed} FROM {quote_name(chapter.name)}")  # noqa: S608 (quoted)
    while batch := cursor.fetchmany(_BATCH):
        yield from batch
    cursor.close()


def count_of(connection: duckdb.DuckDBPyConnection, chapter: Chapter) -> int:
    """How many rows a table has."""
    found = connection.execute(f"SELECT count(*) FROM {quote_name(chapter.name)}").fetchone()  # noqa: S608
    return int(found[0]) if found else 0
