"""Cohen's kappa, plain and weighted: two people, each with their own habits."""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy import special

from accord.quality._bootstrap import around, check_confidence, few_items, resample
from accord.quality.agreement.pairs import contingency, two_people
from accord.quality.arrays import FloatArray
from accord.quality.labels import Labels
from accord.quality.results import Basis, Estimate, Test
from accord.quality.weights import agreement_weights


def cohen_kappa(
    labels: Labels,
    *,
    pair: tuple[Any, Any] | None = None,
    weights: str | None = None,
    disagreement: Any = None,
    interval: str | None = "analytic",
    confidence: float = 0.95,
    resamples: int = 1000,
    seed: int = 0,
) -> Estimate:
    """(observed - expected)/(1 - expected) agreement, expected from the product of the two people's shares.

    Args:
        labels: two people, or more and ``pair``; items that only one of them labelled are dropped.
        weights: "linear", "quadratic", "gwet-ordinal" or None.
        disagreement: q x q costs, 0 on the diagonal (Cohen 1968's v; **not** agreements).
        interval: "analytic" (Fleiss, Cohen & Everitt 1969, the non-null error, normal), "bootstrap", "bca",
            "jackknife", None. Where nearly all labels are one category the analytic error is deceptively small;
            a note then says to bootstrap.

    Returns:
        Estimate; None with the reason where the two share no item, or chance agreement is certain.

    Source: Cohen 1960, Educational and Psychological Measurement 20; Cohen 1968, Psychological Bulletin 70.

    >>> found = cohen_kappa(Labels.from_contingency([[20, 5], [10, 15]]))
    >>> round(found.estimate, 4), round(found.se, 4)
    (0.4, 0.127)
    """
    check_confidence(confidence)
    table = contingency(labels, pair).astype(np.float64)
    weight = agreement_weights(labels, weights, disagreement)
    n = int(table.sum())
    name = "Cohen's kappa" + (f", {weights} weights" if weights else ", weighted" if disagreement is not None else "")
    mine = labels.n_labels if pair is None else int(labels.volume[[*two_people(labels, pair)]].sum())
    basis = Basis(name, confidence, n, 2, 2 * n, mine - 2 * n)
    if not n:
        return basis.undefined("the two people share no item")
    value = float(_kappa(table.reshape(1, -1), weight)[0])
    if np.isnan(value):
        return basis.undefined("both people used one and the same category, so that agreement by chance is certain")
    if interval is None:
        return basis.plain(value)
    if interval == "analytic":
        found = basis.sure(value, around(value, _errors(table, weight)[0], confidence, "Fleiss, Cohen & Everitt 1969"))
        return found.noting(_skewed(table))
    cells = np.flatnonzero(table)
    span = resample(
        lambda w: _kappa(_spread(w, cells, table.size), weight),
        table.ravel()[cells].astype(np.int64),
        value,
        interval=interval,
        confidence=confidence,
        resamples=resamples,
        seed=seed,
    )
    return basis.sure(value, span).noting(few_items(n) if interval == "bootstrap" else None)


def cohen_test(
    labels: Labels, *, pair: tuple[Any, Any] | None = None, weights: str | None = None, disagreement: Any = None
) -> Test:
    """Whether kappa is above chance: z by the error under independence (Fleiss, Cohen & Everitt 1969), two-sided p.

    The error under H0 is for this test only; for an interval use `cohen_kappa`.

    >>> round(cohen_test(Labels.from_contingency([[20, 5], [10, 15]])).se, 4)
    0.1386
    """
    value = cohen_kappa(labels, pair=pair, weights=weights, disagreement=disagreement, interval=None)
    if value.estimate is None:
        return Test(None, None, why=value.why, method="Cohen's kappa = 0")
    table = contingency(labels, pair).astype(np.float64)
    error = _errors(table, agreement_weights(labels, weights, disagreement))[1]
    if error <= 0:
        return Test(None, None, why="under chance the table could not vary", method="Cohen's kappa = 0")
    z = value.estimate / error
    return Test(z, float(2 * special.ndtr(-abs(z))), se=error, n=value.n_items, method="Cohen's kappa = 0, normal")


def _kappa(tables: FloatArray, weight: FloatArray) -> FloatArray:
    """(B, q*q) tables of counts -> (B,) kappas, NaN where chance agreement is certain."""
    q = len(weight)
    p = tables.reshape(-1, q, q)
    p = p / p.sum((1, 2), keepdims=True)
    observed = (p * weight).sum((1, 2))
    expected = np.einsum("bi,ij,bj->b", p.sum(2), weight, p.sum(1))
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(1 - expected > 1e-12, (observed - expected) / (1 - expected), np.nan)


def _errors(table: FloatArray, weight: FloatArray) -> tuple[float, float]:
    """Standard errors of kappa: in general, and if the two people were independent."""
    n = table.sum()
    p = table / n
    rows, columns = p.sum(1), p.sum(0)
    observed, expected = (p * weight).sum(), rows @ weight @ columns
    value = (observed - expected) / (1 - expected)
    means = (weight @ columns)[:, None] + (weight.T @ rows)[None, :]
    spread = (p * (weight - means * (1 - value)) ** 2).sum() - (value - expected * (1 - value)) ** 2
    null = (np.outer(rows, columns) * (weight - means) ** 2).sum() - expected**2
    return tuple(float(np.sqrt(max(v, 0) / n) / (1 - expected)) for v in (spread, null))  # type: ignore[return-value]


def _spread(weights: FloatArray, cells: Any, size: int) -> FloatArray:
    full = np.zeros((len(weights), size))
    full[:, cells] = weights
    return full


def _skewed(table: FloatArray) -> str | None:
    share = float(((table.sum(0) + table.sum(1)) / (2 * table.sum())).max())
    if share < 0.9:
        return None
    return (
        f"{share:.0%} of the labels are one category: kappa says little here, look at gwet_ac and interval='bootstrap'"
    )
