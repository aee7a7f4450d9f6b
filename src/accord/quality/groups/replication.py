"""xRR: do two groups of people, or the same people twice, see the same items alike?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from accord.quality.arrays import FloatArray
from accord.quality.coding import code
from accord.quality.groups.cohesion import cross_disagreement, in_group
from accord.quality.labels import Labels
from accord.quality.levels import Distance, disagreement


@dataclass(frozen=True, slots=True)
class Replication:
    """Two annotations of the same items; None where the data do not define a figure.

    Attributes:
        xrr: 1 - observed / expected, agreement across the two.
        observed, expected: mean disagreement of cross pairs on the same item, and regardless of item.
        one, other: Krippendorff's alpha within each.
        normalised: xrr over the geometric mean of the two alphas: how alike they would be if nobody were noisy. None
            where an alpha is not positive.
        items: items that both labelled.
    """

    xrr: float | None
    observed: float | None
    expected: float | None
    one: float | None
    other: float | None
    normalised: float | None
    items: int


def cross_replication(
    one: Labels, other: Labels, *, level: str = "nominal", distance: Distance | None = None
) -> Replication:
    """Agreement between two annotations of the same items, people within each agreeing or not.

    Args:
        one, other: items are matched by name; those that only one has are left out of ``xrr``.
        level, distance: as for `krippendorff_alpha`, over the categories of both.

    Raises:
        ValueError: the two name no item alike.

    Source: Wong, Paritosh & Aroyo 2021, "Cross-replication reliability", ACL; expected **with** replacement.

    >>> x = Labels.from_matrix(["aab", "aab"], items=[1, 2, 3])
    >>> y = Labels.from_matrix(["aab", "abb"], items=[1, 2, 3])
    >>> round(cross_replication(x, y).xrr, 3)
    0.667
    """
    whole, side = _together(one, other)
    costs = disagreement(whole, level, distance)
    first, second = (_counts(whole, side == s) for s in (0, 1))
    observed, expected, items = cross_disagreement(first, second, costs)
    if not items:
        raise ValueError("the two annotations share no item: check that both name items alike")
    xrr = None if not expected else 1 - observed / expected
    alphas = in_group(first, costs), in_group(second, costs)
    reliable = alphas[0] is not None and alphas[1] is not None and min(alphas[0], alphas[1]) > 0
    normal = float(xrr / np.sqrt(alphas[0] * alphas[1])) if reliable and xrr is not None else None  # type: ignore[operator]
    return Replication(xrr, observed, expected, *alphas, normal, items)


def _together(one: Labels, other: Labels) -> tuple[Labels, Any]:
    """Both as one table over the same items and categories, and which of the two each label is from."""
    categories, order = _merged(one.categories, other.categories)
    if one.ordered and list(one.categories) == list(other.categories):
        categories = list(one.categories)
    items, _ = _merged(one.items, other.items)
    columns = []
    for labels, shift in ((one, 0), (other, one.n_annotators)):
        item = _places(labels.items, items)[labels.item]
        value = _places(labels.categories, categories)[labels.value]
        columns.append((item, labels.annotator + shift, value))
    item, annotator, value = (np.concatenate(pair) for pair in zip(*columns, strict=True))
    people = [*((0, p) for p in one.annotators), *((1, p) for p in other.annotators)]
    side = np.repeat([0, 1], [one.n_labels, other.n_labels])
    return Labels(item, annotator, value, items, people, categories, (one.ordered and other.ordered) or order), side


def _merged(one: Any, other: Any) -> tuple[list[Any], bool]:
    _, names = code([*one, *other])
    return names, all(isinstance(n, (bool, int, float)) for n in names)


def _places(names: Any, among: list[Any]) -> Any:
    place = {name: at for at, name in enumerate(among)}
    return np.array([place[name] for name in names], dtype=np.int64)


def _counts(labels: Labels, rows: Any) -> FloatArray:
    return labels.take(rows).counts.astype(np.float64)
