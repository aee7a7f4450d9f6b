"""Verdicts: what a reviewer or an adjudicator says of answers beside their own, checked before anything is stored."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection

from accord.ground.errors import Invalid, NotFound
from accord.schema import Fault, Stage, nearest
from accord.work import shapes
from accord.work.queries import responses, reviews

ACTIONS = {"review": ("approve", "reject", "return", "fix"), "adjudicate": ("decide",)}
REASONS = ("wrong answer", "incomplete", "guidelines not followed", "careless", "not clear")
ERRORS = ("ambiguous item", "guideline gap", "annotator error", "edge case", "subjective")


@dataclass(frozen=True, slots=True)
class Verdict:
    """`of`: the response that was fixed or picked; `gold`, `example`: what the verdict leaves for later (`precedents`)."""

    action: str
    reason: str = ""
    comment: str = ""
    of: int | None = None
    gold: bool = False
    example: bool = False

    def json(self) -> dict[str, Any]:
        """What moves see and note."""
        return {"action": self.action, "reason": self.reason, "comment": self.comment}


def read(c: Connection, stage: Stage, record: int, raw: Mapping[str, Any] | None, answers: Any) -> Verdict | None:
    """The verdict that a submit to this stage carries.

    Raises:
        Invalid: the stage wants one and there is none, or the other way round, or it does not fit.
    """
    if stage.kind == "annotate":
        if raw is not None:
            raise _invalid([Fault("/verdict", "not-asked", f"{stage.name} is no stage to review or adjudicate")])
        return None
    actions = ACTIONS[stage.kind]
    if raw is None and stage.kind == "adjudicate":
        raw = {"action": "decide"}
    if raw is None:
        raise _invalid([Fault("/verdict", "missing", f"say what you decide: {', '.join(actions)}")])
    words = raw.get("action") or "decide", raw.get("reason") or "", (raw.get("comment") or "").strip()
    given = Verdict(*words, gold=bool(raw.get("gold")), example=bool(raw.get("example")))
    faults = list(_faults(stage, given, answers))
    of = _of(c, stage, record, raw.get("of"), faults)
    if faults:
        raise _invalid(faults)
    return replace(given, of=of)


def asks_answers(stage: Stage, verdict: Verdict | None) -> bool:
    """Whether answers come with it: not with a word of approval or a return."""
    return stage.kind != "review" or (verdict is not None and verdict.action == "fix")


def _faults(stage: Stage, given: Verdict, answers: Any) -> Iterator[Fault]:
    actions = ACTIONS[stage.kind]
    if given.action not in actions:
        message = f"{given.action!r} is not one of {', '.join(actions)}"
        yield Fault("/verdict/action", "unknown-option", message, nearest(given.action, actions))
    if given.action in ("return", "reject") and not (given.reason or given.comment):
        yield Fault("/verdict/reason", "missing", f"say why you {given.action} it: people learn from nothing else")
    if stage.kind == "adjudicate" and given.reason and given.reason not in ERRORS:
        message = f"{given.reason!r} is not one of {', '.join(ERRORS)}"
        yield Fault("/verdict/reason", "unknown-option", message, nearest(given.reason, ERRORS))
    later = [name for name in ("gold", "example") if getattr(given, name)]
    if later and stage.kind != "adjudicate":
        yield Fault(f"/verdict/{later[0]}", "not-asked", f"only who adjudicates makes {later[0]} of a verdict")
    elif later and not given.comment:
        yield Fault("/verdict/comment", "missing", "say why: people learn from the explanation")
    if answers and not asks_answers(stage, given):
        yield Fault("/answers", "not-asked", f"to {given.action} takes no answers; to change them, fix")


def _of(c: Connection, stage: Stage, record: int, name: Any, faults: list[Fault]) -> int | None:
    """The response it is about; a fix is one of the last that was shown, unless it says of which."""
    rows = responses.shown(c, record, stage.shows)
    if name is None:
        return int(rows[-1].id) if rows and stage.kind == "review" else None
    try:
        number = shapes.response_number(str(name))
    except NotFound:
        number = 0
    if number not in [row.id for row in rows]:
        faults.append(Fault("/verdict/of", "unknown-response", f"{str(name)[:40]} is not shown in {stage.name}"))
        return None
    return number


def store(c: Connection, response: int, record: int, given: Verdict) -> None:
    """Keep it beside its response."""
    words = {"action": given.action, "reason": given.reason, "comment": given.comment}
    reviews.add_verdict(c, {"response_id": response, "record_id": record, "of_id": given.of, **words})


def _invalid(faults: list[Fault]) -> Invalid:
    return Invalid("The verdict does not fit the stage", faults=faults)
