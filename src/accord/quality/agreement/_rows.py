"""Items as rows of counts, like rows once: the sufficient statistics of agreement within items."""

from __future__ import annotations

from typing import Any

import numpy as np

from accord.quality._bootstrap import blocks
from accord.quality.arrays import FloatArray, IntArray
from accord.quality.labels import Labels


def grouped(labels: Labels) -> tuple[Any, IntArray, Any]:
    """Rows of counts of items with two labels or more, how many items have each, and which categories occur in them."""
    if not labels.dense:
        table = labels.sparse_counts
        table = table[np.flatnonzero(table.sum(1) > 1)]
        kept = np.asarray(table.sum(0)) > 0
        return table[:, np.flatnonzero(kept)], np.ones(table.shape[0], dtype=np.int64), kept
    rows, times = labels.like_counts
    several = rows.sum(1) > 1
    rows, times = rows[several], times[several]
    kept = rows.any(0)
    rows = rows if kept.all() else np.ascontiguousarray(rows[:, kept])
    if rows.size > 2_000_000 and np.count_nonzero(rows) < rows.size / 8:
        from scipy import sparse  # a quarter of a second to load, and most tables never need it

        return sparse.csr_array(rows), times, kept
    return rows, times, kept


def squares(rows: Any) -> FloatArray:
    """Sum of squared counts of each row."""
    return np.asarray((rows**2).sum(1) if isinstance(rows, np.ndarray) else rows.multiply(rows).sum(1))


def within(rows: Any, matrix: FloatArray) -> FloatArray:
    """rows_i' matrix rows_i for each row."""
    if isinstance(rows, np.ndarray):
        return np.asarray((rows * (rows @ matrix)).sum(1))
    parts = [rows[b] for b in blocks(rows.shape[0], max(1, 20_000_000 // rows.shape[1]))]
    return np.concatenate([np.asarray(part.multiply(part @ matrix).sum(1)) for part in parts])
