"""What becomes of an answer: archived, noted down, its links taken up."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from corpora.errors import CrawlError
from crawler.archive import Archive, Place, Stored, read_record, scan
from crawler.discover import Link, Look, look_at
from crawler.fetch import Response
from crawler.frontier import Found, Frontier, Gained, Row
from crawler.inflate import TooLarge, Unreadable
from crawler.robots import Robots
from crawler.urls import canonical_url, even_path, host_of, in_scope

DEEPEST = 6
"""Links from a start beyond which none are followed."""

LONGEST_LISTING = 500
"""Pages of one listing that are followed, as long as each brings something new."""

MOST_REDIRECTS = 5


@dataclass(frozen=True, slots=True)
class Done:
    """What became of a page: the row's new state, its kind and the reason."""

    state: str
    kind: str = ""
    reason: str = ""


class Keeper:
    """Writes to the archive and to the state, in this order, and decides what belongs to the crawl."""

    def __init__(
        self, archive: Archive, path: Path, frontier: Frontier, under: str | None, since: date | None
    ) -> None:
        self._archive, self._path, self._frontier = archive, path, frontier
        self._under, self._since = even_path(under) if under else None, since
        self._new_hosts = False
        self.hosts: set[str] = set()

    def take_new_hosts(self) -> bool:
        """Whether hosts joined the crawl since this was last asked."""
        new, self._new_hosts = self._new_hosts, False
        return new

    def begin(self, starts: Sequence[Found]) -> None:
        """Put the starts in, and what only an earlier run's `since` kept out; learn whose pages are wanted."""
        self._frontier.reopen_since(self._since)
        self._frontier.add(starts)
        self.hosts = {host.removeprefix("www.") for host in self._frontier.start_hosts()}

    def is_wanted_host(self, host: str) -> bool:
        """Whether a host is one of those that the crawl is about."""
        return host.removeprefix("www.") in self.hosts

    # Recovery

    def recover(self) -> None:
        """Make archive and state agree after a run that was killed.

        Whole records that the state doesn't know were written just before the end: they are taken in.
        What follows the last whole record is torn, and cut off.
        """
        self._frontier.drop_records_beyond(self._archive.size)
        end = self._frontier.indexed_end()
        for place, stored in scan(self._path, end):
            with self._frontier.transaction():
                self._adopt(place, stored)
            end = place.offset + place.length
        self._archive.cut(end)

    def _adopt(self, place: Place, stored: Stored | None) -> None:
        url = canonical_url(stored.url) if stored else None
        if stored is None or url is None:
            self._frontier.keep_place(place)
            return
        self._frontier.add([Found(url, depth=1)])
        known = self._frontier.find(url)
        if known is not None:
            look = self._look(url, stored.body, stored.header("Content-Type") or "")
            self._gain(known, look, stored, place)

    # Answers

    def keep(self, row: Row, answer: Response) -> Done:
        """Archive a page and take up its links; a page that isn't wanted is skipped with a reason."""
        look = self._look(row.url, answer.body, answer.header("Content-Type") or "")
        unwanted = self._unwanted(row, look)
        if unwanted is not None:
            self._frontier.settle(row, unwanted.state, unwanted.reason, look.published)
            return unwanted
        same = row.record is not None and row.body == _digest(answer.body)
        place = None if same else self._archive.append(answer)
        with self._frontier.transaction():
            self._gain(row, look, answer, place)
        return Done("unchanged" if same else "fetched", look.kind)

    def _gain(self, row: Row, look: Look, answer: Response | Stored, place: Place | None) -> None:
        etag, modified = answer.header("ETag"), answer.header("Last-Modified")
        self._frontier.gain(
            row, Gained(look.kind, _digest(answer.body), place, look.published, etag, modified)
        )
        self._follow(row, look)

    def _look(self, url: str, body: bytes, content_type: str) -> Look:
        try:
            return look_at(url, body, content_type)
        except (TooLarge, Unreadable) as error:
            return Look("page", problem=str(error))

    def _unwanted(self, row: Row, look: Look) -> Done | None:
        if look.problem:
            return Done("failed", look.kind, look.problem)
        if look.kind != "article":
            return None
        if self._since and look.published and look.published < self._since and row.depth > 0:
            return Done("skipped", look.kind, f"published {look.published}, before {self._since}")
        if look.canonical and look.canonical != row.url and host_of(look.canonical) == row.host:
            other = self._frontier.find(look.canonical)
            if other and other.state == "fetched" and other.kind == "article":
                return Done("skipped", look.kind, f"same page as {look.canonical}")
        return None

    def unchanged(self, row: Row) -> Done:
        """Note a 304, and take up the links of the copy in the archive."""
        kind = row.kind
        with self._frontier.transaction():
            self._frontier.unchanged(row)
            if row.record is not None:
                try:
                    stored = read_record(self._path, self._frontier.place(row.record))
                except CrawlError:
                    return Done("unchanged", kind)
                self._follow(row, self._look(row.url, stored.body, stored.header("Content-Type") or ""))
        return Done("unchanged", kind)

    def move(self, row: Row, location: str) -> Done:
        """Take up where a page has moved to; robots.txt, clocks and addresses are checked there as anywhere."""
        target = canonical_url(location, row.url) if location else None
        if target is None:
            done = Done("failed", reason="redirect without a usable address")
        elif row.hops >= MOST_REDIRECTS:
            done = Done("failed", reason=f"more than {MOST_REDIRECTS} redirects")
        elif target == row.url:
            done = Done("failed", reason="redirect to itself")
        elif row.depth > 0 and not in_scope(target, self.hosts, None):
            done = Done("skipped", reason=f"moved off the site to {target}")
        else:
            done = self._take_up(row, target)
        self._frontier.settle(row, done.state, done.reason)
        return done

    def _take_up(self, row: Row, target: str) -> Done:
        step: str | None = target
        for _ in range(MOST_REDIRECTS + 1):
            step = self._frontier.moved_to(step) if step else None
            if step == row.url:
                return Done("failed", reason=f"redirect loop with {target}")
        if row.depth == 0:
            self._join(host_of(target))
        priority = 0 if row.depth == 0 else 2
        self._frontier.add(
            [Found(target, row.kind, priority, row.depth, row.paging, row.hops + 1, again=True)]
        )
        return Done("skipped", reason=f"moved to {target}")

    # Links

    def add_sitemaps(self, origin: str, robots: Robots) -> None:
        """Take up the sitemaps that a robots.txt names, or the usual place where it names none."""
        named = [url for url in (canonical_url(s, origin) for s in robots.sitemaps) if url]
        found = [Found(url, "sitemap", 1, 1) for url in named or [f"{origin}/sitemap.xml"]]
        self._frontier.add(found)
        for entry in found:
            self._join(host_of(entry.url), of_crawl=False)

    def _join(self, host: str, *, of_crawl: bool = True) -> None:
        self._new_hosts = True
        if of_crawl:
            self.hosts.add(host.removeprefix("www."))

    def _follow(self, row: Row, look: Look) -> None:
        """Put a page's links into the frontier; the next page of a listing only where this one brought something."""
        if row.depth >= DEEPEST:
            return
        depth = row.depth + 1
        found = [self._found(link, depth) for link in look.links if not link.paging and self._wanted(link)]
        new = self._frontier.add(found)
        if look.kind != "listing" or not (new or row.depth == 0) or row.paging >= LONGEST_LISTING:
            return
        # A listing's own depth counts for all its pages.
        pages = [
            self._found(link, max(1, row.depth)) for link in look.links if link.paging and self._wanted(link)
        ]
        self._frontier.add(replace(page, paging=row.paging + 1, again=True) for page in pages)

    def _wanted(self, link: Link) -> bool:
        return in_scope(link.url, self.hosts, None if link.kind in ("sitemap", "feed") else self._under)

    def _found(self, link: Link, depth: int) -> Found:
        too_old = bool(self._since and link.published and link.published < self._since)
        skip = f"published {link.published}, before {self._since}" if too_old else ""
        again = link.kind == "sitemap"
        return Found(
            link.url, link.kind, link.priority, depth, published=link.published, skip=skip, again=again
        )


def _digest(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()
