"""Pages of the lead's list of records, each by a bounded amount of work whatever the project's size."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from accord.ground.database import Database
from accord.ground.errors import Forbidden, Invalid, NotFound
from accord.insight.disputes import disputed
from accord.insight.listing import queries
from accord.insight.listing.chosen import END, Chosen, Cursor, Sort
from accord.insight.listing.walking import Walk
from accord.people import service as people
from accord.people.service import Caller
from accord.projects import service as projects
from accord.projects.service import ProjectRow
from accord.schema import Fault, nearest
from accord.work import reading


def page(
    db: Database,
    caller: Caller,
    project: str,
    chosen: Chosen | None = None,
    *,
    person: str = "",
    sort: Sort = "oldest",
    after: str | None = None,
    before: str | None = None,
    limit: int = 50,
) -> dict[str, Any]:
    """A page of records for leads and reviewers: `records`, the cursors `next` and `previous`, and, on a first page, the `count`.

    A page may hold fewer than `limit` records, or none, although there are more: as long as `next` (going `before`:
    `previous`) is there, go on with it. `before="end"` is the last page. With `sort="disagreement"` records that people differ on
    come first, farthest apart first: on `chosen.disagree`, or on each record's most disputed question.

    Raises:
        NotFound, Forbidden: the project is not the caller's, or they are an annotator there.
        Invalid: there is no such question, stage, person or cursor.
    """
    found = projects.get(db, caller, project)
    found.needs("reviewer")
    chosen = chosen or Chosen()
    _check(found, chosen)
    if person:
        if found.role != "lead" and any(stage.blind for stage in found.spec.stages):
            raise Forbidden("Only a lead may ask for a person's records here: a stage of the project is blind")
        chosen = _with_person(db, chosen, person)
    where = after if before is None else before
    at = None if where in (None, END) else Cursor.read("/after" if before is None else "/before", str(where))
    stages = [stage.name for stage in found.spec.stages]
    disputes = disputed(db, found).of(chosen.disagree) if chosen.disagree or sort == "disagreement" else None
    with db.read() as c:
        walk = Walk(c, found.id, chosen, stages, disputes, by_distance=sort == "disagreement")
        listed = walk.page(at, limit, newest=sort == "newest", back=before is not None)
        count = walk.count() if where in (None, END) else None
        rows = queries.rows(c, listed.ids)
        standing = reading.standing(c, found, listed.ids)
    lines = [
        {**reading.listed(rows[number], standing.get(number)), "distance": listed.far.get(number)}
        for number in listed.ids
        if number in rows
    ]
    return {
        "count": count.json() if count else None,
        "records": lines,
        "next": _cursor(listed.next),
        "previous": _cursor(listed.previous),
    }


def _check(found: ProjectRow, chosen: Chosen) -> None:
    """Raises Invalid where a filter names what is not there."""
    stages = [stage.name for stage in found.spec.stages]
    for what, name, known in (
        ("stage", chosen.stage, stages),
        ("question", "" if chosen.disagree == "*" else chosen.disagree, list(found.spec.questions)),
    ):
        if name and name not in known:
            where = "/disagree" if what == "question" else "/stage"
            fault = Fault(where, f"unknown-{what}", f"there is no {what} {name[:80]!r}", nearest(name, known))
            raise Invalid(f"There is no such {what}", faults=[fault])


def _with_person(db: Database, chosen: Chosen, person: str) -> Chosen:
    with db.read() as c:
        try:
            return replace(chosen, person=people.user_id(c, person))
        except NotFound:
            fault = Fault("/person", "unknown-person", f"there is nobody called {person[:80]!r}")
            raise Invalid("There is no such person", faults=[fault]) from None


def _cursor(one: Cursor | None) -> str | None:
    return None if one is None else str(one)
