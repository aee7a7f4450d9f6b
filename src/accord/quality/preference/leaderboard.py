"""A leaderboard: strengths on one scale with intervals, what ranks the data allow, and chances between two models."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from typing import Any

import numpy as np
from scipy.special import expit, logit, ndtri

from accord.quality._bootstrap import around, percentile
from accord.quality.arrays import FloatArray, IntArray
from accord.quality.preference._ties import MODELS
from accord.quality.preference.connectivity import Connectivity
from accord.quality.preference.ranks import rank_sets
from accord.quality.results import Basis, Estimate, Interval

PER_POINT = 400 / math.log(10)  # rating points for one unit of log-odds: 400 points are odds of ten to one
CENTRE = 1000.0


@dataclass(frozen=True, slots=True)
class Standing:
    """One model on the leaderboard.

    Attributes:
        strength: log-odds against the average model (or against ``reference``).
        rating: the same on the chess scale, 1000 + 400/ln 10 x strength.
        rank: place by the estimate, 1 the best; None without one.
        best_rank, worst_rank: the places that the data leave possible, at the leaderboard's level, for this model
            against all others at once.
        battles, wins, losses, ties: sums of weights; ``both_bad`` are not among the battles.
    """

    model: Any
    strength: Estimate
    rating: Estimate
    rank: int | None
    best_rank: int | None
    worst_rank: int | None
    battles: float
    wins: float
    losses: float
    ties: float
    both_bad: float = 0.0


@dataclass(frozen=True, slots=True)
class Chances:
    """What happens when two models meet: the first wins, the second wins, nobody wins; each with its interval.

    Under the half-win convention ``tie`` is None: ``first`` is then the expected share of points.
    """

    first: Estimate
    second: Estimate
    tie: Estimate | None


@dataclass(frozen=True, eq=False)
class Leaderboard:
    """A fitted model of strengths. Read `standings`; ask `chances` for a pair.

    Attributes:
        method: "bradley-terry", "davidson", "rao-kupper" or "plackett-luce".
        models: all names; ``placed`` the codes of those that have a strength.
        values: the unknowns: strengths of the placed models (mean 0, or the reference's 0), then the tie parameter where
            the method has one, then the effects.
        covariance: of ``values``, shape (q, q); None where no interval was asked for.
        draws: bootstrap draws of ``values``, shape (resamples, q), or None.
        spread: which interval: "sandwich", "observed", "bootstrap".
        effects: covariate (or "position") -> log-odds in favour of a for one unit of the covariate.
        tie: the tie parameter: nu of Davidson, theta of Rao & Kupper; None for the other methods.
        has_tie: whether the tie parameter is among ``values`` (without any tie it is 0, or 1, and known).
        both_bad: share of all battles in which both are bad.
        log_likelihood: without binomial constants, the prior's part left out.
        connectivity: who can be set on one scale, and why not the others.
        won, lost, tied, bad: sums of weights for each model, in the order of ``models``.
    """

    method: str
    models: Sequence[Any]
    placed: IntArray
    values: FloatArray
    covariance: FloatArray | None
    draws: FloatArray | None
    spread: str
    level: float
    effects: Mapping[str, Estimate]
    tie: Estimate | None
    has_tie: bool
    both_bad: Estimate | None
    log_likelihood: float
    connectivity: Connectivity
    won: FloatArray
    lost: FloatArray
    tied: FloatArray
    bad: FloatArray
    n: int
    dropped: int
    prior: float
    note: str | None

    @cached_property
    def standings(self) -> list[Standing]:
        """All models, strongest first; those without a strength last, by name."""
        place = {int(code): at for at, code in enumerate(self.placed)}
        m = len(self.placed)
        order = np.argsort(-self.values[:m], kind="stable")
        rank = np.empty(m, np.int64)
        rank[order] = np.arange(1, m + 1)
        for before, after in pairwise(order):  # equal strengths share a place
            if abs(self.values[before] - self.values[after]) < 1e-9:
                rank[after] = rank[before]
        best, worst = self.rank_intervals or (None, None)
        rows = []
        for code, model in enumerate(self.models):
            at = place.get(code)
            strength = self._undefined(model) if at is None else self._estimate(at)
            counted = (self.won[code], self.lost[code], self.tied[code])
            ranks = (None,) * 3 if at is None else (int(rank[at]), *_ends(best, worst, at))
            tally = [float(sum(counted)), *map(float, counted), float(self.bad[code])]
            rows.append(Standing(model, strength, _rating(strength), *ranks, *tally))
        return sorted(rows, key=lambda s: (s.rank is None, s.rank or 0, str(s.model)))

    @cached_property
    def rank_intervals(self) -> tuple[IntArray, IntArray] | None:
        """Best and worst possible place of each placed model; None without intervals. See `ranks.rank_sets`."""
        m = len(self.placed)
        if self.covariance is None or not m:
            return None
        draws = None if self.draws is None else self.draws[:, :m]
        return rank_sets(self.values[:m], self.covariance[:m, :m], draws, self.level)

    def __getitem__(self, model: Any) -> Standing:
        return next((s for s in self.standings if s.model == model), None) or self._unknown(model)

    def chances(self, first: Any, second: Any) -> Chances:
        """What happens when ``first`` meets ``second``, covariates at 0; intervals on the log-odds of each chance.

        >>> from accord.quality import Battles, bradley_terry
        >>> board = bradley_terry(Battles.from_counts([("x", "y", 30, 10)]))
        >>> round(board.chances("x", "y").first.estimate, 3)
        0.75
        """
        one, other = self._at(first), self._at(second)
        basis = Basis("chance", self.level, n_items=self.n, n_labels=self.n)
        for name, at in ((first, one), (second, other)):
            if at is None:
                gone = basis.undefined(f"{name} {self.connectivity.outside.get(name, 'has no strength')}")
                return Chances(gone, gone, gone)
        assert one is not None and other is not None
        rule = MODELS[self.method if self.has_tie else "bradley-terry"]
        m, has = len(self.placed), self.has_tie

        def of(x: FloatArray) -> FloatArray:
            return rule.chances(x[..., one] - x[..., other], x[..., m] if has else np.zeros(x.shape[:-1]))

        point = of(self.values)
        wanted = (0, 1, 2) if has else (0, 1)
        found = [self._chance(basis, of, float(point[k]), k) for k in wanted]
        return Chances(found[0], found[1], found[2] if has else None)

    def win_probability(self, first: Any, second: Any) -> Estimate:
        """The chance that ``first`` beats ``second``: `chances`' first."""
        return self.chances(first, second).first

    def json(self) -> dict[str, Any]:
        """Plain dict: method, standings with estimates, tie parameter, effects, both_bad, what is not connected."""
        rows = [
            {**{name: getattr(s, name) for name in Standing.__slots__}, "strength": s.strength.json()}
            | {"rating": s.rating.json()}
            for s in self.standings
        ]
        return {
            "method": self.method,
            "models": rows,
            "tie": self.tie.json() if self.tie else None,
            "effects": {name: effect.json() for name, effect in self.effects.items()},
            "both_bad": self.both_bad.json() if self.both_bad else None,
            "log_likelihood": self.log_likelihood,
            "groups": self.connectivity.groups if len(self.connectivity.groups) > 1 else None,
            "note": self.note,
        }

    def _estimate(self, at: int) -> Estimate:
        value = float(self.values[at])
        basis = self._basis("strength (log-odds)")
        if self.covariance is None:
            return basis.plain(value)
        return basis.sure(value, self._interval(value, float(self.covariance[at, at]), at)).noting(self.note)

    def _interval(self, value: float, variance: float, at: int) -> Interval:
        if self.draws is not None:
            found = percentile(value, self.draws[:, at], self.level)
            words = found.method.replace("items", "battles")
            return Interval(found.low, found.high, found.se, words, found.note)
        return around(value, math.sqrt(max(variance, 0.0)), self.level, self.spread)

    def _basis(self, measure: str) -> Basis:
        return Basis(f"{measure}, {self.method}", self.level, n_items=self.n, n_labels=self.n, n_dropped=self.dropped)

    def _undefined(self, model: Any) -> Estimate:
        why = self.connectivity.outside.get(model) or "no battle was decided"
        return self._basis("strength").undefined(f"{why}: no finite strength without a prior")

    def _chance(self, basis: Basis, of: Any, value: float, k: int) -> Estimate:
        if self.covariance is None:
            return basis.plain(value)
        if self.draws is not None:
            return basis.sure(value, percentile(value, of(self.draws)[k], self.level))
        slope = np.zeros(len(self.values))
        for at in range(len(self.values)):
            step = np.zeros(len(self.values))
            step[at] = 1e-5
            slope[at] = (of(self.values + step)[k] - of(self.values - step)[k]) / 2e-5
        error = math.sqrt(max(float(slope @ self.covariance @ slope), 0.0))
        if not 0 < value < 1:
            return basis.sure(value, Interval(value, value, 0.0, self.spread))
        half = float(ndtri((1 + self.level) / 2)) * error / (value * (1 - value))
        ends = expit([logit(value) - half, logit(value) + half])
        return basis.sure(value, Interval(float(ends[0]), float(ends[1]), error, f"{self.spread}, on log-odds"))

    def _at(self, model: Any) -> int | None:
        if model not in self.models:
            self._unknown(model)
        found = np.flatnonzero(self.placed == list(self.models).index(model))
        return int(found[0]) if len(found) else None

    def _unknown(self, model: Any) -> Standing:
        raise KeyError(f"no model {model!r}; there are {', '.join(map(str, list(self.models)[:12]))}")


def _ends(best: Any, worst: Any, at: int) -> tuple[int | None, int | None]:
    return (None, None) if best is None else (int(best[at]), int(worst[at]))


def _rating(strength: Estimate) -> Estimate:
    """The same number on the chess scale."""
    if strength.estimate is None:
        return strength
    ends = [None if v is None else CENTRE + PER_POINT * v for v in (strength.estimate, strength.low, strength.high)]
    se = None if strength.se is None else strength.se * PER_POINT
    method = strength.method.replace("strength (log-odds)", "rating (400 points: odds of 10)")
    return replace(strength, estimate=ends[0], low=ends[1], high=ends[2], se=se, method=method)
