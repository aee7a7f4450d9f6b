"""The lead's overview: on track, its cost, and what needs somebody now."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import Connection

from accord.ground.clock import now
from accord.ground.database import Database
from accord.insight.disputes import disputed
from accord.insight.fresh import FRESH
from accord.insight.overview import queries
from accord.insight.overview.forecast import WINDOW, cost, forecast
from accord.insight.persons.queries import everybody
from accord.insight.persons.service import made_people
from accord.people import skills
from accord.people.service import Caller
from accord.projects import service as projects
from accord.projects.rates import rate_of
from accord.projects.service import ProjectRow
from accord.work import progress, stages


def overview(db: Database, caller: Caller, project: str) -> dict[str, Any]:
    """Counts as of now; what reads everything (disagreement, people) as it was last made.

    The rate and what it comes to are for leads, as are the names of people who need a look.

    Raises:
        NotFound, Forbidden: the caller is no reviewer or lead of the project.
    """
    found = projects.get(db, caller, project)
    found.needs("reviewer")
    leads = found.role == "lead"
    today = now().date()
    told = progress.progress(db, caller, project)
    # members, leases and steering change it as answers do: so it is made again whenever it is old enough
    heavy = FRESH.get(db, ("overview", found.id, found.version), now(), lambda: _heavy(db, found)).value
    disputes = disputed(db, found)
    with db.read() as c:
        days = _days(c, found.id, today)
        escalated, overdue = queries.escalated(c, found.id)
        work = everybody(c, found.id, _start(today))
        rate = rate_of(c, found.id) if leads else None
    whole = [one["answers"] for one in days[:-1]]
    left = sum(one["wanted"] for one in heavy["stages"].values())
    money = None
    if rate is not None:
        money = {"rate": rate, **cost(rate, heavy["answers"], heavy["seconds"], left, heavy["times"])}
    flagged = _flagged(db, found, {row.user_id: row.name for row in work}) if leads else []
    return {
        "records": told["records"],
        "stages": [{**one, "wanted": heavy["stages"].get(one["name"], {}).get("wanted", 0)} for one in told["stages"]],
        "left": left,
        "days": days,
        "working": sum(1 for row in work if row.today),
        "forecast": forecast(whole, left, today).json(),
        "cost": money,
        "needs": {
            "paused": found.paused,
            "disputed": {name: len(disputes.of(name).record) for name in found.spec.questions},
            "blocked": heavy["blocked"],
            "escalated": escalated,
            "overdue": overdue,
            "leased": sum(int(row.leased) for row in work),
            "expired": sum(int(row.expired) for row in work),
            "people": flagged,
        },
    }


def _heavy(db: Database, found: ProjectRow) -> dict[str, Any]:
    with db.read() as c:
        by_stage = {row.stage: {"n": int(row.n), "wanted": int(row.wanted)} for row in queries.left(c, found.id)}
        answers, seconds = queries.spent(c, found.id)
        blocked = _blocked(c, found, by_stage)
        return {
            "stages": by_stage,
            "answers": answers,
            "seconds": seconds,
            "times": queries.times(c, found.id),
            "blocked": blocked,
        }


def _blocked(c: Connection, found: ProjectRow, by_stage: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Stages whose records wait for somebody who is not there, with the condition that nobody meets.

    `audience`: no annotator or reviewer of the project may work in the stage (leads may, and are not counted on). `people`: everybody
    who may has had these records already, and one person more is wanted (leads not counted here either).
    """
    members = [(row, skills.held(c, row.id)) for row in queries.people(c, found.id) if row.role != "lead"]
    out = []
    for stage in found.spec.stages:
        if not (waiting := by_stage.get(stage.name, {}).get("n", 0)):
            continue
        able = [row for row, held in members if stages.missing(stage, row.role, row.name, held) is None]
        if not able:
            lacking = [stages.missing(stage, row.role, row.name, held) for row, held in members]
            why = max(set(filter(None, lacking)), key=lacking.count, default="")
            out.append({"stage": stage.name, "n": waiting, "by": "audience", "lacks": why, "people": len(able)})
        elif had := queries.exhausted(c, found.id, stage.name, len(able)):
            out.append({"stage": stage.name, "n": had, "by": "people", "lacks": "", "people": len(able)})
    return out


def _flagged(db: Database, found: ProjectRow, names: Mapping[int, str]) -> list[dict[str, Any]]:
    made = made_people(db, found).value.by_person
    return [
        {"name": names[number], "flags": one["flags"]}
        for number, one in made.items()
        if one["flags"] and number in names
    ]


def _days(c: Connection, project: int, today: date) -> list[dict[str, Any]]:
    """Answers by day from the first day of work on (of the last four weeks), today last; days without work too."""
    counts = queries.by_day(c, project, _start(today - timedelta(days=WINDOW)))
    first = min(counts, default=today.isoformat())
    days = [(today - timedelta(days=back)).isoformat() for back in range(WINDOW, -1, -1)]
    return [{"day": day, "answers": counts.get(day, 0)} for day in days if day >= first]


def _start(day: date) -> datetime:
    return datetime.combine(day, time(), now().tzinfo)
