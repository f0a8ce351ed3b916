"""What became of every page that was read: `read.tsv` beside the crawl."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from corpora.sameness import Copy, Told, find_copies, is_agency, sketch_of
from crawler.reading import Reading, UnreadPage
from crawler.urls import source_of

READ_FILE = "read.tsv"
_NAMES = "url outcome reason layout title published witness section author captions kind first share"
COLUMNS = tuple(_NAMES.split())
"""Columns of the report: `published` with its minute and zone where the page tells them and `witness` for who does;
`captions` parted by « ¶ »; `kind`, `first` and `share` for what repeats an earlier article (see `corpora.sameness`)."""


class ReadReport:
    """Takes readings as they pass, and writes the report when they have."""

    def __init__(self, folder: Path) -> None:
        self._path = Path(folder) / READ_FILE
        self._rows: list[tuple[str, ...]] = []
        self._texts: list[Told] = []

    def note(self, pages: Iterable[tuple[str, Reading | UnreadPage]]) -> Iterator[Reading | UnreadPage]:
        """Pass the readings on, and keep of each what the report needs."""
        for url, found in pages:
            self._rows.append(_row(url, found))
            if isinstance(found, Reading):
                self._texts.append(told_of(url, found))
            yield found

    def write(self) -> tuple[Path, Counter[str]]:
        """Write the report; returns the file, and how many articles repeat others, by kind."""
        copies = {copy.key: copy for copy in find_copies(self._texts)}
        beside = self._path.with_suffix(".tmp")
        with beside.open("w", encoding="utf-8", newline="\n") as file:
            file.write("\t".join(COLUMNS) + "\n")
            for row in self._rows:
                file.write("\t".join((*row, *_of(copies.get(row[0])))) + "\n")
        beside.replace(self._path)
        return self._path, Counter(copy.kind for copy in copies.values())


def told_of(url: str, reading: Reading) -> Told:
    """What is compared of a reading: lead and body, without title and captions."""
    text = "\n".join([reading.lead or "", *reading.body])
    source = source_of(reading.url)
    order = str(reading.published) if reading.published else ""
    return Told(url, source, reading.title or "", order, sketch_of(text), is_agency(source, text))


def _row(url: str, found: Reading | UnreadPage) -> tuple[str, ...]:
    if isinstance(found, UnreadPage):
        return (url, "unread", _cell(found.reason), *[""] * 7)
    published = found.published
    return (
        url,
        "article",
        "",
        found.layout,
        _cell(found.title),
        str(published or ""),
        published.witness if published else "",
        _cell(found.section),
        _cell(found.author),
        _cell(" ¶ ".join(found.captions)),
    )


def _of(copy: Copy | None) -> tuple[str, str, str]:
    return (copy.kind, copy.first, f"{copy.share:.2f}") if copy else ("", "", "")


def _cell(text: str | None) -> str:
    return " ".join((text or "").split())
