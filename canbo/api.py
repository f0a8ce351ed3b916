"""What `import canbo` offers: the whole way from a text to a database, in a few verbs.

These are thin: each hands over to the package that does the work.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, replace
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any, overload

from corpora.article import Article
from corpora.errors import InputError, UsageError

if TYPE_CHECKING:
    from factdb.base import FactBase
    from nlp.fact import ArticleFacts

Source = str | Path | Article
"""A text, the file of a text, or an article."""

_LONGEST_PATH = 260


class Skipped(UserWarning):
    """An input that could not be read or understood was left out; the message says which and why."""


@overload
def extract(source: Source, /, *, lexicon: Path | str | None = None, **meta: Any) -> ArticleFacts: ...
@overload
def extract(
    source: Iterable[Source], /, *, lexicon: Path | str | None = None, **meta: Any
) -> list[ArticleFacts]: ...
def extract(
    source: Source | Iterable[Source], /, *, lexicon: Path | str | None = None, **meta: Any
) -> ArticleFacts | list[ArticleFacts]:
    """The facts of a text (str), of a text file (Path) or of an article; of several, a list.

    `meta` tells what is known beside the text: name, title, published (a date or `2025-09-25`), source, url, author.
    `lexicon` is a TOML file with programmes of your own. Raises InputError where a file can't be read as one article.
    """
    import nlp

    _check_source(source)
    known = nlp.load_lexicon(lexicon) if lexicon is not None else None
    if isinstance(source, str | Path | Article):
        return nlp.extract(_article(source, meta), lexicon=known)
    return [nlp.extract(_article(one, meta), lexicon=known) for one in source]


def extract_many(
    source: Path | str | Iterable[Article], workers: int = 1, lexicon: Path | str | None = None
) -> Iterator[ArticleFacts]:
    """The facts of many articles in their order, from `canbo.load` or straight from a path.

    `workers` are processes; `lexicon` is a TOML file with programmes of your own.
    What fails is left out with a warning (`canbo.Skipped`), so that one bad article doesn't stop the rest.
    """
    import nlp
    from nlp.fact import ArticleFacts

    known = nlp.load_lexicon(lexicon) if lexicon is not None else None
    articles = load(source) if isinstance(source, str | Path) else source
    for result in nlp.extract_many(articles, workers=workers, lexicon=known):
        if isinstance(result, ArticleFacts):
            yield result
        else:
            warnings.warn(Skipped(f"{result.article.name}: {result.reason}"), stacklevel=2)


def load(*inputs: Path | str) -> Iterator[Article]:
    """The articles of folders of texts, `.txt`, `.jsonl` and `.parquet` files, one after the other.

    What can't be read is left out with a warning (`canbo.Skipped`). Raises InputError where a path isn't there.
    """
    from corpora.load import load as load_all

    for found in load_all(inputs):
        if isinstance(found, Article):
            yield found
        else:
            warnings.warn(Skipped(f"{found.input}: {found.reason}"), stacklevel=2)


def build(record: Path | str, database: Path | str = "canbo.duckdb") -> FactBase:
    """Build the database of a record of extracted facts (`canbo extract … -o record`) and open it.

    Raises DatasetError, with an old database untouched, where the record is empty or damaged.
    """
    from factdb.build import build as build_database

    build_database(record, database)
    return open(database)


def open(database: Path | str = "canbo.duckdb") -> FactBase:
    """Open a database to ask it questions; it can't be changed.

    `query(sql)` answers in rows, `df(sql)` in a pandas data frame, `pl(sql)` in a polars one, `arrow(sql)` in Arrow.
    Raises DatasetError where it can't be read.
    """
    from factdb.base import open as open_base

    return open_base(database)


def sample() -> list[Article]:
    """The articles of the bundled sample newspaper, which was written for canbo."""
    from corpora.sample import sample_articles

    return sample_articles()


def _check_source(source: object) -> None:
    """Raise UsageError for what is no text, path, article or several of them."""
    several = isinstance(source, Iterable) and not isinstance(source, bytes | bytearray | Mapping)
    if not several and not isinstance(source, Path | Article):
        hint = "; decode bytes first: text.decode('utf-8')" if isinstance(source, bytes | bytearray) else ""
        raise UsageError(
            f"canbo.extract takes a text (str), a Path, an Article or a list of them, not {type(source).__name__}{hint}"
        )


def _article(source: Source, meta: dict[str, Any]) -> Article:
    """The article that a source stands for, with what `meta` tells of it."""
    _check_source(source)
    known = _checked(meta)
    if isinstance(source, Article):
        return replace(source, **known)
    if isinstance(source, Path):
        return replace(_only_article(source), **known)
    if len(source) <= _LONGEST_PATH and "\n" not in source and Path(source).is_file():
        raise UsageError(
            f"{source!r} is the name of a file: write canbo.extract(Path({source!r})) to read it"
        )
    from corpora.head import complete

    return complete(Article(source, **known))


def _checked(meta: dict[str, Any]) -> dict[str, Any]:
    names = [f.name for f in fields(Article) if f.name not in ("text", "published_basis")]
    for name in meta:
        if name not in names:
            near = get_close_matches(name, names, n=1)
            hint = f"; did you mean {near[0]!r}?" if near else f"; known are {', '.join(names)}"
            raise UsageError(f"an article has no {name!r}{hint}")
    published = meta.get("published")
    if isinstance(published, str):
        try:
            published = date.fromisoformat(published)
        except ValueError:
            raise UsageError(f"published={published!r} is no day: write it like '2025-09-25'") from None
    return meta | ({"published": published, "published_basis": "meta"} if published else {})


def _only_article(path: Path) -> Article:
    from corpora.load import load as load_all

    found = list(load_all([path]))
    articles = [one for one in found if isinstance(one, Article)]
    unread = [one for one in found if not isinstance(one, Article)]
    if len(articles) > 1:
        raise InputError(
            f"{path} holds {len(articles)} articles: use canbo.extract_many(Path({str(path)!r}))"
        )
    if not articles:
        raise InputError(f"{unread[0].input}: {unread[0].reason}" if unread else f"{path} holds no article")
    for one in unread:
        warnings.warn(Skipped(f"{one.input}: {one.reason}"), stacklevel=4)
    return articles[0]
