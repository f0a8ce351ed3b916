"""Charts for a notebook: one look for all of them, and a map of Việt Nam in tiles; needs Altair (extra `notebook`).

>>> [tile.province for tile in tiles()][:2]
['Lai Châu', 'Lào Cai']
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from corpora.errors import CanboError, UsageError

if TYPE_CHECKING:
    import pandas as pd

BLUE, LIGHT, RED, GREY = "#1b5a93", "#8fb8dc", "#b5432e", "#8a8f94"
"""What counts, its lighter sister, what is wrong, and what stands in the background."""

_NUMBERS = {"decimal": ",", "thousands": ".", "grouping": [3], "currency": ["", "\N{NO-BREAK SPACE}₫"]}
"""Numbers as the Vietnamese press prints them: 1.250 and 12,5."""

_EMPTY, _INK = "#eceeef", "#22282c"


@dataclass(frozen=True, slots=True)
class Tile:
    """A province on the map: its square, counted from the north-west."""

    province: str
    row: int
    column: int


@cache
def tiles(when: str = "now") -> tuple[Tile, ...]:
    """The tiles of the map: the 34 provinces and cities of today (`now`), or the 63 `before` July 2025."""
    layouts = tomllib.loads(files("canbo").joinpath("tiles.toml").read_text(encoding="utf-8"))
    if when not in layouts:
        raise UsageError(f"there is no map {when!r}: give {' or '.join(layouts)}")
    return tuple(
        Tile(name, y, x) for y, row in enumerate(layouts[when]) for x, name in enumerate(row) if name
    )


def use_look() -> None:
    """Draw all charts of a notebook in one quiet look, as SVG: no script, and nothing loaded from the network."""
    alt = _altair()
    alt.theme.register("canbo", enable=True)(_look)
    alt.renderers.enable("svg")
    alt.renderers.set_embed_options(format_locale=_NUMBERS)


def tile_map(frame: pd.DataFrame, value: str, title: str = "", *, legend: str = "", when: str = "now") -> Any:
    """A map with one tile a province, shaded by a column of a frame that has a column `province`.

    A province without a value stays grey and bears no number. Raises UsageError where a name has no tile.
    """
    alt = _altair()
    import pandas as pd

    squares = pd.DataFrame(
        [(t.province, t.row, t.column) for t in tiles(when)], columns=["province", "y", "x"]
    )
    given = frame.dropna(subset=["province"])
    if unknown := sorted(set(given["province"]) - set(squares["province"])):
        raise UsageError(
            f"the map has no tile {unknown[0]!r}: it has {', '.join(sorted(squares['province']))}"
        )
    if given["province"].duplicated().any():
        raise UsageError("the map takes one row a province: sum the years or programmes up first")
    joined = squares.merge(
        given[["province", value]].rename(columns={value: "value"}), on="province", how="left"
    )
    joined["name"] = [_two_lines(name) for name in joined["province"]]
    return _draw_tiles(alt, joined, title, legend or value)


def _two_lines(name: str) -> list[str]:
    """A name as it stands on its tile: Hồ Chí / Minh, Bà Rịa / Vũng Tàu; one word stands in the middle."""
    words = name.replace(" - ", " ").split()
    half = (len(words) + 1) // 2
    return [" ".join(words[:half]), " ".join(words[half:])]


def _draw_tiles(alt: Any, squares: pd.DataFrame, title: str, legend: str) -> Any:
    """Squares with the province's name and its number, dark on light and light on dark."""
    top = float(squares["value"].max() or 0)
    place = {
        "x": alt.X("x:O", axis=None, scale=alt.Scale(paddingInner=0.06)),
        "y": alt.Y("y:O", axis=None, scale=alt.Scale(paddingInner=0.06)),
    }
    ink = alt.condition(f"datum.value > {top * 0.5}", alt.value("white"), alt.value(_INK))
    shade = (
        alt.Color("value:Q", scale=alt.Scale(range=["#dbe8f4", BLUE], domainMin=0))
        .title(legend)
        .legend(orient="top", gradientLength=180, gradientThickness=8, format=",.0f", tickCount=3)
    )
    base = alt.Chart(squares).encode(**place)
    known = base.transform_filter("isValid(datum.value)")
    empty = base.transform_filter("!isValid(datum.value)").mark_rect(color=_EMPTY, cornerRadius=3)
    filled = known.mark_rect(cornerRadius=3).encode(color=shade, tooltip=["province:N", "value:Q"])
    names = base.mark_text(fontSize=10, lineHeight=11, dy=-8).encode(text="name:N", color=ink)
    numbers = known.mark_text(fontSize=11, fontWeight=600, dy=16).encode(
        text=alt.Text("value:Q", format=",.0f"), color=ink
    )
    return (empty + filled + names + numbers).properties(title=title, width=alt.Step(60), height=alt.Step(52))


def _look() -> dict[str, Any]:
    """The theme: a left-set title, light rules, no frame, the fonts that have every Vietnamese letter."""
    font = "Noto Sans, Segoe UI, Helvetica Neue, Arial, sans-serif"
    axis = {"domain": False, "ticks": False, "gridColor": "#e6e8ea", "labelColor": _INK, "labelFontSize": 11}
    axis |= {"titleFontWeight": 400, "titleColor": "#5b6166", "titleFontSize": 11, "labelLimit": 320}
    title = {"anchor": "start", "fontSize": 14, "fontWeight": 600, "offset": 12, "color": _INK}
    title |= {"subtitleFontSize": 11, "subtitleColor": "#5b6166", "subtitlePadding": 4}
    return {
        "config": {
            "font": font,
            "view": {"stroke": None},
            "axis": axis,
            "axisY": {"grid": False},
            "title": title,
            "legend": {"titleFontWeight": 400, "titleColor": "#5b6166", "labelFontSize": 11},
            "header": {"labelFontSize": 11, "labelFontWeight": 600, "labelColor": _INK},
            "bar": {"color": BLUE},
            "point": {"filled": True, "size": 60, "color": BLUE},
            "range": {"category": [BLUE, "#d08a2e", "#5a8f5c", "#7b5a96", RED, GREY]},
        }
    }


def _altair() -> Any:
    try:
        import altair
    except ImportError as error:
        raise CanboError(
            "a chart needs Altair, which isn't installed: run pip install 'canbo[notebook]' in canbo's environment"
        ) from error
    return altair
