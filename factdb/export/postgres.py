"""A base in PostgreSQL, for a team that shares one: every table and view as a table, in a schema of its own.

All of it goes in one transaction, and rows are deleted and copied in rather than tables dropped: whoever reads sees the
old base or the new one, and colleagues' own views and rights on the tables stay.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, unquote, urlsplit

from corpora.errors import CanboError, DatasetError, UsageError
from corpora.parquet import quote_name, quote_text
from factdb.about import read_about
from factdb.codebook import Chapter, Entry
from factdb.connect import open_reader
from factdb.export.cells import tame
from factdb.export.source import chapters_of, rows_of

if TYPE_CHECKING:
    import ssl

SCHEMA = "canbo"
"""The schema that takes the tables, unless said."""

_SCHEMES = ("postgresql", "postgres")
_TYPES = {
    "VARCHAR": "text",
    "VARCHAR[]": "text[]",
    "BIGINT": "bigint",
    "INTEGER": "integer",
    "DOUBLE": "double precision",
    "DATE": "date",
    "BOOLEAN": "boolean",
    "HUGEINT": "numeric",
}
_INDEXED = ("article_id", "fact_id", "programme", "province", "key", "year")
_ESCAPED = {"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"}
_TO_ESCAPE = re.compile(r"[\\\t\n\r]")
_ESCAPED_IN_LIST = re.compile(r'["\\]')
_LOOPBACK = ("", "localhost", "127.0.0.1", "::1")


@dataclass(frozen=True, slots=True)
class Address:
    """Where a PostgreSQL database is, as `postgresql://user:password@host:port/database` says it."""

    user: str
    database: str
    host: str = ""
    port: int = 5432
    socket: str = ""
    sslmode: str = ""
    password: str | None = field(default=None, repr=False)

    def __str__(self) -> str:
        """The address without the password."""
        return f"postgresql://{self.user}@{self.host or self.socket}/{self.database}"


def is_address(out: str) -> bool:
    """True for `postgresql://…`."""
    return out.partition("://")[0] in _SCHEMES and "://" in out


def read_address(dsn: str) -> Address:
    """The parts of an address; the password also from PGPASSWORD. Raises UsageError where it is none.

    `?host=/folder` names the folder of a socket, `?sslmode=` disable, require or verify-full: `require` unless the
    server is on this machine.
    """
    shape = "write it like postgresql://user@host/database, with the password in PGPASSWORD"
    try:
        parts = urlsplit(dsn)
        port = parts.port or 5432
    except ValueError:
        raise UsageError(f"the address of the database can't be read; {shape}") from None
    if parts.scheme not in _SCHEMES or not parts.path.strip("/"):
        raise UsageError(f"the address names no PostgreSQL database; {shape}")
    options = {name: values[-1] for name, values in parse_qs(parts.query).items()}
    if unknown := sorted(set(options) - {"host", "sslmode"}):
        raise UsageError(f"the address has an option {unknown[0]!r}; known are host and sslmode")
    host = unquote(parts.hostname or "")
    given = options.get("host", "")
    return Address(
        user=unquote(parts.username or os.environ.get("PGUSER") or os.environ.get("USER") or "postgres"),
        database=unquote(parts.path.strip("/")),
        host=host if given.startswith("/") else given or host,
        port=port,
        socket=given if given.startswith("/") else "",
        sslmode=options.get("sslmode", ""),
        password=unquote(parts.password) if parts.password else os.environ.get("PGPASSWORD"),
    )


def export_postgres(
    database: Path | str, dsn: str, *, tables: Sequence[str] = (), language: str = "en", schema: str = SCHEMA
) -> str:
    """Write a base into a schema of a PostgreSQL database; returns where, without the password.

    Raises UsageError where the schema holds something else, DatasetError where the server says no, CanboError where
    pg8000 isn't installed.
    """
    address = read_address(dsn)
    about = read_about(database)
    with open_reader(database) as base, _connect(address) as server:
        chapters = chapters_of(base, tables, language)
        server.run("BEGIN")
        # One at a time: a second export waits for the first.
        server.run("SELECT pg_advisory_xact_lock(hashtext(:name))", name=f"canbo {schema}")
        _take_schema(server, schema)
        for chapter in chapters:
            _lay_table(server, schema, chapter)
            _copy(server, schema, chapter, rows_of(base, chapter))
        if "about" not in {chapter.name for chapter in chapters}:
            _lay_table(server, schema, _ABOUT)
            _copy(server, schema, _ABOUT, iter(about.items()))
        server.run("COMMIT")
    return f"{address}, schema {schema}"


_ABOUT = Chapter(
    "about",
    "What this base was made of, and how to cite it",
    [
        Entry("name", "name", "VARCHAR", "what is told"),
        Entry("value", "value", "VARCHAR", "what it is"),
    ],
)


@contextmanager
def _connect(address: Address) -> Iterator[Any]:
    """A connection; what goes wrong on it is a DatasetError that names the place, never the password."""
    try:
        import pg8000.native as pg
    except ImportError as error:
        raise CanboError(
            "PostgreSQL needs pg8000, which isn't installed: run pip install 'canbo[postgres]' in canbo's environment"
        ) from error
    try:
        socket = f"{address.socket}/.s.PGSQL.{address.port}" if address.socket else None
        server = pg.Connection(
            address.user,
            host=None if socket else address.host or "localhost",
            port=address.port,
            unix_sock=socket,
            database=address.database,
            password=address.password,
            ssl_context=_ssl(address),
            timeout=None,
            application_name="canbo",
        )
        try:
            server.run("SET client_encoding TO 'UTF8'")
            yield server
        finally:
            server.close()
    except pg.DatabaseError as error:
        told = error.args[0] if error.args else error
        words = told.get("M", "") if isinstance(told, dict) else str(told)
        raise DatasetError(f"{address} says: {words}; nothing was changed there") from error
    except (pg.InterfaceError, OSError) as error:
        raise DatasetError(
            f"{address} can't be reached: {error}; is the server running, and the address right?"
        ) from error


def _ssl(address: Address) -> ssl.SSLContext | None:
    """Encryption, as `sslmode` says; over a network never none unless that is asked for."""
    import ssl

    mode = address.sslmode or ("disable" if address.socket or address.host in _LOOPBACK else "require")
    if mode == "disable":
        return None
    if mode not in ("require", "verify-full"):
        raise UsageError(f"sslmode={mode}: give disable, require or verify-full")
    context = ssl.create_default_context()
    if mode == "require":  # as libpq does: encrypted, whoever it is
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    return context


def _take_schema(server: Any, schema: str) -> None:
    """Make the schema; raises UsageError where there is one that isn't canbo's."""
    there = {
        name for (name,) in server.run("SELECT tablename FROM pg_tables WHERE schemaname = :s", s=schema)
    }
    if there and "about" not in there:
        raise UsageError(f"the schema {schema} holds something else: name another with --schema")
    if not server.run("SELECT 1 FROM pg_namespace WHERE nspname = :s", s=schema):
        server.run(f"CREATE SCHEMA {quote_name(schema)}")
        words = "What canbo read in the press; made anew by canbo export"
        server.run(f"COMMENT ON SCHEMA {quote_name(schema)} IS {quote_text(words)}")


def _lay_table(server: Any, schema: str, chapter: Chapter) -> None:
    """An empty table with these columns: the one that is there where it has them, else a new one."""
    table = f"{quote_name(schema)}.{quote_name(chapter.name)}"
    wanted = [(c.name, _type(c.type)) for c in chapter.columns]
    there = server.run(
        "SELECT attname, format_type(atttypid, atttypmod) FROM pg_attribute "
        "WHERE attrelid = to_regclass(:t) AND attnum > 0 AND NOT attisdropped ORDER BY attnum",
        t=table,
    )
    if [tuple(column) for column in there] == wanted:
        server.run(f"DELETE FROM {table}")  # noqa: S608 (quoted)
    else:
        if there:
            server.run(f"DROP TABLE {table}")
        server.run(f"CREATE TABLE {table} ({', '.join(f'{quote_name(n)} {t}' for n, t in wanted)})")
        for name in (n for n, _ in wanted if n in _INDEXED):
            server.run(f"CREATE INDEX ON {table} ({quote_name(name)})")
    server.run(f"COMMENT ON TABLE {table} IS {quote_text(chapter.holds)}")
    for column in chapter.columns:
        server.run(f"COMMENT ON COLUMN {table}.{quote_name(column.name)} IS {quote_text(column.holds)}")


def _type(kind: str) -> str:
    if kind.startswith("DECIMAL"):
        return kind.lower().replace("decimal", "numeric").replace(" ", "")
    return _TYPES.get(kind, "text")


def _copy(server: Any, schema: str, chapter: Chapter, rows: Iterator[tuple[Any, ...]]) -> None:
    lines = ("\t".join(map(_cell, row)) + "\n" for row in rows)
    # A message a few hundred lines: one a line costs more than the lines.
    messages = iter(lambda: "".join(islice(lines, 500)), "")
    server.run(f"COPY {quote_name(schema)}.{quote_name(chapter.name)} FROM STDIN", stream=messages)


def _cell(value: Any) -> str:
    """A value in the text format of COPY."""
    if value is None:
        return "\\N"
    if isinstance(value, bool):
        return "t" if value else "f"
    if isinstance(value, list | tuple):
        return _escape("{" + ",".join(_in_list(v) for v in value) + "}")
    if isinstance(value, date):
        return value.isoformat()
    return _escape(tame(str(value)))


def _in_list(value: Any) -> str:
    if value is None:
        return "NULL"
    return '"' + _ESCAPED_IN_LIST.sub(lambda m: "\\" + m[0], tame(str(value))) + '"'


def _escape(text: str) -> str:
    return _TO_ESCAPE.sub(lambda m: _ESCAPED[m[0]], text)
