"""Columns of a table of battles: checked and coded; every refusal names its rows and what to do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from accord.quality.arrays import BoolArray, FloatArray, IntArray
from accord.quality.coding import code, frozen, is_missing, missing_mask, refuse_mixed
from accord.quality.faults import BadRows, some

OUTCOMES = ("a", "b", "tie", "both_bad")
A, B, TIE, BOTH_BAD = range(4)


def style_difference(of_a: Any, of_b: Any) -> FloatArray:
    """(a - b)/(a + b) of a count such as length or the number of headers: from -1 to 1, and 0 where neither has any.

    The form in which the arena leaderboards enter style (Li, Angelopoulos & Chiang 2024, "Does style matter?"): ten
    words more matter among twenty, not among a thousand.

    >>> style_difference([30, 0], [10, 0])
    array([0.5, 0. ])
    """
    one, other = np.asarray(of_a, dtype=np.float64), np.asarray(of_b, dtype=np.float64)
    if one.shape != other.shape or one.ndim != 1:
        raise ValueError(f"both columns must be equally long, not {one.shape} and {other.shape}")
    if (bad := np.flatnonzero(~(one >= 0) | ~(other >= 0) | np.isinf(one + other))).size:
        raise BadRows("", bad, "have no count from 0 up on both sides: fill it in or drop the rows")
    return np.divide(one - other, one + other, out=np.zeros(len(one)), where=one + other > 0)


def refuse_unequal(columns: Mapping[str, Any]) -> None:
    """ValueError for columns that are not equally long, or empty."""
    sizes = {name: len(column) for name, column in columns.items()}
    if len(set(sizes.values())) > 1:
        raise ValueError(f"the columns must be equally long, not {sizes}")
    if not sizes["winner"]:
        raise ValueError("the table is empty: there is no battle to count")


def code_models(model_a: Any, model_b: Any, models: Sequence[Any] | None) -> tuple[IntArray, IntArray, list[Any]]:
    """Codes of both sides in one list of names."""
    for name, column in (("model_a", model_a), ("model_b", model_b)):
        if (gaps := missing_mask(column)).any():
            raise BadRows("", np.flatnonzero(gaps), f"have no {name}: fill it in or drop the rows")
    listed = list(models) if models is not None else []
    kinds = {column.dtype.kind if isinstance(column, np.ndarray) else "O" for column in (model_a, model_b)}
    if len(kinds) == 1 and "O" not in kinds and not listed:
        both: Any = np.concatenate([model_a, model_b])
    else:
        both = [*model_a, *model_b, *listed]
    codes, names = code(both)
    refuse_mixed(names, both)
    if listed and len(names) > len(set(listed)):
        raise ValueError(f"models does not list {some(repr(n) for n in names if n not in listed)}: add or correct them")
    n = len(model_a)
    return codes[:n], codes[n : 2 * n], names


def code_winners(winner: Any, winners: Mapping[Any, str] | None) -> IntArray:
    """Codes of the outcomes, -1 where there is none."""
    place: dict[Any, int] = {name: at for at, name in enumerate(OUTCOMES)}
    for word, meaning in (winners or {}).items():
        if meaning not in OUTCOMES:
            raise ValueError(f"winners says that {word!r} is {meaning!r}: use {', '.join(OUTCOMES)}")
        place[word] = OUTCOMES.index(meaning)
    listed = winner.tolist() if isinstance(winner, np.ndarray) else winner
    try:
        kinds = set(listed)
    except TypeError:  # lists and the like
        listed = [frozen(said) for said in listed]
        kinds = set(listed)
    unknown = {kind for kind in kinds if kind not in place and not is_missing(kind)}
    if unknown:
        rows = [at for at, said in enumerate(listed) if said in unknown]
        word = listed[rows[0]]
        raise BadRows(
            "",
            rows,
            f"have winner {word!r}: use a, b, tie or both_bad, or say what is what: winners={{{word!r}: 'a', ...}}",
        )
    place |= {kind: -1 for kind in kinds if is_missing(kind)}
    return np.fromiter(map(place.__getitem__, listed), np.int8, len(listed))


def numbers(column: Any, name: str, kept: BoolArray) -> FloatArray:
    """A column of floats; ValueError naming the kept rows where it has none."""
    try:
        found = np.asarray(column, dtype=np.float64)
    except (TypeError, ValueError):
        rows = [at for at, value in enumerate(column) if not isinstance(value, (int, float)) and value is not None]
        raise BadRows("", rows, f"have a {name} that is no number: correct them or drop the rows") from None
    if (bad := np.flatnonzero(~np.isfinite(found) & kept)).size:
        raise BadRows("", bad, f"have no {name}: fill it in or drop the rows")
    return found


def code_clusters(column: Any, kept: BoolArray) -> IntArray:
    """Codes of what battles belong together."""
    if (gaps := np.flatnonzero(missing_mask(column) & kept)).size:
        raise BadRows("", gaps, "have no cluster: fill it in or drop the rows")
    return code(column)[0]
