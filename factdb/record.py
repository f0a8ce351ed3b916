"""The record: one folder of Parquet files a run, written beside and renamed, and a line in `runs.jsonl`.

The same articles, rules and version of canbo give the same folder with the same bytes, in whatever order the
articles come. Only `runs.jsonl` knows the time of day.
"""

from __future__ import annotations

import filecmp
import importlib.metadata
import json
import os
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from corpora.errors import DatasetError
from corpora.parquet import ParquetWriter, write_parquet
from corpora.unread import Unread
from factdb.beside import clear_leftovers, name_beside, remove
from factdb.rows import Rows, rows_of
from factdb.schema import column_types
from nlp.fact import KINDS, ArticleFacts
from nlp.identity import digest

RUNS = "runs.jsonl"
"""The list of runs in a record, oldest first; the only place for clocks."""

PROGRAMMES = "programmes.json"
"""In a run's folder: the names of the programmes that a reader's own lexicon added to it."""

TABLES = ("articles", *KINDS, "evidence", "runs", "run_report")
"""The Parquet files of a run."""

_OUTCOMES_OF_RULES = ("facts", "no_facts", "irrelevant")
"""What the rules make of an article: follows from the article and the rules, and names no run."""

_ORDER = ("article_id", "version", "span_start", "span_end", "fact_id", "slot", "inherited")


@dataclass(frozen=True, slots=True)
class RunSummary:
    """What a run left: `rows` per table, and how many inputs failed or were skipped as repeated."""

    run_id: str
    folder: Path
    rows: Mapping[str, int]
    failed: int
    skipped: int

    @property
    def articles(self) -> int:
        """Articles in the run."""
        return self.rows["articles"]

    @property
    def facts(self) -> int:
        """Facts of every kind in the run."""
        return sum(self.rows[kind] for kind in KINDS)


def write_run(
    folder: Path | str,
    facts: Iterable[ArticleFacts],
    unread: Iterable[Unread] = (),
    *,
    rules_version: str,
    programmes: Mapping[str, tuple[str, str]] | None = None,
) -> RunSummary:
    """Write the facts of a run of the extraction into the record `folder`, and list the run there.

    Facts are taken one article at a time and sorted on disk. `unread` is gone through after `facts`, so that
    both may come from one pass over the input. An article that comes twice is kept once. `programmes` names a reader's
    own programmes, Vietnamese and English by code.
    Raises DatasetError where the folder can't be written; then the record is as it was.
    """
    folder = Path(folder)
    started = datetime.now(UTC)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        clear_leftovers(folder, "run")
        fresh = name_beside(folder, "run")
        fresh.mkdir()
    except OSError as error:
        raise DatasetError(f"the record {folder} can't be written: {error.strerror or error}") from error
    try:
        run = _Run(canbo_version(), rules_version)
        rows = _write_tables(fresh, run, facts, unread)
        if programmes:
            named = json.dumps(dict(programmes), ensure_ascii=False, sort_keys=True)
            (fresh / PROGRAMMES).write_text(named + "\n", encoding="utf-8", newline="\n")
        run_id = run.run_id()
        target = folder / f"run-{run_id}"
        _move(fresh, target)
    finally:
        remove(fresh)
    outcomes = Counter(row[1] for row in run.report)
    summary = RunSummary(run_id, target, rows, outcomes["failed"], outcomes["skipped"])
    _list_run(folder / RUNS, summary, started)
    return summary


def canbo_version() -> str:
    """The version of the installed distribution, 0 where canbo runs without being installed."""
    try:
        return importlib.metadata.version("canbo")
    except importlib.metadata.PackageNotFoundError:
        return "0"


@dataclass(slots=True)
class _Run:
    """What is known of a run while its articles come in: kept small, a few words an article."""

    canbo_version: str
    rules_version: str
    kept: dict[tuple[str, str], tuple[Any, ...]] = field(default_factory=dict)
    report: list[list[Any]] = field(default_factory=list)
    dropped: list[int] = field(default_factory=list)

    def run_id(self) -> str:
        """Hash of the articles with what is known of them, of what gave none, the rules' version and canbo's.

        What failed, came twice or was left aside counts too: else two runs with the same articles would share
        a folder, and the report of the first would be lost.
        """
        known = sorted(json.dumps([*key, *entry[0]]) for key, entry in self.kept.items())
        others = sorted(json.dumps(row) for row in self.report if row[1] not in _OUTCOMES_OF_RULES)
        return digest(part.encode() for part in (self.canbo_version, self.rules_version, *known, *others))

    def take(self, number: int, facts: ArticleFacts, rows: Rows) -> None:
        """Note an article; of two with the same id and text, that of which more is known stays."""
        a = facts.article
        day = a.published.isoformat() if a.published else None
        known = (a.name, a.title, day, a.published_basis, a.source, a.url, a.author)
        entry = (known, number, facts.relevant, any(rows.tables[kind] for kind in KINDS))
        key = (a.article_id, a.version)
        other = self.kept.setdefault(key, entry)
        if other is not entry:
            first, second = sorted((other, entry), key=_most_known)
            self.kept[key] = first
            self.dropped.append(second[1])
            reason = f"the same text as {first[0][0]}, which stands for both"
            self.report.append([second[0][0], "skipped", reason, a.article_id])
        for quote, reason in rows.refused:
            self.report.append([f"{a.name}: {quote}", "failed", reason, a.article_id])

    def close(self) -> None:
        """Report every article that stayed."""
        for (article_id, _), (known, _, relevant, any_facts) in self.kept.items():
            outcome = "irrelevant" if not relevant else "facts" if any_facts else "no_facts"
            self.report.append([known[0], outcome, None, article_id])
        self.report.sort(key=lambda row: [value or "" for value in row])


def _most_known(entry: tuple[Any, ...]) -> tuple[int, list[str]]:
    known: Sequence[str | None] = entry[0]
    return -sum(value is not None for value in known), [value or "" for value in known]


def _write_tables(
    folder: Path, run: _Run, facts: Iterable[ArticleFacts], unread: Iterable[Unread]
) -> dict[str, int]:
    with ExitStack() as stack:
        writers = {
            table: stack.enter_context(_writer(folder, table)) for table in ("articles", *KINDS, "evidence")
        }
        for number, article in enumerate(facts):
            rows = rows_of(article)
            run.take(number, article, rows)
            for table, many in rows.tables.items():
                for row in many:
                    writers[table].add(row, number)
        counts = {table: writer.finish(run.dropped) for table, writer in writers.items()}
    run.report += ([u.input, u.outcome, u.reason, None] for u in unread)
    run.close()
    made = sum(counts[kind] for kind in KINDS)
    run_id = run.run_id()
    about = [run_id, run.canbo_version, run.rules_version, counts["articles"], made]
    counts["runs"] = _write(folder, "runs", [about])
    counts["run_report"] = _write(folder, "run_report", ([run_id, *row] for row in run.report))
    return counts


def _writer(folder: Path, table: str) -> ParquetWriter:
    columns = column_types(table)
    order = [name for name in _ORDER if name in columns]
    return ParquetWriter(folder / f"{table}.parquet", columns, order_by=order)


def _write(folder: Path, table: str, rows: Iterable[Sequence[Any]]) -> int:
    return write_parquet(folder / f"{table}.parquet", column_types(table), rows)


def _move(fresh: Path, target: Path) -> None:
    """Put the new folder in its place; one that is there already stays where it is the same."""
    if target.is_dir():
        names = [f"{table}.parquet" for table in TABLES]
        if filecmp.cmpfiles(fresh, target, names, shallow=False)[0] == names:
            return
        old = name_beside(target.parent, "run")
        target.rename(old)
        fresh.rename(target)
        remove(old)
        return
    fresh.rename(target)


def _list_run(path: Path, summary: RunSummary, started: datetime) -> None:
    line = {
        "run_id": summary.run_id,
        "started_at": started.isoformat(timespec="seconds"),
        "finished_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "rows": dict(summary.rows),
        "failed": summary.failed,
        "skipped": summary.skipped,
    }
    with path.open("ab+") as out:
        torn = out.tell() > 0 and _last_byte(path) != b"\n"
        out.write((b"\n" if torn else b"") + json.dumps(line).encode() + b"\n")
        out.flush()
        os.fsync(out.fileno())


def _last_byte(path: Path) -> bytes:
    with path.open("rb") as stream:
        stream.seek(-1, os.SEEK_END)
        return stream.read(1)
