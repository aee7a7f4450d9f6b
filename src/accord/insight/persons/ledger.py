"""One pass over all answers: a row for each, with its time, how far it agrees with the others' and how far it reaches gold."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import combinations
from math import nan
from typing import Any

from pydantic_core import from_json

from accord.ground.repeated import once
from accord.insight.gathering import Gathering, envelopes, first_stages
from accord.schema import Spec
from accord.schema.gold import grade_gold

MOST_PAIRED = 30  # people on one record whose answers are compared; more say the same


@dataclass
class Ledger:
    """56 bytes an answer; `agree` and `gold` from 0 to 1, not a number where there is nothing to compare with.

    `ease` is the mean of `agree` over all who answered the same: what was hard for everybody says nothing of one of them.
    """

    gathering: Gathering
    record: array[int] = field(default_factory=lambda: array("q"))
    person: array[int] = field(default_factory=lambda: array("q"))
    seconds: array[float] = field(default_factory=lambda: array("d"))
    at: array[float] = field(default_factory=lambda: array("d"))
    agree: array[float] = field(default_factory=lambda: array("d"))
    ease: array[float] = field(default_factory=lambda: array("d"))
    gold: array[float] = field(default_factory=lambda: array("d"))


def fill(spec: Spec, rows: Iterable[tuple[int, list[Any], str | None]]) -> Ledger:
    """Read all answers once; answers in the same words are compared and graded once."""
    ledger, first = Ledger(Gathering(spec)), first_stages(spec)
    alike = once(lambda said: _alike(spec, first, said))
    graded = once(lambda said: _graded(spec, said))
    for record, given, gold in rows:
        ledger.gathering.feed(record, given)
        together: dict[tuple[str, int], list[Any]] = {}
        for row in given:
            together.setdefault((row.stage, row.cycle), []).append(row)
        for (stage, _), some in together.items():
            shares = alike((stage, *(row.said for row in some[:MOST_PAIRED]))) if len(some) > 1 else ()
            compared = [share for share in shares if share == share]
            ease = sum(compared) / len(compared) if compared else nan
            for at, row in enumerate(some):
                ledger.record.append(record)
                ledger.person.append(row.user_id)
                ledger.seconds.append(nan if row.active_seconds is None else row.active_seconds)
                ledger.at.append(row.submitted_at.timestamp())
                ledger.agree.append(shares[at] if at < len(shares) else nan)
                ledger.ease.append(ease)
                ledger.gold.append(nan if gold is None else graded((stage, gold, row.said)))
    return ledger


def _alike(spec: Spec, first: Mapping[str, str], said: tuple[str, ...]) -> list[float]:
    """For each answer, the mean of 1 - distance to the others', over questions that this stage asks first."""
    stage, answers = said[0], [from_json(text) for text in said[1:]]
    total, pairs = [0.0] * len(answers), [0] * len(answers)
    for question in spec.questions.values():
        if first.get(question.name) != stage:
            continue
        values: dict[str, list[tuple[int, Any]]] = {}
        for at, one in enumerate(answers):
            for element, envelope in envelopes(question, one.get(question.name)):
                if "value" in envelope:
                    values.setdefault(element, []).append((at, envelope["value"]))
        for (a, left), (b, right) in (pair for some in values.values() for pair in combinations(some, 2)):
            try:
                near = 1 - question.kind.distance(question.spec, left, right)
            except (AttributeError, KeyError, TypeError, ValueError, ZeroDivisionError):
                continue  # given under a definition that the question no longer has
            for at in (a, b):
                total[at] += near
                pairs[at] += 1
    return [one / n if n else nan for one, n in zip(total, pairs, strict=True)]


def _graded(spec: Spec, said: tuple[str, ...]) -> float:
    """The mean score against what is known of the questions that this stage asks."""
    stage, gold, answers = said
    if stage not in {one.name for one in spec.stages}:
        return nan
    asked = {question.name for question in spec.asked_in(stage)}
    known = {name: one for name, one in from_json(gold).items() if name in asked}
    try:
        scores = [one.score for one in grade_gold(spec, known, from_json(answers)) if one.score is not None]
    except (AttributeError, KeyError, TypeError, ValueError):
        return nan  # given under a definition that the question no longer has
    return sum(scores) / len(scores) if scores else nan
