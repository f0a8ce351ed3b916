"""What was fetched, as it was sent: one WARC file, each record by itself readable.

Records are appended and forced to disk before anything else learns of them. Readers of WARC files pass
damage in silence, so each record's place, length and digest are kept outside, in the crawl's state.
"""

from __future__ import annotations

import base64
import hashlib
import os
import re
import time
import uuid
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpora.errors import CrawlError
from crawler.inflate import SITEMAP_CAP, inflate

if TYPE_CHECKING:
    from crawler.fetch import Response

_CHUNK = 1 << 16
# A member is headers and a body as sent; both capped when it was fetched.
_RECORD_CAP = SITEMAP_CAP + 1_000_000
_GZIP = b"\x1f\x8b"
_LINE_END = re.compile(r"[\r\n]{1,50}")


class RecordDamaged(CrawlError):
    """A record of the archive isn't what was written."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a record lies in the archive, and the SHA-256 of its bytes there."""

    offset: int
    length: int
    digest: str


@dataclass(frozen=True, slots=True)
class Stored:
    """A page as the archive holds it; `body` is unpacked."""

    url: str
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    fetched: datetime

    def header(self, name: str) -> str | None:
        """The first header of that name, whatever its case."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), None)


class Archive:
    """The archive of one crawl, open for appending; one writer at a time."""

    def __init__(self, path: Path, agent: str = "canbo") -> None:
        self._path = path
        self._file = path.open("ab")
        self._agent = agent
        self._unsynced = False

    def __enter__(self) -> Archive:
        return self

    def __exit__(self, *error: object) -> None:
        self._file.close()

    @property
    def size(self) -> int:
        """Bytes of the archive."""
        return os.fstat(self._file.fileno()).st_size

    def append(self, response: Response) -> Place:
        """Write an answer; raises CrawlError where the disk won't take it. Only `sync` forces it to disk."""
        if self.size == 0:
            self._write(_information(self._agent))
        return self._write(_record(response))

    def sync(self) -> None:
        """Force to disk what was written, before anything else learns of it; raises CrawlError."""
        if not self._unsynced:
            return
        try:
            os.fsync(self._file.fileno())
        except OSError as error:
            raise CrawlError(f"{self._path} can't be written ({error.strerror}): start again") from error
        self._unsynced = False

    def cut(self, size: int) -> None:
        """Take away what lies beyond `size`: the torn tail of a run that was killed."""
        if size < self.size:
            self._file.truncate(size)
            os.fsync(self._file.fileno())

    def _write(self, data: bytes) -> Place:
        offset = self.size
        try:
            self._file.write(data)
            self._file.flush()
            self._unsynced = True
        except OSError as error:
            self._abandon(offset)
            raise CrawlError(
                f"{self._path} can't be written ({error.strerror}): "
                f"free {len(data):,} bytes or more and start again"
            ) from error
        return Place(offset, len(data), _digest(data))

    def _abandon(self, offset: int) -> None:
        """Drop what a failed write left, in the file and in its buffer."""
        os.truncate(self._path, offset)
        raw = self._file.detach()
        raw.close()
        self._file = self._path.open("ab")


def read_record(path: Path, place: Place) -> Stored:
    """Read one record; raises RecordDamaged where its bytes aren't those that were written."""
    with path.open("rb") as file:
        file.seek(place.offset)
        data = file.read(place.length)
    if len(data) != place.length or _digest(data) != place.digest:
        raise RecordDamaged(
            f"{path} is damaged at byte {place.offset:,}: fetch the page again or restore the file"
        )
    stored = _parse(data)
    if stored is None:
        raise RecordDamaged(f"{path} holds no page at byte {place.offset:,}")
    return stored


def scan(path: Path, start: int = 0) -> Iterator[tuple[Place, Stored | None]]:
    """Every whole record from byte `start` on, in order; ends before the first that is torn.

    Records that aren't pages (`warcinfo`) come with None.
    """
    if not path.exists():
        return
    with path.open("rb") as file:
        offset = start
        while True:
            length = _member_length(file, offset)
            if length is None:
                return
            file.seek(offset)
            data = file.read(length)
            yield Place(offset, length, _digest(data)), _parse(data)
            offset += length


def _member_length(file: Any, offset: int) -> int | None:
    """Bytes of the gzip member that begins at `offset`, or None where it isn't whole."""
    file.seek(offset)
    engine, read = zlib.decompressobj(31), 0
    while not engine.eof:
        data = file.read(_CHUNK)
        if not data:
            return None
        read += len(data)
        try:
            while data and not engine.eof:
                engine.decompress(data, _RECORD_CAP)
                data = engine.unconsumed_tail
        except zlib.error:
            return None
    return read - len(engine.unused_data)


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _record(response: Response) -> bytes:
    # The body is kept as sent, but for the transfer's chunks, which were taken apart on the way.
    headers = [
        (k, v) for k, v in response.headers if k.lower() not in ("transfer-encoding", "content-length")
    ]
    headers.append(("Content-Length", str(len(response.packed))))
    block = _head(f"HTTP/1.1 {response.status} OK", headers) + response.packed
    return _member(
        "response",
        response.at,
        block,
        [
            ("WARC-Target-URI", response.url),
            ("WARC-Payload-Digest", _warc_digest(response.packed)),
            ("Content-Type", "application/http; msgtype=response"),
        ],
    )


def _information(agent: str) -> bytes:
    block = _head("", [("software", agent), ("format", "WARC File Format 1.0"), ("robots", "obey")])
    named = [("WARC-Filename", "pages.warc.gz"), ("Content-Type", "application/warc-fields")]
    return _member("warcinfo", time.time(), block[2:-2], named)


def _member(kind: str, at: float, block: bytes, named: list[tuple[str, str]]) -> bytes:
    """A record of WARC 1.0 (ISO 28500), packed by itself."""
    when = datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    fields = [
        ("WARC-Type", kind),
        ("WARC-Record-ID", f"<urn:uuid:{uuid.uuid4()}>"),
        ("WARC-Date", when),
        *named,
        ("WARC-Block-Digest", _warc_digest(block)),
        ("Content-Length", str(len(block))),
    ]
    engine = zlib.compressobj(6, zlib.DEFLATED, 31)
    return b"".join(
        (engine.compress(_head("WARC/1.0", fields)), engine.compress(block + b"\r\n\r\n"), engine.flush())
    )


def _head(first: str, fields: list[tuple[str, str]]) -> bytes:
    """A first line and fields, an empty line behind; a line break in a value would begin another field."""
    lines = [first, *(f"{name}: {_LINE_END.sub(' ', value)}" for name, value in fields)]
    return ("\r\n".join(lines) + "\r\n\r\n").encode("utf-8", "surrogateescape")


def _warc_digest(data: bytes) -> str:
    return "sha1:" + base64.b32encode(hashlib.sha1(data, usedforsecurity=False).digest()).decode()


def _parse(data: bytes) -> Stored | None:
    from warcio.archiveiterator import ArchiveIterator

    if not data.startswith(_GZIP):
        return None
    for record in ArchiveIterator(BytesIO(data)):
        if record.rec_type != "response" or record.http_headers is None:
            return None
        headers = tuple((str(k), str(v)) for k, v in record.http_headers.headers)
        encoding = record.http_headers.get_header("Content-Encoding") or ""
        packed = record.raw_stream.read()
        return Stored(
            url=record.rec_headers.get_header("WARC-Target-URI"),
            status=int(record.http_headers.get_statuscode() or 0),
            headers=headers,
            body=inflate(packed, encoding, SITEMAP_CAP),
            fetched=datetime.fromisoformat(record.rec_headers.get_header("WARC-Date").replace("Z", "+00:00")),
        )
    return None
