"""What an answer does to its place: counted, and when the place has enough, the record goes where the stage says."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Row

from accord.schema import Spec
from accord.work import stages
from accord.work.queries import places, responses


def count_answer(c: Connection, spec: Spec, key: places.Key, meta: Any, hours: float = 0.0) -> None:
    """One held slot of the place became an answer; in the transaction that stores it."""
    place = places.answered(c, key)
    if place.state == "open" and place.answered >= place.overlap:
        _finish(c, spec, place, meta, hours)


def _finish(c: Connection, spec: Spec, place: Row[Any], meta: Any, hours: float) -> None:
    key = (place.record_id, place.stage, place.cycle)
    stage = next((one for one in spec.stages if one.name == place.stage), None)
    if stage is None:  # the spec has left this stage behind
        places.set_state(c, key, "done")
        return
    conditional = bool(stage.overlap.until) or any(move.when for move in stage.next)
    given = responses.of_place(c, *key) if conditional else []
    if stages.wants_more(spec, stage, place.overlap, given):
        places.widen(c, key, 1)
        return
    places.set_state(c, key, "done")
    to = stages.target(spec, stage, given, cycle=place.cycle, hours=hours, meta=meta)
    if to not in [one.name for one in spec.stages]:
        return
    cycle = stages.next_cycle(spec, stage.name, to, place.cycle)
    if cycle < stages.MOST_CYCLES:
        places.open_one(c, place, to, cycle, spec.stage(to).overlap.min)
