"""From the record to a database: built beside, then swapped in, so that nobody ever sees half of one."""

from __future__ import annotations

import json
import os
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from corpora.errors import DatasetError
from corpora.parquet import (
    connect_memory,
    first_line,
    parquet_columns,
    quote_name,
    quote_text,
    read_parquet,
)
from factdb.about import count_rows, digest_input, is_made_of, tell_about
from factdb.apply import apply_reviews
from factdb.beside import clear_leftovers, name_beside, remove
from factdb.connect import check_magic, open_reader
from factdb.places import fill_places
from factdb.record import PROGRAMMES, RUNS, TABLES
from factdb.reviews import REVIEWS, Review, read_reviews
from factdb.schema import comments, read_sql, tables
from nlp.fact import KINDS

if TYPE_CHECKING:
    import duckdb

_ORDER = (
    "article_id",
    "version",
    "span_start",
    "span_end",
    "fact_id",
    "slot",
    "inherited",
    "run_id",
    "input",
)

VIEWS = ("standing.sql", "copies.sql", "events.sql", "views.sql")
"""What follows from the tables of a base, in the order in which one rests on the other."""

STAGED = "staged_"
"""How the names of tables begin in which reviews are put into facts."""


@dataclass(frozen=True, slots=True)
class BuildSummary:
    """What a build made: `rows` per table, the runs it read (oldest first), and what it had to pass over.

    `reviews` counts reviews by their state. `fresh` is false where the database was made of the same input already
    and stays as it is, byte by byte.
    """

    database: Path
    runs: tuple[str, ...]
    rows: Mapping[str, int]
    warnings: tuple[str, ...]
    reviews: Mapping[str, int] = field(default_factory=dict)
    fresh: bool = True


def build(record: Path | str, database: Path | str, reviews: Path | str | None = None) -> BuildSummary:
    """Build the database of a record; of an article in several runs, the newest run's facts are taken.

    What people said in the file `reviews` (`reviews.jsonl` beside the database unless said) is put into the facts.
    Raises DatasetError, with the old database untouched, where the record is empty or damaged, or where the
    target is no fact base or is being written.
    """
    record, database = Path(record), Path(database)
    runs, warnings = list_runs(record)
    folders = [record / f"run-{run}" for run in runs]
    _check_target(database)
    clear_leftovers(database.parent, database.name)
    said = read_reviews(Path(reviews) if reviews else database.with_name(REVIEWS))
    warnings += said.warnings
    made_of = digest_input(folders, said.digest)
    fresh = not is_made_of(database, made_of)
    if fresh:
        _make(database, folders, said.reviews, made_of)
    rows, states = count_rows(database)
    return BuildSummary(database, tuple(runs), rows, tuple(warnings), states, fresh)


def _make(database: Path, folders: Sequence[Path], reviews: Sequence[Review], made_of: str) -> None:
    """Make the database beside and move it into its place."""
    import duckdb

    fresh = name_beside(database.parent, database.name)
    try:
        with connect_memory() as connection:
            connection.execute("RESET threads")
            # A name that is always the same: DuckDB writes it into the file.
            connection.execute(f"ATTACH {quote_text(str(fresh))} AS base; USE base")
            _fill(connection, folders, reviews)
            tell_about(connection, made_of)
            connection.execute("CHECKPOINT")
        _sync(fresh)
        # A log that a writer left behind belongs to the old file: DuckDB would replay it into the new one.
        database.with_name(f"{database.name}.wal").unlink(missing_ok=True)
        fresh.replace(database)
    except OSError as error:
        raise DatasetError(f"{database} can't be written: {error.strerror or error}") from error
    except duckdb.Error as error:
        raise DatasetError(
            _find_damage(folders) or f"{database} can't be written: {first_line(error)}"
        ) from error
    finally:
        remove(fresh)
        remove(fresh.with_name(f"{fresh.name}.wal"))


def list_runs(record: Path) -> tuple[list[str], list[str]]:
    """The runs to read, oldest first, and what in the record is not as it should be."""
    if not record.is_dir():
        raise DatasetError(f"the record {record} isn't there; make one with: canbo extract … -o {record}")
    listed: dict[str, None] = {}
    warnings = []
    lines = (record / RUNS).read_bytes().splitlines() if (record / RUNS).is_file() else []
    for number, line in enumerate(lines, 1):
        try:
            run = json.loads(line)["run_id"]
        except (ValueError, KeyError, TypeError):
            if line.strip():
                warnings.append(
                    f"{record / RUNS}:{number}: no run can be read from this line; it is left aside"
                )
            continue
        listed.pop(str(run), None)  # a run that was made again is as new as its last making
        listed[str(run)] = None
    there = {path.name.removeprefix("run-") for path in record.glob("run-*") if path.is_dir()}
    for run in sorted(there - listed.keys()):
        warnings.append(
            f"{record / f'run-{run}'}: {RUNS} doesn't list it; it is left aside; run extract again"
        )
    for run in listed.keys() - there:
        warnings.append(f"{record / f'run-{run}'}: {RUNS} lists it, but it isn't there; run extract again")
    runs = [run for run in listed if run in there]
    if not runs:
        raise DatasetError(
            "\n".join([f"the record {record} holds no run; make one with: canbo extract", *warnings])
        )
    return runs, warnings


def _check_target(database: Path) -> None:
    """Raise DatasetError where a build would overwrite what is no fact base, or what another process writes."""
    if not database.parent.is_dir():
        raise DatasetError(f"the folder {database.parent} isn't there; make it first")
    if database.exists():
        check_magic(database)
        open_reader(database).close()


def _sync(path: Path) -> None:
    with path.open("rb+") as stream:
        os.fsync(stream.fileno())


def _fill(connection: duckdb.DuckDBPyConnection, runs: Sequence[Path], reviews: Sequence[Review]) -> None:
    """Make and fill the tables, the views and the comments of a new database."""
    connection.execute(read_sql("schema.sql") + read_sql("built.sql"))
    _choose_runs(connection, runs)
    staged = (*KINDS, "evidence") if reviews else ()
    for table in TABLES:
        _fill_table(connection, table, _read_runs(table, runs), stage=table in staged)
    if reviews:
        said = apply_reviews(connection, reviews, STAGED)
        connection.executemany(f"INSERT INTO reviews VALUES ({', '.join('?' * 15)})", said)  # noqa: S608
        for table in staged:
            _fill_table(connection, table, f"FROM {STAGED}{table}", stage=False)
            connection.execute(f"DROP TABLE {STAGED}{table}")
    connection.execute("DROP TABLE chosen; DROP TABLE run_order")
    add_views(connection, runs)


def add_views(connection: duckdb.DuckDBPyConnection, runs: Sequence[Path] = ()) -> None:
    """Add to the tables of a base what follows from them, and to all of it what it holds."""
    _fill_programmes(connection, runs)
    fill_places(connection)
    for name in VIEWS:
        connection.execute(read_sql(name))
    connection.execute("DROP TABLE place_names")
    _comment(connection)


def _choose_runs(connection: duckdb.DuckDBPyConnection, runs: Sequence[Path]) -> None:
    """For every article the newest run that has it."""
    connection.execute("CREATE TEMP TABLE run_order (folder VARCHAR, n INTEGER)")
    connection.executemany(
        "INSERT INTO run_order VALUES (?, ?)", [[str(run), n] for n, run in enumerate(runs)]
    )
    connection.execute(
        f"CREATE TEMP TABLE chosen AS SELECT article_id, max(n) AS n FROM {_source('articles', runs)} "  # noqa: S608
        f"JOIN run_order ON folder = parse_dirpath(filename) GROUP BY article_id"
    )


def _fill_table(connection: duckdb.DuckDBPyConnection, table: str, source: str, *, stage: bool) -> None:
    """Fill a table of the base in its order, or a temporary one, in which reviews can change rows."""
    columns = [column.name for column in tables()[table]]
    order = ", ".join(f"{quote_name(c)} NULLS FIRST" for c in _ORDER if c in columns)
    listed = ", ".join(quote_name(c) for c in columns)
    connection.execute(
        f"CREATE TEMP TABLE {STAGED}{table} AS SELECT {listed} {source}"
        if stage
        else f"INSERT INTO {table} SELECT {listed} {source} ORDER BY {order}"
    )


def _read_runs(table: str, runs: Sequence[Path]) -> str:
    # runs and run_report are of runs, not of articles: all of them are kept
    of_runs = any(column.name == "run_id" for column in tables()[table])
    chosen = "" if of_runs else "JOIN chosen USING (article_id, n)"
    return f"FROM {_source(table, runs)} JOIN run_order ON folder = parse_dirpath(filename) {chosen}"


def _source(table: str, runs: Sequence[Path]) -> str:
    listed = ", ".join(quote_text(str(run / f"{table}.parquet")) for run in runs)
    return f"read_parquet([{listed}], filename = true)"


def _find_damage(runs: Sequence[Path]) -> str | None:
    """Which file of the record can't be used, found by reading each to its end; None where all can."""
    for run in runs:
        for table in TABLES:
            if damage := _describe_damage(run / f"{table}.parquet", table):
                return f"{damage}; remove the folder {run} and run extract again"
    return None


def _describe_damage(path: Path, table: str) -> str | None:
    if not path.is_file():
        return f"{path} is missing"
    try:
        there = parquet_columns(path)
        if missing := [c.name for c in tables()[table] if c.name not in there]:
            return f"{path} has no column {missing[0]}"
        required = [c.name for c in tables()[table] if c.required]
        for row in read_parquet(path):
            if any(row[name] is None for name in required):
                return f"{path} has rows with gaps"
    except DatasetError as error:
        return str(error)
    return None


def _fill_programmes(connection: duckdb.DuckDBPyConnection, runs: Sequence[Path]) -> None:
    """The table of programme codes with their names, from the lexicon that finds them and from readers' own."""
    lexicon = files("nlp.programmes").joinpath("programmes.toml").read_text(encoding="utf-8")
    names: dict[str, tuple[str, str]] = {}
    for path in [run / PROGRAMMES for run in runs]:
        names |= json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    names |= {code: (entry["vi"], entry["en"]) for code, entry in tomllib.loads(lexicon).items()}
    names.setdefault("other", ("Chương trình khác", "Other"))
    rows = [[code, *both] for code, both in sorted(names.items())]
    connection.execute("CREATE TABLE programmes (code VARCHAR NOT NULL, name_vi VARCHAR, name_en VARCHAR)")
    connection.executemany("INSERT INTO programmes VALUES (?, ?, ?)", rows)


def _comment(connection: duckdb.DuckDBPyConnection) -> None:
    """Put into the database what tables and columns hold; a view's columns say what those of its tables say."""
    said: dict[str, str] = {}
    for table, column, words in comments():
        what = f"COLUMN {table}.{quote_name(column)}" if column else f"TABLE {table}"
        connection.execute(f"COMMENT ON {what} IS {quote_text(words)}")
        if column and table in ("articles", "training", "checks", "reviews"):
            said.setdefault(column, words)
    silent = connection.execute(
        "SELECT table_name, column_name FROM duckdb_columns() "
        "WHERE comment IS NULL AND NOT internal AND database_name = current_database()"
    ).fetchall()
    for table, column in silent:
        connection.execute(f"COMMENT ON COLUMN {table}.{quote_name(column)} IS {quote_text(said[column])}")
