"""The report's colours can be read by everyone, and its style loads nothing."""

from __future__ import annotations

import re
from importlib.resources import files
from itertools import product

import pytest

STYLE = files("canbo.report").joinpath("templates", "style.css").read_text("utf-8")
LIGHT, DARK = (
    dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", block))
    for block in re.findall(r":root \{(.*?)\}", STYLE, re.S)[:2]
)
KINDS = ("training", "outcomes", "documents")


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    linear = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, 1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_words_stand_out_from_what_is_behind_them(palette: dict[str, str]) -> None:
    """Text reaches the ratio of WCAG AA, 4.5, on paper, on panels and on every tint; so do badges."""
    grounds = ["paper", "panel", *(f"{kind}-tint" for kind in KINDS)]
    pairs = [("ink", ground) for ground in grounds]
    pairs += list(product(("soft", "link", "fails", "holds"), ("paper", "panel")))
    pairs += [("paper", badge) for badge in ("training", "fails", "holds")]
    assert {
        pair: contrast(palette[pair[0]], palette[pair[1]])
        for pair in pairs
        if contrast(palette[pair[0]], palette[pair[1]]) < 4.5
    } == {}


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_lines_and_bars_stand_out_from_the_paper(palette: dict[str, str]) -> None:
    """Lines that tell kinds apart, and bars, reach the ratio for graphics, 3."""
    for kind in (*KINDS, "dates", "quantities", "people", "fails", "soft"):
        assert contrast(palette[kind], palette["paper"]) >= 3, kind


def test_each_kind_of_mark_has_a_cue_besides_its_colour() -> None:
    """Without colour, the kinds still differ: by the line under them or by the letters' weight."""
    cues = {}
    for kind in (*KINDS, "dates", "quantities", "people", "fails"):
        rule = re.search(rf"^mark\.{kind} \{{(.*?)\}}", STYLE, re.M)
        assert rule is not None, kind
        cues[kind] = re.sub(r"var\(--[a-z-]+\)|background: *[^;]*;", "", rule.group(1)).strip()
    assert len(set(cues.values())) == len(cues), cues


def test_the_style_loads_nothing() -> None:
    """No import, no font, no picture from anywhere, and nothing that closes the style element."""
    assert not re.search(r"@import|@font-face|url\((?!#)|https?:|</", STYLE)
