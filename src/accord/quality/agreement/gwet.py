"""Gwet's AC1 and AC2: agreement that does not collapse when nearly every label is the same."""

from __future__ import annotations

from typing import Any

from accord.quality.agreement._chance import by_uncertainty, corrected
from accord.quality.labels import Labels
from accord.quality.results import Estimate


def gwet_ac(
    labels: Labels,
    *,
    weights: str | None = None,
    disagreement: Any = None,
    interval: str | None = "analytic",
    confidence: float = 0.95,
    resamples: int = 1000,
    seed: int = 0,
) -> Estimate:
    """AC1, or AC2 with ``weights``: expected agreement = sum(weights)/(q(q - 1)) x sum p(1 - p).

    Use it beside kappa where one category is nearly all: two people who agree on 94% have kappa -.02 and AC1 .94.
    It depends on how many categories are declared, also unused ones: pass ``categories=`` to `Labels`.

    Args:
        labels: any number of people, labels may be missing; people need not be the same from item to item.
        weights, disagreement: partial credit, see `accord.quality.weights.agreement_weights`.
        interval: "analytic" (delta method over items, t), "bootstrap" (items), "bca", "jackknife" or None.

    Source: Gwet 2008, British Journal of Mathematical and Statistical Psychology 61; Gwet 2014 (AC2, missing labels).

    >>> round(gwet_ac(Labels.from_contingency([[118, 5], [2, 0]])).estimate, 4)
    0.9408
    """
    return corrected(labels, by_uncertainty, "Gwet's AC", weights, disagreement, interval, confidence, resamples, seed)
