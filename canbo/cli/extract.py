"""`canbo extract`: texts into facts."""

from __future__ import annotations

import re
import shlex
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from canbo.cli.talk import SOME_FAILED, count, follow, say, tell_unread
from corpora.errors import UsageError

if TYPE_CHECKING:
    from corpora.article import Article
    from corpora.unread import Unread
    from nlp import Failed
    from nlp.fact import ArticleFacts


class Form(StrEnum):
    """What facts are written as."""

    RECORD = "record"
    GOLD = "gold"
    JSON = "json"


def extract(
    inputs: Annotated[
        list[str],
        typer.Argument(
            metavar="INPUT", help="Folders of texts, .txt, .jsonl, .parquet, a crawl's folder, or -."
        ),
    ],
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", help="The folder to write; for json, a file instead of the screen."),
    ] = None,
    to: Annotated[
        Form,
        typer.Option(
            help="record: a folder of Parquet files; gold: a file an article; json: a line an article."
        ),
    ] = Form.RECORD,
    workers: Annotated[int, typer.Option(min=1, help="Processes to work in; the result is the same.")] = 1,
) -> None:
    """Extract the facts of articles.

    What they say of classes, learners, programmes, decisions, people and days, each with the words that say so.
    """
    if to is Form.GOLD and out is None:
        raise UsageError("--to gold writes a file an article: say into which folder with --out DIR")
    run = Run(inputs, workers)
    match to:
        case Form.RECORD:
            _write_record(run, out or Path("facts"))
        case Form.GOLD:
            _write_gold(run, out or Path("gold"))
        case Form.JSON:
            _write_json(run, out)
    run.tell()
    if any(u.failed for u in run.unread):
        raise typer.Exit(SOME_FAILED)


@dataclass
class Run:
    """One extraction: its inputs, and what became of them so far."""

    inputs: list[str]
    workers: int = 1
    relevant: int = 0
    articles: int = 0
    facts: Counter[str] = field(default_factory=Counter)
    unread: list[Unread] = field(default_factory=list)

    def results(self) -> Iterator[ArticleFacts | Failed]:
        """The facts of each article in the order of the input; what can't be read goes to `unread`.

        Raises InputError at once, before anything is written, where a path isn't there.
        """
        return self._results(self._readable(read_inputs(self.inputs)))

    def _results(self, articles: Iterable[Article]) -> Iterator[ArticleFacts | Failed]:
        import nlp
        from corpora.unread import Unread
        from nlp.fact import KINDS, ArticleFacts

        for result in follow(nlp.extract_many(articles, workers=self.workers), "Extracting"):
            if isinstance(result, ArticleFacts):
                self.articles += 1
                self.relevant += result.relevant
                self.facts.update({kind: len(getattr(result, kind)) for kind in KINDS})
            else:
                self.unread.append(Unread(result.article.name, result.reason))
            yield result

    def _readable(self, found: Iterable[Article | Unread]) -> Iterator[Article]:
        from corpora.article import Article

        for item in found:
            if isinstance(item, Article):
                yield item
            else:
                self.unread.append(item)

    def tell(self) -> None:
        """Say what came out, what failed and what was left aside."""
        facts, checks = self.facts, self.facts["checks"]
        say(
            f"{count(self.articles, 'article')} read, {self.relevant:,} on the training of cadres: "
            f"{count(facts['training'], 'training fact')}, {count(facts['documents'], 'document')}, "
            f"{count(checks, 'check')} of sums and percentages."
        )
        tell_unread(self.unread)


def read_inputs(inputs: list[str]) -> Iterator[Article | Unread]:
    """The articles of files, folders, crawls and standard input."""
    from corpora.load import load

    if "-" in inputs and sys.stdin.isatty():
        say("Reading a text from the keyboard: end it with Ctrl-D.")
    if not any(_is_crawl(i) for i in inputs):
        return load(inputs)
    return chain(*(_read_crawl(Path(i)) if _is_crawl(i) else load([i]) for i in inputs))


def _is_crawl(name: str) -> bool:
    return name != "-" and (Path(name) / "crawl.sqlite").is_file()


def _read_crawl(folder: Path) -> Iterator[Article | Unread]:
    from corpora.article import Article
    from corpora.unread import Unread
    from crawler import read_pages

    for page in read_pages(folder):
        yield page if isinstance(page, Article) else Unread(page.url, page.reason)


def _write_gold(run: Run, out: Path) -> None:
    import json

    from nlp.fact import ArticleFacts
    from nlp.gold import to_gold

    results = run.results()
    out.mkdir(parents=True, exist_ok=True)
    written: set[str] = set()
    for facts in results:
        if not isinstance(facts, ArticleFacts):
            continue
        name = _file_name(facts.article)
        if name in written:
            name = f"{name}-{facts.article.version}"
            say(
                f"  two articles are named {facts.article.name!r}: the later goes to {name}.json", always=True
            )
        written.add(name)
        text = json.dumps(to_gold(facts), ensure_ascii=False, indent=1) + "\n"
        (out / f"{name}.json").write_text(text, encoding="utf-8", newline="\n")
    say(f"{count(len(written), 'file')} written to {out}.")


def _file_name(article: Article) -> str:
    """The article's name as a name of a file: no name leads out of the folder."""
    return re.sub(r"[^\w.\-]|^\.", "_", article.name)[:100] or "_"


def _write_json(run: Run, out: Path | None) -> None:
    import json
    from contextlib import nullcontext

    from nlp.fact import ArticleFacts
    from nlp.gold import to_gold

    results = run.results()
    target = nullcontext(sys.stdout) if out is None else out.open("w", encoding="utf-8", newline="\n")
    with target as stream:
        for facts in results:
            if isinstance(facts, ArticleFacts):
                stream.write(json.dumps(to_gold(facts), ensure_ascii=False) + "\n")
                stream.flush()
    if out is not None:
        say(f"Facts written to {out}.")


def _next(articles: int, out: Path) -> str:
    return f" Next: canbo build {shlex.quote(str(out))}" if articles else ""


def _write_record(run: Run, out: Path) -> None:
    import nlp
    from factdb.record import write_run
    from nlp.fact import ArticleFacts

    results = run.results()
    facts = (result for result in results if isinstance(result, ArticleFacts))
    # The list grows while the facts are drawn, and is gone through after them.
    summary = write_run(out, facts, run.unread, rules_version=nlp.rules_version())
    skipped = f" {count(summary.skipped, 'article')} came twice and stand once." if summary.skipped else ""
    say(f"{count(summary.facts, 'fact')} written to {summary.folder}.{skipped}{_next(summary.articles, out)}")
