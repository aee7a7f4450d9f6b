"""Evidence about one person: each thing that a rule may collect, over the rule's window."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import fmean, median
from typing import Any

from sqlalchemy import Connection

from accord.control import queries
from accord.schema import Spec
from accord.schema.policy import MOST_WINDOW

SURE = 0.05  # how seldom chance may explain a drift


@dataclass(frozen=True, slots=True)
class Asked:
    """Whose evidence is asked for, from when on, and at most how many answers of it."""

    spec: Spec
    project_id: int
    user_id: int
    since: datetime
    most: int = MOST_WINDOW


@dataclass(frozen=True, slots=True)
class Evidence:
    """What was collected: None where there is nothing yet."""

    value: float | None
    n: int


def collect(c: Connection, what: str, asked: Asked) -> Evidence:
    """The evidence of this name (`schema.policy.COLLECTS`)."""
    return _COLLECTORS[what](c, asked)


def _gold_accuracy(c: Connection, asked: Asked) -> Evidence:
    rows = queries.graded(c, asked.project_id, asked.user_id, ["gold"], asked.since, asked.most)
    return _mean([row.score for row in rows])


def _attention_failures(c: Connection, asked: Asked) -> Evidence:
    rows = queries.graded(c, asked.project_id, asked.user_id, ["attention"], asked.since, asked.most)
    return Evidence(float(sum(row.score < 1 for row in rows)) if rows else None, len(rows))


def _agreement(c: Connection, asked: Asked) -> Evidence:
    return _mean([score for _, score in _agreements(c, asked)])


def _rejections(c: Connection, asked: Asked) -> Evidence:
    rows = queries.reviewed(c, asked.project_id, asked.user_id, asked.since, asked.most)
    return _mean([float(_against(row)) for row in rows])


def _against(row: Any) -> bool:
    """Whether a verdict is against this person's answer: a return may be about others' answers only."""
    if row.action == "return" and row.wrong:
        return row.response_id in row.wrong
    return row.action in ("reject", "return")


def _speed(c: Connection, asked: Asked) -> Evidence:
    rows = queries.answered(c, asked.project_id, asked.user_id, asked.since, asked.most)
    times = [row.active_seconds for row in rows if row.active_seconds is not None]
    return Evidence(median(times) if times else None, len(times))


def _skips(c: Connection, asked: Asked) -> Evidence:
    rows = queries.ended(c, asked.project_id, asked.user_id, asked.since, asked.most)
    return _mean([float(row.state == "skipped") for row in rows])


def _drift(c: Connection, asked: Asked) -> Evidence:
    """Known answers and agreement with the others in one series over time."""
    rows = queries.graded(c, asked.project_id, asked.user_id, ["gold", "attention"], asked.since, asked.most)
    series = sorted([(row.at, row.score) for row in rows] + _agreements(c, asked), key=lambda one: one[0])[
        -asked.most :
    ]
    if not series:
        return Evidence(None, 0)
    from accord.quality import change_point  # arrays are loaded where somebody needs them

    found = change_point([score for _, score in series])
    fell = found.before is not None and found.after is not None and found.p is not None and found.p <= SURE
    return Evidence(max(0.0, (found.before or 0) - (found.after or 0)) if fell else 0.0, len(series))


_COLLECTORS: dict[str, Callable[[Connection, Asked], Evidence]] = {
    "gold_accuracy": _gold_accuracy,
    "attention_failures": _attention_failures,
    "agreement_with_consensus": _agreement,
    "reviewer_rejections": _rejections,
    "speed": _speed,
    "skips": _skips,
    "drift": _drift,
}


def _agreements(c: Connection, asked: Asked) -> list[tuple[datetime, float]]:
    """How far each answer agrees with the consensus of the others who answered the same, where there are others; newest first."""
    mine = [
        row for row in queries.answered(c, asked.project_id, asked.user_id, asked.since, asked.most) if not row.hidden
    ]
    said: dict[tuple[int, str, int], list[Any]] = {}
    for row in queries.others(c, [row.record_id for row in mine], asked.user_id):
        said.setdefault((row.record_id, row.stage, row.cycle), []).append(row.answers)
    out = []
    for row in mine:
        others = said.get((row.record_id, row.stage, row.cycle), [])
        if others and (score := agreement(asked.spec, row.answers, others)) is not None:
            out.append((row.submitted_at, score))
    return out


def agreement(spec: Spec, own: Any, others: Sequence[Any]) -> float | None:
    """1 less the mean distance of a person's answers from what the others say together; None where nothing compares."""
    scores = []
    for question in spec.questions.values():
        for element, value in _values(question.each, own.get(question.name)).items():
            said = [_values(question.each, one.get(question.name)).get(element) for one in others]
            if known := [one for one in said if one is not None]:
                agreed = question.kind.consensus(question.spec, known)
                if agreed is not None:
                    scores.append(1 - question.kind.distance(question.spec, value, agreed.value))
    return fmean(scores) if scores else None


def _values(each: str, envelope: Any) -> dict[str, Any]:
    parts = envelope if each else {"": envelope}
    return {element: one["value"] for element, one in (parts or {}).items() if isinstance(one, dict) and "value" in one}


def _mean(scores: Sequence[float]) -> Evidence:
    return Evidence(fmean(scores) if scores else None, len(scores))
