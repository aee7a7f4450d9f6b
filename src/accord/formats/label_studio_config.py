"""A labelling configuration of Label Studio (XML) as a project: objects become fields, controls become questions of the same name.

Tasks exported there come into such a project with their annotations (`label_studio.py`). What the configuration says and a project
cannot, is listed with the reason.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from accord.formats.label_studio import own_name

OBJECTS: dict[str, dict[str, Any]] = {
    "Text": {"type": "text"},
    "HyperText": {"type": "text", "format": "html"},
    "Paragraphs": {"type": "chat"},
    "Chat": {"type": "chat"},
    "Image": {"type": "image"},
    "Audio": {"type": "audio"},
    "AudioPlus": {"type": "audio"},
    "Video": {"type": "video"},
    "Pdf": {"type": "document"},
    "PDF": {"type": "document"},
    "Table": {"type": "json"},
    "List": {"type": "candidates"},
}
DRAWN = {
    "Labels": None,
    "ParagraphLabels": None,
    "HyperTextLabels": None,
    "TimelineLabels": ["interval"],
    "RectangleLabels": ["box"],
    "PolygonLabels": ["polygon"],
    "KeyPointLabels": ["point"],
}
WORDS = {"Header", "Style", "View", "Collapse", "Panel", "Markdown", "Filter", "Label", "Choice", "Relation", "Bucket"}
LARGEST = 1024 * 1024


class NoConfig(ValueError):
    """The file is no labelling configuration, or nothing in it can be asked; says why."""


@dataclass
class Made:
    """The project, as its YAML says it; what is said with every task, as guidelines; and what is left out: what, and why."""

    project: dict[str, Any]
    guidelines: str = ""
    left: list[tuple[str, str]] = field(default_factory=list)


def looks_like_config(path: Path) -> bool:
    """Whether a file is XML that begins with a View, comments aside."""
    try:
        head = path.read_bytes()[:4096]
    except OSError:
        return False
    return path.suffix.lower() == ".xml" or (head.lstrip().startswith(b"<") and b"<View" in head)


def project_of(source: bytes, name: str) -> Made:
    """The configuration as a project of this name.

    >>> made = project_of(b'<View><Text name="t" value="$text"/><Choices name="mood" toName="t"><Choice value="good"/>'
    ...                   b'<Choice value="bad"/></Choices></View>', "moods")
    >>> made.project["fields"], made.project["questions"]["mood"]["options"]
    ({'text': {'type': 'text'}}, ['good', 'bad'])

    Raises:
        NoConfig: it is no configuration, or has nothing to look at or to ask.
    """
    root = _parsed(source)
    made = Made({"name": name, "title": name.replace("-", " ").capitalize(), "fields": {}, "questions": {}})
    parents = {inner: tag for tag in root.iter() for inner in tag}
    objects, said = _fields(root, made)
    _pairs(root, made, objects)
    heading = ""
    within: list[tuple[ET.Element, str, str]] = []
    for tag in root.iter():
        if tag.tag in ("Header", "Panel"):
            heading = (tag.get("value") or tag.text or "").strip()
        elif (own := objects.get(tag.get("name") or "")) and tag.tag in OBJECTS:
            if heading and own in made.project["fields"]:  # what stands above an object is its name
                made.project["fields"][own].setdefault("title", heading.rstrip(":"))
            heading = ""
        elif tag.get("toName") or tag.tag in MAKERS or tag.tag == "Relations":
            if tag.get("perRegion") == "true":
                within.append((tag, tag.get("toName") or "", heading))
            else:
                _ask(tag, made, objects, heading or said.get(tag.get("toName") or "", ""), _waiting(tag, parents))
            heading = ""
        elif tag.tag not in OBJECTS and tag.tag not in WORDS:
            made.left.append((_called(tag), "Accord has nothing of the kind"))
    made.left += [
        (
            f"{_called(tag)}: {tag.get('value')}",
            "a / in the name of an option becomes -; answers that say it stay in meta",
        )
        for tag in root.iter()
        if tag.tag in ("Choice", "Label") and "/" in (tag.get("alias") or tag.get("value") or "")
    ]
    for tag, of, heading in within:
        _ask_within(tag, made, objects.get(of), heading)
    if not made.project["fields"]:
        raise NoConfig('it shows nothing that comes from a task, such as <Text name="text" value="$text"/>')
    if not made.project["questions"]:
        raise NoConfig(
            "it asks nothing that a project can ask" + "".join(f"; {what}: {why}" for what, why in made.left)
        )
    titles = {str(one.get("title")) for one in made.project["questions"].values()}
    if rules := [words for words in said.values() if words not in titles]:
        made.project["guidelines"] = "guidelines.md"
        made.guidelines = f"# {made.project['title']}: guidelines\n\n" + "".join(f"{words}\n\n" for words in rules)
    made.project["stages"] = [{"name": "annotate", "overlap": 2}]
    return made


def _parsed(source: bytes) -> ET.Element:
    if len(source) > LARGEST or b"<!DOCTYPE" in source or b"<!ENTITY" in source:
        raise NoConfig("it is larger than a megabyte, or declares a document type")
    try:
        root = ET.fromstring(source)
    except ET.ParseError as error:
        raise NoConfig(f"it is no XML: {error}") from None
    if root.tag != "View":
        raise NoConfig(f"it begins with <{root.tag}>; a labelling configuration begins with <View>")
    return root


def _waiting(tag: ET.Element, parents: Mapping[ET.Element, ET.Element]) -> ET.Element:
    """What says when a control is seen: itself, or a View around it that waits for a choice."""
    at: ET.Element | None = tag
    while at is not None and at.get("visibleWhen") != "choice-selected":
        at = parents.get(at)
    return tag if at is None else at


def _fields(root: ET.Element, made: Made) -> tuple[dict[str, str], dict[str, str]]:
    """The fields, called like the columns that they show: each object's field by the object's name; and what others always say."""
    objects: dict[str, str] = {}
    said: dict[str, str] = {}
    for tag in root.iter():
        kind = OBJECTS.get(tag.tag)
        if kind is None or not tag.get("name"):
            continue
        column = (tag.get("value") or tag.get("valueList") or "").strip()
        if not column.startswith("$"):
            if column:
                said[str(tag.get("name"))] = column
            continue
        own = own_name(column[1:])
        if own != column[1:]:
            made.project.setdefault("mapping", {})[own] = column[1:]
        title = {"title": title} if (title := tag.get("title")) else {}
        made.project["fields"].setdefault(own, {**kind, **title})
        objects[str(tag.get("name"))] = own
    return objects, said


def _pairs(root: ET.Element, made: Made, objects: dict[str, str]) -> None:
    """Two texts of which one is chosen become one field of two candidates, called like the texts."""
    for tag in root.iter("Pairwise"):
        sides = [objects[one] for one in (tag.get("toName") or "").split(",") if one in objects]
        if len(sides) != 2 or any(made.project["fields"].get(one, {}).get("type") != "text" for one in sides):
            continue
        name = "answers" if "answers" not in made.project["fields"] else own_name(f"answers {tag.get('name')}")
        made.project["fields"][name] = {"type": "candidates", "max": 2}
        mapping = made.project.setdefault("mapping", {})
        for side in sides:
            del made.project["fields"][side]
            mapping[f"{name}.{side}.text"] = mapping.pop(side, side)
        objects.update({of: name for of, own in objects.items() if own in sides})


def _ask(tag: ET.Element, made: Made, objects: Mapping[str, str], heading: str, waits: ET.Element) -> None:
    of = objects.get((tag.get("toName") or "").split(",")[0])
    make = MAKERS.get(tag.tag)
    if tag.tag in DRAWN:
        question = _marks(tag)
    elif make:
        question = make(tag)
    else:
        why = "regions that Accord does not draw" if tag.tag.endswith("Labels") else "Accord asks nothing of the kind"
        made.left.append((_called(tag), why))
        return
    drawn = tag.tag in DRAWN or tag.tag in ("Pairwise", "Ranker")
    kind = made.project["fields"].get(of, {}).get("type")
    if why := _unasked(tag, question, drawn, of, kind):
        made.left.append((_called(tag), why))
        return
    if drawn:
        question["of"] = of
    made.project["questions"][_free(tag, made)] = {
        **question,
        **_title(tag, heading),
        **_when(tag, waits, made),
    }


def _unasked(tag: ET.Element, question: Mapping[str, Any], drawn: bool, of: str | None, kind: str | None) -> str:
    """Why a control becomes no question; "" where it does."""
    if any(question.get(key) == [] for key in ("options", "labels")):
        return "its choices come from each task, or there are none"
    if drawn and of is None:
        return "what it is about is not shown"
    if tag.tag == "Pairwise" and kind != "candidates":
        return "only two texts can be compared"
    if tag.tag == "Ranker" and (kind != "candidates" or tag.find("Bucket") is not None):
        return "only a List can be ranked, and into one order, not into buckets"
    return ""


def _ask_within(tag: ET.Element, made: Made, of: str | None, heading: str) -> None:
    """What is asked of each region goes into the marks of that field."""
    marks = [one for one in made.project["questions"].values() if one["type"] == "marks" and one.get("of") == of]
    make = MAKERS.get(tag.tag)
    if not marks or not make or tag.tag in ("Pairwise", "Ranker"):
        made.left.append((_called(tag), "it is asked of regions that are not there"))
        return
    question = {**make(tag), **_title(tag, heading)}
    if tag.get("required") != "true":
        question["required"] = False
    marks[0].setdefault("ask", {})[own_name(tag.get("name") or tag.tag)] = question


def _title(tag: ET.Element, heading: str) -> dict[str, str]:
    title = heading or tag.get("title") or ""
    return {"title": title} if title else {}


def _free(tag: ET.Element, made: Made) -> str:
    name = own_name(tag.get("name") or tag.tag)
    return name if name not in made.project["fields"] else f"{name}_asked"


def _when(tag: ET.Element, waits: ET.Element, made: Made) -> dict[str, Any]:
    """Whether it must be answered, and when it is seen: after a choice of a question before it."""
    out: dict[str, Any] = {} if tag.get("required") == "true" else {"required": False}
    if waits.get("visibleWhen") == "choice-selected":
        name = own_name(waits.get("whenTagName") or "")
        asked = made.project["questions"].get(name)
        values = [one.strip() for one in (waits.get("whenChoiceValue") or "").split(",") if one.strip()]
        if asked and values and asked["type"] in ("label", "labels"):
            quoted = ["'" + one.replace("\\", "\\\\").replace("'", "\\'") + "'" for one in values]
            each = [f"{one} in {name}" if asked["type"] == "labels" else f"{name} == {one}" for one in quoted]
            return {**out, "visible_if": " || ".join(each)}
        made.left.append((_called(tag), "it is always seen: the choice that it waits for is not asked before it"))
    elif tag.get("visibleWhen"):
        made.left.append((_called(tag), f"it is always seen: visibleWhen={tag.get('visibleWhen')} is not known here"))
    return out


def _called(tag: ET.Element) -> str:
    return f"{tag.tag} {tag.get('name')}" if tag.get("name") else tag.tag


def _options(tag: ET.Element) -> list[Any]:
    return list(_choices(tag))


def _choices(tag: ET.Element) -> Iterator[Any]:
    """Choices with their hints; a choice with choices in it is a group."""
    for one in tag:
        if one.tag in ("View", "Header"):
            yield from _choices(one)
        value = (one.get("alias") or one.get("value") or "").strip()
        if one.tag not in ("Choice", "Label") or not value:
            continue
        inner = _options(one)
        words = {"help": hint} if (hint := one.get("hint")) else {}
        title = {"title": one.get("value")} if one.get("alias") and one.get("value") else {}
        more = {**title, **words, **({"options": inner} if inner else {})}
        value = value.replace("/", "-")  # that is what parts a path here
        yield {"value": value, **more} if more else value


def _label(tag: ET.Element) -> dict[str, Any]:
    tree = tag.tag == "Taxonomy"
    several = tag.get("choice") == "multiple" or (tree and tag.get("maxUsages") != "1")
    inner = {"inner": True} if tree and tag.get("leafsOnly") != "true" else {}  # a branch may be chosen there, too
    return {"type": "labels" if several else "label", "options": _options(tag), **inner}


def _marks(tag: ET.Element) -> dict[str, Any]:
    draw = {"draw": drawn} if (drawn := DRAWN[tag.tag]) else {}
    return {"type": "marks", "labels": _options(tag), "overlap": True, **draw}


def _rating(tag: ET.Element) -> dict[str, Any]:
    return {"type": "rating", "min": 1, "max": int(tag.get("maxRating") or 5)}


def _number(tag: ET.Element) -> dict[str, Any]:
    if tag.get("min") is None or tag.get("max") is None:
        return {"type": "text", "lines": 1}
    low, high, step = (float(tag.get(key) or 1) for key in ("min", "max", "step"))
    return {"type": "rating", "style": "number", "min": _round(low), "max": _round(high), "step": _round(step)}


def _round(value: float) -> float | int:
    return int(value) if value == int(value) else value


MAKERS: dict[str, Callable[[ET.Element], dict[str, Any]]] = {
    "Choices": _label,
    "Taxonomy": _label,
    "Rating": _rating,
    "Number": _number,
    "TextArea": lambda tag: {"type": "text", "lines": min(max(int(tag.get("rows") or 3), 1), 100)},
    "Pairwise": lambda _: {"type": "preference", "tie": True},
    "Ranker": lambda _: {"type": "ranking"},
    "DateTime": lambda _: {"type": "text", "lines": 1},
}
