"""`sources`: reference documents beside what is judged, in a searchable pane; evidence is marked in them.

```yaml
fields: {policy: {type: sources}}
```

A value in a record:

```json
[{"title": "Returns", "text": "Goods may be returned within 14 days."}]
```
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from accord.schema.faults import Fault
from accord.schema.fields.base import Base, check_id, check_keys, check_unique, with_ids
from accord.schema.fields.text import FORMATS
from accord.schema.parameters import Parameters

KEYS = ("id", "title", "text", "url", "format", "meta")


@dataclass(frozen=True, slots=True)
class Spec:
    """The parameters of a field of sources."""

    corpus: bool = False


class Sources(Base):
    """The field type `sources`."""

    name = "sources"
    element_draws = ("span",)

    def parse(self, raw: Mapping[str, Any]) -> tuple[Spec, list[Fault]]:
        """How they are shown.

        Parameters:
            corpus: the project's corpus (`accord corpus add`) is searched beside them, and evidence may lie in it
        """
        p = Parameters(raw)
        return Spec(p.flag("corpus")), p.faults()

    def dump(self, spec: Spec) -> dict[str, Any]:
        """Without what is default."""
        return {"corpus": True} if spec.corpus else {}

    def corpus(self, spec: Spec) -> bool:
        """As the project says."""
        return spec.corpus

    def validate(self, spec: Spec, value: Any) -> Iterator[Fault]:
        """A list of texts, or of objects with text, title and url."""
        if not isinstance(value, list):
            yield Fault("", "not-a-list", "sources is a list of documents, each with its text")
            return
        for index, one in enumerate(value):
            yield from (fault.under(f"/{index}") for fault in _check(one))
        yield from check_unique(value)

    def normalise(self, spec: Spec, value: Any) -> Any:
        """Objects with ids; a bare string is its text."""
        return with_ids([{"text": one} if isinstance(one, str) else one for one in value])

    def elements(self, spec: Spec, value: Any) -> Iterator[Mapping[str, Any]]:
        """The documents."""
        for index, one in enumerate(value):
            yield {
                "id": one["id"],
                "index": index,
                "text": one["text"],
                "title": one.get("title"),
                "url": one.get("url"),
            }

    def parts(self, spec: Spec) -> tuple[str, ...]:
        """Text, title and url."""
        return ("id", "index", "text", "title", "url")

    def plain_text(self, spec: Spec, value: Any) -> str:
        """Titles and texts."""
        return "\n\n".join("\n".join(filter(None, (one.get("title"), one["text"]))) for one in value)

    def present(self, spec: Spec, value: Any, order: list[str] | None) -> Any:
        """Without meta."""
        return [{key: part for key, part in one.items() if key != "meta"} for one in value]


def _check(one: Any) -> Iterator[Fault]:
    if isinstance(one, str):
        return
    if not isinstance(one, dict):
        yield Fault("", "not-a-source", "a source is a text, or an object with its text")
        return
    if not isinstance(one.get("text"), str):
        yield Fault("/text", "not-text", "a source has its text")
    for key in ("title", "url"):
        if not isinstance(one.get(key, ""), str):
            yield Fault(f"/{key}", "not-text", f"{key} is text")
    if one.get("format", "plain") not in FORMATS:
        yield Fault("/format", "unknown-option", f"format is one of {', '.join(FORMATS)}")
    yield from check_id(one)
    yield from check_keys(one, KEYS, "source")


KIND = Sources()
