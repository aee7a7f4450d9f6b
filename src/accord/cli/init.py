"""`accord init WORKFLOW [DIR]` and `accord workflows`: ready-made projects to start from, or one that stood in another tool."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path
from textwrap import fill, shorten
from typing import Annotated, Any

import typer

from accord import workflows
from accord.cli.connection import AsJson
from accord.cli.errors import BadInput
from accord.cli.output import out, print_json, say
from accord.schema import parse
from accord.schema.faults import nearest

app = typer.Typer(add_completion=False)
WIDE = 100
LONGEST = 600


@app.command("init")
def init(
    workflow: Annotated[
        str,
        typer.Argument(
            help="A name that `accord workflows` lists, or a labelling configuration of Label Studio (XML)."
        ),
    ],
    folder: Annotated[
        Path | None, typer.Argument(help="Where to; a new folder of the workflow's name by default.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Write a workflow's project.yaml, guidelines and sample records into a folder, to start from.

    Given a Label Studio configuration instead, write the project that it is here, and say what it cannot be.
    """
    if Path(workflow).is_file():
        return _from_config(Path(workflow), folder, as_json)
    chosen = _found(workflow)
    target = _empty(folder or Path(workflow))
    files = chosen.files()
    for name, content in files:
        (target / name).write_bytes(content)
    if as_json:
        return print_json({"folder": str(target), "files": [str(target / name) for name, _ in files]})
    out(str(target))
    say(
        f"Next: look into {target / 'project.yaml'}, then accord project create {target}, "
        f"accord import {workflow} {target / 'sample.jsonl'} and accord serve"
    )


def _empty(target: Path) -> Path:
    if target.exists() and not target.is_dir():
        raise BadInput(f"{target} is a file; nothing was written. Name a folder.")
    if target.exists() and any(target.iterdir()):
        raise BadInput(f"{target} is not empty; nothing was written. Name another folder.")
    target.mkdir(parents=True, exist_ok=True)
    return target


def _from_config(path: Path, folder: Path | None, as_json: bool) -> None:
    """The project that a labelling configuration of another tool is here."""
    from ruamel.yaml import YAML

    from accord.formats.label_studio_config import NoConfig, looks_like_config, project_of

    if not looks_like_config(path):
        raise BadInput(f"{path} is no labelling configuration of Label Studio (XML that begins with <View>)")
    name = re.sub(r"[^a-z0-9]+", "-", (folder or path.with_suffix("")).name.lower()).strip("-") or "project"
    try:
        made = project_of(path.read_bytes(), name)
    except NoConfig as error:
        raise BadInput(f"{path}: {error}") from None
    file = io.StringIO("".join(f"# left out: {what}: {why}\n" for what, why in made.left))
    file.seek(0, io.SEEK_END)
    YAML().dump(made.project, file)
    parse(file.getvalue())
    target = _empty(folder or Path(name)) / "project.yaml"
    target.write_text(file.getvalue(), encoding="utf-8")
    files = [target]
    if made.guidelines:
        files.append(target.with_name("guidelines.md"))
        files[1].write_text(made.guidelines, encoding="utf-8")
    if as_json:
        left = [{"what": what, "why": why} for what, why in made.left]
        return print_json({"folder": str(target.parent), "files": [str(one) for one in files], "left": left})
    out(str(target.parent))
    for what, why in made.left:
        say(f"left out: {what}: {why}")
    say(f"Next: accord project create {target.parent}, accord import {name} TASKS.json (their annotations come along)")


@app.command("workflows")
def list_(
    workflow: Annotated[
        str | None, typer.Argument(help="One of them in full: what is asked, and its first record.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """The built-in workflows: what they are for, time per record, agreement to expect."""
    found = workflows.list_() if workflow is None else [_found(workflow)]
    parts = ("name", "title", "summary", "time", "agreement")
    rows: list[dict[str, Any]] = [{part: getattr(one, part) for part in parts} for one in found]
    if workflow is not None:
        rows[0]["example"] = {k: part for k, part in next(found[0].sample()).items() if k != "gold"}
    if as_json:
        return print_json(rows if workflow is None else rows[0])
    for one, row in zip(found, rows, strict=True):
        _show(row)
        if workflow is not None:
            _show_whole(one, row["example"])
    if workflow is None:
        say("One in full: accord workflows NAME. To start from one: accord init NAME")


def _found(name: str) -> workflows.Workflow:
    names = [one.name for one in workflows.list_()]
    if name in names:
        return workflows.load(name)
    near = nearest(name, names)
    raise BadInput(
        f"there is no workflow {name!r}" + (f"; did you mean {near!r}?" if near else f"; there are: {', '.join(names)}")
    )


def _show(row: dict[str, Any]) -> None:
    """Its name, then what to know of it, each a paragraph as wide as is good to read."""
    out(f"{row['name']}: {row['title']}")
    for words in (row["summary"], f"Time: {row['time']}", f"Agreement: {row['agreement']}"):
        out(fill(words, WIDE, initial_indent="  ", subsequent_indent="  "))
    out("")


def _show_whole(one: workflows.Workflow, example: dict[str, Any]) -> None:
    """What is asked of whom, and a record."""
    spec = parse(one.source)
    out("  Questions")
    for question in spec.questions.values():
        optional = ", optional" if question.required is False else ""
        out(f"    {question.name} ({question.kind.name}{optional}): {question.title or question.name}")
    out(f"  Stages: {', '.join(stage.name for stage in spec.stages)}")
    out("  First record of the sample")
    for name, value in example["values"].items():
        words = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        out(fill(f"{name}: {shorten(words, LONGEST)}", WIDE, initial_indent="    ", subsequent_indent="      "))
    say(f"Start from it: accord init {one.name}. Alone and at once: accord judge FILE --workflow {one.name}")
