"""Every question type, ours or a plug-in's, can be reported on and flattened: no report knows a type by its name."""

import json
from dataclasses import dataclass, field

import pytest

from accord.formats.flat import consensus_row, response_row
from accord.insight.agreement import figures
from accord.insight.disagreement import distance
from accord.insight.gathering import Gathering
from accord.schema import Overlap, QuestionDef, Spec, Stage
from accord.schema.consensus import consensus
from accord.schema.questions import registry
from tests.schema.test_types import VALUES


@dataclass
class Said:
    """A row as the database gives it."""

    user_id: int
    said: str
    stage: str = "annotate"
    cycle: int = 0
    extra: dict = field(default_factory=dict)


@pytest.fixture(params=sorted(VALUES))
def question(request):
    kind = registry()[request.param]
    parameters, _ = kind.parse(VALUES[kind.name][0])
    return QuestionDef("q", kind, parameters, of="replies")


@pytest.fixture
def spec(question):
    return Spec("p", {}, {"q": question}, (Stage("annotate", None, Overlap(3, 3)),))


def said(values):
    return [Said(person, json.dumps(answer)) for person, answer in enumerate(answers(values))]


def answers(values):
    return [{"q": {"value": value}} for value in values]


def test_people_who_agree_on_different_records_have_alpha_one(question, spec):
    gathering = Gathering(spec)
    for record, value in enumerate(VALUES[question.kind.name][1], 1):
        gathering.feed(record, said([value] * 3))
    found = figures(next(gathering.ordered()))
    assert found["percent"]["estimate"] == 1
    assert found["alpha"]["estimate"] == pytest.approx(1)
    assert found["unread"] == 0


def test_people_who_differ_have_less_and_their_record_is_listed(question, spec):
    values = VALUES[question.kind.name][1]
    gathering = Gathering(spec)
    gathering.feed(1, said(values[:2]))
    gathering.feed(2, said([values[0]] * 2))
    found = figures(next(gathering.ordered()))
    assert found["percent"]["estimate"] < 1
    assert found["alpha"]["estimate"] < 1
    assert distance(question, answers(values[:2])) > 0
    assert distance(question, answers([values[0]] * 2)) == 0
    assert distance(question, answers(values[:1])) is None


def test_every_value_is_flat_in_a_table(question, spec):
    for value in VALUES[question.kind.name][1]:
        row = response_row(spec, {"answers": {"q": {"value": value, "why": "so"}}})
        assert all(cell is None or isinstance(cell, str | int | float | bool) for cell in row.values())
        assert row["q.why"] == "so"


def test_the_consensus_of_every_type_is_flat_too(question, spec):
    made = consensus(spec, [{"q": {"value": value}} for value in VALUES[question.kind.name][1]], "keep")
    row = consensus_row(spec, {"record": "r", "responses": ["re_1"], **made})
    assert row["q.n"] == len(VALUES[question.kind.name][1])
    assert 0 <= row["q.confidence"] <= 1
    assert all(cell is None or isinstance(cell, str | int | float | bool) for cell in row.values())
