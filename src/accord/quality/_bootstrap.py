"""Intervals: resampling items by weights on sufficient statistics, the jackknife, and normal theory."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
from scipy import special

from accord.quality.arrays import FloatArray, IntArray
from accord.quality.results import Interval

FEW = 20  # below so many items the percentile bootstrap is too narrow (Hughes, arXiv 2210.13265)


def check_confidence(confidence: float) -> float:
    """ValueError unless 0 < confidence < 1."""
    if not 0 < confidence < 1:
        raise ValueError(f"confidence is a share between 0 and 1, such as .95; not {confidence!r}")
    return confidence


def check_resamples(resamples: int) -> int:
    """ValueError unless there are enough resamples for an interval."""
    if resamples < 2:
        raise ValueError(f"resamples is how often to draw, 2 or more (1000 is usual), not {resamples!r}")
    return resamples


def weights(frequency: IntArray, resamples: int, seed: int | np.random.Generator) -> FloatArray:
    """Resampled multiplicities of groups of like items, shape (resamples, groups): a multinomial over the groups.

    Drawing items and counting how many fall in each group has exactly this law, so that a million items with fifty
    distinct rows of counts cost fifty numbers a resample.
    """
    rng = np.random.default_rng(seed)
    n = int(frequency.sum())
    return rng.multinomial(n, frequency / n, size=resamples).astype(np.float64)


def percentile(estimate: float, draws: FloatArray, confidence: float) -> Interval:
    """Percentile interval of the draws, widened to hold the estimate; draws that are not finite are left out."""
    good = draws[np.isfinite(draws)]
    if len(good) < 2:
        return Interval(None, None, None, "item bootstrap", "no interval: no resample defines the measure")
    tail = (1 - confidence) / 2
    low, high = np.quantile(good, [tail, 1 - tail])
    lost = len(draws) - len(good)
    note = f"{lost} of {len(draws)} resamples left the measure undefined and were left out" if lost else None
    method = f"percentile bootstrap over items, {len(draws)} resamples"
    return Interval(min(float(low), estimate), max(float(high), estimate), float(good.std(ddof=1)), method, note)


def bias_corrected(
    estimate: float, draws: FloatArray, left_out: FloatArray, times: FloatArray, confidence: float
) -> Interval:
    """BCa interval (Efron 1987): ``left_out`` are the jackknife values, each standing for ``times`` items."""
    plain = percentile(estimate, draws, confidence)
    good = draws[np.isfinite(draws)]
    if plain.low is None or not np.isfinite(left_out).all() or good.std() == 0:
        return plain
    below = np.clip(((good < estimate).mean() + (good <= estimate).mean()) / 2, 1e-6, 1 - 1e-6)
    lift = special.ndtri(below)
    centred = np.average(left_out, weights=times) - left_out
    spread = float((times * centred**2).sum())
    bend = float((times * centred**3).sum()) / (6 * spread**1.5) if spread > 0 else 0.0
    tail = special.ndtri([(1 - confidence) / 2, (1 + confidence) / 2])
    ends = np.quantile(good, special.ndtr(lift + (lift + tail) / (1 - bend * (lift + tail))))
    method = f"BCa bootstrap over items, {len(draws)} resamples"
    return Interval(min(float(ends[0]), estimate), max(float(ends[1]), estimate), plain.se, method, plain.note)


def jackknife(estimate: float, left_out: FloatArray, times: FloatArray, confidence: float) -> Interval:
    """Leave one item out, around the estimate, t with n - 1 degrees of freedom.

    ``left_out`` holds the value without one item of each group of like items, ``times`` how many items the group has.
    """
    n = float(times.sum())
    if n < 2 or not np.isfinite(left_out).all():
        return Interval(
            None, None, None, "jackknife over items", "no interval: without some single item it is undefined"
        )
    mean = float((times * left_out).sum()) / n
    se = float(np.sqrt((n - 1) / n * (times * (left_out - mean) ** 2).sum()))
    return around(estimate, se, confidence, "jackknife over items", n - 1)


def around(estimate: float, se: float, confidence: float, method: str, freedom: float | None = None) -> Interval:
    """estimate +- quantile x se, normal or t."""
    tail = (1 + confidence) / 2
    width = float(special.ndtri(tail) if freedom is None else special.stdtrit(max(freedom, 1), tail)) * se
    return Interval(estimate - width, estimate + width, se, method)


def few_items(n: int) -> str | None:
    """The remark for a bootstrap over few items."""
    return (
        f"only {n} items: the bootstrap is too narrow here, interval='jackknife' is wider and nearer"
        if n < FEW
        else None
    )


def blocks(total: int, size: int) -> Iterator[slice]:
    """Slices of at most ``size`` that cover 0..total."""
    for start in range(0, total, size):
        yield slice(start, min(start + size, total))


def like_rows(counts: Any) -> tuple[FloatArray, IntArray]:
    """Distinct rows of a count matrix, and how many rows are like each: (groups, q) floats and (groups,).

    A row is read as one number in base (largest count + 1); where these are few they are counted without a sort.
    """
    table = np.ascontiguousarray(counts)
    base, q = int(table.max(initial=0)) + 1, table.shape[1]
    space = base**q
    if space >= 2**62:
        whole = table.view([("", table.dtype)] * q).ravel() if q else np.zeros(len(table))
        _, first, times = np.unique(whole, return_index=True, return_counts=True)
        return table[first].astype(np.float64), times
    key = table[:, 0].astype(np.int64) if q else np.zeros(len(table), dtype=np.int64)
    for column in range(1, q):
        key *= base
        key += table[:, column]
    if space <= max(4 * len(table), 1024):
        occurs = np.bincount(key, minlength=space)
        kinds = np.flatnonzero(occurs)
        times = occurs[kinds]
    else:
        kinds, times = np.unique(key, return_counts=True)
    digits = kinds[:, None] // base ** np.arange(q - 1, -1, -1, dtype=np.int64) % base
    return digits.astype(np.float64), times


def resample(
    statistic: Callable[[FloatArray], FloatArray],
    frequency: IntArray,
    estimate: float,
    *,
    interval: str,
    confidence: float,
    resamples: int,
    seed: int,
) -> Interval:
    """Interval of a statistic that is a function of weights on groups of like items.

    ``statistic`` takes weights (B, groups) and returns (B,) values, NaN where undefined.
    """
    times = frequency.astype(np.float64)
    if interval == "jackknife":
        return jackknife(estimate, _leave_one_out(statistic, times), times, confidence)
    check_resamples(resamples)
    rng = np.random.default_rng(seed)
    step = max(1, 4_000_000 // len(times))
    whole = np.concatenate([statistic(weights(frequency, b.stop - b.start, rng)) for b in blocks(resamples, step)])
    if interval == "bca":
        return bias_corrected(estimate, whole, _leave_one_out(statistic, times), times, confidence)
    if interval != "bootstrap":
        raise ValueError(f"interval is 'bootstrap', 'bca', 'jackknife', 'analytic' or None, not {interval!r}")
    return percentile(estimate, whole, confidence)


def _leave_one_out(statistic: Callable[[FloatArray], FloatArray], times: FloatArray) -> FloatArray:
    parts = []
    for part in blocks(len(times), max(1, 4_000_000 // len(times))):
        held = np.tile(times, (part.stop - part.start, 1))
        held[np.arange(len(held)), np.arange(part.start, part.stop)] -= 1
        parts.append(statistic(held))
    return np.concatenate(parts)
