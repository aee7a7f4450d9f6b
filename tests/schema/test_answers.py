"""The server's word: what does not fit is refused with a path; what fits is stored in one form."""

import copy
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accord.schema import changed_questions, check_answers, check_record, new_presentation, parse, present, wrap
from tests.schema.conftest import YAML


def pointers(spec, record, answers, stage="annotate"):
    return {fault.pointer: fault.code for fault in check_answers(spec, stage, record, answers)[1]}


def test_good_answers_are_stored_as_they_are(spec, record, answers):
    stored, faults = check_answers(spec, "annotate", record, answers)
    assert faults == []
    assert stored == answers


@pytest.mark.parametrize(
    ("path", "value", "pointer", "code"),
    [
        (("tone", "a", "value"), "curt", "/tone/a/value", "unknown-option"),
        (("tone", "c"), {"value": "neutral"}, "/tone/c", "unknown-element"),
        (("tone", "a"), {"na": "not_applicable"}, "/tone/a/na", "not-allowed"),
        (("tone", "a"), "neutral", "/tone/a", "not-an-envelope"),
        (("tone", "a"), {"value": "neutral", "na": "cannot_assess"}, "/tone/a", "not-an-envelope"),
        (("tonne",), {"value": 1}, "/tonne", "unknown-question"),
        (("why",), {"value": "both are bad"}, "/why", "not-asked"),
        (("problems",), {"a": {"value": ["rude"]}}, "/problems", "not-asked"),
        (("better", "value", "winner"), "A", "/better/value/winner", "unknown-option"),
        (("better", "value", "strength"), 4, "/better/value/strength", "out-of-range"),
        (("better", "value", "strength"), True, "/better/value/strength", "out-of-range"),
        (("better", "value", "dimensions", "helpful"), {"winner": "tie", "strength": 1}, "/better/value/dimensions/helpful/strength", "not-asked"),
        (("order", "value"), [["b"]], "/order/value", "missing"),
        (("order", "value"), [["b"], ["b"], ["a"]], "/order/value/1/0", "duplicate"),
        (("intent", "value"), "billing", "/intent/value", "unknown-option"),
        (("score",), {"value": 6}, "/score/value", "out-of-range"),
        (("score",), {"value": 1.5}, "/score/value", "off-step"),
        (("score",), {"value": float("nan")}, "/score/value", "not-finite"),
        (("intent", "why"), "because", "/intent/why", "not-asked"),
        (("intent", "value"), "a\x00b", "/intent/value", "bad-character"),
        (("intent", "value"), "\ud800", "/intent/value", "bad-character"),
    ],
)  # fmt: skip
def test_each_misfit_is_refused_at_its_place(spec, record, answers, path, value, pointer, code):
    changed = copy.deepcopy(answers)
    node = changed
    for part in path[:-1]:
        node = node[part]
    node[path[-1]] = value
    assert pointers(spec, record, changed).get(pointer) == code


def test_missing_answers_are_all_named(spec, record):
    assert pointers(spec, record, {}) == dict.fromkeys(
        ("/better", "/order", "/tone/a", "/tone/b", "/intent"), "missing"
    )


def test_a_condition_opens_and_closes_a_question(spec, record, answers):
    answers["tone"]["b"] = {"value": "too curt"}
    answers["problems"] = {"b": {"value": ["rude", "vague"]}}
    stored, faults = check_answers(spec, "annotate", record, answers)
    assert faults == []
    assert stored["problems"]["b"]["value"] == ["vague", "rude"], "a set is stored in the project's order"
    answers["problems"]["a"] = {"value": ["rude"]}
    assert pointers(spec, record, answers) == {"/problems/a": "unknown-element"}


def test_required_may_be_a_condition(spec, record, answers):
    answers["intent"] = {"value": "other"}
    assert pointers(spec, record, answers) == {"/score": "missing"}


def test_another_stage_asks_its_own_questions(spec, record, answers):
    assert pointers(spec, record, answers, "adjudicate")["/tone"] == "unknown-question"


def test_bare_values_are_wrapped(spec, record):
    assert wrap(spec, {"intent": "other", "tone": {"a": "neutral", "b": {"value": "friendly"}}}) == {
        "intent": {"value": "other"},
        "tone": {"a": {"value": "neutral"}, "b": {"value": "friendly"}},
    }


def test_gold_is_checked_and_wrapped(spec, record):
    assert record["gold"] == {"tone": {"b": {"value": "too curt"}}}
    raw = {**record, "gold": {"tone": {"b": "curt"}}}
    assert [f.pointer for f in check_record(spec, raw)[1]] == ["/gold/tone/b/value"]


def test_nobody_learns_who_made_what_before_submitting(spec, record):
    order = new_presentation(spec, record, random.Random(1))
    shown = present(spec, record, order)
    assert [one["id"] for one in shown["values"]["replies"]] == order["replies"]
    assert "m-1" not in str(shown)
    assert "too curt" not in str(shown)


def test_a_title_is_no_change_but_an_option_is(spec):
    assert changed_questions(spec, parse(YAML.replace("intent: {", "intent: {title: Intent, "))) == set()
    assert changed_questions(spec, parse(YAML.replace("too curt]", "curt]"))) == {"tone"}


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.sampled_from(["a", "b", "tie", "winner"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["a", "b", "value", "na", "winner", "best", "dimensions"]), inner, max_size=3),
    max_leaves=8,
)  # fmt: skip
# read once: reading the YAML took nearly all of the time of six hundred examples
SPEC = parse(YAML)
RECORD, _ = check_record(
    SPEC, {"id": "1", "values": {"ticket": [{"role": "user", "content": "x"}], "replies": ["x", "y"]}}
)
NAMES = ["better", "order", "tone", "problems", "intent", "score", "why"]


# making an example costs more than checking it: each is held to every question, bare, as a value, of an element, and to all at once
@settings(max_examples=120, deadline=None)
@given(json_values)
def test_no_json_crashes_the_check(value):
    forms = (value, {"value": value}, {"a": {"value": value}, "b": value})
    alone = [{name: form} for name in NAMES for form in forms]
    for answers in (*alone, *(dict.fromkeys(NAMES, form) for form in forms), value):
        stored, faults = check_answers(SPEC, "annotate", RECORD, answers)
        assert faults or all(name in NAMES for name in stored)


@settings(max_examples=120, deadline=None)
@given(json_values)
def test_no_json_crashes_the_record_check(value):
    for raw in (value, {"id": "1", "values": value}, {"id": "1", "values": {"ticket": value, "replies": value}}):
        assert check_record(SPEC, raw)[1]
