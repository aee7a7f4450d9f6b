"""MACE: each person either knows the answer or says something in their own fixed manner, looking or not."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import digamma

from accord.quality.aggregation._votes import Votes
from accord.quality.aggregation.consensus import Consensus
from accord.quality.aggregation.majority import finished
from accord.quality.arrays import FloatArray, summed
from accord.quality.labels import Labels

_TINY = 1e-300


def mace(
    labels: Labels,
    *,
    variational: bool = True,
    spamming: float = 0.5,
    knowing: float = 0.5,
    strategy: float = 10.0,
    smoothing: float = 0.01,
    restarts: int = 0,
    seed: int = 0,
    iterations: int = 50,
    tolerance: float = 1e-6,
) -> Consensus:
    """Posterior of the truth under competence and a spamming strategy a person; categories are equally likely.

    Args:
        variational: average over the uncertainty of people, with Beta(``spamming``, ``knowing``) on competence and
            ``strategy`` pseudo-labels a category on what a person says when not knowing (the defaults of the paper's
            tool); else EM with ``smoothing`` shared out over the categories.
        restarts: random starts besides the plain one, each with draws of its own; the best bound wins. The plain start
            (everybody knows as much as spams, no habits) depends on no random number and no coding of the labels.
        iterations: most passes; ``tolerance``: stop when no posterior moves by more.

    Returns:
        Consensus with ``skill`` the competence (P(knows), **not** the share of right labels: who guesses is right at
        times) and ``extra["strategy"]``, what each says when not knowing, shape (people, categories).

    Its equal classes make it steady where people gave few labels, and wrong where one category is rare.

    Source: Hovy, Berg-Kirkpatrick, Vaswani & Hovy 2013, "Learning Whom to Trust with MACE", NAACL.

    >>> labels = Labels.from_matrix(["xxyyxy", "xxyyxx", "xxxxxx"], annotators=["ann", "bob", "spam"])
    >>> found = mace(labels)
    >>> found.labels[2:4], min(found.people(), key=lambda p: p.skill).annotator
    (['y', 'y'], 'spam')
    """
    if iterations < 1 or restarts < 0:
        raise ValueError(f"iterations must be 1 or more and restarts 0 or more, not {iterations} and {restarts}")
    if min(spamming, knowing, strategy, smoothing) <= 0:
        raise ValueError("spamming, knowing, strategy and smoothing are pseudo-counts above 0")
    votes, rng = Votes.of(labels), np.random.default_rng(seed)
    habits = Habits(spamming, knowing, strategy) if variational else Habits(smoothing / 2, smoothing / 2, smoothing)
    best: _Fit | None = None
    for turn in range(restarts + 1):
        fit = _fit(votes, _start(votes, rng if turn else None), habits, variational, iterations, tolerance)
        if best is None or fit.bound > best.bound:
            best = fit
    assert best is not None
    equal = np.full(votes.q, 1 / votes.q)
    return finished(
        labels,
        best.posterior,
        equal,
        votes.size,
        f"MACE, {'variational' if variational else 'EM'}, {restarts} restarts",
        skill=best.knows,
        extra={"strategy": best.strategy},
        iterations=best.iterations,
        converged=best.converged,
        log_likelihood=best.bound,
    )


@dataclass(frozen=True, slots=True)
class Habits:
    """Pseudo-counts of not knowing, of knowing, and of each category said when not knowing."""

    spamming: float = 0.5
    knowing: float = 0.5
    strategy: float = 10.0


@dataclass(frozen=True, slots=True)
class _Fit:
    posterior: FloatArray
    knows: FloatArray
    strategy: FloatArray
    bound: float
    iterations: int
    converged: bool


def _start(votes: Votes, rng: np.random.Generator | None) -> tuple[FloatArray, FloatArray]:
    """P(knows) (people,) times ... and the strategy (people, q): even, or drawn as the paper's tool draws it."""
    if rng is None:
        return np.full((votes.people, 2), 0.5), np.full((votes.people, votes.q), 1 / votes.q)
    knows, strategy = rng.uniform(1, 1.5, (votes.people, 2)), rng.uniform(1, 1.5, (votes.people, votes.q))
    return knows / knows.sum(1, keepdims=True), strategy / strategy.sum(1, keepdims=True)


def _fit(
    votes: Votes,
    start: tuple[FloatArray, FloatArray],
    habits: Habits,
    variational: bool,
    iterations: int,
    tolerance: float,
) -> _Fit:
    knows, strategy = start
    equal = np.full(votes.q, -np.log(votes.q))
    posterior, steps, moved, bound = votes.shares, 0, np.inf, 0.0
    counts = (np.zeros(0), np.zeros(0))
    said = summed(votes.pair, np.ones(len(votes.pair)), votes.people * votes.q).reshape(votes.people, votes.q)
    while steps < iterations and moved >= tolerance:
        steps += 1
        spam = np.maximum(knows[:, :1] * strategy, _TINY)
        before = posterior
        posterior, bound = votes.expected(np.log(spam + knows[:, 1:]) - np.log(spam), equal, np.log(spam))
        counts = knowing(votes.right(posterior), said, knows, strategy)
        knows, strategy = updated(*counts, habits, variational)
        moved = float(np.abs(posterior - before).max(initial=0)) if steps > 1 else np.inf
    knew, habit = counts
    pairs = knew + np.array([habits.spamming, habits.knowing])
    habit = habit + habits.strategy / (1 if variational else votes.q)
    return _Fit(
        posterior,
        pairs[:, 1] / pairs.sum(1),
        habit / habit.sum(1, keepdims=True),
        bound,
        steps,
        moved < tolerance,
    )


def knowing(
    right: FloatArray, said: FloatArray, knows: FloatArray, strategy: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """Expected labels spammed and known (people, 2), and spammed by category (people, q).

    A right label was known with the odds of knowing to hitting it by habit; a wrong one was never known.
    """
    spam = knows[:, :1] * strategy
    known = right * (knows[:, 1:] / np.maximum(knows[:, 1:] + spam, _TINY))
    spammed = np.maximum(said - known, 0)
    return np.stack([spammed.sum(1), known.sum(1)], 1), spammed


def updated(knew: FloatArray, spammed: FloatArray, habits: Habits, variational: bool) -> tuple[FloatArray, FloatArray]:
    """(Geometric) means of knowing (people, 2) and of the strategy (people, q) under the pseudo-counts."""
    knew = knew + np.array([habits.spamming, habits.knowing])
    spammed = spammed + habits.strategy / (1 if variational else spammed.shape[1])
    if variational:
        return _geometric(knew), _geometric(spammed)
    return knew / knew.sum(1, keepdims=True), spammed / spammed.sum(1, keepdims=True)


def _geometric(counts: FloatArray) -> FloatArray:
    return np.asarray(np.exp(digamma(counts) - digamma(counts.sum(1, keepdims=True))))
