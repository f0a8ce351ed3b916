"""The answer to a question as a file: Parquet with its types, CSV and workbooks in which nothing comes alive."""

from __future__ import annotations

import csv
import re
import tempfile
from pathlib import Path

from corpora.errors import DatasetError
from factdb.about import read_about
from factdb.base import open as open_base
from factdb.beside import clear_leftovers, name_beside, remove
from factdb.codebook import Chapter, Entry
from factdb.export.cells import as_text, disarm
from factdb.query import Result

_RUNS_OUT = re.compile(r"[;\s]+\Z")


def write_answer(database: Path | str, sql: str, out: Path | str, form: str) -> int:
    """Ask a base and write the answer to a file, made beside and moved into its place; returns its rows.

    Raises DatasetError where the question fails or the file can't be written.
    """
    out = Path(out)
    clear_leftovers(out.parent, out.name)
    fresh = name_beside(out.parent, out.name)
    try:
        fresh.touch()  # the system says why it can't be, DuckDB doesn't
        rows = _write(database, sql, fresh, form)
        fresh.replace(out)
    except OSError as error:
        raise DatasetError(f"{out} can't be written: {error.strerror or error}") from error
    finally:
        remove(fresh)
    return rows


def answer_bytes(database: Path | str, sql: str, form: str) -> bytes:
    """The answer as the bytes of such a file."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "answer"
        _write(database, sql, out, form)
        return out.read_bytes()


def _write(database: Path | str, sql: str, out: Path, form: str) -> int:
    with open_base(database) as base:
        if form == "parquet":
            asked = base.arrow(_RUNS_OUT.sub("", sql))
            asked.write_parquet(out)
            return int(base.query("SELECT count(*) FROM read_parquet(?)", [str(out)]).value)
        answer = base.query(sql)
    if form == "csv":
        _write_csv(answer, out)
        return len(answer)
    from factdb.export.sheets import write_answer_book

    chapter = Chapter(
        "answer", "", [Entry(n, n, t, "") for n, t in zip(answer.columns, answer.types, strict=True)]
    )
    write_answer_book(chapter, answer.rows, out, {"question": sql.strip(), **read_about(database)})
    return len(answer)


def _write_csv(answer: Result, out: Path) -> None:
    """As tables are exported: with the mark by which Excel knows UTF-8, and no cell taken for a formula."""
    with out.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\r\n")
        writer.writerow(map(disarm, answer.columns))
        writer.writerows([as_text(value) for value in row] for row in answer.rows)
