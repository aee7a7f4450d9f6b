"""How far apart people are on each record: the mean distance between their answers, pair by pair."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any

from accord.insight.gathering import envelopes
from accord.schema import QuestionDef

MOST_PAIRED = 30  # people on one record and element whose answers are compared; more say the same


@dataclass
class Apart:
    """Records on which people differ: 16 bytes a record."""

    record: array[int] = field(default_factory=lambda: array("q"))
    distance: array[float] = field(default_factory=lambda: array("d"))

    def add(self, record: int, distance: float) -> None:
        """One record that people do not agree on."""
        self.record.append(record)
        self.distance.append(distance)

    def ordered(self) -> Apart:
        """Farthest first; equal ones in the order of the records."""
        order = sorted(range(len(self.record)), key=lambda at: (-self.distance[at], self.record[at]))
        return Apart(array("q", (self.record[a] for a in order)), array("d", (self.distance[a] for a in order)))


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
