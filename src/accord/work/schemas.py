"""What work's routes take and give."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from accord.ground.http import Body
from accord.projects.schemas import ChangeOut, Yaml

Seconds = Annotated[float, Field(ge=0, le=1e7, allow_inf_nan=False)]


class Claim(Body):
    """How many records to take at once."""

    count: Annotated[int, Field(ge=1, le=50)] = 1


Name = Annotated[str, StringConstraints(max_length=200, pattern=r"^[^\x00]*$")]


class SuggestionEvent(Body):
    """What somebody did with a suggestion: opened one that was hidden, or took one over; `after` so many seconds of work."""

    did: Literal["opened", "taken"]
    question: Name
    element: Name = ""
    agent: Name = ""
    version: Name = ""
    after: Seconds


Events = Annotated[list[SuggestionEvent], Field(max_length=1000)]


class Draft(Body):
    """Answers that are not finished; kept as they are."""

    answers: dict[str, Any]
    active_seconds: Seconds | None = None
    events: Events = []


class Verdict(Body):
    """What a reviewer or adjudicator decides; `of` names the response that was fixed or picked, `wrong` those that go
    back to their authors (without it: those that differ from what most said)."""

    action: Literal["approve", "reject", "return", "fix", "decide"]
    reason: Annotated[str, StringConstraints(max_length=200, pattern=r"^[^\x00]*$")] = ""
    comment: Annotated[str, StringConstraints(max_length=4000, pattern=r"^[^\x00]*$")] = ""
    of: Annotated[str, StringConstraints(max_length=30)] | None = None
    wrong: Annotated[list[Annotated[str, StringConstraints(max_length=30)]], Field(max_length=1000)] = []
    gold: bool = False
    example: bool = False


class Submit(Body):
    """Answers, and the version of the project that they were given to."""

    answers: dict[str, Any]
    active_seconds: Seconds | None = None
    spec_version: Annotated[int, Field(ge=1, le=2**31)] | None = None
    verdict: Verdict | None = None
    events: Events = []


class Skip(Body):
    """Why not."""

    reason: Annotated[str, StringConstraints(max_length=2000, pattern=r"^[^\x00]*$")] = ""


class Reopen(Body):
    """How many more people to ask."""

    people: Annotated[int, Field(ge=1, le=100)] = 1


class Steer(Body):
    """One action on up to a thousand records; `people` says how many more to ask."""

    action: Literal["withdraw", "restore", "ask"]
    ids: Annotated[
        list[Annotated[str, StringConstraints(min_length=1, max_length=512)]], Field(min_length=1, max_length=1000)
    ]
    people: Annotated[int, Field(ge=1, le=100)] = 1


class SteeredOut(BaseModel):
    """The records that were changed, and ids that no record has; the others stood so already."""

    changed: list[str]
    missing: list[str]


class StateOut(BaseModel):
    """What the assignment or record is now."""

    state: str


class VerdictOut(BaseModel):
    """What was decided."""

    action: str
    reason: str
    comment: str
    of: str | None
    wrong: list[str] = []


class Shown(BaseModel):
    """An earlier stage's answers, where this stage shows them; in a blind one `person` is a letter."""

    response: str
    stage: str
    cycle: int
    person: str
    answers: dict[str, Any]
    verdict: VerdictOut | None = None


class Returned(BaseModel):
    """Why the record is in this stage again."""

    model_config = ConfigDict(populate_by_name=True)

    from_: Annotated[str, Field(alias="from")]
    at: datetime
    person: str | None
    reason: str
    comment: str


class CommentOut(BaseModel):
    """A comment; `thread` is the one it answers."""

    id: int
    thread: int | None
    response: str | None
    person: str
    anchor: dict[str, Any] | None
    text: str
    at: datetime
    resolved_at: datetime | None


class AssignmentOut(BaseModel):
    """A leased permission to respond, with its record; the answers once there are some."""

    id: str
    project: str
    record: dict[str, Any]
    stage: str
    cycle: int
    state: str
    spec_version: int
    presentation: dict[str, Any]
    draft: dict[str, Any] | None
    lease_until: datetime | None
    answers: dict[str, Any] | None = None
    response: str | None = None
    revision: int | None = None
    submitted_at: datetime | None = None
    surplus: bool = False
    shown: list[Shown] = []
    earlier: dict[str, Any] = {}
    returned: Returned | None = None
    comments: list[CommentOut] = []


class Nothing(BaseModel):
    """Why there is nothing to do, and until when."""

    why: str
    until: datetime | None


class ClaimOut(BaseModel):
    """What was claimed."""

    assignments: list[AssignmentOut]
    nothing: Nothing | None


class SubmittedOut(BaseModel):
    """The stored revision."""

    response: str
    revision: int


class Saved(BaseModel):
    """When the draft was kept."""

    saved_at: datetime


class MineOut(BaseModel):
    """One's own answered assignments, newest first."""

    assignments: list[AssignmentOut]


class ProjectListed(BaseModel):
    """A project in one's list."""

    name: str
    title: str
    description: str
    purpose: str
    role: str
    version: int
    paused: bool
    archived_at: datetime | None = None
    records: int
    done: int
    open: int
    mine_today: int
    waiting: int | None
    part_of: str | None  # the project whose exam or calibration round it is, where one may see that


class ProjectsOut(BaseModel):
    """One's projects, by name."""

    projects: list[ProjectListed]


class PlaceOut(BaseModel):
    """A stage that the record is in or has passed."""

    stage: str
    cycle: int
    overlap: int
    open_slots: int
    answered: int
    state: str


class RecordOut(BaseModel):
    """One record with all that happened to it."""

    record: dict[str, Any]
    withdrawn_at: datetime | None
    places: list[PlaceOut]
    responses: list[dict[str, Any]]
    comments: list[CommentOut]


class StageProgress(BaseModel):
    """A stage's places."""

    name: str
    open: int
    done: int


class PersonProgress(BaseModel):
    """A person's work in a project."""

    name: str
    imported: bool
    answered: int
    today: int
    skipped: int
    median_active_seconds: float | None
    last_at: datetime | None


class RecordsProgress(BaseModel):
    """Records in all, and how many are through."""

    total: int
    done: int
    open: int


class MineProgress(BaseModel):
    """One's own answers."""

    today: int
    total: int


class ProgressOut(BaseModel):
    """How far a project is; people only for reviewers and leads."""

    records: RecordsProgress
    mine: MineProgress
    stages: list[StageProgress]
    ends: dict[str, int] = {}
    people: list[PersonProgress] = []


class Foresee(Body):
    """The project as it would be."""

    yaml: Yaml


class ReasonOut(BaseModel):
    """Why answers do not fit, and how many say so."""

    message: str
    count: int


class QuestionForeseen(BaseModel):
    """What becomes of a question's answers: untouched, carried over, or staying on their own version."""

    name: str
    what: str
    fits: int
    carried: int
    stays: int
    why: list[ReasonOut]


class ForeseenOut(BaseModel):
    """What a change would do. `complete`: whether all `responses` were looked at, or the first `looked_at` of them."""

    version: int
    changes: list[ChangeOut]
    responses: int
    looked_at: int
    complete: bool
    leased: int
    records_misfit: int
    records_why: str | None
    questions: list[QuestionForeseen]
