"""Lines checked on other processes come to what they come to in this one, and nobody is left behind."""

import io
import json
import os
import signal
import subprocess
import sys
import time

import psutil
import pytest

from accord.formats import jsonl
from accord.people import service as people
from accord.projects import service as projects
from accord.records import beside, service
from accord.work import service as work

YAML = """
name: notes
fields: {note: {type: text}}
questions: {tone: {type: label, options: [kind, curt]}}
"""
BAD = {
    5: b"not json\n",
    40: b'{"id": "n40", "told": "no such column"}\n',
    77: b'{"id": "n77", "values": {"nota": "x"}}\n',
    78: b"x" * 300 + b"\n",
    90: b'{"id": "n90", "values": {"note": "x"}, "gold": {"tone": "rude"}}\n',
}


def lines(count):
    for number in range(1, count + 1):
        text = {"id": f"n{number % 110}", "said": f"words {number} é", "of": "ann"}
        gold = {"id": f"n{number}", "values": {"note": "x"}, "gold": {"tone": "kind"}}
        yield BAD.get(number, json.dumps(gold if number == 30 else text).encode() + b"\n")


class Stream(io.BufferedIOBase):
    """Lines as a file gives them, made as they are read."""

    def __init__(self, lines):
        self._lines, self._left = lines, b""

    def read(self, size=-1):
        while len(self._left) < size and (line := next(self._lines, None)):
            self._left += line
        made, self._left = self._left[:size], self._left[size:]
        return made

    def readline(self, size=-1):
        line = self._left or next(self._lines, b"")
        end = min(line.find(b"\n") + 1 or len(line), size)
        self._left = line[end:]
        return line[:end]


@pytest.fixture
def admin(db, monkeypatch):
    monkeypatch.setattr(beside, "BLOCK", 400)
    monkeypatch.setattr(jsonl, "LONGEST", 250)
    admin = people.local_admin(db)
    projects.create(db, admin, source=YAML)
    return admin


def brought(db, admin, processes):
    seen = []
    report = work.add_records(
        db,
        admin,
        "notes",
        work.Lines(Stream(lines(120)), {"note": "said"}, processes, gentle=True),
        seen.append,
        listed=3,
    )
    stored = list(service.stream(db, admin, "notes"))
    return report, seen, stored


def test_other_processes_come_to_the_same_report_and_the_same_records_in_the_same_order(db, admin):
    report, seen, stored = brought(db, admin, 2)
    assert (report.inserted, report.updated, report.unchanged) == (106, 9, 0)
    assert [(one.row, one.code) for one in report.refused] == [(5, "not-json"), (40, "missing-column"), (77, "unknown-field")]  # fmt: skip
    assert report.more == 2
    assert seen == sorted(seen) and seen[-1] == 120
    assert [one["id"] for one in stored[:6]] == ["n1", "n2", "n3", "n4", "n6", "n7"]
    assert stored[0] == {"id": "n1", "values": {"note": "words 111 é"}, "meta": {"of": "ann"}}
    assert next(one for one in stored if one["id"] == "n30")["gold"] == {"tone": {"value": "kind"}}
    with beside._ALONE:  # another import has the processes
        again, _, same = brought(db, admin, 2)
    assert same == stored and again.refused == report.refused and again.more == 2


def test_a_process_that_dies_is_said_and_takes_nothing_along(db, admin):
    before = psutil.Process().children()  # a browser or a database of other tests

    def dying():
        for number, raw in enumerate(lines(100_000)):
            if number == 200:
                next(one for one in psutil.Process().children() if one not in before).kill()
            yield raw

    with pytest.raises(beside.Ended, match="exit code -9"):
        work.add_records(db, admin, "notes", work.Lines(Stream(dying()), {"note": "said"}, 2))
    assert work.progress(db, admin, "notes")["records"]["total"] >= 10
    assert psutil.Process().children() == before


ENDLESS = """
import sys
from accord.records import beside
from accord.schema import parse
beside.BLOCK = 400
class Endless:
    def read(self, size):
        return b'{"id": "x", "values": {"note": "x"}}\\n' * 10
for _ in beside.Lines(Endless(), None, 2).checked(parse(sys.argv[1]), 2000):
    print("going", flush=True)
"""


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
def test_no_process_outlives_the_one_that_it_checks_for(how):
    command = [sys.executable, "-c", ENDLESS, YAML]
    whole = {"start_new_session": True, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    with subprocess.Popen(command, **whole) as one:
        assert one.stdout.readline() == "going\n"
        beside_it = psutil.Process(one.pid).children()
        assert len(beside_it) == 2
        os.killpg(one.pid, how) if how == signal.SIGINT else one.kill()
        said = one.communicate(timeout=60)[1]
    deadline = time.monotonic() + 60
    while any(map(psutil.Process.is_running, beside_it)) and time.monotonic() < deadline:
        pass
    assert not [one for one in beside_it if one.is_running() and one.status() != psutil.STATUS_ZOMBIE]
    assert said.count("Traceback") == (how == signal.SIGINT), said


@pytest.mark.parametrize(("size", "most"), [(7, 9), (1000, 2), (1000, 9)])
def test_a_line_that_is_too_long_is_passed_over_and_every_line_keeps_its_number(size, most, monkeypatch):
    monkeypatch.setattr(jsonl, "LONGEST", 20)
    long, even = b"x" * 100, b"y" * 21
    file = io.BytesIO(jsonl.MARK + b'{"a": 1}\n' + long + b"\n\n \r\n" + even + b'\n{"a": 2}\r\n' + long)
    parts = list(jsonl.blocks(file, size, most))
    assert max(raw.count(b"\n") for _, raw in parts) <= most
    found = [one for part in parts for one in jsonl.lines(part)]
    assert found == [(1, b'{"a": 1}'), (2, None), (5, None), (6, b'{"a": 2}\r'), (7, None)]
