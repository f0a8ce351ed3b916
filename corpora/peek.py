"""A first look at inputs for the addresses in them, before any article is made of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path

from corpora.address import Peek
from corpora.decode import MAX_ARTICLE_BYTES, decode
from corpora.errors import CanboError, InputError
from corpora.folder import read_sheet_beside, read_sheets, survey
from corpora.lines import peek_lines, unpack
from corpora.meta import Meta
from corpora.rows import peek_row

LINES = (".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz")
"""Endings of files of JSON lines."""


def peek(path: Path | str) -> Iterator[Peek]:
    """The addresses in a folder or a file; nothing of pipes, which can be read but once, and of damaged files."""
    path = Path(path)
    name = path.name.lower()
    if path.is_dir():
        yield from _peek_meta(read_sheets(path, survey(path)[0])[0])
    elif not path.is_file():
        return
    elif name.endswith(LINES):
        try:
            stream = unpack(path)
        except OSError:
            return
        with stream:
            yield from peek_lines(stream, str(path))
    elif name.endswith(".parquet"):
        yield from _peek_parquet(path)
    elif path.suffix.lower() in (".txt", ""):
        yield from _peek_meta(read_sheet_beside(path)[0])


def _peek_meta(meta: Mapping[Path, Meta]) -> Iterator[Peek]:
    for text, known in meta.items():
        if known.url:
            yield known.url, str(text), partial(_text_or_nothing, text)


def _peek_parquet(path: Path) -> Iterator[Peek]:
    from corpora.parquet import read_parquet

    try:
        for number, row in enumerate(read_parquet(path), 1):
            if found := peek_row(row, f"{path}:{number}"):
                yield found
    except CanboError:
        return


def _text_or_nothing(path: Path) -> str:
    try:
        return read_text(path)
    except (OSError, InputError):
        return ""


def read_text(path: Path) -> str:
    """The text of a file; raises OSError, and InputError where it is no text that could be an article."""
    with path.open("rb") as stream:
        raw = stream.read(MAX_ARTICLE_BYTES + 1)
    # Of a file over the limit only the start was read: what it is comes before how large it is.
    return decode(raw, size=max(len(raw), path.stat().st_size), path=path)
