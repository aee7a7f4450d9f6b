"""Verdicts: what a reviewer or an adjudicator says of answers beside their own, checked before anything is stored."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection

from accord.ground.errors import Invalid, NotFound
from accord.schema import Fault, Spec, Stage, nearest
from accord.schema.consensus import consensus
from accord.work import shapes
from accord.work.queries import responses, reviews

ACTIONS = {"review": ("approve", "reject", "return", "fix"), "adjudicate": ("decide",)}
REASONS = ("wrong answer", "incomplete", "guidelines not followed", "careless", "not clear")
ERRORS = ("ambiguous item", "guideline gap", "annotator error", "edge case", "subjective")


@dataclass(frozen=True, slots=True)
class Verdict:
    """`of`: the response that was fixed or picked; `wrong`: those that go back to their authors; `gold`, `example`: what the verdict
    leaves for later (`precedents`)."""

    action: str
    reason: str = ""
    comment: str = ""
    of: int | None = None
    wrong: tuple[int, ...] = ()
    gold: bool = False
    example: bool = False

    def json(self) -> dict[str, Any]:
        """What moves see and note."""
        return {"action": self.action, "reason": self.reason, "comment": self.comment}


def read(
    c: Connection, spec: Spec, stage: Stage, record: int, raw: Mapping[str, Any] | None, answers: Any
) -> Verdict | None:
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
    shown = responses.shown(c, record, stage.shows)
    of = _of(stage, given, shown, raw.get("of"), faults)
    wrong = _wrong(spec, stage, given, shown, raw.get("wrong") or (), faults)
    if faults:
        raise _invalid(faults)
    return replace(given, of=of, wrong=wrong)


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


def _of(stage: Stage, given: Verdict, shown: Sequence[Any], name: Any, faults: list[Fault]) -> int | None:
    """The response it is about; a fix is one of the last that was shown, unless it says of which."""
    if name is None:
        return int(shown[-1].id) if shown and stage.kind == "review" and given.action != "return" else None
    number = _number(name)
    if number not in [row.id for row in shown]:
        faults.append(Fault("/verdict/of", "unknown-response", f"{str(name)[:40]} is not shown in {stage.name}"))
        return None
    return number


def _wrong(
    spec: Spec, stage: Stage, given: Verdict, shown: Sequence[Any], names: Sequence[Any], faults: list[Fault]
) -> tuple[int, ...]:
    """The responses that go back: those named, else those that differ from what most said; all where nobody differs."""
    if given.action != "return":
        if names:
            faults.append(Fault("/verdict/wrong", "not-asked", "only a return says which responses are wrong"))
        return ()
    newest = {row.user_id: row for row in shown if (row.stage, row.cycle) == (shown[-1].stage, shown[-1].cycle)}
    last = {int(row.id): row.answers for row in newest.values()}
    for at, name in enumerate(names):
        if _number(name) not in last:
            message = f"{str(name)[:40]} is none of the answers that {stage.name} is about"
            faults.append(Fault(f"/verdict/wrong/{at}", "unknown-response", message))
    if names:
        return tuple(sorted({_number(name) for name in names}))
    most = consensus(spec, list(last.values()), "drop")["answers"]
    apart = [number for number, said in last.items() if any(said.get(name) != one for name, one in most.items())]
    return tuple(sorted(apart or last))


def _number(name: Any) -> int:
    try:
        return shapes.response_number(str(name))
    except NotFound:
        return 0


def store(c: Connection, response: int, record: int, given: Verdict) -> None:
    """Keep it beside its response."""
    words = {"action": given.action, "reason": given.reason, "comment": given.comment}
    of = given.wrong[0] if len(given.wrong) == 1 else given.of
    about = {"response_id": response, "record_id": record, "of_id": of, "wrong": list(given.wrong) or None}
    reviews.add_verdict(c, {**about, **words})


def _invalid(faults: list[Fault]) -> Invalid:
    return Invalid("The verdict does not fit the stage", faults=faults)
