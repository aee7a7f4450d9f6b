"""Columns of numbers for this room: every refusal names the column and its rows."""

from __future__ import annotations

from typing import Any

import numpy as np

from accord.quality.arrays import FloatArray
from accord.quality.coding import is_missing, one_dimensional
from accord.quality.faults import BadRows


def numbers(column: Any, name: str) -> FloatArray:
    """Floats of shape (n,); booleans are 0 and 1.

    >>> numbers([True, 2], "x")
    array([1., 2.])
    """
    values = one_dimensional(column, name)
    if not (isinstance(values, np.ndarray) and values.dtype.kind in "iufb"):
        known = (bool, int, float, np.number, np.bool_)
        bad = [at for at, v in enumerate(values) if is_missing(v) or not isinstance(v, known)]
        if bad:
            raise BadRows(f"{name}: ", bad, "hold no number: fill them in or drop them")
    found = np.asarray(values, dtype=np.float64)
    if (lost := np.flatnonzero(~np.isfinite(found))).size:
        raise BadRows(f"{name}: ", lost, "hold no number: fill them in or drop them")
    return found
