"""Parquet files, written and read by DuckDB: the same rows give the same bytes.

Rows pass through a file of JSON lines beside the target, so that memory stays flat however many there are
and DuckDB sorts on disk where it must.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpora.errors import DatasetError

if TYPE_CHECKING:
    import duckdb

ROW_GROUP = 122_880
"""Rows a row group: DuckDB's own default, fixed so that bytes never depend on it."""

_MAX_LINE = 160_000_000  # an article at the limit of corpora.decode, every character escaped
_BATCH = 1_000
_GROUP = "_group"  # the column of the lines that is not written


def connect_memory() -> duckdb.DuckDBPyConnection:
    """A DuckDB in memory with one thread, no door to the network and no progress bar among the data on stdout."""
    import duckdb

    connection = duckdb.connect(
        ":memory:",
        config={
            "threads": 1,
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
            "preserve_insertion_order": True,
        },
    )
    with suppress(duckdb.InvalidInputException):
        # In a notebook without widgets there is no bar to switch off.
        connection.execute("SET enable_progress_bar = false")
    return connection


def write_parquet(
    path: Path | str,
    columns: Mapping[str, str],
    rows: Iterable[Sequence[Any]],
    *,
    order_by: Sequence[str] = (),
) -> int:
    """Write rows to a Parquet file beside `path`, then move it there; returns their number.

    `columns` maps names to SQL types. Rows keep their order, or take that of the columns in `order_by`.
    Raises DatasetError where a value doesn't fit its type or the disk takes no more.
    """
    with ParquetWriter(path, columns, order_by=order_by) as writer:
        for row in rows:
            writer.add(row)
        return writer.finish()


class ParquetWriter:
    """A Parquet file to which rows come one by one; `finish` makes it, leaving without it leaves nothing.

    A row may belong to a group, a number that is not written; `finish` can leave groups out.
    """

    def __init__(self, path: Path | str, columns: Mapping[str, str], *, order_by: Sequence[str] = ()) -> None:
        self.path = Path(path)
        self.count = 0
        self._columns = columns
        self._order_by = order_by
        self._lines = self.path.with_name(f".{self.path.name}.rows-{os.getpid()}")
        self._fresh = self.path.with_name(f".{self.path.name}.new-{os.getpid()}")
        self._names = (*columns, _GROUP)
        self._encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=_plain).encode
        with _named(self.path):
            self._out = self._lines.open("w", encoding="utf-8", errors="replace", newline="\n")

    def add(self, row: Sequence[Any], group: int = 0) -> None:
        """Take one row, its values in the order of the columns."""
        line = self._encode(dict(zip(self._names, (*row, group), strict=True)))
        with _named(self.path):
            self._out.write(line + "\n")
        self.count += 1

    def finish(self, without: Sequence[int] = ()) -> int:
        """Make the file of all rows but those of the groups in `without`; returns their number."""
        with _named(self.path):
            self._out.close()
            written = self._convert(without)
            self._fresh.replace(self.path)
        return written

    def _convert(self, without: Sequence[int]) -> int:
        """Turn the JSON lines into Parquet: one thread, one size of row group, one compression."""
        import duckdb

        order = f" ORDER BY {', '.join(f'{quote_name(n)} NULLS LAST' for n in self._order_by)}"
        with connect_memory() as connection:
            try:
                connection.execute(
                    "CREATE TEMP TABLE without AS SELECT unnest(?::BIGINT[]) AS n", [list(without)]
                )
                connection.execute(
                    f"COPY (SELECT * EXCLUDE ({_GROUP}) FROM {self._source()} "  # noqa: S608 (all parts are quoted)
                    f"WHERE {_GROUP} NOT IN (SELECT n FROM without){order if self._order_by else ''}) "
                    f"TO {quote_text(str(self._fresh))} "
                    f"(FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {ROW_GROUP})"
                )
                found = connection.execute(
                    "SELECT sum(num_rows) FROM parquet_file_metadata(?)", [str(self._fresh)]
                ).fetchone()
            except duckdb.Error as error:
                raise DatasetError(f"{self.path}: the rows can't be written: {first_line(error)}") from error
        return int(found[0]) if found else 0

    def _source(self) -> str:
        types = {**self._columns, _GROUP: "BIGINT"}
        if not self.count:  # read_json wants at least one line
            nothing = ", ".join(f"NULL::{t} AS {quote_name(n)}" for n, t in types.items())
            return f"(SELECT {nothing} LIMIT 0)"
        listed = ", ".join(f"{quote_text(n)}: {quote_text(t)}" for n, t in types.items())
        return (
            f"read_json({quote_text(str(self._lines))}, format = 'newline_delimited', "
            f"columns = {{{listed}}}, maximum_object_size = {_MAX_LINE})"
        )

    def __enter__(self) -> ParquetWriter:
        return self

    def __exit__(self, *_: object) -> None:
        self._out.close()
        self._lines.unlink(missing_ok=True)
        self._fresh.unlink(missing_ok=True)


@contextmanager
def _named(path: Path) -> Iterator[None]:
    """Errors of the disk as DatasetError that names the file."""
    try:
        yield
    except OSError as error:
        raise DatasetError(f"{path} can't be written: {error.strerror or error}") from error


def read_parquet(path: Path | str) -> Iterator[dict[str, Any]]:
    """The rows of a Parquet file as dicts, a thousand at a time; DatasetError where it is damaged."""
    import duckdb

    with connect_memory() as connection:
        try:
            cursor = connection.execute("SELECT * FROM read_parquet(?)", [str(path)])
            names = [column[0] for column in cursor.description or ()]
            while batch := cursor.fetchmany(_BATCH):
                for row in batch:
                    yield dict(zip(names, row, strict=True))
        except duckdb.Error as error:
            raise DatasetError(f"{path} is no readable Parquet file: {first_line(error)}") from error


def read_columns(path: Path | str, names: Sequence[str]) -> list[tuple[Any, ...]]:
    """Some columns of a Parquet file, all rows at once; DatasetError where it is damaged or has no such column."""
    import duckdb

    listed = ", ".join(map(quote_name, names))
    with connect_memory() as connection:
        try:
            return connection.execute(f"SELECT {listed} FROM read_parquet(?)", [str(path)]).fetchall()  # noqa: S608
        except duckdb.Error as error:
            raise DatasetError(f"{path} is no readable Parquet file: {first_line(error)}") from error


def parquet_columns(path: Path | str) -> dict[str, str]:
    """Names and SQL types of a Parquet file's columns; DatasetError where it is damaged."""
    import duckdb

    with connect_memory() as connection:
        try:
            found = connection.execute("DESCRIBE SELECT * FROM read_parquet(?)", [str(path)]).fetchall()
        except duckdb.Error as error:
            raise DatasetError(f"{path} is no readable Parquet file: {first_line(error)}") from error
    return {row[0]: row[1] for row in found}


def first_line(error: Exception) -> str:
    """The first line of an error's message: DuckDB adds a drawing of the place below it."""
    return str(error).strip().partition("\n")[0]


def quote_name(name: str) -> str:
    """A name as an SQL identifier."""
    return '"' + name.replace('"', '""') + '"'


def quote_text(text: str) -> str:
    """A string as an SQL literal."""
    return "'" + text.replace("'", "''") + "'"


def _plain(value: object) -> str:
    if isinstance(value, (date, Decimal)):
        return str(value)
    raise TypeError(f"{type(value).__name__} is no value of a Parquet column")
