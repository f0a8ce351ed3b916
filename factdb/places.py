"""Provinces in a base: their names of all times, what follows them, and the pattern by which SQL finds them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import TYPE_CHECKING

from corpora.parquet import quote_text
from corpora.places import Province, follow_province, load_provinces

if TYPE_CHECKING:
    import duckdb


_PERSON = "Hồ Chí Minh"  # also in the names of bodies: Học viện Chính trị quốc gia, Đoàn Thanh niên Cộng sản
_CITY = ("Thành phố ", "thành phố ", "TP ", "TP. ", "TP.", "Tp. ", "Tp ", "T.P ", "Thành ủy ")


def fill_places(connection: duckdb.DuckDBPyConnection) -> None:
    """Fill `places`, make the temporary table `place_names`, and set the variable `province_pattern`."""
    provinces = load_provinces()
    rows = [[p.name, p.city, p.until, p.into, follow_province(p.name)] for p in provinces]
    connection.executemany("INSERT INTO places VALUES (?, ?, ?, ?, ?)", sorted(rows))
    connection.execute("CREATE TEMP TABLE place_names (spelling VARCHAR, province VARCHAR, plain VARCHAR)")
    names = [[name.lower(), p.name, fold(name).replace(" ", "")] for p in provinces for name in _names(p)]
    connection.executemany("INSERT INTO place_names VALUES (?, ?, ?)", names)
    connection.execute(f"SET VARIABLE province_pattern = {quote_text(_pattern(provinces))}")


def fold(words: str) -> str:
    """Words without accents and in lower case, đ as d: as people type them in a hurry."""
    flat = unicodedata.normalize("NFD", words.lower().replace("đ", "d"))
    return "".join(char for char in flat if not unicodedata.combining(char))


def _names(province: Province) -> list[str]:
    """The spellings by which a province is known for sure: a city that bears a person's name needs the word city."""
    if province.name == _PERSON:
        return [f"{word}{_PERSON}" for word in _CITY] + ["TPHCM", "TP.HCM", "TP HCM", "TP. HCM", "Sài Gòn"]
    return [province.name, *(alias for alias in province.aliases if len(alias) > 3)]


def _pattern(provinces: Sequence[Province]) -> str:
    """A name between characters that are no letters; the longest first, for RE2, which is linear."""
    names = sorted({name for p in provinces for name in _names(p)}, key=lambda n: (-len(n), n))
    return rf"(?:^|[^\pL])({'|'.join(map(re.escape, names))})(?:$|[^\pL])".replace(r"\ ", " ")
