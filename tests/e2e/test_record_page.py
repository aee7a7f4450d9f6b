"""A record's page: everybody's marks, claims and answers beside each other, by keys, in both themes, also in a long text."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.e2e.test_pages import violations

pytestmark = pytest.mark.browser

CLAIMS = Path(__file__).parent / "records" / "claims.jsonl"
YAML = """
name: beside
fields: {question: {type: text}, answer: {type: text}, knowledge: {type: text}, talk: {type: chat}}
questions:
  issues: {type: marks, of: knowledge, overlap: true, labels: [needed, beside the point]}
  turns: {type: marks, of: talk, labels: [answers, evades], required: false}
  claims:
    type: items
    of: answer
    anchor: none
    ask: {verdict: {type: label, options: [supported, refuted]}, evidence: {type: marks, of: knowledge, required: false}}
  clear: {type: rating}
stages: [{name: annotate, overlap: 2}]
"""
MANY = 400
LINES = """wanted => {
  const drawn = [...CSS.highlights.keys()].filter((one) => one.startsWith('mark-'));
  return [...new Set(drawn.map((one) => one.slice(0, 7)))].sort().join() === wanted.join();
}"""
PAINTED_IN_VIEW = """() => {
  const box = document.querySelector('.beside-record').getBoundingClientRect();
  return [...(CSS.highlights.get('now-1') ?? [])].some((one) => {
    const range = document.createRange();
    range.setStart(one.startContainer, one.startOffset);
    range.setEnd(one.endContainer, one.endOffset);
    const { top, bottom } = range.getBoundingClientRect();
    return top >= box.top && bottom <= box.bottom;
  });
}"""


def mark(number, at, text, start, end, **more):
    return {"id": f"m{number}", "anchor": {"at": at, "start": start, "end": end, "quote": text[start:end]}, **more}


def real():
    """A real record, and what two people say of it: three places in the text, one of them the same for both."""
    row = json.loads(CLAIMS.read_text(encoding="utf-8").splitlines()[0])
    values = {name: row["values"][name] for name in ("question", "answer", "knowledge")}
    values["talk"] = [
        {"role": "user", "content": values["question"]},
        {"role": "assistant", "content": values["answer"]},
    ]
    text, said = values["knowledge"], values["answer"]
    where = [text.index(words) for words in ("Matt Groening", "satirical songs", "Pamela Hayden")]
    evidence = text.index("President Richard Nixon")

    def answers(issues, turn, verdict, claims, clear):
        inner = {
            "verdict": {"value": verdict},
            "evidence": {"value": [mark(1, "knowledge", text, evidence, evidence + 23)]},
        }
        items = [{"id": f"i{n}", "text": one, "answers": inner} for n, one in enumerate(claims, 1)]
        turns = [mark(1, "talk/1", said, 0, len(said) - 1, label=turn)]
        return {"issues": issues, "turns": turns, "claims": items, "clear": clear}

    one = answers(
        [
            mark(1, "knowledge", text, where[0], where[0] + 13, label="needed"),
            mark(2, "knowledge", text, where[1], where[1] + 15, label="beside the point"),
        ],
        "evades",
        "refuted",
        ["Milhouse was named after a famous musician."],
        2,
    )
    other = answers(
        [
            mark(1, "knowledge", text, where[0], where[0] + 13, label="needed"),
            mark(2, "knowledge", text, where[1], where[1] + 15, label="needed"),
            mark(3, "knowledge", text, where[2], where[2] + 13, label="beside the point"),
        ],
        "evades",
        "supported",
        ["Milhouse was named after a famous musician.", "The musician is famous."],
        4,
    )
    return {"id": "real", "values": values}, one, other


def long():
    """A text of 20,000 words with a mark of both people every fifty, the last of one alone."""
    text = "\n\n".join(" ".join(f"word{at + n}" for n in range(100)) for at in range(0, 20_000, 100))
    step = len(text) // (MANY + 1)
    marks = [mark(n, "knowledge", text, n * step, n * step + 12, label="needed") for n in range(1, MANY + 1)]
    values = {"question": "Where?", "answer": "There.", "knowledge": text, "talk": [{"role": "user", "content": "?"}]}
    claims = [{"id": "i1", "text": "It is there.", "answers": {"verdict": {"value": "supported"}}}]
    rest = {"claims": claims, "clear": 3}
    return {"id": "long", "values": values}, {"issues": marks, **rest}, {"issues": marks[:-1], **rest}


@pytest.fixture(scope="module")
def beside(demo, chromium):
    context = chromium.new_context(base_url=demo.address, extra_http_headers={"X-Accord": "1"})
    send, lines = context.request.post, {"Content-Type": "application/x-ndjson"}
    assert send("/api/v1/session", data={"name": "lead", "password": demo.accounts["lead"]}).ok
    assert send("/api/v1/projects", data={"yaml": YAML}).ok
    records, given = [], []
    for record, *people in (real(), long()):
        records.append(record)
        given += [
            {"record": record["id"], "person": f"rater-{n}", "answers": answers} for n, answers in enumerate(people, 1)
        ]
    for what, rows in (("records", records), ("responses", given)):
        data = "\n".join(json.dumps(one) for one in rows)
        told = send(f"/api/v1/projects/beside/{what}", data=data, headers=lines).json()
        assert told["inserted"] == len(rows), told
    context.close()


@pytest.fixture
def page(demo, sign_in, beside):
    page = sign_in("lead", color_scheme="light")
    page.goto(f"{demo.address}/p/beside/records/real")
    page.locator(".beside-spot").first.wait_for()
    return page


def test_both_peoples_marks_and_claims_stand_beside_each_other_and_where_they_differ(page):
    spots = page.locator(".beside-spot")
    page.get_by_text("They differ on 5 of 8").wait_for()
    names = [one.inner_text() for one in spots.all()]
    songs = next(one for one in names if "satirical songs" in one)
    assert "All have it, but say different things" in songs and "rater-1" in songs and "rater-2" in songs
    alone = next(one for one in names if "Pamela Hayden" in one)
    assert "Not everybody has it" in alone and "nothing here" in alone
    page.wait_for_function(LINES, arg=["mark-1-", "mark-2-"])  # each person has a line of their own
    page.get_by_label("rater-2").uncheck()
    page.wait_for_function("() => ![...CSS.highlights.keys()].some((one) => one.startsWith('mark-2'))")
    page.get_by_label("rater-2").check()
    page.keyboard.press("o")
    page.wait_for_function("() => document.querySelectorAll('.beside-spot').length === 5")
    page.keyboard.press("j")
    page.locator(".beside-spot[aria-current]").wait_for()
    expect(page.get_by_role("status").filter(has_text="rater-1"), "it is said, too").to_have_count(1)
    differs = page.locator(".review-table tr.differs")
    expect(differs.first).to_contain_text("they differ")
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        page.locator(f":root[data-mantine-color-scheme={scheme}]").wait_for()
        assert violations(page) == []


def test_in_a_long_text_with_hundreds_of_places_only_what_is_in_view_is_in_the_page(demo, page):
    page.goto(f"{demo.address}/p/beside/records/long")
    page.get_by_text(f"They differ on 1 of {MANY + 1}").wait_for()
    assert page.evaluate("() => document.querySelectorAll('*').length") < 1500
    page.keyboard.press("o")
    page.keyboard.press("j")
    chosen = page.locator(".beside-spot[aria-current] q")
    chosen.wait_for()
    page.wait_for_function(PAINTED_IN_VIEW)
