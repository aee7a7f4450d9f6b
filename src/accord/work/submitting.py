"""Submitting: checked against the spec, stored as a revision, counted once; one transaction, durable before the answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from pydantic_core import to_json
from sqlalchemy import Connection, Row

from accord.ground.audit import note
from accord.ground.clock import now
from accord.ground.database import Database
from accord.ground.errors import Conflict, Gone, Invalid, NotFound
from accord.people.service import Caller
from accord.projects import service as projects
from accord.projects.service import ProjectRow
from accord.records import queries as records
from accord.schema import Fault, Stage, changed_questions, check_answers
from accord.work import audience, deciding, grading, precedents, shapes, standing
from accord.work.advancing import Cause, count_answer
from accord.work.deciding import Verdict
from accord.work.evidence import checkable
from accord.work.leases import check_size
from accord.work.listening import tell
from accord.work.queries import assignments, hidden, places, responses, reviews


@dataclass(frozen=True, slots=True)
class Submitted:
    """A stored revision."""

    response: int
    revision: int
    surplus: bool = False

    def json(self) -> dict[str, Any]:
        """As it goes over the wire."""
        return {"response": f"re_{self.response}", "revision": self.revision}


@dataclass(frozen=True, slots=True)
class _Sent:
    answers: dict[str, Any]
    active_seconds: float | None
    key: str | None
    hash: str
    verdict: Verdict | None = None


def submit(
    db: Database,
    caller: Caller,
    assignment: str,
    answers: Any,
    *,
    active_seconds: float | None = None,
    spec_version: int | None = None,
    key: str | None = None,
    verdict: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """Store the answers to an assignment. Again with the same `key` is once. `verdict`: what a reviewer decides (`deciding`).

    A second submit of an answered assignment is a new revision, as long as the record's next stage has not begun.
    After the lease ended it counts if the place is still free, else it is kept as surplus.

    Raises:
        NotFound: it is not the caller's assignment.
        Invalid: the answers do not fit; nothing was stored.
        Conflict: the same key with another body; the spec moved on in these questions; the next stage has begun.
        Gone: the place was taken; the response is kept as surplus and the error's `response` names it.
    """
    number = shapes.assignment_number(assignment)
    if odd := check_size(answers):
        raise Invalid("The answers do not fit the project", faults=odd)
    hashed = sha256(to_json([answers, spec_version, *([verdict] if verdict else [])])).hexdigest()
    with db.read() as c:
        row = assignments.find(c, number)
        if row is None or row.user_id != caller.user_id:
            raise NotFound("There is no such assignment")
        project = projects.find_by_id(db, c, caller, row.project_id)
        stored = _replayed(c, row, key, hashed)
        if stored is None:
            _check_version(db, c, project, row, spec_version, answers)
            stage = _stage(project, row)
            said = deciding.read(c, stage, row.record_id, verdict, answers)
            body, earlier = standing.seen(c, project.spec, row.record_id, row.stage, row.body)
    if stored is None:
        shape = checkable(db, project, {"id": row.key, **body}, answers)
        fits = _checked(project, row, answers, shape, earlier) if deciding.asks_answers(stage, said) else {}
        sent = _Sent(fits, active_seconds, key, hashed, said)
        stored = db.write(lambda c: _store(c, caller, project, row, sent))
        tell(db, project, row.user_id)
    if stored.surplus:
        with db.read() as c:
            stopped = hidden.suspension(c, project.id, row.user_id, now())
        why = "You were stopped meanwhile" if stopped else "The lease ended and others took the place"
        raise Gone(f"{why}; your answers are kept beside theirs", **stored.json())
    return stored.json()


def _replayed(c: Connection, row: Row[Any], key: str | None, hashed: str) -> Submitted | None:
    old = responses.of_key(c, row.id, key) if key and row.response_id is not None else None
    if old is None:
        return None
    if old.body_hash != hashed:
        raise Conflict("This idempotency key came with other answers before; use a new key for new answers")
    return Submitted(old.id, old.revision, bool(old.surplus))


def _check_version(
    db: Database, c: Connection, project: ProjectRow, row: Row[Any], version: int | None, answers: Mapping[str, Any]
) -> None:
    """What the person answered must still be what is asked, and nothing new be asked beside it."""
    seen = row.spec_version if version is None else version
    if seen == project.version:
        return
    if seen > project.version:
        raise Invalid(
            "There is no such spec version",
            faults=[Fault("/spec_version", "unknown-version", f"the newest is {project.version}")],
        )
    if row.stage not in [stage.name for stage in project.spec.stages]:
        raise Conflict(f"The project has no stage {row.stage} any more", spec_version=project.version)
    old = projects.spec_of(db, c, project.id, seen)
    fresh = {question.name for question in project.spec.asked_in(row.stage)} - set(old.questions)
    if touched := sorted(changed_questions(old, project.spec) & (fresh | set(answers))):
        raise Conflict(
            f"The questions changed while you worked: {', '.join(touched)}. Claim again to get the record with the new ones",
            questions=touched,
            spec_version=project.version,
        )


def _stage(project: ProjectRow, row: Row[Any]) -> Stage:
    found = next((stage for stage in project.spec.stages if stage.name == row.stage), None)
    if found is None:
        raise Conflict(f"The project has no stage {row.stage} any more", spec_version=project.version)
    return found


def _checked(
    project: ProjectRow, row: Row[Any], answers: Any, shape: Mapping[str, Any], earlier: Mapping[str, Any]
) -> dict[str, Any]:
    stored, faults = check_answers(project.spec, row.stage, shape, answers, earlier=earlier)
    if faults:
        raise Invalid("The answers do not fit the project", faults=[fault.under("/answers") for fault in faults])
    return stored


def _store(c: Connection, caller: Caller, project: ProjectRow, seen: Row[Any], sent: _Sent) -> Submitted:
    row, moment = assignments.lock(c, seen.id), now()
    if (stored := _replayed(c, row, sent.key, sent.hash)) is not None:
        return stored
    key = (row.record_id, row.stage, row.cycle)
    edit = row.state == "submitted"
    if edit and assignments.begun_after(c, row):
        raise Conflict("The record's next stage has begun; this answer stands")
    surplus = not edit and row.state != "leased" and not _take_late(c, project, row, moment)
    last = responses.latest(c, row.id) if row.response_id is not None else None
    revision = last.revision + 1 if last else 1
    parent = last.id if last else sent.verdict.of if sent.verdict and sent.verdict.action == "fix" else None
    if edit and sent.verdict:
        _same_action(c, row, sent.verdict)
    number = responses.add(c, _values(project, row, sent, moment, revision, parent, surplus))
    if sent.verdict:
        deciding.store(c, number, row.record_id, sent.verdict)
    if surplus:
        assignments.change(c, row.id, response_id=number, submitted_at=moment, draft=None)
        return Submitted(number, revision, True)
    assignments.change(
        c, row.id, state="submitted", response_id=number, submitted_at=moment, lease_until=None, draft=None
    )
    grading.grade(c, project, row, sent.answers, number, moment)
    if not edit and row.hidden is None:
        count_answer(
            c,
            project.spec,
            key,
            seen.body.get("meta"),
            Cause(row.user_id, sent.verdict.json() if sent.verdict else None),
        )
    if sent.verdict:
        _leave(c, caller, project, seen, sent)
    return Submitted(number, revision)


def _leave(c: Connection, caller: Caller, project: ProjectRow, seen: Row[Any], sent: _Sent) -> None:
    """What the verdict leaves for later."""
    assert sent.verdict is not None
    why = sent.verdict.comment
    if sent.verdict.gold:
        precedents.make_gold(c, caller, project, seen.record_id, seen.key, sent.answers, why)
    if sent.verdict.example:
        title = records.title(c, seen.record_id)
        precedents.add_example(c, caller, project, title, seen.key, sent.answers, (sent.verdict.reason, why))
    told = {"stage": seen.stage, "cycle": seen.cycle, "reason": sent.verdict.reason}
    note(c, caller, f"record.{sent.verdict.action}", f"projects/{project.name}/records/{seen.key}", told)


def _take_late(c: Connection, project: ProjectRow, row: Row[Any], moment: datetime) -> bool:
    """The place is taken again after the lease ended, by those who still may: not by who is suspended, or worked on the record since."""
    if hidden.suspension(c, project.id, row.user_id, moment) is not None:
        return False
    if row.hidden is not None:
        return True
    stage = next((one for one in project.spec.stages if one.name == row.stage), None)
    if stage is not None and not audience.still(c, stage, row):
        return False
    return places.take(c, (row.record_id, row.stage, row.cycle))


def _same_action(c: Connection, row: Row[Any], verdict: deciding.Verdict) -> None:
    """The record went where the first verdict sent it: words may be changed afterwards, the decision may not."""
    before = next(one for one in reviews.verdicts_of(c, row.record_id) if one.response_id == row.response_id)
    if before.action != verdict.action:
        raise Conflict(f"The record has moved on by your {before.action}; a lead can send it back")


def _values(
    project: ProjectRow, row: Row[Any], sent: _Sent, moment: datetime, revision: int, parent: int | None, surplus: bool
) -> dict[str, Any]:
    where = {"project_id": row.project_id, "record_id": row.record_id, "stage": row.stage, "cycle": row.cycle}
    said = {"answers": sent.answers, "presentation": row.presentation, "active_seconds": sent.active_seconds}
    under = {"spec_version": project.version, "guidelines": project.guidelines_hash}
    times = {
        "wall_seconds": (moment - row.claimed_at).total_seconds(),
        "claimed_at": row.claimed_at,
        "submitted_at": moment,
    }
    once = {"idempotency_key": sent.key, "body_hash": sent.hash, "surplus": surplus}
    own = {"assignment_id": row.id, "user_id": row.user_id, "revision": revision, "parent_id": parent}
    return {**where, **said, **under, **times, **once, **own}
