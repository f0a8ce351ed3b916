"""What a folder holds besides texts, from the command's side."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from factdb.build import build
from factdb.query import query

TEXT = "Năm 2024, huyện mở hai lớp bồi dưỡng cho 120 cán bộ xã.\n"


def extract(folder: Path, *inputs: str) -> subprocess.CompletedProcess[str]:
    """Run `canbo extract` in a folder, into `ff`."""
    command = [sys.executable, "-m", "canbo", "extract", *inputs, "-o", "ff"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def test_left_aside_is_no_failure(tmp_path):
    """Other files beside texts are told and reported, and the exit code is 0; a second time tells the same."""
    (tmp_path / "texts").mkdir()
    for name in ("a.txt", "b.docx", "c.pdf"):
        (tmp_path / "texts" / name).write_text(TEXT, encoding="utf-8")
    for _ in range(2):
        done = extract(tmp_path, "texts")
        assert (done.returncode, done.stdout) == (0, "")
        assert "texts: 2 files (.docx, .pdf) left aside" in done.stderr
        assert "failed" not in done.stderr
    assert len(list((tmp_path / "ff").glob("run-*"))) == 1
    build(tmp_path / "ff", tmp_path / "a.duckdb")
    asked = "SELECT input, outcome FROM run_report ORDER BY input"
    assert query(tmp_path / "a.duckdb", asked).rows == (("a", "facts"), ("texts", "left_aside"))
    assert query(tmp_path / "a.duckdb", "SELECT number FROM totals WHERE what = 'inputs not read'").value == 0


def test_runs_with_other_failures_stay(tmp_path):
    """The same article beside another broken file makes another run, and both reports are kept."""
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "e.txt").write_bytes(b"")
    (tmp_path / "scan.txt").write_bytes(b"%PDF-1.7\n")
    for inputs in (["a.txt"], ["a.txt", "e.txt"], ["scan.txt", "a.txt"], ["e.txt", "a.txt"]):
        assert extract(tmp_path, *inputs).returncode == (3 if len(inputs) > 1 else 0)
    assert len(list((tmp_path / "ff").glob("run-*"))) == 3
    build(tmp_path / "ff", tmp_path / "a.duckdb")
    asked = "SELECT input FROM run_report WHERE outcome = 'failed' ORDER BY input"
    assert query(tmp_path / "a.duckdb", asked).rows == (("e.txt",), ("scan.txt",))


def test_different_texts_under_one_address_both_count(tmp_path):
    """Two different texts that meta.csv gives one address are two articles of the base, and both are counted."""
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "a.txt").write_text(TEXT, encoding="utf-8")
    other = "Trong năm 2023, trường chính trị tỉnh đã tổ chức 5 lớp trung cấp lý luận chính trị với 300 học viên.\n"
    (tmp_path / "texts" / "b.txt").write_text(other, encoding="utf-8")
    sheet = "file,url\na.txt,https://x.vn/tin\nb.txt,https://x.vn/tin\n"
    (tmp_path / "texts" / "meta.csv").write_text(sheet, encoding="utf-8")
    assert extract(tmp_path, "texts").returncode == 3
    build(tmp_path / "ff", tmp_path / "a.duckdb")
    asked = "SELECT count(*) FROM standing WHERE NOT superseded AND copy_of IS NULL"
    assert query(tmp_path / "a.duckdb", asked).value == 2
