"""Bytes of a page to text in NFC, by evidence.

In this order: a byte order mark; strict UTF-8, which bytes of another encoding pass by no accident that Vietnamese
text allows; the encoding under which most words are spelled as Vietnamese syllables, where what the page or its header
declares gives fewer; the declaration; a detector.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Iterator

from corpora.charts import CHARTS, decode_chart, share_vietnamese

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_META = re.compile(
    rb"<(?:meta|\?xml)\b[^>]{0,300}?(?:charset|encoding)\s{0,5}=\s{0,5}[\"']?\s{0,5}([\w.:-]{2,40})", re.I
)
_HEADER = re.compile(r"charset\s{0,5}=\s{0,5}[\"']?([\w.:-]{2,40})", re.I)
_HEAD = 4096
_SAMPLE = 200_000
_MARKUP = re.compile(rb"<[^<>]{0,2000}>")
_WESTERN = "cp1252"
# What the WHATWG encoding standard reads these names as, and names of the Vietnamese charts in use.
_ALIASES = {
    **dict.fromkeys(("iso-8859-1", "iso8859-1", "latin1", "latin-1", "us-ascii", "ascii"), _WESTERN),
    **dict.fromkeys(("x-user-defined", "windows-1252"), _WESTERN),
    **dict.fromkeys(("windows-1258", "x-cp1258", "cp1258"), "windows-1258"),
    **dict.fromkeys(("tcvn", "tcvn3", "tcvn-5712", "x-viet-tcvn5712", "x-viet-tcvn", "abc"), "tcvn3"),
    **dict.fromkeys(("vni", "x-viet-vni", "vni-windows"), "vni"),
    **dict.fromkeys(("viscii", "viscii1.1-1", "csviscii"), "viscii"),
}
_ENOUGH = 0.7
"""Share of Vietnamese syllables among the words with marks from which a chart is believed against a declaration."""
_CLEARLY = 0.15
"""By how much it must read better than what is declared."""


def decode(data: bytes, content_type: str = "") -> tuple[str, str]:
    """Text of a page in NFC, and the name of the encoding it was read as."""
    for mark, name in _BOMS:
        if data.startswith(mark):
            return _even(data[len(mark) :].decode(name, "replace")), name
    if (wide := _wide(data)) is not None:
        return _even(data.decode(wide, "replace")), wide
    strict = _strictly(data, "utf-8")
    if strict is not None:
        return _even(strict), "utf-8"
    text = data.decode("utf-8", "replace")
    if text.count("\N{REPLACEMENT CHARACTER}") * 5 < sum(not c.isascii() for c in text):
        return _even(text), "utf-8"  # with a few broken bytes
    return _by_evidence(data, content_type)


def _wide(data: bytes) -> str | None:
    """UTF-16 without a mark, by the NULs between the letters of its markup."""
    head = data[:_HEAD]
    if head.count(0) * 4 < len(head) or len(head) < 8:
        return None
    return "utf-16-le" if head[1::2].count(0) > head[0::2].count(0) else "utf-16-be"


def _by_evidence(data: bytes, content_type: str) -> tuple[str, str]:
    """What the page declares, unless one of the Vietnamese charts reads clearly better."""
    declared = list(_declared(data, content_type))
    sample = _MARKUP.sub(b" ", data[:_SAMPLE])
    best, share = "", 0.0
    for name in dict.fromkeys((*(n for n in declared if n in CHARTS), *CHARTS)):
        found, words = share_vietnamese(decode_chart(sample, name))
        if words and found > share:
            best, share = name, found
    for name in declared:
        text = decode_chart(data, name) if name in CHARTS else _strictly(data, name)
        if text is None:
            continue
        believed = share_vietnamese(decode_chart(sample, name) if name in CHARTS else text[:_SAMPLE])[0]
        if share < _ENOUGH or share < believed + _CLEARLY or name == best:
            return _even(text), name
        break
    if share >= _ENOUGH:
        return _even(decode_chart(data, best)), best
    return _detect(data)


def _declared(data: bytes, content_type: str) -> Iterator[str]:
    """Encodings that the page, then its header, names."""
    if match := _META.search(data, 0, _HEAD):
        name = match[1].decode("ascii", "replace").lower()
        yield _ALIASES.get(name, name)
    if header := _HEADER.search(content_type):
        yield _ALIASES.get(header[1].lower(), header[1].lower())


def _strictly(data: bytes, name: str) -> str | None:
    if name == _WESTERN:
        # As the WHATWG standard reads it: the five bytes that windows-1252 leaves open are control characters.
        return data.decode("latin-1").translate(_western())
    try:
        return data.decode(name)
    except (UnicodeDecodeError, LookupError, ValueError):
        return None


def _western() -> dict[int, str]:
    return {c: bytes([c]).decode(_WESTERN, "ignore") or chr(c) for c in range(0x80, 0xA0)}


def _detect(data: bytes) -> tuple[str, str]:
    """What the detector finds likeliest."""
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_SAMPLE]).best()
    name = best.encoding if best else "utf-8"
    return _even(data.decode(name, "replace")), name


def _even(text: str) -> str:
    return unicodedata.normalize("NFC", text.replace("\x00", ""))
