"""What most question types share. A type inherits it and says what is its own; nothing here names a type."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from accord.schema.faults import Fault
from accord.schema.plain import is_plain
from accord.schema.questions.kind import Agreed, Context, JsonValue


class Base:
    """Defaults of a question type whose answers are near each other or far; `distance` is what a subclass must bring."""

    judges = "optional"
    worded = False

    def validate(self, spec: Any, value: JsonValue, context: Context) -> Iterator[Fault]:
        """Every misfit of one value."""
        raise NotImplementedError

    def distance(self, spec: Any, a: JsonValue, b: JsonValue) -> float:
        """0 for equal, at most 1, symmetric."""
        raise NotImplementedError

    def fits(self, spec: Any, context: Context) -> Callable[[JsonValue], bool]:
        """As `validate` says; a type whose answers come by hundreds says it more quickly."""

        def fit(value: JsonValue) -> bool:
            if not is_plain(value) or any(True for _ in self.validate(spec, value, context)):
                return False
            return json.dumps(self.normalise(spec, value)) == json.dumps(value)

        return fit

    def normalise(self, spec: Any, value: JsonValue) -> JsonValue:
        """As it came."""
        return value

    def settle(self, spec: Any, value: JsonValue, context: Context) -> JsonValue:
        """In its stored form, which hangs on nothing but the value."""
        return self.normalise(spec, value)

    def heard(self, spec: Any, value: JsonValue, context: Context) -> JsonValue:
        """As it came."""
        return value

    def level(self, spec: Any) -> str:
        """By distance."""
        return "distance"

    def ends(self, spec: Any) -> tuple[float, float] | None:
        """No scale."""
        return None

    def code(self, spec: Any, value: JsonValue) -> str | float:
        """The value as canonical JSON."""
        return json.dumps(value, ensure_ascii=False, sort_keys=True)

    def consensus(
        self, spec: Any, values: Sequence[JsonValue], weights: Sequence[float] | None = None
    ) -> Agreed | None:
        """The medoid: the answer nearest to all others; confidence is its mean nearness."""
        if not values:
            return None
        weight = list(weights) if weights is not None else [1.0] * len(values)
        total = sum(weight) or 1.0
        far = [
            round(sum(w * self.distance(spec, one, v) for v, w in zip(values, weight, strict=True)) / total, 12)
            for one in values
        ]
        least = min(far)
        near = sorted(
            ((str(self.code(spec, v)), json.dumps(v, sort_keys=True), v) for v, d in zip(values, far, strict=True) if d == least),
            key=lambda one: one[:2],
        )  # fmt: skip
        return Agreed(near[0][2], 1.0 - least, len(values), len({code for code, _, _ in near}) > 1)

    def grade(self, spec: Any, value: JsonValue, gold: JsonValue) -> float:
        """1 less the distance."""
        return 1.0 - self.distance(spec, value, gold)

    def columns(self, spec: Any, value: JsonValue) -> dict[str, str | float | int | bool | None]:
        """One column; what is not flat, as JSON."""
        flat = value is None or isinstance(value, str | int | float | bool)
        return {"": value if flat else json.dumps(value, ensure_ascii=False)}

    def binding(self, spec: Any, value: JsonValue) -> JsonValue:
        """The value."""
        return value

    def elements(self, spec: Any, value: JsonValue) -> Iterator[Mapping[str, Any]]:
        """The parts that other questions can be asked `each` of; most answers have none."""
        return iter(())

    def parts(self, spec: Any) -> tuple[str, ...]:
        """What a condition may name of an element."""
        return ()
