"""Every question type and field type is shown in the docs, in every look, by a record that its project takes."""

import json
import runpy
from pathlib import Path

import pytest

from accord.schema import parse
from accord.schema.fields import registry as field_types
from accord.schema.questions import registry as question_types
from accord.schema.records import check_record

PICTURES = Path(__file__).parents[2] / "docs" / "pictures"
SHOWN = runpy.run_path(str(PICTURES / "scenes.py"))
SCENES = SHOWN["scenes"]()
TAKEN = {name: list(SHOWN["pictures"](name, scene)) for name, scene in SCENES.items()}
# what shows how the pages take other scripts and a narrow page: one of each family
FAMILIES = {"questions/marks", "questions/preference", "questions/items", "questions/rating", "fields/chat", "fields/trajectory"}  # fmt: skip


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
    assert all({"ar", "zh"} <= set(SCENES[name]) for name in FAMILIES)


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
