"""The sample newspaper as a web site, and its server."""

from __future__ import annotations

import http.client
import json
import re
import unicodedata
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup, Tag

from corpora.sample import HOST, Story, sample_stories
from corpora.sample.server import SampleServer, serve
from corpora.sample.site import DECOMPOSED_TITLES, PER_PAGE, SECTIONS, build_site

BASE = "http://127.0.0.1:8000"
SITE = build_site(BASE)
STORIES = sample_stories()
ARTICLE_PATHS = {story.path for story in STORIES}
# Per layout: title, lead, body, and what stands in the body without belonging to the text.
PARTS = {
    1: (
        "h1.article__title.cms-title",
        ".article__sapo.cms-desc",
        ".article__body.zce-content-body.cms-body",
        ".related-news, .ads",
    ),
    2: (
        "h1.detail-title",
        "h2.detail-sapo",
        "div.detail-content.afcbc-body[itemprop=articleBody]",
        "[type=RelatedNewsBox]",
    ),
    3: ("h1.post-title", "div.post-summary", "div.post-content", ".none"),
}
CAPTIONS = "figcaption, td.caption, tr.alt_imgEditor"


def page(path: str) -> BeautifulSoup:
    """One page of the site, parsed."""
    return BeautifulSoup(SITE[path].body.decode(), "lxml")


def links(path: str) -> set[str]:
    """Paths of the site that a page links to."""
    found = (str(a["href"]) for a in page(path).select("a[href]"))
    return {urlsplit(href).path for href in found if href.startswith(BASE)}


def pick(soup: BeautifulSoup, selector: str) -> Tag:
    """The only element that the selector finds."""
    (element,) = soup.select(selector)
    return element


def shown_text(story: Story) -> str:
    """The article as its page shows it: title, lead and body with captions, in NFC."""
    soup = page(story.path)
    title, lead, content, noise = PARTS[story.layout]
    body = pick(soup, content)
    for element in body.select(noise):
        element.decompose()
    blocks = [pick(soup, title), pick(soup, lead), *body.select(f"{CAPTIONS}, .post-content > p, :scope > p")]
    return unicodedata.normalize("NFC", "\n\n".join(block.get_text(strip=True) for block in blocks))


@pytest.mark.parametrize("story", STORIES, ids=lambda s: s.article.name)
def test_page_shows_the_article(story: Story) -> None:
    """Title, lead, body and captions on the page are the stored text, whatever stands around them."""
    assert shown_text(story) == story.article.text


@pytest.mark.parametrize("story", STORIES, ids=lambda s: s.article.name)
def test_page_tells_when_it_was_published(story: Story) -> None:
    """JSON-LD in the first layout, a meta element in the second, only printed words in the third."""
    soup, moment = page(story.path), story.published_at
    if story.layout == 1:
        data = json.loads(pick(soup, "script[type='application/ld+json']").get_text())
        assert data["datePublished"] == moment.isoformat()
        assert pick(soup, ".article__meta time")["datetime"] == moment.isoformat()
    elif story.layout == 2:
        element = pick(soup, "meta[property='article:published_time']")
        assert element["content"] == moment.isoformat()
        assert f"{moment:%d/%m/%Y %H:%M}" in pick(soup, "div.detail-time").get_text()
    else:
        printed = pick(soup, "span.post-subinfo").get_text()
        assert re.fullmatch(rf"(Thứ \S+|Chủ Nhật), {moment:%d/%m/%Y %H:%M} \(GMT\+7\)", printed)
        assert not soup.select("[datetime], script, meta[property]")


def test_all_layouts_are_used() -> None:
    """Each of the three layouts has articles with and without cadres in them."""
    assert {story.layout for story in STORIES} == {1, 2, 3}


def test_captions_are_marked_as_each_layout_marks_them() -> None:
    """All four ways in which papers mark a caption occur."""
    for selector in (
        "figure.picture figcaption",
        "td.caption",
        ".PhotoCMS_Caption",
        "table.imgEditor tr.alt_imgEditor",
    ):
        assert any(page(path).select(selector) for path in ARTICLE_PATHS), selector


def test_a_title_comes_decomposed() -> None:
    """One page has its title in NFD, which looks the same and compares unequal."""
    (story,) = (s for s in STORIES if s.article.name in DECOMPOSED_TITLES)
    title = pick(page(story.path), "h1").get_text()
    assert title != story.article.title
    assert unicodedata.normalize("NFC", title) == story.article.title


def test_every_article_is_in_a_listing() -> None:
    """The pages of its section and of «Tin mới» lead to every article, ten to a page."""
    for slug in SECTIONS:
        listings = [path for path in SITE if path.startswith(f"/{slug}/") and path not in ARTICLE_PATHS]
        wanted = {s.path for s in STORIES if slug in ("tin-moi", s.section)}
        found = [links(path) & ARTICLE_PATHS for path in listings]
        assert set().union(*found) == wanted, slug
        assert all(len(paths) <= PER_PAGE for paths in found)
    assert "/tin-moi/trang-2.html" in links("/tin-moi/")


def test_every_article_is_in_feed_and_sitemap() -> None:
    """Feed and sitemap name every article once, the index names the sitemap, robots.txt the index."""
    places = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
    feed = [e.text for e in ElementTree.fromstring(SITE["/rss/home.rss"].body).iterfind(".//item/link")]
    urls = ElementTree.fromstring(SITE["/sitemap-articles.xml"].body).findall("s:url", places)
    assert sorted(map(str, feed)) == sorted(BASE + path for path in ARTICLE_PATHS)
    assert sorted(str(u.findtext("s:loc", "", places)) for u in urls) == sorted(map(str, feed))
    assert all(u.findtext("s:lastmod", "", places) for u in urls)
    assert f"{BASE}/sitemap-articles.xml" in SITE["/sitemap.xml"].body.decode()
    assert f"Sitemap: {BASE}/sitemap.xml" in SITE["/robots.txt"].body.decode()


def test_links_lead_somewhere() -> None:
    """Every link within the site leads to a page, and the pages that robots.txt forbids are linked too."""
    linked = set().union(*(links(path) for path, p in SITE.items() if p.content_type.startswith("text/html")))
    assert linked <= set(SITE)
    for rule in re.findall(r"Disallow: (\S+)", SITE["/robots.txt"].body.decode()):
        assert any(path.startswith(rule) for path in linked), rule


def test_identity_does_not_hang_on_the_port() -> None:
    """Canonical links name the paper's own address wherever the site is served."""
    other = build_site("http://127.0.0.1:9999")
    for story in STORIES:
        soup = BeautifulSoup(other[story.path].body.decode(), "lxml")
        assert pick(soup, "link[rel=canonical]")["href"] == story.article.url == HOST + story.path


def test_site_is_made_alike_each_time() -> None:
    """The same address gives the same bytes."""
    assert build_site(BASE) == SITE


def fetch(
    server: SampleServer, path: str, method: str = "GET", **headers: str
) -> tuple[http.client.HTTPResponse, bytes]:
    """One request on a connection of its own."""
    connection = http.client.HTTPConnection(urlsplit(server.url).netloc, timeout=10)
    try:
        connection.request(method, path, headers={k.replace("_", "-"): v for k, v in headers.items()})
        response = connection.getresponse()
        return response, response.read()
    finally:
        connection.close()


def test_server_serves_the_site() -> None:
    """Each page comes with its type, length and status; a query string changes nothing."""
    with serve() as server:
        assert server.url.startswith("http://127.0.0.1:")
        for path, expected in server.pages.items():
            response, body = fetch(server, path)
            assert (response.status, body) == (expected.status, expected.body), path
            assert response.headers["Content-Type"] == expected.content_type
            assert response.headers["Content-Length"] == str(len(body))
        assert fetch(server, "/tim-kiem/?q=can-bo")[0].status == 200
        assert fetch(server, "/khong-co-trang-nay")[0].status == 404


def test_server_answers_head_and_unchanged_pages_without_a_body() -> None:
    """HEAD gives the same headers and no body; a known ETag gives 304."""
    with serve() as server:
        response, body = fetch(server, "/", "HEAD")
        tag = response.headers["ETag"]
        assert (response.status, body) == (200, b"")
        assert int(response.headers["Content-Length"]) == len(server.pages["/"].body)
        response, body = fetch(server, "/", If_None_Match=tag)
        assert (response.status, body, response.headers["ETag"]) == (304, b"", tag)
        assert fetch(server, "/", If_None_Match='"other"')[0].status == 200


def test_server_keeps_connections_and_a_log() -> None:
    """Several requests go over one connection, and the log says who asked for what."""
    with serve() as server:
        connection = http.client.HTTPConnection(urlsplit(server.url).netloc, timeout=10)
        for path in ("/robots.txt", "/", "/khong-co"):
            connection.request("GET", path, headers={"User-Agent": "canbo-test"})
            connection.getresponse().read()
            assert connection.sock is not None
        connection.close()
        assert server.requests == [("GET", p, "canbo-test") for p in ("/robots.txt", "/", "/khong-co")]
