"""Zero-based skill: people's weights and the weighted majority pull each other into agreement, step by step."""

from __future__ import annotations

import numpy as np

from accord.quality.aggregation._votes import Votes
from accord.quality.aggregation.consensus import TIE, Consensus
from accord.quality.aggregation.majority import finished
from accord.quality.arrays import FloatArray
from accord.quality.labels import Labels


def zero_based_skill(
    labels: Labels, *, iterations: int = 100, rate: float = 1.0, halve_every: int = 20, tolerance: float = 1e-5
) -> Consensus:
    """Weighted majority whose weights are the share of a person's labels that equal the weighted majority.

    Args:
        rate: how far a step goes towards that share; halved every ``halve_every`` steps so that it settles.
        iterations, tolerance: most steps; stop when no skill moves by more.

    Where Wawa stops after one step this goes on until weights and majority agree. Ties count by shares.

    Source: the gradient step on the squared difference between skill and agreement that the model of this name takes
    in open libraries of crowdsourcing; there is no paper.

    >>> labels = Labels.from_matrix(["xxyyx", "xxyyy", "yxxyy"], annotators=["ann", "bob", "cy"])
    >>> zero_based_skill(labels).labels
    ['x', 'x', 'y', 'y', 'y']
    """
    if iterations < 1 or not 0 < rate <= 1 or halve_every < 1:
        raise ValueError("iterations and halve_every are 1 or more, and rate a share above 0 up to 1")
    votes = Votes.of(labels)
    skill = _agreed(votes, votes.shares)
    steps, converged = 0, False
    for steps in range(1, iterations + 1):
        target = _agreed(votes, votes.tallied(skill[votes.person]))
        step = rate * 0.5 ** ((steps - 1) // halve_every) * (target - skill)
        skill = skill + step
        if float(np.abs(step).max(initial=0)) < tolerance:
            converged = True
            break
    tally = votes.tallied(skill[votes.person])
    mass = tally.sum(1, keepdims=True)
    posterior = np.full_like(tally, 1 / votes.q)
    np.divide(tally, mass, out=posterior, where=mass > 0)
    classes = posterior[votes.size > 0].mean(0)
    more = {"skill": skill, "iterations": steps, "converged": converged}
    return finished(labels, posterior, classes, votes.size, "zero-based skill", **more)


def _agreed(votes: Votes, tally: FloatArray) -> FloatArray:
    """Share of each person's labels that equal the item's top category, a tie by shares."""
    top = tally >= tally.max(1, keepdims=True) - TIE
    first = top / top.sum(1, keepdims=True)
    return np.asarray(votes.right(first).sum(1) / np.maximum(votes.volume, 1))
