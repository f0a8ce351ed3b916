"""`import canbo`: texts, files and articles into facts, in Python."""

from __future__ import annotations

import subprocess
import sys
from datetime import date

import pytest

import canbo
from corpora.errors import InputError, UsageError

TEXT = "Năm 2024, Trường Chính trị tỉnh mở 12 lớp bồi dưỡng lý luận chính trị cho 1.250 học viên."


def test_every_public_name_is_there():
    """Each name that the package promises can be had."""
    assert all(getattr(canbo, name) is not None for name in canbo.__all__)


def test_unknown_name():
    """A name that isn't there is an AttributeError, as anywhere in Python."""
    with pytest.raises(AttributeError, match="nothing_such"):
        canbo.nothing_such  # noqa: B018


def test_extract_text():
    """A str is a text, and its facts show their words."""
    facts = canbo.extract(TEXT)
    assert facts[0].learners.value == 1250
    assert all(TEXT[e.span.start : e.span.end] == e.span.quote for e in facts[0].evidence)


def test_extract_file(tmp_path):
    """A Path is the file of one article."""
    path = tmp_path / "bai.txt"
    path.write_text(TEXT, encoding="utf-8")
    assert canbo.extract(path).article.name == "bai"


def test_extract_list():
    """A list of texts gives a list of facts."""
    assert [len(facts) for facts in canbo.extract([TEXT, "Trời hôm nay đẹp."])] == [1, 0]


def test_meta_is_kept():
    """What is known beside the text is kept with the article, and a day may be written as a string."""
    article = canbo.extract(TEXT, name="a", published="2024-12-30", source="baomau.example").article
    assert (article.name, article.published, article.published_basis) == ("a", date(2024, 12, 30), "meta")


@pytest.mark.parametrize(
    ("meta", "hint"), [({"publishd": "2024-01-01"}, "published"), ({"published": "30/12/2024"}, "2025-09-25")]
)
def test_wrong_meta(meta, hint):
    """A mistyped name or day is said with what would be right."""
    with pytest.raises(UsageError, match=hint):
        canbo.extract(TEXT, **meta)


def test_name_of_a_file_is_no_text(tmp_path, monkeypatch):
    """A str that names a file is most likely meant as one: it is refused with the way to say so."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "bai.txt").write_text(TEXT, encoding="utf-8")
    with pytest.raises(UsageError, match="Path"):
        canbo.extract("bai.txt")


def test_file_of_many(tmp_path):
    """A file of several articles isn't one article; the message names the function for it."""
    path = tmp_path / "many.jsonl"
    path.write_text('{"text": "Một."}\n{"text": "Hai."}\n', encoding="utf-8")
    with pytest.raises(InputError, match="extract_many"):
        canbo.extract(path)


def test_folder_of_many(tmp_path):
    """Only articles are counted: neither what can't be read nor what meta.csv names in vain."""
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(f"{TEXT} {name}", encoding="utf-8")
    (tmp_path / "c.txt").write_bytes(b"%PDF-1.7\n")
    (tmp_path / "meta.csv").write_text("file\nx.txt\ny.txt\n", encoding="utf-8")
    with pytest.raises(InputError, match="holds 2 articles"):
        canbo.extract(tmp_path)
    (tmp_path / "b.txt").unlink()
    with pytest.warns(canbo.Skipped, match="x.txt"):
        assert canbo.extract(tmp_path).article.name == "a"


def test_load_warns_and_goes_on(tmp_path):
    """An input that can't be read is a warning, and the others are read."""
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "b.txt").write_bytes(b"%PDF-1.7\n")
    with pytest.warns(canbo.Skipped, match="b.txt"):
        articles = list(canbo.load(tmp_path))
    assert [article.name for article in articles] == ["a"]


def test_sample_to_database(tmp_path):
    """The whole way in Python: the sample's facts, a record, a database, an answer, a report."""
    import nlp
    from factdb.record import write_run

    results = list(canbo.extract_many(canbo.sample()))
    assert len(results) >= 20
    write_run(tmp_path / "facts", results, rules_version=nlp.rules_version())
    with canbo.build(tmp_path / "facts", tmp_path / "base.duckdb") as base:
        assert base.query("SELECT count(*) FROM articles").value == len(results)
    assert canbo.write_report(tmp_path / "base.duckdb", tmp_path / "report.html").stat().st_size > 10_000


@pytest.mark.parametrize("source", [None, b"x", 7, {"text": "x"}, [None], ["a", b"x"]])
def test_extract_names_what_it_takes(source):
    """What is no text, path or article is wrong use, and the message names what is taken."""
    with pytest.raises(UsageError, match="takes a text"):
        canbo.extract(source)


def test_extract_after_many():
    """One text after many, in whatever order the modules were imported: `extract` stays what it was."""
    code = "import canbo, nlp; list(canbo.extract_many(canbo.sample()[:1])); import nlp.extraction, nlp.explanation; "
    code += f"print(len(canbo.extract({TEXT!r})), len(nlp.extract(canbo.Article({TEXT!r}))), callable(nlp.explain))"
    out = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert out.stdout.split() == ["1", "1", "True"]
