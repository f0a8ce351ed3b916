"""The paragraphs of a page's body: text, captions, lists and tables in their place, the rest left out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from bs4.element import Comment, NavigableString, PreformattedString, Tag

from crawler.page import flat
from crawler.piece import Piece, with_captions

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
_PICTURES = frozenset(("img", "picture"))
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
_CAPTION = re.compile(
    r"(?:^|[-_\s])(?:\w{0,12}caption|chu-?thich|chuthich\w{0,8}|ghichu-?anh|alt_imgEditor|image[_-]?desc|photo[_-]?desc"
    r"|img[_-]?desc|wp-caption-text|desc[_-]?img|figcap)(?=$|[-_\s])",
    re.IGNORECASE,
)
_MIDDLE = re.compile(r"text-align\s{0,3}:\s{0,3}center", re.IGNORECASE)
_TEXT_TAGS = ("em", "i")


def pieces_of(body: Tag, drop: Iterable[Tag] = (), captions: Iterable[Tag] = ()) -> list[Piece]:
    """What a body holds, in order, each text with single blanks.

    A list or a table is one piece with a line per item or row. Captions are told apart; `captions` are those that the
    layout knows. Leaves out scripts, forms, menus, advertisements, related links and comments, and `drop`.
    """
    reader = _Reader(frozenset(map(id, drop)), frozenset(map(id, captions)))
    return with_captions(reader.pieces(body))


def is_foreign(element: Tag) -> bool:
    """Whether an element within a body is an advertisement, related links, a menu or the like."""
    kind = element.get("type")
    if isinstance(kind, str) and kind in _FOREIGN_TYPES:
        return True
    words = _names_of(element)
    return bool(words) and is_foreign_name(words)


@lru_cache(maxsize=8192)
def is_foreign_name(words: str) -> bool:
    """Whether classes or an id name what isn't of an article's text."""
    return _FOREIGN.search(words) is not None


@lru_cache(maxsize=8192)
def _is_caption_name(words: str) -> bool:
    return _CAPTION.search(words) is not None


def _names_of(element: Tag) -> str:
    classes, own = element.get("class"), element.get("id")
    words = " ".join(classes) if isinstance(classes, list) else str(classes or "")
    return f"{words} {own}" if own else words


class _Reader:
    """Walks through a body; `dropped` and `captions` hold elements by identity."""

    def __init__(self, dropped: frozenset[int], captions: frozenset[int]) -> None:
        self._dropped, self._captions = dropped, captions

    def pieces(self, element: Tag) -> Iterator[Piece]:
        """The pieces of an element: text that stands between blocks is one too."""
        line: list[str] = []
        for child in element.children:
            if isinstance(child, NavigableString):
                if not isinstance(child, (Comment, PreformattedString)):
                    line.append(str(child))
            elif isinstance(child, Tag) and not self._skipped(child):
                if child.name == "br":
                    line.append(_BREAK)
                elif child.name in _PICTURES:
                    yield from self._flush(line, element)
                    yield Piece("", "image")
                elif child.name in _INLINE and not _holds_blocks(child) and not self._is_caption(child):
                    line.append(self._inline_text(child))
                else:
                    yield from self._flush(line, element)
                    yield from self._block(child)
        yield from self._flush(line, element)

    def _flush(self, line: list[str], element: Tag) -> Iterator[Piece]:
        """What stands between blocks: one line break parts lines of a paragraph, an empty line parts paragraphs."""
        text = "".join(line)
        line.clear()
        if not text or text.isspace():
            return
        apart = _is_apart(element)
        group: list[str] = []
        for part in (*map(flat, text.split(_BREAK)), ""):
            if part:
                group.append(part)
            elif group:
                yield Piece("\n".join(group), apart=apart)
                group.clear()

    def _skipped(self, element: Tag) -> bool:
        if element.name in _SKIPPED or id(element) in self._dropped:
            return True
        style = element.get("style")
        if element.has_attr("hidden") or (
            isinstance(style, str) and "display:none" in style.replace(" ", "").lower()
        ):
            return True
        return is_foreign(element)

    def _is_caption(self, element: Tag) -> bool:
        if element.name == "figcaption" or id(element) in self._captions:
            return True
        words = _names_of(element)
        return bool(words) and _is_caption_name(words) and element.find("img") is None

    def _inline_text(self, element: Tag) -> str:
        parts: list[str] = []
        for child in element.children:
            if isinstance(child, NavigableString):
                if not isinstance(child, (Comment, PreformattedString)):
                    parts.append(str(child))
            elif isinstance(child, Tag) and not self._skipped(child):
                parts.append(_BREAK if child.name == "br" else self._inline_text(child))
        return "".join(parts)

    def _block(self, element: Tag) -> Iterator[Piece]:
        if self._is_caption(element):
            text = " ".join(piece.text.replace("\n", " ") for piece in self.pieces(element) if piece.text)
            yield Piece(flat(text), "caption")
        elif element.name in ("ul", "ol", "dl"):
            yield from self._list(element)
        elif element.name == "table":
            yield from self._table(element)
        elif element.name == "figure":
            for piece in self.pieces(element):
                yield piece if piece.kind == "image" else Piece(piece.text, "caption")
        else:
            yield from self.pieces(element)

    def _list(self, element: Tag) -> Iterator[Piece]:
        if _only_links(element):
            return
        items = [self._joined(item) for item in element.find_all(("li", "dt", "dd"), recursive=False)]
        text = "\n".join(item for item in items if item)
        if text:
            yield Piece(text, "list")
        else:
            yield from self.pieces(element)

    def _joined(self, element: Tag) -> str:
        return flat(" ".join(piece.text for piece in self.pieces(element)))

    def _table(self, table: Tag) -> Iterator[Piece]:
        """Rows as lines of `cell | cell`; a table of one column only lays out a picture and its caption, or a page."""
        caption = table.find("caption", recursive=False)
        if isinstance(caption, Tag):
            yield from self.pieces(caption)
        rows = [row for row in table.find_all("tr") if row.find_parent("table") is table]
        cells = [list(row.find_all(("td", "th"), recursive=False)) for row in rows]
        if max(map(len, cells), default=0) > 1 and not _lays_out(table):
            lines = [" | ".join(self._joined(cell) for cell in row) for row in cells]
            yield Piece("\n".join(line for line in lines if line.strip(" |")), "table")
            return
        pictured = table.find("img") is not None and not _is_long(table)
        for row, row_cells in zip(rows, cells, strict=True):
            if self._is_caption(row):
                yield Piece(" ".join(filter(None, map(self._joined, row_cells))), "caption")
                continue
            for cell in row_cells:
                for piece in self._block(cell):
                    yield Piece(piece.text, "caption") if pictured and piece.kind == "text" else piece


def _is_apart(element: Tag) -> bool:
    """Whether a block is set in the middle, or all of it in italics."""
    if element.get("align") == "center" or element.name == "center":
        return True
    if _MIDDLE.search(str(element.get("style") or "")):
        return True
    slanted = flat("".join(child.get_text() for child in element.find_all(_TEXT_TAGS)))
    return bool(slanted) and slanted == flat(element.get_text())


def _holds_blocks(element: Tag) -> bool:
    return any(child.name not in _INLINE and child.name != "br" for child in element.find_all(True))


def _only_links(element: Tag) -> bool:
    """Whether a list is nothing but links: related articles, whatever its class."""
    links = [flat(a.get_text()) for a in element.find_all("a")]
    return bool(links) and flat(element.get_text()).replace(" ", "") == "".join(links).replace(" ", "")


def _lays_out(table: Tag) -> bool:
    """Whether a table holds whole paragraphs in its cells: then it lays out a page and tells no figures."""
    return any(len(cell.find_all("p", limit=3)) > 2 and _is_long(cell) for cell in table.find_all("td"))


def _is_long(element: Tag) -> bool:
    return len(flat(element.get_text())) > 600
