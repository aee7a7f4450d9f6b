"""Percent agreement: how often two people who saw the same item say the same."""

from __future__ import annotations

import numpy as np

from accord.quality._bootstrap import around, check_confidence, few_items, resample
from accord.quality.agreement._rows import grouped, squares, within
from accord.quality.arrays import FloatArray
from accord.quality.labels import Labels
from accord.quality.results import Basis, Estimate
from accord.quality.weights import agreement_weights


def percent_agreement(
    labels: Labels,
    *,
    weights: str | None = None,
    interval: str | None = "bootstrap",
    confidence: float = 0.95,
    resamples: int = 1000,
    seed: int = 0,
) -> Estimate:
    """Mean over items of the share of agreeing pairs of people; not corrected for chance.

    Args:
        labels: items with a single label are left out and counted in ``n_dropped``.
        weights: partial credit, see `accord.quality.weights.agreement_weights`; default 1 for the same, else 0.
        interval: "bootstrap" (percentile over items), "bca", "jackknife", "analytic" (t over items; also where the
            items differ so much that the bootstrap would take minutes) or None. Cut off at 0 and 1.

    Source: Gwet 2014, "Handbook of Inter-Rater Reliability", p_a; an item counts once however many labels it has.

    >>> labels = Labels.from_matrix(["aab", "abb"])
    >>> round(percent_agreement(labels, interval=None).estimate, 4)
    0.6667
    """
    check_confidence(confidence)
    rows, times, kept = grouped(labels)
    m = np.asarray(rows.sum(1), dtype=np.float64)
    used = int(times @ m) if len(times) else 0
    basis = Basis("percent agreement", confidence, int(times.sum()), labels.n_annotators, used, labels.n_labels - used)
    if not len(times):
        return basis.undefined("no item has labels from two people")
    if weights is None:
        equal = squares(rows) - m
    else:
        matrix = agreement_weights(labels, weights)[np.ix_(kept, kept)]
        equal = within(rows, matrix) - rows @ np.diag(matrix)
    share = equal / (m * (m - 1))
    estimate = float(times @ share / times.sum())
    if interval is None:
        return basis.plain(estimate)
    if interval == "analytic" or (interval == "bootstrap" and resamples * len(times) > 5e7):
        if basis.n_items < 2:
            return basis.plain(estimate).noting("no interval: there is a single item")
        error = float(np.sqrt(times @ (share - estimate) ** 2 / (basis.n_items * (basis.n_items - 1))))
        span = around(estimate, error, confidence, "t over items", basis.n_items - 1)
        return basis.sure(estimate, span.within(0, 1))
    span = resample(
        lambda w: _mean(w, share),
        times,
        estimate,
        interval=interval,
        confidence=confidence,
        resamples=resamples,
        seed=seed,
    )
    remark = few_items(basis.n_items) if interval == "bootstrap" else None
    return basis.sure(estimate, span.within(0, 1)).noting(remark)


def _mean(weight: FloatArray, share: FloatArray) -> FloatArray:
    """Weighted mean of the items' shares, NaN where no item is left."""
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray(weight @ share / weight.sum(1))
