"""Tells another system of notices: one POST each, signed, tried again with growing pauses, beside the requests.

The address is the site's own setting and nothing else: what records, people or projects contain never leads to a request. Redirects
are not followed, answers are not read, and each try has a short bound.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import logging
from datetime import timedelta
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from urllib.parse import urlsplit

from accord.ground.clock import now
from accord.ground.database import AnyRow, Database
from accord.ground.settings import Settings
from accord.notices import queries

log = logging.getLogger("accord.notices")
AT_ONCE = 50  # told in one go
SECONDS = 5.0  # that one try may take
MOST = 8  # tries; with the pauses between them about an hour and a half
FIRST = timedelta(seconds=30)


def deliver(db: Database, settings: Settings) -> int:
    """Tell what is due, oldest first; how many were told. Ends at the first that fails: the others would, too."""
    if not settings.webhook_url:
        return 0
    with db.read() as c:
        waiting = queries.due(c, now(), AT_ONCE)
    told = 0
    for row in waiting:
        why = post(settings, row)
        tries = row.tries + 1
        again = None if why is None or tries >= MOST else now() + FIRST * 2**row.tries
        db.write(lambda c, n=row.id, t=tries, a=again: queries.tried(c, n, t, a))
        if why is not None:
            log.warning(
                "the webhook did not take notice %d (%s); %s",
                row.id,
                why,
                "given up" if again is None else "again later",
            )
            break
        told += 1
    return told


def post(settings: Settings, row: AnyRow) -> str | None:
    """One try; None when it was taken (2xx), else why not."""
    body = json.dumps(
        {
            "id": row.id,
            "kind": row.kind,
            "person": row.person,
            "project": row.project,
            "told": row.told,
            "at": row.at.isoformat(),
        },
        ensure_ascii=False,
    ).encode()
    moment = str(int(now().timestamp()))
    headers = {
        "Content-Type": "application/json",
        "User-Agent": "accord",
        "X-Accord-Timestamp": moment,
        "X-Accord-Signature": signature(settings.webhook_secret, moment, body),
    }
    parts = urlsplit(settings.webhook_url)
    kind = HTTPSConnection if parts.scheme == "https" else HTTPConnection
    connection = kind(parts.hostname or "", parts.port, timeout=SECONDS)
    try:
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        connection.request("POST", path, body, headers)
        status = connection.getresponse().status
    except (OSError, HTTPException) as error:
        return f"{type(error).__name__}: {error}"[:200]
    finally:
        connection.close()
    return None if 200 <= status < 300 else f"status {status}"


def signature(secret: str, moment: str, body: bytes) -> str:
    """What the other system compares: HMAC-SHA256 over the moment, a point and the body.

    >>> signature("s3cret", "1700000000", b"{}")[:15]
    'sha256=97926816'
    """
    whole = moment.encode() + b"." + body
    return "sha256=" + hmac.new(secret.encode(), whole, hashlib.sha256).hexdigest()
