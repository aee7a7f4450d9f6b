"""Bodies: their size bounded before they are read whole, unpacked where they come as gzip."""

from __future__ import annotations

import zlib

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from accord.ground.errors import AccordError, BadRequest, TooLarge
from accord.ground.http import problem


class BodyLimit:
    """ASGI middleware: refuses bodies above `most` bytes (unpacked), and unpacks gzip on the way."""

    def __init__(self, app: ASGIApp, most: int) -> None:
        self.app, self.most = app, most

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Count what comes in; the rest of the application sees plain bytes."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = {key: value for key, value in scope["headers"] if key in (b"content-length", b"content-encoding")}
        packed = headers.get(b"content-encoding", b"").lower() == b"gzip"
        length = headers.get(b"content-length", b"")
        if length.isdigit() and int(length) > self.most:
            await problem(self._too_large())(scope, receive, send)
            return
        if packed:
            scope = {**scope, "headers": [pair for pair in scope["headers"] if pair[0] not in headers]}
        refused: list[AccordError] = []

        async def watching(message: Message) -> None:
            # FastAPI turns whatever goes wrong while reading a body into a 400: our reason stands instead
            if not refused:
                await send(message)

        try:
            await self.app(scope, self._bounded(receive, packed, refused), watching)
        except AccordError:
            if not refused:
                raise
        if refused:
            await problem(refused[0])(scope, receive, send)

    def _too_large(self) -> TooLarge:
        return TooLarge(f"A request carries at most {self.most // 1024 // 1024} MB; send the rest in another one")

    def _bounded(self, receive: Receive, packed: bool, refused: list[AccordError]) -> Receive:
        seen = 0
        unpack = zlib.decompressobj(16 + zlib.MAX_WBITS) if packed else None

        async def bounded() -> Message:
            nonlocal seen
            message = await receive()
            if message["type"] != "http.request":
                return message
            body = message.get("body", b"")
            if unpack is not None:
                try:
                    body = unpack.decompress(body, self.most + 1 - seen)
                except zlib.error:
                    refused.append(BadRequest("The body says it is gzip, but is not"))
                    raise refused[0] from None
            seen += len(body)
            if seen > self.most:
                refused.append(self._too_large())
                raise refused[0]
            return {**message, "body": body}

        return bounded
