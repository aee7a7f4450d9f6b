"""Reads a project: YAML or JSON in, a `Spec` or all of its faults out (each with its pointer, and its line in the YAML)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from accord.schema.conditions import Condition, ConditionError
from accord.schema.exam import read_exam
from accord.schema.faults import Fault, segment
from accord.schema.fields import registry as field_types
from accord.schema.parameters import Parameters
from accord.schema.plain import check_plain
from accord.schema.policy import read_policy
from accord.schema.question_reader import read_questions, typed
from accord.schema.results import read_results
from accord.schema.spec import FieldDef, Spec, SpecError
from accord.schema.stages import read_stages
from accord.schema.standing import check_standing
from accord.schema.yaml_source import Source

PURPOSES = ("fine-tuning", "evaluation", "benchmark", "ab-test", "audit", "gate")
PROJECT_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,63}\Z")
FIELD_KEYS = ("type", "title", "help", "required", "lang", "dir", "revised_by", "versions_of", "sensitive")


def parse(text: str) -> Spec:
    """The spec out of YAML 1.2.

    Raises:
        SpecError: with every fault found, each with pointer and line.
    """
    source = Source(text)
    try:
        return parse_json(source.value)
    except SpecError as error:
        raise SpecError([source.locate(fault) for fault in error.faults]) from None


def parse_json(raw: Any) -> Spec:
    """The spec out of plain values.

    Raises:
        SpecError: with every fault found.
    """
    if not isinstance(raw, Mapping):
        raise SpecError([Fault("", "not-a-project", "a project is a mapping with name, fields and questions")])
    if odd := list(check_plain(raw)):
        raise SpecError(odd)
    p = Parameters(raw)
    faults: list[Fault] = []
    name = p.text("name")
    if not PROJECT_NAME.match(name):
        p.fault("name", "bad-name", "a project's name is small letters, digits and hyphens, like support-replies")
    fields = _read_fields(_mapping(p, "fields"), faults)
    questions = read_questions(_mapping(p, "questions"), fields, faults)
    faults += check_standing(fields, questions)
    stages = read_stages(p.value("stages"), list(questions), faults)
    results = read_results(p.value("results"), questions, fields, faults)
    exam = read_exam(p.value("exam"), faults)
    lease = p.whole("lease_minutes", 60, 1, 60 * 24 * 14) or 60
    columns = {str(key): str(value) for key, value in _mapping(p, "mapping", needed=False).items()}
    spec = Spec(
        name=name,
        fields=fields,
        questions=questions,
        stages=stages,
        title=p.text("title"),
        description=p.text("description"),
        purpose=p.one_of("purpose", PURPOSES, "evaluation"),
        guidelines=p.text("guidelines"),
        mapping=columns,
        quality=read_policy(p.value("quality", {}), faults),
        lease_minutes=lease,
        results=results,
        exam=exam,
    )
    if found := p.faults() + faults:
        raise SpecError(found)
    return spec


def _mapping(p: Parameters, key: str, needed: bool = True) -> Mapping[str, Any]:
    value = p.value(key, {})
    if not isinstance(value, Mapping):
        p.fault(key, "not-a-mapping", f"{key} is a mapping of names")
        return {}
    if needed and not value:
        p.fault(key, "missing", f"a project needs {key}")
    return value


def _read_fields(raw: Mapping[str, Any], faults: list[Fault]) -> dict[str, FieldDef]:
    out: dict[str, FieldDef] = {}
    for name, body in raw.items():
        at = "/fields" + segment(name)
        kind = typed(body, at, field_types(), "field", faults)
        if kind is None:
            continue
        spec, found = kind.parse({key: value for key, value in body.items() if key not in FIELD_KEYS})
        p = Parameters({key: value for key, value in body.items() if key in FIELD_KEYS})
        p.value("type")
        needed, revised_by, versions_of = p.flag("required", True), p.text("revised_by"), p.text("versions_of")
        out[str(name)] = FieldDef(
            str(name), kind, spec, p.text("title"), p.text("help"), needed and not versions_of, p.text("lang"),
            p.one_of("dir", ("", "ltr", "rtl", "auto"), ""), revised_by, versions_of, _sensitive(p),
        )  # fmt: skip
        faults += [fault.under(at) for fault in found + p.faults()]
    return out


def _sensitive(p: Parameters) -> bool | Condition:
    """Whether what the field shows may harm: always, or where a condition on the record's meta holds."""
    raw = p.value("sensitive", False)
    if isinstance(raw, bool):
        return raw
    if not isinstance(raw, str):
        p.fault("sensitive", "not-a-condition", "sensitive is true, or a condition like meta.harm == 'high'")
        return False
    try:
        return Condition(raw, ("meta",))
    except ConditionError as error:
        p.fault("sensitive", "bad-condition", str(error), error.nearest)
        return False
