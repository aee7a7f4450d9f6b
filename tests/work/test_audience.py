"""Who is given what: skills and names, caps, the order of a stage, records kept with the same person."""

from datetime import timedelta

import pytest

from accord.ground import clock
from accord.ground.errors import Gone, Invalid
from accord.ground.settings import Settings
from accord.people import attributes, skills
from accord.schema import SpecError, parse_json
from accord.work import service as work
from tests.work.floor import Floor


def items(*bodies):
    return [{"id": f"r{n}", "values": {"reply": f"Reply {n}"}, **body} for n, body in enumerate(bodies)]


def spec(stage, **more):
    asked = {"tone": {"type": "label", "options": ["kind", "curt"]}}
    stages = [{"name": "annotate", **stage}]
    return parse_json(
        {"name": "p", "fields": {"reply": {"type": "text"}}, "questions": asked, "stages": stages, **more}
    )


@pytest.mark.parametrize(
    ("stage", "pointer", "near"),
    [
        ({"who": {"role": "reviwer"}}, "/stages/0/who/role", "reviewer"),
        ({"who": {"skils": ["a"]}}, "/stages/0/who/skils", "skills"),
        ({"who": {"skills": {"law": 11}}}, "/stages/0/who/skills/law", None),
        ({"who": {"not_in": ["anotate"]}}, "/stages/0/who/not_in/0", "annotate"),
        ({"who": {"same_person": "group"}, "overlap": 2}, "/stages/0/who/same_person", None),
        ({"who": {"people": ["ann"], "except": ["ann"]}}, "/stages/0/who/except", None),
        ({"who": {"most": {"per_dai": 2}}}, "/stages/0/who/most/per_dai", "per_day"),
        ({"order": "priorty"}, "/stages/0/order", "priority"),
        ({"overlap": {"min": 2, "groups": {"of": "age", "least": 3}}}, "/stages/0/overlap", None),
    ],
)
def test_words_that_nobody_knows_are_refused_with_the_nearest(stage, pointer, near):
    with pytest.raises(SpecError) as refused:
        spec(stage)
    assert [(fault.pointer, fault.nearest) for fault in refused.value.faults] == [(pointer, near)]


def test_what_is_asked_of_people_is_written_as_it_was_read():
    who = {"role": "expert", "skills": {"law": 2}, "languages": ["de"], "most": {"share": 0.2, "at_once": 3}}
    made = spec({"who": who, "order": "batch", "overlap": {"min": 2, "groups": {"of": "age"}}})
    assert parse_json(made.json()) == made
    assert made.json()["stages"][0]["who"] == {**who, "languages": {"de": 1}}


def test_only_who_has_the_skill_at_its_level_is_given_records(db):
    floor = Floor(
        db, records=2, stages="[{name: annotate, who: {skills: {law: 2}, languages: [de, pt-BR], except: [person-2]}}]"
    )
    for person, level, language in zip(floor.people, (2, 1, 2, 2), ("pt-br", "de", "de", "en"), strict=True):
        skills.set_(db, floor.admin, person.name, "law", level)
        skills.set_(db, floor.admin, person.name, f"language-{language}", 1)
    assert [floor.keys(person) for person in floor.people] == [["r0"], [], [], []]
    assert [floor.claim(person)["nothing"]["why"] for person in floor.people[1:]] == [
        "not qualified: law at level 2", "not qualified: person-2", "not qualified: de or pt-BR",
    ]  # fmt: skip
    skills.set_(db, floor.admin, "person-3", "language-de", 1)
    assert floor.keys(floor.people[3]) == ["r1"]


def test_a_place_that_waits_for_another_group_is_not_taken_by_who_comes_late(db, at, tmp_path):
    attributes.use(Settings(home=tmp_path))
    floor = Floor(db, records=1, persons=11, stages="[{name: annotate, overlap: {min: 2, groups: {of: gender}}}]")
    for number, person in enumerate(floor.people[:10]):
        attributes.say(db, person, {"gender": ("woman", "man")[number % 2]}, True)
    ann, _, cy, dan, *_, nobody = floor.people
    late = floor.claim(ann)["assignments"][0]["id"]
    at(clock.now() + timedelta(hours=2))
    assert floor.answer(cy) == ["r0"]
    assert [floor.keys(one) for one in (floor.people[4], nobody)] == [[], []]
    with pytest.raises(Gone):
        floor.submit(ann, late)
    assert floor.answer(dan) == ["r0"]
    assert floor.broken_promises() == []


def test_a_quota_of_what_nobody_is_asked_is_refused(db):
    with pytest.raises(Invalid) as refused:
        Floor(db, stages="[{name: annotate, overlap: {min: 2, groups: {of: gendr}}}]")
    assert [(one.pointer, one.nearest) for one in refused.value.faults] == [("/stages/0/overlap/groups/of", "gender")]


def test_no_person_takes_more_than_their_part(db, at):
    most = "{total: 7, per_day: 4, share: 0.5, at_once: 3}"
    floor = Floor(db, records=20, stages=f"[{{name: annotate, who: {{most: {most}}}}}]")
    ann = floor.people[0]
    assert len(floor.keys(ann, 10)) == 3
    assert len(floor.answer(ann, 10)) == 3
    assert len(floor.answer(ann, 10)) == 1  # the fourth of the day
    assert floor.claim(ann)["nothing"]["why"] == "your part is done: at most 4 a day"
    at(clock.now() + timedelta(days=1))
    assert len(floor.answer(ann, 10)) == 3  # seven in all
    at(clock.now() + timedelta(days=2))
    assert floor.claim(ann)["nothing"]["why"] == "your part is done: at most 7"
    assert len(floor.keys(floor.people[1], 10)) == 3


@pytest.mark.parametrize(("most", "answered", "held"), [("per_day: 2", 2, 0), ("share: 0.5", 1, 1), ("total: 2", 1, 1)])
def test_a_late_answer_beyond_a_persons_part_is_kept_and_does_not_count(db, at, most, answered, held):
    """What they hold is theirs to answer, so it is of their part, too."""
    floor = Floor(db, records=4, stages=f"[{{name: annotate, who: {{most: {{{most}}}}}}}]")
    ann, bob, cat = floor.people[:3]
    (late,) = floor.claim(ann)["assignments"]
    at(clock.now() + timedelta(hours=2))
    (same,) = floor.claim(bob)["assignments"]
    assert same["record"]["id"] == late["record"]["id"] == "r0"
    assert len(floor.answer(ann, answered)) == answered and (not held or len(floor.keys(ann, held)) == held)
    work.release(db, bob, same["id"])
    stored = floor.count_responses()
    with pytest.raises(Gone) as gone:
        floor.submit(ann, late["id"], key="late")
    assert gone.value.extra["response"].startswith("re_") and floor.count_responses() == stored + 1
    assert floor.broken_promises() == []
    assert floor.keys(cat) == ["r0"]  # its place is still somebody's to take


def test_a_stage_goes_by_priority_deadline_or_doubt(db):
    bodies = [{"meta": {"priority": n % 3, "deadline": f"2027-0{5 - n}-01"}} for n in range(4)]
    bodies.append({"suggestions": [{"question": "tone", "value": "kind", "score": 0.9}]})
    asked = {"priority": ["r2", "r1", "r0", "r3", "r4"], "deadline": ["r3", "r2", "r1", "r0", "r4"],
             "uncertainty": ["r0", "r1", "r2", "r3", "r4"]}  # fmt: skip
    for order, expected in asked.items():
        floor = Floor(db, order, stages=f"[{{name: annotate, order: {order}}}]", items=items(*bodies))
        assert floor.answer(floor.people[0], 5) == expected
    late = [{"id": "urgent", "values": {"reply": "Now"}, "meta": {"priority": 9}}, *items({})]
    floor = Floor(db, "late", stages="[{name: annotate, overlap: 2, order: priority}]", items=items({}, {}, {}))
    assert floor.answer(floor.people[0]) == ["r0"]
    work.add_records(
        db, floor.admin, "late", [*late[:1], {"id": "r2", "values": {"reply": "x"}, "meta": {"priority": 3}}]
    )
    assert floor.keys(floor.people[0], 3) == ["urgent", "r2", "r1"]


def test_a_group_stays_with_who_took_its_first_record_until_they_are_gone_for_long(db, at):
    bodies = [{"group": f"g{n % 2}"} for n in range(6)]
    floor = Floor(db, stages="[{name: annotate, order: batch, who: {same_person: group}}]", items=items(*bodies))
    ann, bob, cy = floor.people[:3]
    assert floor.answer(ann) == ["r0"]
    assert floor.answer(bob) == ["r1"]
    assert floor.keys(cy) == []
    assert floor.answer(ann) == ["r2"]
    assert floor.keys(bob, 9) == ["r3", "r5"]
    at(clock.now() + timedelta(days=4))
    assert floor.keys(cy, 9) == ["r4", "r3", "r5"]


def test_a_later_stage_may_keep_the_person_of_an_earlier_one(db):
    stages = "[{name: annotate, next: [{to: again}]}, {name: again, who: {same_person: annotate}}]"
    floor = Floor(db, records=2, stages=stages)
    ann, bob = floor.people[:2]
    assert floor.answer(ann) == ["r0"]
    assert floor.answer(bob) == ["r1"]
    assert (floor.answer(ann, 9), floor.answer(bob, 9)) == (["r0"], ["r1"])
    assert floor.broken_promises() == []
