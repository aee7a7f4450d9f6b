"""Exams: a project whose records have gold, taken by each person for themselves; whoever reaches the mark gets the skill.

Its answers are given on the ordinary page, through leases that the attempt makes; an attempt's answers are in its own cycle. Nothing of
the gold leaves before the answer it is about, and where feedback comes `after`, before the attempt is handed in.
"""

from __future__ import annotations

import random
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection

from accord.exams import queries
from accord.exams.feedback import graded, mean
from accord.ground.audit import note
from accord.ground.clock import now
from accord.ground.database import AnyRow, Database
from accord.ground.errors import Conflict, NotFound
from accord.people import skills
from accord.people.service import Caller
from accord.projects import service as projects
from accord.projects.service import ProjectRow
from accord.records import queries as records
from accord.schema import new_presentation
from accord.schema.exam import Exam
from accord.work import shapes
from accord.work.queries import assignments, places

LEASE = timedelta(days=1)  # how long a question of an attempt is kept; a claim makes it the project's own time again
TOLERANCE = 1e-9


def show(db: Database, caller: Caller, project: str) -> dict[str, Any]:
    """What the exam is, how often this person may still try and when, and their attempts.

    Raises:
        NotFound: the project is not the caller's, or is no exam.
    """
    found, exam = _exam(db, caller, project)
    with db.read() as c:
        tried = queries.of_person(c, found.id, caller.user_id)
        known = len(queries.with_gold(c, found.id))
        held = skills.held(c, caller.user_id).get(exam.skill, 0)
        shown = [_attempt(c, found, exam, row, caller.user_id, details=at == 0) for at, row in enumerate(tried)]
    ended = [row for row in tried if row.state != "open"]
    after = _next(exam, ended, held)
    return {
        **exam.json(),
        "asked": min(exam.records or known, known),
        "held": held or None,
        "may": bool(known)
        and (len(ended) < len(tried) or after is None or (after[1] is not None and after[1] <= now())),
        "until": shapes.moment(after[1]) if after and after[1] and after[1] > now() else None,
        "why": after[0] if after else None,
        "left": max(exam.tries - len(ended), 0) if exam.tries else None,
        "attempts": shown,
    }


def start(db: Database, caller: Caller, project: str) -> dict[str, Any]:
    """Begin an attempt, or go on with the one that is open; its records are leased to the person in the order drawn.

    Raises:
        NotFound: the project is not the caller's, or is no exam.
        Conflict: they hold the skill, have no try left, or must wait; or nothing has gold yet.
    """
    found, exam = _exam(db, caller, project)

    def work(c: Connection) -> None:
        records.one_at_a_time(c, f"attempts of {caller.user_id} in {found.id}")
        tried = queries.of_person(c, found.id, caller.user_id)
        attempt = next((row for row in tried if row.state == "open"), None)
        if attempt is None:
            held = skills.held(c, caller.user_id).get(exam.skill, 0)
            after = _next(exam, list(tried), held)
            if after is not None and (after[1] is None or after[1] > now()):
                raise Conflict(after[0], until=shapes.moment(after[1]))
            attempt = _begin(c, found, exam, caller, len(tried) + 1)
        _lease(c, found, attempt, caller.user_id)

    db.write(work)
    return show(db, caller, project)


def finish(db: Database, caller: Caller, project: str) -> dict[str, Any]:
    """Hand the open attempt in: what is not answered counts as wrong. Passed: the skill is granted in the same transaction.

    Raises:
        NotFound: the project is not the caller's, or is no exam.
        Conflict: there is no open attempt.
    """
    found, exam = _exam(db, caller, project)

    def work(c: Connection) -> None:
        records.one_at_a_time(c, f"attempts of {caller.user_id} in {found.id}")
        attempt = next((row for row in queries.of_person(c, found.id, caller.user_id) if row.state == "open"), None)
        if attempt is None:
            raise Conflict("There is no attempt to hand in; begin one first")
        given = queries.given(c, attempt.records, _stage(found), attempt.number - 1, caller.user_id)
        for row in sorted(given.values(), key=lambda row: int(row.record_id)):
            if row.state == "leased":
                assignments.change(c, row.id, state="released", lease_until=None)
                places.give_back(c, [(row.record_id, _stage(found), attempt.number - 1)])
        told = _graded(c, found, exam, attempt, given)
        scores = [one["score"] for one in told if one["score"] is not None]
        score = sum(scores) / len(scores) if scores else 0.0
        passed = score >= exam.mark - TOLERANCE
        queries.end(c, attempt.id, "passed" if passed else "failed", score, told, now())
        what = f"projects/{found.name}/exam"
        if not passed:
            note(c, caller, "exam.fail", what, {"score": round(score, 4), "attempt": attempt.number})
            return
        until = now() + timedelta(days=exam.valid_days) if exam.valid_days else None
        by = f"exam {found.name}"
        skills.grant(c, None, caller.name, caller.user_id, exam.skill, exam.level, by, until)
        note(c, caller, "exam.pass", what, {"score": round(score, 4), "attempt": attempt.number})

    db.write(work)
    return show(db, caller, project)


def attempts(db: Database, caller: Caller, project: str, limit: int = 1000) -> dict[str, Any]:
    """For leads: everybody's attempts, the newest first, and how each record was answered: what all get wrong may be wrong itself.

    Raises:
        NotFound, Forbidden: the caller may not see the project, or is below reviewer there; or it is no exam.
    """
    found, exam = _exam(db, caller, project)
    found.needs("reviewer")
    with db.read() as c:
        rows = queries.of_project(c, found.id, limit)
    by_record: dict[str, list[Any]] = {}
    for row in rows:
        for one in row.graded or ():
            if one["score"] is not None:
                by_record.setdefault(one["record"], [one["title"]]).append(one["score"])
    hard = [
        {"record": key, "title": had[0], "n": len(had) - 1, "mean": sum(had[1:]) / (len(had) - 1)}
        for key, had in by_record.items()
    ]
    people = [{"person": row.name, **_plain(row)} for row in rows]
    return {**exam.json(), "attempts": people, "records": sorted(hard, key=lambda one: (one["mean"], one["record"]))}


def feedback(db: Database, caller: Caller, assignment: str) -> dict[str, Any]:
    """What was right of one's own answered assignment: in training, and in an exam that gives feedback after each record.

    Raises:
        NotFound: it is not the caller's assignment.
        Conflict: it is not answered yet, or there is no feedback here.
    """
    number = shapes.assignment_number(assignment)
    with db.read() as c:
        row = assignments.find(c, number)
        if row is None or row.user_id != caller.user_id:
            raise NotFound("There is no such assignment")
        found = projects.find_by_id(db, c, caller, row.project_id)
        stage = next((one for one in found.spec.stages if one.name == row.stage), None)
        each = found.spec.exam is not None and found.spec.exam.feedback == "each"
        if not each and (stage is None or not stage.training):
            raise Conflict("There is no feedback on this answer")
        if row.state != "submitted":
            raise Conflict("Feedback comes after the answer")
        record = queries.golden(c, [row.record_id])[row.record_id]
    parts = graded(found.spec, record.gold, row.answers) if record.gold else []
    return {"record": record.key, "score": mean(parts), "parts": parts}


def _exam(db: Database, caller: Caller, project: str) -> tuple[ProjectRow, Exam]:
    found = projects.get(db, caller, project)
    if found.spec.exam is None:
        raise NotFound(f"{project} is no exam")
    return found, found.spec.exam


def _stage(project: ProjectRow) -> str:
    return project.spec.stages[0].name


def _next(exam: Exam, ended: list[AnyRow], held: int) -> tuple[str, datetime | None] | None:
    """Why no other attempt may begin, and when it may (None: never); None where it may now."""
    if held >= exam.level:
        return "You have this skill already", None
    if exam.tries and len(ended) >= exam.tries:
        return "You have no try left; ask a lead", None
    if ended and ended[0].ended_at is not None:
        return "The next try is later", ended[0].ended_at + timedelta(hours=exam.wait_hours)
    return None


def _begin(c: Connection, project: ProjectRow, exam: Exam, caller: Caller, number: int) -> Any:
    known = queries.with_gold(c, project.id)
    if not known:
        raise Conflict("This exam has no records with known answers yet")
    drawn = random.sample(known, min(exam.records or len(known), len(known)))
    own = {"project_id": project.id, "user_id": caller.user_id, "number": number, "state": "open"}
    queries.add(c, {**own, "spec_version": project.version, "records": drawn, "started_at": now()})
    return queries.of_person(c, project.id, caller.user_id)[0]


def _lease(c: Connection, project: ProjectRow, attempt: Any, user_id: int) -> None:
    """Lease what is neither answered nor leased; places in one order, so that two who begin never wait for each other."""
    stage, cycle, moment = _stage(project), attempt.number - 1, now()
    given = queries.given(c, attempt.records, stage, cycle, user_id)
    wanted = [n for n in attempt.records if n not in given or given[n].state in ("released", "expired")]
    wanted += [n for n, row in given.items() if row.state == "leased" and row.lease_until <= moment]
    records.one_at_a_time(c, f"places of the exam {project.id}")  # who begins together makes each place once
    for record in sorted(wanted):
        if record not in given or given[record].state != "leased":
            queries.open_place(c, project.id, (record, stage, cycle))
            places.take(c, (record, stage, cycle))
    bodies = records.bodies(c, wanted)
    rng = random.Random()
    for record in wanted:
        where = {"project_id": project.id, "record_id": record, "stage": stage, "cycle": cycle, "user_id": user_id}
        under = {"state": "leased", "spec_version": project.version, "claimed_at": moment}
        drawn = new_presentation(project.spec, bodies[record], rng)
        values = {**where, **under, "presentation": drawn, "lease_until": moment + LEASE}
        assignments.lease(c, values, given[record].id if record in given else None)


def _graded(
    c: Connection, project: ProjectRow, exam: Exam, attempt: Any, given: dict[int, Any]
) -> list[dict[str, Any]]:
    golden = queries.golden(c, attempt.records)
    answered = [row.id for row in given.values() if row.state == "submitted"]
    said = queries.said(c, answered, first=exam.feedback == "each")
    out = []
    for number in attempt.records:
        record, own = golden[number], given.get(number)
        answers = said.get(own.id, {}) if own is not None else {}
        parts = graded(project.spec, record.gold or {}, answers)
        out.append({"record": record.key, "title": record.title, "score": mean(parts), "parts": parts})
    return out


def _attempt(
    c: Connection, project: ProjectRow, exam: Exam, row: AnyRow, user_id: int, *, details: bool
) -> dict[str, Any]:
    """An attempt as its person sees it: what was right only when it is over, and only where the exam gives feedback."""
    out = _plain(row)
    if row.state == "open":
        given = queries.given(c, row.records, _stage(project), row.number - 1, user_id)
        answered = sum(one.state in ("submitted", "skipped") for one in given.values())
        leased = sum(one.state == "leased" and one.lease_until > now() for one in given.values())
        return {**out, "answered": answered, "waiting": leased}
    return {**out, "graded": row.graded} if details and exam.feedback != "none" else out


def _plain(row: AnyRow) -> dict[str, Any]:
    times = {"started_at": shapes.moment(row.started_at), "ended_at": shapes.moment(row.ended_at)}
    return {"number": row.number, "state": row.state, "score": row.score, "records": len(row.records), **times}
