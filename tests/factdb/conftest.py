"""Facts made by hand, records and bases of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from corpora.article import Article
from corpora.span import Span
from factdb.build import build
from factdb.record import write_run
from nlp.fact import ArticleFacts, Count, Evidence, Period, Training

GOLD = Path(__file__).parents[3] / "shared" / "gold"


def as_count(value: Any, **more: Any) -> Count | None:
    """A count of a number, of (low, high), or of a Count as it is."""
    if value is None or isinstance(value, Count):
        return value
    low, high = value if isinstance(value, tuple) else (value, value)
    return Count(low, high, **more)


def as_period(year: Any) -> Period | None:
    """The period of a year or of (first year, last year)."""
    if year is None:
        return None
    first, last = year if isinstance(year, tuple) else (year, year)
    return Period(date(first, 1, 1), date(last, 12, 31))


def make_facts(
    trainings: Sequence[dict[str, Any]] = (), name: str = "a", *, text: str | None = None, **more: Any
) -> ArticleFacts:
    """An article with training facts; `text` is made of the facts' numbers where none is given.

    A training takes `classes`, `learners`, `year`, `counting`, `per`, `unit` and what `Training` takes.
    """
    quotes = [f"{t.get('classes')} lớp, {t.get('learners')} học viên ({n})" for n, t in enumerate(trainings)]
    body = f"Bài {name}: {'; '.join(quotes)}." if text is None else text
    known = {k: more.pop(k) for k in ("title", "published", "source", "url", "author") if k in more}
    made = []
    for n, given in enumerate(trainings):
        t = dict(given)
        start = body.index(quotes[n]) if text is None else 0
        span = Span.of(body, start, start + len(quotes[n]) if text is None else len(body))
        of_learners = {k: t.pop(k) for k in ("counting", "per", "unit", "qualifier") if k in t}
        learners = as_count(
            t.pop("learners", None), **{"counting": "people", "unit": "học viên"} | of_learners
        )
        made.append(
            Training(
                span,
                id=t.pop("id", f"t{n + 1}"),
                classes=as_count(t.pop("classes", None)),
                learners=learners,
                period=as_period(t.pop("year", None)),
                evidence=t.pop("evidence", (Evidence("learners", span),)),
                rule="by hand",
                **t,
            )
        )
    article = Article(body, name, **known, published_basis="meta" if known.get("published") else None)
    return ArticleFacts(article, more.pop("relevant", True), tuple(made), **more)


@pytest.fixture(scope="session")
def facts() -> Callable[..., ArticleFacts]:
    """Make the facts of an article."""
    return make_facts


@pytest.fixture
def base(tmp_path: Path) -> Callable[..., Path]:
    """Write a run of facts and build a base of the record, which lies in `tmp_path / "facts"`."""

    def make(*articles: ArticleFacts, unread: Sequence[Any] = (), rules: str = "r1") -> Path:
        write_run(tmp_path / "facts", articles, unread, rules_version=rules)
        build(tmp_path / "facts", tmp_path / "canbo.duckdb")
        return tmp_path / "canbo.duckdb"

    return make


@pytest.fixture
def gold() -> Path:
    """The folder of the gold, where it lies beside the project."""
    if not GOLD.is_dir():
        pytest.skip("the gold isn't beside the project")
    return GOLD
