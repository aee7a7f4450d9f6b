"""The command line as a newcomer meets it, in a fresh folder, in processes of its own."""

import json
import os
import socket
import sqlite3
from importlib.resources import files

import pytest

from accord.cli.app import NEWCOMER

PAIR = {"id": "p1", "values": {"prompt": "Why?", "replies": [{"id": "a", "text": "So."}, {"id": "b", "text": "No."}]}}
VOTES = [{"record": "p1", "person": who, "answers": {"better": {"winner": "a"}}} for who in ("ann", "bo", "cy")]


@pytest.fixture
def pairs(accord, lines, tmp_path):
    """A side-by-side project with one record."""
    accord("init", "side-by-side", "pairs")
    accord("project", "create", "pairs")
    accord("import", "side-by-side", lines(tmp_path / "one.jsonl", [PAIR]))
    return accord


def test_accord_alone_shows_six_commands_and_help_shows_all(accord):
    said = accord().stdout
    assert len(NEWCOMER) == 6
    assert [line.split()[1] for line in said.splitlines() if line.startswith("  accord ")] == list(NEWCOMER)
    help = accord("--help").stdout
    for name in ("project", "user", "key", "serve", "doctor"):
        assert f" {name} " in help
    assert accord("--version").stdout.strip()


def test_from_a_workflow_to_a_dataset(accord):
    made = accord.json("init", "side-by-side", "pairs")
    assert "pairs/project.yaml" in made["files"]
    assert "no fault" in accord("project", "validate", "pairs").stdout
    assert accord.json("project", "create", "pairs")["name"] == "side-by-side"
    report = accord.json("import", "side-by-side", "pairs/sample.jsonl")
    assert report["inserted"] >= 20 and report["refused"] == []
    again = accord.json("import", "side-by-side", "pairs/sample.jsonl")
    assert (again["inserted"], again["unchanged"]) == (0, report["inserted"])
    votes = accord.json("import", "side-by-side", "pairs/votes.jsonl", "--responses")
    assert votes["inserted"] == 120 and votes["refused"] == []
    exported = accord.json("export", "side-by-side", "--format", "jsonl", "--out", "out")
    assert exported["files"] and exported["rows"] > 0
    assert [one["name"] for one in accord.json("project", "list")] == ["side-by-side"]
    alpha = accord.json("quality", "side-by-side")["questions"][0]["alpha"]
    assert alpha["low"] <= alpha["estimate"] <= alpha["high"]
    assert accord("project", "show", "side-by-side").stdout.startswith("# Two answers")
    assert all(check["ok"] for check in accord.json("doctor"))


def test_an_export_says_what_was_left_out_and_why(pairs, lines, tmp_path):
    undecided = [{**vote, "answers": {"better": {"winner": winner}}} for vote, winner in zip(VOTES, "aab", strict=True)]
    lines(tmp_path / "more.jsonl", [PAIR, {**PAIR, "id": "p2"}])
    pairs("import", "side-by-side", "more.jsonl")
    lines(
        tmp_path / "votes.jsonl", [*undecided, {**VOTES[0], "record": "p2", "answers": {"better": {"winner": "tie"}}}]
    )
    pairs("import", "side-by-side", "votes.jsonl", "--responses")
    done = pairs("export", "side-by-side", "--format", "trl-preference", "--out", "out")
    assert "1 row" in done.stderr and "left out 1: tie" in done.stderr
    report = pairs.json("export", "side-by-side", "--format", "trl-preference", "--out", "out")
    assert (report["rows"], sum(report["left_out"].values())) == (1, 1)


def test_an_export_of_one_file_goes_down_a_pipe(pairs):
    piped = pairs.run("export", "side-by-side", "--format", "jsonl", "--out", "-", code=2)
    assert piped.stdout == "" and "name a folder" in piped.stderr
    piped = pairs.run("export", "side-by-side", "--format", "trl-preference", "--out", "-")
    assert piped.stdout == "" and "left out 1" in piped.stderr


def test_an_export_of_nothing_is_an_empty_file_and_the_reason(pairs, tmp_path):
    done = pairs("export", "side-by-side", "--format", "trl-preference", "--out", "out")
    [file] = [tmp_path / line for line in done.stdout.splitlines()]
    assert file.read_bytes() == b""
    assert "left out 1" in done.stderr


def test_bad_rows_are_named_and_stop_nothing_else(accord, tmp_path, pairs):
    file = tmp_path / "mixed.jsonl"
    good = json.dumps({**PAIR, "id": "good"})
    file.write_text(good + "\n{broken\n" + json.dumps({"id": "x", "values": {}}) + "\n", encoding="utf-8")
    report = accord.json("import", "side-by-side", file, "--refused", "refused.jsonl", code=2)
    assert report["inserted"] == 1
    assert [row["row"] for row in report["refused"]] == [2, 3]
    kept = [json.loads(line) for line in (tmp_path / "refused.jsonl").read_text().splitlines()]
    assert [row["refused"]["row"] for row in kept] == [2, 3]
    assert (kept[0]["refused"]["text"], kept[1]["id"]) == ("{broken", "x")
    told = accord("import", "side-by-side", file, code=2)
    assert f"{file}:3 /values/prompt" in told.stderr


def test_bad_responses_are_named_by_their_line(pairs, tmp_path):
    file = tmp_path / "votes.jsonl"
    rows = [json.dumps(VOTES[0]), "{broken", json.dumps({**VOTES[1], "record": "nowhere"})]
    file.write_text("\n".join(rows), encoding="utf-8")
    report = pairs.json("import", "side-by-side", file, "--responses", code=2)
    assert report["inserted"] == 1
    assert [row["row"] for row in report["refused"]] == [2, 3]


def test_rows_may_be_piped_in_and_flat(pairs):
    flat = "id,prompt,response_a,response_b\nq1,Why?,So.,No.\n"
    assert pairs.json("import", "side-by-side", "-", given=flat)["inserted"] == 1
    assert (
        pairs.json("import", "side-by-side", "-", "--map", "prompt=prompt", given="a,b\n1,2\n", code=2)["inserted"] == 0
    )


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("jugde",), "Did you mean 'judge'?"),
        (("nothing-like-it",), "accord --help"),
        (("init", "sidebyside"), "side-by-side"),
        (("init",), "Missing argument"),
        (("project", "create", "nowhere"), "nowhere"),
        (("project", "show", "nowhere"), "nowhere"),
        (("import", "none", "missing.jsonl"), "missing.jsonl"),
        (("import", "none", "."), "folder"),
        (("export", "none"), "none"),
        (("judge", "missing.jsonl"), "missing.jsonl"),
        (("judge", "missing.jsonl", "--workflow", "x"), "missing.jsonl"),
        (("serve", "--port", "99999"), "65535"),
        (("user", "add", "ann", "--project", "nowhere"), "nowhere"),
        (("user", "add", "bad name"), "/name"),
        (("user", "remove", "nobody"), "nobody"),
        (("key", "revoke", "99"), "no such key"),
        (("project", "list", "--url", "nonsense"), "http://"),
        (("project", "list", "--url", "ftp://example.org"), "http://"),
    ],
)
def test_errors_say_what_and_where_with_exit_code_2(accord, arguments, says):
    assert says in accord(*arguments, code=2).stderr


def test_a_person_with_a_wrong_project_is_not_made(accord):
    accord("user", "add", "ann", "--project", "nowhere", code=2)
    assert "ann" not in accord("user", "list").stdout


@pytest.mark.parametrize(
    ("environment", "says"),
    [
        ({"ACCORD_SESSION_HOURS": "long"}, "ACCORD_SESSION_HOURS=long"),
        ({"ACCORD_DATABASE_URL": "nonsense"}, "ACCORD_DATABASE_URL"),
        ({"ACCORD_DATABASE_URL": "mysql://me@host/db"}, "postgresql://"),
    ],
)
def test_settings_that_do_not_fit_are_named(accord, environment, says):
    assert says in accord("project", "list", code=2, environment=environment).stderr
    assert says in accord("doctor", code=1, environment=environment).stdout


def test_a_server_that_is_not_there_is_said_in_a_line(accord):
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))  # nobody else gets the port, and nobody listens there
        port = held.getsockname()[1]
        told = accord("project", "list", "--url", f"http://127.0.0.1:{port}", code=1).stderr
    assert f"127.0.0.1:{port} does not answer" in told and "accord serve" in told


def test_a_pipe_that_closes_early_is_no_error(accord):
    read, write = os.pipe()
    os.close(read)
    assert accord.run("workflows", "--json", stdout=write).stderr == ""
    os.close(write)


def test_a_workflow_says_what_to_expect_of_it_and_shows_a_record(accord):
    assert accord("workflows").stdout.count("  Agreement: ") == 15
    told = accord("workflows", "tone").stdout
    assert "Time: 30 to 60 seconds" in told and "voice (rubric)" in told and "Take photos and send them." in told
    assert "gold" not in accord.json("workflows", "tone")["example"]
    assert "did you mean 'tone'" in accord("workflows", "tnoe", code=2).stderr


def test_people_and_keys(accord):
    assert accord.json("key", "create", "notebook")["key"].startswith("acc_")
    assert accord.json("key", "list")[0]["name"] == "notebook"
    assert accord.json("key", "revoke", "1") == {"revoked": 1}
    assert "/sign-in#token=" in accord("user", "add", "ann").stdout
    assert "ann" in accord("user", "list").stdout
    accord("user", "passwd", "ann", given="a long password\n")
    assert "at least 8" in accord("user", "passwd", "ann", given="short\n", code=2).stderr
    assert accord.json("user", "remove", "ann") == {"removed": "ann"}


def test_every_command_works_on_a_server_by_url_and_key(pairs, tmp_path, lines):
    key = pairs.json("key", "create", "robot")["key"]
    with pairs.starts("serve", "--port", "0") as server:
        address = server.stderr.readline().split()[-1]
        there = ("--url", address, "--key", key)
        assert "key" in pairs("project", "list", "--url", address, code=1).stderr
        assert "key" in pairs("project", "list", "--url", address, "--key", "acc_wrong", code=1).stderr
        assert [one["name"] for one in pairs.json("project", "list", *there)] == ["side-by-side"]
        votes = lines(tmp_path / "votes.jsonl", VOTES)
        assert pairs.json("import", "side-by-side", votes, "--responses", *there)["inserted"] == 3
        assert pairs.json("quality", "side-by-side", *there)["records"] == 1
        assert pairs.json("export", "side-by-side", "--format", "csv", "--out", "there", *there)["rows"] > 0
        assert pairs.json("user", "add", "eve", *there)["link"].startswith(address)
        assert pairs("user", "add", "di").stdout.startswith(address), (
            "a link leads to the server that runs on this data"
        )
        assert [one["ok"] for one in pairs.json("doctor", *there)] == [True, True]
        assert "stop what runs there" in pairs("serve", "--port", address.rpartition(":")[2], code=1).stderr
        assert "Stopped http" in pairs("demo", "--stop").stdout


def test_the_audit_log_is_kept_elsewhere_and_compared(accord, tmp_path):
    accord("user", "add", "ann")
    accord("user", "remove", "ann")
    told = json.loads(accord("audit", "list", "--action", "user", "--json").stdout)
    assert [one["action"] for one in told] == ["user.remove", "user.link", "user.add"]
    kept = tmp_path / "log.jsonl"
    accord("audit", "export", kept)
    assert accord("audit", "check", kept).stdout.startswith("ok: 4 entries")
    built = files("accord").joinpath("server", "static", "index.html").is_file()
    assert "4 entries" in accord("doctor", code=0 if built else 1).stdout
    with sqlite3.connect(accord.home / "accord.db") as raw:
        raw.execute("UPDATE audit SET who = 'bo' WHERE number = 2")
    raw.close()
    assert "entry 2 does not fit" in accord("doctor", code=1).stdout
    assert "entry 2 " in accord("audit", "check", code=1).stdout
    accord("audit", "check", kept)  # what was kept is whole, and the last entry of it is still there
    with sqlite3.connect(accord.home / "accord.db") as raw:
        raw.execute("DELETE FROM audit WHERE number >= 4")
    raw.close()
    assert "entry 4 " in accord("audit", "check", kept, code=1).stdout


def test_invitations_and_a_new_version_whose_guidelines_people_must_read(pairs):
    made = pairs.json("invite", "create", "side-by-side", "--people", 3, "--days", 2)
    assert "#token=" in made["link"] and made["uses"] == 3
    [line] = pairs.json("invite", "list", "side-by-side")
    assert (line["id"], line["role"], line["joined"]) == (made["id"], "annotator", 0) and "link" not in line
    assert pairs("invite", "create", "side-by-side", "--role", "lead", code=2).stderr
    pairs("invite", "withdraw", "side-by-side", made["id"])
    assert pairs.json("invite", "list", "side-by-side") == []
    guidelines = pairs.folder / "pairs" / "guidelines.md"
    guidelines.write_text(guidelines.read_text(encoding="utf-8") + "\nA tie is an answer, too.\n", encoding="utf-8")
    assert pairs.json("project", "update", "pairs", "--changes", "Ties are answers.")["version"] == 2
    asked = pairs.json("project", "update", "pairs", "--changes", "Nothing new.", "--no-acknowledge")
    assert asked["version"] == 3 and asked["guidelines"].endswith("too.\n")
