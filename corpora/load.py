"""Articles from what users have: folders of texts, single texts, JSON lines, Parquet, standard input.

Nothing stops at one bad input: what gives no article comes out as `Unread`, in its place, with a reason.
"""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterator, Sequence
from difflib import get_close_matches
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from corpora.address import Addresses, find_shared
from corpora.article import Article
from corpora.decode import MAX_ARTICLE_BYTES, advise_pdf
from corpora.errors import CanboError, InputError
from corpora.folder import advise_others, describe, name_texts, read_sheet_beside, read_sheets, survey
from corpora.head import complete
from corpora.lines import read_lines, read_stdin, unpack
from corpora.meta import Meta
from corpora.peek import LINES, peek, read_text
from corpora.rows import Fields, article_of
from corpora.unread import Unread

__all__ = ["MAX_ARTICLE_BYTES", "Unread", "load"]

_STDIN = "-"


def load(inputs: Sequence[Path | str], *, stdin: BinaryIO | None = None) -> Iterator[Article | Unread]:
    """The articles of folders, files and standard input (`-`), one after the other.

    A folder gives its `.txt` files, subfolders too, in sorted order, with what `meta.csv` tells.
    Files may be `.txt`, `.jsonl` (also `.gz`) or `.parquet`. Title, day and author that no `meta.csv`
    and no row gives are read from the text where the text shows them. An address that tells no article
    from another (`N/A`, a home page, one for clearly different texts of these inputs; of standard input,
    which is read once, the last isn't found) is left out with a word.

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
    addresses = Addresses(find_shared(lambda: chain.from_iterable(map(peek, paths))))
    given = {Path(path).resolve() for path in paths}
    for path in paths:
        if isinstance(path, str) or str(path) == _STDIN:
            yield from read_stdin(stdin or sys.stdin.buffer, addresses)
        elif path.is_dir():
            yield from _read_folder(path, addresses, given)
        else:
            yield from _read_file(path, addresses)


def _read_folder(folder: Path, addresses: Addresses, given: Collection[Path]) -> Iterator[Article | Unread]:
    """The articles of a folder; other files in it are told, but for those that are `given` by their own names."""
    texts, found = survey(folder)
    others = [path for path in found if path.resolve() not in given]
    meta, problems = read_sheets(folder, texts)
    yield from problems
    if not texts:
        there = f" (but {describe(others)})" if others else ""
        advice = "give .jsonl or .parquet files by their own names"
        yield Unread(str(folder), f"there is no .txt file in it{there}; {advice}")
    for text, name in zip(texts, name_texts(folder, texts, meta), strict=True):
        yield from _read_text(text, name, meta.get(text), addresses)
    if texts and others:
        yield Unread(str(folder), f"{describe(others)} left aside; {advise_others(others)}", "left_aside")


def _read_file(path: Path, addresses: Addresses) -> Iterator[Article | Unread]:
    name = path.name.lower()
    if name.endswith(LINES):
        try:
            stream = unpack(path)
        except OSError as error:
            yield _closed(path, error)
            return
        with stream:
            yield from read_lines(stream, str(path), _stem(path), addresses)
    elif name.endswith(".parquet"):
        yield from _read_rows(path, addresses)
    elif path.suffix.lower() in (".txt", "") or not path.is_file():
        yield from _read_single(path, addresses)
    else:
        advice = "give plain text (.txt), .jsonl or .parquet"
        if path.suffix.lower() == ".pdf":
            advice = advise_pdf(path)
        yield Unread(str(path), f"canbo doesn't read {path.suffix} files; {advice}")


def _read_single(path: Path, addresses: Addresses) -> Iterator[Article | Unread]:
    """A text given by its own name: what the `meta.csv` beside it says of it holds as in its folder."""
    meta, problems = read_sheet_beside(path)
    yield from problems
    known = meta.get(path)
    yield from _read_text(path, (known and known.id) or path.stem, known, addresses)


def _closed(path: Path, error: OSError) -> Unread:
    return Unread(str(path), f"it can't be opened: {error.strerror or error}; look at its permissions")


def _stem(path: Path) -> str:
    return path.name.partition(".")[0] or path.name


def _read_text(path: Path, name: str, meta: Meta | None, addresses: Addresses) -> Iterator[Article | Unread]:
    try:
        text = read_text(path)
    except OSError as error:
        yield _closed(path, error)
        return
    except InputError as error:
        yield Unread(str(path), str(error))
        return
    known = meta or Meta()
    article = Article(
        text=text,
        name=name,
        title=known.title,
        published=known.published,
        published_basis="meta" if known.published else None,
        source=known.source,
        url=known.url,
        author=known.author,
    )
    yield from addresses.check(complete(article), known.place or str(path))


def _read_rows(path: Path, addresses: Addresses) -> Iterator[Article | Unread]:
    from corpora.parquet import read_parquet

    fields = Fields()
    try:
        for number, row in enumerate(read_parquet(path), 1):
            place = f"{path}:{number}"
            if "text" not in row:
                columns = ", ".join(row)
                yield Unread(str(path), f"it has no column named text (but {columns}); name it text")
                return
            try:
                yield from fields.check(row, place)
                yield from addresses.check(article_of(row, f"{_stem(path)}-{number}"), place)
            except InputError as error:
                yield Unread(place, str(error))
    except CanboError as error:
        yield Unread(str(path), str(error))
