"""Older Vietnamese encodings: TCVN3 (ABC fonts), VNI, VISCII and windows-1258, decoded by charts of our own.

Python knows the last alone, and with its tone marks apart. The charts are in `data/charts.toml`.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

CHARTS = ("windows-1258", "tcvn3", "vni", "viscii")
"""The encodings that `decode_chart` knows, the likelier first."""

_TONES = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
_WORD = re.compile(r"[^\W\d_]{1,40}")
# In VNI, a letter that takes marks (ơ and ư as they are written there) with a byte for the marks; or a byte alone.
_VNI = re.compile(
    r"[aeouyôöAEOUYÔÖ][\xc0-\xc5\xc8-\xcb\xcf\xd5\xd8-\xdc\xe0-\xe5\xe8-\xeb\xef\xf5\xf8-\xfc]|[\x80-\xff]"
)
_MOST_WORDS = 2000


def decode_chart(data: bytes, name: str) -> str:
    """Bytes in one of CHARTS as text in NFC; a byte that the chart leaves open becomes U+FFFD."""
    if name == "windows-1258":
        text = data.decode("cp1258", "replace")
    elif name == "vni":
        letters = _vni_letters()
        text = _VNI.sub(lambda match: letters.get(match[0], match[0]), data.decode("latin-1"))
    else:
        text = data.decode("latin-1").translate(_table(name))
    return unicodedata.normalize("NFC", text)


def share_vietnamese(text: str) -> tuple[float, int]:
    """How many of the words with marks are Vietnamese syllables (0 to 1), and of how many different ones.

    Text in the wrong chart gives words that no Vietnamese syllable is spelled like; so does another language.
    """
    words = set()
    for match in _WORD.finditer(unicodedata.normalize("NFC", text)):
        if not match[0].isascii():
            words.add(match[0])
            if len(words) == _MOST_WORDS:
                break
    return (sum(map(is_syllable, words)) / len(words) if words else 0.0), len(words)


def is_syllable(word: str) -> bool:
    """Whether a word is spelled as a Vietnamese syllable, in small letters, with a capital first or all in capitals."""
    if word not in (word.lower(), word.capitalize(), word.upper()):
        return False
    decomposed = unicodedata.normalize("NFD", word.lower())
    if len(_TONES.findall(decomposed)) > 1:
        return False
    return unicodedata.normalize("NFC", _TONES.sub("", decomposed)) in _syllables()


@cache
def _charts() -> Mapping[str, Any]:
    text = files("corpora").joinpath("data/charts.toml").read_text(encoding="utf-8")
    return MappingProxyType(tomllib.loads(unicodedata.normalize("NFC", text)))


@cache
def _syllables() -> frozenset[str]:
    parts = _charts()["syllables"]
    onsets = ["", *parts["onsets"].split()]
    return frozenset(onset + rhyme for onset in onsets for rhyme in parts["rhymes"].split())


@cache
def _table(name: str) -> Mapping[int, str]:
    """What the characters of Latin-1 stand for in a chart; what it doesn't name is as in windows-1252."""
    chart = _charts()[name]
    table = {code: bytes([code]).decode("cp1252", "replace") for code in range(0x80, 0xA0)}
    table |= {0x80 + place: letter for place, letter in enumerate("".join(chart.get("upper", "").split()))}
    codes = (int(code, 16) for code in chart["codes"].split())
    return table | dict(zip(codes, chart["letters"].split(), strict=True))


@cache
def _vni_letters() -> Mapping[str, str]:
    """Letter and mark as VNI writes them, and letters of one byte, with what they stand for."""
    chart = _charts()["vni"]
    pairs = {chr(code): letter for code, letter in _table("vni").items()}
    for mark, meaning in zip(chart["marks"].split(), chart["meanings"].split(), strict=True):
        marks = "".join(chr(int(one, 16)) for one in meaning.split("+"))
        bases = {"\u0306": "a", "\u0302": "aeo"}.get(marks[0], "aeouyôö")
        for base in bases:
            letter = {"ô": "ơ", "ö": "ư"}.get(base, base)
            byte = int(mark, 16)
            pairs[base + chr(byte)] = letter + marks
            pairs[base.upper() + chr(byte - 0x20)] = letter.upper() + marks
            # A capital that begins a word may carry the small letter's mark.
            pairs.setdefault(base.upper() + chr(byte), letter.upper() + marks)
    return MappingProxyType({pair: unicodedata.normalize("NFC", text) for pair, text in pairs.items()})
