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
        coding = headers.get(b"content-encoding", b"identity").strip().lower()
        length = headers.get(b"content-length", b"")
        if coding not in (b"gzip", b"identity"):
            await problem(BadRequest("Send the body as it is, or with Content-Encoding: gzip"))(scope, receive, send)
            return
        if length.isdigit() and int(length) > self.most:
            await problem(_too_large(self.most))(scope, receive, send)
            return
        if coding == b"gzip":
            scope = {**scope, "headers": [pair for pair in scope["headers"] if pair[0] not in headers]}
        body = _Bounded(receive, self.most, _Gunzip(self.most) if coding == b"gzip" else None)

        async def watching(message: Message) -> None:
            # FastAPI turns whatever goes wrong while reading a body into a 400: our reason stands instead
            if body.refused is None:
                await send(message)

        try:
            await self.app(scope, body.receive, watching)
        except AccordError:
            if body.refused is None:
                raise
        if body.refused is not None:
            await problem(body.refused)(scope, receive, send)


class _Bounded:
    """A request's messages, counted; `refused` says why reading stopped."""

    def __init__(self, receive: Receive, most: int, unpack: _Gunzip | None) -> None:
        self._receive, self._most, self._unpack = receive, most, unpack
        self._seen = 0
        self.refused: AccordError | None = None

    async def receive(self) -> Message:
        """The next message, its body unpacked."""
        message = await self._receive()
        if message["type"] != "http.request":
            return message
        body = message.get("body", b"")
        try:
            if self._unpack is not None:
                body = self._unpack.feed(body, last=not message.get("more_body", False))
            self._seen += len(body)
            if self._seen > self._most:
                raise _too_large(self._most)
        except AccordError as error:
            self.refused = error
            raise
        return {**message, "body": body}


class _Gunzip:
    """Unpacks gzip, several members one after the other too; never holds more than `most` bytes of what it unpacked."""

    def __init__(self, most: int) -> None:
        self._most, self._made, self._fed = most, 0, False
        self._member = zlib.decompressobj(16 + zlib.MAX_WBITS)

    def feed(self, packed: bytes, *, last: bool) -> bytes:
        """What these bytes unpack to.

        Raises:
            BadRequest: not gzip, or it ends in the middle: half an import must not look like a whole one.
            TooLarge: it unpacks to more than allowed.
        """
        out = bytearray()
        try:
            while packed:
                if self._member.eof:
                    self._member = zlib.decompressobj(16 + zlib.MAX_WBITS)
                out += self._member.decompress(packed, self._most + 1 - self._made - len(out))
                if self._made + len(out) > self._most:
                    raise _too_large(self._most)
                packed, self._fed = self._member.unused_data, True
        except zlib.error:
            raise BadRequest("The body says it is gzip, but is not") from None
        if last and self._fed and not self._member.eof:
            raise BadRequest("The gzip body ends in the middle; send it again")
        self._made += len(out)
        return bytes(out)


def _too_large(most: int) -> TooLarge:
    return TooLarge(f"A request carries at most {most // 1024 // 1024} MB; send the rest in another one")
