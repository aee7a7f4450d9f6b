"""Columns of a table of labels: taken out of frames of any make, checked, coded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from accord.quality.arrays import FloatArray, IntArray
from accord.quality.coding import code, code_into, frozen, is_missing, one_dimensional, refuse_mixed
from accord.quality.faults import BadRows, some


def refuse_unequal(item: Any, annotator: Any, value: Any) -> None:
    """ValueError for columns that are not equally long, or empty."""
    sizes = {"item": len(item), "annotator": len(annotator), "value": len(value)}
    if len(set(sizes.values())) > 1:
        raise ValueError(f"the three columns must be equally long, not {sizes}")
    if not len(item):
        raise ValueError("the table is empty: there is no label to measure")


def refuse_silent(people: IntArray, annotators: Sequence[Any], rows: IntArray) -> None:
    """Somebody all of whose labels are missing is a broken export more often than a fact."""
    if not len(rows):
        raise ValueError("every label is missing: there is nothing to measure")
    silent = np.flatnonzero(np.bincount(people[rows], minlength=len(annotators)) == 0)
    if len(silent):
        at = np.flatnonzero(np.isin(people, silent))
        names = some(annotators[int(s)] for s in silent)
        raise BadRows("", at, f": no label at all by {names}: check the export, or drop these rows")


def code_values(
    value: Any, categories: Sequence[Any] | None, at: IntArray | None = None
) -> tuple[IntArray, list[Any], bool]:
    """Codes of a column of labels, their categories, and whether these stand in an order; ``at``: their rows."""
    if categories is not None:
        return code_into(value, categories, at=at), [frozen(c) for c in categories], True
    codes, names = code(value)
    refuse_mixed(names, value, at)
    return codes, names, all(isinstance(n, (bool, int, float)) for n in names)


def column_of(table: Any, name: str) -> Any:
    """One column of a frame of any make, by what it can do and not by what it is."""
    if isinstance(table, Sequence) and not isinstance(table, (str, bytes)):
        absent = [i for i, row in enumerate(table) if not isinstance(row, Mapping) or name not in row]
        if absent:
            raise BadRows("", absent, f"have no column {name!r}")
        return [row[name] for row in table]
    listed = next((found for a in ("column_names", "columns") if (found := getattr(table, a, None)) is not None), table)
    names = list(listed)
    if name not in names:
        raise ValueError(f"no column {name!r}; the table has {some(names, 12)}")
    column = table.column(name) if hasattr(table, "column_names") else table[name]
    for plain in ("to_pylist", "to_list", "tolist"):
        if _is_plain(column):
            return column.to_numpy()
        if hasattr(column, plain):
            return getattr(column, plain)()
    return list(column)


def _is_plain(column: Any) -> bool:
    """Whether a column is integers or floats without gaps, so that numpy can have it without a Python object a row."""
    kind = str(getattr(column, "dtype", getattr(column, "type", ""))).lower()
    gaps = column.null_count if hasattr(column, "null_count") else 0
    gaps = gaps() if callable(gaps) else gaps
    return hasattr(column, "to_numpy") and not gaps and kind.startswith(("int", "uint", "float", "double"))


def number_column(column: Any, name: str) -> FloatArray:
    """A column of numbers as floats, shape (n,); booleans are 0 and 1. Every refusal names the column and its rows.

    >>> number_column([True, 2], "x")
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
