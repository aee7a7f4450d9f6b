"""What every statistic returns: the number, how sure it is, and what went in; never NaN, rather None and the reason."""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass, replace
from typing import Any, ClassVar


@dataclass(frozen=True, slots=True)
class Estimate:
    """One number with its interval.

    Attributes:
        estimate: the value, or None where the data do not define it (``why`` then says why).
        low, high: ends of the interval at ``level``; None where no interval was asked for or none exists.
        se: standard error, in the units of the estimate.
        level: the interval's level of confidence, e.g. .95.
        method: which formula and which interval, in words a report can print.
        n_items, n_annotators, n_labels: what the number rests on (labels that were used).
        n_dropped: labels that could not be used (an item with a single label says nothing of agreement).
        why: the reason that there is no estimate.
        note: a warning that belongs beside the number (few items, undefined resamples, ...).

    >>> Estimate(0.5, low=0.4, high=0.6, se=0.05, n_items=10).json()["estimate"]
    0.5
    """

    estimate: float | None
    low: float | None = None
    high: float | None = None
    se: float | None = None
    level: float = 0.95
    method: str = ""
    n_items: int = 0
    n_annotators: int = 0
    n_labels: int = 0
    n_dropped: int = 0
    why: str | None = None
    note: str | None = None

    def __post_init__(self) -> None:
        for name in ("estimate", "low", "high", "se"):
            value = getattr(self, name)
            if value is not None and math.isnan(value):
                raise ValueError(f"an Estimate never holds NaN: give {name}=None and say why")
        if self.estimate is None and not self.why:
            raise ValueError("an Estimate without a value needs its reason: pass why=")

    def json(self) -> dict[str, Any]:
        """Plain dict for JSON: every field, None included.

        >>> Estimate(None, why="no item has two labels").json()["why"]
        'no item has two labels'
        """
        return asdict(self)

    def noting(self, text: str | None) -> Estimate:
        """The same estimate with one more remark."""
        return self if not text else replace(self, note=f"{self.note}; {text}" if self.note else text)

    def __str__(self) -> str:
        if self.estimate is None:
            return f"undefined: {self.why}"
        span = "" if self.low is None or self.high is None else f" [{self.low:.3f}, {self.high:.3f}]"
        return f"{self.estimate:.3f}{span}"


@dataclass(frozen=True, slots=True)
class Test:
    """A test of a hypothesis: the statistic, its p-value, and what went in; None with ``why`` where it has no answer.

    >>> Test(2.1, 0.036, method="normal").p
    0.036
    """

    __test__: ClassVar[bool] = False  # not a test case, whatever pytest thinks of the name

    statistic: float | None
    p: float | None
    se: float | None = None
    n: int = 0
    freedom: int | None = None
    method: str = ""
    why: str | None = None

    def json(self) -> dict[str, Any]:
        """Plain dict for JSON."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Interval:
    """Ends and standard error of one number, the words for the report, and a remark if there is one."""

    low: float | None
    high: float | None
    se: float | None
    method: str
    note: str | None = None

    def within(self, low: float, high: float) -> Interval:
        """The same, cut off where the number itself can go no further."""
        if self.low is None or self.high is None:
            return self
        return replace(self, low=max(self.low, low), high=min(self.high, high))


@dataclass(frozen=True, slots=True)
class Basis:
    """What a measure rests on, known before its value: turns a value, or the lack of one, into an `Estimate`."""

    measure: str
    level: float = 0.95
    n_items: int = 0
    n_annotators: int = 0
    n_labels: int = 0
    n_dropped: int = 0

    def undefined(self, why: str) -> Estimate:
        """No value, and the reason."""
        return self._made(None, None, None, None, self.measure, why, None)

    def plain(self, value: float) -> Estimate:
        """A value without an interval."""
        return self._made(value, None, None, None, self.measure, None, None)

    def sure(self, value: float, span: Interval) -> Estimate:
        """A value with its interval."""
        method = f"{self.measure}; {span.method}"
        return self._made(value, span.low, span.high, span.se, method, None, span.note)

    def _made(
        self,
        value: float | None,
        low: float | None,
        high: float | None,
        se: float | None,
        method: str,
        why: str | None,
        note: str | None,
    ) -> Estimate:
        counted = (self.n_items, self.n_annotators, self.n_labels, self.n_dropped)
        return Estimate(value, low, high, se, self.level, method, *counted, why=why, note=note)
