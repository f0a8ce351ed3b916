"""What is an article on the training of cadres, by its words alone and with what was found in it."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpora.article import Article
from corpora.errors import CanboError
from corpora.text import even_out
from nlp.extraction import extract
from nlp.reading import read
from nlp.relevance import NOTE, NOTE_THRESHOLD, STATEMENTS, is_relevant, relevance_of, weigh
from nlp.relevance.features import count_features, feature_names, find_words, groups, lexicon, split_words
from nlp.relevance.weights import load_weights, read_weights
from nlp.training.draft import Draft

CASES = [
    json.loads(line)
    for line in (Path(__file__).parents[1] / "cases" / "relevance.jsonl")
    .read_text(encoding="utf-8")
    .splitlines()
]
RELEVANT = {case["case"]: case["text"] for case in CASES if case["relevant"]}
WEIGHTS = Path(__file__).parents[2] / "nlp" / "relevance" / "weights.json"
VIETNAMESE = st.text(alphabet="aăâbcdđeêghioôơuưynt ạảấộứ.,:;!?\n-()«»\"'0123456789", max_size=400)


def statement(*programmes: str) -> Draft:
    """A statement about training that names programmes."""
    return Draft(read(Article("Mở lớp.")).sentences[0], 0, 1, programmes=programmes)


@pytest.mark.parametrize("case", CASES, ids=[case["case"] for case in CASES])
def test_verdict(case):
    """Each case is told as the extraction reads it: twenty of the field in many guises, twenty of its neighbours."""
    assert extract(Article(case["text"])).relevant is case["relevant"]


def test_reading_and_text_agree():
    """A note that was read without statements is judged as its text is."""
    for case in CASES:
        likely = relevance_of(even_out(case["text"]).plain) >= NOTE_THRESHOLD
        assert is_relevant(read(Article(case["text"])), ()) is likely


def test_headline_counts():
    """A headline that the text lacks is read with it, and one that it begins with isn't read twice."""
    headline, body = RELEVANT["grades"].split("\n", 1)
    bare, whole = Article(body, title=headline), Article(RELEVANT["grades"], title=headline)
    assert is_relevant(read(bare), ())
    assert is_relevant(read(whole), ()) is is_relevant(read(Article(RELEVANT["grades"])), ())


def test_statements_speak_for_an_article():
    """Statements that name a programme of cadres make an article likelier, up to a number; others' programmes don't."""
    plain = RELEVANT["courts"]
    chances = [relevance_of(plain, [statement("llct")] * n) for n in range(STATEMENTS + 2)]
    assert chances[:-1] == sorted(set(chances))
    assert chances[-1] == chances[-2]
    assert relevance_of(plain, [statement("chuyen_mon"), statement()]) == chances[0]


def test_statements_alone_convince_nobody():
    """What has no word of the field stays out whatever was found in it."""
    assert relevance_of("Mưa lớn gây ngập nhiều tuyến phố.", [statement("llct")] * 5) < 0.01


def test_weights_have_the_right_sign():
    """No group speaks against what it stands for."""
    against = {"trades", "schooling", "votes", "posts", "sport", "troubles", "markets"}
    assert {name for name in groups() if lexicon()[name].get("against")} == against
    for name, weight in zip(feature_names(), load_weights().weights, strict=True):
        assert weight <= 0 if name in against else weight >= 0, name


def test_long_texts_need_more():
    """What keeps a note doesn't keep an article: there a statement and few words of the field are too little."""
    note = "Sáng nay, xã mở lớp tập huấn cho 40 cán bộ thôn."
    article = note + "\n" + "Trời nắng đẹp, người đi chợ đông hơn mọi ngày. " * 40
    assert len(note) <= NOTE < len(article)
    assert extract(Article(note)).relevant
    assert not extract(Article(article)).relevant


PASSING = "Trong năm, huyện mở {} cho 218 cán bộ chủ chốt các thôn."
"""A sentence within an article on something else."""


@pytest.mark.parametrize(
    ("classes", "expected"),
    [
        ("5 lớp bồi dưỡng nghiệp vụ công tác Đảng", True),
        ("hai lớp trung cấp lý luận chính trị", True),
        ("5 lớp tiếng Anh", False),
        ("nhiều lớp", False),
        ("5 lớp bơi, bồi dưỡng thêm về sơ cứu", False),
        ("5 lớp bơi. Tỉnh bồi dưỡng tiếng Mông cho 60 công chức, và mở lớp bơi", True),
    ],
)
def test_counted_classes_in_passing(classes, expected):
    """Counted classes or learners that can only be cadres' make any article ours; others' programmes don't."""
    other = "Giá cao su tăng, công ty lãi lớn, khách hàng xếp hàng dài. " * 20
    assert extract(Article(other + "\n" + PASSING.format(classes))).relevant is expected


@pytest.mark.parametrize(
    ("course", "expected"),
    [
        ("cao cấp lý luận chính trị", True),
        ("sơ cấp lý luận chính trị", True),
        ("tiếng Anh", False),
        ("bơi", False),
    ],
)
def test_opened_class_in_passing(course, expected):
    """A class that only cadres attend, opened or closed, makes any article ours too."""
    other = "Giá cao su tăng, công ty lãi lớn, khách hàng xếp hàng dài. " * 20
    event = f"Ngày 5/3, Trường Chính trị tỉnh bế giảng lớp {course} hệ tại chức với 124 người theo học."
    assert extract(Article(other + "\n" + event)).relevant is expected


def test_other_weights_can_be_tried():
    """An article can be judged by weights that aren't in use."""
    reading = read(Article(RELEVANT["grades"]))
    assert not is_relevant(reading, (), replace(load_weights(), intercept=-50.0))


def test_weigh_explains():
    """The parts that are shown add up to the verdict, and a text without words has the beginning alone."""
    assert weigh("Trời nắng.") == {"intercept": load_weights().intercept}
    parts = weigh(RELEVANT["grades"])
    assert {"training", "cadres", "programmes", "pairs"} <= parts.keys()


@pytest.mark.parametrize(
    ("old", "new"), [('"base_rate": 0.002', '"base_rate": 0.5'), ('"intercept": -', '"intercept": ')]
)
def test_changed_weights_are_refused(old, new):
    """Weights that someone changed by hand are refused, with what to do about it."""
    text = WEIGHTS.read_text(encoding="utf-8")
    assert old in text
    with pytest.raises(CanboError, match="Train anew"):
        read_weights(text.replace(old, new))


@pytest.mark.parametrize("group", lexicon())
def test_lexicon(group):
    """Every phrase is written as texts are read, stands in one group, and is found whole."""
    for phrase in lexicon()[group]["phrases"]:
        words = phrase.split()
        assert split_words(phrase)[:-1] == words
        found, _ = find_words(phrase)
        column = groups().index(group) if group in groups() else len(groups())
        assert found[0] == (0, column), phrase
        assert found[1:] == [(len(words), -1)], phrase


def test_lexicon_has_no_doubles():
    """A phrase stands once."""
    phrases = [phrase for group in lexicon().values() for phrase in group["phrases"]]
    assert len(phrases) == len(set(phrases))


def test_sentences_keep_pairs_apart():
    """What teaches and who is taught are a pair within a sentence only; a point in a number ends none."""
    pairs = feature_names().index("pairs")
    assert count_features("Bồi dưỡng 1.200 công chức.")[pairs] > 0
    assert count_features("Công chức được bồi dưỡng.")[pairs] > 0
    assert count_features("Bồi dưỡng xong. Công chức về.")[pairs] == 0
    assert count_features("Bồi dưỡng xong\nCông chức về")[pairs] == 0


def test_longest_phrase_wins():
    """A word of another subject isn't counted for the field because it begins alike."""
    training, trades = (feature_names().index(name) for name in ("training", "trades"))
    counted = count_features("đào tạo nghề")
    assert counted[training] == 0
    assert counted[trades] > 0


@given(VIETNAMESE)
def test_any_text_has_a_probability(text):
    """Whatever the text, the answer is a probability, and the same twice."""
    plain = even_out(text).plain
    assert 0 <= relevance_of(plain) <= 1
    assert relevance_of(plain) == relevance_of(plain)


@given(
    st.lists(
        st.sampled_from(["công chức", "bồi dưỡng", "lớp", "và", "của", "học sinh", "đảng viên"]), max_size=30
    )
)
def test_case_and_commas_dont_matter(words):
    """Capitals and commas between words change nothing."""
    assert count_features(" ".join(words)) == count_features(", ".join(words).upper())


def test_inference_is_plain_python():
    """Judging an article loads no library of machine learning."""
    code = (
        "import sys, nlp.relevance as r; r.relevance_of('bồi dưỡng cán bộ');"
        "sys.exit(bool({'sklearn', 'numpy'} & sys.modules.keys()))"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=WEIGHTS.parents[2], timeout=60).returncode == 0


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Năm 2023, tỉnh mở 14 lớp bồi dưỡng cho 1.120 cán bộ.", True),
        ("Huyện mở 7 lớp học nghề cho 210 học viên.", False),
        ("Trường tiểu học có 15 lớp với 460 học sinh.", False),
    ],
)
def test_excerpt(text, expected):
    """A sentence that somebody pasted needs no more than a statement about training, and no word of another field."""
    assert extract(Article(text)).relevant is expected
