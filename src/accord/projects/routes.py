"""Projects over HTTP. (The list with its counts is `work`'s: projects know nothing of records.)"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query

from accord import workflows
from accord.ground.errors import NotFound
from accord.ground.http import Db, problems
from accord.people.routes import CurrentCaller
from accord.people.schemas import AuditOut
from accord.projects import archiving, building, rates, service
from accord.projects.schemas import (
    ArchivedOut,
    CheckedOut,
    MembersOut,
    NewProject,
    NewRate,
    NewRole,
    NewVersion,
    ProjectOut,
    RateHeld,
    Source,
    VersionOut,
    VersionsOut,
    WorkflowsOut,
    WorkflowWhole,
)
from accord.projects.service import ProjectRow
from accord.schema import json_schema

router = APIRouter(tags=["projects"])
ProjectName = Annotated[str, Path(min_length=1, max_length=100)]
GALLERY = ("name", "title", "summary", "time", "agreement", "source", "guidelines")
VersionNumber = Annotated[int, Path(ge=1, le=2**31)]
UserName = Annotated[str, Path(min_length=1, max_length=64)]


@router.get("/workflows", response_model=WorkflowsOut, responses=problems())
def list_workflows(caller: CurrentCaller) -> Any:
    """The ready-made projects; `POST /projects` with one's `source` and `guidelines` makes it yours."""
    return {"workflows": [{part: getattr(one, part) for part in GALLERY} for one in workflows.list_()]}


@router.get("/workflows/{name}", response_model=WorkflowWhole, responses=problems(404))
def show_workflow(name: ProjectName, caller: CurrentCaller) -> Any:
    """One ready-made project with its sample records, for leads: what `POST /projects` and `POST /projects/{name}/records` need.

    The records come with their gold, which people who answer must not see.
    """
    caller.needs("lead")
    try:
        one = workflows.load(name)
    except KeyError as error:
        raise NotFound(str(error.args[0])) from None
    return {**{part: getattr(one, part) for part in GALLERY}, "sample": list(one.sample())}


@router.get("/schema", response_model=dict[str, Any], responses=problems())
def project_schema(caller: CurrentCaller) -> Any:
    """The JSON Schema of `project.yaml`, with every type that is installed."""
    return json_schema()


@router.post("/projects/validate", response_model=CheckedOut, responses=problems())
def validate_project(body: Source, caller: CurrentCaller) -> Any:
    """What is wrong with a project's YAML, with lines; with a record, how people would see it. Nothing is stored."""
    return building.check(body.yaml, body.record)


@router.post("/projects", status_code=201, response_model=ProjectOut, responses=problems(409))
def create_project(body: NewProject, db: Db, caller: CurrentCaller) -> Any:
    """Make a project."""
    made = service.create(db, caller, source=body.yaml, spec=body.spec, guidelines=body.guidelines, name=body.name)
    return _out(made)


@router.get("/projects/{name}", response_model=ProjectOut, responses=problems(404))
def show_project(name: ProjectName, db: Db, caller: CurrentCaller) -> Any:
    """A project with its spec and guidelines."""
    return _out(service.get(db, caller, name))


@router.put("/projects/{name}", response_model=ProjectOut, responses=problems(404, 409))
def change_project(name: ProjectName, body: NewVersion, db: Db, caller: CurrentCaller) -> Any:
    """A new version; stored responses keep theirs."""
    given = {"source": body.yaml, "spec": body.spec, "guidelines": body.guidelines, "base": body.base}
    given |= {"changes": body.changes, "acknowledge": body.acknowledge}
    return _out(service.new_version(db, caller, name, **given))  # type: ignore[arg-type]


@router.post("/projects/{name}/archive", response_model=ArchivedOut, responses=problems(404))
def archive_project(name: ProjectName, db: Db, caller: CurrentCaller) -> Any:
    """Take a project, and its exams and rounds, out of everybody's lists; leads can still look, export and restore it."""
    return archiving.archive(db, caller, name)


@router.post("/projects/{name}/restore", response_model=ArchivedOut, responses=problems(404))
def restore_project(name: ProjectName, db: Db, caller: CurrentCaller) -> Any:
    """Bring an archived project back, with what was archived with it."""
    return archiving.restore(db, caller, name)


@router.get("/projects/{name}/versions", response_model=VersionsOut, responses=problems(404))
def list_versions(name: ProjectName, db: Db, caller: CurrentCaller) -> Any:
    """A project's versions, newest first, and what each changed."""
    return {"versions": building.versions(db, caller, name)}


@router.get("/projects/{name}/versions/{number}", response_model=VersionOut, responses=problems(404))
def show_version(name: ProjectName, number: VersionNumber, db: Db, caller: CurrentCaller) -> Any:
    """A version as it was written."""
    return building.version(db, caller, name, number)


@router.get("/projects/{name}/members", response_model=MembersOut, responses=problems(404))
def list_members(name: ProjectName, db: Db, caller: CurrentCaller) -> Any:
    """Who belongs to a project."""
    return {"members": service.members(db, caller, name)}


@router.put("/projects/{name}/members/{user}", status_code=204, responses=problems(404))
def set_member(name: ProjectName, user: UserName, body: NewRole, db: Db, caller: CurrentCaller) -> None:
    """Make a person a member, or change their role in it."""
    service.set_member(db, caller, name, user, body.role)


@router.delete("/projects/{name}/members/{user}", status_code=204, responses=problems(404))
def remove_member(name: ProjectName, user: UserName, db: Db, caller: CurrentCaller) -> None:
    """End a membership; the person's answers stay."""
    service.remove_member(db, caller, name, user)


@router.get("/projects/{name}/audit", response_model=AuditOut, responses=problems(404))
def project_audit(
    name: ProjectName,
    db: Db,
    caller: CurrentCaller,
    action: Annotated[str, Query(max_length=64)] = "",
    who: Annotated[str, Query(max_length=64)] = "",
    since: Annotated[date | None, Query()] = None,
    until: Annotated[date | None, Query()] = None,
    before: Annotated[int | None, Query(ge=1, le=2**53)] = None,
    limit: Annotated[int, Query(ge=1, le=1000)] = 100,
) -> Any:
    """Who did what in a project, newest first."""
    return {
        "entries": service.audit_of(
            db, caller, name, action=action, who=who, since=since, until=until, before=before, limit=limit
        )
    }


@router.get("/projects/{name}/rate", response_model=RateHeld, responses=problems(404))
def get_rate(name: ProjectName, db: Db, caller: CurrentCaller) -> Any:
    """What work in the project is paid."""
    return {"rate": rates.rate(db, caller, name)}


@router.put("/projects/{name}/rate", response_model=RateHeld, responses=problems(404))
def set_rate(name: ProjectName, body: NewRate, db: Db, caller: CurrentCaller) -> Any:
    """Set what work in the project is paid, or take it away."""
    return {"rate": rates.set_rate(db, caller, name, body.amount, body.currency, body.per)}


def _out(project: ProjectRow) -> dict[str, Any]:
    """Who is judged by the quality policy (the share of hidden gold, the rules) does not read it here."""
    leads = project.role == "lead"
    spec = project.spec.json()
    return {
        "name": project.name,
        "role": project.role,
        "version": project.version,
        "paused": project.paused,
        "archived_at": project.archived_at,
        "spec": spec if leads else {key: part for key, part in spec.items() if key != "quality"},
        "source": project.source if leads else "",
        "guidelines": project.guidelines,
        "guidelines_hash": project.guidelines_hash,
    }
