"""A layout proposed from one saved page: where the generic reader finds the fields, as selectors to be looked over."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from json import dumps
from pathlib import Path
from typing import Any

from corpora.errors import CrawlError
from crawler.fetch import REDIRECTS, Fetcher
from crawler.generic import body_element, heading_of, lead_element, time_elements
from crawler.keep import MOST_REDIRECTS
from crawler.page import Page, text_in
from crawler.permission import ask_robots
from crawler.politeness import LEAST_DELAY, user_agent
from crawler.reading import Reading
from crawler.urls import canonical_url, source_of

_NAME = re.compile(r"[a-z][a-z0-9_]{0,30}")
_PLAIN = re.compile(r"[A-Za-z][A-Za-z_-]{1,60}")
_AUTHORS = ("[itemprop=author]", ".author-name", ".author", ".byline", ".tacgia", "[rel=author]")
_SECTIONS = (".breadcrumb a", ".breadcrumbs a", "#breadcrumb a")
_FIELDS = ("title", "lead", "body", "author", "section", "date")


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a saved page suggests: the paper's short name, its host, and selectors by field where there are."""

    name: str
    host: str
    selectors: dict[str, str]


def propose(page: Page) -> Proposal:
    """Selectors for a page's fields; raises CrawlError where it holds no article."""
    body = body_element(page)
    if body is None:
        raise CrawlError(
            f"{page.url}: no article is found on it: save a page with a whole article and its text"
        )
    heading = heading_of(page)
    times = time_elements(page)
    found = {
        "title": heading,
        "lead": lead_element(page),
        "body": body,
        "date": times[0] if times else None,
    }
    selectors = {name: _selector_of(page, element) for name, element in found.items() if element is not None}
    for name, known in (("author", _AUTHORS), ("section", _SECTIONS)):
        if css := next((css for css in known if page.text_of(css)), None):
            selectors[name] = css
    host = source_of(page.canonical)
    return Proposal(name_of(host), host, {name: css for name, css in selectors.items() if css})


def fetch_page(url: str, *, allow_loopback: bool = False) -> tuple[bytes, str, str]:
    """A page asked for once where robots.txt lets us: its bytes, its address, its type; raises CrawlError."""
    fetcher = Fetcher(user_agent(), allow_loopback=allow_loopback)
    step = canonical_url(url)
    for _ in range(MOST_REDIRECTS + 1):
        if step is None:
            raise CrawlError(
                f"{url} is no address of a web page: write it like https://paper.vn/the-article.html"
            )
        robots = ask_robots(step, allow_loopback=allow_loopback)
        if not robots.allows(step):
            raise CrawlError(f"{step}: robots.txt doesn't let us ask for it; canbo robots {step} says why")
        time.sleep(0.0 if allow_loopback else max(LEAST_DELAY, robots.crawl_delay or 0.0))
        answer = fetcher.get(step)
        if answer.status == 200:
            return answer.body, step, answer.header("Content-Type") or ""
        location = answer.header("Location") if answer.status in REDIRECTS else None
        if location is None:
            raise CrawlError(
                f"{step}: the server answers HTTP {answer.status}: name another article, or a saved page"
            )
        step = canonical_url(location, step)
    raise CrawlError(f"{url}: more than {MOST_REDIRECTS} redirects")


def name_of(host: str) -> str:
    """A short name from a host: `bao.thu-do.vn` gives `bao_thu_do`."""
    name = re.sub(r"[^a-z0-9]+", "_", host.rpartition(".")[0].removesuffix(".com").lower()).strip("_")
    return name if _NAME.fullmatch(name) else f"site_{name}"[:30].strip("_")


def _selector_of(page: Page, element: Any) -> str:
    """The shortest selector whose first find is that element; none where there is no such."""
    return next((css for css in _selectors(element) if _finds(page, css, element)), "")


def _selectors(element: Any) -> Iterator[str]:
    own = list(_names(element))
    yield from own
    around = element.getparent()
    for _ in range(4):
        if around is None or around.tag in ("body", "html"):
            return
        for outer in _names(around):
            yield from (f"{outer} {inner}" for inner in (*own, element.tag))
        around = around.getparent()


def _names(element: Any) -> Iterator[str]:
    """An element's id and classes; those with figures belong to one page or one week."""
    own = element.get("id") or ""
    if _PLAIN.fullmatch(own):
        yield f"#{own}"
    for name in (element.get("class") or "").split():
        if _PLAIN.fullmatch(name):
            yield f"{element.tag}.{name}"
    if element.get("itemprop"):
        yield f"[itemprop={element.get('itemprop')}]"
    if element.tag == "h1":
        yield "h1"


def _finds(page: Page, css: str, element: Any) -> bool:
    first = next((e for e in page.elements(css) if text_in(e)), None)
    return first is element


_SITE = '''"""{host}: taken from one saved page; look over every selector, and see docs/adding-a-site.md."""

from __future__ import annotations

from datetime import date

{generic}from crawler.layout import Layout, Site

_LAYOUT = Layout(
    "{name}",
    fits=({fits}),
{fields}    # What stands in the body and isn't of its text, and captions without a name of their own.
    drop=({drop}),
    captions=(),
    since={year},
{by_hand})

SITE = Site(
    "{name}",
    hosts=("{host}",),
    layouts=(_LAYOUT,),
    starts=("https://{host}/",),
    recorded=date({today.year}, {today.month}, {today.day}),
)
'''


def site_module(proposal: Proposal, today: date) -> str:
    """The text of the adapter's file."""
    css = proposal.selectors
    fits = [css[name] for name in ("title", "body", "lead") if name in css and css[name] != "h1"] or ["h1"]
    missing = [name for name in ("title", "lead", "body", "date") if name not in css]
    lines = "".join(f"    {name}=({dumps(css[name])},),\n" for name in _FIELDS if name in css)
    lines += "".join(f"    {name}=(),\n" for name in ("title", "body") if name in missing)
    hands = {"title": "title_of", "lead": "lead_of", "body": "body_of", "date": "published_of"}
    keys = {"date": "published"}
    by_hand = "".join(f'        "{keys.get(n, n)}": GENERIC.{hands[n]},\n' for n in missing)
    comment = "    # Not found by a name of its own: left to the generic reader.\n" if missing else ""
    return _SITE.format(
        host=proposal.host,
        name=proposal.name,
        generic="from crawler.generic import GENERIC\n" if missing else "",
        fits=", ".join(map(dumps, fits)) + ("," if len(fits) == 1 else ""),
        fields=lines,
        drop='".related",' if "author" not in css else f'".related", {dumps(css["author"])}',
        year=today.year,
        by_hand=f"{comment}    by_hand={{\n{by_hand}    }},\n" if missing else "",
        today=today,
    )


def case_of(reading: Reading) -> str:
    """The case that a page must give, as TOML."""
    published = reading.published
    lines = [f"layout = {_quoted(reading.layout)}", f"url = {_quoted(reading.url)}"]
    for name in ("title", "lead", "author", "section"):
        if value := getattr(reading, name):
            lines.append(f"{name} = {_quoted(value)}")
    if published:
        lines += [f"published = {_quoted(str(published))}", f"witness = {_quoted(published.witness)}"]
    lines.append(f"captions = [{', '.join(map(_quoted, reading.captions))}]")
    text = reading.article.text.replace("\\", "\\\\").replace('"""', '""\\"')
    return "\n".join([*lines, f'text = """\n{text}"""']) + "\n"


def _quoted(text: str) -> str:
    return dumps(text, ensure_ascii=False)


def differences(want: dict[str, Any], found: Reading) -> list[str]:
    """What a reading has otherwise than its case says, a line each."""
    have: dict[str, Callable[[], Any]] = {
        "layout": lambda: found.layout,
        "url": lambda: found.url,
        "title": lambda: found.title,
        "lead": lambda: found.lead,
        "author": lambda: found.author,
        "section": lambda: found.section,
        "published": lambda: str(found.published) if found.published else None,
        "witness": lambda: found.published.witness if found.published else None,
        "captions": lambda: list(found.captions),
        "text": lambda: found.article.text,
    }
    return [
        f"{name}: the case says {_short(want.get(name))}, the page gives {_short(get())}"
        for name, get in have.items()
        if want.get(name) != get()
    ]


def _short(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 160 else f"{text[:120]} … {text[-30:]}"


def case_folder(sites: Path, name: str) -> Path:
    """Where the case of a paper lies: beside its file, or in the tests of canbo's own tree."""
    own = sites.parent.parent / "tests" / "cases" / "sites"
    return (own if (sites / "__init__.py").exists() and own.is_dir() else sites) / name
