"""Where on a page of unknown build the article's body is: the element that holds most of the unlinked prose."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from crawler.page import flat, text_in
from crawler.prose import is_foreign_name

LEAST_BODY = 140
_LEAST_PARAGRAPH = 40
_OUTSIDE = frozenset(
    ("nav", "aside", "footer", "form", "script", "style", "noscript", "template", "head", "button", "select")
)
_BLOCKS = frozenset(
    (
        "p",
        "div",
        "td",
        "section",
        "article",
        "blockquote",
        "pre",
        "center",
        "font",
        "span",
        "li",
        "dd",
        "main",
    )
)
_INLINE = frozenset(
    (
        "a",
        "b",
        "i",
        "u",
        "em",
        "strong",
        "span",
        "font",
        "sup",
        "sub",
        "small",
        "mark",
        "q",
        "cite",
        "time",
        "label",
        "br",
    )
)
_WORDS_IN = frozenset(("p", "span", "font", "blockquote", "li", "dd", "pre"))
_FRAMES = frozenset(("ul", "ol", "dl", "blockquote", "tr"))
_MOST_BOXES = 4
# Classes and ids of what stands beside an article: words between dashes, underscores, blanks or capitals.
_BESIDE = re.compile(
    r"(?:^|[-_\s])(?:side-?bar\w{0,8}|footer\w{0,8}|menu\w{0,6}|nav\w{0,8}|widgets?|popup|modal|cookie\w{0,8}|login|subscribe\w{0,4}"
    r"|tinkhac|tin-?lienquan|tin-?khac|bai-?khac|cung-?chuyen-?muc|cungmuc|(?:xem|doc)-?nhieu|tin-?moi(?:-?nhat)?|most\w{0,10}|latest\w{0,8}"
    r"|hot-?news|other-?news|othernews|news-?other|post-?other|more-?news|suggest\w{0,6}|recommend\w{0,8}|col-?(?:right|phai)|right-?col\w{0,4}"
    r"|cot-?phai|thoitiet|weather|copyright|ban-?quyen|binh-?luan|y-?kien|phan-?hoi|replies|disqus\w{0,8}|author-?(?:box|bio)|skip\w{0,6})(?=$|[-_\s])",
    re.IGNORECASE,
)
_MARKED = re.compile(
    r"(?:^|\s)(?:article[-_]{0,2}(?:body|content|detail)|(?:entry|post|news|detail|content|story|single|main)[-_]{0,2}(?:content|body|detail|text)"
    r"|content[-_]?detail(?:[-_]body)?|fck_detail|noi-?dung\w{0,8}|chi-?tiet\w{0,8}|cms-body|maincontent|ms-rtestate-field|bodytext)(?=$|\s)",
    re.IGNORECASE,
)
_HEADER = re.compile(
    r"(?:^|[-_\s])(?:site|top|page|main|global)[-_]?(?:header|banner|head)(?=$|[-_\s])|^(?:header|banner)$",
    re.I,
)


@lru_cache(maxsize=8192)
def is_beside(words: str) -> bool:
    """Whether classes or an id name something that stands beside an article, or within it and isn't of its text."""
    return is_foreign_name(words) or _BESIDE.search(words) is not None


@lru_cache(maxsize=8192)
def _is_marked(words: str) -> bool:
    return _MARKED.search(words) is not None


def names_of(element: Any) -> str:
    """Classes and id of an lxml element."""
    return f"{element.get('class') or ''} {element.get('id') or ''}".strip()


def is_outside(element: Any) -> bool:
    """Whether an element, by its name or what it is called, isn't of an article."""
    if not isinstance(element.tag, str) or element.tag in _OUTSIDE:
        return True
    if element.tag in ("body", "html"):
        return False
    words = names_of(element)
    if not words:
        return False
    return (is_beside(words) or _HEADER.search(words) is not None) and not _holds_title(element)


def _holds_title(element: Any) -> bool:
    """Whether a box with a strange name is nothing but a frame of the whole article."""
    return len(element) > 0 and next(element.iter("h1"), None) is not None and len(text_in(element)) > 1500


@dataclass(slots=True)
class Prose:
    """What a page's elements hold: points by element, and where in the page each stands."""

    points: dict[Any, float] = field(default_factory=dict)
    place: dict[Any, int] = field(default_factory=dict)

    def add(self, element: Any, weight: float) -> None:
        """Give an element points for a paragraph."""
        self.points[element] = self.points.get(element, 0.0) + weight


def find_body(tree: Any, heading: Any | None) -> Any | None:
    """The lxml element that holds the body, or None; what stands above the article's heading counts by half."""
    prose = _weigh(tree, heading)
    if not prose.points:
        return None
    best = max(prose.points, key=lambda element: (_worth(prose, element), -prose.place.get(element, 0)))
    if prose.points[best] < LEAST_BODY:
        return None
    return _widened(best, prose)


def _worth(prose: Prose, element: Any) -> float:
    return prose.points[element] * (1.4 if _is_marked(names_of(element)) else 1.0)


def _weigh(tree: Any, heading: Any | None) -> Prose:
    """Give every element points for the paragraphs right in it, half of them to the one around it."""
    prose = Prose()
    before = heading is not None
    for number, element in enumerate(_walk(tree)):
        prose.place[element] = number
        if element is heading:
            before = False
        if element.tag not in _BLOCKS:
            continue
        if len(element.text_content()) < _LEAST_PARAGRAPH:
            continue
        length, linked = _own_text(element)
        if length < _LEAST_PARAGRAPH or linked * 2 > length:
            continue
        home = _home_of(element)
        weight = (length - linked) * (0.5 if before else 1.0) * (0.6 if element.tag in ("li", "dd") else 1.0)
        for share, holder in ((1.0, home), (0.5, home.getparent())):
            if holder is not None and holder.tag != "html":
                prose.add(holder, weight * share)
    return prose


def _home_of(paragraph: Any) -> Any:
    """The element that holds a paragraph beside others: lists, quotations and boxes of its own are gone out of."""
    home = paragraph if paragraph.tag not in _WORDS_IN else paragraph.getparent()
    for _ in range(_MOST_BOXES):
        outer = home.getparent()
        if outer is None or outer.tag in ("body", "html"):
            break
        if home.tag not in _FRAMES and (len(home) > 1 or (home.text or "").strip() or home is paragraph):
            break
        home = outer
    return home


def _walk(tree: Any) -> Iterator[Any]:
    """Every element that can be of the article; what is outside isn't gone into."""
    waiting = [tree]
    while waiting:
        element = waiting.pop()
        if is_outside(element):
            continue
        yield element
        waiting.extend(reversed(element))


def _own_text(element: Any) -> tuple[int, int]:
    """Characters of the text that stands right in an element or in words of its line, and how many are linked."""
    length = len((element.text or "").strip())
    linked = 0
    for child in element:
        if child.tag in _INLINE and (element.tag == "p" or not len(child) or not _holds_block(child)):
            inner = len(child.text_content().strip())
            length += inner
            linked += (
                inner if child.tag == "a" else sum(len(a.text_content().strip()) for a in child.iter("a"))
            )
        length += len((child.tail or "").strip())
    return length, linked


def _holds_block(element: Any) -> bool:
    return any(
        inner.tag in ("p", "div", "table", "ul", "ol", "section", "h1", "h2", "h3")
        for inner in element.iter()
    )


def _widened(best: Any, prose: Prose) -> Any:
    """The element around a body that goes on beside it: its parts have the same build and a like share of the prose."""
    for _ in range(3):
        parent = best.getparent()
        if parent is None or parent.tag in ("body", "html"):
            return best
        parts = [e for e in parent if e is not best and e.tag == best.tag and _share(e, best, prose) >= 0.25]
        if not any((e.get("class") or "") == (best.get("class") or "") for e in parts):
            return best
        best = parent
    return best


def _share(element: Any, best: Any, prose: Prose) -> float:
    most = max((prose.points.get(inner, 0.0) for inner in element.iter()), default=0.0)
    return most / max(prose.points[best], 1.0)


def is_linked(text: str, links: list[str]) -> bool:
    """Whether a text is mostly links."""
    linked = sum(len(flat(link)) for link in links)
    return linked * 2 > len(text) and linked > 0
