"""What changed between two runs of a record: facts changed, added and gone, by rule, and what that does to totals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpora.errors import DatasetError, UsageError
from corpora.parquet import connect_memory, first_line, quote_name, quote_text
from factdb.record import RUNS
from factdb.schema import read_sql, tables
from nlp.fact import KINDS

if TYPE_CHECKING:
    import duckdb

_ALL = 2**62

WHOLE = 20_000
"""Facts up to which the totals of whole runs are compared; of larger runs those of the articles that differ."""

_NOT_COMPARED = frozenset(("fact_id", "article_id", "version", "id", "span_start", "span_end", "confidence"))


@dataclass(frozen=True, slots=True)
class Diff:
    """Two runs compared.

    `rules` has a row per kind, cause and rule: how many facts changed, came and went. `facts` has a row per fact:
    `what` (changed, added, gone), its `slots` that differ, its words then and now, and `cause`: `rules` where the
    article is the same in both runs, `text` where its text changed, `article` where only one run has it.
    `totals` has a row per total with its number before and after: of all articles where `whole` is true, else of
    those that differ, each for itself, so that what several articles tell counts once in each.
    """

    before: str
    after: str
    rules: Sequence[Mapping[str, Any]]
    facts: Sequence[Mapping[str, Any]]
    totals: Sequence[Mapping[str, Any]]
    whole: bool = True


def compare_runs(record: Path | str, before: str, after: str, *, limit: int | None = None) -> Diff:
    """Compare two runs, each named by its id or its beginning; `limit` is the most facts to list.

    Raises DatasetError where the record or a file of a run can't be read, UsageError where an id fits none or several.
    """
    import duckdb

    record = Path(record)
    old, new = find_run(record, before), find_run(record, after)
    with connect_memory() as connection:
        connection.execute("RESET threads")
        try:
            _compare(connection, old, new)
            facts = _rows(connection, "SELECT * FROM differing ORDER BY ALL LIMIT ?", [limit or _ALL])
            rules = _rows(connection, _BY_RULE)
            whole = all(_count_facts(connection, run) <= WHOLE for run in (old, new))
            totals = _compare_totals(connection, old, new, whole=whole) if facts else []
        except duckdb.Error as error:
            raise DatasetError(f"{record}: the runs can't be compared: {first_line(error)}") from error
    return Diff(old.name.removeprefix("run-"), new.name.removeprefix("run-"), rules, facts, totals, whole)


def find_run(record: Path, run: str) -> Path:
    """The folder of a run; its id may be shortened."""
    there = sorted(p for p in record.glob("run-*") if p.is_dir()) if record.is_dir() else []
    if not there:
        raise DatasetError(f"the record {record} holds no run; make one with: canbo extract … -o {record}")
    fits = [p for p in there if p.name.removeprefix("run-").startswith(run.removeprefix("run-"))]
    if len(fits) == 1 and run:
        return fits[0]
    known = ", ".join(p.name.removeprefix("run-") for p in there)
    problem = "several runs begin so" if fits else "there is no such run"
    raise UsageError(f"{run}: {problem}; {record / RUNS} lists them: {known}")


def _compare(connection: duckdb.DuckDBPyConnection, old: Path, new: Path) -> None:
    """Fill the temporary tables `touched`, the articles that have a fact that differs, and `differing`.

    Facts are first compared an article at a time, by a sum of hashes, so that only those of the few articles that
    differ are joined.
    """
    for name, run in (("old", old), ("new", new)):
        path = quote_text(str(run / "articles.parquet"))
        connection.execute(
            f"CREATE TEMP TABLE {name}_articles AS SELECT DISTINCT article_id, version FROM read_parquet({path})"  # noqa: S608
        )
    sums = " UNION ".join(_touched(kind, old, new) for kind in KINDS)
    connection.execute(f"CREATE TEMP TABLE touched AS {sums}")
    parts = []
    for kind in KINDS:
        sides = (_read(run, kind) for run in (old, new))
        parts.append(_of_kind(kind, *sides))
    connection.execute(f"CREATE TEMP TABLE differing AS {' UNION ALL '.join(parts)}")


def _read(run: Path, table: str) -> str:
    """SQL for the rows that a run has of the articles that differ."""
    path = quote_text(str(run / f"{table}.parquet"))
    return f"(FROM read_parquet({path}) SEMI JOIN touched USING (article_id))"


def _touched(kind: str, old: Path, new: Path) -> str:
    """SQL for the articles whose facts of a kind are not the same in both runs."""
    listed = ", ".join(quote_name(name) for name in ("fact_id", *_compared(kind)))
    before, after = (
        f"(SELECT article_id, sum(hash({listed})) AS digest "  # noqa: S608 (names of ours, quoted paths)
        f"FROM read_parquet({quote_text(str(run / f'{kind}.parquet'))}) GROUP BY article_id)"
        for run in (old, new)
    )
    return (
        f"SELECT article_id FROM {before} o FULL JOIN {after} n USING (article_id) "  # noqa: S608
        "WHERE o.digest IS DISTINCT FROM n.digest"
    )


def _compared(kind: str) -> list[str]:
    return [c.name for c in tables()[kind] if c.name not in _NOT_COMPARED]


def _of_kind(kind: str, old: str, new: str) -> str:
    """SQL for the facts of a kind that differ."""
    compared = _compared(kind)
    listed = ", ".join(quote_name(c) for c in compared)
    slots = ", ".join(
        f"CASE WHEN o.{quote_name(c)} IS DISTINCT FROM n.{quote_name(c)} THEN {quote_text(c)} END"
        for c in compared
    )
    side = "(SELECT *, hash({listed}) AS digest FROM {path})"
    sides = (f"row({', '.join(f'{side}.{quote_name(c)}' for c in compared)})::VARCHAR" for side in "on")
    before, after = (
        f"CASE WHEN {side}.fact_id IS NOT NULL THEN {row} END" for side, row in zip("on", sides, strict=True)
    )
    return f"""
    SELECT {quote_text(kind)} AS kind,
           CASE WHEN o.fact_id IS NULL THEN 'added' WHEN n.fact_id IS NULL THEN 'gone' ELSE 'changed' END AS what,
           CASE WHEN a.article_id IS NULL OR b.article_id IS NULL THEN 'article'
                WHEN c.article_id IS NULL OR d.article_id IS NULL THEN 'text' ELSE 'rules' END AS cause,
           coalesce(n.rule, o.rule) AS rule, coalesce(o.fact_id, n.fact_id) AS fact_id,
           coalesce(o.article_id, n.article_id) AS article_id,
           CASE WHEN o.fact_id IS NOT NULL AND n.fact_id IS NOT NULL
                THEN list_filter([{slots}], lambda x: x IS NOT NULL) END AS slots,
           {before} AS before, {after} AS after, coalesce(n.quote, o.quote) AS quote
    FROM {side.format(listed=listed, path=old)} o
    FULL JOIN {side.format(listed=listed, path=new)} n ON n.fact_id = o.fact_id AND n.article_id = o.article_id
    LEFT JOIN (SELECT DISTINCT article_id FROM old_articles) a ON a.article_id = coalesce(o.article_id, n.article_id)
    LEFT JOIN (SELECT DISTINCT article_id FROM new_articles) b ON b.article_id = coalesce(o.article_id, n.article_id)
    LEFT JOIN old_articles c
           ON c.article_id = coalesce(o.article_id, n.article_id) AND c.version = coalesce(n.version, o.version)
    LEFT JOIN new_articles d
           ON d.article_id = coalesce(o.article_id, n.article_id) AND d.version = coalesce(o.version, n.version)
    WHERE o.digest IS DISTINCT FROM n.digest"""  # noqa: S608 (names of ours, quoted paths)


_BY_RULE = """
    SELECT kind, cause, rule, count(*) FILTER (what = 'changed') AS changed, count(*) FILTER (what = 'added') AS added,
           count(*) FILTER (what = 'gone') AS gone
    FROM differing GROUP BY ALL ORDER BY kind, count(*) DESC, cause, rule
"""


def _compare_totals(
    connection: duckdb.DuckDBPyConnection, old: Path, new: Path, *, whole: bool
) -> list[dict[str, Any]]:
    """The totals of each run for itself, side by side: of all its articles, or of those that differ."""
    tell = _totals if whole else _totals_of_touched
    before, after = (tell(connection, name, run) for name, run in (("before", old), ("after", new)))
    return [
        {"what": what, "before": number, "after": after[what], "difference": after[what] - number}
        for what, number in before.items()
    ]


_OF_TOUCHED = """
    WITH t AS {training}, counts AS (
        SELECT t.*, coalesce(t.learners_counting, 'people') AS counting,
               t.status = 'held' AND t.learners_per IS NULL AND p.learners_low IS NULL AS of_learners,
               t.status = 'held' AND p.classes_low IS NULL AS of_classes
        FROM t LEFT JOIN t p ON p.article_id = t.article_id AND p.version = t.version AND p.fact_id = t.part_of
    )
    SELECT count(*) AS "training facts", coalesce(sum(classes_low) FILTER (of_classes), 0)::BIGINT AS "classes held",
           coalesce(sum(learners_low) FILTER (of_learners AND counting = 'people'), 0)::BIGINT AS people,
           coalesce(sum(learners_low) FILTER (of_learners AND counting = 'enrolments'), 0)::BIGINT AS enrolments
    FROM counts
"""


def _totals_of_touched(connection: duckdb.DuckDBPyConnection, name: str, run: Path) -> dict[str, int]:
    """Totals of the articles that differ, each article for itself: no total beside its parts, nothing joined."""
    (found,) = _rows(connection, _OF_TOUCHED.format(training=_read(run, "training")))
    return found


def _totals(connection: duckdb.DuckDBPyConnection, name: str, run: Path) -> dict[str, int]:
    from factdb.build import add_views

    connection.execute(f"ATTACH ':memory:' AS {name}; USE {name}")
    connection.execute(read_sql("schema.sql") + read_sql("built.sql"))
    for table, columns in tables().items():
        if table == "evidence":
            continue
        listed = ", ".join(quote_name(c.name) for c in columns)
        path = quote_text(str(run / f"{table}.parquet"))
        connection.execute(f"INSERT INTO {table} SELECT {listed} FROM read_parquet({path})")  # noqa: S608
    add_views(connection)
    found = connection.execute("SELECT what, number FROM totals ORDER BY n").fetchall()
    connection.execute(f"USE memory; DETACH {name}")
    return dict(found)


def _count_facts(connection: duckdb.DuckDBPyConnection, run: Path) -> int:
    files = [str(run / f"{kind}.parquet") for kind in KINDS]
    found = connection.execute("SELECT sum(num_rows) FROM parquet_file_metadata(?)", [files]).fetchone()
    return int(found[0]) if found else 0


def _rows(
    connection: duckdb.DuckDBPyConnection, sql: str, params: Sequence[int] = ()
) -> list[dict[str, Any]]:
    cursor = connection.execute(sql, params or None)
    names = [d[0] for d in cursor.description or ()]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
