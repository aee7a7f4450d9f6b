"""What the hand-written pages show is of the language as it is."""

import importlib
import json
import re
from pathlib import Path

import pytest

from accord.schema import parse, plugins
from accord.schema.conditions import Condition
from accord.schema.questions import registry as question_types
from accord.schema.questions.kind import Context
from accord.schema.yaml_source import Source

DOCS = Path(__file__).parents[2] / "docs"
FIELDS = {"reply": {"type": "text"}, "replies": {"type": "candidates"}, "run": {"type": "trajectory"}}


def text(name):
    return (DOCS / name).read_text(encoding="utf-8")


def blocks(name, language):
    return re.findall(rf"^```{language}\n(.*?)^```", text(name), re.M | re.S)


CHOICES = re.findall(r"\| \[(\w+)\]\(reference/questions/\w+\.md\) \| `(.*)` \|$", text("choosing.md"), re.M)
INLINE = re.findall(r"`(\w+: \{type: .*?\})`", text("choosing.md"))
PROJECTS = [
    (name, block) for name in ("tour.md", "choosing.md", "dispatch.md", "people.md") for block in blocks(name, "yaml")
]

CONDITIONS = re.findall(r"^\| `([^`]+)` \|", text("conditions.md"), re.M)
SHOWN = {
    "tone == 'curt'": {"tone": "curt"},
    "tone in ['curt', 'rude']": {"tone": "rude"},
    "score >= 3 && tone != 'curt'": {"score": 3, "tone": "kind"},
    "'rude' in problems": {"problems": ["vague", "rude"]},
    "better.winner == 'tie'": {"better": {"winner": "tie"}},
    "claims.exists(c, c.verdict == 'refuted')": {"claims": [{"verdict": "supported"}, {"verdict": "refuted"}]},
    "size(claims) > 2": {"claims": [{}, {}, {}]},
    "note.contains('refund')": {"note": "no refund"},
    "meta.language == 'ar'": {"meta": {"language": "ar"}},
    "kind == 'tool_call'": {"kind": "tool_call"},
}


def test_every_question_type_can_be_chosen():
    ours = {name for name, kind in question_types().items() if type(kind).__module__.startswith("accord.")}
    assert {name for name, _ in CHOICES} == ours


@pytest.mark.parametrize(("name", "line"), CHOICES)
def test_a_choice_is_of_its_type(name, line):
    (question,) = questions(line)
    assert question.kind.name == name


@pytest.mark.parametrize("line", INLINE)
def test_a_question_in_the_text_is_one(line):
    assert questions(line)


@pytest.mark.parametrize(("name", "block"), PROJECTS)
def test_a_project_on_a_page_is_one(name, block):
    assert parse(block).questions


@pytest.mark.parametrize(("source", "bindings"), SHOWN.items())
def test_a_condition_on_the_page_holds_when_it_should(source, bindings):
    (row,) = [row for row in CONDITIONS if row == source]
    names = ["tone", "score", "problems", "better", "claims", "note", "meta", "kind"]
    assert Condition(row, names).evaluate(bindings) is True
    assert Condition(row, names).evaluate({}) is False


def test_every_condition_on_the_page_is_tried():
    assert list(SHOWN) == CONDITIONS


def test_the_type_of_ones_own_is_a_type(monkeypatch):
    (source,) = blocks("own-type.md", "python")
    room = {"__name__": "my_package.day"}
    exec(source, room)

    class Point:
        value = "my_package.day:KIND"

        def load(self):
            return room["KIND"]

    monkeypatch.setattr(plugins, "entry_points", lambda group: [Point()] if group == "accord.questions" else [])
    question_types.cache_clear()
    try:
        spec = parse('{"name": "x", "fields": {"reply": {"type": "text"}}, "questions": {"when": {"type": "day"}}}')
        kind, own = spec.questions["when"].kind, spec.questions["when"].spec
        assert kind.parse(kind.dump(own)) == (own, [])
        assert not list(kind.validate(own, kind.example(own, Context()), Context()))
        for wrong in (None, 3, "tomorrow", [], {}, True):
            assert [fault.code for fault in kind.validate(own, wrong, Context())] == ["not-a-day"]
        assert [kind.distance(own, "2024-07-26", day) for day in ("2024-07-26", "2024-08-02", "2025-01-01")] == [
            0,
            1,
            1,
        ]
        assert kind.consensus(own, ["2024-07-26", "2024-07-27", "2024-07-28"]).value == "2024-07-27"
    finally:
        question_types.cache_clear()


def test_the_entry_points_on_the_page_are_those_that_are_read():
    (shown,) = blocks("own-type.md", "toml")
    named = set(re.findall(r'entry-points\."([\w.]+)"', shown))
    rooms = [
        importlib.import_module(name) for name in ("accord.schema.questions", "accord.schema.fields", "accord.formats")
    ]
    assert all(
        any(f'"{group}"' in Path(room.__file__).read_text(encoding="utf-8") for room in rooms) for group in named
    )
    assert len(named) == len(rooms)


def questions(line):
    raw = {"name": "x", "fields": FIELDS, "questions": dict(Source(line).value)}
    return list(parse(json.dumps(raw)).questions.values())
