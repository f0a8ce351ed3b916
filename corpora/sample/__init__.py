"""The bundled sample newspaper: «Báo Cán Bộ Mẫu», written for canbo, with its gold.

People, decisions, figures, and the province with its districts are invented. `articles/` holds a text and
a gold file per article (format 1), and `meta.csv`. `pages.csv` says how the web site shows them:
`corpora.sample.site` makes its pages and `corpora.sample.server` serves them on loopback.
"""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from corpora.article import Article

HOST = "https://baomau.example"
"""The paper's own address: the name can't exist (RFC 2606), so nothing on the network answers to it."""


def sample_folder() -> Path:
    """The folder with the texts, their gold and `meta.csv`: input of `canbo extract` as it stands."""
    return Path(__file__).parent / "articles"


def sample_articles() -> list[Article]:
    """The paper's articles in order of their names."""
    return [_read_article(row) for row in _rows(sample_folder() / "meta.csv")]


def sample_gold() -> dict[str, dict[str, Any]]:
    """The gold of every article (format 1) by its name."""
    paths = sorted(sample_folder().glob("*.json"))
    return {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in paths}


def sample_stories() -> list[Story]:
    """The articles with what only the paper's web site needs (`pages.csv`), in order of their names."""
    articles = {article.name: article for article in sample_articles()}
    rows = _rows(Path(__file__).parent / "pages.csv")
    return [
        Story(
            articles[row["id"]],
            row["section"],
            int(row["layout"]),
            datetime.fromisoformat(row["published_at"]),
        )
        for row in rows
    ]


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table))


def _read_article(row: dict[str, str]) -> Article:
    return Article(
        text=(sample_folder() / row["file"]).read_text(encoding="utf-8"),
        name=row["id"],
        title=row["title"],
        published=date.fromisoformat(row["published"]),
        source=row["source"],
        url=row["url"],
        author=row["author"] or None,
        published_basis="meta",
    )


@dataclass(frozen=True, slots=True)
class Story:
    """An article as the web site shows it.

    `section` is the section's slug, `layout` the page layout (1 to 3), `published_at` the minute with zone.
    """

    article: Article
    section: str
    layout: int
    published_at: datetime

    @property
    def path(self) -> str:
        """The path of its page, from `/` on."""
        return (self.article.url or "").removeprefix(HOST)
