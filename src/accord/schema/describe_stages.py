"""The stages of the project language as JSON Schema: who answers, how many, in what order, and where a record goes."""

from __future__ import annotations

from typing import Any

from accord.schema import audience
from accord.schema.audience import ORDERS
from accord.schema.moves import ENDS, KEPT_HOURS, SEVERITIES
from accord.schema.parameters import NAMES
from accord.schema.stages import KINDS, MOST_CYCLES, MOST_PEOPLE

TEXT: dict[str, Any] = {"type": "string"}
FLAG: dict[str, Any] = {"type": "boolean"}
CONDITION: dict[str, Any] = {
    "type": "string",
    "title": "under a condition",
    "description": "a condition in CEL, like tone == 'curt'",
    "maxLength": 2000,
}
_HOURS = {"type": "number", "exclusiveMinimum": 0}


def stage_schema() -> dict[str, Any]:
    """One stage.

    >>> stage_schema()["properties"]["next"]["items"]["properties"]["to"]["x-names"]
    ['stages', 'done', 'rejected', 'returned']
    """
    names = {"type": "array", "items": TEXT}
    return {
        "type": "object",
        "required": ["name"],
        "properties": {
            "name": {
                "type": "string",
                "pattern": "^[a-z][a-z0-9_-]{0,63}$",
                "description": "small letters, digits, hyphens",
            },
            "kind": {
                "oneOf": [{"const": name, "description": words} for name, words in KINDS.items()],
                "default": "annotate",
                "description": "what people do in it",
            },
            "questions": {
                **names,
                NAMES: ["questions"],
                "description": "what is asked here; everything where it is left out",
            },
            "overlap": _overlap(),
            "who": {**audience.described(), "description": "who may answer"},
            "order": {
                "oneOf": [{"const": name, "description": words} for name, words in ORDERS.items()],
                "default": "oldest",
                "description": "which record comes first",
            },
            "shows": {**names, NAMES: ["stages"], "description": "earlier stages whose answers are shown here"},
            "blind": {**FLAG, "default": False, "description": "without saying whose answers they are"},
            "cycles": {
                "type": "integer",
                "minimum": 1,
                "maximum": MOST_CYCLES,
                "description": "how often a record may come to this stage",
            },
            "training": {
                **FLAG,
                "default": False,
                "description": "feedback after each answer; counts in no report or dataset",
            },
            "next": {
                "type": "array",
                "minItems": 1,
                "items": _move(),
                "description": "where a record goes: the first of these that holds",
            },
        },
        "additionalProperties": False,
    }


def _overlap() -> dict[str, Any]:
    people = {"type": "integer", "minimum": 1, "maximum": MOST_PEOPLE}
    of_groups = {
        "of": {**TEXT, "description": "what people say of themselves, like age"},
        "least": {
            "type": "integer",
            "minimum": 2,
            "maximum": 100,
            "default": 2,
            "description": "so many different groups",
        },
    }
    properties = {
        "min": {**people, "description": "so many at least"},
        "max": {**people, "description": "so many at most"},
        "until": {
            "type": "object",
            "additionalProperties": {"type": "number", "exclusiveMinimum": 0, "maximum": 1},
            "propertyNames": {NAMES: ["questions"]},
            "description": "until the answer to a question is so sure, from 0 to 1",
        },
        "groups": {
            "type": "object",
            "properties": of_groups,
            "required": ["of"],
            "additionalProperties": False,
            "description": "people of different groups among them",
        },
    }
    more = {
        "title": "from min to max",
        "properties": properties,
        "type": "object",
        "additionalProperties": False,
    }
    return {
        "anyOf": [{**people, "title": "a number"}, more],
        "default": 1,
        "description": "how many people answer each record",
    }


def _move() -> dict[str, Any]:
    escalate = {
        "severity": {"enum": list(SEVERITIES), "default": "medium", "description": "how bad it is"},
        "owner": {**TEXT, "default": "lead", "description": "who has to answer for it: a role or a person"},
        "hours": {**_HOURS, "default": 24, "description": "until when it has to be decided"},
        "remind": {**_HOURS, "description": "after so many hours the owner is reminded; half of the time"},
    }
    hours = {**_HOURS, "default": KEPT_HOURS, "description": "for so long to nobody else"}
    kept = {"type": "object", "title": "for hours", "properties": {"hours": hours}, "additionalProperties": False}
    return {
        "type": "object",
        "properties": {
            "to": {**TEXT, NAMES: ["stages", *ENDS], "description": f"a stage, or {', '.join(ENDS)}"},
            "when": {
                **CONDITION,
                "description": "a condition on the answers so far; always where it is left out",
                "examples": ["agreement.tone < 0.6"],
            },
            "return": {
                "anyOf": [FLAG, kept],
                "default": False,
                "description": "to who answered there last, for so long to nobody else",
            },
            "escalate": {
                "type": "object",
                "properties": escalate,
                "additionalProperties": False,
                "description": "somebody has to answer for it by then",
            },
        },
        "additionalProperties": False,
    }
