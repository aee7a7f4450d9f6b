"""The examples in the types' own pages run."""

import sys

import pytest

from accord.schema import parse
from accord.schema.fields import registry as field_types
from accord.schema.questions import registry as question_types
from accord.schema.yaml_source import Source

FIELDS = {"replies": {"type": "candidates"}, "run": {"type": "trajectory"}, "story": {"type": "text"}}
QUESTIONS = {"note": {"type": "text", "required": False}}


def example(kind):
    page = sys.modules[type(kind).__module__].__doc__
    return Source(page.split("```yaml\n")[1].split("```")[0]).value


@pytest.mark.parametrize("kind", question_types().values(), ids=lambda kind: kind.name)
def test_a_question_types_example_is_a_project(kind):
    told = example(kind)
    parts = told if "questions" in told else {"questions": told}
    raw = {"name": "x", "fields": {**FIELDS, **parts.get("fields", {})}, "questions": parts["questions"]}
    spec = parse(_yaml(raw))
    assert kind.name in {question.kind.name for question in spec.questions.values()}


@pytest.mark.parametrize("kind", field_types().values(), ids=lambda kind: kind.name)
def test_a_field_types_example_is_a_project(kind):
    told = example(kind)
    parts = told if "fields" in told else {"fields": told}
    spec = parse(_yaml({"name": "x", "fields": parts["fields"], "questions": parts.get("questions", QUESTIONS)}))
    assert kind.name in {field.kind.name for field in spec.fields.values()}


def _yaml(raw):
    import json

    return json.dumps(raw)
