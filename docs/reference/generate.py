"""Writes the reference beside it from what the code says of itself; `tests/docs/test_reference.py` holds the two together.

Run `python docs/reference/generate.py` in a checkout after a type, command, setting, format, workflow or key has changed.
"""

from __future__ import annotations

import inspect
import json
import re
import runpy
import sys
from collections.abc import Iterator, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

import typer

from accord import formats, workflows
from accord.cli.app import app
from accord.ground.settings import Settings
from accord.schema import describe, parse
from accord.schema.describe import json_schema
from accord.schema.fields import registry as field_types
from accord.schema.questions import registry as question_types
from accord.schema.questions.kind import Context, Target
from accord.schema.yaml_source import Source

HERE = Path(__file__).parent
WEB = HERE.parents[1] / "web" / "src"
MADE = "<!-- Written by docs/reference/generate.py; what is wrong here is put right in the code. -->\n\n"
SEEN = runpy.run_path(str(HERE / "seen.py"))
SAID = "Paris hosted the games in 1924."
CONTEXT = Context(
    of=SAID,
    of_elements=("a", "b"),
    within="replies/a",
    resolve=lambda at: Target(at, SAID, ("span",)),
    choices={"options": ("0", "1"), "labels": ("0", "1"), "types": ("0", "1")},
)
FIELDS = {"replies": {"type": "candidates"}, "run": {"type": "trajectory"}, "story": {"type": "text"}}


def pages() -> dict[str, str]:
    """Every page by its path under docs/reference."""
    schema = json_schema()["$defs"]
    questions, fields = ours(question_types()), ours(field_types())
    made = {f"questions/{name}.md": question_page(kind, schema[f"question-{name}"]) for name, kind in questions.items()}
    made |= {f"fields/{name}.md": field_page(kind, schema[f"field-{name}"]) for name, kind in fields.items()}
    made["questions.md"] = common_page("Question types", "question", questions, describe.QUESTION)
    made["fields.md"] = common_page("Field types", "field", fields, describe.FIELD)
    made |= {"cli.md": cli_page(), "settings.md": settings_page(), "formats.md": formats_page()}
    made |= {"workflows.md": workflows_page(), "keys.md": keys_page()}
    made["seen.md"] = SEEN["page"]()
    made |= {f"workflows/{one.name}.md": workflow_page(one) for one in workflows.list_()}
    return {path: MADE + "\n".join(text.splitlines()).rstrip() + "\n" for path, text in made.items()}


def ours(kinds: Mapping[str, Any]) -> dict[str, Any]:
    """Without those that another package brought."""
    return {name: kind for name, kind in kinds.items() if type(kind).__module__.startswith("accord.")}


def example(kind: Any) -> dict[str, Any]:
    """The YAML in the docstring of a type's module, as parts of a project."""
    told: Any = Source(docs(kind).split("```yaml\n")[1].split("```")[0]).value
    return told if "questions" in told or "fields" in told else {f"{_room(kind)}": told}


def docs(kind: Any) -> str:
    """The docstring of a type's module."""
    return inspect.cleandoc(sys.modules[type(kind).__module__].__doc__ or "")


def answers(kind: Any) -> Iterator[tuple[str, Any]]:
    """The questions of this type in the docstring's example, each with an answer that it takes."""
    told = example(kind)
    raw = {"name": "x", "fields": {**FIELDS, **told.get("fields", {})}, "questions": told["questions"]}
    for name, question in parse(json.dumps(raw)).questions.items():
        if question.kind is kind:
            value = kind.example(question.spec, CONTEXT)
            wrong = list(kind.validate(question.spec, value, CONTEXT))
            if wrong:
                raise ValueError(f"the example of {kind.name} is no answer to its own question {name}: {wrong}")
            yield name, kind.normalise(question.spec, value)


def question_page(kind: Any, schema: Mapping[str, Any]) -> str:
    """A question type: what it says of itself, its parameters, its answers and what is made of them."""
    need = {"required": "It judges something: `of` is required.", "nothing": "It judges nothing: there is no `of`."}
    lines = [
        f"# {kind.name}",
        "",
        docs(kind),
        "",
        *SEEN["first"](f"questions/{kind.name}"),
        need.get(kind.judges, "It may judge something: `of` is optional."),
        "",
    ]
    lines += ["## Parameters", "", *parameters(schema, describe.QUESTION), ""]
    lines += ["What every question takes (`title`, `each`, `visible_if`, ...) is on [one page](../questions.md).", ""]
    lines += ["## An answer", "", f"{_said(kind.validate)} To the example above:", "", "```json"]
    lines += ["{", ",\n".join(f"  {json.dumps(name)}: {_json({'value': value})}" for name, value in answers(kind)), "}"]
    lines += ["```", "", "## What is made of answers", "", "| | |", "|---|---|"]
    told = {
        "in conditions": kind.binding,
        "level of agreement": kind.level,
        "distance": kind.distance,
        "consensus": kind.consensus,
        "grade against gold": kind.grade,
        "columns of an export": kind.columns,
    }
    lines += [f"| {what} | {_cell(_said(method))} |" for what, method in told.items()]
    return "\n".join([*lines, *SEEN["others"](f"questions/{kind.name}")])


def field_page(kind: Any, schema: Mapping[str, Any]) -> str:
    """A field type: what it says of itself, its parameters, its values and their elements."""
    lines = [f"# {kind.name}", "", docs(kind), "", *SEEN["first"](f"fields/{kind.name}")]
    lines += ["## Parameters", "", *parameters(schema, describe.FIELD), ""]
    lines += ["What every field takes (`title`, `lang`, ...) is on [one page](../fields.md).", ""]
    lines += ["## A value", "", _said(kind.validate), "", "| | |", "|---|---|"]
    drawn = [("marked in it", kind.draws), ("marked in an element", kind.element_draws)]
    told = [("elements (`each`)", _said(kind.elements))]
    told += [("what a condition may name of one", ", ".join(f"`{one}`" for one in kind.parts(kind.parse({})[0])))]
    told += [("shown to a person", _said(kind.present))]
    told += [(what, ", ".join(how) or "all of it, no part") for what, how in drawn]
    lines += [f"| {what} | {_cell(how)} |" for what, how in told]
    return "\n".join([*lines, *SEEN["others"](f"fields/{kind.name}")])


def common_page(title: str, kind: str, kinds: Mapping[str, Any], common: Mapping[str, Any]) -> str:
    """The types of one kind, and what all of them take."""
    lines = [f"# {title}", "", "| type | |", "|---|---|"]
    for name, one in kinds.items():
        lines += [f"| [{name}]({kind}s/{name}.md) | {_cell(_first(docs(one)).partition(': ')[2])} |"]
    return "\n".join([*lines, "", f"## What every {kind} takes", "", *parameters({"properties": common}, {})])


def parameters(schema: Mapping[str, Any], common: Mapping[str, Any]) -> list[str]:
    """A table of the parameters that are not common ones; each must say what it is for."""
    own = {name: one for name, one in schema["properties"].items() if name != "type" and name not in common}
    if not own:
        return ["None of its own."]
    if silent := [name for name, one in own.items() if not one.get("description")]:
        raise ValueError(
            f"no words for {', '.join(silent)}: they belong under `Parameters:` in the docstring of `parse`"
        )
    rows = ["| parameter | takes | default | |", "|---|---|---|---|"]
    for name, one in own.items():
        default = f"`{json.dumps(one['default'])}`" if "default" in one else ""
        rows.append(f"| `{name}` | {_cell(_takes(one))} | {default} | {_cell(one.get('description', ''))} |")
    return rows


def _takes(one: Mapping[str, Any]) -> str:
    """A JSON Schema in a few words."""
    if "$ref" in one:
        return str(one["$ref"]).rpartition("/")[2].replace("_", " ")
    if "enum" in one:
        return ", ".join(f"`{json.dumps(value)}`" for value in one["enum"])
    if "anyOf" in one:
        return " or ".join(dict.fromkeys(_takes(part) for part in one["anyOf"]))
    kind = one.get("type", "anything")
    words = " or ".join(kind) if isinstance(kind, list) else str(kind)
    inner = one.get("items") or one.get("additionalProperties")
    if words in ("array", "object") and isinstance(inner, Mapping):
        words = f"{'list' if words == 'array' else 'mapping'} of {_takes(inner)}"
    low, high = one.get("minimum", one.get("exclusiveMinimum")), one.get("maximum")
    if low is not None or high is not None:
        words += (
            f", {low} to {high}" if None not in (low, high) else (f", from {low}" if high is None else f", to {high}")
        )
    return words


def cli_page() -> str:
    """Every command, argument and option."""
    lines = [
        "# The command line",
        "",
        "Results go to stdout, words about them to stderr; `--json` prints the result as JSON.",
    ]
    for path, command in commands(typer.main.get_command(app), ("accord",)):
        lines += ["", f"## {' '.join(path)}", "", *(line.strip() for line in (command.help or "").splitlines())]
        if not (command.help or "").strip():
            raise ValueError(f"`{' '.join(path)}` has no docstring")
        shown = [one for one in command.params if one.name != "help"]
        if shown:
            lines += [
                "",
                "| argument or option | default | |",
                "|---|---|---|",
                *(_parameter(" ".join(path), one) for one in shown),
            ]
    return "\n".join(lines)


def commands(command: Any, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Any]]:
    """The command tree, from the top."""
    yield path, command
    if hasattr(command, "list_commands"):
        context = typer.Context(command)
        for name in command.list_commands(context):
            yield from commands(command.get_command(context, name), (*path, name))


def _parameter(path: str, one: Any) -> str:
    option = one.param_type_name == "option"
    name = ", ".join([*one.opts, *one.secondary_opts]) if option else (one.metavar or str(one.name).upper())
    wanted = getattr(one.type_descriptor, "annotation", None)
    kind = "" if getattr(one, "is_flag", False) or not option else f" {one.metavar or _type(wanted)}"
    default = "required" if one.required else "" if one.default is None or callable(one.default) else one.default
    default = (
        "" if default in ("", (), []) or default is False else f"`{default}`" if default != "required" else default
    )
    if not one.help:
        raise ValueError(f"`{name}` of `{path}` has no help")
    help_ = one.help
    if one.envvar:
        help_ += f" Or `{one.envvar}`."
    return f"| `{name}{kind}` | {default} | {_cell(help_)} |"


def _type(wanted: Any) -> str:
    names = re.findall(r"\b(int|float|Path|str)\b", str(wanted)) or ["str"]
    return {"int": "INTEGER", "float": "NUMBER", "Path": "PATH", "str": "TEXT"}[names[0]]


def settings_page() -> str:
    """The settings, and the options that the environment may give."""
    lines = [
        "# Settings",
        "",
        "Each is an environment variable; `accord doctor` says whether what they name is in order.",
        "",
    ]
    lines += ["| variable | default | |", "|---|---|---|"]
    for name, field in Settings.model_fields.items():
        if not field.description:
            raise ValueError(f"the setting {name} has no description")
        default = (
            "the user's data folder" if field.default_factory else f"`{field.default}`" if field.default != "" else ""
        )
        lines.append(f"| `ACCORD_{name.upper()}` | {default} | {_cell(field.description)} |")
    named: dict[str, tuple[str, Any]] = {}
    for path, command in commands(typer.main.get_command(app), ("accord",)):
        for one in command.params:
            if one.envvar:
                named.setdefault(
                    str(one.envvar), (f"`{one.opts[0]}` of `{' '.join(path)}` and others. {one.help}", one.default)
                )
    lines += ["", "Options of commands that the environment may give:", "", "| variable | default | |", "|---|---|---|"]
    for name, (told, value) in sorted(named.items()):
        lines.append(f"| `{name}` | {'' if value is None else f'`{value}`'} | {_cell(told)} |")
    return "\n".join(lines)


def formats_page() -> str:
    """Every format, and which way it goes."""
    lines = ["# Formats", "", "`accord import` recognises a file by what it holds; `--format` names one."]
    lines += ["Gzip is seen through.", "", "| format | | read | written | endings |", "|---|---|---|---|---|"]
    known = {name: one for name, one in formats.registry().items() if _module(one).startswith("accord.")}
    for name, one in known.items():
        ways = ["yes" if way else "" for way in (one.read, one.write)]
        lines.append(f"| [{name}](#{name}) | {_cell(one.title)} | {' | '.join(ways)} | {', '.join(one.extensions)} |")
    for name, one in known.items():
        told = inspect.cleandoc(import_module(_module(one)).__doc__ or "")
        if not told:
            raise ValueError(f"the module of the format {name} has no docstring")
        lines += ["", f"## {name}", "", told]
        if one.loses:
            lines += ["", "Written, it has no place for:", "", *(f"- {part}" for part in one.loses)]
    return "\n".join(lines)


def _module(one: formats.Format) -> str:
    return str(getattr(one.read or one.write, "__module__", ""))


def workflows_page() -> str:
    """Every built-in workflow: what for, how long, what agreement to expect."""
    lines = ["# Workflows", "", "`accord init NAME` writes one into a folder, to start from."]
    for one in workflows.list_():
        silent = [part for part in ("title", "summary", "time", "agreement") if not getattr(one, part)]
        if silent:
            raise ValueError(f"the workflow {one.name} says nothing of its {', '.join(silent)}")
        lines += ["", f"## {one.title}", "", f"[`{one.name}`](workflows/{one.name}.md): {one.summary}", ""]
        lines += [f"Time: {one.time}", "", f"Agreement to expect: {one.agreement[:1].upper()}{one.agreement[1:]}"]
    return "\n".join(lines)


def workflow_page(one: workflows.Workflow) -> str:
    """A workflow: the page that people work in, who uses it and what comes out, what they are asked."""
    spec = parse(one.source)
    folder = f"../../../src/accord/workflows/{one.name}"
    picture = f"../../pictures/workflows/{one.name}.webp"
    readme = dict(one.files())["README.md"].decode().partition("\n")[2].strip()
    # its links are of another folder
    readme = re.sub(r"\]\((?![a-z]+:|#)([^)]+)\)", rf"]({folder}/\1)", readme)
    lines = [
        f"# {one.title}",
        "",
        one.summary,
        "",
        f"![The annotate page of {one.name} with a record of its sample]({picture})",
        "",
    ]
    lines += [
        f"`accord init {one.name}` writes it into a folder; the gallery at `/workflows` starts it with one click.",
        "",
    ]
    lines += [readme, "", "## What people are asked", "", "| question | type | |", "|---|---|---|"]
    for name, asked in spec.questions.items():
        lines.append(
            f"| `{name}` | [{asked.kind.name}](../questions/{asked.kind.name}.md) | {_cell(asked.title or name)} |"
        )
    lines += ["", f"The [guidelines]({folder}/guidelines.md), the [project]({folder}/project.yaml)."]
    return "\n".join(lines)


def keys_page() -> str:
    """Every key of the pages, from the table in the browser's code, with its words."""
    words: dict[str, str] = {}
    for path in sorted((WEB / "app" / "catalogue").glob("*.ts")):
        words |= dict(re.findall(r'^\s*"([\w.]+)":\s*"((?:[^"\\]|\\.)*)"', path.read_text(encoding="utf-8"), re.M))
    text = r'"((?:[^"\\]|\\.)*)"'
    line = re.compile(rf"keys:\s*\[((?:\s*{text},?)*)\s*\],\s*scope:\s*{text},\s*label:\s*{text}")
    scopes: dict[str, list[str]] = {}
    for path in sorted(one for one in WEB.rglob("*.ts*") if ".test." not in one.name):
        source = path.read_text(encoding="utf-8")
        source = re.sub(r'\barrows\((("[^"]+",? ?)+)\)', _arrows, source)
        found = line.findall(source)
        if len(found) != len(re.findall(r'\bscope:\s*"', source)):
            raise ValueError(f"{path.name}: keys are written in a way that this script does not read")
        for keys, _, scope, label in found:
            caps = ", ".join(f"`{key}`" for key in re.findall(text, keys))
            scopes.setdefault(scope, []).append(f"| {_cell(caps)} | {_cell(words[label])} |")
    lines = ["# Keys", "", "`mod` is Ctrl, or Cmd on a Mac; `digit` is 1 to 9; `any` is a key that the option shows."]
    first = ["anywhere", "annotate", "skip", "record", "anchors", "caret"]
    for scope in sorted(scopes, key=lambda name: (first.index(name) if name in first else len(first), name)):
        kind, _, name = scope.partition(":")
        title = f"{kind.capitalize()} of type {name}" if name else words.get(f"keys.{scope}", scope)
        lines += ["", f"## {title}", "", "| key | |", "|---|---|", *dict.fromkeys(scopes[scope])]
    return "\n".join(lines)


def _arrows(call: re.Match[str]) -> str:
    """The list that `arrows` of web/src/anchors/hotkeys.ts makes."""
    keys = ("left", "shift+left", "right", "shift+right")
    return json.dumps([f"{held}{key}" for held in re.findall(r'"([^"]+)"', call[1]) for key in keys])


def _json(value: Any) -> str:
    """In one line where that is short."""
    line = json.dumps(value, ensure_ascii=False)
    return line if len(line) < 80 else json.dumps(value, ensure_ascii=False, indent=2).replace("\n", "\n  ")


def _room(kind: Any) -> str:
    return type(kind).__module__.split(".")[2]


def _said(method: Any) -> str:
    told = " ".join((inspect.getdoc(method) or "").split())
    if not told:
        raise ValueError(f"{method.__qualname__} has no docstring")
    return told


def _first(text: str) -> str:
    return text.split("\n", 1)[0]


def _cell(text: str) -> str:
    return " ".join(str(text).split()).replace("|", "\\|")


def main() -> None:
    """Writes the pages and takes away those that nothing makes any more."""
    made = pages()
    for old in HERE.rglob("*.md"):
        if str(old.relative_to(HERE)) not in made:
            old.unlink()
    for path, text in made.items():
        (HERE / path).parent.mkdir(exist_ok=True)
        (HERE / path).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
