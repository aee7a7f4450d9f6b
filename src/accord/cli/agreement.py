"""`accord agreement FILE`: how far people agree, from a table of item, annotator, label; no server, no database."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any

import typer

from accord.cli.columns import Columns
from accord.cli.connection import AsJson
from accord.cli.errors import FAILED, BadInput
from accord.cli.label_file import (
    DISTANCES,
    Annotator,
    Categories,
    File,
    Item,
    Label,
    Missing,
    Separator,
    read_label_columns,
    refuse_unknown,
    to_labels,
)
from accord.cli.measures import (
    BREAKDOWNS,
    FORMS,
    INTERVALS,
    LEVELS,
    MEASURES,
    WEIGHTS,
    Asked,
    breakdown,
    estimate_json,
    plain,
)
from accord.cli.output import out, print_json, say, table

if TYPE_CHECKING:
    from accord.quality import Estimate, Labels

app = typer.Typer()

SHOWN = 20  # rows of a breakdown in the table, and categories in --json; the rest is counted


@app.command("agreement")
def agreement(
    file: File,
    item: Item = "item",
    annotator: Annotator = "annotator",
    label: Label = "label",
    level: Annotated[str, typer.Option(help="nominal, ordinal, interval or ratio.")] = "nominal",
    measure: Annotated[
        list[str] | None, typer.Option(help=f"{', '.join(MEASURES)}, or all; repeatable. Without: alpha and percent.")
    ] = None,
    distance: Annotated[
        str | None, typer.Option(help=f"Alpha on labels that are no classes: {', '.join(DISTANCES)}.")
    ] = None,
    weights: Annotated[
        str | None, typer.Option(help=f"Of the kappas: {', '.join(WEIGHTS)}. Without: quadratic unless nominal.")
    ] = None,
    icc_form: Annotated[str, typer.Option(help=f"Shrout & Fleiss: {' '.join(FORMS)}.")] = "2,1",
    pair: Annotated[
        str | None, typer.Option(help="ANN,BOB: the two for cohen and scott, where there are more.")
    ] = None,
    categories: Categories = None,
    separator: Separator = ";",
    missing: Missing = None,
    by: Annotated[
        list[str] | None, typer.Option(help="Where it is lost: category, pair, annotator; repeatable.")
    ] = None,
    interval: Annotated[
        str | None, typer.Option(help=f"{', '.join(INTERVALS)}. Without: what fits the measure and the items.")
    ] = None,
    confidence: Annotated[float, typer.Option(help="Of the intervals.")] = 0.95,
    seed: Annotated[int, typer.Option(help="Of the resampling.")] = 0,
    as_json: AsJson = False,
) -> None:
    """How far people agree: Krippendorff's alpha and nine more measures, each with its interval.

    Exit code: 0 there is a number, 1 no measure is defined on these labels (it says why), 2 bad input.
    """
    every = "all" in (measure or ())
    names = list(MEASURES) if every else list(dict.fromkeys(measure or ("alpha", "percent")))
    refuse_unknown(names, (*MEASURES, "all"), "--measure")
    for given, known, option in (
        (level, LEVELS, "--level"),
        (distance, tuple(DISTANCES), "--distance"),
        (weights, WEIGHTS, "--weights"),
        (icc_form, FORMS, "--icc-form"),
        (interval, INTERVALS, "--interval"),
    ):
        refuse_unknown([given] if given else [], known, option)
    refuse_unknown(by or [], BREAKDOWNS, "--by")
    if not 0 < confidence < 1:
        raise BadInput(f"--confidence {confidence:g}: give a share between 0 and 1, such as .95")
    columns = read_label_columns(file, item, annotator, label, missing)
    labels = to_labels(columns, level=level, categories=categories, distance=distance, separator=separator)
    asked = Asked(level, distance, weights, icc_form, pair, interval, confidence, seed)
    with columns.blamed():
        found = {name: asked.fitting(name, labels) if every else asked.measure(name, labels) for name in names}
        lost = {part: breakdown(part, labels, asked) for part in dict.fromkeys(by or ())}
    if as_json:
        print_json(_json(columns, labels, asked, found, lost))
    else:
        _print(columns, labels, found, lost)
    if all(one.estimate is None for one in found.values()):
        raise typer.Exit(FAILED)


def _json(
    columns: Columns, labels: Labels, asked: Asked, found: Mapping[str, Estimate], lost: Mapping[str, Any]
) -> dict[str, Any]:
    """The first measure's estimate on top, where a script looks first; all of them under `measures`."""
    first = next(iter(found))
    return {
        "file": columns.file,
        "items": labels.n_items,
        "annotators": labels.n_annotators,
        "labels": labels.n_labels,
        "missing": labels.missing,
        "categories": labels.n_categories,
        "level": asked.distance or asked.level,
        "measure": first,
        **{part: getattr(found[first], part) for part in ("estimate", "low", "high")},
        "measures": {name: estimate_json(one) for name, one in found.items()},
        **{f"by_{part}": rows for part, rows in lost.items()},
    }


def _print(columns: Columns, labels: Labels, found: Mapping[str, Estimate], lost: Mapping[str, Any]) -> None:
    gone = f" ({labels.missing:,} missing)" if labels.missing else ""
    few = labels.n_categories <= SHOWN and not all(isinstance(name, float) for name in labels.categories)
    kinds = f": {', '.join(str(plain(name)) for name in labels.categories)}" if few else ""
    out(
        f"{labels.n_labels:,} labels{gone} of {labels.n_items:,} items by {labels.n_annotators:,} annotators, "
        f"{labels.n_categories:,} categories{kinds}\n"
    )
    rows = [
        {"measure": _name(name, one), "estimate": estimate_json(one), "items": one.n_items, "labels": one.n_labels}
        for name, one in found.items()
    ]
    table(rows, ["measure", "estimate", "items", "labels"])
    for name, one in found.items():
        for remark in (one.why, one.note):
            if remark:
                say(f"{_name(name, one)}: {remark}")
    for part, lines in lost.items():
        out("")
        _print_breakdown(part, lines)


def _name(name: str, found: Estimate) -> str:
    return found.method.partition(";")[0] or name


def _print_breakdown(part: str, rows: list[dict[str, Any]]) -> None:
    if part == "annotator":
        table(rows[:SHOWN], ["annotator", "with_others", "pairs", "without", "gain"])
    else:
        who = "category" if part == "category" else "annotators"
        table(
            [{who: row[who], "alpha": row, "items": row["items"]} for row in rows[:SHOWN]],
            [who, "alpha", "items"],
        )
    if len(rows) > SHOWN:
        say(f"and {len(rows) - SHOWN} more; --json has them all")
