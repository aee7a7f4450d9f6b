"""What is wrong with which rows: a ValueError that keeps the rows, so that whoever read them can number them its own way."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any


def some(rows: Iterable[Any], limit: int = 5) -> str:
    """The first few of many, for an error message.

    >>> some(range(8))
    '0, 1, 2, 3, 4, ...'
    """
    shown = [str(r) for _, r in zip(range(limit + 1), rows, strict=False)]
    return ", ".join(shown[:limit]) + (", ..." if len(shown) > limit else "")


class BadRows(ValueError):
    """Rows of a table that cannot be right, and what to do about them.

    Attributes:
        rows: their places in the columns that came in, from 0.

    >>> fault = BadRows("", [2, 5], "have no item: fill it in or drop the rows")
    >>> str(fault)
    'rows 2 and 5 have no item: fill it in or drop the rows'
    >>> fault.told(range(2, 9))  # a CSV file counts lines, and its first is the header
    'rows 4 and 7 have no item: fill it in or drop the rows'
    """

    def __init__(self, before: str, rows: Iterable[Any], after: str) -> None:
        self.before, self.after = before, after
        self.rows = [int(row) for row in rows]
        super().__init__(self.told(None))

    def told(self, numbers: Sequence[Any] | None) -> str:
        """The message with ``numbers[row]`` for each row; None leaves them as they are."""
        shown = [row if numbers is None else numbers[row] for row in self.rows]
        listed = f"{shown[0]} and {shown[1]}" if len(shown) == 2 else some(shown)
        rows = f"rows {listed}" if shown else "rows"
        return f"{self.before}{rows}{'' if self.after.startswith(':') else ' '}{self.after}"
