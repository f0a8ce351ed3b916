"""Our reading of robots.txt against another parser's, over rules that nobody chose.

Where the two differ by design, the case is left out here and told in `DIFFERENT`, with what RFC 9309 says.
"""

from __future__ import annotations

import random
import re

import pytest
from protego import Protego

from crawler.politeness import PRODUCT
from crawler.robots import Robots

SITE = "https://bao.vn"
LETTERS = "ab/*._-1đ?=&"


def _some(chance: random.Random, letters: str) -> str:
    return "/" + "".join(chance.choices(letters, k=chance.randrange(8)))


def _file(chance: random.Random) -> str:
    """Groups of one or two agents with some rules each; stars and anchors anywhere but a star at the end."""
    lines = []
    for _ in range(chance.randrange(4)):
        lines += [
            f"User-agent: {chance.choice(['*', 'canbo', 'Canbo', 'khac'])}"
            for _ in range(chance.choice([1, 1, 2]))
        ]
        for _ in range(chance.randrange(5)):
            # Protego leaves a star or a question mark at the end out of a pattern's length; in §2.2.2 all octets count.
            pattern = _some(chance, LETTERS).rstrip("*?")
            lines.append(
                f"{chance.choice(['Allow', 'Disallow'])}: {pattern or '/'}{chance.choice(['', '', '$'])}"
            )
    return "\n".join(lines)


def test_same_as_protego() -> None:
    """Groups, longest match, stars and anchors give what Protego says, in 20,000 decisions."""
    chance = random.Random(9309)
    for _ in range(4000):
        text = _file(chance)
        ours, peer = Robots(200, text.encode()), Protego.parse(text)
        for _ in range(5):
            url = SITE + _some(chance, LETTERS.replace("*", "")).rstrip("?")
            assert ours.allows(url) == peer.can_fetch(url, PRODUCT), (text, url)


def test_same_as_a_regular_expression() -> None:
    """A pattern fits what the regular expression made of it fits."""
    chance = random.Random(2026)
    for _ in range(10_000):
        pattern, path = _some(chance, "ab/*"), _some(chance, "ab/")
        end = chance.choice(["", "$"])
        robots = Robots(200, f"User-agent: *\nDisallow: {pattern}{end}".encode())
        wanted = ".*".join(map(re.escape, pattern.split("*"))) + end
        assert robots.allows(SITE + path) == (re.match(wanted, path) is None), (pattern, end, path)


def test_patterns_take_linear_time() -> None:
    """Stars by the hundred cost no more than their number times the path's length."""
    robots = Robots(200, b"User-agent: *\nDisallow: /" + b"*a" * 400 + b"$")
    assert robots.allows(SITE + "/" + "a" * 1900 + "b")


# Text, address, what we say, and the reason.
DIFFERENT = [
    (
        "User-agent: bo\nDisallow: /\nUser-agent: canbo-x\nDisallow: /",
        "/a",
        True,
        "§2.2.1: product tokens are compared whole, so a group for a part of our name isn't ours",
    ),
    (
        "User-agent: canbo\nCrawl-delay: 5\nUser-agent: khac\nDisallow: /a",
        "/a",
        False,
        "§2.2.4: a line beside the standard ends no list of agents",
    ),
    (
        "User-agent: *\nDisallow: /\nAllow: /index.html",
        "/",
        False,
        "§2.2.2: /index.html is another path than /, and doesn't fit it",
    ),
    ("User-agent: *\nDisallow: /gia$5", "/gia$5", False, "§2.2.3: a dollar means the end only at the end"),
    (
        "User-agent: *\nDisallow: /a%2Ab",
        "/a*b",
        False,
        "§2.2.3: what has a meaning of its own is written encoded",
    ),
    ("User-agent: *\nDisallow: tin-cu", "/tin-cu/1", False, "no path by §2.2, but nothing else can be meant"),
]


@pytest.mark.parametrize(("text", "path", "allowed", "why"), DIFFERENT, ids=lambda v: str(v)[:40])
def test_where_parsers_differ(text: str, path: str, allowed: bool, why: str) -> None:
    """In what parsers disagree about we keep to the standard, and where it says nothing to what forbids."""
    assert Robots(200, text.encode()).allows(SITE + path) == allowed, why
