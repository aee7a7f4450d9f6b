"""`accord leaderboard FILE`: which model is better, from a table of model_a, model_b, winner; no server, no database."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from accord.cli.columns import Columns, read_columns
from accord.cli.connection import AsJson
from accord.cli.errors import FAILED, BadInput
from accord.cli.label_file import refuse_unknown
from accord.cli.output import out, print_json, say, table

if TYPE_CHECKING:
    from accord.quality import Battles, Estimate
    from accord.quality.preference.elo import EloRating
    from accord.quality.preference.leaderboard import Leaderboard

app = typer.Typer()

METHODS = ("bradley-terry", "davidson", "rao-kupper", "elo")
INTERVALS = ("auto", "sandwich", "observed", "bootstrap", "none")
OUTCOMES = ("a", "b", "tie", "both_bad")


@app.command("leaderboard")
def leaderboard(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE", help="CSV, JSON Lines, JSON or Parquet, - for what is piped in; a row a battle."
        ),
    ],
    model_a: Annotated[str, typer.Option("--model-a", help="Column of the first model.")] = "model_a",
    model_b: Annotated[str, typer.Option("--model-b", help="Column of the second model.")] = "model_b",
    winner: Annotated[
        str, typer.Option("--winner", help="Column of who won: a, b, tie or both_bad; empty is no verdict.")
    ] = "winner",
    word: Annotated[
        list[str] | None, typer.Option("--word", help="Another word for a winner: left=a; repeatable.")
    ] = None,
    method: Annotated[str, typer.Option(help=f"{', '.join(METHODS)}.")] = "bradley-terry",
    position: Annotated[bool, typer.Option("--position", help="Also estimate how much being a helps.")] = False,
    control: Annotated[
        list[str] | None,
        typer.Option(
            "--control", help="NAME=COLUMN_A,COLUMN_B (or one column, a's less b's) to hold level; repeatable."
        ),
    ] = None,
    weight: Annotated[str | None, typer.Option("--weight", help="Column of weights.")] = None,
    cluster: Annotated[
        str | None, typer.Option("--cluster", help="Column of what belongs together, such as the prompt.")
    ] = None,
    prior: Annotated[
        float, typer.Option(help="Made-up draws of each model against an average one: for models that never lost.")
    ] = 0.0,
    reference: Annotated[str | None, typer.Option(help="The model whose rating is 1000; without: the average.")] = None,
    interval: Annotated[str, typer.Option(help=f"{', '.join(INTERVALS)}.")] = "auto",
    resamples: Annotated[int, typer.Option(min=2, help="Of the bootstrap.")] = 1000,
    k: Annotated[float, typer.Option("--k", help="Of Elo: points at stake in a battle.")] = 4.0,
    confidence: Annotated[float, typer.Option(help="Of the intervals.")] = 0.95,
    seed: Annotated[int, typer.Option(help="Of the resampling.")] = 0,
    as_json: AsJson = False,
) -> None:
    """Ratings of models from comparisons, each with its interval and the places that it may hold.

    Exit code: 0 there are ratings, 1 no model can be rated (it says why), 2 bad input.
    """
    refuse_unknown([method], METHODS, "--method")
    refuse_unknown([interval], INTERVALS, "--interval")
    if not 0 < confidence < 1:
        raise BadInput(f"--confidence {confidence:g}: give a share between 0 and 1, such as .95")
    for value, option in ((prior, "--prior"), (k, "--k")):
        if not 0 <= value < float("inf"):
            raise BadInput(f"{option} {value:g}: give a number from 0 up")
    columns, battles = _read(file, (model_a, model_b, winner), word or [], weight, cluster, control or [])
    from accord import quality

    if reference is not None:
        reference = _one_of(battles.models, reference)
    with columns.blamed():
        if method == "elo":
            for given, option in ((position, "--position"), (bool(control), "--control"), (bool(weight), "--weight")):
                if given:
                    raise BadInput(f"--method elo has no place for {option}: leave it out, or use another method")
            rows = quality.elo(battles, k=k, confidence=confidence, seed=seed)
            found = _elo_json(
                rows, quality.both_bad_rate(battles, confidence=confidence), quality.connectivity(battles)
            )
        else:
            fit = {"davidson": quality.davidson, "rao-kupper": quality.rao_kupper}.get(method, quality.bradley_terry)
            board = fit(
                battles,
                position=position,
                prior=prior,
                reference=reference,
                interval=None if interval == "none" else interval,
                confidence=confidence,
                resamples=resamples,
                seed=seed,
            )
            found = _board_json(board)
    head = {
        "file": columns.file,
        "method": method,
        "confidence": confidence,
        "battles": len(battles),
        "decided": battles.decided,
        "missing": battles.missing,
    }
    if as_json:
        print_json(head | found)
    else:
        _print(head | found)
    if all(row["rating"]["estimate"] is None for row in found["models"]):
        raise typer.Exit(FAILED)


def _read(
    file: Path,
    names: Sequence[str],
    words: Sequence[str],
    weight: str | None,
    cluster: str | None,
    controls: Sequence[str],
) -> tuple[Columns, Battles]:
    """The file as battles.

    Raises:
        BadInput: it cannot be read, or says something that is no battle; names the row and what to do.
    """
    wanted = dict(zip(("model_a", "model_b", "winner"), names, strict=True))
    wanted |= {role: column for role, column in (("weight", weight), ("cluster", cluster)) if column}
    held: dict[str, list[str]] = {}
    for given in controls:
        name, sign, listed = given.partition("=")
        parts = [part.strip() for part in listed.split(",") if part.strip()]
        if not sign or not name or len(parts) not in (1, 2) or name == "position":
            raise BadInput(f"--control {given!r}: write NAME=COLUMN_A,COLUMN_B, such as length=length_a,length_b")
        held[name] = [f"control {name} {at}" for at in range(len(parts))]
        wanted |= dict(zip(held[name], parts, strict=True))
    columns = read_columns(file, wanted)
    meaning = {word: word for word in OUTCOMES} | dict(_meaning(given) for given in words)
    said = [None if value is None else str(value).strip() for value in columns["winner"]]  # 1=a fits 1 as well as "1"
    strange = [at for at, value in enumerate(said) if value is not None and value not in meaning]
    if strange:
        first = said[strange[0]]
        raise columns.fault(
            f"{wanted['winner']} holds {first!r}, which is none of {', '.join(OUTCOMES)}",
            strange,
            f"Correct it, or say what it means: --word {first}=a",
        )
    from accord.quality import Battles, style_difference

    with columns.blamed():
        values = {
            name: [columns.numbers(role, "Correct it, or drop the row.") for role in roles]
            for name, roles in held.items()
        }
        return columns, Battles.from_arrays(
            columns["model_a"],
            columns["model_b"],
            said,
            weight=columns.numbers("weight") if weight else None,
            cluster=columns["cluster"] if cluster else None,
            covariates={
                name: style_difference(*(_floats(part) for part in parts)) if len(parts) == 2 else parts[0]
                for name, parts in values.items()
            },
            winners={word: kind for word, kind in meaning.items() if word not in OUTCOMES},
        )


def _floats(column: Sequence[Any]) -> Any:
    import numpy as np

    return np.array([np.nan if value is None else value for value in column], dtype=np.float64)


def _meaning(given: str) -> tuple[str, str]:
    word, sign, kind = given.rpartition("=")
    if not sign or not word or kind not in OUTCOMES:
        raise BadInput(f"--word {given!r}: write WORD=KIND, KIND one of {', '.join(OUTCOMES)}, such as left=a")
    return word, kind


def _one_of(models: Sequence[Any], name: str) -> Any:
    """A model by its name; numbers in a file are given as text."""
    for model in models:
        if str(model) == name:
            return model
    refuse_unknown([name], [str(model) for model in models], "--reference")
    raise AssertionError(name)


def _board_json(board: Leaderboard) -> dict[str, Any]:
    rows = [
        {
            "model": s.model,
            "rank": s.rank,
            "best_rank": s.best_rank,
            "worst_rank": s.worst_rank,
            "rating": _estimate(s.rating),
            "strength": _estimate(s.strength),
            "battles": s.battles,
            "wins": s.wins,
            "losses": s.losses,
            "ties": s.ties,
            "both_bad": s.both_bad,
        }
        for s in board.standings
    ]
    return {
        "interval": board.spread,
        "models": rows,
        "tie": _estimate(board.tie) if board.tie else None,
        "effects": {name: _estimate(effect) for name, effect in board.effects.items()},
        "both_bad": _estimate(board.both_bad) if board.both_bad else None,
        "log_likelihood": board.log_likelihood,
        "remedy": board.connectivity.remedy if len(board.placed) < len(rows) else None,
        "note": board.note,
    }


def _elo_json(rows: Sequence[EloRating], both_bad: Estimate, linked: Any) -> dict[str, Any]:
    listed = [
        {
            "model": row.model,
            "rank": at if row.rating.estimate is not None else None,
            "rating": _estimate(row.rating),
            "battles": float(row.battles),
        }
        for at, row in enumerate(rows, 1)
    ]
    return {
        "interval": "of order",
        "models": listed,
        "both_bad": _estimate(both_bad),
        "remedy": None if len(linked.groups) < 2 else f"{len(linked.groups)} groups never met: ratings do not compare",
        "note": "Elo depends on the order of the battles, and its interval is of order alone; use bradley-terry to decide",
    }


def _estimate(found: Estimate) -> dict[str, Any]:
    """As `--json` has it: the number and its ends first."""
    parts = {"estimate": found.estimate, "low": found.low, "high": found.high, "se": found.se, "method": found.method}
    return parts | {name: getattr(found, name) for name in ("why", "note") if getattr(found, name)}


def _print(found: dict[str, Any]) -> None:
    bad = found["both_bad"]
    gone = f" ({found['missing']:,} without a verdict)" if found["missing"] else ""
    out(f"{found['battles']:,} battles{gone} of {len(found['models']):,} models, {found['method']}\n")
    named = f"{found['confidence']:.0%}" if found["interval"] != "of order" else "over orders"
    columns = ["rank", "places", "model", "rating", named, "battles", "wins", "losses", "ties"]
    if bad["estimate"]:
        columns.append("both_bad")
    rows = [_line(row, named) for row in found["models"]]
    shown = [c for c in columns if c in ("rank", "model", "rating") or any(row.get(c) is not None for row in rows)]
    table(rows, shown)
    if bad["estimate"]:
        out(f"\nBoth bad: {_share(bad)} of all battles; they say nothing of who is better.")
    if found.get("tie") and found["tie"]["estimate"] is not None:
        out(f"\nTie parameter {_span(found['tie'])}")
    for name, effect in found.get("effects", {}).items():
        text = "being a" if name == "position" else name
        said = effect.get("why") or f"{_span(effect)} log-odds for one unit"
        out(f"\nEffect of {text}: {said}")
    for row in found["models"]:
        if row["rating"]["estimate"] is None and not found["remedy"]:
            say(f"{row['model']}: {row['rating'].get('why')}")
    for remark in (found["remedy"], found["note"]):
        if remark:
            say(remark.replace("pass prior=1", "pass --prior 1"))


def _line(row: dict[str, Any], named: str) -> dict[str, Any]:
    rating = row["rating"]
    best, worst = row.get("best_rank"), row.get("worst_rank")
    line: dict[str, Any] = {"rank": row["rank"], "model": str(row["model"])}
    line["places"] = None if best is None else str(best) if best == worst else f"{best}–{worst}"
    line["rating"] = None if rating["estimate"] is None else round(rating["estimate"])
    if rating["low"] is not None:
        line[named] = f"{rating['low']:.0f} – {rating['high']:.0f}"
    for part in ("battles", "wins", "losses", "ties", "both_bad"):
        value = row.get(part)
        line[part] = int(value) if value is not None and float(value).is_integer() else value
    return line


def _span(found: dict[str, Any]) -> str:
    ends = "" if found["low"] is None else f" [{found['low']:.3f}, {found['high']:.3f}]"
    return f"{found['estimate']:.3f}{ends}"


def _share(found: dict[str, Any]) -> str:
    ends = "" if found["low"] is None else f" [{found['low']:.1%}, {found['high']:.1%}]"
    return f"{found['estimate']:.1%}{ends}"
