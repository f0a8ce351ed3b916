"""The paragraphs of a page's body: text, captions, lists and tables in their place, the rest left out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from bs4.element import Comment, NavigableString, PreformattedString, Tag

from crawler.page import flat

_SKIPPED = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "iframe",
        "object",
        "embed",
        "video",
        "audio",
        "svg",
        "canvas",
        "form",
        "button",
        "input",
        "select",
        "textarea",
        "nav",
        "aside",
        "head",
        "link",
        "meta",
        "map",
    ]
)
_INLINE = frozenset(
    [
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "ins",
        "kbd",
        "label",
        "mark",
        "nobr",
        "q",
        "s",
        "samp",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
        "img",
        "picture",
        "source",
        "o:p",
        "st1:place",
    ]
)
# Stands for `br` until a paragraph's text is put together; no page's text holds it (`crawler.charset`).
_BREAK = "\x00"
# Classes and ids of what stands in a body and isn't of its text: words between dashes, underscores or capitals.
_FOREIGN = re.compile(
    r"(?:^|[-_\s])(?:ads?|advert\w{0,10}|banner|quangcao|quang-cao|relat(?:e|ed|es|ing)\w{0,10}|lienquan|tin-lien-quan|comments?"
    r"|binhluan|share|social|tags?|newsletter|breadcrumb|toolbar|player|podcast|audio|rating|vote|poll|inline-news"
    r"|sda_middle|box-tin|drelated|phead)(?=$|[-_\s])",
    re.IGNORECASE,
)
_FOREIGN_TYPES = frozenset(
    ("RelatedOneNews", "RelatedNewsBox", "RelatedNews", "insertlinkcungchuyenmuc", "Readmore", "ads")
)
_READ_MORE = re.compile(
    r"(?:>>|»|→|\*\s)?\s{0,3}(?:xem thêm|đọc thêm|tin liên quan|bài liên quan|có thể bạn quan tâm|mời bạn đọc)\b",
    re.IGNORECASE,
)


def paragraphs_of(body: Tag, drop: Iterable[Tag] = ()) -> list[str]:
    """The paragraphs of a body in order, each with single blanks.

    A list or a table is one paragraph with a line per item or row; captions are paragraphs in their place.
    Leaves out scripts, forms, menus, advertisements, related links and comments, and the elements of `drop`.
    """
    dropped = {id(element) for element in drop}
    return [piece for piece in _pieces(body, dropped) if piece]


def is_foreign(element: Tag) -> bool:
    """Whether an element within a body is an advertisement, related links, a menu or the like."""
    kind = element.get("type")
    if isinstance(kind, str) and kind in _FOREIGN_TYPES:
        return True
    classes = element.get("class")
    words = " ".join(classes) if isinstance(classes, list) else str(classes or "")
    own = element.get("id")
    if own:
        words = f"{words} {own}"
    return bool(words) and _FOREIGN.search(words) is not None


def _pieces(element: Tag, dropped: set[int]) -> Iterator[str]:
    """The paragraphs of an element: text that stands between blocks is one too."""
    line: list[str] = []
    for child in element.children:
        if isinstance(child, NavigableString):
            if not isinstance(child, (Comment, PreformattedString)):
                line.append(str(child))
        elif isinstance(child, Tag) and not _skipped(child, dropped):
            if child.name == "br":
                line.append(_BREAK)
            elif child.name in _INLINE and not _holds_blocks(child):
                line.append(_inline_text(child, dropped))
            else:
                yield from _flush(line)
                yield from _block(child, dropped)
    yield from _flush(line)


def _flush(line: list[str]) -> Iterator[str]:
    """What stands between blocks: one line break parts lines of a paragraph, an empty line parts paragraphs."""
    text = "".join(line)
    line.clear()
    if not text or text.isspace():
        return
    group: list[str] = []
    for part in (*map(flat, text.split(_BREAK)), ""):
        if part:
            group.append(part)
        elif group:
            if not _is_more_link(group):
                yield "\n".join(group)
            group.clear()


def _is_more_link(lines: list[str]) -> bool:
    return len(lines) == 1 and len(lines[0]) < 200 and _READ_MORE.match(lines[0]) is not None


def _skipped(element: Tag, dropped: set[int]) -> bool:
    if element.name in _SKIPPED or id(element) in dropped:
        return True
    style = element.get("style")
    if element.has_attr("hidden") or (
        isinstance(style, str) and "display:none" in style.replace(" ", "").lower()
    ):
        return True
    return is_foreign(element)


def _holds_blocks(element: Tag) -> bool:
    return any(child.name not in _INLINE and child.name != "br" for child in element.find_all(True))


def _inline_text(element: Tag, dropped: set[int]) -> str:
    parts: list[str] = []
    for child in element.children:
        if isinstance(child, NavigableString):
            if not isinstance(child, (Comment, PreformattedString)):
                parts.append(str(child))
        elif isinstance(child, Tag) and not _skipped(child, dropped):
            parts.append(_BREAK if child.name == "br" else _inline_text(child, dropped))
    return "".join(parts)


def _block(element: Tag, dropped: set[int]) -> Iterator[str]:
    if element.name in ("ul", "ol", "dl"):
        if _only_links(element):
            return
        items = [
            " ".join(_pieces(item, dropped)) for item in element.find_all(("li", "dt", "dd"), recursive=False)
        ]
        text = "\n".join(flat(item) for item in items if item)
        yield text or "\n".join(_pieces(element, dropped))
    elif element.name == "table":
        yield from _table(element, dropped)
    else:
        yield from _pieces(element, dropped)


def _only_links(element: Tag) -> bool:
    """Whether a list is nothing but links: related articles, whatever its class."""
    links = [flat(a.get_text()) for a in element.find_all("a")]
    return bool(links) and flat(element.get_text()).replace(" ", "") == "".join(links).replace(" ", "")


def _table(table: Tag, dropped: set[int]) -> Iterator[str]:
    """Rows as lines of `cell | cell`; a table of one column only lays out a picture and its caption."""
    rows: list[str] = []
    cells_most = 0
    for row in table.find_all("tr"):
        if row.find_parent("table") is not table:
            continue
        cells = [
            flat(" ".join(_pieces(cell, dropped))) for cell in row.find_all(("td", "th"), recursive=False)
        ]
        cells_most = max(cells_most, len(cells))
        if any(cells):
            rows.append(" | ".join(cells))
    caption = table.find("caption", recursive=False)
    if isinstance(caption, Tag):
        yield from _pieces(caption, dropped)
    if cells_most > 1:
        yield "\n".join(rows)
    else:
        yield from rows
