"""Takes the pictures of the docs: `python docs/pictures/take.py [WORKFLOW | questions/TYPE | fields/TYPE | pages/NAME ...]`.

A real server with one real record of each workflow's sample and of each type's scene (scenes.yaml), and a real browser in
which a few keys were pressed. Needs the built pages and a Chromium (`python tests/e2e/browser.py --install`). The pictures
are WebP: the workflows' light, 1280 by 800; the types' light, dark, on a phone, and in Arabic and Chinese where told.
"""

from __future__ import annotations

import base64
import json
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parents[1]))
sys.path.insert(0, str(HERE))

import scenes  # noqa: E402

from accord import workflows  # noqa: E402
from tests.e2e.browser import find  # noqa: E402
from tests.e2e.conftest import Demo  # noqa: E402

# the record that is shown, and what was pressed: a moment in the middle of the work; "words are typed, _ is a blank
SHOWN = {
    "agent-trajectory": ("tau-43-1", "j j j 3"),
    "attribution": ("trial-2", "1 2 v i"),
    "bias": ("engineer-1", "v Control+ArrowDown " + "Shift+Control+ArrowLeft " * 4 + "r 2 2"),
    "factuality": ("factool-2", "2 v c j 1"),
    "hallucination": ("ferry-1", "v " + "Control+ArrowRight " * 7 + "Shift+Control+ArrowRight " * 2 + "e 2"),
    "intent": ("own-1", "1 p l"),
    "localization": ("de-3", 'v m 3 "Irgendwann'),
    "narrative": ("lighthouse", "5 3 3 1 4 6 3 3 3 4 3 3 c 2 2 2 c 4 3 5"),
    "preference-ranking": ("qa-feedback-55", "6 3"),
    "prompt-adherence": ("recipe-2", "1 3 1"),
    "refinement": ("draft-550-b", 'c "That_it_is_a_quiet_place_is_missing. Enter 2 2'),
    "response-review": ("mt-bench-109-1", "2"),
    "side-by-side": ("pandalm-285", ""),
    "synthetic-data": ("card-lost-abroad-1", "1 5"),
    "tone": ("garden-1", "8 4 2 5"),
}
# the browser turns what it shows into WebP itself
WEBP = """async ([png, quality]) => {
  const image = new Image();
  image.src = "data:image/png;base64," + png;
  await image.decode();
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [image.width, image.height];
  canvas.getContext("2d").drawImage(image, 0, 0);
  return canvas.toDataURL("image/webp", quality).split(",")[1];
}"""
LARGEST = {"workflows": 150_000, "types": 70_000, "pages": 120_000}
# who looks at a page, and where; the corpus is that of Accord's own manual
PAGES = {
    "pages/corpus": ("lead", "/p/shown-corpus/corpus?q=lease&d=dispatch"),
    "pages/review": ("expert", "/p/shown-review/annotate"),
}
CORPUS = """name: shown-corpus
title: What the manual says
fields: {answer: {type: text}, sources: {type: sources, corpus: true, required: false}}
questions: {supported: {type: label, options: ["yes", "no"]}}
"""
REVIEW = """name: shown-review
title: Tone of replies
fields: {conversation: {type: chat}, answer: {type: text, title: Reply}}
questions:
  tone: {type: label, of: answer, title: What tone does the reply have?, options: [neutral, warm, empathetic, too curt]}
  helpful: {type: rating, of: answer, title: How far does it help?, min: 1, max: 5}
stages:
  - {name: annotate, overlap: 2, next: [{to: adjudicate}]}
  - {name: adjudicate, kind: adjudicate, who: {role: reviewer}, shows: [annotate], next: [{to: done}]}
"""
SAID = {"annotator-1": ("neutral", 4), "annotator-2": ("too curt", 4)}
MANUAL = ("dispatch", "stages", "people", "records", "corpus")


def main(names: list[str]) -> None:
    """The pictures of the workflows and types that are named, or of all."""
    from playwright.sync_api import sync_playwright

    told = scenes.scenes()
    known = [one.name for one in workflows.list_()]
    names = names or [*known, *told, *PAGES]
    if missing := {one for one in names if one not in told and one not in SHOWN and one not in PAGES}:
        raise SystemExit(f"neither SHOWN nor scenes.yaml has a record to show for {', '.join(sorted(missing))}")
    with tempfile.TemporaryDirectory() as tmp, sync_playwright() as playwright:
        demo = Demo(Path(tmp))
        started = demo.run("demo", "--detach", "--port", "0")
        if started.returncode:
            raise SystemExit(started.stderr)
        browser = playwright.chromium.launch(executable_path=find(), args=["--no-sandbox"])
        try:
            page, blank = signed_in(browser, demo, "lead"), browser.new_page()
            for name in names:
                if name in told:
                    take_type(page, blank, name, told[name])
                elif name in PAGES:
                    prepare(lambda person: signed_in(browser, demo, person).context.request, name)
                    take_page(signed_in(browser, demo, PAGES[name][0]), blank, name)
                else:
                    take_workflow(page, blank, name)
        finally:
            browser.close()
            demo.run("demo", "--stop")


def signed_in(browser, demo: Demo, person: str):
    """A page of that person."""
    context = browser.new_context(base_url=demo.address, extra_http_headers={"X-Accord": "1"}, locale="en-US")
    signed = context.request.post("/api/v1/session", data={"name": person, "password": demo.accounts[person]})
    assert signed.ok, signed.text()
    return context.new_page()


def prepare(request_of, name: str) -> None:
    """What a page shows: documents in a corpus, or what two people said of a record."""
    lead = request_of("lead")

    def done(response):
        assert response.ok, response.text()
        return response

    if name == "pages/corpus":
        done(lead.post("/api/v1/projects", data={"yaml": CORPUS}))
        texts = [(one, (HERE.parent / f"{one}.md").read_text(encoding="utf-8")) for one in MANUAL]
        documents = [
            {"id": one, "title": text.partition("\n")[0].lstrip("# "), "text": text, "format": "markdown"}
            for one, text in texts
        ]
        done(lead.post("/api/v1/projects/shown-corpus/corpus", data=documents))
        return
    done(lead.post("/api/v1/projects", data={"yaml": REVIEW}))
    values = scenes.records()["tau-passenger"]["values"]
    done(lead.post("/api/v1/projects/shown-review/records", data=[{"id": "tau-passenger", "values": values}]))
    done(lead.put("/api/v1/projects/shown-review/members/expert", data={"role": "reviewer"}))
    for person, (tone, helpful) in SAID.items():
        done(lead.put(f"/api/v1/projects/shown-review/members/{person}", data={"role": "annotator"}))
        own = request_of(person)
        [held] = done(own.post("/api/v1/projects/shown-review/claim", data={})).json()["assignments"]
        answers = {"tone": {"value": tone}, "helpful": {"value": helpful}}
        done(own.post(f"/api/v1/assignments/{held['id']}/submit", data={"answers": answers}))


def take_page(page, blank, name: str) -> None:
    """A page of the lead or the expert, as it is met in the demo."""
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(PAGES[name][1])
    page.locator(".corpus-panes, .review-table").first.wait_for()
    page.wait_for_load_state("networkidle")
    if page.locator(".guidelines").count():
        page.keyboard.press("Escape")
        page.locator(".guidelines").wait_for(state="detached")
    save(page, blank, HERE / f"{name}.webp")


def take_workflow(page, blank, name: str) -> None:
    """A workflow as it is, with one record of its sample."""
    record, keys = SHOWN[name]
    workflow, project = workflows.load(name), f"shown-{name}"
    source = workflow.source.replace(f"name: {name}\n", f"name: {project}\n", 1)
    [row] = [one for one in workflow.sample() if one["id"] == record]
    add(page, {"yaml": source, "guidelines": workflow.guidelines}, project, row)
    look(page, project, "light", {"width": 1280, "height": 800})
    press(page, keys.split())
    save(page, blank, HERE / "workflows" / f"{name}.webp")


def take_type(page, blank, name: str, scene) -> None:
    """A type in every look that its scene has."""
    made = set()
    for picture in scenes.pictures(name, scene):
        spec, record, keys = scenes.project(name, scene, picture.language)
        # each look by a project of its own, so that the keys find nothing answered
        spec["name"] += f"-{len(made)}"
        made.add(spec["name"])
        add(page, {"yaml": json.dumps(spec)}, spec["name"], record)
        look(page, spec["name"], picture.scheme, picture.viewport)
        press(page, keys)
        save(page, blank, picture.path)


def add(page, body, project: str, row) -> None:
    """A project and its one record."""
    send = page.context.request.post
    made = send("/api/v1/projects", data=body)
    assert made.ok, made.text()
    line = json.dumps({key: part for key, part in row.items() if key != "gold"})
    sent = send(f"/api/v1/projects/{project}/records", data=line, headers={"Content-Type": "application/x-ndjson"})
    assert sent.ok, sent.text()


def look(page, project: str, scheme: str, viewport) -> None:
    """The annotate page, at rest."""
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size(dict(viewport))
    page.goto(f"/p/{project}/annotate")
    page.locator("[data-question]").first.wait_for()
    page.wait_for_load_state("networkidle")
    if page.locator(".guidelines").count():
        page.keyboard.press("Escape")
        page.locator(".guidelines").wait_for(state="detached")


def press(page, keys: list[str]) -> None:
    """The keys of a scene, and the draft kept."""
    for key in keys:
        if key.startswith('"'):
            page.keyboard.insert_text(key.strip('"').replace("_", " "))
        else:
            page.keyboard.press(key)
    page.get_by_text("saved").wait_for()


def save(page, blank, path: Path) -> None:
    """What the page shows, as small as it may be and still is good to read."""
    largest = LARGEST[path.relative_to(HERE).parts[0]]
    png = base64.b64encode(page.screenshot()).decode()
    for quality in (0.9, 0.8, 0.6, 0.4):
        webp = base64.b64decode(blank.evaluate(WEBP, [png, quality]))
        if len(webp) < largest:
            break
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(webp)
    sys.stdout.write(f"{path.relative_to(HERE)} {len(webp) // 1000} kB\n")


if __name__ == "__main__":
    main(sys.argv[1:])
