"""Where a record goes when a stage has its answers, and who may work there."""

import pytest

from accord.schema import parse
from accord.work import stages

SPEC = """
name: p
fields: {reply: {type: text}, replies: {type: candidates, required: false}}
questions:
  tone: {type: label, options: [kind, curt]}
  score: {type: rating, min: 1, max: 5, required: false}
stages:
  - {name: annotate, overlap: {min: 2, max: 4, until: {tone: 0.7}}, next: [{when: "agreement.tone < 0.6", to: decide}, {when: "consensus.tone == 'curt' && cycle < 2", to: annotate}]}
  - {name: decide, who: {role: reviewer, not_in: [annotate]}, next: [{when: "answers.score == 5", to: special}, {to: done}]}
  - {name: special, who: {skills: [support-en]}}
"""  # fmt: skip


@pytest.fixture(scope="module")
def spec():
    return parse(SPEC)


def said(*tones):
    return [{"tone": {"value": tone}} for tone in tones]


@pytest.mark.parametrize(
    ("tones", "cycle", "to"),
    [
        (("kind", "curt"), 0, "decide"),
        (("kind", "kind"), 0, "done"),
        (("curt", "curt"), 0, "annotate"),
        (("curt", "curt"), 2, "done"),
        ((), 0, "done"),
    ],
)
def test_the_first_move_that_holds_is_taken(spec, tones, cycle, to):
    assert stages.target(spec, spec.stage("annotate"), said(*tones), cycle=cycle) == to


def test_more_people_are_asked_until_it_is_sure_or_there_are_enough(spec):
    stage = spec.stage("annotate")
    assert stages.wants_more(stage, 2, {"tone": 0.6})
    assert not stages.wants_more(stage, 2, {"tone": 0.7})
    assert not stages.wants_more(stage, 4, {"tone": 0.6})


def test_going_back_begins_another_cycle(spec):
    assert stages.next_cycle(spec, "annotate", "decide", 1) == 1
    assert stages.next_cycle(spec, "decide", "annotate", 1) == 2


@pytest.mark.parametrize(
    ("stage", "role", "lacks"),
    [
        ("annotate", "annotator", None),
        ("decide", "annotator", "reviewer"),
        ("decide", "reviewer", None),
        ("special", "reviewer", "support-en"),
        ("special", "lead", None),
    ],
)
def test_a_stage_says_what_a_person_lacks(spec, stage, role, lacks):
    assert stages.missing(spec.stage(stage), role) == lacks
