"""`rubric`: several weighted criteria, each scored; or a checklist of constraints, each met, partly met, not met or not applicable.

```yaml
questions:
  quality:
    type: rubric
    criteria: [{name: cites the clause, weight: 2, help: The clause is named by number.}, polite]
    min: 0
    max: 4
    why: optional
  constraints: {type: rubric, scale: checklist, criteria: [under 100 words, no table]}
```

With `tolerance: 1`, a score one beside the known one is as right, for each criterion by itself.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from accord.schema.faults import Fault, nearest, segment
from accord.schema.parameters import Parameters
from accord.schema.questions.base import Base
from accord.schema.questions.kind import Agreed, Context
from accord.schema.questions.near import nearness, read_tolerance
from accord.schema.questions.options import FROM

CHECKLIST = {"met": 1.0, "partly": 0.5, "not_met": 0.0}
ABSENT = "not_applicable"
SCALES = ("points", "checklist")
LONGEST_WHY = 20_000
CRITERION = {
    "type": "object",
    "title": "with weight or help",
    "required": ["name"],
    "properties": {
        "name": {"type": "string", "description": "what is scored"},
        "weight": {"type": "number", "exclusiveMinimum": 0, "default": 1, "description": "its part in the total"},
        "help": {"type": "string", "description": "what it means, beside it"},
    },
    "additionalProperties": False,
}
CRITERIA = {
    "anyOf": [
        {"type": "array", "minItems": 1, "items": {"anyOf": [{"type": "string", "title": "a name"}, CRITERION]}},
        FROM,
    ]
}


@dataclass(frozen=True, slots=True)
class Criterion:
    """One criterion; `weight` is its part in the total."""

    name: str
    weight: float = 1.0
    help: str = ""


@dataclass(frozen=True, slots=True)
class Spec:
    """The criteria, or what holds them in each record; the scale they share; whether a reason is asked for each."""

    criteria: tuple[Criterion, ...] = ()
    source: str = ""
    scale: str = "points"
    min: float = 0
    max: float = 4
    step: float = 1
    why: str = "none"
    not_applicable: bool = False
    tolerance: float = 0

    def names(self, context: Context) -> tuple[str, ...]:
        """The criteria asked about."""
        return context.choices.get("criteria", ()) if self.source else tuple(one.name for one in self.criteria)

    def weight(self, name: str) -> float:
        """A criterion's weight; 1 where the record brings it."""
        return next((one.weight for one in self.criteria if one.name == name), 1.0)

    def share(self, score: Any) -> float | None:
        """A score as part of the scale from 0 to 1; None when not applicable."""
        if score == ABSENT:
            return None
        return CHECKLIST[score] if isinstance(score, str) else (score - self.min) / (self.max - self.min)


class Rubric(Base):
    """The question type `rubric`."""

    name = "rubric"

    def parse(self, raw: Mapping[str, Any]) -> tuple[Spec, list[Fault]]:
        """How it is asked.

        Parameters:
            criteria: names, or {name, weight, help}; {from: X} takes them from the record
            scale: points from min to max, or the words of a checklist
            min: the lowest score
            max: the highest score
            step: the distance between two scores
            why: whether people may, or must, say why for each criterion
            not_applicable: whether a criterion may be called not applicable; true for a checklist
            tolerance: how far beside a known score (gold) still counts as right; for points
        """
        p = Parameters(raw)
        scale = p.one_of("scale", SCALES, "points")
        low, high, step = p.number("min", 0), p.number("max", 4), p.number("step", 1)
        if high <= low:
            p.fault("max", "out-of-range", f"max {high} is not above min {low}")
            low, high = 0, 4
        if not 0 < step <= high - low:
            p.fault("step", "out-of-range", f"a step of {step} does not fit between {low} and {high}")
            step = high - low
        why = p.one_of("why", ("none", "optional", "required"), "none")
        absent = p.flag("not_applicable", scale == "checklist")
        near = read_tolerance(p, low, high)
        if near and scale == "checklist":
            p.fault("tolerance", "not-here", "the words of a checklist have no neighbours; leave tolerance out")
            near = 0
        criteria = p.value("criteria", shape=CRITERIA)
        if isinstance(criteria, Mapping) and set(criteria) == {"from"} and isinstance(criteria["from"], str):
            return Spec((), criteria["from"], scale, low, high, step, why, absent, near), p.faults()
        return Spec(_read_criteria(p, criteria), "", scale, low, high, step, why, absent, near), p.faults()

    def dump(self, spec: Spec) -> dict[str, Any]:
        """In full, but for the points of a checklist."""
        named = [{"name": c.name, "weight": c.weight, **({"help": c.help} if c.help else {})} for c in spec.criteria]
        points = {"min": spec.min, "max": spec.max, "step": spec.step} if spec.scale == "points" else {}
        criteria: Any = {"from": spec.source} if spec.source else named
        near = {"tolerance": spec.tolerance} if spec.tolerance else {}
        return {"criteria": criteria, "scale": spec.scale, **points, "why": spec.why, "not_applicable": spec.not_applicable, **near}  # fmt: skip

    def validate(self, spec: Spec, value: Any, context: Context) -> Iterator[Fault]:
        """Every criterion once, its score on the scale, a reason where one is asked."""
        if not isinstance(value, dict):
            yield Fault("", "not-an-object", "the answer is an object: criterion to {score, why}")
            return
        names = spec.names(context)
        for name in value:
            if name not in names:
                message = f"{str(name)[:80]!r} is no criterion"
                yield Fault(segment(name), "unknown-key", message, nearest(str(name)[:80], names))
        for name in names:
            if name in value:
                yield from (fault.under(segment(name)) for fault in _check_one(spec, value[name]))
            elif not context.partial:
                yield Fault(segment(name), "missing", f"{name} is not scored")

    def normalise(self, spec: Spec, value: Any) -> Any:
        """In the order of the criteria, without empty reasons."""
        order = {one.name: at for at, one in enumerate(spec.criteria)}
        return {
            name: {key: part for key, part in value[name].items() if part not in ("", None)}
            for name in sorted(value, key=lambda one: order.get(one, len(order)))
        }

    def distance(self, spec: Spec, a: Any, b: Any) -> float:
        """The weighted mean over criteria of the part of the scale between the two; not applicable beside a score is 1."""
        far = weights = 0.0
        for name in sorted(a.keys() | b.keys()):
            one, other = (spec.share(x[name]["score"]) if name in x else None for x in (a, b))
            weight = spec.weight(name)
            weights += weight
            if one is not None and other is not None:
                far += weight * abs(one - other)
            elif one is not None or other is not None:
                far += weight
        return far / weights if weights else 0.0

    def grade(self, spec: Spec, value: Any, gold: Any) -> float:
        """The weighted mean over the criteria that gold scores: 1 within the tolerance, from there down to 0 at the other end."""
        near = weights = 0.0
        for name, known in gold.items():
            weight = spec.weight(name)
            weights += weight
            one, right = (spec.share(x["score"]) if x else None for x in (value.get(name), known))
            if one is not None and right is not None:
                length = spec.max - spec.min if spec.scale == "points" else 1.0
                near += weight * nearness(abs(one - right) * length, spec.tolerance, length)
            elif name in value and right is None and one is None:
                near += weight
        return near / weights if weights else 1.0

    def consensus(self, spec: Spec, values: Sequence[Any], weights: Sequence[float] | None = None) -> Agreed | None:
        """The weighted median of each criterion; confidence is 1 less the mean distance to the people's own scores."""
        if not values:
            return None
        weight = list(weights) if weights is not None else [1.0] * len(values)
        agreed: dict[str, Any] = {}
        tied = False
        for name in dict.fromkeys(sorted({name for value in values for name in value})):
            given = [(v[name]["score"], w) for v, w in zip(values, weight, strict=True) if name in v]
            score, middle = _median(spec, given)
            agreed[name] = {"score": score}
            tied = tied or middle
        total = sum(weight) or 1.0
        far = sum(w * self.distance(spec, agreed, v) for v, w in zip(values, weight, strict=True)) / total
        return Agreed(self.normalise(spec, agreed), 1.0 - far, len(values), tied)

    def ends(self, spec: Spec) -> tuple[float, float] | None:
        """From min to max, where there are points."""
        return (spec.min, spec.max) if spec.scale == "points" else None

    def code(self, spec: Spec, value: Any) -> str:
        """The scores, whatever the reasons."""
        return "; ".join(f"{name}: {value[name]['score']}" for name in self.normalise(spec, value))

    def columns(self, spec: Spec, value: Any) -> dict[str, str | float | int | bool | None]:
        """The total, and each criterion's score."""
        return {"": total(spec, value), **{f".{name}": one["score"] for name, one in value.items()}}

    def binding(self, spec: Spec, value: Any) -> Any:
        """`quality.total < 0.5`, `quality.scores['polite'] == 0`."""
        return {"total": total(spec, value), "scores": {name: one["score"] for name, one in value.items()}}

    def example(self, spec: Spec, context: Context) -> Any:
        """The top of the scale for every criterion."""
        best: Any = "met" if spec.scale == "checklist" else _whole(spec.max)
        why = {"why": "because"} if spec.why == "required" else {}
        return {name: {"score": best, **why} for name in spec.names(context)}


def total(spec: Spec, value: Mapping[str, Any]) -> float | None:
    """The weighted mean of the scores as parts of the scale, what is not applicable left out; None when nothing applies."""
    shares = [(spec.weight(name), spec.share(one["score"])) for name, one in value.items()]
    weights = sum(weight for weight, share in shares if share is not None)
    return round(sum(w * s for w, s in shares if s is not None) / weights, 12) if weights else None


def _read_criteria(p: Parameters, raw: Any) -> tuple[Criterion, ...]:
    if not isinstance(raw, list) or not raw:
        p.fault("criteria", "missing", "give a list of criteria, names or {name, weight, help}")
        return ()
    out: list[Criterion] = []
    for index, one in enumerate(raw):
        inner = Parameters(one if isinstance(one, Mapping) else {"name": one})
        criterion = Criterion(inner.text("name"), inner.number("weight", 1.0), inner.text("help"))
        if not criterion.name:
            inner.fault("name", "missing", "a criterion has a name")
        if criterion.weight <= 0:
            inner.fault("weight", "out-of-range", "a weight is above 0")
        if criterion.name in [other.name for other in out]:
            inner.fault("name", "duplicate", f"the criterion {criterion.name!r} is there twice")
        p.add([fault.under(f"/criteria/{index}") for fault in inner.faults()])
        out.append(criterion)
    return tuple(out)


def _check_one(spec: Spec, given: Any) -> Iterator[Fault]:
    if not isinstance(given, dict):
        yield Fault("", "not-an-object", "a score is an object: {score, why}")
        return
    for key in given:
        if key not in ("score", "why"):
            yield Fault(segment(key), "unknown-key", f"{str(key)[:80]!r} is no part of a score", nearest(str(key), ("score", "why")))  # fmt: skip
    yield from (fault.under("/score") for fault in _check_score(spec, given.get("score")))
    why = given.get("why")
    if why is not None and (not isinstance(why, str) or len(why) > LONGEST_WHY):
        yield Fault("/why", "not-text", f"why is text of at most {LONGEST_WHY} characters")
    elif spec.why == "required" and not (why and why.strip()):
        yield Fault("/why", "missing", "say why")
    elif spec.why == "none" and why:
        yield Fault("/why", "not-asked", "no reason is asked here")


def _check_score(spec: Spec, score: Any) -> Iterator[Fault]:
    if isinstance(score, str) and score == ABSENT and spec.not_applicable:
        return
    if spec.scale == "checklist":
        words = (*CHECKLIST, ABSENT) if spec.not_applicable else tuple(CHECKLIST)
        if not isinstance(score, str) or score not in words:
            near = nearest(score[:80], words) if isinstance(score, str) else None
            yield Fault("", "unknown-option", f"a score is one of {', '.join(words)}", near)
    elif isinstance(score, bool) or not isinstance(score, int | float) or not math.isfinite(score):
        yield Fault("", "not-a-number", "the score is a number")
    elif not spec.min <= score <= spec.max:
        yield Fault("", "out-of-range", f"{score} is not between {spec.min} and {spec.max}")
    elif abs((steps := (score - spec.min) / spec.step) - round(steps)) > 1e-6:
        yield Fault("", "off-step", f"{score} is not on a step of {spec.step} from {spec.min}")


def _median(spec: Spec, given: Sequence[tuple[Any, float]]) -> tuple[Any, bool]:
    """The lower weighted median, and whether two different values share the middle; "not applicable" needs more than half."""
    everything = sum(weight for _, weight in given)
    absent = sum(weight for score, weight in given if score == ABSENT)
    scored = sorted(((spec.share(score) or 0.0, weight, score) for score, weight in given if score != ABSENT), key=lambda one: one[0])  # fmt: skip
    if not scored or absent > everything / 2:
        return ABSENT, False
    half, run = sum(weight for _, weight, _ in scored) / 2, 0.0
    for index, (share, weight, score) in enumerate(scored):
        run += weight
        if run >= half:
            split = run == half and index + 1 < len(scored) and scored[index + 1][0] != share
            return score, split or absent == everything / 2
    return scored[-1][2], False


def _whole(number: float) -> float | int:
    return int(number) if float(number).is_integer() else number


KIND = Rubric()
