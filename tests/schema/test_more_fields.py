"""Agent runs, sources, tables, JSON, personas and pages: what is refused, what can be pointed at, what people do not see."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accord.schema import check_answers, check_record, parse, plain_text, present
from accord.schema.fields import registry

RUN = {
    "goals": ["Book a table"],
    "steps": [
        {"id": "s1", "kind": "plan", "content": "First search.", "model": "m-1"},
        {"id": "s2", "parent": "s1", "kind": "tool_call", "tool": "search", "args": {"q": "東京"}, "cost": 0.01},
        {"id": "s3", "parent": "s2", "kind": "observation", "result": "3 found", "meta": {"ms": 12}},
        {"kind": "tool_call", "tool": "book", "args": {}, "error": "timeout"},
    ],
}
VALUES = {
    "text": "Hello",
    "chat": [{"role": "user", "content": "Hi"}],
    "candidates": ["a", "b"],
    "trajectory": RUN,
    "sources": ["A text.", {"id": "p1", "title": "Refunds", "text": "Within 30 days.", "url": "https://x.test"}],
    "table": [{"item": "pen", "price": 3}, {"item": "car", "price": 9000, "used": True}],
    "json": {"total": 4, "a/b": [1, 2], "": None},
    "persona": {"name": "Ada", "rules": ["Never guess.", {"id": "r9", "text": "Be brief."}], "traits": ["calm"]},
    "html": "<head><title>x</title></head><p>Caf&eacute; <b>au</b> lait</p><script>no()</script>",
}


def test_every_field_type_has_a_value_here():
    assert set(VALUES) == set(registry())


@pytest.fixture(params=sorted(VALUES))
def kind(request):
    return registry()[request.param]


def test_a_good_value_is_kept_and_stays_good(kind):
    spec, faults = kind.parse({})
    assert faults == []
    assert kind.parse(kind.dump(spec)) == (spec, [])
    value = VALUES[kind.name]
    assert list(kind.validate(spec, value)) == []
    stored = kind.normalise(spec, value)
    assert list(kind.validate(spec, stored)) == []
    assert kind.normalise(spec, stored) == stored
    assert list(kind.validate(spec, kind.present(spec, stored, None))) == []


def test_elements_have_ids_of_their_own_and_the_parts_that_conditions_name(kind):
    spec, _ = kind.parse({})
    stored = kind.normalise(spec, VALUES[kind.name])
    parts = list(kind.elements(spec, stored))
    assert len({one["id"] for one in parts}) == len(parts)
    assert all("/" not in one["id"] and one["id"] for one in parts)
    assert all(set(one) <= set(kind.parts(spec)) for one in parts)
    assert isinstance(kind.plain_text(spec, stored), str)


def test_what_may_be_rewritten_fits(kind):
    spec, _ = kind.parse({})
    stored = kind.normalise(spec, VALUES[kind.name])
    start = kind.rewritable(spec, stored)
    if start is not None:
        assert list(kind.check_rewrite(spec, stored, start)) == []


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["id", "text", "kind", "steps", "rules", "rows", "columns", "cells", "parent", "messages"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=10,
)


@given(value=JSON)
def test_no_json_crashes_a_field(value):
    for kind in registry().values():
        spec, _ = kind.parse({})
        if not list(kind.validate(spec, value)):
            stored = kind.normalise(spec, value)
            list(kind.elements(spec, stored))
            assert isinstance(kind.plain_text(spec, stored), str)


@pytest.mark.parametrize(
    ("name", "value", "pointer"),
    [
        ("trajectory", [], ""),
        ("trajectory", [{"kind": "tool_cal"}], "/0/kind"),
        ("trajectory", [{"kind": "tool_call"}], "/0/tool"),
        ("trajectory", [{"kind": "plan", "parent": "s9"}], "/0/parent"),
        ("trajectory", [{"kind": "plan", "parent": "0"}], "/0/parent"),
        ("trajectory", [{"id": "a", "kind": "plan"}, {"id": "a", "kind": "plan"}], "/1/id"),
        ("trajectory", [{"id": "1", "kind": "plan"}, {"kind": "plan"}], "/1/id"),
        ("trajectory", [{"id": "a/b", "kind": "plan"}], "/0/id"),
        ("trajectory", {"steps": [{"kind": "plan", "cost": "x"}]}, "/steps/0/cost"),
        ("trajectory", {"steps": [{"kind": "plan"}], "goal": "x"}, "/goal"),
        ("sources", "text", ""),
        ("sources", [{"title": "x"}], "/0/text"),
        ("sources", [{"text": "x", "link": "y"}], "/0/link"),
        ("table", [], ""),
        ("table", [{"a": [1]}], "/0/a"),
        ("table", {"columns": ["a"], "rows": [[1, 2]]}, "/rows/0"),
        ("table", {"columns": ["a", "a"], "rows": []}, "/columns"),
        ("json", float("nan"), ""),
        ("persona", {"rules": [3]}, "/rules/0"),
        ("persona", {"traits": "calm"}, "/traits"),
        ("persona", 3, ""),
        ("html", 3, ""),
    ],
)
def test_a_value_that_does_not_fit_is_refused_at_its_place(name, value, pointer):
    kind = registry()[name]
    spec, _ = kind.parse({})
    assert pointer in [fault.pointer for fault in kind.validate(spec, value)]


def test_a_pages_text_is_what_a_reader_sees():
    kind = registry()["html"]
    assert kind.plain_text(kind.parse({})[0], VALUES["html"]) == "Café au lait"


PROJECT = """
name: runs
fields: {run: {type: trajectory}, orders: {type: table}}
questions:
  needed: {type: label, each: run, where: "kind == 'tool_call'", options: [yes, no]}
  why_failed: {type: text, each: run, where: "failed"}
  first_error: {type: label, options: {from: run}, required: false}
  dear: {type: label, each: orders, where: "cells.price > 100", options: [right, wrong]}
  fixed: {type: rewrite, of: run, required: false}
  slips: {type: marks, of: run, required: false}
"""


def test_questions_are_asked_of_the_steps_and_rows_that_they_are_about():
    spec = parse(PROJECT)
    raw = {"id": "1", "values": {"run": RUN, "orders": VALUES["table"]}}
    record, faults = check_record(spec, raw)
    assert faults == []
    answers = {
        "needed": {"s2": {"value": "yes"}, "3": {"value": "no"}},
        "why_failed": {"3": {"value": "It timed out."}},
        "first_error": {"value": "3"},
        "dear": {"1": {"value": "right"}},
        "fixed": {"value": RUN["steps"][:2]},
        "slips": {
            "value": [{"id": "m1", "anchor": {"at": "run/s1", "start": 0, "end": 5, "quote": "First"}}, {"id": "m2", "anchor": {"at": "run/s3"}}]
        },
    }  # fmt: skip
    assert check_answers(spec, "annotate", record, answers) == (answers, [])
    answers["first_error"] = {"value": "s9"}
    answers["fixed"] = {"value": [{"kind": "wish"}]}
    answers["needed"]["s1"] = {"value": "yes"}
    pointers = {fault.pointer for fault in check_answers(spec, "annotate", record, answers)[1]}
    assert pointers == {"/first_error/value", "/fixed/value/0/kind", "/needed/s1"}


def test_nobody_sees_models_or_meta_of_a_run():
    spec = parse(PROJECT)
    record, _ = check_record(spec, {"id": "1", "values": {"run": RUN, "orders": VALUES["table"]}})
    shown = present(spec, record, {})["values"]["run"]["steps"]
    assert not any("model" in step or "meta" in step for step in shown)
    assert "東京" in plain_text(spec, record)


def test_candidates_can_be_values_of_another_field_type():
    kind = registry()["candidates"]
    spec, faults = kind.parse({"of": {"type": "trajectory", "blind": True}})
    assert faults == []
    assert kind.parse(kind.dump(spec)) == (spec, [])
    value = kind.normalise(spec, [{"id": "a", "value": RUN, "model": "m"}, {"id": "b", "value": RUN["steps"][:2]}])
    assert list(kind.validate(spec, value)) == []
    assert kind.normalise(spec, value) == value
    assert "First search." in next(iter(kind.elements(spec, value)))["text"]
    shown = kind.present(spec, value, ["b", "a"])
    assert [one["id"] for one in shown] == ["b", "a"]
    assert "m-1" not in str(shown) and "model" not in shown[1]
    assert [f.pointer for f in kind.validate(spec, [{"value": RUN}, {"text": "no"}])] == ["/1"]
    assert [f.pointer for f in kind.validate(spec, [{"value": RUN}, {"value": [{"kind": "x"}]}])] == ["/1/value/0/kind"]
    assert [f.code for f in kind.check_rewrite(spec, value, "text")] == ["not-steps"]


@pytest.mark.parametrize(
    ("of", "pointer"),
    [("trajectory", "/of"), ({"type": "trajectori"}, "/of/type"), ({"type": "candidates"}, "/of/type"),
     ({"type": "trajectory", "blnd": True}, "/of/blnd")],
)  # fmt: skip
def test_what_candidates_are_of_is_checked(of, pointer):
    _, faults = registry()["candidates"].parse({"of": of})
    assert [fault.pointer for fault in faults] == [pointer]


VECTORS = Path(__file__).parents[1] / "vectors" / "elements.json"


@pytest.mark.parametrize("vector", json.loads(VECTORS.read_text()), ids=lambda one: one["why"])
def test_elements_are_what_the_browser_makes_of_them_too(vector):
    kind = registry()[vector["type"]]
    spec, faults = kind.parse(vector["parameters"])
    assert faults == [] and list(kind.validate(spec, vector["value"])) == []
    assert kind.normalise(spec, vector["value"]) == vector["value"]
    assert [dict(one) for one in kind.elements(spec, vector["value"])] == vector["elements"]
