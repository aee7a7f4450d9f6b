"""Skills: what a person may do beyond their role, by name and level, until a day; granted by a lead, an exam or a rule.

A stage asks for them by name (`who: {skills: [support-en]}`); there is no list of skills beside that: a skill is a word that somebody
has or some stage asks for.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from accord.ground.audit import Who, note
from accord.ground.clock import now
from accord.ground.database import Database
from accord.ground.errors import Invalid, NotFound
from accord.people import queries
from accord.people.service import Caller, user_id
from accord.schema.faults import Fault

SKILL = re.compile(r"[a-z0-9][a-z0-9-]{0,63}\Z")
HIGHEST = 10


def held(c: Connection, user_id: int) -> Mapping[str, int]:
    """The skills that are valid now, with their levels (1 to 10)."""
    return queries.held(c, user_id, now())


def grant(
    c: Connection, who: Who | None, person: str, user_id: int, skill: str, level: int, by: str, until: datetime | None
) -> None:
    """Give a skill within the caller's transaction, whatever it was before. `by`: a name, or `exam NAME`."""
    before = queries.held(c, user_id, now()).get(skill)
    queries.set_skill(c, user_id, skill, {"level": level, "by": by[:64], "granted_at": now(), "valid_until": until})
    told = {"level": level, "before": before, "by": by, "until": until.isoformat() if until else None}
    note(c, who, "skill.grant", f"users/{person}/skills/{skill}", told)


def revoke(c: Connection, who: Who | None, person: str, user_id: int, skill: str, why: str = "") -> bool:
    """Take a skill away within the caller's transaction; False when it was not there."""
    if not queries.drop_skill(c, user_id, skill):
        return False
    note(c, who, "skill.revoke", f"users/{person}/skills/{skill}", {"why": why} if why else {})
    return True


def set_(
    db: Database, caller: Caller, person: str, skill: str, level: int, until: datetime | None = None
) -> list[dict[str, Any]]:
    """Grant a person a skill; their skills then.

    Raises:
        Forbidden: the caller is below lead. NotFound: there is no such person.
        Invalid: no name of a skill, or the day is past.
    """
    caller.needs("lead")
    check(skill, level, until)
    db.write(lambda c: grant(c, caller, person, user_id(c, person), skill, level, caller.name, until))
    return list_(db, caller, person)


def remove(db: Database, caller: Caller, person: str, skill: str) -> None:
    """Take a skill away.

    Raises:
        Forbidden: the caller is below lead. NotFound: there is no such person, or they have no such skill.
    """
    caller.needs("lead")

    def work(c: Connection) -> None:
        if not revoke(c, caller, person, user_id(c, person), skill):
            raise NotFound(f"{person} does not have the skill {skill[:64]}")

    db.write(work)


def list_(db: Database, caller: Caller, person: str) -> list[dict[str, Any]]:
    """A person's skills, those that ran out too (`valid` false); one's own, or as a lead anybody's."""
    if person != caller.name:
        caller.needs("lead")
    with db.read() as c:
        return [_shown(row) for row in queries.list_skills(c, user_id(c, person))]


def known(db: Database, caller: Caller) -> list[dict[str, Any]]:
    """Every skill that somebody has, with how many people have it and their highest level."""
    caller.needs("lead")
    with db.read() as c:
        return [dict(row._mapping) for row in queries.count_skills(c, now())]


def check(skill: str, level: int, until: datetime | None = None) -> None:
    """Raises Invalid where the skill cannot be granted so.

    >>> check("support-en", 2)
    """
    faults = []
    if not SKILL.match(skill):
        faults.append(Fault("/skill", "bad-name", "a skill is small letters, digits and hyphens, like support-en"))
    if not 1 <= level <= HIGHEST:
        faults.append(Fault("/level", "out-of-range", f"a level is from 1 to {HIGHEST}"))
    if until is not None and until <= now():
        faults.append(Fault("/valid_until", "in-the-past", "that moment is over; revoke the skill instead"))
    if faults:
        raise Invalid("The skill cannot be granted", faults=faults)


def _shown(row: Any) -> dict[str, Any]:
    valid = row.valid_until is None or row.valid_until > now()
    shown = {"skill": row.skill, "level": row.level, "by": row.by, "granted_at": row.granted_at}
    return {**shown, "valid_until": row.valid_until, "valid": valid}
