"""`accord aggregate FILE`: what to believe of each item, from a table of item, annotator, label; no server, no database."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from accord.cli.connection import AsJson
from accord.cli.errors import BadInput
from accord.cli.label_file import (
    Annotator,
    Categories,
    File,
    Item,
    Label,
    Missing,
    read_label_columns,
    refuse_unknown,
    to_labels,
)
from accord.cli.measures import plain
from accord.cli.output import out, print_json, say, table

if TYPE_CHECKING:
    from accord.quality.aggregation.consensus import Consensus

app = typer.Typer()

METHODS = (
    "auto",
    "majority",
    "wawa",
    "zero-based-skill",
    "dawid-skene",
    "one-coin",
    "glad",
    "mace",
    "kos",
    "committee",
)
SHOWN = 20  # rows of each table; --out and --json have all
ENDINGS = (".csv", ".jsonl", ".ndjson", ".parquet")


@app.command("aggregate")
def aggregate(
    file: File,
    item: Item = "item",
    annotator: Annotator = "annotator",
    label: Label = "label",
    method: Annotated[str, typer.Option(help=f"{', '.join(METHODS)}.")] = "auto",
    target: Annotated[
        Path | None, typer.Option("--out", help="Write item, label, confidence here: .csv, .jsonl or .parquet.")
    ] = None,
    categories: Categories = None,
    missing: Missing = None,
    repeats: Annotated[bool, typer.Option("--repeats", help="One annotator may label an item more than once.")] = False,
    as_json: AsJson = False,
) -> None:
    """One label an item with its confidence, and how far each annotator can be trusted.

    Exit code: 0 done, 2 bad input.
    """
    refuse_unknown([method], METHODS, "--method")
    if target is not None and target.suffix.lower() not in ENDINGS:
        raise BadInput(f"--out {target}: the name ends in {', '.join(ENDINGS)}, which says how to write it")
    columns = read_label_columns(file, item, annotator, label, missing)
    labels = to_labels(columns, categories=categories, duplicates="keep" if repeats else "error")
    from accord.quality import aggregate as aggregated

    with columns.blamed():
        found = aggregated(labels, method)
    believed = [
        {"item": plain(one.item), "label": plain(one.label), "confidence": one.confidence, "tied": one.tied}
        for one in found.believed()
    ]
    if target is not None:
        _write(target, believed)
    people = _people(found)
    if as_json:
        return print_json(
            {
                "file": columns.file,
                "items": labels.n_items,
                "annotators": labels.n_annotators,
                "labels": labels.n_labels,
                "method": found.method,
                "why": found.why or None,
                "note": found.note,
                "out": None if target is None else str(target),
                "consensus": believed,
                "people": people,
            }
        )
    out(
        f"{labels.n_labels:,} labels of {labels.n_items:,} items by {labels.n_annotators:,} annotators. {found.method}\n"
    )
    least_sure = sorted(believed, key=lambda row: row["confidence"])
    table(least_sure[:SHOWN], ["item", "label", "confidence"])
    _more(len(least_sure), "items, surer than these" if target is None else f"items; all are in {target}")
    out("")
    table(people[:SHOWN], ["annotator", "labels", "skill"])
    _more(len(people), "annotators, more skilled than these")
    for remark in (found.why, found.note):
        if remark:
            say(remark)


def _people(found: Consensus) -> list[dict[str, Any]]:
    """Annotators, the least trusted first."""
    rows = [
        {
            "annotator": plain(one.annotator),
            "labels": one.n_labels,
            "skill": {"estimate": one.skill, "low": None, "high": None},
        }
        for one in found.people()
    ]
    return sorted(rows, key=lambda row: row["skill"]["estimate"])


def _more(count: int, what: str) -> None:
    if count > SHOWN:
        say(f"and {count - SHOWN:,} more {what}")


def _write(target: Path, rows: list[dict[str, Any]]) -> None:
    """`item, label, confidence` in the format that the ending names; what is no text or number is JSON in CSV."""
    names = ("item", "label", "confidence")
    ending = target.suffix.lower()
    if ending == ".parquet":
        return _write_parquet(target, rows)
    with target.open("w", encoding="utf-8", newline="") as file:
        if ending == ".csv":
            writer = csv.writer(file)
            writer.writerow(names)
            writer.writerows([_cell(row[name]) for name in names] for row in rows)
        else:
            file.writelines(json.dumps({name: row[name] for name in names}, ensure_ascii=False) + "\n" for row in rows)


def _cell(value: Any) -> Any:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list) else value


def _write_parquet(target: Path, rows: list[dict[str, Any]]) -> None:
    import tempfile

    import duckdb

    with tempfile.TemporaryDirectory() as folder, duckdb.connect() as engine:
        lines = Path(folder) / "rows.jsonl"
        _write(lines, rows)
        query = f"COPY (FROM read_json(?, format='newline_delimited')) TO '{_quoted(target)}' (FORMAT parquet)"
        engine.execute(query, [str(lines)])


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")
