"""The project's corpus beside the record: searched, opened and marked as evidence, by keys; it is there again when one goes back."""

import json

import pytest

from tests.e2e.test_pages import violations

pytestmark = pytest.mark.browser

PROJECT = """name: corpus-claims
fields: {answer: {type: text}, sources: {type: sources, corpus: true, required: false}}
questions: {evidence: {type: marks, of: sources, labels: [supports, contradicts]}}
"""
POLICY = "如果您在三十天内退货，我们将全额退款。\n\n运费不予退还。"


def test_evidence_is_found_in_the_corpus_and_marked(demo, sign_in, tmp_path):
    (tmp_path / "政策.txt").write_text(POLICY)
    (tmp_path / "bull.md").write_text("# Inter caetera\n\nThe bull of May 1493 had set an earlier line.\n")
    page = sign_in("lead")
    record = {"id": "r1", "values": {"answer": "运费可以退还吗?"}, "lang": "zh"}
    for path, body in (("", {"yaml": PROJECT}), ("/corpus-claims/records", [record])):
        sent = page.request.post(f"/api/v1/projects{path}", data=body, headers={"X-Accord": "1"})
        assert sent.ok, sent.text()
    brought = demo.run("corpus", "add", "corpus-claims", str(tmp_path / "政策.txt"), str(tmp_path / "bull.md"))
    assert brought.returncode == 0, brought.stderr
    found = demo.run("corpus", "search", "corpus-claims", "earlier", "line", "--json")
    assert [hit["title"] for hit in json.loads(found.stdout)] == ["Inter caetera"]

    page.goto(f"{demo.address}/p/corpus-claims/annotate")
    page.get_by_role("combobox", name="Search the sources and the corpus").fill("运费")
    page.get_by_role("option", name="政策").wait_for()
    page.keyboard.press("ArrowDown")
    page.locator('[data-at="sources/corpus:政策.txt"]').get_by_text("运费不予退还").wait_for()
    assert violations(page) == []
    page.locator('[data-at="sources/corpus:政策.txt"] [data-from]').first.click(click_count=3)
    page.locator("[data-anchor-menu]").get_by_text("contradicts").click()
    page.get_by_role("button", name="Submit").click()
    page.get_by_text("1 today").wait_for()
    (answered,) = page.request.get("/api/v1/projects/corpus-claims/mine?limit=1").json()["assignments"]
    (mark,) = answered["answers"]["evidence"]["value"]
    anchor = mark["anchor"]
    assert (mark["label"], anchor["at"]) == ("contradicts", "sources/corpus:政策.txt")
    assert anchor["quote"] == POLICY[anchor["start"] : anchor["end"]]
    page.reload()
    page.locator(".nothing").wait_for()
    page.keyboard.press("u")  # back: what was marked is read again from the corpus
    page.get_by_text(anchor["quote"].strip()).first.wait_for()

    # the lead's page: found by its words, what quotes it, and what another text would do to that
    page.goto(f"{demo.address}/p/corpus-claims/corpus")
    page.keyboard.press("/")
    page.keyboard.insert_text("运费")
    page.locator(".corpus-lines button").get_by_text("政策", exact=False).first.click()
    page.locator(".corpus-cited").get_by_text(anchor["quote"].strip(), exact=False).wait_for()
    assert page.locator(".corpus-text mark").inner_text() == anchor["quote"].strip()
    assert violations(page) == []
    page.get_by_role("button", name="Replace").click()
    page.locator(".corpus-document textarea").fill("如果您在六十天内退货，我们将全额退款。")
    page.get_by_text("1 quote is no longer there").wait_for()
    assert violations(page) == []
    page.get_by_role("button", name="Save the new text").click()
    page.locator(".corpus-cited .warn").wait_for()
    page.get_by_role("button", name="Withdraw").click()
    page.get_by_role("button", name="Withdraw it").click()
    page.get_by_text("1 document", exact=True).wait_for()
    page.get_by_text("Bring documents").click()
    page.get_by_label("Title").fill("سياسة الإرجاع")
    page.get_by_label("Or paste a text").fill("يُعاد المبلغ كاملًا خلال ثلاثين يومًا.")
    page.get_by_role("button", name="Add", exact=True).click()
    page.locator(".corpus-text").get_by_text("يُعاد المبلغ").wait_for()
