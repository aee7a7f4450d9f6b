"""What Fleiss, Scott, Gwet and Brennan-Prediger share: observed agreement, category shares, linearised errors.

They differ in one line each, the agreement to expect by chance. Gwet 2014, "Handbook of Inter-Rater Reliability",
4th ed., chapters 2, 5: agreement averages over items with two labels or more, category shares over all items with one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from accord.quality._bootstrap import around, check_confidence, few_items, resample
from accord.quality.arrays import FloatArray, IntArray
from accord.quality.labels import Labels
from accord.quality.results import Basis, Estimate
from accord.quality.weights import agreement_weights

# shares (B, q) -> (expected agreement (B,), its derivative by the shares (B, q))
Chance = Callable[[FloatArray, FloatArray], tuple[FloatArray, FloatArray]]


@dataclass(frozen=True, slots=True)
class Table:
    """Groups of items with the same counts: all that these measures need."""

    times: IntArray  # (groups,)
    size: FloatArray  # (groups,) labels an item
    shares: FloatArray  # (groups, q), rows sum to 1
    agree: FloatArray  # (groups,) observed agreement, 0 where only one label
    paired: FloatArray  # (groups,) 1 where two labels or more
    weights: FloatArray  # (q, q)

    @classmethod
    def of(cls, labels: Labels, weights: FloatArray) -> Table:
        rows, times = labels.like_counts
        rows, times = rows[rows.any(1)], times[rows.any(1)]
        size = rows.sum(1)
        paired = (size > 1).astype(np.float64)
        pairs = np.where(size > 1, size * (size - 1), 1)
        agree = (rows * (rows @ weights - np.diag(weights))).sum(1) / pairs
        return cls(times, size, rows / size[:, None], agree * paired, paired, weights)

    def coefficient(self, weight: FloatArray, chance: Chance) -> FloatArray:
        """(B, groups) weights -> (B,) coefficients, NaN where chance agreement is 1 or no item has two labels."""
        with np.errstate(invalid="ignore", divide="ignore"):
            observed = weight @ self.agree / (weight @ self.paired)
            expected, _ = chance(weight @ self.shares / weight.sum(1, keepdims=True), self.weights)
            return np.where(1 - expected > 1e-12, (observed - expected) / (1 - expected), np.nan)

    def error(self, value: float, chance: Chance, pair: bool = False) -> float:
        """Standard error of the coefficient over items (Gwet 2014, as irrCAC has it).

        An item with one label counts as agreement 0, scaled so that the mean is right; that is a little wide where many
        items have one label. For two people without gaps (``pair``) the sum is divided by n^2 (Gwet 2008), else by
        n(n - 1).
        """
        times = self.times.astype(np.float64)
        n, pairs = times.sum(), times @ self.paired
        mean = times @ self.shares / n
        expected, slope = chance(mean[None, :], self.weights)
        gain = n / pairs * (self.agree - expected[0] * self.paired)
        drift = (self.shares - mean) @ slope[0]
        effect = (gain - (1 - value) * drift) / (1 - expected[0]) - value
        return float(np.sqrt(times @ effect**2 / (n * (n if pair else n - 1)))) if n > 1 else float("inf")


def corrected(
    labels: Labels,
    chance: Chance,
    measure: str,
    weights: str | None,
    disagreement: object,
    interval: str | None,
    confidence: float,
    resamples: int,
    seed: int,
) -> Estimate:
    """One chance-corrected coefficient as an `Estimate`."""
    check_confidence(confidence)
    table = Table.of(labels, agreement_weights(labels, weights, disagreement))
    used, items = int(table.times @ (table.size * table.paired)), int(table.times @ table.paired)
    name = measure if weights is None else f"{measure}, {weights} weights"
    basis = Basis(name, confidence, items, labels.n_annotators, used, labels.n_labels - used)
    if not items:
        return basis.undefined("no item has labels from two people")
    if labels.n_categories < 2:
        return basis.undefined("there is a single category, so that agreement by chance is certain")
    value = float(table.coefficient(table.times[None, :].astype(np.float64), chance)[0])
    if np.isnan(value):
        return basis.undefined("every label is the same category, so that agreement by chance is certain")
    if interval is None:
        return basis.plain(value)
    if interval == "analytic":
        error = table.error(value, chance, pair=labels.n_annotators == 2 and used == 2 * items == labels.n_labels)
        if not np.isfinite(error):
            return basis.plain(value).noting("no interval: there is a single item")
        return basis.sure(value, around(value, error, confidence, "linearised, t by items", table.times.sum() - 1))
    span = resample(
        lambda w: table.coefficient(w, chance),
        table.times,
        value,
        interval=interval,
        confidence=confidence,
        resamples=resamples,
        seed=seed,
    )
    return basis.sure(value, span).noting(few_items(items) if interval == "bootstrap" else None)


def by_shares(shares: FloatArray, weights: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Two draws from the pooled category shares (Scott, Fleiss)."""
    drawn = shares @ weights
    return np.asarray((drawn * shares).sum(1)), 2 * drawn


def by_uncertainty(shares: FloatArray, weights: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Gwet: chance strikes only where a label is hard, in proportion to p(1 - p)."""
    q = shares.shape[1]
    scale = weights.sum() / (q * (q - 1))
    return np.asarray(scale * (shares * (1 - shares)).sum(1)), scale * (1 - 2 * shares)


def by_uniform(shares: FloatArray, weights: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Every category equally likely (Brennan-Prediger)."""
    q = shares.shape[1]
    return np.full(len(shares), weights.sum() / q**2), np.zeros_like(shares)
