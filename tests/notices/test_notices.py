"""People hear of what concerns them, and nobody else does; the site's webhook is told, signed and tried again, by a real server."""

import json
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from pydantic import ValidationError

from accord.ground import clock
from accord.ground.settings import Settings
from accord.notices import service, webhook
from accord.work import service as work
from tests.work.test_moves import YAML, claim, people, submit  # noqa: F401 - a fixture

API = "/api/v1"
SECRET = "a secret of the site"


@pytest.fixture
def told_to():
    """A server that keeps what it is told; `answers` are the statuses it gives, the last again and again."""
    got = []

    class Handler(BaseHTTPRequestHandler):
        answers = [200]

        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            got.append((self.path, self.headers, body))
            self.send_response(self.answers.pop(0) if len(self.answers) > 1 else self.answers[0])
            self.send_header("Location", f"http://127.0.0.1:{self.server.server_port}/elsewhere")
            self.end_headers()

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    yield server, Handler, got
    server.shutdown()
    server.server_close()


def mine(http, **asked):
    return http.get(f"{API}/session/notices", params=asked).json()


def kinds(http):
    return [one["kind"] for one in mine(http)["notices"]]


def test_people_hear_of_what_concerns_them_and_mark_it_as_read(people, sign, db, at):  # noqa: F811
    ann, bob, rev, lee = (people[name] for name in ("ann", "bob", "rev", "lee"))
    submit(ann, claim(ann), tone="kind")
    submit(rev, claim(rev), {"action": "return", "reason": "wrong answer"})
    [back] = mine(ann)["notices"]
    assert (back["kind"], back["project"], back["told"]) == (
        "returned",
        "replies",
        {"record": "r1", "stage": "annotate"},
    )
    assert kinds(bob) == kinds(rev) == []
    submit(ann, claim(ann), tone="curt", harm="yes")
    [raised] = mine(lee)["notices"]  # its owner is the lead
    assert (raised["kind"], raised["told"]["record"], raised["told"]["severity"]) == ("escalated", "r1", "high")
    start = clock.now()
    for hours in (5, 5, 11):  # reminded once, then overdue
        at(start + timedelta(hours=hours))
        work.sweep(db)
    assert kinds(lee) == ["overdue", "reminder", "escalated"]
    lee.put(f"{API}/projects/replies", json={"yaml": YAML, "guidelines": "New.", "changes": "All."}).raise_for_status()
    assert kinds(bob) == kinds(rev) == ["guidelines"] and "guidelines" not in kinds(lee)
    link = lee.post(f"{API}/projects/replies/invitations", json={}).json()["link"]
    token = {"token": link.partition("#token=")[2]}
    sign("zed").post(f"{API}/invitations/join", json=token).raise_for_status()
    assert mine(lee)["notices"][0]["told"] == {"person": "zed", "role": "annotator"}

    newest, second, *_, oldest = mine(lee)["notices"]
    assert mine(lee)["unread"] == 4
    assert bob.post(f"{API}/session/notices/read", json={"ids": [oldest["id"]]}).json() == {"unread": 1}  # not his
    assert lee.post(f"{API}/session/notices/read", json={"ids": [oldest["id"]]}).json() == {"unread": 3}
    assert [one["id"] for one in mine(lee, before=newest["id"], limit=1)["notices"]] == [second["id"]]
    assert lee.post(f"{API}/session/notices/read", json={"upto": newest["id"]}).json() == {"unread": 0}
    assert mine(lee, unread=True)["notices"] == []
    at(clock.now() + timedelta(days=91))
    service.sweep(db)
    at(start)
    assert mine(lee)["notices"] == [] and kinds(bob) == ["guidelines"]  # what nobody read stays


def test_the_webhook_is_told_signed_and_tried_again_and_never_follows(people, db, at, told_to):  # noqa: F811
    server, handler, got = told_to
    ann, rev = people["ann"], people["rev"]
    settings = Settings(webhook_url=f"http://127.0.0.1:{server.server_port}/hook?x=1", webhook_secret=SECRET)
    submit(ann, claim(ann), tone="kind")
    submit(rev, claim(rev), {"action": "return", "reason": "wrong answer"})
    handler.answers = [302, 500, 204]
    start = clock.now()
    assert webhook.deliver(db, settings) == 0 and webhook.deliver(db, settings) == 0  # not again at once
    assert [path for path, *_ in got] == ["/hook?x=1"]
    at(start + timedelta(seconds=31))
    assert webhook.deliver(db, settings) == 0
    at(start + timedelta(seconds=62))
    assert webhook.deliver(db, settings) == 0 and len(got) == 2  # the pauses grow
    at(start + timedelta(seconds=95))
    assert webhook.deliver(db, settings) == 1 and webhook.deliver(db, settings) == 0
    _, headers, body = got[-1]
    said = json.loads(body)
    assert (said["kind"], said["person"], said["project"], said["told"]["record"]) == (
        "returned",
        "ann",
        "replies",
        "r1",
    )
    assert headers["X-Accord-Signature"] == webhook.signature(SECRET, headers["X-Accord-Timestamp"], body)
    assert SECRET not in str(headers) and [path for path, *_ in got] == ["/hook?x=1"] * 3


def test_a_webhook_that_is_gone_is_given_up_after_some_tries_and_old_news_is_not_told(people, db, at, told_to):  # noqa: F811
    server, handler, got = told_to
    ann, rev = people["ann"], people["rev"]
    settings = Settings(webhook_url=f"http://127.0.0.1:{server.server_port}/", webhook_secret=SECRET)
    handler.answers = [503]
    submit(ann, claim(ann), tone="kind")
    submit(rev, claim(rev), {"action": "return", "reason": "wrong answer"})
    start = clock.now()
    for hours in range(20):
        at(start + timedelta(hours=hours))
        webhook.deliver(db, settings)
    assert len(got) == webhook.MOST
    at(start)
    db.write(lambda c: service.tell(c, [1], "rule", "replies", why="late"))
    at(start + timedelta(days=2))
    service.sweep(db)
    assert webhook.deliver(db, settings) == 0 and len(got) == webhook.MOST


@pytest.mark.parametrize(
    ("url", "secret"),
    [
        ("http://example.org/hook", SECRET),
        ("ftp://127.0.0.1/", SECRET),
        ("https://me:pass@example.org/", SECRET),
        ("https://example.org/", "short"),
    ],
)
def test_a_webhook_that_is_not_safe_is_refused_at_the_start(url, secret):
    with pytest.raises(ValidationError, match="ACCORD_WEBHOOK"):
        Settings(webhook_url=url, webhook_secret=secret)
