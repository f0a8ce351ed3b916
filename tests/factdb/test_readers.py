"""Readers and builds at the same time: nobody waits for anybody, and each reader sees one version whole."""

from __future__ import annotations

import os
import subprocess
import sys

from factdb.build import build
from factdb.record import write_run

READ = """
import sys
from pathlib import Path
from factdb.base import open as open_base
seen = 0
while not Path(sys.argv[2]).exists() or not seen:
    with open_base(sys.argv[1]) as base:
        facts = base.query("SELECT count(*) FROM training").value
        counted = base.query("SELECT count(*) FROM counted").value
        told = base.query("SELECT number FROM totals WHERE what = 'training facts'").value
    assert facts == counted == told, (facts, counted, told)
    assert facts in (30, 60), facts
    seen += 1
print(seen)
"""
BUILDS = int(os.environ.get("CANBO_TEST_BUILDS", "4"))


def test_readers_while_builds_swap(tmp_path, facts):
    """Eight readers open and ask without end while builds swap the file: no error, and one version each time."""
    database, stop = tmp_path / "canbo.duckdb", tmp_path / "stop"
    for name, articles in (("one", 10), ("two", 20)):
        given = [facts([{"learners": n}] * 3, f"n{n}", url=f"https://x.vn/{n}") for n in range(articles)]
        write_run(tmp_path / name, given, rules_version="r")
    build(tmp_path / "one", database)
    readers = [
        subprocess.Popen(
            [sys.executable, "-c", READ, database, stop],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(8)
    ]
    try:
        for turn in range(BUILDS):
            assert build(tmp_path / ("two", "one")[turn % 2], database).fresh
    finally:
        stop.touch()
    for reader in readers:
        said, error = reader.communicate()
        assert (reader.returncode, error) == (0, "")
        assert int(said) >= 1
