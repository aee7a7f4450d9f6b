"""`aggregate`: one call for every method by name; "auto" looks at how sparse the labels are and says what it chose."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from accord.quality.aggregation.auto import automatic
from accord.quality.aggregation.committee import committee
from accord.quality.aggregation.consensus import Consensus
from accord.quality.aggregation.dawid_skene import dawid_skene
from accord.quality.aggregation.glad import glad
from accord.quality.aggregation.kos import kos
from accord.quality.aggregation.mace import mace
from accord.quality.aggregation.majority import majority_vote
from accord.quality.aggregation.one_coin import one_coin
from accord.quality.aggregation.wawa import wawa
from accord.quality.aggregation.zero_based import zero_based_skill
from accord.quality.labels import Labels

AGGREGATIONS: dict[str, Callable[..., Consensus]] = {
    "auto": automatic,
    "majority": majority_vote,
    "wawa": wawa,
    "zero-based-skill": zero_based_skill,
    "dawid-skene": dawid_skene,
    "one-coin": one_coin,
    "glad": glad,
    "mace": mace,
    "kos": kos,
    "committee": committee,
}


def aggregate(labels: Labels, method: str = "auto", **options: Any) -> Consensus:
    """The truth behind categories that several people gave, with a posterior an item and a skill a person.

    Args:
        labels: one category a label.
        method: "auto" (see `automatic`), "majority", "wawa", "zero-based-skill", "dawid-skene", "one-coin", "glad",
            "mace", "kos", "committee".
        options: of the method's own function (`dawid_skene`, `mace`, ...).

    Raises:
        ValueError: an unknown method, or what the method itself refuses.

    For numbers, rankings, sets, spans and texts see `aggregate_numbers`, `borda`, `kemeny`, `plackett_luce`,
    `aggregate_sets`, `aggregate_spans`, `medoid`.

    >>> labels = Labels.from_matrix(["xxyyx", "xxyyx", "xxyxy"], annotators=["ann", "bob", "cy"])
    >>> found = aggregate(labels)
    >>> found.labels, [p.annotator for p in found.people()]
    (['x', 'x', 'y', 'y', 'x'], ['ann', 'bob', 'cy'])
    """
    if method not in AGGREGATIONS:
        raise ValueError(f"unknown method {method!r}: one of {', '.join(AGGREGATIONS)}")
    return AGGREGATIONS[method](labels, **options)
