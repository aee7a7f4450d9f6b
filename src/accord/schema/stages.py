"""Reads the stages: names, kinds, overlaps, moves. What the graph as a whole must be is in `graph`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from accord.schema import graph
from accord.schema.audience import ORDERS, read_audience, read_groups
from accord.schema.faults import Fault, nearest
from accord.schema.moves import ENDS, read_moves
from accord.schema.parameters import Parameters
from accord.schema.spec import Move, Overlap, Stage

NAME = re.compile(r"[a-z][a-z0-9_-]{0,63}\Z")
KINDS = {
    "annotate": "people answer its questions",
    "review": "people approve, reject, return or fix what the stages it shows said",
    "adjudicate": "an expert decides between the answers of the stages it shows, and says what went wrong",
}
MOST_PEOPLE = 1000
MOST_CYCLES = 20


def read_stages(raw: Any, questions: Sequence[str], faults: list[Fault]) -> tuple[Stage, ...]:
    """The stages; without any, one stage `annotate` that asks everything once."""
    if raw is None:
        return (Stage("annotate"),)
    if not isinstance(raw, list) or not raw or not all(isinstance(one, Mapping) for one in raw):
        faults.append(Fault("/stages", "not-stages", "stages is a list of mappings, each with its name"))
        return (Stage("annotate"),)
    names = [str(one.get("name", "")) for one in raw]
    before = len(faults)
    stages = tuple(
        _read(one, f"/stages/{at}", at, names, questions, faults, raw[at + 1 :]) for at, one in enumerate(raw)
    )
    if len(faults) == before:  # a graph of stages that could not be read would only repeat their faults
        faults += graph.check(stages)
    return stages


def _read(
    raw: Mapping[str, Any],
    at: str,
    place: int,
    names: Sequence[str],
    questions: Sequence[str],
    faults: list[Fault],
    later: Sequence[Mapping[str, Any]] = (),
) -> Stage:
    p = Parameters(raw)
    name = p.text("name")
    if not NAME.match(name) or name in ENDS:
        p.fault(
            "name", "bad-name", f"{name!r}: a stage's name is small letters, digits, - and _, and not {', '.join(ENDS)}"
        )
    if name in names[:place]:
        p.fault("name", "duplicate", f"two stages are called {name!r}")
    kind = p.one_of("kind", tuple(KINDS), "annotate")
    asked = p.texts("questions") if raw.get("questions") is not None else None
    for one in asked or ():
        if one not in questions:
            p.fault("questions", "unknown-question", f"there is no question {one!r}", nearest(one, questions))
    shows = p.texts("shows")
    for one in shows:
        if one not in names:
            p.fault("shows", "unknown-stage", f"there is no stage {one!r}", nearest(one, names))
    if kind != "annotate" and not shows:
        p.fault("shows", "missing", f"a stage to {kind} says in `shows` whose answers it is about")
    overlap = _overlap(p, questions)
    judges = next((str(one.get("name", "")) for one in later if one.get("kind") == "adjudicate"), "")
    moves = read_moves(p, names) if raw.get("next") is not None else _usual(kind, shows, judges, overlap.max)
    stage = Stage(
        name, asked, overlap, read_audience(p, names, overlap.max), shows, moves, kind,
        p.whole("cycles", None, 1, MOST_CYCLES) or 0, p.flag("blind"), p.one_of("order", tuple(ORDERS), "oldest"), p.flag("training"),
    )  # fmt: skip
    p.value("next")
    faults += [fault.under(at) for fault in p.faults()]
    return stage


def _usual(kind: str, shows: Sequence[str], judges: str, people: int) -> tuple[Move, ...]:
    """Where records go from a stage that does not say so: through a review, back to their authors at most twice; where several
    reviewers are evenly split, to a later stage that adjudicates."""
    from accord.schema.moves import KEPT_HOURS, condition

    if kind != "review" or not shows:
        return (Move("done"),)
    return (
        Move("rejected", condition("verdict == 'reject'")),
        Move(shows[-1], condition("verdict == 'return' && cycle < 2"), KEPT_HOURS),
        Move("returned", condition("verdict == 'return'")),
        *([Move(judges, condition("verdict == 'tie'"))] if judges and people > 1 else []),
        Move("done"),
    )


def _overlap(p: Parameters, questions: Sequence[str]) -> Overlap:
    raw = p.value("overlap", 1)
    if isinstance(raw, int) and not isinstance(raw, bool) and 1 <= raw <= MOST_PEOPLE:
        return Overlap(raw, raw)
    if not isinstance(raw, Mapping):
        p.fault(
            "overlap", "bad-overlap", f"overlap is a number of people from 1 to {MOST_PEOPLE}, or {{min, max, until}}"
        )
        return Overlap()
    inner = Parameters(raw)
    least = inner.whole("min", 1, 1, MOST_PEOPLE) or 1
    most = inner.whole("max", least, 1, MOST_PEOPLE) or least
    until = inner.value("until", {})
    if most < least:
        inner.fault("max", "out-of-range", f"max {most} is below min {least}")
    if not isinstance(until, Mapping) or not all(isinstance(v, int | float) and 0 < v <= 1 for v in until.values()):
        inner.fault("until", "bad-until", "until is a mapping from question to a confidence between 0 and 1")
        until = {}
    for one in until:
        if one not in questions:
            inner.fault("until", "unknown-question", f"there is no question {one!r}", nearest(str(one), questions))
    groups = read_groups(inner)
    if groups is not None and groups.least > least:
        inner.fault("groups", "out-of-range", f"{groups.least} groups need at least as many people, and min is {least}")
    for fault in inner.faults():
        p.fault("overlap", fault.code, f"{fault.pointer[1:]}: {fault.message}", fault.nearest)
    return Overlap(least, most, {str(key): float(value) for key, value in until.items()}, groups)
