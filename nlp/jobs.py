"""Extraction of many articles, on one core or several: the result and its order are the same for any number."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from corpora.article import Article
from nlp.extract import extract
from nlp.fact import ArticleFacts

if TYPE_CHECKING:  # heavy, and needed only where there are several workers
    from concurrent.futures import Future, ProcessPoolExecutor

BATCH = 64
"""Articles handed to a worker at a time: enough to hide the cost of handing over, few enough to keep memory flat."""

ENDED = "The process that read it was ended from outside, most often for want of memory: split the text."


@dataclass(frozen=True, slots=True)
class Failed:
    """An article whose extraction failed, with the reason; it never stops the others."""

    article: Article
    reason: str


def extract_many(articles: Iterable[Article], workers: int = 1) -> Iterator[ArticleFacts | Failed]:
    """Extract one article after another, in the order given.

    Args:
        articles: read lazily, so that a stream of any length needs little memory.
        workers: processes; 1 works in this one. Raises ValueError under 1.
    """
    if workers < 1:
        raise ValueError(f"{workers} workers can't work: give 1 or more")
    if workers == 1:
        yield from map(extract_safely, articles)
        return
    yield from _in_processes(iter(articles), workers)


def extract_safely(article: Article) -> ArticleFacts | Failed:
    """Extract an article; an unforeseen error becomes a `Failed` that names it."""
    try:
        return extract(article)
    except Exception as error:
        return Failed(article, f"{type(error).__name__}: {error}. Please report it with this article's text.")


def _in_processes(articles: Iterator[Article], workers: int) -> Iterator[ArticleFacts | Failed]:
    crew = _Crew(workers)
    try:
        while batch := list(islice(articles, BATCH)):
            crew.hand(batch)
            # Two batches a worker keep all busy; more would only pile up results.
            while len(crew.waiting) >= 2 * workers:
                yield from crew.take()
        while crew.waiting:
            yield from crew.take()
    finally:
        crew.dismiss()


class _Crew:
    """Worker processes; where one dies (killed for its memory, say), what it and the others held is done again."""

    def __init__(self, workers: int) -> None:
        self.workers = workers
        self.pool = _pool(workers)
        self.waiting: deque[tuple[list[Article], Future[list[ArticleFacts | Failed]]]] = deque()

    def hand(self, batch: list[Article]) -> None:
        """Hand a batch to the next free worker."""
        from concurrent.futures.process import BrokenProcessPool

        try:
            future = self.pool.submit(_extract_batch, batch)
        except BrokenProcessPool:
            self.dismiss()
            self.pool = _pool(self.workers)
            future = self.pool.submit(_extract_batch, batch)
        self.waiting.append((batch, future))

    def take(self) -> Iterator[ArticleFacts | Failed]:
        """The results of the batch that was handed out first."""
        from concurrent.futures.process import BrokenProcessPool

        batch, future = self.waiting.popleft()
        try:
            yield from future.result()
        except BrokenProcessPool:
            yield from _one_by_one(batch)

    def dismiss(self) -> None:
        """End the workers, without waiting for what they do."""
        self.pool.shutdown(wait=False, cancel_futures=True)


def _pool(workers: int) -> ProcessPoolExecutor:
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    return ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=_leave_interrupts)


def _one_by_one(batch: list[Article]) -> Iterator[ArticleFacts | Failed]:
    """Extract each article in a worker that no other can take down; one that ends its worker becomes a `Failed`."""
    from concurrent.futures.process import BrokenProcessPool

    pool = _pool(1)
    try:
        for article in batch:
            try:
                yield from pool.submit(_extract_batch, [article]).result()
            except BrokenProcessPool:
                pool = _pool(1)
                pool.submit(
                    _extract_batch, []
                ).result()  # no article's fault where workers can't even start: raises
                yield Failed(article, ENDED)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _leave_interrupts() -> None:
    """Leave Ctrl-C to the process that handed out the work: it ends the workers, once and in order."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _extract_batch(batch: list[Article]) -> list[ArticleFacts | Failed]:
    return [extract_safely(article) for article in batch]
