"""`preference`: which candidate is better, how much, overall and per dimension; ties and "both bad" where allowed.

```yaml
better: {type: preference, of: replies, scale: 7, tie: true, both_bad: true, dimensions: [helpful, accurate]}
```
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from accord.schema.faults import Fault, nearest, segment
from accord.schema.parameters import Parameters
from accord.schema.questions.base import Base
from accord.schema.questions.kind import Agreed, Context
from accord.schema.questions.voting import vote

TIE, BOTH_BAD = "tie", "both_bad"


@dataclass(frozen=True, slots=True)
class Spec:
    """`scale` counts the points from "first much better" to "last much better"; with a tie it is odd."""

    scale: int = 3
    tie: bool = True
    both_bad: bool = False
    dimensions: tuple[str, ...] = ()

    @property
    def strengths(self) -> int:
        """How many strengths a side has; with 1, none is asked."""
        return (self.scale - (1 if self.tie else 0)) // 2


class Preference(Base):
    """The question type `preference`."""

    name = "preference"
    judges = "required"

    def parse(self, raw: Mapping[str, Any]) -> tuple[Spec, list[Fault]]:
        """How it is asked.

        Parameters:
            scale: the number of points from the first much better to the last much better; odd with a tie, even without
            tie: whether the two may be called equal
            both_bad: whether both may be called bad
            dimensions: asked about one by one beside the overall answer
        """
        p = Parameters(raw)
        tie = p.flag("tie", True)
        scale = p.whole("scale", 3 if tie else 2, 2, 9) or 3
        if scale % 2 != (1 if tie else 0):
            p.fault(
                "scale",
                "bad-scale",
                f"a scale {'with' if tie else 'without'} a tie has an {'odd' if tie else 'even'} number of points",
            )
        return Spec(scale, tie, p.flag("both_bad"), p.texts("dimensions")), p.faults()

    def dump(self, spec: Spec) -> dict[str, Any]:
        """In full."""
        out: dict[str, Any] = {"scale": spec.scale, "tie": spec.tie, "both_bad": spec.both_bad}
        return {**out, "dimensions": list(spec.dimensions)} if spec.dimensions else out

    def validate(self, spec: Spec, value: Any, context: Context) -> Iterator[Fault]:
        """A winner that is there, a strength where the scale has them, every dimension once."""
        yield from _check_choice(spec, value, context, ("winner", "strength", "dimensions"))
        given = value.get("dimensions", {}) if isinstance(value, dict) else {}
        if not isinstance(given, dict):
            yield Fault("/dimensions", "not-an-object", "dimensions is an object: name to winner")
            return
        for name in given:
            if name not in spec.dimensions:
                yield Fault(
                    f"/dimensions{segment(name)}",
                    "unknown-key",
                    f"{name!r} is no dimension",
                    nearest(str(name), spec.dimensions),
                )
        for name in spec.dimensions if isinstance(value, dict) else ():
            if name not in given:
                yield Fault(f"/dimensions{segment(name)}", "missing", f"{name} is not answered")
                continue
            yield from (
                f.under(f"/dimensions{segment(name)}")
                for f in _check_choice(spec, given[name], context, ("winner", "strength"))
            )

    def normalise(self, spec: Spec, value: Any) -> Any:
        """Dimensions in the spec's order."""
        if not spec.dimensions:
            return {key: part for key, part in value.items() if key != "dimensions"}
        return {**value, "dimensions": {name: value["dimensions"][name] for name in spec.dimensions}}

    def heard(self, spec: Spec, value: Any, context: Context) -> Any:
        """The left or the right one, as other tools say it: the first or the second as the record holds them."""
        sides = dict(zip(("left", "right"), context.of_elements, strict=False))
        return {"winner": sides[value]} if isinstance(value, str) and value in sides else value

    def level(self, spec: Spec) -> str:
        """Agreement is about the winner."""
        return "nominal"

    def code(self, spec: Spec, value: Any) -> str:
        """The winner."""
        return str(value["winner"])

    def distance(self, spec: Spec, a: Any, b: Any) -> float:
        """On a line from one side's strongest to the other's; both bad is 1 from a winner, 1/2 from a tie."""
        first, second = a["winner"], b["winner"]
        if BOTH_BAD in (first, second):
            return 0.0 if first == second else 0.5 if TIE in (first, second) else 1.0
        one, other = _share(spec, a), _share(spec, b)
        return abs(one - other) / 2 if first == second else (one + other) / 2

    def consensus(self, spec: Spec, values: Sequence[Any], weights: Sequence[float] | None = None) -> Agreed | None:
        """The winner with most weight; its strength is the median of those who chose it; each dimension likewise."""
        if not values:
            return None
        order = sorted({self.code(spec, v) for v in values}, key=lambda w: (w == BOTH_BAD, w != TIE, w))
        winner, share, tied = vote([self.code(spec, v) for v in values], weights, order)
        agreed: dict[str, Any] = {"winner": winner}
        if strengths := sorted(v["strength"] for v in values if v["winner"] == winner and "strength" in v):
            agreed["strength"] = strengths[(len(strengths) - 1) // 2]
        if spec.dimensions:
            plain = Spec(spec.scale, spec.tie, spec.both_bad)
            each = {
                name: self.consensus(plain, [v["dimensions"][name] for v in values], weights)
                for name in spec.dimensions
            }
            agreed["dimensions"] = {name: one.value for name, one in each.items() if one}
        return Agreed(agreed, share, len(values), tied)

    def grade(self, spec: Spec, value: Any, gold: Any) -> float:
        """1 for the same winner; a tie is half of the way."""
        return 1.0 if value["winner"] == gold["winner"] else 0.5 if TIE in (value["winner"], gold["winner"]) else 0.0

    def columns(self, spec: Spec, value: Any) -> dict[str, str | float | int | bool | None]:
        """Winner, strength, and a winner per dimension."""
        out: dict[str, str | float | int | bool | None] = {"": value["winner"]}
        if spec.strengths > 1:
            out[".strength"] = value.get("strength")
        return {**out, **{f".{name}": value["dimensions"][name]["winner"] for name in spec.dimensions}}

    def binding(self, spec: Spec, value: Any) -> Any:
        """The value: `better.winner == 'tie'`."""
        return value

    def example(self, spec: Spec, context: Context) -> Any:
        """The first candidate wins everything."""
        one: dict[str, Any] = {"winner": next(iter(context.of_elements), TIE)}
        if spec.strengths > 1 and one["winner"] != TIE:
            one["strength"] = 1
        return {**one, "dimensions": {name: dict(one) for name in spec.dimensions}} if spec.dimensions else one


def _share(spec: Spec, value: Any) -> float:
    return 0.0 if value["winner"] == TIE else float(value.get("strength", 1)) / spec.strengths


def _check_choice(spec: Spec, value: Any, context: Context, keys: Sequence[str]) -> Iterator[Fault]:
    if not isinstance(value, dict):
        yield Fault("", "not-an-object", "a preference is an object with its winner")
        return
    for key in value:
        if key not in keys:
            yield Fault(segment(key), "unknown-key", f"{key!r} is no part of a preference", nearest(str(key), keys))
    said = tuple(word for word, allowed in ((TIE, spec.tie), (BOTH_BAD, spec.both_bad)) if allowed)
    winner = value.get("winner")
    if not isinstance(winner, str) or winner not in (*context.of_elements, *said):
        near = nearest(winner[:80], (*context.of_elements, *said)) if isinstance(winner, str) else None
        yield Fault(
            "/winner",
            "unknown-option",
            f"{str(winner)[:80]!r} is neither a candidate nor {' or '.join(said) or 'allowed'}",
            near,
        )
        return
    strength, asked = value.get("strength"), spec.strengths > 1 and winner not in (TIE, BOTH_BAD)
    if not asked and "strength" in value:
        yield Fault("/strength", "not-asked", "no strength is asked here")
    elif asked and (isinstance(strength, bool) or not isinstance(strength, int) or not 1 <= strength <= spec.strengths):
        yield Fault("/strength", "out-of-range", f"strength is a whole number from 1 to {spec.strengths}")


KIND = Preference()
