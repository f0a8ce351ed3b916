"""The report: one file that needs nothing else, says what the base says, and can't be broken out of."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest

import nlp
from canbo.report import write_report
from canbo.report.page import is_web_link
from corpora.article import Article
from corpora.errors import DatasetError
from corpora.sample import sample_articles
from corpora.span import Span
from factdb.build import build
from factdb.query import query
from factdb.record import write_run
from nlp.fact import ArticleFacts, Check, Count, Document, Evidence, Outcome, Period, Person, Training
from nlp.identity import fact_ids
from nlp.show import labels

ATTACKS = (
    "<script>alert(1)</script>",
    "</title></style><img src=x onerror=alert(1)>",
    "\" onmouseover=\"alert(1)' autofocus onfocus='alert(1)",
    "{{ 7*7 }}{% include 'x' %}",
    "<svg/onload=alert(1)>&lt;b&gt;",
    "]]><!--",
)
VOID = {"meta", "br", "input", "rect", "line", "path"}


class Page(HTMLParser):
    """A page taken apart: its tags, attributes, ids and words, with a check that every tag is closed."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.open: list[str] = []
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag."""
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag that closes itself."""
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        """Check that the tag last opened is the one that closes."""
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Note some words."""
        self.words.append(data)

    def all(self, name: str) -> list[str]:
        """All values of an attribute."""
        return [
            value or "" for _, attributes in self.tags for key, value in attributes.items() if key == name
        ]

    @property
    def text(self) -> str:
        """All words of the page, blanks evened out."""
        return " ".join("".join(self.words).split())


def make_base(folder: Path, facts: Iterable[ArticleFacts]) -> Path:
    """A fact base of some facts."""
    write_run(folder / "record", facts, rules_version="test")
    return build(folder / "record", folder / "canbo.duckdb").database


@pytest.fixture(scope="module")
def sample_base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample newspaper as a fact base."""
    return make_base(tmp_path_factory.mktemp("base"), map(nlp.extract, sample_articles()))


@pytest.fixture(scope="module")
def sample_page(sample_base: Path) -> Page:
    """The report of the sample newspaper."""
    return Page(write_report(sample_base, sample_base.with_name("report.html")).read_text("utf-8"))


def test_the_file_needs_nothing_else(sample_base: Path, sample_page: Page) -> None:
    """No script, nothing loaded, a policy that forbids both, and links only to the articles' own pages."""
    html = sample_base.with_name("report.html").read_text("utf-8")
    names = {tag for tag, _ in sample_page.tags}
    assert not names & {"script", "link", "iframe", "object", "embed", "img", "base", "audio", "video"}
    (policy,) = [
        a["content"] for t, a in sample_page.tags if a.get("http-equiv") == "Content-Security-Policy"
    ]
    assert policy is not None
    assert policy.startswith("default-src 'none'; style-src 'unsafe-inline'; img-src data:")
    urls = {row["url"] for row in query(sample_base, "SELECT url FROM articles")}
    assert {href for href in sample_page.all("href") if not href.startswith("#")} <= urls
    assert "src=" not in html


def test_every_link_inside_the_page_leads_somewhere(sample_page: Page) -> None:
    """Ids are unique and every #link has its target."""
    ids = sample_page.all("id")
    assert len(ids) == len(set(ids))
    assert {href[1:] for href in sample_page.all("href") if href.startswith("#")} <= set(ids)
    assert {i for labels in sample_page.all("aria-labelledby") for i in labels.split()} <= set(ids)


def test_people_who_do_not_see_or_point_can_use_the_page(sample_page: Page) -> None:
    """A language, one main heading, a way past the contents, names for regions, no empty heading."""
    tags = [tag for tag, _ in sample_page.tags]
    assert sample_page.tags[0] == ("html", {"lang": "vi"})
    assert tags.count("h1") == tags.count("main") == tags.count("nav") == 1
    assert "skip" in sample_page.all("class")
    for tag, attributes in sample_page.tags:
        if attributes.get("role") == "region" or tag == "nav":
            assert attributes.get("aria-label")
        if attributes.get("role") == "img":
            assert attributes.get("aria-labelledby")


def test_the_figures_are_those_of_the_base(sample_base: Path, sample_page: Page) -> None:
    """The headline says what the view `totals` says."""
    totals = {row["what"]: row["number"] for row in query(sample_base, "SELECT what, number FROM totals")}
    words = [w.strip() for w in sample_page.words]
    for what in (
        "relevant articles",
        "training facts",
        "people",
        "enrolments",
        "documents cited",
        "failed checks",
    ):
        assert f"{totals[what]:,}".replace(",", ".") in words, what


def test_every_fact_is_marked_and_has_its_card(sample_base: Path, sample_page: Page) -> None:
    """Each training fact has a badge in the text and a card; each document and failed check is listed."""
    (numbers,) = query(
        sample_base,
        "SELECT count(*) AS training FROM training JOIN articles USING (article_id, version) WHERE relevant",
    )
    classes = sample_page.all("class")
    assert sum(c.split()[0] == "card" for c in classes if c) == numbers["training"]
    assert classes.count("badge training") == numbers["training"]
    for row in query(sample_base, "SELECT explanation_vi, explanation_en FROM failed_checks"):
        assert " ".join(row["explanation_vi"].split()) in sample_page.text
        assert " ".join(row["explanation_en"].split()) in sample_page.text
    for row in query(sample_base, "SELECT key FROM documents_cited"):
        assert row["key"] in sample_page.text


def test_the_article_is_there_word_for_word(sample_base: Path) -> None:
    """Without badges, what stands between the marks is the stored text."""
    html = sample_base.with_name("report.html").read_text("utf-8")
    html = re.sub(r'<a class="badge[^>]*>[^<]*</a>', "", html)
    text = Page(html).text
    for row in query(sample_base, "SELECT text FROM articles WHERE relevant"):
        for line in row["text"].splitlines():
            assert " ".join(line.split()) in text


def test_whether_a_fact_counts_is_said_in_vietnamese(sample_base: Path) -> None:
    """Every reason that the base gives for leaving a fact out of totals has its words."""
    asked = "SELECT DISTINCT not_counted_because AS why FROM counted WHERE why IS NOT NULL"
    reasons = {
        part.split(": ", 1)[-1] if part.startswith(("learners: ", "classes: ")) else part
        for row in query(sample_base, asked)
        for part in row["why"].split("; ")
    }
    assert reasons
    assert reasons <= set(labels()["counted"])


def test_the_same_base_gives_the_same_bytes(sample_base: Path, tmp_path: Path) -> None:
    """No clock, no path and no chance in the page."""
    once = write_report(sample_base, tmp_path / "a" / "one.html").read_bytes()
    assert once == write_report(sample_base, tmp_path / "two.html").read_bytes()
    assert str(sample_base.parent).encode() not in once
    assert [p.name for p in (tmp_path / "a").iterdir()] == ["one.html"]


def test_a_page_of_few_articles_says_what_it_leaves_out(sample_base: Path, tmp_path: Path) -> None:
    """Beyond the limit, articles are counted rather than dropped in silence."""
    page = Page(write_report(sample_base, tmp_path / "r.html", limit=2).read_text("utf-8"))
    (left,) = query(sample_base, "SELECT count(*) - 2 AS n FROM articles WHERE relevant")
    assert f"{left['n']} more are in the database" in page.text
    assert sum(tag == "article" for tag, _ in page.tags) == 2
    assert {h[1:] for h in page.all("href") if h.startswith("#")} <= set(page.all("id"))


@pytest.mark.parametrize("attack", ATTACKS)
def test_nothing_from_an_article_becomes_markup(tmp_path: Path, attack: str) -> None:
    """Whatever the text, title, author, source, address or a slot holds is shown as it is."""
    page = Page(write_report(make_base(tmp_path, [hostile(attack)]), tmp_path / "r.html").read_text("utf-8"))
    names = {tag for tag, _ in page.tags}
    assert not names & {"script", "img"}
    assert not [key for _, attributes in page.tags for key in attributes if key.startswith("on")]
    assert all(h.startswith("#") for h in page.all("href"))
    assert page.text.count(" ".join(attack.split())) >= 8


def hostile(attack: str) -> ArticleFacts:
    """An article with an attack in every place that takes words."""
    text = f"Trường mở 12 lớp {attack} cho 300 học viên.\n{attack}"
    article = Article(text, attack, attack, date(2024, 5, 1), attack, f"javascript:{attack}", attack)
    span = Span.of(text, 10, len(text) - 2)
    day = date(2024, 1, 1)
    training = Training(
        span,
        "t1",
        classes=Count(12, 12),
        learners=Count(300, 300, "about", attack, "people"),
        programme=attack,
        audience=attack,
        organiser=(attack,),
        period=Period(day, day),
        evidence=(Evidence("organiser", span, "context"),),
    )
    made = ArticleFacts(
        article,
        True,
        (training,),
        (Outcome(span, attack, Count(3, 3), 1.5),),
        (Document(span, attack, "1", attack, attack, day, attack, attack),),
        people=(Person(span, attack, attack),),
        checks=(Check(span, "sum", 3, 4, False, attack, attack),),
    )
    return with_ids(made)


def with_ids(facts: ArticleFacts) -> ArticleFacts:
    """The same facts with the ids that the extraction gives them."""
    changes = {}
    for kind in ("training", "outcomes", "documents", "people", "checks"):
        found = getattr(facts, kind)
        ids = fact_ids(facts.article.article_id, kind, [f.quote for f in found])
        changes[kind] = tuple(replace(f, fact_id=i, rule="test") for f, i in zip(found, ids, strict=True))
    return facts.with_(**changes)


def test_an_empty_base_has_a_report(tmp_path: Path) -> None:
    """Nothing found is said in words, without an empty chart or table."""
    facts = nlp.extract(Article("Trời hôm nay nắng đẹp.", "x"))
    page = Page(write_report(make_base(tmp_path, [facts]), tmp_path / "r.html").read_text("utf-8"))
    assert "No learners to count." in page.text
    assert not [tag for tag, _ in page.tags if tag == "table"]


def test_what_is_no_base_is_said(tmp_path: Path) -> None:
    """A missing or wrong file is an error that a user can act on, and no page is left."""
    with pytest.raises(DatasetError, match="canbo build"):
        write_report(tmp_path / "none.duckdb", tmp_path / "r.html")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("url", "good"),
    [
        ("https://bao.example/a.html", True),
        ("http://bao.example", True),
        ("HTTPS://bao.example/", True),
        ("javascript:alert(1)", False),
        ("java\nscript:alert(1)", False),
        ("\x01https://bao.example", False),
        (" https://bao.example", False),
        ("data:text/html,x", False),
        ("//bao.example/a", False),
        ("https://", False),
        ("https://[bao", False),
        ("file:///etc/passwd", False),
        ("", False),
        (None, False),
    ],
)
def test_only_addresses_of_the_web_become_links(url: str | None, good: bool) -> None:
    """http and https with a host; anything else is shown as words."""
    assert is_web_link(url) is good
