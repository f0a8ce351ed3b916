"""Gold annotations as facts, so that a base can be built of them and its answers compared with those of the rules."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from corpora.article import Article
from corpora.decode import decode
from corpora.errors import InputError
from corpora.span import Span
from corpora.unread import Unread
from factdb.build import BuildSummary, build
from factdb.record import RunSummary, write_run
from nlp.fact import (
    ArticleFacts,
    Check,
    Count,
    DateMention,
    Document,
    Evidence,
    Outcome,
    Period,
    Person,
    Quantity,
    Training,
)
from nlp.identity import digest, fact_ids

Entry = Mapping[str, Any]

_RULE = "gold"
_QUOTES = {
    "training": "quote",
    "outcomes": "quote",
    "documents": "text",
    "dates": "text",
    "quantities": "text",
    "people": "name",
    "checks": "quote",
}


def build_from_gold(folders: Sequence[Path | str], database: Path | str) -> BuildSummary:
    """Build a base of gold annotations alone; errors as in `factdb.build.build`."""
    with tempfile.TemporaryDirectory(prefix="canbo-gold-") as record:
        write_gold_run(record, folders)
        return build(record, database)


def write_gold_run(record: Path | str, folders: Sequence[Path | str]) -> RunSummary:
    """Write gold annotations into a record as a run of their own; its rules' version is the gold's hash."""
    paths = sorted(
        (p for folder in folders for p in Path(folder).glob("*.json")), key=lambda p: (p.name, str(p))
    )
    if not paths:
        raise InputError(f"no gold (NAME.json) in {', '.join(map(str, folders))}")
    unread: list[Unread] = []
    version = f"gold-{digest(p.read_bytes() for p in paths)}"
    return write_run(record, _readable(paths, unread), unread, rules_version=version)


def _readable(paths: Sequence[Path], unread: list[Unread]) -> Iterator[ArticleFacts]:
    for path in paths:
        try:
            yield read_gold(path)
        except InputError as error:
            unread.append(Unread(str(path), str(error)))


def read_gold(path: Path | str) -> ArticleFacts:
    """The facts of one gold file, with the places of their quotes in the text beside it.

    Raises InputError where the file is no gold format 1, its text is missing, or a quote isn't in the text.
    """
    path = Path(path)
    try:
        gold = json.loads(path.read_text(encoding="utf-8"))
        text = decode((path.parent / gold.get("text_file", f"{path.stem}.txt")).read_bytes())
        return as_facts(gold, text, path.stem)
    except (OSError, ValueError) as error:
        raise InputError(f"the gold can't be read: {error}") from error
    except (KeyError, TypeError, AttributeError) as error:
        raise InputError(f"this is no gold format 1 ({type(error).__name__}: {error})") from error


def as_facts(gold: Entry, text: str, name: str) -> ArticleFacts:
    """The facts of a gold object over its text; errors as in `read_gold`."""
    article = Article(
        text=text,
        name=gold.get("id") or name,
        title=gold.get("title"),
        published=_day(gold.get("published")),
        published_basis="meta" if gold.get("published") else None,
        source=gold.get("source"),
        url=gold.get("url"),
        author=gold.get("author"),
    )
    kinds = {kind: _make_all(article, kind, gold.get(kind) or [], make) for kind, make in _MAKERS.items()}
    return ArticleFacts(article, bool(gold.get("relevant", True)), **kinds)


def _make_all(
    article: Article, kind: str, entries: Sequence[Entry], make: Callable[..., Any]
) -> tuple[Any, ...]:
    spans = _find_quotes(article.text, [entry[_QUOTES[kind]] for entry in entries])
    ids = fact_ids(article.article_id, kind, [span.quote for span in spans])
    return tuple(
        make(entry, span, fact_id=fact_id, rule=_RULE)
        for entry, span, fact_id in zip(entries, spans, ids, strict=True)
    )


def _find_quotes(text: str, quotes: Sequence[str]) -> list[Span]:
    """The places of quotes that stand in order of appearance; each repetition takes the next place.

    A quote whose turn seems past is looked for from the beginning, since parts may be listed after their total.
    """
    spans: list[Span] = []
    taken: dict[str, int] = {}
    last = 0
    for quote in quotes:
        start = _find(text, quote, max(last, taken.get(quote, 0)))
        if start < 0:
            start = _find(text, quote, taken.get(quote, 0))
        if start < 0:
            start = _find(text, quote, 0)
        if start < 0:
            raise InputError(f"the quote {quote!r} is not in the text")
        spans.append(Span.of(text, start, start + len(quote)))
        taken[quote], last = start + 1, start
    return spans


def _find(text: str, quote: str, start: int) -> int:
    """Where a quote begins at or after `start`, not within a longer word or number («2 lớp» in «12 lớp»)."""
    inner = -1
    while quote and (start := text.find(quote, start)) >= 0:
        end = start + len(quote)
        before = start and text[start - 1].isalnum() and quote[0].isalnum()
        after = end < len(text) and text[end].isalnum() and quote[-1].isalnum()
        if not before and not after:
            return start
        inner = start if inner < 0 else inner
        start += 1
    return inner


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


def _count(entry: Entry | None) -> Count | None:
    if not entry:
        return None
    value = entry.get("value")
    low, high = (value, value) if value is not None else (entry["low"], entry["high"])
    return Count(low, high, *(entry.get(k) for k in ("qualifier", "unit", "counting", "per")))


def _training(entry: Entry, span: Span, **common: Any) -> Training:
    classes, learners, period = (entry.get(slot) for slot in ("classes", "learners", "period"))
    printed = [slot for slot, count in (("classes", classes), ("learners", learners)) if count]
    return Training(
        span,
        id=entry["id"],
        classes=_count(classes),
        learners=_count(learners),
        activity=entry.get("activity"),
        programme=entry.get("programme"),
        programmes=tuple(entry.get("programmes") or ()),
        audience=entry.get("audience"),
        organiser=tuple(entry.get("organiser") or ()),
        period=Period(date.fromisoformat(period["start"]), date.fromisoformat(period["end"]))
        if period
        else None,
        status=entry.get("status") or "held",
        event=entry.get("event"),
        part_of=entry.get("part_of"),
        evidence=tuple(Evidence(slot, span) for slot in printed),
        **common,
    )


def _outcome(entry: Entry, span: Span, **common: Any) -> Outcome:
    count, percent = _count(entry.get("count")), entry.get("percent")
    return Outcome(
        span, category=entry["category"], count=count, percent=percent, of=entry.get("of"), **common
    )


def _document(entry: Entry, span: Span, **common: Any) -> Document:
    return Document(
        span,
        type=entry["type"],
        number=entry["number"],
        symbol=entry.get("symbol"),
        key=entry["key"],
        date=_day(entry.get("date")),
        issuer=entry.get("issuer"),
        title=entry.get("title"),
        **common,
    )


def _date(entry: Entry, span: Span, **common: Any) -> DateMention:
    return DateMention(span, start=_day(entry["start"]), end=_day(entry["end"]), **common)


def _quantity(entry: Entry, span: Span, **common: Any) -> Quantity:
    count = _count(entry)
    if count is None:
        raise InputError(f"the quantity {span.quote!r} has no number")
    return Quantity(span, count=count, unit=entry["unit"], **common)


def _person(entry: Entry, span: Span, **common: Any) -> Person:
    return Person(span, name=entry["name"], role=entry.get("role"), **common)


def _check(entry: Entry, span: Span, **common: Any) -> Check:
    reported, computed, holds = entry["reported"], entry["computed"], entry["holds"]
    vi = f"Bài ghi {reported}, tính lại được {computed}."
    en = f"The article prints {reported}; worked out, it is {computed}."
    return Check(span, entry["kind"], reported, computed, holds, vi, en, **common)


_MAKERS: dict[str, Callable[..., Any]] = {
    "training": _training,
    "outcomes": _outcome,
    "documents": _document,
    "dates": _date,
    "quantities": _quantity,
    "people": _person,
    "checks": _check,
}
