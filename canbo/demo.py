"""The main job on embedded defaults: a bundled newspaper, crawled on this machine, becomes a database and a report."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from corpora.errors import CanboError, UsageError

if TYPE_CHECKING:
    from corpora.unread import Unread
    from crawler import CrawlEvent

MARK = ".canbo-demo"
"""The file by which a later run knows that the folder is the demo's own."""

PARTS = ("crawl", "articles.parquet", "facts", "canbo.duckdb", "report.html")
"""What the demo makes in its folder, in the order of the way; nothing else in it is ever touched."""

Step = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Made:
    """What a run of the demo made, and how much of it."""

    folder: Path
    pages: int
    articles: int
    relevant: int
    facts: int
    failed: tuple[Unread, ...] = ()

    @property
    def database(self) -> Path:
        """The database."""
        return self.folder / "canbo.duckdb"

    @property
    def report(self) -> Path:
        """The report, one HTML file."""
        return self.folder / "report.html"


def run_demo(folder: Path, step: Step, on_page: Callable[[CrawlEvent], None] | None = None) -> Made:
    """Go the whole way once; `step` is told what begins.

    A folder of an earlier demo is made anew. Raises UsageError where the folder holds anything else.
    """
    prepare(folder)
    pages = _crawl(folder / "crawl", step, on_page)
    articles = _read(folder / "crawl", folder / "articles.parquet", step)
    relevant, facts, failed = _extract(folder / "articles.parquet", folder / "facts", step)
    made = Made(folder, pages, articles, relevant, facts, tuple(failed))
    _build(folder / "facts", made, step)
    return made


def prepare(folder: Path) -> None:
    """Make the folder, or clear it of what an earlier demo made; raises UsageError where it isn't the demo's own."""
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"{folder} is a file: name a folder for the demo with -o")
    if folder.is_dir() and any(folder.iterdir()) and not (folder / MARK).is_file():
        raise UsageError(f"{folder} holds files that the demo didn't make: name another folder with -o")
    folder.mkdir(parents=True, exist_ok=True)
    (folder / MARK).write_text("Made by canbo demo, which may clear what it made here.\n", encoding="utf-8")
    for name in PARTS:
        part = folder / name
        if part.is_dir():
            shutil.rmtree(part)
        else:
            part.unlink(missing_ok=True)


def _crawl(folder: Path, step: Step, on_page: Callable[[CrawlEvent], None] | None) -> int:
    import crawler
    from corpora.sample.server import serve

    with serve() as paper:
        step(f"Crawling the sample newspaper, served on this machine at {paper.url}")
        done = crawler.crawl([f"{paper.url}/"], folder, allow_loopback=True, delay=0, progress=on_page)
    if done.stopped == "interrupted":
        raise KeyboardInterrupt
    if not done.fetched:
        raise CanboError(
            f"no page of the sample newspaper could be fetched: {done.stopped or 'see'} {folder}"
        )
    return done.fetched


def _read(crawled: Path, out: Path, step: Step) -> int:
    import crawler
    from corpora.article import Article
    from corpora.store import write_articles

    step("Reading the pages into articles")
    return write_articles(out, (page for page in crawler.read_pages(crawled) if isinstance(page, Article)))


def _extract(articles: Path, out: Path, step: Step) -> tuple[int, int, list[Unread]]:
    import nlp
    from corpora.store import read_articles
    from corpora.unread import Unread
    from factdb.record import write_run
    from nlp.fact import ArticleFacts

    step("Extracting the facts")
    results = list(nlp.extract_many(read_articles(articles)))
    found = [r for r in results if isinstance(r, ArticleFacts)]
    failed = [Unread(r.article.name, r.reason) for r in results if not isinstance(r, ArticleFacts)]
    summary = write_run(out, found, failed, rules_version=nlp.rules_version())
    return sum(r.relevant for r in found), summary.facts, failed


def _build(facts: Path, made: Made, step: Step) -> None:
    from canbo.report import write_report
    from factdb.build import build

    step("Building the database and the report")
    build(facts, made.database)
    write_report(made.database, made.report)
