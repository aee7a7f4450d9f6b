"""`rating`: a number on a scale; ordinal by default, a slider or a number field is an interval scale.

```yaml
helpful: {type: rating, min: 1, max: 5, anchors: {1: useless, 5: could not be better}}
tension: {type: rating, each: story, min: 1, max: 7, style: curve}
```

`style: curve` draws one curve over all the elements that the question is asked `each` of: an arc over the parts of a story.
With `tolerance: 1`, an answer one beside the known one is as right: use it where a scale has neighbours that careful people share.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from accord.schema.faults import Fault
from accord.schema.parameters import Parameters
from accord.schema.questions.base import Base
from accord.schema.questions.kind import Agreed, Context
from accord.schema.questions.near import nearness, read_tolerance

STYLES = ("scale", "slider", "number", "curve")


@dataclass(frozen=True, slots=True)
class Spec:
    """The scale; `anchors` are (value as written, words)."""

    min: float = 1
    max: float = 5
    step: float = 1
    style: str = "scale"
    anchors: tuple[tuple[str, str], ...] = ()
    tolerance: float = 0


class Rating(Base):
    """The question type `rating`."""

    name = "rating"
    judges = "optional"

    def parse(self, raw: Mapping[str, Any]) -> tuple[Spec, list[Fault]]:
        """How it is asked.

        Parameters:
            min: the lowest point
            max: the highest point
            step: the distance between two points
            style: how it is asked
            anchors: words for points of the scale, by point
            tolerance: how far beside a known answer (gold) still counts as right
        """
        p = Parameters(raw)
        low, high, step = p.number("min", 1), p.number("max", 5), p.number("step", 1)
        if high <= low:
            p.fault("max", "out-of-range", f"max {high} is not above min {low}")
        elif step <= 0 or step > high - low:
            p.fault("step", "out-of-range", f"a step of {step} does not fit between {low} and {high}")
        anchors = p.value("anchors", {}, {"type": "object", "additionalProperties": {"type": ["string", "number"]}})
        if not isinstance(anchors, Mapping):
            p.fault("anchors", "not-a-mapping", "anchors is a mapping from value to words")
            anchors = {}
        pairs = tuple((str(key), str(words)) for key, words in anchors.items())
        tolerance = read_tolerance(p, low, high)
        return Spec(low, high, step, p.one_of("style", STYLES, "scale"), pairs, tolerance), p.faults()

    def dump(self, spec: Spec) -> dict[str, Any]:
        """The scale in full."""
        out: dict[str, Any] = {"min": spec.min, "max": spec.max, "step": spec.step, "style": spec.style}
        if spec.anchors:
            out["anchors"] = dict(spec.anchors)
        return {**out, "tolerance": spec.tolerance} if spec.tolerance else out

    def validate(self, spec: Spec, value: Any, context: Context) -> Iterator[Fault]:
        """A number within the scale, on its step."""
        if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
            yield Fault("", "not-a-number", "the answer is a number")
        elif not spec.min <= value <= spec.max:
            yield Fault("", "out-of-range", f"{value} is not between {spec.min} and {spec.max}")
        else:
            steps = (value - spec.min) / spec.step
            if abs(steps - round(steps)) > 1e-6:
                yield Fault("", "off-step", f"{value} is not on a step of {spec.step} from {spec.min}")

    def fits(self, spec: Spec, context: Context) -> Callable[[Any], bool]:
        """A whole number of the scale, as nearly all are."""
        low, high, step = spec.min, spec.max, spec.step
        if step == 1 and float(low).is_integer():
            return lambda value: type(value) is int and low <= value <= high
        return super().fits(spec, context)

    def normalise(self, spec: Spec, value: Any) -> Any:
        """Whole numbers without a point."""
        return int(value) if float(value).is_integer() else value

    def level(self, spec: Spec) -> str:
        """Ordinal, or interval for sliders and numbers."""
        return "ordinal" if spec.style == "scale" else "interval"

    def ends(self, spec: Spec) -> tuple[float, float]:
        """From min to max."""
        return spec.min, spec.max

    def code(self, spec: Spec, value: Any) -> float:
        """The number."""
        return float(value)

    def distance(self, spec: Spec, a: Any, b: Any) -> float:
        """The part of the scale between them."""
        return abs(float(a) - float(b)) / (spec.max - spec.min)

    def consensus(self, spec: Spec, values: Sequence[Any], weights: Sequence[float] | None = None) -> Agreed | None:
        """The weighted median (the lower of two middle values, then said to be a tie); confidence: the weight on it."""
        if not values:
            return None
        weight = list(weights) if weights is not None else [1.0] * len(values)
        pairs = sorted(zip(values, weight, strict=True))
        half, run = sum(weight) / 2, 0.0
        for index, (value, part) in enumerate(pairs):
            run += part
            if run >= half:
                above = pairs[index + 1][0] if run == half and index + 1 < len(pairs) else value
                share = sum(w for v, w in pairs if v == value) / (2 * half) if half else 0.0
                return Agreed(self.normalise(spec, value), share, len(values), above != value)
        return None

    def grade(self, spec: Spec, value: Any, gold: Any) -> float:
        """1 within the tolerance, from there down to 0 at the other end of the scale."""
        return nearness(abs(float(value) - float(gold)), spec.tolerance, spec.max - spec.min)

    def columns(self, spec: Spec, value: Any) -> dict[str, str | float | int | bool | None]:
        """One column."""
        return {"": value}

    def binding(self, spec: Spec, value: Any) -> Any:
        """The number."""
        return value

    def example(self, spec: Spec, context: Context) -> Any:
        """The top of the scale."""
        return self.normalise(spec, spec.max)


KIND = Rating()
