"""Comments: threads on a record, on a response, or on a place in the record, between authors, reviewers and leads."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection

from accord.ground.clock import now
from accord.ground.database import Database
from accord.ground.errors import Forbidden, Invalid, NotFound
from accord.people.service import Caller
from accord.people.tables import ROLES
from accord.projects import service as projects
from accord.projects.service import ProjectRow
from accord.records import queries as records
from accord.schema import Fault
from accord.work import shapes
from accord.work.queries import responses, reviews
from accord.work.seeing import sight
from accord.work.showing import comment as shown


def add_comment(
    db: Database,
    caller: Caller,
    project: str,
    key: str,
    text: str,
    *,
    anchor: dict[str, Any] | None = None,
    response: str | None = None,
    thread: int | None = None,
) -> dict[str, Any]:
    """Say something about a record; reviewers and leads may, and who has worked on it.

    Raises:
        Forbidden: neither. NotFound: there is no such record. Invalid: the response or thread is another record's.
    """
    found = projects.get(db, caller, project)

    def work(c: Connection) -> dict[str, Any]:
        number = _record(c, found, caller, key)
        values = {"project_id": found.id, "record_id": number, "user_id": caller.user_id, "at": now()}
        about = {"response_id": _response(c, found, caller, number, response), "thread_id": _thread(c, number, thread)}
        made = reviews.add_comment(c, {**values, **about, "anchor": anchor, "text": text.strip()})
        return shown(reviews.comment(c, made), found.pseudonym(caller.user_id))  # type: ignore[arg-type]

    return db.write(work)


def resolve_comment(
    db: Database, caller: Caller, project: str, key: str, number: int, resolved: bool
) -> dict[str, str]:
    """Settle a thread, or open it again: who began it, a reviewer or a lead.

    Raises:
        NotFound: there is no such thread here. Forbidden: it is somebody else's.
    """
    found = projects.get(db, caller, project)

    def work(c: Connection) -> None:
        record, row = _record(c, found, caller, key), reviews.comment(c, number)
        if row is None or row.record_id != record or row.thread_id is not None:
            raise NotFound("There is no such thread of comments")
        if row.user_id != caller.user_id and not _reviews(found):
            raise Forbidden("Only who began the thread, or a reviewer, may settle it")
        reviews.resolve(c, number, now() if resolved else None)

    db.write(work)
    return {"state": "resolved" if resolved else "open"}


def _record(c: Connection, found: ProjectRow, caller: Caller, key: str) -> int:
    row = records.by_key(c, found.id, key)
    if not _reviews(found) and (row is None or not reviews.has_worked(c, row.id, caller.user_id)):
        raise Forbidden(
            "Only a reviewer, or who has worked on the record, may do this"
        )  # nor learns whether there is one
    if row is None:
        raise NotFound(f"There is no record {key[:200]} in {found.name}")
    return int(row.id)


def _reviews(found: ProjectRow) -> bool:
    return ROLES.index(found.role) >= ROLES.index("reviewer")


def _response(c: Connection, found: ProjectRow, caller: Caller, record: int, name: str | None) -> int | None:
    """Of those that the person may see: whether there are others is not told."""
    if name is None:
        return None
    number = shapes.response_number(name)
    if _reviews(found):
        sees = sight(c, found, caller, [record])
        known = [one.id for one in responses.of_record(c, record) if sees.answer(record, one.stage, one.user_id)]
    else:
        worked = reviews.stages_of(c, record, caller.user_id)
        shown = {name for stage in found.spec.stages if stage.name in worked for name in stage.shows}
        given = responses.of_record(c, record)
        known = [one.id for one in given if one.user_id == caller.user_id or one.stage in shown]
    if number not in known:
        raise Invalid(
            "The comment does not fit", faults=[Fault("/response", "unknown-response", f"{name} is not of this record")]
        )
    return number


def _thread(c: Connection, record: int, number: int | None) -> int | None:
    if number is None:
        return None
    row = reviews.comment(c, number)
    if row is None or row.record_id != record:
        raise Invalid(
            "The comment does not fit", faults=[Fault("/thread", "unknown-thread", "there is no such thread here")]
        )
    return int(row.thread_id or row.id)
