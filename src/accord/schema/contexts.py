"""What a question's type may know of a record while it checks an answer: elements, references, choices."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from accord.schema.envelopes import Asked, check_envelope
from accord.schema.faults import Fault
from accord.schema.questions.kind import Context, Target
from accord.schema.spec import QuestionDef, Spec

CORPUS = "corpus:"  # begins the id of an element that is a document of the project's corpus


def elements(spec: Spec, record: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    """The elements of a field's value; none when the record has no such value."""
    field = spec.fields.get(name)
    value = record["values"].get(name)
    return list(field.kind.elements(field.spec, value)) if field and value is not None else []


def cited(spec: Spec, answers: Any) -> set[str]:
    """The documents of the project's corpus that answers point into; nothing is searched where no field shows the corpus.

    Whoever checks such answers puts their texts into the record: `{"corpus": {id: text}}`.
    """
    fields = [name for name, field in spec.fields.items() if field.kind.corpus(field.spec)]
    if not fields:
        return set()
    prefixes = tuple(f"{name}/{CORPUS}" for name in fields)
    found: set[str] = set()
    waiting: list[Any] = [answers]
    while waiting:
        one = waiting.pop()
        if isinstance(one, Mapping):
            at = one.get("at")
            if isinstance(at, str) and at.startswith(prefixes):
                found.add(at.partition("/")[2][len(CORPUS) :])
            waiting += one.values()
        elif isinstance(one, list):
            waiting += one
    return found


def context(
    spec: Spec,
    record: Mapping[str, Any],
    answers: Mapping[str, Any],
    question: QuestionDef,
    element: str = "",
    partial: bool = False,
    found: dict[str, Target | None] | None = None,
) -> Context:
    """The context of one question asked of one element ("" for the whole record). `found` holds what references named so far."""
    known: dict[str, Target | None] = {} if found is None else found
    within_it: dict[int, Context] = {}
    ids: tuple[str, ...] = ()
    value, within = None, question.of
    narrowed = bool(element) and question.of == question.each
    if question.of:
        ids = tuple(str(one["id"]) for one in elements_of(spec, record, answers, question.of))
        value = _judged(spec, record, answers, question.of)
    if narrowed:
        within = f"{question.of}/{element}"
        target = resolve(spec, record, answers, within)
        value = target.text if target else None

    def check_rewrite(new: Any) -> Iterator[Fault]:
        field = spec.fields.get(question.of)
        if field is None or narrowed:
            return iter(() if isinstance(new, str) else (Fault("", "not-text", "the rewritten text"),))
        return field.kind.check_rewrite(field.spec, record["values"].get(question.of), new)

    def inner(definition: QuestionDef) -> Context:
        # one context for all marks or items of an answer: making it costs more than checking with it
        own = within_it.get(id(definition))
        if own is None:
            own = within_it[id(definition)] = context(spec, record, answers, definition, "", partial, known)
        return own

    def validate(definition: QuestionDef, envelope: Any) -> Iterator[Fault]:
        return check_envelope(Asked(definition, "", False, inner(definition)), envelope)

    def look(reference: str) -> Target | None:
        if reference not in known:
            name, _, element = reference.partition("/")
            if element and name in spec.fields and f"{name}/" not in known:
                known[f"{name}/"] = None  # all elements of the field at once, whichever is asked for first
                known.update((target.reference, target) for target in _elements_of_field(spec, record, name))
            if reference not in known:
                known[reference] = resolve(spec, record, answers, reference)
        return known[reference]

    return Context(
        record=record,
        of=value,
        of_elements=ids,
        choices=_choices(spec, record, answers, question),
        within=within,
        resolve=look,
        check_rewrite=check_rewrite,
        validate=validate,
        inner=inner,
        partial=partial,
    )


def _judged(spec: Spec, record: Mapping[str, Any], answers: Mapping[str, Any], name: str) -> Any:
    field, value = spec.fields.get(name), record["values"].get(name)
    if field is None:
        return answer_value(answers, name)
    return None if value is None else field.kind.rewritable(field.spec, value)


def answer_value(answers: Mapping[str, Any], name: str, element: str = "") -> Any:
    """The bare value of an answer; None when there is none."""
    given = answers.get(name)
    if element and isinstance(given, Mapping):
        given = given.get(element)
    return given.get("value") if isinstance(given, Mapping) else None


def elements_of(
    spec: Spec, record: Mapping[str, Any], answers: Mapping[str, Any], name: str
) -> list[Mapping[str, Any]]:
    """The elements that a field's value has, or that a question's answer made."""
    if name in spec.fields:
        return elements(spec, record, name)
    question, value = spec.questions.get(name), answer_value(answers, name)
    if question is None or question.each or value is None:
        return []
    if name not in getattr(answers, "checked", ()) and any(
        True for _ in question.kind.validate(question.spec, value, context(spec, record, {}, question, partial=True))
    ):
        return []
    return list(question.kind.elements(question.spec, value))


def resolve(spec: Spec, record: Mapping[str, Any], answers: Mapping[str, Any], reference: str) -> Target | None:
    """What `field`, `field/element` or `question/item` names in this record; None when it is not there."""
    name, _, element = reference.partition("/")
    field = spec.fields.get(name)
    if field is not None and element.startswith(CORPUS) and field.kind.corpus(field.spec):
        text = record.get("corpus", {}).get(element[len(CORPUS) :])
        return Target(reference, text, field.kind.element_draws) if text is not None else None
    if field is not None and name in record["values"]:
        if not element:
            value = record["values"][name]
            return Target(reference, value if isinstance(value, str) else None, field.kind.draws)
        for one in elements(spec, record, name):
            if str(one["id"]) == element:
                return _element_target(name, one, field.kind.element_draws, isinstance(record["values"][name], str))
        return None
    return _resolve_answer(spec, record, answers, name, element) if name in spec.questions else None


def _elements_of_field(spec: Spec, record: Mapping[str, Any], name: str) -> Iterator[Target]:
    draws, cut = spec.fields[name].kind.element_draws, isinstance(record["values"].get(name), str)
    for one in elements(spec, record, name):
        yield _element_target(name, one, draws, cut)


def _element_target(name: str, one: Mapping[str, Any], draws: tuple[str, ...], cut: bool) -> Target:
    """An element of a field; `cut`: the field is one text, and its elements are stretches of it."""
    text, start = one.get("text"), one.get("start")
    inside = (name, start) if cut and isinstance(start, int) else None
    return Target(f"{name}/{one['id']}", text if isinstance(text, str) else None, draws, inside)


def _resolve_answer(
    spec: Spec, record: Mapping[str, Any], answers: Mapping[str, Any], name: str, element: str
) -> Target | None:
    reference = f"{name}/{element}" if element else name
    value = answer_value(answers, name, element if spec.questions[name].each else "")
    if isinstance(value, str):
        return Target(reference, value, ("span",))
    if not element:
        return Target(reference) if value is not None else None
    for one in elements_of(spec, record, answers, name):
        if str(one["id"]) == element:
            text = one.get("text")
            return Target(reference, text, ("span",)) if isinstance(text, str) else Target(reference)
    return None


def _choices(
    spec: Spec, record: Mapping[str, Any], answers: Mapping[str, Any], question: QuestionDef
) -> dict[str, tuple[str, ...]]:
    """Lists given as `{from: X}`: a field's elements, a question's answer, or a part of meta."""
    out: dict[str, tuple[str, ...]] = {}
    for key, parameter in question.kind.dump(question.spec).items():
        if isinstance(parameter, Mapping) and set(parameter) == {"from"}:
            out[key] = _listed(spec, record, answers, str(parameter["from"]))
    return out


def _listed(spec: Spec, record: Mapping[str, Any], answers: Mapping[str, Any], source: str) -> tuple[str, ...]:
    if source.startswith("meta."):
        found = record.get("meta", {}).get(source[5:])
        return tuple(str(one) for one in found) if isinstance(found, list) else ()
    value = answer_value(answers, source)
    if source in spec.questions and isinstance(value, list) and all(isinstance(one, str) for one in value):
        return tuple(value)
    return tuple(str(one["id"]) for one in elements_of(spec, record, answers, source))
