"""Whatever is done to a good project, record or answer, the check says so; it never raises, and what it lets through is stable."""

import copy

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accord.schema import SpecError, check_answers, check_record, parse, parse_json
from accord.schema.yaml_source import Source
from tests.schema import conftest, test_lists, test_more_fields
from tests.schema.test_lists import POLICY, REPLY, claim, mark, span

JUNK = [
    *(None, True, -1, 1.5, float("nan"), float("inf"), 10**30, "", "x", "\x00", "\ud800", "a/b", "label", "tone == 'x'"),
    *([], [[]], [None], {}, {"a": 1}, {"from": "run"}, {"from": 3}, {"value": None}, ["x", "x"], [{"id": "m1"}]),
    *({"type": "label"}, {"type": "marks"}, {"score": 1}, {"": {}}, [[[[[[]]]]]]),
]  # fmt: skip
KEYS = ["zz", "type", "of", "id", "from", "value", "min", "options", "ask", "each"]
PROJECTS = [Source(text).value for text in (test_lists.YAML, conftest.YAML, test_more_fields.PROJECT)]
PROJECTS += [parse_json(one).json() for one in PROJECTS]
RECORD = {
    "id": "1",
    "values": {"run": test_more_fields.RUN, "orders": test_more_fields.VALUES["table"]},
    "meta": {"a": 1},
    "gold": {"first_error": "s2"},
    "suggestions": [{"question": "needed", "value": "yes"}],
}
ANSWERS = {
    "issues": {"value": [mark("m1", "90 days", severity=3, fix={"value": "30 days"}), mark("m2", "😀", "vague")]},
    "claims": {"value": [claim("c1", "It takes 90 days", "refuted", "90 days"), claim("c2", "It costs", "unclear")]},
    "central": {"value": "c1"},
    "sure": {"c1": {"value": 4}},
    "better": {"value": "Refunds."},
    "rests": {"value": [{"id": "l1", "from": {"at": "claims/c1"}, "to": span("policy/0", "30 days"), "type": "on"}]},
}


def paths(value, path=()):
    yield path
    for key, part in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        yield from paths(part, (*path, key))


def spoiled(value, random):
    """The value with one to three places replaced, renamed, removed or doubled."""
    value = copy.deepcopy(value)
    for _ in range(random.choice([1, 1, 2, 3])):
        path = random.choice(list(paths(value)))
        if not path:
            return random.choice(JUNK)
        holder = value
        for key in path[:-1]:
            holder = holder[key]
        spoil(holder, path[-1], random)
    return value


def spoil(holder, key, random):
    what = random.random()
    if what < 0.6:
        holder[key] = copy.deepcopy(random.choice(JUNK))
    elif what < 0.75 and isinstance(holder, dict):
        holder[random.choice(KEYS)] = holder.pop(key)
    elif what < 0.9 or isinstance(holder, dict):
        del holder[key]
    else:
        holder.append(copy.deepcopy(holder[key]))


@settings(deadline=None)
@given(st.randoms(use_true_random=False), st.sampled_from(PROJECTS))
def test_a_spoiled_project_is_refused_or_says_the_same_again(random, project):
    try:
        spec = parse_json(spoiled(project, random))
    except SpecError as error:
        assert error.faults
        return
    assert parse_json(spec.json()).json() == spec.json()


@settings(deadline=None)
@given(st.randoms(use_true_random=False))
def test_a_spoiled_record_is_refused_or_keeps_its_shape(random):
    spec = parse(test_more_fields.PROJECT)
    shape, faults = check_record(spec, spoiled(RECORD, random))
    if not faults:
        assert check_record(spec, shape) == (shape, [])


@pytest.mark.parametrize("partial", [False, True])
@settings(deadline=None)
@given(random=st.randoms(use_true_random=False))
def test_spoiled_answers_are_refused_or_stored_in_a_stable_form(partial, random):
    spec = parse(test_lists.YAML)
    record, _ = check_record(spec, {"id": "1", "values": {"reply": REPLY, "policy": [POLICY, "Other."]}})
    stored, faults = check_answers(spec, "annotate", record, spoiled(ANSWERS, random), partial=partial)
    if not faults:
        assert check_answers(spec, "annotate", record, stored, partial=partial) == (stored, [])
