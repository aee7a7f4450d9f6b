"""What a round shows after the reveal: agreement before and after by question, and each person's two answers by record."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from pydantic_core import to_json

from accord.calibration.starting import AGAIN, BLIND
from accord.ground.database import AnyRow
from accord.insight.agreement import figures
from accord.insight.gathering import Gathering
from accord.schema import Spec
from accord.work import shapes

FIGURES = ("alpha", "percent", "why", "records", "people", "labels")


class _Said(NamedTuple):
    stage: str
    cycle: int
    user_id: int
    said: str


def before_and_after(spec: Spec, votes: Sequence[AnyRow]) -> list[dict[str, Any]]:
    """Alpha and percent agreement with intervals, of the blind votes and of the second ones, question by question."""
    first, second = (_figures(spec, votes, stage) for stage in (BLIND, AGAIN))
    out = []
    for key, before in first.items():
        after = second.get(key)
        told = {name: before[name] for name in ("question", "dimension", "each", "level")}
        halves = (("before", before), ("after", after))
        out.append({**told, **{half: _half(one) for half, one in halves}})
    return out


def _half(one: dict[str, Any] | None) -> dict[str, Any]:
    if one is None:
        return {
            "alpha": None,
            "percent": None,
            "why": "nobody has answered yet",
            "records": 0,
            "people": 0,
            "labels": 0,
        }
    return {name: one[name] for name in FIGURES}


def _figures(spec: Spec, votes: Sequence[AnyRow], stage: str) -> dict[tuple[str, str], dict[str, Any]]:
    gathering = Gathering(spec)
    gathering.first = dict.fromkeys(gathering.first, stage)
    page: dict[int, list[_Said]] = {}
    for row in votes:
        if row.stage == stage:
            said = _Said(row.stage, row.cycle, row.user_id, to_json(row.answers).decode())
            page.setdefault(row.record_id, []).append(said)
    for record, rows in page.items():
        gathering.feed(record, rows)
    asked = set(gathering.first)
    return {
        (table.question.name, table.dimension): figures(table)
        for table in gathering.ordered()
        if table.question.name in asked
    }


def rows_of(
    spec: Spec,
    there: Sequence[AnyRow],
    votes: Sequence[AnyRow],
    comments: Sequence[AnyRow],
    name: Callable[[int], str],
    caller: int,
) -> list[dict[str, Any]]:
    """Each record with what everybody said blind and again, and what was said about it; those whose people differ most come first."""
    said: dict[int, dict[int, dict[str, Any]]] = {}
    for vote in votes:
        half = "before" if vote.stage == BLIND else "after"
        said.setdefault(vote.record_id, {}).setdefault(vote.user_id, {})[half] = vote.answers
    talk: dict[int, list[dict[str, Any]]] = {}
    for one in comments:
        talk.setdefault(one.record_id, []).append(
            {
                "id": one.id,
                "thread": one.thread_id,
                "response": None,
                "person": name(one.user_id) or "lead",
                "anchor": one.anchor,
                "text": one.text,
                "at": shapes.moment(one.at),
                "resolved_at": shapes.moment(one.resolved_at),
            }
        )
    out = []
    for row in there:
        given = said.get(row.id, {})
        answers = [
            {"person": name(user), "you": user == caller, "before": one.get("before"), "after": one.get("after")}
            for user, one in sorted(given.items())
        ]
        last = [one.get("after") or one.get("before") for one in given.values()]
        out.append(
            {
                "record": row.key,
                "title": row.title,
                "values": row.body["values"],
                "answers": answers,
                "agreed": len({to_json(one) for one in last}) <= 1,
                "comments": talk.get(row.id, []),
            }
        )
    return sorted(out, key=lambda one: one["agreed"])
