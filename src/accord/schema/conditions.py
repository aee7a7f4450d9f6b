"""Conditions: `where`, `visible_if`, `required` and `when` in CEL, with one meaning in Python and in the browser.

A name that is not declared is refused when the condition is made; whatever goes wrong later, on data, makes the condition
false. How the two CEL libraries are brought to say the same is in `expressions`; tests/vectors/conditions.json proves it on both sides.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from accord.schema.expressions import ConditionError, compile_source
from accord.schema.faults import nearest

__all__ = ["Condition", "ConditionError"]

LONGEST = 2000
SHORT = 100  # characters of a text that a result is kept for
KEPT = 512  # results of one condition


class Condition:
    """A compiled condition.

    >>> late = Condition("tone == 'curt' && score >= 3", ["tone", "score"])
    >>> late.evaluate({"tone": "curt", "score": 4}), late.evaluate({"tone": "curt"})
    (True, False)

    Raises:
        ConditionError: it does not parse, or names something outside `names`.
    """

    __slots__ = ("_kept", "_order", "_piece", "names", "source")

    def __init__(self, source: str, names: Iterable[str]) -> None:
        if len(source) > LONGEST:
            raise ConditionError(f"longer than {LONGEST} characters")
        self.source = source
        self._piece = compile_source(source)
        known = set(names)
        self.names = self._piece.names
        self._order = tuple(self.names)
        self._kept: dict[tuple[Any, ...], bool] = {}
        for name in sorted(self.names - known):
            near = nearest(name, known)
            raise ConditionError(f"{name!r} is no question here, nor another name that a condition may use", near)

    def evaluate(self, bindings: Mapping[str, Any]) -> bool:
        """True only when the condition holds; anything unanswered or of another kind makes it false."""
        given = tuple(map(bindings.get, self._order))
        key = tuple(map(_keyed, given))
        if None in key:
            return self._evaluate(given)
        if (kept := self._kept.get(key)) is None:
            if len(self._kept) >= KEPT:
                self._kept.clear()
            kept = self._kept[key] = self._evaluate(given)
        return kept

    def _evaluate(self, given: tuple[Any, ...]) -> bool:
        try:
            return self._piece.bounded(dict(zip(self._order, map(_double, given), strict=True))) is True
        except Exception:  # noqa: BLE001 - by definition: an error on data is "does not hold"
            return False


def _keyed(value: Any) -> tuple[type, Any] | None:
    """What stands for a short word, a number or nothing; the same condition is asked of the same few again and again."""
    kind = type(value)
    if kind is str:
        return (kind, value) if len(value) <= SHORT else None
    return (kind, value) if value is None or kind in (bool, int, float) else None


def _double(value: Any) -> Any:
    if isinstance(value, bool) or value is None or isinstance(value, str | float):
        return value
    if isinstance(value, int):
        return float(value)
    if isinstance(value, Mapping):
        return {str(key): _double(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_double(part) for part in value]
    return value
