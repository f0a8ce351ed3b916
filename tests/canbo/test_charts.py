"""Charts for notebooks: a map on which every province has its place, drawn without a network."""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path

import pytest

from canbo import charts
from corpora.errors import CanboError, UsageError

PLACES = Path(__file__).resolve().parents[2] / "corpora" / "data" / "places.toml"


def places():
    """The provinces and cities of all times."""
    return tomllib.loads(PLACES.read_text(encoding="utf-8"))["province"]


def test_every_province_of_today_has_a_tile():
    """The map of now has the 34 that go on, each once and on a square of its own."""
    made = charts.tiles()
    assert sorted(t.province for t in made) == sorted(p["name"] for p in places() if "until" not in p)
    assert len({(t.row, t.column) for t in made}) == len(made) == 34


def test_every_province_before_has_a_tile():
    """The map of before has the 63 of the years until 2024."""
    made = charts.tiles("before")
    then = {p["name"] for p in places() if str(p.get("until", "9")) > "2024-12-30"} - {"Huế"}
    assert {t.province for t in made} == then
    assert len({(t.row, t.column) for t in made}) == len(made) == 63


def test_north_is_above_south():
    """From north to south the provinces stand in their order, and the coast east of the land behind it."""
    at = {t.province: t for t in charts.tiles()}
    down = ["Cao Bằng", "Hà Nội", "Thanh Hóa", "Huế", "Đà Nẵng", "Khánh Hòa", "Hồ Chí Minh", "Cà Mau"]
    rows = [at[name].row for name in down]
    assert rows == sorted(rows)
    assert at["Điện Biên"].column < at["Quảng Ninh"].column
    assert at["Lâm Đồng"].column < at["Khánh Hòa"].column


def test_map_is_drawn():
    """Names stand whole in the picture, numbers as Vietnamese print them, and nothing is loaded from elsewhere."""
    alt = pytest.importorskip("altair", reason="the extra 'notebook' isn't installed")
    pd = pytest.importorskip("pandas", reason="the extra 'notebook' isn't installed")
    charts.use_look()
    frame = pd.DataFrame({"province": ["Đắk Lắk", "Huế", None], "learners": [1250, 90, 7]})
    drawn = charts.tile_map(frame, "learners", "Người học", legend="người học")
    svg = alt.renderers.get()(drawn.to_dict())["image/svg+xml"]
    for words in (">Đắk<", ">Lắk<", ">Huế<", ">1.250<", ">90<", ">Hồ Chí<", ">Minh<"):
        assert words in svg
    assert "<script" not in svg
    assert "<image" not in svg


@pytest.mark.parametrize("names", [["Hà Nôi"], ["Hà Tây"], ["Huế", "Huế"]])
def test_what_has_no_tile(names):
    """A name without a tile and one that comes twice are refused: neither would be seen on the map."""
    pd = pytest.importorskip("pandas", reason="the extra 'notebook' isn't installed")
    with pytest.raises(UsageError, match="map"):
        charts.tile_map(pd.DataFrame({"province": names, "n": [1] * len(names)}), "n")


def test_without_altair(monkeypatch):
    """Where Altair is missing the message says how to get it."""
    monkeypatch.setitem(sys.modules, "altair", None)
    with pytest.raises(CanboError, match=r"canbo\[notebook\]"):
        charts.use_look()
    with pytest.raises(UsageError, match="now or before"):
        charts.tiles("tomorrow")
