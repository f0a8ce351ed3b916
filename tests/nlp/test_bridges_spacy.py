"""The facts on spaCy's documents are those of `nlp.extract`, however the document was made and wherever it travels."""

from __future__ import annotations

import pickle
import re
import subprocess
import sys
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy import displacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin

from corpora.article import Article
from corpora.errors import UsageError
from corpora.head import complete
from corpora.sample import sample_articles
from nlp import extract
from nlp.bridges import blank_vietnamese, displacy_options, stored

TEXT = (
    "Ngày 25/9, Trường Chính trị tỉnh khai giảng 12 lớp bồi dưỡng lý luận chính trị cho 1.250 học viên.\n\n"
    "Theo Kế hoạch số 110-KH/TU, đ/c Trần Văn Bình chúc mừng; <b>hoà</b> ho\u0323c vie\u0302n."
)
DAY = date(2024, 10, 1)
KINDS = ["syllables", "underthesea"]


def with_facts(words: str) -> Language:
    """A pipeline of canbo's with the component."""
    pipeline = blank_vietnamese(words)
    pipeline.add_pipe("canbo_facts")
    return pipeline


@pytest.fixture(scope="module", params=KINDS)
def pipeline(request: pytest.FixtureRequest) -> Language:
    """A Vietnamese pipeline with the component, once for each kind of token."""
    return with_facts(request.param)


def check_spans(doc: Doc) -> None:
    """Each fact has one span, which covers the fact's own place."""
    facts = doc._.canbo
    spans = doc.spans["canbo"]
    assert sorted(s.id_ for s in spans) == sorted(f.fact_id for f in facts.all_facts())
    for span in spans:
        exact = span._.canbo.span
        assert doc.text[exact.start : exact.end] == exact.quote
        assert span.start_char <= exact.start
        assert exact.end <= span.end_char
    assert [s.start_char for s in spans] == sorted(s.start_char for s in spans)


def test_the_facts_are_ours(pipeline: Language) -> None:
    """Articles of the sample newspaper give the facts of `nlp.extract`, on documents that spell their texts."""
    articles = sample_articles()[::2]
    for doc, article in pipeline.pipe(((a.text, a) for a in articles), as_tuples=True):
        assert doc.text == article.text
        assert doc._.canbo == extract(complete(article))
        check_spans(doc)


def test_labels(pipeline: Language) -> None:
    """The spans of a paragraph bear the kinds of its facts, and sit on whole tokens without growing."""
    doc = pipeline(TEXT)
    spans = {(s.label_, s.text) for s in doc.spans["canbo"]}
    assert {
        ("DATE", "Ngày 25/9"),
        ("QUANTITY", "1.250 học viên"),
        ("DOCUMENT", "Kế hoạch số 110-KH/TU"),
        ("PERSON", "Trần Văn Bình"),
    } <= spans
    (training,) = [s for s in doc.spans["canbo"] if s.label_ == "TRAINING"]
    assert training._.canbo == doc._.canbo[0]
    assert training._.canbo.learners.value == 1250


def test_a_count_after_a_stroke_has_its_token(pipeline: Language) -> None:
    """«12 lớp/310 học viên» is two counts, each on tokens of its own; addresses and document numbers stay whole."""
    doc = pipeline(
        "Năm 2024 mở 12 lớp/310 học viên theo Công văn 30/2024/CV-TU, xem https://bao.example/lop/12."
    )
    quantities = [s for s in doc.spans["canbo"] if s.label_ == "QUANTITY"]
    assert [s.text for s in quantities] == [s._.canbo.quote for s in quantities] == ["12 lớp", "310 học viên"]
    assert "https://bao.example/lop/12" in [t.text for t in doc]


def test_tokens_that_do_not_fit(pipeline: Language) -> None:
    """Where tokens are coarser than facts, spans grow to whole tokens, and the facts keep their exact places."""
    coarse = spacy.blank(
        "vi",
        config={"nlp": {"tokenizer": {"@tokenizers": "spacy.vi.VietnameseTokenizer", "use_pyvi": False}}},
    )
    coarse.add_pipe("canbo_facts")
    doc = coarse(TEXT)
    check_spans(doc)
    assert doc._.canbo == pipeline(TEXT)._.canbo
    assert [s._.canbo.quote for s in doc.spans["canbo"] if s.text == "Ngày 25/9,"] == ["Ngày 25/9"]


@pytest.mark.parametrize(
    "context",
    [
        DAY,
        datetime(2024, 10, 1, 8, 30),
        "2024-10-01",
        {"published": DAY},
        {"published": "2024-10-01", "n": 1},
    ],
    ids=lambda c: type(c).__name__,
)
def test_published_by_context(pipeline: Language, context: Any) -> None:
    """The day of publication comes with a text as its context, and resolves the days that print no year."""
    ((doc, back),) = pipeline.pipe([(TEXT, context)], as_tuples=True)
    assert back == context
    assert doc._.canbo == extract(complete(Article(TEXT, published=DAY, published_basis="meta")))
    assert doc._.canbo.dates[0].start == date(2024, 9, 25)


@pytest.mark.parametrize("context", [7, None, "bài số 7", ("a", 1)], ids=repr)
def test_other_contexts_are_the_users_own(pipeline: Language, context: Any) -> None:
    """A context that is no day comes back as it is, and no day is made up."""
    ((doc, back),) = pipeline.pipe([(TEXT, context)], as_tuples=True)
    assert back == context
    assert doc._.canbo.article.published is None
    assert doc._.canbo.dates[0].start is None


def test_published_on_the_document(pipeline: Language) -> None:
    """`doc._.published` takes a day, also in writing, before the pipeline runs, and goes before the context."""
    doc = pipeline.make_doc(TEXT)
    doc._.published = "2024-10-01"
    assert doc._.published == DAY
    assert pipeline(doc)._.canbo.dates[0].start == date(2024, 9, 25)
    doc = pipeline.make_doc(TEXT)
    with pytest.raises(UsageError, match="write it like"):
        doc._.published = "1/10/2024"
    with pytest.raises(UsageError, match="write it like"):
        list(pipeline.pipe([(TEXT, {"published": "1/10/2024"})], as_tuples=True))


def test_two_processes(pipeline: Language) -> None:
    """`pipe(…, n_process=2)` gives the same documents in the same order as one process."""
    pairs = [(TEXT, DAY), ("", None), ("Bài không có gì.", None), (TEXT, None)]
    one = [d for d, _ in pipeline.pipe(pairs, as_tuples=True)]
    two = [d for d, _ in pipeline.pipe(pairs, as_tuples=True, n_process=2, batch_size=1)]
    assert [d._.canbo for d in two] == [d._.canbo for d in one]
    assert [[t.text for t in d] for d in two] == [[t.text for t in d] for d in one]
    for doc in two:
        check_spans(doc)


def test_documents_kept_in_files(pipeline: Language) -> None:
    """Facts survive `to_bytes` and a DocBin with its user data, and are the same object while they are looked at."""
    doc = pipeline(TEXT)
    again = Doc(pipeline.vocab).from_bytes(doc.to_bytes())
    (boxed,) = DocBin(store_user_data=True, docs=[doc]).get_docs(pipeline.vocab)
    for copy in (again, boxed):
        assert copy._.canbo == doc._.canbo
        check_spans(copy)
    assert doc._.canbo is doc._.canbo
    assert pipeline.make_doc(TEXT)._.canbo is None


def test_displacy(pipeline: Language) -> None:
    """displaCy draws the spans with a colour each, and what the article says is escaped."""
    html = displacy.render(pipeline(TEXT), style="span", options=displacy_options(), jupyter=False)
    assert html.count("TRAINING") == 1
    assert all(colour in html for colour in (displacy_options()["colors"][k] for k in ("DATE", "DOCUMENT")))
    assert "<b>" not in html


@pytest.mark.parametrize("words", KINDS)
def test_a_saved_pipeline_comes_back(words: str, tmp_path: Path) -> None:
    """A pipeline saved to disk loads and gives the same facts; it can also be pickled for other processes."""
    made = with_facts(words)
    made.to_disk(tmp_path / "vi")
    loaded = spacy.load(tmp_path / "vi")
    assert loaded(TEXT)._.canbo == made(TEXT)._.canbo
    assert [t.text for t in loaded(TEXT)] == [t.text for t in made(TEXT)]
    for part in (made.get_pipe("canbo_facts"), made.tokenizer):
        assert type(pickle.loads(pickle.dumps(part))) is type(part)


def test_spacy_finds_the_component_by_itself() -> None:
    """`add_pipe("canbo_facts")` works in a process that imports nothing of canbo."""
    code = (
        "import spacy, sys\n"
        "vi = spacy.blank('vi', config={'nlp': {'tokenizer': {'use_pyvi': False}}})\n"
        "assert not {'canbo', 'nlp.extraction'} & set(sys.modules)\n"
        "vi.add_pipe('canbo_facts', config={'spans_key': 'sc'})\n"
        "doc = vi('Năm 2024, tỉnh mở 12 lớp bồi dưỡng lý luận chính trị cho 1.250 học viên.')\n"
        "assert doc._.canbo[0].learners.value == 1250\n"
        "assert 'TRAINING' in {s.label_ for s in doc.spans['sc']}\n"
        "assert 'underthesea' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-P", "-c", code], check=True, timeout=60)


def test_spacy_blank_needs_nothing_else() -> None:
    """`spacy.blank("vi")` works without pyvi in a process that imports nothing of canbo, and so do both tokenizers."""
    code = """
import spacy
vi = spacy.blank("vi")
vi.add_pipe("canbo_facts")
doc = vi("Năm 2024, tỉnh mở 12 lớp/310 học viên trung cấp lý luận chính trị.")
print([s.text for s in doc.spans["canbo"] if s.label_ == "TRAINING"], [t.text for t in doc][4:10])
words = {"nlp": {"tokenizer": {"@tokenizers": "canbo.VietnameseWords.v1"}}}
print([t.text for t in spacy.blank("vi", config=words)("trung cấp lý luận chính trị")])
"""
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, encoding="utf-8"
    )
    assert done.stdout.splitlines() == [
        "['12 lớp/310 học viên'] ['mở', '12', 'lớp', '/', '310', 'học']",
        "['trung cấp', 'lý luận', 'chính trị']",
    ]


def test_unknown_tokens() -> None:
    """A kind of token that isn't there is refused with the ones that are."""
    with pytest.raises(UsageError, match="syllables, underthesea"):
        blank_vietnamese("letters")


WORDS = with_facts("underthesea")


@given(
    st.lists(
        st.sampled_from(
            [TEXT, "12 lớp", " ", "\n", "\u0301", "\u200b", "đ/c", "ho\u0323c viên", "\u00a0", "한", "\r\n"]
        )
        | st.text(st.characters(exclude_categories=["Cs"]), max_size=5),
        max_size=10,
    ).map("".join)
)
@settings(max_examples=60, deadline=None)
def test_any_text(text: str) -> None:
    """The document of any text spells it, and its facts are those of `nlp.extract`, also after storing."""
    doc = WORDS(text)
    assert doc.text == text
    facts = extract(complete(Article(text)))
    assert doc._.canbo == facts
    assert stored.load(stored.dump(facts), text) == facts
    check_spans(doc)


def test_the_manual_runs(capsys: pytest.CaptureFixture[str]) -> None:
    """The Python of `docs/bridges.md` runs from top to bottom, and what it asserts is true."""
    text = (Path(__file__).parents[2] / "docs" / "bridges.md").read_text(encoding="utf-8")
    scope: dict[str, Any] = {}
    for block in re.findall(r"^```python\n(.*?)^```", text, re.DOTALL | re.MULTILINE):
        exec(compile(block, "docs/bridges.md", "exec"), scope)
    assert "TRAINING" in capsys.readouterr().out
    assert "<html" in scope["html"]
