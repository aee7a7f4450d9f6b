"""A project on a bare database, worked on through services: for tests of dispatch itself."""

from __future__ import annotations

from sqlalchemy import func, select

from accord.people import service as people
from accord.projects import service as projects
from accord.work import service as work
from accord.work.tables import assignments, places, responses

FLAT = """
name: {name}
fields: {{reply: {{type: text}}}}
questions: {{tone: {{type: label, options: [kind, curt]}}, note: {{type: text, required: false}}}}
stages: [{{name: annotate, overlap: {overlap}}}]
"""


class Floor:
    """A project with records and people; `people` are callers, the admin is `admin`."""

    def __init__(self, db, name="flat", overlap=2, records=5, persons=4, stages="", items=None, more=""):
        self.db, self.name = db, name
        self.admin = people.local_admin(db)
        source = FLAT.format(name=name, overlap=overlap)
        if stages:
            source = source[: source.index("stages:")] + f"stages: {stages}\n{more}"
        projects.create(db, self.admin, source=source)
        self.people = [self.join(f"person-{n}") for n in range(persons)]
        items = items or ({"id": f"r{n}", "values": {"reply": f"Reply {n}"}} for n in range(records))
        self.report = work.add_records(db, self.admin, name, items)

    def join(self, name, role="annotator"):
        with self.db.read() as c:
            known = people.queries.user(c, name)
        if known is None:
            people.create_user(self.db, self.admin, name, "annotator")
        projects.set_member(self.db, self.admin, self.name, name, role)
        with self.db.read() as c:
            return people.Caller(people.user_id(c, name), name, "annotator")

    def key(self, person):
        """An API key of this person."""
        return people.create_key(self.db, person, "test")["key"]

    def keys(self, person, count=1):
        """The records that the person is given."""
        return [one["record"]["id"] for one in self.claim(person, count)["assignments"]]

    def answer(self, person, count=1, tone="kind"):
        """Claim and answer; the records."""
        given = self.claim(person, count)["assignments"]
        for one in given:
            self.submit(person, one["id"], tone)
        return [one["record"]["id"] for one in given]

    def claim(self, person, count=1):
        return work.claim(self.db, person, self.name, count)

    def submit(self, person, assignment, tone="kind", **more):
        return work.submit(self.db, person, assignment, {"tone": {"value": tone}}, **more)

    def count_responses(self):
        with self.db.read() as c:
            return c.execute(select(func.count()).select_from(responses)).scalar()

    def broken_promises(self):
        """Places whose counter, leases and answers do not add up, or that have more answers than people."""
        mine = (assignments.c.record_id == places.c.record_id, assignments.c.stage == places.c.stage,
                assignments.c.cycle == places.c.cycle)  # fmt: skip

        def count(state):
            chosen = (
                select(func.count())
                .select_from(assignments)
                .where(*mine, assignments.c.state == state, assignments.c.hidden.is_(None))
            )
            return chosen.scalar_subquery()

        counted = (
            select(func.count())
            .select_from(responses.join(assignments, assignments.c.response_id == responses.c.id))
            .where(*mine, responses.c.surplus.is_(False), assignments.c.hidden.is_(None))
            .scalar_subquery()
        )
        chosen = select(
            places, count("leased").label("leased"), count("submitted").label("submitted"), counted.label("n")
        )
        with self.db.read() as c:
            rows = c.execute(chosen).all()
        return [
            row
            for row in rows
            if row.open_slots != row.overlap - row.leased - row.answered
            or not row.answered == row.submitted == row.n
            or row.answered > row.overlap
            or (row.state == "open") != (row.answered < row.overlap)
        ]
