"""Extraction of many articles, on one core or several: the result and its order are the same for any number."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from corpora.article import Article
from nlp.extraction import extract
from nlp.fact import ArticleFacts

if TYPE_CHECKING:  # needed only where there are several workers
    from multiprocessing.connection import Connection

    from nlp.programmes import Lexicon

BATCH = 64
"""Articles handed to a worker at a time: enough to hide the cost of handing over, few enough to keep memory flat."""

ENDED = "The process that read it was ended from outside, most often for want of memory: split the text."

CANT_START = 'Worker processes can\'t start: call this under `if __name__ == "__main__":`, or give workers=1.'

AHEAD = 2
"""Batches a worker that may wait for the consumer."""


@dataclass(frozen=True, slots=True)
class Failed:
    """An article whose extraction failed, with the reason; it never stops the others."""

    article: Article
    reason: str


def extract_many(
    articles: Iterable[Article], workers: int = 1, lexicon: Lexicon | None = None
) -> Iterator[ArticleFacts | Failed]:
    """Extract one article after another, in the order given.

    Args:
        articles: read lazily, so that a stream of any length needs little memory.
        workers: processes; 1 works in this one. Raises ValueError under 1.
        lexicon: a reader's own programmes beside canbo's.
    """
    if workers < 1:
        raise ValueError(f"{workers} workers can't work: give 1 or more")
    if workers == 1:
        yield from (extract_safely(article, lexicon) for article in articles)
        return
    yield from _in_processes(iter(articles), workers, lexicon)


def extract_safely(article: Article, lexicon: Lexicon | None = None) -> ArticleFacts | Failed:
    """Extract an article; an unforeseen error becomes a `Failed` that names it."""
    try:
        return extract(article, lexicon=lexicon)
    except Exception as error:
        return Failed(article, f"{type(error).__name__}: {error}. Please report it with this article's text.")


def _in_processes(
    articles: Iterator[Article], workers: int, lexicon: Lexicon | None
) -> Iterator[ArticleFacts | Failed]:
    """Batches to whoever is free, results in the order given; a worker that dies costs at most one article."""
    idle = [_Worker(lexicon) for _ in range(workers)]
    busy: list[_Worker] = []
    done: dict[int, list[ArticleFacts | Failed]] = {}
    given = taken = 0
    try:
        while True:
            # Some batches ahead keep all busy; more would only pile up results.
            while idle and given - taken < AHEAD * workers and (batch := list(islice(articles, BATCH))):
                busy.append(idle.pop().hand(given, batch))
                given += 1
            if taken in done:
                yield from done.pop(taken)
                taken += 1
            elif busy:
                worker = _first_ready(busy)
                done[worker.number] = worker.take()
                busy.remove(worker)
                idle.append(worker if worker.process.is_alive() else _Worker(lexicon))
            else:
                return
    finally:
        for worker in (*idle, *busy):
            worker.process.kill()


def _first_ready(busy: list[_Worker]) -> _Worker:
    from multiprocessing.connection import wait

    ready = wait([worker.pipe for worker in busy])
    return next(worker for worker in busy if worker.pipe in ready)


class _Worker:
    """A process with a pipe of its own: where it dies, even in the middle of an answer, the pipe says so.

    The pool of the standard library shares one queue, and waits for ever for the rest of a dead worker's answer.
    """

    def __init__(self, lexicon: Lexicon | None) -> None:
        from multiprocessing import get_context

        context = get_context("spawn")
        self.pipe, theirs = context.Pipe()
        self.process = context.Process(target=_serve, args=(theirs, lexicon), daemon=True)
        self.process.start()
        theirs.close()
        self.lexicon = lexicon
        self.number = 0
        self.batch: list[Article] = []

    def hand(self, number: int, batch: list[Article]) -> _Worker:
        """Give it a batch; that it died before shows when the answer is taken."""
        self.number, self.batch = number, batch
        with suppress(OSError):
            self.pipe.send(batch)
        return self

    def take(self) -> list[ArticleFacts | Failed]:
        """The results of its batch; where it died, each article is read in a worker that no other can take down."""
        try:
            return self._answer()
        except (EOFError, OSError):
            self.process.kill()
            self.process.join()
            return list(_one_by_one(self.batch, self.lexicon))

    def _answer(self) -> list[ArticleFacts | Failed]:
        results: list[ArticleFacts | Failed] = self.pipe.recv()
        return results


def _one_by_one(batch: list[Article], lexicon: Lexicon | None) -> Iterator[ArticleFacts | Failed]:
    """Extract each article by itself; one that ends its process becomes a `Failed`, and the next gets another."""
    worker = _Worker(lexicon)
    for article in batch:
        try:
            yield worker.hand(0, [article])._answer()[0]
        except (EOFError, OSError):
            _check_start()
            yield Failed(article, ENDED)
            worker = _Worker(lexicon)
    worker.process.kill()


def _check_start() -> None:
    """Raise RuntimeError where worker processes can't even start: then no article is at fault."""
    worker = _Worker(None)
    try:
        worker.hand(0, [])._answer()
    except (EOFError, OSError) as error:
        raise RuntimeError(CANT_START) from error
    finally:
        worker.process.kill()


def _serve(pipe: Connection, lexicon: Lexicon | None) -> None:
    """Answer batch after batch, until the other side goes."""
    _leave_interrupts()
    with suppress(EOFError, OSError):
        while True:
            pipe.send([extract_safely(article, lexicon) for article in pipe.recv()])


def _leave_interrupts() -> None:
    """Leave Ctrl-C to the process that handed out the work: it ends the workers, once and in order."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)
