"""Kendall's W: do people put the items into the same order?"""

from __future__ import annotations

import numpy as np
from scipy import special

from accord.quality._bootstrap import check_confidence, jackknife
from accord.quality.agreement.icc import complete_matrix
from accord.quality.arrays import FloatArray
from accord.quality.labels import Labels
from accord.quality.levels import require_order
from accord.quality.results import Basis, Estimate, Test

_MANY = 2000  # items up to which the jackknife, quadratic in the items, is worth its time


def kendall_w(
    labels: Labels, *, ties: bool = True, interval: str | None = "jackknife", confidence: float = 0.95
) -> Estimate:
    """Concordance of the orders that people give the items: 1 the same order, 0 none in common.

    Args:
        labels: numbers or ordered categories; items that not everybody labelled are dropped.
        ties: correct for tied ranks, 12 S/(m^2 (n^3 - n) - m sum T). R's irr and DescTools do not by default.
        interval: "jackknife" (over items, each time ranked anew) or None.

    Source: Kendall & Babington Smith 1939, Annals of Mathematical Statistics 10; Kendall, Rank Correlation Methods.

    >>> rows = [[9, 6, 8, 7, 10, 6], [2, 1, 4, 1, 5, 2], [5, 3, 6, 2, 6, 4], [8, 2, 8, 6, 9, 7]]
    >>> round(kendall_w(Labels.from_matrix(rows)).estimate, 4)
    0.887
    """
    check_confidence(confidence)
    require_order(labels)
    table = complete_matrix(_placed(labels))
    n, m = table.shape
    name = "Kendall's W" + (", corrected for ties" if ties else ", ties not corrected")
    basis = Basis(name, confidence, n, m, n * m, labels.n_labels - n * m)
    if m < 2:
        return basis.undefined("one person alone agrees with nobody")
    if n < 2:
        return basis.undefined("fewer than two items have a label from everybody")
    value = _w(table, ties)
    if np.isnan(value):
        return basis.undefined("everybody gave every item the same label, so that there is no order")
    if interval is None or n < 4:
        return basis.plain(value)
    if interval != "jackknife":
        raise ValueError(f"interval is 'jackknife' or None for Kendall's W, not {interval!r}")
    if n > _MANY:
        return basis.plain(value).noting(f"no interval for more than {_MANY} items")
    left_out = np.array([_w(np.delete(table, i, axis=0), ties) for i in range(n)])
    return basis.sure(value, jackknife(value, left_out, np.ones(n), confidence))


def kendall_w_test(labels: Labels) -> Test:
    """Friedman's chi-square m(n - 1)W with n - 1 degrees of freedom: is there any common order at all?

    >>> rows = [[9, 6, 8, 7, 10, 6], [2, 1, 4, 1, 5, 2], [5, 3, 6, 2, 6, 4], [8, 2, 8, 6, 9, 7]]
    >>> round(kendall_w_test(Labels.from_matrix(rows)).statistic, 2)
    17.74
    """
    found = kendall_w(labels, interval=None)
    if found.estimate is None:
        return Test(None, None, why=found.why, method="Friedman's chi-square")
    chi = found.n_annotators * (found.n_items - 1) * found.estimate
    p = float(special.chdtrc(found.n_items - 1, chi))
    return Test(chi, p, n=found.n_items, freedom=found.n_items - 1, method="Friedman's chi-square")


def _placed(labels: Labels) -> Labels:
    """Ordered text counts by its place."""
    if all(isinstance(c, (bool, int, float)) for c in labels.categories):
        return labels
    places = range(labels.n_categories)
    return Labels(labels.item, labels.annotator, labels.value, labels.items, labels.annotators, places, True)


def _w(table: FloatArray, ties: bool) -> float:
    n, m = table.shape
    ranks = np.column_stack([_mid_ranks(column) for column in table.T])
    spread = float(((ranks.sum(1) - m * (n + 1) / 2) ** 2).sum())
    tied = 0.0
    if ties:
        for column in ranks.T:
            groups = np.unique(column, return_counts=True)[1].astype(np.float64)
            tied += float((groups**3 - groups).sum())
    below = m**2 * (n**3 - n) - m * tied
    return 12 * spread / below if below > 1e-9 else float("nan")


def _mid_ranks(column: FloatArray) -> FloatArray:
    """Ranks from 1; equal values share the mean of their places."""
    _, place, ties = np.unique(column, return_inverse=True, return_counts=True)
    return np.asarray((np.cumsum(ties) - (ties - 1) / 2)[place])
