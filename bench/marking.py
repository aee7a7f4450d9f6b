"""How long a mark takes to appear where thousands are drawn already: from the key to the next painted frame, in a real browser.

`ACCORD_HOME=... python bench/marking.py ADDRESS NAME PASSWORD`: makes projects on a running server as that lead (a document of 50,000
words, a chat of 200 turns), opens each annotate page with two questions of 1,000 marks each, then makes a mark twenty times, gives
it another label and takes it away, each by one key. Prints the median and the slowest of each: what the page's main thread
worked until the frame was painted (target: 50 ms), what it worked until all was at rest, and the clock.
"""

from __future__ import annotations

import json
import statistics
import sys
import time
from typing import Any

from chromium import browser, main_thread, settled, yardstick

WORDS, TURNS, MARKS, ROUNDS = 50_000, 200, 1_000, 20
SPEC = """
fields: {it: {type: %s}}
questions:
  first: {type: marks, of: it, overlap: true, labels: [a1, b2, c3, d4], suggestions: prefill}
  second: {type: marks, of: it, overlap: true, labels: [e5, f6, h7], suggestions: prefill, ask: {severity: {type: rating, min: 1, max: 4}}}
"""
PRESS = """(key) => new Promise((done) => {
  const begin = performance.now();
  document.body.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
  requestAnimationFrame(() => setTimeout(() => done(performance.now() - begin)));
})"""
SAID = "() => document.querySelector('.anchor-stage ~ [role=status]').textContent"
OPERATIONS = (("a mark", "a"), ("another label", "b"), ("taken away", "Delete"))


def document() -> tuple[Any, dict[str, str]]:
    """Paragraphs of a hundred words, and the texts that can be marked in it, by place."""
    text = "\n\n".join(" ".join(f"word{at + n}" for n in range(100)) for at in range(0, WORDS, 100))
    return text, {"it": text}


def chat() -> tuple[Any, dict[str, str]]:
    """Turns of a hundred words, in two paragraphs."""
    said = [[" ".join(f"word{at}-{n}" for n in range(half, half + 50)) for half in (0, 50)] for at in range(TURNS)]
    turns = [
        {"id": f"t{at}", "role": "assistant" if at % 2 else "user", "content": "\n\n".join(one)}
        for at, one in enumerate(said)
    ]
    return turns, {f"it/{one['id']}": one["content"] for one in turns}


def marks(texts: dict[str, str], shift: int, labels: list[str], asked: bool) -> list[dict[str, Any]]:
    """Marks of thirty characters, evenly over all texts."""
    room = sum(map(len, texts.values()))
    out: list[dict[str, Any]] = []
    for place, text in texts.items():
        count = max(1, round(MARKS * len(text) / room))
        step = (len(text) - 60) // count
        for at in range(count):
            start = at * step + shift
            anchor = {"at": place, "start": start, "end": start + 30, "quote": text[start : start + 30]}
            answers = {"answers": {"severity": {"value": at % 4 + 1}}} if asked else {}
            out.append({"id": f"m{len(out) + 1}", "anchor": anchor, "label": labels[len(out) % len(labels)], **answers})
    return out[:MARKS]


def told(name: str, took: list[list[float]]) -> None:
    clock, worked, rested = ([one[at] for one in took] for at in range(3))
    print(
        f"  {name:14s} main thread until the frame: median {statistics.median(worked):5.1f} ms, slowest {max(worked):5.1f}; "
        f"until all was at rest {statistics.median(rested):5.1f}; by the clock {statistics.median(clock):5.1f}"
    )


def measure(context: Any, address: str, project: str) -> None:
    page = context.new_page()
    page.goto(f"{address}/p/{project}/annotate")
    page.locator(".marks-row").first.wait_for()
    settled(page)
    took: dict[str, list[list[float]]] = {name: [] for name, _ in (("an idle key", ""), *OPERATIONS)}
    for _ in range(ROUNDS):
        page.keyboard.press("v")
        page.keyboard.press("Control+ArrowRight")
        page.keyboard.press("Shift+Control+ArrowRight")
        for name, key in (("an idle key", "F9"), *OPERATIONS):
            settled(page, 0.2)
            before, begin = page.evaluate(SAID), main_thread()
            clock = page.evaluate(PRESS, key)
            worked = main_thread() - begin
            settled(page, 0.2)
            took[name].append([clock, worked, main_thread() - begin])
            assert name == "an idle key" or page.evaluate(SAID) != before, f"{name}: it was made, and said"
    for name, all_of in took.items():
        told(name, all_of)
    page.close()


def main(address: str, name: str, password: str) -> None:
    with browser(address, name, password) as context:
        send = context.request.post
        for label, field, (value, texts) in (
            (f"{WORDS:,} words", "text", document()),
            (f"a chat of {TURNS} turns", "chat", chat()),
        ):
            suggestions = [
                {"question": "first", "value": marks(texts, 3, ["a1", "b2", "c3", "d4"], False)[:-1]},
                {"question": "second", "value": marks(texts, 11, ["e5", "f6", "h7"], True)},
            ]
            project = f"bench-marking-{field}-{int(time.time())}"
            assert send(f"{address}/api/v1/projects", data={"yaml": f"name: {project}\n{SPEC % field}"}).ok
            record = json.dumps({"id": "1", "values": {"it": value}, "suggestions": suggestions})
            headers = {"Content-Type": "application/x-ndjson"}
            answer = send(f"{address}/api/v1/projects/{project}/records", data=record, headers=headers)
            assert answer.ok, answer.text()
            print(f"{label}, {sum(len(one['value']) for one in suggestions):,} marks")
            measure(context, address, project)
        page = context.new_page()
        print(f"for comparison, plain JavaScript: {yardstick(page):.1f} ms")


if __name__ == "__main__":
    main(*sys.argv[1:4])
