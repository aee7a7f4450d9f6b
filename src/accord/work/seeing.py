"""What a reviewer may see of a record's answers, and by which names; one place, so that no page can forget a part of it.

A lead sees everything. A reviewer sees everybody's answers, by pseudonym where a stage of the project is blind, except while their own
answer to the record is still to come and would not be their own any more: while they hold it, and where it waits in a blind stage that
they may answer in. Then they see what that stage shows, and what they said themselves.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from accord.ground.clock import now
from accord.people.service import Caller
from accord.projects.service import ProjectRow
from accord.work import audience
from accord.work.queries import assignments, places


@dataclass(frozen=True, slots=True)
class Sight:
    """One person's; `unseen`: stages whose answers are kept from them, by record."""

    user_id: int
    stages: frozenset[str]
    unseen: Mapping[int, frozenset[str]]

    def answer(self, record: int, stage: str, user_id: int) -> bool:
        """Whether they may see what this person said in this stage, and what was said of it."""
        return user_id == self.user_id or stage not in self.unseen.get(record, ())

    def words(self, record: int) -> bool:
        """Whether they may see what people said about the record as a whole: comments, and why it moved."""
        return not self.stages or self.unseen.get(record, frozenset()) != self.stages

    def without(self, stage: str) -> set[int]:
        """Records whose answers in this stage they may not see."""
        return {record for record, stages in self.unseen.items() if stage in stages}


def sight(c: Connection, found: ProjectRow, caller: Caller, records: Sequence[int] | None = None) -> Sight:
    """What the caller, a reviewer or lead of the project, may see; of these records, or of all."""
    every = {stage.name: stage for stage in found.spec.stages}
    if found.role == "lead":
        return Sight(caller.user_id, frozenset(every), {})
    to_come = assignments.held_records(c, found.id, caller.user_id, now())
    if blind := [stage.name for stage in audience.open_to(c, found, caller) if stage.blind]:
        for record, stage in places.to_answer(c, found.id, caller.user_id, blind, records):
            to_come.setdefault(record, []).append(stage)
    unseen = {
        record: frozenset(every) - {seen for one in stages if one in every for seen in every[one].shows}
        for record, stages in to_come.items()
    }
    return Sight(caller.user_id, frozenset(every), unseen)


def namer(found: ProjectRow, names: Mapping[int, str]) -> Callable[[int | None], str | None]:
    """A person's name, for those who may know it; else the pseudonym."""
    known = found.role == "lead" or not any(stage.blind for stage in found.spec.stages)

    def name(user_id: int | None) -> str | None:
        return None if user_id is None else names[user_id] if known else found.pseudonym(user_id)

    return name


def hushed(why: Any) -> dict[str, Any]:
    """Why a record moved, without what anybody said."""
    return {"by": why["by"]} if isinstance(why, Mapping) and "by" in why else {}
