"""Percent agreement: how often two people who saw the same item say the same."""

from __future__ import annotations

import numpy as np

from accord.quality._bootstrap import check_confidence, few_items, like_rows, resample
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
        interval: "bootstrap" (percentile over items), "bca", "jackknife" or None.

    Source: Gwet 2014, "Handbook of Inter-Rater Reliability", p_a; an item counts once however many labels it has.

    >>> labels = Labels.from_matrix(["aab", "abb"])
    >>> round(percent_agreement(labels, interval=None).estimate, 4)
    0.6667
    """
    check_confidence(confidence)
    counts = labels.counts
    size = counts.sum(1)
    usable = size > 1
    used = int(size[usable].sum())
    basis = Basis("percent agreement", confidence, int(usable.sum()), labels.n_annotators, used, labels.n_labels - used)
    if not usable.any():
        return basis.undefined("no item has labels from two people")
    first, times, _ = like_rows(counts[usable])
    rows = counts[usable][first].astype(np.float64)
    matrix = agreement_weights(labels, weights)
    m = rows.sum(1)
    share = (rows * (rows @ matrix - np.diag(matrix))).sum(1) / (m * (m - 1))
    estimate = float(times @ share / times.sum())
    if interval is None:
        return basis.plain(estimate)
    span = resample(
        lambda w: np.asarray(w @ share / w.sum(1)),
        times,
        estimate,
        interval=interval,
        confidence=confidence,
        resamples=resamples,
        seed=seed,
    )
    return basis.sure(estimate, span).noting(few_items(basis.n_items) if interval == "bootstrap" else None)
