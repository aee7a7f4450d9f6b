"""A new version of a project changes hours: what waits is looked at by the new ones, from when it came; in the version's transaction."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection

from accord.ground.clock import now
from accord.projects import service as projects
from accord.schema import Spec
from accord.schema.spec import Escalation
from accord.work import stages
from accord.work.queries import moves, reviews


def retime(c: Connection, project_id: int, old: Spec, new: Spec) -> dict[str, int]:
    """Deadlines of stages whose hours changed, and of open escalations, as the new version has them; how many of each."""
    before = {stage.name: stages.times(stage) for stage in old.stages}
    changed = [stage for stage in new.stages if before.get(stage.name, ()) != stages.times(stage)]
    gone = [name for name, hours in before.items() if hours and name not in {stage.name for stage in new.stages}]
    count = 0
    for name in [*gone, *(stage.name for stage in changed)]:
        moves.clear_deadlines(c, project_id, name)
    for stage in changed:
        if hours := stages.times(stage):
            count += moves.reset_deadlines(c, project_id, stage.name, timedelta(hours=hours[0]))
    raised = sum(_retimed(c, row, _asked(new, row)) for row in reviews.open_escalations(c, project_id, 100_000))
    return {name: n for name, n in (("deadlines", count), ("escalations", raised)) if n}


def _asked(spec: Spec, row: Any) -> Escalation | None:
    """What the new version asks of an escalation to this stage: of the same severity, if several lead there."""
    there = [move.escalate for stage in spec.stages for move in stage.next if move.to == row.stage and move.escalate]
    return next((one for one in there if one.severity == row.severity), there[0] if there else None)


def _retimed(c: Connection, row: Any, asked: Escalation | None) -> bool:
    if asked is None:
        return False
    due, remind = (row.opened_at + timedelta(hours=hours) for hours in (asked.hours, asked.remind))
    if (due, remind) == (row.due_at, row.remind_at):
        return False
    told: dict[str, datetime | None] = {"reminded_at": row.reminded_at, "overdue_at": row.overdue_at}
    moment = now()
    if remind > moment:
        told["reminded_at"] = None
    if due > moment:
        told["overdue_at"] = None
    reviews.retime(c, row.id, {"due_at": due, "remind_at": remind, **told})
    return True


projects.when_changed(retime)
