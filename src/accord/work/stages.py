"""Who may work in a stage, when it has enough answers, and where a record goes then. Pure: values in, values out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any

from accord.schema import Spec, Stage
from accord.schema.conditions import Condition
from accord.schema.expressions import keys_of
from accord.schema.moves import times as hours_of
from accord.schema.spec import Move, QuestionDef

MOST_CYCLES = 20  # a record that has come round this often is done: conditions that never hold must not go on for ever

Answers = Mapping[str, Any]


def missing(stage: Stage, role: str, name: str = "", held: Mapping[str, int] | None = None) -> str | None:
    """What a member of this role (and name, with these skills) lacks for the stage; None when they may work in it.

    >>> from accord.schema.audience import Audience
    >>> missing(Stage("review", who=Audience(role="reviewer")), "annotator")
    'reviewer'
    """
    return next((what for _, what in stage.who.lacks(name, role, held or {})), None)


def wants_more(stage: Stage, overlap: int, sure: Mapping[str, float]) -> bool:
    """Whether one more person shall answer: below the most, and some question less `sure` than `until` asks."""
    if overlap >= stage.overlap.max:
        return False
    return any(sure.get(name, 0.0) < least for name, least in stage.overlap.until.items())


@dataclass(frozen=True, slots=True)
class Seen:
    """What a stage's moves see beside the answers given in it. `visits`: how often the record has been in each stage."""

    cycle: int = 0
    hours: float = 0.0
    meta: Any = None
    verdict: Mapping[str, Any] | None = None
    visits: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Choice:
    """Where a record goes, by which move, and why in values: {"by": "condition", "when", "saw"}, {"by": "answers"}, {"by": "otherwise"}."""

    to: str
    move: Move | None
    why: Mapping[str, Any]


def target(
    spec: Spec, stage: Stage, given: Sequence[Answers], *, cycle: int = 0, hours: float = 0.0, meta: Any = None
) -> str:
    """Where the record goes: another stage's name, or `done`, `rejected`, `returned`. The first move that holds; else done.

    >>> from accord.schema.spec import Move
    >>> spec = Spec("p", {}, {}, (Stage("a", next=(Move("b"),)), Stage("b")))
    >>> target(spec, spec.stages[0], [])
    'b'
    """
    return choose(spec, stage, given, Seen(cycle, hours, meta)).to


def choose(spec: Spec, stage: Stage, given: Sequence[Answers], seen: Seen) -> Choice:
    """The first move that holds and whose stage the record may still come to; else it is done."""
    return _first(spec, stage, stage.next, given, seen) or Choice("done", None, {"by": "otherwise"})


def choose_by_time(spec: Spec, stage: Stage, given: Sequence[Answers], seen: Seen) -> Choice | None:
    """The first move on `hours` that holds though the stage has not all its answers; None where none does."""
    timed = [move for move in stage.next if move.when and "hours" in move.when.names]
    found = _first(spec, stage, timed, given, seen)
    return found and Choice(found.to, found.move, {**found.why, "by": "time"})


def _first(spec: Spec, stage: Stage, moves: Sequence[Move], given: Sequence[Answers], seen: Seen) -> Choice | None:
    bounds = {one.name: one.cycles for one in spec.stages if one.cycles}
    bindings: dict[str, Any] | None = None
    for at, move in enumerate(moves):
        if move.to in bounds and seen.visits.get(move.to, 0) >= bounds[move.to]:
            continue
        if move.when is None:
            return Choice(move.to, move, {"by": "otherwise" if at else "answers"})
        if bindings is None:
            bindings = evidence(spec, stage.name, given)
            bindings |= {"cycle": seen.cycle, "hours": seen.hours, "meta": seen.meta or {}}
            said = seen.verdict or {}
            bindings |= {"verdict": said.get("action"), "reason": said.get("reason")}
        if move.when.evaluate(bindings):
            return Choice(
                move.to, move, {"by": "condition", "when": move.when.source, "saw": _saw(move.when, bindings)}
            )
    return None


def _saw(when: Condition, bindings: Mapping[str, Any]) -> dict[str, Any]:
    """What the condition looked at, by the names it is written in: {"agreement.tone": 0.33}."""
    saw: dict[str, Any] = {}
    for name in sorted(when.names):
        parts = keys_of(when.source, name)
        value = bindings.get(name)
        if parts and isinstance(value, Mapping):
            saw |= {f"{name}.{part}": value[part] for part in sorted(parts) if part in value}
        elif name != "meta" and not isinstance(value, Mapping):
            saw[name] = round(value, 4) if isinstance(value, float) else value
    return saw


def times(stage: Stage) -> tuple[float, ...]:
    """The hours in the stage after which one of its moves may hold though nobody answers, the soonest first."""
    return tuple(sorted({number for move in stage.next if move.when for number in hours_of(move.when)}))


def next_cycle(spec: Spec, stage: str, to: str, cycle: int) -> int:
    """Going on keeps the cycle, going back (or staying) begins another."""
    order = [one.name for one in spec.stages]
    return cycle if order.index(to) > order.index(stage) else cycle + 1


def evidence(spec: Spec, stage: str, given: Sequence[Answers]) -> dict[str, Any]:
    """What `when` sees of a stage's answers: `agreement.Q`, `confidence.Q`, `consensus.Q`, and `answers.Q` of the last person."""
    agreement: dict[str, Any] = {}
    consensus: dict[str, Any] = {}
    for question in spec.asked_in(stage):
        values = values_of(question, given)
        distances = [
            question.kind.distance(question.spec, a, b) for one in values.values() for a, b in combinations(one, 2)
        ]
        if distances:
            agreement[question.name] = 1 - sum(distances) / len(distances)
        if not question.each and (agreed := question.kind.consensus(question.spec, values.get("", []))):
            consensus[question.name] = question.kind.binding(question.spec, agreed.value)
    last = given[-1] if given else {}
    said = {
        question.name: question.kind.binding(question.spec, last[question.name]["value"])
        for question in spec.asked_in(stage)
        if not question.each and "value" in last.get(question.name, {})
    }
    sure = confidence(spec, stage, given)
    return {"agreement": agreement, "confidence": sure, "consensus": consensus, "answers": said}


def confidence(spec: Spec, stage: str, given: Sequence[Answers]) -> dict[str, float]:
    """How sure each question's consensus is; asked of each element, the least sure one counts."""
    sure: dict[str, float] = {}
    for question in spec.asked_in(stage):
        agreed = [question.kind.consensus(question.spec, one) for one in values_of(question, given).values() if one]
        found = [one.confidence for one in agreed if one is not None]
        if found:
            sure[question.name] = min(found)
    return sure


def values_of(question: QuestionDef, given: Sequence[Answers]) -> dict[str, list[Any]]:
    """Bare values by element ("" for the whole record)."""
    out: dict[str, list[Any]] = {}
    for answers in given:
        envelope = answers.get(question.name)
        parts = envelope if question.each else {"": envelope}
        for element, one in (parts or {}).items():
            if isinstance(one, Mapping) and "value" in one:
                out.setdefault(element, []).append(one["value"])
    return out
