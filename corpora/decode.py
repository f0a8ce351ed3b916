"""Bytes to text, or a reason that a person can act on."""

from __future__ import annotations

import re
import shlex
import tomllib
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from corpora.errors import InputError

MAX_ARTICLE_BYTES = 20_000_000
"""Articles above this size are no press reports: 20 MB of UTF-8."""

_BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"
_SURROGATE = re.compile("[\ud800-\udfff]")
# A letter, a digit or a sign: what a text without any of them says nothing.
_PRINTED = re.compile(r"[^\s\u200b-\u200f\u2060\ufeff\u00ad]")


def decode(raw: bytes, *, size: int | None = None, path: Path | None = None) -> str:
    """The text of a file's bytes, a byte order mark dropped and nothing else changed.

    `size` is that of the file where `raw` is only its beginning; `path` names it in advice. Raises InputError
    with a reason for what is no text in UTF-8, or none that could be an article.
    """
    if foreign := _name_format(raw, path):
        raise InputError(foreign)
    check_size(len(raw) if size is None else size)
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise InputError(_describe_bytes(raw, error, path)) from None
    return check_text(text)


def check_text(text: str) -> str:
    """The text without its byte order mark; raises InputError where it can't be an article."""
    text = text.removeprefix(_BOM)
    if not _PRINTED.search(text):
        raise InputError("it is empty: nothing but blanks in it")
    if len(text) * 4 > MAX_ARTICLE_BYTES:  # a cheap bound first: no character takes more than four bytes
        check_size(len(text.encode("utf-8", "surrogatepass")))
    if "\0" in text:
        raise InputError("it holds NUL characters, so it is no plain text; save it as plain text in UTF-8")
    if half := _SURROGATE.search(text):
        raise InputError(
            f"character {half.start() + 1} is half a character (\\u{ord(half.group()):04x}); "
            "write it out again in UTF-8"
        )
    if broken := _name_mojibake(text):
        raise InputError(broken)
    return text


def check_size(size: int) -> None:
    """Raise InputError where an article of that many bytes is over the limit."""
    if size > MAX_ARTICLE_BYTES:
        raise InputError(
            f"it has {size / 1e6:.1f} MB, the limit is {MAX_ARTICLE_BYTES // 1_000_000} MB an article; "
            "cut it into its articles"
        )


def advise(advice: str, path: Path | None = None) -> str:
    """Advice with the names of the file and of what is to be made of it, ready to be typed into a shell."""
    path = path or Path("a.txt")
    text = path.with_suffix(".txt")
    if text.name.casefold() == path.name.casefold():
        text = path.with_name(f"{path.stem}-text.txt")
    utf8 = path.with_name(f"{path.stem}-utf8{path.suffix}")
    return advice.format(file=_quote(path), text=_quote(text), utf8=_quote(utf8))


def _quote(path: Path) -> str:
    name = str(path)
    return shlex.quote(f"./{name}" if name.startswith("-") else name)


def advise_pdf(path: Path) -> str:
    """How to make a text of a PDF."""
    return next(advise(sign["advice"], path) for sign in _signs()["format"] if sign["name"] == "a PDF")


@cache
def _signs() -> dict[str, Any]:
    text = files("corpora").joinpath("data/encodings.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def _name_format(raw: bytes, path: Path | None) -> str | None:
    """What the bytes are, where their beginning shows that they are no plain text."""
    for sign in _signs()["format"]:
        if raw.startswith(bytes.fromhex(sign["bytes"])):
            return f"it is {sign['name']}, not plain text; {advise(sign['advice'], path)}"
    if re.match(rb"(?:\xef\xbb\xbf)?\s{0,100}<(?:!doctype\s{1,9}html|html)\b", raw[:200], re.IGNORECASE):
        return "it is a web page (HTML), not plain text; save the article's text alone"
    if raw.count(b"\0", 0, 4096) > len(raw[:4096]) // 4:
        return "it looks like UTF-16 or a binary file; save it as plain text in UTF-8"
    return None


def _describe_bytes(raw: bytes, error: UnicodeDecodeError, path: Path | None) -> str:
    place, line = error.start, raw.count(b"\n", 0, error.start) + 1
    where = f"byte 0x{raw[place]:02X} at position {place} (line {line}) is not UTF-8"
    if place >= len(raw) - 3 and "unexpected end" in error.reason:
        return f"{where}: the file is cut short within its last character; copy it again"
    guess = _guess_encoding(raw)
    if guess is None:
        return f"{where}; if it is a text, save it again in UTF-8"
    return f"{where}; it looks like {guess['name']}: {advise(guess['advice'], path)}"


def _guess_encoding(raw: bytes) -> dict[str, Any] | None:
    """The older encoding whose common Vietnamese words turn up most, else Latin-1 where it reads as text."""
    sample = raw[:200_000]
    look = sample.decode("latin-1")
    best, most = None, 0
    for encoding in _signs()["encoding"]:
        found = sum(look.count(word) for word in encoding["words"])
        if found > most:
            best, most = encoding, found
    return best if best or not _reads_as_latin(sample) else _signs()["latin"]


def _reads_as_latin(sample: bytes) -> bool:
    letters = sum(chr(b).isalpha() or chr(b).isspace() or 0x20 <= b < 0x7F for b in sample)
    return letters > 0.95 * len(sample)


def _name_mojibake(text: str) -> str | None:
    """The older font or the double encoding in which a text was typed, where its words show it."""
    sample = text[:20_000]
    for font in _signs()["mojibake"]:
        if sum(sample.count(word) for word in font["words"]) >= font["at_least"]:
            return f"its letters are garbled: {font['name']}; {font['advice']}"
    return None
