"""A base of a million facts: building, asking, comparing runs; the same total on SQLite and pandas in the same run.

    python benchmarks/bench_base.py [FACTS]

Facts are generated (no article is real): twenty an article, of every kind, with organisers, places and periods spread
as in the press, and a share of reprints. Processor time is told, of all threads; the machine may be shared.
"""

# ruff: noqa: E501 (SQL reads better in long lines)

from __future__ import annotations

import json
import resource
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb

sys.path.insert(0, str(Path(__file__).parent))
from event_pairs import as_articles, judge, make_pairs

from factdb.base import open as open_base
from factdb.build import build
from factdb.diff import compare_runs
from factdb.query import query
from factdb.record import write_run
from factdb.schema import column_types

# How many facts of a kind an article has; twenty in all.
_SHARES = {
    "training": 6,
    "outcomes": 1,
    "documents": 1,
    "dates": 3,
    "quantities": 6,
    "people": 2,
    "checks": 1,
}
_PROGRAMMES = [
    "cap_uy",
    "llct",
    "trung_cap_llct",
    "so_cap_llct",
    "quan_ly_nha_nuoc",
    "quoc_phong_an_ninh",
    "tin_hoc",
]
_PROVINCES = [
    "Lào Cai",
    "Sơn La",
    "Nghệ An",
    "Hà Tĩnh",
    "Bến Tre",
    "Cà Mau",
    "Gia Lai",
    "Phú Thọ",
    "An Giang",
    "Huế",
]
_TOTAL = "SELECT programme, year, counting, sum(low), sum(high), count(*) FROM shares WHERE counting <> 'classes' GROUP BY ALL"
_FACETS = (
    "SELECT programme, count(*) FROM counted GROUP BY ALL",
    "SELECT province_now, count(*) FROM counted GROUP BY ALL",
    "SELECT year(period_start), count(*) FROM counted GROUP BY ALL",
    "SELECT status, count(*) FROM counted GROUP BY ALL",
)

_H = "hash(i * 31 + {})"  # a number that looks like chance and is the same every time


def make_record(record: Path, facts: int, *, changed: bool = False) -> str:
    """Write a run of so many facts; in a changed one, one training fact in a hundred has other learners."""
    run = "bbbb" if changed else "aaaa"
    folder = record / f"run-{run}"
    folder.mkdir(parents=True)
    articles = facts // sum(_SHARES.values())
    with duckdb.connect() as connection:
        connection.execute("SET threads = 1")
        words = _make_words()
        for name, value in (("words", words), ("programmes", _PROGRAMMES), ("provinces", _PROVINCES)):
            connection.execute(f"SET VARIABLE {name} = {value!r}")
        for table, sql in _tables(articles, run, changed=changed).items():
            columns = ", ".join(f'"{n}"::{t} AS "{n}"' for n, t in column_types(table).items())
            connection.execute(
                f"COPY (SELECT {columns} FROM ({sql})) TO '{folder / table}.parquet' (FORMAT parquet, COMPRESSION zstd)"
            )
    with (record / "runs.jsonl").open("a") as out:
        out.write(json.dumps({"run_id": run}) + "\n")
    return run


def _make_words() -> list[str]:
    return [f"{a}{b}{c}" for a in ("b", "ch", "d", "gi", "h", "kh", "l", "ng", "tr", "x") for b in ("a", "ê", "i", "ô", "ư")
            for c in ("", "n", "ng", "i", "m", "t")]  # fmt: skip


def _tables(articles: int, run: str, *, changed: bool) -> dict[str, str]:
    head = "'a' || i AS article_id, 'v' || i AS version"
    text = (  # one in twenty is a reprint of the article before
        "array_to_string(list_transform(range(120), lambda j: getvariable('words')[1 + "
        "(hash((CASE WHEN i % 20 = 0 THEN i - 1 ELSE i END) * 1000 + j) % 300)::INT]), ' ') || ' ' || i"
    )
    fact = (
        "i // {0} AS i, i AS f, 'f' || '{1}' || i AS fact_id, i AS span_start, i + 9 AS span_end, 'r' AS rule"
    )
    tables = {
        "articles": f"SELECT {head}, 'n' || i AS name, 'Tin ' || i AS title, DATE '2018-01-01' + ({_H.format(1)} % 2500)::INT AS published, "
        f"'meta' AS published_basis, 'bao' || i % 40 || '.vn' AS source, 'https://bao.vn/' || i AS url, NULL AS author, "
        f"true AS relevant, {text} AS text FROM range({articles}) t(i)",
        "runs": f"SELECT '{run}' AS run_id, '1' AS canbo_version, '{run}' AS rules_version, {articles} AS articles, 1 AS facts",
        "run_report": f"SELECT '{run}' AS run_id, 'n' || i AS input, 'facts' AS outcome, NULL AS reason, 'a' || i AS article_id FROM range({articles}) t(i)",
    }
    for kind, share in _SHARES.items():
        rows = f"SELECT {fact.format(share, kind[0])} FROM range({articles * share}) t(i)"
        tables[kind] = f"SELECT {head}, *, {_COLUMNS[kind].format(odd=1 if changed else 0)} FROM ({rows})"
    tables["evidence"] = (
        f"SELECT {head}, 'f' || 't' || f AS fact_id, 'training' AS kind, 'learners' AS slot, 'chữ ' || f AS quote, f AS span_start, "
        f"f + 9 AS span_end, NULL AS inherited FROM (SELECT i // 6 AS i, i AS f FROM range({articles * 6}) t(i))"
    )
    return tables


_YEAR = "2018 + (hash(f * 7) % 8)::INT"
_COLUMNS = {
    "training": "'t' || (f % 6 + 1) AS id, (1 + hash(f) % 40) || ' lớp cho học viên ' || f AS quote, 1 + hash(f) % 40 AS classes_low, classes_low AS classes_high, "
    "NULL AS classes_qualifier, 20 + hash(f * 3) % 3000 + CASE WHEN f % 100 = 0 THEN {odd} ELSE 0 END AS learners_low, learners_low AS learners_high, "
    "CASE WHEN hash(f * 5) % 4 = 0 THEN 'over' END AS learners_qualifier, 'học viên' AS learners_unit, 'people' AS learners_counting, NULL AS learners_per, "
    "'boi_duong' AS activity, CASE WHEN hash(f * 11) % 5 > 0 THEN getvariable('programmes')[1 + (hash(f * 13) % 7)::INT] END AS programme, [] AS programmes, "
    "NULL AS audience, ['Huyện ủy Sơn ' || chr((65 + hash(i * 17) % 26)::INT) || chr((97 + hash(i * 19) % 26)::INT) || ' tỉnh ' || getvariable('provinces')[1 + (hash(i * 23) % 10)::INT]] AS organiser, "
    f"make_date({_YEAR}, 1, 1) AS period_start, make_date({_YEAR}, 12, 31) AS period_end, "
    "CASE WHEN hash(f * 29) % 6 = 0 THEN 'planned' ELSE 'held' END AS status, NULL AS event, "
    "CASE WHEN f % 6 IN (1, 2) THEN 'ft' || (f - f % 6) END AS part_of, 0.9 AS confidence",
    "outcomes": "'giỏi' AS quote, 12 AS count_low, 12 AS count_high, NULL AS count_qualifier, NULL AS percent, 'giỏi' AS category, 'ft' || i * 6 AS \"of\"",
    "documents": "'Quyết định ' || f % 5000 AS quote, 'Quyết định' AS type, (f % 5000)::VARCHAR AS number, 'QĐ/TU' AS symbol, f % 5000 || '-QĐ/TU' AS key, NULL AS date, NULL AS issuer, NULL AS title",
    "dates": "'năm 2020' AS quote, DATE '2020-01-01' AS \"start\", DATE '2020-12-31' AS \"end\", NULL AS partial",
    "quantities": "f || ' người' AS quote, f AS low, f AS high, NULL AS qualifier, 'người' AS unit",
    "people": "'Nguyễn ' || f % 9000 AS quote, 'Nguyễn ' || f % 9000 AS name, NULL AS role",
    "checks": "'tổng ' || f AS quote, 'sum' AS kind, 10 AS reported, 10 AS computed, f % 9 > 0 AS holds, 'a' AS explanation_vi, 'a' AS explanation_en",
}


def measure(work: Callable[[], Any], repeat: int = 1) -> float:
    """Seconds of the processor that a piece of work takes, the best of some times."""
    best = float("inf")
    for _ in range(repeat):
        start = time.process_time()
        work()
        best = min(best, time.process_time() - start)
    return best


def measure_peers(database: Path, folder: Path) -> dict[str, float]:
    """The grouped total in SQLite and in pandas over the same rows."""
    with open_base(database) as base:
        frame = base.df("SELECT programme, year, counting, low, high FROM shares")
    with sqlite3.connect(folder / "peer.sqlite") as peer:
        frame.to_sql("shares", peer, index=False)
        sql = "SELECT programme, year, counting, sum(low), sum(high), count(*) FROM shares WHERE counting <> 'classes' GROUP BY 1, 2, 3"
        of_sqlite = measure(lambda: peer.execute(sql).fetchall(), 3)

    def group() -> Any:
        held = frame[frame.counting != "classes"]
        return held.groupby(["programme", "year", "counting"], dropna=False).agg(
            {"low": ["sum", "count"], "high": "sum"}
        )

    return {"the same total, SQLite": of_sqlite, "the same total, pandas": measure(group, 3)}


def measure_pairs(folder: Path, seeds: int = 5) -> tuple[float, float]:
    """Shares of injected disagreements found and of pairs joined wrongly, over seeds that no rule was made with."""
    found = injected = wrongly = apart = 0
    for seed in range(100, 100 + seeds):
        pairs = make_pairs(200, seed)
        place = folder / str(seed)
        write_run(
            place, [a for n, pair in enumerate(pairs) for a in as_articles(pair, f"p{n}")], rules_version="r"
        )
        build(place, folder / f"{seed}.duckdb")
        rows = query(
            folder / f"{seed}.duckdb",
            "SELECT a.name, c.event_id, coalesce(e.agrees, true) FROM counted c JOIN articles a USING (article_id, version) "
            "LEFT JOIN event_facts e USING (article_id, version, fact_id)",
        ).rows
        judged = judge(pairs, {name: (event, agrees) for name, event, agrees in rows})
        found, injected = found + judged.found, injected + judged.disagreements
        wrongly, apart = wrongly + judged.joined_wrongly, apart + judged.apart
    return found / injected, wrongly / apart


def tell(name: str, seconds: float) -> None:
    """Print a row of the table at once."""
    print(f"{name:30} {seconds:9.3f} s", flush=True)


def main() -> None:
    """Print the table."""
    facts = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        database = folder / "a.duckdb"
        before = make_record(folder / "facts", facts)
        tell("build", measure(lambda: build(folder / "facts", database)))
        tell("build again, nothing new", measure(lambda: build(folder / "facts", database)))
        with open_base(database) as base:
            tell("a grouped total", measure(lambda: base.query(_TOTAL).rows, 3))
            tell("facets, four of them", measure(lambda: [base.query(sql).rows for sql in _FACETS], 3))
        after = make_record(folder / "facts", facts, changed=True)
        tell("diff of two runs", measure(lambda: compare_runs(folder / "facts", before, after, limit=20)))
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
        for name, seconds in measure_peers(database, folder).items():
            tell(name, seconds)
        print(f"{'peak memory':30} {peak:9.2f} GB")
        found, wrongly = measure_pairs(folder)
        print(f"{'disagreements found':30} {found:9.1%}\n{'false joins':30} {wrongly:9.1%}")


if __name__ == "__main__":
    main()
