"""The pass through the labels of Dawid-Skene, compiled: E and M step fused, items in parallel. Needs numba (optional).

Compiled on first use and cached on disk. Nothing here is needed: `_table.Table.sweep` does the same with scipy.
"""

from __future__ import annotations

import numba
import numpy as np

from accord.quality.arrays import FloatArray, IntArray


def sweep(
    start: IntArray,
    column: IntArray,
    log_said: FloatArray,
    log_classes: FloatArray,
    again: IntArray,
    weight: FloatArray,
    before: FloatArray,
    shares: FloatArray,
    votes: float,
    said: bool,
) -> tuple[FloatArray, FloatArray, float, float]:
    """Posterior, counts (people * q, q), log-likelihood and largest change; models stand along the first axis.

    ``again`` marks a model that says the same of people as the one before it: only its classes differ, so that the labels
    are not gone through once more. With ``said``, a category that nobody said of an item is not believed of it.
    """
    parts = numba.get_num_threads()
    edges = np.searchsorted(start, np.linspace(0, start[-1], parts + 1)[1:-1]).astype(np.int64)
    edges = np.concatenate([[0], edges, [len(before)]])
    counts = np.zeros((parts, *log_said.shape[1:]))
    posterior = np.empty_like(before)
    told = _sweep(
        start, column, log_said, log_classes, again, weight, before, shares, votes, said, posterior, counts, edges
    )
    return posterior, counts.sum(0), float(told[:, 0].sum()), float(told[:, 1].max())


@numba.njit(parallel=True, cache=True, nogil=True)
def _sweep(  # type: ignore[no-untyped-def]
    start, column, log_said, log_classes, again, weight, before, shares, votes, said, posterior, counts, edges
):
    parts, models, q = len(edges) - 1, len(log_said), log_said.shape[2]
    told = np.zeros((parts, 8))  # a cache line each
    for part in numba.prange(parts):
        total, score, mean = np.empty(q), np.empty(q), np.empty(q)
        likelihood, change = 0.0, 0.0
        for i in range(edges[part], edges[part + 1]):
            for c in range(q):
                mean[c] = votes * shares[i, c] if votes else 0.0
            for m in range(models):
                if not again[m]:
                    for c in range(q):
                        total[c] = 0.0
                    for r in range(start[i], start[i + 1]):
                        k = column[r]
                        for c in range(q):
                            total[c] += log_said[m, k, c]
                top = -np.inf
                for c in range(q):
                    score[c] = total[c] + log_classes[m, c]
                    if said and shares[i, c] == 0.0:
                        score[c] = -np.inf
                    top = max(top, score[c])
                mass = 0.0
                for c in range(q):
                    score[c] = np.exp(score[c] - top)
                    mass += score[c]
                for c in range(q):
                    mean[c] += weight[m] * score[c] / mass
                if m == 0 and start[i + 1] > start[i]:
                    likelihood += np.log(mass) + top
            for c in range(q):
                change = max(change, abs(mean[c] - before[i, c]))
                posterior[i, c] = mean[c]
            for r in range(start[i], start[i + 1]):
                k = column[r]
                for c in range(q):
                    counts[part, k, c] += mean[c]
        told[part, 0] = likelihood
        told[part, 1] = change
    return told
