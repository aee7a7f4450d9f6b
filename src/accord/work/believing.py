"""How sure the answers to a record are, given how right the people are who gave them: what `until` stops at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from accord.schema import Spec
from accord.work import stages

USUAL = 0.8  # how often somebody is right of whom nothing is known


def confidence(
    spec: Spec, stage: str, given: Sequence[tuple[int, stages.Answers]], believed: Mapping[tuple[str, int], Any]
) -> dict[str, float]:
    """The posterior of the believed category of each question; of questions that are no names, the share of votes as elsewhere.

    Args:
        given: who said what.
        believed: confusions by question and person, as estimated; whoever is not in it is right four times in five.

    >>> from accord.schema import parse
    >>> spec = parse('{name: p, fields: {r: {type: text}}, questions: {t: {type: label, options: [a, b]}}}')
    >>> both = [(1, {"t": {"value": "a"}}), (2, {"t": {"value": "a"}})]
    >>> confidence(spec, "annotate", both, {})
    {'t': 0.9411764705882353}
    """
    sure = stages.confidence(spec, stage, [answers for _, answers in given])
    for question in spec.asked_in(stage):
        if question.kind.level(question.spec) != "nominal" or question.name not in sure:
            continue
        by_element: dict[str, list[tuple[int, Any]]] = {}
        for user, answers in given:
            for element, values in stages.values_of(question, [answers]).items():
                by_element.setdefault(element, []).append((user, question.kind.code(question.spec, values[0])))
        sure[question.name] = min(_posterior(question.name, said, believed) for said in by_element.values())
    return sure


def _posterior(question: str, said: Sequence[tuple[int, Any]], believed: Mapping[tuple[str, int], Any]) -> float:
    from accord.quality import item_posterior  # arrays are loaded where somebody needs them

    known = next((believed[question, user] for user, _ in said if (question, user) in believed), None)
    categories: list[Any] = list(known["categories"]) if known else []
    new = list(dict.fromkeys(code for _, code in said if code not in categories))
    codes = categories + new
    q = max(2, len(codes))
    tables = [_table(believed.get((question, user)), categories, q) for user, _ in said]
    classes = [*known["classes"], *[0.0] * (q - len(categories))] if known else [1.0] * q
    total = sum(classes) + 0.01 * q  # nothing is impossible
    prior = [(one + 0.01) / total for one in classes]
    return float(max(item_posterior([codes.index(code) for _, code in said], tables, classes=prior)))


def _table(confusion: Any, categories: Sequence[Any], q: int) -> list[list[float]]:
    """P(said | true) over `q` categories: what was estimated, widened by those that were never seen."""
    wrong = (1 - USUAL) / (q - 1)
    table = [[USUAL if said == true else wrong for said in range(q)] for true in range(q)]
    if confusion is None or list(confusion["categories"]) != list(categories):
        return table
    for true, row in enumerate(confusion["table"]):
        rest = 0.01 * (q - len(row))
        scale = (1 - rest) / sum(row)
        table[true] = [one * scale for one in row] + [0.01] * (q - len(row))
    return table
