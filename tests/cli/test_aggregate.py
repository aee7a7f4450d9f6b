"""`accord aggregate` in a process of its own: published numbers, every kind of output, faults by file and row."""

import csv
import json

import duckdb
import pytest

from accord.cli.aggregate import METHODS
from accord.quality.aggregation.choosing import AGGREGATIONS
from tests.quality.published import anaesthetists

# a, b, c of each item, i1 to i8
EIGHT = ["xxx", "yyx", "xxy", "yyy", "xyy", "yyx", "xxx", "xyx"]


@pytest.fixture
def eight(tmp_path):
    path = tmp_path / "eight.csv"
    rows = [f"i{i},{who},{v}" for i, word in enumerate(EIGHT, 1) for who, v in zip("abc", word, strict=True)]
    path.write_text("item,annotator,label\n" + "\n".join(rows) + "\n")
    return path


def test_the_methods_are_those_of_the_library():
    assert tuple(AGGREGATIONS) == METHODS


def test_the_majority_is_written_as_item_label_confidence(accord, eight, tmp_path):
    for name in ("out.csv", "out.jsonl", "out.parquet"):
        accord("aggregate", eight, "--method", "majority", "--out", name)
    with (tmp_path / "out.csv").open() as file:
        rows = list(csv.DictReader(file))
    assert [list(rows[0]), [row["label"] for row in rows]] == [["item", "label", "confidence"], list("xyxyyyxx")]
    assert float(rows[1]["confidence"]) == pytest.approx(2 / 3)
    lines = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text().splitlines()]
    with duckdb.connect() as engine:
        binary = engine.execute(f"SELECT item, label, confidence FROM '{tmp_path}/out.parquet'").fetchall()
    assert [tuple(line.values()) for line in lines] == binary
    assert [row[1] for row in binary] == list("xyxyyyxx")


def test_dawid_and_skene_1979_whose_first_anaesthetist_answered_thrice(accord, tmp_path):
    labels = anaesthetists()
    path = tmp_path / "a.csv"
    columns = zip(labels.item, labels.annotator, labels.values, strict=True)
    path.write_text("patient,who,said\n" + "".join(f"{labels.items[i]},{p},{v}\n" for i, p, v in columns))
    names = ("--item", "patient", "--annotator", "who", "--label", "said", "--method", "dawid-skene")
    assert "--repeats" in accord("aggregate", path, *names, code=2).stderr
    found = json.loads(accord("aggregate", path, *names, "--repeats", "--json").stdout)
    assert len(found["consensus"]) == 45 and len(found["people"]) == 5
    told = {row["item"]: row["label"] for row in found["consensus"]}
    assert (told["35"], told["38"]) == ("2", "3")  # the two that the paper is least sure of
    skills = [row["skill"]["estimate"] for row in found["people"]]
    assert skills == sorted(skills)


def test_auto_says_why_and_shows_the_least_sure_first(accord, eight):
    done = accord("aggregate", eight)
    assert "committee" in done.stderr and "confidence" in done.stdout and "skill" in done.stdout


@pytest.mark.parametrize(
    ("content", "arguments", "says"),
    [
        ("item,annotator,label\n1,a,x\n1,a,y\n", (), "t.csv:2: rows 2 and 3 are both a's label of item 1"),
        ("item,annotator,label\n1,a,x\n1,b,y\n", ("--method", "majorty"), "did you mean 'majority'"),
        ("item,annotator,label\n1,a,x\n1,b,y\n", ("--out", "x.xls"), ".csv, .jsonl"),
        ("item,annotator\n1,a\n", (), "no column 'label'"),
        ("item,annotator,label\n1,a,x\n1,b,y\n1,c,z\n", ("--method", "kos"), "t.csv"),
    ],
)
def test_bad_input_is_refused_with_file_row_and_remedy(accord, tmp_path, content, arguments, says):
    (tmp_path / "t.csv").write_text(content)
    done = accord("aggregate", "t.csv", *arguments, code=2)
    assert says in done.stderr and "Traceback" not in done.stderr
