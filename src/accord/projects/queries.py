"""SQL of projects: who may see them is part of every query."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any, Literal

from sqlalchemy import Connection, Select, and_, bindparam, delete, func, insert, literal, or_, select, true, update

from accord.ground.database import AnyRow
from accord.ground.prepared import Prepared
from accord.people.service import Caller
from accord.people.tables import users
from accord.projects.tables import acknowledgements, invitations, members, projects, rates, versions

Archived = Literal["none", "led", "only", "held"]


@cache  # built once: building it costs more than running it, and every request does
def _visible(sees_all: bool, archived: Archived) -> Select[Any]:
    names = ("id", "name", "version", "paused", "created_at", "acknowledge", "part_of", "archived_at")
    columns = tuple(projects.c[name] for name in names)
    if sees_all:
        chosen = select(*columns, literal("lead").label("role"))
    else:
        mine = and_(members.c.project_id == projects.c.id, members.c.user_id == bindparam("caller"))
        chosen = select(*columns, members.c.role).join(members, mine)
    if archived == "none":  # nor deleted ones: those are archived, too
        return chosen.where(projects.c.archived_at.is_(None))
    leads = true() if sees_all else or_(projects.c.archived_at.is_(None), members.c.role == "lead")
    chosen = chosen.where(projects.c.deleted_at.is_(None), true() if archived == "held" else leads)
    return chosen.where(projects.c.archived_at.is_not(None)) if archived == "only" else chosen


@cache
def _one(sees_all: bool, by: str, archived: Archived) -> Prepared:
    return Prepared(_visible(sees_all, archived).where(projects.c[by] == bindparam("wanted")))


def visible(caller: Caller, archived: Archived = "none") -> Select[Any]:
    """The caller's projects with the caller's role in each: an admin is lead of all, others are members (by ix_members_user_id).

    Every read of a project starts here, so that no query can forget who asks. Of the `archived` ones none, those that the caller
    leads, only those, or ("held") all: what somebody holds when a project is archived may still be given back.
    """
    return _visible(caller.role == "admin", archived).params(caller=caller.user_id)


def by_name(c: Connection, caller: Caller, name: str) -> AnyRow | None:
    """A project that the caller may see."""
    return _first(c, caller, "name", name)


def by_id(c: Connection, caller: Caller, number: int, held: bool = False) -> AnyRow | None:
    """The same by its number; `held`: an archived one, too, where the caller is but a member."""
    return _first(c, caller, "id", number, "held" if held else "led")


def _first(c: Connection, caller: Caller, by: str, wanted: str | int, archived: Archived = "led") -> AnyRow | None:
    chosen = _one(caller.role == "admin", by, archived)
    row: AnyRow | None = chosen.first(c, {"caller": caller.user_id, "wanted": wanted})
    return row


def list_(c: Connection, caller: Caller, limit: int, archived: bool = False) -> Sequence[AnyRow]:
    """The caller's projects by name: those at work, or the archived ones that they lead."""
    chosen = visible(caller, "only" if archived else "none")
    return c.execute(chosen.order_by(projects.c.name).limit(limit)).all()


def exists(c: Connection, name: str) -> bool:
    """Whether the name is taken, visible or not."""
    return c.execute(select(projects.c.id).where(projects.c.name == name)).first() is not None


def add(c: Connection, name: str, caller: Caller, now: datetime) -> int:
    """A project at version 1; its maker is its lead."""
    values = {"name": name, "version": 1, "paused": False, "created_by": caller.user_id, "created_at": now}
    number = int(c.execute(insert(projects).values(**values).returning(projects.c.id)).scalar_one())
    c.execute(insert(members).values(project_id=number, user_id=caller.user_id, role="lead"))
    return number


def add_version(c: Connection, number: int, version: int, values: dict[str, Any], acknowledge: bool = False) -> None:
    """A spec version, and the project now at it; `acknowledge`: people must have read its guidelines to go on."""
    c.execute(insert(versions).values(project_id=number, version=version, **values))
    more = {"acknowledge": version} if acknowledge else {}
    c.execute(update(projects).where(projects.c.id == number).values(version=version, **more))


def version(c: Connection, number: int, wanted: int) -> AnyRow | None:
    """A stored version, whole."""
    return c.execute(select(versions).where(versions.c.project_id == number, versions.c.version == wanted)).first()


def list_versions(c: Connection, number: int, limit: int) -> Sequence[AnyRow]:
    """The newest versions with who made them, newest first; not what they say."""
    named = users.c.name.label("person")
    columns = (versions.c.version, versions.c.created_at, versions.c.guidelines_hash, versions.c.changes, named)
    joined = select(*columns).join(users, users.c.id == versions.c.created_by, isouter=True)
    chosen = joined.where(versions.c.project_id == number).order_by(versions.c.version.desc())
    return c.execute(chosen.limit(limit)).all()


def current_versions(c: Connection, numbers: Sequence[int]) -> Sequence[AnyRow]:
    """The current version of each of these projects, in one query by the primary key."""
    joined = select(versions).join(
        projects, and_(projects.c.id == versions.c.project_id, projects.c.version == versions.c.version)
    )
    return c.execute(joined.where(projects.c.id.in_(numbers))).all()


def set_part_of(c: Connection, number: int, whole: int) -> None:
    """It is an exam or a round of another project."""
    c.execute(update(projects).where(projects.c.id == number).values(part_of=whole))


def parts(c: Connection, whole: int) -> Sequence[AnyRow]:
    """The exams and rounds of a project, by name; by ix_projects_part_of."""
    mine = (projects.c.part_of == whole, projects.c.deleted_at.is_(None))
    chosen = select(projects.c.id, projects.c.name, projects.c.archived_at)
    return c.execute(chosen.where(*mine).order_by(projects.c.name)).all()


def archive(c: Connection, number: int, now: datetime) -> list[str]:
    """It and its parts are archived from now on; those that were not yet."""
    mine = or_(projects.c.id == number, projects.c.part_of == number)
    chosen = update(projects).where(mine, projects.c.archived_at.is_(None)).values(archived_at=now)
    return sorted(c.scalars(chosen.returning(projects.c.name)))


def restore(c: Connection, number: int, since: datetime) -> list[str]:
    """It is not any more, nor are the parts that were archived with it."""
    mine = or_(projects.c.id == number, and_(projects.c.part_of == number, projects.c.archived_at == since))
    chosen = update(projects).where(mine, projects.c.deleted_at.is_(None)).values(archived_at=None)
    return sorted(c.scalars(chosen.returning(projects.c.name)))


def still(c: Connection, number: int) -> bool:
    """Whether it is there and at work; for what takes long and began before."""
    there = select(projects.c.id).where(projects.c.id == number, projects.c.archived_at.is_(None))
    return c.execute(there).first() is not None


def lock(c: Connection, number: int) -> int:
    """The current version, held until the transaction ends."""
    return int(c.execute(select(projects.c.version).where(projects.c.id == number).with_for_update()).scalar_one())


def list_members(c: Connection, number: int) -> Sequence[AnyRow]:
    """Who belongs to it, by name."""
    joined = select(users.c.name, members.c.role).join(users, users.c.id == members.c.user_id)
    return c.execute(joined.where(members.c.project_id == number).order_by(users.c.name).limit(10_000)).all()


def named(c: Connection, number: int) -> str:
    """A project's name."""
    return str(c.execute(select(projects.c.name).where(projects.c.id == number)).scalar_one())


def ids_of(c: Connection, number: int, owner: str = "") -> list[int]:
    """Who belongs to it: all, those of a role, or the one person of that name."""
    chosen = select(members.c.user_id).join(users, users.c.id == members.c.user_id)
    chosen = chosen.where(members.c.project_id == number)
    if owner:
        chosen = chosen.where((members.c.role == owner) | (users.c.name == owner))
    return list(c.scalars(chosen.order_by(members.c.user_id).limit(10_000)))


def set_member(c: Connection, number: int, user_id: int, role: str) -> None:
    """Make a person a member, or change their role."""
    mine = (members.c.project_id == number, members.c.user_id == user_id)
    if not c.execute(update(members).where(*mine).values(role=role)).rowcount:
        c.execute(insert(members).values(project_id=number, user_id=user_id, role=role))


def remove_member(c: Connection, number: int, user_id: int) -> bool:
    """End a membership; False when there was none."""
    mine = (members.c.project_id == number, members.c.user_id == user_id)
    return bool(c.execute(delete(members).where(*mine)).rowcount)


def empty(c: Connection, number: int) -> None:
    """Nobody belongs to it, and no link leads there any more."""
    c.execute(delete(members).where(members.c.project_id == number))
    c.execute(delete(invitations).where(invitations.c.project_id == number))


_ACKNOWLEDGED = Prepared(
    select(func.max(acknowledgements.c.version).label("newest")).where(
        acknowledgements.c.project_id == bindparam("of_project"), acknowledgements.c.user_id == bindparam("person")
    )
)


def acknowledged(c: Connection, number: int, user_id: int) -> int:
    """The newest version whose guidelines this person acknowledged; 0 for none. By the primary key."""
    return int(_ACKNOWLEDGED.one(c, {"of_project": number, "person": user_id}).newest or 0)


def acknowledge(c: Connection, number: int, user_id: int, version: int, now: datetime) -> bool:
    """Note that they did; False when it was noted already."""
    mine = {"project_id": number, "user_id": user_id, "version": version}
    there = and_(*(acknowledgements.c[name] == value for name, value in mine.items()))
    if c.execute(select(acknowledgements.c.at).where(there)).first():
        return False
    c.execute(insert(acknowledgements).values(**mine, at=now))
    return True


def who_acknowledged(c: Connection, number: int) -> Sequence[AnyRow]:
    """Every member with the newest version that they acknowledged (None for none), by name."""
    newest = (
        select(acknowledgements.c.user_id, func.max(acknowledgements.c.version).label("version"))
        .where(acknowledgements.c.project_id == number)
        .group_by(acknowledgements.c.user_id)
        .subquery()
    )
    joined = (
        select(users.c.name, members.c.role, newest.c.version)
        .join(users, users.c.id == members.c.user_id)
        .outerjoin(newest, newest.c.user_id == members.c.user_id)
    )
    return c.execute(joined.where(members.c.project_id == number).order_by(users.c.name).limit(10_000)).all()


def changes(c: Connection, number: int, after: int) -> Sequence[AnyRow]:
    """What leads said of each later version, and whether its guidelines are others; newest first."""
    columns = (versions.c.version, versions.c.changes, versions.c.guidelines_hash, versions.c.created_at)
    joined = select(*columns, users.c.name.label("by")).outerjoin(users, users.c.id == versions.c.created_by)
    later = (versions.c.project_id == number, versions.c.version > after)
    return c.execute(joined.where(*later).order_by(versions.c.version.desc()).limit(50)).all()


def add_invitation(c: Connection, values: dict[str, Any]) -> int:
    """A new one."""
    return int(c.execute(insert(invitations).values(**values).returning(invitations.c.id)).scalar_one())


def list_invitations(c: Connection, number: int, now: datetime) -> Sequence[AnyRow]:
    """Those of a project that still let somebody in; never the token."""
    names = ("id", "role", "uses", "joined", "expires_at", "created_at")
    joined = select(*(invitations.c[name] for name in names), users.c.name.label("by"))
    chosen = joined.outerjoin(users, users.c.id == invitations.c.created_by)
    live = (invitations.c.project_id == number, invitations.c.uses > 0, invitations.c.expires_at > now)
    return c.execute(chosen.where(*live).order_by(invitations.c.id).limit(1000)).all()


def end_invitation(c: Connection, number: int, invitation: int) -> bool:
    """It lets nobody in any more; False when there is none."""
    mine = (invitations.c.project_id == number, invitations.c.id == invitation)
    return bool(c.execute(delete(invitations).where(*mine)).rowcount)


def find_invitation(c: Connection, token: str, now: datetime) -> AnyRow | None:
    """Where a link leads, while it does."""
    joined = select(invitations, projects.c.name.label("project"), projects.c.version).join(
        projects, projects.c.id == invitations.c.project_id
    )
    live = (invitations.c.token == token, invitations.c.uses > 0, invitations.c.expires_at > now)
    return c.execute(joined.where(*live, projects.c.archived_at.is_(None))).first()


def use_invitation(c: Connection, number: int) -> bool:
    """One more came by it; False when it was the last place and another took it."""
    mine = (invitations.c.id == number, invitations.c.uses > 0)
    values = {"uses": invitations.c.uses - 1, "joined": invitations.c.joined + 1}
    return bool(c.execute(update(invitations).where(*mine).values(**values)).rowcount)


def role_in(c: Connection, number: int, user_id: int) -> str | None:
    """A member's role; None for who is none."""
    mine = (members.c.project_id == number, members.c.user_id == user_id)
    found: str | None = c.execute(select(members.c.role).where(*mine)).scalar()
    return found


def rate(c: Connection, number: int) -> AnyRow | None:
    """What its work is paid."""
    return c.execute(select(rates).where(rates.c.project_id == number)).first()


def set_rate(c: Connection, number: int, values: dict[str, Any] | None, now: datetime) -> None:
    """Another rate, or (None) none."""
    c.execute(delete(rates).where(rates.c.project_id == number))
    if values is not None:
        c.execute(insert(rates).values(project_id=number, **values, set_at=now))
