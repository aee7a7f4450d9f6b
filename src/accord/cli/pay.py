"""`accord pay PROJECT`: the pay sheet of a period, and the rate it is reckoned by."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Annotated

import typer

from accord.cli.connection import AsJson, Key, ProjectName, Url, connect
from accord.cli.errors import BadInput
from accord.cli.output import out, print_json, say, table, waiting

app = typer.Typer(add_completion=False)


@app.command("pay")
def pay(
    project: ProjectName,
    since: Annotated[
        str | None, typer.Option(help="First day, 2026-11-01; the last month's first day by default.")
    ] = None,
    until: Annotated[str | None, typer.Option(help="Last day, included; the last month's last day by default.")] = None,
    rate: Annotated[
        str | None, typer.Option(help="Set the rate first: 18.50/hour or 0.12/answer; 'none' takes it away.")
    ] = None,
    currency: Annotated[str, typer.Option(help="Of the rate that is set: three letters.")] = "EUR",
    file: Annotated[Path | None, typer.Option("--out", help="Write CSV to this file instead.")] = None,
    url: Url = None,
    key: Key = None,
    as_json: AsJson = False,
) -> None:
    """Answers, active hours and their sum by person. Days are UTC; the sheet says how sums are rounded."""
    first, last = _period(since, until)
    with connect(url, key) as client, waiting("reading the answers"):
        remote = client.project(project)
        if rate is not None:
            amount, per = _rate(rate)
            remote.set_rate(amount, currency, per)
        if file is not None:
            file.write_text(remote.pay_csv(first, last), encoding="utf-8")
            return out(str(file))
        sheet = remote.pay(first, last)
    if as_json:
        return print_json(sheet)
    table(sheet["people"], ["person", "answers", "rejected", "returned", "untimed", "hours", "sum"])
    if sheet["rate"] is None:
        say("No rate is set, so that nothing is summed. Set one: --rate 18.50/hour")
    else:
        paid = sheet["rate"]
        say(
            f"{sheet['total']} {paid['currency']} at {paid['amount']} per {paid['per']}, {first} to {last}. {sheet['rule']}"
        )


def _period(since: str | None, until: str | None) -> tuple[str, str]:
    """The days asked for, else those of the last month."""
    last = datetime.now(UTC).date().replace(day=1) - timedelta(days=1)
    given = {"--since": since or last.replace(day=1).isoformat(), "--until": until or last.isoformat()}
    for name, text in given.items():
        try:
            date.fromisoformat(text)
        except ValueError:
            raise BadInput(f"{name} {text}: write a day like 2026-11-30") from None
    return given["--since"], given["--until"]


def _rate(text: str) -> tuple[str | None, str]:
    """`18.50/hour` as amount and what it is paid for."""
    if text == "none":
        return None, "hour"
    amount, slash, per = text.partition("/")
    if not slash:
        raise BadInput(f"--rate {text}: write an amount and what it is for, 18.50/hour or 0.12/answer")
    return amount, per
