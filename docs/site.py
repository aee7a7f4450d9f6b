"""What the site needs beyond mkdocs.yml: a link to a file of the checkout is said in words, since no page of the site is there."""

from __future__ import annotations

import re
from posixpath import join, normpath
from typing import Any

LINK = re.compile(r"(?<!!)\[([^\]]*)\]\((\.\./[^)#\s]*)(#[^)\s]*)?\)")


def on_page_markdown(markdown: str, page: Any, **_: Any) -> str:
    """The text of a page whose links all lead to pages."""
    folder = page.file.src_uri.rpartition("/")[0]

    def within(link: re.Match[str]) -> str:
        path = normpath(join("docs", folder, link[2]))
        if path.startswith("docs/"):
            return link[0]
        return link[1] if link[1].strip("`") == path else f"{link[1]} (`{path}`)"

    return LINK.sub(within, markdown)
