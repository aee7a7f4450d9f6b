"""Records come in by the stream: what fits is stored, what does not is said, and coming again changes nothing."""

import io
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select

from accord.formats.rows import Refused, Row
from accord.people import service as people
from accord.projects import service as projects
from accord.records import service
from accord.records.beside import Lines
from accord.records.checking import TITLE, _title
from accord.records.tables import records
from accord.schema.plain import check_plain, is_plain
from accord.work import service as work
from accord.work.tables import places

YAML = """
name: notes
fields: {note: {type: text}}
questions: {tone: {type: label, options: [kind, curt]}}
stages: [{name: annotate, overlap: 2}]
"""


def note(number, text="words", **more):
    return {"id": f"n{number}", "values": {"note": f"{text} {number}"}, **more}


@pytest.fixture
def admin(db):
    admin = people.local_admin(db)
    projects.create(db, admin, source=YAML)
    return admin


@pytest.fixture
def add(db, admin):
    return lambda items, **more: work.add_records(db, admin, "notes", items, **more)


def counts(report):
    return report.inserted, report.updated, report.unchanged, len(report.refused)


def test_records_come_in_once_and_again_change_nothing(add, db, admin):
    assert counts(add(note(n) for n in range(4500))) == (4500, 0, 0, 0)
    assert counts(add(note(n) for n in range(4500))) == (0, 0, 4500, 0)
    with db.read() as c:
        assert c.execute(select(func.count()).select_from(records)).scalar() == 4500
        assert c.execute(select(func.sum(places.c.open_slots))).scalar() == 9000


def test_a_changed_record_is_updated_and_keeps_its_answers(add, db, admin):
    add([note(1)])
    (one,) = work.claim(db, admin, "notes")["assignments"]
    work.submit(db, admin, one["id"], {"tone": {"value": "kind"}})
    assert counts(add([note(1, "other"), note(2)])) == (1, 1, 0, 0)
    whole = work.record(db, admin, "notes", "n1")
    assert whole["record"]["values"]["note"] == "other 1"
    assert [one["answers"] for one in whole["responses"]] == [{"tone": {"value": "kind"}}]
    assert whole["places"][0]["answered"] == 1


def test_of_rows_with_one_id_the_last_counts(add, db, admin):
    assert counts(add([note(1), note(1, "second"), note(1, "second")])) == (1, 1, 1, 0)
    assert service.get(db, admin, "notes", "n1")["values"]["note"] == "second 1"


def test_a_row_that_does_not_fit_stops_nothing_and_is_named(add):
    rows = [
        note(1),
        {"id": "n2", "values": {"nota": "x"}},
        Row(17, {"id": "n3", "values": {"note": "has \x00"}}),
        Refused(18, "not-json", "not JSON"),
        "text",
        {"id": "n5", "values": {"note": "x"}, "gold": {"tone": "rude"}},
        note(6),
    ]
    report = add(rows)
    assert report.inserted == 2
    assert [(r.row, r.id, r.pointer, r.code) for r in report.refused] == [
        (2, "n2", "/values/nota", "unknown-field"),
        (17, "n3", "/values/note", "bad-character"),
        (18, None, "", "not-json"),
        (5, None, "", "not-a-record"),
        (6, "n5", "/gold/tone/value", "unknown-option"),
    ]


def test_a_key_that_is_given_twice_is_refused_with_its_line(add, sign):
    text = (
        '{"id": "a:b", "values": {"note": "says \\"x\\": y"}}\n'
        '{"id": "n2", "values": {"note": "one", "note": "other"}}\n'
        '{"id": "n3", "values": {"note": "x"}, "id": "n4"}\n'
        '{"id": "n5", "values": {"note": "\\u003a"}}\n'
    )
    report = add(Lines(io.BytesIO(text.encode())))
    assert [(one.row, one.code, one.message.split("'")[1]) for one in report.refused] == [
        (2, "duplicate-key", "note"),
        (3, "duplicate-key", "id"),
    ]
    assert report.inserted == 2
    headers = {"Content-Type": "application/json"}
    at = "/api/v1/projects/notes/records"
    told = sign("root", "admin").post(
        at, content='[{"id": "n6", "values": {}, "values": {"note": "x"}}]', headers=headers
    )
    assert told.status_code == 400 and "'values'" in told.json()["title"]


def test_gold_is_kept_and_never_handed_out(add, db, admin):
    add([note(1, gold={"tone": "kind"})])
    assert service.get(db, admin, "notes", "n1")["gold"] == {"tone": {"value": "kind"}}
    (one,) = work.claim(db, admin, "notes")["assignments"]
    assert "gold" not in str(one)


def test_what_was_read_before_a_broken_stream_is_kept(add, db, admin):
    def breaking():
        yield from (note(n) for n in range(2100))
        raise OSError("the line went dead")

    with pytest.raises(OSError, match="dead"):
        add(breaking())
    assert work.progress(db, admin, "notes")["records"]["total"] == 2000


def test_progress_is_told_in_rows(add):
    seen = []
    add((note(n) for n in range(4100)), progress=seen.append)
    assert seen == [2000, 4000, 4100]


def test_the_same_records_from_two_sides_at_once_come_in_once(add, db):
    with ThreadPoolExecutor(4) as pool:
        reports = list(pool.map(lambda _: add(note(n) for n in range(500)), range(4)))
    assert sum(one.inserted for one in reports) == 500
    assert sum(one.unchanged for one in reports) == 1500
    with db.read() as c:
        assert c.execute(select(func.count()).select_from(places)).scalar() == 500


def test_the_stream_gives_back_what_came_in_in_its_order(add, db, admin):
    sent = [note(n, meta={"n": n}) for n in range(1200)]
    add(sent)
    assert list(service.stream(db, admin, "notes")) == sent


def test_a_withdrawn_record_is_offered_to_nobody_until_it_is_reopened(add, db, admin):
    add([note(1)])
    work.withdraw(db, admin, "notes", "n1")
    assert work.claim(db, admin, "notes")["nothing"]["why"] == "done"
    work.reopen(db, admin, "notes", "n1")
    assert work.claim(db, admin, "notes")["assignments"][0]["record"]["id"] == "n1"


@given(st.text(alphabet=st.sampled_from("ab é \n\t\xa0\u3000\u200b漢")).map(lambda text: text * 40))
def test_a_title_is_the_first_words_with_single_spaces(text):
    assert _title(text) == " ".join(text[: 2 * TITLE].split())[:TITLE]


def test_a_key_that_may_not_be_stored_is_refused_each_time_and_after_many_others():
    many = {f"k{number}": number for number in range(2000)}
    for bad in ({"\x00": 1}, {"\ud800": 1}, {1: 1}, {"x": {"\x00": "a"}}, {**many, "\x00": 1}):
        for _ in range(2):
            assert is_plain(many) and is_plain([{"x": [many]}]) and not is_plain(bad) and not is_plain([bad])
            assert any(True for _ in check_plain(bad, depth=1))
