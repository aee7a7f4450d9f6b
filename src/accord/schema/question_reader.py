"""Reads questions: of a project, and of what asks within an answer (`ask`)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from accord.schema.conditions import Condition, ConditionError
from accord.schema.expressions import keys_of
from accord.schema.faults import Fault, nearest, segment
from accord.schema.parameters import Parameters
from accord.schema.questions import registry as question_types
from accord.schema.spec import FieldDef, QuestionDef

NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,63}\Z")
MODIFIERS = (
    *("type", "title", "help", "of", "each", "where", "visible_if", "required"),
    *("allow_na", "allow_cannot_assess", "justification", "suggestions", "hotkeys"),
)


def read_questions(
    raw: Mapping[str, Any],
    fields: Mapping[str, FieldDef] | None,
    faults: list[Fault],
    at: str = "/questions",
    own: Sequence[str] = (),
) -> dict[str, QuestionDef]:
    """The questions of a mapping, in order. `fields` None: within an answer, where references are checked later.

    `own` are further names that conditions may use.
    """
    out: dict[str, QuestionDef] = {}
    for name, body in raw.items():
        here = at + segment(name)
        if name in (fields or ()):
            faults.append(Fault(here, "duplicate", f"{name!r} is a field's name too; references would be ambiguous"))
        kind = typed(body, here, question_types(), "question", faults)
        if kind is None:
            continue
        spec, found = kind.parse({key: value for key, value in body.items() if key not in MODIFIERS})
        p = Parameters({key: value for key, value in body.items() if key in MODIFIERS})
        p.value("type")
        out[str(name)] = _read(str(name), kind, spec, p, raw, out, fields, own)
        if fields is not None:
            found += _check_inner(spec, [*fields, *out], "")
            found += _check_sources(kind.dump(spec), [*fields, *(one for one in out if one != name)])
        faults += [fault.under(here) for fault in found + p.faults()]
    return out


def _read(
    name: str,
    kind: Any,
    spec: Any,
    p: Parameters,
    raw: Mapping[str, Any],
    earlier: Mapping[str, QuestionDef],
    fields: Mapping[str, FieldDef] | None,
    own: Sequence[str],
) -> QuestionDef:
    targets = None if fields is None else [*fields, *earlier]
    of, each = _reference(p, "of", targets, list(raw)), _reference(p, "each", targets, list(raw))
    if kind.judges == "required" and not p.value("of"):
        p.fault("of", "missing", f"a {kind.name} says what it judges: `of: <field>`")
    parts = _parts(each, fields or {}, earlier)
    seen = [*earlier, "meta", *own, *parts]
    return QuestionDef(
        name=name,
        kind=kind,
        spec=spec,
        title=p.text("title"),
        help=p.text("help"),
        of=of,
        each=each,
        where=_where(p, each, parts, raw),
        visible_if=_condition(p, "visible_if", seen, raw),
        required=_required(p, seen, raw),
        allow_na=p.flag("allow_na"),
        allow_cannot_assess=p.flag("allow_cannot_assess"),
        justification=p.one_of("justification", ("none", "optional", "required"), "none"),
        suggestions=p.one_of("suggestions", ("prefill", "hint", "hidden", "holdout"), "hint"),
        hotkeys=_hotkeys(p),
    )


def typed(raw: Any, at: str, types: Mapping[str, Any], what: str, faults: list[Fault]) -> Any:
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


def _reference(p: Parameters, key: str, targets: list[str] | None, all_questions: list[Any]) -> str:
    name = p.text(key)
    if targets is not None and name and name not in targets:
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
        condition = Condition(source, names)
        if "meta" in condition.names and keys_of(source, "meta") is None:
            raise ConditionError(
                "people see only the parts of `meta` that are named: write meta.region or has(meta.region)"
            )
        return condition
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


def _where(p: Parameters, each: str, parts: Sequence[str], questions: Mapping[str, Any]) -> Condition | None:
    where = _condition(p, "where", ["meta", *parts], questions)
    if where and not each:
        p.fault("where", "no-each", "`where` narrows `each`; this question has none")
    return where


def _hotkeys(p: Parameters) -> dict[str, str]:
    raw = p.value("hotkeys", {})
    if not isinstance(raw, Mapping):
        p.fault("hotkeys", "not-a-mapping", "hotkeys is a mapping from option to key")
        return {}
    return {str(key): str(value) for key, value in raw.items()}


def _parts(each: str, fields: Mapping[str, FieldDef], questions: Mapping[str, QuestionDef]) -> tuple[str, ...]:
    """What a condition may name of the elements that a question is asked of."""
    if each in fields:
        return tuple(fields[each].kind.parts(fields[each].spec))
    return tuple(questions[each].kind.parts(questions[each].spec)) if each in questions else ()


def _check_inner(spec: Any, targets: Sequence[str], at: str) -> list[Fault]:
    """References of the questions that a type asks within its answers."""
    found: list[Fault] = []
    inner: Mapping[str, QuestionDef] = getattr(spec, "ask", None) or {}
    for name, one in inner.items():
        here = f"{at}/ask{segment(name)}"
        if one.of and one.of not in targets:
            message = f"there is no field or earlier question {one.of!r}"
            found.append(Fault(f"{here}/of", "unknown-reference", message, nearest(one.of, targets)))
        found += [fault.under(here) for fault in _check_sources(one.kind.dump(one.spec), targets)]
        found += _check_inner(one.spec, targets, here)
    return found


def _check_sources(dumped: Mapping[str, Any], targets: Sequence[str]) -> list[Fault]:
    """Lists given as `{from: X}` name a field, an earlier question, or a part of meta."""
    found: list[Fault] = []
    for key, value in dumped.items():
        if isinstance(value, Mapping) and set(value) == {"from"}:
            source = str(value["from"])
            if source not in targets and not source.startswith("meta."):
                message = f"there is no field or earlier question {source!r}; or say meta.{source}"
                found.append(Fault(f"{segment(key)}/from", "unknown-reference", message, nearest(source, targets)))
    return found
