"""Evening out: weights, or a subset, under which a group is spread alike over outcomes (doctors and gender, say)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from accord.quality.arrays import FloatArray, IntArray
from accord.quality.coding import code, one_dimensional
from accord.quality.faults import BadRows, some


def _cells(group: Sequence[Any], stratum: Sequence[Any]) -> tuple[IntArray, list[Any], IntArray, list[Any], IntArray]:
    g, groups = code(one_dimensional(group, "group"))
    s, strata = code(one_dimensional(stratum, "stratum"))
    if len(g) != len(s) or not len(g):
        raise ValueError(f"group and stratum must be equally long and not empty, not {len(g)} and {len(s)}")
    counts = np.bincount(s * len(groups) + g, minlength=len(strata) * len(groups)).reshape(len(strata), len(groups))
    return g, groups, s, strata, counts


def _targets(groups: list[Any], target: Mapping[Any, float] | None, counts: IntArray) -> FloatArray:
    if target is None:
        return np.asarray(counts.sum(0) / counts.sum(), dtype=np.float64)
    unknown, lost = set(target) - set(groups), set(groups) - set(target)
    shares = np.array([target.get(g, 0.0) for g in groups], dtype=np.float64)
    if unknown or lost or (shares < 0).any() or not np.isclose(shares.sum(), 1):
        raise ValueError(f"target must give each of {groups} a share, together 1; not {dict(target)}")
    return shares


def _refuse_empty(counts: IntArray, shares: FloatArray, strata: list[Any], groups: list[Any]) -> None:
    void = [(strata[i], groups[j]) for i, j in np.argwhere((counts == 0) & (shares[None, :] > 0))]
    if void:
        raise ValueError(f"no record of {some(void)}: it cannot be weighted up; collect some, or merge the strata")


def rebalance_weights(
    group: Sequence[Any], stratum: Sequence[Any], target: Mapping[Any, float] | None = None
) -> FloatArray:
    """A weight for each record so that within every stratum the groups have the target shares; mean weight 1.

    Args:
        group: the sensitive attribute of each record (gender).
        stratum: what it should not depend on (profession, or the outcome).
        target: group -> share, e.g. half and half; default the groups' shares over all records, which makes group and
            stratum independent without changing how frequent either is.

    Raises:
        ValueError: an empty cell that the target needs.

    Source: Kamiran & Calders 2012, "Data preprocessing techniques for classification without discrimination"
    (reweighing), w = P(group) P(stratum)/P(group, stratum).

    >>> weights = rebalance_weights(["m", "m", "m", "f"], ["doctor"] * 4, {"m": 0.5, "f": 0.5})
    >>> weights.round(3).tolist()
    [0.667, 0.667, 0.667, 2.0]
    """
    g, groups, s, strata, counts = _cells(group, stratum)
    shares = _targets(groups, target, counts)
    _refuse_empty(counts, shares, strata, groups)
    with np.errstate(invalid="ignore", divide="ignore"):
        table = np.where(counts > 0, counts.sum(1, keepdims=True) * shares / counts, 0)
    return np.asarray(table[s, g])


def effective_size(weights: Sequence[float]) -> float:
    """(sum w)^2 / sum w^2: how many equal records the weighted ones are worth (Kish 1965).

    >>> effective_size([1, 1, 1, 1])
    4.0
    """
    w = np.asarray(weights, dtype=np.float64)
    if (bad := np.flatnonzero(~(np.isfinite(w) & (w >= 0)))).size:
        raise BadRows("", bad, "have negative weights, or none: a weight is 0 or more")
    if not w.any():
        raise ValueError("every weight is 0, or there is none: there is nothing to count")
    return float(w.sum() ** 2 / (w @ w))


def rebalanced_subset(
    group: Sequence[Any], stratum: Sequence[Any], target: Mapping[Any, float] | None = None, *, seed: int = 0
) -> IntArray:
    """Row numbers, ascending, of the largest random subset in which every stratum has the target shares of groups.

    Args:
        target: group -> share; default all groups alike.

    Raises:
        ValueError: an empty cell that the target needs.

    >>> kept = rebalanced_subset(["m", "m", "m", "f"], ["doctor"] * 4)
    >>> len(kept), 3 in kept
    (2, True)
    """
    g, groups, s, strata, counts = _cells(group, stratum)
    even = {name: 1 / len(groups) for name in groups}
    shares = _targets(groups, target or even, counts)
    _refuse_empty(counts, shares, strata, groups)
    rng = np.random.default_rng(seed)
    kept = []
    for i in range(len(strata)):
        wanted = shares > 0
        size = (counts[i][wanted] / shares[wanted]).min()
        for j in np.flatnonzero(wanted):
            rows = np.flatnonzero((s == i) & (g == j))
            kept.append(rng.choice(rows, size=int(np.floor(size * shares[j] + 1e-9)), replace=False))
    return np.sort(np.concatenate(kept))
