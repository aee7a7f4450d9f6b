"""A project of Label Studio comes over: its configuration becomes a project, its tasks records, its annotations responses."""

import json

CONFIG = """
<View>
  <Text name="rules" value="Read it to its end."/><Text name="ask" value="How good is it?"/>
  <Header value="The ticket:"/><Text name="txt" value="$text"/>
  <Header value="Which parts name something?"/>
  <Labels name="parts" toName="txt"><Label value="Product"/><Label value="Person"/></Labels>
  <Rating name="sure" toName="txt" maxRating="4" perRegion="true"/>
  <Choices name="kind" toName="txt" required="true"><Choice value="Bug" hint="It breaks."/><Choice value="Wish"/></Choices>
  <Choices name="areas" toName="txt" choice="multiple" visibleWhen="choice-selected" whenTagName="kind" whenChoiceValue="Bug">
    <Choice value="Page"/><Choice value="API"/>
  </Choices>
  <Taxonomy name="tree" toName="txt"><Choice value="Hardware"><Choice value="Screen"/></Choice><Choice value="Other"/></Taxonomy>
  <Rating name="stars" toName="ask" maxRating="5"/>
  <TextArea name="why-so"/>
  <Text name="a" value="$answer_a"/><Text name="b" value="$answer_b"/>
  <Pairwise name="better" toName="a,b"/>
  <List name="found" value="$found"/><Ranker name="order" toName="found"/>
  <BrushLabels name="brush" toName="txt"><Label value="x"/></BrushLabels>
</View>
"""


def given(name, kind, value, region="r0"):
    return {"id": region, "from_name": name, "to_name": "txt", "type": kind, "value": value}


TEXT = "🙂 The Tern-7 froze, says Ada."  # Label Studio counts as JavaScript does
RESULT = [
    given("parts", "labels", {"start": 7, "end": 13, "text": "Tern-7", "labels": ["Product"]}, "r1"),
    given("sure", "rating", {"start": 7, "end": 13, "text": "Tern-7", "rating": 3}, "r1"),
    given("kind", "choices", {"choices": ["Bug"]}, "r2"),
    given("areas", "choices", {"choices": ["API", "Page"]}, "r3"),
    given("tree", "taxonomy", {"taxonomy": [["Hardware", "Screen"], ["Other"]]}, "r4"),
    given("stars", "rating", {"rating": 2}, "r5"),
    given("why-so", "textarea", {"text": ["It froze."]}, "r6"),
    given("better", "pairwise", {"selected": "right"}, "r7"),
    given("order", "ranker", {"ranker": {"rank": ["y", "x"]}}, "r8"),
]
DATA = {
    "text": TEXT,
    "answer_a": "No.",
    "answer_b": "Sorry, we mend it.",
    "found": [{"id": "x", "title": "First"}, {"id": "y", "title": "Second", "body": "The second"}],
}
TASKS = [
    {
        "id": 7,
        "data": DATA,
        "annotations": [
            {"id": 1, "completed_by": 4, "was_cancelled": False, "result": RESULT},
            {"id": 2, "completed_by": {"id": 5}, "result": [given("kind", "choices", {"choices": ["Rant"]})]},
            {
                "id": 3,
                "completed_by": 6,
                "was_cancelled": True,
                "result": [given("kind", "choices", {"choices": ["Wish"]})],
            },
        ],
        "predictions": [
            {"model_version": "m1", "score": 0.7, "result": [given("kind", "choices", {"choices": ["Wish"]})]}
        ],
    }
]


def test_a_team_leaves_with_its_configuration_tasks_and_answers(accord, tmp_path):
    (tmp_path / "config.xml").write_text(CONFIG, encoding="utf-8")
    (tmp_path / "tasks.json").write_text(json.dumps(TASKS), encoding="utf-8")
    made = accord.json("init", "config.xml", "tickets")
    assert made["left"] == [{"what": "BrushLabels brush", "why": "regions that Accord does not draw"}]
    assert (tmp_path / "tickets" / "guidelines.md").read_text().endswith("\n\nRead it to its end.\n\n")
    accord("project", "create", "tickets")
    spec = accord.json("project", "show", "tickets")["spec"]
    assert spec["fields"]["text"]["title"] == "The ticket"
    assert spec["questions"]["stars"]["title"] == "How good is it?"
    report = accord.json("import", "tickets", "tasks.json")
    assert (report["inserted"], report["refused"]) == (1, [])
    assert report["responses"]["inserted"] == 1
    why = [(one["question"], one["why"]) for one in report["kept"]]
    assert why == [("kind", "'Rant' is not an option"), ("kind", "it was skipped there")]

    accord("export", "tickets", "--format", "jsonl", "--out", "out")
    [response] = map(json.loads, (tmp_path / "out" / "responses.jsonl").read_text(encoding="utf-8").splitlines())
    answers = {name: one["value"] for name, one in response["answers"].items()}
    [mark] = answers.pop("parts")
    assert (mark["anchor"]["quote"], mark["anchor"]["start"], mark["label"]) == ("Tern-7", 6, "Product")
    assert mark["answers"] == {"sure": {"value": 3}}
    assert answers == {
        "kind": "Bug",
        "areas": ["Page", "API"],
        "tree": ["Hardware/Screen", "Other"],
        "stars": 2,
        "why_so": "It froze.",
        "better": {"winner": "answer_b"},
        "order": [["y"], ["x"]],
    }
    [record] = map(json.loads, (tmp_path / "out" / "records.jsonl").read_text(encoding="utf-8").splitlines())
    assert record["suggestions"] == [{"question": "kind", "value": "Wish", "score": 0.7, "agent": "m1"}]
    assert [one["text"] for one in record["values"]["found"]] == ["First", "The second"]


def test_what_is_no_configuration_is_refused_and_nothing_written(accord, tmp_path):
    for content, says in [
        ("<View><Text name='t' value='$t'/>", "no XML"),
        ("<!DOCTYPE x><View/>", "document type"),
        ("<View><Header value='Hello'/></View>", "shows nothing that comes from a task"),
        ("<View><Text name='t' value='$t'/></View>", "asks nothing"),
    ]:
        (tmp_path / "c.xml").write_text(content, encoding="utf-8")
        assert says in accord("init", "c.xml", "new", code=2).stderr
    assert not (tmp_path / "new").exists()
