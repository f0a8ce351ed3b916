"""Articles from JSON lines, one at a time: memory stays flat however long the file is."""

from __future__ import annotations

import gzip
import io
import json
import zlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, cast

from corpora.address import Addresses, Peek
from corpora.article import Article
from corpora.decode import MAX_ARTICLE_BYTES, decode
from corpora.errors import InputError
from corpora.head import complete
from corpora.rows import Fields, article_of, peek_row
from corpora.unread import Unread

MAX_LINE_BYTES = 3 * MAX_ARTICLE_BYTES
"""A longer line can't hold an article within the limit: escapes take six bytes for two or three."""

_STDIN = "standard input"


def unpack(path: Path) -> BinaryIO:
    """Open a file for reading bytes, unpacking it where it is named `.gz`."""
    if path.name.lower().endswith(".gz"):
        return cast(BinaryIO, gzip.open(path, "rb"))
    return path.open("rb")


def read_stdin(stream: BinaryIO, addresses: Addresses) -> Iterator[Article | Unread]:
    """JSON lines where the first character that is no blank is `{`, else one plain text."""
    start = stream.read(4096)
    while start and not start.strip() and (more := stream.read(4096)):
        start += more
    joined = cast(BinaryIO, io.BufferedReader(_Joined(start, stream), 1 << 16))
    if start.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        yield from read_lines(joined, _STDIN, "stdin", addresses)
        return
    try:
        yield complete(Article(decode(joined.read(MAX_ARTICLE_BYTES + 1)), name="stdin"))
    except InputError as error:
        yield Unread(_STDIN, str(error))


def read_lines(stream: BinaryIO, label: str, stem: str, addresses: Addresses) -> Iterator[Article | Unread]:
    """An article or an Unread a line; blank lines are passed over.

    `label` names the stream in reasons, `stem` the articles without an id (`stem-12` on line 12).
    """
    number = 0
    fields = Fields()
    try:
        for number, line in _number_lines(stream):
            place = f"{label}:{number}"
            if line is None:
                limit = MAX_ARTICLE_BYTES // 1_000_000
                yield Unread(place, f"the line is over the limit of {limit} MB an article")
            elif line.strip():
                yield from _read_line(line, place, f"{stem}-{number}", fields, addresses)
    except (EOFError, OSError, zlib.error) as error:
        reason = f"reading broke off after line {number} ({error}); copy or download the file again"
        yield Unread(f"{label}:{number + 1}", reason)
    else:
        if number == 0:
            yield Unread(label, "it is empty: no line in it")


def peek_lines(stream: BinaryIO, label: str) -> Iterator[Peek]:
    """The addresses of JSON lines with the place and the text of each; what is wrong with a line isn't told."""
    try:
        for number, line in _number_lines(stream):
            if line is None or b'"url"' not in line:
                continue
            with suppress(ValueError, RecursionError):
                row = json.loads(line.decode("utf-8-sig"))
                if isinstance(row, dict) and (peek := peek_row(row, f"{label}:{number}")):
                    yield peek
    except (EOFError, OSError, zlib.error):
        return


def _number_lines(stream: BinaryIO) -> Iterator[tuple[int, bytes | None]]:
    """Each line with its number; None for one that is too long."""
    for number, line in enumerate(iter(lambda: stream.readline(MAX_LINE_BYTES), b""), 1):
        if len(line) >= MAX_LINE_BYTES and not line.endswith(b"\n"):
            _skip_line(stream)
            yield number, None
        else:
            yield number, line


def _skip_line(stream: BinaryIO) -> None:
    while (rest := stream.readline(1 << 20)) and not rest.endswith(b"\n"):
        pass


def _read_line(
    line: bytes, place: str, name: str, fields: Fields, addresses: Addresses
) -> Iterator[Article | Unread]:
    try:
        row = json.loads(line.decode("utf-8-sig"))
        if not isinstance(row, dict):
            raise InputError('the line is no object; write {"text": "…"} on each line')
        yield from fields.check(row, place)
        yield from addresses.check(article_of(row, name), place)
    except (InputError, ValueError, RecursionError) as error:
        yield Unread(place, _describe(error, line))


def _describe(error: Exception, line: bytes) -> str:
    if isinstance(error, UnicodeDecodeError):
        return f"byte {error.start + 1} of the line is not UTF-8; write the file in UTF-8"
    if isinstance(error, json.JSONDecodeError):
        cut = not line.endswith(b"\n") or error.pos >= len(line.decode("utf-8").rstrip()) - 1
        what = "the line is cut short" if cut else "the line is no JSON"
        where = f"character {error.pos + 1} ({error.msg})"
        return f"{what} at {where}; write it again from its source"
    return str(error) if isinstance(error, InputError) else f"the line is no usable JSON ({error})"


class _Joined(io.RawIOBase):
    """Bytes already taken from a stream, and then the stream itself."""

    def __init__(self, start: bytes, rest: BinaryIO) -> None:
        self._start = start
        self._rest = rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        taken = self._start[: len(buffer)] or self._rest.read(len(buffer))
        self._start = self._start[len(taken) :] if self._start else b""
        buffer[: len(taken)] = taken
        return len(taken)
