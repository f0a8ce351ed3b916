"""What a `meta.csv` beside the texts tells of them.

Its columns are `file,id,title,published,source,url,author`; each but `file` may be empty or missing.
"""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import date
from difflib import get_close_matches
from pathlib import Path

from corpora.decode import decode
from corpora.errors import InputError
from corpora.rows import parse_day
from corpora.unread import Unread


@dataclass(frozen=True, slots=True)
class Meta:
    """One row of a `meta.csv`: what is known of a text beside the text itself."""

    id: str | None = None
    title: str | None = None
    published: date | None = None
    source: str | None = None
    url: str | None = None
    author: str | None = None


_COLUMNS = ("file", *(f.name for f in fields(Meta)))


def read_meta(
    sheet: Path, texts: Sequence[Path], *, whole: bool = True
) -> tuple[dict[Path, Meta], list[Unread]]:
    """The rows of a `meta.csv` by the text they speak of, and what could not be used of them.

    Where `texts` are not all that it speaks of (`whole` is False), rows of others are no problem.
    """
    by_name = {_key(t.relative_to(sheet.parent)): t for t in texts if t.is_relative_to(sheet.parent)}
    rows: dict[Path, Meta] = {}
    problems: list[Unread] = []
    try:
        for line, cells in _read_cells(sheet, problems):
            if whole or _key(cells.get("file", "")) in by_name:
                _read_row(f"{sheet}:{line}", cells, by_name, rows, problems)
    except InputError as error:
        problems.append(Unread(str(sheet), f"{error}; the texts are read without it"))
    except (OSError, csv.Error) as error:
        problems.append(Unread(str(sheet), f"it can't be read ({error}); the texts are read without it"))
    return rows, problems


def _key(path: Path | str) -> str:
    """A file's name for comparing: macOS hands out names in NFD, and Windows writes backslashes."""
    return unicodedata.normalize("NFC", str(path).replace("\\", "/").removeprefix("./"))


def _read_cells(sheet: Path, problems: list[Unread]) -> Iterator[tuple[int, dict[str, str]]]:
    """Line numbers and named cells of a sheet; unknown columns and surplus cells become problems."""
    text = decode(sheet.read_bytes())
    header = text.lstrip().partition("\n")[0]
    # Excel writes semicolons where the comma is the decimal mark, as in Vietnam.
    delimiter = max(",;\t", key=header.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=False)
    names = [n.strip().lower() for n in next(reader, [])]
    if "file" not in names:
        raise InputError(f"it has no column named file; its first line must be {','.join(_COLUMNS)}")
    if unknown := [n or "(no name)" for n in names if n not in _COLUMNS]:
        known = ", ".join(_COLUMNS)
        problems.append(
            Unread(f"{sheet}:1", f"unknown columns left aside: {', '.join(unknown)}; known are {known}")
        )
    while True:
        line = reader.line_num + 1
        cells = next(reader, None)
        if cells is None:
            return
        if len(cells) > len(names):
            problems.append(
                Unread(f"{sheet}:{line}", "more cells than columns; put quotes around cells with commas")
            )
        elif any(c.strip() for c in cells):
            yield line, {n: c.strip() for n, c in zip(names, cells, strict=False) if n in _COLUMNS}


def _read_row(
    place: str,
    cells: dict[str, str],
    by_name: dict[str, Path],
    rows: dict[Path, Meta],
    problems: list[Unread],
) -> None:
    name = cells.get("file", "")
    text = by_name.get(_key(name))
    if text is None:
        close = get_close_matches(name, by_name, n=1)
        hint = f"; did you mean {close[0]}?" if close else ""
        problems.append(Unread(place, f"the file {name!r} isn't there{hint}"))
        return
    if text in rows:
        problems.append(Unread(place, f"{name} has a row already; this one is left aside"))
        return
    published = None
    try:
        published = parse_day(cells.get("published"))
    except InputError as error:
        problems.append(Unread(place, f"{error}; {name} is read without it"))
    known = {f.name: cells.get(f.name) or None for f in fields(Meta) if f.name != "published"}
    rows[text] = Meta(published=published, **known)
