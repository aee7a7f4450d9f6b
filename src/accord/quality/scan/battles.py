"""Battles that stay where they are: one GROUP BY brings back how often each pair ended how, which is all that a fit needs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NoReturn

import numpy as np

from accord.quality.arrays import IntArray
from accord.quality.faults import BadRows
from accord.quality.preference.battles import BOTH_BAD, Battles
from accord.quality.scan.source import table_of


def scan_battles(
    source: Any,
    model_a: str = "model_a",
    model_b: str = "model_b",
    winner: str = "winner",
    *,
    winners: Mapping[Any, str] | None = None,
    connection: Any = None,
) -> CountedBattles:
    """Battles of Parquet files, of a database, or of Spark, counted there.

    Args:
        source, connection: as for `accord.quality.scan.labels.scan`.
        model_a, model_b, winner: names of the columns; null in the winner is a battle without a verdict.
        winners: other words for a, b, tie and both_bad, e.g. ``{"left": "a", "right": "b"}``.

    Returns:
        CountedBattles, which goes where `Battles` goes and only counts matter: Bradley-Terry, Davidson, Rao-Kupper, the
        effect of the position, win matrix, connectivity, position bias. Elo (an order) and covariates need each battle.

    Raises:
        ValueError: as `Battles.from_arrays`, without row numbers.
    """
    table = table_of(source, {"model_a": model_a, "model_b": model_b, "winner": winner}, connection)
    if not table.count().to_pyarrow().as_py():
        raise ValueError("the table is empty: there is no battle")
    found = table.group_by("model_a", "model_b", "winner").aggregate(times=table.count()).to_pyarrow()
    first, second, said = (found[name].to_pylist() for name in ("model_a", "model_b", "winner"))
    times = found["times"].to_numpy()
    try:
        cells = Battles.from_arrays(first, second, said, weight=times, winners=winners)
    except BadRows as error:
        raise BadRows(error.before, [], error.after) from None
    missing = int(times[[verdict is None for verdict in said]].sum())
    return CountedBattles(cells, missing)


class CountedBattles(Battles):
    """Battles of which only the counts are known: ``counts``, ``models`` and ``missing``, but no rows."""

    def __init__(self, cells: Battles, missing: int = 0) -> None:
        # frozen like every Battles
        self.__dict__.update(
            models=cells.models, weight=None, covariates={}, cluster=None, missing=missing, counts=cells.counts
        )

    def __len__(self) -> int:
        return int(self.counts.sum())

    @property
    def outcomes(self) -> IntArray:
        """How many battles ended how, in the order of `OUTCOMES`."""
        return np.asarray(np.rint(self.counts.sum((0, 1))), dtype=np.int64)

    @property
    def decided(self) -> int:
        """How many battles say something of strength."""
        return len(self) - int(self.outcomes[BOTH_BAD])

    def _each(self) -> NoReturn:
        raise ValueError(
            "this needs each battle (its order, its covariates), and a scan has only counts: load it with Battles.from_table"
        )

    @property
    def model_a(self) -> IntArray:
        """Not there: ValueError."""
        self._each()

    @property
    def model_b(self) -> IntArray:
        """Not there: ValueError."""
        self._each()

    @property
    def winner(self) -> IntArray:
        """Not there: ValueError."""
        self._each()
