"""The chart draws every volume once, to one scale, in an order that is not that of the input."""

from __future__ import annotations

import random
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from canbo.report.chart import KINDS, Volume, draw_chart

VOLUMES = st.builds(
    Volume,
    programme=st.sampled_from(["llct", "tin_hoc", None]),
    period=st.sampled_from(["2019", "2020", "2018–2022", ""]),
    kind=st.sampled_from(KINDS),
    low=st.integers(0, 10**6),
    high=st.integers(10**6, 10**9),
)


@given(st.lists(VOLUMES, min_size=1, max_size=20, unique_by=lambda v: (v.programme, v.period, v.kind)))
def test_every_volume_is_drawn_once_to_one_scale(volumes: list[Volume]) -> None:
    """Widths are proportional to the learners, the longest bar has all of the width, and no bars touch."""
    chart = draw_chart(volumes)
    assert chart is not None
    bars = [bar for group in chart.groups for bar in group.bars]
    assert len(bars) == len(volumes)
    longest = max(v.high for v in volumes)
    assert all(abs(b.width - 100 * b.volume.high / longest) < 0.01 for b in bars)
    tops = [b.y for b in bars]
    assert all(after - before > chart.bar for before, after in pairwise(tops))
    assert tops[-1] + chart.bar <= chart.height


@given(st.lists(VOLUMES, max_size=12, unique_by=lambda v: (v.programme, v.period, v.kind)), st.randoms())
def test_the_order_of_the_rows_does_not_matter(volumes: list[Volume], chance: random.Random) -> None:
    """Shuffled rows give the same chart."""
    shuffled = chance.sample(volumes, len(volumes))
    assert draw_chart(shuffled) == draw_chart(volumes)


def test_the_chart_says_in_words_what_it_shows() -> None:
    """Whoever can't see the bars hears programme, period, way of counting and number."""
    chart = draw_chart(
        [Volume("tin_hoc", "2020", "held-people", 142, 142), Volume("tin_hoc", "", "held-people", 5, 9)]
    )
    assert chart is not None
    assert chart.summary == (
        "Tin học, chuyển đổi số, 2020, Đã tổ chức, người: 142; Tin học, chuyển đổi số, chưa rõ, Đã tổ chức, người: 5–9"
    )


def test_nothing_to_draw_is_no_chart() -> None:
    """An empty fact base has no chart rather than an empty one."""
    assert draw_chart([]) is None


def test_zero_learners_do_not_break_the_scale() -> None:
    """A printed zero is a bar without width."""
    chart = draw_chart([Volume("llct", "2020", "held-people", 0, 0)])
    assert chart is not None
    assert chart.groups[0].bars[0].width == 0
