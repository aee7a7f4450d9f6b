"""Whom each stage is for, in numbers: how many members may work there, what keeps out the others, and where records wait for nobody."""

from __future__ import annotations

from collections import Counter
from typing import Any

from sqlalchemy import Connection

from accord.ground.clock import now
from accord.ground.database import Database
from accord.people import attributes, skills
from accord.people import queries as people
from accord.people.service import Caller
from accord.projects import queries as members
from accord.projects import service as projects
from accord.projects.service import ProjectRow
from accord.schema import Stage
from accord.work.queries import hidden, reading


def report(db: Database, caller: Caller, project: str) -> dict[str, Any]:
    """Every stage. Leads may answer everywhere, but are counted like others: a stage is not for those who stand in.

    Raises:
        NotFound, Forbidden: the project is not the caller's, or they are an annotator there.
    """
    found = projects.get(db, caller, project)
    found.needs("reviewer")
    with db.read() as c:
        waiting = reading.open_places(c, [found.id])[found.id]
        staff = _staff(c, found)
        return {"stages": [_stage(c, one, staff, waiting.get(one.name, 0)) for one in found.spec.stages]}


def _staff(c: Connection, project: ProjectRow) -> list[tuple[int, str, str, dict[str, int], bool]]:
    """Every member: number, name, role, skills, whether they are suspended."""
    rows = members.list_members(c, project.id)
    numbers = people.ids_by_name(c, [row.name for row in rows])
    out = []
    for row in rows:
        number = numbers[row.name]
        stopped = hidden.suspension(c, project.id, number, now()) is not None
        out.append((number, row.name, row.role, dict(skills.held(c, number)), stopped))
    return out


def _stage(c: Connection, stage: Stage, staff: Any, waiting: int) -> dict[str, Any]:
    lacking: Counter[str] = Counter()
    asks: dict[str, str] = {}
    may = []
    for number, name, role, held, stopped in staff:
        lacks = list(stage.who.lacks(name, role, held, leads=False))
        if stopped:
            lacks.append(("suspended", "stopped at present"))
        for condition, what in lacks:
            lacking[condition] += 1
            asks[condition] = _what(stage, condition) or what
        if not lacks:
            may.append(number)
    listed = [{"condition": name, "people": n, "asks": asks[name]} for name, n in lacking.most_common()]
    why = _why(c, stage, may, len(staff), listed)
    told = {"members": len(staff), "may": len(may), "waiting": waiting}
    return {"stage": stage.name, **told, "blocked": bool(why and waiting), "why": why, "lacking": listed}


def _what(stage: Stage, condition: str) -> str:
    """What a condition asks, whole."""
    asked = stage.who.json().get(condition)
    if isinstance(asked, dict):
        return ", ".join(name if level == 1 else f"{name} at level {level}" for name, level in asked.items())
    return ", ".join(asked) if isinstance(asked, list) else str(asked or "")


def _why(c: Connection, stage: Stage, may: list[int], members: int, lacking: list[dict[str, Any]]) -> str:
    """Why records cannot get all of their answers here; "" where they can."""
    if not may:
        if not lacking:
            return "the project has no members"
        first = lacking[0]
        if first["people"] == members:
            return f"nobody meets {first['condition']}: {first['asks']}"
        return "nobody meets all of the conditions at once: " + ", ".join(one["condition"] for one in lacking)
    if len(may) < stage.overlap.min:
        return f"each record needs {stage.overlap.min} people, and {len(may)} may work here"
    quota = stage.overlap.groups
    if quota is not None:
        groups = len(set(attributes.groups(c, quota.of, may).values()))
        if groups < quota.least:
            return f"each record needs {quota.least} groups of {quota.of}, and people of {groups} may work here"
    return ""
