"""How fast the extraction is, beside peers in the same run: ratios say more than seconds of one machine.

    python benchmarks/bench_extract.py [ARTICLES.jsonl[.gz] or any input of canbo extract] [--most N]

Without an argument the bundled sample newspaper is read.
"""

from __future__ import annotations

import argparse
import re
import statistics
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from corpora.article import Article
from corpora.load import load

PLAIN_PATTERNS = (
    r"\d{1,2}/\d{1,2}/\d{4}",
    r"ngày \d{1,2}/\d{1,2}",
    r"ngày \d{1,2} tháng \d{1,2}",
    r"tháng \d{1,2}/\d{4}",
    r"năm \d{4}",
    r"quý [IV]+",
    r"\d[\d.,]* lớp",
    r"\d[\d.,]* khóa",
    r"\d[\d.,]* học viên",
    r"\d[\d.,]* lượt",
    r"\d[\d.,]* cán bộ",
    r"\d[\d.,]* đồng chí",
    r"\d[\d.,]*%",
    r"\d+-[A-ZĐ]+/[A-ZĐ]+",
    r"\d+/\d{4}/[A-ZĐ-]+",
    r"Quyết định số \d+",
    r"Nghị quyết số \d+",
    r"(?:đào tạo|bồi dưỡng|tập huấn)",
    r"lý luận chính trị",
    r"đồng chí (?:[A-ZĐ]\w+ ?){2,4}",
)
"""Twenty patterns of an afternoon: what one would write without canbo."""


def main() -> None:
    """Measure every contender on the same articles and print a table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0] if __doc__ else None)
    parser.add_argument(
        "articles", nargs="?", type=Path, help="any input of canbo extract; else the sample newspaper"
    )
    parser.add_argument("--most", type=int, default=100, help="the most articles to measure (100)")
    chosen = parser.parse_args()
    articles = read_articles(chosen.articles, chosen.most)
    size = statistics.median(len(a.text) for a in articles)
    print(f"{len(articles)} articles, median {size:.0f} characters; one process, each contender warmed up\n")
    timed = [(name, measure(make(), articles)) for name, make in CONTENDERS]
    own = timed[0][1]
    print(f"{'':34}{'ms an article':>14}{'articles/s':>12}{'of canbo':>10}")
    for name, seconds in timed:
        print(f"{name:34}{seconds * 1000:14.2f}{1 / seconds:12.0f}{seconds / own:9.2f}x")


def read_articles(path: Path | None, most: int) -> list[Article]:
    """The first articles of the input, or those of the sample."""
    if path is None:
        from corpora.sample import sample_articles

        return sample_articles()[:most]
    found: list[Article] = []
    for article in load([path]):
        if isinstance(article, Article):
            found.append(article)
        if len(found) == most:
            break
    return found


def measure(work: Callable[[str], object], articles: Sequence[Article]) -> float:
    """Seconds an article, the best of three rounds, after a first one that loads everything."""
    texts = [article.text for article in articles]
    work(texts[0])
    rounds = []
    for _ in range(3):
        began = time.perf_counter()
        for text in texts:
            work(text)
        rounds.append(time.perf_counter() - began)
    return min(rounds) / len(texts)


def make_canbo() -> Callable[[str], object]:
    """canbo: all facts of an article."""
    import nlp

    return lambda text: nlp.extract(Article(text))


def make_patterns() -> Callable[[str], object]:
    """Twenty plain patterns, searched one after the other."""
    patterns = [re.compile(p) for p in PLAIN_PATTERNS]
    return lambda text: [pattern.findall(text) for pattern in patterns]


def make_words() -> Callable[[str], object]:
    """underthesea's words, sentence by sentence."""
    from underthesea import sent_tokenize, word_tokenize

    return lambda text: [word_tokenize(sentence) for sentence in sent_tokenize(text)]


def make_names() -> Callable[[str], object]:
    """underthesea's named entities, sentence by sentence."""
    from underthesea import ner, sent_tokenize

    return lambda text: [ner(sentence) for sentence in sent_tokenize(text)]


CONTENDERS: tuple[tuple[str, Callable[[], Callable[[str], object]]], ...] = (
    ("canbo: all facts", make_canbo),
    ("20 plain patterns", make_patterns),
    ("underthesea: words", make_words),
    ("underthesea: words, tags, names", make_names),
)


if __name__ == "__main__":
    main()
