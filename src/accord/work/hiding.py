"""Known answers in hiding: records with gold are kept out of the ordinary order and handed out among it, once to each person.

Whoever is given one cannot tell: it has the shape, the times and the place in the order of any other, its record goes by a name that
says nothing (as all do in such a project), and what was read from the database before it was given is the same. Leads, who see gold
anyway, are given none.
"""

from __future__ import annotations

import random
from threading import Lock
from types import SimpleNamespace
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import Connection

from accord.ground.database import Database
from accord.people.service import Caller
from accord.projects.service import ProjectRow
from accord.schema import Stage
from accord.schema.policy import Policy
from accord.work.queries import hidden

RNG = random.SystemRandom()  # nobody can work out which will be next


def stage_of(project: ProjectRow) -> Stage:
    """The stage whose people are tested: the first."""
    return project.spec.stages[0]


def hides_from(project: ProjectRow) -> bool:
    """Whether this caller may be given known answers, so that no record may be told from another by its name."""
    return project.spec.quality.hides and project.role != "lead"


def settle(c: Connection, project: ProjectRow, before: int = 0) -> None:
    """Take the records with gold (above `before`) out of the ordinary order, or put them back, as the policy now says.

    Those that somebody has been given in the ordinary way stay as they are.
    """
    stage, policy = stage_of(project), project.spec.quality
    if policy.hides:
        only = None if policy.gold else policy.attention_records
        hidden.take_out(c, project.id, stage.name, before, only)
    else:
        hidden.put_back(c, project.id, stage.name, stage.overlap.min, before)


def draw(c: Connection, project: ProjectRow, stage: Stage, caller: Caller, rows: list[Any]) -> list[Any]:
    """As many as these places, some of them known answers that the person has not had; then the last places stay free.

    A row that is a known answer has `hidden`, the kind.
    """
    if not hides_from(project) or stage.name != stage_of(project).name or not rows:
        return rows
    policy = project.spec.quality
    left: dict[str, list[Any]] = {"gold": [], "attention": []}
    for one in hidden.unseen(c, project.id, stage.name, caller.user_id):
        left["attention" if one.key in policy.attention_records else "gold"].append(one)
    out: list[Any] = []
    waiting = iter(rows)
    for _ in rows:
        kind = _kind(policy)
        if known := left.get(kind, []):
            one = known.pop(RNG.randrange(len(known)))
            where = {"record_id": one.id, "stage": stage.name, "cycle": 0, "again": one.again, "batch": None}
            out.append(SimpleNamespace(**where, hidden=kind))
        else:
            out.append(next(waiting))
    return out


def _kind(policy: Policy) -> str:
    drawn = RNG.random()
    return "gold" if drawn < policy.gold else "attention" if drawn < policy.gold + policy.attention else ""


class _Settled:
    """Which versions of which projects this process has settled."""

    def __init__(self) -> None:
        self._kept: WeakKeyDictionary[Any, dict[int, int]] = WeakKeyDictionary()
        self._lock = Lock()

    def has(self, db: Database, project: ProjectRow) -> bool:
        """Whether this version is settled: once after a change is enough, twice does no harm."""
        with self._lock:
            return self._kept.get(db, {}).get(project.id) == project.version

    def add(self, db: Database, project: ProjectRow) -> None:
        """It is, and on disk."""
        with self._lock:
            self._kept.setdefault(db, {})[project.id] = project.version


SETTLED = _Settled()
