"""Answers as flat columns, each question type naming its own: `better`, `better.strength`, `tone/b`, `tone/b.why`."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from accord.schema import Spec

Cell = str | float | int | bool | None

RESPONSE = (
    "response",
    "record",
    "stage",
    "cycle",
    "person",
    "revision",
    "spec_version",
    "guidelines",
    "active_seconds",
    "submitted_at",
)
TAKEN = (*RESPONSE, "responses")  # a question of such a name has its columns below `answers.`


def response_row(spec: Spec, response: Mapping[str, Any]) -> dict[str, Cell]:
    """One row of one response: who, where, when, then the answers."""
    row: dict[str, Cell] = {name: response.get(name) for name in RESPONSE}
    return {**row, **dict(_answers(spec, response["answers"]))}


def consensus_row(spec: Spec, consensus: Mapping[str, Any]) -> dict[str, Cell]:
    """One row of one record's consensus: each answer with its confidence and how many people are behind it."""
    row: dict[str, Cell] = {"record": consensus["record"], **dict(_answers(spec, consensus["answers"]))}
    for part in ("confidence", "n"):
        for name, figure in consensus[part].items():
            if isinstance(figure, Mapping):
                row.update({f"{name}/{element}.{part}": one for element, one in figure.items()})
            else:
                row[f"{name}.{part}"] = figure
    return {**row, "responses": " ".join(consensus["responses"])}


def _answers(spec: Spec, answers: Mapping[str, Any]) -> Iterator[tuple[str, Cell]]:
    for name, given in answers.items():
        question = spec.questions.get(name)
        column = f"answers.{name}" if name in TAKEN else name
        if question is not None and question.each:
            for element, envelope in given.items():
                yield from _cells(question, f"{column}/{element}", envelope)
        else:
            yield from _cells(question, column, given)


def _cells(question: Any, name: str, envelope: Mapping[str, Any]) -> Iterator[tuple[str, Cell]]:
    if "value" in envelope:
        try:
            columns = question.kind.columns(question.spec, envelope["value"])
        except (AttributeError, KeyError, TypeError, ValueError):
            # given under another version of the spec: kept whole rather than lost
            columns = {"": json.dumps(envelope["value"], ensure_ascii=False)}
        for suffix, cell in columns.items():
            yield name + suffix, cell
    for part in ("na", "why"):
        if part in envelope:
            yield f"{name}.{part}", envelope[part]
