"""The site's navigation names every page once, and the links that its hook takes out are those that leave the manual."""

import runpy
from pathlib import Path
from types import SimpleNamespace

from ruamel.yaml import YAML

ROOT = Path(__file__).parents[2]
SITE = YAML(typ="safe").load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))
HOOK = runpy.run_path(str(ROOT / "docs" / "site.py"))["on_page_markdown"]


def named(part):
    if isinstance(part, str):
        return [part]
    return [page for one in (part.values() if isinstance(part, dict) else part) for page in named(one)]


def test_the_navigation_names_every_page_once():
    pages = [str(page.relative_to(ROOT / "docs").as_posix()) for page in (ROOT / "docs").rglob("*.md")]
    assert sorted(named(SITE["nav"])) == sorted(pages)


def test_a_link_to_a_file_of_the_checkout_is_said_in_words():
    page = SimpleNamespace(file=SimpleNamespace(src_uri="reference/workflows/tone.md"))
    text = "[guidelines](../../../src/accord/a.md), [`Makefile`](../../../Makefile), [conditions](../../conditions.md#what)"
    said = "guidelines (`src/accord/a.md`), `Makefile`, [conditions](../../conditions.md#what)"
    assert HOOK(markdown=text, page=page, config=None) == said
