"""How well and how fast pages are read, beside trafilatura, readability-lxml and newspaper4k in the same run.

    python benchmarks/bench_read.py [--each N] [--by-structure]

The pages are made (see `press`): twenty structures, the stories of the sample newspaper. What isn't installed is left
out; the peers are no part of canbo and go into an environment of their own:

    python -m venv peers
    peers/bin/pip install beautifulsoup4 requests lxml_html_clean trafilatura readability-lxml newspaper4k
    PYTHONPATH=. peers/bin/python benchmarks/bench_read.py

Body F1 counts shingles of four words, of lead and paragraphs without title and captions; a page's F1 is averaged over
the pages. «Captions» is the share that stays out of the body, «minute» the share of pages whose time of publication is
given to the minute with its zone, «day» the share with the right day. Times are of the processor, one core, after a
first round that isn't counted.
"""

from __future__ import annotations

import argparse
import re
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from press import MadePage, made_pages

_WORD = re.compile(r"\w+")
_FETCHED = datetime(2027, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Found:
    """What a reader makes of a page: its text, and when it says that it was published."""

    text: str
    when: datetime | date | None = None


Reader = Callable[[MadePage], Found]


def canbo_generic() -> Reader:
    """Canbo without any knowledge of the layout."""
    from crawler.generic import GENERIC

    return lambda page: _canbo(page, GENERIC)


def canbo_layouts() -> Reader:
    """Canbo with what it knows of layouts, on the pages in one that it knows."""
    return lambda page: _canbo(page, None)


def _canbo(page: MadePage, layout: object) -> Found:
    from crawler.page import Page
    from crawler.reading import Reading, read_page

    read = read_page(Page.parse(page.url, page.html, "text/html; charset=utf-8", _FETCHED), layout)  # type: ignore[arg-type]
    if not isinstance(read, Reading):
        return Found("")
    moment = read.published.moment if read.published else None
    return Found("\n".join([read.lead or "", *read.body]), moment or (read.published and read.published.day))


def trafilatura() -> Reader:
    """Trafilatura as it comes, tables in, comments out."""
    from trafilatura import bare_extraction

    def read(page: MadePage) -> Found:
        found = bare_extraction(page.html, url=page.url, include_comments=False, with_metadata=True)
        if found is None:
            return Found("")
        return Found(found.text or "", date.fromisoformat(found.date) if found.date else None)

    return read


def readability() -> Reader:
    """readability-lxml; it gives no time."""
    from lxml import html
    from readability import Document

    def read(page: MadePage) -> Found:
        summary = Document(page.html.decode()).summary()
        return Found("\n".join(html.fromstring(summary).itertext()))

    return read


def newspaper() -> Reader:
    """newspaper4k, set to Vietnamese where it knows it."""
    from newspaper import Article

    def read(page: MadePage) -> Found:
        article = Article(page.url, fetch_images=False)
        article.download(input_html=page.html.decode())
        article.parse()
        when = article.publish_date
        return Found(article.text or "", when if isinstance(when, datetime) else None)

    return read


READERS = (
    ("canbo, generic reader", canbo_generic),
    ("trafilatura", trafilatura),
    ("readability-lxml", readability),
    ("newspaper4k", newspaper),
)
KNOWN = ("article-cms", "afcbc", "post")


@dataclass(slots=True)
class Score:
    """Sums over pages."""

    pages: int = 0
    f1: float = 0.0
    captions: int = 0
    kept_out: int = 0
    minutes: int = 0
    days: int = 0
    seconds: float = 0.0

    def row(self, name: str) -> str:
        """A line of the table."""
        n = max(self.pages, 1)
        return (
            f"{name:32}{self.f1 / n:8.3f}{self.kept_out / max(self.captions, 1):10.0%}{self.minutes / n:9.0%}"
            f"{self.days / n:7.0%}{n / max(self.seconds, 1e-9):10.0f}"
        )


def shingles(text: str, title: str = "") -> Counter[tuple[str, ...]]:
    """Shingles of four words; lines that are the title don't count."""
    lines = [line for line in text.splitlines() if line.strip() != title]
    words = _WORD.findall(" ".join(lines).lower())
    return Counter(zip(words, words[1:], words[2:], words[3:], strict=False))


def f1(page: MadePage, text: str) -> float:
    """How well a text is the page's lead and body."""
    want, got = shingles("\n".join(page.body)), shingles(text, page.title)
    both = sum((want & got).values())
    return 2 * both / (sum(want.values()) + sum(got.values())) if both else 0.0


def judge(score: Score, page: MadePage, found: Found) -> None:
    """Add a page to a score."""
    flat = " ".join(found.text.split())
    score.pages += 1
    score.f1 += f1(page, found.text)
    score.captions += len(page.captions)
    score.kept_out += sum(" ".join(c.split()) not in flat for c in page.captions)
    day = found.when.date() if isinstance(found.when, datetime) else found.when
    score.days += day == page.when.date()
    if isinstance(found.when, datetime) and found.when.tzinfo is not None:
        score.minutes += abs(found.when - page.when) < timedelta(minutes=1)


def measure(read: Reader, pages: list[MadePage]) -> dict[str, Score]:
    """Scores by structure, and over all under an empty name; a page that raises counts as read wrongly."""
    scores: dict[str, Score] = defaultdict(Score)
    for page in pages[:20]:
        _read(read, page)
    for page in pages:
        began = time.process_time()
        found = _read(read, page)
        took = time.process_time() - began
        for name in ("", page.structure):
            judge(scores[name], page, found)
            scores[name].seconds += took
    return scores


def _read(read: Reader, page: MadePage) -> Found:
    try:
        return read(page)
    except Exception:
        return Found("")


def contenders() -> Iterator[tuple[str, Reader | None]]:
    """Every reader that is installed; None for one that isn't."""
    for name, make in READERS:
        try:
            yield name, make()
        except ImportError:
            yield name, None


def main() -> None:
    """Measure every reader on the same pages and print a table."""
    parser = argparse.ArgumentParser(description="How well and how fast pages are read.")
    parser.add_argument("--each", type=int, default=4, help="stories in each structure (4)")
    parser.add_argument("--by-structure", action="store_true", help="also print body F1 by structure")
    chosen = parser.parse_args()
    pages = list(made_pages(chosen.each))
    size = sum(len(p.html) for p in pages) / len(pages) / 1000
    print(
        f"{len(pages)} pages in {len({p.structure for p in pages})} structures, {size:.0f} kB each on average\n"
    )
    print(f"{'':32}{'body F1':>8}{'captions':>10}{'minute':>9}{'day':>7}{'pages/s':>10}")
    by_structure = {}
    for name, read in contenders():
        if read is None:
            print(f"{name:32}  not installed")
            continue
        by_structure[name] = measure(read, pages)
        print(by_structure[name][""].row(name))
    known = [page for page in pages if page.structure in KNOWN]
    print(measure(canbo_layouts(), known)[""].row(f"canbo, layouts ({len(known)} pages)"))
    if chosen.by_structure:
        print(f"\n{'body F1':16}" + "".join(f"{name[:18]:>20}" for name in by_structure))
        for structure in dict.fromkeys(p.structure for p in pages):
            cells = (s[structure].f1 / s[structure].pages for s in by_structure.values())
            print(f"{structure:16}" + "".join(f"{cell:20.3f}" for cell in cells))


if __name__ == "__main__":
    main()
