"""Parquet files, written and read by DuckDB: the same rows give the same bytes.

Rows pass through a file of JSON lines beside the target, so that memory stays flat however many there are
and DuckDB sorts on disk where it must.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
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


def connect_memory() -> duckdb.DuckDBPyConnection:
    """A DuckDB in memory with one thread and no door to the network."""
    import duckdb

    return duckdb.connect(
        ":memory:",
        config={
            "threads": 1,
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
            "preserve_insertion_order": True,
        },
    )


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
    path = Path(path)
    lines = path.with_name(f".{path.name}.rows-{os.getpid()}")
    fresh = path.with_name(f".{path.name}.new-{os.getpid()}")
    try:
        count = _write_lines(lines, columns, rows)
        _convert(lines, columns, fresh, order_by)
        fresh.replace(path)
    except OSError as error:
        raise DatasetError(f"{path} can't be written: {error.strerror or error}") from error
    finally:
        lines.unlink(missing_ok=True)
        fresh.unlink(missing_ok=True)
    return count


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


def first_line(error: Exception) -> str:
    """The first line of an error's message: DuckDB adds a drawing of the place below it."""
    return str(error).strip().partition("\n")[0]


def quote_name(name: str) -> str:
    """A name as an SQL identifier."""
    return '"' + name.replace('"', '""') + '"'


def quote_text(text: str) -> str:
    """A string as an SQL literal."""
    return "'" + text.replace("'", "''") + "'"


def _write_lines(path: Path, columns: Mapping[str, str], rows: Iterable[Sequence[Any]]) -> int:
    names = list(columns)
    encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=_plain).encode
    count = 0
    with path.open("w", encoding="utf-8", errors="surrogatepass", newline="\n") as out:
        for row in rows:
            count += 1
            out.write(encode(dict(zip(names, row, strict=True))))
            out.write("\n")
    return count


def _plain(value: object) -> str:
    if isinstance(value, (date, Decimal)):
        return str(value)
    raise TypeError(f"{type(value).__name__} is no value of a Parquet column")


def _convert(lines: Path, columns: Mapping[str, str], target: Path, order_by: Sequence[str]) -> None:
    """Turn the JSON lines into Parquet: one thread, one size of row group, one compression."""
    import duckdb

    types = ", ".join(f"{quote_text(n)}: {quote_text(t)}" for n, t in columns.items())
    order = f" ORDER BY {', '.join(f'{quote_name(n)} NULLS LAST' for n in order_by)}" if order_by else ""
    source = (
        f"read_json({quote_text(str(lines))}, format = 'newline_delimited', columns = {{{types}}}, "
        f"maximum_object_size = {_MAX_LINE})"
    )
    if not lines.stat().st_size:  # read_json wants at least one line
        nothing = ", ".join(f"NULL::{t} AS {quote_name(n)}" for n, t in columns.items())
        source = f"(SELECT {nothing} LIMIT 0)"
    with connect_memory() as connection:
        try:
            connection.execute(
                f"COPY (SELECT * FROM {source}{order}) TO {quote_text(str(target))} "  # noqa: S608
                f"(FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {ROW_GROUP})"
            )
        except duckdb.Error as error:
            raise DatasetError(f"{target.name}: the rows can't be written: {first_line(error)}") from error
