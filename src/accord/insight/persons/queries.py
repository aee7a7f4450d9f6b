"""SQL about people's work: one pass over the latest responses with their times, and counts by person and day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Row, Text, and_, case, cast, func, select

from accord.insight.queries import bodies
from accord.people.tables import users
from accord.projects.tables import members
from accord.records.tables import records
from accord.schema.renaming import Renaming
from accord.work.tables import assignments, responses

PAGE = 500  # records read at once


class Passed(NamedTuple):
    """A response as `passes` reads it."""

    record_id: int
    stage: str
    cycle: int
    user_id: int
    said: str
    active_seconds: float | None
    submitted_at: datetime


def passes(c: Connection, project: int, names: Renaming) -> Iterator[tuple[int, list[Row[Any] | Passed], str | None]]:
    """Each record that was answered: its latest counted responses with their times, and its gold as JSON.

    Keyed by the records' ids through ix_responses_record_id: memory is one page, whatever the project's size.
    """
    newest = and_(assignments.c.id == responses.c.assignment_id, assignments.c.response_id == responses.c.id)
    named = (responses.c.record_id, responses.c.stage, responses.c.cycle, responses.c.user_id)
    told = (cast(responses.c.answers, Text).label("said"), responses.c.active_seconds, responses.c.submitted_at)
    after = 0
    while ids := _ids(c, project, after):
        chosen = select(*named, *told).join(assignments, newest).where(responses.c.record_id.in_(ids))
        page: dict[int, list[Row[Any] | Passed]] = {}
        for row in c.execute(
            chosen.where(responses.c.surplus.is_(False)).order_by(responses.c.record_id, responses.c.id)
        ):
            said = names.text(row.said, lambda number=row.record_id: bodies(c, [number])[number])
            one = row if said is row.said else Passed(**{**row._asdict(), "said": said})
            page.setdefault(row.record_id, []).append(one)
        gold = select(records.c.id, cast(records.c.gold, Text)).where(
            records.c.id.in_(ids), records.c.gold.is_not(None)
        )
        known = {row.id: row[1] for row in c.execute(gold)}
        yield from ((number, page[number], known.get(number)) for number in ids if number in page)
        after = ids[-1]


def _ids(c: Connection, project: int, after: int) -> Sequence[int]:
    mine = (records.c.project_id == project, records.c.id > after)
    return c.scalars(select(records.c.id).where(*mine).order_by(records.c.id).limit(PAGE)).all()


def everybody(c: Connection, project: int, since: datetime) -> Sequence[Row[Any]]:
    """Per person: answered, since then, skipped, expired, leased, when last. By ix_assignments_user: no row is read.

    Answers that came with an import were given on another day, whenever they came in.
    """
    state = assignments.c.state

    def count(*when: ColumnElement[bool]) -> Any:
        return func.sum(case((and_(*when), 1), else_=0))

    chosen = select(
        assignments.c.user_id,
        count(state == "submitted").label("answered"),
        count(state == "submitted", assignments.c.submitted_at >= since).label("today"),
        count(state == "skipped").label("skipped"),
        count(state == "expired").label("expired"),
        count(state == "leased").label("leased"),
        func.max(assignments.c.submitted_at).label("last_at"),
    )
    grouped = chosen.where(assignments.c.project_id == project).group_by(assignments.c.user_id).subquery()
    today = case((users.c.imported, 0), else_=grouped.c.today).label("today")
    rest = [column for column in grouped.c if column.name != "today"]
    named = select(users.c.name, users.c.imported, users.c.removed_at, today, *rest)
    return c.execute(named.join(grouped, grouped.c.user_id == users.c.id).order_by(users.c.name).limit(10_000)).all()


def belongs(c: Connection, project: int, name: str) -> bool:
    """Whether somebody of this name is a member."""
    joined = select(members.c.user_id).join(users, users.c.id == members.c.user_id)
    return c.execute(joined.where(members.c.project_id == project, users.c.name == name)).first() is not None


def reasons(c: Connection, project: int, user: int, most: int) -> Sequence[Row[Any]]:
    """Why this person skipped, the commonest reason first; by ix_assignments_user."""
    skipped = (assignments.c.project_id == project, assignments.c.user_id == user, assignments.c.state == "skipped")
    n = func.count().label("n")
    chosen = select(assignments.c.skip_reason.label("reason"), n).where(*skipped)
    return c.execute(chosen.group_by(assignments.c.skip_reason).order_by(n.desc()).limit(most)).all()
