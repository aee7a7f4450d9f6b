"""Every format that can be written, read again: what it carries is equal, and what it does not carry its report says."""

from itertools import count

import pytest

from accord.datasets import service
from accord.formats import open_rows, registry
from accord.formats.flat import response_row
from accord.formats.snapshot import CONSENSUS, RECORDS, RESPONSES, Snapshot
from accord.schema import check_record, parse
from tests.datasets.conftest import PROJECT
from tests.judging import Judging

WRITTEN = {name: one for name, one in registry().items() if one.write is not None}
ELSEWHERE = {"refinement"}  # needs a project with revisions: tests/workflows/test_refinement.py holds what it writes
AGAIN = PROJECT.replace("name: pairs", "name: again")


def test_every_format_that_is_written_says_what_it_cannot_carry(export):
    for name, one in WRITTEN.items():
        assert one.loses, f"{name} is written and does not say what it loses: Format(..., loses=(...))"
        if name in ELSEWHERE:
            continue
        assert export(name).json()["loses"] == list(one.loses)


def test_every_format_that_is_written_has_its_round_trip():
    assert set(TRIPS) == set(WRITTEN) - ELSEWHERE


@pytest.mark.parametrize("name", [name for name in WRITTEN if name not in ELSEWHERE])
def test_out_in_and_out_again_is_equal(name, export, judging, tmp_path):
    TRIPS[name](export(name), judging, tmp_path)


def rows(path):
    return [dict(row.data) for row in open_rows(path)]


def again(judging, tmp_path, format, folder="again"):
    """A second project's dataset, written."""
    out = tmp_path / folder
    out.mkdir()
    made = service.snapshot(judging.db, judging.admin, tmp_path, "again")
    return service.export(judging.db, judging.admin, tmp_path, made["id"], format, out)


def whole(report, judging, tmp_path):
    """jsonl: records to the byte, answers and consensus to the value."""
    files = {path.name: path for path in report.files}
    second = Judging(judging.db, AGAIN).record(*rows(files[RECORDS]))
    people = {}
    for row in rows(files[RESPONSES]):
        person = people.setdefault(row["person"], f"p{len(people) + 1}")
        second.answer(row["record"], person, row["answers"], stage=row["stage"])
    there = {path.name: path for path in again(second, tmp_path, "jsonl").files}
    assert there[RECORDS].read_bytes() == files[RECORDS].read_bytes()
    said = [[(row["record"], row["stage"], row["answers"]) for row in rows(one[RESPONSES])] for one in (files, there)]
    assert said[0] == said[1]
    agreed = [[{**row, "responses": []} for row in rows(one[CONSENSUS])] for one in (files, there)]
    assert agreed[0] == agreed[1]


def flat(as_read):
    """csv, parquet: a row a response, each cell what the answer's column holds."""

    def trip(report, judging, tmp_path):
        [made] = service.list_(judging.db, judging.admin, "pairs", 1)
        snapshot = Snapshot(tmp_path / "datasets" / made["hash"].removeprefix("sha256:"))
        expected = [response_row(snapshot.spec, one) for one in snapshot.responses()]
        read = rows(report.files[0])
        assert len(read) == len(expected) == report.rows
        for told, one in zip(expected, read, strict=True):
            assert {name: cell for name, cell in one.items() if cell not in (None, "")} == as_read(told)

    return trip


def typed(row):
    return {name: cell for name, cell in row.items() if cell not in (None, "")}


def text(row):
    return {name: str(cell) for name, cell in typed(row).items()}


def pairs(report, judging, tmp_path):
    """trl-preference: pairs come in as records, are judged the same way, and leave as the same pairs."""
    [path] = report.files
    given, number = rows(path), count(1)
    second = Judging(judging.db, AGAIN)
    for row in given:
        replies = [{"id": id_, "text": row[part][0]["content"]} for id_, part in (("a", "chosen"), ("b", "rejected"))]
        prompt = row["prompt"][0]["content"]
        record = {"id": f"t{next(number)}", "values": {"prompt": prompt, "replies": replies}}
        assert not check_record(parse(AGAIN), record)[1]
        second.record(record).answer(record["id"], "p1", {"better": {"winner": "a", "strength": 2}})
    [after] = again(second, tmp_path, "trl-preference").files
    kept = ("prompt", "chosen", "rejected")
    assert given and [[row[part] for part in kept] for row in rows(after)] == [
        [r[part] for part in kept] for r in given
    ]


TRIPS = {"jsonl": whole, "csv": flat(text), "parquet": flat(typed), "trl-preference": pairs}
