"""Do groups of people rate differently? Permutation tests that move people, not labels."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from accord.quality.coding import code
from accord.quality.groups.people import groups_of, splits
from accord.quality.labels import Labels
from accord.quality.multiplicity import adjust
from accord.quality.results import Test


def permutation_test(x: Sequence[float], y: Sequence[float], *, resamples: int = 9999, seed: int = 0) -> Test:
    """Two-sided permutation test of equal means; every split where that is at most 10,000, else a seeded sample.

    Returns:
        Test with the difference of means as its statistic; p is never 0 when sampled: (b + 1)/(m + 1) (Phipson & Smyth
        2010, Statistical Applications in Genetics and Molecular Biology 9).

    >>> round(permutation_test([1, 1, 1, 0, 1, 1], [0, 1, 0, 0, 1, 0]).p, 6)
    0.242424
    """
    values = np.concatenate([np.asarray(x, dtype=np.float64), np.asarray(y, dtype=np.float64)])
    if not len(x) or not len(y) or not np.isfinite(values).all():
        raise ValueError("both samples need numbers, one at least, and none missing")
    member = np.repeat([0, 1], [len(x), len(y)])

    def gap(part: Any) -> float:
        return float(values[part == 0].mean() - values[part == 1].mean())

    seen = gap(member)
    ways, exact = splits(member, np.zeros_like(member), resamples, seed)
    reached = [abs(gap(part)) >= abs(seen) - 1e-12 for part in ways]
    p = float(np.mean(reached)) if exact else (sum(reached) + 1) / (len(reached) + 1)
    method = "exact permutation" if exact else f"{len(reached)} permutations"
    return Test(seen, p, n=len(values), method=method)


@dataclass(frozen=True, slots=True)
class GroupRating:
    """One group: mean rating above the item's mean over all people (item-adjusted), against the other groups."""

    group: Any
    people: int
    ratings: int
    difference: float | None
    p: float | None
    adjusted: float | None
    exact: bool


def rating_differences(
    labels: Labels,
    groups: Mapping[Any, Any],
    *,
    strata: Mapping[Any, Any] | None = None,
    resamples: int = 2000,
    seed: int = 0,
) -> list[GroupRating]:
    """Mean rating of each group less that of the other people, the items' own level taken out; largest first.

    People are permuted among groups (within ``strata``), because the ratings of one person hang together: permuting
    labels would call every stubborn person a group effect. Benjamini-Hochberg over the groups.

    >>> rows = [[3, 4, 3], [4, 4, 3], [1, 2, 1], [1, 1, 2]]
    >>> found = rating_differences(Labels.from_matrix(rows, annotators="abcd"), {"a": 1, "b": 1, "c": 2, "d": 2})
    >>> found[0].group, round(found[0].difference, 2)
    (1, 2.17)
    """
    member, names = groups_of(labels, groups)
    layer = np.zeros_like(member) if strata is None else code([strata[a] for a in labels.annotators])[0]
    ratings = labels.numbers()[labels.value]
    size = np.bincount(labels.item, minlength=labels.n_items)
    mean = np.bincount(labels.item, ratings, minlength=labels.n_items) / np.maximum(size, 1)
    total = np.bincount(labels.annotator, ratings - mean[labels.item], minlength=labels.n_annotators)
    volume = np.bincount(labels.annotator, minlength=labels.n_annotators).astype(np.float64)

    def gaps(part: Any) -> Any:
        sums, sizes = np.bincount(part, total), np.bincount(part, volume)
        return sums / sizes - (sums.sum() - sums) / (sizes.sum() - sizes)

    seen = gaps(member)
    ways, exact = splits(member, layer, resamples, seed)
    reached, tried = np.zeros(len(names)), 0
    for part in ways:
        tried += 1
        reached += np.abs(gaps(part)) >= np.abs(seen) - 1e-12
    extra = 0 if exact else 1
    p_values = [float((b + extra) / (tried + extra)) for b in reached]
    found = [
        GroupRating(
            name, int((member == g).sum()), int(volume[member == g].sum()), float(seen[g]), p_values[g], a, exact
        )
        for g, (name, a) in enumerate(zip(names, adjust(p_values), strict=True))
    ]
    return sorted(found, key=lambda r: -abs(r.difference or 0.0))
