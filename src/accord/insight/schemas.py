"""What reports look like over HTTP."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from pydantic import BaseModel

from accord.jobs.schemas import JobOut


class Figure(BaseModel):
    """A number and its 95% interval."""

    estimate: float
    low: float | None
    high: float | None
    note: str | None = None


class QuestionQuality(BaseModel):
    """Agreement on one question, or on one dimension of it; `why` says why a figure is missing."""

    question: str
    dimension: str | None
    each: str | None
    level: str
    alpha: Figure | None
    percent: Figure | None
    why: str | None
    method: str
    records: int
    people: int
    responses: int
    labels: int
    cannot_assess: int
    not_applicable: int
    unread: int


class Made(BaseModel):
    """Of a large project: when it was made (null: just now), and the job that makes a newer one, if there is one."""

    made_at: datetime | None = None
    job: JobOut | None = None


class Quality(Made):
    """Agreement per question; `records` were answered, on `consensus_ties` of them people stand evenly against each other."""

    questions: list[QuestionQuality]
    records: int
    consensus_ties: int


class Said(BaseModel):
    """What one person answered: the bare value, and the answer with its envelope. Of each element: maps from element."""

    person: str
    value: Any
    answer: dict[str, Any]


class Consensus(BaseModel):
    """The answer by majority; null where there is none. For a question of each element, maps from element."""

    value: Any
    answer: dict[str, Any] | None
    confidence: float | dict[str, float] | None
    n: int | dict[str, int] | None
    tied: bool | dict[str, bool] | None


class Disagreement(BaseModel):
    """A record on which people differ; `distance` from 0 to 1."""

    id: str
    title: str
    distance: float
    answers: list[Said]
    consensus: Consensus


class Disagreements(BaseModel):
    """The records that people differ on, farthest first."""

    question: str
    total: int
    records: list[Disagreement]


class ResultPart(BaseModel):
    """One part of the result page: what was asked for, and its rows (or names and matrix, for a confusion)."""

    show: str
    of: str
    title: str
    by: str | None = None
    per: str | None = None
    to: str | None = None
    rows: list[dict[str, Any]]
    scale: tuple[float, float] | None = None
    names: list[str] | None = None
    matrix: list[list[float]] | None = None
    more: int


class ResultPage(Made):
    """The result page of a project."""

    records: int
    responses: int
    parts: list[ResultPart]


class GroupFigures(BaseModel):
    """One group: agreement within (`irr`) and with the others (`xrr`), their difference, and how its ratings differ from the others'.

    `people` is told in steps of the floor; `*_adjusted` over all questions and groups of the report.
    """

    group: str
    people: int
    irr: float | None
    xrr: float | None
    gap: float | None
    p: float | None
    p_adjusted: float | None
    difference: float | None
    difference_p: float | None
    difference_p_adjusted: float | None


class GroupQuestion(BaseModel):
    """A question, and the groups that may be told of; `why` there are none."""

    question: str
    level: str
    groups: list[GroupFigures]
    why: str | None


class GroupsOut(BaseModel):
    """Whether groups of people see differently; `floor`: the fewest people that a figure rests on."""

    attribute: str
    floor: int
    questions: list[GroupQuestion]


class Example(BaseModel):
    """A record that shows it."""

    id: str
    title: str


class Gap(BaseModel):
    """Two answers that were given to the same thing `n` times, of `of` times that either was given."""

    a: Any
    b: Any
    n: int
    of: int
    share: Figure
    records: list[Example]


class Gaps(BaseModel):
    """Pairs of answers that people mix up, the commonest first; `why` there are none."""

    question: str
    pairs: list[Gap]
    why: str | None
