"""Web pages of the sample newspaper: articles in three layouts, listings, feed, sitemap, robots.txt.

Everything is made of the files beside this module, so the same address always gives the same bytes.
"""

from __future__ import annotations

import html
import json
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from string import Template

from corpora.sample import HOST, Story, sample_stories
from corpora.sample.feeds import robots_txt, rss_feed, sitemap, sitemap_index

SECTIONS = {
    "tin-moi": "Tin mới",
    "thoi-su": "Thời sự",
    "xay-dung-dang": "Xây dựng Đảng",
    "giao-duc-dao-tao": "Giáo dục - Đào tạo",
    "xa-hoi": "Xã hội",
    "the-thao": "Thể thao",
}
PER_PAGE = 10
# One headline comes with its letters taken apart (NFD), as some editors' machines still write them.
DECOMPOSED_TITLES = frozenset({"s07"})

_WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ Nhật")
_CAPTION = re.compile(r"Ảnh: [^.]{1,60}$")
_HTML = "text/html; charset=utf-8"
_XML = "application/xml; charset=utf-8"
_COMMENTS = (
    ("Hoài An", "Bài viết hữu ích. Mong tòa soạn có thêm nhiều bài như thế này."),
    ("Trần Văn Bưởi", "Huyện tôi năm ngoái cũng mở 3 lớp với 150 học viên mà chưa thấy báo nêu."),
)


@dataclass(frozen=True, slots=True)
class Page:
    """What the server answers for a path."""

    content_type: str
    body: bytes
    status: int = 200


def build_site(base_url: str) -> dict[str, Page]:
    """All pages of the paper by path, with links that start with `base_url` (no slash at its end).

    Canonical links name the paper's own address instead, so that an article keeps its identity on
    whichever port the site is served. `/404.html` holds the answer to every path that isn't there.
    """
    base = base_url.rstrip("/")
    stories = sorted(sample_stories(), key=lambda s: (s.published_at, s.article.name), reverse=True)
    pages = {story.path: _article_page(base, story, stories) for story in stories}
    pages["/"] = _listing_page(base, "Trang chủ", stories[:PER_PAGE], "")
    for slug in SECTIONS:
        pages |= dict(_section_pages(base, slug, stories))
    pages |= {f"/anh/{s.article.name}.svg": _picture(s) for s in stories}
    pages |= _notices(base)
    pages["/robots.txt"] = Page("text/plain; charset=utf-8", robots_txt(base))
    pages["/sitemap.xml"] = Page(_XML, sitemap_index(base, stories))
    pages["/sitemap-articles.xml"] = Page(_XML, sitemap(base, stories))
    pages["/rss/home.rss"] = Page("application/rss+xml; charset=utf-8", rss_feed(base, stories))
    return pages


def _article_page(base: str, story: Story, stories: Sequence[Story]) -> Page:
    title, lead, *body = story.article.text.split("\n\n")
    shown = unicodedata.normalize("NFD", title) if story.article.name in DECOMPOSED_TITLES else title
    others = [s for s in stories if s is not story]
    related = [s for s in others if s.section == story.section] or others
    page = _template(f"article_{story.layout}.html").substitute(
        base=base,
        canonical=HOST + story.path,
        title=html.escape(shown),
        title_text=html.escape(title),
        lead=html.escape(lead),
        body=_body(base, story, body, related[:2]),
        author=html.escape(story.article.author or ""),
        section_name=SECTIONS[story.section],
        section_path=f"/{story.section}/",
        published_iso=story.published_at.isoformat(),
        published_text=_published_text(story),
        json_ld=_json_ld(story, title),
        menu=_menu(base),
        related=_links(base, related[:4]),
        latest=_links(base, others[:6]),
        comments="\n".join(_comment(*comment) for comment in _COMMENTS),
    )
    return Page(_HTML, page.encode())


def _body(base: str, story: Story, paragraphs: Sequence[str], related: Sequence[Story]) -> str:
    """Paragraphs and captioned pictures in place, and what papers put between them."""
    picture = f"{base}/anh/{story.article.name}.svg"
    blocks = []
    for number, paragraph in enumerate(paragraphs):
        if _CAPTION.search(paragraph):
            blocks.append(_figure(story.layout, picture, html.escape(paragraph), number))
        else:
            blocks.append(f"<p>{html.escape(paragraph)}</p>")
    box = _RELATED_BOX[story.layout]
    if box:
        blocks.insert(len(blocks) // 2, box.format(links=_links(base, related), base=base))
    return "\n".join(blocks)


def _figure(layout: int, picture: str, caption: str, number: int) -> str:
    return _FIGURES[layout][number % len(_FIGURES[layout])].format(picture=picture, caption=caption)


_FIGURES = {
    1: (
        '<figure class="picture"><img src="{picture}" alt=""><figcaption>{caption}</figcaption></figure>',
        '<table class="picture"><tbody><tr><td class="pic"><img src="{picture}" alt=""></td></tr>'
        '<tr><td class="caption">{caption}</td></tr></tbody></table>',
    ),
    2: (
        '<figure class="VCSortableInPreviewMode" type="Photo"><div><img src="{picture}" alt=""></div>'
        '<figcaption class="PhotoCMS_Caption"><p>{caption}</p></figcaption></figure>',
    ),
    3: (
        '<table class="imgEditor"><tr><td><img src="{picture}" alt=""></td></tr>'
        '<tr class="alt_imgEditor"><td>{caption}</td></tr></table>',
    ),
}
_RELATED_BOX = {
    1: '<div class="article__relate related-news"><strong>Tin liên quan</strong><ul>{links}</ul></div>\n'
    '<div class="ads"><a href="{base}/quang-cao/nha-sach" rel="nofollow">Quảng cáo</a></div>',
    2: '<div class="VCSortableInPreviewMode" type="RelatedNewsBox"><b>Xem thêm</b><ul>{links}</ul></div>',
    3: "",
}


def _section_pages(base: str, slug: str, stories: Sequence[Story]) -> Iterator[tuple[str, Page]]:
    chosen = [s for s in stories if slug in ("tin-moi", s.section)]
    starts = range(0, max(len(chosen), 1), PER_PAGE)
    for number, start in enumerate(starts, 1):
        pagination = " ".join(_page_link(base, slug, n, number) for n in range(1, len(starts) + 1))
        page = _listing_page(base, SECTIONS[slug], chosen[start : start + PER_PAGE], pagination)
        yield _section_path(slug, number), page


def _section_path(slug: str, number: int) -> str:
    return f"/{slug}/" if number == 1 else f"/{slug}/trang-{number}.html"


def _page_link(base: str, slug: str, number: int, current: int) -> str:
    if number == current:
        return f"<b>{number}</b>"
    rel = ' rel="next"' if number == current + 1 else ' rel="prev"' if number == current - 1 else ""
    return f'<a href="{base}{_section_path(slug, number)}"{rel}>{number}</a>'


def _listing_page(
    base: str, heading: str, stories: Sequence[Story], pagination: str, status: int = 200
) -> Page:
    page = _template("listing.html").substitute(
        base=base,
        heading=heading,
        menu=_menu(base),
        stories="\n".join(_teaser(base, s) for s in stories),
        pagination=pagination,
    )
    return Page(_HTML, page.encode(), status)


def _teaser(base: str, story: Story) -> str:
    title, lead = (html.escape(part) for part in story.article.text.split("\n\n")[:2])
    moment = story.published_at
    return (
        f'<article class="story"><h3><a href="{base}{story.path}">{title}</a></h3>'
        f'<time datetime="{moment.isoformat()}">{moment:%d/%m/%Y}</time><p>{lead}</p></article>'
    )


def _notices(base: str) -> dict[str, Page]:
    """Pages that aren't articles: what robots.txt forbids, and the answer to a path that isn't there."""
    return {
        "/tim-kiem/": _listing_page(base, "Tìm kiếm", (), "Nhập từ khóa để tìm."),
        "/quang-cao/nha-sach": _listing_page(base, "Quảng cáo: Nhà sách Bút Tre", (), ""),
        "/quang-cao/xe-may": _listing_page(base, "Quảng cáo: Xe máy trả góp", (), ""),
        "/quang-cao/may-bom": _listing_page(base, "Quảng cáo: Máy bơm Suối Reo", (), ""),
        "/404.html": _listing_page(base, "Không tìm thấy trang", (), "Trang đã bị gỡ hoặc đổi địa chỉ.", 404),
    }


def _picture(story: Story) -> Page:
    """A drawn stand-in for a photograph: a blackboard, as wide as the page wants it."""
    svg = _template("picture.svg").substitute(section_name=html.escape(SECTIONS[story.section]))
    return Page("image/svg+xml", svg.encode())


def _published_text(story: Story) -> str:
    moment = story.published_at
    if story.layout == 3:
        return f"{_WEEKDAYS[moment.weekday()]}, {moment:%d/%m/%Y %H:%M} (GMT+7)"
    return f"{moment:%d/%m/%Y %H:%M} GMT+7" if story.layout == 2 else f"{moment:%d/%m/%Y - %H:%M}"


def _json_ld(story: Story, title: str) -> str:
    data = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": title,
        "datePublished": story.published_at.isoformat(),
        "author": {"@type": "Person", "name": story.article.author},
        "publisher": {"@type": "Organization", "name": "Báo Cán Bộ Mẫu"},
        "mainEntityOfPage": HOST + story.path,
    }
    return json.dumps(data, ensure_ascii=False).replace("</", "<\\/")


def _comment(name: str, words: str) -> str:
    return f'<div class="comment"><b>{name}</b><p>{words}</p></div>'


def _menu(base: str) -> str:
    return "".join(f'<li><a href="{base}/{slug}/">{name}</a></li>' for slug, name in SECTIONS.items())


def _links(base: str, stories: Sequence[Story]) -> str:
    titles = ((s.path, html.escape(s.article.title or "")) for s in stories)
    return "".join(f'<li><a href="{base}{path}">{title}</a></li>' for path, title in titles)


@cache
def _template(name: str) -> Template:
    path = Path(__file__).parent / "layouts" / name
    return Template(path.read_text(encoding="utf-8"))
