"""`json`: structured data as it is, a tool's output, a form, a config; its first level can be asked about part by part.

```yaml
fields: {output: {type: json}}
questions:
  right: {type: label, each: output, options: [right, wrong]}
```

A value in a record:

```json
{"name": "Ada", "born": 1815}
```
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import quote

from accord.schema.faults import Fault
from accord.schema.fields.base import Bare, Base
from accord.schema.fields.written import in_order, written
from accord.schema.parameters import Parameters
from accord.schema.plain import check_plain


class Json(Base):
    """The field type `json`."""

    name = "json"

    def parse(self, raw: Mapping[str, Any]) -> tuple[Bare, list[Fault]]:
        """No parameters."""
        return Bare(), Parameters(raw).faults()

    def dump(self, spec: Bare) -> dict[str, Any]:
        """Nothing to say."""
        return {}

    def validate(self, spec: Bare, value: Any) -> Iterator[Fault]:
        """Any JSON."""
        yield from check_plain(value)

    def elements(self, spec: Bare, value: Any) -> Iterator[Mapping[str, Any]]:
        """The members of an object by their key (percent-encoded where it has a slash), or the items of a list by position."""
        pairs = enumerate(value) if isinstance(value, list) else in_order(value) if isinstance(value, dict) else ()
        for index, (key, one) in enumerate(pairs):
            name = str(key)
            own = quote(name, safe=" ") or "%" if not name or "/" in name or "%" in name else name
            yield {"id": own, "index": index, "value": one, "text": _text(one)}

    def parts(self, spec: Bare) -> tuple[str, ...]:
        """The member's value, and as text."""
        return ("id", "index", "value", "text")

    def plain_text(self, spec: Bare, value: Any) -> str:
        """The JSON, indented."""
        return json.dumps(value, ensure_ascii=False, indent=1)


def _text(value: Any) -> str:
    return value if isinstance(value, str) else written(value)


KIND = Json()
