"""`canbo explain`: which rules fired on a text, what each made, and why a candidate lost."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from canbo.cli.place import check_there
from canbo.cli.talk import FAULT, tell_unread


def explain(
    file: Annotated[str, typer.Argument(metavar="FILE", help="A text, or - for standard input.")],
    lexicon: Annotated[
        Path | None, typer.Option("--lexicon", help="A TOML file with programmes of your own.")
    ] = None,
) -> None:
    """Show which rules fired on a text.

    And what each made, and why a candidate lost.
    """
    import nlp
    from corpora.load import load
    from corpora.unread import Unread

    check_there(file)
    known = nlp.load_lexicon(lexicon) if lexicon else None
    unread = []
    for article in load([file]):
        if isinstance(article, Unread):
            unread.append(article)
        else:
            print(nlp.explain(article, known))
    if tell_unread(unread):
        raise typer.Exit(FAULT)
