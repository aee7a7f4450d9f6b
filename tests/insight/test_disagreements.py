"""Records that people differ on come first, with what each said; nothing is loaded that the page does not show."""

import pytest

from accord.ground.errors import Forbidden, Invalid
from accord.insight import queries, service
from tests.judging import Judging, pair

PROJECT = """
name: pairs
fields: {prompt: {type: text}, replies: {type: candidates}}
questions:
  better: {type: preference, of: replies, both_bad: true}
  score: {type: rating, each: replies, min: 1, max: 5}
stages: [{name: annotate, overlap: 3}]
"""


@pytest.fixture
def judging(db):
    judging = Judging(db, PROJECT).record(*(pair(f"r{number}") for number in range(5)))
    return judging.votes("better", {"r0": "aaa", "r1": "aab", "r2": "abx", "r3": "at", "r4": "b"})


def test_the_farthest_apart_come_first(judging):
    found = service.disagreements(judging.db, judging.admin, "pairs", "better")
    assert [one["id"] for one in found["records"]] == ["r2", "r1", "r3"]
    assert found["records"][0]["distance"] == 1.0
    assert found["total"] == 3
    first = found["records"][1]
    assert [(said["person"], said["value"]["winner"]) for said in first["answers"]] == [
        ("p1", "a"),
        ("p2", "a"),
        ("p3", "b"),
    ]
    assert first["consensus"]["value"]["winner"] == "a"
    assert first["title"].startswith("Why?")


def test_pages_go_on_where_the_last_one_ended(judging, monkeypatch):
    monkeypatch.setattr(queries, "PAGE", 2)
    pages = [service.disagreements(judging.db, judging.admin, "pairs", "better", at, 1) for at in range(4)]
    assert [[one["id"] for one in page["records"]] for page in pages] == [["r2"], ["r1"], ["r3"], []]


def test_of_elements_the_most_disputed_one_counts(judging):
    judging.answer("r0", "q1", {"score": {"a": 1, "b": 3}})
    judging.answer("r0", "q2", {"score": {"a": 5, "b": 3}})
    found = service.disagreements(judging.db, judging.admin, "pairs", "score")["records"]
    assert [(one["id"], one["distance"]) for one in found] == [("r0", 1.0)]
    assert found[0]["answers"][0]["value"] == {"a": 1, "b": 3}


def test_an_unknown_question_is_said_with_the_nearest(judging):
    with pytest.raises(Invalid) as error:
        service.disagreements(judging.db, judging.admin, "pairs", "bettr")
    assert error.value.faults[0].nearest == "better"


def test_annotators_may_not_look(judging):
    with pytest.raises(Forbidden):
        service.disagreements(judging.db, judging.member("ann", "annotator"), "pairs")
