"""Archive, packing, encodings and addresses: the parts that a crawl stands on."""

from __future__ import annotations

import gzip
import ipaddress
import zlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.address import is_loopback_name, is_public
from crawler.archive import Archive, RecordDamaged, read_record, scan
from crawler.fetch import Response
from crawler.inflate import Inflater, TooLarge, Unreadable, gunzip, inflate
from crawler.sitemaps import kind_of_xml, read_entries

TEXT = "Đào tạo, bồi dưỡng cán bộ: 12 lớp với 879 học viên ở Hà Nội"


def _response(url: str, body: bytes, **headers: str) -> Response:
    packed = gzip.compress(body) if headers.get("Content_Encoding") == "gzip" else body
    named = [(name.replace("_", "-"), value) for name, value in headers.items()]
    return Response(url, 200, (("Content-Type", "text/html"), *named), packed, body)


def test_records_come_back_as_they_were(tmp_path: Path) -> None:
    """Each record reads by its place, and in order by a scan; bodies are unpacked."""
    path = tmp_path / "a.warc.gz"
    with Archive(path) as archive:
        places = [
            archive.append(_response("https://a.vn/1", b"<p>mot</p>")),
            archive.append(
                _response(
                    "https://a.vn/2", TEXT.encode(), Content_Encoding="gzip", Transfer_Encoding="chunked"
                )
            ),
            archive.append(_response("https://a.vn/3", b"")),
        ]
    assert [read_record(path, place).body for place in places] == [b"<p>mot</p>", TEXT.encode(), b""]
    scanned = list(scan(path))
    assert scanned[0][1] is None
    assert [place for place, _ in scanned[1:]] == places
    assert [s.url for _, s in scanned if s] == ["https://a.vn/1", "https://a.vn/2", "https://a.vn/3"]


def test_other_readers_read_the_archive(tmp_path: Path) -> None:
    """The file is a plain WARC file: warcio reads it whole, digests and all."""
    from warcio.archiveiterator import ArchiveIterator

    path = tmp_path / "a.warc.gz"
    with Archive(path) as archive:
        archive.append(_response("https://a.vn/1", TEXT.encode(), Content_Encoding="gzip"))
    with path.open("rb") as file:
        records = [
            (r.rec_type, r.content_stream().read(), r.digest_checker.passed)
            for r in ArchiveIterator(file, check_digests=True)
        ]
    assert records[0][0] == "warcinfo"
    assert records[1] == ("response", TEXT.encode(), True)


def test_torn_at_every_byte(tmp_path: Path) -> None:
    """Wherever the file is cut, the whole records before the cut are found and no more."""
    path, torn = tmp_path / "a.warc.gz", tmp_path / "torn.warc.gz"
    with Archive(path) as archive:
        ends = [
            (p := archive.append(_response(f"https://a.vn/{n}", b"x" * n))).offset + p.length
            for n in range(3)
        ]
    data = path.read_bytes()
    first = next(scan(path))[0].length
    for cut in range(0, len(data) + 1, 7):
        torn.write_bytes(data[:cut])
        assert len(list(scan(torn))) == (cut >= first) + sum(cut >= end for end in ends)


def test_every_changed_byte_is_noticed(tmp_path: Path) -> None:
    """A record with any byte changed is refused by its digest."""
    path = tmp_path / "a.warc.gz"
    with Archive(path) as archive:
        place = archive.append(_response("https://a.vn/1", b"<p>mot</p>"))
    data = path.read_bytes()
    for at in range(place.offset, place.offset + place.length, 5):
        path.write_bytes(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])
        with pytest.raises(RecordDamaged, match="is damaged at byte"):
            read_record(path, place)


@given(st.binary(max_size=3000), st.sampled_from(["gzip", "deflate", "x-gzip", ""]), st.integers(1, 500))
def test_packing_comes_undone_in_any_pieces(body: bytes, encoding: str, step: int) -> None:
    """A packed body, fed in pieces of any size, comes back whole."""
    packed = gzip.compress(body) if "gzip" in encoding else zlib.compress(body) if encoding else body
    inflater = Inflater(encoding, 5000)
    for at in range(0, len(packed), step):
        inflater.feed(packed[at : at + step])
    assert inflater.body() == body


def test_packing_under_a_cap() -> None:
    """One byte beyond the cap is too much, several gzip members are one body, bare deflate is read."""
    assert inflate(gzip.compress(b"x" * 100), "gzip", 100) == b"x" * 100
    with pytest.raises(TooLarge):
        inflate(gzip.compress(b"x" * 101), "gzip", 100)
    assert inflate(gzip.compress(b"a") + gzip.compress(b"b"), "gzip", 100) == b"ab"
    engine = zlib.compressobj(wbits=-15)
    assert inflate(engine.compress(b"bare deflate") + engine.flush(), "deflate", 100) == b"bare deflate"
    assert gunzip(gzip.compress(b"<urlset/>"), 100) == gunzip(b"<urlset/>", 100) == b"<urlset/>"
    with pytest.raises(Unreadable):
        inflate(b"", "br", 100)


REFUSED = """
127.0.0.1 10.1.2.3 172.16.0.1 192.168.1.1 169.254.169.254 0.0.0.0 100.64.0.1 224.0.0.1 255.255.255.255 198.18.0.1
240.0.0.1 :: ::1 fe80::1 fc00::1 ff02::1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 ::7f00:1 64:ff9b::7f00:1 64:ff9b:1::a00:1
2002:7f00:1:: 2002:a00:1:: 2001:0:4136:e378:8000:63bf:80ff:fffe 2001:db8::1
"""


@pytest.mark.parametrize("address", REFUSED.split())
def test_addresses_that_are_not_asked(address: str) -> None:
    """Private, local, multicast and reserved addresses are refused, also inside IPv6 ones."""
    assert not is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "103.1.2.3", "2001:4860:4860::8888", "2405:4800::1", "::ffff:8.8.8.8"]
)
def test_addresses_that_are_asked(address: str) -> None:
    """Public addresses are public, also one written into IPv6."""
    assert is_public(ipaddress.ip_address(address))


def test_names_of_this_machine() -> None:
    """Loopback is known by name and address, with and without port."""
    assert all(
        map(
            is_loopback_name,
            ["localhost", "localhost:80", "127.0.0.1", "127.9.9.9:8000", "[::1]", "[::1]:80"],
        )
    )
    assert not any(map(is_loopback_name, ["bao.vn", "bao.vn:80", "localhost.bao.vn", "10.0.0.1", ""]))


def test_sitemaps_and_feeds() -> None:
    """Sitemaps, indexes, news sitemaps, RSS and Atom give their addresses and days; broken XML what can be read."""
    news = (
        b'<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:n="http://n" xmlns:i="http://i">'
        b"<url><loc> https://a.vn/1 </loc><lastmod>2024-05-06</lastmod><i:image><i:loc>https://a.vn/x</i:loc></i:image>"
        b"<n:news><n:publication_date>2024-05-04T20:00:00Z</n:publication_date></n:news></url><url><loc>https://a.vn/2"
    )
    entries = read_entries(news)
    assert kind_of_xml(news) == "sitemap"
    assert (entries[0].url, str(entries[0].published)) == ("https://a.vn/1", "2024-05-05")
    rss = b"<rss><channel><link>https://a.vn/</link><item><link>https://a.vn/1</link><pubDate>Mon, 06 May 2024 01:00:00 GMT</pubDate></item></channel></rss>"  # noqa: E501
    assert kind_of_xml(rss) == "feed"
    assert [(e.url, str(e.published)) for e in read_entries(rss)] == [("https://a.vn/1", "2024-05-06")]
    atom = b'<feed xmlns="http://www.w3.org/2005/Atom"><entry><link rel="self" href="/s"/><link href="https://a.vn/1"/></entry></feed>'
    assert kind_of_xml(atom) == "feed"
    assert [e.url for e in read_entries(atom)] == ["https://a.vn/1"]
    assert kind_of_xml(b"\xef\xbb\xbf<sitemapindex/>") == "index"
    assert kind_of_xml(b"<html><body/></html>") is None
    assert kind_of_xml(b"khong phai") is None


def test_entities_stay_closed(tmp_path: Path) -> None:
    """Neither a file nor a bomb of entities is opened by a sitemap."""
    secret = tmp_path / "secret"
    secret.write_text("https://a.vn/bi-mat")
    outer = f'<!DOCTYPE x [<!ENTITY e SYSTEM "{secret.as_uri()}">]><urlset><url><loc>&e;</loc></url></urlset>'
    assert all("bi-mat" not in entry.url for entry in read_entries(outer.encode()))
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    bomb = f'<!DOCTYPE x [<!ENTITY e0 "https://a.vn/">{levels}]><urlset><url><loc>&e11;</loc></url></urlset>'
    assert sum(len(entry.url) for entry in read_entries(bomb.encode())) < 10_000
