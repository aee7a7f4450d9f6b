"""The pay sheet of a project for a period."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from io import StringIO
from typing import Any

from accord.ground.database import Database
from accord.ground.errors import Invalid
from accord.insight.pay import queries
from accord.insight.pay.sheet import RULE, amount, hours
from accord.people.service import Caller
from accord.projects import service as projects
from accord.projects.rates import rate_of
from accord.schema import Fault

LONGEST = 3660  # days of a period
COLUMNS = (
    "person",
    "answers",
    "rejected",
    "returned",
    "untimed",
    "active_seconds",
    "hours",
    "per",
    "rate",
    "sum",
    "currency",
)


def pay(db: Database, caller: Caller, project: str, since: date, until: date) -> dict[str, Any]:
    """Per person: answers first given in the period (UTC days, both included), active hours, and what they come to at the project's
    rate; `sum` is null while no rate is set.

    Raises:
        NotFound, Forbidden: the caller is no lead of the project. Invalid: the period ends before it begins, or is too long.
    """
    found = projects.get(db, caller, project)
    found.needs("lead")
    if not 0 <= (until - since).days <= LONGEST:
        fault = Fault("/until", "no-period", f"a period has its last day after its first, and {LONGEST} days at most")
        raise Invalid("There is no such period", faults=[fault])
    start, end = (datetime.combine(day, time(), UTC) for day in (since, until + timedelta(days=1)))
    with db.read() as c:
        rate = rate_of(c, found.id)
        rows = queries.worked(c, found.id, start, end)
    people = [_line(row, rate) for row in rows]
    total = sum((Decimal(one["sum"]) for one in people), Decimal("0.00")) if rate else None
    return {
        "project": found.name,
        "since": since.isoformat(),
        "until": until.isoformat(),
        "rate": rate,
        "people": people,
        "answers": sum(one["answers"] for one in people),
        "hours": hours(sum(one["active_seconds"] for one in people)),
        "total": None if total is None else str(total),
        "rule": RULE,
    }


def as_csv(sheet: Mapping[str, Any]) -> str:
    """The sheet's people as CSV; a name never begins a formula in a spreadsheet."""
    text = StringIO()
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    writer.writeheader()
    rate = sheet["rate"] or {"per": "", "amount": "", "currency": ""}
    common = {"per": rate["per"], "rate": rate["amount"], "currency": rate["currency"]}
    for one in sheet["people"]:
        name = one["person"]
        writer.writerow({**one, **common, "person": f"'{name}" if name[:1] in "=+-@" else name})
    return text.getvalue()


def _line(row: Any, rate: Mapping[str, Any] | None) -> dict[str, Any]:
    seconds = round(float(row.seconds), 3)
    counts = {name: int(getattr(row, name)) for name in ("answers", "rejected", "returned", "untimed")}
    own = None if rate is None else str(amount(rate, counts["answers"], seconds))
    return {"person": row.name, **counts, "active_seconds": seconds, "hours": hours(seconds), "sum": own}
