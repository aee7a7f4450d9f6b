"""SQL of calibration rounds: the rounds, who takes part, what each said before and after the reveal."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, and_, exists, func, insert, select, update

from accord.calibration.tables import rounds
from accord.ground.database import AnyRow
from accord.people.tables import users
from accord.projects.tables import members, projects
from accord.records.tables import records
from accord.work.life_tables import comments
from accord.work.tables import assignments, places, responses


def add(c: Connection, values: dict[str, Any]) -> None:
    """A new round."""
    c.execute(insert(rounds).values(**values))


def next_number(c: Connection, project: int) -> int:
    """The number of the project's next round."""
    return int(c.scalar(select(func.max(rounds.c.number)).where(rounds.c.project_id == project)) or 0) + 1


def get(c: Connection, project: int, number: int) -> AnyRow | None:
    """A round of a project."""
    return c.execute(_named().where(rounds.c.project_id == project, rounds.c.number == number)).first()


def of_votes(c: Connection, votes: int) -> AnyRow | None:
    """The round whose votes this project holds."""
    return c.execute(_named().where(rounds.c.votes_id == votes)).first()


def list_(c: Connection, project: int, person: int | None) -> Sequence[AnyRow]:
    """The project's rounds, newest first; `person`: only those that they take part in."""
    chosen = _named().where(rounds.c.project_id == project)
    if person is not None:
        mine = and_(members.c.project_id == rounds.c.votes_id, members.c.user_id == person)
        chosen = chosen.where(exists().where(mine))
    return c.execute(chosen.order_by(rounds.c.number.desc()).limit(500)).all()


def waiting(c: Connection) -> list[int]:
    """Projects of votes whose rounds reveal themselves and have not yet."""
    return list(c.scalars(select(rounds.c.votes_id).where(rounds.c.auto.is_(True), rounds.c.state == "voting")))


def set_state(c: Connection, number: int, state: str, moment: datetime) -> None:
    """It is revealed, or closed."""
    at = {"revealed": "revealed_at", "closed": "closed_at"}[state]
    c.execute(update(rounds).where(rounds.c.id == number).values(state=state, **{at: moment}))


def pause(c: Connection, project: int) -> None:
    """Nobody gets a record of this project any more."""
    c.execute(update(projects).where(projects.c.id == project).values(paused=True))


def people(c: Connection, votes: int) -> Sequence[AnyRow]:
    """Who takes part, by name: those who are annotators where the votes are."""
    joined = select(users.c.id, users.c.name).join(members, members.c.user_id == users.c.id)
    mine = (members.c.project_id == votes, members.c.role == "annotator")
    return c.execute(joined.where(*mine).order_by(users.c.name)).all()


def annotators(c: Connection, project: int, names: Sequence[str]) -> dict[str, int]:
    """Members of the project by name: these, or (without names) all its annotators."""
    joined = select(users.c.id, users.c.name).join(members, members.c.user_id == users.c.id)
    chosen = joined.where(members.c.project_id == project)
    chosen = chosen.where(users.c.name.in_(names)) if names else chosen.where(members.c.role == "annotator")
    return {row.name: row.id for row in c.execute(chosen.order_by(users.c.name))}


def leads(c: Connection, project: int) -> list[int]:
    """The project's leads."""
    return list(c.scalars(select(members.c.user_id).where(members.c.project_id == project, members.c.role == "lead")))


def first_keys(c: Connection, project: int, most: int) -> list[str]:
    """The oldest records that are not withdrawn and have no known answer."""
    chosen = select(records.c.key).where(
        records.c.project_id == project, records.c.withdrawn_at.is_(None), records.c.gold.is_(None)
    )
    return list(c.scalars(chosen.order_by(records.c.id).limit(most)))


def keys(c: Connection, numbers: Sequence[int]) -> dict[int, str]:
    """Keys of records that are not withdrawn."""
    chosen = select(records.c.id, records.c.key).where(records.c.id.in_(numbers), records.c.withdrawn_at.is_(None))
    return {row.id: row.key for row in c.execute(chosen)}


def records_of(c: Connection, project: int, keys: Sequence[str] | None = None) -> Sequence[AnyRow]:
    """Records with key, title, what they hold and whether something is known of them."""
    columns = (records.c.id, records.c.key, records.c.title, records.c.body, records.c.gold)
    chosen = select(*columns).where(records.c.project_id == project)
    if keys is not None:
        chosen = chosen.where(records.c.key.in_(keys))
    return c.execute(chosen.order_by(records.c.id)).all()


def votes(c: Connection, project: int) -> Sequence[AnyRow]:
    """Everybody's latest answers, by record and stage, in the order they came."""
    newest = and_(assignments.c.id == responses.c.assignment_id, assignments.c.response_id == responses.c.id)
    columns = (responses.c.record_id, responses.c.stage, responses.c.cycle, responses.c.user_id, responses.c.answers)
    chosen = select(*columns, assignments.c.presentation).join(assignments, newest)
    mine = (responses.c.project_id == project, responses.c.surplus.is_(False))
    return c.execute(chosen.where(*mine).order_by(responses.c.record_id, responses.c.id)).all()


def counts(c: Connection, project: int) -> dict[tuple[int, str], int]:
    """How many records each person has answered in each stage."""
    chosen = select(assignments.c.user_id, assignments.c.stage, func.count().label("n")).where(
        assignments.c.project_id == project, assignments.c.state == "submitted"
    )
    grouped = chosen.group_by(assignments.c.user_id, assignments.c.stage)
    return {(row.user_id, row.stage): row.n for row in c.execute(grouped)}


def places_of(c: Connection, project: int, stage: str) -> Sequence[AnyRow]:
    """The places of a stage, held until the transaction ends."""
    chosen = select(places).where(places.c.project_id == project, places.c.stage == stage)
    return c.execute(chosen.order_by(places.c.record_id).with_for_update()).all()


def comments_of(c: Connection, project: int) -> Sequence[AnyRow]:
    """What was said of the round's records, oldest first."""
    return c.execute(select(comments).where(comments.c.project_id == project).order_by(comments.c.id).limit(5000)).all()


def _named() -> Any:
    return select(rounds, projects.c.name).join(projects, projects.c.id == rounds.c.votes_id)
