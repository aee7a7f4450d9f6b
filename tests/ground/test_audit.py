"""The audit log: one chain whoever writes at once, nothing without its deed, and a changed past shows by its number."""

import threading
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import delete, text, update

from accord.ground import audit
from accord.ground.audit import Checked, entries, note, verify


class Ann:
    user_id, name = 7, "ann"


def test_what_is_noted_is_chained_and_whole(db):
    db.write(lambda c: note(c, Ann, "member.set", "projects/tone/members/bo", {"role": "lead", "ü": [1, 0.5, None]}))
    db.write(lambda c: note(c, None, "rule.suspend", "projects/tone/members/bo"))
    db.write(lambda c: note(c, Ann, "member.set", "projects/tone-2/members/bo"))
    first, second, _ = audit.every(db)
    assert (first["number"], first["who"], first["detail"]["ü"]) == (1, "ann", [1, 0.5, None])
    assert second["who"] is None and second["hash"] == audit.chained(first["hash"], second)
    with db.read() as c:
        assert [row.number for row in audit.latest(c, below="projects/tone")] == [2, 1]
        assert [row.number for row in audit.latest(c, action="member", before=3)] == [1]
    assert verify(db) == Checked(3, None, audit.check(audit.every(db)).hash)


def test_a_day_holds_what_was_done_from_its_first_moment_to_its_last(db, monkeypatch):
    for number, at in enumerate(
        ("2026-11-24T23:59:59", "2026-11-25T00:00:00", "2026-11-25T23:59:59", "2026-11-26T00:00:00")
    ):
        monkeypatch.setattr(audit, "now", lambda at=at: datetime.fromisoformat(at).replace(tzinfo=UTC))
        db.write(lambda c, number=number: note(c, Ann, "member.set", f"projects/p{number}"))
    with db.read() as c:
        found = lambda **days: [row.number for row in audit.latest(c, **days)]  # noqa: E731
        assert found(since=date(2026, 11, 25), until=date(2026, 11, 25)) == [3, 2]
        assert found(since=date(2026, 11, 26)) == [4]
        assert found(until=date(2026, 11, 24)) == [1]


def test_a_deed_that_fails_is_not_in_the_log_and_leaves_no_gap(db):
    def fails(c):
        note(c, Ann, "member.set", "projects/tone")
        raise KeyError("later")

    with pytest.raises(KeyError):
        db.write(fails)
    assert db.write(lambda c: note(c, Ann, "member.set", "projects/tone")) == 1


def test_those_who_note_at_once_make_one_chain(db):
    def several():
        for number in range(10):
            db.write(lambda c, number=number: note(c, Ann, "member.set", f"projects/p{number}"))

    threads = [threading.Thread(target=several) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    found = verify(db)
    assert (found.count, found.broken) == (60, None)


@pytest.mark.parametrize(
    "change",
    [
        lambda c: c.execute(update(entries).where(entries.c.number == 3).values(who="bo")),
        lambda c: c.execute(update(entries).where(entries.c.number == 3).values(detail={"n": 2.0000001})),
        lambda c: c.execute(delete(entries).where(entries.c.number == 3)),
        lambda c: c.execute(text("UPDATE audit SET number = 9 WHERE number = 3")),
    ],
)
def test_a_changed_past_shows_where_it_begins(db, change):
    for number in range(5):
        db.write(
            lambda c, number=number: note(c, Ann, "gold.change", f"projects/tone/records/r{number}", {"n": number})
        )
    assert verify(db).broken is None
    db.write(change)
    assert verify(db).broken == 3
