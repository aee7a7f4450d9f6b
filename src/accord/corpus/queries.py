"""SQL of the corpus. The words are raw SQL: each database has full text of its own."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, func, insert, select, text, update

from accord.corpus.tables import documents, passages
from accord.corpus.words import words

TITLE = 2  # a word in the title counts so many times
PAGES = 100  # of the index, written anew at once
POSITIONS, LAST = 255, 16383  # what PostgreSQL keeps of one word, and the last place that it tells apart
WEIGHTS = "{0.5, 0.5, 0.5, 1}"  # PostgreSQL's for D (text) to A (title)


@dataclass(frozen=True, slots=True)
class Found:
    """A passage that matches."""

    document_id: int
    start: int
    end: int
    score: float


def known(c: Connection, project_id: int, keys: Sequence[str]) -> dict[str, tuple[int, str]]:
    """Ids and hashes of the documents that are there, by key."""
    chosen = select(documents.c.key, documents.c.id, documents.c.hash)
    found = c.execute(chosen.where(documents.c.project_id == project_id, documents.c.key.in_(keys)))
    return {row.key: (row.id, row.hash) for row in found}


def put(c: Connection, project_id: int, number: int | None, values: dict[str, Any], now: datetime) -> int:
    """A document new, or (with its id) changed: then its passages are gone."""
    if number is None:
        made = insert(documents).values(project_id=project_id, updated_at=now, **values).returning(documents.c.id)
        return int(c.execute(made).scalar_one())
    _forget(c, number)
    c.execute(update(documents).where(documents.c.id == number).values(updated_at=now, **values))
    return number


def add_passages(c: Connection, project_id: int, document: int, title: str, body: str, spans: Iterable[tuple[int, int]]) -> None:  # fmt: skip
    """The passages of a document and their words."""
    made = insert(passages).returning(passages.c.id, passages.c.start, sort_by_parameter_order=True)
    rows = [{"document_id": document, "start": start, "end": end} for start, end in spans]
    if not rows:
        return
    numbers = [row.id for row in c.execute(made, rows)]
    placed = [(number, row["start"], row["end"]) for number, row in zip(numbers, rows, strict=True)]
    _add_words(c, project_id, title, body, placed)


def add_all_words(c: Connection) -> None:
    """The words of every passage, where there are none yet: what a copy of the tables lacks. A document at a time is in memory."""
    which = select(documents.c.id).order_by(documents.c.id)
    for number in c.execute(which).scalars().all():
        found = c.execute(select(documents).where(documents.c.id == number)).one()
        spans = c.execute(
            select(passages.c.id, passages.c.start, passages.c.end).where(passages.c.document_id == number)
        ).all()
        if spans:
            _add_words(
                c, found.project_id, found.title, found.body["text"], [(one.id, one.start, one.end) for one in spans]
            )


def _add_words(c: Connection, project_id: int, title: str, body: str, placed: list[tuple[int, int, int]]) -> None:
    titled = list(words(title))
    told = [(number, titled, list(words(body[start:end]))) for number, start, end in placed]
    if c.dialect.name == "sqlite":
        add = text("INSERT INTO corpus_words (rowid, scope, title, words) VALUES (:id, :scope, :title, :words)")
        given = [{"id": n, "scope": f"p{project_id}", "title": " ".join(t), "words": " ".join(w)} for n, t, w in told]
    else:
        add = text(
            "INSERT INTO corpus_words (passage_id, project_id, words) VALUES (:id, :project, CAST(:words AS tsvector))"
        )
        given = [{"id": n, "project": project_id, "words": _vector(t, w)} for n, t, w in told]
    c.execute(add, given)


def remove(c: Connection, project_id: int, key: str) -> bool:
    """Take a document away; False when there was none."""
    found = known(c, project_id, [key])
    if not found:
        return False
    _forget(c, found[key][0])
    c.execute(delete(documents).where(documents.c.id == found[key][0]))
    return True


def remove_some(c: Connection, project_id: int, most: int) -> int:
    """Take so many documents of a project away; how many there were."""
    numbers = list(c.scalars(select(documents.c.id).where(documents.c.project_id == project_id).limit(most)))
    for number in numbers:
        _forget(c, number)
    c.execute(delete(documents).where(documents.c.id.in_(numbers)))
    return len(numbers)


def forget_words(c: Connection, first: bool) -> bool:
    """SQLite keeps the words of what was removed until it writes their part of its index anew: a bit of that; whether there is more."""
    if c.dialect.name != "sqlite":
        return False
    raw: Any = c.connection.dbapi_connection
    before = raw.total_changes
    pages = -PAGES if first else PAGES
    c.execute(text("INSERT INTO corpus_words (corpus_words, rank) VALUES ('merge', :pages)"), {"pages": pages})
    return bool(raw.total_changes - before >= 2)  # as its documentation says


def by_keys(c: Connection, project_id: int, keys: Sequence[str]) -> Sequence[Row[Any]]:
    """Documents, whole."""
    return c.execute(select(documents).where(documents.c.project_id == project_id, documents.c.key.in_(keys))).all()


def by_ids(c: Connection, ids: Sequence[int]) -> dict[int, Row[Any]]:
    """The same by their numbers."""
    return {row.id: row for row in c.execute(select(documents).where(documents.c.id.in_(ids)))}


def page(c: Connection, project_id: int, offset: int, limit: int) -> tuple[int, Sequence[Row[Any]]]:
    """How many documents there are, and some of them by title, without their text."""
    mine = documents.c.project_id == project_id
    total = int(c.execute(select(func.count()).select_from(documents).where(mine)).scalar_one())
    chosen = select(documents.c.key, documents.c.title, documents.c.length).where(mine)
    return total, c.execute(chosen.order_by(documents.c.title, documents.c.id).offset(offset).limit(limit)).all()


def search(c: Connection, project_id: int, wanted: Sequence[str], limit: int) -> list[Found]:
    """The best passages for some words, best first; the last word finds what begins with it."""
    return (_sqlite if c.dialect.name == "sqlite" else _postgres)(c, project_id, wanted, limit)


def _sqlite(c: Connection, project_id: int, wanted: Sequence[str], limit: int) -> list[Found]:
    """BM25, as FTS5 has it."""
    any_of = " OR ".join(f'"{word}"' + (" *" if at == len(wanted) - 1 else "") for at, word in enumerate(wanted))
    asked = text(
        "SELECT p.document_id, p.start, p.\"end\", -bm25(corpus_words, 0.0, :title, 1.0) AS score FROM corpus_words "
        "JOIN corpus_passages p ON p.id = corpus_words.rowid WHERE corpus_words MATCH :match "
        "ORDER BY bm25(corpus_words, 0.0, :title, 1.0), p.id LIMIT :limit"
    )  # fmt: skip
    match = f"scope : p{project_id} AND {{title words}} : ({any_of})"
    return [Found(*row) for row in c.execute(asked, {"match": match, "title": TITLE, "limit": limit})]


def _postgres(c: Connection, project_id: int, wanted: Sequence[str], limit: int) -> list[Found]:
    """ts_rank of each word by its length-normalised count, weighed by how rare it is among the passages: close to BM25."""
    terms = {f"q{at}": f"'{word}'" + (":*" if at == len(wanted) - 1 else "") for at, word in enumerate(wanted)}
    each = ", ".join(f"count(*) FILTER (WHERE words @@ CAST(:{name} AS tsquery)) AS {name}" for name in terms)
    counts = c.execute(
        text(f"SELECT count(*) AS n, {each} FROM corpus_words WHERE project_id = :project"), {**terms, "project": project_id}
    ).one()  # fmt: skip
    total, *have = counts
    rare = {f"w{at}": math.log(1 + (total - n + 0.5) / (n + 0.5)) for at, n in enumerate(have)}
    score = " + ".join(f":w{at} * ts_rank('{WEIGHTS}', words, CAST(:q{at} AS tsquery), 1)" for at in range(len(wanted)))
    asked = text(
        f"SELECT p.document_id, p.start, p.\"end\", {score} AS score FROM corpus_words w JOIN corpus_passages p ON p.id = w.passage_id "
        "WHERE w.project_id = :project AND w.words @@ CAST(:match AS tsquery) ORDER BY score DESC, p.id LIMIT :limit"
    )  # fmt: skip
    given = {**terms, **rare, "match": " | ".join(terms.values()), "project": project_id, "limit": limit}
    return [Found(*row) for row in c.execute(asked, given)]


def _vector(title: Sequence[str], body: Sequence[str]) -> str:
    """A tsvector as PostgreSQL reads one; words are letters, digits and marks, so there is nothing to escape."""
    places: dict[str, list[str]] = {}
    for at, word in enumerate(title, 1):
        places.setdefault(word, []).append(f"{min(at, LAST)}A")
    for at, word in enumerate(body, len(title) + 1):
        places.setdefault(word, []).append(str(min(at, LAST)))
    return " ".join(f"'{word}':{','.join(found[:POSITIONS])}" for word, found in places.items())


def _forget(c: Connection, document: int) -> None:
    if c.dialect.name == "sqlite":  # PostgreSQL's go with their passages
        mine = select(passages.c.id).where(passages.c.document_id == document)
        c.execute(
            text("DELETE FROM corpus_words WHERE rowid IN :ids").bindparams(bindparam("ids", expanding=True)),
            {"ids": list(c.execute(mine).scalars())},
        )
    c.execute(delete(passages).where(passages.c.document_id == document))
