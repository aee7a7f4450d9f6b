"""Conger's kappa: Cohen's kappa for any number of people, each with their own habits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from accord.quality._bootstrap import around, blocks, check_confidence, check_resamples, few_items, percentile
from accord.quality._bootstrap import weights as draw
from accord.quality.arrays import FloatArray, IntArray
from accord.quality.labels import Labels
from accord.quality.results import Basis, Estimate
from accord.quality.weights import agreement_weights


def conger_kappa(
    labels: Labels,
    *,
    weights: str | None = None,
    disagreement: Any = None,
    interval: str | None = "analytic",
    confidence: float = 0.95,
    resamples: int = 1000,
    seed: int = 0,
) -> Estimate:
    """Kappa whose expected agreement is the mean over pairs of people of sum_c p_gc p_hc.

    Args:
        labels: a fixed team (each person has shares of their own); labels may be missing.
        weights, disagreement: partial credit, see `accord.quality.weights.agreement_weights`.
        interval: "analytic" (delta method over items, t), "bootstrap" (items) or None.

    Source: Conger 1980, Psychological Bulletin 88; missing labels as Gwet 2014. With two people it is Cohen's kappa.

    >>> round(conger_kappa(Labels.from_contingency([[20, 5], [10, 15]])).estimate, 3)
    0.4
    """
    check_confidence(confidence)
    team = _Team.of(labels, agreement_weights(labels, weights, disagreement))
    size = labels.counts.sum(1)
    used, items = int(size[size > 1].sum()), int((size > 1).sum())
    name = "Conger's kappa" if weights is None else f"Conger's kappa, {weights} weights"
    basis = Basis(name, confidence, items, labels.n_annotators, used, labels.n_labels - used)
    if not items:
        return basis.undefined("no item has labels from two people")
    value = float(team.kappa(np.ones((1, team.n)))[0])
    if np.isnan(value):
        return basis.undefined("every label is the same category, so that agreement by chance is certain")
    if interval is None:
        return basis.plain(value)
    if interval == "analytic":
        return basis.sure(value, around(value, team.error(value), confidence, "linearised, t by items", team.n - 1))
    if interval != "bootstrap":
        raise ValueError(f"interval is 'analytic', 'bootstrap' or None for Conger's kappa, not {interval!r}")
    check_resamples(resamples)
    rng = np.random.default_rng(seed)
    step = max(1, 20_000_000 // team.n)
    ones = np.ones(team.n, dtype=np.int64)
    draws = [team.kappa(draw(ones, b.stop - b.start, rng)) for b in blocks(resamples, step)]
    return basis.sure(value, percentile(value, np.concatenate(draws), confidence)).noting(few_items(items))


@dataclass(frozen=True, slots=True)
class _Team:
    """Labels as (row of the item, person x category cell), with each item's observed agreement."""

    n: int
    item: IntArray
    cell: IntArray
    agree: FloatArray
    paired: FloatArray
    weights: FloatArray
    people: int

    @classmethod
    def of(cls, labels: Labels, weights: FloatArray) -> _Team:
        counts = labels.counts
        present = counts.sum(1) > 0
        rows = counts[present].astype(np.float64)
        size = rows.sum(1)
        pairs = np.where(size > 1, size * (size - 1), 1)
        agree = (rows * (rows @ weights - np.diag(weights))).sum(1) / pairs
        item = (np.cumsum(present) - 1)[labels.item]
        cell = labels.annotator.astype(np.int64) * labels.n_categories + labels.value
        paired = (size > 1).astype(np.float64)
        return cls(len(rows), item, cell, agree * paired, paired, weights, labels.n_annotators)

    def shares(self, weight: FloatArray) -> FloatArray:
        """(B, n) weights on items -> (B, people, q) category shares of each person, 0 for nobody's items."""
        q = len(self.weights)
        sums = np.stack([np.bincount(self.cell, w[self.item], minlength=self.people * q) for w in weight])
        sums = sums.reshape(len(weight), self.people, q)
        return np.asarray(sums / np.maximum(sums.sum(2, keepdims=True), 1e-300))

    def kappa(self, weight: FloatArray) -> FloatArray:
        """(B, n) weights -> (B,) kappas, NaN where undefined."""
        shares = self.shares(weight)
        people = (shares.sum(2) > 0).sum(1)
        total = shares.sum(1)
        every = (total @ self.weights * total).sum(1)
        own = ((shares @ self.weights) * shares).sum((1, 2))
        with np.errstate(invalid="ignore", divide="ignore"):
            expected = (every - own) / (people * (people - 1))
            observed = weight @ self.agree / (weight @ self.paired)
            return np.where(1 - expected > 1e-12, (observed - expected) / (1 - expected), np.nan)

    def error(self, value: float) -> float:
        """Delta method over items: how each label moves its person's shares, and these the expected agreement."""
        ones = np.ones((1, self.n))
        shares = self.shares(ones)[0]
        q, r = len(self.weights), self.people
        slope = 2 * (shares.sum(0) - shares) @ self.weights / (r * (r - 1))
        expected = float((slope * shares).sum()) / 2
        volume = np.bincount(self.cell // q, minlength=r).astype(np.float64)
        pull = (slope - (slope * shares).sum(1, keepdims=True)) * (self.n / np.maximum(volume, 1))[:, None]
        drift = np.bincount(self.item, pull.ravel()[self.cell], minlength=self.n)
        pairs = self.paired.sum()
        gain = self.n / pairs * (self.agree - expected * self.paired)
        effect = (gain - (1 - value) * drift) / (1 - expected) - value
        return float(np.sqrt((effect**2).sum() / (self.n * max(self.n - 1, 1))))
