"""Rows of the database as the lines of a dataset: records, responses under pseudonyms, consensus with what it rests on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from accord.schema import Spec
from accord.schema.consensus import consensus


def record_line(row: Any) -> dict[str, Any]:
    """A record in its shape; gold with it."""
    return {"id": row.key, **row.body, **({"gold": row.gold} if row.gold else {})}


def response_line(row: Any, record: str, person: str) -> dict[str, Any]:
    """A response in its shape; `person` is their pseudonym."""
    return {
        "response": f"re_{row.id}",
        "record": record,
        "stage": row.stage,
        "cycle": row.cycle,
        "person": person,
        "revision": row.revision,
        "parent": f"re_{row.parent_id}" if row.parent_id else None,
        "answers": row.answers,
        "presentation": row.presentation,
        "spec_version": row.spec_version,
        "guidelines": row.guidelines,
        "active_seconds": row.active_seconds,
        "wall_seconds": row.wall_seconds,
        "claimed_at": _moment(row.claimed_at),
        "submitted_at": _moment(row.submitted_at),
    }


def consensus_line(spec: Spec, record: str, rows: Sequence[Any], ties: str) -> dict[str, Any] | None:
    """The answers of a record as one, each question from the last stage that answered it; None when nobody has."""
    stages = _last_stages(spec, rows)
    if not stages:
        return None
    answers, used = [], []
    for row in rows:
        part = {name: given for name, given in row.answers.items() if stages.get(name) == (row.stage, row.cycle)}
        if part:
            answers.append(part)
            used.append(f"re_{row.id}")
    made = consensus(spec, answers, ties)
    return {"record": record, **made, "stages": {name: stage for name, (stage, _) in stages.items()}, "responses": used}


def _last_stages(spec: Spec, rows: Sequence[Any]) -> Mapping[str, tuple[str, int]]:
    """The last stage, in its last cycle, in which each question was answered."""
    place = {stage.name: at for at, stage in enumerate(spec.stages)}
    last: dict[str, tuple[str, int]] = {}
    for row in sorted(rows, key=lambda row: (place.get(row.stage, -1), row.cycle)):
        for name in row.answers:
            if name in spec.questions and row.stage in place:
                last[name] = (row.stage, row.cycle)
    return last


def _moment(at: datetime | None) -> str | None:
    return at.isoformat().replace("+00:00", "Z") if at else None
