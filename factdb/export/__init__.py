"""A base in the forms that colleagues use; each is made beside and moved into its place when it is whole."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from corpora.errors import DatasetError, UsageError
from factdb.about import read_about
from factdb.beside import clear_leftovers, name_beside, remove, swap_folder
from factdb.connect import open_reader
from factdb.export.source import chapters_of

if TYPE_CHECKING:
    import duckdb

    from factdb.codebook import Chapter

ABOUT = "about.json"
"""The file in a folder of an export that tells where it comes from; by it canbo knows its own."""

FILES: Mapping[str, str] = {
    ".xlsx": "xlsx",
    ".csv": "csv",
    ".parquet": "parquet",
    ".jsonl": "jsonl",
    ".sqlite": "sqlite",
    ".db": "sqlite",
    ".json": "csl",
}
"""Forms of a single file, by the ending of its name."""

FORMS = ("xlsx", "csv", "parquet", "jsonl", "sqlite", "datapackage", "csl", "labelstudio", "brat")
"""What a base can be exported as; csv, parquet, jsonl and datapackage are folders with a file a table, labelstudio and
brat folders for the tool of that name."""


def export(
    database: Path | str,
    out: Path | str,
    form: str | None = None,
    *,
    tables: Sequence[str] = (),
    language: str = "en",
) -> Path:
    """Write a base to a file or a folder; the form is told by the name's ending where it isn't said.

    `tables` limits it to some; a single file of csv, parquet or jsonl holds one, `facts` unless said.
    Raises UsageError where the form or a table can't be, DatasetError where it can't be written.
    """
    out = Path(out)
    form = form or FILES.get(out.suffix.lower())
    if form not in FORMS:
        raise UsageError(
            f"{out}: say what to write, with --to {', '.join(FORMS)}, or by an ending: {', '.join(FILES)}"
        )
    single = form in ("xlsx", "sqlite", "csl") or FILES.get(out.suffix.lower()) == form
    about = read_about(database)
    _check(out, single)
    if single and form in ("csv", "parquet", "jsonl"):
        tables = tables or ("facts",)
        if len(tables) > 1:
            raise UsageError(f"{out} takes one table; name a folder for {len(tables)}")
    clear_leftovers(out.parent, out.name)
    fresh = name_beside(out.parent, out.name)
    try:
        with open_reader(database) as connection:
            _write(
                connection, chapters_of(connection, tables, language), fresh, form, single, about, language
            )
        _replace(fresh, out)
    except OSError as error:
        raise DatasetError(f"{out} can't be written: {error.strerror or error}") from error
    finally:
        remove(fresh)
    return out


def _write(
    connection: duckdb.DuckDBPyConnection,
    chapters: Sequence[Chapter],
    out: Path,
    form: str,
    single: bool,
    about: Mapping[str, str],
    language: str,
) -> None:
    if form == "xlsx":
        from factdb.export.sheets import write_workbook

        write_workbook(connection, chapters, out, about, language)
    elif form == "sqlite":
        from factdb.export.sqlite import write_sqlite

        write_sqlite(connection, chapters, out, about)
    elif form == "csl":
        from factdb.export.citations import write_csl

        write_csl(connection, out)
    elif single:
        _writer(form)(connection, chapters[0], out)
    else:
        _write_folder(connection, chapters, out, form, about)


def _writer(form: str) -> Callable[[duckdb.DuckDBPyConnection, Chapter, Path], None]:
    from factdb.export import lines

    return {"csv": lines.write_csv, "jsonl": lines.write_jsonl, "parquet": lines.write_parquet}[form]


def _write_folder(
    connection: duckdb.DuckDBPyConnection,
    chapters: Sequence[Chapter],
    out: Path,
    form: str,
    about: Mapping[str, str],
) -> None:
    out.mkdir()
    (out / ABOUT).write_text(json.dumps(dict(about), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    if form in ("labelstudio", "brat"):
        _write_for_tool(connection, out, form)
        return
    ending = "csv" if form == "datapackage" else form
    for chapter in chapters:
        _writer(ending)(connection, chapter, out / f"{chapter.name}.{ending}")
    if form == "datapackage":
        from factdb.export.package import write_package

        write_package(chapters, out, about)


def _write_for_tool(connection: duckdb.DuckDBPyConnection, out: Path, form: str) -> None:
    from factdb.exchange.annotated import mark_articles

    if form == "brat":
        from factdb.exchange.brat import write_brat

        write_brat(mark_articles(connection), out)
    else:
        from factdb.exchange.labelstudio import write_tasks

        write_tasks(mark_articles(connection), out)


def _check(out: Path, single: bool) -> None:
    """Raise UsageError where an export would take the place of what isn't one."""
    if not out.parent.is_dir():
        raise UsageError(f"the folder {out.parent} isn't there; make it first")
    if single and out.is_dir():
        raise UsageError(f"{out} is a folder: name a file")
    if not single and out.exists() and not out.is_dir():
        raise UsageError(f"{out} is a file: name a folder")
    if not single and out.is_dir() and any(out.iterdir()) and not (out / ABOUT).is_file():
        raise UsageError(f"{out} holds something else: name another folder")


def _replace(fresh: Path, out: Path) -> None:
    """Put what was made into its place; the disk has it before its name does."""
    for path in sorted(fresh.rglob("*")) if fresh.is_dir() else [fresh]:
        with path.open("rb+") as stream:
            os.fsync(stream.fileno())
    if out.is_dir():
        swap_folder(fresh, out)
    else:
        fresh.replace(out)


def write_codebook(chapters: Sequence[Chapter], out: Path, language: str = "en") -> None:
    """The codebook as a sheet: `.csv` or `.xlsx`."""
    from factdb.export.sheets import write_codebook_sheet

    write_codebook_sheet(chapters, out, language)
