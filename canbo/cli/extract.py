"""`canbo extract`: texts into facts."""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from canbo.cli.place import check_file, check_there, make_folder, named, write_beside
from canbo.cli.talk import SOME_FAILED, command, count, follow, say, tell_unread
from corpora.errors import UsageError

if TYPE_CHECKING:
    from corpora.article import Article
    from corpora.unread import Unread
    from nlp import Failed
    from nlp.fact import ArticleFacts
    from nlp.programmes import Lexicon


class Form(StrEnum):
    """What facts are written as."""

    RECORD = "record"
    GOLD = "gold"
    JSON = "json"


def _read_form(text: str) -> Form:
    try:
        return Form(text)
    except ValueError:
        raise UsageError(f"--to {text}: give {Form.RECORD}, {Form.GOLD} or {Form.JSON}") from None


Out = Annotated[
    Path | None,
    typer.Option(
        "--out",
        "-o",
        show_default="facts",
        help="The folder to write; for json, a file instead of the screen.",
    ),
]


def extract(
    inputs: Annotated[
        list[str],
        typer.Argument(
            metavar="INPUT", help="Folders of texts, .txt, .jsonl, .parquet, a crawl's folder, or -."
        ),
    ],
    out: Out = None,
    to: Annotated[
        Form,
        typer.Option(
            parser=_read_form,
            metavar="[record|gold|json]",
            help="record: a folder of Parquet files; gold: a file an article; json: a line an article.",
        ),
    ] = Form.RECORD,
    workers: Annotated[int, typer.Option(min=1, help="Processes to work in; the result is the same.")] = 1,
    lexicon: Annotated[
        Path | None,
        typer.Option("--lexicon", help="A TOML file with programmes of your own (canbo lexicon)."),
    ] = None,
) -> None:
    """Extract the facts of articles.

    What they say of classes, learners, programmes, decisions, people and days, each with the words that say so.
    Articles that the record has already, unchanged and read with the same rules, are not read again.
    """
    if to is Form.GOLD and out is None:
        raise UsageError("--to gold writes a file an article: say into which folder with --out DIR")
    run = Run(inputs, workers, read_lexicon(lexicon))
    match to:
        case Form.RECORD:
            _write_record(run, out or Path("facts"))
        case Form.GOLD:
            _write_gold(run, out or Path("gold"))
        case Form.JSON:
            _write_json(run, out)
    if any(u.failed for u in run.unread):
        raise typer.Exit(SOME_FAILED)


@dataclass
class Run:
    """One extraction: its inputs, and what became of them so far."""

    inputs: list[str]
    workers: int = 1
    lexicon: Lexicon | None = None
    relevant: int = 0
    articles: int = 0
    facts: Counter[str] = field(default_factory=Counter)
    unread: list[Unread] = field(default_factory=list)
    record: Path | None = None
    kept: int = 0

    def results(self) -> Iterator[ArticleFacts | Failed]:
        """The facts of each article in the order of the input; what can't be read goes to `unread`.

        Raises InputError at once, before anything is written, where a path isn't there.
        """
        return self._results(self._readable(read_inputs(self.inputs)))

    def _results(self, articles: Iterable[Article]) -> Iterator[ArticleFacts | Failed]:
        import nlp
        from corpora.unread import Unread
        from nlp.fact import KINDS, ArticleFacts

        for result in follow(nlp.extract_many(articles, self.workers, self.lexicon), "Extracting"):
            if isinstance(result, ArticleFacts):
                self.articles += 1
                self.relevant += result.relevant
                self.facts.update({kind: len(getattr(result, kind)) for kind in KINDS})
            else:
                self.unread.append(Unread(result.article.name, result.reason))
            yield result

    def _readable(self, found: Iterable[Article | Unread]) -> Iterator[Article]:
        from corpora.article import Article

        there, describe = self._there()
        for item in found:
            if not isinstance(item, Article):
                self.unread.append(item)
            elif there and describe(item) in there:
                self.kept += 1
            else:
                yield item

    def _there(self) -> tuple[frozenset[tuple[Any, ...]], Callable[[Article], tuple[Any, ...]]]:
        """What the record has of these very rules, and how an article is looked up in it."""
        import nlp
        from factdb.kept import describe, read_kept

        if self.record is None or not self.record.is_dir():
            return frozenset(), describe
        return read_kept(self.record, nlp.rules_version(self.lexicon)), describe

    def drawn(self, out: Path | None) -> Iterator[ArticleFacts] | None:
        """The facts of all articles; None, with the reasons told, where no article gives any.

        An interrupt is told with what it means for `out`.
        """
        from nlp.fact import ArticleFacts

        found = (result for result in self.results() if isinstance(result, ArticleFacts))
        try:
            first = next(found, None)
        except KeyboardInterrupt:
            tell_stopped(out)
            raise
        if first is None and not (self.kept and any(one.failed for one in self.unread)):
            self.tell()
            return None
        # Beside articles that the record has already, what failed is still told in a run of its own.
        return chain([first] if first else [], found)

    def tell(self) -> None:
        """Say what came out, what failed and what was left aside."""
        if not self.articles and self.kept:
            tell_unread(self.unread)
            same = f"{count(self.kept, 'article')} in {self.record} already, read with the same rules"
            say(f"Nothing to extract: {same}.{_next(1, self.record or Path())}", always=True)
            return
        if not self.articles:
            tell_unread(self.unread)
            say("No article could be read, so nothing was written.", always=True)
            return
        facts, checks = self.facts, self.facts["checks"]
        say(
            f"{count(self.articles, 'article')} read, {self.relevant:,} on the training of cadres: "
            f"{count(facts['training'], 'training fact')}, {count(facts['documents'], 'document')}, "
            f"{count(checks, 'check')} of sums and percentages."
        )
        if self.kept:
            say(f"{count(self.kept, 'article')} unchanged: their facts stand in {self.record} already.")
        tell_unread(self.unread)


def read_lexicon(path: Path | None) -> Lexicon | None:
    """A reader's own programmes; None where no file is named. Raises InputError where it can't be used."""
    import nlp

    return None if path is None else nlp.load_lexicon(path)


def read_inputs(inputs: list[str]) -> Iterator[Article | Unread]:
    """The articles of files, folders, crawls and standard input."""
    from corpora.load import load

    for name in inputs:
        check_there(name)
    if "-" in inputs and sys.stdin.isatty():
        say("Reading a text from the keyboard: end it with Ctrl-D.")
    if not any(_is_crawl(i) for i in inputs):
        return load(inputs)
    return chain(*(_read_crawl(Path(i)) if _is_crawl(i) else load([i]) for i in inputs))


def _is_crawl(name: str) -> bool:
    return name != "-" and (Path(name) / "crawl.sqlite").is_file()


def _read_crawl(folder: Path) -> Iterator[Article | Unread]:
    """The articles of a crawl, and then of texts that lie in its folder too: neither is left out in silence."""
    from corpora.article import Article
    from corpora.load import load
    from corpora.unread import Unread
    from crawler import read_pages

    empty = True
    for page in read_pages(folder):
        empty = False
        yield page if isinstance(page, Article) else Unread(page.url, page.reason)
    if any(path.suffix.lower() == ".txt" for path in folder.rglob("*.*")):
        yield from load([folder])
    elif empty:
        yield Unread(str(folder), "no page of the crawl is there yet; go on with canbo crawl")


def tell_stopped(out: Path | None) -> None:
    """Say what an interrupt leaves: nothing, where something was to be written."""
    if out is not None:
        say(f"\nNothing was written to {out}; run the same command again.", always=True)


def _write_gold(run: Run, out: Path) -> None:
    import json

    from nlp.gold import to_gold

    if out.exists() or out.is_symlink():
        make_folder(out)
    found = run.drawn(out)
    if found is None:
        return
    make_folder(out)
    written: set[str] = set()
    try:
        for facts in found:
            name = _free_name(facts.article, written)
            written.add(name)
            text = json.dumps(to_gold(facts), ensure_ascii=False, indent=1) + "\n"
            with write_beside(out / f"{name}.json") as stream:
                stream.write(text)
    except KeyboardInterrupt:
        say(f"\n{out} holds only a part of the articles; run the same command again.", always=True)
        raise
    say(f"{count(len(written), 'file')} written to {out}.")
    run.tell()


def _free_name(article: Article, written: set[str]) -> str:
    name = _file_name(article)
    if name in written:
        name = f"{name}-{article.version}"
        say(f"  two articles are named {article.name!r}: the later goes to {name}.json", always=True)
    return name


def _file_name(article: Article) -> str:
    """The article's name as a name of a file: no name leads out of the folder."""
    return re.sub(r"[^\w.\-]|^\.", "_", article.name)[:100] or "_"


def _write_json(run: Run, out: Path | None) -> None:
    import json
    from contextlib import nullcontext

    from nlp.gold import to_gold

    if out is not None:
        check_file(out, "facts.jsonl", devices=True)
    found = run.drawn(out)
    if found is None:
        return
    with nullcontext(sys.stdout) if out is None else write_beside(out) as stream:
        try:
            for facts in found:
                stream.write(json.dumps(to_gold(facts), ensure_ascii=False) + "\n")
                stream.flush()
        except KeyboardInterrupt:
            tell_stopped(out)
            raise
    if out is not None:
        say(f"Facts written to {out}.")
    run.tell()


def _next(articles: int, out: Path) -> str:
    return f" Next: {command('build', out)}" if articles else ""


def _write_record(run: Run, out: Path) -> None:
    import nlp
    from factdb.record import write_run

    if out.exists() or out.is_symlink():
        make_folder(out)
    run.record = out
    facts = run.drawn(out)
    if facts is None:
        return
    fresh = not out.exists()
    try:
        # The list grows while the facts are drawn, and is gone through after them.
        with named(out):
            rules, own = nlp.rules_version(run.lexicon), run.lexicon.own_names() if run.lexicon else None
            summary = write_run(out, facts, run.unread, rules_version=rules, programmes=own)
    except BaseException as stop:
        if fresh and out.is_dir() and not any(out.iterdir()):
            out.rmdir()
        if isinstance(stop, KeyboardInterrupt):
            tell_stopped(out)
        raise
    skipped = f" {count(summary.skipped, 'article')} came twice and stand once." if summary.skipped else ""
    say(f"{count(summary.facts, 'fact')} written to {summary.folder}.{skipped}{_next(summary.articles, out)}")
    run.tell()
