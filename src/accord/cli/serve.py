"""`accord serve`."""

from __future__ import annotations

from typing import Annotated

import typer

from accord.cli.errors import Failed
from accord.cli.output import say

app = typer.Typer()


@app.command("serve")
def serve(
    host: Annotated[str, typer.Option(envvar="ACCORD_HOST", help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(envvar="ACCORD_PORT", help="Port to listen on; 0 takes a free one.")] = 8700,
) -> None:
    """Start the server on ACCORD_HOME, or on ACCORD_DATABASE_URL."""
    run(host, port)


def run(host: str, port: int) -> None:
    """Serve until stopped; says the address when it answers."""
    import socket

    import uvicorn

    from accord.ground.settings import get_settings
    from accord.server.app import create_app

    listening = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
    except OSError as error:
        listening.close()
        raise Failed(
            f"cannot listen on {host}:{port}: {error.strerror}. Another --port, or stop what runs there."
        ) from None
    say(f"Accord on http://{host}:{listening.getsockname()[1]}")
    config = uvicorn.Config(
        create_app(get_settings()), log_level="warning", access_log=False, timeout_graceful_shutdown=10
    )
    uvicorn.Server(config).run(sockets=[listening])
