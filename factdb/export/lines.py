"""One table a file: CSV that Excel opens rightly, JSON lines, Parquet."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import TYPE_CHECKING

from corpora.errors import DatasetError
from corpora.parquet import ROW_GROUP, first_line, quote_name, quote_text
from factdb.codebook import Chapter
from factdb.export.cells import as_json, as_text, disarm
from factdb.export.source import rows_of

if TYPE_CHECKING:
    import duckdb


def write_csv(connection: duckdb.DuckDBPyConnection, chapter: Chapter, out: Path) -> None:
    """Comma-separated values in UTF-8 with the mark by which Excel knows it; no cell is taken for a formula."""
    with out.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\r\n")
        writer.writerow([disarm(c.heading) for c in chapter.columns])
        for row in rows_of(connection, chapter):
            writer.writerow([as_text(value) for value in row])


def write_jsonl(connection: duckdb.DuckDBPyConnection, chapter: Chapter, out: Path) -> None:
    """A JSON object a line, with the names of the columns; what is not known is null."""
    names = [c.name for c in chapter.columns]
    with out.open("w", encoding="utf-8", newline="\n") as stream:
        for row in rows_of(connection, chapter):
            values = dict(zip(names, map(as_json, row), strict=True))
            stream.write(json.dumps(values, ensure_ascii=False) + "\n")


def write_parquet(connection: duckdb.DuckDBPyConnection, chapter: Chapter, out: Path) -> None:
    """Parquet with the types of the base, the texts untouched."""
    import duckdb

    try:
        connection.execute(
            f"COPY (SELECT * FROM {quote_name(chapter.name)}) TO {quote_text(str(out))} "  # noqa: S608 (quoted)
            f"(FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {ROW_GROUP})"
        )
    except duckdb.Error as error:
        raise DatasetError(f"{out.name} can't be written: {first_line(error)}") from error
