"""`text`: plain text, markdown, code or HTML (shown as its text); may be cut into sentences, paragraphs or scenes.

```yaml
story: {type: text, format: markdown, segments: paragraph}
```

A value in a record:

```json
"It was late. Nobody had closed the door."
```
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from accord.schema.faults import Fault
from accord.schema.fields.base import Base
from accord.schema.parameters import Parameters

FORMATS = ("plain", "markdown", "html", "code")
_ENDS = {
    "sentence": re.compile(r"(?<=[.!?…])[\"'”’)\]]*\s+|(?<=[。！？])"),
    "paragraph": re.compile(r"\n\s*\n"),
    "scene": re.compile(r"\n\s*(?:\*\s*\*\s*\*|-{3,}|#{3}|⁂)\s*\n"),
}
_RULE = re.compile(r"\s*(?:\*\s*\*\s*\*|-{3,}|_{3,}|#{3}|⁂)\s*")  # between parts, no part of its own
SEGMENTS = ("none", *_ENDS)


@dataclass(frozen=True, slots=True)
class Spec:
    """How the text is written and into what elements it is cut."""

    format: str = "plain"
    language: str = ""
    segments: str = "none"


class Text(Base):
    """The field type `text`."""

    name = "text"
    draws = ("span",)
    element_draws = ("span",)

    def parse(self, raw: Mapping[str, Any]) -> tuple[Spec, list[Fault]]:
        """How it is shown.

        Parameters:
            format: how the text is shown
            language: the programming language of code
            segments: what the text is cut into, for questions that ask of each
        """
        p = Parameters(raw)
        spec = Spec(p.one_of("format", FORMATS, "plain"), p.text("language"), p.one_of("segments", SEGMENTS, "none"))
        return spec, p.faults()

    def dump(self, spec: Spec) -> dict[str, Any]:
        """Without what is default."""
        plain = {"format": spec.format, "language": spec.language, "segments": spec.segments}
        return {key: value for key, value in plain.items() if value != getattr(Spec(), key)}

    def validate(self, spec: Spec, value: Any) -> Iterator[Fault]:
        """A string."""
        if not isinstance(value, str):
            yield Fault("", "not-text", f"{type(value).__name__} is no text")

    def fits(self, spec: Spec, value: Any) -> bool:
        """A string."""
        return isinstance(value, str)

    def normalise(self, spec: Spec, value: Any) -> Any:
        """As it came: model output is never touched."""
        return value

    def elements(self, spec: Spec, value: Any) -> Iterator[Mapping[str, Any]]:
        """The segments with their place in code points."""
        if spec.segments == "none":
            return
        start = number = 0
        for match in [*_ENDS[spec.segments].finditer(value), None]:
            end = match.start() if match else len(value)
            if value[start:end].strip() and not _RULE.fullmatch(value, start, end):
                yield {"id": str(number), "text": value[start:end], "start": start, "end": end}
                number += 1
            start = match.end() if match else end

    def parts(self, spec: Spec) -> tuple[str, ...]:
        """What a condition may name of an element."""
        return ("id", "text", "start", "end")

    def plain_text(self, spec: Spec, value: Any) -> str:
        """The text itself."""
        return str(value)

    def present(self, spec: Spec, value: Any, order: list[str] | None) -> Any:
        """Nothing is hidden."""
        return value

    def shuffled(self, spec: Spec) -> bool:
        """Text keeps its order."""
        return False


KIND = Text()
