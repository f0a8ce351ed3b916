"""Draw a fact base as one HTML file that needs nothing else: no network, no script."""

from __future__ import annotations

import os
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from canbo.report.cards import Sheet, cite_document, make_sheet, show_outcome
from canbo.report.chart import draw_chart, group_volumes
from canbo.report.dataset import (
    KINDS,
    Ask,
    open_base,
    read_articles,
    read_documents,
    read_failed,
    read_irrelevant,
    read_runs,
    read_totals,
    read_volumes,
)
from canbo.report.quotes import shorten_quote
from nlp.show import label, show_day, show_number

if TYPE_CHECKING:
    from jinja2 import Environment


def write_report(database: Path, out: Path, *, limit: int = 500) -> Path:
    """Write the report of a fact base to `out`, one self-contained HTML file, and return its path.

    At most `limit` articles are drawn in full; the page says how many it leaves out. The file is written
    beside and moved into place. The same database gives the same bytes. Raises DatasetError where the
    database can't be read.
    """
    with open_base(Path(database)) as ask:
        page = draw_page(ask, Path(database).name, limit)
    out = Path(out)
    out.parent.mkdir(parents=True, exist_ok=True)
    beside = out.with_name(f".{out.name}.{os.getpid()}")
    try:
        beside.write_text(page, encoding="utf-8", newline="\n")
        beside.replace(out)
    finally:
        beside.unlink(missing_ok=True)
    return out


def draw_page(ask: Ask, database: str, limit: int) -> str:
    """The page as a string; `database` is the name shown in its footer."""
    sheets = [make_sheet(n, rows) for n, rows in enumerate(read_articles(ask, limit), 1)]
    totals = read_totals(ask)
    volumes = read_volumes(ask)
    template = _environment().get_template("report.html.j2")
    return template.render(
        style=_style(),
        database=database,
        totals=totals,
        headline=_show_headline(totals),
        chart=draw_chart(volumes),
        volumes=group_volumes(volumes),
        failed=_with_places(read_failed(ask), sheets),
        documents=read_documents(ask),
        sheets=sheets,
        left_out=totals["relevant articles"] - len(sheets),
        irrelevant=read_irrelevant(ask),
        runs=read_runs(ask),
        kinds=KINDS,
    )


def _environment() -> Environment:
    from jinja2 import Environment, FunctionLoader, StrictUndefined

    def load(name: str) -> str:
        return files("canbo.report").joinpath("templates", name).read_text("utf-8")

    made = Environment(
        loader=FunctionLoader(load),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.tests["weblink"] = is_web_link
    made.globals.update(label=label, day=show_day, number=show_number)
    made.globals.update(outcome=show_outcome, citation=cite_document)
    return made


def _style() -> Any:
    from markupsafe import Markup

    # Our own file, no input of anyone's: the only text of the page that isn't escaped.
    return Markup(files("canbo.report").joinpath("templates", "style.css").read_text("utf-8"))  # noqa: S704


def is_web_link(url: object) -> bool:
    """True where this is an address that a report may link to: http or https with a host."""
    if not isinstance(url, str) or url != url.strip() or any(c < " " for c in url):
        return False
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)


def _show_headline(totals: dict[str, int]) -> list[dict[str, Any]]:
    """The figures at the head of the page, each with its words in both languages."""
    articles, checks = show_number(totals["articles"]), show_number(totals["checks"])
    shown = (
        (
            "relevant articles",
            f"bài báo về đào tạo cán bộ, trong {articles} bài",
            f"articles on training, of {articles}",
        ),
        ("training facts", "dữ kiện về đào tạo, bồi dưỡng", "training facts"),
        ("people", "người học, mỗi số liệu tính một lần", "people, each statement counted once"),
        ("enrolments", "lượt người học, mỗi số liệu tính một lần", "enrolments, each statement counted once"),
        ("documents cited", "văn bản được dẫn", "documents cited"),
        ("failed checks", f"phép tính không khớp, trong {checks}", f"sums that don’t add up, of {checks}"),
    )
    return [
        {
            "vi": vi,
            "en": en,
            "value": show_number(totals[what]),
            "fails": what == "failed checks" and totals[what],
        }
        for what, vi, en in shown
    ]


def _with_places(failed: Sequence[dict[str, Any]], sheets: Sequence[Sheet]) -> list[dict[str, Any]]:
    """Each failed check with its quote in short and the anchor of its mark, where its article is drawn."""
    places = {
        row["fact_id"]: f"{sheet.ref}-checks{n}-text"
        for sheet in sheets
        for n, row in enumerate(sheet.facts["checks"], 1)
    }
    return [
        row
        | {"ref": places.get(row["fact_id"], ""), "quote": shorten_quote(row["quote"], row["explanation_vi"])}
        for row in failed
    ]
