"""The pictures of the question types and field types: what scenes.yaml says is shown, and the files that it makes.

`take.py` takes them; docs/reference/generate.py puts them on the pages of the types.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from accord import workflows
from accord.schema.yaml_source import Source

HERE = Path(__file__).parent
FOLDER = HERE / "types"
LANGUAGES = {"ar": "Arabic", "zh": "Chinese"}
WIDE, PHONE = {"width": 1120, "height": 700}, {"width": 390, "height": 780}


class Picture(NamedTuple):
    """One picture: its file, what it shows in words, and how it is taken."""

    path: Path
    words: str
    scheme: str
    viewport: Mapping[str, int]
    language: str


def scenes() -> dict[str, dict[str, Any]]:
    """The scenes by the type that they show: `questions/label`."""
    return dict(Source((HERE / "scenes.yaml").read_text(encoding="utf-8")).value)


def pictures(name: str, scene: Mapping[str, Any]) -> Iterator[Picture]:
    """The pictures of a scene, that of a wide page in light first."""
    kind = name.partition("/")[2]
    path = FOLDER / name
    yield Picture(path.with_name(f"{kind}.webp"), "", "light", WIDE, "en")
    yield Picture(path.with_name(f"{kind}-dark.webp"), "In the dark", "dark", WIDE, "en")
    yield Picture(path.with_name(f"{kind}-phone.webp"), "On a phone", "light", PHONE, "en")
    for language in [one for one in LANGUAGES if one in scene]:
        words = f"A record in {LANGUAGES[language]}"
        yield Picture(path.with_name(f"{kind}-{language}.webp"), words, "light", WIDE, language)


def project(name: str, scene: Mapping[str, Any], language: str) -> tuple[dict[str, Any], dict[str, Any], list[str]]:
    """The project, its one record and the keys that are pressed, of a scene in a language."""
    told = {**scene, **scene.get(language, {})}
    title = name.partition("/")[2].capitalize()
    spec = {"name": f"{name.replace('/', '-')}-{language}", "title": title, "fields": told["fields"], "questions": told["questions"]}  # fmt: skip
    record: dict[str, Any] = {"id": "1", "lang": language, "values": told.get("values")}
    suggested = told.get("suggested", {})
    if record["values"] is None:
        workflow, _, row = told["sample"].partition("/")
        [sample] = [one for one in workflows.load(workflow).sample() if one["id"] == row]
        record["values"] = {field: sample["values"][source] for field, source in told["take"].items()}
        wanted = {source: question for question, source in told.get("suggestions", {}).items()}
        said = [one for one in sample.get("suggestions", []) if one["question"] in wanted]
        suggested = {wanted[one["question"]]: _fitting(told, wanted[one["question"]], one["value"]) for one in said}
    if suggested:
        record["suggestions"] = [{"question": question, "value": value} for question, value in suggested.items()]
    return spec, record, str(told.get("keys", "")).split()


def _fitting(told: Mapping[str, Any], question: str, value: Any) -> Any:
    """A suggested list without answers to what this project does not ask."""
    asked = told["questions"][question].get("ask", {})
    items = json.loads(json.dumps(value))
    for one in items if isinstance(items, list) else []:
        if isinstance(one, dict) and "answers" in one:
            one["answers"] = {name: part for name, part in one["answers"].items() if name in asked}
    return items
