"""Extraction of many articles, on one core or several: the result and its order are the same for any number."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from corpora.article import Article
from nlp.extract import extract
from nlp.fact import ArticleFacts

BATCH = 64
"""Articles handed to a worker at a time: enough to hide the cost of handing over, few enough to keep memory flat."""


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
    from collections import deque
    from concurrent.futures import Future, ProcessPoolExecutor
    from multiprocessing import get_context

    pool = ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=_leave_interrupts)
    try:
        waiting: deque[Future[list[ArticleFacts | Failed]]] = deque()
        while batch := list(islice(articles, BATCH)):
            waiting.append(pool.submit(_extract_batch, batch))
            # Two batches a worker keep all busy; more would only pile up results.
            while len(waiting) >= 2 * workers:
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _leave_interrupts() -> None:
    """Leave Ctrl-C to the process that handed out the work: it ends the workers, once and in order."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _extract_batch(batch: list[Article]) -> list[ArticleFacts | Failed]:
    return [extract_safely(article) for article in batch]
