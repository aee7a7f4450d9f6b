"""Reports that may take long: at once where the project is small, else made by a job and kept until another is made.

While a large project is answered, its report is made again no oftener than it is worth: what was made last is given with the moment
it was made, and a new one when it is thirty times as old as it took.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from accord.ground.clock import now
from accord.ground.database import AnyRow, Database
from accord.insight import queries, service
from accord.insight.fresh import WORTH
from accord.jobs import service as jobs
from accord.jobs.task import Made, Task
from accord.people.service import Caller
from accord.projects.service import ProjectRow

SOON = 20_000  # responses that are read within a moment
SOON_BY_DISTANCE = 600  # where questions compare answers by distances


@dataclass(frozen=True, slots=True)
class Report:
    """What there is (None: nothing yet), when it was made (None: just now), and the job that makes a newer one."""

    value: dict[str, Any] | None
    made_at: Any = None
    job: dict[str, Any] | None = None


def report(db: Database, home: Path, caller: Caller, project: str, kind: str, fresh: bool = False) -> Report:
    """A report of `kind` quality or results; `fresh`: none that is older than the last response.

    Raises:
        NotFound, Forbidden: the caller is no reviewer or lead of the project.
    """
    found = service.reviewed(db, caller, project)
    with db.read() as c:
        state = queries.state(c, found.id)
        soon = not queries.more_than(c, found.id, _soon(found, kind))
    if soon:
        at_once: dict[str, Callable[..., dict[str, Any]]] = {"quality": service.quality, "results": service.results}
        return Report(at_once[kind](db, caller, project))
    kept = jobs.made(db, found, kind, f"{found.version}/")
    if kept is not None and kept.made_of == made_of(found, state):
        return Report(kept.result, kept.ended_at)
    last = jobs.newest(db, found, kind)
    if last is not None and last["state"] in ("stopped", "failed"):  # somebody starts it again, or nobody does
        job: dict[str, Any] | None = last
    elif (last is not None and last["state"] == "running") or fresh or kept is None or _worth(kept):
        job = jobs.start(db, home, caller, found, kind)
    else:
        job = None
    if kept is None or fresh:
        return Report(None, None, job)
    return Report(kept.result, kept.ended_at, job)


def quality(task: Task) -> Made:
    """Agreement, by another process."""
    return _made(task, service.quality_of)


def results(task: Task) -> Made:
    """The result page, by another process."""
    return _made(task, service.results_of)


def made_of(project: ProjectRow, state: tuple[int, int]) -> str:
    """What a report rests on, in a word."""
    return f"{project.version}/{state[0]}/{state[1]}/"


def _made(task: Task, make: Callable[..., dict[str, Any]]) -> Made:
    found = service.reviewed(task.db, task.caller, task.project)
    with task.db.read() as c:
        state = queries.state(c, found.id)
    return Made(make(task.db, found, task.told), made_of(found, state))


def _soon(project: ProjectRow, kind: str) -> int:
    by_distance = any(one.kind.level(one.spec) == "distance" for one in project.spec.questions.values())
    return SOON_BY_DISTANCE if kind == "quality" and by_distance else SOON


def _worth(kept: AnyRow) -> bool:
    return bool(now() - kept.ended_at >= WORTH * (kept.ended_at - kept.started_at))
