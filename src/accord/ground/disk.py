"""A disk without room, said in our words."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from accord.ground.errors import StorageFull

FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


@contextmanager
def full(what: str) -> Iterator[None]:
    """Writing files within; `what` did not come of it where there is no room.

    >>> import os
    >>> try:
    ...     with full("the file was not written"):
    ...         raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    ... except StorageFull as error:
    ...     print(error.title)
    The disk is full; the file was not written, and nothing else was touched

    Raises:
        StorageFull: there is no room.
    """
    try:
        yield
    except OSError as error:
        if error.errno in FULL:
            raise StorageFull(f"The disk is full; {what}, and nothing else was touched") from error
        raise
