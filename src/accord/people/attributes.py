"""What people say of themselves: by their own choice, sealed at rest, told to nobody but themselves, and used only in groups.

A group counts where at least `group_floor` people of the site are in it; smaller ones are as if nothing had been said. Nothing here
names a person beside a group to anybody: `groups` is for figures and quotas, which tell of groups.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection

from accord.ground.clock import now
from accord.ground.database import Database
from accord.ground.errors import Invalid
from accord.ground.sealing import Seal, seal_of
from accord.ground.settings import Settings, get_settings
from accord.people import queries
from accord.people.service import Caller
from accord.schema.faults import Fault, nearest, segment

CHOICES = {
    "age": ("18-24", "25-34", "35-44", "45-54", "55-64", "65 or older"),
    "gender": ("woman", "man", "non-binary", "another"),
    "region": ("Africa", "Asia", "Europe", "Latin America", "Middle East", "North America", "Oceania"),
    "education": ("school", "vocational", "bachelor", "master", "doctorate"),
    "native-language": (
        "Arabic", "Bengali", "Chinese", "English", "French", "German", "Hindi", "Indonesian", "Italian", "Japanese", "Korean",
        "Polish", "Portuguese", "Russian", "Spanish", "Swahili", "Turkish", "Ukrainian", "Urdu", "Vietnamese", "another",
    ),
}  # fmt: skip
CONSENT = (
    "You may say some things about yourself, or leave them out; your work does not depend on it. They are kept encrypted and are shown "
    "to nobody: they only go into figures about groups of at least {floor} people, such as whether younger and older people "
    "see an answer alike. You can change them or erase them at any time, and they stop counting at once."
)


class _Site:
    """The seal and the floor of the site that this process serves; the environment's, until `use` says otherwise."""

    seal: Seal | None = None
    settings: Settings
    floor: int = 0


def use(settings: Settings) -> None:
    """From now on this site's key and floor hold."""
    _Site.seal, _Site.floor = None, settings.group_floor
    _Site.settings = settings
    _opened.cache_clear()


def floor() -> int:
    """The fewest people that a figure about a group may rest on."""
    if not _Site.floor:
        use(get_settings())
    return _Site.floor


def show(db: Database, caller: Caller) -> dict[str, Any]:
    """The caller's own words, what may be chosen, and what they agree to."""
    with db.read() as c:
        sealed = queries.sealed(c, caller.user_id)
    said = _opened(caller.user_id, sealed) if sealed else {}
    return {"consent": CONSENT.format(floor=floor()), "choices": CHOICES, "said": said}


def say(db: Database, caller: Caller, said: Mapping[str, str], consent: bool) -> dict[str, Any]:
    """Say it, instead of what was said before.

    Raises:
        Invalid: there is no such choice, or the caller does not agree.
    """
    faults = [] if consent else [Fault("/consent", "missing", "say that you agree to how it is used")]
    for name, value in said.items():
        if name not in CHOICES:
            faults.append(
                Fault("/said" + segment(name), "unknown-attribute", "nobody asks that", nearest(name, CHOICES))
            )
        elif value not in CHOICES[name]:
            message = f"{value!r} is not one of {', '.join(CHOICES[name])}"
            faults.append(Fault("/said" + segment(name), "unknown-option", message, nearest(value, CHOICES[name])))
    if faults:
        raise Invalid("It cannot be kept", faults=faults)
    words = hashlib.sha256(CONSENT.format(floor=floor()).encode()).hexdigest()
    sealed = _seal().close(json.dumps(dict(said)), _about(caller.user_id))
    values = {"sealed": sealed, "consent": f"sha256:{words}", "at": now()}
    db.write(lambda c: queries.set_sealed(c, caller.user_id, values))
    return show(db, caller)


def erase(db: Database, caller: Caller) -> None:
    """Say nothing any more; nothing of it stays."""
    db.write(lambda c: queries.drop_sealed(c, caller.user_id))
    _opened.cache_clear()


def groups(c: Connection, attribute: str, user_ids: Sequence[int]) -> Mapping[int, str]:
    """The group of each of these people who consented and whose group is not too small. For quotas and figures, never for a page."""
    everybody = _everybody(c, attribute)
    sizes = Counter(everybody.values())
    wanted = set(user_ids)
    return {user: group for user, group in everybody.items() if user in wanted and sizes[group] >= floor()}


def told_of_all(c: Connection, attribute: str, user_ids: Sequence[int]) -> Mapping[int, str]:
    """The same with small groups: only for figures that leave them out themselves, and enough others that nobody can be found."""
    wanted = set(user_ids)
    return {user: group for user, group in _everybody(c, attribute).items() if user in wanted}


def _everybody(c: Connection, attribute: str) -> dict[int, str]:
    opened = ((row.user_id, _opened(row.user_id, row.sealed).get(attribute)) for row in queries.every_sealed(c))
    return {user: group for user, group in opened if group}


@lru_cache(maxsize=10_000)
def _opened(user_id: int, sealed: str) -> dict[str, str]:
    said: dict[str, str] = json.loads(_seal().open(sealed, _about(user_id)))
    return said


def _seal() -> Seal:
    floor()
    if _Site.seal is None:
        _Site.seal = seal_of(_Site.settings)
    return _Site.seal


def _about(user_id: int) -> str:
    return f"attributes of {user_id}"
