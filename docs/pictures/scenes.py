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


def records() -> dict[str, dict[str, Any]]:
    """The real records that scenes show, by id; each says where it is `from`."""
    lines = (HERE / "records.jsonl").read_text(encoding="utf-8").splitlines()
    return {one["id"]: one for one in map(json.loads, lines)}


def project(name: str, scene: Mapping[str, Any], language: str) -> tuple[dict[str, Any], dict[str, Any], list[str]]:
    """The project, its one record and the keys that are pressed, of a scene in a language."""
    told = _told(scene, language)
    title = name.partition("/")[2].capitalize()
    spec = {"name": f"{name.replace('/', '-')}-{language}", "title": title, "fields": told["fields"], "questions": told["questions"]}  # fmt: skip
    row = _row(told)
    take = told.get("take") or {field: field for field in told["fields"]}
    values = {field: row["values"][source] for field, source in take.items()}
    record: dict[str, Any] = {"id": "1", "lang": language, "values": values}
    if "suggested" in told:
        record["suggestions"] = [{"question": one, "value": value} for one, value in told["suggested"].items()]
    pressed = [key.partition("*") for key in str(told.get("keys", "")).split()]
    return spec, record, [key for key, _, times in pressed for _ in range(int(times or 1))]


def origin(scene: Mapping[str, Any], language: str) -> str:
    """Where the record of a scene in a language is from, for the page that shows it."""
    told = _told(scene, language)
    if "record" not in told:
        workflow = told["sample"].partition("/")[0]
        return f"[sample of {workflow}](workflows/{workflow}.md)"
    source = _row(told)["from"]
    return f"[{source['source']}]({source['url']}), {source['licence']}" + (
        "; " + source["note"] if "note" in source else ""
    )


def _told(scene: Mapping[str, Any], language: str) -> dict[str, Any]:
    """A scene with what it says of a language; another record is not taken as the scene's own is."""
    own = scene.get(language, {})
    gone = ("sample", "take", "suggested") if "record" in own else ()
    return {**{key: value for key, value in scene.items() if key not in gone}, **own}


def _row(told: Mapping[str, Any]) -> dict[str, Any]:
    if "record" in told:
        return records()[told["record"]]
    workflow, _, row = told["sample"].partition("/")
    [sample] = [one for one in workflows.load(workflow).sample() if one["id"] == row]
    return dict(sample)
