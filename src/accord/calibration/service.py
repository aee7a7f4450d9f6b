"""A round's way: where it stands, the reveal, agreement before and after, its end, and what it leaves as gold.

Before the reveal nobody, leads included, learns more here than who has voted on how many records.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from threading import Thread
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from accord.calibration import queries
from accord.calibration.agreeing import before_and_after, rows_of
from accord.calibration.starting import AGAIN, BLIND
from accord.ground.audit import note
from accord.ground.clock import now
from accord.ground.database import AnyRow, Database
from accord.ground.errors import AccordError, Conflict, Forbidden, Invalid, NotFound
from accord.notices.service import tell
from accord.people.service import Caller
from accord.people.tables import ROLES
from accord.projects import queries as members
from accord.projects import service as projects
from accord.projects.service import ProjectRow
from accord.records import queries as records
from accord.schema import Fault
from accord.schema.consensus import consensus
from accord.work import advancing, precedents, shapes
from accord.work.advancing import Cause
from accord.work.queries import assignments, moves, places

log = logging.getLogger("accord.calibration")
KEPT = timedelta(days=7)  # how long a place of the second vote is its person's, until they ask for it


@dataclass(frozen=True, slots=True)
class _Round:
    """A round, the project that it calibrates, and the one with its votes."""

    row: AnyRow
    project: ProjectRow
    votes: ProjectRow
    people: Sequence[AnyRow]


def list_(db: Database, caller: Caller, project: str) -> dict[str, Any]:
    """The project's rounds, newest first; annotators see those that they take part in.

    Raises:
        NotFound: the project is not the caller's.
    """
    found = projects.get(db, caller, project)
    with db.read() as c:
        rows = queries.list_(c, found.id, None if _reviews(found) else caller.user_id)
    return {"calibrations": [_plain(row) for row in rows]}


def show(db: Database, caller: Caller, project: str, number: int) -> dict[str, Any]:
    """A round: who has voted on how many records; after the reveal each one's answers before and after, and the agreement.

    Raises:
        NotFound: the project is not the caller's, or has no such round. Forbidden: an annotator who does not take part.
    """
    one = _round(db, caller, project, number)
    known = _reviews(one.project)

    def name(user_id: int) -> str:
        return next((p.name for p in one.people if p.id == user_id), "") if known else one.votes.pseudonym(user_id)

    with db.read() as c:
        given = queries.counts(c, one.votes.id)
        there = queries.records_of(c, one.votes.id)
        open_ = one.row.state != "voting"
        said = queries.votes(c, one.votes.id) if open_ else []
        comments = queries.comments_of(c, one.votes.id) if open_ else []
        keys = [row.key for row in there]
        gold = {row.key for row in queries.records_of(c, one.project.id, keys) if row.gold} if open_ else set()
    people = [
        {
            "person": name(person.id),
            "you": person.id == caller.user_id,
            "voted": given.get((person.id, BLIND), 0),
            "again": given.get((person.id, AGAIN), 0),
        }
        for person in one.people
    ]
    told = {**_plain(one.row), "project": one.project.name, "records": len(there), "people": people}
    told["takes_part"] = any(person["you"] for person in people)
    told["may_lead"] = one.project.role == "lead"
    if not open_:
        return {**told, "questions": [], "rows": []}
    rows = rows_of(one.votes.spec, there, said, comments, name, caller.user_id)
    return {
        **told,
        "questions": before_and_after(one.votes.spec, said),
        "rows": [{**row, "gold": row["record"] in gold} for row in rows],
    }


def of_votes(db: Database, caller: Caller, votes: str) -> dict[str, Any]:
    """The round whose votes this project holds, for those who take part.

    Raises:
        NotFound: the project is not the caller's, or holds no votes of a round.
    """
    found = projects.get(db, caller, votes)
    with db.read() as c:
        row = queries.of_votes(c, found.id)
        if row is None:
            raise NotFound(f"{votes} is no calibration round")
        project = projects.find_by_id(db, c, _system(), row.project_id).name
    return show(db, caller, project, row.number)


def reveal(db: Database, caller: Caller, project: str, number: int) -> dict[str, Any]:
    """Show the votes to those who voted, and let them vote again; who has not voted by now takes part no more in those records.

    Raises:
        NotFound, Forbidden: the caller is no lead of the project, or there is no such round.
        Conflict: it is revealed already, or nobody has voted.
    """
    one = _round(db, caller, project, number)
    one.project.needs("lead")
    one.project.live()
    db.write(lambda c: _reveal(c, one, caller))
    return show(db, caller, project, number)


def close(db: Database, caller: Caller, project: str, number: int) -> dict[str, Any]:
    """End the round: nobody votes any more; what was said stays to be read.

    Raises:
        NotFound, Forbidden: the caller is no lead of the project, or there is no such round.
        Conflict: it is closed already, or not revealed.
    """
    one = _round(db, caller, project, number)
    one.project.needs("lead")
    one.project.live()

    def work(c: Connection) -> None:
        row = _held(c, one)
        if row.state != "revealed":
            raise Conflict("This round is closed already" if row.state == "closed" else "Reveal the round first")
        queries.set_state(c, row.id, "closed", now())
        queries.pause(c, one.votes.id)
        note(c, caller, "calibration.close", f"projects/{one.project.name}/calibrations/{number}")

    db.write(work)
    return show(db, caller, project, number)


def make_gold(
    db: Database, caller: Caller, project: str, number: int, keys: Sequence[str], why: str = ""
) -> dict[str, Any]:
    """What the people said last, by majority, becomes the known answer of the project's records; `keys` none: of all of the round.
    A question on which they are still evenly split is left out.

    Raises:
        NotFound, Forbidden: the caller is no lead of the project, or there is no such round.
        Conflict: it is not revealed yet. Invalid: a record is not of this round.
    """
    one = _round(db, caller, project, number)
    one.project.needs("lead")
    one.project.live()
    if one.row.state == "voting":
        raise Conflict("Reveal the round first: until then nobody knows what was said")

    def work(c: Connection) -> dict[str, list[str]]:
        there = {row.key: row.id for row in queries.records_of(c, one.votes.id)}
        if missing := [key for key in keys if key not in there]:
            fault = Fault("/records", "unknown-record", f"{missing[0][:200]} is not of this round")
            raise Invalid("These cannot become gold", faults=[fault])
        own = {row.key: row.id for row in queries.records_of(c, one.project.id, list(there))}
        last: dict[int, dict[int, Any]] = {}
        for vote in queries.votes(c, one.votes.id):  # the second vote comes after the first and takes its place
            last.setdefault(vote.record_id, {})[vote.user_id] = vote.answers
        made: list[str] = []
        for key in keys or there:
            agreed = consensus(one.votes.spec, list(last.get(there[key], {}).values()), "drop")["answers"]
            if agreed and key in own:
                words = why or f"Agreed on in calibration {number}."
                precedents.make_gold(c, caller, one.project, own[key], key, agreed, words)
                made.append(key)
        return {"made": made, "left": [key for key in keys or there if key not in made]}

    out: dict[str, Any] = db.write(work)
    return out


class Reveals:
    """Told of who answered: reveals a round that wants it when everybody has voted, in a thread of its own."""

    def __init__(self) -> None:
        self._last: Thread | None = None

    def __call__(self, db: Database, project: ProjectRow, user_id: int) -> None:
        """Somebody answered; a project whose first stage is no blind vote costs nothing."""
        if project.spec.stages[0].name == BLIND:
            self._last = Thread(target=_reveal_when_voted, args=(db, project.id), name="accord-reveal", daemon=True)
            self._last.start()

    def close(self) -> None:
        """Wait for what it is at."""
        if self._last is not None:
            self._last.join()


def catch_up(db: Database) -> int:
    """Reveal what should have been revealed by now; how many rounds."""
    with db.read() as c:
        waiting = queries.waiting(c)
    return sum(_reveal_when_voted(db, votes) for votes in waiting)


def _reveal_when_voted(db: Database, votes: int) -> bool:
    try:
        with db.read() as c:
            row = queries.of_votes(c, votes)
            if row is None or not row.auto or row.state != "voting":
                return False
            people, given = queries.people(c, votes), queries.counts(c, votes)
            wanted = len(queries.records_of(c, votes))
            if any(given.get((person.id, BLIND), 0) < wanted for person in people):
                return False
            own = (projects.find_by_id(db, c, _system(), number) for number in (row.project_id, votes))
            one = _Round(row, *own, people)
        db.write(lambda c: _reveal(c, one, None))
        return True
    except Conflict:
        return False  # somebody was faster
    except (AccordError, SQLAlchemyError):
        log.exception("a calibration round could not be revealed; the next try is in a minute")
        return False


def _reveal(c: Connection, one: _Round, caller: Caller | None) -> None:
    row = _held(c, one)
    if row.state != "voting":
        raise Conflict("This round is revealed already")
    moment, spec = now(), one.votes.spec
    said: dict[int, list[AnyRow]] = {}
    for vote in queries.votes(c, one.votes.id):
        said.setdefault(vote.record_id, []).append(vote)
    if not said:
        raise Conflict("Nobody has voted yet; there is nothing to show")
    cause = Cause(caller.user_id if caller else None)
    for place in queries.places_of(c, one.votes.id, BLIND):
        moves.close_place(c, (place.record_id, BLIND, place.cycle))
        if voted := said.get(place.record_id):
            advancing.note(c, place, AGAIN, place.cycle, cause, {"by": "person" if caller else "answers"}, moment)
            _ask_again(c, one, place, voted)
    for lead in {*queries.leads(c, one.project.id)} - {person.id for person in one.people}:
        members.set_member(c, one.votes.id, lead, "lead")
    queries.set_state(c, row.id, "revealed", moment)
    voters = [person.id for person in one.people]
    tell(c, voters, "calibration", one.votes.name, state="revealed", of=one.project.name)
    told = {"records": len(said), "spec": spec.name}
    note(c, caller, "calibration.reveal", f"projects/{one.project.name}/calibrations/{row.number}", told)


def _ask_again(c: Connection, one: _Round, place: AnyRow, voted: Sequence[AnyRow]) -> None:
    """The record once more for each who voted on it, with what they said as the draft."""
    key, moment = (place.record_id, AGAIN, place.cycle), now()
    places.open_one(c, place, AGAIN, place.cycle, len(voted))
    for vote in voted:
        places.take(c, key)
        where = {"project_id": one.votes.id, "record_id": place.record_id, "stage": AGAIN, "cycle": place.cycle}
        who = {"user_id": vote.user_id, "state": "leased", "spec_version": one.votes.version}
        lease = {"presentation": vote.presentation, "claimed_at": moment, "lease_until": moment + KEPT}
        made = assignments.lease(c, {**where, **who, **lease}, None)
        assignments.change(c, made, draft={"answers": vote.answers, "active_seconds": 0})


def _round(db: Database, caller: Caller, project: str, number: int) -> _Round:
    found = projects.get(db, caller, project)
    with db.read() as c:
        row = queries.get(c, found.id, number)
        if row is None:
            raise NotFound(f"{project} has no calibration round {number}")
        people = queries.people(c, row.votes_id)
        if not _reviews(found) and caller.user_id not in [person.id for person in people]:
            raise Forbidden("Only a reviewer, or who takes part in the round, may see it")
        return _Round(row, found, projects.find_by_id(db, c, _system(), row.votes_id), people)


def _held(c: Connection, one: _Round) -> AnyRow:
    """The round as it is now; one change at a time."""
    records.one_at_a_time(c, f"calibration {one.row.id}")
    row = queries.get(c, one.row.project_id, one.row.number)
    assert row is not None
    return row


def _plain(row: AnyRow) -> dict[str, Any]:
    times = {name: shapes.moment(getattr(row, name)) for name in ("started_at", "revealed_at", "closed_at")}
    return {"number": row.number, "votes": row.name, "state": row.state, "auto": row.auto, **times}


def _reviews(found: ProjectRow) -> bool:
    return ROLES.index(found.role) >= ROLES.index("reviewer")


def _system() -> Caller:
    """Accord itself, which may see every project."""
    return Caller(0, "accord", "admin")
