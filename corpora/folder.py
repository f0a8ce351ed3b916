"""A folder of texts: which files are texts, what they are called, what its sheets tell, and what is left aside."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from corpora.meta import Meta, read_meta
from corpora.unread import Unread

_SHEET = "meta.csv"
_READ_BY_NAME = (".jsonl", ".ndjson", ".gz", ".parquet")


def survey(folder: Path) -> tuple[list[Path], list[Path]]:
    """The texts below a folder in sorted order, and the files that are neither texts nor canbo's own."""
    files = sorted(_visible(folder), key=lambda p: p.relative_to(folder).parts)
    texts = [p for p in files if p.suffix.lower() == ".txt"]
    marks = ("runs.jsonl", "crawl.sqlite")
    own = {p.parent for p in files if p.name in marks}
    others = [
        p
        for p in files
        if p.suffix.lower() not in (".txt", ".duckdb", ".wal")
        and p.name not in (_SHEET, "report.html")
        and own.isdisjoint(p.parents)
        and not (p.suffix == ".json" and p.with_suffix(".txt").is_file())  # gold beside its text
    ]
    return texts, others


def _visible(folder: Path) -> Iterator[Path]:
    """The files below a folder, without hidden ones (`._a.txt` is what macOS leaves on memory sticks)."""
    for path in folder.rglob("*"):
        if path.is_file() and not any(part.startswith(".") for part in path.relative_to(folder).parts):
            yield path


def describe(others: Sequence[Path]) -> str:
    """How many files, with their endings: `2 files (.docx, .pdf)`."""
    endings = sorted({p.suffix.lower() or p.name for p in others})
    more = f" and {len(endings) - 5} more kinds" if len(endings) > 5 else ""
    return f"{len(others)} file{'s' if len(others) > 1 else ''} ({', '.join(endings[:5])}{more})"


def advise_others(others: Sequence[Path]) -> str:
    """What to do so that they are read too."""
    if all(p.suffix.lower() in _READ_BY_NAME for p in others):
        return "give them by their own names"
    return "of a folder only .txt files are read"


def read_sheets(folder: Path, texts: Sequence[Path]) -> tuple[dict[Path, Meta], list[Unread]]:
    """What every `meta.csv` below a folder tells, the deeper one over the one above, and its problems."""
    meta: dict[Path, Meta] = {}
    problems: list[Unread] = []
    sheets = [p for p in _visible(folder) if p.name == _SHEET]
    for sheet in sorted(sheets, key=lambda p: (len(p.parts), p.parts)):
        rows, wrong = read_meta(sheet, texts)
        meta |= rows
        problems += wrong
    return meta, problems


def read_sheet_beside(path: Path) -> tuple[dict[Path, Meta], list[Unread]]:
    """What the `meta.csv` beside a text tells of it."""
    sheet = path.parent / _SHEET
    return read_meta(sheet, [path], whole=False) if sheet.is_file() else ({}, [])


def name_texts(folder: Path, texts: Sequence[Path], meta: Mapping[Path, Meta]) -> list[str]:
    """The articles' names: the id of `meta.csv`, else the file's stem; its path where several share the stem."""
    ids = [known.id if (known := meta.get(text)) else None for text in texts]
    stems = Counter(text.stem for text, given in zip(texts, ids, strict=True) if not given)
    paths = [text.relative_to(folder).with_suffix("").as_posix() for text in texts]
    return [
        given or (text.stem if stems[text.stem] == 1 else path)
        for text, given, path in zip(texts, ids, paths, strict=True)
    ]
