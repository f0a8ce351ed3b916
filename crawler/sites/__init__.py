"""Layouts of papers, one module each; a new one is found by being here."""

from __future__ import annotations

import pkgutil
from functools import cache
from importlib import import_module

from crawler.layout import Layout
from crawler.page import Page


@cache
def layouts() -> tuple[Layout, ...]:
    """Every layout of the package, those to be asked first in front; the generic one is last."""
    found = [import_module(f"{__name__}.{module.name}").LAYOUT for module in pkgutil.iter_modules(__path__)]
    return tuple(sorted(found, key=lambda layout: (layout.rank, layout.name)))


def layout_of(page: Page) -> Layout:
    """The layout in which a page is built; the generic one fits every page."""
    return next(layout for layout in layouts() if layout.fits(page))
