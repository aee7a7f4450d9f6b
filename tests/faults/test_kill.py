"""kill -9 while sixteen people submit: what was acknowledged is there, nothing is half there, a repeated request counts once."""

import random
import threading
from concurrent.futures import ThreadPoolExecutor
from itertools import count

import pytest
from sqlalchemy import func, select

from accord.ground.database import connect
from accord.work.tables import assignments, responses
from tests.faults.server import Person, Server
from tests.work.floor import Floor

CLIENTS = 16
ROUNDS = {"sqlite": 20, "postgresql": 5}
MOST = 100  # answers acknowledged in a round, before the server is killed


class Round:
    """One life of the server: killed at the moment when so many answers have been acknowledged."""

    def __init__(self, server, answers):
        self.server, self._left = server, answers
        self._lock = threading.Lock()

    def acknowledged(self):
        with self._lock:
            self._left -= 1
            if not self._left:
                self.server.kill()


class Client:
    """Claims and submits until the server is gone; begins by repeating what it had no answer to."""

    def __init__(self, name, key):
        self.name, self.key = name, key
        self.sent, self.kept = {}, {}  # by assignment: what was sent, what was acknowledged
        self.open = None
        self._numbers = count()

    def work(self, round_):
        person = Person(round_.server, self.key)
        while True:
            if self.open is None and not self.take(person):
                return
            assignment, body, key = self.open
            answer = person.ask("POST", f"/assignments/{assignment}/submit", body, **{"Idempotency-Key": key})
            if answer is None:
                return
            assert answer.status == 200, answer.body
            assert answer.body["revision"] == 1
            self.kept[assignment], self.open = answer.body["response"], None
            round_.acknowledged()

    def take(self, person):
        given = person.ask("POST", "/projects/flat/claim", {"count": 1})
        if given is None:
            return False
        assert given.status == 200, given.body
        assignment = given.body["assignments"][0]["id"]
        assert assignment not in self.kept, "an answered record was handed out again"
        number = next(self._numbers)
        self.sent[assignment] = {
            "tone": {"value": ("kind", "curt")[number % 2]},
            "note": {"value": f"{self.name} {number} " * 40},
        }
        self.open = assignment, {"answers": self.sent[assignment]}, f"{self.name}-{number}"
        return True


def stored(db):
    chosen = select(responses.c.id, responses.c.assignment_id, responses.c.revision, responses.c.answers)
    with db.read() as c:
        return {f"as_{row.assignment_id}": row for row in c.execute(chosen)}


@pytest.mark.slow
def test_what_was_acknowledged_outlives_a_kill(db_url, tmp_path):
    db = connect(db_url)
    floor = Floor(db, overlap=3, records=1500, persons=CLIENTS)
    clients = [Client(person.name, floor.key(person)) for person in floor.people]
    rounds, rng = ROUNDS[db.dialect], random.Random(9)
    db.close()
    for _ in range(rounds):
        with Server(tmp_path, db_url) as server, ThreadPoolExecutor(CLIENTS) as pool:
            round_ = Round(server, rng.randint(1, MOST))
            for done in [pool.submit(client.work, round_) for client in clients]:
                done.result()
        db = floor.db = connect(db_url)
        there = stored(db)
        for client in clients:
            for assignment, response in client.kept.items():
                assert f"re_{there[assignment].id}" == response
            for assignment, answers in client.sent.items():
                if assignment in there:  # acknowledged or not: whole
                    assert (there[assignment].answers, there[assignment].revision) == (answers, 1)
        assert floor.broken_promises() == []
        db.close()
    assert sum(len(client.kept) for client in clients) >= rounds
    db = floor.db = connect(db_url)
    with db.read() as c:
        twice = select(responses.c.assignment_id).group_by(responses.c.assignment_id).having(func.count() > 1)
        assert c.execute(twice).all() == [], "a repeated request was stored twice"
        unsaid = select(func.count()).where(assignments.c.state == "submitted", assignments.c.response_id.is_(None))
        assert c.execute(unsaid).scalar() == 0
        if db.dialect == "sqlite":
            assert c.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
    known = {assignment for client in clients for assignment in client.sent}
    assert set(stored(db)) <= known, "answers that nobody sent"
    db.close()
