"""Bytes of a page to text in NFC, by evidence."""

from __future__ import annotations

import codecs
import re
import unicodedata

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
# What the WHATWG encoding standard reads these names as.
_ALIASES = {
    "iso-8859-1": "cp1252",
    "latin1": "cp1252",
    "us-ascii": "cp1252",
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
}


def decode(data: bytes, content_type: str = "") -> tuple[str, str]:
    """Text of a page in NFC, and the name of the encoding it was read as.

    Order: byte order mark, strict UTF-8 where the page declares it or nothing else, `meta`, strict UTF-8,
    the header, a detector. Strict UTF-8 with letters beyond ASCII goes before a declaration that says
    otherwise: bytes of another encoding pass that test by no accident that Vietnamese text allows.
    """
    for mark, name in _BOMS:
        if data.startswith(mark):
            return _even(data[len(mark) :].decode(name, "replace")), name
    strict = _strictly(data, "utf-8")
    if strict is not None:
        return _even(strict), "utf-8"
    for match in (_META.search(data, 0, _HEAD), None):
        if match and (text := _strictly(data, match[1].decode("ascii", "replace"))) is not None:
            return _even(text), match[1].decode("ascii", "replace").lower()
    header = _HEADER.search(content_type)
    if header and (text := _strictly(data, header[1])) is not None:
        return _even(text), header[1].lower()
    return _detect(data)


def _strictly(data: bytes, name: str) -> str | None:
    name = _ALIASES.get(name.lower(), name)
    try:
        return data.decode(name)
    except (UnicodeDecodeError, LookupError, ValueError):
        return None


def _detect(data: bytes) -> tuple[str, str]:
    """Mostly UTF-8 with a few broken bytes is UTF-8; else what the detector finds likeliest."""
    text = data.decode("utf-8", "replace")
    if text.count("\N{REPLACEMENT CHARACTER}") * 200 < len(text):
        return _even(text), "utf-8"
    from charset_normalizer import from_bytes

    best = from_bytes(data[:200_000]).best()
    name = best.encoding if best else "utf-8"
    return _even(data.decode(name, "replace")), name


def _even(text: str) -> str:
    return unicodedata.normalize("NFC", text.replace("\x00", ""))
