"""The layout of any other page: the body by its prose, the rest by what pages commonly call it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from itertools import islice
from typing import Any

from bs4.element import Tag

from crawler.dates import Published
from crawler.density import LEAST_BODY, find_body, is_beside, is_linked, is_outside, names_of
from crawler.layout import Layout
from crawler.page import Page, flat, text_in

_MARKED = ("[itemprop=articleBody]",)
_AUTHORS = (
    "[itemprop=author] [itemprop=name]",
    "[itemprop=author]",
    "[rel=author]",
    ".author-name",
    ".author",
    ".byline",
    ".tacgia",
)
_DATES = ("[itemprop=datePublished]", "#ngaytao")
_TIME_WORDS = re.compile(r"date|time(?!line)|ngay|publish|posted", re.IGNORECASE)
_PRINTED = re.compile(r"\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?\d{4}|\d{1,2} tháng \d{1,2},? (?:năm )?\d{4}")
_BOXES = ("p", "div", "ul", "ol", "h2", "h3", "h4", "section", "table")
_MOST_BOXES = 4
_LONGEST_TIME = 120
_NEAR = 300
"""Elements around the heading among which the time of publication is looked for."""
_LEADS = (
    ".sapo",
    ".lead",
    ".summary",
    ".article-summary",
    "#description",
    "h2.desc",
    ".desc",
    ".excerpt",
    ".trichdan",
)
_LEAST_LEAD, _MOST_LEAD = 50, 900
_LEAD_TAGS = frozenset(("p", "blockquote", "h2", "h3", "div", "strong", "b", "em", "td", "span"))
_TITLE_END = re.compile(r"\s{1,3}(?:[|»]|[-–—])\s{1,3}[^|»–—-]{2,40}$")
_SECTIONS = (".breadcrumb a", ".breadcrumbs a", "[class*=breadcrumb] a", "#breadcrumb a")
_NOT_TEXT = (
    "h1",
    ".sapo",
    ".author",
    ".byline",
    ".tacgia",
    ".date",
    "time",
    ".publish-date",
    "[itemprop=author]",
    "[itemprop=datePublished]",
)


def heading_of(page: Page) -> Any | None:
    """The heading of the article: that which the metadata name too, else the last h1 that is no link home."""
    found = [] if page.tree is None else [h for h in page.tree.iter("h1") if text_in(h)][:5]
    named = _named_title(page)
    for heading in found:
        text = text_in(heading)
        if named and (text in named or named in text):
            return heading
    if len(found) == 1 and not _is_home(found[0]):
        return found[0]
    if not named:
        return next((h for h in found if not _is_home(h)), None)
    lower = (h for name in ("h2", "h3", "div", "td", "p", "span", "b") for h in page.tree.iter(name))
    return next((h for h in lower if _starts_like(h, named)), None)


def _is_home(heading: Any) -> bool:
    """Whether a heading is the name of the site: it stands in the header, or links to the first page."""
    if any(e.tag in ("header", "nav") or is_outside(e) for e in heading.iterancestors()):
        return next(heading.iter("a"), None) is not None or len(text_in(heading)) < 40
    return any((a.get("href") or "") in ("/", "./", "index.html") for a in heading.iter("a"))


def _starts_like(element: Any, named: str) -> bool:
    """Whether an element holds the title and nothing else; a cheap look at what is in it goes first."""
    if len(element) > 2 or not 12 < len(element.text_content()) <= 2 * len(named) + 40:
        return False
    text = text_in(element)
    return len(text) > 12 and named.startswith(text)


def _named_title(page: Page) -> str:
    headline = next((str(i["headline"]) for i in page.data if isinstance(i.get("headline"), str)), "")
    title = next((text_in(t) for t in page.tree.iter("title")), "") if page.tree is not None else ""
    return flat(page.meta.get("og:title") or headline or title)


def _title(page: Page) -> str | None:
    heading = _heading(page)
    if heading is not None:
        return text_in(heading)
    return _TITLE_END.sub("", _named_title(page)) or None


def _heading(page: Page) -> Any | None:
    return _once(page, "heading", heading_of)


def body_element(page: Page) -> Any | None:
    """The lxml element that holds the body, or None."""
    return _once(page, "body", _find_body)


def _once(page: Page, name: str, find: Any) -> Any | None:
    """What `find` says of a page, worked out once."""
    kept: dict[str, Any] = page.__dict__.setdefault("_generic", {})
    if name not in kept:
        kept[name] = find(page)
    return kept[name]


def _find_body(page: Page) -> Any | None:
    if page.tree is None:
        return None
    for css in _MARKED:
        for marked in page.elements(css):
            if len(text_in(marked)) >= LEAST_BODY:
                return marked
    return find_body(page.tree, _heading(page))


def _body(page: Page) -> Tag | None:
    element = body_element(page)
    if element is None:
        return None
    own = deepcopy(element)
    _prune(own)
    return page.as_soup(own)


def _prune(body: Any) -> None:
    """Take out of a body what isn't of its text by what it is called, or because it is mostly links."""
    most = len(body.text_content()) / 2
    for element in [e for e in body.iter() if e is not body and is_beside(names_of(e))]:
        if len(element.text_content()) < most and element.getparent() is not None:
            element.drop_tree()
    boxes = (box for link in body.iter("a") for box in islice(link.iterancestors(*_BOXES), _MOST_BOXES))
    for box in dict.fromkeys(boxes):
        if box is body or box.getparent() is None:
            continue
        text = flat(box.text_content())
        if len(text) < most and is_linked(text, [a.text_content() for a in box.iter("a")]):
            box.drop_tree()


def _lead(page: Page) -> str | None:
    element = lead_element(page)
    return None if element is None else text_in(element)


def lead_element(page: Page) -> Any | None:
    """The lead by its class, else the first text between heading and body, else none: it may stand in the body."""
    body = body_element(page)
    if body is None:
        return None
    inside = set(body.iter())
    for css in _LEADS:
        for element in page.elements(css)[:2]:
            fits = _LEAST_LEAD <= len(text_in(element)) <= _MOST_LEAD
            if fits and element not in inside and not _within_foreign(element):
                return element
    return next((e for e in _between(page, body) if _is_lead(e)), None)


def _within_foreign(element: Any) -> bool:
    return any(is_outside(e) for e in element.iterancestors())


def _between(page: Page, body: Any) -> Iterator[Any]:
    """The elements from the heading on to the body."""
    heading = _heading(page)
    if heading is None or page.tree is None:
        return
    around = set(body.iterancestors()) | set(heading.iter())
    begun = False
    for element in page.tree.iter():
        if element is heading:
            begun = True
        elif element is body:
            return
        elif begun and element not in around and isinstance(element.tag, str):
            yield element


def _is_lead(element: Any) -> bool:
    if element.tag not in _LEAD_TAGS or any(is_outside(e) for e in (element, *element.iterancestors())):
        return False
    text = text_in(element)
    if not _LEAST_LEAD <= len(text) <= _MOST_LEAD or is_linked(text, [text_in(a) for a in element.iter("a")]):
        return False
    return (
        len(element) < 8
        and not (_PRINTED.search(text[:60]) and len(text) < _LONGEST_TIME)
        and _is_leaf(element)
    )


def _is_leaf(element: Any) -> bool:
    return not any(
        e.tag in ("p", "div", "h1", "h2", "h3", "ul", "table", "img", "figure")
        for e in element.iterdescendants()
    )


def _published(page: Page) -> Published | None:
    return page.published_in(time_elements(page))


def time_elements(page: Page) -> list[Any]:
    """The lxml elements that print the time of publication: those that say so, then those around the heading."""
    heading = _heading(page)
    near: list[Any] = []
    box = heading.getparent() if heading is not None else None
    for _ in range(3):
        if box is None or near:
            break
        near = [e for e in islice(box.iter(), _NEAR) if _shows_time(e)][:3]
        box = box.getparent()
    return [*(e for css in _DATES for e in page.elements(css)[:3]), *near]


def _shows_time(element: Any) -> bool:
    """Whether an element is there to show a time; in a list or a link it shows another article's."""
    if not isinstance(element.tag, str) or element.tag in ("script", "style", "html", "body"):
        return False
    named = element.tag == "time" or _TIME_WORDS.search(
        f"{element.get('class') or ''} {element.get('id') or ''}"
    )
    if not named and (
        len(element) > 3 or element.tag not in ("p", "span", "div", "td", "i", "em", "small", "font", "li")
    ):
        return False
    text = text_in(element)
    if len(text) > (_LONGEST_TIME if named else 70) or not (named or _PRINTED.search(text)):
        return False
    around = list(element.iterancestors())
    return not any(
        e.tag in ("a", "ul", "aside", "footer", "nav") or (e.tag != "body" and is_outside(e)) for e in around
    )


def _drop(body: Tag) -> list[Tag]:
    return list(body.select(", ".join(_NOT_TEXT)))


GENERIC = Layout(
    "generic",
    fits=(),
    title=(),
    body=(),
    author=_AUTHORS,
    section=_SECTIONS,
    by_hand={"title": _title, "lead": _lead, "body": _body, "published": _published, "drop": _drop},
)
"""The reader of pages whose build isn't known; it fits every page."""
