"""Whatever people do in whatever order, slots, leases and answers add up, and nobody answers a record twice."""

import itertools
from datetime import timedelta

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from accord.ground import clock
from accord.ground.errors import Conflict, Gone
from accord.work import service as work
from tests.work.floor import Floor

_names = itertools.count()
PERSON = st.integers(0, 3)


class Dispatch(RuleBasedStateMachine):
    def __init__(self, db, at):
        super().__init__()
        self.floor = Floor(db, f"machine-{next(_names)}", overlap=2, records=4, persons=4)
        self.at, self.moment = at, clock.now()
        self.known = [[] for _ in range(4)]

    def pick(self, person, index):
        own = self.known[person]
        return own[index % len(own)] if own else None

    @rule(person=PERSON, count=st.integers(1, 3))
    def claim(self, person, count):
        given = self.floor.claim(self.floor.people[person], count)
        assert bool(given["assignments"]) != bool(given["nothing"])
        own = self.known[person]
        for one in given["assignments"]:
            assert one["state"] == "leased"
            if one["id"] not in own:
                own.append(one["id"])
        records = [work.get_assignment(self.floor.db, self.floor.people[person], one)["record"]["id"] for one in own]
        assert len(records) == len(set(records))

    @rule(person=PERSON, index=st.integers(0, 9), tone=st.sampled_from(["kind", "curt"]))
    def submit_or_edit_or_come_late(self, person, index, tone):
        if one := self.pick(person, index):
            try:
                stored = self.floor.submit(self.floor.people[person], one, tone)["response"]
            except Gone as late:
                stored = late.extra["response"]
            answer = work.get_assignment(self.floor.db, self.floor.people[person], one)
            assert (answer["response"], answer["answers"]) == (stored, {"tone": {"value": tone}})

    @rule(person=PERSON, index=st.integers(0, 9), how=st.sampled_from([work.skip, work.release]))
    def give_back(self, person, index, how):
        if one := self.pick(person, index):
            try:
                how(self.floor.db, self.floor.people[person], one)
            except Conflict:
                caller = self.floor.people[person]
                assert work.get_assignment(self.floor.db, caller, one)["state"] == "submitted"

    @rule(minutes=st.sampled_from([10, 61]), swept=st.booleans())
    def time_passes(self, minutes, swept):
        self.moment += timedelta(minutes=minutes)
        self.at(self.moment)
        if swept:
            work.sweep(self.floor.db)

    @rule(person=PERSON, index=st.integers(0, 9))
    def draft(self, person, index):
        if one := self.pick(person, index):
            try:
                work.save_draft(self.floor.db, self.floor.people[person], one, {"tone": {"value": "ki"}})
            except Conflict:
                caller = self.floor.people[person]
                assert work.get_assignment(self.floor.db, caller, one)["state"] == "skipped"

    @rule(record=st.integers(0, 3))
    def reopen(self, record):
        work.reopen(self.floor.db, self.floor.admin, self.floor.name, f"r{record}")

    @invariant()
    def everything_adds_up(self):
        assert self.floor.broken_promises() == []


def test_dispatch_keeps_its_promises_whatever_people_do(db, at):
    run_state_machine_as_test(
        lambda: Dispatch(db, at),
        settings=settings(
            max_examples=12,
            stateful_step_count=30,
            deadline=None,
            database=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )
