"""Puts places in the order that their stage asks for, when records come or change."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection

from accord.ground.database import Database
from accord.projects.service import ProjectRow
from accord.records import queries as records
from accord.schema import Stage
from accord.schema.audience import GROUP
from accord.work.cursors import CURSORS
from accord.work.queries import places
from accord.work.ranking import rank

PAGE = 1000


def batched(stage: Stage) -> bool:
    """Whether the stage goes by groups of records."""
    return stage.order == "batch" or stage.who.same_person == GROUP


def arrange(c: Connection, project: ProjectRow, stage: Stage, before: int) -> None:
    """Give the records above `before` their rank and batch in the stage; nothing to do where they go as they came."""
    if stage.order == "oldest" and not batched(stage):
        return
    while page := records.after(c, project.id, before, PAGE):
        _arrange(c, project, stage, {row.id: row.body for row in page})
        before = page[-1].id


def opened(
    c: Connection, project_id: int, stage: Stage, record: int, body: Mapping[str, Any]
) -> tuple[int, str | None]:
    """Rank and batch of one record that comes to the stage."""
    batch = str(body["group"])[:200] if batched(stage) and body.get("group") else None
    first = None
    if batch and stage.order == "batch":
        first = places.firsts(c, project_id, stage.name, [batch]).get(batch, record) << 20
    return rank(stage.order, record, body, stage.name, first), batch


def again(db: Database, project: ProjectRow) -> None:
    """Arrange all records anew, a page a transaction: some changed what the order goes by."""
    for stage in project.spec.stages:
        before = 0 if stage.order != "oldest" or batched(stage) else None
        while before is not None:

            def work(c: Connection, stage: Stage = stage, before: int = before) -> int | None:
                page = records.after(c, project.id, before, PAGE)
                _arrange(c, project, stage, {row.id: row.body for row in page})
                return page[-1].id if page else None

            before = db.write(work)
    CURSORS.forget_all(db, project.id)


def _arrange(c: Connection, project: ProjectRow, stage: Stage, bodies: Mapping[int, Mapping[str, Any]]) -> None:
    groups: dict[int, str | None] = dict.fromkeys(bodies)
    if batched(stage):
        groups = {record: str(body["group"])[:200] if body.get("group") else None for record, body in bodies.items()}
    names = sorted({name for name in groups.values() if name})
    firsts = places.firsts(c, project.id, stage.name, names) if names else {}
    rows = []
    for record, body in bodies.items():
        batch = groups[record]
        first = firsts.setdefault(batch, record) << 20 if batch else None
        rows.append((record, rank(stage.order, record, body, stage.name, first), batch))
    places.arrange(c, stage.name, rows)
