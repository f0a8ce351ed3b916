"""The questions that everybody has, answered by the views of the base."""

from __future__ import annotations

from pathlib import Path

from factdb.query import Result, query


def overview(database: Path | str) -> Result:
    """The base in a dozen numbers: `what`, `number`, `meaning`."""
    return query(database, "SELECT what, number, meaning FROM totals ORDER BY n")


def learners_by_programme_year(database: Path | str) -> Result:
    """Learners held, each statement counted once, by programme and year; people and enrolments in rows of their own."""
    return query(database, "SELECT * FROM learners_by_programme_year")


def documents_cited(database: Path | str) -> Result:
    """Documents with the number of citations and of citing articles, and the day they were first seen."""
    return query(database, "SELECT * FROM documents_cited")


def failed_checks(database: Path | str) -> Result:
    """Sums and percentages of the press that don't agree with its own numbers, the largest first."""
    return query(database, "SELECT * FROM failed_checks")
