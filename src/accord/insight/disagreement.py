"""How far apart people are on each record: the mean distance between their answers, pair by pair."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from typing import Any

from accord.insight.gathering import envelopes
from accord.schema import QuestionDef

MOST_PAIRED = 30  # people on one record and element whose answers are compared; more say the same


def distance(question: QuestionDef, given: Iterable[Mapping[str, Any]]) -> float | None:
    """The mean distance between two people's answers, 0 to 1; None when fewer than two answered.

    For a question asked of each element, that of the element people differ on most.
    """
    said: dict[str, list[Any]] = {}
    for answers in given:
        if question.name in answers:
            for element, envelope in envelopes(question, answers[question.name]):
                if "value" in envelope:
                    said.setdefault(element, []).append(envelope["value"])
    found = [_mean(question, values) for values in said.values() if len(values) > 1]
    return max(found) if found else None


def _mean(question: QuestionDef, values: Sequence[Any]) -> float:
    total, pairs = 0.0, 0
    for a, b in combinations(values[:MOST_PAIRED], 2):
        try:
            total += question.kind.distance(question.spec, a, b)
        except (AttributeError, KeyError, TypeError, ValueError, ZeroDivisionError):
            continue  # given under a definition that the question no longer has
        pairs += 1
    return total / pairs if pairs else 0.0
