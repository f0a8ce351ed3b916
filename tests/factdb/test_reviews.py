"""What people know better is kept whatever happens, and holds whatever the rules do next."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from dataclasses import replace

import pytest

from corpora.errors import DatasetError, UsageError
from factdb import reviewing
from factdb.build import build
from factdb.query import query
from factdb.record import write_run
from factdb.reviews import REVIEWS, append_reviews, read_reviews

TEXT = "Năm 2024 trường mở 12 lớp với 879 học viên. Năm 2023 trường mở 9 lớp với 640 học viên."


@pytest.fixture
def place(tmp_path, facts):
    """A record and a base with two facts, `t1` with 7 and `t2` with 12 learners."""
    write_run(
        tmp_path / "facts",
        [facts([{"learners": 7}, {"learners": 12}], url="https://x.vn/1")],
        rules_version="r",
    )
    build(tmp_path / "facts", tmp_path / "canbo.duckdb")
    return tmp_path


def base_of(place):
    """The path of the base."""
    return place / "canbo.duckdb"


def find(place, label):
    """The fact with a label, ready for a review."""
    fact_id = query(base_of(place), f"SELECT fact_id FROM training WHERE id = '{label}'").value
    return reviewing.find_fact(base_of(place), fact_id)


def give(place, *reviews):
    """Keep reviews and build anew."""
    append_reviews(place / REVIEWS, reviews)
    return build(place / "facts", base_of(place))


def learners(place):
    """Learners of the facts in the order of their places."""
    return [
        r["learners_low"]
        for r in query(base_of(place), "SELECT learners_low FROM training ORDER BY span_start, fact_id")
    ]


def states(place):
    """State and note of each review, oldest first."""
    return [
        (r["state"], r["note"])
        for r in query(base_of(place), "SELECT * FROM reviews ORDER BY reviewed_at, review_id")
    ]


def test_each_action(place):
    """A correction changes its slot and no other, what is rejected is gone, what is added is there and counts."""
    database = base_of(place)
    made = [
        *reviewing.correct(find(place, "t1"), {"learners": "70..78", "period": "2022"}, "An", "bản in"),
        reviewing.reject(find(place, "t2"), "Bình"),
        reviewing.add(database, "training", "a", "Bài a", {"classes": "3", "organiser": "A; B"}, "An"),
    ]
    summary = give(place, *made)
    assert summary.reviews == {"applied": 4}
    rows = list(query(database, "SELECT * FROM counted ORDER BY reviewed DESC"))
    assert [(r["learners_low"], r["learners_high"], r["reviewed"]) for r in rows] == [
        (70, 78, "corrected"),
        (None, None, "added"),
    ]
    assert str(rows[0]["period_end"]) == "2022-12-31"
    assert (rows[1]["classes_low"], rows[1]["organiser"], rows[1]["counts_classes"]) == (3, ["A", "B"], True)
    sql = (
        "SELECT quote = substr(text, span_start + 1, span_end - span_start) AS same "
        "FROM evidence JOIN articles USING (article_id, version)"
    )
    assert all(r["same"] for r in query(database, sql))
    assert (
        query(
            database, "SELECT count(*) FROM evidence WHERE fact_id NOT IN (SELECT fact_id FROM training)"
        ).value
        == 0
    )


def test_latest_wins_and_both_are_shown(place):
    """Of two reviews that say different things of a slot the later holds, and the earlier is listed beside it."""
    first = reviewing.correct(find(place, "t1"), {"learners": "8"}, "An")
    second = reviewing.correct(find(place, "t1"), {"learners": "9"}, "Bình")
    give(place, *second, *first)  # the order of the lines is that of a merge, and says nothing
    assert learners(place)[0] == 9
    assert [r["new"] for r in query(base_of(place), "SELECT * FROM conflicting_reviews")] == ["8", "9"]
    assert states(place)[0] == ("superseded", "a later review says of learners: 9")


def test_rejection_can_be_taken_back(place):
    """A fact that is confirmed after it was rejected stands again; both reviews are still told."""
    found = find(place, "t1")
    give(place, reviewing.reject(found, "An"))
    assert learners(place) == [12]
    with pytest.raises(DatasetError, match="was rejected by An"):
        reviewing.find_fact(base_of(place), found.fact_id)
    give(place, reviewing.confirm(found, "Bình"))
    assert learners(place) == [7, 12]
    assert [state for state, _ in states(place)] == ["superseded", "applied"]


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"learner": "3"}, "did you mean learners"),
        ({"learners": "nhiều"}, "number"),
        ({"learners": "9..3"}, "ends below"),
        ({"learners": "1.5"}, "whole number"),
        ({"period": "2022-02-30"}, "no day"),
        ({"period": "2023..2022"}, "ends before"),
        ({"status": "done"}, "held, planned"),
        ({"programme": "trung_cap"}, "did you mean trung_cap_llct"),
        ({"status": ""}, "must have a value"),
        ({"learners": "7"}, "already"),
    ],
    ids=str,
)
def test_wrong_values(place, settings, words):
    """A slot or a value that can't be is refused at once, with how to write it."""
    with pytest.raises(UsageError, match=words):
        reviewing.correct(find(place, "t1"), settings, "An")


def test_review_follows_the_words(tmp_path, facts):
    """Where better rules take other words for the same fact, drop it, or the page changes, reviews keep their place."""

    def record(quote, value, text=TEXT):
        made = facts([{"learners": value}], text=text, url="https://x.vn/1")
        start = text.index(quote)
        span = type(made.training[0].span).of(text, start, start + len(quote))
        training = (replace(made.training[0], span=span, evidence=()),) if value else ()
        write_run(tmp_path / "facts", [replace(made, training=training)], rules_version=quote + text)
        return build(tmp_path / "facts", tmp_path / "canbo.duckdb")

    record("12 lớp với 879 học viên", 879)
    found = find(tmp_path, "t1")
    append_reviews(tmp_path / REVIEWS, reviewing.correct(found, {"learners": "897"}, "An"))
    assert record("mở 12 lớp với 879 học viên", 880).reviews == {"applied": 1}
    assert learners(tmp_path) == [897]
    assert states(tmp_path)[0][1] == "the words of the fact have changed"
    assert record("9 lớp với 640 học viên", 640).reviews == {
        "applied": 1
    }  # the fact isn't found any more: it is restored
    assert learners(tmp_path) == [897, 640]
    changed = "Theo Sở Nội vụ, n" + TEXT[1:].replace(" với", "\u00a0với")
    assert record("Năm 2023", 0, changed).reviews == {"applied": 1}
    assert learners(tmp_path) == [897]
    assert record("Năm 2023", 0, TEXT.replace("879", "789")).reviews == {"orphaned": 1}
    assert learners(tmp_path) == []
    assert (
        query(tmp_path / "canbo.duckdb", "SELECT note FROM orphaned_reviews").value
        == "the words are no longer in the base"
    )
    assert len(read_reviews(tmp_path / REVIEWS).reviews) == 1


def test_twenty_changes_of_rules(tmp_path, facts):
    """Over 20 changes of the rules each of 200 reviews is applied or listed, and at most 1 % are orphaned."""
    chance = random.Random(5)
    texts = [
        "; ".join(
            f"khóa {n} có {chance.randrange(2, 90)} lớp cho {chance.randrange(100, 9999)} cán bộ"
            for n in range(5)
        )
        for _ in range(40)
    ]

    def record(version):
        made = []
        for number, text in enumerate(texts):
            article = facts([], text=text, url=f"https://x.vn/{number}")
            training = []
            at = 0
            for n, part in enumerate(text.split("; ")):
                start = at + (chance.choice([0, 0, 7, part.index("cho")]) if version else 7)
                end = at + len(part) - (chance.choice([0, 0, 7]) if version else 0)
                if not version or chance.random() > 0.1:
                    one = facts([{"learners": chance.randrange(999)}], text="x").training[0]
                    span = type(one.span).of(text, start, end)
                    training.append(replace(one, id=f"t{n + 1}", span=span, evidence=()))
                at += len(part) + 2
            made.append(replace(article, training=tuple(training)))
        write_run(tmp_path / "facts", made, rules_version=f"r{version}")
        return build(tmp_path / "facts", tmp_path / "canbo.duckdb")

    record(0)
    given = []
    for row in query(tmp_path / "canbo.duckdb", "SELECT fact_id FROM training"):
        found = reviewing.find_fact(tmp_path / "canbo.duckdb", row["fact_id"])
        given += reviewing.correct(found, {"learners": "5000"}, "An")
    append_reviews(tmp_path / REVIEWS, given)
    assert len(given) == 200
    for version in range(1, 21):
        found = record(version).reviews
        assert sum(found.values()) == 200
        assert found.get("orphaned", 0) <= 2
        assert (
            query(tmp_path / "canbo.duckdb", "SELECT count(*) FROM training WHERE learners_low = 5000").value
            >= 198
        )


def test_lines_that_are_no_reviews(place):
    """A torn line, a mark of a merge and lines of other shapes are told and left; the same line twice counts once."""
    made = reviewing.confirm(find(place, "t1"), "An")
    append_reviews(place / REVIEWS, [made])
    line = (place / REVIEWS).read_bytes()
    bad = [b"<<<<<<< HEAD", b"[]", b'{"at": "2026"}', line.strip().replace(b"confirm", b"praise"), line[:40]]
    (place / REVIEWS).write_bytes(b"\n".join([line.strip(), *bad]))
    append_reviews(place / REVIEWS, [made, replace(made, reviewer="Bình")])
    read = read_reviews(place / REVIEWS)
    assert [r.reviewer for r in read.reviews] in (["An", "Bình"], ["Bình", "An"])
    assert [w.partition(":")[2].partition(":")[0] for w in read.warnings] == ["2", "3", "4", "5", "6"]
    summary = build(place / "facts", base_of(place))
    assert summary.reviews == {"applied": 2}
    assert any("reviews.jsonl:3: it is no review" in w for w in summary.warnings)


def test_review_of_an_unusable_value(place):
    """A value that somebody wrote into the file by hand and that can't be is listed, and stops nothing."""
    (made,) = reviewing.correct(find(place, "t1"), {"learners": "8"}, "An")
    summary = give(
        place,
        replace(made, new="nhiều"),
        replace(made, slot="pupils"),
        replace(made, fact=["x"], action="confirm"),
    )
    assert summary.reviews == {"unusable": 3}
    assert learners(place) == [7, 12]


def test_no_acknowledged_review_is_lost(place):
    """However the process that gives reviews is killed, every review that it said was kept can be read.

    A line that was being written when it died may be cut off; it was never said to be kept, and harms no other.
    """
    append = (
        "import sys; from pathlib import Path; from dataclasses import replace\n"
        "from factdb.reviews import append_reviews, read_reviews\n"
        "path = Path(sys.argv[1]); one = read_reviews(path).reviews[0]\n"
        "for n in range(10**6):\n"
        "    append_reviews(path, [replace(one, reviewer=f'{sys.argv[2]} {n}', reason='vì ' * 2000)])\n"
        "    print(n, flush=True)"
    )
    path = place / REVIEWS
    append_reviews(path, [reviewing.confirm(find(place, "t1"), "An")])
    moments = random.Random(3)
    kept = 0
    for turn in range(6):
        with subprocess.Popen(
            [sys.executable, "-c", append, path, str(turn)], stdout=subprocess.PIPE, text=True
        ) as process:
            assert process.stdout is not None
            process.stdout.readline()
            time.sleep(moments.uniform(0, 0.1))
            process.send_signal(signal.SIGKILL)
            kept += 1 + len([line for line in process.stdout.read().splitlines() if line])
    read = read_reviews(path)
    assert len({r.reviewer for r in read.reviews}) >= kept + 1
    assert len(read.warnings) <= 6


def test_two_people_at_once(place):
    """Reviews that several processes give at the same time don't mix."""
    append = (
        "import sys; from pathlib import Path; from dataclasses import replace\n"
        "from factdb.reviews import append_reviews, read_reviews\n"
        "path = Path(sys.argv[1]); one = read_reviews(path).reviews[0]\n"
        "for n in range(50): append_reviews(path, [replace(one, reviewer=f'{sys.argv[2]} {n}', reason='vì ' * 3000)])"
    )
    path = place / REVIEWS
    append_reviews(path, [reviewing.confirm(find(place, "t1"), "An")])
    started = [subprocess.Popen([sys.executable, "-c", append, path, str(n)]) for n in range(3)]
    assert [process.wait() for process in started] == [0, 0, 0]
    read = read_reviews(path)
    assert len(read.reviews) == 151
    assert read.warnings == ()
