"""Where a crawl starts: addresses as people type them, and papers by their names."""

from __future__ import annotations

from collections.abc import Iterable

from corpora.errors import UsageError
from crawler.address import is_loopback_name, names_private
from crawler.found import Found
from crawler.urls import canonical_url, host_of


def find_starts(words: Iterable[str], *, allow_loopback: bool = False) -> list[Found]:
    """The pages to begin with; a word without a dot names a paper, whose own starts count.

    Raises UsageError for what is neither, and for addresses that canbo doesn't ask.
    """
    return [_start(url, allow_loopback) for word in words for url in _addresses(word)]


def find_hosts(words: Iterable[str]) -> list[str]:
    """The hosts that words name, papers by all of theirs; raises UsageError for what is neither."""
    hosts: list[str] = []
    for word in words:
        if is_paper_name(word):
            from crawler.sites import find_site

            hosts += find_site(word).hosts
        else:
            hosts.append(host_of(_canonical(word)))
    return hosts


def is_paper_name(word: str) -> bool:
    """Whether a word is written like the name of a paper: no dot, slash or colon, and not this machine's name."""
    return bool(word) and not set(word) & set("./:@[]?#\\") and not is_loopback_name(word)


def _addresses(word: str) -> Iterable[str]:
    if not is_paper_name(word):
        return (word,)
    from crawler.sites import find_site

    return find_site(word).starts


def _start(url: str, allow_loopback: bool) -> Found:
    canonical = _canonical(url)
    host = host_of(canonical)
    if is_loopback_name(host):
        if not allow_loopback:
            raise UsageError(
                f"{host} is this machine itself, no public address: refused; to ask it all the same, "
                "say --allow-loopback (in Python: allow_loopback=True)"
            )
    elif names_private(host):
        raise UsageError(f"{host} is not a public address: refused; canbo asks the open internet only")
    return Found(canonical, priority=0)


def _canonical(url: str) -> str:
    full = url if "://" in url else f"https://{url}"
    if "@" in full.partition("://")[2].partition("/")[0]:
        raise UsageError(
            f"the address before «{full.rpartition('@')[2]}» holds a name or a password, and canbo asks for what is "
            "open to all: leave out all before the @"
        )
    canonical = canonical_url(full)
    host = host_of(canonical) if canonical else ""
    if canonical is None or not ("." in host or "[" in host or is_loopback_name(host)):
        raise UsageError(f"{url!r} is no address of a web page: write it like https://paper.vn/chinh-tri/")
    return canonical
