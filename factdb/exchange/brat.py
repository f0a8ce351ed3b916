"""brat: two files an article, the text and its annotations in standoff form; values stand in the notes of a span.

Places count code points. A span that goes over a line's end is cut there, as brat wants it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from corpora.errors import InputError
from factdb.exchange.annotated import ARROWS, KINDS, Annotated, Marked

_DIVIDER = " | "
_NOTE = re.compile(r"\s*([a-z_]+)\s*=\s*(.*?)\s*")

CONFIG = "\n".join(
    [
        "# canbo's facts in brat. Values stand in a span's notes: id=… | learners=910 | period=2024",
        "[entities]",
        *KINDS,
        "[relations]",
        "part_of\tArg1:training, Arg2:training",
        "of\tArg1:outcomes, Arg2:training",
        "<OVERLAP>\tArg1:<ANY>, Arg2:<ANY>, <OVL-TYPE>:<ANY>",
        "[events]",
        "[attributes]",
        "",
    ]
)
"""The configuration that brat reads beside the texts."""


def write_brat(articles: Iterable[Annotated], folder: Path) -> None:
    """Write `ID.txt` and `ID.ann` for each article, named by its article_id, and `annotation.conf`."""
    (folder / "annotation.conf").write_text(CONFIG, encoding="utf-8", newline="\n")
    for article in articles:
        (folder / f"{article.article_id}.txt").write_bytes(article.text.encode("utf-8", "replace"))
        lines = "".join(f"{line}\n" for line in _lines(article))
        (folder / f"{article.article_id}.ann").write_text(lines, encoding="utf-8", newline="\n")


def _lines(article: Annotated) -> Iterator[str]:
    names = {one.key: f"T{number}" for number, one in enumerate(article.marked, 1)}
    for one in article.marked:
        pieces = list(_pieces(article.text, one.start, one.end))
        places = ";".join(f"{start} {end}" for start, end in pieces)
        words = " ".join(article.text[start:end] for start, end in pieces)
        yield f"{names[one.key]}\t{one.kind} {places}\t{words}"
    for number, one in enumerate(article.marked, 1):
        written = [
            f"id={one.key}",
            *(f"{slot}={value.replace('|', '/')}" for slot, value in one.slots.items()),
        ]
        yield f"#{number}\tAnnotatorNotes {names[one.key]}\t{_DIVIDER.join(written)}"
    arrows = [one for one in article.marked if one.target in names]
    for number, one in enumerate(arrows, 1):
        target = names[str(one.target)]
        yield f"R{number}\t{ARROWS[one.kind]} Arg1:{names[one.key]} Arg2:{target}"


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A stretch without its line ends."""
    for found in re.finditer(r"[^\r\n]+", text[start:end]):
        yield start + found.start(), start + found.end()


def read_brat(folder: Path) -> Iterator[Annotated]:
    """The articles of a folder with what is marked in them; InputError where a line is no annotation."""
    files = sorted(folder.glob("*.ann"))
    if not files:
        raise InputError(f"{folder} holds no .ann file: give the folder that brat keeps the annotations in")
    for path in files:
        beside = path.with_suffix(".txt")
        if not beside.is_file():
            raise InputError(f"{beside} isn't there: brat keeps the text beside {path.name}")
        text = beside.read_bytes().decode("utf-8")
        marked = _read(path)
        yield Annotated(path.stem, "", path.stem, None, None, text, marked)


def _read(path: Path) -> list[Marked]:
    spans: dict[str, tuple[str, int, int]] = {}
    notes: dict[str, dict[str, str]] = {}
    arrows: dict[str, str] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        try:
            _take(line, spans, notes, arrows)
        except (ValueError, IndexError):
            raise InputError(f"{path}:{number}: {line[:60]!r} is no annotation of brat's") from None
    keys = {name: notes.get(name, {}).get("id", name) for name in spans}
    return [
        Marked(
            keys[name],
            kind,
            start,
            end,
            {s: v for s, v in notes.get(name, {}).items() if s != "id"},
            keys.get(arrows.get(name, "")),
        )
        for name, (kind, start, end) in spans.items()
        if kind in KINDS
    ]


def _take(
    line: str,
    spans: dict[str, tuple[str, int, int]],
    notes: dict[str, dict[str, str]],
    arrows: dict[str, str],
) -> None:
    """Put a line where it belongs; what canbo doesn't write (events, attributes, normalisations) is passed over."""
    if line.startswith("T"):
        name, places, _ = line.split("\t", 2)
        kind, where = places.split(" ", 1)
        numbers = [int(n) for n in where.replace(";", " ").split()]
        spans[name] = (kind, numbers[0], numbers[-1])
    elif line.startswith("#"):
        _, target, words = line.split("\t", 2)
        kind, name = target.split(" ", 1)
        if kind == "AnnotatorNotes":
            found = (_NOTE.fullmatch(part) for part in words.split("|"))
            notes.setdefault(name, {}).update({m[1]: m[2] for m in found if m})
    elif line.startswith("R"):
        _, relation = line.split("\t", 1)
        kind, first, second = relation.split()
        if kind in ARROWS.values():
            arrows[first.removeprefix("Arg1:")] = second.removeprefix("Arg2:")
