"""Papers, one module each; a new one is found by being here.

A folder that the environment variable `CANBO_SITES` names holds more of them, and goes before these.
"""

from __future__ import annotations

import os
import pkgutil
from functools import cache
from importlib import import_module, util
from pathlib import Path

from corpora.errors import CrawlError, UsageError
from crawler.families import FAMILIES
from crawler.layout import Layout, Site
from crawler.page import Page
from crawler.urls import source_of


@cache
def sites() -> tuple[Site, ...]:
    """Every paper that canbo knows, by name; one of your own takes the place of another of its name."""
    known = [import_module(f"{__name__}.{module.name}").SITE for module in pkgutil.iter_modules(__path__)]
    folder = os.environ.get("CANBO_SITES")
    own = [load_site(path) for path in sorted(Path(folder).glob("*.py"))] if folder else []
    return tuple(sorted({site.name: site for site in (*known, *own)}.values(), key=lambda site: site.name))


def load_site(path: Path) -> Site:
    """The paper that a file describes; raises CrawlError where it describes none."""
    spec = util.spec_from_file_location(f"canbo_site_{path.stem}", path)
    if spec is None or spec.loader is None or not path.is_file():
        raise CrawlError(f"{path} is no Python file: name one made by canbo new site")
    module = util.module_from_spec(spec)
    try:
        spec.loader.exec_module(module)
    except Exception as error:
        raise CrawlError(f"{path} can't be read: {type(error).__name__}: {error}") from error
    site = getattr(module, "SITE", None)
    if not isinstance(site, Site):
        raise CrawlError(f"{path} names no SITE: copy the last lines of another file of crawler/sites")
    return site


def site_named(name: str) -> Site | None:
    """The paper of that name or that host, or None."""
    wanted = name.lower().removeprefix("www.")
    return next((site for site in sites() if wanted == site.name or wanted in site.hosts), None)


def find_site(name: str) -> Site:
    """The paper of that name or that host; raises UsageError, with the nearest name, where there is none."""
    from difflib import get_close_matches

    site = site_named(name)
    if site is not None:
        return site
    near = get_close_matches(name.lower(), [known.name for known in sites()], 1)
    hint = (
        f"did you mean {near[0]}?"
        if near
        else "canbo sites lists those that are, and others are named by their address, like https://paper.vn/"
    )
    raise UsageError(f"{name}: no paper of that name is known: {hint}")


def layout_of(page: Page) -> Layout:
    """The layout in which a page is built: one of its paper's, else one that many share, else the generic one."""
    from crawler.generic import GENERIC

    host = source_of(page.canonical)
    own = [layout for site in sites() if host in site.hosts for layout in site.layouts]
    return next((layout for layout in (*own, *FAMILIES) if layout.is_of(page)), GENERIC)
