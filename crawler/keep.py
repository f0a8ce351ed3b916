"""What becomes of an answer: archived, noted down, its links taken up."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from corpora.errors import CrawlError
from crawler.archive import Archive, Place, Stored, read_record, scan
from crawler.discover import Link, Look, look_at, looks_like_article
from crawler.fetch import Response
from crawler.found import Found, Gained, Row
from crawler.frontier import DEEPEST, TOO_DEEP, Frontier
from crawler.inflate import TooLarge, Unreadable
from crawler.robots import Robots
from crawler.traps import FRUITLESS, pattern_of, why_endless
from crawler.urls import canonical_url, even_path, host_of, in_scope, slug_of

LONGEST_LISTING = 500
"""Pages of one listing that are followed, as long as each brings something new."""

MOST_REDIRECTS = 5

_LEAST_TEXT = 200


@dataclass(frozen=True, slots=True)
class Topic:
    """What a crawl is after: what isn't of it is left out, with the reason.

    `judge` takes an article's words, title first, and gives why it isn't wanted, or an empty string; `cue` tells of a
    link's words whether it likely leads there, so that it is followed sooner.
    """

    name: str
    judge: Callable[[str], str]
    cue: Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Done:
    """What became of a page: the row's new state, its kind and the reason."""

    state: str
    kind: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What of a site a crawl is about: paths that begin so, from that day on, of that topic; whether links count."""

    under: str | None = None
    since: date | None = None
    topic: Topic | None = None
    links: bool = True


class Keeper:
    """Writes to the archive and to the state, in this order, and decides what belongs to the crawl."""

    def __init__(self, archive: Archive, path: Path, frontier: Frontier, wanted: Wanted) -> None:
        self._archive, self._path, self._frontier = archive, path, frontier
        self.under = even_path(wanted.under) if wanted.under else None
        self._since, self._topic, self._links = wanted.since, wanted.topic, wanted.links
        self._new_hosts = False
        self.hosts: set[str] = set()

    def take_new_hosts(self) -> bool:
        """Whether hosts joined the crawl since this was last asked."""
        new, self._new_hosts = self._new_hosts, False
        return new

    def begin(self, starts: Sequence[Found]) -> None:
        """Put the starts in, and what only an earlier run's `since` kept out; learn whose pages are wanted."""
        self._frontier.reopen_since(self._since)
        if self._topic is None:
            self._frontier.reopen_topic()
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

    @contextmanager
    def together(self) -> Iterator[None]:
        """What becomes of several answers in one: records are forced to disk, and only then the rows count."""
        with self._frontier.transaction():
            yield
            self._archive.sync()

    def keep(self, row: Row, answer: Response) -> Done:
        """Archive a page and take up its links; a page that isn't wanted is skipped with a reason.

        To be called within `together`, which makes it last.
        """
        look = self._look(row.url, answer.body, answer.header("Content-Type") or "")
        unwanted = self._unwanted(row, look)
        if unwanted is not None:
            with self._frontier.transaction():
                self._frontier.settle(row, unwanted.state, unwanted.reason, look.published)
                self._frontier.note_fruit(
                    row.host, pattern_of(row.url), fruitful=not unwanted.reason.startswith("same")
                )
            return unwanted
        same = row.record is not None and row.body == _digest(answer.body)
        place = None if same else self._archive.append(answer)
        with self._frontier.transaction():
            self._gain(row, look, answer, place)
        return Done("unchanged" if same else "fetched", look.kind)

    def _gain(self, row: Row, look: Look, answer: Response | Stored, place: Place | None) -> None:
        etag, modified = answer.header("ETag"), answer.header("Last-Modified")
        text, body = _digest_of_text(look), _digest(answer.body)
        title = _digest(look.text.partition("\n")[0].encode())[:20] if look.kind == "article" else None
        again = title is not None and self._frontier.same_title(row, title)
        self._frontier.gain(row, Gained(look.kind, body, text, title, place, look.published, etag, modified))
        fruitful = self._follow(row, look) or (look.kind == "article" and not again)
        if row.record is None:
            self._frontier.note_fruit(row.host, pattern_of(row.url), fruitful=fruitful)

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
        text = _digest_of_text(look)
        if text and row.record is None and (twin := self._frontier.same_text(row, text)):
            return Done("skipped", look.kind, f"same text as {twin}")
        if self._topic and row.depth > 0 and (why := self._topic.judge(look.text)):
            return Done("skipped", look.kind, f"not about {self._topic.name}: {why}")
        return None

    def why_endless(self, row: Row) -> str:
        """Why a page isn't worth asking for: its pattern has brought nothing for too long; or an empty string.

        Starts, sitemaps and feeds are always asked for, and so is what is named like an article.
        """
        named = looks_like_article(row.url) and "?" not in row.url
        if row.depth == 0 or row.record is not None or row.kind in ("sitemap", "feed") or named:
            return ""
        pattern = pattern_of(row.url)
        if self._frontier.fruitless(row.host, pattern) < FRUITLESS:
            return ""
        return f"{FRUITLESS} pages like {pattern} in a row brought nothing new"

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

    def _follow(self, row: Row, look: Look) -> bool:
        """Put a page's links into the frontier; the next page of a listing only where this one brought something.

        True where an address of another pattern than the page's own was new.
        """
        if not self._links:
            return False
        depth, pattern = row.depth + 1, pattern_of(row.url)
        found = [self._found(link, depth) for link in look.links if not link.paging and self._wanted(link)]
        others = self._frontier.add(one for one in found if pattern_of(one.url) != pattern)
        new = others + self._frontier.add(one for one in found if pattern_of(one.url) == pattern)
        if look.kind != "listing" or not (new or row.depth == 0) or row.paging >= LONGEST_LISTING:
            return others > 0
        # A listing's own depth counts for all its pages.
        pages = [
            self._found(link, max(1, row.depth)) for link in look.links if link.paging and self._wanted(link)
        ]
        self._frontier.add(replace(page, paging=row.paging + 1, again=True) for page in pages)
        return others > 0

    def _wanted(self, link: Link) -> bool:
        return in_scope(link.url, self.hosts, None if link.kind in ("sitemap", "feed") else self.under)

    def _found(self, link: Link, depth: int) -> Found:
        too_old = bool(self._since and link.published and link.published < self._since)
        skip = f"published {link.published}, before {self._since}" if too_old else ""
        skip = skip or (TOO_DEEP if depth > DEEPEST else "" if link.paging else why_endless(link.url))
        sooner = (
            self._topic is not None
            and link.kind == "page"
            and self._topic.cue(link.words or slug_of(link.url))
        )
        return Found(
            link.url,
            link.kind,
            link.priority - sooner,
            depth,
            published=link.published,
            skip=skip,
            again=link.kind == "sitemap",
        )


def _digest_of_text(look: Look) -> str | None:
    """The digest of an article's words, where there are enough to tell it from others."""
    return _digest(look.text.encode()) if look.kind == "article" and len(look.text) >= _LEAST_TEXT else None


def _digest(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()
