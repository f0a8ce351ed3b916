"""An export by the command that is killed leaves the old file or the new one, whole, and the next one succeeds."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import openpyxl
import pytest

from factdb.export import export

KILLS = 3


def opens(path: Path) -> bool:
    """True where the file can be read by what people read it with."""
    if path.suffix == ".xlsx":
        return "facts" in openpyxl.load_workbook(path, read_only=True).sheetnames
    with closing(sqlite3.connect(path)) as base:
        return bool(base.execute("PRAGMA integrity_check").fetchall() == [("ok",)])


def kill_after(command: list[str], seconds: float) -> None:
    """Start a command in a process group of its own and kill the group, where it hasn't ended by then."""
    process = subprocess.Popen(command, start_new_session=True)
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


@pytest.mark.slow
@pytest.mark.parametrize("ending", ["xlsx", "sqlite"])
def test_killed_over_nothing_and_over_an_old_one(base, facts, tmp_path, ending):
    """The name is free, or it is the old file's or the new one's, whole; the next export clears away the rest."""
    folder = tmp_path / "out"
    folder.mkdir()
    out, new = folder / f"facts.{ending}", tmp_path / f"new.{ending}"
    trainings = [{"classes": n + 1, "learners": 10 + n, "year": 2020} for n in range(5)]
    old = export(base(facts(trainings)), tmp_path / f"old.{ending}").read_bytes()
    database = base(*(facts(trainings, f"a{n}") for n in range(20)), rules="r2")
    command = [sys.executable, "-m", "canbo", "-q", "export", "-d", str(database)]
    start = time.monotonic()
    subprocess.run([*command, str(new)], check=True)
    whole = time.monotonic() - start
    moments = random.Random(7)
    for turn in range(KILLS):
        out.unlink(missing_ok=True)
        if turn:
            out.write_bytes(old)
        kill_after([*command, str(out)], moments.uniform(0.4, 1.0) * whole)
        assert (out.read_bytes() if out.exists() else None) in (old if turn else None, new.read_bytes())
        assert not out.exists() or opens(out)
    subprocess.run([*command, str(out)], check=True)
    assert out.read_bytes() == new.read_bytes()
    assert opens(out)
    assert list(folder.iterdir()) == [out]
