"""The counter nouns: which words after a number are its unit."""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Mapping
from importlib.resources import files
from typing import Any, NamedTuple

# Nouns that the press strings together as one counted group: «900 cán bộ, công chức», «142 xã, phường, thị trấn».
_STRINGS = (
    ("cán bộ", "công chức", "viên chức", "đảng viên", "hội viên", "đoàn viên", "chiến sĩ", "chiến sỹ", "giảng viên", "giáo viên", "nhân viên", "người lao động", "học viên"),
    ("công chức", "viên chức", "người lao động", "đảng viên", "cán bộ"),
    ("xã", "phường", "thị trấn", "đặc khu", "thị xã"),
    ("huyện", "quận", "thị xã", "thành phố", "thị"),
    ("chi bộ", "đảng bộ", "chi", "đảng ủy"),
    ("cơ quan", "đơn vị", "địa phương", "tổ chức", "doanh nghiệp"),
    ("thôn", "bản", "buôn", "làng", "ấp", "khu phố", "tổ dân phố", "xóm", "khu dân cư"),
    ("sở", "ban", "ngành", "phòng", "đoàn thể"),
    ("sĩ quan", "hạ sĩ quan", "chiến sĩ", "quân nhân", "binh sĩ"),
    ("bí thư", "phó bí thư", "phó bí thư chi bộ", "phó bí thư đảng ủy", "cấp ủy viên", "chi ủy viên"),
    ("trưởng thôn", "trưởng bản", "trưởng ấp", "trưởng khóm", "phó thôn", "bí thư chi bộ", "tổ trưởng"),
    ("chủ tịch", "phó chủ tịch"),
    ("giám đốc", "phó giám đốc", "hiệu trưởng", "phó hiệu trưởng"),
)  # fmt: skip


class Unit(NamedTuple):
    """A unit found after a number: its end, its kind and whether «lượt» counts turns."""

    end: int
    kind: str
    turns: bool


@functools.cache
def _kinds() -> Mapping[str, str]:
    """Each unit word with its kind."""
    data: dict[str, dict[str, Any]] = tomllib.loads(files("nlp.quantities").joinpath("units.toml").read_text("utf-8"))
    kinds: dict[str, str] = {}
    for kind, entry in data.items():
        for word in entry["words"]:
            kinds.setdefault(word.lower(), kind)
    return kinds


def _alternatives(words: list[str]) -> str:
    return "|".join(re.escape(w) for w in sorted(words, key=len, reverse=True))


@functools.cache
def _unit_pattern() -> re.Pattern[str]:
    words = [w for w in _kinds() if w[0].isalpha() and w != "lượt"]
    people = [w for w, k in _kinds().items() if k == "people"]
    return re.compile(
        rf"(?P<turns>lượt\s?(?:(?P<of>{_alternatives(people)})(?![^\W_]))?)(?![^\W_])"
        rf"|(?P<unit>{_alternatives(words)})(?![^\W_])|(?P<sign>%)",
        re.IGNORECASE,
    )


@functools.cache
def _string_pattern() -> Mapping[str, re.Pattern[str]]:
    """For each noun that can begin a string of nouns, the pattern of what may follow it."""
    heads: dict[str, list[str]] = {}
    for group in _STRINGS:
        for word in group:
            heads.setdefault(word, []).extend(w for w in group if w != word)
    return {
        head: re.compile(rf"(?:, (?:{_alternatives(rest)})(?![^\W_])){{1,4}}", re.IGNORECASE)
        for head, rest in heads.items()
    }


def match_unit(plain: str, at: int) -> Unit | None:
    """The unit that begins at `at`, or None; the counter noun alone, strings of nouns together.

    >>> text = "lượt cán bộ, công chức được cử đi"
    >>> text[:match_unit(text, 0).end]
    'lượt cán bộ, công chức'
    """
    match = _unit_pattern().match(plain, at)
    if match is None:
        return None
    if match["sign"]:
        return Unit(match.end(), "percent", False)
    if match["turns"]:
        end = match.start() + len(match["turns"].rstrip())
        word = (match["of"] or "").lower()
    else:
        end, word = match.end(), match["unit"].lower()
    kind = "people" if match["turns"] else _kinds()[word]
    if kind == "classes":
        end = at + len(word.split(" ")[0]) if not word.startswith("hội nghị") else end
    follow = _string_pattern().get(word)
    if follow and (more := follow.match(plain, end)):
        end = more.end()
    return Unit(end, kind, bool(match["turns"]))
