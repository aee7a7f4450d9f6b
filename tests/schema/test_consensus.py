"""One answer out of several people's, with even splits said and never decided by the order of the input."""

import pytest

from accord.schema import parse
from accord.schema.consensus import consensus

SPEC = parse("""
name: p
fields: {replies: {type: candidates}}
questions:
  better: {type: preference, of: replies, both_bad: true, allow_cannot_assess: true, allow_na: true}
  score: {type: rating, each: replies}
stages: [{name: annotate, overlap: 3}]
""")


def better(*winners):
    return [{"better": {"value": {"winner": winner}}} for winner in winners]


def test_the_majority_decides_and_says_how_sure_it_is():
    out = consensus(SPEC, better("b", "a", "b"))
    assert out["answers"]["better"] == {"value": {"winner": "b"}}
    assert out["confidence"]["better"] == pytest.approx(2 / 3, abs=1e-6)
    assert (out["n"]["better"], out["tied"]["better"]) == (3, False)


@pytest.mark.parametrize("order", [("a", "b"), ("b", "a")])
def test_an_even_split_is_dropped_or_said(order):
    assert consensus(SPEC, better(*order))["answers"] == {}
    assert consensus(SPEC, better(*order))["dropped"] == ["better"]
    kept = consensus(SPEC, better(*order), "keep")
    assert kept["tied"]["better"] is True
    assert kept["answers"]["better"] == {"value": {"winner": "a"}}


def test_cannot_assess_is_no_vote_and_most_not_applicable_is_the_consensus():
    one = better("a")
    assert consensus(SPEC, [*one, {"better": {"na": "cannot_assess"}}])["n"]["better"] == 1
    out = consensus(SPEC, [*one, {"better": {"na": "not_applicable"}}, {"better": {"na": "not_applicable"}}])
    assert out["answers"]["better"] == {"na": "not_applicable"}


def test_questions_of_each_element_agree_element_by_element():
    answers = [{"score": {"a": {"value": v}, "b": {"value": 1}}} for v in (2, 4, 5)]
    out = consensus(SPEC, answers)
    assert out["answers"]["score"] == {"a": {"value": 4}, "b": {"value": 1}}
    assert out["n"]["score"] == {"a": 3, "b": 3}


def test_answers_of_an_older_definition_make_no_consensus():
    assert consensus(SPEC, [{"better": {"value": "a"}}])["answers"] == {}
