"""The agreement graph: pairs of people who agree more than their skills explain, above all on what is wrong."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np
from scipy import sparse, stats
from scipy.sparse.csgraph import connected_components

from accord.quality.agreement.breakdown import pair_matrix
from accord.quality.arrays import FloatArray, IntArray
from accord.quality.labels import Labels
from accord.quality.multiplicity import adjust


@dataclass(frozen=True, slots=True)
class Pair:
    """Two people on the ``shared`` items where the others have a majority: ``same`` answers, how many were ``expected``
    of two independent people of their habits, equal answers against the majority, and the p-values."""

    one: Any
    other: Any
    shared: int
    same: int
    expected: float
    same_errors: int
    p: float
    adjusted: float


@dataclass(frozen=True)
class AgreementGraph:
    """All pairs, most suspicious first, and the cliques that the suspicious pairs join together."""

    pairs: list[Pair]
    rings: list[list[Any]]


def agreement_graph(labels: Labels, *, least: int = 10, level: float = 0.01) -> AgreementGraph:
    """Pairs who agree beyond independence given what the others said.

    Args:
        labels: at least three people on an item count for it.
        least: pairs with fewer such items are left out.
        level: adjusted p (Benjamini-Hochberg) under which a pair joins a ring.

    Returns:
        The graph; a small p says "not independent", which may be copying, one person with two accounts, or two people
        who share a reading of the guidelines that the others do not. Look at ``same_errors`` before accusing.

    Method: the majority of the *others* stands for the truth; each person's confusion with it gives the chance of equal
    answers on each item under independence (+1/2 smoothing), summed to a Poisson-binomial. As that majority errs, honest
    pairs agree a little too much as well: z is taken against the median and spread over all pairs (an empirical null,
    Efron 2004). Once a pair joins a ring, one of the two stops voting and the rest is judged anew, so that a ring cannot
    outvote the truth and make the honest look like one.

    >>> import numpy as np
    >>> rng = np.random.default_rng(0)
    >>> truth = rng.integers(0, 3, 200)
    >>> rows = [np.where(rng.random(200) < 0.7, truth, rng.integers(0, 3, 200)) for _ in range(5)]
    >>> agreement_graph(Labels.from_matrix([*rows, rows[0]])).rings
    [[0, 5]]
    """
    shared = pair_matrix(labels).shared
    grid = _grid(labels)
    active = np.ones(labels.n_annotators, dtype=bool)
    found: dict[tuple[int, int], Pair] = {}
    near: list[tuple[int, int]] = []
    while True:
        wanted = [(g, h) for g, h in combinations(np.flatnonzero(active).tolist(), 2) if shared[g, h] >= least]
        judged = _judge(labels, grid, wanted, active, least)
        found.update(judged)
        if not judged:
            break
        worst = min(judged, key=lambda k: judged[k].p)
        if judged[worst].adjusted >= level:
            break
        near.append(worst)
        active[worst[1]] = False
    return AgreementGraph(sorted(found.values(), key=lambda p: p.p), _rings(near, labels.annotators))


def _judge(
    labels: Labels, grid: IntArray, wanted: list[tuple[int, int]], active: Any, least: int
) -> dict[tuple[int, int], Pair]:
    """Every wanted pair by the votes of the active people."""
    cells = labels.item.astype(np.int64) * labels.n_categories + labels.value
    voting = active[labels.annotator]
    counts = np.bincount(cells[voting], minlength=labels.n_items * labels.n_categories)
    counts = counts.reshape(labels.n_items, labels.n_categories)
    seen = {k: c for k in wanted if (c := _compare(grid[k[0]], grid[k[1]], counts, least)) is not None}
    if not seen:
        return {}
    z = np.array([c.z for c in seen.values()])
    centre = float(np.median(z)) if len(z) > 2 else 0.0
    scale = max(1.0, 1.4826 * float(np.median(np.abs(z - centre)))) if len(z) > 2 else 1.0
    p_values = stats.norm.sf((z - max(centre, 0.0)) / scale)
    names, adjusted = labels.annotators, adjust(p_values.tolist())
    return {
        (g, h): Pair(names[g], names[h], c.shared, c.same, c.expected, c.same_errors, float(p), a or 0.0)
        for ((g, h), c), p, a in zip(seen.items(), p_values, adjusted, strict=True)
    }


@dataclass(frozen=True, slots=True)
class _Seen:
    shared: int
    same: int
    expected: float
    same_errors: int
    z: float


def _grid(labels: Labels) -> IntArray:
    """People x items codes, -1 where there is none."""
    grid = np.full((labels.n_annotators, labels.n_items), -1, dtype=np.int32)
    grid[labels.annotator, labels.item] = labels.value
    return grid


def _compare(one: IntArray, other: IntArray, counts: IntArray, least: int) -> _Seen | None:
    both = np.flatnonzero((one >= 0) & (other >= 0))
    a, b = one[both], other[both]
    rest = counts[both].copy()
    place = np.arange(len(both))
    np.subtract.at(rest, (place, a), 1)
    np.subtract.at(rest, (place, b), 1)
    top = rest.max(1)
    clear = (top > 0) & ((rest == top[:, None]).sum(1) == 1)
    if clear.sum() < least:
        return None
    a, b, truth = a[clear], b[clear], rest[clear].argmax(1)
    chance = (_habits(a, truth, rest.shape[1]) * _habits(b, truth, rest.shape[1])).sum(1)[truth]
    same = int((a == b).sum())
    expected, spread = float(chance.sum()), float(np.sqrt((chance * (1 - chance)).sum()))
    z = (same - 0.5 - expected) / spread if spread > 0 else 0.0
    return _Seen(len(a), same, expected, int(((a == b) & (a != truth)).sum()), z)


def _habits(said: IntArray, truth: IntArray, q: int) -> FloatArray:
    table = np.bincount(truth * q + said, minlength=q * q).reshape(q, q) + 0.5 / q
    return np.asarray(table / table.sum(1, keepdims=True))


def _rings(near: list[tuple[int, int]], names: Any) -> list[list[Any]]:
    if not near:
        return []
    n = len(names)
    edges = np.array(near)
    graph = sparse.coo_array((np.ones(len(near)), (edges[:, 0], edges[:, 1])), shape=(n, n))
    _, part = connected_components(graph, directed=False)
    found = [[names[i] for i in np.flatnonzero(part == p)] for p in range(part.max() + 1)]
    return sorted((ring for ring in found if len(ring) > 1), key=len, reverse=True)
