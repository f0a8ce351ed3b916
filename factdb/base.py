"""A fact base, opened for asking."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpora.errors import CanboError
from factdb.connect import open_reader
from factdb.query import Params, Result, ask

if TYPE_CHECKING:
    import pandas as pd


def open(path: Path | str) -> FactBase:
    """Open a fact base; it stays at the version that it has now, whatever is built meanwhile.

    Raises DatasetError where the file isn't there, is no fact base or is being written.
    """
    return FactBase(path)


class FactBase:
    """An open fact base; close it, or use it in a `with` statement."""

    def __init__(self, path: Path | str) -> None:
        self.path = Path(path)
        self._connection = open_reader(path)

    def query(self, sql: str, params: Params = ()) -> Result:
        """Ask in SQL; DatasetError with DuckDB's message and the names of the tables where it fails."""
        return ask(self._connection, sql, params)

    def df(self, sql: str, params: Params = ()) -> pd.DataFrame:
        """Ask in SQL and have the answer as a pandas data frame, with the types of the columns kept.

        Raises CanboError where pandas isn't installed, DatasetError as `query` does.
        """
        ask(self._connection, f"DESCRIBE {sql}", params)  # errors in our own words, before pandas is loaded
        try:
            import pandas as pd  # noqa: F401 - DuckDB loads it, and says nothing of use where it can't
        except ImportError as error:
            raise CanboError(
                "a data frame needs pandas, which isn't installed: run pip install pandas in canbo's environment, "
                "or ask with query(), which needs nothing"
            ) from error
        frame: pd.DataFrame = self._connection.execute(sql, params or None).df()
        return frame

    def tables(self) -> dict[str, str | None]:
        """The tables and views, with what they hold."""
        found = self._connection.execute(
            "SELECT table_name, comment FROM duckdb_tables() WHERE database_name = 'base' UNION ALL "
            "SELECT view_name, comment FROM duckdb_views() WHERE database_name = 'base' AND NOT internal ORDER BY 1"
        ).fetchall()
        return dict(found)

    def columns(self, table: str) -> dict[str, str | None]:
        """The columns of a table or view, with what they hold."""
        found = self._connection.execute(
            "SELECT column_name, comment FROM duckdb_columns() "
            "WHERE database_name = 'base' AND table_name = ? ORDER BY column_index",
            [table],
        ).fetchall()
        return dict(found)

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def __enter__(self) -> FactBase:
        return self

    def __exit__(self, *_: Any) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"FactBase({str(self.path)!r})"
