"""Names that people leave a project under: the same in its responses, its datasets and what later stages are shown."""

from __future__ import annotations

import hashlib
import hmac


def pseudonym(person: int, salt: str) -> str:
    """A name that says nothing; without the salt nobody can try out the numbers.

    >>> pseudonym(7, "salt") == pseudonym(7, "salt") != pseudonym(8, "salt")
    True
    >>> pseudonym(7, "salt") != pseudonym(7, "another project's")
    True
    """
    return "an-" + hmac.new(salt.encode(), str(person).encode(), hashlib.sha256).hexdigest()[:12]
