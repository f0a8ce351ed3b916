"""The facts of an article as plain JSON, and back: so they travel with a spaCy document between processes and files.

spaCy packs what is attached to a document as plain values only. Spans are stored as their places, since the document
carries the words.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from datetime import date
from functools import cache, lru_cache
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from corpora.article import Article
from corpora.span import Span
from nlp.fact import ArticleFacts, Origin, Training


def dump(facts: ArticleFacts) -> str:
    """The facts as JSON without the article's text."""
    return json.dumps(_plain(facts), ensure_ascii=False, separators=(",", ":"))


@lru_cache(maxsize=64)
def load(stored: str, text: str) -> ArticleFacts:
    """The facts again, with the text they are of; `load(dump(facts), facts.article.text) == facts`."""
    facts: ArticleFacts = _made(ArticleFacts, json.loads(stored), text)
    origin = Origin(facts.article)
    return facts.with_(training=tuple(replace(fact, origin=origin) for fact in facts.training))


def _plain(value: Any) -> Any:
    if isinstance(value, Span):
        return [value.start, value.end]
    if is_dataclass(value):
        names = [f.name for f in fields(value) if f.name not in _apart(value)]
        return {name: _plain(getattr(value, name)) for name in names}
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    return value.isoformat() if isinstance(value, date) else value


def _apart(value: Any) -> tuple[str, ...]:
    """The fields that aren't stored: the text, which the document has, and what a fact was read from."""
    return ("text",) if isinstance(value, Article) else ("origin",) if isinstance(value, Training) else ()


def _made(kind: Any, value: Any, text: str) -> Any:
    """A value of a declared type made of its plain form."""
    if value is None:
        return None
    if get_origin(kind) is tuple:
        return tuple(_made(get_args(kind)[0], one, text) for one in value)
    if kind is Span:
        return Span(value[0], value[1], text[value[0] : value[1]])
    if kind is date:
        return date.fromisoformat(value)
    if is_dataclass(kind) and isinstance(kind, type):
        known = {"text": text} if kind is Article else {}
        return kind(**known, **_fields(kind, value, text))
    return value


def _fields(kind: type, value: Mapping[str, Any], text: str) -> dict[str, Any]:
    return {name: _made(_types(kind)[name], one, text) for name, one in value.items()}


@cache
def _types(kind: type) -> dict[str, Any]:
    """The declared types of a dataclass's fields, without their None."""
    return {name: _without_none(hint) for name, hint in get_type_hints(kind).items()}


def _without_none(hint: Any) -> Any:
    if get_origin(hint) not in (Union, UnionType):
        return hint
    rest: Sequence[Any] = [one for one in get_args(hint) if one is not NoneType]
    return rest[0]
