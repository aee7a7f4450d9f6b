"""SQL of quality control: evidence about one person, newest first; the log of actions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, and_, func, insert, or_, select, update

from accord.control.tables import actions, watched
from accord.people.tables import users
from accord.work.life_tables import verdicts
from accord.work.tables import assignments, responses
from accord.work.trust_tables import grades

MOST = 200  # actions on a page
PENDING = 500  # people looked at in one catching up


def graded(
    c: Connection, project_id: int, user_id: int, kinds: Sequence[str], since: datetime, most: int
) -> Sequence[Row[Any]]:
    """Scores of the person's known answers after then, newest first."""
    chosen = select(grades.c.score, grades.c.at).where(
        grades.c.project_id == project_id,
        grades.c.user_id == user_id,
        grades.c.kind.in_(list(kinds)),
        grades.c.at > since,
    )
    return c.execute(chosen.order_by(grades.c.at.desc(), grades.c.assignment_id.desc()).limit(most)).all()


def answered(c: Connection, project_id: int, user_id: int, since: datetime, most: int) -> Sequence[Row[Any]]:
    """The person's answers after then, newest first, each in its latest revision; known answers in hiding are among them."""
    columns = (
        assignments.c.record_id, assignments.c.stage, assignments.c.cycle, assignments.c.hidden,
        assignments.c.submitted_at, responses.c.answers, responses.c.active_seconds,
    )  # fmt: skip
    newest = and_(responses.c.id == assignments.c.response_id, responses.c.assignment_id == assignments.c.id)
    chosen = (
        select(*columns)
        .join(responses, newest)
        .where(assignments.c.project_id == project_id, assignments.c.user_id == user_id)
        .where(assignments.c.state == "submitted", assignments.c.submitted_at > since)
    )
    return c.execute(chosen.order_by(assignments.c.submitted_at.desc(), assignments.c.id.desc()).limit(most)).all()


def others(c: Connection, record_ids: Sequence[int], user_id: int) -> Sequence[Row[Any]]:
    """What other people's counted latest answers to these records are."""
    columns = (assignments.c.record_id, assignments.c.stage, assignments.c.cycle, responses.c.answers)
    newest = and_(responses.c.id == assignments.c.response_id, responses.c.assignment_id == assignments.c.id)
    chosen = (
        select(*columns)
        .join(responses, newest)
        .where(assignments.c.record_id.in_(list(record_ids)), assignments.c.user_id != user_id)
        .where(assignments.c.state == "submitted", responses.c.surplus.is_(False), assignments.c.hidden.is_(None))
    )
    return c.execute(chosen).all()


def ended(c: Connection, project_id: int, user_id: int, since: datetime, most: int) -> Sequence[Row[Any]]:
    """What the person answered or passed on after then, newest first."""
    chosen = select(assignments.c.state).where(
        assignments.c.project_id == project_id, assignments.c.user_id == user_id,
        assignments.c.state.in_(["submitted", "skipped"]), assignments.c.claimed_at > since,
    )  # fmt: skip
    return c.execute(chosen.order_by(assignments.c.claimed_at.desc(), assignments.c.id.desc()).limit(most)).all()


def reviewed(c: Connection, project_id: int, user_id: int, since: datetime, most: int) -> Sequence[Row[Any]]:
    """The newest verdict on each of the person's answers that was reviewed after then, newest first."""
    said = responses.alias("said")
    mine = and_(
        assignments.c.record_id == verdicts.c.record_id, assignments.c.project_id == project_id,
        assignments.c.user_id == user_id, assignments.c.state == "submitted",
        assignments.c.submitted_at < said.c.submitted_at, assignments.c.id != said.c.assignment_id,
    )  # fmt: skip
    newest = (
        select(assignments.c.id, assignments.c.response_id, func.max(verdicts.c.response_id).label("verdict"))
        .select_from(verdicts.join(said, said.c.id == verdicts.c.response_id).join(assignments, mine))
        .where(said.c.submitted_at > since)
        .group_by(assignments.c.id, assignments.c.response_id)
        .subquery()
    )
    chosen = select(verdicts.c.action, verdicts.c.wrong, newest.c.response_id).join(
        newest, newest.c.verdict == verdicts.c.response_id
    )
    return c.execute(chosen.order_by(newest.c.verdict.desc()).limit(most)).all()


def last_action(c: Connection, project_id: int, user_id: int, rule: str) -> Row[Any] | None:
    """The newest action of a rule on a person, undone or not."""
    mine = (actions.c.project_id == project_id, actions.c.user_id == user_id, actions.c.rule == rule)
    chosen = select(actions.c.id, actions.c.at).where(*mine).order_by(actions.c.id.desc()).limit(1)
    return c.execute(chosen).first()


def add(c: Connection, values: dict[str, Any]) -> int:
    """An action."""
    return int(c.execute(insert(actions).values(**values).returning(actions.c.id)).scalar_one())


def set_done(c: Connection, number: int, done: list[dict[str, Any]]) -> None:
    """What the action did."""
    c.execute(update(actions).where(actions.c.id == number).values(done=done))


def get(c: Connection, project_id: int, number: int) -> Row[Any] | None:
    """One action, held until the transaction ends."""
    chosen = select(actions).where(actions.c.project_id == project_id, actions.c.id == number)
    return c.execute(chosen.with_for_update()).first()


def undo(c: Connection, number: int, who: int, why: str, at: datetime, done: list[dict[str, Any]]) -> None:
    """The action is undone."""
    values = {"undone_at": at, "undone_by": who, "undone_why": why, "done": done}
    c.execute(update(actions).where(actions.c.id == number).values(**values))


def see(c: Connection, project_id: int, at: datetime) -> int:
    """A lead has looked; how many were new."""
    unseen = (actions.c.project_id == project_id, actions.c.seen_at.is_(None))
    return c.execute(update(actions).where(*unseen).values(seen_at=at)).rowcount


def list_(c: Connection, project_id: int, user_id: int | None, before: int | None, limit: int) -> Sequence[Row[Any]]:
    """Actions in a project (on one person), newest first, with names."""
    undoer = users.alias("undoer")
    chosen = (
        select(actions, users.c.name.label("person"), undoer.c.name.label("undone_by_name"))
        .join(users, users.c.id == actions.c.user_id)
        .outerjoin(undoer, undoer.c.id == actions.c.undone_by)
        .where(actions.c.project_id == project_id)
    )
    if user_id is not None:
        chosen = chosen.where(actions.c.user_id == user_id)
    if before is not None:
        chosen = chosen.where(actions.c.id < before)
    return c.execute(chosen.order_by(actions.c.id.desc()).limit(min(limit, MOST))).all()


def count_new(c: Connection, project_id: int) -> int:
    """Actions that no lead has looked at."""
    chosen = select(func.count()).where(actions.c.project_id == project_id, actions.c.seen_at.is_(None))
    return int(c.execute(chosen).scalar_one())


def newest(c: Connection, project_id: int, user_id: int) -> int:
    """The newest response of a person in a project."""
    mine = (assignments.c.project_id == project_id, assignments.c.user_id == user_id)
    return int(c.execute(select(func.max(assignments.c.response_id)).where(*mine)).scalar() or 0)


def watch(c: Connection, project_id: int, user_id: int, response_id: int) -> None:
    """The person was looked at up to this response."""
    mine = (watched.c.project_id == project_id, watched.c.user_id == user_id)
    if not c.execute(update(watched).where(*mine).values(response_id=response_id)).rowcount:
        c.execute(insert(watched).values(project_id=project_id, user_id=user_id, response_id=response_id))


def pending(c: Connection, project_id: int) -> list[int]:
    """People of a project who answered since they were looked at last."""
    newest = (
        select(assignments.c.user_id, func.max(assignments.c.response_id).label("newest"))
        .where(assignments.c.project_id == project_id, assignments.c.response_id.is_not(None))
        .group_by(assignments.c.user_id)
        .subquery()
    )
    seen = and_(watched.c.project_id == project_id, watched.c.user_id == newest.c.user_id)
    chosen = select(newest.c.user_id).select_from(newest.outerjoin(watched, seen))
    chosen = chosen.where(or_(watched.c.response_id.is_(None), watched.c.response_id < newest.c.newest))
    return list(c.execute(chosen.limit(PENDING)).scalars())
