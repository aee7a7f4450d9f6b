"""A snapshot never changes, has the hash of its content, and is traced to every response; a full disk leaves nothing behind."""

import errno
import json

import pytest

from accord.datasets import queries, service, storing
from accord.formats.snapshot import CONSENSUS, RECORDS, RESPONSES, Snapshot
from accord.ground.errors import Forbidden, Gone, Invalid, NotFound, StorageFull
from accord.work import service as work


def folder(home, made):
    return home / "datasets" / made["hash"].removeprefix("sha256:")


def test_the_counts_say_what_is_in_it(made, tmp_path):
    assert made["counts"] == {"records": 9, "responses": 13, "consensus": 8, "people": 3}
    found = Snapshot(folder(tmp_path, made))
    assert [len(list(rows())) for rows in (found.records, found.responses, found.consensus)] == [9, 13, 8]


def test_the_same_state_is_the_same_dataset_and_a_new_answer_a_new_one(judging, made, tmp_path):
    again = service.snapshot(judging.db, judging.admin, tmp_path, "pairs")
    assert (again["id"], again["hash"], again["version"]) == (made["id"], made["hash"], 1)
    judging.answer("r7", "p1", {"better": {"winner": "a", "strength": 1}})
    new = service.snapshot(judging.db, judging.admin, tmp_path, "pairs")
    assert (new["version"], new["hash"] != made["hash"]) == (2, True)
    assert [one["version"] for one in service.list_(judging.db, judging.admin, "pairs")] == [2, 1]
    assert len(list(Snapshot(folder(tmp_path, made)).responses())) == 13


def test_every_consensus_names_its_responses_and_every_response_its_guidelines(judging, made, tmp_path):
    found = Snapshot(folder(tmp_path, made))
    ids = {row["response"] for row in found.responses()}
    assert all(set(row["responses"]) <= ids and row["responses"] for row in found.consensus())
    assert {row["guidelines"] for row in found.responses()} == {judging.project.guidelines_hash}
    assert found.info["guidelines"]["answered_under"] == [judging.project.guidelines_hash]


def test_people_are_pseudonyms_that_stay_the_same(made, tmp_path):
    people = [row["person"] for row in Snapshot(folder(tmp_path, made)).responses() if row["record"] in ("r1", "r2")]
    assert len(set(people)) == 3
    assert people[:2] == people[3:5]
    assert all(one.startswith("an-") for one in people)


def test_a_person_is_the_same_in_datasets_and_in_the_stream_of_responses(judging, made, tmp_path):
    there = {row["response"]: row["person"] for row in Snapshot(folder(tmp_path, made)).responses()}
    streamed = {row["response"]: row["person"] for row in work.stream_responses(judging.db, judging.admin, "pairs")}
    assert there == streamed


def test_only_the_latest_revision_is_in_it(judging, tmp_path):
    number = judging.answer("r7", "p1", {"better": {"winner": "a", "strength": 1}})
    judging.answer("r7", "p1", {"better": {"winner": "b", "strength": 1}}, revise=number)
    found = Snapshot(folder(tmp_path, service.snapshot(judging.db, judging.admin, tmp_path, "pairs")))
    said = [row for row in found.responses() if row["record"] == "r7"]
    assert [row["answers"]["better"]["value"]["winner"] for row in said] == ["b"]


def test_records_are_read_page_by_page(judging, made, tmp_path, monkeypatch):
    monkeypatch.setattr(queries, "PAGE", 2)
    assert service.snapshot(judging.db, judging.admin, tmp_path, "pairs")["hash"] == made["hash"]


def test_even_splits_go_as_the_recipe_says(judging, made, tmp_path):
    def r3(made):
        return next(row for row in Snapshot(folder(tmp_path, made)).consensus() if row["record"] == "r3")

    assert (r3(made)["answers"], r3(made)["dropped"]) == ({}, ["better"])
    kept = service.snapshot(judging.db, judging.admin, tmp_path, "pairs", service.Recipe(ties="keep"))
    assert kept["hash"] != made["hash"]
    assert r3(kept)["tied"] == {"better": True}
    with pytest.raises(Invalid) as error:
        service.snapshot(judging.db, judging.admin, tmp_path, "pairs", service.Recipe(ties="frist"))
    assert error.value.faults[0].nearest == "first"


@pytest.mark.parametrize("at", [0, 5])
def test_a_full_disk_leaves_nothing_half_done(judging, made, tmp_path, monkeypatch, at):
    before = sorted(path.name for path in (tmp_path / "datasets").iterdir())
    judging.answer("r7", "p1", {"better": {"winner": "a", "strength": 1}})
    written, write = [], storing.Files.write

    def until_full(self, name, row):
        written.append(name)
        if len(written) > at:
            raise OSError(errno.ENOSPC, "No space left on device")
        write(self, name, row)

    monkeypatch.setattr(storing.Files, "write", until_full)
    with pytest.raises(StorageFull):
        service.snapshot(judging.db, judging.admin, tmp_path, "pairs")
    assert sorted(path.name for path in (tmp_path / "datasets").iterdir()) == before
    assert len(service.list_(judging.db, judging.admin, "pairs")) == 1


def test_the_hash_is_that_of_the_content(made, tmp_path):
    import hashlib

    place = folder(tmp_path, made)
    info = json.loads((place / "dataset.json").read_text())
    for name in (RECORDS, RESPONSES, CONSENSUS):
        assert hashlib.sha256((place / name).read_bytes()).hexdigest() == info["files"][name]
    assert info.pop("hash") == made["hash"]
    assert (
        "sha256:" + hashlib.sha256(json.dumps(info, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
        == made["hash"]
    )


def test_only_leads_see_datasets(judging, made, tmp_path):
    reviewer = judging.member("rev", "reviewer")
    with pytest.raises(Forbidden):
        service.snapshot(judging.db, reviewer, tmp_path, "pairs")
    with pytest.raises(Forbidden):
        service.get(judging.db, reviewer, made["id"])
    with pytest.raises(NotFound):
        service.get(judging.db, judging.admin, 10**6)


def test_files_that_somebody_removed_are_said(judging, made, tmp_path, export):
    folder(tmp_path, made).rename(tmp_path / "elsewhere")
    with pytest.raises(Gone):
        export("jsonl")
