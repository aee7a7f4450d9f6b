"""Scott's pi: two people who are taken to share one distribution of categories."""

from __future__ import annotations

from typing import Any

from accord.quality.agreement._chance import by_shares, corrected
from accord.quality.agreement.pairs import contingency
from accord.quality.labels import Labels
from accord.quality.results import Estimate


def scott_pi(
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
    """Fleiss' kappa for two people, on the items that both labelled.

    Raises:
        ValueError: more than two people and no ``pair``.

    Source: Scott 1955, Public Opinion Quarterly 19.

    >>> round(scott_pi(Labels.from_contingency([[20, 5], [10, 15]])).estimate, 5)
    0.39394
    """
    table = contingency(labels, pair)
    if not table.any():
        return Estimate(None, level=confidence, method="Scott's pi", why="the two people share no item")
    shared = Labels.from_contingency(table, labels.categories)
    if not labels.ordered:
        shared = shared.unordered()
    return corrected(shared, by_shares, "Scott's pi", weights, disagreement, interval, confidence, resamples, seed)
