"""What a lead sees of people, of the project's course and its cost, out of answers whose truth is known."""

from datetime import UTC, datetime, timedelta

import pytest

from accord.insight import service as insight
from accord.insight.fresh import FRESH
from accord.insight.overview import service as overviews
from accord.insight.overview.forecast import forecast
from accord.insight.pay import service as pays
from accord.insight.persons import service as persons
from accord.people import service as people
from accord.projects import rates
from accord.projects import service as projects
from accord.work import service as work

API = "/api/v1/projects/tone"
OPTIONS = ("kind", "flat", "curt")
YAML = """
name: tone
fields: {text: {type: text}}
questions: {tone: {type: label, options: [kind, flat, curt]}}
stages: [{name: annotate, overlap: 3, next: [{when: "agreement.tone < 0.1", to: decide}, {to: done}]}, {name: decide, who: {skills: [law]}}]
"""
COUNT = 120
NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)


def said(person, n):
    """Ann is right; bob says flat for kind on every sixth; cid is right until record 60, then always wrong."""
    truth = OPTIONS[n % 3]
    if person == "bob" and n % 6 == 0:
        return "flat"
    return OPTIONS[(n + 1) % 3] if person == "cid" and n >= 60 else truth


@pytest.fixture
def tone(db, at):
    """Three people over four days; every tenth record is gold; cid hurries."""
    admin = people.local_admin(db)
    at(NOW - timedelta(days=5))
    projects.create(db, admin, source=YAML)
    rows = [{"id": f"r{n:03}", "values": {"text": f"Text {n}"}} for n in range(COUNT + 40)]
    work.add_records(
        db,
        admin,
        "tone",
        [{**row, **({"gold": {"tone": OPTIONS[n % 3]}} if n % 10 == 0 else {})} for n, row in enumerate(rows)],
    )
    callers = {}
    for name in ("ann", "bob", "cid"):
        people.create_user(db, admin, name, "annotator")
        projects.set_member(db, admin, "tone", name, "annotator")
        with db.read() as c:
            callers[name] = people.Caller(people.user_id(c, name), name, "annotator")
    for n in range(COUNT):
        at(NOW - timedelta(days=4 - n * 4 // COUNT, minutes=COUNT - n))
        for name, caller in callers.items():
            (one,) = work.claim(db, caller, "tone")["assignments"]
            assert one["record"]["id"] == f"r{n:03}"
            seconds = 2.0 if name == "cid" else 900.0 if (name, n) == ("ann", 7) else 20.0 + n % 3
            work.submit(db, caller, one["id"], {"tone": {"value": said(name, n)}}, active_seconds=seconds)
    at(NOW)
    return db, admin, callers


def figures_of_each_person(tone):
    db, admin, _ = tone
    found = {one["name"]: one for one in persons.people(db, admin, "tone")["people"]}
    ann, bob, cid = (found[name] for name in ("ann", "bob", "cid"))
    assert (ann["answered"], ann["median_seconds"], ann["time_outliers"]) == (120, 21.0, 1), (
        "900 s is out of all proportion"
    )
    assert ann["gold"]["n"] == 12 and ann["gold"]["right"] == 12 and ann["gold"]["low"] > 0.7
    assert bob["gold"]["right"] == 8, "0, 30, 60 and 90 are in the sixths"
    assert cid["gold"]["right"] == 6 and cid["gold"]["high"] < 0.8
    assert ann["skill"]["estimate"] > bob["skill"]["estimate"] > cid["skill"]["estimate"]
    assert cid["hurried"] and not ann["hurried"]
    assert set(cid["flags"]) == {"gold", "change", "hurried"} and ann["flags"] == []
    line = cid["line"]
    assert line["of"] == "agreement" and line["change"]["at"] == len(line["points"]) // 2 and line["change"]["p"] < 0.01
    assert line["alarm"] is not None and line["alarm"] >= line["change"]["at"] and ann["line"]["alarm"] is None


def oneself_without_gold_and_nobody_else(tone, sign):
    db, _, callers = tone
    own = persons.person(db, callers["cid"], "tone", "cid")
    assert own["person"]["gold"] is None and own["person"]["flags"] == ["hurried"] and own["person"]["answered"] == 120
    http = sign("cid")
    assert http.get(f"{API}/people/cid").status_code == 200
    assert http.get(f"{API}/people/ann").status_code == 403
    assert http.get(f"{API}/people").status_code == 403


def pace_cost_and_what_blocks(tone):
    db, admin, _ = tone
    rates.set_rate(db, admin, "tone", "18.00", "EUR", "hour")
    found = overviews.overview(db, admin, "tone")
    assert found["records"]["total"] == 160
    assert [one["answers"] for one in found["days"]] == [90, 90, 90, 90, 0]
    disputed = found["needs"]["disputed"]["tone"]
    assert disputed == 20 + 60 - 10, "where bob or cid differ from ann; on ten of them both do"
    assert found["left"] == 120 + found["stages"][1]["wanted"]
    assert (
        found["forecast"]["finish"]
        and found["forecast"]["low"] <= found["forecast"]["finish"] <= found["forecast"]["high"]
    )
    assert float(found["cost"]["low"]) < float(found["cost"]["left"]) < float(found["cost"]["high"])
    blocked = {one["stage"]: one for one in found["needs"]["blocked"]}
    assert ("decide" in blocked) == (found["stages"][1]["open"] > 0)
    if blocked:
        assert blocked["decide"]["by"] == "audience" and blocked["decide"]["lacks"] == "law"
    assert {one["name"]: one["flags"] for one in found["needs"]["people"]}["bob"] == ["gold"]


def records_that_want_more_people_than_there_are(tone):
    db, admin, _ = tone
    FRESH.forget(db)  # as if some seconds had gone by
    work.steer(db, admin, "tone", "ask", ["r001", "r002"])
    (blocked,) = [
        one for one in overviews.overview(db, admin, "tone")["needs"]["blocked"] if one["stage"] == "annotate"
    ]
    assert (blocked["by"], blocked["n"]) == ("people", 2)


def what_is_mixed_up_with_examples(tone):
    db, admin, _ = tone
    found = insight.guideline_gaps(db, admin, "tone")
    first = found["pairs"][0]
    assert {first["a"], first["b"]} == {"kind", "flat"}
    kind_flat = sum(1 for n in range(COUNT) if {"kind", "flat"} <= {said(who, n) for who in ("ann", "bob", "cid")})
    assert first["n"] == kind_flat
    assert first["share"]["low"] < first["share"]["estimate"] < first["share"]["high"]
    assert first["records"][0]["id"] in {f"r{n:03}" for n in range(COUNT)}


def pay_of_the_days_asked_for(tone, sign):
    db, admin, _ = tone
    first, last = (NOW - timedelta(days=4)).date(), NOW.date()
    rates.set_rate(db, admin, "tone", None)
    assert pays.pay(db, admin, "tone", first, last)["total"] is None
    rates.set_rate(db, admin, "tone", "18.00", "EUR", "hour")
    sheet = pays.pay(db, admin, "tone", first, last)
    cid = next(one for one in sheet["people"] if one["person"] == "cid")
    assert (cid["answers"], cid["active_seconds"], cid["hours"], cid["sum"]) == (120, 240.0, "0.07", "1.20")
    assert sheet["total"] == f"{sum(float(one['sum']) for one in sheet['people']):.2f}"
    assert pays.pay(db, admin, "tone", first, first)["answers"] == 90
    rates.set_rate(db, admin, "tone", "0.125", "USD", "answer")
    text = sign("lee", "admin").get(f"{API}/pay.csv", params={"since": first, "until": last}).text
    assert text.splitlines()[1] == "ann,120,0,0,0,3399.0,0.94,answer,0.125,15.00,USD"


def what_came_with_an_import_is_not_of_today(tone):
    db, admin, callers = tone
    (one,) = work.claim(db, callers["ann"], "tone")["assignments"]
    work.submit(db, callers["ann"], one["id"], {"tone": {"value": "kind"}}, active_seconds=20.0)
    given = [{"record": "r150", "person": "dot", "answers": {"tone": "kind"}}]
    assert work.import_responses(db, admin, "tone", given).inserted == 1
    found = {one["name"]: one for one in persons.people(db, admin, "tone")["people"]}
    assert (found["dot"]["answered"], found["dot"]["today"]) == (1, 0)
    assert (found["ann"]["answered"], found["ann"]["today"]) == (121, 1)


def test_what_a_lead_sees_of_people_and_of_the_course_of_things(tone, sign):
    """One set of answers for all of it: to give them takes longer than to look at them."""
    figures_of_each_person(tone)
    oneself_without_gold_and_nobody_else(tone, sign)
    what_is_mixed_up_with_examples(tone)
    pace_cost_and_what_blocks(tone)
    pay_of_the_days_asked_for(tone, sign)
    records_that_want_more_people_than_there_are(tone)
    what_came_with_an_import_is_not_of_today(tone)


@pytest.mark.parametrize(
    "body",
    [
        {"amount": "-1"},
        {"amount": "1e9"},
        {"amount": "1.23456"},
        {"amount": "nan"},
        {"amount": "1", "currency": "euro"},
        {"amount": "1", "per": "day"},
    ],
)
def test_a_rate_that_is_none_is_refused(db, sign, body):
    projects.create(db, people.local_admin(db), source=YAML)
    assert sign("lee", "admin").put(f"{API}/rate", json=body).status_code == 422


def test_a_forecast_is_honest_about_what_it_does_not_know():
    today = NOW.date()
    assert forecast([], 10, today).why == "3 more whole days of work are needed"
    assert forecast([5, 0, 0], 10, today).why == "fewer than two of the last 3 days had work"
    assert forecast([5, 5, 5], 0, today).why == "nothing is left to answer"
    assert forecast([1, 1, 1], 10**6, today).why == "at this pace it takes more than ten years"
    steady, uneven = forecast([50] * 14, 500, today), forecast([0, 100] * 7, 500, today)
    assert (steady.low, steady.finish, steady.high) == (today + timedelta(days=9),) * 3
    assert uneven.low < uneven.finish < uneven.high
