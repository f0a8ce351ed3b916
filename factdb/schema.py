"""The tables of a fact base, read from `schema.sql`: the one place where their columns stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_TABLE = re.compile(r"^CREATE TABLE (\w+) \(\n(.*?)^\);", re.MULTILINE | re.DOTALL)
_ABOUT = re.compile(r"^-- (.+)\.\nCREATE TABLE (\w+)", re.MULTILINE)
_COLUMN = re.compile(r' +"?(\w+)"? +([A-Z]+(?:\(\d+,\d+\))?(?:\[\])?)( NOT NULL)?,? +-- (.+)')


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its name, SQL type, whether it must hold a value, and what it holds."""

    name: str
    type: str
    required: bool
    comment: str


def read_sql(name: str) -> str:
    """The text of one of this package's SQL files."""
    return files("factdb").joinpath(name).read_text(encoding="utf-8")


@cache
def built_tables() -> dict[str, tuple[Column, ...]]:
    """The same of the tables that a build makes beside those of the record, from `built.sql`."""
    return {name: tuple(_columns(body)) for name, body in _TABLE.findall(read_sql("built.sql"))}


@cache
def tables() -> dict[str, tuple[Column, ...]]:
    """The columns of every table by the table's name, both in the order of `schema.sql`."""
    return {name: tuple(_columns(body)) for name, body in _TABLE.findall(read_sql("schema.sql"))}


def column_types(table: str) -> dict[str, str]:
    """Names and SQL types of a table's columns, as a Parquet writer takes them."""
    return {column.name: column.type for column in tables()[table]}


def comments() -> Iterator[tuple[str, str | None, str]]:
    """Table, column and what it holds; the column is None where the words are of the whole table."""
    for words, table in _ABOUT.findall(read_sql("schema.sql") + read_sql("built.sql")):
        yield table, None, words
    for table, columns in (tables() | built_tables()).items():
        yield from ((table, column.name, column.comment) for column in columns)


def _columns(body: str) -> Iterator[Column]:
    """The columns of a table's body: one a line, with what it holds as the comment after it."""
    for line in body.splitlines():
        found = _COLUMN.fullmatch(line)
        if not found:
            raise ValueError(f"no column in {line!r}")
        name, kind, required, comment = found.groups()
        yield Column(name, kind, bool(required), comment)
