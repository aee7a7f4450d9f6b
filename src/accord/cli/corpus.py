"""`accord corpus add|list|search|remove`: the documents of a project that evidence is looked up in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from accord.cli.connection import AsJson, Key, ProjectName, Url, connect
from accord.cli.errors import BadInput
from accord.cli.output import counting, listed, out, print_json, say

app = typer.Typer(
    help="Bring, list, search and remove the documents that evidence of a project is looked up in.",
    no_args_is_help=True,
    add_completion=False,
)
MARKDOWN = (".md", ".markdown")
TEXT = (".txt", ".text", *MARKDOWN)
LINES = (".jsonl", ".ndjson")
SHOWN = 20


@app.command()
def add(
    project: ProjectName,
    paths: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Text, Markdown or JSONL files, or folders.")],
    url: Url = None,
    key: Key = None,
    as_json: AsJson = False,
) -> None:
    """Bring documents in; one with the same id is replaced.

    A text or Markdown file is a document: its id is its name, its title the first heading or the name. A line of JSONL is one too:
    `{"id", "text", "title", "url", "format", "lang", "meta"}`. Exit code: 0 all came in, 2 some were refused.
    """
    from accord.formats import Refused

    lost: list[dict[str, Any]] = []
    with connect(url, key) as client, counting("documents") as reached:

        def rows() -> Iterator[dict[str, Any]]:
            for count, row in enumerate(_documents(paths), 1):
                reached(count)
                if isinstance(row, Refused):
                    lost.append(row.json())
                else:
                    yield row

        report = client.project(project).corpus.add(rows(), progress=False)
    report["refused"] += lost
    if as_json:
        print_json(report)
    else:
        out(
            f"{report['inserted']} new, {report['updated']} changed, {report['unchanged']} as before, {len(report['refused'])} refused"
        )
        for fault in report["refused"][:SHOWN]:
            say(f"  {fault.get('id') or fault['row']} {fault['pointer']}: {fault['message']}")
    if report["refused"]:
        raise typer.Exit(2)


@app.command("list")
def list_(project: ProjectName, url: Url = None, key: Key = None, as_json: AsJson = False) -> None:
    """The documents by title."""
    with connect(url, key) as client:
        rows = list(client.project(project).corpus)
    nothing = f"No document yet. Next: accord corpus add {project} FILE..."
    listed(rows, ["id", "title", "characters"], as_json, nothing)


@app.command()
def search(
    project: ProjectName,
    words: Annotated[list[str], typer.Argument(metavar="WORD...", help="What to look for.")],
    url: Url = None,
    key: Key = None,
    as_json: AsJson = False,
) -> None:
    """The passages that the words are in, best first."""
    with connect(url, key) as client:
        hits = client.project(project).corpus.search(" ".join(words))
    if as_json:
        return print_json(hits)
    for hit in hits:
        out(f"{hit['title']} ({hit['id']}, {hit['start']}-{hit['end']})")
        say("  " + " ".join(hit["text"].split())[:200])
    if not hits:
        say("No passage has these words.")


@app.command()
def remove(
    project: ProjectName,
    document: Annotated[str, typer.Argument(help="Its id, as `list` shows it.")],
    url: Url = None,
    key: Key = None,
) -> None:
    """Take a document out; answers that point into it keep their quote."""
    with connect(url, key) as client:
        client.project(project).corpus.remove(document)
    out(f"{document} is out of the corpus of {project}")


def _documents(paths: list[Path]) -> Iterator[Any]:
    for path in paths:
        if not path.exists():
            raise BadInput(f"{path}: there is no such file")
        if path.is_dir():
            files = sorted(one for one in path.rglob("*") if one.suffix.lower() in (*TEXT, *LINES) and one.is_file())
            if not files:
                raise BadInput(f"{path} is a folder without text, Markdown or JSONL files")
            for file in files:
                yield from _read(file, str(file.relative_to(path)))
        else:
            yield from _read(path, path.name)


def _read(file: Path, name: str) -> Iterator[Any]:
    kind = file.suffix.lower()
    if kind in LINES:
        from accord.formats import jsonl

        with file.open("rb") as lines:
            for row in jsonl.rows(lines):
                yield getattr(row, "data", row)
        return
    if kind not in TEXT:
        raise BadInput(
            f"{file}: text (.txt), Markdown (.md) and JSONL are read; of a PDF, bring its text: pdftotext FILE.pdf"
        )
    try:
        text = file.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise BadInput(f"{file}: not UTF-8 at byte {error.start}. Save it as UTF-8.") from None
    heading = next((line.lstrip("# ").strip() for line in text.splitlines() if line.startswith("#")), "")
    more = {"format": "markdown"} if kind in MARKDOWN else {}
    title = heading if more and heading else file.stem
    yield {"id": name.replace("/", "%2F").replace("\\", "%2F"), "title": title, "text": text, **more}
