"""Columns of a file of any kind, and faults that name the file, its row, and what to do."""

import gzip
import json

import duckdb
import pytest

from accord.cli.columns import read_columns
from accord.cli.errors import BadInput
from accord.quality import Labels

NAMES = {"item": "item", "annotator": "who", "label": "label"}
CSV = "item;who;label\nq1;ann;1\nq1;bob;\nq2;ann;2.5\n"
ROWS = [
    {"item": "q1", "who": "ann", "label": 1},
    {"item": "q1", "who": "bob", "label": None},
    {"item": "q2", "who": "ann", "label": 2.5},
]


def parquet(path, select):
    with duckdb.connect() as engine:
        engine.execute(f"COPY ({select}) TO '{path}' (FORMAT parquet)")
    return path


def test_the_same_columns_from_every_kind_of_file(tmp_path):
    comma, lines, array = tmp_path / "a.csv", tmp_path / "a.jsonl", tmp_path / "a.json"
    comma.write_text(CSV)
    lines.write_text("".join(json.dumps(row) + "\n" for row in ROWS))
    array.write_text(json.dumps(ROWS))
    packed = tmp_path / "a.csv.gz"
    packed.write_bytes(gzip.compress(CSV.encode()))
    binary = parquet(
        tmp_path / "a.parquet",
        "SELECT * FROM (VALUES ('q1', 'ann', 1.0::DOUBLE), ('q1', 'bob', NULL), ('q2', 'ann', 2.5)) v(item, who, label)",
    )
    for path, first in ((comma, 2), (packed, 2), (lines, 1), (array, 1), (binary, 1)):
        found = read_columns(path, NAMES)
        assert list(found["item"]) == ["q1", "q1", "q2"] and list(found["annotator"]) == ["ann", "bob", "ann"]
        assert found.numbers("label") == [1, None, 2.5]
        assert list(found.rows) == [first, first + 1, first + 2]


def test_parquet_of_numbers_stays_numpy_and_lists_are_lists(tmp_path):
    path = parquet(tmp_path / "n.parquet", "SELECT i AS item, i % 3 AS who, ['a', 'b'] AS label FROM range(6) t(i)")
    found = read_columns(path, NAMES)
    assert found["item"].dtype.kind == "i" and found["item"].tolist() == [0, 1, 2, 3, 4, 5]
    assert list(found["label"][0]) == ["a", "b"]


def test_a_part_of_an_object_is_a_column(tmp_path):
    path = tmp_path / "responses.jsonl"
    row = {"record": "q1", "person": "ann", "answers": {"tone": {"value": "curt"}}}
    path.write_text(json.dumps(row) + "\n" + json.dumps({**row, "answers": {}}) + "\n")
    names = {"item": "record", "annotator": "person", "label": "answers.tone.value"}
    assert read_columns(path, names)["label"] == ["curt", None]
    nested = parquet(
        tmp_path / "r.parquet", "SELECT 'q1' AS record, 'ann' AS person, {'tone': {'value': 'curt'}} AS answers"
    )
    assert list(read_columns(nested, names)["label"]) == ["curt"]


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("x.csv", "item,who,tag\nq,a,b\n", "x.csv has no column 'label'; it has item, who, tag. Say which one it is"),
        ("x.csv", "item,who,label\n", "x.csv: there is no row under the header"),
        ("x.csv", "item,who,label\nq,a\n", "x.csv:2: 2 cells under 3 columns"),
        ("x.jsonl", '{"item": 1}\n{broken\n', "x.jsonl:2: not JSON"),
        ("x.csv", "item,item,label\n", "two columns are called 'item'"),
        ("x.parquet", "PAR1 and then nothing", "x.parquet cannot be read as Parquet"),
    ],
)
def test_what_cannot_be_read_is_refused_by_file_and_row(tmp_path, name, content, says):
    path = tmp_path / name
    path.write_text(content)
    with pytest.raises(BadInput) as refused:
        read_columns(path, NAMES)
    assert says in refused.value.format_message()


def test_an_optional_column_may_be_absent_and_a_missing_file_is_named(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text(CSV)
    assert "time" not in read_columns(path, {**NAMES, "time": "seconds"}, optional=["time"]).values
    with pytest.raises(BadInput, match="there is no such file"):
        read_columns(tmp_path / "none.csv", NAMES)


def test_texts_that_stand_for_nothing(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("item,who,label\nq,a,NA\nq,b, \nq,c,x\n")
    assert read_columns(path, NAMES, missing=("", "NA"))["label"] == [None, None, "x"]


def test_a_statistic_that_refuses_rows_speaks_of_the_lines_of_the_file(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("item,who,label\nq1,ann,x\n\nq1,ann,y\n")
    found = read_columns(path, NAMES)
    with pytest.raises(BadInput, match=r"a.csv:2: rows 2 and 4 are both ann's label of item q1"), found.blamed():
        Labels.from_arrays(found["item"], found["annotator"], found["label"])
    path.write_text("item,who,label\nq1,ann,3\nq1,bob,high\nq1,cy,low\n")
    with pytest.raises(BadInput, match=r"a.csv:3: label holds 'high', 'low', which is no number \(also row 4\)"):
        read_columns(path, NAMES).numbers("label")
