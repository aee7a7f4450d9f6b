"""What rules collect of a person, in numbers that can be counted on the fingers: rejections, attention, drift."""

from datetime import timedelta

import pytest

from accord.control.collecting import Asked, Evidence, collect
from accord.ground import clock
from accord.projects import queries, service
from accord.work import hiding
from accord.work import service as work
from tests.control.test_rules import Half
from tests.work.floor import Floor

REVIEWED = """
  - {name: annotate, overlap: 1, cycles: 3, next: [{to: check}]}
  - name: check
    kind: review
    who: {role: reviewer}
    shows: [annotate]
    next:
      - {when: "verdict == 'reject'", to: rejected}
      - {when: "verdict == 'return'", to: annotate, return: {hours: 24}}
      - {to: done}"""
CHECKS = [{"id": f"check-{n}", "values": {"reply": f"Say kind ({n})"}, "gold": {"tone": "kind"}} for n in range(4)]
ATTENTION = "quality: {gold: {share: 0.25}, attention: {share: 0.25, records: [check-0, check-1, check-2]}}"


def evidence(floor, what, person, most=20, since=None):
    """What a rule would see of the person now."""
    since = since or clock.now() - timedelta(days=1)
    with floor.db.read() as c:
        project = service.get(floor.db, floor.admin, floor.name)
        number = queries.by_name(c, floor.admin, floor.name).id
        return collect(c, what, Asked(project.spec, number, person.user_id, since, most))


def test_reviewer_rejections_are_the_share_of_reviewed_answers_sent_back(db):
    floor = Floor(db, stages=REVIEWED, records=6, persons=1)
    ann, rev = floor.people[0], floor.join("rev", "reviewer")
    assert evidence(floor, "reviewer_rejections", ann) == Evidence(None, 0)
    floor.answer(ann, 6)
    said = ["approve", "reject", "approve", "fix", "return"]  # the sixth is not reviewed
    before = None
    for action in said:
        given = floor.claim(rev)["assignments"][0]["id"]
        answers = {"tone": {"value": "curt"}} if action == "fix" else {}
        before = clock.now() if action == "fix" else before
        work.submit(db, rev, given, answers, verdict={"action": action, "comment": "see the guidelines"})
    assert evidence(floor, "reviewer_rejections", ann) == Evidence(2 / 5, 5)
    assert evidence(floor, "reviewer_rejections", ann, most=2) == Evidence(1 / 2, 2)  # the newest: fixed, returned
    assert evidence(floor, "reviewer_rejections", ann, since=before) == Evidence(1 / 2, 2)
    assert evidence(floor, "reviewer_rejections", rev) == Evidence(None, 0)


def test_attention_failures_count_failed_checks_and_leave_other_known_answers_out(db, monkeypatch):
    turns = Half()
    monkeypatch.setattr(hiding, "RNG", turns)
    plain = [{"id": f"r{n}", "values": {"reply": f"Reply {n}"}} for n in range(6)]
    floor = Floor(db, stages="[{name: annotate, overlap: 2}]", items=CHECKS + plain, more=ATTENTION, persons=2)
    ann, bob = floor.people
    assert evidence(floor, "attention_failures", ann) == Evidence(None, 0)
    draws = iter([0.3, 0.9, 0.3, 0.1, 0.3, 0.9])  # below .25 a known answer, below .5 a check
    turns.random = lambda: next(draws)
    for tone in ("curt", "kind", "kind", "curt", "curt", "kind"):  # checks: failed, passed, failed
        floor.answer(ann, tone=tone)
    assert evidence(floor, "attention_failures", ann) == Evidence(2.0, 3)
    assert evidence(floor, "attention_failures", ann, most=2) == Evidence(1.0, 2)
    assert evidence(floor, "gold_accuracy", ann) == Evidence(0.0, 1)
    assert evidence(floor, "attention_failures", bob) == Evidence(None, 0)


@pytest.mark.parametrize(
    ("right", "value"),
    [
        # ten answers of which nine agree, then eight of which one does: 9/10 - 1/8
        ("111011111100001000", 0.775),
        ("000100000011110111", 0.0),  # the other way round: better is no drift
        ("110110110110110110", 0.0),  # as often wrong at the end as at the start
    ],
)
def test_drift_is_how_far_agreement_with_the_others_fell(db, at, right, value):
    floor = Floor(db, records=18, persons=2)
    ann, bob = floor.people
    floor.answer(bob, 18)
    moment = clock.now()
    for step, one in enumerate(right):
        at(moment + timedelta(minutes=step))
        floor.answer(ann, tone="kind" if one == "1" else "curt")
    assert evidence(floor, "drift", ann) == Evidence(pytest.approx(value), 18)
    assert evidence(floor, "drift", ann, most=3) == Evidence(0.0, 3)  # too few to say


def test_drift_puts_known_answers_and_agreement_into_one_series(db, at, monkeypatch):
    monkeypatch.setattr(hiding, "RNG", Half())
    known = [{"id": f"gold-{n}", "values": {"reply": f"Known {n}"}, "gold": {"tone": "kind"}} for n in range(8)]
    plain = [{"id": f"r{n}", "values": {"reply": f"Reply {n}"}} for n in range(12)]
    more = "quality: {gold: {share: 0.3}}"
    floor = Floor(db, stages="[{name: annotate, overlap: 2}]", items=known + plain, more=more, persons=2)
    ann, bob = floor.people
    while floor.answer(bob, 8):
        pass
    moment = clock.now()
    for step in range(16):  # each second one is a known answer
        at(moment + timedelta(minutes=step))
        floor.answer(ann, tone="kind" if step < 8 else "curt")
    assert evidence(floor, "gold_accuracy", ann).n == 8
    assert evidence(floor, "drift", ann) == Evidence(1.0, 16)
