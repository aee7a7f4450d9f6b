"""`accord agreement` in a process of its own: published numbers, every kind of file, faults by file and row."""

import json

import duckdb
import pytest

from tests.quality.published import COHEN_1960, k12

# Krippendorff 2011, "Computing Krippendorff's alpha-reliability", example C
K12 = {"nominal": 0.743421, "ordinal": 0.815388, "interval": 0.849107, "ratio": 0.797403}


@pytest.fixture
def example(tmp_path):
    """Example C as CSV, the gaps as empty cells."""
    labels = k12()
    said = dict(zip(zip(labels.item.tolist(), labels.annotator.tolist(), strict=True), labels.values, strict=True))
    path = tmp_path / "k12.csv"
    with path.open("w") as file:
        file.write("item,annotator,label\n")
        for item in range(12):
            for person in range(4):
                value = said.get((item, person))
                file.write(f"{item + 1},{'ABCD'[person]},{'' if value is None else int(value)}\n")
    return path


def told(accord, *arguments, code=0):
    return json.loads(accord("agreement", *arguments, "--json", code=code).stdout)


@pytest.mark.parametrize("level", list(K12))
def test_krippendorff_2011_example_c(accord, example, level):
    found = told(accord, example, "--level", level)
    assert found["estimate"] == pytest.approx(K12[level], abs=1e-6)
    assert found["measures"]["alpha"]["estimate"] == found["estimate"]
    assert found["low"] < found["estimate"] < found["high"]
    assert (found["items"], found["annotators"], found["labels"], found["missing"]) == (12, 4, 41, 7)
    assert found["measures"]["alpha"]["items"] == 11 and "jackknife" in found["measures"]["alpha"]["method"]


def test_the_same_number_from_jsonl_and_parquet_with_columns_of_other_names(accord, example, tmp_path):
    rows = [line.split(",") for line in example.read_text().split()[1:]]
    lines, binary = tmp_path / "k12.jsonl", tmp_path / "k12.parquet"
    with lines.open("w") as file:
        for item, who, value in rows:
            file.write(json.dumps({"unit": item, "by": {"name": who}, "said": int(value) if value else None}) + "\n")
    with duckdb.connect() as engine:
        engine.execute(f"COPY (FROM read_json('{lines}')) TO '{binary}' (FORMAT parquet)")
    for path in (lines, binary):
        for level, value in K12.items():
            names = ("--item", "unit", "--annotator", "by.name", "--label", "said")
            assert told(accord, path, *names, "--level", level)["estimate"] == pytest.approx(value, abs=1e-6)


def test_every_measure_at_once_says_why_those_that_do_not_fit_are_undefined(accord, example):
    found = told(accord, example, "--measure", "all")["measures"]
    assert found["gwet"]["estimate"] == pytest.approx(0.775444, abs=1e-6)
    assert found["brennan-prediger"]["estimate"] == pytest.approx(0.772727, abs=1e-6)
    assert found["fleiss"]["estimate"] == pytest.approx(0.761169, abs=1e-6)
    assert found["conger"]["estimate"] == pytest.approx(0.762067, abs=1e-6)
    assert found["percent"]["estimate"] == pytest.approx(0.818182, abs=1e-6)
    assert found["cohen"]["estimate"] is None and "two people" in found["cohen"]["why"]
    table = accord("agreement", example, "--measure", "all").stdout
    assert "Gwet's AC" in table and "0.775" in table


def test_cohen_1960_weighted_and_not(accord, tmp_path):
    path = tmp_path / "two.csv"
    cells = [(a, b) for a, row in enumerate(COHEN_1960) for b, n in enumerate(row) for _ in range(n)]
    rows = [
        f"{i},{who},{['low', 'mid', 'high'][v]}"
        for i, pair in enumerate(cells)
        for who, v in zip("xy", pair, strict=True)
    ]
    path.write_text("item,annotator,label\n" + "\n".join(rows))
    plain = told(accord, path, "--measure", "cohen")
    assert (plain["estimate"], plain["measures"]["cohen"]["se"]) == pytest.approx((0.491525, 0.0510), abs=1e-4)
    order = ("--level", "ordinal", "--categories", "low,mid,high")
    assert told(accord, path, "--measure", "cohen", *order)["estimate"] == pytest.approx(0.454545, abs=1e-6)
    assert told(accord, path, "--measure", "cohen", "--weights", "linear", *order)["estimate"] == pytest.approx(
        0.473684, abs=1e-6
    )


def test_sets_of_tags_from_csv_and_from_json(accord, tmp_path):
    sets = ["12 12 1", "3 3 34", "1 2 12", "4 4 4", "123 12 23"]  # Passonneau's distance on five items by three people
    rows = [(i, who, list(tags)) for i, item in enumerate(sets) for who, tags in zip("abc", item.split(), strict=True)]
    text, lines = tmp_path / "sets.csv", tmp_path / "sets.jsonl"
    text.write_text("item,annotator,label\n" + "".join(f"{i},{who},{';'.join(tags)}\n" for i, who, tags in rows))
    lines.write_text("".join(json.dumps({"item": i, "annotator": w, "label": t}) + "\n" for i, w, t in rows))
    for path in (text, lines):
        assert told(accord, path, "--distance", "masi")["estimate"] == pytest.approx(0.412196, abs=1e-6)
        assert told(accord, path, "--distance", "jaccard")["estimate"] == pytest.approx(0.515676, abs=1e-6)


def test_where_agreement_is_lost(accord, example):
    arguments = (example, "--by", "category", "--by", "pair", "--by", "annotator")
    found = told(accord, *arguments)
    worst = found["by_annotator"][0]
    assert worst["annotator"] == "C" and worst["gain"] > 0
    assert len(found["by_pair"]) == 6 and found["by_pair"][0]["estimate"] <= found["by_pair"][-1]["estimate"]
    assert {row["category"] for row in found["by_category"]} == {"1", "2", "3", "4", "5"}
    assert "without" in accord("agreement", *arguments).stdout


def test_labels_that_define_no_measure_are_null_with_the_reason_and_exit_code_1(accord, tmp_path):
    path = tmp_path / "one.csv"
    path.write_text("item,annotator,label\n1,a,x\n2,b,y\n")
    found = told(accord, path, code=1)
    assert found["estimate"] is None and "two people" in found["measures"]["alpha"]["why"]


@pytest.mark.parametrize(
    ("content", "arguments", "says"),
    [
        ("item,annotator,label\n1,a,x\n1,a,y\n", (), "t.csv:2: rows 2 and 3 are both a's label of item 1"),
        ("item,annotator,label\n1,a,x\n,b,x\n", (), "t.csv:3: rows 3 have no item: fill it in or drop the rows"),
        ("item,annotator,label\n1,a,x\n2,a,y\n1,b,\n2,b,\n", (), "t.csv:4: rows 4 and 5: no label at all by b"),
        ("item,annotator,label\n1,a,3\n1,b,high\n", ("--level", "interval"), "t.csv:3: label holds 'high'"),
        ("item,annotator,label\n1,a,\n2,a,even\n1,b,odd\n", ("--categories", "even"), "t.csv:4: rows 4 have values"),
        (
            "item,who,label\n1,a,x\n",
            (),
            "no column 'annotator'; it has item, who, label. Say which one it is with --annotator",
        ),
        ("item,annotator,label\n", (), "there is no row"),
        ("", (), "t.csv"),
        ("item,annotator,label\n1,a,x\n1,b,y\n", ("--level", "ordinal"), "--categories LOW,...,HIGH"),
        ("item,annotator,label\n1,a,x\n1,b,y\n", ("--measure", "alhpa"), "did you mean 'alpha'"),
        ("item,annotator,label\n1,a,x\n1,b,y\n1,c,y\n", ("--measure", "cohen"), "--pair ANN,BOB"),
        ("item,annotator,label\n1,a,-1\n1,b,2\n", ("--level", "ratio"), "use level='interval'"),
    ],
)
def test_bad_input_is_refused_with_file_row_and_remedy(accord, tmp_path, content, arguments, says):
    (tmp_path / "t.csv").write_text(content)
    done = accord("agreement", "t.csv", *arguments, code=2)
    assert says in done.stderr and "Traceback" not in done.stderr and not done.stdout


def test_no_data_folder_is_made(accord, example, tmp_path):
    accord("agreement", example)
    assert not (tmp_path / "home").exists()


def test_labels_may_be_piped_in(accord):
    labels = "item,annotator,label\n1,a,x\n1,b,x\n2,a,y\n2,b,x\n"
    assert "4 labels of 2 items" in accord("agreement", "-", given=labels).stdout
    assert "- has no column 'item'" in accord("agreement", "-", given="a,b\n1,2\n", code=2).stderr
