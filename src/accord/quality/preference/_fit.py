"""From battles to a leaderboard: the fit, its intervals, and what is said beside it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from scipy.sparse.csgraph import connected_components

from accord.quality._bootstrap import around, blocks, check_confidence, percentile
from accord.quality.arrays import FloatArray, IntArray
from accord.quality.preference._design import DRAWS, Design, design
from accord.quality.preference._newton import FARTHEST, Problem, solve
from accord.quality.preference._ties import HalfWins, TieModel
from accord.quality.preference.battles import BOTH_BAD, Battles
from accord.quality.preference.connectivity import Connectivity, connectivity
from accord.quality.preference.leaderboard import Leaderboard
from accord.quality.preference.matrix import both_bad_rate
from accord.quality.results import Basis, Estimate, Interval


class NoFiniteFit(ValueError):
    """Strengths or an effect would run off to infinity."""


GROWS = "all wins fit one order and all ties lie between neighbours in it, so that strengths grow with the ties"
INTERVALS = ("sandwich", "observed", "bootstrap")


def fitted(
    battles: Battles,
    model: TieModel,
    covariates: Sequence[str] | None,
    position: bool,
    prior: float,
    reference: Any,
    interval: str | None,
    confidence: float,
    resamples: int,
    seed: int,
) -> Leaderboard:
    """The leaderboard of one tie model; arguments as for `accord.quality.bradley_terry`."""
    check_confidence(confidence)
    if interval == "auto":
        interval = "observed" if prior else "sandwich"
    if interval is not None and interval not in INTERVALS:
        raise ValueError(f"interval is one of {', '.join(INTERVALS)} or None, not {interval!r}")
    if not (prior >= 0 and math.isfinite(prior)):
        raise ValueError(f"prior is a number of made-up draws from 0 up, not {prior!r}")
    if reference is not None and reference not in battles.models:
        raise ValueError(f"the reference {reference!r} is not among the models")
    linked = connectivity(battles)
    placed = _placed(battles, linked, prior)
    if reference is not None and list(battles.models).index(reference) not in placed:
        raise ValueError(f"the reference {reference!r} has no finite strength: it {linked.outside[reference]}")
    problem, x, why = _solved(battles, model, placed, prior, position, covariates)
    if why:
        placed, linked = np.zeros(0, np.int64), _unbound(battles, linked, why)
    used = problem.model
    covariance, draws = _spread(problem, x, interval, resamples, seed)
    to_report = _contrast(problem, None if reference is None else list(battles.models).index(reference), placed)
    d, t = problem.parts(x)
    values = to_report @ x
    covariance = None if covariance is None else to_report @ covariance @ to_report.T
    draws = None if draws is None else draws @ to_report.T
    table, counted = problem.table, _tally(battles)
    board = Leaderboard(
        method=model.name,
        models=battles.models,
        placed=placed,
        values=values,
        covariance=covariance,
        draws=draws,
        spread=interval or "none",
        level=confidence,
        effects={},
        tie=None,
        has_tie=used.has_parameter,
        both_bad=both_bad_rate(battles, confidence=confidence),
        log_likelihood=float(used.likelihood(d, t, table.counts).sum()),
        connectivity=linked,
        won=counted[0],
        lost=counted[1],
        tied=counted[2],
        bad=counted[3],
        n=battles.decided,
        dropped=len(battles) - battles.decided + battles.missing,
        prior=prior,
        note=_note(problem, linked, draws, resamples),
    )
    return replace(board, tie=_tie(board, model), effects=_effects(board, table.names))


def _placed(battles: Battles, linked: Connectivity, prior: float) -> IntArray:
    if not prior:
        inside = set(linked.core)
        return np.array([at for at, name in enumerate(battles.models) if name in inside], dtype=np.int64)
    met = battles.wins + battles.wins.T + battles.ties
    return np.flatnonzero(met.sum(1) > 0)


def _solved(
    battles: Battles,
    model: TieModel,
    placed: IntArray,
    prior: float,
    position: bool,
    covariates: Sequence[str] | None,
) -> tuple[Problem, FloatArray, str | None]:
    """The problem and its maximum; an empty one and the reason where ties leave every strength unbounded.

    A tie parameter can grow along with the strengths: where there are ties only, or where all wins fit one order and all
    ties lie between neighbours in it. Wins both ways between any two models, or a prior, end that.
    """
    table = design(battles, placed, position, covariates)
    ties, wins = bool(table.counts[DRAWS].any()), bool(table.counts[:DRAWS].any())
    used: TieModel = model if ties or not model.has_parameter else HalfWins()
    problem = Problem(table, used, prior)
    empty = Problem(design(battles, placed[:0], position, covariates), HalfWins(), prior)
    if used.has_parameter and not wins:
        return empty, empty.start(), "there are ties only"
    if used.has_parameter and not prior and not table.names and _grows_with_ties(table):
        return empty, empty.start(), GROWS
    x = _best(problem)
    if x is not None:
        return problem, x, None
    alone = Problem(design(battles, placed, False, ()), used, prior) if table.names else problem
    if table.names and _best(alone) is not None:
        raise NoFiniteFit(
            f"no finite fit: {' or '.join(map(repr, table.names))} tells the winner of every battle that could go either "
            "way; leave it out, or bring more battles"
        )
    if used.has_parameter:
        return empty, empty.start(), GROWS
    raise NoFiniteFit("no finite fit: the battles are too one-sided; pass prior=1")


def _grows_with_ties(table: Design) -> bool:
    """Whether strengths exist that put every win at one step or more and every tie at one step or less: then the likelihood
    rises for ever along them, the tie parameter with them (a system of difference constraints, by Bellman & Ford)."""
    won, lost, tied = table.counts > 0
    if (won & lost).any():
        return False  # wins both ways between two models fit no order
    step = np.full((table.m, table.m), np.inf)
    step[table.first[tied], table.second[tied]] = step[table.second[tied], table.first[tied]] = 1.0
    step[table.first[won], table.second[won]] = -1.0
    step[table.second[lost], table.first[lost]] = -1.0
    below = np.zeros(table.m)
    for _ in range(table.m):
        new = np.minimum(below, (below[:, None] + step).min(0))
        if (new == below).all():
            return True
        below = new
    return False


def _unbound(battles: Battles, linked: Connectivity, why: str) -> Connectivity:
    remedy = f"no model has a finite strength: {why}; bring more battles, pass prior=1, or use bradley_terry"
    return replace(linked, core=[], outside=dict.fromkeys(battles.models, why), remedy=remedy)


def _best(problem: Problem) -> FloatArray | None:
    """The maximum, None where it lies at infinity; NoFiniteFit where a covariate makes it ambiguous."""
    start = problem.start()
    if not problem.table.m:
        return start
    names, k = problem.table.names, len(problem.table.names)
    if k:
        inside = problem.grounded(problem.information(start, problem.table.counts))
        root = np.sqrt(np.maximum(np.diag(inside), 1e-300))
        values, vectors = np.linalg.eigh(inside / root[:, None] / root)
        if values[0] < 1e-9:
            guilty = names[int(np.abs(vectors[-k:, 0]).argmax())]
            raise NoFiniteFit(
                f"the covariate {guilty!r} is settled by the models (or by the other covariates), so that its effect "
                "cannot be told from their strength: leave it out, or let it differ between battles of one pair"
            )
    found, done = solve(problem, problem.table.counts[:, None], start[None])
    shift = found[0, problem.before :] @ problem.table.z.T if k else np.zeros(1)
    tie = found[0, problem.table.m : problem.before]
    infinite = (
        max(np.abs(shift).max(initial=0.0), np.abs(tie).max(initial=0.0)) > FARTHEST - 3
    )  # where curvature is rounding
    return np.asarray(found[0]) if done[0] and not infinite else None


def _spread(
    problem: Problem, x: FloatArray, interval: str | None, resamples: int, seed: int
) -> tuple[FloatArray | None, FloatArray | None]:
    """Covariance of the unknowns with all levels held, and bootstrap draws."""
    table = problem.table
    if interval is None or not table.m:
        return None, None
    if interval == "bootstrap":
        draws = _drawn(problem, x, resamples, seed)
        return (np.cov(draws.T).reshape(len(x), len(x)), draws) if len(draws) > 1 else (None, None)
    bread = np.linalg.inv(problem.grounded(problem.information(x, table.counts)))
    if interval == "observed":
        return np.asarray(bread), None
    return np.asarray(bread @ problem.meat(x) @ bread), None


def _drawn(problem: Problem, x: FloatArray, resamples: int, seed: int) -> FloatArray:
    """Fits of resampled battles, warm from the full fit; those without a finite fit are left out."""
    table = problem.table
    rng = np.random.default_rng(seed)
    size = max(1, int(4e6 / (3 * len(table.first) + 3 * problem.free**2)))
    kept = []
    for part in blocks(resamples, size):
        counts = table.resampled(part.stop - part.start, rng)
        start = np.tile(x, (part.stop - part.start, 1))
        found, done = solve(problem, counts, start, rounds=25, tolerance=1e-4)  # the step is taken: 1e-8 is left
        if not problem.prior:
            doubtful = done & (np.ptp(found[:, : table.m], axis=1) > FARTHEST / 2)
            for at in np.flatnonzero(doubtful):
                done[at] = _strong(table, counts[:, at])
        if problem.model.has_parameter:
            done &= counts[DRAWS].sum(-1) > 0
        kept.append(found[done])
    return np.concatenate(kept)


def _strong(table: Design, counts: FloatArray) -> bool:
    beats = np.zeros((table.m, table.m))
    np.add.at(beats, (table.first, table.second), counts[0] + counts[2])
    np.add.at(beats, (table.second, table.first), counts[1] + counts[2])
    return int(connected_components(beats > 0, directed=True, connection="strong")[0]) == 1


def _contrast(problem: Problem, reference: int | None, placed: IntArray) -> FloatArray:
    """The matrix that takes unknowns to what is reported: strengths about their mean or the reference, effects in their
    own units."""
    m = problem.table.m
    matrix = np.eye(problem.free)
    if m and reference is None:
        matrix[:m, :m] -= 1 / m
    elif m:
        matrix[:m, np.flatnonzero(placed == reference)[0]] -= 1
    at = m + problem.model.has_parameter
    matrix[at:, at:] /= problem.table.scale[:, None]
    return matrix


def _tie(board: Leaderboard, model: TieModel) -> Estimate | None:
    """nu or theta with its interval."""
    if not model.has_parameter:
        return None
    name = "tie parameter nu" if model.name == "davidson" else "tie parameter theta"
    basis = Basis(name, board.level, n_items=board.n, n_labels=board.n)
    if not board.has_tie:
        if not len(board.placed):
            return basis.undefined("no battle was decided among models that can be compared")
        return basis.plain(0.0 if model.name == "davidson" else 1.0).noting("there is no tie")
    at = len(board.placed)
    t = float(board.values[at])
    if board.covariance is None:
        return basis.plain(math.exp(t))
    if board.draws is not None:
        return basis.sure(math.exp(t), percentile(math.exp(t), np.exp(board.draws[:, at]), board.level))
    se = math.sqrt(float(board.covariance[at, at]))
    if model.name == "davidson":
        span = around(t, se, board.level, board.spread)
        ends = (math.exp(span.low or 0.0), math.exp(span.high or 0.0))
    else:  # theta >= 1: on the log of log theta
        span = around(math.log(t), se / t, board.level, board.spread)
        ends = (math.exp(math.exp(span.low or 0.0)), math.exp(math.exp(span.high or 0.0)))
    return basis.sure(math.exp(t), Interval(*ends, math.exp(t) * se, board.spread))


def _effects(board: Leaderboard, names: Sequence[str]) -> dict[str, Estimate]:
    first = len(board.placed) + board.has_tie
    basis = Basis("effect (log-odds)", board.level, n_items=board.n, n_labels=board.n)
    found = {}
    for at, name in enumerate(names, first):
        value = float(board.values[at])
        if not len(board.placed):
            found[name] = basis.undefined("no battle was decided among models that can be compared")
        elif board.covariance is None:
            found[name] = basis.plain(value)
        elif board.draws is not None:
            found[name] = basis.sure(value, percentile(value, board.draws[:, at], board.level))
        else:
            se = math.sqrt(max(float(board.covariance[at, at]), 0.0))
            found[name] = basis.sure(value, around(value, se, board.level, board.spread))
    return found


def _tally(battles: Battles) -> tuple[FloatArray, FloatArray, FloatArray, FloatArray]:
    bad = battles.counts[..., BOTH_BAD]
    return battles.wins.sum(1), battles.wins.sum(0), battles.ties.sum(1), bad.sum(0) + bad.sum(1)


def _note(problem: Problem, linked: Connectivity, draws: FloatArray | None, resamples: int) -> str | None:
    parts = []
    if problem.prior:
        parts.append(f"with a prior, as if each model had drawn {problem.prior:g} times against an average one")
    if problem.prior and len(linked.groups) > 1:
        parts.append(f"the {len(linked.groups)} groups that never met are on one scale by the prior alone")
    if draws is not None and len(draws) < resamples:
        parts.append(f"{resamples - len(draws)} of {resamples} resamples had no finite fit and were left out")
    return "; ".join(parts) or None
