"""The project language as a JSON Schema: for editors, for `POST /projects/validate` clients, for the docs.

Each type's part is written down while its own `parse` reads an empty mapping, so that a new type is described by being there.
"""

from __future__ import annotations

from typing import Any

from accord.schema import audience, policy
from accord.schema.audience import ORDERS
from accord.schema.exam import exam_schema
from accord.schema.fields import registry as field_types
from accord.schema.moves import ENDS, SEVERITIES
from accord.schema.parameters import recorded
from accord.schema.questions import registry as question_types
from accord.schema.questions.options import SHAPE
from accord.schema.results import PARTS
from accord.schema.stages import KINDS, MOST_CYCLES, MOST_PEOPLE

DIALECT = "https://json-schema.org/draft/2020-12/schema"
TEXT = {"type": "string"}
FLAG = {"type": "boolean"}
CONDITION = {"type": "string", "description": "a condition in CEL, like tone == 'curt'", "maxLength": 2000}
FIELD = {
    "title": {**TEXT, "description": "what people read above it; its name where there is none"},
    "help": {**TEXT, "description": "a line beside the title"},
    "lang": {**TEXT, "description": "the language of the content, like ar or pt-BR"},
    "dir": {"enum": ["", "ltr", "rtl", "auto"], "description": "which way it is written"},
    "required": {**FLAG, "default": True, "description": "whether every record must have it"},
    "revised_by": {
        **TEXT,
        "description": "a question that rewrites it: later stages see the newest answer in its place",
    },
    "versions_of": {**TEXT, "description": "a revised field: this one holds its last two versions, side by side"},
    "sensitive": {
        "anyOf": [FLAG, CONDITION],
        "default": False,
        "description": "what it shows may harm: people are asked before, and see it when they ask; or a condition on meta",
    },
}
QUESTION = {
    "title": {**TEXT, "description": "what people read; its name where there is none"},
    "help": {**TEXT, "description": "a line under the title"},
    "of": {**TEXT, "description": "what is judged: a field, or an earlier question"},
    "each": {**TEXT, "description": "asked once for every element of this field or question"},
    "where": {
        **CONDITION,
        "description": "with each: only for elements that this condition holds for, like kind == 'tool_call'",
    },
    "visible_if": {
        **CONDITION,
        "description": "asked only while this condition on earlier answers holds, like tone == 'curt'",
    },
    "required": {
        "anyOf": [FLAG, CONDITION],
        "default": True,
        "description": "whether it must be answered, or a condition for when",
    },
    "allow_na": {**FLAG, "default": False, "description": "people may say that it does not apply"},
    "allow_cannot_assess": {**FLAG, "default": False, "description": "people may say that they cannot tell"},
    "justification": {
        "enum": ["none", "optional", "required"],
        "default": "none",
        "description": "whether people may, or must, write why",
    },
    "suggestions": {
        "enum": ["prefill", "hint", "hidden", "holdout"],
        "default": "hint",
        "description": "what a record's suggestions do: filled in, shown beside, hidden until somebody opens them (which is noted with the answer), or never shown to people (holdout)",
    },
    "hotkeys": {"type": "object", "additionalProperties": TEXT, "description": "a key of your own for an option"},
}


def json_schema() -> dict[str, Any]:
    """The schema of `project.yaml`, in the 2020-12 dialect, with every registered type.

    >>> schema = json_schema()
    >>> schema["$defs"]["question-rating"]["properties"]["style"]["enum"]
    ['scale', 'slider', 'number', 'curve']
    """
    from accord.schema.parsing import PURPOSES

    fields = {f"field-{name}": _part(name, kind, FIELD) for name, kind in field_types().items()}
    questions = {f"question-{name}": _part(name, kind, QUESTION) for name, kind in question_types().items()}
    return {
        "$schema": DIALECT,
        "title": "Accord project",
        "type": "object",
        "required": ["name", "fields", "questions"],
        "additionalProperties": False,
        "properties": {
            "name": {"type": "string", "pattern": "^[a-z0-9][a-z0-9-]{0,63}$"},
            "title": TEXT,
            "description": TEXT,
            "purpose": {"enum": list(PURPOSES), "default": "evaluation"},
            "guidelines": {**TEXT, "description": "path of the guidelines, beside the project file"},
            "fields": _named(list(fields)),
            "questions": _named(list(questions)),
            "stages": {"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/stage"}},
            "mapping": {"type": "object", "additionalProperties": TEXT},
            "quality": policy.described(),
            "results": {"type": "array", "items": _result()},
            "exam": exam_schema(),
            "lease_minutes": {"type": "integer", "minimum": 1, "maximum": 60 * 24 * 14, "default": 60},
        },
        "$defs": {**fields, **questions, "question": _one_of(list(questions)), "option": _option(), "stage": _stage()},
    }


def part(what: str, name: str) -> dict[str, Any]:
    """What one type takes; `what` is `field` or `question`.

    >>> sorted(part("question", "rating")["properties"])[:3]
    ['allow_cannot_assess', 'allow_na', 'anchors']
    """
    types, common = (field_types(), FIELD) if what == "field" else (question_types(), QUESTION)
    return _part(name, types[name], common)


def _result() -> dict[str, Any]:
    shows = [{"const": name, "description": words} for name, words in PARTS.items()]
    path = {**TEXT, "description": "a question, then parts of its value: claims.verdict"}
    by = {"type": "string", "pattern": "^meta[.]", "description": "compare groups of records by a part of meta"}
    more = {"title": TEXT, "is": {"type": "array", "items": TEXT}, "by": by, "per": TEXT, "to": path}
    weights = {"type": "object", "additionalProperties": {"type": "number"}}
    return {
        "type": "object",
        "required": ["show", "of"],
        "additionalProperties": False,
        "properties": {"show": {"oneOf": shows}, "of": path, **more, "weights": weights},
    }


def _named(refs: list[str]) -> dict[str, Any]:
    return {
        "type": "object",
        "minProperties": 1,
        "propertyNames": {"pattern": "^[A-Za-z][A-Za-z0-9_]{0,63}$"},
        "additionalProperties": _one_of(refs),
    }


def _one_of(refs: list[str]) -> dict[str, Any]:
    return {"oneOf": [{"$ref": f"#/$defs/{ref}"} for ref in refs]}


def _part(name: str, kind: Any, common: dict[str, Any]) -> dict[str, Any]:
    """A field or question of one type: what all have, and what its parser reads."""
    with recorded() as own:
        kind.parse({})
    for key, words in _told(kind).items():
        if key in own:
            more = own[key].get("description")
            own[key] = {**own[key], "description": f"{words}: {more}" if more else words}
    needed = ["of"] if getattr(kind, "judges", "") == "required" else []
    return {
        "type": "object",
        "description": _summary(kind),
        "required": ["type", *needed],
        "properties": {"type": {"const": name}, **common, **own},
        "additionalProperties": False,
    }


def _told(kind: Any) -> dict[str, str]:
    """What `parse` says of each parameter, in the lines under `Parameters:` of its docstring."""
    from inspect import getdoc

    _, _, after = (getdoc(kind.parse) or "").partition("Parameters:\n")
    told = (line.strip().partition(": ") for line in after.partition("\n\n")[0].splitlines())
    return {name: words for name, _, words in told if words}


def _summary(kind: Any) -> str:
    """The first sentence of the docstring of the type's module."""
    from sys import modules

    told = getattr(modules.get(type(kind).__module__), "__doc__", None) or type(kind).__doc__ or ""
    return str(told).strip().split("\n", 1)[0]


def _option() -> dict[str, Any]:
    return {
        "type": "object",
        "required": ["value"],
        "properties": {"value": {"type": ["string", "number"]}, "title": TEXT, "help": TEXT, "options": SHAPE},
        "additionalProperties": False,
    }


def _stage() -> dict[str, Any]:
    people = {"type": "integer", "minimum": 1, "maximum": MOST_PEOPLE}
    until = {"type": "object", "additionalProperties": {"type": "number", "exclusiveMinimum": 0, "maximum": 1}}
    of_groups = {"of": TEXT, "least": {"type": "integer", "minimum": 2, "maximum": 100, "default": 2}}
    groups = {"type": "object", "properties": of_groups, "required": ["of"], "additionalProperties": False}
    overlap = {"properties": {"min": people, "max": people, "until": until, "groups": groups}, "type": "object"}
    hours = {"type": "number", "exclusiveMinimum": 0}
    escalate = {"severity": {"enum": list(SEVERITIES)}, "owner": TEXT, "hours": hours, "remind": hours}
    kept = {"type": "object", "properties": {"hours": hours}, "additionalProperties": False}
    move = {
        "type": "object",
        "properties": {
            "to": {**TEXT, "description": f"a stage, or {', '.join(ENDS)}"},
            "when": CONDITION,
            "return": {"anyOf": [FLAG, kept], "description": "to who answered there last, for so long to nobody else"},
            "escalate": {"type": "object", "properties": escalate, "additionalProperties": False},
        },
        "additionalProperties": False,
    }
    names = {"type": "array", "items": TEXT}
    return {
        "type": "object",
        "required": ["name"],
        "properties": {
            "name": {"type": "string", "pattern": "^[a-z][a-z0-9_-]{0,63}$"},
            "kind": {
                "oneOf": [{"const": name, "description": words} for name, words in KINDS.items()],
                "default": "annotate",
            },
            "questions": names,
            "overlap": {"anyOf": [people, {**overlap, "additionalProperties": False}], "default": 1},
            "who": audience.described(),
            "order": {
                "oneOf": [{"const": name, "description": words} for name, words in ORDERS.items()],
                "default": "oldest",
            },
            "shows": {**names, "description": "earlier stages whose answers are shown here"},
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
            "next": {"type": "array", "minItems": 1, "items": move},
        },
        "additionalProperties": False,
    }
