"""The articles behind the facts as CSL-JSON, which Zotero and others read."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from factdb.export.cells import tame

if TYPE_CHECKING:
    import duckdb

_ARTICLES = """
    SELECT article_id, coalesce(title, name) AS title, author, source, url, published FROM articles a
    WHERE relevant AND NOT EXISTS (
        SELECT 1 FROM standing s WHERE s.article_id = a.article_id AND s.version = a.version AND s.superseded
    ) ORDER BY published NULLS LAST, article_id
"""


def write_csl(connection: duckdb.DuckDBPyConnection, out: Path) -> None:
    """Write a citation for every article on the training of cadres; ids are those of the base."""
    rows = connection.execute(_ARTICLES).fetchall()
    made = [_citation(*row) for row in rows]
    out.write_text(json.dumps(made, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n")


def _citation(
    article_id: str, title: str, author: str | None, source: str | None, url: str | None, day: Any
) -> dict[str, Any]:
    made: dict[str, Any] = {
        "id": article_id,
        "type": "article-newspaper",
        "title": tame(title),
        "language": "vi",
        # A byline is printed in many ways: it is kept whole, not cut into names.
        "author": [{"literal": tame(author)}] if author else None,
        "container-title": source,
        "URL": url,
        "issued": {"date-parts": [[day.year, day.month, day.day]]} if day else None,
    }
    return {name: value for name, value in made.items() if value is not None}
