"""Array types of this package, named once."""

from __future__ import annotations

from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

FloatArray: TypeAlias = NDArray[np.float64]
IntArray: TypeAlias = NDArray[Any]  # any integer kind: codes come as int32 or int64
BoolArray: TypeAlias = NDArray[np.bool_]


def summed(codes: IntArray, weight: FloatArray, size: int) -> FloatArray:
    """Sum of a weight by code, shape (size,), as floats.

    >>> summed(np.array([0, 2, 2]), np.array([1.0, 2.0, 3.0]), 3)
    array([1., 0., 5.])
    """
    return np.asarray(np.bincount(codes, weight, minlength=size), dtype=np.float64)


__all__ = ["BoolArray", "FloatArray", "IntArray", "summed"]
