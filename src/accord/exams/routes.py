"""Exams over HTTP, and feedback on answers whose right ones are known."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Path

from accord.exams import making, service
from accord.exams.schemas import AttemptsOut, ExamMade, ExamOut, FeedbackOut, NewExam
from accord.ground.http import Db, problems
from accord.people.routes import CurrentCaller

router = APIRouter(tags=["exams"])
ProjectName = Annotated[str, Path(min_length=1, max_length=100)]
AssignmentId = Annotated[str, Path(min_length=1, max_length=30)]


@router.get("/projects/{name}/exam", response_model=ExamOut, responses=problems(404))
def show_exam(name: ProjectName, db: Db, caller: CurrentCaller) -> Any:
    """What the exam is, and one's own attempts."""
    return service.show(db, caller, name)


@router.post("/projects/{name}/exam/start", response_model=ExamOut, responses=problems(404, 409))
def start_exam(name: ProjectName, db: Db, caller: CurrentCaller) -> Any:
    """Begin an attempt, or go on with the open one; `claim` hands out its records."""
    return service.start(db, caller, name)


@router.post("/projects/{name}/exam/finish", response_model=ExamOut, responses=problems(404, 409))
def finish_exam(name: ProjectName, db: Db, caller: CurrentCaller) -> Any:
    """Hand the open attempt in; what is not answered counts as wrong."""
    return service.finish(db, caller, name)


@router.get("/projects/{name}/exam/attempts", response_model=AttemptsOut, responses=problems(404))
def list_attempts(name: ProjectName, db: Db, caller: CurrentCaller) -> Any:
    """Everybody's attempts, and how each record was answered."""
    return service.attempts(db, caller, name)


@router.post("/projects/{name}/exam", status_code=201, response_model=ExamMade, responses=problems(404, 409))
def make_exam(name: ProjectName, body: NewExam, db: Db, caller: CurrentCaller) -> Any:
    """Make an exam of the project's records with gold."""
    return making.make(db, caller, name, body.name, body.exam)


@router.get("/assignments/{number}/feedback", response_model=FeedbackOut, responses=problems(404, 409))
def show_feedback(number: AssignmentId, db: Db, caller: CurrentCaller) -> Any:
    """What was right of one's own answer, where the stage is for training or the exam says so."""
    return service.feedback(db, caller, number)
