"""`html`: a page or fragment, shown in a sandboxed frame: no scripts, no loads from elsewhere.

```yaml
fields: {page: {type: html, height: 600}}
```

A value in a record:

```json
"<h1>Offer</h1><p>Two nights for one.</p>"
```
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any

from accord.schema.faults import Fault
from accord.schema.fields.base import Base
from accord.schema.parameters import Parameters

UNSEEN = ("script", "style", "head", "template", "noscript")


@dataclass(frozen=True, slots=True)
class Spec:
    """How high the frame is, in pixels."""

    height: int = 480


class Html(Base):
    """The field type `html`."""

    name = "html"

    def parse(self, raw: Mapping[str, Any]) -> tuple[Spec, list[Fault]]:
        """How it is shown.

        Parameters:
            height: of the frame, in pixels
        """
        p = Parameters(raw)
        return Spec(p.whole("height", 480, 50, 5000) or 480), p.faults()

    def dump(self, spec: Spec) -> dict[str, Any]:
        """In full."""
        return {"height": spec.height}

    def validate(self, spec: Spec, value: Any) -> Iterator[Fault]:
        """A string; what is unsafe in it is made harmless where it is shown."""
        if not isinstance(value, str):
            yield Fault("", "not-text", f"{type(value).__name__} is no HTML text")

    def plain_text(self, spec: Spec, value: Any) -> str:
        """What a reader would see."""
        reader = _Words()
        reader.feed(value)
        reader.close()
        return " ".join(" ".join(reader.words).split())


class _Words(HTMLParser):
    """Collects text outside of what is never shown."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self._inside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in UNSEEN:
            self._inside.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self._inside:
            del self._inside[self._inside.index(tag) :]

    def handle_data(self, data: str) -> None:
        if not self._inside:
            self.words.append(data)


KIND = Html()
