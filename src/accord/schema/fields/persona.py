"""`persona`: who the model is to be, or what it must keep to: a voice card or a policy, whose rules can be asked about one by one.

```yaml
fields: {voice: {type: persona}}
questions:
  kept: {type: label, each: voice, options: [kept, broken, does not apply]}
```

A value in a record:

```json
{"name": "Concierge", "rules": ["Never promises a refund", "Answers in one paragraph"]}
```
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from accord.schema.faults import Fault
from accord.schema.fields.base import Bare, Base, check_id, check_keys, check_unique, with_ids
from accord.schema.parameters import Parameters

KEYS = ("name", "description", "traits", "rules", "examples", "meta")


class Persona(Base):
    """The field type `persona`."""

    name = "persona"
    element_draws = ("span",)

    def parse(self, raw: Mapping[str, Any]) -> tuple[Bare, list[Fault]]:
        """No parameters."""
        return Bare(), Parameters(raw).faults()

    def dump(self, spec: Bare) -> dict[str, Any]:
        """Nothing to say."""
        return {}

    def validate(self, spec: Bare, value: Any) -> Iterator[Fault]:
        """A text, or an object with name, description, traits, rules and examples."""
        if isinstance(value, str):
            return
        if not isinstance(value, dict):
            yield Fault("", "not-a-persona", "a persona is a text, or an object with name, description and rules")
            return
        for key in ("name", "description"):
            if not isinstance(value.get(key, ""), str):
                yield Fault(f"/{key}", "not-text", f"{key} is text")
        for key in ("traits", "examples"):
            if not isinstance(value.get(key, []), list) or not all(isinstance(one, str) for one in value.get(key, [])):
                yield Fault(f"/{key}", "not-a-list-of-text", f"{key} is a list of texts")
        rules = value.get("rules", [])
        if not isinstance(rules, list):
            yield Fault("/rules", "not-a-list", "rules is a list of texts")
            return
        for index, rule in enumerate(rules):
            yield from (fault.under(f"/rules/{index}") for fault in _check_rule(rule))
        yield from (fault.under("/rules") for fault in check_unique(rules))
        yield from check_keys(value, KEYS, "persona")

    def normalise(self, spec: Bare, value: Any) -> Any:
        """An object; every rule with its id."""
        whole = {"description": value} if isinstance(value, str) else value
        rules = with_ids([{"text": one} if isinstance(one, str) else one for one in whole.get("rules", [])])
        return {**whole, **({"rules": rules} if rules else {})}

    def elements(self, spec: Bare, value: Any) -> Iterator[Mapping[str, Any]]:
        """The rules."""
        for index, rule in enumerate(value.get("rules", [])):
            yield {"id": rule["id"], "index": index, "text": rule["text"]}

    def plain_text(self, spec: Bare, value: Any) -> str:
        """All that is said of it."""
        rules = [rule["text"] for rule in value.get("rules", [])]
        words = [
            value.get("name"),
            value.get("description"),
            *value.get("traits", []),
            *rules,
            *value.get("examples", []),
        ]
        return "\n".join(filter(None, words))

    def present(self, spec: Bare, value: Any, order: list[str] | None) -> Any:
        """Without meta."""
        return {key: part for key, part in value.items() if key != "meta"}


def _check_rule(rule: Any) -> Iterator[Fault]:
    if isinstance(rule, str):
        return
    if not isinstance(rule, dict) or not isinstance(rule.get("text"), str):
        yield Fault("", "not-a-rule", "a rule is a text, or an object with id and text")
        return
    yield from check_id(rule)
    yield from check_keys(rule, ("id", "text"), "rule")


KIND = Persona()
