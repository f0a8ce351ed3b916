"""What a `meta.csv` beside the texts tells of them.

Its columns are `file,id,title,published,source,url,author`; each but `file` may be empty or missing.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path, PurePosixPath

from corpora.decode import decode
from corpora.errors import InputError
from corpora.rows import parse_day
from corpora.unread import Unread


@dataclass(frozen=True, slots=True)
class Meta:
    """One row of a `meta.csv`: what is known of a text beside the text itself; `place` is the row's."""

    id: str | None = None
    title: str | None = None
    published: date | None = None
    source: str | None = None
    url: str | None = None
    author: str | None = None
    place: str | None = None


_COLUMNS = ("file", "id", "title", "published", "source", "url", "author")
_BREAK = re.compile(r"\r\n|\r|\n")
_LONGEST_CELL = 50
"""Lines within which an open quotation mark is looked for its end."""


def read_meta(
    sheet: Path, texts: Sequence[Path], *, whole: bool = True
) -> tuple[dict[Path, Meta], list[Unread]]:
    """The rows of a `meta.csv` by the text they speak of, and what could not be used of them.

    Where `texts` are not all that it speaks of (`whole` is False), rows of others are no problem.
    """
    by_name = {_key(t.relative_to(sheet.parent)): t for t in texts if t.is_relative_to(sheet.parent)}
    found = _Sheet(sheet, by_name, whole)
    try:
        for line, cells in _read_cells(sheet, found):
            found.take(f"{sheet}:{line}", cells)
    except InputError as error:
        found.problems.append(Unread(str(sheet), f"{error}; the texts are read without it"))
    except OSError as error:
        reason = f"it can't be read ({error.strerror or error}); the texts are read without it"
        found.problems.append(Unread(str(sheet), reason))
    found.tell_missing()
    return found.rows, found.problems


def _key(path: Path | str) -> str:
    """A file's name for comparing: macOS hands out names in NFD, and Windows writes backslashes."""
    return unicodedata.normalize("NFC", str(path).replace("\\", "/").removeprefix("./"))


def _loose_key(name: str) -> str:
    """A name without what is easily mistyped: case, accents, zeros in front, separators, the ending."""
    path = PurePosixPath(name)
    stem = str(path.with_suffix("")) if path.name else name
    plain = unicodedata.normalize("NFKD", stem.casefold().replace("đ", "d"))
    letters = "".join(c for c in plain if not unicodedata.combining(c))
    return re.sub(r"(?<!\d)0+(?=\d)", "", re.sub(r"[\s_-]", "-", letters))


@dataclass(slots=True)
class _Sheet:
    """What a sheet has told so far."""

    path: Path
    by_name: dict[str, Path]
    whole: bool
    rows: dict[Path, Meta] = field(default_factory=dict)
    problems: list[Unread] = field(default_factory=list)
    ids: dict[str, str] = field(default_factory=dict)
    missing: list[tuple[str, str]] = field(default_factory=list)

    def names_text(self, name: str) -> bool:
        """True where a text has that name."""
        return _key(name.strip().strip('"')) in self.by_name

    def take(self, place: str, cells: dict[str, str]) -> None:
        """Note one row."""
        name = cells.get("file", "")
        text = self.by_name.get(_key(name))
        if text is None:
            if self.whole and not name:
                self.problems.append(Unread(place, "the row names no file; it is left aside"))
            elif self.whole:
                self.missing.append((place, name))
        elif text in self.rows:
            self.problems.append(Unread(place, f"{name} has a row already; this one is left aside"))
        else:
            self.rows[text] = self._read_row(place, name, cells)

    def _read_row(self, place: str, name: str, cells: dict[str, str]) -> Meta:
        published = None
        try:
            published = parse_day(cells.get("published"))
        except InputError as error:
            self.problems.append(Unread(place, f"{error}; {name} is read without it"))
        known = {column: cells.get(column) or None for column in _COLUMNS[1:] if column != "published"}
        if (given := known["id"]) and self.ids.setdefault(given, name) != name:
            reason = f"the id {given!r} is that of {self.ids[given]} too; give each text its own"
            self.problems.append(Unread(place, reason))
        return Meta(published=published, place=place, **known)

    def tell_missing(self) -> None:
        """Say which files aren't there: up to three one by one, more in one line."""
        near = {_loose_key(name): name for name in sorted(self.by_name, reverse=True)}
        meant = {name: near[key] for _, name in self.missing if (key := _loose_key(name)) in near}
        if len(self.missing) <= 3:
            for place, name in self.missing:
                hint = f"; did you mean {meant[name]}?" if name in meant else ""
                self.problems.append(Unread(place, f"the file {name!r} isn't there{hint}"))
            return
        names = [name for _, name in self.missing]
        hint = next((f"; {name!r} may be meant for {meant[name]}" for name in names if name in meant), "")
        listed = f"{', '.join(names[:3])} and {len(names) - 3} more"
        reason = f"{len(names)} files named in it aren't there: {listed}{hint}"
        self.problems.append(Unread(str(self.path), reason))


def _read_cells(sheet: Path, found: _Sheet) -> Iterator[tuple[int, dict[str, str]]]:
    """Line numbers and named cells of a sheet; unknown columns, surplus cells and open quotes become problems."""
    text = decode(sheet.read_bytes(), path=sheet)
    lines = _BREAK.split(text)
    start = next((n for n, line in enumerate(lines) if line.strip()), 0)
    # Excel writes semicolons where the comma is the decimal mark, as in Vietnam.
    delimiter = max(",;\t", key=lines[start].count)
    names = [n.strip().lower() for n in _next_row(lines, start, delimiter)[0] or ()]
    if "file" not in names:
        raise InputError(f"it has no column named file; its first line must be {','.join(_COLUMNS)}")
    if unknown := [n or "(no name)" for n in names if n not in _COLUMNS]:
        known = ", ".join(_COLUMNS)
        reason = f"unknown columns left aside: {', '.join(unknown)}; known are {known}"
        found.problems.append(Unread(f"{sheet}:{start + 1}", reason))
    named = names.index("file")

    def begins_row(line: str) -> bool:
        return found.names_text((line.split(delimiter) + [""] * named)[named])

    for number, cells in _split_rows(lines, start + 1, delimiter, begins_row):
        if not (found.whole or begins_row(lines[number - 1])):
            continue
        if isinstance(cells, str):
            found.problems.append(Unread(f"{sheet}:{number}", cells))
        elif len(cells) > len(names):
            reason = "more cells than columns; put quotes around cells with commas"
            found.problems.append(Unread(f"{sheet}:{number}", reason))
        elif any(c.strip() for c in cells):
            yield number, {n: c.strip() for n, c in zip(names, cells, strict=False) if n in _COLUMNS}


def _split_rows(
    lines: Sequence[str], at: int, delimiter: str, begins_row: Callable[[str], bool]
) -> Iterator[tuple[int, list[str] | str]]:
    """Line numbers with the cells of each row, or with what is wrong with its quotation marks.

    An open quotation mark costs its own row: lines after it that begin with the name of a text are rows again.
    """
    while at < len(lines):
        cells, used = _next_row(lines, at, delimiter)
        if cells is None:
            reason = (
                "a quotation mark isn't closed, or stands within a quoted cell (there it is written twice)"
            )
            yield at + 1, f"{reason}; the row is left aside"
        elif used > 1:
            reason = f"a cell runs on into line {at + 2}: close its quotation mark on line {at + 1}"
            yield at + 1, f"{reason}, or write it in one line; the row is left aside"
            used = next((n for n in range(1, used) if begins_row(lines[at + n])), used)
        else:
            yield at + 1, cells
        at += used


def _next_row(lines: Sequence[str], at: int, delimiter: str) -> tuple[list[str] | None, int]:
    """The cells of the row that begins on a line, None where its quotes are wrong, and how many lines it takes."""
    rest = (f"{line}\n" for line in lines[at : at + _LONGEST_CELL])
    reader = csv.reader(rest, delimiter=delimiter, strict=True)
    try:
        return next(reader, []), max(reader.line_num, 1)
    except csv.Error:
        return None, 1
