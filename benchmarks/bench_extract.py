"""How fast the extraction is, beside peers in the same run: ratios say more than seconds of one machine.

    python benchmarks/bench_extract.py [ARTICLES …] [--most N] [--few N]

`ARTICLES` is any input of canbo extract. Without it the bundled sample newspaper is read, and beside it the general
news under `../shared/corpora` where that folder exists. All times are processor time of one process, so that others at
work on the machine count little; peak memory and the first fact are measured in processes of their own.
"""

from __future__ import annotations

import argparse
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from itertools import cycle, islice
from pathlib import Path

from corpora.article import Article
from corpora.load import load

NEWS = Path(__file__).resolve().parents[2] / "shared" / "corpora" / "news-2016.jsonl.gz"
SIZES = (250, 500, 1000, 2000)
"""Lengths of long texts, in thousands of characters."""
LAYOUTS: dict[str, Callable[[str], str]] = {
    "as printed": lambda text: text,
    "one paragraph": lambda text: text.replace("\n", " "),
    "one sentence": lambda text: text.replace("\n", " ").replace(". ", ", "),
}
"""What may make the work grow faster than the text."""

FIRST_FACT = """
import nlp
from corpora.article import Article
facts = nlp.extract(Article("Năm 2021, huyện mở 12 lớp bồi dưỡng lý luận chính trị cho 600 học viên."))
assert facts.training
import time
print(time.process_time())
"""
PEAK = """
import resource, sys
from pathlib import Path
import nlp
from corpora.article import Article
from corpora.load import load
from corpora.sample import sample_articles
articles = load([Path(sys.argv[1])]) if len(sys.argv) > 1 else sample_articles()
for article in articles:
    if isinstance(article, Article):
        nlp.extract(article)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""

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
    """Measure every contender on the same articles, then long texts, memory and the first fact."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0] if __doc__ else None)
    parser.add_argument("articles", nargs="*", type=Path, help="inputs of canbo extract; else the sample")
    parser.add_argument("--most", type=int, default=400, help="the most articles of an input (400)")
    parser.add_argument("--few", type=int, default=20, help="the most articles for slow peers (20)")
    chosen = parser.parse_args()
    inputs: list[Path | None] = [*chosen.articles] or [None, *([NEWS] if NEWS.exists() else [])]
    # First of all, while this process is small: what a process of its own needs is measured from that size on.
    for path in inputs:
        peak = run_alone(PEAK, *([str(path)] if path else []))
        print(f"peak memory for {name_of(path)}: {peak:.0f} MB")
    print(f"import and first fact: {min(run_alone(FIRST_FACT) for _ in range(5)):.2f} s\n")
    for path in inputs:
        compare(name_of(path), read_articles(path, chosen.most), chosen.few)
    measure_sizes(read_articles(inputs[-1], chosen.most))


def name_of(path: Path | None) -> str:
    """What an input is called in the tables."""
    return path.name if path else "the sample newspaper"


def compare(name: str, articles: Sequence[Article], few: int) -> None:
    """Print what each contender needs for an article, and how canbo stands to it on the very same articles."""
    size = statistics.mean(len(a.text) for a in articles)
    print(f"{name}: {len(articles)} articles, {size:.0f} characters on average")
    print(f"  {'':34}{'articles':>9}{'ms an article':>15}{'articles/s':>12}{'canbo is':>12}")
    canbo = make_canbo()
    own = {n: measure(canbo, articles[:n]) for n in {len(articles), min(few, len(articles))}}
    for title, make, slow in CONTENDERS:
        count = min(few, len(articles)) if slow else len(articles)
        seconds = own[count] if make is make_canbo else measure(make(), articles[:count])
        ratio = f"{seconds / own[count]:.2f}x" if make is not make_canbo else ""
        print(f"  {title:34}{count:9}{seconds * 1000:15.2f}{1 / seconds:12.1f}{ratio:>12}")
    print()


def measure_sizes(articles: Sequence[Article]) -> None:
    """Print what long texts need: linear work has the same figure in a row."""
    print(f"one article of {SIZES[0]} to {SIZES[-1]} kB, ms per kB (1 ms is 1 s for 1 MB)")
    print(f"  {'':16}" + "".join(f"{size:>9}" for size in SIZES))
    canbo = make_canbo()
    for name, lay_out in LAYOUTS.items():
        row = [measure(canbo, [make_long(articles, size, lay_out)], rounds=1) / size for size in SIZES]
        print(f"  {name:16}" + "".join(f"{seconds * 1000:9.2f}" for seconds in row))


def make_long(articles: Iterable[Article], size: int, lay_out: Callable[[str], str]) -> Article:
    """An article of `size` thousand characters, made of others."""
    texts: list[str] = []
    length = 0
    for article in cycle(articles):
        if length >= size * 1000:
            break
        texts.append(article.text)
        length += len(article.text)
    return Article(lay_out("\n\n".join(texts)[: size * 1000]))


def read_articles(path: Path | None, most: int) -> list[Article]:
    """The first articles of the input, or those of the sample."""
    if path is None:
        from corpora.sample import sample_articles

        return sample_articles()[:most]
    return list(islice((a for a in load([path]) if isinstance(a, Article)), most))


def measure(work: Callable[[str], object], articles: Sequence[Article], rounds: int = 3) -> float:
    """Seconds of processor time an article, the best of the rounds, after a first article that loads everything."""
    texts = [article.text for article in articles]
    work(texts[0][:3000])
    taken = []
    for _ in range(rounds):
        began = time.process_time()
        for text in texts:
            work(text)
        taken.append(time.process_time() - began)
    return min(taken) / len(texts)


def run_alone(code: str, *arguments: str) -> float:
    """The figure that a piece of code prints in a process of its own."""
    command = [sys.executable, "-c", code, *arguments]
    return float(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


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


CONTENDERS: tuple[tuple[str, Callable[[], Callable[[str], object]], bool], ...] = (
    ("canbo: all facts", make_canbo, False),
    ("20 plain patterns", make_patterns, False),
    ("underthesea: words", make_words, True),
    ("underthesea: words, tags, names", make_names, True),
)
"""What is measured: its name, what makes it, and whether it is slow."""


if __name__ == "__main__":
    main()
