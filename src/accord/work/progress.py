"""How far things are: one project for its people, all of one's projects as a list."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from statistics import median
from typing import Any

from sqlalchemy import Connection

from accord.ground.clock import now
from accord.ground.database import Database
from accord.people import skills
from accord.people.service import Caller
from accord.people.tables import ROLES
from accord.projects import service as projects
from accord.projects.service import ProjectRow
from accord.schema.moves import ENDS
from accord.work import hiding, shapes, stages
from accord.work.queries import hidden, moves, reading

ABOUT = 10  # where known answers hide, annotators are told round numbers


def progress(db: Database, caller: Caller, project: str) -> dict[str, Any]:
    """Records and stages, one's own answers, and for reviewers and leads each person's.

    Raises:
        NotFound: the project is not the caller's.
    """
    found = projects.get(db, caller, project)
    with db.read() as c:
        total = reading.totals(c, [found.id]).get(found.id, 0) - _hidden(c, found)
        by_stage = reading.stages(c, found.id)
        today = reading.mine_since(c, caller.user_id, [found.id], _midnight()).get(found.id, 0)
        ever = reading.mine_since(c, caller.user_id, [found.id], None).get(found.id, 0)
        people = reading.people(c, found.id, _midnight()) if _reviews(found) else []
        times = reading.seconds(c, found.id) if people else {}
    counts: dict[str, dict[str, int]] = {one.name: {"open": 0, "done": 0} for one in found.spec.stages}
    for row in by_stage:
        counts.setdefault(row.stage, {"open": 0, "done": 0})[row.state] = row.n
    if hiding.hides_from(found) and not _reviews(
        found
    ):  # a count that stands still would tell a known answer from a record
        counts = {name: {state: n // ABOUT * ABOUT for state, n in one.items()} for name, one in counts.items()}
        total = total // ABOUT * ABOUT
    ends = _ends(db, found) if _reviews(found) else {}
    waiting = min(total, sum(one["open"] for one in counts.values()))
    out = {
        "records": {"total": total, "open": waiting, "done": total - waiting},
        "mine": {"today": today, "total": ever},
        "stages": [{"name": name, "open": one["open"], "done": one["done"]} for name, one in counts.items()],
    }
    if _reviews(found):
        out["ends"] = {"done": max(0, total - waiting - sum(ends.values())), **ends}
    return {**out, "people": [_person(row, times.get(row.id)) for row in people]} if _reviews(found) else out


def list_projects(db: Database, caller: Caller, archived: bool = False) -> list[dict[str, Any]]:
    """One's projects with what is open there and what one did today; as many queries for one as for a hundred.

    `archived`: instead those that are archived and that one leads. `waiting`: records in later stages that this person may answer;
    None where there is but one stage.
    """
    found = projects.list_(db, caller, archived=archived)
    ids = [one.id for one in found]
    with db.read() as c:
        away = {one.id: _hidden(c, one) for one in found}
        totals = {number: n - away.get(number, 0) for number, n in reading.totals(c, ids).items()}
        waiting = reading.open_places(c, ids)
        today = reading.mine_since(c, caller.user_id, ids, _midnight())
        held = skills.held(c, caller.user_id)
    names = {one.id: one.name for one in found}
    return [
        {
            **_project(one, totals.get(one.id, 0), waiting[one.id], today.get(one.id, 0), caller, held),
            "part_of": names.get(one.part_of or 0),
        }
        for one in found
        if archived or not _over(one, held)
    ]


def _over(one: ProjectRow, held: Mapping[str, int]) -> bool:
    """A round that is closed, and an exam that one has passed or that is paused, are nobody's work; leads keep their exams."""
    exam = one.spec.exam
    if exam is None:
        return one.part_of is not None and one.paused
    return not _reviews(one) and (one.paused or held.get(exam.skill, 0) >= exam.level)


def _project(
    one: ProjectRow, total: int, by_stage: dict[str, int], today: int, caller: Caller, held: Mapping[str, int]
) -> dict[str, Any]:
    if hiding.hides_from(one) and not _reviews(one):
        total, by_stage = total // ABOUT * ABOUT, {name: n // ABOUT * ABOUT for name, n in by_stage.items()}
    open_ = min(total, sum(by_stage.values()))
    later = [stage for stage in one.spec.stages[1:] if stages.missing(stage, one.role, caller.name, held) is None]
    return {
        "name": one.name,
        "title": one.spec.title or one.name,
        "description": one.spec.description,
        "purpose": one.spec.purpose,
        "role": one.role,
        "version": one.version,
        "paused": one.paused,
        "archived_at": shapes.moment(one.archived_at),
        "records": total,
        "done": total - open_,
        "open": open_,
        "mine_today": today,
        "waiting": sum(by_stage.get(stage.name, 0) for stage in later) if len(one.spec.stages) > 1 else None,
    }


def _person(row: Any, times: list[float] | None) -> dict[str, Any]:
    return {
        "name": row.name,
        "imported": bool(row.imported),
        "answered": int(row.answered),
        "today": int(row.today),
        "skipped": int(row.skipped),
        "median_active_seconds": median(times) if times else None,
        "last_at": shapes.moment(row.last_at),
    }


def _hidden(c: Connection, one: ProjectRow) -> int:
    """How many of the records are known answers in hiding: they are nobody's work to finish."""
    return hidden.count_gold(c, one.id, hiding.stage_of(one).name) if one.spec.quality.hides else 0


def _ends(db: Database, found: ProjectRow) -> dict[str, int]:
    """How many records came to the other ends that the graph has."""
    named = [end for end in ENDS[1:] if any(move.to == end for stage in found.spec.stages for move in stage.next)]
    if not named:
        return {}
    with db.read() as c:
        counted = moves.ends(c, found.id, named)
    return {end: counted.get(end, 0) for end in named}


def _reviews(found: ProjectRow) -> bool:
    return ROLES.index(found.role) >= ROLES.index("reviewer")


def _midnight() -> datetime:
    return now().replace(hour=0, minute=0, second=0, microsecond=0)
