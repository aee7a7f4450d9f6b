"""Whether groups of people see differently: agreement within and across, and how ratings differ; never for a group below the floor.

What people said of themselves stays sealed: here it is looked up, counted and forgotten. A group of fewer than `floor` people who
answered is left out, and so is the next smallest where those left out would be fewer than the floor, so that nobody can be found by
taking away. Who is left out is in no figure. Sizes are told in steps of the floor, figures with two digits, and p-values are adjusted over
all questions and groups of the report (Benjamini-Hochberg).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from accord.ground.database import Database
from accord.ground.errors import Invalid
from accord.insight import queries
from accord.insight.agreement import distance_of, labels_of
from accord.insight.gathering import Gathered, Gathering
from accord.people import attributes
from accord.people.service import Caller
from accord.projects import service as projects
from accord.schema import Fault, nearest
from accord.schema.renaming import Renaming


def report(db: Database, caller: Caller, project: str, attribute: str) -> dict[str, Any]:
    """Per question: the groups that may be told of, how far each agrees within and with the others, and how its ratings differ.

    Raises:
        NotFound, Forbidden: the caller is no lead of the project.
        Invalid: nobody is asked such a thing.
    """
    found = projects.get(db, caller, project)
    found.needs("lead")
    if attribute not in attributes.CHOICES:
        near = nearest(attribute, attributes.CHOICES)
        fault = Fault("/attribute", "unknown-attribute", f"one of {', '.join(attributes.CHOICES)}", near)
        raise Invalid("Nobody is asked that", faults=[fault])
    gathering = Gathering(found.spec)
    with db.read() as c:
        for record, rows in queries.by_record(c, found.id, Renaming(found.spec)):
            gathering.feed(record, rows)
        people = sorted({person for table in gathering.ordered() for person in set(table.person)})
        groups = attributes.told_of_all(c, attribute, people)
    told = [_question(table, groups, attributes.floor()) for table in gathering.ordered() if not table.dimension]
    _adjust(told)
    return {"attribute": attribute, "floor": attributes.floor(), "questions": told}


def kept(groups: Mapping[int, str], people: set[int], floor: int) -> dict[int, str]:
    """The people whose groups may be told of; none where fewer than two groups are left.

    Left out are groups below the floor, and then the smallest ones, until at least `floor` people (or nobody) of those who said
    something are left out.

    >>> said = {**dict.fromkeys(range(6), "a"), **dict.fromkeys(range(6, 13), "b"), 13: "c"}
    >>> sorted(set(kept(said, set(range(14)), 5).values()))
    []
    >>> sorted(set(kept({**said, **dict.fromkeys(range(20, 30), "d")}, set(range(30)), 5).values()))
    ['b', 'd']
    """
    mine = {person: group for person, group in groups.items() if person in people}
    sizes = Counter(mine.values())
    order = sorted(sizes, key=lambda group: (sizes[group], group))
    out = [group for group in order if sizes[group] < floor]
    left = [group for group in order if sizes[group] >= floor]
    while out and left and sum(sizes[group] for group in out) < floor:
        out.append(left.pop(0))
    return {person: group for person, group in mine.items() if group in left} if len(left) > 1 else {}


def _question(table: Gathered, groups: Mapping[int, str], floor: int) -> dict[str, Any]:
    level = table.question.kind.level(table.question.spec)
    out: dict[str, Any] = {"question": table.question.name, "level": level, "groups": [], "why": None}
    chosen = kept(groups, set(table.person), floor)
    if not chosen:
        out["why"] = f"Fewer than two groups of at least {floor} people answered this and said so."
        return out
    from accord.quality import cohesion, rating_differences

    labels = labels_of(table, level, among=set(chosen))
    named = {person: chosen[person] for person in labels.annotators}
    more = {"distance": distance_of(table)} if level == "distance" else {"level": level}
    ratings = {}
    if level in ("ordinal", "interval"):
        ratings = {one.group: one for one in rating_differences(labels, named)}
    sizes = Counter(named.values())
    for one in cohesion(labels, named, **more):
        figures = {"irr": one.irr, "xrr": one.xrr, "gap": one.gap, "p": one.p}
        rated = ratings.get(one.group)
        figures |= {"difference": rated.difference if rated else None, "difference_p": rated.p if rated else None}
        out["groups"].append({"group": one.group, "people": sizes[one.group] // floor * floor, **figures})
    return out


def _adjust(told: list[dict[str, Any]]) -> None:
    """One adjustment over everything that the report tried; then nothing has more than two digits."""
    from accord.quality import adjust

    rows = [(group, key) for question in told for group in question["groups"] for key in ("p", "difference_p")]
    adjusted = adjust([group[key] for group, key in rows])
    for (group, key), value in zip(rows, adjusted, strict=True):
        group[f"{key}_adjusted"] = value
    for group in (group for question in told for group in question["groups"]):
        for key, value in group.items():
            group[key] = round(value, 2) if isinstance(value, float) else value
