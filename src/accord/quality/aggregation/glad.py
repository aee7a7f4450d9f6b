"""GLAD: people differ in ability and items in difficulty."""

from __future__ import annotations

import numpy as np
from scipy import optimize

from accord.quality.aggregation._votes import Votes
from accord.quality.aggregation.consensus import Consensus
from accord.quality.aggregation.majority import finished
from accord.quality.arrays import FloatArray
from accord.quality.labels import Labels

SETTLED = 9
"""Decimals kept between rounds: two people who mirror each other stay equal, where the last bits of a sum, which
depend on the order of the rows, would grow round by round and let one of them win."""


def glad(labels: Labels, *, prior_sd: float = 1.0, iterations: int = 50, tolerance: float = 1e-5) -> Consensus:
    """P(right) = 1/(1 + exp(-ability x ease)), wrong labels spread evenly, categories equally likely.

    Args:
        prior_sd: spread of the normal priors on ability and on log ease, both with mean 1.
        iterations: most rounds of EM, each with a full maximisation over all abilities and eases (L-BFGS);
            ``tolerance``: stop when no posterior moves by more.

    Returns:
        Consensus with ``skill`` the share of labels expected to be right, and ``extra``: "ability" a person (0 knows
        nothing, below 0 says the opposite) and "ease" an item (near 0 hard).

    For items that many people saw; with two or three labels an item ease cannot be told and the prior speaks.

    Source: Whitehill, Ruvolo, Wu, Bergsma & Movellan 2009, "Whose vote should count more", NIPS 22.

    >>> labels = Labels.from_matrix(["xxyyxy", "xxyyxy", "xyxyxx"], annotators=["ann", "bob", "cy"])
    >>> found = glad(labels)
    >>> found.labels, int(found.extra["ability"].argmin())
    (['x', 'x', 'y', 'y', 'x', 'y'], 2)
    """
    if iterations < 1 or prior_sd <= 0:
        raise ValueError(f"iterations must be 1 or more and prior_sd above 0, not {iterations} and {prior_sd}")
    votes = Votes.of(labels)
    people, q, equal = votes.people, votes.q, np.full(votes.q, -np.log(votes.q))
    point = np.ones(people + labels.n_items)
    posterior, steps, moved, likelihood = votes.shares, 0, np.inf, 0.0
    while steps < iterations and moved >= tolerance:
        steps += 1
        point = np.round(_maximised(votes, posterior, point, prior_sd), SETTLED)
        push = _push(votes, point)
        gain = push + np.log(max(q - 1, 1))  # log-odds against each single wrong category
        floor = -np.logaddexp(0, push) - np.log(max(q - 1, 1))
        before = posterior
        posterior, likelihood = _expected(votes, gain, floor, equal)
        posterior = np.round(posterior, SETTLED)
        moved = float(np.abs(posterior - before).max(initial=0))
    return finished(
        labels,
        posterior,
        np.full(q, 1 / q),
        votes.size,
        f"GLAD, normal priors of sd {prior_sd:g}",
        extra={"ability": point[:people], "ease": np.exp(point[people:])},
        iterations=steps,
        converged=moved < tolerance,
        log_likelihood=likelihood,
    )


def _push(votes: Votes, point: FloatArray) -> FloatArray:
    """ability x ease of each label."""
    return np.asarray(point[votes.person] * np.exp(point[votes.people + votes.item]))


def _expected(votes: Votes, gain: FloatArray, floor: FloatArray, equal: FloatArray) -> tuple[FloatArray, float]:
    from accord.quality.aggregation._table import normalise

    score = votes.tallied(gain)
    likelihood = normalise(score, equal, votes.size)
    return score, likelihood + float(floor.sum())


def _maximised(votes: Votes, posterior: FloatArray, point: FloatArray, sd: float) -> FloatArray:
    right = posterior.ravel()[votes.cell]
    people, items = votes.people, len(votes.size)

    def loss(at: FloatArray) -> tuple[float, FloatArray]:
        push = _push(votes, at)
        value = float((right * np.logaddexp(0, -push) + (1 - right) * np.logaddexp(0, push)).sum())
        value += float(((at - 1) ** 2).sum()) / (2 * sd * sd)
        pull = 1 / (1 + np.exp(-push)) - right
        slope = (at - 1) / (sd * sd)
        slope[:people] += np.bincount(votes.person, pull * np.exp(at[people + votes.item]), minlength=people)
        slope[people:] += np.bincount(votes.item, pull * push, minlength=items)
        return value, slope

    bounds = [(None, None)] * people + [(-10.0, 10.0)] * items
    found = optimize.minimize(loss, point, jac=True, method="L-BFGS-B", bounds=bounds, options={"maxiter": 100})
    return np.asarray(found.x)
