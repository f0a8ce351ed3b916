"""Errors that a user can act on.

Every message says what happened, where, and what to do next.

    CanboError
    ├── InputError       a file, folder or line that can't be read
    ├── CrawlError       a page or a site that can't be fetched
    ├── DatasetError     a record or a database that can't be built, opened or queried
    └── UsageError       a wrong option or argument
"""

from __future__ import annotations


class CanboError(Exception):
    """Something went wrong that a user can put right; the message says how."""


class InputError(CanboError):
    """A file, a folder or a line of input can't be read as articles."""


class CrawlError(CanboError):
    """A page or a site can't be fetched, or may not be."""


class DatasetError(CanboError):
    """A record or a database can't be built, opened or queried."""


class UsageError(CanboError):
    """An option or an argument doesn't fit."""
