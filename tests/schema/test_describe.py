"""The JSON Schema of the language says what the parser says, for every type that is registered."""

import jsonschema_rs
import pytest

from accord.schema import json_schema, parse
from accord.schema.fields import registry as field_types
from accord.schema.questions import registry as question_types
from accord.schema.yaml_source import Source
from tests.schema.conftest import YAML


@pytest.fixture(scope="module")
def validator():
    return jsonschema_rs.validator_for(json_schema(), validate_formats=True)


def test_the_schema_is_a_schema():
    assert jsonschema_rs.meta.is_valid(json_schema())


def test_every_key_says_what_it_is_for():
    """The form of the builder shows it beside the control, editors beside the word that they complete."""

    def silent(shape, at):
        for key, one in shape.get("properties", {}).items():
            said = {"const", "$ref", "description"} & set(one) or (
                at == "" and key in ("fields", "questions", "stages")
            )
            yield from () if said else (f"{at}/{key}",)
            yield from silent(one, f"{at}/{key}")
        for more in (*shape.get("anyOf", ()), *shape.get("oneOf", ()), *([shape["items"]] if "items" in shape else ())):
            yield from silent(more, at)

    schema = json_schema()
    missing = {*silent(schema, "")}.union(*(silent(part, name) for name, part in schema["$defs"].items()))
    assert {one for one in missing if not one.startswith(("/quality/rules/do/", "/quality/rules/window/"))} == set()


def test_what_people_write_fits(validator):
    validator.validate(Source(YAML).value)


def test_the_canonical_form_fits(validator):
    validator.validate(parse(YAML).json())


@pytest.mark.parametrize(
    "changed",
    [
        ("type: preference", "type: preferance"),
        ("scale: 7", "scale: seven"),
        ("both_bad: true", "both_badd: true"),
        ("fine-tuning", "finetuning"),
        ("overlap: 3", "overlap: 0"),
        ("blind: true", "blind: 1"),
    ],
)
def test_what_the_parser_refuses_does_not_fit(validator, changed):
    assert not validator.is_valid(Source(YAML.replace(*changed)).value)


@pytest.mark.parametrize("name", sorted(question_types()))
def test_every_question_type_is_described_by_its_own_parser(name):
    part = json_schema()["$defs"][f"question-{name}"]
    kind = question_types()[name]
    assert part["properties"]["type"] == {"const": name}
    assert part["description"].startswith(f"`{name}`")
    spec, _ = kind.parse({})
    assert set(kind.dump(spec)) <= set(part["properties"])


@pytest.mark.parametrize("name", sorted(field_types()))
def test_every_field_type_is_described_by_its_own_parser(name):
    part = json_schema()["$defs"][f"field-{name}"]
    assert part["properties"]["type"] == {"const": name}
    assert part["description"].startswith(f"`{name}`")
