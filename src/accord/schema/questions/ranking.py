"""`ranking`: the candidates from best to worst, ties together; or only the best and the worst.

```yaml
order: {type: ranking, of: replies, ties: true}
extremes: {type: ranking, of: replies, best_worst: true}
```
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from accord.schema.faults import Fault, nearest
from accord.schema.parameters import Parameters
from accord.schema.questions.base import Base
from accord.schema.questions.kind import Agreed, Context


@dataclass(frozen=True, slots=True)
class Spec:
    """Whether places may be shared, and whether only the ends are asked."""

    ties: bool = True
    best_worst: bool = False


class Ranking(Base):
    """The question type `ranking`."""

    name = "ranking"
    judges = "required"

    def parse(self, raw: Mapping[str, Any]) -> tuple[Spec, list[Fault]]:
        """How it is asked.

        Parameters:
            ties: whether candidates may share a rank
            best_worst: only the best and the worst are chosen
        """
        p = Parameters(raw)
        return Spec(p.flag("ties", True), p.flag("best_worst")), p.faults()

    def dump(self, spec: Spec) -> dict[str, Any]:
        """In full."""
        return {"ties": spec.ties, "best_worst": spec.best_worst}

    def heard(self, spec: Spec, value: Any, context: Context) -> Any:
        """Ranks as other tools write them, `[{value, rank}]`: the same rank is the same place. Or ids from best to worst."""
        if not isinstance(value, list) or spec.best_worst or not value:
            return value
        if all(isinstance(one, str) for one in value):
            return [[one] for one in value]
        if not all(isinstance(one, Mapping) and type(one.get("rank")) is int and isinstance(one.get("value"), str) for one in value):  # fmt: skip
            return value
        ranks = sorted({one["rank"] for one in value})
        return [[one["value"] for one in value if one["rank"] == rank] for rank in ranks]

    def validate(self, spec: Spec, value: Any, context: Context) -> Iterator[Fault]:
        """Every element once; or a best and a worst that differ."""
        if spec.best_worst:
            yield from _check_ends(value, context.of_elements)
            return
        if not isinstance(value, list) or not all(isinstance(place, list) and place for place in value):
            yield Fault("", "not-places", "a ranking is a list of places, each a list of ids")
            return
        seen: set[str] = set()
        for at, place in enumerate(value):
            if len(place) > 1 and not spec.ties:
                yield Fault(f"/{at}", "tie", "ties are not allowed here")
            for index, one in enumerate(place):
                if not isinstance(one, str) or one not in context.of_elements:
                    near = nearest(one[:80], context.of_elements) if isinstance(one, str) else None
                    yield Fault(
                        f"/{at}/{index}", "unknown-element", f"{str(one)[:80]!r} is not there to be ranked", near
                    )
                elif one in seen:
                    yield Fault(f"/{at}/{index}", "duplicate", f"{one!r} is ranked twice")
                else:
                    seen.add(one)
        if missing := [one for one in context.of_elements if one not in seen]:
            yield Fault("", "missing", f"not ranked: {', '.join(missing)}")

    def normalise(self, spec: Spec, value: Any) -> Any:
        """Ties in the order of their ids."""
        return value if spec.best_worst else [sorted(place) for place in value]

    def level(self, spec: Spec) -> str:
        """Rankings are near each other or far."""
        return "distance"

    def code(self, spec: Spec, value: Any) -> str:
        """The ranking as text."""
        return " > ".join(" = ".join(place) for place in _places(spec, self.normalise(spec, value)))

    def distance(self, spec: Spec, a: Any, b: Any) -> float:
        """The share of pairs ordered the other way; tied in only one of the two counts half (Kendall's distance with p = 1/2)."""
        if spec.best_worst:
            same, crossed = (
                (a["best"] == b["best"]) + (a["worst"] == b["worst"]),
                a["best"] == b["worst"] or a["worst"] == b["best"],
            )
            return (2 - same) / 2 if not crossed else 1.0
        first, second = _ranks(a), _ranks(b)
        shared = sorted(first.keys() & second.keys())
        pairs = list(combinations(shared, 2))
        return sum(_apart(first[x] - first[y], second[x] - second[y]) for x, y in pairs) / len(pairs) if pairs else 0.0

    def consensus(self, spec: Spec, values: Sequence[Any], weights: Sequence[float] | None = None) -> Agreed | None:
        """Borda: by mean rank, equal means tied; confidence is 1 less the mean distance to the people's own rankings."""
        if not values:
            return None
        weight = list(weights) if weights is not None else [1.0] * len(values)
        score: dict[str, float] = {}
        for value, part in zip(values, weight, strict=True):
            for one, rank in (_end_scores(value) if spec.best_worst else _ranks(value)).items():
                score[one] = score.get(one, 0.0) + part * rank
        agreed: Any
        if spec.best_worst:
            ordered = sorted(score, key=lambda one: (score[one], one))
            agreed = {"best": ordered[0], "worst": ordered[-1]}
            tied = len(ordered) > 2 and (
                score[ordered[0]] == score[ordered[1]] or score[ordered[-1]] == score[ordered[-2]]
            )
        else:
            levels = sorted({round(s, 9) for s in score.values()})
            agreed = [sorted(one for one, s in score.items() if round(s, 9) == level) for level in levels]
            tied = any(len(place) > 1 for place in agreed)
        total = sum(weight) or 1.0
        far = sum(w * self.distance(spec, agreed, v) for v, w in zip(values, weight, strict=True)) / total
        return Agreed(agreed, 1.0 - far, len(values), tied)

    def grade(self, spec: Spec, value: Any, gold: Any) -> float:
        """1 less the distance."""
        return 1.0 - self.distance(spec, value, gold)

    def columns(self, spec: Spec, value: Any) -> dict[str, str | float | int | bool | None]:
        """The ranking as text, and each element's rank."""
        if spec.best_worst:
            return {".best": value["best"], ".worst": value["worst"]}
        return {"": self.code(spec, value), **{f".{one}": rank for one, rank in sorted(_ranks(value).items())}}

    def binding(self, spec: Spec, value: Any) -> Any:
        """The value: `order[0][0] == 'a'`."""
        return value

    def example(self, spec: Spec, context: Context) -> Any:
        """In the record's order."""
        ids = list(context.of_elements)
        return {"best": ids[0], "worst": ids[-1]} if spec.best_worst and ids else [[one] for one in ids]


def _check_ends(value: Any, ids: Sequence[str]) -> Iterator[Fault]:
    if not isinstance(value, dict) or set(value) != {"best", "worst"}:
        yield Fault("", "not-ends", "the answer is an object with best and worst")
        return
    for end in ("best", "worst"):
        if not isinstance(value[end], str) or value[end] not in ids:
            yield Fault(f"/{end}", "unknown-element", f"{str(value[end])[:80]!r} is not there to be ranked")
    if value["best"] == value["worst"]:
        yield Fault("/worst", "duplicate", "best and worst are the same")


def _places(spec: Spec, value: Any) -> list[list[str]]:
    return [[value["best"]], [value["worst"]]] if spec.best_worst else value


def _ranks(value: Sequence[Sequence[str]]) -> dict[str, float]:
    """Ranks from 1; tied elements share the mean of their places."""
    ranks: dict[str, float] = {}
    before = 0
    for place in value:
        for one in place:
            ranks[one] = before + (len(place) + 1) / 2
        before += len(place)
    return ranks


def _end_scores(value: Mapping[str, str]) -> dict[str, float]:
    return {value["best"]: -1.0, value["worst"]: 1.0}


def _apart(x: float, y: float) -> float:
    if x * y > 0 or x == y == 0:
        return 0.0
    return 1.0 if x * y < 0 else 0.5


KIND = Ranking()
