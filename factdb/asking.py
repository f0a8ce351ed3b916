"""The questions that everybody has, as SQL that anybody can read, change and ask again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from corpora.errors import UsageError
from corpora.parquet import quote_text
from corpora.places import load_provinces
from factdb.places import fold
from factdb.query import Result, query
from factdb.slots import programme_codes

SUBJECTS = ("learners", "classes")
"""What can be asked for."""

DIMENSIONS = {
    "programme": "s.programme",
    "year": "s.year",
    "province": "c.province_now",
    "organiser": "array_to_string(c.organiser, '; ')",
    "paper": "a.source",
    "activity": "c.activity",
}
"""By what an answer can be told, and what that is in SQL."""

_YEAR = re.compile(r"(\d{4})(?:[-–](\d{4}))?")


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: a subject, by what it is to be told, and what it is to be of."""

    subject: str
    by: Sequence[str] = ()
    year: str | None = None
    programme: str | None = None
    province: str | None = None
    organiser: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """The rows of an answer, the SQL that gave them, and from how many articles of how many papers they come."""

    result: Result
    sql: str
    articles: int
    papers: int


def ask(database: Path | str, question: Question) -> Answer:
    """Ask the base; UsageError where the question can't be, with what it could be. Errors of the base as in `query`."""
    source = f"{_FROM}{_where(question)}"
    sql = _select(question, source)
    counts = query(
        database,
        f"SELECT count(DISTINCT s.article_id) AS articles, count(DISTINCT a.source) AS papers\n{source}",
    )[0]
    return Answer(query(database, sql), sql, counts["articles"], counts["papers"])


_FROM = """FROM shares s
JOIN counted c USING (article_id, version, fact_id)
JOIN articles a USING (article_id, version)
"""


def _select(question: Question, source: str) -> str:
    if question.subject not in SUBJECTS:
        raise UsageError(f"ask for {' or '.join(SUBJECTS)}, not {question.subject!r}")
    for name in question.by:
        if name not in DIMENSIONS:
            near = get_close_matches(name, DIMENSIONS, n=1)
            hint = f"did you mean {near[0]}?" if near else f"give {', '.join(DIMENSIONS)}"
            raise UsageError(f"--by {name}: {hint}")
    by = [f"{DIMENSIONS[name]} AS {name}" for name in dict.fromkeys(question.by)]
    by += ["s.counting"] if question.subject == "learners" else []
    sums = [
        f"sum(s.low)::BIGINT AS {question.subject}_low",
        f"sum(s.high)::BIGINT AS {question.subject}_high",
        "bool_or(s.rounded) AS rounded",
        "count(*) AS statements",
        "count(DISTINCT s.article_id) AS articles",
    ]
    columns = ",\n       ".join([*by, *sums])
    return f"SELECT {columns}\n{source}{'GROUP BY ALL ORDER BY ALL' if by else ''}".rstrip()


def _where(question: Question) -> str:
    kind = "=" if question.subject == "classes" else "<>"
    parts = [f"s.counting {kind} 'classes'", "NOT (s.told_by_parts AND s.high = 0)"]
    if question.year:
        parts.append(f"s.year = {quote_text(_read_year(question.year))}")
    if question.programme:
        parts.append(f"s.programme = {quote_text(_read_programme(question.programme))}")
    if question.province:
        name = quote_text(_read_province(question.province))
        parts.append(f"{name} IN (c.province, c.province_now)")
    if question.organiser:
        words = quote_text(f"%{_escape(question.organiser)}%")
        parts.append(f"array_to_string(c.organiser, '; ') ILIKE {words} ESCAPE '\\'")
    return "WHERE " + "\n  AND ".join(parts) + "\n"


def _escape(words: str) -> str:
    return re.sub(r"([%_\\])", r"\\\1", words)


def _read_year(text: str) -> str:
    found = _YEAR.fullmatch(text.strip())
    if not found:
        raise UsageError(
            f"--year {text}: write 2022, or 2018-2022 for statements about just those years together"
        )
    return f"{found[1]}–{found[2]}" if found[2] else found[1]


def _read_programme(text: str) -> str:
    if text in programme_codes():
        return text
    near = get_close_matches(text, programme_codes(), n=1)
    hint = f"did you mean {near[0]}?" if near else "the table programmes lists the codes"
    raise UsageError(f"--programme {text}: {hint}")


def _read_province(text: str) -> str:
    names: dict[str, str] = {fold(name): p.name for p in load_provinces() for name in (p.name, *p.aliases)}
    wanted = fold(text).strip()
    if wanted in names:
        return names[wanted]
    near = get_close_matches(wanted, names, n=1)
    hint = f"did you mean {names[near[0]]}?" if near else "the table places lists the provinces"
    raise UsageError(f"--province {text}: {hint}")
