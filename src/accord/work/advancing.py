"""What an answer does to its place: counted, and when the place has enough, the record goes where the stage says.

Every change of stage comes through here, and is noted in the same transaction with why; only what the place says by itself (it had
its answers and was done, and there was nowhere else to go) is not written down again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row

from accord.ground.clock import now
from accord.notices.service import tell
from accord.projects import queries as projects
from accord.records import queries as records
from accord.schema import Spec, Stage
from accord.schema.spec import Move
from accord.work import arranging, believing, keeping, reviewing, stages
from accord.work.queries import assignments, believed, moves, places, responses, reviews
from accord.work.ranking import unsure
from accord.work.reviewing import Said


@dataclass(frozen=True, slots=True)
class Cause:
    """Whose answer or decision moves a record, and what they said with it."""

    user_id: int | None = None
    verdict: Mapping[str, Any] | None = None


NOBODY = Cause()


def count_answer(c: Connection, spec: Spec, key: places.Key, meta: Any, cause: Cause = NOBODY) -> None:
    """One held slot of the place became an answer; in the transaction that stores it."""
    place = places.answered(c, key)
    if place.state == "open" and place.answered >= place.overlap:
        _finish(c, spec, place, meta, cause)
    elif place.state == "open":
        _doubt(c, spec, place)


def settle(c: Connection, spec: Spec, key: places.Key, meta: Any) -> None:
    """A place that has its answers without another one: fewer are wanted than before."""
    place = places.get(c, key)
    if place is not None and place.state == "open" and place.answered >= place.overlap:
        _finish(c, spec, place, meta, NOBODY)


def _finish(c: Connection, spec: Spec, place: Row[Any], meta: Any, cause: Cause) -> None:
    key = (place.record_id, place.stage, place.cycle)
    stage = next((one for one in spec.stages if one.name == place.stage), None)
    if stage is None:  # the spec has left this stage behind
        places.set_state(c, key, "done")
        return None
    conditional = bool(stage.overlap.until) or any(move.when for move in stage.next)
    given = responses.of_place(c, *key) if conditional else []
    if (
        stage.overlap.until
        and place.overlap < stage.overlap.max
        and stages.wants_more(stage, place.overlap, _sure(c, spec, place))
    ):
        places.widen(c, key, 1)
        _doubt(c, spec, place)
        return None
    if stage.kind == "review" and (said := reviews.at_place(c, key)):
        whole = reviewing.decided([Said(one.action, one.reason, one.comment, tuple(one.wrong or ())) for one in said])
        if whole["action"] == reviewing.TIE and place.overlap < stage.overlap.max:
            return places.widen(c, key, 1)
        cause = replace(cause, verdict=whole)
    places.set_state(c, key, "done")
    moment = now()
    hours = hours_in(c, stage, key, moment)
    seen = stages.Seen(place.cycle, hours, meta, cause.verdict, visits(c, spec, stage, place.record_id))
    leave(c, spec, place, stages.choose(spec, stage, given, seen), cause, moment)


def _sure(c: Connection, spec: Spec, place: Row[Any]) -> dict[str, float]:
    """How sure the answers at a place are, given what is believed of those who gave them."""
    given = responses.by_person(c, place.record_id, place.stage, place.cycle)
    known = believed.of_people(c, place.project_id, [user for user, _ in given])
    return believing.confidence(spec, place.stage, given, known)


def _doubt(c: Connection, spec: Spec, place: Row[Any]) -> None:
    """Where the stage goes by doubt, the place comes again where the answers so far put it."""
    stage = next((one for one in spec.stages if one.name == place.stage), None)
    if stage is not None and stage.order == "uncertainty":
        least = min(_sure(c, spec, place).values(), default=0.0)
        places.set_rank(c, (place.record_id, place.stage, place.cycle), unsure(least, place.record_id))


def hours_in(c: Connection, stage: Stage, key: places.Key, moment: datetime) -> float:
    """How long the record has been in the stage; looked up only where a move asks for it."""
    if not stages.times(stage):
        return 0.0
    return (moment - moves.since(c, key)).total_seconds() / 3600


def visits(c: Connection, spec: Spec, stage: Stage, record_id: int) -> Mapping[str, int]:
    """How often the record has been in each stage; looked up only where a move leads to a stage with a bound."""
    bounds = {one.name for one in spec.stages if one.cycles}
    return moves.visits(c, record_id) if any(move.to in bounds for move in stage.next) else {}


def leave(c: Connection, spec: Spec, place: Row[Any], chosen: stages.Choice, cause: Cause, moment: datetime) -> None:
    """The record goes from a place that is done to where `chosen` says; noted, opened, returned to its author, escalated."""
    key = (place.record_id, place.stage, place.cycle)
    if _escalates(spec, place.stage):
        reviews.close_escalations(c, place.record_id, moment, key)
    if stages.times(spec.stage(place.stage)):
        moves.clear_deadline(c, key)
    to, cycle, why = chosen.to, place.cycle, dict(chosen.why)
    on = to in [one.name for one in spec.stages]
    if on:
        cycle = stages.next_cycle(spec, place.stage, to, place.cycle)
        if cycle >= stages.MOST_CYCLES:
            on, to, why = False, "done", {"by": "bound", "cycles": cycle}
    if on or to != "done" or why["by"] != "answers":
        note(c, place, to, cycle, cause, why, moment)
    if on:
        enter(c, spec, place, to, cycle, chosen.move, moment, (cause.verdict or {}).get("wrong", ()))


def note(
    c: Connection, place: Row[Any], to: str, cycle: int, cause: Cause, why: Mapping[str, Any], moment: datetime
) -> None:
    """Write a change of stage down."""
    whole = dict(why)
    if cause.verdict:
        said = {name: said for name, said in cause.verdict.items() if said}
        if "wrong" in said:
            said["wrong"] = [f"re_{number}" for number in said["wrong"]]
        whole["verdict"] = said
    where = {"project_id": place.project_id, "record_id": place.record_id}
    way = {"from_stage": place.stage, "from_cycle": place.cycle, "to_stage": to, "to_cycle": cycle}
    moves.add(c, {**where, **way, "at": moment, "user_id": cause.user_id, "why": whole})


def enter(
    c: Connection,
    spec: Spec,
    place: Row[Any],
    to: str,
    cycle: int,
    move: Move | None,
    moment: datetime,
    wrong: Sequence[int] = (),
) -> None:
    """A place for the record in another stage, with its deadline, for its author first where the move returns it: for the authors
    of the responses that are `wrong`, where others' answers stand."""
    stage, key = spec.stage(to), (place.record_id, to, cycle)
    authors = reviews.authors(c, place.record_id, to) if move is not None and move.kept_hours else []
    back = [one for one in authors if one.response_id in wrong] or authors
    people = max(stage.overlap.min, len(authors)) if len(back) < len(authors) else stage.overlap.min
    if places.open_one(c, place, to, cycle, people):
        _arrange(c, stage, place, key, moment)
    if thresholds := stages.times(stage):
        moves.set_deadline(c, key, place.project_id, moment, moment + timedelta(hours=thresholds[0]))
    if move is not None and move.kept_hours:
        told = {"record": records.key(c, place.record_id), "stage": to}
        tell(c, [one.user_id for one in back], "returned", projects.named(c, place.project_id), **told)
        _give_back(c, place, key, back, moment, moment + timedelta(hours=move.kept_hours))
        for one in authors:
            if one not in back and places.take(c, key):
                _stands(c, place, key, one, moment)
    if move is not None and move.escalate:
        asked = move.escalate
        about = {"record": records.key(c, place.record_id), "stage": to, "severity": asked.severity}
        owners = projects.ids_of(c, place.project_id, asked.owner)
        due = (moment + timedelta(hours=asked.hours)).isoformat()
        tell(c, owners, "escalated", projects.named(c, place.project_id), **about, due_at=due)
        reviews.escalate(
            c,
            {
                "project_id": place.project_id,
                "record_id": place.record_id,
                "stage": to,
                "cycle": cycle,
                "severity": asked.severity,
                "owner": asked.owner,
                "opened_at": moment,
                "remind_at": moment + timedelta(hours=asked.remind),
                "due_at": moment + timedelta(hours=asked.hours),
            },
        )


def _give_back(
    c: Connection, place: Row[Any], key: places.Key, authors: Sequence[Row[Any]], moment: datetime, until: datetime
) -> None:
    """These who answered there last hold the new place's slots till then: a claim hands them out, with what they had said."""
    for old in authors:
        if not places.take(c, key):
            break
        where = {"project_id": place.project_id, "record_id": key[0], "stage": key[1], "cycle": key[2]}
        who = {"user_id": old.user_id, "state": "leased", "spec_version": old.spec_version}
        number = assignments.lease(
            c, {**where, **who, "presentation": old.presentation, "claimed_at": moment, "lease_until": until}, None
        )
        assignments.change(c, number, draft={"answers": old.answers, "active_seconds": 0})


def _stands(c: Connection, place: Row[Any], key: places.Key, old: Row[Any], moment: datetime) -> None:
    """An answer that nobody calls wrong counts in the new cycle, too: a revision in the same words, which its author did not
    have to give again (it has no `claimed_at`, and is paid once)."""
    where = {"project_id": place.project_id, "record_id": key[0], "stage": key[1], "cycle": key[2]}
    same = {"user_id": old.user_id, "presentation": old.presentation, "spec_version": old.spec_version}
    number = assignments.lease(c, {**where, **same, "state": "submitted", "claimed_at": old.claimed_at}, None)
    again = {"assignment_id": number, "revision": old.revision + 1, "parent_id": old.response_id, "surplus": False}
    words = {"answers": old.answers, "guidelines": old.guidelines, "submitted_at": moment}
    made = responses.add(c, {**where, **same, **again, **words})
    assignments.change(c, number, response_id=made, submitted_at=old.submitted_at)
    places.answered(c, key)


def _escalates(spec: Spec, stage: str) -> bool:
    return any(move.escalate and move.to == stage for one in spec.stages for move in one.next)


def _arrange(c: Connection, stage: Stage, place: Row[Any], key: places.Key, moment: datetime) -> None:
    """The new place comes where the stage's order wants it, and is kept for whom the stage wants."""
    if stage.order != "oldest" or arranging.batched(stage) or place.rank != place.record_id:
        body = records.bodies(c, [place.record_id])[place.record_id]
        rank, batch = arranging.opened(c, place.project_id, stage, place.record_id, body)
        places.arrange(c, stage.name, [(place.record_id, rank, batch)])
    keeping.opened(c, stage, key, moment)
