"""The codebook: every table and column with what it holds, from the one place where that is written."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from corpora.parquet import connect_memory

if TYPE_CHECKING:
    import duckdb

LANGUAGES = ("en", "vi")
"""Languages in which the codebook can be had."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A column: its name, its heading in a language, its SQL type, and what it holds."""

    name: str
    heading: str
    type: str
    holds: str


@dataclass(frozen=True, slots=True)
class Chapter:
    """A table or view: its name, what it holds, and its columns."""

    name: str
    holds: str
    columns: Sequence[Entry]


def read_codebook(language: str = "en") -> list[Chapter]:
    """The chapters of the codebook, views that answer questions first."""
    from factdb.build import add_views
    from factdb.schema import read_sql

    with connect_memory() as connection:
        connection.execute("ATTACH ':memory:' AS base; USE base")
        connection.execute(read_sql("schema.sql") + read_sql("built.sql"))
        add_views(connection)
        return describe(connection, language)


def describe(connection: duckdb.DuckDBPyConnection, language: str = "en") -> list[Chapter]:
    """The chapters of an open base."""
    held = connection.execute(
        "SELECT view_name, comment FROM duckdb_views() WHERE database_name = 'base' AND NOT internal "
        "UNION ALL SELECT table_name, comment FROM duckdb_tables() WHERE database_name = 'base'"
    ).fetchall()
    columns = connection.execute(
        "SELECT table_name, column_name, data_type, comment FROM duckdb_columns() "
        "WHERE database_name = 'base' ORDER BY table_name, column_index"
    ).fetchall()
    chapters = []
    for name, words in sorted(held, key=lambda pair: (_rank(pair[0]), pair[0])):
        entries = [
            Entry(column, heading(column, language), kind, translate(comment or "", language))
            for table, column, kind, comment in columns
            if table == name
        ]
        chapters.append(Chapter(name, translate(words or "", language), entries))
    return chapters


_FIRST = (
    *(
        "totals",
        "learners_by_programme_year",
        "classes_by_programme_year",
        "learners_by_province",
        "plan_and_delivery",
    ),
    *(
        "events",
        "disagreements",
        "overlapping_statements",
        "documents_cited",
        "failed_checks",
        "counted",
        "shares",
    ),
    *("training", "outcomes", "documents", "dates", "quantities", "people", "checks", "evidence", "articles"),
)


def _rank(name: str) -> int:
    return _FIRST.index(name) if name in _FIRST else len(_FIRST)


def write_markdown(chapters: Sequence[Chapter], language: str = "en") -> str:
    """The codebook as Markdown: a section a table."""
    head = {"en": ("column", "what it holds"), "vi": ("cột", "nội dung")}[language]
    parts = []
    for chapter in chapters:
        rows = "\n".join(f"| `{c.name}` | {_cell(c.holds)} |" for c in chapter.columns)
        parts.append(
            f"## `{chapter.name}`\n\n{chapter.holds}.\n\n| {head[0]} | {head[1]} |\n|---|---|\n{rows}\n"
        )
    return "\n".join(parts)


def _cell(words: str) -> str:
    return words.replace("|", "/")


def heading(column: str, language: str) -> str:
    """A column's heading: its name in English, words in Vietnamese."""
    return _vietnamese()["headings"].get(column, column) if language == "vi" else column


def translate(words: str, language: str) -> str:
    """What a column holds, in a language; the English words where nobody has translated them."""
    return _vietnamese()["words"].get(words, words) if language == "vi" else words


@cache
def _vietnamese() -> Mapping[str, Mapping[str, str]]:
    text = files("factdb").joinpath("vietnamese.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
