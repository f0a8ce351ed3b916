"""A workbook for Excel: a sheet a table, with types, filters, links to the sources and the codebook."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpora.errors import CanboError, DatasetError
from factdb.codebook import Chapter
from factdb.export.cells import LONGEST_CELL, as_text, flatten, tame
from factdb.export.source import count_of, rows_of

if TYPE_CHECKING:
    import duckdb

_MOST_ROWS = 1_048_575
_MOST_LINKS = 60_000  # Excel takes 65,530 a sheet
_LINK = re.compile(r"https?://[^\s\"<>]{1,2000}")
_LEFT_OUT = frozenset(
    ("evidence", "dates", "quantities", "run_report", "runs", "about", "shares", "training", "counted")
)
_SHEETS = {"en": ("codebook", "about"), "vi": ("từ điển dữ liệu", "giới thiệu")}
_HEADS = {
    "en": ("table", "column", "heading", "type", "what it holds"),
    "vi": ("bảng", "cột", "tiêu đề", "kiểu", "nội dung"),
}


def write_workbook(
    connection: duckdb.DuckDBPyConnection,
    chapters: Sequence[Chapter],
    out: Path,
    about: Mapping[str, str],
    language: str = "en",
) -> None:
    """Write the tables as sheets; of many tables those are left out that no person reads row by row.

    Raises DatasetError where a table has more rows than Excel takes, CanboError where XlsxWriter isn't installed.
    """
    many = len(chapters) > 2
    chosen = [c for c in chapters if not (many and c.name in _LEFT_OUT)]
    for chapter in chosen:
        if (rows := count_of(connection, chapter)) > _MOST_ROWS:
            raise DatasetError(
                f"{chapter.name} has {rows:,} rows and Excel takes {_MOST_ROWS:,}: export it as csv or parquet"
            )
    with _open(out) as book:
        styles = _styles(book)
        for chapter in chosen:
            _write_sheet(book, styles, chapter.name, chapter, rows_of(connection, chapter))
        codebook, told = _SHEETS[language]
        _write_plain(book, styles, codebook, _HEADS[language], _codebook_rows(chosen))
        _write_plain(book, styles, told, ("name", "value"), list(about.items()))


def write_answer_book(
    chapter: Chapter, rows: Sequence[tuple[Any, ...]], out: Path, about: Mapping[str, str]
) -> None:
    """Write one answer as a sheet, and beside it what was asked and how to cite the base.

    Raises DatasetError where it has more rows than Excel takes.
    """
    if len(rows) > _MOST_ROWS:
        raise DatasetError(
            f"the answer has {len(rows):,} rows and Excel takes {_MOST_ROWS:,}: take csv or parquet"
        )
    with _open(out) as book:
        styles = _styles(book)
        _write_sheet(book, styles, chapter.name, chapter, rows)
        _write_plain(book, styles, _SHEETS["en"][1], ("name", "value"), list(about.items()))


def write_codebook_sheet(chapters: Sequence[Chapter], out: Path, language: str = "en") -> None:
    """The codebook as one sheet, `.xlsx` or `.csv`."""
    rows = _codebook_rows(chapters)
    if out.suffix.lower() == ".csv":
        with out.open("w", encoding="utf-8-sig", newline="") as stream:
            writer = csv.writer(stream, lineterminator="\r\n")
            writer.writerows([_HEADS[language], *([as_text(v) for v in row] for row in rows)])
        return
    with _open(out) as book:
        _write_plain(book, _styles(book), _SHEETS[language][0], _HEADS[language], rows)


def _codebook_rows(chapters: Sequence[Chapter]) -> list[tuple[str, ...]]:
    return [
        row
        for chapter in chapters
        for row in [
            (chapter.name, "", "", "", chapter.holds),
            *((chapter.name, c.name, c.heading, c.type, c.holds) for c in chapter.columns),
        ]
    ]


def _open(out: Path) -> Any:
    try:
        import xlsxwriter
    except ImportError as error:
        raise CanboError(
            "an Excel file needs XlsxWriter, which isn't installed: run pip install XlsxWriter in canbo's "
            "environment, or export csv, which Excel opens too"
        ) from error
    options = {
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "constant_memory": True,
        "default_date_format": "yyyy-mm-dd",
    }
    book = xlsxwriter.Workbook(str(out), options)
    book.set_properties({"created": datetime(2000, 1, 1), "comments": "Made by canbo"})
    return book


def _styles(book: Any) -> dict[str, Any]:
    return {
        "head": book.add_format(
            {"bold": True, "bottom": 1, "bg_color": "#EFEFEF", "text_wrap": True, "valign": "top"}
        ),
        "link": book.add_format({"font_color": "#0B57A4", "underline": 1}),
        "date": book.add_format({"num_format": "yyyy-mm-dd"}),
        "wrap": book.add_format({"text_wrap": True, "valign": "top"}),
    }


def _write_sheet(book: Any, styles: dict[str, Any], name: str, chapter: Chapter, rows: Any) -> None:
    sheet = book.add_worksheet(name[:31])
    for number, column in enumerate(chapter.columns):
        sheet.set_column(number, number, _width(column.type, column.name))
        sheet.write_string(0, number, tame(column.heading), styles["head"])
    sheet.freeze_panes(1, 0)
    links = last = 0
    for last, row in enumerate(rows, 1):
        for number, value in enumerate(row):
            links += _write_cell(sheet, styles, last, number, flatten(value), links < _MOST_LINKS)
    sheet.autofilter(0, 0, last, max(0, len(chapter.columns) - 1))


def _write_plain(
    book: Any, styles: dict[str, Any], name: str, head: Sequence[str], rows: Sequence[Sequence[str]]
) -> None:
    sheet = book.add_worksheet(name[:31])
    sheet.set_column(0, len(head) - 2, 24)
    sheet.set_column(len(head) - 1, len(head) - 1, 100)
    sheet.freeze_panes(1, 0)
    for line, row in enumerate([head, *rows]):
        for number, value in enumerate(row):
            sheet.write_string(line, number, _cut(tame(value or "")), styles["head" if line == 0 else "wrap"])


def _write_cell(sheet: Any, styles: dict[str, Any], row: int, column: int, value: Any, may_link: bool) -> int:
    """Write a value with its type, a text always as a text; returns whether a link was made."""
    match value:
        case None:
            pass
        case bool():
            sheet.write_boolean(row, column, value)
        case int() | float():
            # Excel keeps 15 digits: a longer number stays a text, whole.
            if abs(value) < 10**15 and value == value:
                sheet.write_number(row, column, value)
            else:
                sheet.write_string(row, column, str(value))
        case date():
            if value.year >= 1900:
                sheet.write_datetime(
                    row, column, datetime(value.year, value.month, value.day), styles["date"]
                )
            else:
                sheet.write_string(row, column, value.isoformat())
        case _:
            text = _cut(tame(str(value)))
            if may_link and _LINK.fullmatch(text):
                sheet.write_url(row, column, text, styles["link"], text[:255])
                return 1
            sheet.write_string(row, column, text)
    return 0


def _cut(text: str) -> str:
    """A text that fits a cell, counted as Excel counts: in UTF-16."""
    if len(text) < LONGEST_CELL // 2 or len(text.encode("utf-16-le")) // 2 <= LONGEST_CELL:
        return text
    raw = text.encode("utf-16-le")[: 2 * (LONGEST_CELL - 2)]
    return raw.decode("utf-16-le", "ignore") + "…"


def _width(kind: str, name: str) -> int:
    if name in ("quote", "title", "text", "explanation_vi", "explanation_en", "meaning"):
        return 60
    return 14 if kind in ("BIGINT", "DATE", "BOOLEAN", "DOUBLE", "INTEGER") else 22
