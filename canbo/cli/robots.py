"""`canbo robots`: what a site lets canbo fetch, and why."""

from __future__ import annotations

from typing import Annotated

import typer

from canbo.cli.talk import SOME_FAILED


def robots(
    url: Annotated[str, typer.Argument(metavar="URL", help="The address of a page, or a paper's name.")],
    allow_loopback: Annotated[
        bool, typer.Option("--allow-loopback", help="Also ask servers on this machine.")
    ] = False,
) -> None:
    """Tell whether a page may be fetched.

    Asks for the site's robots.txt now. Ends with 3 where the page may not be fetched.
    """
    from crawler import ask_robots
    from crawler.starts import find_starts
    from crawler.urls import origin_of

    page = find_starts([url], allow_loopback=allow_loopback)[0].url
    found = ask_robots(page, allow_loopback=allow_loopback)
    answer = f"HTTP {found.status}" if found.status is not None else found.problem
    print(f"{origin_of(page)}/robots.txt: {answer}")
    rule = found.rule_for(page)
    if found.unreachable:
        print(f"{page}: not allowed, because robots.txt couldn't be had (RFC 9309, 2.3.1.4)")
    elif rule is None:
        print(f"{page}: allowed, no rule speaks of it")
    else:
        said = f"{'Allow' if rule.allow else 'Disallow'}: {rule.pattern}"
        print(f"{page}: {'allowed' if rule.allow else 'not allowed'} by «{said}»")
    if found.crawl_delay is not None:
        print(f"Crawl-delay: {found.crawl_delay:g} s")
    for sitemap in found.sitemaps:
        print(f"Sitemap: {sitemap}")
    if not found.allows(page):
        raise typer.Exit(SOME_FAILED)
