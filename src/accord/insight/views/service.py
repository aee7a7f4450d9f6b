"""Views: filters of the list of records under a name, for the project or for one person."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, get_args

from accord.ground.clock import now
from accord.ground.database import Database
from accord.ground.errors import Invalid, NotFound
from accord.insight.listing.chosen import Sort, State, read_meta
from accord.insight.views import queries
from accord.people.service import Caller
from accord.projects import service as projects
from accord.schema import Fault, nearest

MOST = 50  # of a project, and of a person in it
LONGEST = 60  # letters of a name
KEYS = ("q", "state", "stage", "person", "disagree", "gold", "answered", "meta", "sort")
_CHOICES: dict[str, tuple[str, ...]] = {"state": get_args(State), "sort": get_args(Sort), "gold": ("true", "false")}

Query = Mapping[str, str | list[str]]


def list_(db: Database, caller: Caller, project: str) -> list[dict[str, Any]]:
    """The project's views and the caller's own, by name.

    Raises:
        NotFound, Forbidden: the caller is no reviewer or lead of the project.
    """
    found = projects.get(db, caller, project)
    found.needs("reviewer")
    with db.read() as c:
        rows = queries.list_(c, found.id, caller.user_id)
    return [{"name": row.name, "shared": row.user_id is None, "query": row.query} for row in rows]


def put(db: Database, caller: Caller, project: str, name: str, query: Query, *, shared: bool = False) -> None:
    """Keep a list under a name; one that is there is replaced. What is `shared` is the project's, and set by its leads.

    Raises:
        NotFound, Forbidden: the caller is no reviewer of the project, or no lead where it is shared.
        Invalid: the name or the query is none, or there are too many views already.
    """
    found = projects.get(db, caller, project)
    found.needs("lead" if shared else "reviewer")
    if faults := [*_name_faults(name), *_query_faults(query)]:
        raise Invalid("The view does not fit", faults=faults)
    whose = None if shared else caller.user_id

    def work(c: Any) -> None:
        new = not queries.put(c, found.id, whose, name, dict(query), now())
        if new and queries.count(c, found.id, whose) > MOST:
            fault = Fault("/name", "too-many", f"there are {MOST} already; remove one first")
            raise Invalid("There are too many views", faults=[fault])

    db.write(work)


def remove(db: Database, caller: Caller, project: str, name: str, *, shared: bool = False) -> None:
    """Forget a view.

    Raises:
        NotFound, Forbidden: there is none of that name, or the caller may not remove it.
    """
    found = projects.get(db, caller, project)
    found.needs("lead" if shared else "reviewer")
    whose = None if shared else caller.user_id
    if not db.write(lambda c: queries.remove(c, found.id, whose, name)):
        raise NotFound(f"There is no view {name[:LONGEST]!r}")


def _name_faults(name: str) -> list[Fault]:
    if name.strip() == name and 0 < len(name) <= LONGEST and "/" not in name and name.isprintable():
        return []
    return [Fault("/name", "bad-name", f"a name has at most {LONGEST} letters, no slash, and no space at its ends")]


def _query_faults(query: Query) -> list[Fault]:
    faults = []
    for key, value in query.items():
        where = f"/query/{key[:40]}"
        if key not in KEYS:
            faults.append(Fault(where, "unknown-key", f"{key[:40]!r} is no filter", nearest(key, KEYS)))
        elif key == "meta":
            try:
                read_meta([value] if isinstance(value, str) else value)
            except Invalid as error:
                faults += [Fault(where, one.code, one.message) for one in error.faults]
        elif not isinstance(value, str):
            faults.append(Fault(where, "no-text", "only meta may be given more than once"))
        elif value not in _CHOICES.get(key, (value,)):
            faults.append(Fault(where, "unknown-option", f"{value[:40]!r} is not one of {', '.join(_CHOICES[key])}"))
        elif key == "answered" and not value.isdecimal():
            faults.append(Fault(where, "no-number", f"{value[:40]!r} is no number of people"))
    return faults
