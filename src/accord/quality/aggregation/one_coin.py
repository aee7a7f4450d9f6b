"""One-coin: each person is right with one probability, whatever the category; the smallest model of skill."""

from __future__ import annotations

import numpy as np

from accord.quality.aggregation._votes import Votes
from accord.quality.aggregation.consensus import Consensus
from accord.quality.aggregation.dawid_skene import FLOOR, Priors
from accord.quality.aggregation.majority import finished
from accord.quality.arrays import FloatArray
from accord.quality.labels import Labels

BETA = Priors(rows=4.0, diagonal=0.8, anchor=1.0)


def one_coin(
    labels: Labels, priors: Priors | None = None, *, iterations: int = 100, tolerance: float = 1e-6
) -> Consensus:
    """EM for the truth and everybody's accuracy; wrong labels fall on the other categories alike.

    Args:
        priors: default 4 pseudo-labels **a person** (``rows``), 80% of them right, and classes half from the votes;
            ``Priors(0, classes=0)`` is maximum likelihood, where a single person can end with infinite weight.
        iterations, tolerance: as in `dawid_skene`.

    Returns:
        Consensus with ``skill`` the accuracies.

    One number a person is all that twenty labels can carry. It is the wrong model where people err in one direction
    (they call every bird the rare kind): then `dawid_skene`.

    Source: Dawid & Skene 1979 with one parameter a person; its error rates are in Li & Yu 2014, arXiv 1411.4086.

    >>> labels = Labels.from_matrix(["xxyyx", "xxyyy", "yxxyy"], annotators=["ann", "bob", "cy"])
    >>> one_coin(labels).labels
    ['x', 'x', 'y', 'y', 'y']
    """
    if iterations < 1:
        raise ValueError(f"iterations must be 1 or more, not {iterations}")
    votes, priors = Votes.of(labels), priors or BETA
    posterior, steps, moved, likelihood = votes.shares, 0, np.inf, 0.0
    accuracy = classes = np.zeros(0)
    while steps < iterations and moved >= tolerance:
        steps += 1
        accuracy = _accuracy(votes, posterior, priors)
        classes = shares_of(posterior, votes, priors)
        right = np.log(np.maximum(accuracy, FLOOR))
        wrong = np.log(np.maximum((1 - accuracy) / max(votes.q - 1, 1), FLOOR))
        before = posterior
        posterior, likelihood = votes.expected(right - wrong, np.log(np.maximum(classes, FLOOR)), wrong)
        moved = float(np.abs(posterior - before).max(initial=0))
    return finished(
        labels,
        posterior,
        classes,
        votes.size,
        f"one-coin, {priors.rows:g} pseudo-labels a person ({priors.diagonal:g} right)",
        skill=accuracy,
        iterations=steps,
        converged=moved < tolerance,
        log_likelihood=likelihood,
    )


def _accuracy(votes: Votes, posterior: FloatArray, priors: Priors) -> FloatArray:
    right = votes.right(posterior).sum(1) + priors.rows * priors.diagonal
    total = votes.volume + priors.rows
    found = np.full(votes.people, priors.diagonal)
    np.divide(right, total, out=found, where=total > 0)
    return np.minimum(found, 1.0) if votes.q > 1 else np.ones(votes.people)


def shares_of(posterior: FloatArray, votes: Votes, priors: Priors) -> FloatArray:
    """Class shares under the priors, shape (q,)."""
    counts = priors.shares(posterior, votes)
    return np.asarray(counts / counts.sum())
