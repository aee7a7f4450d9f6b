"""The command tree. Modules are imported only when one of their commands is called: `accord --help` stays quick."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import typer
from typer.core import TyperGroup

# command -> (module, one line for the list); the order is the order of a newcomer's day
COMMANDS = {
    "judge": ("judge", "From a file to judging it, in one step"),
    "demo": ("demo", "A server with real sample projects and ready accounts"),
    "serve": ("serve", "Start the server"),
    "init": ("init", "Start a project from a built-in workflow"),
    "workflows": ("init", "List the built-in workflows"),
    "project": ("project", "Create, list, show and validate projects"),
    "import": ("transfer", "Bring records (or responses) into a project"),
    "export": ("transfer", "Write a dataset out in a format"),
    "quality": ("quality", "How far the people of a project agree"),
    "agreement": ("agreement", "How far people agree in a file of item, annotator, label; needs no project"),
    "leaderboard": ("leaderboard", "Which model is better in a file of model_a, model_b, winner; needs no project"),
    "user": ("user", "Add, list and remove people"),
    "key": ("key", "Create, list and revoke API keys"),
    "doctor": ("doctor", "Check that everything is in order"),
}
NEWCOMER = ("judge", "demo", "init", "import", "quality", "export")


class LazyGroup(TyperGroup):
    """Looks commands up in COMMANDS and imports their module on first use."""

    def list_commands(self, ctx: Any) -> list[str]:
        """All names, in the table's order."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The command of that name; None makes Typer say what is near."""
        if cmd_name not in COMMANDS:
            return None
        commands_of: Any = import_module(f"accord.cli.{COMMANDS[cmd_name][0]}").app
        commands_of._add_completion = False  # else each command lists --install-completion among its own options
        group: Any = typer.main.get_command(commands_of)
        commands = getattr(group, "commands", {})
        return commands.get(cmd_name, group)


app = typer.Typer(cls=LazyGroup, no_args_is_help=False, add_completion=False, pretty_exceptions_enable=False)


@app.callback(invoke_without_command=True)
def accord(ctx: typer.Context, version: bool = typer.Option(False, "--version", help="Print the version.")) -> None:
    """Human judgment for generative and agentic AI: a record goes in, people answer questions about it, a dataset comes out."""
    from accord import __version__
    from accord.cli.output import out

    if version:
        out(__version__)
        raise typer.Exit
    if ctx.invoked_subcommand is None:
        out("Accord: people judge what models produce; statistics say what to believe; a dataset comes out.\n")
        for name in NEWCOMER:
            out(f"  accord {name:<9} {COMMANDS[name][1]}")
        out("\nAll commands: accord --help")
