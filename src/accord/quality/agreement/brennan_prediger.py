"""Brennan-Prediger (S, Bennett, Randolph's free-marginal kappa): chance is a fair die over the categories."""

from __future__ import annotations

from typing import Any

from accord.quality.agreement._chance import by_uniform, corrected
from accord.quality.labels import Labels
from accord.quality.results import Estimate


def brennan_prediger(
    labels: Labels,
    *,
    weights: str | None = None,
    disagreement: Any = None,
    interval: str | None = "analytic",
    confidence: float = 0.95,
    resamples: int = 1000,
    seed: int = 0,
) -> Estimate:
    """(observed - sum(weights)/q^2)/(1 - sum(weights)/q^2): what chance gives when no category is favoured.

    Args:
        labels: any number of people, labels may be missing; people need not be the same from item to item.
        weights, disagreement: partial credit, see `accord.quality.weights.agreement_weights`.
        interval: "analytic" (delta method over items, t), "bootstrap" (items), "bca", "jackknife" or None.

    Source: Brennan & Prediger 1981, Educational and Psychological Measurement 41; Randolph 2005 for several people.
    It depends on how many categories are declared: pass ``categories=`` to `Labels` where some may go unused.

    >>> round(brennan_prediger(Labels.from_contingency([[20, 5], [10, 15]])).estimate, 3)
    0.4
    """
    return corrected(
        labels, by_uniform, "Brennan-Prediger", weights, disagreement, interval, confidence, resamples, seed
    )
