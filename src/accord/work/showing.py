"""What a person sees beside the record: earlier answers where the stage shows them, why it came back, comments."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from string import ascii_uppercase
from typing import Any

from sqlalchemy import Connection, Row

from accord.projects.service import ProjectRow
from accord.schema import Stage, present
from accord.schema.standing import revises
from accord.work import shapes, standing
from accord.work.queries import moves, responses, reviews


def beside(c: Connection, project: ProjectRow, row: Row[Any]) -> dict[str, Any]:
    """`shown`, `returned` and `comments` of an assignment; nothing, and no query, for a first stage in its first cycle."""
    stage = next((one for one in project.spec.stages if one.name == row.stage), None)
    out: dict[str, Any] = {}
    if stage is None:
        return out
    name = namer(project, stage, row.id)
    if stage.shows or revises(project.spec):
        body, said = standing.seen(c, project.spec, row.record_id, row.stage, row.body)
        out["record"] = present(project.spec, {"id": row.key, **body}, row.presentation)
        out["earlier"] = said
    if stage.shows:
        out["shown"] = _shown(c, stage, row, name)
    if row.cycle and (back := _returned(c, row, name)):
        out["returned"] = back
    if (row.cycle or stage.shows or stage.kind != "annotate") and (said := reviews.comments_of(c, row.record_id)):
        out["comments"] = [comment(one, name(one.user_id)) for one in said]
    return out


def namer(project: ProjectRow, stage: Stage, assignment: int) -> Callable[[int], str]:
    """How people are called there: by pseudonym, or where the stage is blind by letters that mean nothing elsewhere."""
    if not stage.blind:
        return project.pseudonym
    known: dict[int, str] = {}
    start = int(hashlib.sha256(f"{project.salt}/{assignment}".encode()).hexdigest(), 16)

    def letter(user_id: int) -> str:
        return known.setdefault(user_id, ascii_uppercase[(start + len(known)) % 26])

    return letter


def comment(row: Row[Any], person: str) -> dict[str, Any]:
    """A comment as JSON."""
    return {
        "id": row.id,
        "thread": row.thread_id,
        "response": f"re_{row.response_id}" if row.response_id is not None else None,
        "person": person,
        "anchor": row.anchor,
        "text": row.text,
        "at": shapes.moment(row.at),
        "resolved_at": shapes.moment(row.resolved_at),
    }


def _shown(c: Connection, stage: Stage, row: Row[Any], name: Callable[[int], str]) -> list[dict[str, Any]]:
    rows = list(responses.shown(c, row.record_id, stage.shows))
    if stage.blind:  # nor does the order say who came first
        rows.sort(key=lambda one: (one.cycle, hashlib.sha256(f"{row.id}/{one.user_id}".encode()).digest()))
    said = {one.response_id: one for one in reviews.verdicts_of(c, row.record_id)}
    out = []
    for one in rows:
        entry = {"response": f"re_{one.id}", "stage": one.stage, "cycle": one.cycle, "person": name(one.user_id)}
        entry |= {"answers": one.answers, "verdict": verdict(said[one.id]) if one.id in said else None}
        out.append(entry)
    return out


def verdict(row: Row[Any]) -> dict[str, Any]:
    """A verdict as JSON."""
    of = f"re_{row.of_id}" if row.of_id is not None else None
    return {
        "action": row.action,
        "reason": row.reason,
        "comment": row.comment,
        "of": of,
        "wrong": [f"re_{n}" for n in row.wrong or ()],
    }


def _returned(c: Connection, row: Row[Any], name: Callable[[int], str]) -> dict[str, Any] | None:
    """Why the record is in this stage again."""
    moved = moves.into(c, (row.record_id, row.stage, row.cycle))
    if moved is None:
        return None
    said = moved.why.get("verdict") or {}
    return {
        "from": moved.from_stage,
        "at": shapes.moment(moved.at),
        "person": name(moved.user_id) if moved.user_id is not None and said else None,
        "reason": said.get("reason", ""),
        "comment": said.get("comment") or moved.why.get("comment", ""),
    }
