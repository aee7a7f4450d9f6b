"""`accord serve`."""

from __future__ import annotations

import gc
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from errno import EADDRINUSE
from threading import Thread
from typing import Annotated

import typer

from accord.cli.connection import read_settings
from accord.cli.errors import Failed
from accord.cli.output import say

app = typer.Typer(add_completion=False)


@app.command("serve")
def serve(
    host: Annotated[str, typer.Option(envvar="ACCORD_HOST", help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[
        int, typer.Option(envvar="ACCORD_PORT", min=0, max=65535, help="Port to listen on; 0 takes a free one.")
    ] = 8700,
) -> None:
    """Start the server on ACCORD_HOME, or on ACCORD_DATABASE_URL."""
    run(host, port, lambda address: say(f"Accord on {address}"))


def run(host: str, port: int, ready: Callable[[str], None]) -> None:
    """Serve until stopped; calls `ready` with the address once requests are answered.

    Raises:
        Failed: the port is taken or the address is not this machine's; nothing was started.
    """
    with _uncollected():
        import uvicorn

        from accord.cli.background import announced, running

        settings = read_settings()
    # before this one listens: it would ask itself where a killed one has left its address
    if not settings.database_url and (there := running(settings.home)):
        say(
            f"Another server runs on {settings.home}, on {there}. One is enough: stop one of them; they wait for each other."
        )
    with _listen(host, port) as listening:
        address = f"http://{f'[{host}]' if ':' in host else host}:{listening.getsockname()[1]}"

        class Announcing(uvicorn.Server):
            async def startup(self, sockets: list[socket.socket] | None = None) -> None:
                await super().startup(sockets)
                if self.started:
                    # beside the loop: what `ready` starts (a browser in this terminal, say) may take its time
                    Thread(target=ready, args=(address,), daemon=True).start()

        with _uncollected(), _without("pydantic.v1"):
            from accord.server.app import create_app

            made = create_app(settings)
        config = uvicorn.Config(made, log_level="warning", access_log=False, timeout_graceful_shutdown=10)
        with announced(settings.home, address):
            Announcing(config).run(sockets=[listening])


@contextmanager
def _without(module: str) -> Iterator[None]:
    """Meanwhile this module cannot be loaded, unless it is already.

    FastAPI loads pydantic's old half to ask of each model whether it is one of those: a sixteenth of a start, and 6 MB.
    """
    if module in sys.modules:
        yield
        return
    sys.modules[module] = None  # type: ignore[assignment]
    try:
        yield
    finally:
        del sys.modules[module]


@contextmanager
def _uncollected() -> Iterator[None]:
    """What is made meanwhile stays as long as the program: to look through it again and again for garbage is an eighth of a start."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


def _listen(host: str, port: int) -> socket.socket:
    # asyncio turns Nagle's algorithm off only on sockets that say they are TCP; with it every answer waits 40 ms
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
        listening.listen(2048)  # now, not when all is loaded: two that start at once must not both have the port
    except OSError as error:
        listening.close()
        mend = "Take another --port, or stop what runs there." if error.errno == EADDRINUSE else "Look at --host."
        raise Failed(f"cannot listen on {host}:{port}: {error.strerror or error}. {mend}") from None
    return listening
