"""Connections to fact bases for reading: each sees one whole version of the file, and none holds up a build."""

from __future__ import annotations

import re
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

from corpora.errors import DatasetError
from corpora.parquet import connect_memory, first_line, quote_text

if TYPE_CHECKING:
    import duckdb

_MAGIC = b"DUCK"
_PID = re.compile(r"PID \d+")
_OWN_WORDS = re.compile(r"^[A-Z]\w* Error: | ?See also https?://\S+")
BASE_TABLES = frozenset({"articles", "training", "runs"})
"""Tables by which a fact base is known."""


def open_reader(path: Path | str) -> duckdb.DuckDBPyConnection:
    """A connection that reads a fact base and can't change it.

    The file is attached to a database in memory, so that a reader in the same process who still looks at an
    older version of the file keeps it. Raises DatasetError where the file isn't there, is no fact base or is
    being written.
    """
    import duckdb

    path = Path(path)
    check_magic(path)
    connection = connect_memory()
    try:
        connection.execute("RESET threads")
        connection.execute(f"ATTACH {quote_text(str(path))} AS base (READ_ONLY)")
        connection.execute("USE base")
    except duckdb.Error as error:
        connection.close()
        raise explain(path, error) from error
    found = {row[0] for row in connection.execute("SELECT table_name FROM duckdb_tables()").fetchall()}
    if not found >= BASE_TABLES:
        connection.close()
        raise DatasetError(
            f"{path} is a DuckDB file but no fact base: it has no table {', '.join(sorted(BASE_TABLES - found))}; "
            "make one with: canbo build"
        )
    return connection


def check_magic(path: Path) -> None:
    """Raise DatasetError where there is no DuckDB file at `path`."""
    if not path.exists():
        raise DatasetError(f"there is no database {path}{_near(path)}; make one with: canbo build")
    if path.is_dir():
        raise DatasetError(f"{path} is a folder, no database; make one of a record with: canbo build {path}")
    try:
        with path.open("rb") as stream:
            start = stream.read(12)
    except OSError as error:
        raise DatasetError(f"{path} can't be opened: {error.strerror or error}") from error
    if start[8:] != _MAGIC:
        raise DatasetError(f"{path} is no DuckDB file; give the database that canbo build made")


def explain(path: Path, error: Exception) -> DatasetError:
    """What an error on opening means, and what to do."""
    words = first_line(error)
    if "lock" in words.lower() or "already attached" in words or "different configuration" in words:
        holder = _PID.search(words)
        who = f"another process ({holder[0]})" if holder else "another process"
        return DatasetError(f"{path} is being written by {who}; wait for it to end, then try again")
    return DatasetError(f"{path} can't be opened: {_OWN_WORDS.sub('', words).strip()}")


def _near(path: Path) -> str:
    parent = path.parent
    if not parent.is_dir():
        return f" (the folder {parent} isn't there)"
    close = get_close_matches(path.name, sorted(p.name for p in parent.iterdir()), n=3, cutoff=0.5)
    return f"; did you mean {' or '.join(str(parent / name) for name in close)}?" if close else ""
