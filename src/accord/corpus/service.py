"""A project's corpus: documents come in by the stream, members search and read them, answers may point into them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import blake2b
from itertools import islice
from typing import Any

from pydantic_core import to_json
from sqlalchemy import Connection

from accord.corpus import queries
from accord.corpus.words import passages, words
from accord.formats.rows import Refused, Row
from accord.ground.audit import note
from accord.ground.clock import now
from accord.ground.database import Database
from accord.ground.errors import NotFound
from accord.people.service import Caller
from accord.projects import service as projects
from accord.projects.service import ProjectRow
from accord.records.adding import Report
from accord.schema import Fault, nearest, segment
from accord.schema.fields.text import FORMATS
from accord.schema.plain import check_plain

KEYS = ("id", "title", "text", "url", "format", "lang", "meta")
CHUNK = 50  # documents in one transaction
MOST_CHARACTERS = 5_000_000
MOST_WORDS = 20  # of a search
Item = Row | Refused | Mapping[str, Any]


def add(db: Database, caller: Caller, project: str, items: Iterable[Item]) -> Report:
    """Add or replace documents by their id, in chunks; a chunk is one transaction, and what does not fit is reported.

    Answers that point into a document keep their quote when it is replaced; they were right about the text that was there.

    Raises:
        NotFound, Forbidden: the caller may not see the project, or is no lead of it.
    """
    found = projects.get(db, caller, project)
    found.needs("lead")
    found.live()
    report = Report()
    fitting = _checked(items, report)
    while chunk := list(islice(fitting, CHUNK)):
        report.count(db.write(lambda c, chunk=chunk: _store(c, found, chunk)))
    if report.inserted or report.updated:
        told = {"inserted": report.inserted, "updated": report.updated}
        db.write(lambda c: note(c, caller, "corpus.add", f"projects/{found.name}/corpus", told))
    return report


def find_again(c: Connection) -> None:
    """Make every document of a database found by its words, where its tables came from another and no words with them."""
    queries.add_all_words(c)


def remove(db: Database, caller: Caller, project: str, key: str) -> None:
    """Take a document out; answers that point into it keep their quote.

    Raises:
        NotFound, Forbidden: there is no such document, or the caller is no lead.
    """
    found = projects.get(db, caller, project)
    found.needs("lead")
    found.live()

    def work(c: Connection) -> None:
        if not queries.remove(c, found.id, key):
            raise NotFound(f"The corpus of {project} has no document {key[:200]}")
        note(c, caller, "corpus.remove", f"projects/{found.name}/corpus/{key}")

    db.write(work)


def page(db: Database, caller: Caller, project: str, offset: int, limit: int) -> dict[str, Any]:
    """The documents by title, for members."""
    found = projects.get(db, caller, project)
    with db.read() as c:
        total, rows = queries.page(c, found.id, offset, limit)
    return {"total": total, "documents": [{"id": r.key, "title": r.title, "characters": r.length} for r in rows]}


def get(db: Database, caller: Caller, project: str, key: str) -> dict[str, Any]:
    """A document, whole, for members.

    Raises:
        NotFound: there is none, or the caller is no member.
    """
    found = projects.get(db, caller, project)
    with db.read() as c:
        rows = queries.by_keys(c, found.id, [key])
    if not rows:
        raise NotFound(f"The corpus of {project} has no document {key[:200]}")
    return _shape(rows[0])


def search(db: Database, caller: Caller, project: str, wanted: str, limit: int = 20) -> list[dict[str, Any]]:
    """The passages that the words are in, best first, for members; an unfinished last word finds what begins with it."""
    found = projects.get(db, caller, project)
    asked = list(dict.fromkeys(words(wanted)))[:MOST_WORDS]
    if not asked:
        return []
    with db.read() as c:
        hits = queries.search(c, found.id, asked, limit)
        rows = queries.by_ids(c, sorted({hit.document_id for hit in hits}))
    return [_hit(hit, rows[hit.document_id]) for hit in hits if hit.document_id in rows]


def texts(c: Connection, project_id: int, keys: Sequence[str]) -> dict[str, str]:
    """The texts of some documents by id, for whoever checks what answers quote."""
    return {row.key: row.body["text"] for row in queries.by_keys(c, project_id, keys)} if keys else {}


def _checked(items: Iterable[Item], report: Report) -> Iterator[dict[str, Any]]:
    for at, item in enumerate(items, 1):
        if isinstance(item, Refused):
            report.refuse(item)
            continue
        number, raw = (item.number, item.data) if isinstance(item, Row) else (at, item)
        fault = next(_faults(raw), None)
        if fault is None:
            yield dict(raw)
            continue
        own = raw.get("id") if isinstance(raw, Mapping) else None
        report.refuse(Refused(number, fault.code, fault.message, str(own)[:200] if own else None, fault.pointer))


def _faults(raw: Any) -> Iterator[Fault]:
    if not isinstance(raw, Mapping):
        yield Fault("", "not-a-document", "a document is an object with id and text")
        return
    yield from check_plain(raw)
    own = raw.get("id")
    if not isinstance(own, str) or not own or len(own) > 200 or "/" in own:
        yield Fault("/id", "bad-id", "a document has an id: text of at most 200 characters without slashes")
    given = raw.get("text")
    if not isinstance(given, str) or not given.strip():
        yield Fault("/text", "missing", "a document has its text")
    elif len(given) > MOST_CHARACTERS:
        yield Fault("/text", "too-long", f"a document has at most {MOST_CHARACTERS} characters; cut it into chapters")
    for key in ("title", "url", "lang"):
        if not isinstance(raw.get(key) or "", str):
            yield Fault(f"/{key}", "not-text", f"{key} is text")
    if raw.get("format", "plain") not in FORMATS:
        yield Fault("/format", "unknown-option", f"format is one of {', '.join(FORMATS)}")
    for key in raw:
        if key not in KEYS:
            message = f"{str(key)[:80]!r} is no part of a document; put it under meta"
            yield Fault(segment(key), "unknown-key", message, nearest(str(key)[:80], KEYS))


def _store(c: Connection, project: ProjectRow, chunk: list[dict[str, Any]]) -> tuple[int, int, int]:
    projects.still(c, project)
    project_id = project.id
    there = queries.known(c, project_id, [one["id"] for one in chunk])
    counts, moment = [0, 0, 0], now()
    for one in chunk:
        key, hashed = one["id"], blake2b(to_json(one), digest_size=20).hexdigest()
        number, before = there.get(key, (None, ""))
        if before == hashed:
            counts[2] += 1
            continue
        title = " ".join((one.get("title") or key).split())
        body = {name: one[name] for name in ("text", "url", "format", "lang", "meta") if one.get(name)}
        values = {"key": key, "title": title, "body": body, "length": len(one["text"]), "hash": hashed}
        made = queries.put(c, project_id, number, values, moment)
        queries.add_passages(c, project_id, made, title, one["text"], passages(one["text"]))
        counts[number is not None] += 1
        there[key] = (made, hashed)
    return counts[0], counts[1], counts[2]


def _shape(row: Any) -> dict[str, Any]:
    body = {key: value for key, value in row.body.items() if key != "meta"}
    return {"id": row.key, "title": row.title, **body}


def _hit(hit: queries.Found, row: Any) -> dict[str, Any]:
    about = {"id": row.key, "title": row.title, "url": row.body.get("url"), "lang": row.body.get("lang")}
    place = {"start": hit.start, "end": hit.end, "text": row.body["text"][hit.start : hit.end]}
    return {**about, **place, "score": round(hit.score, 6)}
