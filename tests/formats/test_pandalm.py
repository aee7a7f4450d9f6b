"""The PandaLM importer reads the original file's shape and says which rows hold no text."""

import json

import pytest

from accord.formats import Refused, Row, open_rows
from accord.formats.opening import opened
from accord.formats.pandalm import labels, votes
from accord.schema import check_record, parse
from accord.workflows import load


def original(idx, **parts):
    row = {"idx": idx, "motivation_app": "X", "cmp_key": "bloom-7b_llama-7b", "instruction": "Do.", "input": "this"}
    row |= {"response1": "One", "response2": "Two", "annotator1": 0, "annotator2": 1, "annotator3": 2}
    return row | parts


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "testset-v1.json"
    path.write_text(
        json.dumps([original(0), original(1, response1=True), original(2, response2=" "), original(3, input="")])
    )
    return path


def test_rows_become_records_of_side_by_side(path):
    spec = parse(load("side-by-side").source)
    found = [row for row in open_rows(path) if isinstance(row, Row)]
    assert [row.data["id"] for row in found] == ["pandalm-0", "pandalm-3"]
    assert [check_record(spec, row.data)[1] for row in found] == [[], []]
    assert found[0].data["values"]["prompt"] == "Do.\n\nthis"
    assert [one["model"] for one in found[0].data["values"]["replies"]] == ["bloom-7b", "llama-7b"]


def test_rows_without_text_are_reported(path):
    lost = [row for row in open_rows(path) if isinstance(row, Refused)]
    assert [(row.id, row.code) for row in lost] == [("pandalm-1", "not-text"), ("pandalm-2", "empty")]


def test_votes_keep_who_said_what(path):
    assert [v["answers"]["better"]["value"]["winner"] for v in votes(original(0))] == ["tie", "a", "b"]
    with opened(path) as source:
        assert len(list(labels(source))) == 12
