"""Records: checked and brought into their one shape; shown to people without what they may not see."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Protocol

from accord.schema.contexts import elements
from accord.schema.expressions import keys_of
from accord.schema.faults import Fault, nearest, segment
from accord.schema.gold import check_gold
from accord.schema.plain import check_plain, is_plain
from accord.schema.renaming import has_places, settled
from accord.schema.spec import QuestionDef, Spec

KEYS = ("id", "values", "meta", "provenance", "lang", "group", "suggestions", "gold")
KNOWN = frozenset(KEYS)
OBJECTS = (dict, Mapping)  # dict first: asking Mapping is slow
LONGEST_ID = 200


class Shuffler(Protocol):
    """What draws an order: `random.Random`."""

    def sample(self, population: list[str], k: int) -> list[str]:
        """k of them in a drawn order."""


def check_record(spec: Spec, raw: Any) -> tuple[dict[str, Any], list[Fault]]:
    """The record's shape, and what is wrong with it; with faults the shape is not to be stored.

    Every element has its id, gold is in envelopes. Cost: linear in the record's size.
    """
    if not isinstance(raw, OBJECTS):
        return {}, [Fault("", "not-a-record", "a record is an object with id and values")]
    faults: list[Fault] = [] if is_plain(raw) else list(check_plain(raw))
    if not KNOWN.issuperset(raw):
        faults += [
            Fault(
                segment(key),
                "unknown-key",
                f"{key!r} is no part of a record; put it under meta",
                nearest(str(key), KEYS),
            )
            for key in raw
            if key not in KEYS
        ]
    name = raw.get("id")
    if type(name) is not str or not 0 < len(name) <= LONGEST_ID or "/" in name:
        faults += _check_name(name)
    values = raw.get("values")
    if not isinstance(values, OBJECTS):
        return {}, [*faults, Fault("/values", "missing", "a record has values, one for each field")]
    fitting = {
        name: value for name, field in spec.fields.items() if (value := values.get(name)) is not None and field.kind.fits(field.spec, value)
    }  # fmt: skip
    if fitting.keys() != spec.fields.keys() or len(values) != len(fitting):
        faults += _check_values(spec, values, fitting)
    for key in ("meta", "provenance", "gold"):
        if (part := raw.get(key)) and not isinstance(part, OBJECTS):
            faults.append(Fault(f"/{key}", "not-an-object", f"{key} is an object"))
    for key in ("lang", "group"):
        if (part := raw.get(key)) and not isinstance(part, str):
            faults.append(Fault(f"/{key}", "not-text", f"{key} is text"))
    if faults:
        return {}, faults
    shape: dict[str, Any] = {key: part for key in KEYS if (part := raw.get(key)) is not None and (part or _said(part))}
    shape["values"] = fitting if len(fitting) == len(spec.fields) else {
        name: value if name in fitting else field.kind.normalise(field.spec, value)
        for name, field in spec.fields.items()
        if (value := values.get(name)) is not None
    }  # fmt: skip
    if "suggestions" in shape:
        found = list(_check_suggestions(spec, shape))
        faults += found
        if not found and has_places(shape["suggestions"]):
            shape["suggestions"] = [_named(spec, shape, one) for one in shape["suggestions"]]
    if "gold" in shape:
        shape["gold"], found = check_gold(spec, shape)
        faults += [fault.under("/gold") for fault in found]
    return shape, faults


def plain_text(spec: Spec, record: Mapping[str, Any], between: str = "\n\n") -> str:
    """The text of all values, for titles, search and length reports."""
    values = record["values"]
    return between.join(
        text for name, field in spec.fields.items() if name in values and (text := field.kind.plain_text(field.spec, values[name]))
    )  # fmt: skip


def new_presentation(spec: Spec, record: Mapping[str, Any], rng: Shuffler) -> dict[str, list[str]]:
    """An order drawn for each shuffled field: `{"replies": ["b", "a"]}`."""
    drawn: dict[str, list[str]] = {}
    for name, field in spec.fields.items():
        if name in record["values"] and field.kind.shuffled(field.spec):
            ids = [str(one["id"]) for one in elements(spec, record, name)]
            drawn[name] = rng.sample(ids, len(ids))
    return drawn


def present(spec: Spec, record: Mapping[str, Any], presentation: Mapping[str, list[str]]) -> dict[str, Any]:
    """The record as a person may see it: no gold, no provenance, hidden parts removed, elements in the order drawn.

    Of `meta` only what conditions name is sent: sources often keep a model's name there.
    """
    values = {
        name: spec.fields[name].kind.present(spec.fields[name].spec, value, presentation.get(name))
        for name, value in record["values"].items()
    }
    shown: dict[str, Any] = {"id": record["id"], "values": values}
    if told := record.get("meta"):
        used = _meta_in_use(spec.questions.values())
        if meta := {key: value for key, value in told.items() if key in used}:
            shown["meta"] = meta
    if harmful := spec.sensitive(record.get("meta")):
        shown["sensitive"] = harmful
    if "lang" in record:
        shown["lang"] = record["lang"]
    open_to_people = [q.name for q in spec.questions.values() if q.suggestions != "holdout"]
    if suggested := [one for one in record.get("suggestions", []) if one["question"] in open_to_people]:
        shown["suggestions"] = [
            {k: one[k] for k in ("question", "element", "value", "score", "agent", "version") if k in one}
            for one in suggested
        ]
    return shown


def _meta_in_use(questions: Iterable[QuestionDef]) -> set[str]:
    """The parts of meta that conditions and choices read, those within answers included."""
    used: set[str] = set()
    for one in questions:
        for condition in (one.where, one.visible_if, one.required):
            if condition and not isinstance(condition, bool):
                used |= keys_of(condition.source, "meta") or set()
        for parameter in one.kind.dump(one.spec).values():
            if isinstance(parameter, Mapping) and str(parameter.get("from", "")).startswith("meta."):
                used.add(str(parameter["from"])[5:])
        used |= _meta_in_use((getattr(one.spec, "ask", None) or {}).values())
    return used


def _said(part: Any) -> bool:
    """Whether something that is false was given all the same: 0, not an empty list."""
    return part not in ({}, [], "")


def _check_name(name: Any) -> Iterator[Fault]:
    if not isinstance(name, str) or not name or len(name) > LONGEST_ID:
        yield Fault("/id", "bad-id", f"a record has an id: text of at most {LONGEST_ID} characters")
    elif "/" in name:
        yield Fault("/id", "bad-id", "an id contains no slash; write it as %2F")


def _check_values(spec: Spec, values: Mapping[str, Any], fitting: Mapping[str, Any]) -> Iterator[Fault]:
    for name in () if spec.fields.keys() >= values.keys() else values:
        if name not in spec.fields:
            yield Fault(
                f"/values{segment(name)}",
                "unknown-field",
                f"the project has no field {name!r}",
                nearest(str(name), spec.fields),
            )
    for name, field in spec.fields.items():
        value = values.get(name)
        if value is not None:
            if name not in fitting:
                yield from (fault.under(f"/values/{name}") for fault in field.kind.validate(field.spec, value))
        elif field.required:
            yield Fault(f"/values/{name}", "missing", f"there is no {name}")


def _named(spec: Spec, shape: Mapping[str, Any], one: Mapping[str, Any]) -> Mapping[str, Any]:
    """A suggestion with its places in their one form, so that it lies no distance from who says the same."""
    element = str(one.get("element") or "")
    return {**one, "value": settled(spec, shape, spec.questions[one["question"]], element, one["value"])}


def _check_suggestions(spec: Spec, shape: Mapping[str, Any]) -> Iterator[Fault]:
    suggested = shape.get("suggestions", [])
    if not isinstance(suggested, list):
        yield Fault("/suggestions", "not-a-list", "suggestions is a list")
        return
    for index, one in enumerate(suggested):
        if not isinstance(one, Mapping) or "question" not in one or "value" not in one:
            yield Fault(f"/suggestions/{index}", "not-a-suggestion", "a suggestion has question and value")
        elif not isinstance(one["question"], str) or one["question"] not in spec.questions:
            yield Fault(
                f"/suggestions/{index}/question",
                "unknown-question",
                f"there is no question {one['question']!r}",
                nearest(str(one["question"]), spec.questions),
            )
