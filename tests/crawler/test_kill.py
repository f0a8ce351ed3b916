"""A crawl that is killed at any moment goes on where it was, and loses nothing."""

from __future__ import annotations

import random
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from corpora.article import Article
from crawler import crawl, read_pages
from crawler.archive import scan

CHILD = """
import sys
from pathlib import Path
from crawler import crawl
crawl([sys.argv[1]], Path(sys.argv[2]), delay=0.03, allow_loopback=True)
"""
PAGES = 40


def _run(site: Any, folder: Path) -> subprocess.Popen[bytes]:
    root = Path(__file__).parents[2]
    return subprocess.Popen([sys.executable, "-c", CHILD, site.url, str(folder)], cwd=root)


def _lay_out(site: Any) -> None:
    """40 articles on four pages of a listing, and a server that takes its time."""
    for first in range(0, PAGES, 10):
        path = "/" if first == 0 else f"/?page={first // 10 + 1}"
        following = [f"/?page={first // 10 + 2}"] if first + 10 < PAGES else []
        site.page(
            path, "Trang nhất", *(f"/bai-{n}.html" for n in range(first, first + 10)), *following, words=0
        )
    for n in range(PAGES):
        site.page(f"/bai-{n}.html", f"Bài số {n}")


def test_sigkill_and_resume(site: Any, tmp_path: Path) -> None:
    """After seven kills at different moments every page is there, none is stored twice, and every record reads."""
    _lay_out(site)
    chance = random.Random(20260)
    kills = 0
    for _ in range(30):
        child = _run(site, tmp_path)
        asked = len(site.requests)
        try:
            while child.poll() is None and len(site.requests) < asked + 1 + chance.randrange(9):
                time.sleep(0.002)
            time.sleep(chance.random() * 0.02)
        finally:
            killed = child.poll() is None
            child.send_signal(signal.SIGKILL)
            child.wait()
        kills += killed
        if not killed or kills == 7:
            break
    assert kills >= 5
    report = crawl([site.url], tmp_path, delay=0, allow_loopback=True)

    articles = [a for a in read_pages(tmp_path) if isinstance(a, Article)]
    assert sorted(a.title or "" for a in articles) == sorted(f"Bài số {n}" for n in range(PAGES))
    stored = [s.url for _, s in scan(tmp_path / "pages.warc.gz") if s is not None]
    assert len(stored) == len(set(stored))
    assert report.waiting == 0
    # What a killed run had asked for and not yet stored is asked for again: one page a kill at the most.
    bought = [p for p in site.paths() if p.startswith("/bai")]
    assert len(bought) <= PAGES + kills


def test_record_without_a_row_is_taken_in(site: Any, tmp_path: Path) -> None:
    """A record written just before the end, which the state doesn't know, isn't fetched again."""
    _lay_out(site)
    crawl([site.url], tmp_path, delay=0, allow_loopback=True)
    with sqlite3.connect(tmp_path / "crawl.sqlite") as db:
        last, url = db.execute("SELECT max(id), url FROM records").fetchone()
        db.execute("DELETE FROM records WHERE id = ?", (last,))
        db.execute(
            "UPDATE urls SET state = 'waiting', record = NULL, body = NULL, kind = 'page' WHERE id = ?",
            (url,),
        )
        db.execute("UPDATE visits SET ended = NULL")
    db.close()
    asked = len(site.requests)
    crawl([site.url], tmp_path, delay=0, allow_loopback=True)
    assert len(site.requests) == asked
    assert sum(isinstance(a, Article) for a in read_pages(tmp_path)) == PAGES


def test_torn_tail_is_cut(site: Any, tmp_path: Path) -> None:
    """Half a record at the end of the archive is cut off, and its page fetched."""
    _lay_out(site)
    crawl([site.url], tmp_path, delay=0, allow_loopback=True, limit=20)
    archive = tmp_path / "pages.warc.gz"
    whole = archive.read_bytes()
    archive.write_bytes(whole + whole[:150])
    crawl([site.url], tmp_path, delay=0, allow_loopback=True)
    assert archive.read_bytes().startswith(whole)
    assert len(list(scan(archive))) == len({p.offset for p, _ in scan(archive)})
    assert sum(isinstance(a, Article) for a in read_pages(tmp_path)) == PAGES


def test_lost_state_comes_back_from_the_archive(site: Any, tmp_path: Path) -> None:
    """Without its state a folder is taken up again from the archive: no article is fetched a second time."""
    _lay_out(site)
    crawl([site.url], tmp_path, delay=0, allow_loopback=True)
    before = (tmp_path / "pages.warc.gz").read_bytes()
    for name in ("crawl.sqlite", "crawl.sqlite-wal", "crawl.sqlite-shm"):
        (tmp_path / name).unlink(missing_ok=True)
    asked = len(site.requests)
    crawl([site.url], tmp_path, delay=0, allow_loopback=True)
    assert not [p for p in site.paths()[asked:] if p.startswith("/bai")]
    assert (tmp_path / "pages.warc.gz").read_bytes() == before
    assert sum(isinstance(a, Article) for a in read_pages(tmp_path)) == PAGES


@pytest.mark.skipif(sys.platform == "win32", reason="signals are sent otherwise there")
def test_interrupt_ends_in_order(site: Any, tmp_path: Path) -> None:
    """A first Ctrl-C ends the run with its state written; the next run finishes."""
    _lay_out(site)
    code = (
        CHILD.replace("crawl([", "report = crawl([").replace("delay=0.03", "delay=0.05")
        + "print(report.stopped, report.waiting > 0)"
    )
    root = Path(__file__).parents[2]
    child = subprocess.Popen(
        [sys.executable, "-c", code, site.url, str(tmp_path)],
        cwd=root,
        stdout=subprocess.PIPE,
        # A test run in the background hands on that interrupts are to be ignored.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    while len(site.requests) < 8 and child.poll() is None:
        time.sleep(0.01)
    child.send_signal(signal.SIGINT)
    out, _ = child.communicate(timeout=20)
    assert out.decode().split() == ["interrupted", "True"]
    assert child.returncode == 0
    assert crawl([site.url], tmp_path, delay=0, allow_loopback=True).articles > 0
    assert sum(isinstance(a, Article) for a in read_pages(tmp_path)) == PAGES


@pytest.mark.skipif(sys.platform == "win32", reason="limits of a file's size are set otherwise there")
@pytest.mark.parametrize("size", [4_000, 20_000, 60_000, 120_000])
def test_full_disk(size: int, site: Any, tmp_path: Path) -> None:
    """Where the disk is full at any file, the run ends with a message, and with room again it finishes."""
    _lay_out(site)
    code = (
        "import resource, signal\nsignal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        f"resource.setrlimit(resource.RLIMIT_FSIZE, ({size}, {size}))\n"
        "from corpora.errors import CanboError\n"
        f"try:{CHILD.replace(chr(10), chr(10) + ' ')}\nexcept CanboError as error: print('told:', error)"
    )
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-B", "-c", code, site.url, str(tmp_path)],
        cwd=root,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert "Traceback" not in done.stderr
    assert done.stdout.startswith("told:")
    crawl([site.url], tmp_path, delay=0, allow_loopback=True)
    assert sum(isinstance(a, Article) for a in read_pages(tmp_path)) == PAGES
