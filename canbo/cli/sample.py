"""`canbo sample` and `canbo validate`: how good the facts are."""

from __future__ import annotations

import csv
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from canbo.cli.options import DATABASE, Database
from canbo.cli.talk import count, say
from corpora.errors import InputError, UsageError

if TYPE_CHECKING:
    from factdb.validation import Share


def sample(
    database: Database = DATABASE,
    n: Annotated[int, typer.Option("--n", min=1, help="How many articles.")] = 100,
    by: Annotated[
        str | None, typer.Option(help="As many of each programme, year, province or paper as can be.")
    ] = None,
    seed: Annotated[int, typer.Option(help="Another number draws others.")] = 0,
) -> None:
    """Draw articles at random, to look at their facts.

    The list is CSV: keep it in a file, review what the articles state, then run canbo validate with it.
    """
    from canbo.cli.tables import write_csv
    from factdb.validation import draw_sample

    drawn = draw_sample(database, n, by, seed)
    write_csv(drawn.columns, drawn.rows)
    say(
        f"{count(len(drawn), 'article')} drawn of {count(len({r['stratum'] for r in drawn}), 'stratum')}, seed {seed}."
    )


def validate(
    database: Database = DATABASE,
    kind: Annotated[str, typer.Option(help="The kind of fact.")] = "training",
    drawn: Annotated[
        Path | None, typer.Option("--sample", help="A list made by canbo sample: only its articles.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
) -> None:
    """Work out precision and recall from the reviews, with 95 % intervals.

    Recall is right where every fact that an article states was reviewed or added.
    """
    from factdb.validation import validate as work_out
    from nlp.fact import KINDS

    if kind not in KINDS:
        raise UsageError(f"--kind {kind}: give {', '.join(KINDS)}")
    found = work_out(database, kind, read_sample(drawn) if drawn else ())
    if as_json:
        import json
        from dataclasses import asdict

        sys.stdout.write(json.dumps(asdict(found), ensure_ascii=False) + "\n")
        return
    if not found.articles:
        say("No review of such facts holds yet: canbo review confirm, correct, reject, add.", always=True)
        return
    for name, one in (
        ("precision, every slot right", found.exact),
        ("precision, is a fact", found.found),
        ("recall", found.recall),
    ):
        sys.stdout.write(f"{name:<28}{_show(one)}\n")
    say(f"{kind} of {count(found.articles, 'article')}; intervals: 95 %, Wilson, facts taken as independent.")


def _show(share: Share) -> str:
    if share.value is None or share.low is None or share.high is None:
        return "–"
    return f"{share.value:.3f}  ({share.low:.3f}–{share.high:.3f})  {share.right} of {share.of}"


def read_sample(path: Path) -> list[str]:
    """The articles of a list made by canbo sample; InputError where it is none, or holds none."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            rows = csv.DictReader(stream)
            if "article_id" not in (rows.fieldnames or ()):
                raise KeyError("article_id")
            found = [row["article_id"] for row in rows]
    except FileNotFoundError:
        raise InputError(f"there is no file {path}; canbo sample > {path} makes one") from None
    except (KeyError, UnicodeDecodeError, csv.Error) as error:
        raise InputError(f"{path} is no list made by canbo sample: it has no column article_id") from error
    if not found:
        raise InputError(f"{path} lists no article: draw some with canbo sample --n 100 > {path}")
    return found
