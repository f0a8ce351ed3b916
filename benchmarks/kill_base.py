"""Kill build, review and export at random moments: the old or the new one stands whole, and no review is lost.

    python benchmarks/kill_base.py --times 50 --seed 7

In a temporary folder the sample articles become a record and a database. Each command is measured once, from its
start to its end; then it is started again and again in a process group of its own and killed (SIGKILL) after a random
share of that time, mostly in the last 60 %, in which the work is done. After each kill the database, the reviews and
what was exported are compared with what uninterrupted commands made; then the same command has to succeed and to
clear away what the killed one left beside. Exits with 1 where anything was broken.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import duckdb
import openpyxl  # type: ignore[import-untyped, unused-ignore]

from factdb.build import build
from factdb.connect import open_reader
from factdb.query import query
from factdb.reviews import REVIEWS, read_reviews

SAMPLE = Path(__file__).resolve().parents[1] / "corpora" / "sample" / "articles"
EXPORTS = {
    "xlsx": "facts.xlsx",
    "sqlite": "facts.sqlite",
    "csv": "csv",
    "parquet": "parquet",
    "datapackage": "package",
}
"""What is exported, by its form, and the name that it takes."""

COPIES = 6
"""How many times the sample is taken."""

COMMANDS = ("build", "review", *EXPORTS)
COLUMNS = ("kills", "landed", "beside", "old", "new", "broken")

Content = tuple[dict[str, int], str]


@dataclass(frozen=True)
class Ended:
    """How a command ended: killed before its own end or not, and whether it had said that it was done."""

    killed: bool
    done: bool


@dataclass
class Place:
    """A temporary folder with a record, a database and its reviews, and what is known of them."""

    folder: Path
    chance: random.Random
    whole: dict[str, float] = field(default_factory=dict)
    kept: set[str] = field(default_factory=set)
    counts: dict[str, Counter[str]] = field(default_factory=lambda: {name: Counter() for name in COMMANDS})
    faults: list[str] = field(default_factory=list)

    @property
    def database(self) -> Path:
        """The database that is built and reviewed."""
        return self.folder / "canbo.duckdb"

    def run(self, *words: str) -> float:
        """Run a command to its end, which has to be a good one; its seconds."""
        start = time.monotonic()
        done = subprocess.run(as_command(words), cwd=self.folder, capture_output=True, text=True)
        if done.returncode:
            raise SystemExit(f"canbo {' '.join(words)} failed by itself: {done.stderr}")
        return time.monotonic() - start

    def kill(self, name: str, *words: str) -> Ended:
        """Start a command and kill its process group at a random moment."""
        share = (
            self.chance.uniform(0.4, 1.0) if self.chance.random() < 0.85 else self.chance.uniform(0.0, 0.4)
        )
        process = subprocess.Popen(
            as_command(words),
            cwd=self.folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        try:
            process.wait(share * self.whole[name])
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
        said = process.communicate()[0]
        ended = Ended(process.returncode == -signal.SIGKILL, process.returncode == 0 or " kept in " in said)
        self.counts[name].update(kills=1, landed=ended.killed)
        if not ended.killed and process.returncode:
            self.blame(name, f"ended by itself with {process.returncode}: {said}")
        return ended

    def again(self, name: str, folder: Path, *words: str) -> None:
        """Run the killed command once more: it succeeds, and nothing is left beside afterwards."""
        self.counts[name]["beside"] += bool(beside(folder))
        done = subprocess.run(as_command(words), cwd=self.folder, capture_output=True, text=True)
        if done.returncode:
            self.blame(name, f"the next run fails: {done.stderr}")
        elif left := beside(folder):
            self.blame(name, f"the next run leaves {', '.join(left)}")

    def blame(self, name: str, why: str) -> None:
        """Note that something was broken."""
        self.counts[name]["broken"] += 1
        self.faults.append(f"{name}: {why}")

    def judge(self, name: str, found: object, old: object, new: object) -> None:
        """Count what was found as the old or the new one, or as broken."""
        if found not in (old, new):
            self.blame(name, f"neither the old nor the new one was found, but {str(found)[:200]}")
        else:
            self.counts[name]["old" if found == old else "new"] += 1

    def check_reviews(self, name: str) -> set[str]:
        """Who has reviewed by the file; everybody whose review was said to be kept has to be there."""
        there = {review.reviewer for review in read_reviews(self.folder / REVIEWS).reviews}
        if lost := self.kept - there:
            self.blame(name, f"lost reviews: {', '.join(sorted(lost))}")
        return there


def as_command(words: tuple[str, ...]) -> list[str]:
    """The command line of canbo, with its output unbuffered: what it says counts as said at once."""
    return [sys.executable, "-u", "-m", "canbo", *words]


def beside(folder: Path) -> list[str]:
    """What lies hidden in a folder, as unfinished files do."""
    return sorted(path.name for path in folder.iterdir() if ".building-" in path.name)


def content(database: Path) -> Content | str:
    """How many rows each table has and a hash of the sorted training facts and reviews; or why it can't be read."""
    try:
        with open_reader(database) as base:
            names = [
                row[0] for row in base.execute("SELECT table_name FROM duckdb_tables() ORDER BY 1").fetchall()
            ]
            rows = {name: len(base.execute(f'SELECT * FROM "{name}"').fetchall()) for name in names}
            facts = [sorted(map(repr, base.execute(f"FROM {t}").fetchall())) for t in ("training", "reviews")]
    except Exception as error:  # whatever goes wrong is what is looked for
        return f"{type(error).__name__}: {error}"
    return rows, hashlib.sha256(repr(facts).encode()).hexdigest()


def exported(path: Path, form: str) -> Mapping[str, str] | str | None:
    """A hash of each file of an export after it was opened; None where there is none, or why it can't be opened."""
    if not path.exists():
        return None
    try:
        _open(path, form)
    except Exception as error:  # whatever goes wrong is what is looked for
        return f"{type(error).__name__}: {error}"
    files = sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path]
    return {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in files}


def _open(path: Path, form: str) -> None:
    """Read an export with what people read it with; raises what they would see."""
    if form == "xlsx":
        book = openpyxl.load_workbook(path)
        assert {"facts", "about"} <= set(book.sheetnames)
    elif form == "sqlite":
        with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as base:
            assert base.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    else:
        if form == "datapackage":
            told = json.loads((path / "datapackage.json").read_text(encoding="utf-8"))
            assert all((path / resource["path"]).is_file() for resource in told["resources"])
        ending = "parquet" if form == "parquet" else "csv"
        files = sorted(path.glob(f"*.{ending}"))
        assert (path / f"training.{ending}") in files
        with duckdb.connect() as reader:
            for file in files:
                reader.execute(f"CREATE OR REPLACE TABLE read AS FROM read_{ending}('{file}')")


def prepare(folder: Path, chance: random.Random) -> Place:
    """Make the record, an old and a new database, whole exports of both; measure each command once."""
    place = Place(folder, chance)
    write_articles(folder / "articles")
    place.run("extract", "articles", "-o", "facts")
    place.whole["build"] = place.run("build", "facts")
    shutil.copy(place.database, folder / "old.duckdb")
    confirmed, corrected = facts_of(place.database)
    place.whole["review"] = place.run("review", "confirm", confirmed, "--by", "first")
    correct(place, corrected, 0)
    place.run("build", "facts")
    shutil.copy(place.database, folder / "new.duckdb")
    (folder / "out").mkdir()
    for age in ("old", "new"):
        (folder / age).mkdir()
        for form, name in EXPORTS.items():
            place.whole[form] = place.run("export", f"{age}/{name}", "--to", form, "-d", f"{age}.duckdb")
            made = exported(folder / age / name, form)
            if not isinstance(made, dict):
                raise SystemExit(f"an export to {form} can't be read: {made}")
    place.kept.add("first")
    return place


def write_articles(folder: Path) -> None:
    """The articles of the sample some times over, told apart by a last line, so that the work takes its time."""
    folder.mkdir()
    for path in sorted(SAMPLE.glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        for number in range(COPIES):
            (folder / f"{path.stem}-{number}.txt").write_text(
                f"{text}\n\nBản in {number}\n", encoding="utf-8"
            )


def facts_of(database: Path) -> tuple[str, str]:
    """A fact to confirm and one to correct."""
    sql = "SELECT fact_id FROM training WHERE learners_low IS NOT NULL ORDER BY ALL LIMIT 2"
    first, second = (str(row[0]) for row in query(database, sql).rows)
    return first, second


def correct(place: Place, fact: str, turn: int) -> None:
    """Give a review that changes the next database."""
    who = f"corrector {turn}"
    place.run("review", "correct", fact, "--set", f"learners={7000 + turn}", "--by", who)
    place.kept.add(who)


def kill_build(place: Place, turn: int, facts: tuple[str, str]) -> None:
    """Kill a build over a database whose reviews have changed."""
    old = content(place.database)
    correct(place, facts[1], turn)
    expected = place.folder / "expected.duckdb"
    build(place.folder / "facts", expected, place.folder / REVIEWS)
    new = content(expected)
    if old == new or isinstance(new, str):
        raise SystemExit(f"there is nothing to build: {new}")
    place.kill("build", "build", "facts")
    place.judge("build", content(place.database), old, new)
    place.check_reviews("build")
    place.again("build", place.folder, "build", "facts")
    if content(place.database) != new:
        place.blame("build", "the next build doesn't make the new database")


def kill_review(place: Place, turn: int, facts: tuple[str, str]) -> None:
    """Kill a review: it is there where it was said to be kept, and so are all before it."""
    old, who = content(place.database), f"killed {turn}"
    words = ("review", "confirm", facts[0], "--by", who)
    ended = place.kill("review", *words)
    if ended.done:
        place.kept.add(who)
    there = place.check_reviews("review")
    if content(place.database) != old:
        place.blame("review", "the database has changed")
    place.counts["review"]["new" if who in there else "old"] += 1
    place.again("review", place.folder, *words)
    place.kept.add(who)
    place.check_reviews("review")


def kill_export(place: Place, turn: int, form: str) -> None:
    """Kill an export, by turns to a free name and over an older export."""
    out, before, after = (place.folder / name / EXPORTS[form] for name in ("out", "old", "new"))
    shutil.rmtree(out.parent)
    out.parent.mkdir()
    if turn // len(COMMANDS) % 2:
        (shutil.copytree if before.is_dir() else shutil.copy)(before, out)
    database = content(place.folder / "new.duckdb")
    old, new = exported(out, form), exported(after, form)
    words = ("export", f"out/{out.name}", "--to", form, "-d", "new.duckdb")
    place.kill(form, *words)
    place.judge(form, exported(out, form), old, new)
    if content(place.folder / "new.duckdb") != database:
        place.blame(form, "the database has changed")
    place.check_reviews(form)
    place.again(form, out.parent, *words)
    if exported(out, form) != new or isinstance(new, str):
        place.blame(form, "the next export doesn't make the new one")


def kill_all(place: Place, times: int) -> None:
    """Kill the commands by turns, so many times in all."""
    facts = facts_of(place.database)
    own: dict[str, Callable[[Place, int, tuple[str, str]], None]] = {
        "build": kill_build,
        "review": kill_review,
    }
    for turn in range(times):
        name = COMMANDS[turn % len(COMMANDS)]
        if name in own:
            own[name](place, turn + 1, facts)
        else:
            kill_export(place, turn, name)
        counts = ", ".join(f"{sum(c[column] for c in place.counts.values())} {column}" for column in COLUMNS)
        print(f"{turn + 1}/{times} {name}: {counts}", file=sys.stderr, flush=True)


def tell(place: Place) -> None:
    """Print the table, and what was broken."""
    print(f"{'command':14}{'seconds':>9}" + "".join(f"{column:>9}" for column in COLUMNS))
    for name, counts in place.counts.items():
        print(f"{name:14}{place.whole[name]:9.2f}" + "".join(f"{counts[column]:9}" for column in COLUMNS))
    total = sum(place.counts.values(), Counter[str]())
    print(f"{'all':14}{'':9}" + "".join(f"{total[column]:9}" for column in COLUMNS))
    print(
        f"{len(place.kept)} reviews were said to be kept. landed: killed before its end; beside: left something."
    )
    for fault in place.faults:
        print(f"broken: {fault}")


def main() -> None:
    """Print the table; exit with 1 where anything was broken."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--times", type=int, default=50, help="how many kills")
    parser.add_argument("--seed", type=int, default=7, help="of the random moments")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        place = prepare(Path(temporary), random.Random(given.seed))
        kill_all(place, given.times)
        tell(place)
    sys.exit(1 if place.faults else 0)


if __name__ == "__main__":
    main()
