"""`accord audit list|export|check`: who did what when, and whether the log is whole."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from accord.cli.connection import AsJson, Key, Url, connect
from accord.cli.errors import BadInput
from accord.cli.output import listed, out, print_json, say

app = typer.Typer(help="Who did what when: look, export, check.", no_args_is_help=True, add_completion=False)


@app.command("list")
def list_(
    project: Annotated[str | None, typer.Option("--project", help="Only what was done in this project.")] = None,
    action: Annotated[str, typer.Option("--action", help="Like `member.set`, or `member` for all of its kind.")] = "",
    who: Annotated[str, typer.Option("--who", help="Only what this person did.")] = "",
    since: Annotated[str | None, typer.Option("--since", help="The first day, like 2026-11-01 (UTC).")] = None,
    until: Annotated[str | None, typer.Option("--until", help="The last day.")] = None,
    limit: Annotated[int, typer.Option("--limit", min=1, max=1000, help="How many, the newest first.")] = 50,
    url: Url = None,
    key: Key = None,
    as_json: AsJson = False,
) -> None:
    """The newest entries of the audit log."""
    path = f"/projects/{project}/audit" if project else "/audit"
    with connect(url, key) as client:
        asked = {"action": action, "who": who, "since": since, "until": until, "limit": limit}
        entries = client.transport.json("GET", path, **asked)["entries"]
    rows = entries if as_json else [{**one, "detail": json.dumps(one["detail"], ensure_ascii=False)} for one in entries]
    listed(rows, _COLUMNS, as_json, "Nothing of that kind is in the audit log.")


_COLUMNS = ["number", "at", "who", "action", "what", "detail"]


@app.command()
def export(
    target: Annotated[Path | None, typer.Argument(help="The file to write; without it, stdout.")] = None,
    url: Url = None,
    key: Key = None,
) -> None:
    """The whole log as JSON lines, oldest first, each entry with its hash. Keep it elsewhere: `accord audit check` compares."""
    with connect(url, key) as client:
        lines = (json.dumps(one, ensure_ascii=False) for one in client.transport.lines("/audit.ndjson"))
        if target is None:
            for line in lines:
                out(line)
            return
        with target.open("w", encoding="utf-8") as file:
            count = sum(file.write(line + "\n") > 0 for line in lines)
    say(f"{count} entries are in {target}.")


@app.command()
def check(
    kept: Annotated[Path | None, typer.Argument(help="An export of before; without it, the log as it is now.")] = None,
    url: Url = None,
    key: Key = None,
    as_json: AsJson = False,
) -> None:
    """Whether every entry still fits the one before; with an export of before, whether nothing up to there was changed or cut off.

    Exits 1 when something does not fit.
    """
    from accord.ground.audit import check as walk

    with connect(url, key) as client:
        found = walk(_kept(kept) if kept else client.transport.lines("/audit.ndjson"))
        broken = found.broken
        if kept and broken is None and found.count:
            stored = client.transport.json("GET", "/audit", before=found.count + 1, limit=1)["entries"]
            if not stored or stored[0]["number"] != found.count or stored[0]["hash"] != found.hash:
                broken = found.count
    if as_json:
        print_json({"entries": found.count, "broken": broken, "hash": found.hash})
    elif broken is None:
        out(f"ok: {found.count} entries fit, the last has {found.hash}")
    else:
        out(f"BAD: entry {broken} is not what it was")
    if broken is not None:
        raise typer.Exit(1)


def _kept(path: Path) -> Iterator[dict[str, Any]]:
    if not path.is_file():
        raise BadInput(f"{path}: there is no such file")
    with path.open(encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            try:
                entry = json.loads(line)
                entry["hash"], entry["number"], entry["at"], entry["detail"]
            except (ValueError, KeyError, TypeError):
                raise BadInput(f"{path}, line {number}: no entry of an audit log") from None
            yield {"who": None, "who_id": None, "action": "", "what": "", **entry}
