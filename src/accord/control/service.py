"""Rules: looking at people, acting, the log of actions, undoing.

A person is looked at after they answered, beside the requests. A look reads the evidence first; only where a rule holds does it write,
in one transaction with its row in the log: killed at any moment, a look has done all or nothing, and looking again does nothing twice,
because evidence before a rule's last action counts for that rule no more.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection

from accord.control import acting, queries, saying
from accord.control.collecting import Asked, Evidence, collect
from accord.ground import audit
from accord.ground.clock import now
from accord.ground.database import Database
from accord.ground.errors import Conflict, NotFound
from accord.notices.service import tell
from accord.people import queries as people
from accord.people.service import Caller
from accord.projects import service as projects
from accord.projects.service import ProjectRow
from accord.schema.policy import MOST_WINDOW, Rule
from accord.work import shapes, suspending
from accord.work.queries import hidden

BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)


def look(db: Database, project_id: int, user_id: int) -> list[int]:
    """Look at one person by every rule of the project; the actions that were taken."""
    with db.read() as c:
        project = projects.find_by_id(db, c, _system(), project_id)
        upto = queries.newest(c, project_id, user_id)
        held = []
        for rule in project.spec.quality.rules:
            last = queries.last_action(c, project_id, user_id, rule.name)
            evidence = _evidence(c, project, user_id, rule, last.at if last else BEGINNING)
            if _holds(rule, evidence):
                held.append((rule, last.id if last else None, evidence))
    taken = [
        number
        for rule, last_id, evidence in held
        if (number := db.write(lambda c, r=rule, i=last_id, e=evidence: _act(c, project, user_id, r, i, e))) is not None
    ]
    db.write(lambda c: queries.watch(c, project_id, user_id, upto))
    return taken


def catch_up(db: Database) -> int:
    """Look at everybody who answered since they were looked at last, in all projects that have rules; how many people."""
    looked = 0
    for project in projects.list_(db, _system()):
        if not project.spec.quality.rules:
            continue
        with db.read() as c:
            waiting = queries.pending(c, project.id)
        for user_id in waiting:
            look(db, project.id, user_id)
        looked += len(waiting)
    return looked


def actions(
    db: Database, caller: Caller, project: str, person: str | None = None, before: int | None = None, limit: int = 50
) -> dict[str, Any]:
    """The log for leads and reviewers, newest first; `new`: how many no lead has looked at. A lead who reads it has looked.

    Raises:
        NotFound, Forbidden: the project is not the caller's, or they are an annotator there; there is no such person.
    """
    found = projects.get(db, caller, project)
    found.needs("reviewer")
    with db.read() as c:
        user_id = None
        if person:
            row = people.user(c, person)
            if row is None:
                raise NotFound(f"There is no person called {person[:64]}")
            user_id = row.id
        new = queries.count_new(c, found.id)
        rows = queries.list_(c, found.id, user_id, before, limit)
    if new and found.role == "lead":
        db.write(lambda c: queries.see(c, found.id, now()))
    return {"new": new, "actions": [{**_shown(row), "person": row.person} for row in rows]}


def mine(db: Database, caller: Caller, project: str) -> dict[str, Any]:
    """What rules did to the caller, and whether they are stopped now.

    Raises:
        NotFound: the project is not the caller's.
    """
    found = projects.get(db, caller, project)
    with db.read() as c:
        rows = queries.list_(c, found.id, caller.user_id, None, 50)
        stopped = hidden.suspension(c, found.id, caller.user_id, now())
    told = None
    if stopped is not None:
        told = {"why": stopped.why, "until": shapes.moment(stopped.until), "by_reading": stopped.guidelines is not None}
    return {"suspended": told, "actions": [_shown(row) for row in rows]}


def retrained(db: Database, caller: Caller, project: str) -> dict[str, Any]:
    """The caller has read the guidelines again; a stop that waits for it ends, where there is one.

    Raises:
        NotFound: the project is not the caller's.
    """
    found = projects.get(db, caller, project)

    def work(c: Connection) -> None:
        if suspending.lift_by_reading(c, found, caller.user_id):
            audit.note(c, caller, "rule.retrained", f"projects/{found.name}/members/{caller.name}")

    db.write(work)
    return mine(db, caller, project)


def undo(db: Database, caller: Caller, project: str, number: int, why: str = "") -> dict[str, Any]:
    """Undo an action: the person goes on, skills are what they were, answers count again where their place is free.

    Raises:
        NotFound, Forbidden: there is no such action, or the caller is no lead of the project. Conflict: it is undone already.
    """
    found = projects.get(db, caller, project)
    found.needs("lead")
    found.live()

    def work(c: Connection) -> None:
        row = queries.get(c, found.id, number)
        if row is None:
            raise NotFound("There is no such action")
        if row.undone_at is not None:
            raise Conflict("This action is undone already")
        person = people.name_of(c, row.user_id)
        done = [acting.undo(c, found, caller, row.user_id, person, effect) for effect in reversed(row.done)]
        queries.undo(c, number, caller.user_id, why[:500], now(), done[::-1])
        audit.note(
            c, caller, "rule.undo", f"projects/{found.name}/actions/{number}", {"person": person, "why": why[:500]}
        )

    db.write(work)
    with db.read() as c:
        row = next(one for one in queries.list_(c, found.id, None, number + 1, 1))
    return {**_shown(row), "person": row.person}


def _evidence(c: Connection, project: ProjectRow, user_id: int, rule: Rule, since: datetime) -> Evidence:
    if rule.window.hours:
        since = max(since, now() - timedelta(hours=rule.window.hours))
    asked = Asked(project.spec, project.id, user_id, since, rule.window.answers or MOST_WINDOW)
    return collect(c, rule.collect, asked)


def _holds(rule: Rule, evidence: Evidence) -> bool:
    return evidence.value is not None and rule.when.evaluate({"value": evidence.value, "n": evidence.n})


def _act(
    c: Connection, project: ProjectRow, user_id: int, rule: Rule, last_id: int | None, evidence: Evidence
) -> int | None:
    """All actions of a rule in one transaction; None where another look came first."""
    suspending.alone(c, project.id, user_id)
    last = queries.last_action(c, project.id, user_id, rule.name)
    if (last.id if last else None) != last_id or evidence.value is None:
        return None
    moment, person = now(), people.name_of(c, user_id)
    words = saying.why(rule, evidence.value, evidence.n)
    case = acting.Case(project, rule, user_id, person, words, moment)
    seen = None if any(one.what == "notify" for one in rule.do) else moment
    about = {"project_id": project.id, "user_id": user_id, "rule": rule.name, "collect": rule.collect}
    saw = {"value": evidence.value, "n": evidence.n, "condition": rule.when.source, "why": words[:1000]}
    number = queries.add(c, {**about, **saw, "done": [], "at": moment, "seen_at": seen})
    done = [acting.do(c, case, action) for action in rule.do]
    queries.set_done(c, number, done)
    tell(c, [user_id], "rule", project.name, why=words[:1000], did=[one["what"] for one in done])
    told = {
        "person": person,
        "rule": rule.name,
        "value": evidence.value,
        "n": evidence.n,
        "did": [one["what"] for one in done],
    }
    audit.note(c, None, "rule.act", f"projects/{project.name}/actions/{number}", told)
    return number


def _shown(row: Any) -> dict[str, Any]:
    did = []
    for effect in row.done:
        one: dict[str, Any] = {"what": effect["what"]}
        counts = {"answers": "assignments", "records": "places"}
        one |= {name: len(effect[key]) for name, key in counts.items() if key in effect}
        if "skills" in effect:
            one["skills"] = effect["skills"]
        did.append(one)
    undone = None
    if row.undone_at is not None:
        undone = {"at": shapes.moment(row.undone_at), "by": row.undone_by_name, "why": row.undone_why or ""}
    saw = {"value": row.value, "n": row.n, "condition": row.condition, "why": row.why}
    about = {
        "id": row.id,
        "rule": row.rule,
        "collect": row.collect,
        "at": shapes.moment(row.at),
        "new": row.seen_at is None,
    }
    return {**about, **saw, "did": did, "undone": undone}


def _system() -> Caller:
    """Accord itself, which may see every project."""
    return Caller(0, "accord", "admin")
