"""Known answers in hiding: nobody can tell them apart, everybody gets each once, they are graded and never counted."""

import json
from datetime import timedelta

import pytest
from pydantic_core import to_json
from sqlalchemy import select

from accord.ground import clock
from accord.insight import service as insight
from accord.projects import service as projects
from accord.work import hiding
from accord.work import service as work
from accord.work.tables import assignments, places
from accord.work.trust_tables import grades
from tests.work.floor import FLAT, Floor

HALF = "quality: {gold: {share: 0.4}, attention: {share: 0.1, records: [gold-0]}}"
KINDS = [
    "gold",
    None,
    "attention",
    None,
    "gold",
    None,
    None,
    None,
]  # what a person is given who claims eight: one check in all


class Drawn:
    """Draws in turn: gold, a record, an attention check, a record."""

    def __init__(self):
        self.turn = 0

    def random(self):
        self.turn += 1
        return (0.9, 0.1, 0.9, 0.45)[self.turn % 4]

    def randrange(self, n):
        return n - 1


@pytest.fixture
def floor(db, monkeypatch):
    monkeypatch.setattr(hiding, "RNG", Drawn())
    plain = [{"id": f"r{n}", "values": {"reply": f"Reply {n}"}} for n in range(20)]
    gold = [{"id": f"gold-{n}", "values": {"reply": f"Known {n}"}, "gold": {"tone": "kind"}} for n in range(5)]
    return Floor(db, stages="[{name: annotate, overlap: 2}]", items=gold + plain, more=HALF)


def named(db):
    with db.read() as c:
        rows = c.execute(select(assignments.c.id, assignments.c.hidden, assignments.c.user_id)).all()
    return {f"as_{row.id}": row.hidden for row in rows}


def shape(value):
    """The form of JSON: keys and types, without what they hold; of the words of ids only their length."""
    if isinstance(value, dict):
        return {key: shape(one) for key, one in value.items()}
    if isinstance(value, list):
        return [shape(one) for one in value]
    return type(value).__name__


def test_a_known_answer_looks_like_any_other(floor):
    ann = floor.people[0]
    given = floor.claim(ann, 8)["assignments"]
    kinds = named(floor.db)
    assert [kinds[one["id"]] for one in given] == KINDS
    assert len({json.dumps(shape(one), sort_keys=True) for one in given}) == 1
    assert len({len(one["record"]["id"]) for one in given}) == 1
    assert len({(one["lease_until"], one["cycle"], one["stage"]) for one in given}) == 1
    numbers = [int(one["id"][3:]) for one in given]
    assert numbers == list(range(numbers[0], numbers[0] + 8))
    assert b"gold" not in to_json(given)
    answers = [floor.submit(ann, one["id"], "curt", key="k") for one in given]
    assert {json.dumps(shape(one)) for one in answers} == {json.dumps(shape(answers[0]))}
    later = work.mine(floor.db, ann, floor.name)["assignments"]
    assert len({json.dumps(shape(one), sort_keys=True) for one in later}) == 1
    assert b"gold" not in to_json([later, work.progress(floor.db, ann, floor.name), work.list_projects(floor.db, ann)])


def test_everybody_gets_each_known_answer_once_and_none_without_work_beside_it(floor):
    ann, bob = floor.people[:2]
    for person in (ann, bob):
        seen = []
        while given := floor.claim(person, 3)["assignments"]:
            for one in given:
                seen.append(one["record"]["values"]["reply"])
                floor.submit(person, one["id"])
        assert len(seen) == len(set(seen)) == 25
        assert sum(reply.startswith("Known") for reply in seen) == 5
    assert floor.broken_promises() == []
    assert floor.claim(floor.people[2])["nothing"]["why"] == "done"


def test_they_are_graded_and_counted_nowhere(floor):
    ann = floor.people[0]
    for at, one in enumerate(floor.claim(ann, 8)["assignments"]):
        floor.submit(ann, one["id"], "curt" if at < 3 else "kind")
    with floor.db.read() as c:
        scores = [
            tuple(row) for row in c.execute(select(grades.c.kind, grades.c.score).order_by(grades.c.assignment_id))
        ]
        assert not c.execute(select(places).where(places.c.record_id <= 5)).all()
    assert scores == [("gold", 0.0), ("attention", 0.0), ("gold", 1.0)]
    assert insight.quality(floor.db, floor.admin, floor.name)["records"] == 5
    stream = list(work.stream_responses(floor.db, floor.admin, floor.name))
    assert [row.get("hidden") for row in stream] == KINDS
    assert [row["record"] for row in stream] == ["gold-4", "r0", "gold-0", "r1", "gold-3", "r2", "r3", "r4"]


def test_a_lease_that_ends_gives_no_place_back_and_what_comes_late_is_graded(floor, at):
    ann = floor.people[0]
    hidden, plain = (one["id"] for one in floor.claim(ann, 2)["assignments"])
    at(clock.now() + timedelta(hours=2))
    assert work.sweep(floor.db) == 2
    floor.submit(ann, hidden, "kind")
    work.release(floor.db, ann, plain)
    assert floor.broken_promises() == []
    with floor.db.read() as c:
        assert c.execute(select(grades.c.score)).scalars().all() == [1.0]


def test_a_policy_that_ends_puts_them_back_among_the_others(floor):
    source = FLAT.format(name=floor.name, overlap=2)
    projects.new_version(floor.db, floor.admin, floor.name, source=source)
    given = floor.claim(floor.people[0], 50)["assignments"]
    assert len(given) == 25
    assert set(named(floor.db).values()) == {None}
    assert {one["record"]["id"] for one in given} >= {"gold-0", "r0"}
