"""Stopping a person in a project, and letting them go on: nothing they did is lost either way.

What they hold is released with its drafts; what they submit all the same is kept as surplus, and counts once they may go on and its
place is free. Their answers so far stand, unless they are set aside by themselves (`setting_aside`).
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from accord.projects.service import ProjectRow
from accord.records import queries as records
from accord.schema import Spec
from accord.work import setting_aside
from accord.work.queries import aside, assignments, places


def suspend(
    c: Connection,
    project_id: int,
    user_id: int,
    why: str,
    moment: datetime,
    until: datetime | None = None,
    guidelines: str | None = None,
) -> dict[str, Any]:
    """The person gets nothing from now on; what is needed to undo it.

    Args:
        until: when it ends by itself.
        guidelines: it ends when the person acknowledges these.
    """
    alone(c, project_id, user_id)
    values = {"project_id": project_id, "user_id": user_id, "why": why[:500], "since": moment}
    before = aside.stop(c, {**values, "until": until, "guidelines": guidelines})
    held = aside.leases(c, project_id, user_id)
    for row in held:
        assignments.change(c, row.id, state="released", lease_until=None)
    places.give_back(c, [(row.record_id, row.stage, row.cycle) for row in held if row.hidden is None])
    return {"since": moment.isoformat(), "before": before, "released": len(held)}


def go_on(
    c: Connection, spec: Spec, project_id: int, user_id: int, effect: dict[str, Any] | None = None
) -> dict[str, Any]:
    """The person may go on; what they sent meanwhile counts where its place is free. With an `effect` of `suspend`: undo that one.

    Where somebody has suspended them since, that stands.
    """
    alone(c, project_id, user_id)
    now_stopped = aside.stopped(c, project_id, user_id)
    since = datetime.fromisoformat(effect["since"]) if effect else now_stopped.since if now_stopped else None
    if now_stopped is None or since is None or now_stopped.since != since:
        return {"lifted": False}
    aside.lift(c, project_id, user_id)
    before = effect.get("before") if effect else None
    if before is not None:
        times = {key: datetime.fromisoformat(before[key]) if before[key] else None for key in ("since", "until")}
        aside.stop(c, {"project_id": project_id, "user_id": user_id, **before, **times})
        return {"lifted": True, "counted": 0}
    rows = [row for row in aside.surplus_since(c, project_id, user_id, since) if row.hidden is None]
    return {"lifted": True, "counted": sum(setting_aside.count_again(c, spec, row) for row in rows)}


def alone(c: Connection, project_id: int, user_id: int) -> None:
    """Not while the person claims: a claim either came before and is seen, or sees what is done here."""
    records.one_at_a_time(c, f"claims of {user_id} in {project_id}")


def lift_by_reading(c: Connection, project: ProjectRow, user_id: int) -> bool:
    """The person acknowledged the guidelines: a suspension that waits for it ends. False where none does."""
    found = aside.stopped(c, project.id, user_id)
    if found is None or found.guidelines is None:
        return False
    go_on(c, project.spec, project.id, user_id)
    return True
