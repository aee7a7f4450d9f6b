"""What was right: known answers beside a person's, graded in words. Pure: values in, values out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from accord.schema import Spec
from accord.schema.gold import grade_gold

RIGHT, WRONG = 0.999, 0.001  # grades of spans and texts seldom are exactly 1 or 0


def graded(spec: Spec, gold: Mapping[str, Any], answers: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Each known answer: what was given, what is right (and what is as right), why, and a verdict in a word."""
    out = []
    for one in grade_gold(spec, gold, answers):
        question = spec.questions[one.question]
        known, own = gold[one.question], answers.get(one.question) or {}
        if question.each:
            known, own = known.get(one.element, {}), own.get(one.element) or {}
        told = {"question": one.question, "element": one.element, "score": one.score, "verdict": verdict(one.score)}
        right = {key: known[key] for key in ("value", "na", "also") if key in known}
        out.append({**told, "why": one.why, "right": right, "given": dict(own)})
    return out


def verdict(score: float | None) -> str:
    """right, partly, wrong, or (no vote is no error) none.

    >>> [verdict(score) for score in (1.0, 0.5, 0.0, None)]
    ['right', 'partly', 'wrong', 'none']
    """
    if score is None:
        return "none"
    return "right" if score >= RIGHT else "wrong" if score <= WRONG else "partly"


def mean(parts: list[dict[str, Any]]) -> float | None:
    """A record's score; None where nothing of it could be compared.

    >>> mean([{"score": 1.0}, {"score": 0.5}, {"score": None}])
    0.75
    """
    scores = [part["score"] for part in parts if part["score"] is not None]
    return sum(scores) / len(scores) if scores else None
