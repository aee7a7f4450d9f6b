"""Newton's method for one table of counts, or for a thousand resampled ones at once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from accord.quality.arrays import BoolArray, FloatArray
from accord.quality.preference._design import Design
from accord.quality.preference._ties import TieModel

FARTHEST = 18.0  # half the difference of log-odds beyond which a fit is taken for infinite
SURE = 0.5  # a Newton step so short needs no look whether it went up


@dataclass(frozen=True, eq=False)
class Problem:
    """A design under a tie model: unknowns are strengths (m), the tie parameter where there is one, effects (k)."""

    table: Design
    model: TieModel
    prior: float

    @property
    def before(self) -> int:
        """How many unknowns stand before the effects."""
        return self.table.m + self.model.has_parameter

    @property
    def free(self) -> int:
        """How many unknowns there are."""
        return self.before + len(self.table.scale)

    def parts(self, x: FloatArray) -> tuple[FloatArray, FloatArray]:
        """(d, t) of each row at the unknowns x (..., free)."""
        m = self.table.m
        d = x[..., self.table.first] - x[..., self.table.second]
        if self.free > self.before:
            d += x[..., self.before :] @ self.table.z.T
        return d, x[..., m : m + 1] if self.model.has_parameter else np.zeros((*x.shape[:-1], 1))

    def value(self, x: FloatArray, counts: FloatArray) -> FloatArray:
        """Log-likelihood (...,), the prior's part included."""
        d, t = self.parts(x)
        total = self.model.likelihood(d, t, counts).sum(-1)
        if self.prior:
            s = x[..., : self.table.m]
            total = total - self.prior / 2 * (np.logaddexp(0, s) + np.logaddexp(0, -s)).sum(-1)
        return np.asarray(total)

    def gradient(self, x: FloatArray, counts: FloatArray) -> FloatArray:
        """First derivatives (..., free)."""
        d, t = self.parts(x)
        by_d, by_t = self.model.gradient(d, t, counts)
        found, m = np.zeros(x.shape), self.table.m
        found[..., :m] = self._spread(by_d)
        if self.prior:
            found[..., :m] -= self.prior / 2 * np.tanh(x[..., :m] / 2)
        if self.model.has_parameter:
            found[..., m] = by_t.sum(-1)
        found[..., self.before :] = by_d @ self.table.z
        return found

    def information(self, x: FloatArray, counts: FloatArray) -> FloatArray:
        """Minus the second derivatives (..., free, free), the prior's part included."""
        d, t = self.parts(x)
        dd, dt, tt = self.model.curvature(d, t, counts)
        found = self.assembled(-dd, -dt, -tt)
        if self.prior:
            at = np.arange(self.table.m)
            found[..., at, at] += self.prior / 4 / np.cosh(x[..., : self.table.m] / 2) ** 2
        return found

    def meat(self, x: FloatArray) -> FloatArray:
        """Sum over battles (or clusters of battles) of weight^2 x score x score', for the sandwich; x of one fit."""
        by_d, by_t = self.model.scores(*self.parts(x))
        if self.table.clustered:
            return self._clustered(by_d, by_t)
        weight = self.table.squares
        return self.assembled((weight * by_d**2).sum(0), (weight * by_d * by_t).sum(0), (weight * by_t**2).sum(0))

    def _clustered(self, by_d: FloatArray, by_t: FloatArray) -> FloatArray:
        """The same, where the scores of a cluster's battles are added up before they are squared."""
        table, (outcomes, rows) = self.table, by_d.shape
        places = [(table.first, by_d), (table.second, -by_d)]
        if self.model.has_parameter:
            places.append((np.full(rows, table.m), by_t))
        for at, z in enumerate(table.z.T):
            places.append((np.full(rows, self.before + at), by_d * z))
        column = np.concatenate([np.tile(place, outcomes) for place, _ in places])
        value = np.concatenate([score.ravel() for _, score in places])
        cell = np.tile(np.arange(outcomes * rows), len(places))
        scores = sparse.coo_array((value, (cell, column)), shape=(outcomes * rows, self.free)).tocsr()
        sums = table.pattern @ scores
        return np.asarray((sums.T @ sums).toarray())

    def assembled(self, dd: FloatArray, dt: FloatArray, tt: FloatArray) -> FloatArray:
        """The matrix sum over rows of [D t z]' w [D t z] from weights by dd, dt and tt, each (..., rows)."""
        m, has = self.table.m, self.model.has_parameter
        found = np.zeros((*dd.shape[:-1], self.free, self.free))
        one, other = self.table.pairs
        pair = self.table.by_pair(-dd)
        found[..., one, other] = pair
        found[..., other, one] = pair
        found[..., np.arange(m), np.arange(m)] = -found[..., :m, :m].sum(-1)
        if has:
            found[..., :m, m] = found[..., m, :m] = self._spread(dt)
            found[..., m, m] = tt.sum(-1)
        for at, z in enumerate(self.table.z.T):
            place = self.before + at
            found[..., :m, place] = found[..., place, :m] = self._spread(dd * z)
            if has:
                found[..., m, place] = found[..., place, m] = dt @ z
            for earlier in range(at + 1):
                value = dd @ (z * self.table.z[:, earlier])
                found[..., place, self.before + earlier] = found[..., self.before + earlier, place] = value
        return found

    def _spread(self, rows: FloatArray) -> FloatArray:
        """Sums over rows of +value for the pair's first and -value for its second: (..., m)."""
        one, other = self.table.pairs
        pair, m = self.table.by_pair(rows), self.table.m
        square = np.zeros((*rows.shape[:-1], m, m))
        square[..., one, other] = pair
        square[..., other, one] = -pair
        return np.asarray(square.sum(-1))

    def grounded(self, information: FloatArray) -> FloatArray:
        """The information with the level of all strengths, which only a prior fixes, held at a mean of 0."""
        if self.prior:
            return information
        m = self.table.m
        raised = information.copy()
        raised[..., :m, :m] += np.einsum("...ii->...", information[..., :m, :m])[..., None, None] / m**2
        return raised

    def start(self) -> FloatArray:
        """All strengths alike, the tie parameter at its own start."""
        x = np.zeros(self.free)
        if self.model.has_parameter:
            x[self.table.m] = self.model.start
        return x


def solve(
    problem: Problem, counts: FloatArray, x: FloatArray, *, rounds: int = 60, tolerance: float = 1e-9
) -> tuple[FloatArray, BoolArray]:
    """The maximum for each table of counts (3, B, rows) from starts x (B, free), and which of them were reached.

    Damped Newton: a long step is halved until it does not go down; the end is a step below ``tolerance``.
    """
    x, m = x.copy(), problem.table.m
    done = np.zeros(len(x), bool)
    at = np.arange(len(x))  # those still moving
    for _ in range(rounds):
        part = counts if len(at) == len(x) else counts[:, at]
        gradient = problem.gradient(x[at], part)
        try:
            inside = problem.grounded(problem.information(x[at], part))
            step = np.asarray(np.linalg.solve(inside, gradient[..., None])[..., 0])
        except np.linalg.LinAlgError:
            break
        step = _halved(problem, part, x[at], step)
        x[at] += step
        moved = np.abs(step).max(-1, initial=0.0)
        done[at] = moved <= tolerance
        at = at[(moved > tolerance) & (np.ptp(x[at, :m], axis=-1) < 2 * FARTHEST)]
        if not len(at):
            break
    return x, done & (np.ptp(x[:, :m], axis=-1) < 2 * FARTHEST)


def _halved(problem: Problem, counts: FloatArray, x: FloatArray, step: FloatArray) -> FloatArray:
    """The steps, the long ones among them halved until they do not go down; a tie parameter stays within its bounds."""
    bound, m = problem.model.name == "rao-kupper", problem.table.m
    long = np.abs(step).max(-1) > SURE
    if bound:
        long |= x[:, m] + step[:, m] <= 0
    long = np.flatnonzero(long)
    if not len(long):
        return step
    here = problem.value(x[long], counts[:, long])
    slack = 1e-12 * np.abs(here)
    for _ in range(60):
        worse = ~(problem.value(x[long] + step[long], counts[:, long]) >= here - slack)
        if not worse.any():
            break
        long, here, slack = long[worse], here[worse], slack[worse]
        step[long] /= 2
    return step
