"""The base in PostgreSQL: a real server, started here, holds what the base holds."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from corpora.errors import CanboError, DatasetError, UsageError
from factdb.export.cells import tame
from factdb.export.postgres import export_postgres, read_address
from factdb.query import query

pg = pytest.importorskip("pg8000.native", reason="the extra 'postgres' isn't installed")

CASES = Path(__file__).parents[1] / "cases" / "hostile_cells.toml"
CELLS = [c["text"] for c in tomllib.loads(CASES.read_text(encoding="utf-8"))["cell"]]


def find_programs() -> Path | None:
    """The folder with PostgreSQL's own programs, wherever the system has it."""
    found = shutil.which("initdb")
    homes = [Path(found).resolve().parent] if found else []
    homes += sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    return next((home for home in homes if (home / "pg_ctl").exists()), None)


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """A server of its own in a folder of its own, reached by a socket there; the address of its database."""
    programs = find_programs()
    if programs is None:
        assert not os.environ.get("CANBO_TEST_POSTGRES"), "PostgreSQL must be there, and isn't"
        pytest.skip("PostgreSQL isn't installed: apt install postgresql")
    folder = Path(tempfile.mkdtemp(prefix="canbo-pg-"))  # short: the name of a socket has at most 107 bytes
    as_user: list[str] = []
    if hasattr(os, "geteuid") and os.geteuid() == 0:  # the server refuses to run as root
        shutil.chown(folder, "nobody")
        as_user = ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups", "--"]

    def run(program: str, *args: str) -> None:
        subprocess.run(
            [*as_user, programs / program, *args], check=True, cwd=folder, stdout=subprocess.DEVNULL
        )

    data = str(folder / "data")
    run("initdb", "-D", data, "-U", "canbo", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync")
    run("pg_ctl", "-D", data, "-w", "-l", str(folder / "log"), "-o", f"-k {folder} -h '' -F", "start")
    try:
        yield f"postgresql://canbo@/postgres?host={folder}"
    finally:
        run("pg_ctl", "-D", data, "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def ask(server):
    """Ask the server."""
    address = read_address(server)
    with pg.Connection(
        address.user, unix_sock=f"{address.socket}/.s.PGSQL.5432", database="postgres"
    ) as connection:
        connection.run("DROP SCHEMA IF EXISTS canbo CASCADE")
        yield connection.run
        connection.run("DROP SCHEMA IF EXISTS canbo CASCADE")


@pytest.fixture
def hostile(base, facts):
    """A base whose texts are hostile: quotes, tabs, line ends, backslashes, colons and braces beside the usual ones."""
    texts = [*CELLS, "a\tb\\c\nd\r:e 'f' \"g\" {h,i} \\N NULL", "đào tạo"]
    return base(
        *(
            facts(
                [
                    {
                        "learners": (5, 7),
                        "classes": 2,
                        "year": 2024,
                        "audience": t,
                        "organiser": (t, 'B "b", \\'),
                    }
                ],
                f"n{n}",
                title=t,
                url=f"https://x.vn/{n}",
                published=date(2024, 1, n + 1),
            )
            for n, t in enumerate(texts)
        )
    )


def test_holds_what_the_base_holds(hostile, server, ask):
    """Every table and view is there with its rows, types and comments; texts, lists and days are the same."""
    export_postgres(hostile, server)
    names = {name for (name,) in ask("SELECT tablename FROM pg_tables WHERE schemaname = 'canbo'")}
    assert names >= {"articles", "training", "counted", "totals", "about"}
    for name in names:
        assert (
            ask(f"SELECT count(*) FROM canbo.{name}")[0][0]
            == query(hostile, f"SELECT count(*) FROM {name}").value
        )
    columns = "fact_id, audience, organiser, period_start, learners_low, learners_high, confidence, part_of"
    ours = {row[0]: list(row) for row in query(hostile, f"SELECT {columns} FROM training").rows}
    for row in ask(f"SELECT {columns} FROM canbo.training"):
        theirs = [[tame(v) for v in value] if isinstance(value, list) else value for value in ours[row[0]]]
        theirs[1] = tame(theirs[1])
        assert row == theirs
    assert ask("SELECT sum(low) FROM canbo.quantities")[0][0] in (None, Decimal(0))
    said = ask(
        "SELECT col_description('canbo.training'::regclass, 1), obj_description('canbo.training'::regclass)"
    )
    assert said[0][0].startswith("hash of article, kind")
    assert "Cite the articles" in ask("SELECT value FROM canbo.about WHERE name = 'cite'")[0][0]


def test_types(hostile, server, ask):
    """Numbers are numbers, days days, lists arrays."""
    export_postgres(hostile, server)
    found = dict(
        ask(
            "SELECT column_name, data_type FROM information_schema.columns "
            "WHERE table_schema = 'canbo' AND table_name IN ('training', 'quantities')"
        )
    )
    expected = {"learners_low": "bigint", "period_start": "date", "organiser": "ARRAY", "low": "numeric"}
    assert {name: found[name] for name in expected} == expected


def test_again_keeps_what_colleagues_made(hostile, server, ask):
    """A second export takes the first one's place; views and rights that colleagues put on the tables stay."""
    export_postgres(hostile, server)
    ask("CREATE VIEW canbo_mine AS SELECT count(*) AS n FROM canbo.training")
    ask("GRANT SELECT ON canbo.training TO PUBLIC")
    try:
        rows = ask("SELECT n FROM canbo_mine")
        export_postgres(hostile, server)
        assert ask("SELECT n FROM canbo_mine") == rows
        assert ask("SELECT relacl::text FROM pg_class WHERE oid = 'canbo.training'::regclass")[0][0].count(
            "=r/"
        )
    finally:
        ask("DROP VIEW canbo_mine")


def test_another_schema_is_left_alone(hostile, server, ask):
    """A schema that holds something else is refused and stays as it is."""
    ask("CREATE SCHEMA canbo")
    ask("CREATE TABLE canbo.thesis (page int)")
    with pytest.raises(UsageError, match="holds something else: name another with --schema"):
        export_postgres(hostile, server)
    assert ask("SELECT tablename FROM pg_tables WHERE schemaname = 'canbo'") == [["thesis"]]


def test_fault_changes_nothing(hostile, server, ask):
    """Where the server says no in the middle, the old base stands whole."""
    export_postgres(hostile, server)
    ask("ALTER TABLE canbo.training ADD CONSTRAINT none CHECK (learners_low IS NULL) NOT VALID")
    before = ask("SELECT count(*) FROM canbo.training"), ask("SELECT count(*) FROM canbo.articles")
    with pytest.raises(DatasetError, match=r"says: .*none.*nothing was changed"):
        export_postgres(hostile, server)
    assert (ask("SELECT count(*) FROM canbo.training"), ask("SELECT count(*) FROM canbo.articles")) == before


@pytest.mark.parametrize("after", [0.05, 0.3, 0.6])
def test_killed(hostile, server, ask, after):
    """An export that is killed leaves the old base whole, and the next one gets through."""
    export_postgres(hostile, server)
    before = ask("SELECT count(*) FROM canbo.training")
    code = "import sys; from factdb.export.postgres import export_postgres as e; print(1, flush=True); e(*sys.argv[1:])"
    process = subprocess.Popen([sys.executable, "-c", code, hostile, server], stdout=subprocess.PIPE)
    assert process.stdout
    process.stdout.readline()
    try:
        process.wait(after)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
        process.wait()
    process.stdout.close()
    assert ask("SELECT count(*) FROM canbo.training") == before
    export_postgres(hostile, server)


def test_some_tables(hostile, server, ask):
    """Only the tables that are named are written, and `about` beside them."""
    export_postgres(hostile, server, tables=["documents"], schema="canbo")
    found = ask("SELECT tablename FROM pg_tables WHERE schemaname = 'canbo' ORDER BY 1")
    assert found == [["about"], ["documents"]]


@pytest.mark.parametrize(
    ("dsn", "words"),
    [
        ("mysql://a@b/c", "names no PostgreSQL database"),
        ("postgresql://a@b", "names no PostgreSQL database"),
        ("postgresql://a@b:x/c", "can't be read"),
        ("postgresql://a@b/c?sslmod=x", "option 'sslmod'"),
    ],
)
def test_wrong_addresses(hostile, dsn, words):
    """What is no address is said with how to write one."""
    with pytest.raises(UsageError, match=words):
        export_postgres(hostile, dsn)


def test_nobody_answers(hostile, server):
    """No server, and no such database, are said with the place; the password is never in the message."""
    with pytest.raises(DatasetError, match="can't be reached") as told:
        export_postgres(hostile, "postgresql://an:geheim@127.0.0.1:1/x")
    assert "geheim" not in str(told.value)
    with pytest.raises(DatasetError, match="nothing_such"):
        export_postgres(hostile, server.replace("/postgres?", "/nothing_such?"))


def test_encryption_unless_near(monkeypatch):
    """Over a network the connection is encrypted unless somebody says otherwise; the password may come from outside."""
    from factdb.export.postgres import _ssl

    monkeypatch.setenv("PGPASSWORD", "geheim")
    assert read_address("postgresql://an@db.example/x").password == "geheim"
    assert _ssl(read_address("postgresql://an@db.example/x")) is not None
    assert _ssl(read_address("postgresql://an@localhost/x")) is None
    assert _ssl(read_address("postgresql://an@db.example/x?sslmode=disable")) is None
    assert _ssl(read_address("postgresql://an@db.example/x?sslmode=verify-full")).check_hostname
    assert "geheim" not in repr(read_address("postgresql://an@db.example/x"))


def test_without_pg8000(hostile, server, monkeypatch):
    """Where pg8000 is missing the message says how to get it."""
    monkeypatch.setitem(sys.modules, "pg8000.native", None)
    with pytest.raises(CanboError, match=r"canbo\[postgres\]"):
        export_postgres(hostile, server)
