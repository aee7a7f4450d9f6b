"""SQL of records: upserts by the chunk, pages by key."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from hashlib import blake2b
from typing import Any

from pydantic_core import to_json
from sqlalchemy import BigInteger, Connection, Row, bindparam, func, select, update

from accord.ground.prepared import Prepared
from accord.records.checking import Checked
from accord.records.tables import records

_ALONE = Prepared(select(func.pg_advisory_xact_lock(bindparam("number", type_=BigInteger)).label("alone")))
_BODY = Prepared(select(records.c.id, records.c.key, records.c.body).where(records.c.id == bindparam("number")))
COLUMNS = ("project_id", *Checked._fields, "created_at", "updated_at")


def one_at_a_time(c: Connection, name: str) -> None:
    """Wait for other transactions of this name (PostgreSQL); SQLite has one writer anyway."""
    if c.dialect.name == "postgresql":
        number = int.from_bytes(blake2b(name.encode(), digest_size=8).digest(), signed=True)
        _ALONE.one(c, {"number": number})


def known(c: Connection, project_id: int, keys: Sequence[str]) -> dict[str, str]:
    """Hashes of the records that are there, by key. The keys go as one value: two thousand of them take SQLAlchemy milliseconds."""
    chosen = "SELECT key, hash FROM records WHERE project_id = "
    if c.dialect.name == "sqlite":
        chosen += "? AND key IN (SELECT value FROM json_each(?))"
        found = c.exec_driver_sql(chosen, (project_id, to_json(keys).decode()))
    else:
        found = c.exec_driver_sql(chosen + "%s AND key = ANY(%s)", (project_id, list(keys)))
    return {row.key: row.hash for row in found}


def golds(c: Connection, project_id: int, keys: Sequence[str]) -> dict[str, Any]:
    """What is known of these records, by key; None where nothing is."""
    found = c.execute(
        select(records.c.key, records.c.gold).where(records.c.project_id == project_id, records.c.key.in_(keys))
    )
    return {row.key: row.gold for row in found}


def newest(c: Connection, project_id: int) -> int:
    """The highest id in the project, 0 without records."""
    return int(c.execute(select(func.max(records.c.id)).where(records.c.project_id == project_id)).scalar() or 0)


def add(c: Connection, project_id: int, rows: Sequence[Checked], now: datetime) -> None:
    """Insert by the fastest way that the driver has: COPY on PostgreSQL, one prepared statement on SQLite, rows as they are."""
    if not rows:
        return
    moment = _moment(c, now)
    if c.dialect.name == "sqlite":  # what is the same in all rows is said once, not bound to each
        values = f"({project_id}, ?, ?, ?, ?, ?, '{moment}', '{moment}')"
        c.exec_driver_sql(f"INSERT INTO records ({', '.join(COLUMNS)}) VALUES {values}", list(rows))
        return
    raw: Any = c.connection.dbapi_connection
    with raw.cursor() as cursor, cursor.copy(f"COPY records ({', '.join(COLUMNS)}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row((project_id, *row, moment, moment))


def change(c: Connection, project_id: int, rows: Iterable[Checked], now: datetime) -> None:
    """Replace what records hold; their ids, places and responses stay."""
    moment, mark = _moment(c, now), "?" if c.dialect.name == "sqlite" else "%s"
    values = [(r.body, r.gold, r.hash, r.title, moment, project_id, r.key) for r in rows]
    if values:
        columns = ", ".join(f"{name} = {mark}" for name in ("body", "gold", "hash", "title", "updated_at"))
        c.exec_driver_sql(f"UPDATE records SET {columns} WHERE project_id = {mark} AND key = {mark}", values)


def by_key(c: Connection, project_id: int, key: str) -> Row[Any] | None:
    """A record, whole."""
    return c.execute(select(records).where(records.c.project_id == project_id, records.c.key == key)).first()


def by_keys(c: Connection, project_id: int, keys: Sequence[str]) -> Sequence[Row[Any]]:
    """Several records, without gold."""
    columns = (records.c.id, records.c.key, records.c.body)
    return c.execute(select(*columns).where(records.c.project_id == project_id, records.c.key.in_(keys))).all()


def standing(c: Connection, project_id: int, keys: Sequence[str]) -> Sequence[Row[Any]]:
    """Several records by key: what they are called and whether they are withdrawn."""
    columns = (records.c.id, records.c.key, records.c.withdrawn_at)
    chosen = select(*columns).where(records.c.project_id == project_id, records.c.key.in_(keys))
    return c.execute(chosen.order_by(records.c.id)).all()


def bodies(c: Connection, ids: Sequence[int]) -> dict[int, dict[str, Any]]:
    """Records in their shape, without gold, by id."""
    return {number: {"id": key, **body} for number, (key, body) in stored(c, ids).items()}


def stored(c: Connection, ids: Sequence[int]) -> dict[int, tuple[str, dict[str, Any]]]:
    """The same as it is stored: by id the key and the rest."""
    found = [_BODY.one(c, {"number": number}) for number in ids]
    return {number: (key, body) for number, key, body in found}


def after(c: Connection, project_id: int, last: int, limit: int) -> Sequence[Row[Any]]:
    """The next records by id, whole."""
    chosen = select(records).where(records.c.project_id == project_id, records.c.id > last)
    return c.execute(chosen.order_by(records.c.id).limit(limit)).all()


def key(c: Connection, number: int) -> str:
    """What the record is called outside."""
    return str(c.execute(select(records.c.key).where(records.c.id == number)).scalar_one())


def title(c: Connection, number: int) -> str:
    """How the record begins."""
    return str(c.execute(select(records.c.title).where(records.c.id == number)).scalar_one())


def set_gold(c: Connection, number: int, gold: dict[str, Any]) -> None:
    """The record's known answers."""
    c.execute(update(records).where(records.c.id == number).values(gold=gold))


def withdraw(c: Connection, number: int, now: datetime | None) -> None:
    """Take a record out of dispatch, or (None) back in."""
    c.execute(update(records).where(records.c.id == number).values(withdrawn_at=now))


def _moment(c: Connection, now: datetime) -> Any:
    """As the column stores it: raw statements go past the column types."""
    return now.strftime("%Y-%m-%d %H:%M:%S.%f") if c.dialect.name == "sqlite" else now
