"""What the command says to wrong use: what happened, where, and what to do; and that it leaves no trace."""

from __future__ import annotations

import os
import re
import shutil
import sys
import tomllib
from pathlib import Path

import pytest

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "messages.toml").read_text(encoding="utf-8"))
TEXT = "Năm 2024, Trường Chính trị tỉnh mở 12 lớp bồi dưỡng lý luận chính trị cho 1.250 học viên."

unix = pytest.mark.skipif(sys.platform == "win32", reason="there is no such locale or device there")


@pytest.fixture
def folder(demo, tmp_path):
    """A folder with what the cases speak of."""
    (tmp_path / "text.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "o.json").touch()
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "thesis.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "empty").mkdir()
    shutil.copy(demo.folder / "canbo.duckdb", tmp_path / "base.duckdb")
    shutil.copytree(demo.folder / "facts", tmp_path / "facts")
    return tmp_path


@pytest.mark.parametrize("case", CASES["case"], ids=lambda case: " ".join(case["args"]))
def test_message(case, canbo, folder):
    """Each is answered with its exit code and words, in no library's, and nothing is made or changed."""
    before = sorted(folder.rglob("*"))
    done = canbo(*case["args"], cwd=folder)
    assert (done.returncode, done.stdout) == (case["code"], "")
    assert done.stderr.startswith("canbo: ")
    for words in case["says"]:
        assert words.replace("{folder}", str(folder)) in done.stderr
    for words in [*case.get("never", ()), "Traceback", "Errno", f".{os.sep}.", ".building-"]:
        assert words not in done.stderr
    assert sorted(folder.rglob("*")) == before


def test_empty_folder(canbo, folder):
    """Where nothing can be read the reason comes first, and no run is written."""
    done = canbo("extract", "empty", "-o", "new", cwd=folder)
    assert done.returncode == 3
    assert done.stderr.splitlines()[0].startswith("  failed: empty: there is no .txt file in it")
    assert not (folder / "new").exists()


@pytest.mark.parametrize(
    "args",
    [
        ("extract", "text.txt", "--to", "json", "-o", "new/deep/facts.jsonl"),
        ("extract", "text.txt", "-o", "new/deep/facts.jsonl"),
        ("build", "facts", "-o", "new/deep/facts.jsonl"),
        ("report", "base.duckdb", "-o", "new/deep/facts.jsonl"),
    ],
)
def test_folders_are_made(canbo, folder, args):
    """A file or a folder may be named in folders that aren't there yet."""
    done = canbo(*args, cwd=folder)
    assert done.returncode == 0, done.stderr
    assert [p.name for p in (folder / "new" / "deep").iterdir()] == ["facts.jsonl"]


def test_host_that_is_not_there(canbo, folder):
    """A host name that no one knows isn't asked for again with the same command."""
    done = canbo("crawl", "http://khong-co.invalid/", "-o", "empty", cwd=folder)
    assert done.returncode == 3
    assert "host name not found" in done.stderr
    assert "Check the address or your network." in done.stderr
    assert "goes on" not in done.stderr


def test_texts_beside_a_crawl_are_read(canbo, demo, folder):
    """A folder that holds a crawl and texts gives both: none is left out in silence."""
    for name in ("crawl.sqlite", "pages.warc.gz"):
        shutil.copy(demo.folder / "crawl" / name, folder / "full")
    done = canbo("extract", "full", "--to", "json", cwd=folder)
    alone = canbo("extract", demo.folder / "crawl", "--to", "json", cwd=folder)
    assert len(done.stdout.splitlines()) == len(alone.stdout.splitlines()) + 1
    assert '"id": "thesis"' in done.stdout


def test_version_as_an_option(canbo):
    """`canbo --version` says what `canbo version` says."""
    assert canbo("--version").stdout == canbo("version").stdout


def test_question_with_a_comment(canbo, folder):
    """Semicolons in strings, names and comments end no question, and a question may begin with a comment."""
    question = "-- one; two\nSELECT ';' AS \"a;b\", e'\\';' /* ; */ AS c; -- done;\n;"
    done = canbo("query", "base.duckdb", question, cwd=folder)
    assert done.stdout == "a;b,c\n;,';\n", done.stderr


def test_next_can_be_typed(canbo, canbo_command, folder):
    """What comes next is said as it can be run: with the path to canbo where the shell doesn't find it."""
    bare = canbo("build", "facts", cwd=folder, PATH=os.defpath)
    named = re.findall(r"(\S+) (?:report|query) canbo\.duckdb", bare.stderr)
    if len(canbo_command) == 1:
        assert len(named) == 2
        assert all((folder / name).resolve() == Path(canbo_command[0]).resolve() for name in named)
        known = canbo("build", "facts", cwd=folder, PATH=str(Path(canbo_command[0]).parent))
        assert "Next: canbo report canbo.duckdb, or canbo query canbo.duckdb" in known.stderr


@unix
@pytest.mark.parametrize(
    "args", [("report", "base.duckdb"), ("build", "facts"), ("read", "crawl")], ids=lambda args: args[0]
)
def test_devices_stay(canbo, demo, folder, args):
    """What is no file is never replaced by one."""
    shutil.copytree(demo.folder / "crawl", folder / "crawl")
    os.mkfifo(folder / "pipe")
    done = canbo(*args, "-o", "pipe", cwd=folder)
    assert done.returncode == 2
    assert "pipe is no file but a device or a pipe: name a file" in done.stderr
    assert (folder / "pipe").is_fifo()


@pytest.mark.parametrize(
    "name",
    [
        ".canbo.duckdb.building-host-12-0a1b2c3d",
        ".canbo.duckdb.building-host-12-0a1b2c3d.wal",
        ".canbo.duckdb.rows-12",
        ".canbo.duckdb.new-12",
        ".canbo.duckdb.{pid}",
    ],
)
def test_names_of_the_making_are_not_told(name):
    """A message names the file that the person named, not the one that is made beside it."""
    from canbo.cli.place import name_places

    name = name.format(pid=os.getpid())
    assert name_places(f"a/{name} can't be written") == "a/canbo.duckdb can't be written"
    assert name_places("x/.ro.23010x/my.new.duckdb") == "x/.ro.23010x/my.new.duckdb"


@unix
def test_full_disk_names_the_output(canbo_command, folder):
    """What is printed into a full disk is a fault that names standard output."""
    import subprocess

    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [*canbo_command, "query", "base.duckdb", "SELECT 1"],
            stdout=full,
            stderr=subprocess.PIPE,
            cwd=folder,
            timeout=60,
        )
    assert done.returncode == 1
    assert done.stderr.decode().startswith("canbo: standard output: no space left")


@unix
def test_locale_without_vietnamese(canbo, folder):
    """Where the locale can't say what was typed, one line asks for another locale."""
    (folder / "base.duckdb").rename(folder / "cơ sở.duckdb")
    plain = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    done = canbo("query", "cơ sở.duckdb", "SELECT 1", cwd=folder, **plain)
    assert done.returncode == 1
    assert done.stderr.startswith("canbo: the locale")
    assert len(done.stderr.strip().splitlines()) == 1
