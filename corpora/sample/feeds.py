"""The sample newspaper's files for machines: robots.txt, sitemaps and feed."""

from __future__ import annotations

from collections.abc import Sequence
from email.utils import format_datetime
from xml.sax.saxutils import escape

from corpora.sample import Story

_XML_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_SITEMAP = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


def robots_txt(base: str) -> bytes:
    """What a crawler may fetch: everything but the search and the advertisements, without delay."""
    rules = ("User-agent: *", "Disallow: /tim-kiem/", "Disallow: /quang-cao/", "Crawl-delay: 0")
    return "\n".join((*rules, "", f"Sitemap: {base}/sitemap.xml", "")).encode()


def sitemap_index(base: str, stories: Sequence[Story]) -> bytes:
    """The index, which names one sitemap: that of the articles."""
    newest = max(story.published_at for story in stories).isoformat()
    entry = f"<sitemap><loc>{escape(base)}/sitemap-articles.xml</loc><lastmod>{newest}</lastmod></sitemap>"
    return f"{_XML_HEAD}<sitemapindex {_SITEMAP}>\n{entry}\n</sitemapindex>\n".encode()


def sitemap(base: str, stories: Sequence[Story]) -> bytes:
    """The address and the time of publication of every article."""
    entries = ((escape(base + story.path), story.published_at.isoformat()) for story in stories)
    lines = "\n".join(f"<url><loc>{path}</loc><lastmod>{when}</lastmod></url>" for path, when in entries)
    return f"{_XML_HEAD}<urlset {_SITEMAP}>\n{lines}\n</urlset>\n".encode()


def rss_feed(base: str, stories: Sequence[Story]) -> bytes:
    """RSS 2.0 with every article, newest first."""
    items = "\n".join(_item(base, story) for story in stories)
    head = f"<title>Báo Cán Bộ Mẫu</title><link>{escape(base)}/</link><description>Tin mới</description>"
    return f'{_XML_HEAD}<rss version="2.0"><channel>{head}\n{items}\n</channel></rss>\n'.encode()


def _item(base: str, story: Story) -> str:
    title, lead = story.article.text.split("\n\n")[:2]
    address = escape(base + story.path)
    return (
        f"<item><title>{escape(title)}</title><link>{address}</link>"
        f'<guid isPermaLink="true">{address}</guid><pubDate>{format_datetime(story.published_at)}</pubDate>'
        f"<description><![CDATA[<p>{escape(lead)}</p>]]></description></item>"
    )
