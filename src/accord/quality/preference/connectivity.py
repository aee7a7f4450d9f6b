"""Can the models be compared at all? Who beat whom must lead from every model to every other, and back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import sparse
from scipy.sparse.csgraph import breadth_first_order, connected_components

from accord.quality.arrays import FloatArray, IntArray
from accord.quality.faults import some
from accord.quality.preference.battles import Battles


@dataclass(frozen=True, eq=False)
class Connectivity:
    """Who can be set on one scale.

    Attributes:
        groups: models by groups that met (through others too), largest first; more than one: they never met.
        core: the models that have a finite strength without a prior: the largest set in which a chain of wins (or
            ties) leads from everyone to everyone. Empty where there is no largest.
        outside: model -> why it has no finite strength.
        remedy: what to do, in words; None where everybody is in the core.
    """

    groups: list[list[Any]]
    core: list[Any]
    outside: dict[Any, str]
    remedy: str | None

    @property
    def connected(self) -> bool:
        """Whether every model has a finite strength."""
        return not self.outside

    def __bool__(self) -> bool:
        return self.connected


def connectivity(battles: Battles) -> Connectivity:
    """Whether strengths exist, and if not, for whom and why.

    Ties count both ways; battles where both are bad say nothing. Source: Zermelo 1929; Ford 1957, "Solution of a
    ranking problem from binary comparisons", American Mathematical Monthly 64: the maximum exists and is unique just
    when no split of the models has all wins on one side.

    >>> found = connectivity(Battles.from_counts([("x", "y", 7, 3), ("x", "z", 4, 0)]))
    >>> found.core, found.outside
    (['x', 'y'], {'z': 'lost all 4 of its battles'})
    """
    return of_wins(battles.wins + battles.ties / 2, battles.models)


def of_wins(beats: FloatArray, models: Sequence[Any]) -> Connectivity:
    """The same from a matrix (models, models): how often the row's model beat the column's, ties half each."""
    graph = sparse.csr_array(beats > 0)
    _, met = connected_components(graph, directed=True, connection="weak")
    _, strong = connected_components(graph, directed=True, connection="strong")
    volume = beats.sum(0) + beats.sum(1)
    core = _core(strong, volume)
    won, lost = beats.sum(1), beats.sum(0)
    outside: dict[Any, str] = {}
    for at in np.flatnonzero(~np.isin(np.arange(len(models)), core)):
        outside[models[int(at)]] = _why(int(at), beats, met, core, won[at], lost[at])
    groups = [[models[int(at)] for at in np.flatnonzero(met == g)] for g in range(int(met.max(initial=-1)) + 1)]
    groups.sort(key=lambda group: -len(group))
    remedy = None
    if outside:
        apart = f"the models fall in {len(groups)} groups that never met; " if len(groups) > 1 else ""
        remedy = (
            f"{apart}{len(outside)} of {len(models)} models have no finite strength "
            f"({some((f'{name} {why}' for name, why in outside.items()), 3)}): let them meet the others more, drop them, "
            "or pass prior=1, which adds one draw of each against an average model"
        )
    return Connectivity(groups, [models[int(at)] for at in core], outside, remedy)


def _core(strong: IntArray, volume: FloatArray) -> IntArray:
    """The largest strong component with two models or more; by battles where equally large, none where that ties too."""
    sizes = np.bincount(strong) if len(strong) else np.zeros(0)
    weight = np.bincount(strong, volume) if len(strong) else np.zeros(0)
    best = sorted(
        ((int(sizes[c]), round(float(weight[c]), 6), c) for c in range(len(sizes)) if sizes[c] > 1), reverse=True
    )
    if not best or (len(best) > 1 and best[0][:2] == best[1][:2]):
        return np.zeros(0, np.int64)
    return np.flatnonzero(strong == best[0][2])


def _why(at: int, beats: FloatArray, met: IntArray, core: IntArray, won: float, lost: float) -> str:
    if not won and not lost:
        return "has no battle that was decided or tied"
    if not lost:
        return f"won all {won:g} of its battles"
    if not won:
        return f"lost all {lost:g} of its battles"
    if not len(core):
        return "is in no chain of wins that leads from every model to every other"
    if met[at] != met[core[0]]:
        return "never met the others, not even through third models"
    below_it = breadth_first_order(sparse.csr_array(beats > 0), at, return_predecessors=False)
    if np.isin(below_it, core).any():
        return "beats the others through a chain of wins, and nobody of them it"
    above_it = breadth_first_order(sparse.csr_array(beats.T > 0), at, return_predecessors=False)
    if np.isin(above_it, core).any():
        return "is beaten by the others through a chain of wins, and beats nobody of them"
    return "met the others only through models that all beat, or that beat all"
