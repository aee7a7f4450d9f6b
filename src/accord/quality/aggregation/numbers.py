"""Numbers: what everybody meant, once each person's bias, scale and noise are taken out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import stats

from accord.quality._bootstrap import check_confidence
from accord.quality.arrays import FloatArray, IntArray, summed
from accord.quality.labels import Labels

METHODS = ("model", "mean", "median")


@dataclass(frozen=True, slots=True)
class Measured:
    """One item: the number to believe with its interval; None for all where the item has no label."""

    item: Any
    value: float | None
    low: float | None
    high: float | None
    se: float | None
    n_labels: int


@dataclass(frozen=True, slots=True)
class Rater:
    """One person: points above the truth at the middle of the scale (``bias``), points said for one point of truth
    (``scale``), spread of what is left (``noise``), and ``skill``, the squared correlation with the truth."""

    annotator: Any
    n_labels: int
    bias: float
    scale: float
    noise: float
    skill: float


@dataclass(frozen=True, eq=False)
class NumberConsensus:
    """Numbers believed, shape (n_items,), their standard errors, and the people; NaN only for an item without a label.

    ``centre`` and ``spread`` are mean and standard deviation of the truth over items.
    """

    items: Sequence[Any]
    annotators: Sequence[Any]
    value: FloatArray
    se: FloatArray
    bias: FloatArray
    scale: FloatArray
    noise: FloatArray
    size: IntArray
    volume: IntArray
    centre: float
    spread: float
    confidence: float
    method: str
    iterations: int = 0
    converged: bool = True
    note: str | None = None

    def measured(self) -> Iterator[Measured]:
        """One `Measured` an item, in order; normal intervals."""
        z = float(stats.norm.ppf((1 + self.confidence) / 2))
        for item, value, se, n in zip(self.items, self.value, self.se, self.size, strict=True):
            if not n:
                yield Measured(item, None, None, None, None, 0)
                continue
            v, s = float(value), float(se)
            known = np.isfinite(s)
            yield Measured(
                item, v, v - z * s if known else None, v + z * s if known else None, s if known else None, int(n)
            )

    def people(self) -> Iterator[Rater]:
        """One `Rater` an annotator, in order."""
        signal = (self.scale * self.spread) ** 2
        total = signal + self.noise**2
        skill = np.where(total > 0, signal / np.where(total > 0, total, 1), 1.0)
        told = (self.annotators, self.volume, self.bias, self.scale, self.noise, skill)
        for name, n, bias, scale, noise, r2 in zip(*told, strict=True):
            yield Rater(name, int(n), float(bias), float(scale), float(noise), float(r2))


def aggregate_numbers(
    labels: Labels,
    method: str = "model",
    *,
    pseudo_labels: float = 4.0,
    iterations: int = 200,
    tolerance: float = 1e-7,
    confidence: float = 0.95,
) -> NumberConsensus:
    """What to believe of each item when people answer with numbers.

    Args:
        labels: numbers; an item may have any number of them.
        method: "model": said = bias + scale x truth + noise, all three a person's own (below); "mean" and "median" of
            the item's labels.
        pseudo_labels: weight of the belief that a person is like the others (bias 0, scale 1, everybody's noise), in
            labels; people with few labels stay near it.
        iterations, tolerance: of EM; stop when no truth moves by more than ``tolerance`` of the truth's spread.

    Returns:
        NumberConsensus. Biases average out near 0: a bias that everybody shares cannot be seen without gold.

    Raises:
        ValueError: labels that are not numbers or not finite.

    Model: truth t_i ~ N(m, v); x_ij ~ N(m + bias_j + scale_j (t_i - m), noise_j^2), fitted by EM with conjugate priors
    (the interval form of Raykar et al. 2010, JMLR 11, section 5, with a scale of each person's own).

    >>> labels = Labels.from_matrix([[1, 2, 3, 4], [3, 4, 5, 6], [1, 2, 3, 4]], annotators=["ann", "high", "cy"])
    >>> found = aggregate_numbers(labels)
    >>> max(found.people(), key=lambda p: p.bias).annotator
    'high'
    """
    check_confidence(confidence)
    if method not in METHODS:
        raise ValueError(f"unknown method {method!r}: one of {', '.join(METHODS)}")
    if iterations < 1 or pseudo_labels <= 0:
        raise ValueError(f"iterations must be 1 or more and pseudo_labels above 0, not {iterations}, {pseudo_labels}")
    said = labels.numbers()[labels.value]
    size = np.bincount(labels.item, minlength=labels.n_items)
    volume = np.bincount(labels.annotator, minlength=labels.n_annotators)
    centre, scale = _middle(said)
    unit = (said - centre) / scale
    steps, converged = 0, True
    if method == "model":
        fit, steps, converged = _em(labels, unit, size, pseudo_labels, iterations, tolerance)
    else:
        fit = _plain(labels, unit, size, method, pseudo_labels)
    return NumberConsensus(
        labels.items,
        labels.annotators,
        np.where(size > 0, fit.truth * scale + centre, np.nan),
        np.where(size > 0, fit.error * scale, np.nan),
        fit.bias * scale,
        fit.slope,
        np.sqrt(fit.noise) * scale,
        size,
        volume,
        fit.mean * scale + centre,
        float(np.sqrt(fit.variance)) * scale,
        confidence,
        {"model": "bias, scale and noise a person, EM"}.get(method, f"{method} of the labels"),
        steps,
        converged,
        None if converged else f"still moving after {steps} iterations",
    )


@dataclass(slots=True)
class _Numbers:
    """Truth with its error an item; bias, slope and noise variance a person; mean and variance of the truths."""

    truth: FloatArray
    error: FloatArray
    bias: FloatArray
    slope: FloatArray
    noise: FloatArray
    mean: float
    variance: float


def _middle(said: FloatArray) -> tuple[float, float]:
    spread = float(said.std())
    return float(said.mean()), spread if spread > 0 else 1.0


def _means(labels: Labels, unit: FloatArray, size: IntArray) -> FloatArray:
    return np.asarray(np.bincount(labels.item, unit, minlength=labels.n_items) / np.maximum(size, 1))


def _plain(labels: Labels, unit: FloatArray, size: IntArray, method: str, pseudo: float) -> _Numbers:
    truth = _means(labels, unit, size)
    left = unit - truth[labels.item]
    squares = np.bincount(labels.item, left**2, minlength=labels.n_items)
    with np.errstate(invalid="ignore", divide="ignore"):
        error = np.sqrt(squares / np.maximum(size - 1, 0) / np.maximum(size, 1))  # NaN for a single label
    if method == "median":
        order = np.lexsort((unit, labels.item))
        start = np.concatenate([[0], np.cumsum(size)])[:-1]
        low, high = start + (np.maximum(size, 1) - 1) // 2, start + np.maximum(size, 1) // 2
        ranked = np.append(unit[order], 0.0)
        truth = np.where(size > 0, (ranked[low] + ranked[high]) / 2, 0.0)
        error = error * np.sqrt(np.pi / 2)  # of a median of normal values, for many labels
    known = size > 0
    found = _Numbers(truth, error, *_flat(labels), float(truth[known].mean()), float(truth[known].var()))
    _people(labels, unit, found, np.zeros_like(truth), pseudo)
    return found


def _flat(labels: Labels) -> tuple[FloatArray, FloatArray, FloatArray]:
    n = labels.n_annotators
    return np.zeros(n), np.ones(n), np.full(n, 0.5)


def _em(
    labels: Labels, unit: FloatArray, size: IntArray, pseudo: float, iterations: int, tolerance: float
) -> tuple[_Numbers, int, bool]:
    known = size > 0
    now = _Numbers(_means(labels, unit, size), np.zeros(len(size)), *_flat(labels), 0.0, 0.0)
    now.mean, now.variance = float(now.truth[known].mean()), float(now.truth[known].var())
    for step in range(1, iterations + 1):
        _people(labels, unit, now, now.error**2, pseudo)
        before = now.truth
        _items(labels, unit, now)
        now.mean = float(now.truth[known].mean())
        now.variance = float(((now.truth[known] - now.mean) ** 2 + now.error[known] ** 2).mean())
        if float(np.abs(now.truth - before)[known].max()) < tolerance * max(now.variance**0.5, tolerance):
            return now, step, True
    return now, iterations, False


def _items(labels: Labels, unit: FloatArray, now: _Numbers) -> None:
    """Posterior mean and error of each truth, given the people."""
    who, n = labels.annotator, labels.n_items
    slope, noise = now.slope[who], now.noise[who]
    prior = 1 / max(now.variance, 1e-12)
    weight = np.bincount(labels.item, slope**2 / noise, minlength=n) + prior
    pull = np.bincount(labels.item, slope * (unit - now.mean - now.bias[who]) / noise, minlength=n)
    now.truth, now.error = now.mean + pull / weight, np.sqrt(1 / weight)


def _people(labels: Labels, unit: FloatArray, now: _Numbers, doubt: FloatArray, pseudo: float) -> None:
    """Bias, slope and noise of each person, given the truths and their ``doubt`` (variances): penalised regression."""
    who, n = labels.annotator, labels.n_annotators
    t = now.truth[labels.item] - now.mean
    x = unit - now.mean
    spread = max(now.variance, 1e-12)
    whole = float(((x - now.bias[who] - now.slope[who] * t) ** 2 + now.slope[who] ** 2 * doubt[labels.item]).mean())

    def total(w: FloatArray) -> FloatArray:
        return summed(who, w, n)

    count = total(np.ones(len(x))) + pseudo
    first, second = total(t), total(t**2 + doubt[labels.item]) + pseudo * spread
    right, cross = total(x), total(x * t) + pseudo * spread
    determinant = count * second - first**2
    now.bias = (right * second - first * cross) / determinant
    now.slope = (count * cross - first * right) / determinant
    left = (x - now.bias[who] - now.slope[who] * t) ** 2 + now.slope[who] ** 2 * doubt[labels.item]
    now.noise = np.maximum((total(left) + pseudo * whole) / count, 1e-6)
