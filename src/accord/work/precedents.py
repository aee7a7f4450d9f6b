"""What a verdict leaves for later: a known answer (gold) of the record, or an example in the guidelines; in the verdict's transaction."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection

from accord.ground.audit import note
from accord.people.service import Caller
from accord.projects import service as projects
from accord.projects.service import ProjectRow
from accord.records import queries as records
from accord.schema import Spec

HEADING = "## Decided cases"
LONGEST = 400  # characters of the record's text that an example quotes


def make_gold(
    c: Connection, caller: Caller, project: ProjectRow, number: int, key: str, answers: Mapping[str, Any], why: str
) -> None:
    """The answers are the record's known ones from now on, each explained by `why`."""
    known: dict[str, Any] = {}
    for name, given in answers.items():
        parts = given if project.spec.questions[name].each else {"": given}
        told = {element: {**one, "why": one.get("why") or why} for element, one in parts.items()}
        known[name] = told if project.spec.questions[name].each else told[""]
    records.set_gold(c, number, known)
    note(c, caller, "gold.change", f"projects/{project.name}/records/{key}", {"records": [key], "by": "verdict"})


def add_example(
    c: Connection,
    caller: Caller,
    project: ProjectRow,
    title: str,
    key: str,
    answers: Mapping[str, Any],
    told: tuple[str, str],
) -> None:
    """The guidelines get the case as an example: a new version of them, which people are told of. `told`: what went wrong, and why."""
    error, why = told
    lines = [f"### {key}" + (f" ({error})" if error else ""), ""]
    excerpt = " ".join(title.split())[:LONGEST]
    lines += [f"> {excerpt}", ""] if excerpt else []
    lines += [f"- **{name}**: {said}" for name, said in _said(project.spec, answers)]
    text = "\n".join([*lines, "", why, ""])
    body = project.guidelines.rstrip("\n")
    whole = f"{body}\n\n{text}" if HEADING in body else f"{body}\n\n{HEADING}\n\n{text}"
    projects.add_guidelines(c, caller, project, whole)


def _said(spec: Spec, answers: Mapping[str, Any]) -> list[tuple[str, str]]:
    out = []
    for name, given in answers.items():
        question = spec.questions[name]
        title = question.title or name
        if question.each:
            words = "; ".join(f"{element}: {_words(one)}" for element, one in given.items())
        else:
            words = _words(given)
        out.append((title, words))
    return out


def _words(envelope: Mapping[str, Any]) -> str:
    if "na" in envelope:
        return str(envelope["na"]).replace("_", " ")
    value = envelope.get("value")
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
