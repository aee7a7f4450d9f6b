"""Submitting: checked against the spec, stored as a revision, counted once; one transaction, durable before the answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from hashlib import sha256
from typing import Any

from pydantic_core import to_json
from sqlalchemy import Connection, Row

from accord.ground.audit import note
from accord.ground.clock import now
from accord.ground.database import Database
from accord.ground.errors import Conflict, Gone, Invalid, NotFound
from accord.ground.turns import Turns, waited
from accord.people.service import Caller, Who
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

LONG = (
    64 * 1024
)  # bytes of answers that are looked at before the transaction that stores them, so as not to hold up others


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
    """What came."""

    answers: Any
    active_seconds: float | None
    spec_version: int | None
    key: str | None
    hash: str
    verdict: Mapping[str, Any] | None
    events: Sequence[Mapping[str, Any]] = ()


@dataclass(frozen=True, slots=True)
class _Fit:
    """What is stored of it: it fits the project as it was then."""

    project: ProjectRow
    answers: dict[str, Any]
    verdict: Verdict | None


@dataclass(frozen=True, slots=True)
class _Done:
    stored: Submitted
    news: ProjectRow | None = None  # where somebody worked; None where it was stored before
    user_id: int = 0
    stopped: bool = False


def submit(db: Database, caller: Caller, assignment: str, answers: Any, **more: Any) -> dict[str, Any]:
    """`submitting` by a person who is known, waited for."""
    return waited(db, submitting(db, lambda c: caller, assignment, answers, **more))


def submitting(
    db: Database,
    who: Who,
    assignment: str,
    answers: Any,
    *,
    active_seconds: float | None = None,
    spec_version: int | None = None,
    key: str | None = None,
    verdict: Mapping[str, Any] | None = None,
    events: Sequence[Mapping[str, Any]] = (),
) -> Turns[dict[str, Any]]:
    """Store the answers to an assignment. Again with the same `key` is once. `verdict`: what a reviewer decides (`deciding`).
    `events`: what the person did with suggestions (opened, taken); kept with what they saw, so that their pull can be measured.

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
    packed = to_json([answers, spec_version, *([verdict] if verdict else [])])
    sent = _Sent(answers, active_seconds, spec_version, key, sha256(packed).hexdigest(), verdict, events)
    fit = None
    if len(packed) > LONG:
        with db.read() as c:
            caller = who(c)
            seen = _own(assignments.find(c, number), caller)
            project = projects.find_by_id(db, c, caller, seen.project_id, held=True)
            if _replayed(c, seen, sent) is None:
                fit = _fitting(db, c, project, seen, sent)
    done: _Done = yield partial(_submit, db, who, number, sent, fit)
    if done.news is not None:
        tell(db, done.news, done.user_id)
    if done.stored.surplus:
        why = "You were stopped meanwhile" if done.stopped else "The lease ended and others took the place"
        raise Gone(f"{why}; your answers are kept beside theirs", **done.stored.json())
    return done.stored.json()


def _submit(db: Database, who: Who, number: int, sent: _Sent, fit: _Fit | None, c: Connection) -> _Done:
    """Everything in one transaction; answers that `fit` already are not looked at again."""
    caller = who(c)
    row = _own(assignments.hold(c, number), caller)
    project = fit.project if fit else projects.find_by_id(db, c, caller, row.project_id, held=True)
    stored, news = _replayed(c, row, sent), None
    if stored is None:
        stored = _store(db, c, caller, row, sent, fit or _fitting(db, c, project, row, sent))
        news = project
    stopped = stored.surplus and hidden.suspension(c, project.id, row.user_id, now()) is not None
    return _Done(stored, news, row.user_id, stopped)


def _own(row: Row[Any] | None, caller: Caller) -> Row[Any]:
    if row is None or row.user_id != caller.user_id:
        raise NotFound("There is no such assignment")
    return row


def _fitting(db: Database, c: Connection, project: ProjectRow, row: Row[Any], sent: _Sent) -> _Fit:
    _check_version(db, c, project, row, sent.spec_version, sent.answers)
    stage = _stage(project, row)
    said = deciding.read(c, project.spec, stage, row.record_id, sent.verdict, sent.answers)
    body, earlier = standing.seen(c, project.spec, row.record_id, row.stage, row.body)
    if not deciding.asks_answers(stage, said):
        return _Fit(project, {}, said)
    shape = checkable(c, project, {"id": row.key, **body}, sent.answers)
    return _Fit(project, _checked(project, row, sent.answers, shape, earlier), said)


def _replayed(c: Connection, row: Row[Any], sent: _Sent) -> Submitted | None:
    old = responses.of_key(c, row.id, sent.key) if sent.key and row.response_id is not None else None
    if old is None:
        return None
    if old.body_hash != sent.hash:
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


def _store(db: Database, c: Connection, caller: Caller, row: Row[Any], sent: _Sent, fit: _Fit) -> Submitted:
    project, verdict, moment = fit.project, fit.verdict, now()
    key = (row.record_id, row.stage, row.cycle)
    edit = row.state == "submitted"
    if edit and assignments.begun_after(c, row):
        raise Conflict("The record's next stage has begun; this answer stands")
    surplus = not edit and row.state != "leased" and not _take_late(db, c, project, row, moment)
    last = responses.latest(c, row.id) if row.response_id is not None else None
    revision = last.revision + 1 if last else 1
    parent = last.id if last else verdict.of if verdict and verdict.action == "fix" else None
    if edit and verdict:
        _same_action(c, row, verdict)
    number = responses.add(c, _values(row, sent, fit, moment, revision, parent, surplus))
    if verdict:
        deciding.store(c, number, row.record_id, verdict)
    if surplus:
        assignments.change(c, row.id, response_id=number, submitted_at=moment, draft=None)
        return Submitted(number, revision, True)
    assignments.change(
        c, row.id, state="submitted", response_id=number, submitted_at=moment, lease_until=None, draft=None
    )
    grading.grade(c, project, row, fit.answers, number, moment)
    if not edit and row.hidden is None:
        cause = Cause(row.user_id, verdict.json() if verdict else None)
        count_answer(c, project.spec, key, row.body.get("meta"), cause)
    if verdict:
        _leave(c, caller, row, fit, verdict)
    return Submitted(number, revision)


def _leave(c: Connection, caller: Caller, row: Row[Any], fit: _Fit, verdict: Verdict) -> None:
    """What the verdict leaves for later."""
    project, why = fit.project, verdict.comment
    if verdict.gold:
        precedents.make_gold(c, caller, project, row.record_id, row.key, fit.answers, why)
    if verdict.example:
        title = records.title(c, row.record_id)
        precedents.add_example(c, caller, project, title, row.key, fit.answers, (verdict.reason, why))
    told = {"stage": row.stage, "cycle": row.cycle, "reason": verdict.reason}
    note(c, caller, f"record.{verdict.action}", f"projects/{project.name}/records/{row.key}", told)


def _take_late(db: Database, c: Connection, project: ProjectRow, row: Row[Any], moment: datetime) -> bool:
    """The place is taken again after the lease ended, by those who still may.

    Not by who is suspended, worked on the record since, or has their part of the stage already: then the answer is kept as surplus.
    Nothing is lost, and no bound is exceeded.
    """
    if hidden.suspension(c, project.id, row.user_id, moment) is not None:
        return False
    if row.hidden is not None:
        return True
    stage = next((one for one in project.spec.stages if one.name == row.stage), None)
    if stage is not None and not audience.still(db, c, stage, row, moment):
        return False
    return places.take(c, (row.record_id, row.stage, row.cycle))


def _same_action(c: Connection, row: Row[Any], verdict: deciding.Verdict) -> None:
    """While others are waited for, a reviewer may change their mind. Then the record has gone where the verdict sent it: words may
    be changed afterwards, the decision may not."""
    place = places.get(c, (row.record_id, row.stage, row.cycle))
    if place is not None and place.state == "open":
        return
    before = next(one for one in reviews.verdicts_of(c, row.record_id) if one.response_id == row.response_id)
    if before.action != verdict.action:
        raise Conflict(f"The record has moved on by your {before.action}; a lead can send it back")


def _values(
    row: Row[Any], sent: _Sent, fit: _Fit, moment: datetime, revision: int, parent: int | None, surplus: bool
) -> dict[str, Any]:
    where = {"project_id": row.project_id, "record_id": row.record_id, "stage": row.stage, "cycle": row.cycle}
    seen = {**row.presentation, shapes.SUGGESTIONS: list(sent.events)} if sent.events else row.presentation
    said = {"answers": fit.answers, "presentation": seen, "active_seconds": sent.active_seconds}
    under = {"spec_version": fit.project.version, "guidelines": fit.project.guidelines_hash}
    times = {
        "wall_seconds": max(
            0.0, (moment - row.claimed_at).total_seconds()
        ),  # the machine's clock may have been put back
        "claimed_at": row.claimed_at,
        "submitted_at": moment,
    }
    once = {"idempotency_key": sent.key, "body_hash": sent.hash, "surplus": surplus}
    own = {"assignment_id": row.id, "user_id": row.user_id, "revision": revision, "parent_id": parent}
    return {**where, **said, **under, **times, **once, **own}
