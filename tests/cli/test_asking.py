"""`canbo review ask`: a question a fact, and every answer is on the disk before the next."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time

import pytest

from factdb.query import query


@pytest.fixture
def database(demo, tmp_path):
    """A database of one's own, without reviews."""
    shutil.copy(demo.folder / "canbo.duckdb", tmp_path / "canbo.duckdb")
    return tmp_path / "canbo.duckdb"


def kept(database):
    """The reviews in the file."""
    path = database.with_name("reviews.jsonl")
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()] if path.exists() else []


def test_answers(canbo, database):
    """Confirm, reject with a reason, edit, skip, quit: each does what it says, and a wrong key is asked again."""
    typed = "c\nz\nx\nkhông phải lớp học\ne\nlearners=abc\nlearnrs=5\nlearners=77\n\ntheo bản in\ns\nq\n"
    done = canbo("review", "ask", "--by", "An", cwd=database.parent, stdin=typed)
    assert done.returncode == 0, done.stderr
    assert [(r["action"], r.get("slot"), r.get("new"), r.get("reason")) for r in kept(database)] == [
        ("confirm", None, None, None),
        ("reject", None, None, "không phải lớp học"),
        ("correct", "learners", "77", "theo bản in"),
    ]
    assert "'z' is none of the answers" in done.stderr
    assert "did you mean learners?" in done.stderr
    assert "3 reviews kept" in done.stderr
    assert done.stdout == ""
    total = query(
        database,
        "SELECT count(*) FROM training JOIN standing USING (article_id, version) WHERE copy_of IS NULL",
    )
    assert f"[1/{total.value}]" in done.stderr
    quote = query(
        database, "SELECT quote FROM training WHERE fact_id = ?", [kept(database)[0]["fact_id"]]
    ).value
    assert f"【{' '.join(quote.split())}】" in done.stderr


def test_goes_on_where_it_ended(canbo, database):
    """What was answered is not asked again, also before the next build; what was skipped is."""
    canbo("review", "ask", "--by", "An", cwd=database.parent, stdin="c\ns\nc\n")
    canbo("review", "ask", "--by", "An", cwd=database.parent, stdin="c\nq\n")
    ids = [r["fact_id"] for r in kept(database)]
    assert len(set(ids)) == 3


def test_of_a_sample(canbo, database):
    """Only facts of the sample's articles are asked."""
    sample = canbo("sample", "--n", "2", "--seed", "1", cwd=database.parent).stdout
    (database.parent / "sample.csv").write_text(sample, encoding="utf-8")
    drawn = {line.split(",")[0] for line in sample.splitlines()[1:]}
    canbo("review", "ask", "--sample", "sample.csv", "--by", "An", cwd=database.parent, stdin="c\n" * 500)
    assert {r["article_id"] for r in kept(database)} <= drawn
    again = canbo("review", "ask", "--sample", "sample.csv", "--by", "An", cwd=database.parent)
    assert "has been reviewed" in again.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such signal there")
def test_interrupted(canbo_command, database):
    """Ctrl-C in the middle of a question loses nothing that was answered before."""
    process = subprocess.Popen(
        [*canbo_command, "review", "ask", "--by", "An"],
        cwd=database.parent,
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=os.environ | {"PYTHONIOENCODING": "utf-8"},
    )
    assert process.stdin
    assert process.stderr
    process.stdin.write(b"c\nc\n")
    process.stdin.flush()
    shown = b""
    while b"3/" not in shown and (more := process.stderr.read1(4096)):
        shown += more  # until the third question stands there: an earlier signal may meet DuckDB at work
    time.sleep(0.5)
    process.send_signal(signal.SIGINT)
    _, rest = process.communicate(timeout=60)
    said = shown + rest
    assert [r["action"] for r in kept(database)] == ["confirm", "confirm"]
    assert "2 reviews kept" in said.decode("utf-8")
    assert "Traceback" not in said.decode("utf-8")
    assert process.returncode in (130, -signal.SIGINT)


def test_import(canbo, database):
    """Label Studio's and brat's files come back with `review import`; unchanged ones leave no file."""
    folder = database.parent
    canbo("export", "brat", "--to", "brat", cwd=folder)
    done = canbo("review", "import", "brat", "--by", "An", cwd=folder)
    assert (done.returncode, kept(database)) == (0, [])
    assert "Nothing was changed" in done.stderr
    path = next(p for p in sorted((folder / "brat").glob("*.ann")) if "learners=905" in p.read_text("utf-8"))
    path.write_text(path.read_text("utf-8").replace("learners=905", "learners=906"), encoding="utf-8")
    assert canbo("review", "import", "brat", "--by", "An", cwd=folder).returncode == 0
    assert [(r["action"], r["slot"], r["old"], r["new"]) for r in kept(database)] == [
        ("correct", "learners", "905", "906")
    ]
