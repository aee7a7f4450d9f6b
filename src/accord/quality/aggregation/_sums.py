"""What EM asks of labels, wherever they are: in memory (`_table.py`) or behind queries (`accord.quality.scan.expectation`)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple, Protocol

from accord.quality.arrays import FloatArray, IntArray

CELLS = 1 << 25  # most cells of all confusion matrices together: a quarter of a gigabyte a copy


class Model(NamedTuple):
    """What a model of people says before an E step: log P(said | true) (people, said, true), log class shares (q,), and
    its weight among the models."""

    log_said: FloatArray
    log_classes: FloatArray
    weight: float = 1.0


class Sweep(NamedTuple):
    """One pass: posterior (n_items, q), counts (people, said, true), log-likelihood of the first model, largest change."""

    posterior: Any
    counts: FloatArray
    log_likelihood: float
    change: float


class Known(Protocol):
    """What the shares of the classes are made of: how many items have a label, what the votes say, and posteriors' sums."""

    @property
    def known(self) -> float: ...
    @property
    def classes(self) -> FloatArray: ...
    def items(self, posterior: Any) -> FloatArray: ...


class Sums(Known, Protocol):
    """What EM asks of labels, wherever they are: `Table` in memory, `accord.quality.scan.expectation.Queried` by queries.

    A posterior is whatever they make of it: an array, or a table of the backend.
    """

    @property
    def shape(self) -> tuple[int, int]: ...
    @property
    def given(self) -> FloatArray: ...
    @property
    def shares(self) -> Any: ...
    def count(self, posterior: Any) -> FloatArray: ...
    def sweep(self, models: Sequence[Model], before: Any, votes: float = 0.0, said: bool = False) -> Sweep: ...
    def resident(self, posterior: Any, models: Sequence[Model], votes: float) -> tuple[FloatArray, IntArray]: ...
