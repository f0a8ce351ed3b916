"""`canbo new site`: a paper added from one saved page."""

from __future__ import annotations

import re
import shlex
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from canbo.cli.talk import command, say
from corpora.errors import CrawlError, UsageError

if TYPE_CHECKING:
    from crawler.new_site import Proposal
    from crawler.page import Page

_SAVED_FROM = re.compile(r"<!-- saved from url=\(\d{1,6}\)(\S{1,2000}) -->")


def new(
    what: Annotated[Literal["site"], typer.Argument(metavar="site", help="What to make.")],
    source: Annotated[str, typer.Argument(metavar="URL|PAGE", help="An article's address, or a saved page.")],
    url: Annotated[
        str | None, typer.Option(help="The address of a saved page that doesn't name its own.")
    ] = None,
    name: Annotated[
        str | None, typer.Option(help="The paper's short name; from its host unless said.")
    ] = None,
    out: Annotated[Path, typer.Option("--out", "-o", help="The folder of your papers.")] = Path("sites"),
    allow_loopback: Annotated[
        bool, typer.Option("--allow-loopback", help="Also ask servers on this machine.")
    ] = False,
) -> None:
    """Add a paper from one of its articles.

    Writes a file that says where on a page the fields stand, and a folder with the page and the article that it must
    give. Both are proposals: look them over.
    """
    from dataclasses import replace

    from crawler.new_site import propose
    from crawler.page import Page

    body, address, kind = _fetch(source, allow_loopback) if "://" in source else _open(Path(source), url)
    page = Page.parse(address, body, kind, datetime.now(UTC))
    proposal = propose(page)
    if name:
        if not re.fullmatch(r"[a-z][a-z0-9_]{0,30}", name):
            raise UsageError(f"--name {name}: write a short word in small letters, like baothainguyen")
        proposal = replace(proposal, name=name)
    _write(proposal, page, body, out)


def _open(path: Path, url: str | None) -> tuple[bytes, str, str]:
    """A saved page's bytes and address; raises UsageError where it names none."""
    from crawler.page import Page
    from crawler.urls import canonical_url

    if not path.is_file():
        raise UsageError(
            f"{path} isn't there: name a saved page (.html), or an address that begins with https://"
        )
    body = path.read_bytes()
    page = Page.parse("https://saved.invalid/", body, "", datetime.now(UTC))
    saved = _SAVED_FROM.search(page.html[:5000])
    link = next((e.get("href") for e in page.elements("link[rel=canonical]")), None)
    named = url or link or page.meta.get("og:url") or (saved[1] if saved else None)
    address = canonical_url(named) if named else None
    if address is None:
        raise UsageError(f"{path} doesn't say where it is from: add --url https://paper.vn/the-article.html")
    return body, address, ""


def _fetch(source: str, allow_loopback: bool) -> tuple[bytes, str, str]:
    """A page asked for once, where robots.txt lets us."""
    from crawler.new_site import fetch_page

    return fetch_page(source, allow_loopback=allow_loopback)


def _write(proposal: Proposal, page: Page, body: bytes, out: Path) -> None:
    from crawler.new_site import case_folder, case_of, site_module
    from crawler.reading import Reading, read_page
    from crawler.sites import load_site

    path, folder = out / f"{proposal.name}.py", case_folder(out, proposal.name)
    if path.exists():
        raise UsageError(f"{path} is there already: change it by hand, or name another with --name")
    folder.mkdir(parents=True, exist_ok=True)
    today = page.fetched.date()
    path.write_text(site_module(proposal, today), encoding="utf-8")
    found = read_page(page, load_site(path).layouts[0])
    if not isinstance(found, Reading):
        raise CrawlError(
            f"{path} was written, but by it the page gives no article ({found.reason}): correct it"
        )
    (folder / f"{today.year}.html").write_bytes(body)
    (folder / f"{today.year}.toml").write_text(case_of(found), encoding="utf-8")
    say(f"{path}: where the fields of {proposal.host} stand")
    for field in ("title", "lead", "body", "author", "section", "date"):
        say(f"  {field:8} {proposal.selectors.get(field, '– not found by a name of its own')}")
    say(f"{folder / str(today.year)}.toml: the article that the page must give; compare it with the page")
    say(
        f"Next: look both over, then CANBO_SITES={shlex.quote(str(out))} {command('sites', 'check', proposal.name)}"
    )
