"""Round trips with annotation tools: what nobody changed brings nothing back, what somebody changed a review."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ElementTree
from datetime import date

import pytest

import canbo
from corpora.article import Article
from corpora.errors import InputError, UsageError
from factdb.build import build
from factdb.exchange import read_corrections
from factdb.export import export
from factdb.query import query
from factdb.record import write_run
from factdb.reviews import append_reviews

TEXT = (
    "🎓 Năm 2024, Trường Chính trị tỉnh mở 18 lớp với 1.460 học viên; trong đó có 6 lớp trung cấp lý luận chính trị "
    "với 420 học viên và 12 lớp bồi dưỡng quản lý nhà nước với 1.040 học viên.\n\nKết quả, 35 học viên đạt loại giỏi. "
    "Theo Kế hoạch số 12-KH/TCT ngày 10/1/2025, năm 2025 nhà trường dự kiến mở 20 lớp."
)


@pytest.fixture
def made(tmp_path):
    """A base of an article with a total, its parts, an outcome, a document and a plan, and the same of the sample."""
    article = Article(
        TEXT, "bai", title="Mười tám lớp", published=date(2025, 1, 15), url="https://x.example/1"
    )
    found = list(canbo.extract_many([article, *canbo.sample()[:6]]))
    write_run(tmp_path / "facts", found, rules_version="r1")
    build(tmp_path / "facts", tmp_path / "canbo.duckdb")
    return tmp_path / "canbo.duckdb"


def annotate(folder, change=lambda tasks: None):
    """What Label Studio exports when somebody has submitted every prediction, after a change of it."""
    tasks = json.loads((folder / "tasks.json").read_text(encoding="utf-8"))
    for task in tasks:
        task["annotations"] = [
            {
                "result": task["predictions"][0]["result"],
                "completed_by": {"email": "an@x.example"},
                "updated_at": "2026",
            }
        ]
    change(next(t for t in tasks if t["data"]["name"] == "bai")["annotations"][0]["result"])
    path = folder.parent / "done.json"
    path.write_text(json.dumps(tasks), encoding="utf-8")
    return path


def rebuild(database, brought):
    """Keep the reviews and build the base anew."""
    append_reviews(database.with_name("reviews.jsonl"), brought.reviews)
    build(database.with_name("facts"), database, database.with_name("reviews.jsonl"))


def fact(database, quote):
    """The id of the training fact whose quote has these words."""
    return query(database, "SELECT fact_id FROM training WHERE contains(quote, ?)", [quote]).value


@pytest.mark.parametrize("form", ["labelstudio", "brat"])
def test_nothing_changed(made, tmp_path, form):
    """What comes back as it left says nothing; every article that left has come back."""
    out = export(made, tmp_path / "out", form)
    path = annotate(out) if form == "labelstudio" else out
    brought = read_corrections(made, path, "An")
    assert (brought.reviews, brought.warnings) == ((), ())
    assert brought.articles == query(made, "SELECT count(*) FROM articles WHERE relevant").value >= 5


@pytest.mark.parametrize("form", ["labelstudio", "brat"])
def test_everything_confirmed(made, tmp_path, form):
    """Who says so confirms all that was left as it is."""
    out = export(made, tmp_path / "out", form)
    path = annotate(out) if form == "labelstudio" else out
    brought = read_corrections(made, path, "An", confirm_rest=True)
    assert {r.action for r in brought.reviews} == {"confirm"}
    kinds = ("training", "outcomes", "documents", "people")
    assert len(brought.reviews) == sum(query(made, f"SELECT count(*) FROM {kind}").value for kind in kinds)
    rebuild(made, brought)
    assert query(made, "SELECT DISTINCT state FROM reviews").rows == (("applied",),)


def test_spans_are_those_of_the_text(made, tmp_path):
    """Places count UTF-16 units in Label Studio, code points in brat: in both they cut out the quote, also after 🎓."""
    out = export(made, tmp_path / "ls", "labelstudio")
    task = next(t for t in json.loads((out / "tasks.json").read_text("utf-8")) if t["data"]["name"] == "bai")
    raw = TEXT.encode("utf-16-le")
    for item in task["predictions"][0]["result"]:
        if item["type"] != "relation":
            value = item["value"]
            words = value["text"] if item["type"] != "textarea" else None
            if words is not None:
                assert raw[2 * value["start"] : 2 * value["end"]].decode("utf-16-le") == words
    folder = export(made, tmp_path / "brat", "brat")
    for path in folder.glob("*.ann"):
        text = path.with_suffix(".txt").read_bytes().decode("utf-8")
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith("T"):
                _, places, words = line.split("\t")
                pieces = [tuple(map(int, p.split())) for p in places.split(" ", 1)[1].split(";")]
                assert " ".join(text[a:b] for a, b in pieces) == words


def test_interface_of_label_studio(made, tmp_path):
    """The labelling interface is XML that has a control for everything that the tasks speak of."""
    out = export(made, tmp_path / "ls", "labelstudio")
    root = ElementTree.parse(out / "labels.xml").getroot()
    names = {element.get("name") for element in root.iter()}
    kinds = {element.get("value") for element in root.iter("Label")}
    for task in json.loads((out / "tasks.json").read_text("utf-8")):
        for item in task["predictions"][0]["result"]:
            assert item.get("from_name") in names or item["type"] == "relation"
            assert item["type"] != "labels" or set(item["value"]["labels"]) <= kinds


def test_label_studio_edits(made, tmp_path):
    """A changed value, an arrow and a mark taken away and a new mark become reviews, and the base takes them."""
    total, part = fact(made, "18 lớp"), fact(made, "6 lớp trung")
    start = TEXT.index("20 lớp") + 1  # 🎓 is two units

    def change(result):
        for item in result:
            if item.get("id") == total and item.get("from_name") == "training_learners":
                item["value"]["text"] = ["1.461"]
        result[:] = [i for i in result if i.get("from_id") != part and i.get("id") != fact(made, "20 lớp")]
        place = {"start": start, "end": start + 6, "text": "20 lớp"}
        head = {"id": "x1", "to_name": "text"}
        result.append(
            head | {"type": "labels", "from_name": "fact", "value": place | {"labels": ["quantities"]}}
        )
        words = "35 học viên"
        at = TEXT.index(words) + 1
        place = {"start": at, "end": at + len(words), "text": words}
        head = {"id": "x2", "to_name": "text"}
        result.append(
            head | {"type": "labels", "from_name": "fact", "value": place | {"labels": ["training"]}}
        )
        result.append(
            head | {"type": "textarea", "from_name": "training_learners", "value": place | {"text": ["35"]}}
        )
        result.append({"type": "relation", "from_id": "x2", "to_id": total, "direction": "right"})

    brought = read_corrections(made, annotate(export(made, tmp_path / "ls", "labelstudio"), change))
    said = sorted((r.action, r.slot or "", r.old, r.new) for r in brought.reviews)
    assert [s[:2] for s in said] == [
        ("add", ""),
        ("correct", "learners"),
        ("correct", "part_of"),
        ("reject", ""),
    ]
    assert said[1][2:] == ("1460", "1461")
    assert said[2][2:] == (total, None)
    assert {r.reviewer for r in brought.reviews} == {"an@x.example"}
    rebuild(made, brought)
    rows = {
        r["fact_id"]: r
        for r in query(
            made, "SELECT * FROM training JOIN articles USING (article_id, version) WHERE name = 'bai'"
        )
    }
    assert rows[total]["learners_low"] == 1461
    assert rows[part]["part_of"] is None
    added = next(r for r in rows.values() if r["quote"] == "35 học viên")
    assert (added["learners_low"], added["part_of"]) == (35, total)
    assert not [r for r in rows.values() if "20 lớp" in r["quote"]]
    again = export(made, tmp_path / "ls", "labelstudio")
    assert read_corrections(made, annotate(again)).reviews == ()


def test_brat_edits(made, tmp_path):
    """The same with brat: a note rewritten, a line taken out, a span and an arrow drawn."""
    out = export(made, tmp_path / "brat", "brat")
    path = next(p for p in out.glob("*.ann") if "18 lớp" in p.read_text("utf-8"))
    lines = path.read_text(encoding="utf-8").splitlines()
    total = next(line.split("\t")[0] for line in lines if line.startswith("T") and "18 lớp" in line)
    plan = next(line.split("\t")[0] for line in lines if line.startswith("T") and "20 lớp" in line)
    kept = [line for line in lines if not re.match(rf"{plan}\t|#\d+\tAnnotatorNotes {plan}\t", line)]
    kept = [line.replace("learners=1460", "learners=1.461") for line in kept]
    at = TEXT.index("35 học viên")
    kept += [
        f"T99\ttraining {at} {at + 11}\t35 học viên",
        "#99\tAnnotatorNotes T99\tlearners=35",
        f"R99\tpart_of Arg1:T99 Arg2:{total}",
        "A1\tSure T99",
        "*\tEquiv T1 T2",
    ]
    path.write_text("\n".join(kept) + "\n", encoding="utf-8")
    brought = read_corrections(made, out, "An")
    assert sorted((r.action, r.slot) for r in brought.reviews) == [
        ("add", None),
        ("correct", "learners"),
        ("reject", None),
    ]
    rebuild(made, brought)
    assert query(made, "SELECT learners_low, part_of FROM training WHERE quote = '35 học viên'").rows == (
        (35, fact(made, "18 lớp")),
    )


def test_wrong_values_are_told(made, tmp_path):
    """A value that can't be one is told with the words of the fact and changes nothing."""
    total = fact(made, "18 lớp")

    def change(result):
        for item in result:
            if item.get("id") == total and item.get("from_name") == "training_learners":
                item["value"]["text"] = ["rất nhiều"]

    brought = read_corrections(made, annotate(export(made, tmp_path / "ls", "labelstudio"), change))
    assert brought.reviews == ()
    assert len(brought.warnings) == 1
    assert "18 lớp" in brought.warnings[0]
    assert "rất nhiều" in brought.warnings[0]


def test_boundaries_alone_change_nothing(made, tmp_path):
    """A mark that was drawn a little longer is the same fact; the base keeps its words and says so."""
    total = fact(made, "18 lớp")

    def change(result):
        for item in result:
            if item.get("id") == total:
                item["value"]["end"] += 1

    brought = read_corrections(made, annotate(export(made, tmp_path / "ls", "labelstudio"), change))
    assert brought.reviews == ()
    assert "keeps its own" in brought.warnings[0]


def test_changed_text_is_left_aside(made, tmp_path):
    """Of an article whose text is another one by now nothing is taken, and that is told."""
    out = export(made, tmp_path / "brat", "brat")
    path = next(p for p in out.glob("*.txt") if "18 lớp" in p.read_text("utf-8"))
    path.write_bytes(path.read_bytes() + b" ")
    (out / "other.txt").write_text("x")
    (out / "other.ann").write_text("")
    brought = read_corrections(made, out, "An", confirm_rest=True)
    assert len(brought.warnings) == 2
    assert path.stem not in {r.article_id for r in brought.reviews}


@pytest.mark.parametrize("content", ["{}", "[1]", "nothing", '[{"id": 1}]'])
def test_no_export_of_label_studio(made, tmp_path, content):
    """A file that is none is refused."""
    (tmp_path / "x.json").write_text(content)
    with pytest.raises(InputError, match="Label Studio"):
        read_corrections(made, tmp_path / "x.json", "An")


def test_faults(made, tmp_path):
    """A folder without annotations, a damaged line, a missing text, and nobody's name are told."""
    with pytest.raises(InputError, match=r"holds no \.ann"):
        read_corrections(made, tmp_path / "facts", "An")
    with pytest.raises(InputError, match="there is no"):
        read_corrections(made, tmp_path / "none", "An")
    out = export(made, tmp_path / "brat", "brat")
    with pytest.raises(UsageError, match="a review has a name"):
        read_corrections(made, out)
    path = min(out.glob("*.ann"))
    path.write_text("T1\ttraining\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"\.ann:1: .* is no annotation"):
        read_corrections(made, out, "An")
    path.with_suffix(".txt").unlink()
    with pytest.raises(InputError, match="isn't there"):
        read_corrections(made, out, "An")
