"""Pairs of articles, each with a statement: of the same classes with other figures, or of two things that look alike.

The generator knows the truth, so that what is found and what is joined wrongly can be counted. It injects what
papers get wrong (digits that change places, a digit read for another, a figure of a later day) and, on the other
side, what only looks alike: another district, province, programme, year, course or kind of people.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from corpora.article import Article
from corpora.span import Span
from nlp.fact import ArticleFacts, Count, Period, Training

_PROVINCES = (
    "Lào Cai",
    "Sơn La",
    "Nghệ An",
    "Hà Tĩnh",
    "Bến Tre",
    "Cà Mau",
    "Gia Lai",
    "Phú Thọ",
    "An Giang",
)
_DISTRICTS = ("Hòa Lâm", "Thạch An", "Sơn Lĩnh", "Phước Trạch", "Ea Mun", "Mường Sại", "Tân Khê", "Vĩnh Cát")
_PROGRAMMES = (
    "cap_uy",
    "llct",
    "trung_cap_llct",
    "so_cap_llct",
    "quan_ly_nha_nuoc",
    "quoc_phong_an_ninh",
    "tin_hoc",
    "dang_vien_moi",
)
_AUDIENCES = ("bí thư chi bộ thôn", "công chức kế toán", "cán bộ kiểm tra", "trưởng công an xã")

Told = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two statements and whether they are of the same classes (`disagree`, `same`) or of two things (`apart`)."""

    first: Told
    second: Told
    are: str
    why: str


def make_pairs(number: int, seed: int = 7) -> list[Pair]:
    """As many pairs, half of them of the same classes with other figures, half of two things."""
    rng = random.Random(seed)
    made = []
    for n in range(number):
        first = _state(rng)
        change = rng.choice(_ERRORS if n % 2 == 0 else _OTHERS)
        second = first | change(first, rng)
        made.append(Pair(first, second, "disagree" if n % 2 == 0 else "apart", change.__name__.strip("_")))
    return made


def _state(rng: random.Random) -> Told:
    province, dated = rng.choice(_PROVINCES), rng.random() < 0.4
    classes = 1 if dated else rng.randint(3, 40)
    local = rng.random() < 0.5
    district = rng.choice(_DISTRICTS)
    body = (
        rng.choice(("Huyện ủy", "Trung tâm Chính trị huyện")) + f" {district}"
        if local
        else "Trường Chính trị tỉnh"
    )
    start = date(rng.randint(2018, 2024), 1, 1)
    day = start + timedelta(rng.randint(0, 330))
    return {
        "province": province,
        "organiser": [body if rng.random() < 0.5 else f"{body}, tỉnh {province}" if local else f"{body} {province}"],
        "programme": rng.choice(_PROGRAMMES),
        "learners": classes * rng.randint(35, 95) + rng.randint(0, 9),
        "classes": classes if rng.random() < 0.8 or dated else None,
        "event": rng.choice(("opening", "closing")) if dated else None,
        "period": (day, day) if dated else (start, date(start.year, 12, 31)),
        "published": day if dated else date(start.year, 12, 20),
    }  # fmt: skip


def _swap_digits(told: Told, rng: random.Random) -> Told:
    digits = list(str(told["learners"]))
    places = [n for n in range(len(digits) - 1) if digits[n] != digits[n + 1]]
    if not places:
        return _misread_digit(told, rng)
    n = places[-1]
    digits[n], digits[n + 1] = digits[n + 1], digits[n]
    return {"learners": int("".join(digits)), "published": told["published"] + timedelta(rng.randint(0, 3))}


def _misread_digit(told: Told, rng: random.Random) -> Told:
    changed = told["learners"] + rng.choice((-1, 1)) * rng.choice((1, 2, 3, 5))
    return {"learners": changed, "published": told["published"] + timedelta(1)}


def _later_count(told: Told, rng: random.Random) -> Told:
    return {"learners": round(told["learners"] * rng.uniform(1.03, 1.12)) + 1, "organiser": _rename(told)}


def _other_classes(told: Told, rng: random.Random) -> Told:
    if not told["classes"]:
        return _misread_digit(told, rng)
    more = told["classes"] + rng.randint(1, 2)
    return {"classes": more, "learners": told["learners"] + (0 if rng.random() < 0.5 else rng.randint(1, 4))}


def _misread_day(told: Told, rng: random.Random) -> Told:
    if told["period"][0] != told["period"][1]:
        return _swap_digits(told, rng)
    day = told["period"][0] + timedelta(1)
    return {"period": (day, day), "learners": told["learners"] + 2}


def _rename(told: Told) -> list[str]:
    (body,) = told["organiser"]
    for one, other in (
        ("Huyện ủy ", "Trung tâm Chính trị huyện "),
        ("Trung tâm Chính trị huyện ", "Huyện ủy "),
    ):
        if body.startswith(one):
            return [body.replace(one, other, 1)]
    return [body.split(f" {told['province']}")[0]]


def _other_district(told: Told, rng: random.Random) -> Told:
    (body,) = told["organiser"]
    known = next((d for d in _DISTRICTS if d in body), None)
    if known is None:
        return _other_province(told, rng)
    other = rng.choice([d for d in _DISTRICTS if d != known])
    return {
        "organiser": [body.replace(known, other)],
        "learners": told["learners"] + rng.choice((0, 0, 1, 4)),
    }


def _other_province(told: Told, rng: random.Random) -> Told:
    other = rng.choice([p for p in _PROVINCES if p != told["province"]])
    bodies = [body.replace(told["province"], other) for body in told["organiser"]]
    return {"province": other, "organiser": bodies, "learners": told["learners"] + rng.choice((0, 0, 1, 4))}


def _other_programme(told: Told, rng: random.Random) -> Told:
    return {"programme": rng.choice([p for p in _PROGRAMMES if p != told["programme"]])}


def _other_year(told: Told, rng: random.Random) -> Told:
    shift = [day.replace(year=day.year + 1, day=min(day.day, 28)) for day in told["period"]]
    shift = shift if told["period"][0] == told["period"][1] else [shift[0], date(shift[0].year, 12, 31)]
    return {"period": tuple(shift), "published": told["published"] + timedelta(366)}


def _other_course(told: Told, rng: random.Random) -> Told:
    if told["period"][0] != told["period"][1]:
        return _other_year(told, rng)
    day = told["period"][0] + timedelta(rng.randint(14, 90))
    return {"period": (day, day), "published": day, "learners": told["learners"] + rng.choice((0, 2, 5))}


def _other_people(told: Told, rng: random.Random) -> Told:
    one, other = rng.sample(_AUDIENCES, 2)
    told["audience"] = one
    return {"audience": other, "learners": told["learners"] + rng.choice((0, 3))}


def _half_of_it(told: Told, rng: random.Random) -> Told:
    if not told["classes"] or told["classes"] < 4:
        return _other_programme(told, rng)
    return {"learners": told["learners"] // 2, "classes": told["classes"] // 2}


_ERRORS = (_swap_digits, _misread_digit, _later_count, _other_classes, _misread_day)
_OTHERS = (
    _other_district,
    _other_district,
    _other_province,
    _other_programme,
    _other_year,
    _other_course,
    _other_people,
    _half_of_it,
)


def as_articles(pair: Pair, name: str) -> Iterator[ArticleFacts]:
    """The two articles of a pair, of two papers, in words of our own."""
    for n, told in enumerate((pair.first, pair.second)):
        yield as_article(told, f"{name}-{n}", f"https://bao{n}.vn/{name}", f"bao{n}.vn")


def as_article(told: Told, name: str, url: str, source: str) -> ArticleFacts:
    """An article with one statement."""
    (start, end), classes = told["period"], told.get("classes")
    quote = f"{f'{classes} lớp với ' if classes else ''}{told['learners']} học viên"
    text = f"{told['organiser'][0]} mở {quote}. Bài {name} của {source}."
    at = text.index(quote)
    training = Training(
        Span.of(text, at, at + len(quote)),
        id="t1",
        classes=Count(classes, classes) if classes else None,
        learners=Count(
            told["learners"],
            told["learners"],
            told.get("qualifier"),
            unit="học viên",
            counting=told.get("counting", "people"),
        ),
        programme=told["programme"],
        audience=told.get("audience"),
        organiser=tuple(told["organiser"]),
        period=Period(start, end),
        event=told.get("event"),
        rule="made",
    )
    title = f"Tin từ {told['province']}" if told.get("province") else None
    article = Article(text, name, title=title, published=told["published"], source=source, url=url)
    return ArticleFacts(article, True, (training,))


@dataclass(frozen=True, slots=True)
class Judged:
    """What came of pairs: how many disagreements there are and were found, how many pairs were joined wrongly."""

    disagreements: int
    found: int
    apart: int
    joined_wrongly: int
    wrong: tuple[str, ...]


def judge(pairs: list[Pair], events: dict[str, tuple[str, bool]]) -> Judged:
    """Compare with the truth; `events` has the event of each article's statement by name, and whether it agrees."""
    found = wrongly = 0
    wrong = []
    for n, pair in enumerate(pairs):
        (one, _), (other, _) = (events[f"p{n}-{k}"] for k in (0, 1))
        differs = not all(events[f"p{n}-{k}"][1] for k in (0, 1))
        right = {
            "disagree": one == other and differs,
            "same": one == other and not differs,
            "apart": one != other,
        }
        found += pair.are == "disagree" and right["disagree"]
        wrongly += pair.are == "apart" and not right["apart"]
        if not right[pair.are]:
            wrong.append(f"{pair.are}, {pair.why}: {pair.first} / {pair.second}")
    return Judged(
        sum(p.are == "disagree" for p in pairs),
        found,
        sum(p.are == "apart" for p in pairs),
        wrongly,
        tuple(wrong),
    )
