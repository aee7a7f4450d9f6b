"""`accord judge FILE` as a real process: from a file to a page that is signed in, again and again."""

import json
import os

import httpx2
import pytest

from tests.cli.conftest import Command

PROMPTS = ["Name a colour.", "Name a beast."]


def judging(accord, *arguments):
    """The command, once it serves: (process, what it said as JSON)."""
    return accord.starts("judge", *arguments, "--no-open", "--json")


def said(process):
    """The JSON that it prints once it serves; a process that ends first says why."""
    text = ""
    for line in process.stdout:
        text += line
        if line == "}\n":
            return json.loads(text)
    raise AssertionError(process.stderr.read())


def enter(link):
    """A client that came in by the one-time link."""
    address, _, rest = link.partition("/sign-in#token=")
    token, _, page = rest.partition("&next=")
    client = httpx2.Client(base_url=address, headers={"X-Accord": "1"})
    assert client.post("/api/v1/session/link", json={"token": token}).status_code == 200
    return client, page


@pytest.mark.parametrize(
    ("row", "workflow"),
    [
        ({"response_a": "Red.", "response_b": "Blue."}, "side-by-side"),
        ({"responses": ["Red.", "Blue.", "Green.", "Mauve."]}, "preference-ranking"),
        ({"response": "Red."}, "response-review"),
    ],
)
def test_the_file_decides_and_the_link_leads_to_the_page(accord, lines, tmp_path, row, workflow):
    lines(tmp_path / "my.jsonl", [{"prompt": prompt, **row} for prompt in PROMPTS])
    with judging(accord, "my.jsonl") as process:
        there = said(process)
        assert (there["project"], there["inserted"], there["refused"]) == (workflow, 2, 0)
        client, page = enter(there["link"])
        assert page == f"/p/{workflow}/annotate"
        claimed = client.post(f"/api/v1/projects/{workflow}/claim", json={"count": 5}).json()["assignments"]
        assert len(claimed) == 2


def test_columns_of_any_name_are_mapped(accord, lines, tmp_path):
    lines(tmp_path / "my.jsonl", [{"q": prompt, "left": "Red.", "right": "Blue."} for prompt in PROMPTS])
    assert (
        "no column 'lft'; it has q, left, right"
        in accord("judge", "my.jsonl", "--map", "response_a=lft", code=2).stderr
    )
    assert "--map prompt=COLUMN" in accord("judge", "my.jsonl", code=2).stderr
    maps = [word for pair in ("prompt=q", "response_a=left", "response_b=right") for word in ("--map", pair)]
    with judging(accord, "my.jsonl", *maps) as process:
        there = said(process)
        assert (there["project"], there["inserted"]) == ("side-by-side", 2)


def test_labels_that_people_gave_are_not_judged_as_answers(accord, tmp_path):
    rows = "".join(f"{n % 9},w{n % 5},{n % 2}\n" for n in range(40))
    (tmp_path / "labels.csv").write_text("question,worker,answer\n" + rows, encoding="utf-8")
    said = accord("judge", "labels.csv", code=2).stderr
    command = "agreement labels.csv --item question --annotator worker --label answer"
    assert command.replace("labels.csv", "FILE") in said
    assert accord(*command.split()).stdout  # what it says works


def test_a_second_call_goes_on_with_the_answers_and_takes_in_new_rows(accord, lines, tmp_path):
    file = lines(tmp_path / "my.jsonl", [{"id": str(n), "messages": [{"role": "user", "content": p}, {"role": "assistant", "content": "No."}]} for n, p in enumerate(PROMPTS)])  # fmt: skip
    with judging(accord, "my.jsonl") as process:
        client, _ = enter(said(process)["link"])
        [one] = client.post("/api/v1/projects/response-review/claim", json={"count": 1}).json()["assignments"]
        answers = {"verdict": {"value": "approve"}, "helpfulness": {"value": 4}}
        assert client.post(f"/api/v1/assignments/{one['id']}/submit", json={"answers": answers}).status_code == 200
    with file.open("a", encoding="utf-8") as more:
        more.write(json.dumps({"id": "9", "messages": [{"role": "user", "content": "Why?"}]}) + "\n")
    with judging(accord, "my.jsonl") as process:
        there = said(process)
        assert (there["inserted"], there["unchanged"]) == (1, 2)
        client, _ = enter(there["link"])
        progress = client.get("/api/v1/projects/response-review/progress").json()
        assert progress["records"] == {"total": 3, "done": 1, "open": 2}


def test_a_call_beside_one_that_runs_is_another_way_in(accord, lines, tmp_path):
    lines(tmp_path / "my.jsonl", [{"prompt": p, "response_a": "Yes", "response_b": "No"} for p in PROMPTS])
    with judging(accord, "my.jsonl") as process:
        first = said(process)["link"]
        second = accord.json("judge", "my.jsonl", "--no-open")["link"]
        assert first.partition("/sign-in")[0] == second.partition("/sign-in")[0]
        enter(first)
        enter(second)


def test_a_browser_that_takes_the_terminal_does_not_stop_the_server(tmp_path, lines, monkeypatch):
    os.mkfifo(tmp_path / "closed")
    browser = tmp_path / "browser"
    browser.write_text(f'#!/bin/sh\necho "$1" > {tmp_path}/opened\ncat {tmp_path}/closed\n')
    browser.chmod(0o755)
    accord = Command(tmp_path, monkeypatch, BROWSER=f"{browser} %s")
    lines(tmp_path / "my.jsonl", [{"prompt": p, "response_a": "Yes", "response_b": "No"} for p in PROMPTS])
    with accord.starts("judge", "my.jsonl") as process:
        link = process.stdout.readline().strip()
        enter(link)
        with (tmp_path / "closed").open("w"):  # until it is opened here, the browser is open
            pass
    assert (tmp_path / "opened").read_text().strip() == link


def test_rows_that_do_not_fit_are_named_and_stop_nothing(accord, lines, tmp_path):
    file = lines(tmp_path / "my.jsonl", [{"prompt": p, "response_a": "Yes", "response_b": "No"} for p in PROMPTS])
    with file.open("a", encoding="utf-8") as more:
        more.write('{"prompt": "x", "response_a": "only one"}\n{broken\n')
    with judging(accord, "my.jsonl") as process:
        there = said(process)
        assert (there["inserted"], there["refused"]) == (2, 2)
        process.terminate()
        assert "my.jsonl:3" in (text := process.stderr.read()) and "my.jsonl:4" in text


def test_another_workflow_for_the_same_file_is_refused_with_what_to_do(accord, lines, tmp_path):
    lines(tmp_path / "my.jsonl", [{"prompt": p, "response_a": "Yes", "response_b": "No"} for p in PROMPTS])
    with judging(accord, "my.jsonl") as process:
        said(process)
    assert "copy the file" in accord("judge", "my.jsonl", "--workflow", "response-review", code=2).stderr
    assert "did you mean 'side-by-side'" in accord("judge", "my.jsonl", "--workflow", "sidebyside", code=2).stderr


def test_a_file_with_nothing_to_judge_says_what_it_looked_for(accord, lines, tmp_path):
    told = accord("judge", lines(tmp_path / "x.jsonl", [{"height": 3}]), code=2).stderr
    assert "height" in told and "response_a" in told
