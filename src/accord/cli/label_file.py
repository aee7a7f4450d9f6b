"""A FILE of item, annotator, label as `Labels`: the options that say which columns these are and how a label is read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from accord.cli.columns import Columns, read_columns
from accord.cli.errors import BadInput

if TYPE_CHECKING:
    from accord.quality import Labels

File = Annotated[
    Path,
    typer.Argument(metavar="FILE", help="CSV, JSON Lines, JSON or Parquet, - for what is piped in; a row a label."),
]
Item = Annotated[str, typer.Option("--item", help="Column of what was labelled.")]
Annotator = Annotated[str, typer.Option("--annotator", help="Column of who labelled it.")]
Label = Annotated[str, typer.Option("--label", help="Column of the label; a.b is part b of an object.")]
Categories = Annotated[
    str | None, typer.Option("--categories", help="All categories in their order, with commas: low,medium,high.")
]
Separator = Annotated[str, typer.Option("--separator", help="What stands between the parts of a label in CSV.")]
Missing = Annotated[
    list[str] | None, typer.Option("--missing", help="Text that means no label, such as NA; repeatable.")
]

# distance -> (its name in accord.quality.distances, what a label must be for it)
DISTANCES = {
    "jaccard": ("jaccard_distance", "set"),
    "masi": ("masi_distance", "set"),
    "edit": ("edit_distance", "text"),
    "kendall": ("kendall_distance", "numbers"),
    "footrule": ("footrule", "numbers"),
    "box": ("box_distance", "numbers"),
}


def read_label_columns(file: Path, item: str, annotator: str, label: str, missing: Sequence[str] | None) -> Columns:
    """The three columns."""
    names = {"item": item, "annotator": annotator, "label": label}
    return read_columns(file, names, missing=("", *(missing or ())))


def to_labels(
    columns: Columns,
    *,
    level: str = "nominal",
    categories: str | None = None,
    distance: str | None = None,
    separator: str = ";",
    duplicates: str = "error",
) -> Labels:
    """The columns as `Labels`, each label read as the level or the distance needs it.

    Raises:
        BadInput: a label is not of that kind, or the table cannot be right; names file and rows.
    """
    from accord.quality import Labels

    names = [name.strip() for name in categories.split(",")] if categories else None
    if distance:
        values: Sequence[Any] = _parsed(columns, DISTANCES[distance][1], separator)
    elif names is None and level != "nominal":
        order = "Give the order, --categories LOW,...,HIGH" if level == "ordinal" else "Take --level nominal or ordinal"
        order += ", or --missing TEXT for what means no label"
        values = columns.numbers("label", order)
    else:
        values = columns["label"]
    if names is not None and not any(isinstance(value, str) for value in values):
        names = _as_numbers(names)
    with columns.blamed():
        return Labels.from_arrays(columns["item"], columns["annotator"], values, names, duplicates=duplicates)


def distance_of(name: str | None) -> Callable[[Any, Any], float] | None:
    """The distance of that name."""
    if name is None:
        return None
    from accord.quality import distances

    found: Callable[[Any, Any], float] = getattr(distances, DISTANCES[name][0])
    return found


def _parsed(columns: Columns, kind: str, separator: str) -> list[Any]:
    found, bad = [], []
    for place, value in enumerate(columns["label"]):
        try:
            found.append(None if value is None else _READ[kind](value, separator))
        except (TypeError, ValueError):
            bad.append(place)
    if bad:
        raise columns.fault(
            f"{columns.names['label']} holds {columns['label'][bad[0]]!r}, which is no {_WHAT[kind]}",
            bad,
            "Correct the row, or take another --distance",
        )
    return found


def _set(value: Any, separator: str) -> frozenset[Any]:
    if isinstance(value, str):
        return frozenset(part.strip() for part in value.split(separator) if part.strip())
    return frozenset(value)


def _numbers(value: Any, separator: str) -> tuple[float, ...]:
    parts = value.split(separator) if isinstance(value, str) else value
    return tuple(float(part) for part in parts)


def _text(value: Any, _: str) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is no text")
    return value


_READ: dict[str, Callable[[Any, str], Any]] = {"set": _set, "numbers": _numbers, "text": _text}
_WHAT = {"set": "set", "numbers": "list of numbers", "text": "text"}


def _as_numbers(names: list[str]) -> list[Any]:
    try:
        return [float(name) for name in names]
    except ValueError:
        raise BadInput(
            f"--categories {','.join(names)}: the labels of the file are numbers, and these are not"
        ) from None


def refuse_unknown(given: Sequence[str], known: Sequence[str], option: str) -> None:
    """BadInput for a choice that is none."""
    from difflib import get_close_matches

    for name in given:
        if name not in known:
            near = get_close_matches(name, known, 1)
            hint = f", did you mean {near[0]!r}?" if near else "."
            raise BadInput(f"{option} {name!r} is not known{hint} There are: {', '.join(known)}")
