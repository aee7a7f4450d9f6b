"""Thirty-two people at once: every record gets exactly its answers, none more, none fewer."""

import random
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import select, text

from accord.ground import clock
from accord.work.tables import places
from tests.work.floor import Floor

PEOPLE = 32
TRIES = 2000  # looks at a project that is not done yet; far more than are ever needed


def work_through(floor, person, abandon=0.0):
    """Claim and answer until nothing is left for this person; of what they are given they leave a share lying.

    Returns how many they answered and how many they left.
    """
    rng = random.Random(person.user_id)
    answered, lying = set(), set()
    for _ in range(TRIES):
        given = floor.claim(person, min(50, len(lying) + 5))  # what one holds already comes first
        fresh = [one["id"] for one in given["assignments"] if one["id"] not in answered | lying]
        if not fresh and (abandon or (given["nothing"] and given["nothing"]["why"] == "done")):
            return len(answered), len(lying)
        for one in fresh:
            if rng.random() < abandon:
                lying.add(one)
            else:
                floor.submit(person, one, rng.choice(["kind", "curt"]))
                answered.add(one)
    raise AssertionError("the project is never done")


def everybody(floor, abandon=0.0):
    with ThreadPoolExecutor(PEOPLE) as pool:
        done = list(pool.map(lambda person: work_through(floor, person, abandon), floor.people))
    return sum(answered for answered, _ in done), sum(lying for _, lying in done)


@pytest.mark.slow
def test_many_at_once_give_exactly_the_answers_asked_for(db):
    floor = Floor(db, overlap=3, records=2000, persons=PEOPLE)
    assert everybody(floor) == (6000, 0)
    assert floor.count_responses() == 6000
    assert floor.broken_promises() == []


@pytest.mark.slow
def test_abandoned_records_are_filled_once_their_leases_end(db, at):
    floor = Floor(db, overlap=3, records=2000, persons=PEOPLE)
    answered, lying = everybody(floor, abandon=0.2)
    assert 0.15 < lying / (answered + lying) < 0.25
    assert answered < 6000
    assert floor.broken_promises() == []
    at(clock.now() + timedelta(hours=2))
    assert everybody(floor)[0] == 6000 - answered
    assert floor.count_responses() == 6000
    assert floor.broken_promises() == []


def somebody_waits(db):
    """Whether a connection waits for a row that another one holds. (SQLite has one writer: everybody waits for it.)"""
    if db.dialect == "sqlite":
        return True
    asked = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
    with db.read() as c:
        return c.execute(text(asked)).scalar() > 0


@pytest.mark.parametrize("overlap", [1, 2])
def test_nobody_is_told_that_nothing_is_left_while_others_hold_the_rows(db, overlap):
    floor = Floor(db, overlap=overlap, records=2, persons=1)
    held, asked, claims = threading.Event(), threading.Event(), []

    def hold(c):
        c.execute(select(places).with_for_update()).all()
        held.set()
        asked.wait()
        while not (claims[0].done() or somebody_waits(db)):
            pass

    with ThreadPoolExecutor(2) as pool:
        holding = pool.submit(db.write, hold)
        held.wait()
        claims.append(pool.submit(floor.claim, floor.people[0], 2))
        asked.set()
        holding.result()
        given = claims[0].result()
    assert (len(given["assignments"]), given["nothing"]) == (2, None)
    assert floor.broken_promises() == []
