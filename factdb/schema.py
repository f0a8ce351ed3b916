"""The tables of a fact base, read from `schema.sql`: the one place where their columns stand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_TABLE = re.compile(r"^CREATE TABLE (\w+) \(\n(.*?)^\);", re.MULTILINE | re.DOTALL)
_COLUMN = re.compile(r'"?(\w+)"? ([A-Z]+(?:\(\d+,\d+\))?(?:\[\])?)( NOT NULL)?(?:,|$)')


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its name, SQL type, whether it must hold a value, and what it holds."""

    name: str
    type: str
    required: bool
    comment: str | None


def read_sql(name: str) -> str:
    """The text of one of this package's SQL files."""
    return files("factdb").joinpath(name).read_text(encoding="utf-8")


@cache
def tables() -> Mapping[str, tuple[Column, ...]]:
    """The columns of every table by the table's name, both in the order of `schema.sql`."""
    return {name: tuple(_columns(body)) for name, body in _TABLE.findall(read_sql("schema.sql"))}


def column_types(table: str) -> dict[str, str]:
    """Names and SQL types of a table's columns, as a Parquet writer takes them."""
    return {column.name: column.type for column in tables()[table]}


def column_comments() -> Iterator[tuple[str, str, str]]:
    """Table, column and what it holds; a column without words of its own has those of its first namesake."""
    shared: dict[str, str] = {}
    for columns in tables().values():
        for column in columns:
            if column.comment:
                shared.setdefault(column.name, column.comment)
    for table, columns in tables().items():
        for column in columns:
            if comment := column.comment or shared.get(column.name):
                yield table, column.name, comment


def _columns(body: str) -> Iterator[Column]:
    """The columns of a table's body: one or more a line, a comment only after a single one."""
    for line in body.splitlines():
        code, _, comment = line.partition("--")
        found = _COLUMN.findall(" ".join(code.split()))
        for name, kind, required in found:
            words = comment.strip() if len(found) == 1 else ""
            yield Column(name, kind, bool(required), words or None)
