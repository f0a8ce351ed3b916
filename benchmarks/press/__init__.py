"""Made pages of the press: the stories of the sample newspaper in twenty structures that papers and portals use.

Every page bears what real ones bear beside the article: menus, teasers of other articles, related links in the middle
of the text, comments, advertisements, scripts. What must be found is known, because the page was made of it.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from corpora.sample import Story, sample_stories

_CAPTION = re.compile(r"Ảnh: [^.]{1,60}$")
_FILLER = (
    "var q=q||[];(function(d,s){var j=d.createElement(s);q.push({k:'%d',v:[1,2,3]});})(document,'script');\n"
)
_STYLE = ".c%d{margin:0 %dpx;padding:4px;color:#333}.c%d a:hover{text-decoration:underline}\n"


@dataclass(frozen=True, slots=True)
class Piece:
    """A story as a structure is given it: texts escaped for HTML; `parts` are (kind, text), kind `p` or `caption`."""

    title: str
    lead: str
    parts: tuple[tuple[str, str], ...]
    author: str
    when: datetime
    section: str
    others: tuple[tuple[str, str], ...]

    @property
    def iso(self) -> str:
        """The minute of publication in ISO 8601, with its zone."""
        return self.when.isoformat()

    def printed(self, pattern: str) -> str:
        """The minute of publication as a page prints it."""
        return self.when.strftime(pattern)

    def links(self, start: int, number: int) -> str:
        """Items of a list that link to other stories."""
        chosen = self.others[start : start + number]
        return "".join(f'<li><a href="/tin-{n}.html">{title}</a></li>' for n, (title, _) in enumerate(chosen))

    def teasers(self, start: int, number: int) -> str:
        """Boxes with title and lead of other stories, as sidebars show them."""
        return "".join(
            f'<div class="item"><h4><a href="/t-{n}.html">{title}</a></h4><p>{lead}</p></div>'
            for n, (title, lead) in enumerate(self.others[start : start + number])
        )

    def json_ld(self) -> str:
        """What the page says of itself in JSON-LD."""
        data = {
            "@context": "https://schema.org",
            "@type": "NewsArticle",
            "headline": html.unescape(self.title),
        }
        told = json.dumps(data | {"datePublished": self.iso}, ensure_ascii=False)
        return f'<script type="application/ld+json">{told}</script>'


@dataclass(frozen=True, slots=True)
class MadePage:
    """A page, and what must be found on it."""

    structure: str
    url: str
    html: bytes
    title: str
    body: tuple[str, ...]
    captions: tuple[str, ...]
    when: datetime


Structure = Callable[[Piece], str]


def frame(piece: Piece, head: str, main: str) -> str:
    """A whole page around its main part: menu before, scripts and styles in the head, footer behind."""
    menu = "".join(f'<li><a href="/muc-{n}/">Chuyên mục số {n}</a></li>' for n in range(1, 28))
    style = "".join(_STYLE % (n, n % 7, n) for n in range(220))
    script = "".join(_FILLER % n for n in range(160))
    return (
        f'<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>{piece.title} - Báo Mẫu</title>{head}'
        f"<style>{style}</style><script>{script}</script></head><body>"
        f'<div class="top-header"><a href="/">Báo Mẫu</a></div><div class="main-menu"><ul>{menu}</ul></div>{main}'
        '<div class="footer"><p>Báo Mẫu - trang minh họa. Giấy phép số 000/GP. Tòa soạn: số 1 đường Ví Dụ, phường Thử '
        "Nghiệm. Điện thoại: 0000.000.000. Ghi rõ nguồn khi phát hành lại thông tin từ trang này.</p></div>"
        f"<script>{script}</script></body></html>"
    )


def made_pages(each: int = 4) -> Iterator[MadePage]:
    """Every structure with `each` stories of the sample newspaper, in an order that never changes."""
    from press.papers import PAPERS
    from press.portals import PORTALS

    stories = [story for story in sample_stories() if story.article.text.count("\n\n") >= 4]
    for number, (name, structure) in enumerate([*PAPERS, *PORTALS]):
        for turn in range(each):
            story = stories[(number * each + turn) % len(stories)]
            yield _page(name, structure, story, stories)


def _page(name: str, structure: Structure, story: Story, stories: list[Story]) -> MadePage:
    title, lead, *rest = story.article.text.split("\n\n")
    parts = tuple(("caption" if _CAPTION.search(p) else "p", p) for p in rest)
    others = [s.article.text.split("\n\n")[:2] for s in stories if s is not story]
    shift = len(title) % len(others)
    turned = others[shift:] + others[:shift]
    escaped = Piece(
        html.escape(title, quote=False),
        html.escape(lead, quote=False),
        tuple((kind, html.escape(text, quote=False).replace("\n", "<br>")) for kind, text in parts),
        html.escape(story.article.author or "Hải Đăng"),
        story.published_at,
        story.section,
        tuple((html.escape(t), html.escape(text)) for t, text in turned),
    )
    if not any(kind == "caption" for kind, _ in parts):
        shown = ("caption", f"Quang cảnh nơi diễn ra sự việc, ghi lại lúc đầu giờ. Ảnh: {escaped.author}")
        escaped = replace(escaped, parts=(escaped.parts[0], shown, *escaped.parts[1:]))
    made = structure(escaped)
    captions = tuple(html.unescape(text) for kind, text in escaped.parts if kind == "caption")
    body = (lead, *(text for kind, text in parts if kind == "p"))
    return MadePage(
        name,
        f"https://{name}.example/{story.article.name}.html",
        made.encode(),
        title,
        body,
        captions,
        story.published_at,
    )
