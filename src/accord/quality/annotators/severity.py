"""Severity: who rates everything lower, who higher, and who uses only the middle of the scale."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import sparse, stats
from scipy.sparse.csgraph import connected_components

from accord.quality._bootstrap import check_confidence
from accord.quality.arrays import FloatArray
from accord.quality.labels import Labels
from accord.quality.results import Basis, Estimate, Interval


@dataclass(frozen=True, slots=True)
class Severity:
    """One person: ``leniency`` in points of the scale above the mean person (negative: strict) and ``spread``, their
    slope against the others' item means (1 as the others, 0 always the same point)."""

    annotator: Any
    ratings: int
    leniency: Estimate
    spread: float | None


def severity(labels: Labels, confidence: float = 0.95) -> list[Severity]:
    """Additive model rating = item + person + noise by least squares; strictest first.

    Args:
        labels: numbers; people need not have rated the same items, but must be linked through shared ones.

    Returns:
        One row a person; people in a part of the table that shares no item with the largest part cannot be compared
        (None with the reason).

    Source: two-way layout with unequal numbers (Searle 1971, Linear Models, ch. 7); the sum of leniency over the
    compared people is 0. Its many-facet Rasch relative is Linacre 1989.

    >>> found = severity(Labels.from_matrix([[1, 2, 3, 4], [2, 3, 4, 5], [1, 2, 3, 5]]))
    >>> found[0].annotator, round(found[-1].leniency.estimate, 3)
    (0, 0.583)
    """
    check_confidence(confidence)
    ratings = labels.numbers()[labels.value]
    usable = labels.counts.sum(1)[labels.item] > 1
    main = _largest_part(labels, usable)
    rows = usable & main[labels.annotator]
    people = np.flatnonzero(main)
    place = np.full(labels.n_annotators, -1)
    place[people] = np.arange(len(people))
    effects, errors, freedom = _fit(labels.item[rows], place[labels.annotator[rows]], ratings[rows], len(people))
    slopes = _slopes(labels, ratings)
    volume = np.bincount(labels.annotator, minlength=labels.n_annotators)
    quantile = float(stats.t.ppf((1 + confidence) / 2, max(freedom, 1)))
    found = []
    for code, name in enumerate(labels.annotators):
        basis = Basis("leniency, additive model", confidence, int(volume[code]), 1, int(volume[code]))
        if place[code] < 0:
            estimate = basis.undefined("this person shares no rated item with the main body of raters")
        else:
            effect, error = float(effects[place[code]]), float(errors[place[code]])
            if freedom > 0:
                width = quantile * error
                estimate = basis.sure(effect, Interval(effect - width, effect + width, error, "least squares, t"))
            else:
                estimate = basis.plain(effect).noting("no interval: as many unknowns as ratings")
        found.append(Severity(name, int(volume[code]), estimate, slopes[code]))
    return sorted(found, key=lambda s: (s.leniency.estimate is None, s.leniency.estimate or 0.0))


def _largest_part(labels: Labels, usable: Any) -> Any:
    """People of the largest set that shared items link together, as a mask; all False where nobody shares."""
    p, n = labels.n_annotators, labels.n_items
    edges = (np.ones(int(usable.sum())), (labels.annotator[usable], p + labels.item[usable]))
    _, part = connected_components(sparse.coo_array(edges, shape=(p + n, p + n)), directed=False)
    linked = np.zeros(p, dtype=bool)
    linked[labels.annotator[usable]] = True
    if not linked.any():
        return linked
    return linked & (part[:p] == np.bincount(part[:p][linked]).argmax())


def _fit(item: Any, person: Any, ratings: FloatArray, people: int) -> tuple[FloatArray, FloatArray, int]:
    """People's effects (sum 0), their standard errors, and the degrees of freedom: items are swept out first."""
    if not people:
        return np.zeros(0), np.zeros(0), 0
    _, item = np.unique(item, return_inverse=True)
    size = np.bincount(item)
    mean = np.bincount(item, ratings) / size
    who = sparse.csr_array((np.ones(len(item)), (person, item)), shape=(people, len(size)))
    volume = np.bincount(person, minlength=people).astype(np.float64)
    normal = np.diag(volume) - (who @ sparse.diags_array(1 / size) @ who.T).toarray()
    right = np.bincount(person, ratings - mean[item], minlength=people)
    inverse = np.linalg.pinv(normal, hermitian=True)
    effects = np.asarray(inverse @ right, dtype=np.float64)
    left = ratings - mean[item] - effects[person] + (np.bincount(item, effects[person]) / size)[item]
    freedom = len(ratings) - len(size) - people + 1
    noise = float(left @ left) / freedom if freedom > 0 else 0.0
    errors = np.sqrt(np.maximum(np.diag(inverse) * noise, 0))
    return effects, np.asarray(errors, dtype=np.float64), freedom


def _slopes(labels: Labels, ratings: FloatArray) -> list[float | None]:
    """Slope of each person's ratings on the mean of the others' on the same items."""
    size = np.bincount(labels.item, minlength=labels.n_items)[labels.item]
    total = np.bincount(labels.item, ratings, minlength=labels.n_items)[labels.item]
    shared = size > 1
    others = (total - ratings) / np.maximum(size - 1, 1)
    found: list[float | None] = []
    for code in range(labels.n_annotators):
        own = shared & (labels.annotator == code)
        x, y = others[own], ratings[own]
        spread = float(((x - x.mean()) ** 2).sum()) if own.sum() > 1 else 0.0
        found.append(float((x - x.mean()) @ y / spread) if spread > 0 else None)
    return found
