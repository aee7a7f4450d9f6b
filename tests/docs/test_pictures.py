"""Every question type and field type is shown in the docs, in every look, by a record that its project takes."""

import json
import runpy
from pathlib import Path

import pytest

from accord import workflows
from accord.schema import parse
from accord.schema.fields import registry as field_types
from accord.schema.questions import registry as question_types
from accord.schema.records import check_record

PICTURES = Path(__file__).parents[2] / "docs" / "pictures"
SHOWN = runpy.run_path(str(PICTURES / "scenes.py"))
SCENES = SHOWN["scenes"]()
TAKEN = {name: list(SHOWN["pictures"](name, scene)) for name, scene in SCENES.items()}
# what shows how the pages take other scripts: one of each family, where there is real text that may be shown
FAMILIES = {
    "ar": {
        "questions/marks",
        "questions/preference",
        "questions/items",
        "questions/rating",
        "fields/chat",
        "fields/text",
    },
    "zh": {"questions/marks", "questions/items", "questions/rating", "fields/chat", "fields/text", "fields/trajectory"},
}


def test_every_type_has_a_scene():
    kinds = {"questions": question_types(), "fields": field_types()}
    ours = {
        f"{room}/{name}"
        for room, types in kinds.items()
        for name, kind in types.items()
        if type(kind).__module__.startswith("accord.")
    }
    assert set(SCENES) == ours


def test_every_family_is_shown_in_arabic_and_chinese():
    assert {language: {name for name in SCENES if language in SCENES[name]} for language in FAMILIES} == FAMILIES


def test_every_record_that_is_shown_is_real_and_says_where_it_is_from():
    shown = {part["record"] for scene in SCENES.values() for part in (scene, scene.get("ar", {}), scene.get("zh", {})) if "record" in part}  # fmt: skip
    records = SHOWN["records"]()
    assert shown <= set(records)
    assert all({"source", "url", "licence"} <= set(one["from"]) for one in records.values())
    for scene in SCENES.values():
        if "record" in scene:
            continue
        workflow, _, row = scene["sample"].partition("/")
        [sample] = [one for one in workflows.load(workflow).sample() if one["id"] == row]
        assert "Accord" not in json.dumps(sample["provenance"])
    assert not any(
        "values" in part for scene in SCENES.values() for part in (scene, scene.get("ar", {}), scene.get("zh", {}))
    )


@pytest.mark.parametrize("name", SCENES)
def test_a_scene_is_a_project_with_a_record_and_its_pictures_are_taken(name):
    room, _, kind = name.partition("/")
    for language in ["en", *(one for one in SHOWN["LANGUAGES"] if one in SCENES[name])]:
        raw, record, _ = SHOWN["project"](name, SCENES[name], language)
        spec = parse(json.dumps(raw))
        assert kind in {one["type"] for one in raw[room].values()}
        assert list(check_record(spec, record)[1]) == []
    for one in TAKEN[name]:
        assert one.path.is_file(), f"run python docs/pictures/take.py {name}"
        assert one.path.stat().st_size < 70_000


def test_no_picture_is_of_something_that_is_gone_and_all_together_are_small():
    there = set((PICTURES / "types").rglob("*.webp"))
    assert there == {one.path for pictures in TAKEN.values() for one in pictures}
    assert sum(one.stat().st_size for one in PICTURES.rglob("*.webp")) < 6_000_000
