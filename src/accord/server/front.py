"""The operations that everybody calls all day, answered before the framework: it costs more than what they do.

What is ordinary is answered here: a JSON body of known length that fits the operation's own models. Every other request, and every
fault in one, goes on to the framework as it came, so that there is one place that says what is wrong. Both call the same function.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
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
from accord.people.routes import current_caller

THREADS = 40  # requests that are worked on at once, as many as the framework's own


class Front:
    """ASGI middleware around the application for these of its `routes`, which ask for `db`, `who`, texts and a JSON body."""

    def __init__(self, app: ASGIApp, db: Database, prefix: str, routes: list[APIRoute], most: int) -> None:
        self.app, self.db, self.most = app, db, most
        self.operations = [_Operation(route, prefix) for route in routes]
        self.threads = ThreadPoolExecutor(THREADS, "accord-front")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer it here, or hand it on as it came."""
        operation, place = self._operation(scope)
        if operation is None:
            await self.app(scope, receive, send)
            return
        headers = dict(scope["headers"])
        length = headers.get(b"content-length", b"")
        ordinary = headers.get(b"content-type", b"").startswith(b"application/json") and length.isdigit()
        if not ordinary or int(length) > self.most or b"content-encoding" in headers:
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
        who = partial(current_caller, Request(scope), self.db)
        loop = asyncio.get_running_loop()
        try:
            response = await loop.run_in_executor(self.threads, partial(operation.call, db=self.db, who=who, **given))
        except AccordError as error:
            response = problem(error)
        await response(scope, receive, send)

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
        self.call: Callable[..., Response] = route.endpoint
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
