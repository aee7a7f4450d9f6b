"""How long a mark takes to appear where thousands are drawn already: from the key to the next painted frame, in a real browser.

`ACCORD_HOME=... python bench/marking.py ADDRESS NAME PASSWORD`: makes a project on a running server as that lead, opens its
annotate page with two questions of 1,000 marks each, marks a word twenty times and prints the median and the slowest.
"""

from __future__ import annotations

import json
import statistics
import sys
import time
from typing import Any

from chromium import browser, main_thread, settled, yardstick

WORDS = 12_000
MARKS = 1_000
ROUNDS = 20
SPEC = """
fields: {text: {type: text}}
questions:
  first: {type: marks, of: text, overlap: true, labels: [a1, b2, c3, d4], suggestions: prefill}
  second: {type: marks, of: text, overlap: true, labels: [e5, f6, h7], suggestions: prefill, ask: {severity: {type: rating, min: 1, max: 4}}}
"""
PRESS = """(key) => new Promise((done) => {
  const begin = performance.now();
  document.body.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
  requestAnimationFrame(() => setTimeout(() => done(performance.now() - begin)));
})"""


def marks(text: str, shift: int, labels: list[str], asked: bool) -> list[dict[str, Any]]:
    step = (len(text) - 200) // MARKS
    out = []
    for at in range(MARKS):
        start = at * step + shift
        quote = text[start : start + 30]
        one = {"id": f"m{at + 1}", "anchor": {"at": "text", "start": start, "end": start + 30, "quote": quote}}
        answers = {"answers": {"severity": {"value": at % 4 + 1}}} if asked else {}
        out.append({**one, "label": labels[at % len(labels)], **answers})
    return out


def main(address: str, name: str, password: str) -> None:
    text = " ".join(f"word{number}" for number in range(WORDS))
    suggestions = [
        {"question": "first", "value": marks(text, 3, ["a1", "b2", "c3", "d4"], False)[:-ROUNDS]},
        {"question": "second", "value": marks(text, 11, ["e5", "f6", "h7"], True)},
    ]
    with browser(address, name, password) as context:
        send = context.request.post
        project = f"bench-marking-{int(time.time())}"
        assert send(f"{address}/api/v1/projects", data={"yaml": f"name: {project}\n{SPEC}"}).ok
        record = json.dumps({"id": "1", "values": {"text": text}, "suggestions": suggestions})
        headers = {"Content-Type": "application/x-ndjson"}
        assert send(f"{address}/api/v1/projects/{project}/records", data=record, headers=headers).ok
        page = context.new_page()
        page.goto(f"{address}/p/{project}/annotate")
        page.locator(".marks-row").first.wait_for()
        settled(page)
        idle, took, worked = [], [], []
        for _ in range(ROUNDS):
            page.keyboard.press("v")
            page.keyboard.press("Control+ArrowRight")
            page.keyboard.press("Shift+Control+ArrowRight")
            settled(page, 0.2)
            idle.append(page.evaluate(PRESS, "F9"))
            begin = main_thread()
            took.append(page.evaluate(PRESS, "a"))
            worked.append(main_thread() - begin)
        draft = page.evaluate("() => Object.values(localStorage).find((one) => one.includes('m981')) ?? ''")
        assert "m1000" in draft, "every one of them was made"
        print(f"{2 * MARKS} marks, {WORDS} words; a key that does nothing: median {statistics.median(idle):.1f} ms")
        print(f"a mark, by the clock: median {statistics.median(took):.1f} ms, slowest {max(took):.1f} ms")
        print(f"the page's main thread: median {statistics.median(worked):.1f} ms, slowest {max(worked):.1f} ms")
        print(f"for comparison, plain JavaScript: {yardstick(page):.1f} ms")


if __name__ == "__main__":
    main(*sys.argv[1:4])
