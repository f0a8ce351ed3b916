"""Label Studio: a task an article with its facts as predictions, and the annotations that come back.

Places count UTF-16 units there, as browsers do.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from xml.sax.saxutils import quoteattr

from corpora.errors import InputError
from factdb.exchange.annotated import ARROWS, KINDS, Annotated, Marked, text_slots
from factdb.slots import CHOICES

TASKS, CONFIG = "tasks.json", "labels.xml"
"""The files of an export."""

_COLOURS = {"training": "#1b5a93", "outcomes": "#5a8f5c", "documents": "#d08a2e", "people": "#7b5a96"}


@dataclass(frozen=True, slots=True)
class Work:
    """What one person made of one article."""

    article: Annotated
    reviewer: str


def write_tasks(articles: Iterable[Annotated], folder: Path) -> None:
    """Write `tasks.json`, to be imported into a project, and `labels.xml`, the project's labelling interface."""
    with (folder / TASKS).open("w", encoding="utf-8", newline="\n") as out:
        before = "["
        for article in articles:
            out.write(before + "\n" + json.dumps(_task(article), ensure_ascii=False))
            before = ","
        out.write("\n]\n" if before == "," else "[]\n")
    (folder / CONFIG).write_text(_config(), encoding="utf-8", newline="\n")


def _task(article: Annotated) -> dict[str, Any]:
    data = {
        name: getattr(article, name) for name in ("article_id", "version", "name", "title", "url", "text")
    }
    drawn = [item for one in article.marked for item in _draw(one, article.text)]
    arrows = [
        {
            "type": "relation",
            "from_id": one.key,
            "to_id": one.target,
            "direction": "right",
            "labels": [ARROWS[one.kind]],
        }
        for one in article.marked
        if one.target
    ]
    return {"data": data, "predictions": [{"model_version": "canbo", "result": [*drawn, *arrows]}]}


def _draw(one: Marked, text: str) -> Iterator[dict[str, Any]]:
    """A region with its label, and one item more for each value."""
    place = {
        "start": _units(text[: one.start]),
        "end": _units(text[: one.end]),
        "text": text[one.start : one.end],
    }
    head = {"id": one.key, "to_name": "text"}
    yield head | {"from_name": "fact", "type": "labels", "value": place | {"labels": [one.kind]}}
    for slot, written in one.slots.items():
        name = f"{one.kind}_{slot}"
        if slot in CHOICES:
            yield head | {"from_name": name, "type": "choices", "value": place | {"choices": [written]}}
        else:
            yield head | {"from_name": name, "type": "textarea", "value": place | {"text": [written]}}


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _config() -> str:
    """The labelling interface: a label a kind, its values beside the region that is chosen, arrows between regions."""
    labels = "\n".join(
        f"    <Label value={quoteattr(kind)} background={quoteattr(_COLOURS[kind])}/>" for kind in KINDS
    )
    values = "\n".join(_control(kind, slot) for kind in KINDS for slot in text_slots(kind))
    arrows = "\n".join(f"    <Relation value={quoteattr(name)}/>" for name in ARROWS.values())
    return (
        '<View>\n  <Header value="$title"/>\n'
        f'  <Labels name="fact" toName="text">\n{labels}\n  </Labels>\n'
        f"  <Relations>\n{arrows}\n  </Relations>\n"
        '  <Text name="text" value="$text"/>\n'
        f"{values}\n</View>\n"
    )


def _control(kind: str, slot: str) -> str:
    name = f'name="{kind}_{slot}" toName="text" perRegion="true"'
    shown = f'<View visibleWhen="region-selected" whenTagName="fact" whenLabelValue="{kind}">'
    if slot in CHOICES:
        listed = "".join(f"<Choice value={quoteattr(value)}/>" for value in CHOICES[slot])
        control = f'<Choices {name} choice="single" showInline="true">{listed}</Choices>'
    else:
        control = f'<TextArea {name} rows="1" maxSubmissions="1" editable="true"/>'
    return f'  {shown}<Header value="{slot}" size="6"/>{control}</View>'


def read_tasks(path: Path) -> Iterator[Work]:
    """What people made of the tasks of an export of Label Studio (JSON), one by one, oldest first.

    Tasks that nobody annotated say nothing. Raises InputError where the file is no such export.
    """
    try:
        tasks = json.loads(path.read_bytes())
    except (OSError, ValueError) as error:
        raise InputError(
            f"{path} can't be read as JSON: export the project from Label Studio as JSON"
        ) from error
    if not isinstance(tasks, list) or not all(
        isinstance(t, dict) and isinstance(t.get("data"), dict) for t in tasks
    ):
        raise InputError(f"{path} is no export of Label Studio: it is no list of tasks with their data")
    for task in tasks:
        done = [a for a in task.get("annotations") or () if not a.get("was_cancelled")]
        for annotation in sorted(done, key=lambda a: str(a.get("updated_at", ""))):
            yield Work(_article(task["data"], annotation.get("result") or []), _reviewer(annotation))


def _article(data: dict[str, Any], result: Sequence[dict[str, Any]]) -> Annotated:
    text = str(data.get("text", ""))
    marked: dict[str, Marked] = {}
    for item in result:
        value = item.get("value") or {}
        if item.get("type") == "labels" and value.get("labels"):
            start, end = (_points(text, int(value[side])) for side in ("start", "end"))
            marked[item["id"]] = Marked(item["id"], value["labels"][0], start, end, {})
    for item in result:
        one = marked.get(item.get("id", ""))
        if one and item.get("type") in ("textarea", "choices"):
            given = item["value"].get("text" if item["type"] == "textarea" else "choices") or []
            written = "; ".join(given if isinstance(given, list) else [given])
            slot = str(item["from_name"]).removeprefix(f"{one.kind}_")
            marked[one.key] = replace(one, slots=dict(one.slots) | {slot: written})
        elif item.get("type") == "relation" and item.get("from_id") in marked:
            from_, to = item["from_id"], item["to_id"]
            if item.get("direction") == "left":
                from_, to = to, from_
            if from_ in marked:
                marked[from_] = replace(marked[from_], target=to)
    article_id, version, name = (str(data.get(key) or "") for key in ("article_id", "version", "name"))
    return Annotated(
        article_id, version, name, data.get("title"), data.get("url"), text, list(marked.values())
    )


def _points(text: str, units: int) -> int:
    """Code points before a place that counts UTF-16 units."""
    if text.isascii() or max(text) <= "\uffff":
        return units
    return len(text.encode("utf-16-le", "surrogatepass")[: 2 * units].decode("utf-16-le", "surrogatepass"))


def _reviewer(annotation: dict[str, Any]) -> str:
    who = annotation.get("completed_by")
    if isinstance(who, dict):
        return str(who.get("email") or who.get("username") or who.get("id") or "")
    return "" if who is None else f"Label Studio user {who}"
