"""The parts of a project's result page, by the names that `results` calls them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from accord.insight.gathering import first_stages
from accord.insight.results.counted import Change, Mean, Rate, Score, Share
from accord.insight.results.drawn import Confusion, Curve, Funnel
from accord.insight.results.rounds import Cycles
from accord.insight.results.seen import Seen
from accord.schema import Spec
from accord.schema.results import Result

PARTS: Mapping[str, Any] = {
    "share": Share,
    "rate": Rate,
    "score": Score,
    "mean": Mean,
    "change": Change,
    "curve": Curve,
    "cycles": Cycles,
    "confusion": Confusion,
    "funnel": Funnel,
}
ON_SCALE = ("mean", "curve")


def page(spec: Spec, records: Iterable[tuple[Mapping[str, Any], Sequence[Any]]]) -> dict[str, Any]:
    """All parts at once from (body, responses) of each record. Cost: one pass; memory: the parts' sums."""
    first = first_stages(spec)
    parts = [(one, PARTS[one.show](one)) for one in spec.results]
    answered = responses = 0
    for body, rows in records:
        latest: dict[int, dict[str, Any]] = {}
        for row in rows:
            mine = {name: given for name, given in row.answers.items() if first.get(name) == row.stage}
            latest.setdefault(row.user_id, {}).update(mine)
        seen = Seen(spec, body, list(latest.items()), rows)
        answered += 1
        responses += len(rows)
        for _, part in parts:
            part.feed(seen)
    shown = [
        {**one.json(), "title": one.title or ".".join(one.of), "scale": _scale(spec, one), **part.table()}
        for one, part in parts
    ]
    return {"records": answered, "responses": responses, "parts": shown}


def _scale(spec: Spec, result: Result) -> tuple[float, float] | None:
    """The ends of the scale that a part's numbers lie on: 4 of 4 and 4 of 7 do not look alike."""
    if result.show not in ON_SCALE:
        return None
    question = spec.questions[result.of[0]]
    for name in result.of[1:]:
        question = (getattr(question.spec, "ask", None) or {}).get(name, question)
    return question.kind.ends(question.spec)
