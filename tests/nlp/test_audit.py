"""The audit of sums and percentages: cases as data, and errors put into sample articles."""

from __future__ import annotations

import csv
import re
import tomllib
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from corpora.article import Article
from nlp.audit import CheckMention, check_percents, check_sums
from nlp.audit.check import explain_en, explain_vi
from nlp.outcomes import find_outcomes
from nlp.reading import read
from nlp.training import find_training

CASES: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parents[1] / "cases" / "checks.toml").read_text(encoding="utf-8")
)["case"]
SAMPLE = files("corpora").joinpath("sample", "articles")
SHIFT = str.maketrans("0123456789", "1234567898")


def audit(article: Article) -> list[CheckMention]:
    """All checks of an article, sums first."""
    reading = read(article)
    outcomes = find_outcomes(reading)
    drafts = find_training(reading, [o.count for o in outcomes if o.count])
    return [*check_sums(reading, drafts, outcomes), *check_percents(reading, drafts, outcomes)]


def shown(check: CheckMention) -> str:
    """A check as the cases write it."""
    return (
        f"{'=' if check.holds else '≠'} {check.kind} | {check.reported:g} | {round(check.computed, 4):.10g}"
    )


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["why"])
def test_makes_exactly_the_checks(case: dict[str, Any]) -> None:
    """Exactly the checks of the case are made, with the numbers they compare and whether they hold."""
    assert [shown(c) for c in audit(Article(case["text"], "case"))] == case["expect"]


@pytest.mark.parametrize("case", [c for c in CASES if "vi" in c or "en" in c], ids=lambda c: c["why"])
def test_writes_the_arithmetic_out(case: dict[str, Any]) -> None:
    """The first check is written out in Vietnamese and in English print, with the difference where it fails."""
    first = audit(Article(case["text"], "case"))[0]
    assert explain_vi(first) == case.get("vi", explain_vi(first))
    assert explain_en(first) == case.get("en", explain_en(first))


def sample_articles() -> list[Article]:
    """The articles that come with the package."""
    rows = csv.DictReader(SAMPLE.joinpath("meta.csv").read_text("utf-8-sig").splitlines())
    return [
        Article(
            SAMPLE.joinpath(row["file"]).read_text("utf-8"),
            row["file"],
            row["title"] or None,
            date.fromisoformat(row["published"]) if row["published"] else None,
        )
        for row in rows
    ]


def printed(check: CheckMention, plain: str) -> int | None:
    """Where the last digit of the reported number is printed, None where it is spelled out."""
    number = f"{check.reported:,}".translate(str.maketrans(",.", ".,"))
    places = list(
        re.finditer(rf"(?<![\d.,]){re.escape(number)}(?![\d]|[.,]\d)", plain[check.start : check.end])
    )
    if not places:
        return None
    return check.start + places[0 if check.kind == "sum" else -1].end() - 1


def with_errors() -> list[Any]:
    """Every check of the sample articles that holds, with the place of the digit to be changed."""
    found = []
    for article in sample_articles():
        plain = read(article).plain
        for check in audit(article):
            at = printed(check, plain) if check.holds else None
            if at is not None:
                found.append(pytest.param(article, check, at, id=f"{article.article_id}-{check.kind}-{at}"))
    return found


@pytest.mark.parametrize(("article", "check", "at"), with_errors())
def test_a_changed_digit_is_noticed(article: Article, check: CheckMention, at: int) -> None:
    """Where the last digit of a total or percentage of a sample article is changed, its check fails."""
    text = article.text[:at] + article.text[at].translate(SHIFT) + article.text[at + 1 :]
    failed = [c for c in audit(Article(text, "changed", article.title, article.published)) if not c.holds]
    assert any(c.kind == check.kind and c.start <= at < c.end for c in failed)


def test_a_changed_part_is_noticed() -> None:
    """Where a part is changed instead of the total, the sum of the parts fails."""
    text = CASES[0]["text"].replace("97 học viên", "79 học viên")
    assert [shown(c) for c in audit(Article(text, "case"))] == ["= sum | 12 | 12", "≠ sum | 1046 | 1028"]
