"""Parts that are more than rows: a curve over the elements of a field, a confusion of values, a funnel along a run."""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from typing import Any

import numpy as np

from accord.insight.results.leaves import leaves
from accord.insight.results.ratio import Ratio
from accord.insight.results.seen import Seen
from accord.schema.results import Result

POINTS = 20  # a curve is read at so many places of the length (of a story, a run)
STEPS = 10
MOST_VALUES = 30


class Curve:
    """Numbers that were given each of a field's elements, over the length of the field, with the spread between people."""

    def __init__(self, result: Result) -> None:
        self.result = result
        self.mean: dict[str, list[Ratio]] = {}
        self.spread: dict[str, list[Ratio]] = {}

    def feed(self, seen: Seen) -> None:
        """Everybody's line over this record, read at the same places by linear interpolation."""
        lines = self._lines(seen)
        if not lines:
            return
        group = seen.group(self.result.by)
        mean = self.mean.setdefault(group, [Ratio() for _ in range(POINTS)])
        spread = self.spread.setdefault(group, [Ratio() for _ in range(POINTS)])
        for at, column in enumerate(np.array(lines).T):
            mean[at].add(float(column.mean()), 1)
            if len(column) > 1:
                spread[at].add(float(column.std(ddof=1)), 1)

    def _lines(self, seen: Seen) -> list[Any]:
        question = seen.spec.questions[self.result.of[0]]
        order = {element: at for at, element in enumerate(seen.places(question.each))}
        points: dict[int, list[tuple[float, float]]] = defaultdict(list)
        for person, element, value in seen.given(question.name):
            if element in order and isinstance(value, int | float) and not isinstance(value, bool):
                points[person].append(((order[element] + 0.5) / len(order), float(value)))
        grid = (np.arange(POINTS) + 0.5) / POINTS
        return [np.interp(grid, *zip(*sorted(line), strict=True)) for line in points.values() if line]

    def table(self) -> dict[str, Any]:
        """For each group the mean at each place with its interval, and the mean spread between people."""
        rows = [
            {"group": group, "at": (at + 0.5) / POINTS, **mean.figure(), "spread": self._spread(group, at)}
            for group, line in sorted(self.mean.items())
            for at, mean in enumerate(line)
        ]
        return {"rows": rows, "more": 0}

    def _spread(self, group: str, at: int) -> float | None:
        found = self.spread[group][at]
        return found.top / found.bottom if found.bottom else None


class Confusion:
    """How often one person says the one and another the other about the same record; the most frequent values, the rest together."""

    def __init__(self, result: Result) -> None:
        self.result = result
        self.pairs: Counter[tuple[str, str]] = Counter()

    def feed(self, seen: Seen) -> None:
        """Every ordered pair of people, each record counting as much as it has people less one."""
        said: dict[str, dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
        path = self.result.of
        each = bool(seen.spec.questions[path[0]].each)
        for person, element, value in seen.given(path[0]):
            words = [str(leaf) for _, leaf in leaves(value, path[1:])]
            said[element if each else ""][person] += words
        for people in said.values():
            share = 1 / max(len(people) - 1, 1)
            for one, other in itertools.permutations(people.values(), 2):
                for a, b in itertools.product(one, other):
                    self.pairs[a, b] += share / (len(one) * len(other))

    def table(self) -> dict[str, Any]:
        """The values, and the matrix of counts in their order."""
        totals = Counter[str]()
        for (a, _), count in self.pairs.items():
            totals[a] += count
        names = [name for name, _ in totals.most_common(MOST_VALUES)]
        matrix = [[round(self.pairs[a, b], 6) for b in names] for a in names]
        return {"names": names, "matrix": matrix, "more": max(len(totals) - MOST_VALUES, 0), "rows": []}


class Funnel:
    """At which part of a run the chosen element stands: how many runs are still without it after each part."""

    def __init__(self, result: Result) -> None:
        self.result = result
        self.left: dict[str, list[Ratio]] = {}

    def feed(self, seen: Seen) -> None:
        """Each who answered the stage counts; who chose nothing stays to the end."""
        question = seen.spec.questions[self.result.of[0]]
        source = next(
            (str(one["from"]) for one in question.kind.dump(question.spec).values() if isinstance(one, dict) and "from" in one),
            question.of,
        )  # fmt: skip
        order = {element: at for at, element in enumerate(seen.places(source))}
        if not order or not seen.answers:
            return
        chosen = [order[str(leaf)] / len(order) for _, _, leaf in seen.found(self.result.of) if str(leaf) in order]
        left = self.left.setdefault(seen.group(self.result.by), [Ratio() for _ in range(STEPS)])
        for step, ratio in enumerate(left):
            gone = sum(1 for place in chosen if place < (step + 1) / STEPS)
            ratio.add(len(seen.answers) - gone, len(seen.answers))

    def table(self) -> dict[str, Any]:
        """The share that is left after each tenth of the run."""
        rows = [
            {"group": group, "at": (step + 1) / STEPS, **ratio.figure(share=True)}
            for group, left in sorted(self.left.items())
            for step, ratio in enumerate(left)
        ]
        return {"rows": rows, "more": 0}
