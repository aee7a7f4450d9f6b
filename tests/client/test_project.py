"""A project written in Python is the one written in YAML, for every field and question type."""

import pytest

from accord import Project, fields, questions
from accord.schema import parse
from accord.schema.fields import registry as field_types
from accord.schema.questions import registry as question_types
from tests.schema.test_types import VALUES


@pytest.mark.parametrize("name", sorted(field_types()))
def test_every_field_type_is_the_same_in_python(name):
    written = parse(f"name: p\nfields: {{it: {{type: {name}, title: What}}}}\nquestions: {{ok: {{type: text}}}}\n")
    made = Project(name="p", fields={"it": getattr(fields, name)(title="What")}, questions={"ok": questions.text()})
    assert made.json() == written.json()


@pytest.mark.parametrize("name", sorted(question_types()))
def test_every_question_type_is_the_same_in_python(name):
    parameters = {**VALUES[name][0], "title": "What?", "justification": "optional"}
    if question_types()[name].judges != "nothing":
        parameters["of"] = "replies"
    raw = {"name": "p", "fields": {"replies": {"type": "candidates"}}, "questions": {"q": {"type": name, **parameters}}}
    made = Project(
        name="p", fields={"replies": fields.candidates()}, questions={"q": getattr(questions, name)(**parameters)}
    )
    assert made.json() == parse(_yaml(raw)).json()


def test_a_wrong_type_says_which_is_near():
    with pytest.raises(AttributeError, match="did you mean 'rating'"):
        questions.ratng()


def _yaml(raw):
    import json

    return json.dumps(raw)  # JSON is YAML 1.2
