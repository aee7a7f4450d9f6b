"""SQL of people: users, sessions, keys, links, failed sign-ins."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from sqlalchemy import Connection, bindparam, delete, func, insert, or_, select, update

from accord.ground.database import AnyRow
from accord.ground.prepared import Prepared
from accord.people.tables import attributes, keys, links, sessions, skills, tries, users, wellbeing


def user(c: Connection, name: str) -> AnyRow | None:
    """A person who is there, by name."""
    return c.execute(select(users).where(users.c.name == name, users.c.removed_at.is_(None))).first()


def name_of(c: Connection, number: int) -> str:
    """A person's name."""
    return str(c.execute(select(users.c.name).where(users.c.id == number)).scalar_one())


def add_user(c: Connection, name: str, role: str, password: str | None, now: datetime, imported: bool = False) -> int:
    """A new person; a removed one of that name comes back (their answers are theirs)."""
    values = {"role": role, "password": password, "imported": imported, "removed_at": None}
    back = c.execute(update(users).where(users.c.name == name).values(**values).returning(users.c.id)).scalar()
    if back is not None:
        return int(back)
    made = c.execute(insert(users).values(name=name, created_at=now, **values).returning(users.c.id))
    return int(made.scalar_one())


def list_users(c: Connection, after: str, limit: int) -> Sequence[AnyRow]:
    """People by name, from `after` on."""
    shown = select(users.c.id, users.c.name, users.c.role, users.c.imported, users.c.created_at)
    return c.execute(
        shown.where(users.c.removed_at.is_(None), users.c.name > after).order_by(users.c.name).limit(limit)
    ).all()


def ids_by_name(c: Connection, names: Iterable[str]) -> dict[str, int]:
    """Ids of those who are known, removed ones too."""
    found = c.execute(select(users.c.name, users.c.id).where(users.c.name.in_(list(names))))
    return {row.name: row.id for row in found}


def remove_user(c: Connection, number: int, now: datetime) -> None:
    """End their access: sessions, keys and links go, answers stay."""
    c.execute(update(users).where(users.c.id == number).values(removed_at=now, password=None))
    c.execute(delete(sessions).where(sessions.c.user_id == number))
    c.execute(delete(links).where(links.c.user_id == number))
    c.execute(delete(attributes).where(attributes.c.user_id == number))
    c.execute(update(keys).where(keys.c.user_id == number, keys.c.revoked_at.is_(None)).values(revoked_at=now))


def anonymise(c: Connection, number: int, name: str) -> None:
    """Called so from now on; what they chose, can and were told goes, too."""
    c.execute(update(users).where(users.c.id == number).values(name=name))
    c.execute(update(keys).where(keys.c.user_id == number).values(name=name))
    for table in (skills, wellbeing):
        c.execute(delete(table).where(table.c.user_id == number))


def count_admins(c: Connection) -> int:
    """How many could still let others in."""
    active = select(func.count()).where(
        users.c.role == "admin", users.c.removed_at.is_(None), users.c.imported.is_(False)
    )
    return int(c.execute(active).scalar_one())


def set_password(c: Connection, number: int, password: str) -> None:
    """A new password ends all sessions, and every way in that lies in somebody's mail."""
    c.execute(update(users).where(users.c.id == number).values(password=password))
    c.execute(delete(sessions).where(sessions.c.user_id == number))
    c.execute(delete(links).where(links.c.user_id == number, links.c.used_at.is_(None)))


def add_session(c: Connection, token: str, number: int, now: datetime, until: datetime) -> None:
    """A sign-in; the person's old ones are swept on the way."""
    c.execute(delete(sessions).where(sessions.c.user_id == number, sessions.c.expires_at < now))
    c.execute(insert(sessions).values(token=token, user_id=number, created_at=now, expires_at=until))


# Asked with every request, so built once: building a statement costs more than running it.
_BY_SESSION = Prepared(
    select(users.c.id, users.c.name, users.c.role)
    .join(sessions, sessions.c.user_id == users.c.id)
    .where(sessions.c.token == bindparam("token"), sessions.c.expires_at > bindparam("now"))
    .where(users.c.removed_at.is_(None))
)
_BY_KEY = Prepared(
    select(users.c.id, users.c.name, users.c.role, keys.c.id.label("key_id"), keys.c.last_used_at)
    .join(keys, keys.c.user_id == users.c.id)
    .where(keys.c.hash == bindparam("hashed"), keys.c.revoked_at.is_(None), users.c.removed_at.is_(None))
)


def by_session(c: Connection, token: str, now: datetime) -> AnyRow | None:
    """Whose cookie this is."""
    row: AnyRow | None = _BY_SESSION.first(c, {"token": token, "now": now})
    return row


def drop_session(c: Connection, token: str) -> None:
    """Sign out."""
    c.execute(delete(sessions).where(sessions.c.token == token))


def add_key(c: Connection, number: int, name: str, prefix: str, hashed: str, now: datetime) -> int:
    """A new API key."""
    values = {"user_id": number, "name": name, "prefix": prefix, "hash": hashed, "created_at": now}
    return int(c.execute(insert(keys).values(**values).returning(keys.c.id)).scalar_one())


def by_key(c: Connection, hashed: str) -> AnyRow | None:
    """Whose key this is, and when it was last used."""
    row: AnyRow | None = _BY_KEY.first(c, {"hashed": hashed})
    return row


def touch_key(c: Connection, number: int, now: datetime) -> None:
    """The key was used now."""
    c.execute(update(keys).where(keys.c.id == number).values(last_used_at=now))


def list_keys(c: Connection, number: int | None) -> Sequence[AnyRow]:
    """Keys of one person, or of all; never the hash."""
    columns = (keys.c.id, keys.c.name, keys.c.prefix, keys.c.created_at, keys.c.last_used_at, keys.c.revoked_at)
    chosen = select(*columns, users.c.name.label("user")).join(users, users.c.id == keys.c.user_id)
    if number is not None:
        chosen = chosen.where(keys.c.user_id == number)
    return c.execute(chosen.order_by(keys.c.id).limit(1000)).all()


def revoke_key(c: Connection, key_id: int, number: int | None, now: datetime) -> bool:
    """Revoke a key (of this person, or anybody's for None); False when there is none."""
    chosen = update(keys).where(keys.c.id == key_id, keys.c.revoked_at.is_(None))
    if number is not None:
        chosen = chosen.where(keys.c.user_id == number)
    return bool(c.execute(chosen.values(revoked_at=now)).rowcount)


def add_link(c: Connection, token: str, number: int, until: datetime) -> None:
    """A one-time sign-in link."""
    c.execute(insert(links).values(token=token, user_id=number, expires_at=until))


def use_link(c: Connection, token: str, now: datetime) -> AnyRow | None:
    """Whose link this was; it works once."""
    fits = (links.c.token == token, links.c.used_at.is_(None), links.c.expires_at > now)
    number = c.execute(update(links).where(*fits).values(used_at=now).returning(links.c.user_id)).scalar()
    if number is None:
        return None
    return c.execute(
        select(users.c.id, users.c.name, users.c.role).where(users.c.id == number, users.c.removed_at.is_(None))
    ).first()


def has_been_in(c: Connection, number: int) -> bool:
    """Whether this person ever had a way in that was theirs: a password, a session, a used link."""
    ways = (
        select(users.c.id).where(users.c.id == number, users.c.password.is_not(None)),
        select(sessions.c.user_id).where(sessions.c.user_id == number),
        select(links.c.user_id).where(links.c.user_id == number, links.c.used_at.is_not(None)),
    )
    return any(c.execute(way.limit(1)).first() for way in ways)


def tried(c: Connection, who: str, since: datetime) -> int:
    """Tries of this name or address (by ix_sign_in_tries_who_at)."""
    counted = select(func.coalesce(func.sum(tries.c.count), 0)).where(tries.c.who == who, tries.c.at > since)
    return int(c.execute(counted).scalar_one())


def one_at_a_time(c: Connection, who: Sequence[str]) -> None:
    """Those who try as the same name or from the same address go one after the other, until their transaction ends.

    SQLite's writer lets only one in anyway; on PostgreSQL each would count before the others' tries can be seen.
    """
    if c.dialect.name == "postgresql":
        for one in who:
            c.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(one, 0))))


def add_try(c: Connection, who: Sequence[str], now: datetime) -> list[int]:
    """Note a try of these before it is known how it ends; those of yesterday go."""
    c.execute(delete(tries).where(tries.c.at < now - timedelta(days=1)))
    made = insert(tries).values([{"who": one, "at": now, "count": 1} for one in who]).returning(tries.c.id)
    return [int(number) for number in c.execute(made).scalars()]


def drop_tries(c: Connection, numbers: Sequence[int], name: str) -> None:
    """It was the right password: these tries, and the name's wrong ones before, count no more."""
    c.execute(delete(tries).where(or_(tries.c.id.in_(numbers), tries.c.who == name)))


# asked with every claim of a stage that wants skills: by the primary key's first column
_HELD = Prepared(
    select(skills.c.skill, skills.c.level).where(
        skills.c.user_id == bindparam("person"),
        or_(skills.c.valid_until.is_(None), skills.c.valid_until > bindparam("now")),
    )
)


def held(c: Connection, number: int, now: datetime) -> dict[str, int]:
    """The skills of a person that are valid now, with their levels."""
    return {row.skill: row.level for row in _HELD.all(c, {"person": number, "now": now})}


def list_skills(c: Connection, number: int) -> Sequence[AnyRow]:
    """All of a person's skills, those that ran out too."""
    return c.execute(select(skills).where(skills.c.user_id == number).order_by(skills.c.skill)).all()


def count_skills(c: Connection, now: datetime) -> Sequence[AnyRow]:
    """Every skill that somebody has: how many people now, and their highest level."""
    valid = or_(skills.c.valid_until.is_(None), skills.c.valid_until > now)
    counted = select(skills.c.skill, func.count().label("people"), func.max(skills.c.level).label("highest"))
    there = counted.join(users, users.c.id == skills.c.user_id).where(valid, users.c.removed_at.is_(None))
    return c.execute(there.group_by(skills.c.skill).order_by(skills.c.skill).limit(10_000)).all()


def set_skill(c: Connection, number: int, skill: str, values: dict[str, object]) -> None:
    """Grant a skill, or change what it is."""
    mine = (skills.c.user_id == number, skills.c.skill == skill)
    if not c.execute(update(skills).where(*mine).values(**values)).rowcount:
        c.execute(insert(skills).values(user_id=number, skill=skill, **values))


def drop_skill(c: Connection, number: int, skill: str) -> bool:
    """Take a skill away; False when it was not there."""
    return bool(c.execute(delete(skills).where(skills.c.user_id == number, skills.c.skill == skill)).rowcount)


_WELLBEING = select(wellbeing).where(wellbeing.c.user_id == bindparam("person"))


def get_wellbeing(c: Connection, number: int) -> AnyRow | None:
    """How a person wants to meet content that may harm; None while they were not asked."""
    return c.execute(_WELLBEING, {"person": number}).first()


def set_wellbeing(c: Connection, number: int, values: dict[str, object]) -> None:
    """What they want now."""
    if not c.execute(update(wellbeing).where(wellbeing.c.user_id == number).values(**values)).rowcount:
        c.execute(insert(wellbeing).values(user_id=number, **values))


def sealed(c: Connection, number: int) -> str | None:
    """What a person says of themself, sealed; None where they said nothing."""
    found: str | None = c.execute(select(attributes.c.sealed).where(attributes.c.user_id == number)).scalar()
    return found


def every_sealed(c: Connection) -> Sequence[AnyRow]:
    """Everybody's, who is still there."""
    joined = select(attributes.c.user_id, attributes.c.sealed).join(users, users.c.id == attributes.c.user_id)
    return c.execute(joined.where(users.c.removed_at.is_(None))).all()


def set_sealed(c: Connection, number: int, values: dict[str, object]) -> None:
    """What they say now."""
    if not c.execute(update(attributes).where(attributes.c.user_id == number).values(**values)).rowcount:
        c.execute(insert(attributes).values(user_id=number, **values))


def drop_sealed(c: Connection, number: int) -> None:
    """They say nothing any more."""
    c.execute(delete(attributes).where(attributes.c.user_id == number))
