"""From values of any kind to small integer codes, and back: the one place that knows what "missing" and "mixed" mean."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from accord.quality.arrays import BoolArray, IntArray
from accord.quality.faults import BadRows, some

PLAIN = {str, int, bool}  # kinds that are neither missing nor in need of freezing, so that a column of them is quick


def frozen(value: Any) -> Any:
    """A hashable copy of one label: sets become frozensets, lists tuples, dicts sorted tuples of pairs.

    >>> frozen([1, {2}])
    (1, frozenset({2}))
    """
    if isinstance(value, (set, frozenset)):
        return frozenset(frozen(v) for v in value)
    if isinstance(value, (list, tuple)):
        return tuple(frozen(v) for v in value)
    if isinstance(value, dict):
        return tuple(sorted((k, frozen(v)) for k, v in value.items()))
    return value.item() if isinstance(value, np.generic) else value


def is_missing(value: Any) -> bool:
    """None, NaN and pandas' NA are "no label"; an empty string or set is a label.

    >>> [is_missing(v) for v in (None, float("nan"), "", 0)]
    [True, True, False, False]
    """
    if value is None or type(value).__name__ in ("NAType", "NaTType"):
        return True
    return isinstance(value, (float, np.floating)) and math.isnan(value)


def one_dimensional(values: Any, name: str) -> Any:
    """A 1-d array or list of ``values``; ValueError for a scalar, a string or a matrix."""
    if isinstance(values, (str, bytes)) or not hasattr(values, "__len__"):
        if isinstance(values, (str, bytes)) or not hasattr(values, "__iter__"):
            raise ValueError(f"{name} must be a column of values, not {type(values).__name__}")
        values = list(values)
    if isinstance(values, np.ndarray) and values.ndim != 1:
        raise ValueError(
            f"{name} must have one dimension, not shape {values.shape}; use Labels.from_matrix for a matrix"
        )
    return values


def missing_mask(values: Any) -> BoolArray:
    """True where a column has no value; shape (n,)."""
    if isinstance(values, np.ndarray) and values.dtype.kind in "iub":
        return np.zeros(len(values), bool)
    if isinstance(values, np.ndarray) and values.dtype.kind == "f":
        return np.isnan(values)
    if (isinstance(values, np.ndarray) and values.dtype.kind == "U") or set(map(type, values)) <= PLAIN:
        return np.zeros(len(values), bool)
    return np.fromiter((is_missing(v) for v in values), bool, len(values))


def code(values: Any) -> tuple[IntArray, list[Any]]:
    """Codes 0.. and the distinct values: numbers and strings sorted, anything else by first appearance.

    >>> code(["b", "a", "b"])
    (array([1, 0, 1]...), ['a', 'b'])
    """
    array = values if isinstance(values, np.ndarray) else None
    if array is not None and array.dtype.kind in "iub" and len(array):
        return _code_integers(array)
    if array is not None and array.dtype.kind == "f":
        distinct, codes = np.unique(array, return_inverse=True)
        return codes.astype(np.int64), distinct.tolist()
    listed = array.tolist() if array is not None else values
    if not set(map(type, listed)) <= PLAIN:
        listed = [frozen(v) for v in listed]
    try:
        names = list(dict.fromkeys(listed))
    except TypeError:
        raise _unhashable(listed) from None
    codes = np.fromiter(map({v: i for i, v in enumerate(names)}.__getitem__, listed), np.int64, len(listed))
    if names and (all(isinstance(v, str) for v in names) or all(_is_number(v) for v in names)):
        order = sorted(range(len(names)), key=names.__getitem__)
        place = np.empty(len(names), np.int64)
        place[order] = np.arange(len(names))
        return place[codes], [names[i] for i in order]
    return codes, names


def _unhashable(values: Any) -> BadRows:
    for row, value in enumerate(values):
        try:
            hash(value)
        except TypeError:
            return BadRows("", [row], f"hold {type(value).__name__}, which cannot be a key: use text, numbers or lists")
    raise AssertionError("every value has a hash")


def _code_integers(array: Any) -> tuple[IntArray, list[Any]]:
    """Integers in a small range need no sort: mark which occur, then number them."""
    low, high = int(array.min()), int(array.max())
    if high - low > max(4 * len(array), 1024):
        distinct, codes = np.unique(array, return_inverse=True)
        return codes.astype(np.int64), distinct.tolist()
    shifted = array.astype(np.int64) - low
    present = np.zeros(high - low + 1, bool)
    present[shifted] = True
    kinds = np.flatnonzero(present) + low
    names = [bool(k) for k in kinds] if array.dtype.kind == "b" else kinds.tolist()
    return shifted if present.all() else (np.cumsum(present) - 1)[shifted], names


def code_into(values: Any, categories: Sequence[Any], name: str = "categories", at: IntArray | None = None) -> IntArray:
    """Codes of ``values`` in a given list; ValueError naming rows (``at``: where they came from) of others."""
    place = {frozen(c): i for i, c in enumerate(categories)}
    if len(place) != len(categories):
        raise ValueError(f"{name} holds the same category twice: {some(categories)}")
    codes = np.fromiter((place.get(frozen(v), -1) for v in values), np.int64, len(values))
    if (codes < 0).any():
        rows = np.flatnonzero(codes < 0)
        unknown = some(dict.fromkeys(repr(values[r]) for r in rows))
        after = f"have values that are not among {name} ({unknown}): add or correct them"
        raise BadRows("", rows if at is None else at[rows], after)
    return codes


def refuse_mixed(names: Sequence[Any], values: Any, at: IntArray | None = None) -> None:
    """ValueError when one column mixes kinds (text and numbers, sets and text), naming rows of the rarer kind."""
    kinds: dict[str, list[Any]] = {}
    for n in names:
        kinds.setdefault(_kind(n), []).append(n)
    if len(kinds) < 2:
        return
    rare = min(kinds, key=lambda k: len(kinds[k]))
    odd = {frozen(v) for v in kinds[rare]}
    rows = [i for i, v in enumerate(values) if _kind(frozen(v)) == rare and frozen(v) in odd]
    before = f"labels mix {' and '.join(sorted(kinds))}; "
    after = f"hold {some(map(repr, kinds[rare]), 3)}: bring them to one kind, or pass categories="
    raise BadRows(before, rows if at is None else at[rows], after)


def _is_number(value: Any) -> bool:
    return isinstance(value, (bool, int, float)) and not isinstance(value, complex)


def _kind(value: Any) -> str:
    if _is_number(value):
        return "numbers"
    names = {"str": "text", "frozenset": "sets", "tuple": "lists"}
    return names.get(type(value).__name__, type(value).__name__)
