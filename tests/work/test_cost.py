"""What a claim and a save cost, counted in statements and not in seconds: they are what everybody waits for all day."""

import pytest
from sqlalchemy import Connection

from accord.ground.prepared import Prepared
from accord.people import skills
from tests.work.floor import Floor

SKILLED = (
    "[{name: annotate, overlap: 2, who: {skills: [law], most: {at_once: 9, per_day: 90}}, next: [{to: check}]},"
    " {name: check, who: {role: reviewer, skills: [law], not_in: [annotate]}}]"
)


@pytest.fixture
def told(monkeypatch):
    """The statements that run: on the driver (`prepared`), and by SQLAlchemy's way (`slow`)."""
    seen = {"prepared": 0, "slow": []}
    run, execute = Prepared._run, Connection.execute

    def prepared(self, c, values):
        seen["prepared"] += 1
        return run(self, c, values)

    def slow(self, statement, *arguments, **options):
        seen["slow"].append(str(statement))
        return execute(self, statement, *arguments, **options)

    monkeypatch.setattr(Prepared, "_run", prepared)
    monkeypatch.setattr(Connection, "execute", slow)
    return seen


@pytest.mark.parametrize(("stages", "claim"), [("", 8), (SKILLED, 11)])
def test_a_claim_and_a_save_run_few_statements_and_all_on_the_driver(db, told, stages, claim):
    """8 (11 where the stage asks for skills and bounds) and 5 today, but for who asks: whoever needs more measures with bench/claims.py first."""
    floor = Floor(db, records=6, stages=stages)
    person = floor.people[0]
    skills.set_(db, floor.admin, person.name, "law", 1)
    floor.answer(person)
    assert told["slow"]  # making the project did run some: the count sees them
    told["slow"].clear()
    told["prepared"] = 0
    (given,) = floor.claim(person)["assignments"]
    claimed, told["prepared"] = told["prepared"], 0
    floor.submit(person, given["id"], key="once")
    assert told["slow"] == []
    assert 5 < claimed <= claim + (db.dialect == "postgresql")  # its lock of a person's claims
    assert 3 < told["prepared"] <= 5
