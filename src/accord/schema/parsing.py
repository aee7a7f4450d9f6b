"""Reads a project: YAML or JSON in, a `Spec` or all of its faults out (each with its pointer, and its line in the YAML)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from accord.schema.conditions import Condition, ConditionError
from accord.schema.faults import Fault, nearest, segment
from accord.schema.fields import registry as field_types
from accord.schema.parameters import Parameters
from accord.schema.plain import check_plain
from accord.schema.questions import registry as question_types
from accord.schema.spec import FieldDef, QuestionDef, Spec, SpecError
from accord.schema.stages import read_stages
from accord.schema.yaml_source import Source

PURPOSES = ("fine-tuning", "evaluation", "benchmark", "ab-test", "audit", "gate")
NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,63}\Z")
PROJECT_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,63}\Z")
FIELD_KEYS = ("type", "title", "help", "required", "lang", "dir")
MODIFIERS = (
    *("type", "title", "help", "of", "each", "where", "visible_if", "required"),
    *("allow_na", "allow_cannot_assess", "justification", "suggestions", "hotkeys"),
)
# what a condition may name beside questions; `element` parts are open, so they are named by the field's type
ELEMENT_PARTS = ("id", "index", "kind", "role", "text", "tool", "agent", "label", "parent", "title", "start", "end")


def parse(text: str) -> Spec:
    """The spec out of YAML 1.2.

    Raises:
        SpecError: with every fault found, each with pointer and line.
    """
    source = Source(text)
    try:
        return read_spec(source.value)
    except SpecError as error:
        raise SpecError([source.locate(fault) for fault in error.faults]) from None


def read_spec(raw: Any) -> Spec:
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
    questions = _read_questions(_mapping(p, "questions"), fields, faults)
    stages = read_stages(p.value("stages"), list(questions), faults)
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
        quality=_mapping(p, "quality", needed=False),
        lease_minutes=lease,
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


def _typed(raw: Any, at: str, types: Mapping[str, Any], what: str, faults: list[Fault]) -> Any:
    """The type that a field or question names, or None with a fault."""
    name = at.rsplit("/", 1)[-1]
    if not NAME.match(name):
        faults.append(Fault(at, "bad-name", f"{name!r}: names are letters, digits and _, starting with a letter"))
    if not isinstance(raw, Mapping):
        faults.append(Fault(at, "not-a-mapping", f"a {what} is a mapping with its type, like {{type: text}}"))
        return None
    word = raw.get("type")
    if not isinstance(word, str) or word not in types:
        near = nearest(word, types) if isinstance(word, str) else None
        faults.append(
            Fault(
                f"{at}/type", "unknown-type", f"{word!r} is no {what} type; there are {', '.join(sorted(types))}", near
            )
        )
        return None
    return types[word]


def _read_fields(raw: Mapping[str, Any], faults: list[Fault]) -> dict[str, FieldDef]:
    out: dict[str, FieldDef] = {}
    for name, body in raw.items():
        at = "/fields" + segment(name)
        kind = _typed(body, at, field_types(), "field", faults)
        if kind is None:
            continue
        spec, found = kind.parse({key: value for key, value in body.items() if key not in FIELD_KEYS})
        p = Parameters({key: value for key, value in body.items() if key in FIELD_KEYS})
        p.value("type")
        out[str(name)] = FieldDef(
            str(name), kind, spec, p.text("title"), p.text("help"), p.flag("required", True), p.text("lang"),
            p.one_of("dir", ("", "ltr", "rtl", "auto"), ""),
        )  # fmt: skip
        faults += [fault.under(at) for fault in found + p.faults()]
    return out


def _read_questions(
    raw: Mapping[str, Any], fields: Mapping[str, FieldDef], faults: list[Fault]
) -> dict[str, QuestionDef]:
    out: dict[str, QuestionDef] = {}
    for name, body in raw.items():
        at = "/questions" + segment(name)
        if name in fields:
            faults.append(Fault(at, "duplicate", f"{name!r} is a field's name too; references would be ambiguous"))
        kind = _typed(body, at, question_types(), "question", faults)
        if kind is None:
            continue
        spec, found = kind.parse({key: value for key, value in body.items() if key not in MODIFIERS})
        p = Parameters({key: value for key, value in body.items() if key in MODIFIERS})
        p.value("type")
        targets = [*fields, *out]
        of, each = _reference(p, "of", targets, list(raw)), _reference(p, "each", targets, list(raw))
        if kind.judges == "required" and not body.get("of"):
            p.fault("of", "missing", f"a {kind.name} says what it judges: `of: <field>`")
        earlier = [*out, "meta", *(ELEMENT_PARTS if each else ())]
        out[str(name)] = QuestionDef(
            name=str(name),
            kind=kind,
            spec=spec,
            title=p.text("title"),
            help=p.text("help"),
            of=of,
            each=each,
            where=_where(p, each, raw),
            visible_if=_condition(p, "visible_if", earlier, raw),
            required=_required(p, earlier, raw),
            allow_na=p.flag("allow_na"),
            allow_cannot_assess=p.flag("allow_cannot_assess"),
            justification=p.one_of("justification", ("none", "optional", "required"), "none"),
            suggestions=p.one_of("suggestions", ("prefill", "hint", "hidden", "holdout"), "hint"),
            hotkeys={str(key): str(value) for key, value in _mapping(p, "hotkeys", needed=False).items()},
        )
        faults += [fault.under(at) for fault in found + p.faults()]
    return out


def _reference(p: Parameters, key: str, targets: list[str], all_questions: list[Any]) -> str:
    name = p.text(key)
    if name and name not in targets:
        later = name in all_questions
        message = f"{name!r} is asked later; move it up" if later else f"there is no field or earlier question {name!r}"
        p.fault(
            key, "asked-later" if later else "unknown-reference", message, None if later else nearest(name, targets)
        )
        return ""
    return name


def _condition(p: Parameters, key: str, names: Iterable[str], questions: Mapping[str, Any]) -> Condition | None:
    source = p.text(key)
    return _compiled(p, key, source, names, questions) if source else None


def _compiled(
    p: Parameters, key: str, source: str, names: Iterable[str], questions: Mapping[str, Any]
) -> Condition | None:
    try:
        return Condition(source, names)
    except ConditionError as error:
        later = next((name for name in questions if name not in names and re.search(rf"\b{name}\b", source)), None)
        hint = f"; {later!r} is asked later, move it up" if later else ""
        p.fault(key, "bad-condition", f"{error}{hint}", None if later else error.nearest)
        return None


def _required(p: Parameters, names: Iterable[str], questions: Mapping[str, Any]) -> bool | Condition:
    value = p.value("required", True)
    if isinstance(value, bool):
        return value
    if isinstance(value, str):
        return _compiled(p, "required", value, names, questions) or True
    p.fault("required", "not-a-boolean", "required is true, false or a condition")
    return True


def _where(p: Parameters, each: str, questions: Mapping[str, Any]) -> Condition | None:
    where = _condition(p, "where", ["meta", *ELEMENT_PARTS], questions)
    if where and not each:
        p.fault("where", "no-each", "`where` narrows `each`; this question has none")
    return where
