"""What a rule does to a person and their work, and how each deed is undone. One function a deed, within the caller's transaction."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection

from accord.ground.audit import Who
from accord.people import skills
from accord.projects.service import ProjectRow
from accord.schema.policy import MOST_WINDOW, Action, Rule
from accord.work import setting_aside, suspending

Effect = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Case:
    """A rule that holds of a person, at a moment."""

    project: ProjectRow
    rule: Rule
    user_id: int
    person: str
    why: str
    at: datetime

    @property
    def since(self) -> datetime | None:
        """When the rule's window begins, where it counts hours."""
        return self.at - timedelta(hours=self.rule.window.hours) if self.rule.window.hours else None

    @property
    def most(self) -> int:
        """Answers of the window."""
        return self.rule.window.answers or MOST_WINDOW


def do(c: Connection, case: Case, action: Action) -> Effect:
    """Carry an action out; `what` with everything that undoing it needs."""
    return {"what": action.what, **_DO[action.what](c, case, action.parameters)}


def undo(c: Connection, project: ProjectRow, who: Who, user_id: int, person: str, effect: Mapping[str, Any]) -> Effect:
    """Undo what an action did, as far as the world has not gone on; the effect with what became of it."""
    back = _UNDO.get(effect["what"])
    return {**effect, "undone": back(c, project, who, user_id, person, effect) if back else {}}


def _nothing(c: Connection, case: Case, given: Any) -> Effect:
    return {}


def _suspend(c: Connection, case: Case, given: Any) -> Effect:
    until = case.at + timedelta(hours=given["hours"]) if given else None
    return suspending.suspend(c, case.project.id, case.user_id, case.why, case.at, until)


def _retrain(c: Connection, case: Case, given: Any) -> Effect:
    guidelines = case.project.guidelines_hash
    return suspending.suspend(c, case.project.id, case.user_id, case.why, case.at, None, guidelines)


def _set_skill(c: Connection, case: Case, given: Mapping[str, int]) -> Effect:
    held = skills.held(c, case.user_id)
    before = {name: held.get(name, 0) for name in given}
    for name, level in given.items():
        _skill(c, None, case.person, case.user_id, name, level, f"rule {case.rule.name}")
    return {"skills": dict(given), "before": before}


def _return_work(c: Connection, case: Case, given: Any) -> Effect:
    most, since = (given["answers"], None) if given else (case.most, case.since)
    return setting_aside.set_aside(c, case.project.id, case.user_id, f"rule {case.rule.name}", most, since)


def _raise_overlap(c: Connection, case: Case, given: Any) -> Effect:
    return setting_aside.ask_more(c, case.project.id, case.user_id, given or 1, case.most, case.since)


_DO: dict[str, Callable[[Connection, Case, Any], Effect]] = {
    "warn": _nothing,
    "notify": _nothing,
    "suspend": _suspend,
    "retrain": _retrain,
    "set_skill": _set_skill,
    "return_work": _return_work,
    "raise_overlap": _raise_overlap,
}


def _go_on(
    c: Connection, project: ProjectRow, who: Who, user_id: int, person: str, effect: Mapping[str, Any]
) -> Effect:
    return suspending.go_on(c, project.spec, project.id, user_id, dict(effect))


def _unset_skill(
    c: Connection, project: ProjectRow, who: Who, user_id: int, person: str, effect: Mapping[str, Any]
) -> Effect:
    held, restored = skills.held(c, user_id), []
    for name, level in effect["before"].items():
        if held.get(name, 0) == effect["skills"][name]:  # nobody has set it since
            _skill(c, who, person, user_id, name, level, who.name)
            restored.append(name)
    return {"skills": restored}


def _take_back(
    c: Connection, project: ProjectRow, who: Who, user_id: int, person: str, effect: Mapping[str, Any]
) -> Effect:
    return {"counted": setting_aside.take_back(c, project.spec, effect["assignments"])}


def _ask_fewer(
    c: Connection, project: ProjectRow, who: Who, user_id: int, person: str, effect: Mapping[str, Any]
) -> Effect:
    return {"places": setting_aside.ask_fewer(c, project.spec, dict(effect))}


_UNDO: dict[str, Callable[[Connection, ProjectRow, Who, int, str, Mapping[str, Any]], Effect]] = {
    "suspend": _go_on,
    "retrain": _go_on,
    "set_skill": _unset_skill,
    "return_work": _take_back,
    "raise_overlap": _ask_fewer,
}


def _skill(c: Connection, who: Who | None, person: str, user_id: int, name: str, level: int, by: str) -> None:
    if level:
        skills.grant(c, who, person, user_id, name, level, by, None)
    else:
        skills.revoke(c, who, person, user_id, name, by)
