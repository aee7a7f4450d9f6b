"""Battles as a table of few cells: what a fit, its sandwich and its bootstrap need, whatever the number of battles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import sparse

from accord.quality.arrays import FloatArray, IntArray
from accord.quality.preference.battles import BOTH_BAD, TIE, A, B, Battles

WINS, LOSSES, DRAWS = range(3)


@dataclass(frozen=True, eq=False)
class Design:
    """Rows are distinct (pair, covariates), the pair's first model before its second; cells are 3 outcomes x rows.

    Attributes:
        first, second: codes of the pair of each row, shape (rows,), sorted; first < second.
        z: covariates in favour of the first, scaled to unit spread, shape (rows, k); ``scale`` undoes it.
        counts: sums of weights, shape (3, rows): the first won, the second won, tie.
        squares: sums of squared weights, the same shape, for the sandwich.
        pattern: battles that cannot be told apart (or clusters of battles), in a sparse matrix (patterns, cells) of
            weights, and ``times`` how often each occurs: resampling battles is one multinomial over them.
        clustered: whether the patterns are clusters.
        starts: where each pair begins among the rows, for sums over the rows of a pair.
    """

    m: int
    first: IntArray
    second: IntArray
    z: FloatArray
    scale: FloatArray
    names: tuple[str, ...]
    counts: FloatArray
    squares: FloatArray
    pattern: Any
    times: IntArray
    clustered: bool
    starts: IntArray

    @property
    def pairs(self) -> tuple[IntArray, IntArray]:
        """Codes of the distinct pairs."""
        return self.first[self.starts], self.second[self.starts]

    def by_pair(self, values: FloatArray) -> FloatArray:
        """Sums over the rows of each pair along the last axis."""
        if len(self.starts) == len(self.first):
            return values
        return np.asarray(np.add.reduceat(values, self.starts, axis=-1))

    def resampled(self, resamples: int, rng: np.random.Generator) -> FloatArray:
        """Counts of resampled battles (or clusters), shape (3, resamples, rows)."""
        n = int(self.times.sum())
        drawn = rng.multinomial(n, self.times / n, size=resamples)
        counts = drawn.astype(np.float64) if self.pattern is None else np.asarray((self.pattern.T @ drawn.T).T)
        return np.moveaxis(counts.reshape(resamples, 3, len(self.first)), 1, 0)


def design(battles: Battles, placed: IntArray, position: bool, covariates: Sequence[str] | None) -> Design:
    """The cells of the decided battles among the models ``placed`` (codes), which are numbered anew in that order."""
    names = _named(battles, covariates)
    if not names and battles.weight is None and battles.cluster is None:
        return _counted(battles, placed, position)
    number = np.full(battles.n_models, -1)
    number[placed] = np.arange(len(placed))
    one, other = number[battles.model_a], number[battles.model_b]
    kept = (one >= 0) & (other >= 0) & (battles.winner != BOTH_BAD)
    if battles.weight is not None:
        kept &= battles.weight > 0
    rows = np.flatnonzero(kept)
    one, other, said = one[rows], other[rows], battles.winner[rows]
    swapped = one > other
    first, second = np.where(swapped, other, one), np.where(swapped, one, other)
    outcome = np.where(said == TIE, DRAWS, np.where((said == A) == ~swapped, WINS, LOSSES))
    columns = [battles.covariates[name][rows] for name in names]
    if position:
        names, columns = ("position", *names), [np.ones(len(rows)), *columns]
    sign = np.where(swapped, -1.0, 1.0)
    z: FloatArray = np.stack([column * sign for column in columns], 1) if columns else np.zeros((len(rows), 0))
    scale = np.sqrt((z * z).mean(0)) if len(z) else np.ones(z.shape[1])
    scale[scale == 0] = 1.0
    key, kinds = first.astype(np.int64) * len(placed) + second, len(placed) ** 2
    for column in z.T:
        values, codes = np.unique(column, return_inverse=True)
        key, kinds = _fused(key, kinds, codes, len(values))
    _, at, row_of = np.unique(key, return_index=True, return_inverse=True)
    cell, n_cells = outcome * len(at) + row_of, 3 * len(at)
    weight = None if battles.weight is None else battles.weight[rows]
    plain = np.bincount(cell, minlength=n_cells)
    counts = plain if weight is None else np.bincount(cell, weight, minlength=n_cells)
    squares = plain if weight is None else np.bincount(cell, weight**2, minlength=n_cells)
    groups = None if battles.cluster is None else battles.cluster[rows]
    pattern, times = _patterns(cell, plain, weight, groups)
    return Design(
        m=len(placed),
        first=first[at],
        second=second[at],
        z=np.asarray(z[at] / scale, dtype=np.float64),
        scale=scale,
        names=names,
        counts=counts.reshape(3, -1).astype(np.float64),
        squares=squares.reshape(3, -1).astype(np.float64),
        pattern=pattern,
        times=times,
        clustered=groups is not None,
        starts=_starts(first[at], second[at]),
    )


def _counted(battles: Battles, placed: IntArray, position: bool) -> Design:
    """The same from the counts of ordered pairs, where battles differ in nothing else: no pass over the battles."""
    cells = battles.counts[np.ix_(placed, placed)]
    ahead = cells[..., [A, B, TIE]]  # the row's model was a
    behind = cells[..., [B, A, TIE]].swapaxes(0, 1)  # it was b
    both = np.stack([ahead, behind], 2) if position else (ahead + behind)[:, :, None]  # (first, second, order, outcome)
    m = len(placed)
    present = both.any(-1) & np.triu(np.ones((m, m), bool), 1)[..., None]
    first, second, order = np.nonzero(present)
    counts = np.ascontiguousarray(both[present].T)
    return Design(
        m=m,
        first=first,
        second=second,
        z=np.asarray((1.0 - 2.0 * order)[:, None] if position else np.zeros((len(first), 0)), dtype=np.float64),
        scale=np.ones(int(position)),
        names=("position",) if position else (),
        counts=counts,
        squares=counts,
        pattern=None,
        times=counts.ravel().astype(np.int64),
        clustered=False,
        starts=_starts(first, second),
    )


def _starts(first: IntArray, second: IntArray) -> IntArray:
    if not len(first):
        return np.zeros(0, np.int64)
    return np.flatnonzero(np.r_[True, (np.diff(first) != 0) | (np.diff(second) != 0)])


def _named(battles: Battles, covariates: Sequence[str] | None) -> tuple[str, ...]:
    names = tuple(battles.covariates if covariates is None else covariates)
    if unknown := [name for name in names if name not in battles.covariates]:
        raise ValueError(f"no covariate {unknown[0]!r}; the battles have {', '.join(battles.covariates) or 'none'}")
    return names


def _fused(key: IntArray, kinds: int, codes: IntArray, values: int) -> tuple[IntArray, int]:
    """One code out of two, numbered anew where it would overflow."""
    if kinds * values >= 2**62:
        key, kinds = np.unique(key, return_inverse=True)[1], len(key)
    return key * values + codes, kinds * values


def _patterns(
    cell: IntArray, plain: IntArray, weight: FloatArray | None, groups: IntArray | None
) -> tuple[Any, IntArray]:
    """What is drawn in a bootstrap: cells themselves (None), cells by weight, or clusters."""
    if groups is None and weight is None:
        return None, plain
    value = np.ones(len(cell)) if weight is None else weight
    if groups is not None:
        names, member = np.unique(groups, return_inverse=True)
        kept = sparse.coo_array((value, (member, cell)), shape=(len(names), len(plain))).tocsr()
        return kept, np.ones(len(names), np.int64)
    levels, level = np.unique(value, return_inverse=True)
    kinds, times = np.unique(cell * len(levels) + level, return_counts=True)
    where, size = kinds // len(levels), levels[kinds % len(levels)]
    pattern = sparse.coo_array((size, (np.arange(len(kinds)), where)), shape=(len(kinds), len(plain))).tocsr()
    return pattern, times
