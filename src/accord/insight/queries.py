"""SQL of reports: the latest response of each person, page by page in the order of the records."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from pydantic_core import from_json
from sqlalchemy import Connection, Row, Select, Text, and_, cast, func, select, text

from accord.ground.repeated import once
from accord.people.tables import users
from accord.records.tables import records
from accord.schema.renaming import Renaming
from accord.work.tables import assignments, responses

PAGE = 500  # records read at once
WITHDRAWN = text("records.withdrawn_at IS NOT NULL")  # a literal, for ix_records_withdrawn


def state(c: Connection, project: int) -> tuple[int, int]:
    """The newest response's id and how many records were withdrawn: reports made in the same state are the same."""
    gone = select(func.count()).where(records.c.project_id == project, WITHDRAWN)
    return newest(c, project), int(c.scalar(gone) or 0)


def newest(c: Connection, project: int) -> int:
    """The newest response's id, from the end of ix_responses_project_id_id; 0 without any."""
    return int(c.scalar(select(func.max(responses.c.id)).where(responses.c.project_id == project)) or 0)


def sizes(c: Connection, project: int) -> tuple[int, int]:
    """How many records and responses there are, revisions included."""
    counted = (select(func.count()).select_from(one).where(one.c.project_id == project) for one in (records, responses))
    total, answers = (int(c.scalar(one) or 0) for one in counted)
    return total, answers


def more_than(c: Connection, project: int, most: int) -> bool:
    """Whether there are more responses than so many; no more are looked at."""
    some = select(responses.c.id).where(responses.c.project_id == project).limit(most + 1).subquery()
    return int(c.scalar(select(func.count()).select_from(some)) or 0) > most


class Latest(NamedTuple):
    """A response as `_latest` reads it."""

    record_id: int
    stage: str
    cycle: int
    user_id: int
    said: str


def by_record(
    c: Connection, project: int, names: Renaming, *, withdrawn: bool = False
) -> Iterator[tuple[int, list[Row[Any] | Latest]]]:
    """Each record that was answered, with the latest counted responses to it; what was `said` is JSON still, its places in one form.

    Keyed by the records' ids through ix_responses_record_id: memory is one page, whatever the project's size.
    """
    after = 0
    while ids := _ids(c, project, after, withdrawn):
        yield from _said_of(c, ids, names)
        after = ids[-1]


def these_records(c: Connection, ids: Sequence[int], names: Renaming) -> Iterator[tuple[int, list[Row[Any] | Latest]]]:
    """The same for some records only."""
    for start in range(0, len(ids), PAGE):
        yield from _said_of(c, ids[start : start + PAGE], names)


def changed_since(c: Connection, project: int, last: int, most: int) -> list[int] | None:
    """Records with responses newer than `last`, by ix_responses_project_id_id; None when these are more than `most`."""
    newer = select(responses.c.record_id).where(responses.c.project_id == project, responses.c.id > last)
    found = c.scalars(newer.order_by(responses.c.id).limit(most + 1)).all()
    return None if len(found) > most else sorted(set(found))


def _said_of(c: Connection, ids: Sequence[int], names: Renaming) -> Iterator[tuple[int, list[Row[Any] | Latest]]]:
    page: dict[int, list[Row[Any] | Latest]] = {}
    for row in c.execute(_latest(ids)).all():
        page.setdefault(row.record_id, []).append(_named(c, row, names))
    yield from ((number, page[number]) for number in ids if number in page)


def _named(c: Connection, row: Row[Any], names: Renaming) -> Row[Any] | Latest:
    """A response whose places were stored under other names, with those that they have now."""
    said = names.text(row.said, lambda: bodies(c, [row.record_id])[row.record_id])
    return row if said is row.said else Latest(row.record_id, row.stage, row.cycle, row.user_id, said)


def withdrawn(c: Connection, project: int) -> set[int]:
    """Records that were taken out of dispatch, by ix_records_withdrawn."""
    return set(c.scalars(select(records.c.id).where(records.c.project_id == project, WITHDRAWN)))


class Said(NamedTuple):
    """A response, read. Answers in the same words are one object: nobody changes anything in it."""

    stage: str
    cycle: int
    user_id: int
    answers: dict[str, Any]


def bodies(c: Connection, numbers: Sequence[int]) -> dict[int, Any]:
    """What these records hold."""
    found = c.execute(select(records.c.id, records.c.body).where(records.c.id.in_(numbers)))
    return {row.id: row.body for row in found}


def by_record_with_body(c: Connection, project: int, names: Renaming) -> Iterator[tuple[Any, list[Said]]]:
    """As `by_record`, with the record's body in the place of its id, and answers read; a page of bodies is read at once."""
    read = once(lambda said: from_json(said[0]))
    page: list[tuple[int, list[Said]]] = []
    for number, rows in by_record(c, project, names):
        page.append((number, [Said(row.stage, row.cycle, row.user_id, read((row.said,))) for row in rows]))
        if len(page) == PAGE:
            yield from _with_body(c, page)
            page = []
    yield from _with_body(c, page)


def _with_body(c: Connection, page: list[tuple[int, list[Said]]]) -> Iterator[tuple[Any, list[Said]]]:
    held = bodies(c, [number for number, _ in page]) if page else {}
    yield from ((held[number], rows) for number, rows in page)


def _ids(c: Connection, project: int, after: int, withdrawn: bool) -> Sequence[int]:
    mine = [records.c.project_id == project, records.c.id > after]
    if not withdrawn:
        mine.append(records.c.withdrawn_at.is_(None))
    return c.scalars(select(records.c.id).where(*mine).order_by(records.c.id).limit(PAGE)).all()


def _latest(numbers: Sequence[int]) -> Select[Any]:
    """By record only: given the project too, SQLite would read all of the project's responses for every page."""
    newest = and_(assignments.c.id == responses.c.assignment_id, assignments.c.response_id == responses.c.id)
    columns = (responses.c.record_id, responses.c.stage, responses.c.cycle, responses.c.user_id)
    said = cast(responses.c.answers, Text).label("said")
    return (
        select(*columns, said)
        .join(assignments, newest)
        .where(responses.c.record_id.in_(numbers), responses.c.surplus.is_(False), assignments.c.hidden.is_(None))
        .order_by(responses.c.record_id, responses.c.id)
    )


def answers_of(c: Connection, numbers: Sequence[int], names: Renaming) -> Sequence[Row[Any] | Latest]:
    """The latest responses to these records."""
    return [_named(c, row, names) for row in c.execute(_latest(numbers)).all()]


def named(c: Connection, numbers: Sequence[int]) -> dict[int, tuple[str, str]]:
    """Key and title of these records."""
    found = c.execute(select(records.c.id, records.c.key, records.c.title).where(records.c.id.in_(numbers)))
    return {row.id: (row.key, row.title) for row in found}


def people(c: Connection, numbers: Sequence[int]) -> dict[int, str]:
    """Names of these people."""
    return {row.id: row.name for row in c.execute(select(users.c.id, users.c.name).where(users.c.id.in_(numbers)))}
