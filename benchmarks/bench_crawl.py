"""Pages a second that are fetched and stored crash-safe, and peak memory, beside Scrapy with JOBDIR on the same server.

    python benchmarks/bench_crawl.py --pages 2000 [--scrapy PATH_TO_PYTHON_WITH_SCRAPY] [--hosts 4] [--rounds 3]

A server on loopback answers from memory on one core, the crawler under test runs on another. Each listing names ten
articles and the next listing; both crawlers find everything from the front page. canbo obeys robots.txt, writes every
answer to a WARC file, forces it to disk, and keeps its state; Scrapy obeys robots.txt, keeps its state in JOBDIR and
appends every body to a file. Processor seconds tell more than the clock where others use the machine.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PROSE = "Sáng nay, lớp bồi dưỡng nghiệp vụ cho công chức được khai giảng đúng kế hoạch đã duyệt từ đầu năm. "

CANBO = """
import sys
from pathlib import Path
from crawler import crawl
report = crawl(sys.argv[2:], Path(sys.argv[1]), delay=0, allow_loopback=True)
print(report.articles)
"""
SCRAPY = """
import sys, scrapy
from scrapy.crawler import CrawlerProcess
folder, starts = sys.argv[1], sys.argv[2:]
class Paper(scrapy.Spider):
    name = "paper"
    start_urls = starts
    kept = 0
    def parse(self, response):
        with open(folder + "/pages.bin", "ab") as file:
            file.write(response.body)
        title = response.css("title::text").get()
        Paper.kept += "/bai-" in response.url
        for link in response.css("a::attr(href)").getall():
            yield response.follow(link, self.parse)
process = CrawlerProcess({"JOBDIR": folder + "/job", "ROBOTSTXT_OBEY": True, "LOG_ENABLED": False,
    "DOWNLOAD_DELAY": 0, "CONCURRENT_REQUESTS": 16, "CONCURRENT_REQUESTS_PER_DOMAIN": 16,
    "TELNETCONSOLE_ENABLED": False})
process.crawl(Paper)
process.start()
print(Paper.kept)
"""


def lay_out(pages: int) -> dict[str, bytes]:
    """Answers of the server by path."""
    answers = {"/robots.txt": _answer(b"User-agent: *\nDisallow: /cam/\n", "text/plain")}
    for first in range(0, pages, 10):
        links = [f"/bai-{n}.html" for n in range(first, min(first + 10, pages))]
        links += [f"/?page={first // 10 + 2}"] if first + 10 < pages else []
        path = "/" if first == 0 else f"/?page={first // 10 + 1}"
        answers[path] = _answer(_html("Trang nhất", "website", links, 0))
    for number in range(pages):
        answers[f"/bai-{number}.html"] = _answer(_html(f"Bài số {number}", "article", ["/"], 50))
    return answers


def _html(title: str, kind: str, links: list[str], paragraphs: int) -> bytes:
    anchors = "".join(f'<li><a href="{link}">{link}</a></li>' for link in links)
    prose = "".join(f"<p>{title}, đoạn {n}: {PROSE}</p>" for n in range(paragraphs))
    meta = f'<meta charset="utf-8"><meta property="og:type" content="{kind}">'
    head = f"<html><head>{meta}<title>{title}</title></head>"
    return f"{head}<body><h1>{title}</h1>{prose}<ul>{anchors}</ul></body></html>".encode()


def _answer(body: bytes, kind: str = "text/html; charset=utf-8", status: str = "200 OK") -> bytes:
    head = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode() + body


async def serve(pages: int, hosts: int) -> None:
    """Answer from memory until the process is ended; prints the port."""
    answers, missing = lay_out(pages), _answer(b"", status="404 Not Found")

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while True:
            try:
                request = await reader.readuntil(b"\r\n\r\n")
            except (asyncio.IncompleteReadError, ConnectionError):
                break
            writer.write(answers.get(request.split(b" ", 2)[1].decode(), missing))
        writer.close()

    server = await asyncio.start_server(
        talk, [f"127.0.0.{n + 1}" for n in range(hosts)], 0 if hosts == 1 else 18765
    )
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


def run(python: str, code: str, starts: list[str], folder: Path) -> dict[str, float]:
    """One crawl in a process of its own on the first core: pages, seconds by clock and processor, peak memory."""
    script = folder / "run.py"
    script.write_text(code, encoding="utf-8")
    (out := folder / "out").mkdir()
    began = time.perf_counter()
    child = subprocess.Popen(
        [python, str(script), str(out), *starts],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT) if python == sys.executable else ""},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        preexec_fn=lambda: os.sched_setaffinity(0, {0}),
    )
    said = child.stdout.read() if child.stdout else ""
    _, _, usage = os.wait4(child.pid, 0)
    seconds = time.perf_counter() - began
    cpu = usage.ru_utime + usage.ru_stime
    return {"pages": int(said or 0), "seconds": seconds, "cpu": cpu, "peak_mb": usage.ru_maxrss / 1024}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--pages", type=int, default=2000)
    parser.add_argument("--hosts", type=int, default=1)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--scrapy", help="a Python that has Scrapy")
    parser.add_argument("--serve", action="store_true", help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.serve:
        asyncio.run(serve(args.pages, args.hosts))
        return
    server = subprocess.Popen(
        [sys.executable, __file__, "--serve", "--pages", str(args.pages), "--hosts", str(args.hosts)],
        stdout=subprocess.PIPE,
        text=True,
        preexec_fn=lambda: os.sched_setaffinity(0, {os.cpu_count() - 1 if os.cpu_count() else 0}),
    )
    port = int(server.stdout.readline()) if server.stdout else 0
    starts = [f"http://127.0.0.{n + 1}:{port}/" for n in range(args.hosts)]
    rivals = {"canbo": (sys.executable, CANBO)} | ({"scrapy": (args.scrapy, SCRAPY)} if args.scrapy else {})
    rows: dict[str, list[dict[str, float]]] = {name: [] for name in rivals}
    try:
        for _ in range(args.rounds):
            for name, (python, code) in rivals.items():
                folder = Path(tempfile.mkdtemp(prefix=f"bench-{name}-"))
                rows[name].append(run(python, code, starts, folder))
                shutil.rmtree(folder)
    finally:
        server.terminate()
        server.wait()
    for name, runs in rows.items():
        middle = {key: statistics.median(run[key] for run in runs) for key in runs[0]}
        figures = {
            "crawler": name,
            "pages": middle["pages"],
            "pages/s": round(middle["pages"] / middle["seconds"], 1),
            "pages/cpu-s": round(middle["pages"] / middle["cpu"], 1),
            "peak MB": round(middle["peak_mb"], 1),
        }
        print(json.dumps(figures))


if __name__ == "__main__":
    main()
