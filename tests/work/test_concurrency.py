"""Thirty-two people at once: every record gets exactly its answers, none more, none fewer."""

import random
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from accord.ground import clock
from tests.work.floor import Floor

PEOPLE = 32
TRIES = 2000  # looks at a project that is not done yet; far more than are ever needed


def work_through(floor, person, abandon=0.0):
    """Claim and answer until nothing is left for this person; abandoned leases just stay behind. Returns what was answered."""
    rng = random.Random(person.user_id)
    answered = set()
    for _ in range(TRIES):
        given = floor.claim(person, 5)
        left = [one for one in given["assignments"] if one["id"] not in answered]
        if given["nothing"]:
            if given["nothing"]["why"] == "done" or abandon:
                return len(answered)
            continue
        for one in left:
            if abandon and rng.random() < abandon:
                return len(answered)
            floor.submit(person, one["id"], rng.choice(["kind", "curt"]))
            answered.add(one["id"])
    raise AssertionError("the project is never done")


def everybody(floor, abandon=0.0):
    with ThreadPoolExecutor(PEOPLE) as pool:
        return sum(pool.map(lambda person: work_through(floor, person, abandon), floor.people))


@pytest.mark.slow
def test_many_at_once_give_exactly_the_answers_asked_for(db):
    floor = Floor(db, overlap=3, records=2000, persons=PEOPLE)
    assert everybody(floor) == 6000
    assert floor.count_responses() == 6000
    assert floor.broken_promises() == []


def test_abandoned_records_are_filled_once_their_leases_end(db, at):
    floor = Floor(db, overlap=3, records=100, persons=PEOPLE)
    left = 300
    start = clock.now()
    for round_ in range(3):  # in each round people walk away from a fifth of what they hold
        at(start + timedelta(hours=2 * round_))
        left -= everybody(floor, abandon=0.2)
        assert floor.broken_promises() == []
    assert left > 0
    at(start + timedelta(hours=8))
    assert everybody(floor) == left
    assert floor.count_responses() == 300
    assert floor.broken_promises() == []
