"""What stopping would have saved: labels that were collected once, handed out again in random orders."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from accord.quality._bootstrap import check_confidence
from accord.quality.aggregation.choosing import aggregate
from accord.quality.aggregation.consensus import TIE
from accord.quality.arrays import FloatArray, IntArray
from accord.quality.labels import Labels
from accord.quality.results import Basis, Estimate, Interval

THRESHOLDS = (0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 0.999)


@dataclass(frozen=True, slots=True)
class Point:
    """One way of asking: its threshold (None for a fixed overlap), mean labels an item, share of items right."""

    threshold: float | None
    labels: float
    accuracy: float


@dataclass(frozen=True, slots=True)
class Saved:
    """Share of labels that stopping saves where it is as right as a fixed ``overlap``."""

    overlap: int
    share: Estimate


@dataclass(frozen=True, slots=True)
class Replay:
    """The curve of fixed overlaps, the curve of thresholds, and what the second saves at the accuracy of the first."""

    fixed: tuple[Point, ...]
    adaptive: tuple[Point, ...]
    saved: tuple[Saved, ...]


def replay_overlap(
    labels: Labels,
    truth: Mapping[Any, Any] | None = None,
    *,
    method: str = "auto",
    thresholds: Sequence[float] = THRESHOLDS,
    least: int = 2,
    overlaps: Sequence[int] | None = None,
    orders: int = 10,
    resamples: int = 500,
    confidence: float = 0.95,
    seed: int = 0,
) -> Replay:
    """Hand the labels out again, one round at a time, and stop items whose posterior passes a threshold.

    Args:
        labels: a pilot or a finished project with a fixed overlap, best of 5 labels an item or more.
        truth: item -> category; default: the consensus of all labels, so that "right" then means "as with all labels".
        method: of `aggregate`, fitted anew after each round on all labels handed out so far.
        thresholds, least: as in `enough`; every item gets ``least`` labels first.
        overlaps: fixed overlaps to compare with; default: every one up to 10 that the median item has labels for.
        orders: random orders of each item's labels; ``resamples``: of items and orders, for the intervals.

    Returns:
        Replay; ``saved`` interpolates the curve of thresholds at the accuracy of each fixed overlap; its estimate is None
        with the reason where stopping never gets that far, and may be negative.

    Raises:
        ValueError: truth that names no item or an unknown category, thresholds outside (0, 1].

    >>> rng = np.random.default_rng(0)
    >>> right = rng.integers(0, 2, 60)
    >>> labels = Labels.from_matrix([np.where(rng.random(60) < 0.8, right, 1 - right) for _ in range(7)])
    >>> found = replay_overlap(labels, dict(enumerate(right)), thresholds=[0.8, 0.95], overlaps=[3, 5], orders=2)
    >>> [p.labels for p in found.fixed], found.adaptive[0].labels < found.adaptive[1].labels
    ([3.0, 5.0], True)
    """
    check_confidence(confidence)
    if not thresholds or not all(0 < t <= 1 for t in thresholds) or least < 1 or orders < 1:
        raise ValueError("thresholds lie in (0, 1], and least and orders are 1 or more")
    right = _truth(labels, truth, method)
    known = np.flatnonzero(right >= 0)
    size = np.bincount(labels.item, minlength=labels.n_items)
    typical = int(np.median(size[size > 0]))
    fixed = list(overlaps) if overlaps is not None else list(range(1, min(typical, 10) + 1))
    rng = np.random.default_rng(seed)
    shape = (orders, len(fixed) + len(thresholds), len(known))
    hit, used = np.zeros(shape), np.zeros(shape)
    for turn in range(orders):
        place = _places(labels.item, rng.permutation(labels.n_labels))
        for row, n in enumerate(fixed):
            rows = place < n
            hit[turn, row] = _hits(labels.take(rows), right, method)[known]
            used[turn, row] = np.minimum(size, n)[known]
        for row, threshold in enumerate(thresholds, start=len(fixed)):
            right_now, count = _adaptive(labels, place, right, method, threshold, least)
            hit[turn, row], used[turn, row] = right_now[known], count[known]
    whole = np.stack([used.mean((0, 2)), hit.mean((0, 2))])
    draws = _resampled(used, hit, resamples, rng)
    cut = len(fixed)
    return Replay(
        tuple(Point(None, float(n), float(a)) for n, a in whole[:, :cut].T),
        tuple(Point(float(t), float(n), float(a)) for t, (n, a) in zip(thresholds, whole[:, cut:].T, strict=True)),
        tuple(Saved(n, _saved(whole, draws, row, cut, confidence, len(known), labels)) for row, n in enumerate(fixed)),
    )


def _truth(labels: Labels, truth: Mapping[Any, Any] | None, method: str) -> IntArray:
    if truth is None:
        return aggregate(labels, method).code
    place = {c: i for i, c in enumerate(labels.categories)}
    found = np.array([place.get(truth[i], -2) if i in truth else -1 for i in labels.items])
    if (found == -1).all():
        raise ValueError("truth names no item of the labels: check that both name items alike")
    return np.where(found == -2, labels.n_categories, found)  # a category nobody said is never right


def _places(item: IntArray, order: IntArray) -> IntArray:
    """Which of its item's labels each row is, from 0, when rows come in a given order."""
    rank = np.empty(len(item), dtype=np.int64)
    rank[order] = np.arange(len(item))
    by = np.lexsort((rank, item))
    first = np.searchsorted(item[by], item[by], side="left")
    place = np.empty(len(item), dtype=np.int64)
    place[by] = np.arange(len(item)) - first
    return place


def _hits(labels: Labels, right: IntArray, method: str) -> FloatArray:
    """Share of each item that is right: 1, 0, or a tie's share."""
    posterior = aggregate(labels, method).posterior
    return _shares(posterior, right)


def _shares(posterior: FloatArray, right: IntArray) -> FloatArray:
    top = posterior >= posterior.max(1, keepdims=True) - TIE
    inside = (right >= 0) & (right < posterior.shape[1])
    chosen = top[np.arange(len(top)), np.where(inside, right, 0)] & inside
    return np.asarray(chosen / top.sum(1))


def _adaptive(
    labels: Labels, place: IntArray, right: IntArray, method: str, threshold: float, least: int
) -> tuple[FloatArray, IntArray]:
    """Share right and labels used of each item, when items stop at a threshold."""
    size = np.bincount(labels.item, minlength=labels.n_items)
    asked = np.minimum(size, least)
    while True:
        found = aggregate(labels.take(place < asked[labels.item]), method)
        more = (found.confidence < threshold) & (asked < size)
        if not more.any():
            return _shares(found.posterior, right), asked
        asked = asked + more


def _resampled(used: FloatArray, hit: FloatArray, resamples: int, rng: np.random.Generator) -> FloatArray:
    """Mean labels and accuracy of each way of asking over resampled items and orders, (resamples, 2, ways)."""
    orders, _, items = used.shape
    found = np.empty((resamples, 2, used.shape[1]))
    for b in range(resamples):
        turn = rng.integers(0, orders, orders)
        weight = rng.multinomial(items, np.full(items, 1 / items)) / items
        found[b, 0], found[b, 1] = used[turn].mean(0) @ weight, hit[turn].mean(0) @ weight
    return found


def _saving(labels: FloatArray, accuracy: FloatArray, row: int, cut: int) -> float:
    """1 - labels of stopping over labels of the fixed overlap, at equal accuracy; NaN where it is never reached."""
    order = np.argsort(labels[cut:], kind="stable")
    cost, reached = labels[cut:][order], np.maximum.accumulate(accuracy[cut:][order])
    target = accuracy[row]
    at = int(np.searchsorted(reached, target))
    if at == len(reached):
        return float("nan")
    if at == 0:
        return float(1 - cost[0] / labels[row])
    low, high = reached[at - 1], reached[at]
    part = (target - low) / (high - low)
    return float(1 - (cost[at - 1] + part * (cost[at] - cost[at - 1])) / labels[row])


def _saved(
    whole: FloatArray, draws: FloatArray, row: int, cut: int, confidence: float, items: int, labels: Labels
) -> Estimate:
    basis = Basis("labels saved at equal accuracy", confidence, items, labels.n_annotators, labels.n_labels)
    value = _saving(whole[0], whole[1], row, cut)
    if np.isnan(value):
        return basis.undefined("no threshold reaches the accuracy of this overlap")
    drawn = np.array([_saving(d[0], d[1], row, cut) for d in draws])
    good = drawn[np.isfinite(drawn)]
    if len(good) < 2:
        return basis.plain(value)
    low, high = np.quantile(good, [(1 - confidence) / 2, (1 + confidence) / 2])
    lost = len(drawn) - len(good)
    note = f"{lost} of {len(drawn)} resamples never reach that accuracy and were left out" if lost else None
    span = Interval(
        min(float(low), value), max(float(high), value), float(good.std(ddof=1)), "items and orders resampled"
    )
    return basis.sure(value, span).noting(note)
