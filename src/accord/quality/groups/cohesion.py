"""GRASP: do people of a group agree with each other more than with the others?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from accord.quality.arrays import FloatArray
from accord.quality.coding import code
from accord.quality.groups.people import Voices, groups_of, splits
from accord.quality.labels import Labels
from accord.quality.levels import Distance, disagreement
from accord.quality.multiplicity import adjust


@dataclass(frozen=True, slots=True)
class Cohesion:
    """One group; None where the data do not define a figure.

    Attributes:
        irr: agreement inside the group (Krippendorff's alpha).
        plurality: mean share of the group's most frequent label.
        negentropy: log q - mean entropy of the group's labels (nats): how much of one mind.
        xrr: agreement with the people outside the group (Wong, Paritosh & Aroyo 2021).
        voting: alpha between the group's and the others' majority labels, items with a tied majority left out.
        cross_negentropy: log q - mean cross-entropy of the group's labels under the others' (shares floored at half a
            label, as it has no bound where the others never used a label).
        gai: irr / xrr, the group association index; None where xrr <= 0, where a ratio means nothing.
        gap: irr - xrr, which is always readable; report it beside ``gai``.
        p, adjusted: permutation of people for ``gai`` (``gap`` where gai is None), and adjusted over groups.
        exact: whether every split of the people was looked at.
    """

    group: Any
    people: int
    irr: float | None
    plurality: float | None
    negentropy: float | None
    xrr: float | None
    voting: float | None
    cross_negentropy: float | None
    gai: float | None
    gap: float | None
    p: float | None
    adjusted: float | None
    exact: bool


def cohesion(
    labels: Labels,
    groups: Mapping[Any, Any],
    *,
    strata: Mapping[Any, Any] | None = None,
    level: str = "nominal",
    distance: Distance | None = None,
    resamples: int = 1000,
    seed: int = 0,
) -> list[Cohesion]:
    """In-group and cross-group agreement of each group against all other people, most cohesive first.

    Args:
        groups: person -> group.
        strata: person -> anything; people are permuted only within a stratum (the other axes: age within gender).
        level, distance: as for `krippendorff_alpha`.
        resamples: permutations, where there are too many splits (10,000) to try all.

    A permuted split that leaves the index undefined counts against significance. p = share of splits that reach the
    observed index, or (b + 1)/(m + 1) when sampled (Phipson & Smyth 2010); Benjamini-Hochberg over groups. When several
    axes are tried, adjust over all of them together with `adjust`.

    Source: Prabhakaran et al. 2024, "GRASP: A disagreement analysis framework to assess group associations in
    perspectives", NAACL; xRR from Wong, Paritosh & Aroyo 2021, "Cross-replication reliability", ACL.

    >>> rows = ["1100", "1100", "0110", "0110"]
    >>> found = cohesion(Labels.from_matrix(rows, annotators="abcd"), {"a": 1, "b": 1, "c": 2, "d": 2})
    >>> found[0].irr, found[0].plurality
    (1.0, 1.0)
    """
    member, names = groups_of(labels, groups)
    layer = np.zeros_like(member) if strata is None else code([strata[a] for a in labels.annotators])[0]
    voices, costs = Voices.of(labels), disagreement(labels, level, distance)
    p_values, exact = _significance(voices, member, layer, len(names), costs, resamples, seed)
    adjusted = adjust(p_values)
    found = []
    for g, name in enumerate(names):
        inside, outside = voices.of_people(member == g), voices.of_people(member != g)
        irr, xrr = in_group(inside, costs), cross_group(inside, outside, costs)
        found.append(
            Cohesion(
                name,
                int((member == g).sum()),
                irr,
                plurality(inside),
                negentropy(inside),
                xrr,
                voting_agreement(inside, outside, costs),
                cross_negentropy(inside, outside),
                _ratio(irr, xrr),
                None if irr is None or xrr is None else irr - xrr,
                p_values[g],
                adjusted[g],
                exact,
            )
        )
    return sorted(found, key=lambda c: -(c.gap if c.gap is not None else -9.0))


def _ratio(irr: float | None, xrr: float | None) -> float | None:
    return irr / xrr if irr is not None and xrr is not None and xrr > 0 else None


def _significance(
    voices: Voices, member: Any, layer: Any, groups: int, costs: FloatArray, resamples: int, seed: int
) -> tuple[list[float | None], bool]:
    def index(part: Any, g: int) -> tuple[float | None, float | None]:
        inside, outside = voices.of_people(part == g), voices.of_people(part != g)
        irr, xrr = in_group(inside, costs), cross_group(inside, outside, costs)
        return _ratio(irr, xrr), None if irr is None or xrr is None else irr - xrr

    seen = [index(member, g) for g in range(groups)]
    ways, exact = splits(member, layer, resamples, seed)
    reached, tried = np.zeros(groups), 0
    for part in ways:
        tried += 1
        for g, (ratio, gap) in enumerate(seen):
            other_ratio, other_gap = index(part, g)
            mine, other = (gap, other_gap) if ratio is None else (ratio, other_ratio)
            if mine is not None and (other is None or other >= mine - 1e-12):
                reached[g] += 1
    extra = 0 if exact else 1
    return [
        None if gap is None else float((b + extra) / (tried + extra)) for b, (_, gap) in zip(reached, seen, strict=True)
    ], exact


def in_group(counts: FloatArray, costs: FloatArray) -> float | None:
    """Krippendorff's alpha of items x categories counts; None where undefined."""
    rows = counts[counts.sum(1) > 1]
    size, margins = rows.sum(1), rows.sum(0)
    n = size.sum()
    between = margins @ costs @ margins
    if not between > 1e-12:
        return None
    within = ((rows * (rows @ costs)).sum(1) / (size - 1)).sum()
    return float(1 - within * (n - 1) / between)


def cross_group(one: FloatArray, other: FloatArray, costs: FloatArray) -> float | None:
    """xRR of two groups' counts: 1 - observed / expected disagreement over cross pairs, expected **with** replacement.

    Items that only one group labelled are left out.

    >>> import numpy as np
    >>> x = np.array([[0, 2], [0, 3], [2, 0], [3, 0], [1, 1]])
    >>> y = np.array([[0, 2], [1, 1], [1, 1], [1, 1], [2, 0]])
    >>> round(cross_group(x, y, 1 - np.eye(2)), 6)
    0.181818
    """
    observed, expected, _ = cross_disagreement(one, other, costs)
    return None if not expected else 1 - observed / expected


def cross_disagreement(one: FloatArray, other: FloatArray, costs: FloatArray) -> tuple[float, float, int]:
    """Mean disagreement of cross pairs on the same item, regardless of item (0 where none is to expect), and the items."""
    both = (one.sum(1) > 0) & (other.sum(1) > 0)
    x, y = one[both], other[both]
    r, s = x.sum(1), y.sum(1)
    expected = float(x.sum(0) @ costs @ y.sum(0) / max(r.sum() * s.sum(), 1))
    if not expected > 1e-12:
        return 0.0, 0.0, int(both.sum())
    observed = ((x * (y @ costs)).sum(1) * (r + s) / (r * s)).sum() / (r.sum() + s.sum())
    return float(observed), expected, int(both.sum())


def plurality(counts: FloatArray) -> float | None:
    """Mean over items of the share of the most frequent label."""
    rows = counts[counts.sum(1) > 0]
    return float((rows.max(1) / rows.sum(1)).mean()) if len(rows) else None


def negentropy(counts: FloatArray) -> float | None:
    """log q - mean entropy of the label shares of an item, in nats: 0 all labels alike often, log q all the same."""
    rows = counts[counts.sum(1) > 0]
    if not len(rows):
        return None
    share = rows / rows.sum(1, keepdims=True)
    logs = np.log(np.where(share > 0, share, 1))
    return float(np.log(counts.shape[1]) + (share * logs).sum(1).mean())


def cross_negentropy(one: FloatArray, other: FloatArray) -> float | None:
    """log q - mean cross-entropy of one group's shares under the other's, these floored at half a label of the item."""
    both = (one.sum(1) > 0) & (other.sum(1) > 0)
    if not both.any():
        return None
    share = one[both] / one[both].sum(1, keepdims=True)
    size = other[both].sum(1, keepdims=True)
    under = np.maximum(other[both], 0.5) / size
    return float(np.log(one.shape[1]) + (share * np.log(under)).sum(1).mean())


def voting_agreement(one: FloatArray, other: FloatArray, costs: FloatArray) -> float | None:
    """Alpha of the two groups' majority labels; an item where either majority is tied is left out, never guessed."""
    clear = np.ones(len(one), dtype=bool)
    for side in (one, other):
        top = side.max(1, keepdims=True)
        clear &= ((side == top).sum(1) == 1) & (top[:, 0] > 0)
    votes = np.zeros_like(one[clear])
    place = np.arange(len(votes))
    for side in (one, other):
        np.add.at(votes, (place, side[clear].argmax(1)), 1)
    return in_group(votes, costs) if len(votes) else None
