"""What work in a project is paid: an amount an hour or an answer, set by a lead and kept with the project."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from typing import Any

from sqlalchemy import Connection

from accord.ground.audit import note
from accord.ground.clock import now
from accord.ground.database import Database
from accord.ground.errors import Invalid
from accord.people.service import Caller
from accord.projects import queries, service
from accord.schema import Fault

PER = ("hour", "answer")
_CURRENCY = re.compile(r"[A-Z]{3}\Z")
MOST = Decimal("1000000")


def rate(db: Database, caller: Caller, project: str) -> dict[str, Any] | None:
    """The project's rate as `{"amount", "currency", "per"}`; None while there is none.

    Raises:
        NotFound, Forbidden: the caller is no lead of the project.
    """
    found = service.get(db, caller, project)
    found.needs("lead")
    with db.read() as c:
        return rate_of(c, found.id)


def rate_of(c: Connection, project: int) -> dict[str, Any] | None:
    """The same within a transaction that is open."""
    row = queries.rate(c, project)
    return None if row is None else {"amount": row.amount, "currency": row.currency, "per": row.per}


def set_rate(
    db: Database, caller: Caller, project: str, amount: str | None, currency: str = "EUR", per: str = "hour"
) -> dict[str, Any] | None:
    """Set the rate; an `amount` of None takes it away.

    Raises:
        NotFound, Forbidden: the caller is no lead of the project.
        Invalid: no amount from 0 up with four decimals at most, no currency of three letters, or neither hour nor answer.
    """
    found = service.get(db, caller, project)
    found.needs("lead")
    found.live()
    values = None if amount is None else _checked(amount, currency, per)

    def work(c: Connection) -> None:
        queries.set_rate(c, found.id, values, now())
        note(c, caller, "rate.set", f"projects/{found.name}/rate", values or {})

    db.write(work)
    return values


def _checked(amount: str, currency: str, per: str) -> dict[str, Any]:
    faults = []
    try:
        exact = Decimal(amount)
        exponent = exact.as_tuple().exponent
        fits = exact.is_finite() and 0 <= exact <= MOST and isinstance(exponent, int) and exponent >= -4
    except InvalidOperation:
        fits = False
    if not fits:
        faults.append(Fault("/amount", "no-amount", f"an amount is like 18.50, from 0 to {MOST}, not {amount[:40]!r}"))
    if not _CURRENCY.match(currency):
        faults.append(Fault("/currency", "no-currency", "a currency is three capital letters, like EUR (ISO 4217)"))
    if per not in PER:
        faults.append(Fault("/per", "unknown-option", f"{per[:40]!r} is not one of {', '.join(PER)}"))
    if faults:
        raise Invalid("The rate does not fit", faults=faults)
    return {"amount": f"{exact:f}", "currency": currency, "per": per}
