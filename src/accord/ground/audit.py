"""The audit log: who did what when, each entry chained to the one before by its hash, so that a change of the past shows.

An entry is written in the transaction of what it tells, so there is neither the one without the other. Entries are numbered without a
gap, one after the other: SQLite has one writer, on PostgreSQL a lock is held from `note` until the transaction ends. Call it last.
The hash is SHA-256 over the hash before and the entry as canonical JSON (`canonical`); it needs no secret, so whoever keeps an export,
or only the last number with its hash (`accord doctor` prints them), can tell later whether anything up to there was changed.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Protocol

from sqlalchemy import Column, Connection, Index, Integer, String, Table, bindparam, func, insert, or_, select, text

from accord.ground.clock import now
from accord.ground.database import AnyRow, Database
from accord.ground.tables import Id, Json, UtcDateTime, metadata

LOCK = 5_220_613_908  # any constant: on PostgreSQL those who note wait for each other
FIRST = "0" * 64  # what the first entry is chained to
PAGE = 2000
SHORT = 200  # characters of `what`; the whole may be in `detail`

entries = Table(
    "audit",
    metadata,
    Column("number", Id, primary_key=True, autoincrement=False),  # 1, 2, 3, ... without a gap
    Column("at", UtcDateTime, nullable=False),
    Column("who", String(64)),  # a name as it was then; NULL: Accord itself (a rule, an invitation)
    Column("who_id", Id),  # no foreign key: the log outlives what it tells of
    Column("action", String(64), nullable=False),  # noun.verb: `member.set`, `record.withdraw`
    Column("what", String(SHORT), nullable=False),  # a path: `projects/tone/records/r9`, `users/ann`
    Column("detail", Json, nullable=False),
    Column("hash", String(64), nullable=False),
    Index("ix_audit_what", "what", "number"),
)
_LAST = select(entries.c.number, entries.c.hash).order_by(entries.c.number.desc()).limit(1)
_ADD = insert(entries)


class Who(Protocol):
    """Whoever did it: a caller."""

    @property
    def user_id(self) -> int:
        """Their number."""

    @property
    def name(self) -> str:
        """What they sign in by."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What a walk over the whole chain found: the first number that does not fit, or the last one and its hash."""

    count: int
    broken: int | None
    hash: str


def note(c: Connection, who: Who | None, action: str, what: str, detail: Mapping[str, Any] | None = None) -> int:
    """Write an entry within the caller's transaction, as its last statement; the entry's number.

    Args:
        who: the caller, or None for what Accord did by itself.
        action: noun.verb, small letters.
        what: the path of the thing, as in the API.
        detail: what is worth keeping, plain JSON; never a secret, and nothing of what people answered.
    """
    if c.dialect.name == "postgresql":
        c.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
    last = c.execute(_LAST).first()
    entry = {
        "number": last.number + 1 if last else 1,
        "at": now().astimezone(UTC),
        "who": who.name if who else None,
        "who_id": who.user_id if who else None,
        "action": action,
        "what": what[:SHORT],
        "detail": dict(detail or {}),
    }
    c.execute(_ADD, {**entry, "hash": chained(last.hash if last else FIRST, entry)})
    return int(entry["number"])


def canonical(entry: Mapping[str, Any]) -> str:
    """An entry as it is hashed: JSON without spaces, keys in order, the moment in UTC to the microsecond.

    >>> canonical({"number": 1, "at": datetime(2026, 1, 2, tzinfo=UTC), "who": "ann", "who_id": 2, "action": "user.add",
    ...            "what": "users/bo", "detail": {}})
    '{"action":"user.add","at":"2026-01-02T00:00:00.000000Z","detail":{},"number":1,"what":"users/bo","who":"ann","who_id":2}'
    """
    at = entry["at"]
    told = {key: entry[key] for key in ("number", "who", "who_id", "action", "what", "detail")}
    told["at"] = at if isinstance(at, str) else at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    return json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def chained(before: str, entry: Mapping[str, Any]) -> str:
    """The hash of an entry that follows `before`."""
    return hashlib.sha256((before + canonical(entry)).encode("utf-8", "surrogatepass")).hexdigest()


def check(listed: Iterable[Mapping[str, Any]]) -> Checked:
    """Walk a chain from its first entry: numbers without a gap, each hash as it must be.

    >>> check([])
    Checked(count=0, broken=None, hash='0000000000000000000000000000000000000000000000000000000000000000')
    """
    count, before = 0, FIRST
    for entry in listed:
        count += 1
        if entry["number"] != count or chained(before, entry) != entry["hash"]:
            return Checked(count, count, before)
        before = entry["hash"]
    return Checked(count, None, before)


def verify(db: Database) -> Checked:
    """The same over what is stored, a page in memory; the time grows with the log."""
    return check(every(db))


def every(db: Database) -> Iterator[dict[str, Any]]:
    """All entries, oldest first, read in short transactions."""
    last = 0
    while True:
        with db.read() as c:
            rows = c.execute(_AFTER, {"last": last}).all()
        yield from (shown(row) for row in rows)
        if len(rows) < PAGE:
            return
        last = rows[-1].number


_AFTER = (
    select(entries).where(entries.c.number > bindparam("last", type_=Integer)).order_by(entries.c.number).limit(PAGE)
)


def latest(
    c: Connection,
    *,
    below: str = "",
    action: str = "",
    who: str = "",
    since: date | None = None,
    until: date | None = None,
    before: int | None = None,
    after: int = 0,
    limit: int = 100,
) -> Sequence[AnyRow]:
    """Entries, newest first: of a thing and what is `below` it, of one action (or all of a noun), of one person, from the day `since`
    to the day `until` (UTC, both included)."""
    chosen = select(entries).order_by(entries.c.number.desc()).limit(limit)
    if below:  # a range, not LIKE: names may hold % and _, and the index serves it
        under = (entries.c.what >= f"{below}/") & (entries.c.what < f"{below}0")  # "0" is what follows "/"
        chosen = chosen.where(or_(entries.c.what == below, under))
    if action:
        chosen = chosen.where(
            entries.c.action == action if "." in action else entries.c.action.startswith(f"{action}.", autoescape=True)
        )
    if who:
        chosen = chosen.where(entries.c.who == who)
    if since is not None:
        chosen = chosen.where(entries.c.at >= datetime.combine(since, time(), UTC))
    if until is not None and until < date.max:
        chosen = chosen.where(entries.c.at < datetime.combine(until + timedelta(days=1), time(), UTC))
    if before is not None:
        chosen = chosen.where(entries.c.number < before)
    if after:
        chosen = chosen.where(entries.c.number > after)
    return c.execute(chosen).all()


def newest(c: Connection, action: str, what: str) -> int:
    """The number of the last entry of this action on this thing; 0 without one."""
    mine = (entries.c.what == what, entries.c.action == action)
    return int(c.scalar(select(func.max(entries.c.number)).where(*mine)) or 0)


def shown(row: AnyRow) -> dict[str, Any]:
    """An entry as it leaves: what was hashed, and the hash."""
    at: datetime = row.at
    told = {"number": row.number, "at": at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ"), "who": row.who}
    return {
        **told,
        "who_id": row.who_id,
        "action": row.action,
        "what": row.what,
        "detail": row.detail,
        "hash": row.hash,
    }
