"""Parquet files: the same rows, the same bytes, and nothing half written."""

from __future__ import annotations

import random
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpora.article import Article
from corpora.errors import DatasetError
from corpora.parquet import ParquetWriter, read_parquet, write_parquet
from corpora.store import read_articles, write_articles

COLUMNS = {"name": "VARCHAR", "n": "BIGINT", "day": "DATE", "exact": "DECIMAL(28,6)", "many": "VARCHAR[]"}
NAMES = st.text(st.characters(exclude_categories=["Cs"]))
ROW = st.tuples(
    st.none() | NAMES,
    st.none() | st.integers(-(2**63), 2**63 - 1),
    st.none() | st.dates(),
    st.none() | st.decimals(-(10**20), 10**20, places=6),
    st.none() | st.lists(NAMES, max_size=3),
)


@settings(max_examples=30, deadline=None)
@given(st.lists(ROW, max_size=5))
def test_rows_come_back(tmp_path_factory, rows):
    """Whatever was written is read again: NUL, quotes, line ends, large numbers, old days."""
    path = tmp_path_factory.mktemp("rows") / "a.parquet"
    assert write_parquet(path, COLUMNS, rows) == len(rows)
    assert [tuple(row.values()) for row in read_parquet(path)] == rows


def test_same_rows_same_bytes(tmp_path):
    """Sorted by all columns, rows in any order give the same bytes."""
    rows = [[f"lớp {n}", n, date(2020, 1, 1 + n % 28), Decimal(n), [str(n)]] for n in range(3000)]
    write_parquet(tmp_path / "a.parquet", COLUMNS, rows, order_by=["name", "n"])
    random.Random(1).shuffle(rows)
    write_parquet(tmp_path / "b.parquet", COLUMNS, rows, order_by=["name", "n"])
    assert (tmp_path / "a.parquet").read_bytes() == (tmp_path / "b.parquet").read_bytes()


def test_odd_names(tmp_path):
    """Folders and files with quotes, brackets and stars in their names work like any other."""
    folder = tmp_path / "tháng [1] *'đ'"
    folder.mkdir()
    write_parquet(folder / "a[2].parquet", {"a b": "INTEGER"}, [[1]])
    assert list(read_parquet(folder / "a[2].parquet")) == [{"a b": 1}]


def test_failure_leaves_nothing(tmp_path):
    """Where rows break off or don't fit, the old file stays and nothing lies beside it."""
    path = tmp_path / "a.parquet"
    write_parquet(path, {"n": "INTEGER"}, [[1]])

    def broken():
        yield [2]
        raise KeyError("broken off")

    with pytest.raises(KeyError):
        write_parquet(path, {"n": "INTEGER"}, broken())
    with pytest.raises(DatasetError, match="can't be written"):
        write_parquet(path, {"n": "INTEGER"}, [["three"]])
    with pytest.raises(DatasetError, match="can't be written"):
        write_parquet(tmp_path / "nowhere" / "a.parquet", {"n": "INTEGER"}, [[1]])
    assert list(read_parquet(path)) == [{"n": 1}]
    assert list(tmp_path.iterdir()) == [path]


def test_groups_left_out(tmp_path):
    """Rows of a group that is left out aren't written, and the count is of those that are."""
    with ParquetWriter(tmp_path / "a.parquet", {"n": "INTEGER"}) as writer:
        for n in range(6):
            writer.add([n], group=n % 3)
        assert writer.finish(without=[1]) == 4
    assert [row["n"] for row in read_parquet(tmp_path / "a.parquet")] == [0, 2, 3, 5]


@pytest.mark.parametrize("place", [0, 5, -20, -6])
def test_damage_is_an_error(tmp_path, place):
    """A file with a byte flipped in its frame or its end cut off is an error that names it."""
    path = tmp_path / "a.parquet"
    write_parquet(path, {"n": "INTEGER"}, [[n] for n in range(100)])
    raw = bytearray(path.read_bytes())
    path.write_bytes(raw[:place] if place < 0 else raw[: place + 1])
    with pytest.raises(DatasetError, match=r"a\.parquet"):
        list(read_parquet(path))


def test_articles(tmp_path):
    """Articles are stored sorted, whatever their order, and come back whole."""
    articles = [Article(f"Bài số {n}.\r\n", f"a{n}", url=f"https://x.vn/{n}") for n in range(50)]
    write_articles(tmp_path / "a.parquet", articles)
    write_articles(tmp_path / "b.parquet", reversed(articles))
    assert (tmp_path / "a.parquet").read_bytes() == (tmp_path / "b.parquet").read_bytes()
    assert {a.name: a for a in read_articles(tmp_path / "a.parquet")} == {a.name: a for a in articles}
