"""What leaves a dataset: full lineage, flat tables, pairs to train on, each with what was left out and why."""

import csv
import json

import duckdb
import pytest

from accord.datasets import service
from accord.ground.errors import Invalid
from tests.judging import Judging


def read_lines(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_jsonl_holds_records_responses_and_consensus(export):
    report = export("jsonl")
    info, records, responses, consensus = report.files
    assert [path.name for path in report.files] == [
        "dataset.json",
        "records.jsonl",
        "responses.jsonl",
        "consensus.jsonl",
    ]
    assert read_lines(records)[1]["gold"]["better"]["value"]["winner"] == "a"
    first = read_lines(responses)[0]
    assert first["response"].startswith("re_")
    assert first["submitted_at"].endswith("Z")
    assert read_lines(consensus)[0]["answers"]["better"]["value"]["winner"] == "a"
    assert json.loads(info.read_text())["recipe"] == {"consensus": "majority", "ties": "drop"}


def test_csv_has_a_row_a_response_and_flat_columns(export):
    report = export("csv")
    with report.files[0].open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == report.rows == 13
    assert (rows[0]["better"], rows[0]["better.strength"], rows[0]["flags/a"]) == ("a", "2", "rude")
    assert {row["better.na"] for row in rows} == {"", "cannot_assess"}
    with report.files[1].open(encoding="utf-8", newline="") as file:
        consensus = next(csv.DictReader(file))
    assert (consensus["record"], consensus["better"], consensus["better.n"]) == ("r1", "a", "3")


def test_csv_guards_cells_that_a_spreadsheet_would_run(judging, tmp_path, export):
    judging.answer("r7", "p1", {"better": {"value": {"winner": "a", "strength": 1}, "why": "=HYPERLINK(1)"}})
    made = service.snapshot(judging.db, judging.admin, tmp_path, "pairs")
    report = export("csv", made["id"])
    assert "'=HYPERLINK(1)" in report.files[0].read_text(encoding="utf-8")
    assert "1 cells" in report.notes[0]


def test_parquet_is_typed(export):
    responses, consensus = (duckdb.read_parquet(str(path)) for path in export("parquet").files)
    kinds = dict(zip(responses.columns, map(str, responses.types), strict=True))
    assert (kinds["better"], kinds["better.strength"], kinds["active_seconds"]) == ("VARCHAR", "BIGINT", "DOUBLE")
    assert kinds["flags/a.rude"] == "BOOLEAN"
    assert len(responses.fetchall()) == 13
    assert len(consensus.fetchall()) == 8


def test_pairs_are_conversations_with_the_better_answer_chosen(export, made):
    rows = read_lines(export("trl-preference").files[0])
    assert [row["meta"]["record"] for row in rows] == ["r1", "r2"]
    assert rows[0]["prompt"] == [{"role": "user", "content": "Why?"}]
    assert rows[0]["chosen"] == [{"role": "assistant", "content": "Because of scattering."}]
    assert rows[0]["rejected"] == [{"role": "assistant", "content": "Magic."}]
    assert rows[0]["meta"]["models"] == {"chosen": "m-1", "rejected": "m-2"}
    assert rows[0]["meta"]["dataset"] == made["hash"]
    assert len(rows[0]["meta"]["responses"]) == rows[0]["meta"]["n"] == 3
    assert rows[1]["chosen"][0]["content"] == "No."


def test_the_margin_is_the_mean_signed_strength_and_in_all_rows(export):
    rows = read_lines(export("trl-preference").files[0])
    assert rows[0]["margin"] == pytest.approx((2 + 1 - 1) / 3 / 2, abs=1e-6)
    assert rows[1]["margin"] == 1.0


def test_what_makes_no_pair_is_counted_and_listed(export):
    report = export("trl-preference")
    assert report.left_out == {
        "people split evenly": 1,
        "tie": 1,
        "both bad": 1,
        "no consensus": 2,
        "chosen equals rejected": 1,
        "empty answer": 1,
    }
    assert report.listed["people split evenly"] == ("r3",)
    assert report.rows == 2


def test_every_row_has_the_same_keys_and_types(export):
    def shape(value):
        if isinstance(value, dict):
            return {key: shape(part) for key, part in value.items()}
        return [shape(value[0])] if isinstance(value, list) else type(value).__name__

    rows = read_lines(export("trl-preference").files[0])
    assert all(shape(row) == shape(rows[0]) for row in rows)
    assert set(rows[0]) == {"prompt", "chosen", "rejected", "margin", "meta"}


def test_an_even_split_makes_a_pair_only_when_the_recipe_decides_it(judging, tmp_path, export):
    for ties, count in (("keep", 2), ("first", 2)):
        made = service.snapshot(judging.db, judging.admin, tmp_path, "pairs", service.Recipe(ties=ties))
        report = export("trl-preference", made["id"])
        assert report.rows == count
        reason = "people split evenly" if ties == "keep" else "strength points the other way"
        assert report.left_out[reason] == 1


RANKED = """
name: ranked
fields: {chat: {type: chat}, replies: {type: candidates}}
questions: {order: {type: ranking, of: replies}}
stages: [{name: annotate, overlap: 2}]
"""


def test_a_ranking_gives_its_best_against_one_below(db, tmp_path):
    judging = Judging(db, RANKED)
    chat = [
        {"role": "developer", "content": "Be brief."},
        {"role": "user", "content": [{"type": "text", "text": "Hi"}]},
    ]
    for name in ("q1", "q2", "q3"):
        replies = [{"id": one, "text": f"answer {one}"} for one in "abc"]
        judging.record({"id": name, "values": {"chat": chat, "replies": replies}})
    for person, order in enumerate(([["b"], ["a"], ["c"]], [["b"], ["c"], ["a"]])):
        judging.answer("q1", f"p{person}", {"order": order})
    judging.answer("q2", "p0", {"order": [["a", "b", "c"]]})
    made = service.snapshot(db, judging.admin, tmp_path, "ranked")
    (tmp_path / "out").mkdir()
    report = service.export(db, judging.admin, tmp_path, made["id"], "trl-preference", tmp_path / "out")
    (row,) = read_lines(report.files[0])
    assert row["chosen"] == [{"role": "assistant", "content": "answer b"}]
    assert row["prompt"] == [{"role": "system", "content": "Be brief."}, {"role": "user", "content": "Hi"}]
    assert "margin" not in row
    assert report.left_out == {"tie": 1, "no consensus": 1}


def test_a_project_without_an_order_cannot_be_written_as_pairs(db, tmp_path):
    source = "{name: tone, fields: {t: {type: text}}, questions: {q: {type: label, options: [a, b]}}}"
    judging = Judging(db, source).record({"id": "1", "values": {"t": "x"}})
    made = service.snapshot(db, judging.admin, tmp_path, "tone")
    (tmp_path / "out").mkdir()
    with pytest.raises(Invalid) as error:
        service.export(db, judging.admin, tmp_path, made["id"], "trl-preference", tmp_path / "out")
    assert "needs a preference or a ranking" in error.value.faults[0].message
    assert list((tmp_path / "out").iterdir()) == []
    with pytest.raises(Invalid) as error:
        service.export(db, judging.admin, tmp_path, made["id"], "trl-preferenc", tmp_path / "out")
    assert error.value.faults[0].nearest == "trl-preference"


@pytest.mark.parametrize("format", ["jsonl", "csv", "parquet", "trl-preference"])
def test_a_preview_shows_the_first_rows_and_the_report(judging, made, tmp_path, format, monkeypatch):
    monkeypatch.setattr(service, "LOOKED_AT", 4)
    shown = service.preview(judging.db, judging.admin, tmp_path, made["id"], format, 3)
    assert shown["records"] == 4
    assert all(len(file["rows"]) <= 3 for file in shown["files"])
    assert any(file["rows"] for file in shown["files"])
    assert not [path for path in (tmp_path / "datasets").iterdir() if path.name.startswith(".part")]


def test_a_question_called_like_a_column_has_columns_of_its_own(db, tmp_path):
    source = "{name: tone, fields: {t: {type: text}}, questions: {record: {type: label, options: [a, b]}}}"
    judging = Judging(db, source).record({"id": "1", "values": {"t": "x"}})
    judging.answer("1", "p1", {"record": "b"})
    made = service.snapshot(db, judging.admin, tmp_path, "tone")
    (tmp_path / "out").mkdir()
    report = service.export(db, judging.admin, tmp_path, made["id"], "csv", tmp_path / "out")
    with report.files[0].open(encoding="utf-8", newline="") as file:
        row = next(csv.DictReader(file))
    assert (row["record"], row["answers.record"]) == ("1", "b")
