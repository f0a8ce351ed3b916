"""What a page says of itself in JSON-LD (schema.org)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

_ARTICLE = ("Article", "BlogPosting", "Report")
_DEEPEST = 6


def read_data(scripts: Iterable[str]) -> list[dict[str, Any]]:
    """Every object of a page's `application/ld+json` scripts, those that are articles first.

    Scripts that aren't JSON are passed over: many systems write line breaks into strings.
    """
    found: list[dict[str, Any]] = []
    for script in scripts:
        try:
            found.extend(_objects(json.loads(script, strict=False), 0))
        except (ValueError, RecursionError):
            continue
    return sorted(found, key=lambda item: not is_article(item))


def _objects(value: Any, depth: int) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
        value = value.get("@graph")
    if isinstance(value, list) and depth < _DEEPEST:
        for item in value:
            yield from _objects(item, depth + 1)


def types_of(item: dict[str, Any]) -> list[str]:
    """The object's types: `NewsArticle`, `WebPage` …"""
    kinds = item.get("@type")
    return [kind for kind in (kinds if isinstance(kinds, list) else [kinds]) if isinstance(kind, str)]


def is_article(item: dict[str, Any]) -> bool:
    """Whether the object is an article of any kind."""
    return any(kind.endswith(_ARTICLE) for kind in types_of(item))


def author_of(data: Iterable[dict[str, Any]]) -> str | None:
    """Names of the persons that the article's object gives as authors, or None; no organisations."""
    for item in data:
        if not is_article(item):
            continue
        authors = item.get("author")
        names = [_name(author) for author in (authors if isinstance(authors, list) else [authors])]
        joined = ", ".join(name for name in names if name)
        if joined:
            return joined
    return None


def section_of(data: Iterable[dict[str, Any]]) -> str | None:
    """The section that the article's object names, or None; of several the last, which is the narrowest."""
    for item in data:
        if is_article(item):
            named = item.get("articleSection")
            names = [n.strip() for n in (named if isinstance(named, list) else [named]) if isinstance(n, str)]
            return next((name for name in reversed(names) if name), None)
    return None


def _name(author: Any) -> str:
    if isinstance(author, str):
        return author.strip()
    if (
        isinstance(author, dict)
        and "Organization" not in types_of(author)
        and isinstance(author.get("name"), str)
    ):
        return str(author["name"]).strip()
    return ""
