"""Who may work in which stages, resolved once a claim; how much more of a stage one person may take; whose group a record lacks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from threading import Lock
from time import monotonic
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import Connection

from accord.ground.database import Database
from accord.people import skills
from accord.people.service import Caller
from accord.projects.service import ProjectRow
from accord.records import queries as records
from accord.schema import Stage
from accord.schema.audience import AT_ONCE, Most
from accord.work.queries import aside, assignments, places

NO_BOUNDS = Most()
SIZE_SECONDS = 60  # how long the size of a stage is believed: a share of it need not be exact


def lacking(c: Connection, project: ProjectRow, caller: Caller) -> dict[str, list[tuple[str, str]]]:
    """What keeps this person out of each stage: conditions with what they do not meet; [] where they may work."""
    held: Mapping[str, int] = skills.held(c, caller.user_id) if _asks_skills(project) else {}
    return {one.name: list(one.who.lacks(caller.name, project.role, held)) for one in project.spec.stages}


def open_to(c: Connection, project: ProjectRow, caller: Caller) -> list[Stage]:
    """The stages that this person may work in, the last first."""
    lacks = lacking(c, project, caller)
    return [stage for stage in reversed(project.spec.stages) if not lacks[stage.name]]


def _asks_skills(project: ProjectRow) -> bool:
    if project.role == "lead":
        return False
    return any(
        one.who.skills or one.who.languages or one.who.expertise or one.who.teams or one.who.role == "expert"
        for one in project.spec.stages
    )


def room(
    db: Database, c: Connection, project: ProjectRow, stage: Stage, caller: Caller, moment: datetime
) -> tuple[int, str]:
    """How many more places of the stage the person may take now, and what bounds them.

    Claims of one person come one after the other, so it holds.
    """
    most = stage.who.most
    if most == NO_BOUNDS:
        return AT_ONCE, f"{AT_ONCE} at once"
    held = assignments.count_leased(c, project.id, caller.user_id, stage.name)
    left = [(AT_ONCE - held, f"{AT_ONCE} at once")]
    if most.at_once:
        left.append((most.at_once - held, f"{most.at_once} at once"))
    left += _parts(db, c, project.id, stage, caller.user_id, held, moment)
    free, words = min(left)
    return max(0, free), words


def _parts(
    db: Database, c: Connection, project_id: int, stage: Stage, user_id: int, held: int, moment: datetime
) -> list[tuple[int, str]]:
    """How much the person has left of each part of the stage that nobody may have more of, beside what they hold."""
    most, left = stage.who.most, []
    if most.per_day:
        midnight = moment.replace(hour=0, minute=0, second=0, microsecond=0)
        given = assignments.count_answered(c, project_id, user_id, stage.name, most.per_day, midnight)
        left.append((most.per_day - given - held, f"{most.per_day} a day"))
    bounds = [(most.total, f"{most.total}")] if most.total else []
    if most.share:
        part = max(1, int(most.share * stage.overlap.min * SIZES.get(db, c, project_id, stage.name)))
        bounds.append((part, f"{part}, {most.share:.0%} of all"))
    if bounds:
        bound, words = min(bounds)
        given = assignments.count_answered(c, project_id, user_id, stage.name, bound)
        left.append((bound - held - given, words))
    return left


class _Sizes:
    """How many places each stage has, counted now and then."""

    def __init__(self) -> None:
        self._kept: WeakKeyDictionary[Any, dict[tuple[int, str], tuple[float, int]]] = WeakKeyDictionary()
        self._lock = Lock()

    def get(self, db: Database, c: Connection, project_id: int, stage: str) -> int:
        """The number of places, at most a minute old."""
        key, present = (project_id, stage), monotonic()
        with self._lock:
            counted, size = self._kept.get(db, {}).get(key, (-float(SIZE_SECONDS), 0))
        if present - counted >= SIZE_SECONDS or size == 0:
            size = places.count(c, project_id, stage)
            with self._lock:
                self._kept.setdefault(db, {})[key] = (present, size)
        return size

    def forget(self, db: Database) -> None:
        """Count anew: records came."""
        with self._lock:
            self._kept.pop(db, None)


SIZES = _Sizes()


def still(db: Database, c: Connection, stage: Stage, row: Any, moment: datetime) -> bool:
    """Whether a person whose lease ended may take the place after all: they may have worked on the record elsewhere since, have or
    hold their part of the stage (of the day, of all), or the place may wait for somebody of another group."""
    if stage.who.not_in and assignments.has_answered(c, row.record_id, row.user_id, stage.who.not_in):
        return False
    most = stage.who.most
    if most.total or most.per_day or most.share:
        records.one_at_a_time(c, f"claims of {row.user_id} in {row.project_id}")
        held = assignments.count_leased(c, row.project_id, row.user_id, stage.name)
        if any(free <= 0 for free, _ in _parts(db, c, row.project_id, stage, row.user_id, held, moment)):
            return False
    if stage.overlap.groups is None:
        return True
    place = aside.place(c, (row.record_id, row.stage, row.cycle))
    return place is not None and bool(fitting(c, stage, row.user_id, [place]))


def fitting(c: Connection, stage: Stage, user_id: int, rows: Sequence[Any]) -> list[Any]:
    """Those of these candidates that this person may take so that the quota of groups can still be met by those who come after.

    A group counts for a place while somebody of it holds or has answered it. Who has said nothing of themself, or is of a group too
    small to be told apart, counts as of none. What is known of whom is the people's room's; here it is looked up and forgotten.
    """
    from accord.people import attributes

    quota = stage.overlap.groups
    if quota is None or not rows:
        return list(rows)
    holders = assignments.holders(c, [row.record_id for row in rows], stage.name)
    asked = {user for users in holders.values() for user in users} | {user_id}
    group = attributes.groups(c, quota.of, sorted(asked))
    mine, found = group.get(user_id), []
    for row in rows:
        have = {group[user] for user in holders.get((row.record_id, row.cycle), ()) if user in group}
        if (mine is not None and mine not in have) or row.open_slots - 1 >= quota.least - len(have):
            found.append(row)
    return found
