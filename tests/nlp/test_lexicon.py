"""A reader's own programmes: a file of a few lines, checked, used by every way of extracting, told by the version."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

import canbo
from corpora.article import Article
from corpora.errors import InputError
from nlp.extraction import extract
from nlp.jobs import extract_many
from nlp.programmes import find_programmes, load_lexicon
from nlp.programmes.check import check_lexicon
from nlp.rules import rules_version

TEXT = "Năm 2024, tỉnh mở 3 lớp bồi dưỡng thương mại điện tử cho 120 cán bộ xã."
OWN = """
[kinh_te_so]
vi = "Kinh tế số"
words = ["kinh tế số", "thương mại điện tử"]
examples = ["mở 3 lớp kinh tế số", "tập huấn thương mại điện tử"]
not = ["kinh tế tập thể"]
"""
CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "lexicon.toml").read_text(encoding="utf-8"))


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A reader's file."""
    path = tmp_path / "my.toml"
    path.write_text(OWN, encoding="utf-8")
    return path


def test_a_programme_of_ones_own_is_found(own: Path) -> None:
    """With the file the facts name the programme, with its words as evidence; without, nothing has changed."""
    fact = canbo.extract(TEXT, lexicon=own)[0]
    assert fact.programme == "kinh_te_so"
    assert [e.span.quote for e in fact.evidence if e.slot == "programme"] == ["thương mại điện tử"]
    assert canbo.extract(TEXT)[0].programme is None
    assert [f[0].programme for f in canbo.extract([TEXT, TEXT], lexicon=own)] == ["kinh_te_so"] * 2


def test_every_worker_has_it(own: Path) -> None:
    """Two processes give what one gives."""
    articles = [Article(f"{TEXT} Lớp thứ {n}.") for n in range(3)]
    lexicon = load_lexicon(own)
    assert list(extract_many(articles, 2, lexicon)) == [extract(a, lexicon=lexicon) for a in articles]


def test_the_version_tells(own: Path) -> None:
    """The rules' version has canbo's and the file's in it: other words are another version, the same words the same."""
    first = rules_version(load_lexicon(own))
    assert first.startswith(f"{rules_version()}+")
    assert rules_version(load_lexicon(own)) == first
    own.write_text(OWN.replace("thương mại điện tử", "kinh tế nền tảng"), encoding="utf-8")
    assert rules_version(load_lexicon(own)) != first


def test_ways_of_typing_are_all_the_same(tmp_path: Path) -> None:
    """Words of the file may be typed with either tone placement, in capitals or with odd blanks."""
    path = tmp_path / "my.toml"
    path.write_text(OWN.replace("thương mại điện tử", "Văn  hoá Số"), encoding="utf-8")
    assert [m.code for m in find_programmes("lớp văn hóa số", lexicon=load_lexicon(path))] == ["kinh_te_so"]


def test_words_for_a_known_programme(tmp_path: Path) -> None:
    """A code that canbo has gets the file's words and keeps its own."""
    path = tmp_path / "my.toml"
    words = '[ngoai_ngu]\nwords = ["tiếng Ba Tư"]\nexamples = ["lớp tiếng Ba Tư"]\nnot = ["phố Ba Tư"]\n'
    path.write_text(words, encoding="utf-8")
    found = find_programmes("lớp tiếng Ba Tư, lớp ngoại ngữ", lexicon=load_lexicon(path))
    assert [(m.code, m.rule) for m in found] == [
        ("ngoai_ngu", "own programme ngoai_ngu"),
        ("ngoai_ngu", "programme ngoai_ngu"),
    ]


@pytest.mark.parametrize("case", CASES["refused"], ids=lambda case: case["says"])
def test_what_cannot_be_used_is_said(case: dict[str, str], tmp_path: Path) -> None:
    """A file that can't be used is refused with its name, the programme, and what to write."""
    path = tmp_path / "my.toml"
    path.write_text(case["file"], encoding="utf-8")
    with pytest.raises(InputError) as told:
        load_lexicon(path)
    assert str(path) in str(told.value)
    assert case["says"] in str(told.value)


@pytest.mark.parametrize("case", CASES["checked"], ids=lambda case: case["says"] or "all right")
def test_what_the_check_finds(case: dict[str, str | bool], tmp_path: Path) -> None:
    """Examples that aren't found, counter-examples that are, words that others claim, and words that nothing shows."""
    path = tmp_path / "my.toml"
    path.write_text(str(case["file"]), encoding="utf-8")
    checked = check_lexicon(load_lexicon(path))
    assert (checked.faults > 0) is case["faulty"]
    told = [f"[{f.code}] {f.words}: {f.says}" for f in checked.findings]
    assert (any(str(case["says"]) in line for line in told)) if case["says"] else told == []


def test_the_example_file_is_right(canbo, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    """The file that the command prints to begin with passes the check, and so does it with its comments taken out."""
    printed = canbo("lexicon", "example").stdout
    for name, text in (
        ("a.toml", printed),
        ("b.toml", printed.replace("\n# [", "\n[").replace("\n# w", "\nw")),
    ):
        text = text.replace("\n# e", "\ne").replace("\n# n", "\nn") if name == "b.toml" else text
        (tmp_path / name).write_text(text, encoding="utf-8")
        done = canbo("lexicon", "check", name, cwd=tmp_path)
        assert (done.returncode, done.stdout) == (0, ""), done.stderr


def test_the_command_checks(canbo, own: Path) -> None:  # type: ignore[no-untyped-def]
    """What must be mended stands on standard output, and the exit code says so."""
    own.write_text(OWN.replace("mở 3 lớp kinh tế số", "mở 3 lớp kinh tế xanh"), encoding="utf-8")
    done = canbo("lexicon", "check", own.name, cwd=own.parent)
    assert done.returncode == 1
    assert "mend  [kinh_te_so] «mở 3 lớp kinh tế xanh»" in done.stdout
    assert "1 to mend" in done.stderr


def test_from_the_file_to_the_base(canbo, own: Path) -> None:  # type: ignore[no-untyped-def]
    """Facts extracted with the file stand in the base under the name that the file gives."""
    (own.parent / "a.txt").write_text(TEXT, encoding="utf-8")
    assert canbo("extract", "a.txt", "--lexicon", own.name, cwd=own.parent).returncode == 0
    assert canbo("build", "facts", cwd=own.parent).returncode == 0
    asked = "SELECT p.name_vi, learners_low FROM training JOIN programmes p ON p.code = programme"
    done = canbo("query", "canbo.duckdb", asked, cwd=own.parent)
    assert "Kinh tế số,120" in done.stdout
