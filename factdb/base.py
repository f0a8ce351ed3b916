"""A fact base, opened for asking."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpora.errors import CanboError
from factdb.connect import open_reader
from factdb.query import ArrowAnswer, Params, Result, ask

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl

_MISSING = (
    "a data frame needs {name}, which isn't installed: run pip install {name} in canbo's environment, "
    "or ask with query(), which needs nothing"
)


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
        asked = self.arrow(sql, params)  # errors in our own words, before pandas is loaded
        try:
            import pandas as pd  # noqa: F401 - DuckDB loads it, and says nothing of use where it can't
        except ImportError as error:
            raise CanboError(_MISSING.format(name="pandas")) from error
        return asked.df()

    def pl(self, sql: str, params: Params = ()) -> pl.DataFrame:
        """Ask in SQL and have the answer as a polars data frame, handed over through Arrow.

        Lists stay lists, days days and decimals decimals. Raises CanboError where polars isn't installed,
        DatasetError as `query` does.
        """
        asked = self.arrow(sql, params)
        try:
            import polars as pl
        except ImportError as error:
            raise CanboError(_MISSING.format(name="polars")) from error
        return pl.DataFrame(asked)

    def arrow(self, sql: str, params: Params = ()) -> ArrowAnswer:
        """Ask in SQL and have the answer as Arrow, for every library that takes it (`pyarrow.table(answer)`).

        The question is asked when the answer is taken. Raises DatasetError as `query` does.
        """
        return ArrowAnswer(self._connection, sql, params)

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
