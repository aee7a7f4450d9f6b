"""Seals what only the site itself may read again: XChaCha20-Poly1305 under the secret key, bound to whom it is about.

The key is ACCORD_SECRET_KEY, or a file of random bytes in ACCORD_HOME that is made when it is first needed. Without it nothing that
was sealed can be read again; a copy of the database alone tells nothing.
"""

from __future__ import annotations

import base64
import hashlib
import os
import secrets
from pathlib import Path

from accord.ground.errors import Unavailable
from accord.ground.settings import Settings

FILE = "secret.key"


class Seal:
    """Closes and opens under one key; `about` must be the same at both."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    def close(self, text: str, about: str) -> str:
        """The text, sealed.

        >>> seal = Seal(bytes(32))
        >>> seal.open(seal.close("35-44", "attributes of 7"), "attributes of 7")
        '35-44'
        >>> seal.close("35-44", "x") == seal.close("35-44", "x")
        False
        """
        from nacl.secret import Aead

        return base64.b64encode(Aead(self._key).encrypt(text.encode(), about.encode())).decode()

    def open(self, sealed: str, about: str) -> str:
        """The text again.

        Raises:
            Unavailable: it was sealed under another key, is about somebody else, or was changed.
        """
        from nacl.exceptions import CryptoError
        from nacl.secret import Aead

        try:
            return Aead(self._key).decrypt(base64.b64decode(sealed), about.encode()).decode()
        except CryptoError:
            raise Unavailable("What people said of themselves was sealed under another ACCORD_SECRET_KEY") from None


def seal_of(settings: Settings) -> Seal:
    """The site's seal; its key is made when there is none."""
    secret = settings.secret_key.encode() or _kept(settings.home / FILE)
    return Seal(hashlib.sha256(b"accord seal 1\0" + secret).digest())


def _kept(path: Path) -> bytes:
    if not path.is_file():
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        own = path.with_name(f".{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
        own.touch(mode=0o600)
        own.write_bytes(secrets.token_bytes(32))
        try:
            os.link(own, path)  # another process may have been quicker: then its key is the one
        except FileExistsError:
            pass
        finally:
            own.unlink()
    return path.read_bytes()
