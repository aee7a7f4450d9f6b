"""The operations that everybody calls all day, answered before the framework: it costs more than what they do.

What is ordinary is answered here: a JSON body of known length that fits the operation's own models. Every other request, and every
fault in one, goes on to the framework as it came, so that there is one place that says what is wrong. Both call the same function.

Such an operation is written in turns (`accord.ground.turns`): the loop reads the request, hands each turn to the database, and sends
what came of it. No thread waits meanwhile: forty that wake each other for every statement cost more than the statements.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, get_type_hints

from fastapi import Response
from fastapi.params import Header
from fastapi.routing import APIRoute
from pydantic import BaseModel, TypeAdapter
from starlette.requests import Request
from starlette.routing import compile_path
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from accord.ground.database import Database
from accord.ground.errors import AccordError
from accord.ground.http import problem
from accord.ground.turns import Turns, Work
from accord.people.asking import Asker

SMALL = 64 * 1024  # bytes of a body that is read on the loop; a longer one would keep others waiting


class Front:
    """ASGI middleware around the application for these of its `routes`, which ask for `db`, `who`, texts and a JSON body."""

    def __init__(self, app: ASGIApp, db: Database, prefix: str, routes: list[APIRoute]) -> None:
        self.app, self.db = app, db
        self.operations = [_Operation(route, prefix) for route in routes]
        self._done: deque[tuple[asyncio.Future[Any], Future[Any]]] = deque()
        self._woken = False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer it here, or hand it on as it came."""
        operation, place = self._operation(scope)
        if operation is None:
            await self.app(scope, receive, send)
            return
        headers = dict(scope["headers"])
        length = headers.get(b"content-length", b"")
        ordinary = headers.get(b"content-type", b"").startswith(b"application/json") and length.isdigit()
        if not ordinary or int(length) > SMALL or b"content-encoding" in headers:
            await self.app(scope, receive, send)
            return
        messages = [await receive()]
        while messages[-1].get("more_body", False):
            messages.append(await receive())
        try:
            given = operation.read(place, headers, b"".join(one.get("body", b"") for one in messages))
        except (ValueError, AccordError):  # ValueError: pydantic's too
            await self.app(scope, _again(messages, receive), send)
            return
        who = Asker(Request(scope))
        try:
            response = await self._driven(operation.in_turns(db=self.db, who=who, **given))
        except AccordError as error:
            response = problem(error)
        finally:
            who.note(self.db)
        await response(scope, receive, send)

    async def _driven(self, turns: Turns[Response]) -> Response:
        """As `waited` does, but on the loop."""
        given: Any = None
        while True:
            try:
                work = turns.send(given)
            except StopIteration as end:
                response: Response = end.value
                return response
            given = await self._written(work)

    def _written(self, work: Work) -> asyncio.Future[Any]:
        loop = asyncio.get_running_loop()
        future = loop.create_future()

        def told(done: Future[Any]) -> None:
            self._done.append((future, done))
            if not self._woken:  # those that are told together wake the loop once
                self._woken = True
                loop.call_soon_threadsafe(self._tell)

        self.db.start(work).add_done_callback(told)
        return future

    def _tell(self) -> None:
        self._woken = False  # before it looks: who comes after this wakes the loop again
        while self._done:
            future, done = self._done.popleft()
            if future.done():  # nobody waits any more
                continue
            error = done.exception()
            if error is None:
                future.set_result(done.result())
            else:
                future.set_exception(error)

    def _operation(self, scope: Scope) -> tuple[_Operation | None, dict[str, str]]:
        if scope["type"] == "http":
            for one in self.operations:
                if scope["method"] == one.method and (found := one.pattern.match(scope["path"])):
                    return one, found.groupdict()
        return None, {}


class _Operation:
    """A route's function and how its parameters are read."""

    def __init__(self, route: APIRoute, prefix: str) -> None:
        (self.method,) = route.methods
        self.pattern, _, _ = compile_path(prefix + route.path)
        self.in_turns: Callable[..., Turns[Response]] = route.endpoint.in_turns  # type: ignore[attr-defined]
        self.texts: list[tuple[str, bytes | None, TypeAdapter[Any]]] = []  # name, header (None: in the path), how read
        for name, hint in get_type_hints(route.endpoint, include_extras=True).items():
            marks = getattr(hint, "__metadata__", ())
            if isinstance(hint, type) and issubclass(hint, BaseModel):
                self.body_name, self.body = name, TypeAdapter(hint)
            elif name in route.param_convertors:
                self.texts.append((name, None, TypeAdapter(hint)))
            elif any(isinstance(mark, Header) for mark in marks):
                self.texts.append((name, name.replace("_", "-").encode(), TypeAdapter(hint)))

    def read(self, place: dict[str, str], headers: dict[bytes, bytes], body: bytes) -> dict[str, Any]:
        """The function's arguments.

        Raises:
            ValueError, AccordError: something does not fit.
        """
        given = {self.body_name: self.body.validate_json(body)}
        for name, header, kind in self.texts:
            if header is None:
                given[name] = kind.validate_python(place[name])
            elif header in headers:
                given[name] = kind.validate_python(headers[header].decode("latin-1"))
        return given


def _again(messages: list[Message], receive: Receive) -> Receive:
    """A request's messages once more, then whatever comes."""
    waiting = iter(messages)

    async def receiving() -> Message:
        return next(waiting, None) or await receive()

    return receiving
