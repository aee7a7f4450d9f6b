"""Reads the stage graph: names, overlaps, moves."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from accord.schema.conditions import Condition, ConditionError
from accord.schema.faults import Fault, nearest
from accord.schema.parameters import Parameters
from accord.schema.spec import Move, Overlap, Stage

NAME = re.compile(r"[a-z][a-z0-9_-]{0,63}\Z")
ENDS = ("done", "rejected", "returned")
SEEN = ("agreement", "confidence", "consensus", "answers", "cycle", "hours", "meta")
MOST_PEOPLE = 1000


def read_stages(raw: Any, questions: Sequence[str], faults: list[Fault]) -> tuple[Stage, ...]:
    """The stages; without any, one stage `annotate` that asks everything once."""
    if raw is None:
        return (Stage("annotate"),)
    if not isinstance(raw, list) or not raw or not all(isinstance(one, Mapping) for one in raw):
        faults.append(Fault("/stages", "not-stages", "stages is a list of mappings, each with its name"))
        return (Stage("annotate"),)
    names = [str(one.get("name", "")) for one in raw]
    return tuple(_read(one, f"/stages/{at}", at, names, questions, faults) for at, one in enumerate(raw))


def _read(
    raw: Mapping[str, Any], at: str, place: int, names: Sequence[str], questions: Sequence[str], faults: list[Fault]
) -> Stage:
    p = Parameters(raw)
    name = p.text("name")
    if not NAME.match(name) or name in ENDS:
        p.fault(
            "name", "bad-name", f"{name!r}: a stage's name is small letters, digits, - and _, and not {', '.join(ENDS)}"
        )
    if name in names[:place]:
        p.fault("name", "duplicate", f"two stages are called {name!r}")
    asked = p.texts("questions") if raw.get("questions") is not None else None
    for one in asked or ():
        if one not in questions:
            p.fault("questions", "unknown-question", f"there is no question {one!r}", nearest(one, questions))
    shows = p.texts("shows")
    for one in shows:
        if one not in names:
            p.fault("shows", "unknown-stage", f"there is no stage {one!r}", nearest(one, names))
    who = p.value("who", {})
    if not isinstance(who, Mapping):
        p.fault("who", "not-a-mapping", "who is a mapping, like {role: reviewer}")
        who = {}
    stage = Stage(name, asked, _overlap(p, questions), dict(who), shows, _moves(p, names))
    faults += [fault.under(at) for fault in p.faults()]
    return stage


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
    for fault in inner.faults():
        p.fault("overlap", fault.code, f"{fault.pointer[1:]}: {fault.message}", fault.nearest)
    return Overlap(least, most, {str(key): float(value) for key, value in until.items()})


def _moves(p: Parameters, names: Sequence[str]) -> tuple[Move, ...]:
    raw = p.value("next", [{"to": "done"}])
    if not isinstance(raw, list) or not raw or not all(isinstance(one, Mapping) for one in raw):
        p.fault("next", "not-moves", "next is a list of {when, to}")
        return (Move("done"),)
    return tuple(_move(p, one, names) for one in raw)


def _move(p: Parameters, raw: Mapping[str, Any], names: Sequence[str]) -> Move:
    inner = Parameters(raw)
    to, source = inner.text("to", "done"), inner.text("when")
    if to not in (*names, *ENDS):
        inner.fault("to", "unknown-stage", f"there is no stage {to!r}", nearest(to, (*names, *ENDS)))
    when = None
    if source:
        try:
            when = Condition(source, SEEN)
        except ConditionError as error:
            inner.fault("when", "bad-condition", str(error), error.nearest)
    for fault in inner.faults():
        p.fault("next", fault.code, fault.message, fault.nearest)
    return Move(to, when)
