"""Bodies unpacked under a cap: a small answer can't grow into a gigabyte."""

from __future__ import annotations

import zlib

from corpora.errors import CrawlError

ACCEPTED = "gzip, deflate"
"""What a request offers to understand, and all that is unpacked."""

PAGE_CAP = 5_000_000
"""Most bytes of an unpacked page that are taken."""

SITEMAP_CAP = 50_000_000
"""Most bytes of an unpacked sitemap (the protocol's own limit is 50 MB)."""

HEADER = 2
_GZIP = b"\x1f\x8b"


class TooLarge(CrawlError):
    """A body is larger than its cap."""


class Unreadable(CrawlError):
    """A body isn't packed the way it says, or in a way nobody asked for."""


class Inflater:
    """Unpacks a body piece by piece; beyond `cap` bytes of output it fails, or is cut there with `cut`."""

    def __init__(self, encoding: str, cap: int, *, cut: bool = False) -> None:
        self._encoding = encoding.strip().lower()
        if self._encoding not in ("", "identity", "gzip", "x-gzip", "deflate"):
            raise Unreadable(f"packed as {encoding!r}, which wasn't offered")
        self._cap, self._cut = cap, cut
        self._out: list[bytes] = []
        self._size = 0
        self._packed = self._encoding not in ("", "identity")
        self._engine: zlib._Decompress | None = None
        self._head = b""

    def feed(self, data: bytes) -> None:
        """Take the next piece; raises TooLarge and Unreadable."""
        if not self._packed:
            self._keep(data)
            return
        if self._engine is None:
            # Two bytes tell zlib from bare deflate; a piece may be shorter.
            data, self._head = self._head + data, b""
            if len(data) < HEADER:
                self._head = data
                return
        while data and self._size < self._cap + (not self._cut):
            if self._engine is None:
                self._engine = zlib.decompressobj(self._window(data))
            try:
                self._keep(self._engine.decompress(data, self._cap - self._size + 1))
            except zlib.error as error:
                raise Unreadable(f"not {self._encoding} as it says: {error}") from error
            if self._engine.eof:
                # Another gzip member may follow; what follows a deflate stream is padding.
                data, self._engine = self._engine.unused_data, None
                if data == _GZIP[:1]:
                    self._head = data
                    return
                if not data.startswith(_GZIP):
                    self._packed = False
                    return
            else:
                data = self._engine.unconsumed_tail

    def _keep(self, data: bytes) -> None:
        room = self._cap - self._size
        if len(data) > room and not self._cut:
            raise TooLarge(f"larger than {self._cap:,} bytes unpacked")
        self._out.append(data[:room])
        self._size += min(len(data), room)

    def _window(self, data: bytes) -> int:
        if self._encoding != "deflate":
            return 31
        # "deflate" is zlib by the standard, and bare deflate by habit of some servers.
        return 15 if data[0] & 0x0F == 8 and len(data) > 1 and (data[0] << 8 | data[1]) % 31 == 0 else -15

    def body(self) -> bytes:
        """What has been unpacked; raises Unreadable where a packed body was cut short."""
        if (self._engine is not None or self._head) and not self._cut:
            raise Unreadable(f"cut short inside its {self._encoding} packing")
        return b"".join(self._out)


def inflate(data: bytes, encoding: str, cap: int) -> bytes:
    """Unpack a whole body; raises TooLarge and Unreadable."""
    inflater = Inflater(encoding, cap)
    inflater.feed(data)
    return inflater.body()


def gunzip(data: bytes, cap: int) -> bytes:
    """Unpack a file where its first bytes say it is gzip (`sitemap.xml.gz`), else give it back as it is."""
    return inflate(data, "gzip", cap) if data.startswith(_GZIP) else data
