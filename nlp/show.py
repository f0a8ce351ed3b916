"""Facts as people read them: labels, tables, and the text with its facts marked."""

from __future__ import annotations

import tomllib
from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from functools import cache
from html import escape
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from corpora.errors import CanboError, UsageError
from nlp.fact import KINDS, ArticleFacts, Check, Count, Fact, Number, Outcome, Period, Training
from nlp.marks import Mark, Piece, cut_paragraphs
from nlp.programmes.lexicon import READ

if TYPE_CHECKING:
    import pandas as pd


@cache
def labels() -> dict[str, dict[str, list[str]]]:
    """How every code is shown: `labels()[group][code] == [Vietnamese, English]`.

    From `labels.toml`; the names of programmes from the lexicon that finds them.
    """
    shown: dict[str, dict[str, list[str]]] = tomllib.loads(_read("nlp", "labels.toml"))
    programmes = tomllib.loads(_read("nlp.programmes", "programmes.toml"))
    shown["programme"] = {code: [entry["vi"], entry["en"]] for code, entry in programmes.items()}
    shown["programme"]["none"] = ["Không nêu chương trình", "Programme not named"]
    return shown


def _read(package: str, name: str) -> str:
    return files(package).joinpath(name).read_text("utf-8")


def label(group: str, code: str | None, language: str = "vi") -> str:
    """A code in words, in `vi` or `en`; a code without a label stands for itself, None is empty."""
    if code is None:
        return ""
    words = labels().get(group, {}).get(code) or (group == "programme" and READ.get(code))
    return words[language == "en"] if words else code


def show_number(number: Number) -> str:
    """A number as the Vietnamese press prints it: 8.890 and 13,8."""
    text = f"{number:,.4f}".rstrip("0").rstrip(".") if isinstance(number, float) else f"{number:,}"
    return text.translate(str.maketrans(",.", ".,"))


def show_count(count: Count | None, unit: str | None = None) -> str:
    """A count in Vietnamese words: «khoảng 70.000-78.000 lượt học viên mỗi năm»."""
    if count is None:
        return ""
    number = show_number(count.low)
    if count.value is None:
        number += f"\N{EN DASH}{show_number(count.high)}"
    words = (label("qualifier", count.qualifier), number, count.unit or unit, label("per", count.per))
    return " ".join(w for w in words if w)


def show_period(period: Period | None) -> str:
    """A span of days in the shortest exact form: 2022, 2018-2022, 9/2025, quý I/2023 or day by day."""
    if period is None:
        return ""
    start, end = period.start, period.end
    whole_months = start.day == 1 and end.day == monthrange(end.year, end.month)[1]
    if whole_months and (start.month, end.month) == (1, 12):
        return str(start.year) if start.year == end.year else f"{start.year}\N{EN DASH}{end.year}"
    if whole_months and start.year == end.year:
        if start.month == end.month:
            return f"{start.month}/{start.year}"
        if end.month - start.month == 2 and end.month % 3 == 0:
            return f"quý {('I', 'II', 'III', 'IV')[end.month // 3 - 1]}/{start.year}"
        return f"{start.month}\N{EN DASH}{end.month}/{start.year}"
    return show_day(start) if start == end else f"{show_day(start)} \N{EN DASH} {show_day(end)}"


def show_day(day: date | None) -> str:
    """A day as the press prints it: 25/9/2025; empty where unknown."""
    return f"{day.day}/{day.month}/{day.year}" if day else ""


def facts_rows(facts: ArticleFacts, kind: str = "training") -> list[dict[str, Any]]:
    """The facts of a kind as flat rows, with the columns of the fact base's table of that name.

    Raises UsageError where there is no such kind.
    """
    if kind not in KINDS:
        raise UsageError(f"there is no kind of fact {kind!r}; take one of {', '.join(KINDS)}")
    base = {"article": facts.article.name}
    return [base | dict(_columns(fact)) for fact in getattr(facts, kind)]


def _columns(fact: Fact) -> Iterator[tuple[str, Any]]:
    """A fact's fields as columns; counts and periods become two or more columns each."""
    names = [n for cls in reversed(type(fact).__mro__) for n in getattr(cls, "__slots__", ())]
    own = [n for n in names if n not in ("span", "evidence", "fact_id", "rule", "origin")]
    for name in sorted(own, key=lambda n: n != "id"):
        value = getattr(fact, name)
        if name in ("classes", "learners", "count"):
            yield from _count_columns(name, value, full=name == "learners")
        elif name == "period":
            yield "period_start", value and value.start
            yield "period_end", value and value.end
        else:
            yield name, list(value) if isinstance(value, tuple) else value
    yield from (("quote", fact.quote), ("span_start", fact.span.start), ("span_end", fact.span.end))
    yield from (("fact_id", fact.fact_id), ("rule", fact.rule))


def _count_columns(name: str, count: Count | None, *, full: bool) -> Iterator[tuple[str, Any]]:
    fields = ("low", "high", "qualifier") + (("unit", "counting", "per") if full else ())
    yield from ((f"{name}_{field}", getattr(count, field, None)) for field in fields)


def facts_df(facts: ArticleFacts, kind: str = "training") -> pd.DataFrame:
    """The facts of a kind as a pandas data frame, one row a fact; numbers that may be missing stay whole.

    Raises CanboError where pandas isn't installed.
    """
    try:
        import pandas as pd
    except ImportError as error:
        raise CanboError(
            "a data frame needs pandas, which isn't installed: run pip install pandas in canbo's environment"
        ) from error
    rows = facts_rows(facts, kind)
    return pd.DataFrame(rows).convert_dtypes()


def describe(fact: Fact) -> str:
    """A fact in one line of Vietnamese, for tooltips and short tables."""
    match fact:
        case Training():
            parts = [
                label("programme", fact.programme),
                show_count(fact.classes, "lớp"),
                show_count(fact.learners),
                show_period(fact.period),
                label("status", fact.status),
            ]
            return " · ".join(p for p in parts if p)
        case Check():
            return fact.explanation_vi
        case Outcome():
            percent = "" if fact.percent is None else f"{show_number(fact.percent)}%"
            return " · ".join(p for p in (fact.category, show_count(fact.count), percent) if p)
    return fact.quote


_COLUMNS = ("id", "programme", "classes", "learners", "period", "status", "organiser", "part_of")
_TINTS = {"training": "#2a6fb0", "outcomes": "#9a4a86", "documents": "#8a6a1f", "checks": "#b0452a"}
_BADGES = {"checks": "≠"}
_CELL = "style='text-align:left;vertical-align:top;padding:.35em .7em'"


def facts_html(facts: ArticleFacts) -> str:
    """The training facts as a table and the marked text beneath it, for a notebook, light or dark.

    Everything taken from the article is escaped.
    """
    head = "".join(f"<th {_CELL}>{escape(label('slot', c) if c != 'id' else '')}</th>" for c in _COLUMNS)
    rows = "".join(_row_html(fact) for fact in facts)
    table = f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>" if rows else ""
    return (
        f"<div lang='vi' style='max-width:70em'>{_title_html(facts)}{table}"
        f"<details{'' if rows else ' open'}><summary style='cursor:pointer;margin:.5em 0'>"
        f"Bài báo với các dữ kiện <small>· the article with its facts</small></summary>"
        f"{_text_html(facts)}</details></div>"
    )


def _title_html(facts: ArticleFacts) -> str:
    article = facts.article
    told = ", ".join(w for w in (article.source, show_day(article.published), article.author) if w)
    counts = [f"{len(getattr(facts, k))} {label('kind', k).lower()}" for k in KINDS if getattr(facts, k)]
    about = " · ".join(counts) if facts.relevant else "không nói về đào tạo, bồi dưỡng cán bộ"
    return (
        f"<p style='margin:.2em 0'><strong>{escape(article.title or article.name)}</strong>"
        f"{' <small>' + escape(told) + '</small>' if told else ''}<br><small>{escape(about)}</small></p>"
    )


def _row_html(fact: Training) -> str:
    cells = {
        "id": fact.id,
        "programme": label("programme", fact.programme),
        "classes": show_count(fact.classes),
        "learners": show_count(fact.learners),
        "period": show_period(fact.period),
        "status": " · ".join(w for w in (label("status", fact.status), label("event", fact.event)) if w),
        "organiser": ", ".join(fact.organiser),
        "part_of": fact.part_of or "",
    }
    body = "".join(f"<td {_CELL}>{escape(cells[c])}</td>" for c in _COLUMNS)
    return f"<tr title='{escape(fact.quote)}'>{body}</tr>"


def _text_html(facts: ArticleFacts) -> str:
    """The article with its training facts, outcomes, documents and failed checks marked."""
    marks = [
        Mark(
            f.span.start,
            f.span.end,
            kind,
            badge=_BADGES.get(kind, "") or getattr(f, "id", ""),
            note=describe(f),
        )
        for kind in _TINTS
        for f in getattr(facts, kind)
        if getattr(f, "holds", None) is not True
    ]
    lines = cut_paragraphs(facts.article.text, marks)
    return "".join(f"<p style='margin:.5em 0'>{''.join(map(_piece_html, line))}</p>" for line in lines)


def _piece_html(piece: Piece) -> str:
    if piece.mark is None:
        return escape(piece.text)
    if piece.op == "close":
        return "</mark>"
    colour = _TINTS[piece.mark.kind]
    ground = "none" if piece.mark.kind == "checks" else f"{colour}22"
    line = {"training": "solid", "outcomes": "double", "documents": "dashed"}.get(piece.mark.kind, "dotted")
    badge = f"<sup><b>{escape(piece.mark.badge)}</b></sup> " if piece.first and piece.mark.badge else ""
    return (
        f"<mark title='{escape(piece.mark.note)}' style='color:inherit;background:{ground};"
        f"border-bottom:2px {line} {colour}'>{badge}"
    )
