"""The quality report says how far people agree, on what it rests, and why a figure is missing."""

import pytest

from accord import workflows
from accord.formats.pandalm import PEOPLE
from accord.ground.errors import Forbidden, NotFound
from accord.insight import service
from accord.quality import Labels, krippendorff_alpha, percent_agreement
from tests.judging import Judging, pair

PROJECT = """
name: pairs
fields: {prompt: {type: text}, replies: {type: candidates}}
questions:
  better: {type: preference, of: replies, both_bad: true, dimensions: [clear], allow_cannot_assess: true}
  score: {type: rating, each: replies, min: 1, max: 5}
  flags: {type: labels, of: replies, options: [rude, wrong], required: false}
  note: {type: text, required: false}
stages: [{name: annotate, overlap: 3, next: [{to: check}]}, {name: check, questions: [better]}]
"""


def better(winner, clear="tie"):
    return {"better": {"winner": winner, "dimensions": {"clear": {"winner": clear}}}}


def row(report, question, dimension=None):
    return next(r for r in report["questions"] if (r["question"], r["dimension"]) == (question, dimension))


@pytest.fixture
def judging(db):
    return Judging(db, PROJECT).record(*(pair(f"r{number}") for number in range(4)))


def test_the_shipped_votes_give_the_figure_that_their_labels_give(db):
    loaded = workflows.load("side-by-side")
    judging = Judging(db, loaded.source).record(*loaded.sample())
    votes = list(loaded.votes())
    for vote in votes:
        judging.answer(vote["record"], vote["person"], vote["answers"])
    found = row(service.quality(db, judging.admin, "side-by-side"), "better")
    winners = [vote["answers"]["better"]["value"]["winner"] for vote in votes]
    labels = Labels.from_arrays([v["record"] for v in votes], [v["person"] for v in votes], winners)
    assert found["percent"]["estimate"] == pytest.approx(percent_agreement(labels).estimate)
    assert found["alpha"]["estimate"] == pytest.approx(krippendorff_alpha(labels).estimate)
    assert found["alpha"]["low"] < found["alpha"]["estimate"] <= found["alpha"]["high"]
    assert (found["records"], found["people"], found["responses"]) == (40, len(PEOPLE), 120)


def test_dimensions_and_elements_have_figures_of_their_own(judging):
    for record, winners in {"r0": "ab", "r1": "aa", "r2": "bb"}.items():
        for person, winner in enumerate(winners):
            scores = {"a": 1 + person, "b": 5}
            judging.answer(record, f"p{person}", {**better(winner, "a"), "score": scores})
    report = service.quality(judging.db, judging.admin, "pairs")
    assert row(report, "better")["percent"]["estimate"] == pytest.approx(2 / 3)
    clear = row(report, "better", "clear")
    assert clear["alpha"] is None
    assert "same category" in clear["why"]
    score = row(report, "score")
    assert (score["level"], score["each"], score["labels"], score["records"]) == ("ordinal", "replies", 12, 3)
    assert score["alpha"]["estimate"] > 0.5


def test_sets_agree_by_distance(judging):
    for person, flags in enumerate((["rude"], ["rude", "wrong"], ["rude"])):
        judging.answer("r0", f"p{person}", {"flags": flags})
    for person in range(3):
        judging.answer("r1", f"p{person}", {"flags": ["wrong"]})
    found = row(service.quality(judging.db, judging.admin, "pairs"), "flags")
    assert found["level"] == "distance"
    assert 0 < found["alpha"]["estimate"] < 1


def test_only_the_latest_revision_counts_and_a_later_stage_does_not(judging):
    first = judging.answer("r0", "p1", better("a"))
    judging.answer("r0", "p2", better("b"))
    judging.answer("r1", "p1", better("b"))
    judging.answer("r1", "p2", better("b"))
    judging.answer("r0", "p1", better("b"), revise=first)
    judging.answer("r0", "p3", better("a"), stage="check")
    found = row(service.quality(judging.db, judging.admin, "pairs"), "better")
    assert found["percent"]["estimate"] == 1.0
    assert found["responses"] == 4


def test_the_report_follows_new_answers(judging):
    assert row(service.quality(judging.db, judging.admin, "pairs"), "better")["why"] == "nobody has answered yet"
    judging.answer("r0", "p1", better("a"))
    found = row(service.quality(judging.db, judging.admin, "pairs"), "better")
    assert (found["responses"], found["percent"]) == (1, None)
    assert found["why"]


def test_cannot_assess_is_counted_and_is_no_label(judging):
    judging.answer("r0", "p1", {"better": {"na": "cannot_assess"}})
    judging.answer("r0", "p2", better("a"))
    found = row(service.quality(judging.db, judging.admin, "pairs"), "better")
    assert (found["cannot_assess"], found["labels"]) == (1, 1)


def test_even_splits_are_counted(judging):
    for record, winners in {"r0": "ab", "r1": "aa"}.items():
        for person, winner in enumerate(winners):
            judging.answer(record, f"p{person}", better(winner))
    assert service.quality(judging.db, judging.admin, "pairs")["consensus_ties"] == 1


def test_annotators_and_strangers_see_no_report(judging):
    with pytest.raises(Forbidden):
        service.quality(judging.db, judging.member("ann", "annotator"), "pairs")
    assert service.quality(judging.db, judging.member("rev", "reviewer"), "pairs")["records"] == 0
    with pytest.raises(NotFound):
        service.quality(judging.db, judging.admin, "none")
