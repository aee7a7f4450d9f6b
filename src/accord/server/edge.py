"""What holds for every request and response, whatever the route: addresses without NUL, headers that keep browsers careful."""

from __future__ import annotations

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from accord.ground.errors import Invalid
from accord.ground.http import problem
from accord.schema.faults import Fault

EVERYWHERE = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}
# an answer of the API is one person's: no proxy keeps it, and shown as a page it could load nothing
API = {"Cache-Control": "no-store", "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'"}
_OF_PAGES = [(name.lower().encode(), value.encode()) for name, value in EVERYWHERE.items()]
_OF_API = [*_OF_PAGES, *((name.lower().encode(), value.encode()) for name, value in API.items())]


class Edge:
    """ASGI middleware around the whole application."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse what no database could look up; add the headers."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        more = _OF_API if scope["path"].startswith("/api/") else _OF_PAGES

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = message["headers"]
                there = {name.lower() for name, _ in headers}
                message["headers"] = [*headers, *(pair for pair in more if pair[0] not in there)]
            await send(message)

        if "\x00" in scope["path"] or b"%00" in scope["query_string"]:
            fault = Fault("", "bad-character", "an address holds no NUL character")
            await problem(Invalid("The address does not fit", faults=[fault]))(scope, receive, sending)
            return
        await self.app(scope, receive, sending)
