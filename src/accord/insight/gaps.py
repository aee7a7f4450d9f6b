"""Where the guidelines leave people apart: which answers are mixed up with which, and the records that show it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from itertools import combinations
from typing import Any

from pydantic_core import from_json

from accord.ground.repeated import once
from accord.insight.gathering import envelopes
from accord.schema import QuestionDef

MOST_OPTIONS = 200  # different answers beyond which a question has no options to mix up
EXAMPLES = 5
PAIRS = 20
LEVELS = ("nominal", "ordinal", "interval")


def gaps(question: QuestionDef, stage: str, rows: Iterable[tuple[int, list[Any]]]) -> dict[str, Any]:
    """Pairs of answers that people gave to the same thing, the most often mixed up first.

    `n` counts things (a record, or an element of it) on which both were said; `of` those on which either was; `share` is n of `of`,
    with Wilson's interval. `records` are examples: those on which the two stand most evenly come first.
    """
    if question.kind.level(question.spec) not in LEVELS:
        return {"pairs": [], "why": "answers to this question are no options that could be mixed up"}
    said = once(lambda text: _votes(question, text[0]))
    values: dict[Any, Any] = {}
    either: Counter[Any] = Counter()
    both: Counter[tuple[Any, Any]] = Counter()
    examples: dict[tuple[Any, Any], list[tuple[float, int]]] = {}
    for record, given in rows:
        things: dict[tuple[int, str], Counter[Any]] = {}
        for row in given:
            if row.stage == stage:
                for element, code, value in said((row.said,)):
                    values.setdefault(code, value)
                    things.setdefault((row.cycle, element), Counter())[code] += 1
        if len(values) > MOST_OPTIONS:
            return {"pairs": [], "why": f"people gave more than {MOST_OPTIONS} different answers"}
        for votes in things.values():
            if votes.total() < 2:
                continue
            either.update(list(votes))
            for a, b in combinations(sorted(votes, key=repr), 2):
                both[a, b] += 1
                some = examples.setdefault((a, b), [])
                some.append((abs(votes[a] - votes[b]) / (votes[a] + votes[b]), record))
                some.sort()
                del some[EXAMPLES:]
    pairs = [_pair(values[a], values[b], n, either[a] + either[b] - n, examples[a, b]) for (a, b), n in both.items()]
    pairs.sort(key=lambda one: (-one["n"], -one["share"]["estimate"]))
    return {"pairs": pairs[:PAIRS], "why": None if pairs else "nobody differs on this question"}


def _pair(a: Any, b: Any, n: int, of: int, examples: list[tuple[float, int]]) -> dict[str, Any]:
    from accord.quality.proportions import proportion

    share = proportion(n, of)
    figure = {"estimate": share.estimate, "low": share.low, "high": share.high}
    return {
        "a": a,
        "b": b,
        "n": n,
        "of": of,
        "share": figure,
        "records": list(dict.fromkeys(record for _, record in examples)),
    }


def _votes(question: QuestionDef, text: str) -> list[tuple[str, Any, Any]]:
    out = []
    for element, envelope in envelopes(question, from_json(text).get(question.name)):
        if "value" in envelope:
            try:
                out.append((element, question.kind.code(question.spec, envelope["value"]), envelope["value"]))
            except (AttributeError, KeyError, TypeError, ValueError):
                continue  # given under a definition that the question no longer has
    return out
