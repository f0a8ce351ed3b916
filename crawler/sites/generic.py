"""Any other page: the element whose own paragraphs hold most of the text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from bs4.element import Tag

from crawler.layout import Layout, author_of
from crawler.page import Page, flat
from crawler.prose import is_foreign

_LEAST_BODY = 140
_LEAST_PARAGRAPH = 40
_MARKED = (
    "[itemprop=articleBody], #main-detail, .fck_detail, .article-body, .content-detail-body, .entry-content"
)
_AUTHORS = (
    "[itemprop=author] [itemprop=name]",
    "[itemprop=author]",
    "[rel=author]",
    ".author-name",
    ".author",
    ".byline",
)
_DATES = "[itemprop=datePublished], #ngaytao"
_TIME_WORDS = re.compile(r"date|time(?!line)|ngay|publish", re.IGNORECASE)
_LONGEST_TIME = 120
_LEADS = (
    ".sapo",
    ".lead",
    ".summary",
    ".description",
    ".article-summary",
    "#description",
    "h2.desc",
    ".desc",
)
_OUTSIDE = frozenset(("nav", "aside", "footer", "header", "form", "script", "style", "noscript"))
_TITLE_END = re.compile(r"\s{1,3}(?:[|»]|[-–—])\s{1,3}[^|»–—-]{2,40}$")


def _title(page: Page) -> str | None:
    headings = [flat(h.get_text(" ")) for h in page.soup.find_all("h1", limit=5)]
    named = page.meta.get("og:title") or _headline(page)
    for heading in headings:
        # A heading that the metadata names too is the article's; the site's own name stands in an h1 as well.
        if heading and named and (heading in named or named in heading):
            return heading
    if headings and headings[0] and len(headings) == 1:
        return headings[0]
    whole = named or (flat(page.soup.title.get_text()) if page.soup.title else "")
    return _TITLE_END.sub("", flat(whole)) or None


def _headline(page: Page) -> str | None:
    return next((str(item["headline"]) for item in page.data if isinstance(item.get("headline"), str)), None)


def _lead(page: Page) -> str | None:
    lead = page.text_of(*_LEADS)
    return lead if lead and len(lead) > _LEAST_PARAGRAPH else None


def _body(page: Page) -> Tag | None:
    for marked in page.soup.select(_MARKED):
        if len(flat(marked.get_text(" "))) >= _LEAST_BODY:
            return marked
    return _densest(page)


def _densest(page: Page) -> Tag | None:
    """The element with the most unlinked text in paragraphs of its own; those of its children count by half."""
    scores: dict[int, float] = {}
    elements: dict[int, Tag] = {}
    for paragraph in page.soup.find_all("p"):
        length = len(flat(paragraph.get_text()))
        linked = sum(len(flat(a.get_text())) for a in paragraph.find_all("a"))
        parent = paragraph.parent
        if length < _LEAST_PARAGRAPH or linked * 2 > length or parent is None or _is_outside(paragraph):
            continue
        for weight, element in ((1.0, parent), (0.5, parent.parent)):
            if element is not None and element.name not in ("html", "[document]"):
                elements[id(element)] = element
                scores[id(element)] = scores.get(id(element), 0.0) + weight * (length - linked)
    if not scores:
        return None
    best = max(scores, key=lambda key: scores[key])
    return elements[best] if scores[best] >= _LEAST_BODY else None


def _is_outside(element: Tag) -> bool:
    return any(
        parent.name in _OUTSIDE or (parent.name != "body" and is_foreign(parent))
        for parent in element.parents
    )


def _author(page: Page) -> str | None:
    return author_of(page, *_AUTHORS)


def _published(page: Page) -> date | None:
    heading = _heading(page)
    around = heading.parent.parent or heading.parent if heading is not None and heading.parent else None
    near = [] if around is None else [e for e in around.find_all(_shows_time) if not _is_outside(e)][:3]
    return page.published_in([*page.select_all(_DATES)[:3], *near])


def _heading(page: Page) -> Tag | None:
    """The heading in which the title stands."""
    title = _title(page)
    found = page.soup.find_all("h1", limit=5)
    return next((h for h in found if title and title in flat(h.get_text(" "))), None)


def _shows_time(element: Tag) -> bool:
    """Whether an element is there to show a time; in a list or a link it shows another article's."""
    classes = element.get("class")
    words = " ".join(classes) if isinstance(classes, list) else str(classes or "")
    if element.name != "time" and not _TIME_WORDS.search(words):
        return False
    return len(flat(element.get_text())) <= _LONGEST_TIME and element.find_parent(("li", "a", "ul")) is None


def _drop(body: Tag) -> Iterable[Tag]:
    return body.select("h1, .sapo, .author, .byline, .tacgia, .date, time, .publish-date, [itemprop=author]")


LAYOUT = Layout("generic", lambda page: True, _title, _lead, _body, _author, _published, _drop, rank=9)
