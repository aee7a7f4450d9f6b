"""Krippendorff's alpha, for every level of measurement and every distance, any number of people, labels missing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from accord.quality._bootstrap import around, blocks, check_confidence, few_items, resample
from accord.quality.agreement._rows import grouped, squares, within
from accord.quality.arrays import FloatArray, IntArray
from accord.quality.labels import Labels
from accord.quality.levels import LEVELS, Distance, disagreement, positions, require_order
from accord.quality.results import Basis, Estimate, Interval

_WORK = 2e9  # multiplications that the resampling may cost before the linearised error takes over


def krippendorff_alpha(
    labels: Labels,
    level: str = "nominal",
    distance: Distance | None = None,
    *,
    interval: str | None = "bootstrap",
    confidence: float = 0.95,
    resamples: int = 1000,
    seed: int = 0,
) -> Estimate:
    """1 - observed / expected disagreement: 1 perfect, 0 as by chance, below 0 worse than chance.

    Args:
        labels: items with one label are dropped (``n_dropped``), as Krippendorff does.
        level: "nominal", "ordinal" (his metric, by the margins; not Gwet's weights), "interval", "ratio".
        distance: any function of two categories, 0 for equal ones; it replaces ``level`` and is **not** squared.
        interval: "bootstrap" (percentile over items), "bca", "jackknife" (for under some 20 items), "analytic"
            (linearised) or None. With so many distinct values that resampling would take minutes, "bootstrap" falls
            back to "analytic" and says so.

    Returns:
        Estimate; ``estimate`` None with ``why`` if no item has two labels or all labels are one category.

    Raises:
        ValueError: unordered categories for "ordinal", text for "interval" or "ratio", a bad distance.

    Source: Krippendorff 2011, "Computing Krippendorff's alpha-reliability"; expected disagreement without replacement,
    n(n - 1). Libraries that divide by n squared (Fleiss, Scott) answer slightly lower.

    >>> labels = Labels.from_matrix(["0100000010", "1110010000"])
    >>> round(krippendorff_alpha(labels, interval=None).estimate, 6)
    0.095238
    """
    check_confidence(confidence)
    if distance is None and level not in LEVELS:
        raise ValueError(f"unknown level {level!r}: one of {', '.join(LEVELS)}, or pass distance=")
    units = _Units.of(labels, *grouped(labels), "distance" if distance is not None else level, distance)
    used = units.n_labels
    counted = (int(units.times.sum()), labels.n_annotators, used, labels.n_labels - used)
    basis = Basis(f"Krippendorff's alpha, {units.level}", confidence, *counted)
    return _estimated(units, basis, interval, resamples, seed)


def alpha_from_counts(
    counts: Any,
    times: Any = None,
    categories: Sequence[Any] | None = None,
    level: str = "nominal",
    distance: Distance | None = None,
    *,
    interval: str | None = "bootstrap",
    confidence: float = 0.95,
    resamples: int = 1000,
    seed: int = 0,
) -> Estimate:
    """`krippendorff_alpha` from the counts of categories an item: what a GROUP BY brings back from beyond memory.

    Args:
        counts: groups x categories; one row an item, or one row for all items with the same counts.
        times: how many items each row stands for, shape (groups,); default 1.
        categories: names in their order, for the columns; default 0, 1, 2, ...

    >>> round(alpha_from_counts([[2, 0], [1, 1], [0, 2]], times=[40, 20, 40], interval=None).estimate, 3)
    0.602
    """
    check_confidence(confidence)
    rows = np.asarray(counts, dtype=np.float64)
    whole = np.ones(len(rows)) if times is None else np.asarray(times, dtype=np.float64)
    for name, figures in (("counts", rows), ("times", whole)):
        if not (np.isfinite(figures).all() and (figures == np.round(figures)).all()):
            raise ValueError(f"{name} holds whole numbers, none missing")
    number = whole.astype(np.int64)
    if rows.ndim != 2 or number.shape != rows.shape[:1] or (rows < 0).any() or (number < 0).any():
        raise ValueError("counts is groups x categories, times one number a group, and neither is negative")
    if distance is None and level not in LEVELS:
        raise ValueError(f"unknown level {level!r}: one of {', '.join(LEVELS)}, or pass distance=")
    names = list(categories) if categories is not None else list(range(rows.shape[1]))
    none = np.zeros(0, dtype=np.int64)
    frame = Labels(none, none, none, range(0), range(0), names, True)
    several = (rows.sum(1) > 1) & (number > 0)
    dropped = int((rows.sum(1) * number)[~several].sum())
    rows, number = rows[several], number[several]
    kept = rows.any(0)
    name = "distance" if distance is not None else level
    units = _Units.of(frame, np.ascontiguousarray(rows[:, kept]), number, kept, name, distance)
    basis = Basis(f"Krippendorff's alpha, {name}", confidence, int(number.sum()), 0, units.n_labels, dropped)
    return _estimated(units, basis, interval, resamples, seed)


def _estimated(units: _Units, basis: Basis, interval: str | None, resamples: int, seed: int) -> Estimate:
    why = _undefined(units)
    if why:
        return basis.undefined(why)
    estimate = float(units.alpha(units.times[None, :].astype(np.float64))[0])
    if interval is None:
        return basis.plain(estimate)
    found = basis.sure(estimate, _interval(units, estimate, interval, basis.level, resamples, seed))
    return found.noting(few_items(basis.n_items) if interval == "bootstrap" else None)


@dataclass(frozen=True, slots=True)
class _Units:
    """Distinct rows of counts with how often each occurs: all that alpha needs, and all that resampling moves."""

    rows: Any  # (groups, q) labels of each category, dense or CSR
    times: IntArray  # (groups,) items with these counts
    size: FloatArray  # (groups,) labels an item
    level: str
    points: FloatArray | None  # interval: where the categories stand
    matrix: FloatArray | None  # ratio and distances: (q, q)
    observed: FloatArray | None  # (groups,) disagreement within an item times its labels; None if margins decide

    @property
    def n_labels(self) -> int:
        return int(self.times @ self.size) if len(self.times) else 0

    @classmethod
    def of(cls, labels: Labels, rows: Any, times: IntArray, kept: Any, level: str, distance: Distance | None) -> _Units:
        size = np.asarray(rows.sum(1), dtype=np.float64)
        points = matrix = observed = None
        if level == "nominal":
            observed = (size**2 - squares(rows)) / (size - 1)
        elif level == "interval":
            points = positions(labels, level, size)[kept]
            if len(points):  # alpha has no unit: centred and of range 1, differences keep their digits
                points = (points - points.mean()) / (np.ptp(points) or 1)
            observed = 2 * (rows @ points**2 * size - (rows @ points) ** 2) / (size - 1)
        elif level == "ordinal":
            require_order(labels)
        else:
            if level == "ratio":
                labels.numbers()  # what is no number is named with its rows, which a subset has not
            subset = labels if kept.all() else _only(labels, kept)
            matrix = disagreement(subset, level if distance is None else "nominal", distance)
            matrix = matrix / (matrix.max(initial=0) or 1)
            observed = within(rows, matrix) / (size - 1)
        return cls(rows, times, size, level, points, matrix, observed)

    def alpha(self, weight: FloatArray) -> FloatArray:
        """Alpha under weights on the groups, (B, groups) -> (B,); NaN where nothing is expected to disagree."""
        margins = weight @ self.rows
        n = weight @ self.size
        if self.level == "ordinal":
            within, between = self._ordinal(weight, margins, n)
        else:
            assert self.observed is not None
            within, between = weight @ self.observed, self.expected(margins, n)
        with np.errstate(invalid="ignore", divide="ignore"):
            return np.where(between > 1e-12 * np.maximum(n, 1), 1 - within * (n - 1) / between, np.nan)

    def expected(self, margins: FloatArray, n: FloatArray) -> FloatArray:
        """Sum of disagreements over all ordered pairs of labels, (B, q) -> (B,)."""
        if self.level == "nominal":
            return np.asarray(n**2 - (margins**2).sum(1))
        if self.points is not None:
            return np.asarray(2 * (n * (margins @ self.points**2) - (margins @ self.points) ** 2))
        assert self.matrix is not None
        return np.asarray((margins @ self.matrix * margins).sum(1))

    def _ordinal(self, weight: FloatArray, margins: FloatArray, n: FloatArray) -> tuple[FloatArray, FloatArray]:
        """The metric follows the margins, so that each resample has its own mid-ranks."""
        points = np.cumsum(margins, 1) - margins / 2
        points = points - points.mean(1, keepdims=True)
        between = 2 * (n * (margins * points**2).sum(1) - (margins * points).sum(1) ** 2)
        within = np.empty(len(weight))
        share = self.size / (self.size - 1)
        for part in blocks(len(weight), max(1, 20_000_000 // max(len(self.times), 1))):
            p, w = points[part], weight[part]
            crossed = (w * ((self.rows @ p.T).T ** 2 / (self.size - 1))).sum(1)
            within[part] = 2 * (((w * share) @ self.rows * p**2).sum(1) - crossed)
        return within, between


def _only(labels: Labels, kept: Any) -> Labels:
    names = [c for c, k in zip(labels.categories, kept, strict=True) if k]
    return Labels(labels.item, labels.annotator, labels.value, labels.items, labels.annotators, names, labels.ordered)


def _undefined(units: _Units) -> str | None:
    if not len(units.times):
        return "no item has labels from two people"
    if units.rows.shape[1] < 2:
        return "every label is the same category, so that there is no disagreement to expect"
    weight = units.times[None, :].astype(np.float64)
    if not np.isfinite(units.alpha(weight)[0]):
        return "the labels that occur are at distance 0 from each other: there is no disagreement to expect"
    return None


def _interval(units: _Units, estimate: float, interval: str, confidence: float, resamples: int, seed: int) -> Interval:
    groups, q = units.rows.shape
    cost = resamples * groups * q + (resamples * q * q if units.matrix is not None else 0)
    if interval == "analytic" or (interval == "bootstrap" and cost > _WORK):
        return _linearised(units, estimate, confidence)
    return resample(
        units.alpha, units.times, estimate, interval=interval, confidence=confidence, resamples=resamples, seed=seed
    )


def _linearised(units: _Units, value: float, confidence: float) -> Interval:
    """Gwet's error over items (Gwet 2014, chapter 5, as irrCAC has it), for any disagreement scaled to 0..1.

    Agreement is 1 - disagreement/largest; items weigh by their labels; ordinal keeps the mid-ranks of the whole data.
    """
    times = units.times.astype(np.float64)
    n, mean = times.sum(), float(times @ units.size / times.sum())
    observed, drawn, scale = _parts(units, times)
    excess = (units.size - mean) / mean
    agree = (units.size - observed / scale) / mean
    first = float(times @ agree / n)
    small = 1 / float(times @ units.size)
    corrected = (1 - small) * first + small
    chance = (units.size - drawn / scale) / mean
    expected = float(times @ chance / n)
    plain = (first - expected) / (1 - expected)
    effect = (agree - corrected * excess - expected) / (1 - expected)
    effect -= 2 * (1 - plain) * (chance - expected * excess - expected) / (1 - expected)
    effect -= times @ effect / n
    se = float(np.sqrt(times @ effect**2 / (n * max(n - 1, 1))))
    return around(value, se, confidence, "linearised over items, t", float(n - 1))


def _parts(units: _Units, times: FloatArray) -> tuple[FloatArray, FloatArray, float]:
    """Of each group: disagreement within, disagreement of its labels with a label drawn from all; and the largest."""
    margins, n = times @ units.rows, float(times @ units.size)
    points, observed = units.points, units.observed
    if units.level == "ordinal":
        points = np.cumsum(margins) - margins / 2
        observed = 2 * (units.rows @ points**2 * units.size - (units.rows @ points) ** 2) / (units.size - 1)
    assert observed is not None
    if points is not None:
        first, second = float(margins @ points) / n, float(margins @ points**2) / n
        drawn = units.size * second + units.rows @ points**2 - 2 * first * (units.rows @ points)
        return observed, drawn, float(np.ptp(points)) ** 2
    if units.matrix is not None:
        return observed, units.rows @ (units.matrix @ margins) / n, float(units.matrix.max())
    return observed, units.size - units.rows @ margins / n, 1.0
