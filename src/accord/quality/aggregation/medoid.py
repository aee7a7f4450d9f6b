"""Texts, boxes, trees, anything with a distance: the label that lies nearest to all the others."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from accord.quality.aggregation.consensus import TIE
from accord.quality.aggregation.majority import row_weights
from accord.quality.arrays import FloatArray, IntArray
from accord.quality.distances.text import edit_distance
from accord.quality.labels import Labels

Distance = Callable[[Any, Any], float]


@dataclass(frozen=True, slots=True)
class Nearest:
    """One item: the label to believe (None without any), its mean distance to the item's other labels (None for a
    single one), whether another label is as near, and the share of labels that equal it."""

    item: Any
    label: Any
    distance: float | None
    tied: bool
    share: float
    n_labels: int


@dataclass(frozen=True, slots=True)
class Chooser:
    """One person: mean distance of their labels to the labels believed, and how often they were the one believed."""

    annotator: Any
    n_labels: int
    distance: float
    chosen: float


@dataclass(frozen=True, eq=False)
class MedoidConsensus:
    """The chosen category of each item (``code``, -1 without a label), its mean distance (NaN for a single label), and
    of each person the mean distance to what was chosen and the share of items where theirs was."""

    labels: Labels
    code: IntArray
    distance: FloatArray
    tied: Any
    share: FloatArray
    away: FloatArray
    chosen: FloatArray

    def believed(self) -> Iterator[Nearest]:
        """One `Nearest` an item, in order."""
        size = np.bincount(self.labels.item, minlength=self.labels.n_items)
        told = zip(self.labels.items, self.code, self.distance, self.tied, self.share, size, strict=True)
        for item, code, far, tied, share, n in told:
            label = self.labels.categories[code] if code >= 0 else None
            yield Nearest(item, label, float(far) if np.isfinite(far) else None, bool(tied), float(share), int(n))

    @property
    def values(self) -> list[Any]:
        """The label to believe for each item, in order; None for an item without a label."""
        return [self.labels.categories[c] if c >= 0 else None for c in self.code]

    def people(self) -> Iterator[Chooser]:
        """One `Chooser` an annotator, in order."""
        volume = np.bincount(self.labels.annotator, minlength=self.labels.n_annotators)
        for name, n, away, chosen in zip(self.labels.annotators, volume, self.away, self.chosen, strict=True):
            yield Chooser(name, int(n), float(away), float(chosen))


def medoid(
    labels: Labels, distance: Distance | None = None, weights: Mapping[Any, float] | Any = None
) -> MedoidConsensus:
    """Of each item's own labels the one with the least (weighted) mean distance to the item's labels.

    Args:
        labels: any values.
        distance: of two labels, 0 for equal ones, e.g. `edit_distance` (the default, for texts), `box_distance`,
            `masi_distance`, `kendall_distance`; each pair of different labels of an item is measured once.
        weights: annotator -> weight from 0 up, or one number a row.

    Equally near labels: the one more people gave, then the one that sorts first as text.

    A medoid is somebody's real answer: readable, but no better than the best answer given, and with two different
    answers there is nothing to choose by (``tied``).

    Raises:
        ValueError: a distance that is negative or not a number, names the two labels.

    >>> labels = Labels.from_matrix([["the cat sat"], ["the cat sat."], ["a dog ran"]])
    >>> medoid(labels).values
    ['the cat sat']
    """
    measure = distance or edit_distance
    weight = np.ones(labels.n_labels) if weights is None else row_weights(labels, weights)
    n = labels.n_items
    code, far = np.full(n, -1, dtype=np.int64), np.full(n, np.nan)
    tied, share = np.zeros(n, dtype=bool), np.zeros(n)
    away, chosen = np.zeros(labels.n_labels), np.zeros(labels.n_labels)
    order = np.argsort(labels.item, kind="stable")
    edges = np.searchsorted(labels.item[order], np.arange(n + 1))
    known: dict[tuple[int, int], float] = {}
    for item in np.flatnonzero(np.diff(edges)):
        rows = order[edges[item] : edges[item + 1]]
        kinds, inverse = np.unique(labels.value[rows], return_inverse=True)
        table = _distances(labels, kinds, measure, known)
        mass = np.bincount(inverse, weight[rows])
        count = np.bincount(inverse)
        best, tied[item] = _nearest(labels, kinds, table @ mass, count)
        others = mass.sum() - mass[best] / max(count[best], 1)
        code[item], share[item] = kinds[best], count[best] / len(rows)
        if len(rows) > 1:
            far[item] = float(table[best] @ mass) / others if others > 0 else float(table[best].mean())
        away[rows], chosen[rows] = table[best][inverse], inverse == best
    volume = np.maximum(np.bincount(labels.annotator, minlength=labels.n_annotators), 1)
    mean = [np.bincount(labels.annotator, part, minlength=labels.n_annotators) / volume for part in (away, chosen)]
    return MedoidConsensus(labels, code, far, tied, share, mean[0], mean[1])


def _distances(labels: Labels, kinds: IntArray, distance: Distance, known: dict[tuple[int, int], float]) -> FloatArray:
    table = np.zeros((len(kinds), len(kinds)))
    for i, a in enumerate(kinds):
        for j in range(i):
            pair = (int(kinds[j]), int(a))
            if pair not in known:
                known[pair] = _measured(labels.categories[pair[0]], labels.categories[pair[1]], distance)
            table[i, j] = table[j, i] = known[pair]
    return table


def _measured(one: Any, other: Any, distance: Distance) -> float:
    found = float(distance(one, other))
    if not np.isfinite(found) or found < 0:
        raise ValueError(f"the distance between {one!r} and {other!r} is {found}: want 0 or more")
    return found


def _nearest(labels: Labels, kinds: IntArray, total: FloatArray, count: IntArray) -> tuple[int, bool]:
    near = np.flatnonzero(total <= total.min() + TIE * max(float(total.max()), 1.0))
    ranked: Sequence[int] = sorted(near, key=lambda i: (-int(count[i]), str(labels.categories[int(kinds[i])])))
    return int(ranked[0]), len(near) > 1
