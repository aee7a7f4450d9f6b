"""How far a report is: one way over several steps, of which each has its weight."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from accord.jobs.task import Told
from accord.schema import Spec

READING = "reading"
DRAWN = 20_000  # distances that a question with many different answers takes beside those within records
LIGHT = 0.05  # of a response, what it costs a question that needs no distances


def weights(spec: Spec, responses: int) -> dict[str, float]:
    """What each step takes, in units of a response that is read, before anything is read."""
    whole = {READING: float(responses)}
    for name, question in spec.questions.items():
        by_distance = question.kind.level(question.spec) == "distance"
        whole[name] = responses + DRAWN if by_distance else LIGHT * responses
    return whole


class Course:
    """Tells thousandths of the whole way.

    >>> course = Course(lambda done, total, step: print(done, total, step), {"reading": 1.0, "tone": 3.0})
    >>> course.step("reading")(5, 10)
    0 1000 reading
    125 1000 reading
    >>> course.step("tone")(1, 3)
    250 1000 tone
    500 1000 tone
    """

    def __init__(self, told: Told, weights: Mapping[str, float]) -> None:
        self._told, self._weights = told, weights
        self._whole = sum(weights.values()) or 1.0

    def step(self, name: str) -> Callable[[int, int], None]:
        """How far this step is: so many of so many."""
        behind, own = 0.0, self._weights.get(name, 0.0)
        for other, weight in self._weights.items():
            if other == name:
                break
            behind += weight

        def reached(done: int, total: int) -> None:
            part = min(1.0, done / total) if total else 1.0
            self._told(round(1000 * (behind + own * part) / self._whole), 1000, name)

        reached(0, 1)
        return reached
