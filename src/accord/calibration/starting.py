"""A round begins: a project of its own with the same questions, the chosen records, two stages, and only those who take part.

Its votes are ordinary responses through the ordinary page, so every promise of `work` holds for them, and nothing of them is in the
project's own reports, datasets and dispatch. Nobody but those who vote is a member of it before the reveal: neither a page nor the
API shows anybody's vote to another.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection

from accord.calibration import queries
from accord.corpus import service as corpus
from accord.ground.audit import note
from accord.ground.clock import now
from accord.ground.database import Database
from accord.ground.errors import Conflict, Invalid
from accord.insight.disputes import disputed
from accord.notices.service import tell
from accord.people.service import Caller
from accord.projects import queries as members
from accord.projects import service as projects
from accord.projects.service import ProjectRow
from accord.records import queries as records
from accord.schema import Fault, nearest
from accord.work import service as work

BLIND, AGAIN = "blind-vote", "vote-again"
MOST_RECORDS, MOST_PEOPLE = 200, 50
USUAL = 10  # records, where nobody says how many
LONGEST = 64  # of a project's name
KEPT = ("fields", "questions", "purpose", "description", "guidelines", "mapping")


def start(
    db: Database,
    caller: Caller,
    project: str,
    *,
    keys: Sequence[str] = (),
    number: int = 0,
    disputed: bool = False,
    people: Sequence[str] = (),
    auto: bool = False,
) -> int:
    """Begin a round; its number. Without `keys` it takes `number` records: the most `disputed`, or the oldest without gold.
    Without `people` all annotators of the project take part. `auto`: it reveals itself when everybody has voted.

    Raises:
        NotFound, Forbidden: the caller is no lead of the project.
        Invalid: a record or person is not there, or they are too many or too few.
        Conflict: another round is being started, or the project is an exam or a round itself.
    """
    found = projects.get(db, caller, project)
    found.needs("lead")
    found.live()
    with db.read() as c:
        if found.spec.exam or queries.of_votes(c, found.id) is not None:
            raise Conflict(f"{project} is no project to calibrate: it is an exam, or a round of another")
        voters = _voters(c, found, people)
        chosen = _chosen(db, c, found, keys, number, disputed)
        turn = queries.next_number(c, found.id)
        name, rows = _free(c, found.name, turn), queries.records_of(c, found.id, chosen)
    as_lead = replace(caller, role="lead")  # a lead of the project need not be one of the whole site
    made = projects.create(db, as_lead, spec=_spec(found, name, turn, len(voters)), guidelines=found.guidelines)
    work.add_records(db, as_lead, name, ({"id": row.key, **row.body} for row in rows))
    _copy_corpus(db, as_lead, found, name)

    def begin(c: Connection) -> int:
        records.one_at_a_time(c, f"calibrations of {found.id}")
        own = {"project_id": found.id, "number": queries.next_number(c, found.id), "votes_id": made.id}
        queries.add(c, {**own, "state": "voting", "auto": auto, "started_by": caller.user_id, "started_at": now()})
        members.set_part_of(c, made.id, found.id)
        members.empty(c, made.id)  # who began it was its lead until now, and may have let others in meanwhile
        for person in voters.values():
            members.set_member(c, made.id, person, "annotator")
        tell(c, voters.values(), "calibration", name, state="voting", of=found.name)
        told = {"records": len(rows), "people": sorted(voters), "auto": auto}
        note(c, caller, "calibration.start", f"projects/{found.name}/calibrations/{own['number']}", told)
        return int(own["number"])

    return int(db.write(begin))


def _voters(c: Connection, project: ProjectRow, people: Sequence[str]) -> dict[str, int]:
    there = queries.annotators(c, project.id, people)
    if missing := [one for one in people if one not in there]:
        every = [row.name for row in members.list_members(c, project.id)]
        message = f"{missing[0][:64]} is no member of {project.name}"
        raise _invalid("/people", "unknown-person", message, nearest(missing[0], every))
    if not 2 <= len(there) <= MOST_PEOPLE:
        message = f"a round has 2 to {MOST_PEOPLE} annotators, and these are {len(there)}; invite people to {project.name} first"
        raise _invalid("/people", "out-of-range", message)
    return there


def _chosen(
    db: Database, c: Connection, project: ProjectRow, keys: Sequence[str], number: int, apart: bool
) -> list[str]:
    if keys:
        there = {row.key for row in queries.records_of(c, project.id, keys)}
        if missing := [one for one in keys if one not in there]:
            raise _invalid("/records", "unknown-record", f"there is no record {missing[0][:200]} in {project.name}")
        chosen = list(dict.fromkeys(keys))
    elif apart:
        order = disputed(db, project).of("").record.tolist()[: 2 * (number or USUAL)]
        named = queries.keys(c, order)
        chosen = [named[one] for one in order if one in named][: number or USUAL]
        if not chosen:
            raise _invalid("/disputed", "nothing", "nobody has differed on a record so far; choose records or a number")
    else:
        chosen = queries.first_keys(c, project.id, number or USUAL)
    if not 1 <= len(chosen) <= MOST_RECORDS:
        raise _invalid("/records", "out-of-range", f"a round has 1 to {MOST_RECORDS} records, not {len(chosen)}")
    return chosen


def _spec(project: ProjectRow, name: str, turn: int, people: int) -> dict[str, Any]:
    spec = project.spec.json()
    first = spec["stages"][0]
    asked = {"questions": first["questions"]} if "questions" in first else {}
    stages = [  # no answer has a verdict: it is the reveal that moves the records on
        {
            "name": BLIND,
            **asked,
            "overlap": people,
            "next": [{"when": "verdict == 'reveal'", "to": AGAIN}, {"to": "done"}],
        },
        {"name": AGAIN, **asked, "overlap": people, "shows": [BLIND]},
    ]
    title = f"{project.spec.title or project.name}: calibration {turn}"
    kept = {key: spec[key] for key in KEPT if key in spec}
    return {**kept, "name": name, "title": title, "stages": stages}


def _free(c: Connection, project: str, turn: int) -> str:
    """A name that is not taken."""
    while True:
        tail = f"-calibration-{turn}"
        name = project[: LONGEST - len(tail)].rstrip("-") + tail
        if not members.exists(c, name):
            return name
        turn += 1


def _copy_corpus(db: Database, caller: Caller, project: ProjectRow, name: str) -> None:
    """People look evidence up in the same documents."""
    offset = 0
    while page := corpus.page(db, caller, project.name, offset, 100)["documents"]:
        whole = [corpus.get(db, caller, project.name, one["id"]) for one in page]
        corpus.add(db, caller, name, whole)
        offset += len(page)


def _invalid(pointer: str, code: str, message: str, near: str | None = None) -> Invalid:
    return Invalid("The calibration round does not fit", faults=[Fault(pointer, code, message, near)])
