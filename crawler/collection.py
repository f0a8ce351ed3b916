"""Pages of other people's archives (CC-NEWS or any WARC collection) taken into a crawl's folder, a record at a time."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

from corpora.errors import CrawlError
from crawler.archive import Archive
from crawler.fetch import Response
from crawler.found import Found
from crawler.frontier import Frontier
from crawler.inflate import PAGE_CAP
from crawler.keep import Keeper, Wanted
from crawler.lock import hold_folder
from crawler.politeness import user_agent
from crawler.report import ARCHIVE_FILE, STATE_FILE, CrawlEvent
from crawler.urls import canonical_url, host_of, in_scope


@dataclass(slots=True)
class Taken:
    """What became of a collection: records seen, articles kept, pages left out, records of no interest, broken files.

    `others` are records of other hosts or other paths, of answers that are no pages, and of requests; they are counted
    and not named, because a collection holds millions. `broken` names each file that couldn't be read whole, and why.
    """

    folder: Path
    records: int = 0
    articles: int = 0
    pages: int = 0
    skipped: int = 0
    failed: int = 0
    others: int = 0
    seconds: float = 0.0
    broken: list[tuple[str, str]] = field(default_factory=list)


def take_collection(
    paths: Sequence[Path],
    folder: Path,
    *,
    hosts: Collection[str] = (),
    wanted: Wanted | None = None,
    limit: int | None = None,
    progress: Callable[[CrawlEvent], None] | None = None,
) -> Taken:
    """Take the pages of WARC files into `folder`, as if they had been crawled; nothing is asked of the network.

    `hosts` are those whose pages are wanted (all where it is empty), `wanted` what of them, `limit` the most articles.
    Files are streamed. A file that is damaged counts up to the damage. Doing the same twice changes nothing.
    Raises CrawlError where the folder can't be used.
    """
    began = time.monotonic()
    folder.mkdir(parents=True, exist_ok=True)
    wanted = wanted or Wanted()
    taken = Taken(folder)
    names = frozenset(host.removeprefix("www.") for host in hosts)
    with hold_folder(folder), Archive(folder / ARCHIVE_FILE, user_agent()) as archive:
        frontier = Frontier(folder / STATE_FILE)
        try:
            what = Wanted(wanted.under, wanted.since, wanted.topic, links=False)
            keeper = Keeper(archive, folder / ARCHIVE_FILE, frontier, what)
            frontier.begin_visit(time.time())
            keeper.begin([])
            keeper.recover()
            for answer in _answers(paths, taken, names, keeper.under):
                if limit is not None and taken.articles >= limit:
                    break
                with keeper.together():
                    _take(answer, keeper, frontier, taken, progress)
        finally:
            frontier.close()
    taken.seconds = time.monotonic() - began
    return taken


def _take(
    answer: Response,
    keeper: Keeper,
    frontier: Frontier,
    taken: Taken,
    progress: Callable[[CrawlEvent], None] | None,
) -> None:
    frontier.add([Found(answer.url, depth=1)])
    row = frontier.find(answer.url)
    if row is None:
        return
    done = keeper.keep(row, answer)
    taken.articles += done.state == "fetched" and done.kind == "article"
    taken.pages += done.state in ("fetched", "unchanged")
    taken.skipped += done.state == "skipped"
    taken.failed += done.state == "failed"
    if progress is not None:
        progress(CrawlEvent(row.url, row.host, done.state, done.kind, done.reason, taken.pages, 0))


def _answers(
    paths: Sequence[Path], taken: Taken, hosts: Collection[str], under: str | None
) -> Iterator[Response]:
    """The pages of the files that are wanted by their address."""
    for path in paths:
        try:
            with path.open("rb") as file:
                for record in _records(file):
                    taken.records += 1
                    answer = _answer(record, hosts, under)
                    if answer is None:
                        taken.others += 1
                    else:
                        yield answer
        except (OSError, CrawlError, EOFError) as error:
            taken.broken.append((str(path), getattr(error, "strerror", None) or str(error)))


def _records(file: BinaryIO) -> Iterator[Any]:
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    iterator = iter(ArchiveIterator(file))
    while True:
        try:
            record = next(iterator)
        except StopIteration:
            return
        except (ArchiveLoadFailed, ValueError) as error:
            raise CrawlError(
                f"no WARC record at byte {file.tell():,}: the rest of the file isn't read"
            ) from error
        yield record


def _answer(record: Any, hosts: Collection[str], under: str | None) -> Response | None:
    """A record as the answer that it holds, or None where it is none that is wanted."""
    if record.rec_type != "response" or record.http_headers is None:
        return None
    url = canonical_url(record.rec_headers.get_header("WARC-Target-URI") or "")
    if url is None or record.http_headers.get_statuscode() != "200":
        return None
    scope = hosts or {host_of(url).removeprefix("www.")}
    kind = (record.http_headers.get_header("Content-Type") or "").lower()
    if not in_scope(url, scope, under) or (kind and "html" not in kind):
        return None
    try:
        # Unpacked as it is read, so that a bomb costs no more than its cap.
        body = record.content_stream().read(PAGE_CAP + 1)
        at = datetime.fromisoformat(
            record.rec_headers.get_header("WARC-Date").replace("Z", "+00:00")
        ).timestamp()
    except (ValueError, AttributeError, OSError):
        return None
    if len(body) > PAGE_CAP:
        return None
    packing = ("content-encoding", "transfer-encoding")
    headers = [(str(k), str(v)) for k, v in record.http_headers.headers if str(k).lower() not in packing]
    return Response(url, 200, tuple(headers), body, body, at=at)
