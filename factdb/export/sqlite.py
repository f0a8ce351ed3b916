"""A SQLite file for Datasette: every table, the codebook, and full text search with and without accents."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpora.errors import DatasetError
from corpora.parquet import quote_name
from factdb.codebook import Chapter
from factdb.export.cells import flatten, tame
from factdb.export.source import rows_of
from factdb.places import fold

if TYPE_CHECKING:
    import duckdb

_TYPES = {"BIGINT": "INTEGER", "INTEGER": "INTEGER", "BOOLEAN": "INTEGER", "DOUBLE": "REAL"}
_INDEXED = ("article_id", "fact_id", "programme", "province", "key", "year")
_SEARCH = """
CREATE VIRTUAL TABLE search USING fts5(
    kind UNINDEXED, id UNINDEXED, article_id UNINDEXED, words, plain, tokenize = "unicode61 remove_diacritics 0"
);
"""


def write_sqlite(
    connection: duckdb.DuckDBPyConnection, chapters: Sequence[Chapter], out: Path, about: Mapping[str, str]
) -> None:
    """Write the tables and views as tables, and `search`: `words` as printed, `plain` without accents and with d for đ.

    `SELECT * FROM search WHERE search MATCH 'dao tao'` finds «đào tạo», `MATCH 'words: "đào tạo"'` only that.
    """
    try:
        with closing(sqlite3.connect(out)) as made:
            made.execute("PRAGMA journal_mode = OFF")
            made.execute("PRAGMA synchronous = OFF")
            for chapter in chapters:
                _write_table(made, chapter, rows_of(connection, chapter))
            _write_codebook(made, chapters, about)
            _write_search(connection, made)
            made.commit()
            made.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.Error as error:
        raise DatasetError(f"{out.name} can't be written: {error}") from error


def _write_table(made: sqlite3.Connection, chapter: Chapter, rows: Iterator[tuple[Any, ...]]) -> None:
    columns = ", ".join(
        f"{quote_name(c.name)} {_TYPES.get(c.type, _decimal(c.type))}" for c in chapter.columns
    )
    made.execute(f"CREATE TABLE {quote_name(chapter.name)} ({columns})")
    marks = ", ".join("?" * len(chapter.columns))
    made.executemany(
        f"INSERT INTO {quote_name(chapter.name)} VALUES ({marks})",  # noqa: S608 (quoted)
        ([_value(value) for value in row] for row in rows),
    )
    for column in chapter.columns:
        if column.name in _INDEXED:
            index = quote_name(f"{chapter.name}_{column.name}")
            made.execute(f"CREATE INDEX {index} ON {quote_name(chapter.name)} ({quote_name(column.name)})")


def _decimal(kind: str) -> str:
    return "NUMERIC" if kind.startswith("DECIMAL") else "TEXT"


def _value(value: Any) -> Any:
    plain = flatten(value)
    if isinstance(plain, str):
        return tame(plain)
    return plain.isoformat() if isinstance(plain, date) else plain


def _write_codebook(made: sqlite3.Connection, chapters: Sequence[Chapter], about: Mapping[str, str]) -> None:
    made.execute('CREATE TABLE codebook ("table" TEXT, "column" TEXT, type TEXT, holds TEXT)')
    for chapter in chapters:
        made.execute("INSERT INTO codebook VALUES (?, NULL, NULL, ?)", [chapter.name, chapter.holds])
        made.executemany(
            "INSERT INTO codebook VALUES (?, ?, ?, ?)",
            [(chapter.name, c.name, c.type, c.holds) for c in chapter.columns],
        )
    if "about" not in {chapter.name for chapter in chapters}:
        made.execute("CREATE TABLE about (name TEXT, value TEXT)")
        made.executemany("INSERT INTO about VALUES (?, ?)", list(about.items()))


def _write_search(connection: duckdb.DuckDBPyConnection, made: sqlite3.Connection) -> None:
    made.executescript(_SEARCH)
    for kind, sql in (
        ("article", "SELECT article_id, article_id, concat_ws('. ', title, text) FROM articles"),
        ("training", "SELECT fact_id, article_id, quote FROM training"),
        ("document", "SELECT fact_id, article_id, concat_ws(' ', quote, title) FROM documents"),
    ):
        cursor = connection.cursor()
        cursor.execute("USE base")
        cursor.execute(sql)
        while batch := cursor.fetchmany(500):
            rows = [(kind, i, a, words := tame(text), fold(words)) for i, a, text in batch]
            made.executemany("INSERT INTO search VALUES (?, ?, ?, ?, ?)", rows)
        cursor.close()


def datasette_metadata(chapters: Sequence[Chapter], about: Mapping[str, str], name: str) -> str:
    """What Datasette shows beside the tables, as its metadata file."""
    tables = {
        c.name: {"description": c.holds, "columns": {e.name: e.holds for e in c.columns}} for c in chapters
    }
    told = {"title": "canbo", "description": about.get("cite", ""), "databases": {name: {"tables": tables}}}
    return json.dumps(told, ensure_ascii=False, indent=1)
