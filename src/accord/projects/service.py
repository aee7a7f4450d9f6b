"""Projects: made of a spec and guidelines, versioned, seen only by their people."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from threading import Lock
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import Connection

from accord.ground import audit
from accord.ground.audit import note
from accord.ground.clock import now
from accord.ground.database import Database
from accord.ground.errors import Conflict, Forbidden, Invalid, NotFound
from accord.notices.service import tell
from accord.people import attributes
from accord.people import service as people
from accord.people.service import Caller
from accord.people.tables import ROLES
from accord.projects import queries
from accord.projects.pseudonyms import pseudonym
from accord.schema import Fault, Spec, SpecError, parse, parse_json
from accord.schema.faults import nearest

MEMBER_ROLES = ("annotator", "reviewer", "lead")
REMEMBERED = 1000  # parsed versions kept in memory, some 20 KB each: as many as a list of projects shows


@dataclass(frozen=True, slots=True)
class ProjectRow:
    """A project as one caller sees it; `role` is theirs in it."""

    id: int
    name: str
    version: int
    paused: bool
    role: str
    salt: str  # when it was made, to the microsecond: pseudonyms are salted with it, and it is in no export
    spec: Spec
    source: str
    guidelines: str
    guidelines_hash: str
    acknowledge: int = 0  # the version whose guidelines people must have acknowledged; 0: none
    part_of: int | None = None  # the project whose exam or calibration round it is
    archived_at: datetime | None = None

    def pseudonym(self, user_id: int) -> str:
        """The name that this person leaves the project under, the same everywhere."""
        return pseudonym(user_id, self.salt)

    def needs(self, role: str) -> None:
        """Raises Forbidden below this role in the project."""
        if ROLES.index(self.role) < ROLES.index(role):
            raise Forbidden(f"Only a {role} of {self.name} may do this")

    def live(self) -> None:
        """Raises Conflict where it is archived: then it is only looked at."""
        if self.archived_at is not None:
            raise Conflict(f"{self.name} is archived; restore it before you change it")


@dataclass(frozen=True, slots=True)
class _Version:
    spec: Spec
    source: str
    guidelines: str
    guidelines_hash: str


class _Versions:
    """Parsed versions of each database: one never changes, so it is parsed once a process."""

    def __init__(self) -> None:
        self._kept: WeakKeyDictionary[Database, OrderedDict[tuple[int, int], _Version]] = WeakKeyDictionary()
        self._undone: WeakKeyDictionary[Database, int] = WeakKeyDictionary()
        self._lock = Lock()

    def get(self, db: Database, c: Connection, number: int, version: int) -> _Version:
        if (kept := self._look(db, number, version)) is not None:
            return kept
        row = queries.version(c, number, version)
        if row is None:
            raise NotFound(f"There is no version {version}")
        return self._keep(db, row)

    def load(self, db: Database, c: Connection, wanted: Iterable[tuple[int, int]]) -> dict[tuple[int, int], _Version]:
        """The current ones of many projects; those not seen before by one query."""
        found = {key: self._look(db, *key) for key in wanted}
        missing = [number for (number, _), kept in found.items() if kept is None]
        for row in queries.current_versions(c, missing) if missing else ():
            found[row.project_id, row.version] = self._keep(db, row)
        return {key: kept for key, kept in found.items() if kept is not None}

    def _look(self, db: Database, number: int, version: int) -> _Version | None:
        with self._lock:
            if self._undone.get(db, 0) != db.undone:  # some may be of a transaction that never was
                self._undone[db] = db.undone
                self._kept.pop(db, None)
            kept = self._kept.get(db)
            if kept is None or (number, version) not in kept:
                return None
            kept.move_to_end((number, version))
            return kept[number, version]

    def _keep(self, db: Database, row: Any) -> _Version:
        made = _Version(parse_json(row.spec), row.source or "", row.guidelines, row.guidelines_hash)
        with self._lock:
            kept = self._kept.setdefault(db, OrderedDict())
            kept[row.project_id, row.version] = made
            while len(kept) > REMEMBERED:
                kept.popitem(last=False)
        return made


VERSIONS = _Versions()


def create(
    db: Database, caller: Caller, *, source: str = "", spec: Any = None, guidelines: str = "", name: str = ""
) -> ProjectRow:
    """Make a project of YAML (`source`) or of JSON (`spec`); `name` overrides its own. The caller becomes its lead.

    Raises:
        Forbidden: the caller's site role is below lead.
        Invalid: the spec does not fit; its faults say where.
        Conflict: the name is taken.
    """
    caller.needs("lead")
    made = read_spec(source, spec, name)

    def work(c: Connection) -> None:
        if queries.exists(c, made.name):
            raise Conflict(f"There is a project called {made.name} already; choose another name")
        number = queries.add(c, made.name, caller, now())
        queries.add_version(c, number, 1, _values(made, source, guidelines, caller))
        note(c, caller, "project.add", f"projects/{made.name}", {"version": 1})

    db.write(work)
    return get(db, caller, made.name)


def new_version(
    db: Database,
    caller: Caller,
    project: str,
    *,
    source: str = "",
    spec: Any = None,
    guidelines: str | None = None,
    base: int | None = None,
    changes: str = "",
    acknowledge: bool | None = None,
) -> ProjectRow:
    """A new version; stored responses keep theirs. `base` is the version that was edited.

    Where its guidelines are others, people must acknowledge them before they go on, unless `acknowledge` says otherwise;
    `changes` is what the lead says of what changed.

    Raises:
        NotFound, Forbidden: the caller may not see it, or is no lead of it.
        Invalid: the spec does not fit, or changes the project's name.
        Conflict: somebody made another version since `base`.
    """
    old = get(db, caller, project)
    old.needs("lead")
    old.live()
    made = read_spec(source, spec, "")
    if made.name != old.name:
        raise Invalid("A version keeps its project's name", faults=[Fault("/name", "renamed", f"it is {old.name!r}")])

    def work(c: Connection) -> None:
        version = queries.lock(c, old.id) + 1
        if base is not None and base != version - 1:
            raise Conflict(f"The project is at version {version - 1} by now, not {base}; look at what changed first")
        before = queries.version(c, old.id, version - 1)
        words = before.guidelines if guidelines is None else guidelines
        others = words != before.guidelines
        asked = others if acknowledge is None else acknowledge
        values = {**_values(made, source, words, caller), "changes": changes}
        queries.add_version(c, old.id, version, values, asked)
        if asked:  # whoever wrote them has read them
            queries.acknowledge(c, old.id, caller.user_id, version, now())
            readers = [one for one in queries.ids_of(c, old.id) if one != caller.user_id]
            tell(c, readers, "guidelines", old.name, version=version, changes=changes)
        told: dict[str, Any] = {"version": version, "guidelines": "changed" if others else "as before"}
        told["acknowledge"] = asked
        for changed in _CHANGES:
            told |= changed(c, old.id, parse_json(before.spec), made)
        note(c, caller, "project.version", f"projects/{old.name}", told)

    db.write(work)
    return get(db, caller, project)


Changed = Callable[[Connection, int, Spec, Spec], dict[str, int]]
_CHANGES: list[Changed] = []


def when_changed(changed: Changed) -> None:
    """Rooms above follow a new version in its transaction: told the project, its old spec and the new one; what they count is noted."""
    _CHANGES.append(changed)


def add_guidelines(c: Connection, caller: Caller, project: ProjectRow, guidelines: str) -> None:
    """A version that changes nothing but the guidelines, within a transaction of somebody who may."""
    version = queries.lock(c, project.id) + 1
    queries.add_version(c, project.id, version, _values(project.spec, project.source, guidelines, caller))
    told = {"version": version, "guidelines": "changed"}
    note(c, caller, "project.version", f"projects/{project.name}", told)


def get(db: Database, caller: Caller, name: str) -> ProjectRow:
    """A project that the caller may see.

    Raises:
        NotFound: there is none, or the caller is no member: both look alike.
    """
    with db.read() as c:
        return find(db, c, caller, name)


def find(db: Database, c: Connection, caller: Caller, name: str) -> ProjectRow:
    """The same within a transaction that is open."""
    row = queries.by_name(c, caller, name)
    if row is None:
        raise NotFound(f"There is no project called {name}, or you are no member of it")
    return _row(db, c, row)


def find_by_id(db: Database, c: Connection, caller: Caller, number: int, held: bool = False) -> ProjectRow:
    """The same by its number (an assignment knows only that); `held`: what the caller has in hand may be of an archived one."""
    row = queries.by_id(c, caller, number, held)
    if row is None:
        raise NotFound("There is no such project, or you are no member of it")
    return _row(db, c, row)


def of_thing(db: Database, c: Connection, caller: Caller, row: Any, called: str) -> ProjectRow:
    """The project of a dataset, a job and the like, which was asked for by its own number.

    Raises:
        NotFound: there is no such thing, or it is another's: both look alike.
    """
    found = queries.by_id(c, caller, row.project_id) if row is not None else None
    if found is None:
        raise NotFound(f"There is no such {called}")
    return _row(db, c, found)


def still(c: Connection, project: ProjectRow) -> None:
    """Raises Conflict where it was archived or deleted since it was looked up: for what writes in many transactions."""
    if not queries.still(c, project.id):
        raise Conflict(f"{project.name} was archived or deleted meanwhile; nothing more is stored")


def spec_of(db: Database, c: Connection, number: int, version: int) -> Spec:
    """The spec at a version."""
    return VERSIONS.get(db, c, number, version).spec


def current_spec(db: Database, c: Connection, number: int) -> Spec:
    """The spec as it is now, for what no person asks for (time that passes).

    Raises:
        NotFound: there is no such project.
    """
    versions = queries.current_versions(c, [number])
    if not versions:
        raise NotFound("There is no such project")
    return spec_of(db, c, number, versions[0].version)


def list_(db: Database, caller: Caller, limit: int = 1000, archived: bool = False) -> list[ProjectRow]:
    """The caller's projects by name, or the archived ones that they lead; one query, and one more where there are versions not seen before."""
    with db.read() as c:
        return list_within(db, c, caller, limit, archived)


def list_within(
    db: Database, c: Connection, caller: Caller, limit: int = 1000, archived: bool = False
) -> list[ProjectRow]:
    """The same within a transaction that is open."""
    rows = queries.list_(c, caller, limit, archived)
    known = VERSIONS.load(db, c, [(row.id, row.version) for row in rows])
    return [_project(row, known[row.id, row.version]) for row in rows]


def members(db: Database, caller: Caller, project: str) -> list[dict[str, str]]:
    """Who belongs to a project."""
    found = get(db, caller, project)
    found.needs("reviewer")
    with db.read() as c:
        return [{"name": row.name, "role": row.role} for row in queries.list_members(c, found.id)]


def set_member(db: Database, caller: Caller, project: str, name: str, role: str) -> None:
    """Make a person a member, or change their role in it.

    Raises:
        Invalid: there is no such role. NotFound: no such person or project. Forbidden: the caller is no lead of it.
    """
    if role not in MEMBER_ROLES:
        faults = [
            Fault(
                "/role",
                "unknown-option",
                f"{role!r} is not one of {', '.join(MEMBER_ROLES)}",
                nearest(role, MEMBER_ROLES),
            )
        ]
        raise Invalid("There is no such role", faults=faults)
    found = get(db, caller, project)
    found.needs("lead")
    found.live()

    def work(c: Connection) -> None:
        queries.set_member(c, found.id, people.user_id(c, name), role)
        note(c, caller, "member.set", f"projects/{found.name}/members/{name}", {"role": role})

    db.write(work)


def remove_member(db: Database, caller: Caller, project: str, name: str) -> None:
    """End a membership; the person's answers stay."""
    found = get(db, caller, project)
    found.needs("lead")

    def work(c: Connection) -> None:
        if not queries.remove_member(c, found.id, people.user_id(c, name)):
            raise NotFound(f"{name} is no member of {project}")
        note(c, caller, "member.remove", f"projects/{found.name}/members/{name}")

    db.write(work)


def audit_of(db: Database, caller: Caller, project: str, **chosen: Any) -> list[dict[str, Any]]:
    """A project's part of the audit log, newest first, for its leads."""
    found = get(db, caller, project)
    found.needs("lead")
    what = f"projects/{found.name}"
    with db.read() as c:  # a project of that name that was deleted is another one
        after = audit.newest(c, "project.delete", what)
        return [audit.shown(row) for row in audit.latest(c, below=what, after=after, **chosen)]


def read_spec(source: str, spec: Any = None, name: str = "") -> Spec:
    """The spec out of YAML or JSON, under another name where one is given.

    Raises:
        Invalid: it does not fit; its faults say where.
    """
    try:
        made = parse(source) if source else parse_json(spec)
        made = parse_json({**made.json(), "name": name}) if name else made
    except SpecError as error:
        raise Invalid("The project does not fit the language", faults=error.faults) from None
    if unknown := _unknown_groups(made):
        raise Invalid("The project does not fit the language", faults=unknown)
    return made


def _unknown_groups(spec: Spec) -> list[Fault]:
    """Quotas of what nobody is asked to say of themselves."""
    found = []
    for at, stage in enumerate(spec.stages):
        quota = stage.overlap.groups
        if quota is not None and quota.of not in attributes.CHOICES:
            message = f"people are asked for {', '.join(attributes.CHOICES)}"
            near = nearest(quota.of, attributes.CHOICES)
            found.append(Fault(f"/stages/{at}/overlap/groups/of", "unknown-attribute", message, near))
    return found


def _values(spec: Spec, source: str, guidelines: str, caller: Caller) -> dict[str, Any]:
    hashed = "sha256:" + hashlib.sha256(guidelines.encode()).hexdigest()
    values = {"spec": spec.json(), "source": source or None, "guidelines": guidelines, "guidelines_hash": hashed}
    return {**values, "created_by": caller.user_id, "created_at": now()}


def _row(db: Database, c: Connection, row: Any) -> ProjectRow:
    return _project(row, VERSIONS.get(db, c, row.id, row.version))


def _project(row: Any, kept: _Version) -> ProjectRow:
    words = (kept.spec, kept.source, kept.guidelines, kept.guidelines_hash)
    own = (row.id, row.name, row.version, row.paused, row.role, row.created_at.isoformat())
    return ProjectRow(*own, *words, row.acknowledge, row.part_of, row.archived_at)
