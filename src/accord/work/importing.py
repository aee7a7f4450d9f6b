"""Responses that were given elsewhere: checked like those given here, stored as revisions of people known only by name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from typing import Any

from sqlalchemy import Connection

from accord.formats.rows import Refused, Row
from accord.ground.audit import note
from accord.ground.clock import now
from accord.ground.database import Database
from accord.people import service as people
from accord.people.service import Caller
from accord.projects import service as projects
from accord.projects.service import ProjectRow
from accord.records import queries as records
from accord.records.adding import Report
from accord.schema import check_answers, wrap
from accord.schema.standing import needed
from accord.work import standing
from accord.work.advancing import Cause, count_answer
from accord.work.evidence import checkable
from accord.work.queries import assignments, places, responses

CHUNK = 200
KEYS = ("record", "person", "answers", "stage", "submitted_at", "active_seconds")
MOST_SECONDS = 1e7


@dataclass(frozen=True, slots=True)
class _Given:
    """A row that fits."""

    row: int
    record: int
    key: str
    meta: Any
    person: str
    stage: str
    answers: dict[str, Any]
    submitted_at: datetime
    active_seconds: float | None


class _Misfit(Exception):
    """Why a row is not stored: code, message, pointer, and perhaps the known word that was meant."""


def import_responses(
    db: Database, caller: Caller, project: str, items: Iterable[Any], *, extend: bool = False
) -> Report:
    """Bring `{"record", "person", "answers", "stage"?, "submitted_at"?, "active_seconds"?}`; bare answers are wrapped.

    The same person's same answers again change nothing, other answers are a new revision. Overlap stays a promise: a record
    that has all its answers refuses one more (code `full`), unless `extend` raises that record's overlap by one.
    `stage` is the first one when left out, `submitted_at` now. A chunk of 200 is one transaction.

    Raises:
        NotFound, Forbidden: the caller may not see the project, or is no lead of it.
    """
    found = projects.get(db, caller, project)
    found.needs("lead")
    found.live()
    report = Report()
    numbered = iter(_numbered(items, report))
    while chunk := list(islice(numbered, CHUNK)):
        given = _checked(db, found, chunk, report)
        counts, full = db.write(lambda c, given=given: _noted(c, caller, found, given, extend))
        report.count(counts)
        for one in full:
            message = "the record has all the answers that its overlap asks for"
            report.refuse(Refused(one.row, "full", message, one.key, "/record"))
    report.refused.sort(key=lambda refused: refused.row)
    return report


def _numbered(items: Iterable[Any], report: Report) -> Iterator[tuple[int, Any]]:
    for number, item in enumerate(items, 1):
        if isinstance(item, Refused):
            report.refuse(item)
        elif isinstance(item, Row):
            yield item.number, item.data
        else:
            yield number, item


def _checked(db: Database, found: ProjectRow, chunk: list[tuple[int, Any]], report: Report) -> list[_Given]:
    """The rows that fit, checked outside the transaction so that nobody waits for it."""
    keys = {item["record"] for _, item in chunk if isinstance(item, Mapping) and isinstance(item.get("record"), str)}
    with db.read() as c:
        known = {row.key: row for row in records.by_keys(c, found.id, sorted(keys))}
    given = []
    for number, item in chunk:
        try:
            given.append(_check(db, found, number, item, known))
        except _Misfit as misfit:
            code, message, pointer, *near = misfit.args
            key = item.get("record") if isinstance(item, Mapping) else None
            report.refuse(Refused(number, code, message, key[:200] if isinstance(key, str) else None, pointer, *near))
    return given


def _check(db: Database, found: ProjectRow, number: int, item: Any, known: Mapping[str, Any]) -> _Given:
    if not isinstance(item, Mapping) or not set(item) <= set(KEYS):
        raise _Misfit("not-a-response", f"a response is an object with {', '.join(KEYS)}", "")
    person, stage = item.get("person"), item.get("stage", found.spec.stages[0].name)
    if not isinstance(person, str) or not people.NAME.match(person):
        raise _Misfit("bad-name", "person is a name: letters, digits and . _ @ + -, at most 64", "/person")
    record = known.get(item["record"]) if isinstance(item.get("record"), str) else None
    if record is None:
        raise _Misfit("unknown-record", f"there is no record {str(item.get('record'))[:200]!r}", "/record")
    if stage not in [one.name for one in found.spec.stages]:
        raise _Misfit("unknown-stage", f"there is no stage {str(stage)[:80]!r}", "/stage")
    if not isinstance(item.get("answers"), Mapping):
        raise _Misfit("not-an-object", "answers is an object: question to answer", "/answers")
    wrapped = wrap(found.spec, item["answers"])
    shape = {"id": record.key, **record.body}
    said: Mapping[str, Any] = {}
    if needed(found.spec, stage):
        with db.read() as c:
            body, said = standing.seen(c, found.spec, record.id, stage, record.body)
        shape = {"id": record.key, **body}
    shape = checkable(db, found, shape, wrapped)
    answers, faults = check_answers(found.spec, stage, shape, wrapped, earlier=said)
    if faults:
        raise _Misfit(faults[0].code, faults[0].message, "/answers" + faults[0].pointer, faults[0].nearest)
    return _Given(
        number, record.id, record.key, record.body.get("meta"), person, stage, answers, _moment(item.get("submitted_at")),
        _seconds(item.get("active_seconds")),
    )  # fmt: skip


def _noted(
    c: Connection, caller: Caller, found: ProjectRow, given: list[_Given], extend: bool
) -> tuple[tuple[int, int, int], list[_Given]]:
    projects.still(c, found)
    counts, full = _store(c, found, given, extend)
    if counts[0] or counts[1]:
        told = {"inserted": counts[0], "updated": counts[1]}
        note(c, caller, "responses.import", f"projects/{found.name}/responses", told)
    return counts, full


def _store(
    c: Connection, found: ProjectRow, given: list[_Given], extend: bool
) -> tuple[tuple[int, int, int], list[_Given]]:
    """Counts of new, revised and unchanged ones, and those whose record was full."""
    ids = people.find_or_create_imported(c, [one.person for one in given])
    counts = {"inserted": 0, "updated": 0, "unchanged": 0}
    full = []
    for one in sorted(given, key=lambda one: one.record):  # one order of locks everywhere
        became = _store_one(c, found, one, ids[one.person], extend)
        if became is None:
            full.append(one)
        else:
            counts[became] += 1
    return (counts["inserted"], counts["updated"], counts["unchanged"]), full


def _store_one(c: Connection, found: ProjectRow, one: _Given, user_id: int, extend: bool) -> str | None:
    cycle = places.latest_cycle(c, one.record, one.stage)
    place = (one.record, one.stage, cycle)
    before = assignments.of_person(c, place, user_id)
    last = responses.latest(c, before.id) if before is not None and before.response_id is not None else None
    if last is not None and last.answers == one.answers:
        return "unchanged"
    edit = before is not None and before.state == "submitted"
    held = before is not None and before.state == "leased"
    if not edit and not held and not places.take(c, place):
        if not extend or places.get(c, place) is None:
            return None
        places.widen(c, place, 1, taken=True)
    number = before.id if before is not None else assignments.lease(c, _lease(found, one, cycle, user_id), None)
    response = responses.add(c, _values(found, one, cycle, user_id, number, last))
    assignments.change(
        c, number, state="submitted", response_id=response, lease_until=None, submitted_at=one.submitted_at
    )
    if edit:
        return "updated"
    count_answer(c, found.spec, place, one.meta, Cause(user_id))
    return "inserted"


def _lease(found: ProjectRow, one: _Given, cycle: int, user_id: int) -> dict[str, Any]:
    where = {"project_id": found.id, "record_id": one.record, "stage": one.stage, "cycle": cycle, "user_id": user_id}
    return {
        **where,
        "state": "leased",
        "spec_version": found.version,
        "presentation": {},
        "claimed_at": one.submitted_at,
    }


def _values(
    found: ProjectRow, one: _Given, cycle: int, user_id: int, assignment: int, last: Any | None
) -> dict[str, Any]:
    where = {"project_id": found.id, "record_id": one.record, "stage": one.stage, "cycle": cycle, "user_id": user_id}
    under = {"spec_version": found.version, "guidelines": found.guidelines_hash, "presentation": {}}
    revision = {"revision": last.revision + 1 if last else 1, "parent_id": last.id if last else None}
    said = {"answers": one.answers, "active_seconds": one.active_seconds, "submitted_at": one.submitted_at}
    return {"assignment_id": assignment, "surplus": False, **where, **under, **revision, **said}


def _moment(given: Any) -> datetime:
    if given is None:
        return now()
    try:
        moment = datetime.fromisoformat(given)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (TypeError, ValueError, OverflowError):
        raise _Misfit("not-a-time", "submitted_at is a time like 2026-01-31T12:00:00Z", "/submitted_at") from None


def _seconds(given: Any) -> float | None:
    if given is None:
        return None
    if isinstance(given, bool) or not isinstance(given, int | float) or not 0 <= given <= MOST_SECONDS:
        raise _Misfit("not-a-number", "active_seconds is a number of seconds", "/active_seconds")
    return float(given)
