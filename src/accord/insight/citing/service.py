"""Citations of a document: read out of the answers themselves, which keep their quote whatever becomes of the document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from accord.corpus import service as corpus
from accord.ground.database import Database
from accord.insight.citing import queries
from accord.people.service import Caller
from accord.projects import service as projects
from accord.schema.contexts import CORPUS
from accord.work.seeing import namer, sight

MOST = 500  # answers that are read


def citations(db: Database, caller: Caller, project: str, document: str) -> dict[str, Any]:
    """Where people's latest answers point into a document, whether it is there still or not.

    Raises:
        NotFound, Forbidden: the caller is no reviewer or lead of the project.
    """
    found = projects.get(db, caller, project)
    found.needs("reviewer")
    element = CORPUS + document
    with db.read() as c:
        text = corpus.texts(c, found.id, [document]).get(document, "")
        rows = queries.naming(c, found.id, element, MOST + 1)
        sees = sight(c, found, caller, sorted({row.record_id for row in rows}))
    name = namer(found, {row.user_id: row.name for row in rows})
    told = [
        {
            "record": row.key,
            "title": row.title or "",
            "person": name(row.user_id),
            "stage": row.stage,
            "question": question,
            "submitted_at": row.submitted_at,
            **_place(anchor, label, text),
        }
        for row in rows[:MOST]
        if sees.answer(row.record_id, row.stage, row.user_id)
        for question, anchor, label in _anchors(row.answers, element)
    ]
    return {"citations": told, "more": len(rows) > MOST}


def _anchors(answers: Mapping[str, Any], element: str) -> Iterator[tuple[str, Mapping[str, Any], str | None]]:
    """Each anchor in the element, with the question that it answers and the label beside it."""
    waiting: list[tuple[str, Any, str | None]] = [(name, said, None) for name, said in reversed(answers.items())]
    while waiting:
        question, one, label = waiting.pop()
        if isinstance(one, Mapping):
            beside = one.get("label") or one.get("type")
            label = beside if isinstance(beside, str) else label
            at = one.get("at")
            if isinstance(at, str) and at.partition("/")[2] == element:
                yield question, one, label
            waiting += [(question, part, label) for part in reversed(one.values())]
        elif isinstance(one, list):
            waiting += [(question, part, label) for part in reversed(one)]


def _place(anchor: Mapping[str, Any], label: str | None, text: str) -> dict[str, Any]:
    pieces = anchor.get("ranges")
    if isinstance(pieces, list) and len(pieces) == 1:  # as one piece was stored before it had one form
        anchor = {**anchor, "start": pieces[0][0], "end": pieces[0][1]}
    start, end, quote = (anchor.get(key) for key in ("start", "end", "quote"))
    quoted = isinstance(quote, str) and isinstance(start, int) and isinstance(end, int)
    holds = text[start:end] == quote if quoted else None
    return {"label": label, "start": start, "end": end, "quote": quote, "holds": holds}
