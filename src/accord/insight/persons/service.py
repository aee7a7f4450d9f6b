"""Each person's work in a project, for its leads; and one's own, for oneself."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from accord.ground.clock import now
from accord.ground.database import Database
from accord.ground.errors import NotFound
from accord.insight import queries as insight
from accord.insight.fresh import FRESH, Made
from accord.insight.persons import queries
from accord.insight.persons.figures import People, figures
from accord.insight.persons.ledger import fill
from accord.people.service import Caller
from accord.projects import service as projects
from accord.projects.service import ProjectRow
from accord.schema.renaming import Renaming
from accord.work import shapes

SKIPS = 10  # reasons listed


def people(db: Database, caller: Caller, project: str) -> dict[str, Any]:
    """Everybody who worked there: counts as of now, figures as of `made_at`.

    Raises:
        NotFound, Forbidden: the caller is no lead of the project.
    """
    found = projects.get(db, caller, project)
    found.needs("lead")
    made = made_people(db, found)
    with db.read() as c:
        rows = queries.everybody(c, found.id, _midnight())
    return {
        "people": [_person(row, made.value) for row in rows],
        "median_seconds": made.value.median_seconds,
        "made_at": shapes.moment(made.made_at),
    }


def person(db: Database, caller: Caller, project: str, name: str) -> dict[str, Any]:
    """One person. For oneself without gold: which records are gold must not be found out by watching the figure.

    Raises:
        NotFound: the project is not the caller's, or nobody of that name worked there.
        Forbidden: somebody else's, and the caller is no lead.
    """
    found = projects.get(db, caller, project)
    if name != caller.name:
        found.needs("lead")
    made = made_people(db, found)
    with db.read() as c:
        row = next((row for row in queries.everybody(c, found.id, _midnight()) if row.name == name), None)
        if row is None and not queries.belongs(c, found.id, name):
            raise NotFound(f"Nobody called {name[:64]} works in {project}")
        skips = queries.reasons(c, found.id, row.user_id, SKIPS) if row is not None else []
    one = _person(row, made.value) if row is not None else _nothing(name)
    if found.role != "lead":
        line = one.get("line")
        if line and line["of"] == "gold":
            line = None
        one |= {"gold": None, "line": line, "flags": [flag for flag in one.get("flags", ()) if flag == "hurried"]}
    return {
        "person": one,
        "median_seconds": made.value.median_seconds,
        "skips": [{"reason": skip.reason, "n": skip.n} for skip in skips],
        "made_at": shapes.moment(made.made_at),
    }


def made_people(db: Database, found: ProjectRow) -> Made[People]:
    """Every person's figures, as they were kept or made now; other reports of a lead use them too."""
    with db.read() as c:
        state = insight.newest(c, found.id)

    def make() -> People:
        with db.read() as c:
            return figures(fill(found.spec, queries.passes(c, found.id, Renaming(found.spec))))

    return FRESH.get(db, ("people", found.id, found.version), state, make)


def _person(row: Any, made: People) -> dict[str, Any]:
    counts = {name: int(getattr(row, name)) for name in ("answered", "today", "skipped", "expired", "leased")}
    own = made.by_person.get(row.user_id, {})
    return {"name": row.name, "imported": bool(row.imported), **counts, "last_at": shapes.moment(row.last_at), **own}


def _nothing(name: str) -> dict[str, Any]:
    """A member who has not begun."""
    counts = dict.fromkeys(("answered", "today", "skipped", "expired", "leased"), 0)
    return {"name": name, "imported": False, **counts, "last_at": None}


def _midnight() -> datetime:
    return now().replace(hour=0, minute=0, second=0, microsecond=0)
