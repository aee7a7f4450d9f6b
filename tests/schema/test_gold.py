"""Known answers explain themselves, may have several right values, and grade what people said."""

import pytest

from accord.schema import SpecError, changed_questions, check_record, grade_gold, parse, parse_json, wrap

YAML = """
name: tone
fields: {replies: {type: candidates}}
questions:
  tone: {type: label, each: replies, options: [friendly, warm, too curt], allow_cannot_assess: true}
  score: {type: rating, min: 0, max: 4}
  note: {type: text, justification: required, required: false}
"""
VALUES = {"replies": [{"id": "a", "text": "Hello there"}, {"id": "b", "text": "No."}]}


@pytest.fixture
def spec():
    return parse(YAML)


def checked(spec, gold):
    return check_record(spec, {"id": "1", "values": VALUES, "gold": gold})


def test_gold_explains_itself_and_says_what_else_is_right(spec):
    gold = {"tone": {"a": {"value": "warm", "also": ["friendly"], "why": "It greets."}, "b": "too curt"}, "score": 3}
    record, faults = checked(spec, gold)
    assert faults == []
    assert record["gold"] == {
        "tone": {"a": {"value": "warm", "also": ["friendly"], "why": "It greets."}, "b": {"value": "too curt"}},
        "score": {"value": 3},
    }


@pytest.mark.parametrize(
    ("gold", "pointer", "code"),
    [
        ({"tone": {"a": {"value": "warm", "also": ["freindly"]}}}, "/gold/tone/a/also/0", "unknown-option"),
        ({"score": {"value": 2, "also": [3, 9]}}, "/gold/score/also/1", "out-of-range"),
        ({"score": {"value": 2, "also": 3}}, "/gold/score/also", "not-a-list"),
        ({"score": {"value": 2, "why": 3}}, "/gold/score/why", "not-text"),
        ({"score": {"value": 7, "why": "x"}}, "/gold/score/value", "out-of-range"),
        ({"scor": 2}, "/gold/scor", "unknown-question"),
        ({"note": {"value": "x"}}, "/gold/note/why", "missing"),
        ({"tone": 3}, "/gold/tone", None),
        ({"tone": {"a": 3, "zz": "warm"}}, "/gold/tone", None),
    ],
)
def test_a_misfit_in_gold_is_said_where_it_stands(spec, gold, pointer, code):
    _, faults = checked(spec, gold)
    assert any(fault.pointer.startswith(pointer) and code in (None, fault.code) for fault in faults), faults


def test_of_what_is_asked_within_only_what_gold_answers_is_graded_and_no_free_words():
    within = parse(
        "name: x\nfields: {reply: {type: text}}\nquestions:\n  claims:\n    type: items\n    of: reply\n    ask:\n"
        "      verdict: {type: label, options: [supported, refuted]}\n"
        "      sure: {type: rating, required: false}\n      fix: {type: text, required: false}\n"
    )

    def claims(**answers):
        said = {name: {"value": value} for name, value in answers.items()}
        return {"claims": {"value": [{"id": "i1", "text": "Paris hosted", "answers": said}]}}

    def score(gold, given):
        return next(iter(grade_gold(within, gold, given))).score

    known = claims(verdict="refuted", fix="It was London.")
    assert score(known, claims(verdict="refuted", fix="London was the host.", sure=4)) == 1
    assert score(known, claims(verdict="refuted")) == 1
    assert score(known, claims(verdict="supported", fix="It was London.")) == 0
    assert score(claims(verdict="refuted", sure=5), claims(verdict="refuted", sure=3)) == pytest.approx(0.75)


def test_the_best_of_the_right_values_counts_and_no_vote_is_no_error(spec):
    record, _ = checked(spec, {"tone": {"a": {"value": "warm", "also": ["friendly"]}, "b": "too curt"}, "score": 3})

    def graded(answers):
        return {(one.question, one.element): one.score for one in grade_gold(spec, record["gold"], answers)}

    said = {"tone": {"a": {"value": "friendly"}, "b": {"na": "cannot_assess"}}, "score": {"value": 1}}
    assert graded(said) == {("tone", "a"): 1.0, ("tone", "b"): None, ("score", ""): pytest.approx(0.5)}
    assert graded({}) == {("tone", "a"): 0.0, ("tone", "b"): 0.0, ("score", ""): 0.0}


PLACES = """
name: places
fields: {answer: {type: text}}
questions:
  spans:
    type: marks
    of: answer
    labels: [wrong, made up]
    ask:
      severity: {type: rating, min: 1, max: 4}
      instead: {type: text, required: false}
"""


def test_a_mark_is_graded_by_what_gold_says_of_it():
    spec = parse(PLACES)
    text = "one tablet every four hours"

    def mark(start, end, label="wrong", **answers):
        anchor = {"at": "answer", "start": start, "end": end, "quote": text[start:end]}
        return {"id": "m1", "anchor": anchor, "label": label, "answers": {k: {"value": v} for k, v in answers.items()}}

    row = {
        "id": "1",
        "values": {"answer": text},
        "gold": {"spans": {"value": [mark(11, 27, severity=4)], "why": "Six."}},
    }
    record, faults = check_record(spec, row)
    assert faults == []

    def graded(*marks):
        [one] = grade_gold(spec, record["gold"], {"spans": {"value": list(marks)}})
        return one.score

    assert graded(mark(11, 27, severity=4, instead="every six hours")) == 1  # more than gold says is no fault
    assert graded(mark(17, 27, severity=4)) == 1  # ten of its sixteen characters: the same place
    assert graded(mark(17, 21, severity=4)) == pytest.approx(0.25)  # a quarter of it is not
    assert graded(mark(11, 27, "made up", severity=4)) == 0
    assert graded(mark(11, 27, severity=1)) == 0
    assert graded(mark(11, 27)) == 0  # left unanswered what gold knows
    assert graded(mark(11, 27, severity=4), {**mark(0, 3, severity=1), "id": "m2"}) == pytest.approx(2 / 3)


NEIGHBOURS = """
name: neighbours
fields: {answer: {type: text, segments: sentence}}
questions:
  overall: {type: rating, min: 0, max: 100, step: 5, style: slider, tolerance: 10}
  tension: {type: rating, each: answer, min: -3, max: 3, style: curve, tolerance: 1}
  voice: {type: rubric, min: 1, max: 7, criteria: [warmth, {name: energy, weight: 3}], tolerance: 1, not_applicable: true}
  spans: {type: marks, of: answer, labels: [wrong], ask: {severity: {type: rating, min: 1, max: 4, tolerance: 1}}}
"""


def test_a_step_beside_the_known_answer_is_as_right_where_the_question_tolerates_it():
    spec = parse(NEIGHBOURS)
    assert parse_json(spec.json()).json() == spec.json()

    def marked(severity):
        anchor = {"at": "answer", "start": 0, "end": 3, "quote": "One"}
        return [{"id": "m1", "anchor": anchor, "label": "wrong", "answers": {"severity": {"value": severity}}}]

    def scored(**scores):
        return {name: {"score": score} for name, score in scores.items()}

    def grade(known, said):
        row = {"id": "1", "values": {"answer": "One. Two."}, "gold": known}
        record, faults = check_record(spec, row)
        assert faults == []
        return [one.score for one in grade_gold(spec, record["gold"], wrap(spec, said))]

    assert grade({"overall": 50}, {"overall": 60}) == [1]
    assert grade({"overall": 0}, {"overall": 55}) == [pytest.approx(0.5)]
    assert grade({"overall": 0}, {"overall": 100}) == [0]
    assert grade({"tension": {"0": -1, "1": 2}}, {"tension": {"0": -2, "1": 0}}) == [1, pytest.approx(0.8)]
    assert grade({"spans": marked(3)}, {"spans": marked(4)}) == [1]
    assert grade({"spans": marked(4)}, {"spans": marked(1)}) == [0]
    known = {"voice": scored(warmth=4, energy=4)}
    assert grade(known, {"voice": scored(warmth=3, energy=5)}) == [1]
    assert grade(known, {"voice": scored(warmth=4, energy=7)}) == [pytest.approx(1 - 0.75 * 2 / 5)]
    assert grade(known, {"voice": scored(warmth=4, energy="not_applicable")}) == [0.25]
    # what gold leaves open is not graded
    assert grade({"voice": scored(warmth=4)}, {"voice": scored(warmth=5, energy=1)}) == [1]


@pytest.mark.parametrize(
    ("question", "code"),
    [
        ("{type: rating, min: 1, max: 3, tolerance: 1}", "out-of-range"),  # nothing would be wrong beside its middle
        ("{type: rating, tolerance: -1}", "out-of-range"),
        ("{type: rating, tolerance: close}", "not-a-number"),
        ("{type: rubric, criteria: [a], scale: checklist, tolerance: 1}", "not-here"),
        ("{type: label, options: [a, b], tolerance: 1}", "unknown-key"),
    ],
)
def test_a_tolerance_that_makes_no_sense_is_refused_where_it_stands(question, code):
    with pytest.raises(SpecError) as raised:
        parse(f"name: x\nfields: {{answer: {{type: text}}}}\nquestions:\n  q: {question}\n")
    assert [(fault.pointer, fault.code) for fault in raised.value.faults] == [("/questions/q/tolerance", code)]


def test_how_gold_is_graded_does_not_touch_answers_that_are_under_way():
    old, new = parse(NEIGHBOURS), parse(NEIGHBOURS.replace("tolerance: 10", "tolerance: 20"))
    assert changed_questions(old, new) == set()
