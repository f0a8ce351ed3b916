"""Building: the newest run wins, the old base stays until the new one is whole, and errors say what to do."""

from __future__ import annotations

import random
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import duckdb
import pytest

from corpora.errors import DatasetError
from corpora.unread import Unread
from factdb.base import open as open_base
from factdb.build import build
from factdb.query import query
from factdb.record import write_run

BUILD = "import sys; from factdb.build import build; build(sys.argv[1], sys.argv[2])"


def dump(database: Path) -> dict[str, list]:
    """Every row of every table and view, in the order in which the base gives them."""
    with open_base(database) as base:
        return {name: list(base.query(f"SELECT * FROM {name}").rows) for name in base.tables()}


def write_many(record: Path, facts, *, rules: str = "r", articles: int = 30) -> None:
    """A run of some articles with a few facts each."""
    given = [
        facts(
            [
                {"learners": n * 7 + k, "classes": k, "year": 2015 + n % 9, "programme": "llct"}
                for k in range(1, 6)
            ],
            f"n{n}",
            url=f"https://x.vn/{n}",
        )
        for n in range(articles)
    ]
    write_run(record, given, [Unread("x.txt", "empty")], rules_version=rules)


def test_newest_run_of_each_article_wins(tmp_path, facts):
    """Of an article in several runs the last one listed counts; what only an older run has, stays."""
    record, database = tmp_path / "facts", tmp_path / "canbo.duckdb"
    old = [facts([{"learners": n}], f"n{n}", text=f"Bài {n}", url=f"https://x.vn/{n}") for n in (1, 2)]
    new = [facts([{"learners": 20}, {"learners": 30}], "n2", text="Bài 2", url="https://x.vn/2")]
    write_run(record, old, rules_version="r1")
    write_run(record, new, rules_version="r2")
    summary = build(record, database)
    assert [r["learners_low"] for r in query(database, "SELECT * FROM training ORDER BY 11")] == [1, 20, 30]
    assert len(summary.runs) == summary.rows["runs"] == 2
    write_run(record, old, rules_version="r1")  # made again, so it is the newest now
    assert build(record, database).runs == summary.runs[::-1]
    assert [r["learners_low"] for r in query(database, "SELECT * FROM training ORDER BY 11")] == [1, 2]


def test_new_version_of_a_page_takes_the_old_ones_place(tmp_path, facts):
    """A page whose text changed between two runs is there once, with the later text."""
    for text in ("Hai lớp, 90 người.", "Hai lớp, 95 người."):
        n = int(text[9:11])
        write_run(tmp_path, [facts([{"learners": n}], text=text, url="https://x.vn/1")], rules_version="r")
    build(tmp_path, tmp_path / "a.duckdb")
    assert query(tmp_path / "a.duckdb", "SELECT learners_low FROM training").value == 95


def test_same_record_same_base(tmp_path, facts):
    """Two builds of one record, and of a record made in another order, hold the same rows in the same order."""
    write_many(tmp_path / "facts", facts)
    build(tmp_path / "facts", tmp_path / "a.duckdb")
    build(tmp_path / "facts", tmp_path / "b.duckdb")
    assert dump(tmp_path / "a.duckdb") == dump(tmp_path / "b.duckdb")


def test_record_with_flaws(tmp_path, facts):
    """A torn line, a folder that isn't listed and one that is gone are warnings; the rest is built."""
    record = tmp_path / "facts"
    write_many(record, facts)
    (run,) = record.glob("run-*")
    shutil.copytree(run, record / "run-0000000000000000")
    with (record / "runs.jsonl").open("a") as out:
        out.write('{"run_id": "ffffffffffffffff"}\n[1]\n{"run_id": "to')
    summary = build(record, tmp_path / "a.duckdb")
    assert summary.rows["articles"] == 30
    said = "\n".join(summary.warnings)
    for words in (
        "runs.jsonl:3",
        "runs.jsonl:4",
        "run-0000000000000000: runs.jsonl doesn't list",
        "run-ffffffffffffffff",
    ):
        assert words in said


def test_no_record(tmp_path):
    """A record that isn't there, or holds no run, is an error that names the command that makes one."""
    with pytest.raises(DatasetError, match=r"isn't there.*canbo extract"):
        build(tmp_path / "nothing", tmp_path / "a.duckdb")
    (tmp_path / "facts").mkdir()
    with pytest.raises(DatasetError, match=r"holds no run.*canbo extract"):
        build(tmp_path / "facts", tmp_path / "a.duckdb")
    (tmp_path / "facts" / "run-1").mkdir()
    (tmp_path / "facts" / "runs.jsonl").write_text('{"run_id": "1"}\n')
    with pytest.raises(DatasetError, match="make it first"):
        build(tmp_path / "facts", tmp_path / "no" / "a.duckdb")
    assert not (tmp_path / "a.duckdb").exists()


@pytest.mark.parametrize("harm", ["cut", "garbled", "missing", "swapped", "empty"])
def test_damaged_file(tmp_path, facts, harm):
    """A damaged file of the record is named, the advice is to extract again, and the old base stays."""
    record, database = tmp_path / "facts", tmp_path / "canbo.duckdb"
    write_many(record, facts)
    build(record, database)
    before = database.read_bytes()
    (run,) = record.glob("run-*")
    path = run / "training.parquet"
    raw = path.read_bytes()
    if harm == "missing":
        path.unlink()
    elif harm == "swapped":
        shutil.copy(run / "people.parquet", path)
    else:
        half = len(raw) // 2
        path.write_bytes(
            {"cut": raw[:half], "garbled": raw[: half - 400] + b"x" * 400 + raw[half:], "empty": b""}[harm]
        )
    with pytest.raises(DatasetError, match=r"training\.parquet.*run extract again"):
        build(record, database)
    assert database.read_bytes() == before
    assert sorted(p.name for p in tmp_path.iterdir()) == ["canbo.duckdb", "facts"]


@pytest.mark.parametrize("kind", ["text", "empty", "folder", "other base"])
def test_target_that_is_no_base(tmp_path, facts, kind):
    """What canbo didn't make is never overwritten."""
    write_many(tmp_path / "facts", facts)
    target = tmp_path / "target"
    if kind == "folder":
        target.mkdir()
    elif kind == "other base":
        with duckdb.connect(str(target)) as connection:
            connection.execute("CREATE TABLE mine AS SELECT 1 AS n")
    else:
        target.write_text("Ghi chú" if kind == "text" else "")
    with pytest.raises(DatasetError, match=r"folder|no DuckDB file|no fact base"):
        build(tmp_path / "facts", target)
    assert target.exists()


def test_target_that_another_process_writes(tmp_path, facts):
    """While another process has the base open for writing, build and query say so and name it."""
    record, database = tmp_path / "facts", tmp_path / "canbo.duckdb"
    write_many(record, facts)
    build(record, database)
    hold = "import duckdb, sys; c = duckdb.connect(sys.argv[1]); print(1, flush=True); sys.stdin.read()"
    with subprocess.Popen(
        [sys.executable, "-c", hold, str(database)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        other.stdout.readline()
        for attempt in (lambda: build(record, database), lambda: query(database, "SELECT 1")):
            with pytest.raises(
                DatasetError,
                match=rf"being written by another process \(PID {other.pid}\); wait for it to end, then try again$",
            ):
                attempt()
        other.stdin.close()
    assert build(record, database).rows["articles"] == 30


def test_log_left_by_a_killed_writer(tmp_path, facts):
    """What a killed writer left in the write-ahead log of the old base doesn't come into the new one."""
    record, database = tmp_path / "facts", tmp_path / "canbo.duckdb"
    write_many(record, facts)
    build(record, database)
    spoil = (
        "import duckdb, sys, os, signal; c = duckdb.connect(sys.argv[1], config={'checkpoint_threshold': '1GB'});"
        "c.execute('INSERT INTO people SELECT * FROM people'); c.execute('DELETE FROM training');"
        "os.kill(os.getpid(), signal.SIGKILL)"
    )
    subprocess.run([sys.executable, "-c", spoil, str(database)], check=False)
    assert database.with_name("canbo.duckdb.wal").exists()
    build(record, database)
    assert query(database, "SELECT count(*) FROM training").value == 150


def test_readers_keep_their_version(tmp_path, facts):
    """A reader who opened the base before a build keeps what he saw; who opens it after sees the new one."""
    record, database = tmp_path / "facts", tmp_path / "canbo.duckdb"
    write_many(record, facts, rules="r1", articles=3)
    build(record, database)
    with open_base(database) as early:
        write_many(record, facts, rules="r2", articles=8)
        build(record, database)
        with open_base(database) as late:
            counts = [base.query("SELECT count(*) FROM articles").value for base in (early, late)]
    assert counts == [3, 8]


def test_killed_at_any_moment(tmp_path, facts):
    """However a build is killed, the base is the old one or the new one whole, and the next build tidies up."""
    record, database = tmp_path / "facts", tmp_path / "canbo.duckdb"
    write_many(record, facts, rules="r1", articles=20)
    build(record, database)
    write_many(record, facts, rules="r2", articles=200)
    start = time.monotonic()
    subprocess.run([sys.executable, "-c", BUILD, record, tmp_path / "other.duckdb"], check=True)
    whole = time.monotonic() - start
    moments = random.Random(7)
    for _ in range(12):
        process = subprocess.Popen([sys.executable, "-c", BUILD, record, database])
        time.sleep(moments.uniform(0.2, 1.0) * whole)
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert query(database, "SELECT count(*) FROM training").value in (100, 1000)
    build(record, database)
    assert query(database, "SELECT count(*) FROM training").value == 1000
    assert sorted(p.name for p in tmp_path.iterdir()) == ["canbo.duckdb", "facts", "other.duckdb"]


def test_disk_full(tmp_path, facts):
    """Where the disk takes no more, the error says so, the old base stays and nothing is left beside it."""
    record, database = tmp_path / "facts", tmp_path / "canbo.duckdb"
    write_many(record, facts)
    build(record, database)
    write_many(record, facts, rules="r2", articles=40)
    before = database.read_bytes()
    limited = (
        "import resource, sys; from factdb.build import build; from corpora.errors import DatasetError\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))\n"
        "try: build(sys.argv[1], sys.argv[2])\n"
        "except DatasetError as error: print(error)"
    )
    said = subprocess.run(
        [sys.executable, "-c", limited, record, database], capture_output=True, text=True, check=True
    )
    assert re.match(rf"{re.escape(str(database))} can't be written", said.stdout), said
    assert database.read_bytes() == before
    assert sorted(p.name for p in tmp_path.iterdir()) == ["canbo.duckdb", "facts"]
