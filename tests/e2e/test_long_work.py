"""What takes long in a real browser: seen while it goes, stopped and begun again; and where a project's own address leads."""

import re

import pytest

from tests.e2e.test_gates import look
from tests.e2e.test_pages import violations

pytestmark = pytest.mark.browser

YAML = """name: claims
title: Claims of answers
fields: {reply: {type: text}}
questions: {wrong: {type: marks, of: reply, labels: [invented, unclear], required: false}}
stages: [{name: annotate, overlap: 3, next: [{to: check}]}, {name: check}]
"""
WORDS = "one two three four five six seven eight nine ten"
RECORDS = 210  # with three people more answers than are compared at once (accord.insight.long)


def said(record, person):
    at, size = (record * 7 + person * 3) % 30, 5 + record % 9
    anchor = {"at": "reply", "start": at, "end": at + size, "quote": WORDS[at : at + size]}
    mark = {"id": "m1", "anchor": anchor, "label": "invented" if (record + person) % 3 else "unclear"}
    return {"record": f"r{record}", "person": f"p{person}", "answers": {"wrong": [mark]}}


@pytest.fixture(scope="module")
def claims(demo, chromium):
    context = chromium.new_context(base_url=demo.address, extra_http_headers={"X-Accord": "1"})
    send = context.request
    send.post("/api/v1/session", data={"name": "lead", "password": demo.accounts["lead"]})
    assert send.post("/api/v1/projects", data={"yaml": YAML}).ok
    rows = [{"id": f"r{n}", "values": {"reply": WORDS}} for n in range(RECORDS)]
    assert send.post("/api/v1/projects/claims/records", data=rows).ok
    given = [said(n, person) for n in range(RECORDS) for person in range(3)]
    assert send.post("/api/v1/projects/claims/responses", data=given).json()["inserted"] == len(given)
    assert send.put("/api/v1/projects/claims/members/annotator-1", data={"role": "annotator"}).ok
    context.close()


def test_agreement_that_takes_long(demo, sign_in, claims):
    page = sign_in("lead")
    page.goto(f"{demo.address}/p/claims")
    page.wait_for_url(f"{demo.address}/p/claims/quality")
    bar = page.get_by_label("How far it is")
    bar.wait_for()
    page.get_by_role("button", name="Stop", exact=True).click()  # at once: on a fast machine it is soon done
    page.get_by_text("Agreement was not worked out.").wait_for()
    assert violations(page) == []
    page.reload()
    page.get_by_text("Agreement was not worked out.").wait_for()  # nobody begins it again unasked
    page.get_by_role("button", name="Begin again").press("Enter")
    bar.wait_for()
    assert violations(page) == []
    look(page, "long-work")
    page.locator("[data-alpha]").wait_for(timeout=120_000)
    page.get_by_text(re.compile("^As of ")).wait_for()
    look(page, "long-work-done")


def test_addresses_lead_somewhere(demo, sign_in, claims):
    ann = sign_in("annotator-1")
    ann.goto(f"{demo.address}/p/claims")
    ann.wait_for_url(f"{demo.address}/p/claims/annotate")
    ann.goto(f"{demo.address}/p/claims?record=r1")
    ann.wait_for_url(f"{demo.address}/p/claims/annotate")
    ann.goto(f"{demo.address}/p/claims/nowhere")
    ann.get_by_role("heading", name="There is no page at this address.").wait_for()
    assert violations(ann) == []
    ann.get_by_role("link", name="Go to your projects").click()
    ann.get_by_role("heading", name="Projects").wait_for()


def test_a_lead_acts_on_what_was_escalated(demo, sign_in, claims):
    page = sign_in("lead")
    page.goto(f"{demo.address}/p/claims?record=r1")
    page.wait_for_url(f"{demo.address}/p/claims/records/r1")
    page.get_by_label("Send it to").select_option("done")
    page.get_by_label("Why").fill("Decided with the customer.")
    page.get_by_role("button", name="Send", exact=True).click()
    page.get_by_text("It is there now.").wait_for()
    assert violations(page) == []
