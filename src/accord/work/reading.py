"""What is read about work: one's own assignments, the lead's list, one record with its story, responses as a stream."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection

from accord.ground.audit import note
from accord.ground.database import Database
from accord.ground.errors import NotFound
from accord.people.service import Caller
from accord.projects import service as projects
from accord.records import queries as records
from accord.schema import present
from accord.work import shapes
from accord.work.queries import assignments, places, responses, reviews
from accord.work.seeing import namer, sight
from accord.work.showing import beside, comment

PAGE = 500  # responses read in one short transaction while streaming


def mine(db: Database, caller: Caller, project: str, limit: int = 20, before: str | None = None) -> dict[str, Any]:
    """One's own answered assignments, newest first, to go back to; `before` goes on from an assignment.

    Raises:
        NotFound: the project is not the caller's, or `before` is no assignment of theirs.
    """
    found = projects.get(db, caller, project)
    with db.read() as c:
        since = None
        if before is not None:
            since = assignments.find(c, shapes.assignment_number(before))
            if since is None or since.user_id != caller.user_id:
                raise NotFound("There is no such assignment")
        rows = assignments.mine(c, found.id, caller.user_id, since, limit)
    return {"assignments": [shapes.assignment(row, found) for row in rows]}


def get_assignment(db: Database, caller: Caller, assignment: str) -> dict[str, Any]:
    """One's own assignment with its record, draft and latest answers.

    Raises:
        NotFound: it is somebody else's, or there is none.
    """
    with db.read() as c:
        row = assignments.find(c, shapes.assignment_number(assignment))
        if row is None or row.user_id != caller.user_id:
            raise NotFound("There is no such assignment")
        found = projects.find_by_id(db, c, caller, row.project_id, held=True)
        return shapes.assignment(row, found, beside(c, found, row))


def record(db: Database, caller: Caller, project: str, key: str) -> dict[str, Any]:
    """One record with where it stood and stands, and every revision on it.

    A lead sees all of it, with names. A reviewer sees the record as those who work on it do until they answered it themselves, and of
    people's answers what they may (`seeing`).

    Raises:
        NotFound, Forbidden: there is no such record, or the caller is below reviewer.
    """
    found = projects.get(db, caller, project)
    found.needs("reviewer")
    with db.read() as c:
        row = records.by_key(c, found.id, key)
        if row is None:
            raise NotFound(f"There is no record {key[:200]} in {project}")
        stood = places.of_records(c, [row.id])
        given = responses.of_record(c, row.id)
        said = reviews.comments_of(c, row.id)
        name = namer(found, reviews.people(c, sorted({one.user_id for one in (*said, *given)})))
        sees = sight(c, found, caller, [row.id])
    body = {"id": row.key, **row.body}
    if found.role != "lead" and not any(one.user_id == caller.user_id for one in given):
        body = present(found.spec, body, {})
    given = [one for one in given if sees.answer(row.id, one.stage, one.user_id)]
    gold = {"gold": row.gold} if row.gold and found.role == "lead" else {}
    keep = ("stage", "cycle", "overlap", "open_slots", "answered", "state")
    return {
        "record": {**body, **gold},
        "withdrawn_at": shapes.moment(row.withdrawn_at),
        "places": [{name: getattr(place, name) for name in keep} for place in _in_order(stood, found)],
        "responses": [
            {**shapes.response(one, name(one.user_id) or ""), "latest": one.id == one.latest_id} for one in given
        ],
        "comments": [comment(one, name(one.user_id) or "") for one in said] if sees.words(row.id) else [],
    }


def stream_responses(db: Database, caller: Caller, project: str, identities: bool = False) -> Iterator[dict[str, Any]]:
    """Every revision in the response shape, in the order they came; people by pseudonym unless an admin asks for names.

    Raises:
        NotFound, Forbidden: at once, before the first row.
    """
    found = projects.get(db, caller, project)
    found.needs("lead")
    if identities:
        caller.needs("admin")
    what = f"projects/{found.name}/responses"
    db.write(lambda c: note(c, caller, "responses.export", what, {"identities": identities}))

    def rows() -> Iterator[dict[str, Any]]:
        last = 0
        while True:
            with db.read() as c:
                some = responses.after(c, found.id, last, PAGE)
            if not some:
                return
            for row in some:
                yield shapes.response(row, row.person if identities else found.pseudonym(row.user_id))
            last = some[-1].id

    return rows()


def standing(c: Connection, found: projects.ProjectRow, ids: Sequence[int]) -> dict[int, Any]:
    """The place that says where each record is: the open one, else the furthest; within a transaction that is open."""
    out: dict[int, Any] = {}
    for row in _in_order(places.of_records(c, ids), found):
        if row.record_id not in out or out[row.record_id].state != "open":
            out[row.record_id] = row
    return out


def _in_order(rows: Any, found: projects.ProjectRow) -> list[Any]:
    order = {stage.name: at for at, stage in enumerate(found.spec.stages)}
    return sorted(rows, key=lambda row: (row.record_id, row.cycle, order.get(row.stage, -1)))


def listed(row: Any, place: Any) -> dict[str, Any]:
    """A record's line in a list: what it is called and where it stands."""
    out = {"id": row.key, "title": row.title, "gold": bool(row.gold), "updated_at": shapes.moment(row.updated_at)}
    state = "withdrawn" if row.withdrawn_at is not None else "done" if place is None else place.state
    if place is None:
        return {**out, "state": state, "stage": None, "cycle": None, "answered": 0, "overlap": 0}
    at = {"stage": place.stage, "cycle": place.cycle, "answered": place.answered, "overlap": place.overlap}
    return {**out, "state": state, **at}
