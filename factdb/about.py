"""What a base was made of and what is in it, told in the base itself: for citing it, and for not making it twice."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from corpora.errors import CanboError, DatasetError
from corpora.parquet import quote_name
from factdb.connect import open_reader
from factdb.record import PROGRAMMES, TABLES, canbo_version
from factdb.schema import built_tables, tables
from nlp.identity import digest

if TYPE_CHECKING:
    import duckdb

_HOW_TO_CITE = (
    "Cite the articles by their address and day, and the base as: canbo {version}, rules {rules}, "
    "content {content}, {articles} articles."
)


def digest_input(runs: Iterable[Path], reviews: str) -> str:
    """A hash of all that a build depends on: the files of the runs, the reviews, and the code that builds."""

    def parts() -> Iterable[bytes]:
        yield from (_own_code(), reviews.encode())
        for run in runs:
            for table in TABLES:
                path = run / f"{table}.parquet"
                yield path.read_bytes() if path.is_file() else b"missing"
            if (named := run / PROGRAMMES).is_file():
                yield named.read_bytes()

    return digest(parts())


@cache
def _own_code() -> bytes:
    """A hash of the modules and SQL files of this package and of the lexicon of programmes, with DuckDB's version."""
    import duckdb

    own = sorted((p.name, p.read_bytes()) for p in files("factdb").iterdir() if p.is_file())
    lexicon = files("nlp.programmes").joinpath("programmes.toml").read_bytes()
    places = files("corpora").joinpath("data/places.toml").read_bytes()
    versions = f"{canbo_version()} {duckdb.__version__}"
    return digest([versions.encode(), lexicon, places, *(raw for _, raw in own)]).encode()


def is_made_of(database: Path, made_of: str) -> bool:
    """True where the database stands, was made of just this input, and holds what it held then."""
    import duckdb

    if not database.exists() or database.with_name(f"{database.name}.wal").exists():
        return False
    try:
        told = read_about(database)
        if told.get("made_of") != made_of:
            return False
        with open_reader(database) as connection:
            return digest_content(connection) == told.get("content")
    except (CanboError, duckdb.Error):  # of an older canbo, or damaged: it is made anew
        return False


def tell_about(connection: duckdb.DuckDBPyConnection, made_of: str) -> None:
    """Fill the table `about`."""
    content = digest_content(connection)
    rules = _one(
        connection, "SELECT string_agg(DISTINCT rules_version, ', ' ORDER BY rules_version) FROM runs"
    )
    articles = _one(connection, "SELECT count(*)::VARCHAR FROM articles")
    told = {
        "canbo_version": canbo_version(),
        "rules_version": rules,
        "runs": _one(connection, "SELECT string_agg(run_id, ', ' ORDER BY run_id) FROM runs"),
        "articles": articles,
        "reviews": _one(connection, "SELECT count(*)::VARCHAR FROM reviews"),
        "made_of": made_of,
        "content": content,
        "cite": _HOW_TO_CITE.format(version=canbo_version(), rules=rules, content=content, articles=articles),
    }
    connection.executemany("INSERT INTO about VALUES (?, ?)", [list(pair) for pair in told.items()])


def digest_content(connection: duckdb.DuckDBPyConnection) -> str:
    """A hash of every row of every table but `about`: two bases with the same one hold the same.

    DuckDB leaves what happened to be in memory between the values of a file, so the bytes of two files differ where
    their rows don't; this hash is the same.
    """
    names = sorted(
        row[0]
        for row in connection.execute(
            "SELECT table_name FROM duckdb_tables() WHERE database_name = 'base' AND table_name <> 'about'"
        ).fetchall()
    )
    return digest(f"{name} {_digest_table(connection, name)}".encode() for name in names)


def _digest_table(connection: duckdb.DuckDBPyConnection, name: str) -> str:
    columns = [
        row[0]
        for row in connection.execute(
            "SELECT column_name FROM duckdb_columns() "
            "WHERE database_name = 'base' AND table_name = ? ORDER BY column_index",
            [name],
        ).fetchall()
    ]
    row = f"row({', '.join(map(quote_name, columns))})::VARCHAR"
    return str(
        _one(
            connection,
            f"SELECT count(*) || ' ' || coalesce(sum(md5_number_lower({row})), 0) || ' ' "  # noqa: S608 (quoted)
            f"|| coalesce(sum(md5_number_upper({row})), 0) FROM {quote_name(name)}",
        )
    )


def count_rows(database: Path) -> tuple[dict[str, int], dict[str, int]]:
    """The rows of each table of a base, and its reviews by their state."""
    with open_reader(database) as connection:
        rows = {
            name: int(_one(connection, f"SELECT count(*) FROM {name}") or 0)  # noqa: S608 (a name of ours)
            for name in (*tables(), *built_tables())
        }
        states = connection.execute("SELECT state, count(*) FROM reviews GROUP BY 1 ORDER BY 1").fetchall()
    return rows, {str(state): int(n) for state, n in states}


def read_about(database: Path | str) -> dict[str, str]:
    """What a base tells of itself; DatasetError where it is of an older canbo and tells nothing."""
    import duckdb

    with open_reader(database) as connection:
        try:
            found = connection.execute("SELECT name, value FROM about").fetchall()
        except duckdb.Error as error:
            raise DatasetError(
                f"{database} was built by an older canbo; build it anew with: canbo build"
            ) from error
    return {str(name): value or "" for name, value in found}


def _one(connection: duckdb.DuckDBPyConnection, sql: str, params: Sequence[object] = ()) -> str | None:
    found = connection.execute(sql, params or None).fetchone()
    return None if found is None or found[0] is None else str(found[0])
