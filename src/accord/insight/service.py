"""What a lead asks of the responses: how far people agree, and where they do not.

Both reports read every latest response once, a page in memory, and are then kept until another response comes in.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic_core import from_json

from accord.ground.database import Database
from accord.ground.errors import Invalid
from accord.ground.repeated import once
from accord.insight import queries
from accord.insight.agreement import figures
from accord.insight.course import READING, Course, weights
from accord.insight.disputes import disputed
from accord.insight.fresh import FRESH
from accord.insight.gaps import gaps
from accord.insight.gathering import Gathering, first_stages
from accord.insight.reports import Reports
from accord.jobs.task import Told, nothing
from accord.people.service import Caller
from accord.projects import service as projects
from accord.projects.service import ProjectRow
from accord.schema import Fault, QuestionDef, nearest
from accord.schema.consensus import consensus, divided
from accord.schema.renaming import Renaming
from accord.work import seeing
from accord.work.seeing import namer

REPORTS = Reports()


def quality(db: Database, caller: Caller, project: str) -> dict[str, Any]:
    """Agreement per question: percent and alpha with 95% intervals by resampling records, and what they rest on.

    Raises:
        NotFound, Forbidden: the caller is no reviewer or lead of the project.
    """
    found = reviewed(db, caller, project)
    with db.read() as c:
        state = queries.state(c, found.id)
    return REPORTS.get(db, ("quality", found.id, found.version, state), lambda: quality_of(db, found))


def quality_of(db: Database, project: ProjectRow, told: Told = nothing) -> dict[str, Any]:
    """The report, made now; `told` hears how far it is, in thousandths."""
    with db.read() as c:
        total, answers = queries.sizes(c, project.id)
    course = Course(told, weights(project.spec, answers))
    reading = course.step(READING)
    gathering, ties, answered = Gathering(project.spec), 0, 0

    def tied(said: tuple[str, ...]) -> bool:
        """Whether people stand evenly against each other on some question: stages and answers in turn."""
        given = zip(said[::2], map(from_json, said[1::2]), strict=True)
        own = [
            {name: one for name, one in answers.items() if gathering.first.get(name) == stage}
            for stage, answers in given
        ]
        return divided(project.spec, own)

    nominal = any(one.kind.level(one.spec) == "nominal" for one in project.spec.questions.values())
    known = once(tied) if nominal else lambda said: False  # what has a middle is never tied: no answer is read for it
    with db.read() as c:
        for record, rows in queries.by_record(c, project.id, Renaming(project.spec)):
            gathering.feed(record, rows)
            answered += 1
            reading(answered, total)
            ties += len(rows) > 1 and known(tuple(part for row in rows for part in (row.stage, row.said)))
    rows = [figures(table, course.step(table.question.name)) for table in gathering.ordered()]
    return {"questions": rows, "records": answered, "consensus_ties": ties}


def results(db: Database, caller: Caller, project: str) -> dict[str, Any]:
    """The result page: every part that the project's `results` names, with intervals over records.

    Raises:
        NotFound, Forbidden: the caller is no reviewer or lead of the project.
    """
    found = reviewed(db, caller, project)
    with db.read() as c:
        state = queries.state(c, found.id)
    return REPORTS.get(db, ("results", found.id, found.version, state), lambda: results_of(db, found))


def results_of(db: Database, project: ProjectRow, told: Told = nothing) -> dict[str, Any]:
    """The page, made now; `told` hears how far it is."""
    from accord.insight.results.page import page as result_page  # loads the numerics, which a start waits not for

    with db.read() as c:
        total, _ = queries.sizes(c, project.id)
        rows = queries.by_record_with_body(c, project.id, Renaming(project.spec))

        def counted() -> Iterator[Any]:
            for at, row in enumerate(rows, 1):
                told(min(at, total), total, READING)
                yield row

        return result_page(project.spec, counted())


def disagreements(
    db: Database, caller: Caller, project: str, question: str = "", offset: int = 0, limit: int = 50
) -> dict[str, Any]:
    """The records that people differ on most, with what each said and the consensus; by default of the first question.

    Raises:
        NotFound, Forbidden: the caller is no reviewer or lead of the project.
        Invalid: there is no such question.
    """
    found = reviewed(db, caller, project)
    asked = _question(found, question)
    stage = first_stages(found.spec).get(asked.name, "")
    apart = disputed(db, found).of(asked.name)
    with db.read() as c:
        gone = queries.withdrawn(c, found.id)
        gone |= seeing.sight(c, found, caller).without(stage)
    order = [pair for pair in zip(apart.record.tolist(), apart.distance.tolist(), strict=True) if pair[0] not in gone]
    page = order[offset : offset + limit]
    rows = _rows(db, found, asked, stage, page) if page else []
    return {"question": asked.name, "total": len(order), "records": rows}


def guideline_gaps(db: Database, caller: Caller, project: str, question: str = "") -> dict[str, Any]:
    """Which answers people mix up, with examples; by default of the first question.

    Raises:
        NotFound, Forbidden: the caller is no reviewer or lead of the project.
        Invalid: there is no such question.
    """
    found = reviewed(db, caller, project)
    asked = _question(found, question)
    stage = first_stages(found.spec).get(asked.name, "")
    with db.read() as c:
        state = queries.newest(c, found.id)

    def make() -> dict[str, Any]:
        with db.read() as c:
            made = gaps(asked, stage, queries.by_record(c, found.id, Renaming(found.spec)))
            names = queries.named(c, sorted({one for pair in made["pairs"] for one in pair["records"]}))
        for pair in made["pairs"]:
            pair["records"] = [{"id": names[one][0], "title": names[one][1]} for one in pair["records"]]
        return {"question": asked.name, **made}

    return FRESH.get(db, ("gaps", found.id, found.version, asked.name), state, make).value


def _rows(
    db: Database, project: ProjectRow, asked: QuestionDef, stage: str, page: list[tuple[int, float]]
) -> list[dict[str, Any]]:
    numbers = [record for record, _ in page]
    with db.read() as c:
        rows = [row for row in queries.answers_of(c, numbers, Renaming(project.spec)) if row.stage == stage]
        names, people = queries.named(c, numbers), queries.people(c, sorted({row.user_id for row in rows}))
    called = namer(project, people)
    said: dict[int, list[tuple[str, Any]]] = {}
    for row in rows:
        if asked.name in (answers := from_json(row.said)):
            said.setdefault(row.record_id, []).append((called(row.user_id) or "", answers[asked.name]))
    out = []
    for record, far in page:
        given = said[record]
        agreed = consensus(project.spec, [{asked.name: answer} for _, answer in given], "keep")
        whole = agreed["answers"].get(asked.name)
        parts = {name: agreed[name].get(asked.name) for name in ("confidence", "n", "tied")}
        out.append(
            {
                "id": names[record][0],
                "title": names[record][1],
                "distance": round(far, 6),
                "answers": [{"person": who, "value": _bare(asked, one), "answer": one} for who, one in given],
                "consensus": {"value": _bare(asked, whole), "answer": whole, **parts},
            }
        )
    return out


def _bare(asked: QuestionDef, answer: Any) -> Any:
    """The value out of its envelope (null for "not applicable" and the like), element by element where it is asked so."""
    if answer is None or not asked.each:
        return answer.get("value") if answer else None
    return {element: envelope.get("value") for element, envelope in answer.items()}


def reviewed(db: Database, caller: Caller, project: str) -> ProjectRow:
    """The project, for its reviewers and leads."""
    found = projects.get(db, caller, project)
    found.needs("reviewer")
    return found


def _question(project: ProjectRow, name: str) -> QuestionDef:
    questions = project.spec.questions
    if not name:
        return next(iter(questions.values()))
    if name not in questions:
        fault = Fault("/question", "unknown-question", f"there is no question {name!r}", nearest(name, questions))
        raise Invalid("There is no such question", faults=[fault])
    return questions[name]
