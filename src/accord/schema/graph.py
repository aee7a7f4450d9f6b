"""The stages as a graph: what is wrong with it as a whole, and a picture of it in characters.

A record enters the first stage. From every stage an end must be in reach, every stage must be in reach from the first, a way round
must have a bound (`cycles` of a stage in it, or `cycle < N` in a move's condition), and what a stage shows must have been before it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from accord.schema.faults import Fault
from accord.schema.moves import ENDS, bounded
from accord.schema.spec import Move, Stage

Stages = Sequence[Stage]


def check(stages: Stages) -> list[Fault]:
    """Faults of the graph; the first one carries its picture, with what is wrong written in it."""
    found = [*_shadowed(stages), *_unreachable(stages), *_endless(stages), *_dead_ends(stages), *_unseen(stages)]
    if not found:
        return []
    notes: dict[int, str] = {}
    for fault in found:
        at = int(fault.pointer.split("/")[2])
        notes[at] = f"{notes[at]}; {WRONG[fault.code]}" if at in notes else WRONG[fault.code]
    return [replace(found[0], picture=picture(stages, notes)), *found[1:]]


WRONG = {
    "shadowed": "a move is never taken",
    "unreachable": "nothing leads here",
    "endless": "goes round for ever",
    "dead-end": "no way out",
    "not-before": "shows what has not been",
}


def picture(stages: Stages, wrong: Mapping[int, str] = {}) -> str:
    """The graph in characters; `wrong` is written beside stages, by their place.

    >>> print(picture((Stage("a", next=(Move("b"),)), Stage("b", cycles=2, next=(Move("a"),))), {1: "no way out"}))
    a
      ├─ always ─> b
      └─ else ─> done
    b, at most 2 times  <-- WRONG: no way out
      └─ always ─> a (back)
    """
    order = {stage.name: at for at, stage in enumerate(stages)}
    lines = []
    for at, stage in enumerate(stages):
        people = stage.overlap.json()
        said = [stage.name, stage.kind if stage.kind != "annotate" else ""]
        said += [f"{stage.overlap.min} to {stage.overlap.max} people" if isinstance(people, dict) else ""]
        said += [f"{people} people" if isinstance(people, int) and people > 1 else ""]
        said += [f"at most {stage.cycles} time{'s' * (stage.cycles > 1)}" if stage.cycles else ""]
        lines.append(", ".join(part for part in said if part) + (f"  <-- WRONG: {wrong[at]}" if at in wrong else ""))
        told = list(_told(stage, at, order, {one.name for one in stages if one.cycles}))
        lines += [f"  {'└' if n == len(told) - 1 else '├'}─ {line}" for n, line in enumerate(told)]
    return "\n".join(lines)


def _told(stage: Stage, at: int, order: Mapping[str, int], limited: set[str]) -> Iterator[str]:
    for n, move in enumerate(stage.next):
        when = f"if {move.when.source}" if move.when else "else" if n else "always"
        more = " (back)" if order.get(move.to, len(order)) <= at else ""
        more += f" (to its author for {move.kept_hours:g} h)" if move.kept_hours else ""
        more += f" (escalated, {move.escalate.severity}, {move.escalate.hours:g} h)" if move.escalate else ""
        yield f"{when} ─> {move.to}{more}"
    if all(move.when or move.to in limited for move in stage.next):
        yield "else ─> done"


def _stops(stage: Stage, limited: set[str]) -> bool:
    """Whether a record may be left without a move, and so be done."""
    return all(move.when or move.to in limited for move in stage.next)


def _edges(stages: Stages) -> dict[str, list[str]]:
    return {stage.name: [move.to for move in _live(stage, stages)] for stage in stages}


def _live(stage: Stage, stages: Stages) -> Iterator[Move]:
    """The moves that can be taken: up to the first one that always is."""
    limited = {one.name for one in stages if one.cycles}
    for move in stage.next:
        yield move
        if move.when is None and move.to not in limited:
            return


def _reach(edges: Mapping[str, Sequence[str]], start: str) -> set[str]:
    """What can be reached by at least one move."""
    seen: set[str] = set()
    ahead = list(edges.get(start, ()))
    while ahead:
        one = ahead.pop()
        if one not in seen:
            seen.add(one)
            ahead += edges.get(one, ())
    return seen


def _shadowed(stages: Stages) -> Iterator[Fault]:
    limited = {one.name for one in stages if one.cycles}
    for at, stage in enumerate(stages):
        always, said = False, set()
        for n, move in enumerate(stage.next):
            source = move.when.source if move.when else ""
            if always or (source in said and source):
                before = (
                    "one above has the same condition" if source in said and source else "one above is always taken"
                )
                message = f"the move from {stage.name} to {move.to} is never taken: {before}"
                yield Fault(f"/stages/{at}/next/{n}", "shadowed", message)
            said.add(source)
            always = always or (move.when is None and move.to not in limited)


def _unreachable(stages: Stages) -> Iterator[Fault]:
    seen = _reach(_edges(stages), stages[0].name) | {stages[0].name}
    for at, stage in enumerate(stages):
        if stage.name not in seen:
            message = f"no record ever comes to {stage.name}: no move leads there from {stages[0].name}"
            yield Fault(f"/stages/{at}", "unreachable", message)


def _endless(stages: Stages) -> Iterator[Fault]:
    """Ways round without a bound: what is left of the graph without bounded stages and moves must have none."""
    limited = {one.name for one in stages if one.cycles}
    edges = {
        stage.name: [move.to for move in _live(stage, stages) if not bounded(move) and move.to not in limited]
        for stage in stages
    }
    told: set[str] = set()
    for at, stage in enumerate(stages):
        if stage.name in told or stage.name not in _reach(edges, stage.name):
            continue
        way = _round(edges, stage.name)
        told |= set(way)
        words = " -> ".join([*way, stage.name])
        message = f"a record may go round for ever: {words}; give one of them `cycles: N`, or a move `cycle < N`"
        yield Fault(f"/stages/{at}", "endless", message)


def _round(edges: Mapping[str, Sequence[str]], start: str) -> list[str]:
    """The shortest way from a stage back to itself."""
    ways = [[start]]
    while True:
        way = ways.pop(0)
        for to in edges.get(way[-1], ()):
            if to == start:
                return way
            if to not in way:
                ways.append([*way, to])


def _dead_ends(stages: Stages) -> Iterator[Fault]:
    limited = {one.name for one in stages if one.cycles}
    edges = _edges(stages)
    stops = {stage.name for stage in stages if _stops(stage, limited)} | set(ENDS)
    for at, stage in enumerate(stages):
        if stage.name not in stops and not _reach(edges, stage.name) & stops:
            yield Fault(f"/stages/{at}", "dead-end", f"from {stage.name} no record ever gets to {', '.join(ENDS)}")


def _unseen(stages: Stages) -> Iterator[Fault]:
    edges = _edges(stages)
    for at, stage in enumerate(stages):
        for one in stage.shows:
            if stage.name not in _reach(edges, one):
                message = f"{stage.name} shows {one}, which no record has passed before it comes here"
                yield Fault(f"/stages/{at}/shows", "not-before", message)
