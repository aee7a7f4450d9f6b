"""Where agreement is won and lost: by category, by pair of people, by person."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np

from accord.quality.agreement.cohen import cohen_kappa
from accord.quality.agreement.fleiss import fleiss_kappa
from accord.quality.agreement.krippendorff import krippendorff_alpha
from accord.quality.arrays import FloatArray
from accord.quality.labels import Labels
from accord.quality.results import Estimate

Measure = Callable[[Labels], Estimate]


def by_category(labels: Labels, measure: Measure = fleiss_kappa) -> dict[Any, Estimate]:
    """The measure for "this category or not", one category at a time: which category is it that people see differently?

    With `fleiss_kappa` this is Fleiss' own per-category kappa (Fleiss 1971, equation 17).

    >>> found = by_category(Labels.from_matrix(["aabbc", "aabcb"]))
    >>> round(found["a"].estimate, 2), found["b"].estimate < found["a"].estimate
    (1.0, True)
    """
    return {c: measure(labels.only(code)) for code, c in enumerate(labels.categories)}


def by_pair(labels: Labels, measure: Measure = cohen_kappa, least: int = 1) -> dict[tuple[Any, Any], Estimate]:
    """The measure for each pair of people on the items both labelled; pairs with fewer than ``least`` are left out.

    For a matrix of all pairs of a large crowd at once, see `pair_matrix`.

    >>> list(by_pair(Labels.from_matrix(["ab", "ab", "ba"], annotators=["x", "y", "z"])))
    [('x', 'y'), ('x', 'z'), ('y', 'z')]
    """
    shared = pair_matrix(labels).shared
    rows = [np.flatnonzero(labels.annotator == person) for person in range(labels.n_annotators)]
    found: dict[tuple[Any, Any], Estimate] = {}
    for g, h in combinations(range(labels.n_annotators), 2):
        if shared[g, h] >= max(least, 1):
            pair = _people(labels.take(np.concatenate([rows[g], rows[h]])), [g, h])
            found[labels.annotators[g], labels.annotators[h]] = measure(pair)
    return found


@dataclass(frozen=True)
class PairMatrix:
    """All pairs of people at once, each array people x people; NaN nowhere, -inf where kappa is undefined.

    Attributes:
        shared: items that both labelled.
        same: items on which both said the same.
        kappa: Cohen's kappa; masked where the pair shares no item or chance agreement is certain.
    """

    annotators: Any
    shared: FloatArray
    same: FloatArray
    kappa: np.ma.MaskedArray[Any, Any]


def pair_matrix(labels: Labels) -> PairMatrix:
    """Shared items, equal answers and Cohen's kappa of every pair, by sparse products: no loop over pairs.

    >>> pair_matrix(Labels.from_matrix(["aab", "aba"])).same.tolist()
    [[3.0, 1.0], [1.0, 3.0]]
    """
    from scipy import sparse

    shape = (labels.n_annotators, labels.n_items)
    ones = np.ones(labels.n_labels)
    present = sparse.csr_array((ones, (labels.annotator, labels.item)), shape=shape)
    shared = (present @ present.T).toarray()
    same, chance = np.zeros_like(shared), np.zeros_like(shared)
    for category in range(labels.n_categories):
        rows = labels.value == category
        said = sparse.csr_array((ones[rows], (labels.annotator[rows], labels.item[rows])), shape=shape)
        same += (said @ said.T).toarray()
        volume = (said @ present.T).toarray()
        chance += volume * volume.T
    with np.errstate(invalid="ignore", divide="ignore"):
        observed, expected = same / shared, chance / shared**2
        undefined = (shared == 0) | ~(1 - expected > 1e-12)
        kappa = np.ma.masked_array(np.where(undefined, 0, (observed - expected) / (1 - expected)), undefined)
    return PairMatrix(labels.annotators, shared, same, kappa)


@dataclass(frozen=True, slots=True)
class PersonAgreement:
    """One person against the others: ``with_others`` is the share of equal answers over (item, other person) pairs,
    ``without`` the measure of the rest of the team, ``gain`` what leaving the person out would add."""

    annotator: Any
    with_others: float | None
    pairs: int
    without: Estimate
    gain: float | None


def by_annotator(
    labels: Labels, measure: Measure | None = None, people: Iterable[Any] | None = None
) -> list[PersonAgreement]:
    """Each person's agreement with the others, and the team's agreement without them; the most costly person first.

    ``measure`` defaults to nominal alpha without interval. ``gain`` > 0: agreement rises when this person is left out.

    >>> team = Labels.from_matrix(["aabb", "aabb", "abab"], annotators=["ann", "bob", "cy"])
    >>> by_annotator(team)[0].annotator
    'cy'
    """
    rule = measure or (lambda part: krippendorff_alpha(part, interval=None))
    whole = rule(labels).estimate
    pairs = pair_matrix(labels)
    np.fill_diagonal(pairs.shared, 0)
    np.fill_diagonal(pairs.same, 0)
    wanted = None if people is None else set(people)
    found = []
    for code, name in enumerate(labels.annotators):
        if wanted is not None and name not in wanted:
            continue
        met, equal = float(pairs.shared[code].sum()), float(pairs.same[code].sum())
        rest = rule(labels.take(labels.annotator != code))
        gain = None if whole is None or rest.estimate is None else rest.estimate - whole
        found.append(PersonAgreement(name, equal / met if met else None, int(met), rest, gain))
    return sorted(found, key=lambda p: -(p.gain if p.gain is not None else float("-inf")))


def _people(labels: Labels, kept: list[int]) -> Labels:
    place = np.zeros(labels.n_annotators, dtype=np.int64)
    place[kept] = np.arange(len(kept))
    names = [labels.annotators[k] for k in kept]
    return Labels(
        labels.item, place[labels.annotator], labels.value, labels.items, names, labels.categories, labels.ordered
    )
