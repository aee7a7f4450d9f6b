"""Posterior-based stopping: an item that is known well enough needs no further label."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from accord.quality.aggregation.consensus import Consensus
from accord.quality.arrays import FloatArray


@dataclass(frozen=True, slots=True)
class Decision:
    """One item: whether to stop, what is believed and how surely, labels so far, and why in a word: "sure", "full"
    (as many labels as allowed, sure or not) or "open"."""

    item: Any
    stop: bool
    label: Any
    confidence: float
    n_labels: int
    why: str


def enough(consensus: Consensus, threshold: float = 0.95, *, least: int = 2, most: int | None = None) -> list[Decision]:
    """Which items of a consensus need no further label.

    Args:
        consensus: of any method whose posterior is a probability (not majority's share of votes).
        threshold: probability of the believed category at which to stop.
        least: labels every item gets, so that one confident person does not close it alone.
        most: labels after which an item is closed, sure or not.

    Raises:
        ValueError: a threshold outside (0, 1], most below least.

    >>> from accord.quality import Labels, aggregate
    >>> votes = Labels.from_matrix(["xxyyx", "xxyyy", "xyyxx"], annotators=["ann", "bob", "cy"])
    >>> [d.why for d in enough(aggregate(votes, "one-coin"), 0.9)]
    ['sure', 'sure', 'sure', 'sure', 'open']
    """
    if not 0 < threshold <= 1:
        raise ValueError(f"threshold is a probability above 0, such as .95; not {threshold!r}")
    if least < 0 or (most is not None and most < max(least, 1)):
        raise ValueError(f"least is 0 or more and most at least as large, not {least} and {most}")
    found = []
    for b in consensus.believed():
        why = "open"
        if b.n_labels >= least and b.n_labels and b.confidence >= threshold:
            why = "sure"
        elif most is not None and b.n_labels >= most:
            why = "full"
        found.append(Decision(b.item, why != "open", b.label, b.confidence, b.n_labels, why))
    return found


def item_posterior(
    said: Sequence[int], people: Any, *, n_categories: int | None = None, classes: Sequence[float] | None = None
) -> FloatArray:
    """Posterior of one item from the labels it has, for people whose skill is known; shape (q,).

    Args:
        said: category codes, one a label.
        people: one accuracy for all, one a label, or one confusion matrix P(said | true) (true, said) a label.
        n_categories: how many categories; needed with accuracies, whose errors fall on the others alike.
        classes: shares before any label; default equal.

    >>> item_posterior([0, 0], 0.8, n_categories=2).round(6).tolist()
    [0.941176, 0.058824]
    """
    tables = confusions(people, len(said), n_categories)
    q = tables.shape[1]
    prior = shares(classes, q)
    with np.errstate(divide="ignore"):
        score = np.log(prior)
        for table, code in zip(tables, said, strict=True):
            if not 0 <= code < q:
                raise ValueError(f"label {code} is not a category from 0 to {q - 1}")
            score = score + np.log(table[:, code])
    if not np.isfinite(score).any():
        raise ValueError("these labels are impossible under these people: an accuracy of 1 leaves no room for error")
    weight = np.exp(score - score.max())
    return np.asarray(weight / weight.sum())


def confusions(people: Any, n: int, q: int | None) -> FloatArray:
    """One confusion matrix a label, shape (n, q, q), from accuracies or matrices; ValueError for neither."""
    given = np.asarray(people, dtype=np.float64)
    if given.ndim <= 1:
        if q is None or q < 2:
            raise ValueError("accuracies need n_categories of 2 or more to know where errors fall")
        accuracy = np.broadcast_to(given, (n,))
        if ((accuracy < 0) | (accuracy > 1) | np.isnan(accuracy)).any():
            raise ValueError("an accuracy lies between 0 and 1")
        right = np.eye(q)
        return np.asarray(accuracy[:, None, None] * right + (1 - accuracy)[:, None, None] / (q - 1) * (1 - right))
    given = np.broadcast_to(given, (n, *given.shape[-2:]))
    off = np.abs(given.sum(-1) - 1).max(initial=0) > 1e-6
    if given.shape[-1] != given.shape[-2] or (q is not None and given.shape[-1] != q) or (given < 0).any() or off:
        raise ValueError("a confusion matrix is square (true, said), each row a distribution that sums to 1")
    return np.asarray(given)


def shares(classes: Sequence[float] | None, q: int) -> FloatArray:
    """Class shares, shape (q,), equal by default; ValueError for what is no distribution."""
    prior = np.full(q, 1 / q) if classes is None else np.asarray(classes, dtype=np.float64)
    if prior.shape != (q,) or (prior < 0).any() or abs(prior.sum() - 1) > 1e-6:
        raise ValueError(f"classes are {q} shares that sum to 1, not {prior.tolist()}")
    return prior
