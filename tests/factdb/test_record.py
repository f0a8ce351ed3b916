"""The record: the same input gives the same bytes, everything that came in is accounted for."""

from __future__ import annotations

import json
import random
import subprocess
import sys
import time
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from corpora.article import Article
from corpora.parquet import read_parquet
from corpora.span import Span
from corpora.unread import Unread
from factdb.build import build
from factdb.query import query
from factdb.record import TABLES, write_run
from nlp.fact import (
    ArticleFacts,
    Check,
    Count,
    DateMention,
    Document,
    Evidence,
    Outcome,
    Person,
    Quantity,
    Training,
)

DAY = date(2021, 4, 28)


def rows(folder: Path, table: str) -> list[dict]:
    """The rows of a table of the only run of a record."""
    (run,) = folder.glob("run-*")
    return list(read_parquet(run / f"{table}.parquet"))


def all_kinds(n: int) -> ArticleFacts:
    """An article with facts of every kind, among them some that refer to others."""
    text = f"Bài {n}: mở 12 lớp, 340 học viên; trong đó 2 lớp. 5 giỏi theo Quyết định số {n}-QĐ/TU ngày 1/2/2021."
    span = Span.of(text, 4, 30)
    part = Span.of(text, 31, 45)
    return ArticleFacts(
        Article(text, f"n{n}", url=f"https://x.vn/{n}", published=DAY),
        True,
        (
            Training(
                span,
                id="t1",
                classes=Count(12, 12),
                learners=Count(340, 340),
                evidence=(Evidence("classes", span),),
            ),
            Training(
                part,
                id="t2",
                classes=Count(2, 2),
                part_of="t1",
                evidence=(
                    Evidence("programme", span, "t1"),
                    Evidence("organiser", span, "context"),
                    Evidence("classes", part),
                ),
            ),
        ),
        (Outcome(span, category="giỏi", count=Count(5, 5), of="t2"),),
        (Document(span, "Quyết định", str(n), "QĐ/TU", f"{n}-QĐ/TU", DAY, "Tỉnh ủy", None),),
        (DateMention(span, DAY, DAY), DateMention(part, None, None, "year")),
        (Quantity(span, Count(17.9, 17.9, "over"), "tỉ đồng"),),
        (Person(span, "Lê Nam", "Bí thư"),),
        (Check(span, "sum", 12, 11.0, False, "vi", "en"),),
    )


def test_any_order_gives_the_same_bytes(tmp_path):
    """Articles and bad inputs in any order give the same files, byte for byte, in a folder of the same name."""
    articles = [all_kinds(n) for n in range(40)]
    articles += [articles[3], articles[7]]
    unread = [Unread(f"b{n}.txt", "empty") for n in range(5)]
    first = write_run(tmp_path / "a", articles, unread, rules_version="r")
    random.Random(1).shuffle(articles)
    second = write_run(tmp_path / "b", articles, unread[::-1], rules_version="r")
    assert first.run_id == second.run_id
    assert sorted(p.name for p in first.folder.iterdir()) == sorted(f"{t}.parquet" for t in TABLES)
    for table in TABLES:
        name = f"{table}.parquet"
        assert (first.folder / name).read_bytes() == (second.folder / name).read_bytes(), table


def test_run_id_tells_what_went_in(tmp_path):
    """Another article, another day known, or other rules make another run."""
    one = all_kinds(1)
    undated = one.with_(article=Article(one.article.text, "n1", url="https://x.vn/1"))
    ids = [
        write_run(tmp_path, given, rules_version=rules).run_id
        for given, rules in (
            ([one], "r"),
            ([one], "s"),
            ([one, all_kinds(2)], "r"),
            ([undated], "r"),
            ([], "r"),
        )
    ]
    assert len(set(ids)) == 5


def test_every_run_keeps_its_report(tmp_path):
    """Runs with the same articles, or none, but other failures stand side by side; the same again adds nothing."""
    one = all_kinds(1)
    inputs = [
        ([], [Unread("e.txt", "empty")]),
        ([], [Unread("scan.txt", "a PDF")]),
        ([], [Unread("e.txt", "a PDF")]),
        ([one], []),
        ([one], [Unread("e.txt", "empty")]),
        ([one], [Unread("e.txt", "empty", "left_aside")]),
        ([one, one], []),
        ([one], [Unread("e.txt", "empty")]),
        ([], [Unread("scan.txt", "a PDF")]),
    ]
    ids = [write_run(tmp_path, given, bad, rules_version="r").run_id for given, bad in inputs]
    assert len(set(ids)) == len(list(tmp_path.glob("run-*"))) == 7
    build(tmp_path, tmp_path / "a.duckdb")
    asked = (
        "SELECT input, reason FROM run_report WHERE run_id IN (SELECT run_id FROM runs WHERE articles = 0)"
    )
    assert sorted(query(tmp_path / "a.duckdb", asked).rows) == [
        ("e.txt", "a PDF"),
        ("e.txt", "empty"),
        ("scan.txt", "a PDF"),
    ]


def test_ids_take_the_place_of_labels(tmp_path):
    """part_of, of and inherited hold ids of facts, which are made of the quotes where a fact has none."""
    write_run(tmp_path, [all_kinds(1)], rules_version="r")
    by_label = {t["id"]: t for t in rows(tmp_path, "training")}
    assert by_label["t2"]["part_of"] == by_label["t1"]["fact_id"]
    assert by_label["t1"]["part_of"] is None
    assert rows(tmp_path, "outcomes")[0]["of"] == by_label["t2"]["fact_id"]
    inherited = {
        e["slot"]: e["inherited"]
        for e in rows(tmp_path, "evidence")
        if e["fact_id"] == by_label["t2"]["fact_id"]
    }
    assert inherited == {"programme": by_label["t1"]["fact_id"], "organiser": "context", "classes": None}
    ids = [
        f["fact_id"] for kind in ("training", "outcomes", "documents", "dates") for f in rows(tmp_path, kind)
    ]
    assert len(set(ids)) == len(ids) == 6


def test_evidence_is_in_the_text(tmp_path):
    """Every quote stands in the stored text at its place."""
    write_run(tmp_path, [all_kinds(n) for n in range(3)], rules_version="r")
    texts = {a["article_id"]: a["text"] for a in rows(tmp_path, "articles")}
    for table in TABLES:
        for row in rows(tmp_path, table):
            if "span_start" in row:
                assert texts[row["article_id"]][row["span_start"] : row["span_end"]] == row["quote"]


def test_values_come_back(tmp_path):
    """Days, decimals, lists and gaps stand in the record as they were."""
    write_run(tmp_path, [all_kinds(1)], rules_version="r")
    (quantity,) = rows(tmp_path, "quantities")
    assert (str(quantity["low"]), quantity["qualifier"], quantity["unit"]) == ("17.900000", "over", "tỉ đồng")
    assert [d["partial"] for d in rows(tmp_path, "dates")] == [None, "year"]
    assert rows(tmp_path, "documents")[0]["date"] == DAY
    assert rows(tmp_path, "training")[0]["organiser"] == []


def test_every_input_is_accounted_for(tmp_path, facts):
    """The report has a row for each input: with facts, without, irrelevant, failed or skipped."""
    same = "Hai lớp cho 90 người."
    given = [
        facts([{"learners": 12}], "full"),
        facts([], "none", text="Không có gì."),
        facts([], "other", text="Bóng đá.", relevant=False),
        facts([{"learners": 90}], "copy-a", text=same),
        facts([{"learners": 90}], "copy-b", text=same, title="Hai lớp"),
    ]
    summary = write_run(tmp_path, given, [Unread("bad.txt", "it is empty")], rules_version="r")
    report = {row["input"]: (row["outcome"], row["reason"]) for row in rows(tmp_path, "run_report")}
    assert report == {
        "full": ("facts", None),
        "none": ("no_facts", None),
        "other": ("irrelevant", None),
        "copy-a": ("skipped", "the same text as copy-b, which stands for both"),
        "copy-b": ("facts", None),
        "bad.txt": ("failed", "it is empty"),
    }
    assert (summary.articles, summary.failed, summary.skipped, summary.rows["training"]) == (4, 1, 1, 2)


def test_numbers_beyond_the_columns(tmp_path, facts):
    """A number that no column holds costs its fact alone, and the report says so."""
    given = facts([{"learners": 10**19}, {"learners": 5, "part_of": "t1"}, {"learners": 2.5}])
    huge = Quantity(given.training[0].span, Count(10**25, 10**25), "đồng")
    write_run(tmp_path, [given.with_(quantities=(huge,))], rules_version="r")
    assert [t["learners_low"] for t in rows(tmp_path, "training")] == [5]
    assert rows(tmp_path, "quantities") == []
    outcomes = Counter(r["outcome"] for r in rows(tmp_path, "run_report"))
    assert outcomes == {"facts": 1, "failed": 3}


def test_run_again(tmp_path):
    """The same run again leaves its files untouched and is listed again; the list alone knows the time."""
    first = write_run(tmp_path, [all_kinds(1)], rules_version="r")
    before = {p: p.stat().st_mtime_ns for p in first.folder.iterdir()}
    with (tmp_path / "runs.jsonl").open("a") as out:
        out.write('{"run_id": "torn')
    write_run(tmp_path, [all_kinds(1)], rules_version="r")
    assert {p: p.stat().st_mtime_ns for p in first.folder.iterdir()} == before
    lines = (tmp_path / "runs.jsonl").read_text().splitlines()
    assert [json.loads(line)["run_id"] for line in (lines[0], lines[2])] == [first.run_id] * 2
    assert set(json.loads(lines[0])) == {"run_id", "started_at", "finished_at", "rows", "failed", "skipped"}


def test_other_facts_under_the_same_id(tmp_path):
    """Where the same input and rules gave other facts, the newer folder takes the place of the older."""
    one = all_kinds(1)
    write_run(tmp_path, [one], rules_version="r")
    write_run(tmp_path, [one.with_(people=())], rules_version="r")
    assert rows(tmp_path, "people") == []
    assert sorted(p.name[:4] for p in tmp_path.iterdir()) == ["run-", "runs"]


def test_break_off_leaves_nothing(tmp_path):
    """Where the facts break off, the record stays as it was."""

    def broken():
        yield all_kinds(1)
        raise KeyError("broken off")

    with pytest.raises(KeyError):
        write_run(tmp_path, broken(), rules_version="r")
    assert list(tmp_path.iterdir()) == []


def test_empty_run(tmp_path):
    """A run without any article is a run, with every table in it."""
    summary = write_run(tmp_path, [], [Unread("a.txt", "empty")], rules_version="r")
    assert (summary.articles, summary.facts, summary.failed) == (0, 0, 1)
    assert all((summary.folder / f"{t}.parquet").is_file() for t in TABLES)


def test_killed_at_any_moment(tmp_path):
    """However a run is killed while it is written, the record builds, and the next run tidies up."""
    record = tmp_path / "facts"
    write_run(record, [all_kinds(1)], rules_version="r")
    script = tmp_path / "write.py"
    script.write_text(
        "import sys, runpy; from factdb.record import write_run\n"
        f"all_kinds = runpy.run_path({str(Path(__file__))!r})['all_kinds']\n"
        "print(1, flush=True)\n"
        "write_run(sys.argv[1], map(all_kinds, range(300)), rules_version=sys.argv[2])\n",
        encoding="utf-8",
    )
    moments = random.Random(3)
    for n in range(8):
        with subprocess.Popen([sys.executable, script, record, f"r{n}"], stdout=subprocess.PIPE) as process:
            process.stdout.readline()
            time.sleep(moments.uniform(0, 0.8))
            process.kill()
        assert build(record, tmp_path / "a.duckdb").rows["articles"] in (1, 300)
    write_run(record, [all_kinds(1)], rules_version="s")
    assert all(not p.name.startswith(".") for p in record.iterdir())
