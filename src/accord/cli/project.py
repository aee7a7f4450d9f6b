"""`accord project create|update|list|show|validate|schema|archive|restore|delete`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from accord.cli.confirming import confirm
from accord.cli.connection import AsJson, Key, ProjectName, Url, connect, data, read_settings
from accord.cli.errors import BadInput, fault_lines
from accord.cli.output import counting, out, print_json, say, table
from accord.schema import Spec

app = typer.Typer(
    help="Create, update, list, show, validate, archive and delete projects, and their schema for editors.",
    no_args_is_help=True,
    add_completion=False,
)

ProjectPath = Annotated[Path, typer.Argument(help="project.yaml, or the folder that holds it.")]


def read_project(path: Path) -> tuple[str, str]:
    """The YAML and the guidelines beside it.

    Raises:
        BadInput: the file is missing, is no UTF-8, or the guidelines it names are missing.
    """
    file = path / "project.yaml" if path.is_dir() else path
    try:
        source = file.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise BadInput(f"{file}: there is no such file. `accord init WORKFLOW DIR` makes one.") from None
    except UnicodeDecodeError as error:
        raise BadInput(f"{file}: not UTF-8 at byte {error.start}. Save it as UTF-8.") from None
    guidelines = check(source, str(file)).guidelines
    if not guidelines:
        return source, ""
    beside = file.parent / guidelines
    if not beside.is_file():
        raise BadInput(f"{file}: guidelines: {guidelines} is not beside it. Write it, or take the line out.")
    return source, beside.read_text(encoding="utf-8")


def check(source: str, file: str) -> Spec:
    """The parsed spec; faults become one error with file and line."""
    from accord.schema import SpecError, parse

    try:
        return parse(source)
    except SpecError as error:
        raise BadInput(
            "the project does not fit the language:\n" + fault_lines((fault.json() for fault in error.faults), file)
        ) from None


@app.command()
def create(path: ProjectPath = Path(), url: Url = None, key: Key = None, as_json: AsJson = False) -> None:
    """Make a project of project.yaml and its guidelines."""
    source, guidelines = read_project(path)
    with connect(url, key) as client:
        made = client.transport.json("POST", "/projects", {"yaml": source, "guidelines": guidelines})
    if as_json:
        return print_json(made)
    out(made["name"])
    say(f"Next: accord import {made['name']} FILE..., then accord serve")


@app.command()
def update(
    path: ProjectPath = Path(),
    changes: Annotated[
        str, typer.Option("--changes", help="What changed, in your words: people read it before they go on.")
    ] = "",
    acknowledge: Annotated[
        bool | None,
        typer.Option(
            "--acknowledge/--no-acknowledge",
            help="People must read the guidelines before they go on; without it, if the guidelines changed.",
        ),
    ] = None,
    url: Url = None,
    key: Key = None,
    as_json: AsJson = False,
) -> None:
    """Make a new version of a project that is there, of project.yaml and its guidelines."""
    source, guidelines = read_project(path)
    name = check(source, str(path)).name
    body = {"yaml": source, "guidelines": guidelines, "changes": changes, "acknowledge": acknowledge}
    with connect(url, key) as client:
        made = client.transport.json("PUT", f"/projects/{name}", body)
    if as_json:
        return print_json(made)
    say(f"{name} is at version {made['version']}.")


@app.command("list")
def list_(
    archived: Annotated[bool, typer.Option("--archived", help="Those that are archived and that I lead.")] = False,
    url: Url = None,
    key: Key = None,
    as_json: AsJson = False,
) -> None:
    """The projects that I may see."""
    with connect(url, key) as client:
        projects = client.projects(archived=archived)
    if as_json:
        return print_json(projects)
    if archived and not projects:
        return say("No project is archived.")
    if not projects:
        return say("No project yet. Next: accord init WORKFLOW, then accord project create.")
    table(projects, ["name", "role", "records", "done", "open", "version"])


@app.command()
def show(name: ProjectName, url: Url = None, key: Key = None, as_json: AsJson = False) -> None:
    """A project as it is now: its YAML, or everything with --json."""
    with connect(url, key) as client:
        project = client.project(name).show()
    if as_json:
        return print_json(project)
    out(project["source"].rstrip("\n") or _yaml(project["spec"]))


@app.command()
def validate(path: ProjectPath = Path(), as_json: AsJson = False) -> None:
    """Check project.yaml; each fault with its line. Needs no server and no database."""
    source, _ = read_project(path)
    spec = check(source, str(path))
    if as_json:
        return print_json(spec.json())
    counts = ((len(spec.fields), "field"), (len(spec.questions), "question"), (len(spec.stages), "stage"))
    said = ", ".join(f"{count} {word}" if count == 1 else f"{count} {word}s" for count, word in counts)
    out(f"{spec.name}: {said}; no fault")
    if len(spec.stages) > 1:
        from accord.schema.graph import picture

        out(picture(spec.stages))


@app.command()
def archive(name: ProjectName, url: Url = None, key: Key = None, as_json: AsJson = False) -> None:
    """Take a project out of everybody's lists. Leads can still read and export it, and `accord project restore` brings it back."""
    with connect(url, key) as client:
        parts = client.project(name).archive()
    if as_json:
        return print_json({"archived": name, "parts": parts})
    say(f"{name} is archived{_with(parts)}; accord project restore {name} brings it back.")


@app.command()
def restore(name: ProjectName, url: Url = None, key: Key = None, as_json: AsJson = False) -> None:
    """Bring an archived project back."""
    with connect(url, key) as client:
        parts = client.project(name).restore()
    if as_json:
        return print_json({"restored": name, "parts": parts})
    say(f"{name} is at work again{_with(parts)}.")


@app.command()
def delete(
    name: ProjectName,
    yes: Annotated[bool, typer.Option("--yes", help="Without being asked to type the name.")] = False,
    parts: Annotated[bool, typer.Option("--parts", help="Its exams and calibration rounds go, too.")] = False,
    url: Url = None,
    key: Key = None,
    as_json: AsJson = False,
) -> None:
    """Delete a project for good: records, answers, drafts, corpus, datasets, jobs. A line in the audit log stays."""
    if not yes:
        confirm(name, "delete it for good", f"accord project delete {name} --yes")
    if url:
        with connect(url, key) as client:
            gone = client.project(name).delete(name, parts=parts)
    else:
        gone = _delete_here(name, parts)
    if as_json:
        return print_json(gone)
    said = f"{gone['records']} records and {gone['responses']} responses"
    say(f"{name} is deleted{_with(gone['parts'])}: {said}.")


def _delete_here(name: str, parts: bool) -> dict[str, Any]:
    """In ACCORD_HOME: until nothing is left of it."""
    from accord.deleting import service

    home = read_settings().home
    with data() as (db, caller):
        gone = service.delete(db, caller, name, name, parts)
        done = 0
        with counting(f"{name}: deleting records") as reached:

            def told(records: int) -> None:
                nonlocal done
                done += records
                reached(done)

            service.finish(db, home, told)
    return gone


def _with(parts: list[str]) -> str:
    return f", with {', '.join(parts)}" if parts else ""


@app.command("schema")
def schema_() -> None:
    """Print the JSON Schema of project.yaml, for editors that complete and check it."""
    from accord.schema import json_schema

    print_json(json_schema())


def _yaml(spec: dict[str, Any]) -> str:
    """A project that was made from Python, as YAML."""
    from io import StringIO

    from ruamel.yaml import YAML

    text = StringIO()
    writer = YAML()
    writer.indent(mapping=2, sequence=4, offset=2)
    writer.width = 120
    writer.dump(spec, text)
    return text.getvalue().rstrip("\n")
