"""The record as it stands: what earlier stages said is what later ones start from.

- A field with `revised_by: Q` holds the newest answer to the rewrite Q, where there is one; the record's own value stays as it is.
- A `candidates` field with `versions_of: F` holds the last two versions of F, so that people can say which is better.
- A question may be asked `each` of, or depend on, what was answered in a stage that its own stage `shows`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple, TypeGuard

from accord.schema.faults import Fault, nearest
from accord.schema.spec import FieldDef, QuestionDef, Spec


class Given(NamedTuple):
    """One response to the record: its stage and cycle, and the answers."""

    stage: str
    cycle: int
    answers: Mapping[str, Any]


class Earlier(dict[str, Any]):
    """Answers of earlier stages: they were checked when they came, against the record as it was then."""


def revises(spec: Spec) -> bool:
    """Whether any field changes on its way: only then has a record to be stood up before it is shown.

    >>> revises(Spec("p", {}, {}, ()))
    False
    """
    return any(field.revised_by or field.versions_of for field in spec.fields.values())


def needed(spec: Spec, stage: str) -> tuple[str, ...]:
    """The stages whose answers have to be known to show a record in this one, in the spec's order."""
    shows = next((one.shows for one in spec.stages if one.name == stage), ())
    revising = {field.revised_by for field in spec.fields.values() if field.revised_by}
    asking = {one.name for one in spec.stages for question in spec.asked_in(one.name) if question.name in revising}
    return tuple(one.name for one in spec.stages if one.name in asking or one.name in shows)


def versions(spec: Spec, record: Mapping[str, Any], name: str, given: Sequence[Given]) -> list[Any]:
    """The values that a field has had, the record's own first. `given` is in the order it came."""
    field = spec.fields[name]
    own = record["values"].get(name)
    said = [one.answers.get(field.revised_by, {}) for one in given]
    return [own, *(envelope["value"] for envelope in said if isinstance(envelope, Mapping) and "value" in envelope)]


def stood(spec: Spec, record: Mapping[str, Any], given: Sequence[Given]) -> dict[str, Any]:
    """The record with the fields that were revised as they are now, and their last two versions side by side."""
    if not given or not revises(spec):
        return dict(record)
    values = dict(record["values"])
    had = {name: versions(spec, record, name, given) for name, one in spec.fields.items() if one.revised_by}
    values |= {name: all_[-1] for name, all_ in had.items()}
    for name, field in spec.fields.items():
        if field.versions_of and len(had[field.versions_of]) > 1:
            last = len(had[field.versions_of]) - 1
            two = {f"v{at}": had[field.versions_of][at] for at in (last - 1, last)}
            values[name] = field.kind.side_by_side(field.spec, two)
    return {**record, "values": values}


def earlier(spec: Spec, stage: str, given: Sequence[Given]) -> Earlier:
    """What the stages that this one shows said, to questions that it does not ask itself: the newest cycle's answers.

    Several people's lists (items, marks) are one list; of other answers the last one counts.
    """
    one = next((one for one in spec.stages if one.name == stage), None)
    own = {question.name for question in spec.asked_in(stage)} if one else set()
    newest: dict[str, tuple[int, str]] = {}
    found = Earlier()
    for part in given:
        if one is None or part.stage not in one.shows:
            continue
        for name, envelope in part.answers.items():
            question = spec.questions.get(name)
            if question is None or name in own:
                continue
            here = (part.cycle, part.stage)
            same = newest.get(name) == here
            found[name] = _joined(question, found[name], envelope) if same else envelope
            newest[name] = here
    return found


def _joined(question: QuestionDef, before: Any, after: Any) -> Any:
    old, new = (one.get("value") if isinstance(one, Mapping) else None for one in (before, after))
    if question.each or not _listed(old) or not _listed(new):
        return after
    taken = {str(part["id"]) for part in old}
    more = []
    for part in new:
        own, number = str(part["id"]), 2
        while own in taken:
            own, number = f"{part['id']}-{number}", number + 1
        taken.add(own)
        more.append({**part, "id": own})
    return {**after, "value": [*old, *more]}


def _listed(value: Any) -> TypeGuard[list[Mapping[str, Any]]]:
    return isinstance(value, list) and all(isinstance(part, Mapping) and "id" in part for part in value)


def check_standing(fields: Mapping[str, FieldDef], questions: Mapping[str, QuestionDef]) -> Iterator[Fault]:
    """What `revised_by` and `versions_of` name has to be there, and fit."""
    for name, field in fields.items():
        question = questions.get(field.revised_by)
        if field.revised_by and (question is None or question.of != name or question.each):
            rewrites = [one.name for one in questions.values() if one.of == name]
            message = (
                f"revised_by names a question that rewrites {name} (`of: {name}`), and {field.revised_by!r} is none"
            )
            yield Fault(f"/fields/{name}/revised_by", "unknown-question", message, nearest(field.revised_by, rewrites))
        if field.versions_of:
            of = fields.get(field.versions_of)
            if of is None or not of.revised_by:
                message = f"versions_of names a field that is revised_by a question, and {field.versions_of!r} is none"
                near = nearest(field.versions_of, [one for one, known in fields.items() if known.revised_by])
                yield Fault(f"/fields/{name}/versions_of", "unknown-field", message, near)
            if field.kind.side_by_side(field.spec, {"v0": "", "v1": ""}) is None:
                message = f"a {field.kind.name} cannot hold versions; a field of type candidates can"
                yield Fault(f"/fields/{name}/versions_of", "no-versions", message)
