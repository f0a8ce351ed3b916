"""Why an extraction came out as it did."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from corpora.article import Article
from corpora.errors import UsageError
from corpora.sample import sample_articles
from nlp.explanation import explain
from nlp.explanation_html import name_rule, wording
from nlp.extraction import extract
from nlp.programmes import load_lexicon
from nlp.trace import Trace

TEXT = (
    "Sáng 24/5, Huyện ủy khai giảng lớp bồi dưỡng đảng viên mới với 70 học viên. "
    "Năm 2022, huyện mở 6 lớp đảng viên mới với 380 học viên, trong đó 2 lớp tại cụm xã. So với năm 2021, tăng 1 lớp. "
    "Dự buổi lễ có 45 đại biểu."
)
ARTICLE = Article(TEXT, "bai", published=date(2023, 5, 24))


def test_says_what_fired_and_where() -> None:
    """Each rule that made something is named with the words that it read and what it made."""
    explanation = explain(ARTICLE)
    steps = {(s.rule, explanation.plain[s.start : s.end]): s.note for s in explanation.fired()}
    assert steps["join", "6 lớp đảng viên mới với 380 học viên"] == "380 học viên joined to 6 lớp"
    assert steps["part of", "2 lớp"].startswith("a part of 6 lớp")


def test_says_what_lost_and_why() -> None:
    """Each candidate that was turned down is named with the reason."""
    explanation = explain(ARTICLE)
    lost = {explanation.plain[s.start : s.end]: s.note for s in explanation.lost()}
    assert "difference" in lost["1 lớp"]
    assert "no word of training" in lost["45 đại biểu"]
    assert not set(explanation.fired()) & set(explanation.lost())


def test_writes_facts_with_their_words() -> None:
    """The text for a terminal shows each fact, its slots with their proofs, and both lists of steps."""
    shown = str(explain(ARTICLE))
    assert "bai: about the training of cadres" in shown
    assert "«6 lớp đảng viên mới với 380 học viên»" in shown
    assert "dang_vien_moi   ← «đảng viên mới»" in shown
    assert "2022-01-01 to 2022-12-31   ← «Năm 2022»" in shown
    assert "part_of    t2" in shown
    assert shown.index("rules that fired:") < shown.index("candidates that lost:")


def test_says_where_a_slot_was_inherited_from() -> None:
    """A slot that a part takes from its total names the total."""
    assert "from t2" in str(explain(ARTICLE))


def test_says_when_the_day_of_publication_is_unknown() -> None:
    """Without a day of publication the reader is told that times without a year stay open, and only then."""
    hint = "the day of publication is not known"
    assert hint in str(explain(Article(TEXT)))
    assert hint not in str(explain(ARTICLE))


def test_says_so_where_there_is_nothing() -> None:
    """A text about something else is said to be so, and that no rule fired."""
    shown = str(explain(Article("Trời hôm nay nắng đẹp.", "troi")))
    assert "troi: not about the training of cadres" in shown
    assert shown.count("  none") == 2


@pytest.mark.parametrize("article", sample_articles(), ids=lambda a: a.name)
def test_explaining_changes_nothing(article: Article) -> None:
    """The facts explained are the facts extracted, and every step lies in the text and gives a reason."""
    explanation = explain(article)
    assert explanation.facts == extract(article)
    for step in explanation.steps:
        assert 0 <= step.start < step.end <= len(explanation.plain)
        assert step.note
    assert len(explanation.fired()) + len(explanation.lost()) == len(explanation.steps)


def test_a_trace_that_nobody_asked_for_stays_empty() -> None:
    """Ordinary extraction keeps no steps."""
    trace = Trace()
    extract(ARTICLE, trace)
    assert trace.steps == []


def test_a_fact_explains_itself() -> None:
    """`facts[i].explain()` shows that fact alone, with the steps taken in its sentence and no other."""
    fact = extract(ARTICLE)[1]
    explanation = fact.explain()
    assert explanation.chosen() == [fact]
    words = {explanation.plain[s.start : s.end] for s in explanation.steps}
    assert fact.quote in words
    assert "45 đại biểu" not in words
    assert "t1  «" not in str(explanation)


def test_a_fact_explains_itself_in_any_normal_form() -> None:
    """The sentence of a fact is found in a text of decomposed letters too."""
    article = Article(unicodedata.normalize("NFD", TEXT), published=date(2023, 5, 24))
    explanation = extract(article)[1].explain()
    assert {s.note for s in explanation.steps} == {s.note for s in extract(ARTICLE)[1].explain().steps}


def test_a_fact_of_a_readers_own_programme_explains_itself(tmp_path: Path) -> None:
    """A fact remembers the lexicon that it was read with."""
    own = tmp_path / "my.toml"
    body = "[a]\nvi = 'Số liệu'\nwords = ['số liệu']\nexamples = ['học số liệu']\nnot = ['số hóa']\n"
    own.write_text(body, encoding="utf-8")
    text = "Năm 2022, huyện mở 6 lớp số liệu cho 380 cán bộ xã."
    [fact] = extract(Article(text), lexicon=load_lexicon(own))
    assert "programme  a " in str(fact.explain())
    assert "Số liệu" in fact.explain()._repr_html_()


def test_a_fact_without_an_article_says_so() -> None:
    """A fact made by hand can't be explained, and the message names what can."""
    with pytest.raises(UsageError, match=r"nlp\.explain"):
        replace(extract(ARTICLE)[0], origin=None).explain()


def test_the_notebook_shows_words_and_reasons() -> None:
    """In a notebook each slot stands with its words and where they are from, each loser with its reason, escaped."""
    article = replace(ARTICLE, text=TEXT + " Có 7 <b>khách</b> dự.")
    html = explain(article)._repr_html_()
    for words in ("Chương trình", "«Năm 2022»", "không có từ nào nói khác", "mức chênh lệch", "lấy từ"):
        assert words in html
    assert "<b>khách" not in html
    assert html.count("<div") == html.count("</div>")


def test_every_rule_and_reason_has_its_words() -> None:
    """Whatever the rules say of themselves on the sample is told in Vietnamese too."""
    for article in sample_articles():
        for step in explain(article).steps:
            assert name_rule(step.rule, "vi") != step.rule, step.rule
            assert (
                any(step.note.startswith(known) for known in wording()["reason"]) or "joined to" in step.note
            ), step
