"""The sample newspaper's articles and their gold."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from corpora.sample import HOST, sample_articles, sample_folder, sample_gold, sample_stories

SHARED = Path(__file__).parents[3] / "shared"
GOLD = sample_gold()
TEXTS = {article.name: article.text for article in sample_articles()}
LISTS = ("training", "outcomes", "documents", "dates", "quantities", "people", "checks")
WORDS = {2: "hai", 3: "ba", 4: "bốn", 10: "mười", 12: "mười hai"}
LONG = 12  # words in a row that two authors don't write by chance


def entries(kind: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every entry of one list of the gold, with its article's name."""
    for name, gold in GOLD.items():
        for entry in gold[kind]:
            yield name, entry


def runs(text: str) -> set[tuple[str, ...]]:
    """All stretches of `LONG` words, punctuation and case left out."""
    words = re.findall(r"\w+", text.casefold())
    return {tuple(words[i : i + LONG]) for i in range(len(words) - LONG + 1)}


def test_the_paper_is_large_enough() -> None:
    """At least 22 articles, 17 of them on the training of cadres and 5 on something else."""
    relevant = [gold["relevant"] for gold in GOLD.values()]
    assert len(TEXTS) == len(GOLD) >= 22
    assert relevant.count(True) >= 17
    assert relevant.count(False) >= 5


def test_each_article_is_as_long_as_a_short_report() -> None:
    """200 to 500 words, with title, lead and body, and no blanks at its ends."""
    for name, text in TEXTS.items():
        assert 200 <= len(text.split()) <= 500, name
        assert len(text.split("\n\n")) >= 6, name
        assert text == text.strip(), name


def test_one_article_is_a_reprint() -> None:
    """One text stands under two addresses in two sections, with the same facts in both."""
    stories = sample_stories()
    texts = [story.article.text for story in stories]
    twins = [story for story in stories if texts.count(story.article.text) == 2]
    first, second = twins
    assert first.article.version == second.article.version
    assert first.article.article_id != second.article.article_id
    assert first.section != second.section
    assert all(GOLD[first.article.name][kind] == GOLD[second.article.name][kind] for kind in LISTS)


def test_what_is_known_of_an_article_is_said_everywhere_alike() -> None:
    """The gold's title, date, source and author are those of meta.csv, the title is the text's first line."""
    for story in sample_stories():
        article, gold = story.article, GOLD[story.article.name]
        assert article.title == gold["title"] == article.text.split("\n")[0]
        assert article.published == date.fromisoformat(gold["published"]) == story.published_at.date()
        assert (article.source, article.author, article.url) == (gold["source"], gold["author"], gold["url"])
        assert (article.url or "").startswith(HOST + "/")
        assert (sample_folder() / gold["text_file"]).is_file()


def test_every_word_of_the_gold_is_printed() -> None:
    """Quotes, texts, names, roles, organisers and audiences are stretches of their article."""
    for kind in LISTS:
        for name, entry in entries(kind):
            fields = [
                entry.get(key) for key in ("quote", "text", "name", "role", "audience", "issuer", "title")
            ]
            for words in [*fields, *entry.get("organiser", ())]:
                assert words is None or words in TEXTS[name], (name, words)


def test_every_count_is_printed_in_its_quote() -> None:
    """Each number of a training entry stands in its quote: in digits, in words, or as a bare opening or closing."""
    for name, entry in entries("training"):
        for count in filter(None, (entry["classes"], entry["learners"])):
            for value in (count[key] for key in ("value", "low", "high") if key in count):
                digits = re.escape(f"{value:,}".replace(",", "."))
                bare = value == 1 and entry["event"]
                printed = re.search(rf"(?<![\d.]){digits}(?![\d.]*\d)", entry["quote"])
                word = WORDS.get(value, "\0") in entry["quote"].lower()
                assert printed or word or bare, (name, entry["quote"], value)


def test_entries_refer_to_entries_of_the_same_article() -> None:
    """Ids run t1, t2, …; part_of and of name one of them, and never a circle."""
    for name, gold in GOLD.items():
        ids = [entry["id"] for entry in gold["training"]]
        assert ids == [f"t{n}" for n in range(1, len(ids) + 1)], name
        parents = {entry["id"]: entry["part_of"] for entry in gold["training"]}
        for entry_id in ids:
            above = [entry_id]
            while (parent := parents[above[-1]]) is not None:
                assert parent not in above, name
                above.append(parent)
        assert {entry["of"] for entry in gold["outcomes"]} <= {None, *ids}, name


def test_spans_of_days_run_forwards() -> None:
    """No date and no period ends before it starts."""
    spans = [entry for _, entry in entries("dates")]
    spans += [entry["period"] for _, entry in entries("training") if entry["period"]]
    assert all(date.fromisoformat(s["start"]) <= date.fromisoformat(s["end"]) for s in spans)


def test_an_irrelevant_article_has_no_facts() -> None:
    """Pupils, drivers and patients have lớp and học viên too, and nothing of them is annotated."""
    others = [name for name, gold in GOLD.items() if not gold["relevant"]]
    assert all(not GOLD[name][kind] for name in others for kind in LISTS)
    assert sum("học viên" in TEXTS[name] and "lớp" in TEXTS[name] for name in others) >= 3


def test_the_constructions_of_the_field_are_there() -> None:
    """All statuses and events, rates, ranges, qualifiers, parts of parts, sums and percentages that fail."""
    training = [entry for _, entry in entries("training")]
    learners = [entry["learners"] for entry in training if entry["learners"]]
    checks = [entry for _, entry in entries("checks")]
    parts = {(name, entry["id"]): entry["part_of"] for name, entry in entries("training")}
    assert {e["status"] for e in training} == {"held", "planned", "not_held", "carried_over"}
    assert {e["event"] for e in training} == {None, "opening", "closing"}
    assert {n.get("per") for n in learners} == {None, "class", "year"}
    assert {n["counting"] for n in learners} == {"people", "enrolments"}
    assert {n.get("qualifier") for n in learners} == {None, "about", "over", "under"}
    assert any("low" in n for n in learners)
    assert any(parts.get((name, parent)) for (name, _), parent in parts.items() if parent)
    assert {(c["kind"], c["holds"]) for c in checks} == {
        (k, h) for k in ("sum", "percent") for h in (True, False)
    }


def test_learners_by_programme_and_year_make_a_table() -> None:
    """Learners held in one year of one programme: at least 7 programmes and 4 years, totals not counted twice."""
    cells = set()
    for name, entry in entries("training"):
        above = {e["id"]: e for e in GOLD[name]["training"]}.get(entry["part_of"], {})
        counted = above.get("learners") and above["programme"]
        learners, period = (
            entry["learners"] or {"per": "nothing"},
            entry["period"] or {"start": "", "end": "-"},
        )
        one_year = period["start"][:4] == period["end"][:4]
        if entry["status"] == "held" and "per" not in learners and one_year and not counted:
            cells.add((entry["programme"], period["start"][:4]))
    cells = {(programme, year) for programme, year in cells if programme}
    assert len({programme for programme, _ in cells}) >= 7
    assert len({year for _, year in cells}) >= 4


def test_gold_passes_the_guidelines_checker() -> None:
    """The checker of gold format 1 finds nothing."""
    checker = SHARED / "gold" / "verify.py"
    if not checker.is_file():
        pytest.skip("the checker of gold format 1 lies outside this repository and isn't here")
    command = [sys.executable, str(checker), str(sample_folder())]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout


def test_no_sentence_is_taken_from_a_real_article() -> None:
    """No twelve words in a row are those of a gold article of the real press."""
    paths = sorted(SHARED.glob("gold/*/*.txt"))
    if not paths:
        pytest.skip("the real press articles lie outside this repository and aren't here")
    real = set().union(*(runs(path.read_text(encoding="utf-8")) for path in paths))
    for name, text in TEXTS.items():
        assert not runs(text) & real, name
