"""A record's life as one list, oldest first: what came in, every revision, every move and why, comments, escalations."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from accord.ground.database import Database
from accord.ground.errors import NotFound
from accord.people.service import Caller
from accord.projects import service as projects
from accord.records import queries as records
from accord.work import shapes
from accord.work.queries import moves, places, responses, reviews
from accord.work.seeing import hushed, namer, sight
from accord.work.showing import verdict


def timeline(db: Database, caller: Caller, project: str, key: str) -> dict[str, Any]:
    """What happened to a record. Leads see all of it, with names; reviewers what they may (`seeing`).

    Raises:
        NotFound, Forbidden: there is no such record, or the caller is below reviewer.
    """
    found = projects.get(db, caller, project)
    found.needs("reviewer")
    with db.read() as c:
        row = records.by_key(c, found.id, key)
        if row is None:
            raise NotFound(f"There is no record {key[:200]} in {project}")
        given = responses.of_record(c, row.id)
        moved = moves.of_record(c, row.id)
        said = reviews.comments_of(c, row.id)
        judged = {one.response_id: verdict(one) for one in reviews.verdicts_of(c, row.id)}
        raised = reviews.escalations_of(c, row.id)
        stood = places.of_records(c, [row.id])
        spoke = {one.user_id for rows in (given, moved, said) for one in rows if one.user_id is not None}
        name = namer(found, reviews.people(c, sorted(spoke)))
        sees = sight(c, found, caller, [row.id])
    given = [one for one in given if sees.answer(row.id, one.stage, one.user_id)]
    said = said if sees.words(row.id) else []
    events = [{"at": row.created_at, "what": "added"}]
    events += [_answer(one, name, judged.get(one.id)) for one in given]
    events += [_move(one, name, sees.answer(row.id, one.from_stage, one.user_id or 0)) for one in moved]
    events += [_comment(one, name) for one in said]
    events += [event for one in raised for event in _escalation(one)]
    events += _ended(stood, moved, given)
    events.sort(key=lambda event: (event["at"], ORDER.index(event["what"])))
    return {"record": row.key, "events": [{**event, "at": shapes.moment(event["at"])} for event in events]}


ORDER = (
    "added",
    "answer",
    "revision",
    "stands",
    "comment",
    "resolved",
    "decided",
    "move",
    "escalated",
    "reminded",
    "overdue",
)


def _answer(row: Any, name: Callable[[int | None], str | None], judged: dict[str, Any] | None) -> dict[str, Any]:
    return {
        "at": row.submitted_at,
        "what": "stands" if _carried(row) else "answer" if row.revision == 1 else "revision",
        "stage": row.stage,
        "cycle": row.cycle,
        "person": name(row.user_id),
        "response": f"re_{row.id}",
        "parent": f"re_{row.parent_id}" if row.parent_id is not None else None,
        "revision": row.revision,
        "seconds": row.active_seconds,
        "questions": list(row.answers),
        "suggestions": row.presentation.get(shapes.SUGGESTIONS, []),
        "verdict": judged,
    }


def _carried(row: Any) -> bool:
    """Whether the answer was not given again, but counts again after others' were returned."""
    return row.parent_id is not None and row.claimed_at is None


def _move(row: Any, name: Callable[[int | None], str | None], seen: bool) -> dict[str, Any]:
    return {
        "at": row.at,
        "what": "move",
        "stage": row.from_stage,
        "cycle": row.from_cycle,
        "to": row.to_stage,
        "to_cycle": row.to_cycle,
        "person": name(row.user_id) if seen else None,
        "why": row.why if seen else hushed(row.why),
    }


def _comment(row: Any, name: Callable[[int | None], str | None]) -> dict[str, Any]:
    response = f"re_{row.response_id}" if row.response_id is not None else None
    what = {"what": "comment", "person": name(row.user_id), "comment": row.text, "anchor": row.anchor}
    return {"at": row.at, **what, "response": response, "thread": row.thread_id, "id": row.id}


def _escalation(row: Any) -> Iterator[dict[str, Any]]:
    about = {"stage": row.stage, "cycle": row.cycle, "severity": row.severity, "owner": row.owner}
    yield {"at": row.opened_at, "what": "escalated", **about, "due_at": shapes.moment(row.due_at)}
    for what, at in (("reminded", row.reminded_at), ("overdue", row.overdue_at), ("decided", row.closed_at)):
        if at is not None:
            yield {"at": at, "what": what, **about, "due_at": shapes.moment(row.due_at)}


def _ended(stood: Any, moved: Any, given: Any) -> Iterator[dict[str, Any]]:
    """A place that was done with no move noted: it had its answers, and there was nowhere else to go."""
    left = {(one.from_stage, one.from_cycle) for one in moved}
    for place in stood:
        here = [one for one in given if (one.stage, one.cycle) == (place.stage, place.cycle) and not one.surplus]
        if place.state == "done" and (place.stage, place.cycle) not in left and here:
            first = [one.submitted_at for one in here if one.revision == 1]
            yield {
                "at": max(first or [here[-1].submitted_at]),
                "what": "move",
                "stage": place.stage,
                "cycle": place.cycle,
                "to": "done",
                "to_cycle": place.cycle,
                "person": None,
                "why": {"by": "answers"},
            }
