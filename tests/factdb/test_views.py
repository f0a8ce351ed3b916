"""Sums over the base: every statement of what was held counts once, and what doesn't count says why."""

from __future__ import annotations

import importlib.util
import json
import tempfile
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factdb.build import build
from factdb.from_gold import build_from_gold
from factdb.query import query
from factdb.record import write_run
from nlp.fact import ArticleFacts, Check, Document

LABELS = ["t1", "t2", "t3", "t4", "t5"]
TRAINING = st.fixed_dictionaries(
    {
        "learners": st.none() | st.integers(0, 9999) | st.tuples(st.integers(0, 99), st.integers(100, 999)),
        "classes": st.none() | st.integers(1, 99),
        "per": st.sampled_from([None, None, "class", "year"]),
        "status": st.sampled_from(["held", "held", "held", "planned", "not_held", "carried_over"]),
        "programme": st.sampled_from([None, None, "llct", "so_cap_llct", "tin_hoc"]),
        "year": st.sampled_from([None, 2020, (2018, 2022)]),
        "part_of": st.none() | st.sampled_from([*LABELS, "t9"]),
    }
).filter(lambda t: t["learners"] is not None or t["classes"] is not None)
ARTICLES = st.lists(st.lists(TRAINING, max_size=5), min_size=1, max_size=20)


def low(value: Any) -> int:
    """The lower end of a count."""
    return (value[0] if isinstance(value, tuple) else value) or 0


def held(trainings: list[dict[str, Any]], slot: str) -> int:
    """The sum of a right reader within an article: held, no rate, no part, at any depth, of a total with the slot."""
    by_label = {f"t{n + 1}": t for n, t in enumerate(trainings)}
    total = 0
    for training in trainings:
        above, seen = training, []
        while (above := by_label.get(above["part_of"])) is not None and above not in seen:
            seen.append(above)
        part = any(t[slot] is not None for t in seen)
        rate = slot == "learners" and training["per"]
        if training[slot] is not None and training["status"] == "held" and not rate and not part:
            total += low(training[slot])
    return total


def check_views(database: Path) -> list[int]:
    """Learners and classes of the views by programme and year, which are those of `counted`, at both ends."""
    lows = []
    for slot in ("learners", "classes"):
        ends = f"coalesce(sum({slot}_low), 0), coalesce(sum({slot}_high), 0)"
        shown = query(database, f"SELECT {ends} FROM {slot}_by_programme_year").rows
        assert shown == query(database, f"SELECT {ends} FROM counted WHERE counts_{slot}").rows
        assert (
            query(
                database, f"SELECT count(*) FROM {slot}_by_programme_year WHERE {slot}_low > {slot}_high"
            ).value
            == 0
        )
        lows.append(shown[0][0])
    kinds = (
        "SELECT coalesce(learners_counting, 'people'), sum(learners_low) "
        "FROM counted WHERE counts_learners GROUP BY 1"
    )
    by_kind = query(database, "SELECT counting, sum(learners_low) FROM learners_by_programme_year GROUP BY 1")
    assert dict(by_kind.rows) == dict(query(database, kinds).rows)
    return lows


@settings(max_examples=10, deadline=None)
@given(ARTICLES)
def test_sums_within_articles(facts, articles):
    """For any facts, parts of parts and circles too, each article's sums are those of a right reader."""
    given_ = [
        facts([{**t, "unit": f"người {n}", "id": f"t{k + 1}"} for k, t in enumerate(trainings)], f"n{n}")
        for n, trainings in enumerate(articles)
    ]
    with tempfile.TemporaryDirectory() as folder:
        record, database = Path(folder) / "facts", Path(folder) / "a.duckdb"
        write_run(record, given_, rules_version="r")
        build(record, database)
        rows = query(
            database,
            "SELECT name, coalesce(sum(learners_low) FILTER (counts_learners), 0) AS learners, "
            "coalesce(sum(classes_low) FILTER (counts_classes), 0) AS classes "
            "FROM articles LEFT JOIN counted USING (article_id, version) GROUP BY name",
        )
        found = {row["name"]: (row["learners"], row["classes"]) for row in rows}
        counted = query(database, "SELECT * FROM counted")
        views = check_views(database)
    expected = {f"n{n}": (held(t, "learners"), held(t, "classes")) for n, t in enumerate(articles)}
    assert found == expected
    assert views == [sum(pair[i] for pair in expected.values()) for i in (0, 1)]
    for row in counted:
        whole = (row["learners_low"] is None or row["counts_learners"]) and (
            row["classes_low"] is None or row["counts_classes"]
        )
        assert whole == (row["not_counted_because"] is None)


def test_sums_of_the_gold(gold, tmp_path):
    """On the gold, every article's sum is that of the scorer."""
    spec = importlib.util.spec_from_file_location("score", gold / "score.py")
    score = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(score)
    build_from_gold([gold / "seeds", gold / "dev"], tmp_path / "a.duckdb")
    sql = (
        "SELECT name, sum(learners_low) AS n FROM counted JOIN articles USING (article_id, version) "
        "WHERE counts_learners GROUP BY name"
    )
    found = {row["name"]: row["n"] for row in query(tmp_path / "a.duckdb", sql)}
    for path in [*gold.glob("seeds/*.json"), *gold.glob("dev/*.json")]:
        expected = score.held_learners(json.loads(path.read_text(encoding="utf-8"))["training"])
        assert found.get(path.stem, 0) == expected, path.stem


@pytest.mark.parametrize(
    ("training", "counts", "reason"),
    [
        ({"learners": 90, "classes": 2}, (True, True), None),
        ({"learners": 90}, (True, False), None),
        ({"classes": 2}, (False, True), None),
        ({"learners": 90, "classes": 2, "status": "planned"}, (False, False), "planned"),
        ({"learners": 90, "status": "not_held"}, (False, False), "not held"),
        ({"classes": 2, "status": "carried_over"}, (False, False), "carried over"),
        ({"learners": 90, "classes": 2, "per": "class"}, (False, True), "learners: a rate: per class"),
        ({"learners": 400, "per": "year"}, (False, False), "a rate: per year"),
        ({"learners": 90, "part_of": "t1"}, (False, False), "part of a total that has learners"),
        ({"classes": 1, "part_of": "t1"}, (False, False), "part of a total that has classes"),
        ({"learners": 90, "classes": 1, "part_of": "t1"}, (False, False), "part of a total that has both"),
        (
            {"learners": 90, "classes": 1, "part_of": "t2"},
            (True, False),
            "classes: part of a total that has classes",
        ),
    ],
)
def test_reasons(base, facts, training, counts, reason):
    """What doesn't count says why, for learners and classes apart where only one of them counts."""
    given_ = facts([{"learners": 500, "classes": 9}, {"classes": 4}, training])
    row = query(base(given_), "SELECT * FROM counted WHERE id = 't3'")[0]
    assert (row["counts_learners"], row["counts_classes"]) == counts
    assert row["not_counted_because"] == reason


def test_reprint_counts_once(base, facts):
    """Of articles with the same text, blanks apart, the one published first counts; the others name it."""
    volume = [{"learners": 90, "classes": 2}]
    text = "Huyện mở 2 lớp\ncho 90 người."
    late = facts(volume, "late", text=text, url="https://a.vn", published=date(2021, 5, 2))
    first = facts(
        volume, "first", text=text.replace("\n", "\r\n\r\n"), url="https://b.vn", published=date(2021, 5, 1)
    )
    undated = facts(volume, "undated", text=text + "\u00a0", url="https://c.vn")
    database = base(late, first, undated)
    rows = query(
        database,
        "SELECT name, counts_learners, not_counted_because, repeats "
        "FROM counted JOIN articles USING (article_id, version) ORDER BY name",
    )
    same = "the same text in another article"
    assert rows.rows == (
        ("first", True, None, None),
        ("late", False, same, first.article.article_id),
        ("undated", False, same, first.article.article_id),
    )
    totals = {row["what"]: row["number"] for row in query(database, "SELECT * FROM totals")}
    assert (totals["people"], totals["classes held"], totals["reprints"], totals["articles"]) == (90, 2, 2, 3)


SURE = {"learners": 90, "classes": 2, "programme": "llct", "year": 2021}


@pytest.mark.parametrize(
    ("change", "total"),
    [
        ({}, 90),
        ({"programme": None}, 180),
        ({"programme": "tin_hoc"}, 180),
        ({"year": None}, 180),
        ({"year": 2022}, 180),
        ({"qualifier": "over"}, 180),
        ({"learners": 91}, 181),
        ({"classes": None}, 180),
        ({"unit": "cán bộ"}, 180),
        ({"counting": "enrolments"}, 180),
        ({"status": "planned"}, 90),
    ],
)
def test_statement_of_another_paper(base, facts, change, total):
    """The same statement in two papers counts once; only where all of it is known, exact and the same."""
    one = facts([SURE], "one", published=date(2021, 5, 1))
    two = facts([SURE | change], "two", published=date(2021, 5, 2))
    assert query(base(two, one), "SELECT sum(learners_low) FROM counted WHERE counts_learners").value == total


def test_rounded_statements_are_not_joined(base, facts):
    """Two papers that both say «hơn 90» may speak of two things: both count."""
    pair = [facts([SURE | {"qualifier": "over"}], name) for name in ("one", "two")]
    assert query(base(*pair), "SELECT sum(learners_low) FROM counted WHERE counts_learners").value == 180


def test_the_same_statement_twice_in_one_article(base, facts):
    """Within an article nothing is joined: the rules that read it know better which words repeat."""
    assert (
        query(base(facts([SURE, SURE])), "SELECT sum(learners_low) FROM counted WHERE counts_learners").value
        == 180
    )


def test_later_version_counts(tmp_path, facts):
    """Of two versions of a page in one run, the one published last counts."""
    versions = [
        facts([{"learners": n}], "a", text=f"{n} người.", url="https://x.vn", published=date(2021, 5, n - 89))
        for n in (90, 95)
    ]
    write_run(tmp_path, versions, rules_version="r")
    build(tmp_path, tmp_path / "a.duckdb")
    rows = query(tmp_path / "a.duckdb", "SELECT learners_low, not_counted_because FROM counted ORDER BY 1")
    assert rows.rows == ((90, "another version of the article counts"), (95, None))


def test_undated_versions(base, facts):
    """Of versions without a day one counts, always the same, and the reason doesn't call it the later one."""
    versions = [facts([{"learners": n}], "a", text=f"{n} người.", url="https://x.vn/1") for n in (90, 95)]
    asked = "SELECT not_counted_because FROM counted ORDER BY learners_low"
    first = query(base(*versions), asked).rows
    assert sorted(first, key=str) == [("another version of the article counts",), (None,)]
    assert query(base(*versions[::-1]), asked).rows == first


def test_learners_by_programme_year(base, facts):
    """People and enrolments stay apart, spans of years are shown as spans, and an unknown programme says so."""
    given_ = facts(
        [
            {"learners": 100, "classes": 2, "programme": "llct", "year": 2021},
            {"learners": (50, 60), "programme": "llct", "year": 2021},
            {"learners": 70, "programme": "llct", "year": 2021, "counting": "enrolments"},
            {"learners": 300, "programme": "llct", "year": (2018, 2022)},
            {"learners": 40, "classes": 1, "qualifier": "over"},
            {"classes": 7, "programme": "tin_hoc", "year": 2021},
        ]
    )
    database = base(given_)
    columns = "programme, year, counting, learners_low, learners_high, classes, rounded, statements"
    assert query(database, f"SELECT {columns} FROM learners_by_programme_year").rows == (
        ("llct", "2018–2022", "people", 300, 300, None, False, 1),
        ("llct", "2021", "enrolments", 70, 70, None, False, 1),
        ("llct", "2021", "people", 150, 160, 2, True, 2),
        (None, None, "people", 40, 40, 1, True, 1),
    )
    names = {
        row["programme"]: row["programme_name"] for row in query(database, "FROM learners_by_programme_year")
    }
    assert names[None] == "không rõ"
    assert names["llct"].startswith("Lý luận chính trị")
    assert query(database, "SELECT programme, year, classes_low FROM classes_by_programme_year").rows == (
        ("llct", "2021", 2),
        ("tin_hoc", "2021", 7),
        (None, None, 1),
    )


SHARES = tomllib.loads((Path(__file__).parents[1] / "cases" / "shares.toml").read_text(encoding="utf-8"))[
    "case"
]


@pytest.mark.parametrize("case", SHARES, ids=lambda case: case["name"])
def test_totals_told_by_parts(base, facts, case):
    """A total that names no programme is told by parts that do, as far as they fit; no number is won or lost."""
    given_ = [
        {k: tuple(v) if isinstance(v, list) else v for k, v in statement.items()}
        for statement in case["given"]
    ]
    database = base(facts(given_))
    check_views(database)
    for slot, columns in (
        ("learners", "programme, year, learners_low, learners_high, classes, rounded"),
        ("classes", "programme, year, classes_low, classes_high"),
    ):
        if slot in case:
            rows = query(database, f"SELECT {columns} FROM {slot}_by_programme_year").rows
            shown = [[("" if value is None else value) for value in row] for row in rows]
            assert [row[: len(wanted)] for row, wanted in zip(shown, case[slot], strict=True)] == case[slot]


def test_views_of_the_sample_agree(demo):
    """On the sample newspaper the views by programme give what the totals give."""
    learners, classes = check_views(demo.folder / "canbo.duckdb")
    totals = {row["what"]: row["number"] for row in query(demo.folder / "canbo.duckdb", "FROM totals")}
    assert learners == totals["people"] + totals["enrolments"] > 0
    assert classes == totals["classes held"] > 0


@pytest.mark.parametrize(
    ("change", "pairs"),
    [
        ({}, 1),
        ({"programme": None}, 1),
        ({"programme": "so_cap_llct"}, 1),
        ({"programme": "tin_hoc"}, 0),
        ({"year": (2015, 2017)}, 0),
        ({"year": (2018, 2022)}, 0),
        ({"year": None}, 0),
        ({"counting": "enrolments"}, 0),
        ({"status": "planned"}, 0),
        ({"part_of": "t1"}, 0),
    ],
)
def test_overlapping_statements(base, facts, change, pairs):
    """Two counted statements of an article are a pair where one's period lies inside the other's."""
    wide = {"learners": 500, "programme": "llct", "year": (2018, 2022)}
    narrow = {"learners": 90, "programme": "llct", "year": 2021} | change
    rows = query(
        base(facts([wide, narrow])), "SELECT number, wider_number, shared FROM overlapping_statements"
    ).rows
    assert rows == ((90, 500, "the same article"),) * pairs


@pytest.mark.parametrize(("organiser", "pairs"), [("Trường Chính trị tỉnh", 1), ("Sở Nội vụ", 0)])
def test_overlapping_statements_of_two_papers(base, facts, organiser, pairs):
    """Statements of two articles are a pair, once, where they name the same organiser."""
    one = {"learners": 500, "year": 2021, "organiser": ("Trường Chính trị tỉnh",)}
    two = {"learners": 90, "year": 2021, "organiser": (organiser, "Ban Tổ chức")}
    rows = query(
        base(facts([one], "one"), facts([two], "two")), "SELECT shared FROM overlapping_statements"
    ).rows
    assert rows == ((organiser,),) * pairs


def with_documents(article: ArticleFacts, *cited: tuple[str, date | None]) -> ArticleFacts:
    """The article with citations of documents, given as key and day."""
    span = article.training[0].span
    return article.with_(
        documents=tuple(
            Document(span, "Kế hoạch", key.partition("-")[0], None, key, day) for key, day in cited
        )
    )


def test_documents_cited(base, facts):
    """Citations gather by key; one without a day goes with the only day known, two days are two documents."""
    day, other = date(2020, 1, 2), date(2021, 3, 4)
    volume = [{"learners": 1}]
    one = with_documents(
        facts(volume, "one", published=date(2021, 5, 2)), ("5-KH/TU", day), ("5-KH/TU", None)
    )
    two = with_documents(
        facts(volume, "two", published=date(2021, 5, 1)), ("5-KH/TU", None), ("6-KH/TU", day)
    )
    three = with_documents(facts(volume, "three"), ("6-KH/TU", other), ("6-KH/TU", None))
    copy = with_documents(
        facts(volume, "zz", text=one.article.text, url="https://x.vn", published=date(2022, 1, 1)),
        ("5-KH/TU", day),
    )
    rows = query(
        base(one, two, three, copy),
        "SELECT key, date, times_cited, articles, first_seen FROM documents_cited",
    )
    assert rows.rows == (
        ("5-KH/TU", day, 3, 2, date(2021, 5, 1)),
        ("6-KH/TU", day, 1, 1, date(2021, 5, 1)),
        ("6-KH/TU", other, 1, 1, None),
        ("6-KH/TU", None, 1, 1, None),
    )


def test_failed_checks(base, facts):
    """Sums that don't agree come with their article, the largest error first; those that agree don't come."""
    article = facts([{"learners": 1}], "one", title="Bài một")
    span = article.training[0].span
    checks = (
        Check(span, "sum", 100, 101.0, False, "vi", "en"),
        Check(span, "percent", 12.0, 24.0, False, "vi", "en"),
        Check(span, "sum", 5, 5.0, True, "vi", "en"),
    )
    rows = query(base(article.with_(checks=checks)), "SELECT title, kind, difference FROM failed_checks")
    assert rows.rows == (("Bài một", "percent", -12.0), ("Bài một", "sum", -1.0))


def test_inputs_not_read(tmp_path, facts):
    """An input counts as not read only while no run has read it."""
    from corpora.unread import Unread

    write_run(tmp_path, [], [Unread("a", "empty"), Unread("b", "empty")], rules_version="r")
    write_run(tmp_path, [facts([{"learners": 1}], "a")], rules_version="r")
    build(tmp_path, tmp_path / "a.duckdb")
    assert query(tmp_path / "a.duckdb", "SELECT number FROM totals WHERE what = 'inputs not read'").value == 1
