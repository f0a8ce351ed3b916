"""Articles from what users have: folders of texts, single texts, JSON lines, Parquet, standard input.

Nothing stops at one bad input: what gives no article comes out as `Unread`, in its place, with a reason.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import BinaryIO

from corpora.article import Article
from corpora.decode import MAX_ARTICLE_BYTES, decode
from corpora.errors import CanboError, InputError
from corpora.head import complete
from corpora.lines import read_lines, read_stdin, unpack
from corpora.meta import Meta, read_meta
from corpora.rows import article_of
from corpora.unread import Unread

__all__ = ["MAX_ARTICLE_BYTES", "Unread", "load"]

_LINES = (".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz")
_STDIN = "-"


def load(inputs: Sequence[Path | str], *, stdin: BinaryIO | None = None) -> Iterator[Article | Unread]:
    """The articles of folders, files and standard input (`-`), one after the other.

    A folder gives its `.txt` files, subfolders too, in sorted order, with what `meta.csv` tells.
    Files may be `.txt`, `.jsonl` (also `.gz`) or `.parquet`. Title, day and author that no `meta.csv`
    and no row gives are read from the text where the text shows them.

    Raises InputError at once, before anything is read, where a path isn't there.
    """
    paths = [i if str(i) == _STDIN else _existing(Path(i)) for i in inputs]
    return _read_all(paths, stdin)


def _existing(path: Path) -> Path:
    if path.exists():
        return path
    raise InputError(f"{path} isn't there{_near(path)}")


def _near(path: Path) -> str:
    """What lies beside and is named nearly so; or how far the path does lead."""
    parent = path.parent
    while not parent.is_dir() and parent != parent.parent:
        path, parent = parent, parent.parent
    try:
        names = sorted(p.name for p in parent.iterdir())
    except OSError:
        return ""
    folded = {n.casefold(): n for n in names}
    close = [folded[n] for n in get_close_matches(path.name.casefold(), folded, n=3, cutoff=0.6)]
    if close:
        return f"; did you mean {' or '.join(str(parent / n) for n in close)}?"
    return f"; {parent} has nothing named like {path.name}"


def _read_all(paths: Sequence[Path | str], stdin: BinaryIO | None) -> Iterator[Article | Unread]:
    for path in paths:
        if isinstance(path, str) or str(path) == _STDIN:
            yield from read_stdin(stdin or sys.stdin.buffer)
        elif path.is_dir():
            yield from _read_folder(path)
        else:
            yield from _read_file(path)


def _read_folder(folder: Path) -> Iterator[Article | Unread]:
    texts = sorted(_find_texts(folder), key=lambda p: p.relative_to(folder).parts)
    meta: dict[Path, Meta] = {}
    for sheet in sorted(_visible(folder, "meta.csv"), key=lambda p: (len(p.parts), p.parts)):
        rows, problems = read_meta(sheet, texts)
        meta |= rows
        yield from problems
    if not texts:
        yield Unread(
            str(folder), "there is no .txt file in it; give .jsonl or .parquet files by their own names"
        )
    for text in texts:
        yield _read_text(text, meta.get(text))


def _find_texts(folder: Path) -> Iterator[Path]:
    return (p for p in _visible(folder, "*") if p.suffix.lower() == ".txt")


def _visible(folder: Path, pattern: str) -> Iterator[Path]:
    """The files below a folder, without hidden ones (`._a.txt` is what macOS leaves on memory sticks)."""
    for path in folder.rglob(pattern):
        if path.is_file() and not any(part.startswith(".") for part in path.relative_to(folder).parts):
            yield path


def _read_file(path: Path) -> Iterator[Article | Unread]:
    name = path.name.lower()
    if name.endswith(_LINES):
        try:
            stream = unpack(path)
        except OSError as error:
            yield _closed(path, error)
            return
        with stream:
            yield from read_lines(stream, str(path), _stem(path))
    elif name.endswith(".parquet"):
        yield from _read_rows(path)
    elif path.suffix.lower() in (".txt", "") or not path.is_file():
        yield from _read_single(path)
    else:
        yield Unread(
            str(path), f"canbo doesn't read {path.suffix} files; give plain text (.txt), .jsonl or .parquet"
        )


def _read_single(path: Path) -> Iterator[Article | Unread]:
    """A text given by its own name: what the `meta.csv` beside it says of it holds as in its folder."""
    sheet = path.parent / "meta.csv"
    rows: dict[Path, Meta] = {}
    if sheet.is_file():
        rows, problems = read_meta(sheet, [path], whole=False)
        yield from problems
    yield _read_text(path, rows.get(path))


def _closed(path: Path, error: OSError) -> Unread:
    return Unread(str(path), f"it can't be opened: {error.strerror or error}; look at its permissions")


def _stem(path: Path) -> str:
    return path.name.partition(".")[0] or path.name


def _read_text(path: Path, meta: Meta | None) -> Article | Unread:
    try:
        with path.open("rb") as stream:
            raw = stream.read(MAX_ARTICLE_BYTES + 1)
        # Of a file over the limit only the start was read: what it is comes before how large it is.
        text = decode(raw, size=max(len(raw), path.stat().st_size))
    except OSError as error:
        return _closed(path, error)
    except InputError as error:
        return Unread(str(path), str(error))
    known = meta or Meta()
    return complete(
        Article(
            text=text,
            name=known.id or path.stem,
            title=known.title,
            published=known.published,
            published_basis="meta" if known.published else None,
            source=known.source,
            url=known.url,
            author=known.author,
        )
    )


def _read_rows(path: Path) -> Iterator[Article | Unread]:
    from corpora.parquet import read_parquet

    try:
        for number, row in enumerate(read_parquet(path), 1):
            place = f"{path}:{number}"
            if "text" not in row:
                columns = ", ".join(row)
                yield Unread(str(path), f"it has no column named text (but {columns}); name it text")
                return
            try:
                yield article_of(row, f"{_stem(path)}-{number}")
            except InputError as error:
                yield Unread(place, str(error))
    except CanboError as error:
        yield Unread(str(path), str(error))
