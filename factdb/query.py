"""Questions to a fact base in SQL, and their answers as rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, overload

from corpora.errors import DatasetError
from factdb.connect import open_reader

if TYPE_CHECKING:
    import duckdb
    import pandas as pd

Params = Sequence[Any] | Mapping[str, Any]


@dataclass(frozen=True)
class Result(Sequence[dict[str, Any]]):
    """The answer to a question; as a sequence, its rows as dicts by column."""

    columns: tuple[str, ...]
    types: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]

    def __len__(self) -> int:
        return len(self.rows)

    @overload
    def __getitem__(self, index: int) -> dict[str, Any]: ...
    @overload
    def __getitem__(self, index: slice) -> list[dict[str, Any]]: ...
    def __getitem__(self, index: int | slice) -> dict[str, Any] | list[dict[str, Any]]:
        if isinstance(index, slice):
            return [dict(zip(self.columns, row, strict=True)) for row in self.rows[index]]
        return dict(zip(self.columns, self.rows[index], strict=True))

    def __iter__(self) -> Iterator[dict[str, Any]]:
        return (dict(zip(self.columns, row, strict=True)) for row in self.rows)

    @property
    def value(self) -> Any:
        """The one value of an answer of one row and one column."""
        ((value,),) = self.rows
        return value


class ArrowAnswer:
    """The answer to a question as a stream of Arrow's C interface, which pandas, polars and pyarrow take as it is.

    It may be taken more than once; each time the question is asked anew, of the same version of the base.
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection, sql: str, params: Params = ()) -> None:
        self._connection, self._sql, self._params = connection, sql, params
        with _own_words(connection):
            self.columns: tuple[str, ...] = tuple(self._relation().columns)

    def df(self) -> pd.DataFrame:
        """The answer as a pandas data frame."""
        with _own_words(self._connection):
            return self._relation().df()

    def write_parquet(self, out: Path | str) -> None:
        """Write the answer to a Parquet file, with the types of its columns; OSError where it can't be written."""
        with _own_words(self._connection):
            self._relation().write_parquet(str(out), compression="zstd")

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        with _own_words(self._connection):
            return self._relation().__arrow_c_stream__(requested_schema)

    def _relation(self) -> duckdb.DuckDBPyRelation:
        # A cursor of its own: an answer that somebody takes slowly is in nobody's way.
        cursor = self._connection.cursor()
        cursor.execute("USE base")
        relation = cursor.sql(self._sql, params=self._params or None)
        if relation is None:
            raise DatasetError("the query has no answer that could be a table: ask with SELECT")
        return relation


def query(database: Path | str, sql: str, params: Params = ()) -> Result:
    """Ask a fact base; nothing that the SQL says can change it.

    `params` fill `?` or `$name`. Raises DatasetError where the base can't be opened or the SQL fails; the
    message is DuckDB's own, with the names of the tables.
    """
    with open_reader(database) as connection:
        return ask(connection, sql, params)


def ask(connection: duckdb.DuckDBPyConnection, sql: str, params: Params = ()) -> Result:
    """Ask over an open connection; errors as in `query`."""
    with _own_words(connection):
        cursor = connection.execute(sql, params or None)
        # DuckDB answers an empty statement with None, whatever its type hints say.
        described = getattr(cursor, "description", None) or []
        rows = tuple(cursor.fetchall()) if described else ()
    return Result(tuple(d[0] for d in described), tuple(str(d[1]) for d in described), rows)


@contextmanager
def _own_words(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Turn an error of DuckDB into ours, with its message and the names of the tables."""
    import duckdb

    try:
        yield
    except (duckdb.Error, RuntimeError) as error:
        names = ", ".join(_names(connection))
        raise DatasetError(
            f"the query failed: {str(error).strip()}\nThe tables and views are: {names}"
        ) from error


def _names(connection: duckdb.DuckDBPyConnection) -> list[str]:
    found = connection.execute(
        "SELECT table_name FROM information_schema.tables WHERE table_catalog = 'base' ORDER BY table_name"
    ).fetchall()
    return [name for (name,) in found]
