"""What every question type promises, whoever wrote it."""

import pytest

from accord.schema import parse
from accord.schema.questions import registry
from accord.schema.questions.kind import Context, Target
from tests.schema.conftest import YAML

TEXTS = {"replies/a": "Paris hosted in 1924.", "replies/b": "No 😀 idea.", "replies/c": "It did."}
CONTEXT = Context(
    of="Paris hosted in 1924.",
    of_elements=("a", "b", "c"),
    within="replies",
    resolve=lambda at: Target(at, TEXTS[at], ("span",)) if at in TEXTS else None,
)


def span(at, start, end):
    return {"at": at, "start": start, "end": end, "quote": TEXTS[at][start:end]}


ASK = {"severity": {"type": "rating", "min": 1, "max": 4}}
MARKS = [
    [],
    [{"id": "m1", "anchor": span("replies/a", 0, 5), "label": "name", "answers": {"severity": {"value": 1}}}],
    [
        {"id": "m1", "anchor": span("replies/a", 0, 5), "label": "name", "answers": {"severity": {"value": 4}}},
        {"id": "m2", "anchor": span("replies/b", 3, 4), "label": "slip", "answers": {"severity": {"value": 2}}},
    ],
    [{"id": "m1", "anchor": {"at": "replies/c"}, "label": "slip", "answers": {"severity": {"value": 2}}}],
]
ITEMS = [
    [],
    [{"id": "i1", "text": "Paris hosted", "answers": {"severity": {"value": 1}}}],
    [
        {"id": "i1", "text": "It rained", "anchor": span("replies/a", 6, 12), "answers": {"severity": {"value": 3}}},
        {"id": "i2", "text": "Paris hosted", "answers": {"severity": {"value": 1}}},
    ],
]
LINKS = [
    [],
    [{"id": "l1", "from": span("replies/a", 0, 5), "to": {"at": "replies/b"}, "type": "supports"}],
    [{"id": "l1", "from": span("replies/a", 0, 5), "to": {"at": "replies/b"}, "type": "denies"}],
]
RUBRIC = [
    {"cites": {"score": 4}, "polite": {"score": 0}},
    {"cites": {"score": 1}, "polite": {"score": 0}},
    {"cites": {"score": "not_applicable"}, "polite": {"score": 3}},
]
VALUES = {
    "label": [{"options": {"x": ["y", "z"], "w": None}}, ["x/y", "x/z", "w"]],
    "labels": [{"options": ["x", "y", "z"]}, [["x"], ["x", "y"], ["z"], []]],
    "rating": [{"min": 1, "max": 5}, [1, 3, 5]],
    "text": [{}, ["the same", "the sane", "other"]],
    "preference": [{"scale": 7, "both_bad": True}, [{"winner": "a", "strength": 1}, {"winner": "b", "strength": 3}, {"winner": "tie"}, {"winner": "both_bad"}]],
    "rewrite": [{}, ["Paris hosted it.", "Paris hosted in 1925.", "No."]],
    "rubric": [{"criteria": [{"name": "cites", "weight": 2}, "polite"], "not_applicable": True}, RUBRIC],
    "marks": [{"labels": ["name", "slip"], "ask": ASK}, MARKS],
    "items": [{"ask": ASK}, ITEMS],
    "links": [{"types": ["supports", "denies"]}, LINKS],
    "ranking": [{}, [[["a"], ["b"], ["c"]], [["a", "b"], ["c"]], [["c"], ["b"], ["a"]]]],
}  # fmt: skip


def test_every_type_has_values_here():
    assert set(VALUES) == set(registry())


@pytest.fixture(params=sorted(VALUES))
def kind(request):
    return registry()[request.param]


@pytest.fixture
def parameters(kind):
    spec, faults = kind.parse(VALUES[kind.name][0])
    assert faults == []
    return spec


@pytest.fixture
def values(kind):
    return VALUES[kind.name][1]


def test_parameters_survive_their_canonical_form(kind, parameters):
    assert kind.parse(kind.dump(parameters)) == (parameters, [])


def test_the_example_and_the_values_are_valid(kind, parameters, values):
    for value in [kind.example(parameters, CONTEXT), *values]:
        assert list(kind.validate(parameters, value, CONTEXT)) == []


def test_what_a_page_sends_is_taken_at_once():
    for name, value in (
        ("label", "x/y"),
        ("rating", 3),
        ("text", "the same"),
        ("marks", MARKS[2]),
        ("items", ITEMS[2]),
    ):
        kind = registry()[name]
        fits = kind.fits(kind.parse(VALUES[name][0])[0], CONTEXT)
        assert fits(value), name
        assert not fits([value]) and not fits(None) and not fits("\x00"), name


def test_distance_is_a_distance(kind, parameters, values):
    for a in values:
        assert kind.distance(parameters, a, a) == 0
        for b in values:
            assert kind.distance(parameters, a, b) == pytest.approx(kind.distance(parameters, b, a))
            assert 0 <= kind.distance(parameters, a, b) <= 1
            assert (kind.distance(parameters, a, b) == 0) == (a == b)


def test_people_who_agree_are_the_consensus(kind, parameters, values):
    for value in values:
        agreed = kind.consensus(parameters, [value] * 3)
        assert kind.normalise(parameters, agreed.value) == kind.normalise(parameters, value)
        assert agreed.confidence == pytest.approx(1)
        assert agreed.n == 3


def test_the_order_of_people_does_not_matter(kind, parameters, values):
    assert kind.consensus(parameters, values) == kind.consensus(parameters, values[::-1])


def test_nobody_has_no_consensus(kind, parameters):
    assert kind.consensus(parameters, []) is None


def test_gold_grades_itself_right(kind, parameters, values):
    assert all(kind.grade(parameters, value, value) == 1 for value in values)


def test_columns_are_flat(kind, parameters, values):
    for value in values:
        assert all(
            part is None or isinstance(part, str | float | int | bool)
            for part in kind.columns(parameters, value).values()
        )


@pytest.mark.parametrize(
    "junk",
    [None, True, 0, -1, 2.5, float("nan"), "", "zz", [], [[]], [None], {}, {"winner": []}, {"best": {}, "worst": []}],
)
def test_no_junk_crashes_a_type(kind, parameters, junk):
    for fault in kind.validate(parameters, junk, CONTEXT):
        assert fault.code


def test_a_tie_is_said_and_broken_by_the_projects_order():
    spec = parse(YAML).questions["tone"]
    agreed = spec.kind.consensus(spec.spec, ["friendly", "neutral"])
    assert (agreed.value, agreed.tied) == ("neutral", True)


def test_a_clear_rating_is_no_tie():
    kind = registry()["rating"]
    spec, _ = kind.parse({"min": 1, "max": 5})
    assert kind.consensus(spec, [4, 4, 5]).value == 4
    assert not kind.consensus(spec, [4, 4, 5]).tied
    assert kind.consensus(spec, [2, 4]).tied
