"""A project with records and answers, put straight into the tables: for tests of what comes after answering."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime

from sqlalchemy import insert, select

from accord.people.service import Caller, find_or_create_imported, local_admin
from accord.people.tables import users
from accord.projects import service as projects
from accord.records.tables import records
from accord.schema import check_record, parse, plain_text
from accord.work.tables import assignments, responses

MOMENT = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


class Judging:
    """`Judging(db, yaml)`; then `record`, `answer` and ask the services as `.admin`."""

    def __init__(self, db, source, guidelines="# How"):
        self.db, self.admin, self.spec = db, local_admin(db), parse(source)
        self.project = projects.create(db, self.admin, source=source, guidelines=guidelines)
        self.name = self.project.name
        self._ids = {}

    def record(self, *raw):
        """Put records in."""
        for one in raw:
            shape, faults = check_record(self.spec, one)
            assert not faults, faults
            body = {key: value for key, value in shape.items() if key not in ("id", "gold")}
            row = {
                "project_id": self.project.id,
                "key": shape["id"],
                "body": body,
                "gold": shape.get("gold"),
                "hash": "-",
            }
            row |= {"title": plain_text(self.spec, shape)[:200], "created_at": MOMENT, "updated_at": MOMENT}
            made = insert(records).values(**row).returning(records.c.id)
            self._ids[shape["id"]] = self.db.write(lambda c, made=made: c.execute(made).scalar_one())
        return self

    def answer(self, record, person, answers, stage="annotate", revise=None):
        """One person's response (bare values are wrapped); `revise` an assignment to answer it again. Returns its id."""
        from accord.schema import wrap

        def work(c):
            user = find_or_create_imported(c, [person])[person]
            common = {
                "project_id": self.project.id,
                "record_id": self._ids[record],
                "stage": stage,
                "cycle": 0,
                "user_id": user,
            }
            common |= {"spec_version": 1, "presentation": {}, "claimed_at": MOMENT, "submitted_at": MOMENT}
            number = (
                revise
                or c.execute(
                    insert(assignments).values(**common, state="submitted").returning(assignments.c.id)
                ).scalar_one()
            )
            given = {"assignment_id": number, "revision": 2 if revise else 1, "answers": wrap(self.spec, answers)}
            given |= {"guidelines": self.project.guidelines_hash, "active_seconds": 4.5}
            made = c.execute(insert(responses).values(**common, **given).returning(responses.c.id)).scalar_one()
            c.execute(assignments.update().where(assignments.c.id == number).values(response_id=made))
            return number

        return self.db.write(work)

    def votes(self, question, table):
        """`{"r1": "aab"}`: each letter is what the next person answered, "." is nothing."""
        for record, letters in table.items():
            for person, letter in zip(itertools.count(1), letters, strict=False):
                if letter != ".":
                    value = {"winner": {"t": "tie", "x": "both_bad"}.get(letter, letter)}
                    self.answer(record, f"p{person}", {question: value})
        return self

    def member(self, name, role):
        """Somebody else, with a role in the project."""
        from accord.people.service import create_user

        create_user(self.db, self.admin, name, "annotator")
        projects.set_member(self.db, self.admin, self.name, name, role)
        with self.db.read() as c:
            number = c.scalar(select(users.c.id).where(users.c.name == name))
        return Caller(number, name, "annotator")


def pair(name, a="Yes.", b="No.", prompt="Why?", **parts):
    """A record of two answers."""
    replies = [{"id": "a", "text": a, "model": "m-1"}, {"id": "b", "text": b, "model": "m-2"}]
    return {"id": name, "values": {"prompt": prompt, "replies": replies}, **parts}
