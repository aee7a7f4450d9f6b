"""Plackett-Luce: strengths from rankings, each read as a chain of choices of the best among those left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from scipy import sparse

from accord.quality._bootstrap import check_confidence
from accord.quality.arrays import FloatArray, IntArray
from accord.quality.coding import code
from accord.quality.faults import some
from accord.quality.preference.connectivity import Connectivity, of_wins
from accord.quality.preference.leaderboard import Leaderboard

INTERVALS = ("sandwich", "observed", "bootstrap")


@dataclass(frozen=True, eq=False)
class Stages:
    """All choices of all distinct rankings.

    Attributes:
        share: sparse (stages, models): how much of each model is still there to be chosen (1, or less under a tie).
        ranking: of each stage, which distinct ranking it belongs to.
        chosen: (distinct rankings, models): how often the ranking chooses each model.
        times: how often each distinct ranking occurs (sum of weights).
        beats: (models, models): how often the row's model stands above the column's, half for a tie.
    """

    share: Any
    ranking: IntArray
    chosen: FloatArray
    times: FloatArray
    squares: FloatArray
    beats: FloatArray
    tied: FloatArray


def plackett_luce(
    rankings: Sequence[Sequence[Any]],
    *,
    weight: Sequence[float] | None = None,
    unranked: str = "absent",
    models: Sequence[Any] | None = None,
    reference: Any = None,
    prior: float = 0.0,
    interval: str | None = "auto",
    confidence: float = 0.95,
    resamples: int = 1000,
    seed: int = 0,
) -> Leaderboard:
    """Strengths so that each model is chosen next with chance pi_i over the sum of those left.

    Args:
        rankings: each best first; an entry that is a list, tuple or set is a tie: ``[["x", ("y", "z")], ...]``. A ranking
            may leave models out.
        weight: how much each ranking counts.
        unranked: "absent" (a model that a ranking leaves out was not there) or "below" (it was there and came below all
            that are named: the first k of a longer list).
        models: every model; default those that occur.
        reference, prior, confidence, resamples, seed: as for `bradley_terry`; the bootstrap draws rankings.
        interval: "sandwich" (the default without a prior), "observed", "bootstrap" or None.

    A tie of m models counts as Efron's mean over their orders (Efron 1977, JASA 72): exact for none, near for few.
    Breaking rankings into pairs and fitting `bradley_terry` is another estimator, whose intervals pretend that the pairs
    of one ranking are independent.

    Raises:
        ValueError: an empty table, a model twice in one ranking, unknown models, weights below 0; says which rankings.

    Source: Luce 1959; Plackett 1975, Applied Statistics 24; Hunter 2004, Annals of Statistics 32, section 5.

    >>> board = plackett_luce([["x", "y", "z"]] * 5 + [["y", "x", "z"]] * 3 + [["z", "x", "y"]] * 2)
    >>> [(s.model, round(s.strength.estimate, 4)) for s in board.standings]
    [('x', 0.9065), ('y', 0.2838), ('z', -1.1904)]
    """
    check_confidence(confidence)
    if interval == "auto":
        interval = "observed" if prior else "sandwich"
    if interval is not None and interval not in INTERVALS:
        raise ValueError(f"interval is one of {', '.join(INTERVALS)} or None, not {interval!r}")
    if not 0 <= prior < np.inf:
        raise ValueError(f"prior is a number of made-up draws from 0 up, not {prior!r}")
    groups, names = _coded(rankings, models, unranked)
    weights = _weights(weight, len(groups))
    whole = _stages(groups, weights, len(names))
    linked = _worded(of_wins(whole.beats, names))
    inside = set(linked.core)
    met = (whole.beats + whole.beats.T).sum(1) > 0
    placed = np.array([at for at, n in enumerate(names) if (met[at] if prior else n in inside)], dtype=np.int64)
    if reference is not None and reference not in [names[int(at)] for at in placed]:
        raise ValueError(f"the reference {reference!r} is unknown or has no finite strength")
    stages = whole if len(placed) == len(names) else _stages(_among(groups, placed), weights, len(placed))
    x = _best(stages, stages.times, np.zeros(len(placed)), prior)
    covariance, draws = _spread(stages, x, interval, prior, resamples, seed)
    to_report = np.eye(len(placed)) - (1 / max(len(placed), 1) if reference is None else 0)
    if reference is not None:
        to_report[:, list(placed).index(names.index(reference))] -= 1
    notes = []
    if stages.tied.any():
        notes.append("ties within rankings by Efron's approximation")
    if prior:
        notes.append(f"with a prior, as if each model had drawn {prior:g} times against an average one")
    if draws is not None and len(draws) < resamples:
        notes.append(f"{resamples - len(draws)} of {resamples} resamples had no finite fit and were left out")
    tied, beats = whole.tied, whole.beats - whole.tied / 2
    return Leaderboard(
        method="plackett-luce",
        models=names,
        placed=placed,
        values=to_report @ x,
        covariance=None if covariance is None else to_report @ covariance @ to_report.T,
        draws=None if draws is None else draws @ to_report.T,
        spread=interval or "none",
        level=confidence,
        effects={},
        tie=None,
        has_tie=False,
        both_bad=None,
        log_likelihood=_value(stages, stages.times, x, 0.0),
        connectivity=linked,
        won=beats.sum(1),
        lost=beats.sum(0),
        tied=tied.sum(1),
        bad=np.zeros(len(names)),
        n=len(groups),
        dropped=0,
        prior=prior,
        note="; ".join(notes) or None,
    )


def _coded(rankings: Any, models: Sequence[Any] | None, unranked: str) -> tuple[list[list[list[int]]], list[Any]]:
    """Each ranking as groups of codes, best first; a last group "below" is open: its own order is not known."""
    if unranked not in ("absent", "below"):
        raise ValueError(f"unranked is 'absent' or 'below', not {unranked!r}")
    listed = [[list(p) if isinstance(p, (list, tuple, set, frozenset)) else [p] for p in r] for r in rankings]
    if not listed:
        raise ValueError("there is no ranking")
    flat = [name for r in listed for group in r for name in group]
    if lone := [at for at, r in enumerate(listed) if sum(map(len, r)) < 2 and not (unranked == "below" and r)]:
        raise ValueError(f"rankings {some(lone)} name fewer than two models and so compare nothing: drop them")
    known = list(models) if models is not None else []
    _, names = code([*flat, *known])
    if known and len(names) > len(set(known)):
        raise ValueError(f"models does not list {some(repr(n) for n in names if n not in known)}: add or correct them")
    place = {name: at for at, name in enumerate(names)}
    coded = [[[place[name] for name in group] for group in r if group] for r in listed]
    for at, r in enumerate(coded):
        named = [c for group in r for c in group]
        if len(set(named)) < len(named):
            twice = next(c for c in named if named.count(c) > 1)
            raise ValueError(f"ranking {at} names {names[twice]!r} twice: keep one of them")
        if unranked == "below" and (rest := [c for c in range(len(names)) if c not in set(named)]):
            r.append([-1, *rest])
    return coded, names


def _worded(linked: Connectivity) -> Connectivity:
    """The same words for rankings."""
    why = {name: text.replace("battle", "comparison") for name, text in linked.outside.items()}
    return replace(linked, outside=why, remedy=linked.remedy and linked.remedy.replace("battle", "comparison"))


def _among(groups: list[list[list[int]]], placed: IntArray) -> list[list[list[int]]]:
    number = {int(c): at for at, c in enumerate(placed)} | {-1: -1}
    return [[[number[c] for c in group if c in number] for group in r] for r in groups]


def _weights(weight: Sequence[float] | None, n: int) -> FloatArray:
    found = np.ones(n) if weight is None else np.asarray(weight, dtype=np.float64)
    if found.shape != (n,) or not np.isfinite(found).all() or (found < 0).any() or not found.any():
        raise ValueError(f"weight needs one number from 0 up for each of the {n} rankings, and one above 0")
    return found


def _stages(groups: list[list[list[int]]], weights: FloatArray, m: int) -> Stages:
    kinds: dict[Any, int] = {}
    of = [kinds.setdefault(tuple(tuple(sorted(g)) for g in r if g), len(kinds)) for r in groups]
    stage: list[int] = []
    column: list[int] = []
    value: list[float] = []
    ranking: list[int] = []
    chosen = np.zeros((len(kinds), m))
    beats, tied = np.zeros((m, m)), np.zeros((m, m))
    times = np.bincount(of, weights, minlength=len(kinds)).astype(np.float64)
    for kind, number in kinds.items():
        left = [c for group in kind for c in group if c >= 0]
        for group in kind:
            members = [c for c in group if c >= 0]
            below = [c for c in left if c not in members]
            beats[np.ix_(members, below)] += times[number]
            if group[0] >= 0:  # an open last group chooses nobody
                among = np.ix_(members, members)
                beats[among] += times[number] / 2
                tied[among] += times[number]
                for step in range(len(members)):
                    share = 1 - step / len(members)
                    if len(left) < 2:  # nobody else to choose
                        continue
                    stage += [len(ranking)] * len(left)
                    column += left
                    value += [share if c in members else 1.0 for c in left]
                    ranking.append(number)
                if len(left) > 1:
                    chosen[number, members] += 1
            left = below
    np.fill_diagonal(beats, 0)
    np.fill_diagonal(tied, 0)
    table = sparse.coo_array((value, (stage, column)), shape=(len(ranking), m)).tocsr()
    squares = np.bincount(of, weights**2, minlength=len(kinds)).astype(np.float64)
    return Stages(table, np.array(ranking, dtype=np.int64), chosen, times, squares, beats, tied)


def _value(stages: Stages, times: FloatArray, x: FloatArray, prior: float) -> float:
    total = np.log(stages.share @ np.exp(x))
    found = times @ stages.chosen @ x - times[stages.ranking] @ total
    return float(found - prior / 2 * (np.logaddexp(0, x) + np.logaddexp(0, -x)).sum())


def _chance(stages: Stages, x: FloatArray) -> Any:
    """Of each stage, each model's chance to be chosen: sparse (stages, models)."""
    part = stages.share.multiply(np.exp(x)[None, :]).tocsr()
    total = np.asarray(part.sum(axis=1)).ravel()
    return sparse.diags_array(1 / np.maximum(total, 1e-300)) @ part


def _information(stages: Stages, times: FloatArray, x: FloatArray, prior: float) -> tuple[FloatArray, FloatArray]:
    """Gradient and minus the second derivatives, the level of all strengths held where no prior does."""
    chance = _chance(stages, x)
    weight = times[stages.ranking]
    expected = np.asarray(chance.T @ weight)
    weighted = sparse.diags_array(weight) @ chance
    inside = np.diag(expected) - np.asarray((chance.T @ weighted).toarray())
    gradient = times @ stages.chosen - expected
    if prior:
        gradient = gradient - prior / 2 * np.tanh(x / 2)
        inside[np.diag_indices(len(x))] += prior / 4 / np.cosh(x / 2) ** 2
    else:
        inside = inside + np.trace(inside) / max(len(x), 1) ** 2
    return gradient, inside


def _best(stages: Stages, times: FloatArray, x: FloatArray, prior: float, rounds: int = 100) -> FloatArray:
    """Damped Newton; the last x even where the steps did not end, NaN where they went off."""
    if not len(x):
        return x
    here = _value(stages, times, x, prior)
    for _ in range(rounds):
        gradient, inside = _information(stages, times, x, prior)
        try:
            step = np.linalg.solve(inside, gradient)
        except np.linalg.LinAlgError:
            return np.full(len(x), np.nan)
        while (new := _value(stages, times, x + step, prior)) < here - 1e-12 * abs(here) and np.abs(step).max() > 1e-12:
            step = step / 2
        x, here = x + step, new
        if np.abs(step).max() < 1e-9:
            return x
        if np.ptp(x) > 36:
            break
    return np.full(len(x), np.nan)


def _spread(
    stages: Stages, x: FloatArray, interval: str | None, prior: float, resamples: int, seed: int
) -> tuple[FloatArray | None, FloatArray | None]:
    if interval is None or not len(x):
        return None, None
    if interval == "bootstrap":
        if (stages.squares != stages.times).any():
            raise ValueError("interval='bootstrap' draws rankings and has no place for weights: use 'sandwich'")
        rng = np.random.default_rng(seed)
        n = int(stages.times.sum())
        fits = [_best(stages, w, x, prior, 30) for w in rng.multinomial(n, stages.times / n, resamples).astype(float)]
        draws = np.array([fit for fit in fits if np.isfinite(fit).all()]).reshape(-1, len(x))
        return (np.cov(draws.T).reshape(len(x), len(x)), draws) if len(draws) > 1 else (None, None)
    bread = np.linalg.inv(_information(stages, stages.times, x, prior)[1])
    if interval == "observed":
        return np.asarray(bread), None
    chance = _chance(stages, x)
    at = np.arange(len(stages.ranking))
    member = sparse.coo_array((np.ones(len(at)), (stages.ranking, at)), shape=(len(stages.times), len(at)))
    score = stages.chosen - np.asarray((member.tocsr() @ chance).toarray())
    return np.asarray(bread @ (score.T @ (stages.squares[:, None] * score)) @ bread), None
