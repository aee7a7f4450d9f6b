"""Grading: an answer to a record with gold gets its score in the transaction that stores it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row

from accord.projects.service import ProjectRow
from accord.schema import grade_gold
from accord.work.queries import hidden


def grade(
    c: Connection, project: ProjectRow, row: Row[Any], answers: Mapping[str, Any], response: int, moment: datetime
) -> None:
    """Note how far the answers reach the known ones; records without gold, and gold that asks nothing here, have no grade.

    In hiding or not: whoever answers a record with gold in the ordinary way is graded, too, where the project has rules.
    """
    policy = project.spec.quality
    if row.hidden is None and not policy.rules:
        return
    known = hidden.gold(c, row.record_id)
    if not known:
        return
    asked = {question.name for question in project.spec.asked_in(row.stage)}
    told = {name: one for name, one in known.items() if name in asked}
    scores = [one.score for one in grade_gold(project.spec, told, answers) if one.score is not None]
    if not scores:
        return
    own = {"assignment_id": row.id, "project_id": project.id, "user_id": row.user_id, "kind": row.hidden or "gold"}
    hidden.grade(c, {**own, "score": sum(scores) / len(scores), "response_id": response, "at": moment})
