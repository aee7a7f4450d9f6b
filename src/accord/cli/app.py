"""The command tree. Modules are imported only when one of their commands is called: `accord --help` stays quick."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import typer
from typer.core import TyperGroup

from accord.schema.faults import nearest

# command -> (module, one line for the list); the order is the order of a newcomer's day
COMMANDS = {
    "judge": ("judge", "From a file to judging it, in one step"),
    "demo": ("demo", "A server with real sample projects and ready accounts"),
    "serve": ("serve", "Start the server"),
    "init": ("init", "Start a project from a built-in workflow"),
    "workflows": ("init", "List the built-in workflows"),
    "project": ("project", "Create, update, list, show and validate projects"),
    "import": ("transfer", "Bring records (or responses) into a project"),
    "corpus": ("corpus", "Documents that evidence is looked up in: bring, list, search, remove"),
    "export": ("transfer", "Write a dataset out in a format"),
    "jobs": ("jobs", "What a server takes long for: how far it is, wait, stop"),
    "quality": ("quality", "How far the people of a project agree"),
    "records": ("records", "The records of a project: filtered, disagreements first"),
    "people": ("people", "Each person's work, speed, agreement and gold in a project"),
    "pay": ("pay", "What each person did in a period, and what it comes to"),
    "agreement": ("agreement", "How far people agree in a file of item, annotator, label; needs no project"),
    "aggregate": ("aggregate", "What to believe of each item in a file of item, annotator, label; needs no project"),
    "leaderboard": ("leaderboard", "Which model is better in a file of model_a, model_b, winner; needs no project"),
    "user": ("user", "Add, list and remove people"),
    "invite": ("invite", "Links that let people into a project: make, list, withdraw"),
    "exam": ("exam", "Exams that give skills: make one of a project's gold, see who took it"),
    "calibrate": ("calibrate", "Calibration rounds: people vote blind, see each other's answers, vote again"),
    "skill": ("skill", "Grant, list and revoke what people may do beyond their role"),
    "key": ("key", "Create, list and revoke API keys"),
    "audit": ("audit", "Who did what when: look, export, check"),
    "copy": ("copy", "Copy everything into another database: to move to PostgreSQL, or to keep"),
    "doctor": ("doctor", "Check that everything is in order"),
}
NEWCOMER = ("judge", "demo", "init", "import", "quality", "export")


class LazyGroup(TyperGroup):
    """Looks commands up in COMMANDS and imports their module on first use; a wrong name says which is nearest."""

    def list_commands(self, ctx: Any) -> list[str]:
        """All names, in the table's order."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The command of that name, listed with its line of the table."""
        if cmd_name not in COMMANDS:
            return None
        module, line = COMMANDS[cmd_name]
        commands: Any = import_module(f"accord.cli.{module}").app
        commands._add_completion = False  # else each command lists --install-completion among its own options
        found: Any = typer.main.get_command(commands)
        found = getattr(found, "commands", {}).get(cmd_name, found)
        found.name, found.short_help = cmd_name, line
        return found

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """As Typer's, which looks for near names only among commands that are loaded."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            near = nearest(args[0], COMMANDS)
            hint = f"Did you mean {near!r}?" if near else "`accord --help` lists them all."
            ctx.fail(f"There is no command {args[0]!r}. {hint}")
        return super().resolve_command(ctx, args)


app = typer.Typer(cls=LazyGroup, no_args_is_help=False, add_completion=True, pretty_exceptions_enable=False)


@app.callback(invoke_without_command=True)
def accord(ctx: typer.Context, version: bool = typer.Option(False, "--version", help="Print the version.")) -> None:
    """Human judgment for generative and agentic AI: a record goes in, people answer questions about it, a dataset comes out."""
    from accord import __version__
    from accord.cli.output import out, say

    if version:
        out(__version__)
        raise typer.Exit
    if ctx.invoked_subcommand is None:
        out("Accord: people judge what models produce; statistics say what to believe; a dataset comes out.\n")
        for name in NEWCOMER:
            out(f"  accord {name:<9} {COMMANDS[name][1]}")
        say("\nStart with `accord demo`, or `accord judge FILE` on a file of your own. All commands: accord --help")
