"""The project language as a JSON Schema: for editors, for `POST /projects/validate` clients, for the docs.

Each type's part is written down while its own `parse` reads an empty mapping, so that a new type is described by being there.
"""

from __future__ import annotations

from typing import Any

from accord.schema import policy, results
from accord.schema.describe_stages import CONDITION, FLAG, TEXT, stage_schema
from accord.schema.exam import exam_schema
from accord.schema.fields import registry as field_types
from accord.schema.parameters import BEGINS, NAMES, recorded
from accord.schema.questions import registry as question_types
from accord.schema.questions.options import SHAPE

DIALECT = "https://json-schema.org/draft/2020-12/schema"
FIELD = {
    "title": {**TEXT, "description": "what people read above it; its name where there is none"},
    "help": {**TEXT, "description": "a line beside the title"},
    "lang": {**TEXT, "description": "the language of the content, like ar or pt-BR"},
    "dir": {"enum": ["", "ltr", "rtl", "auto"], "description": "which way it is written"},
    "required": {**FLAG, "default": True, "description": "whether every record must have it"},
    "revised_by": {
        **TEXT,
        NAMES: ["questions"],
        "description": "a question that rewrites it: later stages see the newest answer in its place",
    },
    "versions_of": {
        **TEXT,
        NAMES: ["fields"],
        "description": "a revised field: this one holds its last two versions, side by side",
    },
    "sensitive": {
        "anyOf": [FLAG, CONDITION],
        "default": False,
        "description": "what it shows may harm: people are asked before, and see it when they ask; or a condition on meta",
    },
}
QUESTION = {
    "title": {**TEXT, "description": "what people read; its name where there is none"},
    "help": {**TEXT, "description": "a line under the title"},
    "of": {**TEXT, NAMES: ["fields", "earlier"], "description": "what is judged: a field, or an earlier question"},
    "each": {
        **TEXT,
        NAMES: ["fields", "earlier"],
        "description": "asked once for every element of this field or question",
    },
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
    "hotkeys": {
        "type": "object",
        "additionalProperties": TEXT,
        "description": "a key of your own for an option: option, then key",
    },
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
            "name": {
                "type": "string",
                "pattern": "^[a-z0-9][a-z0-9-]{0,63}$",
                "description": "in addresses and commands: small letters, digits and hyphens; it stays",
            },
            "title": {**TEXT, "description": "what people read; the name where there is none"},
            "description": {**TEXT, "description": "what it is for, in a sentence or two"},
            "purpose": {
                "enum": list(PURPOSES),
                "default": "evaluation",
                "description": "what the answers will be used for",
            },
            "guidelines": {**TEXT, "description": "path of the guidelines, beside the project file"},
            "fields": _named(list(fields)),
            "questions": _named(list(questions)),
            "stages": {"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/stage"}},
            "mapping": {
                "type": "object",
                "additionalProperties": TEXT,
                "propertyNames": {BEGINS: ["id", "lang", "group", "fields", "meta."]},
                "description": "for files of rows: which column fills which place, like replies.a.text: response_a",
            },
            "quality": policy.described(),
            "results": results.described(),
            "exam": exam_schema(),
            "lease_minutes": {
                "type": "integer",
                "minimum": 1,
                "maximum": 60 * 24 * 14,
                "default": 60,
                "description": "how long a record is kept for the person who has it open",
            },
        },
        "$defs": {
            **fields,
            **questions,
            "type_of_field": {
                "oneOf": [_part(one, kind, {}) for one, kind in field_types().items() if one != "candidates"]
            },
            "question": _one_of(list(questions)),
            "option": _option(),
            "stage": stage_schema(),
        },
    }


def part(what: str, name: str) -> dict[str, Any]:
    """What one type takes; `what` is `field` or `question`.

    >>> sorted(part("question", "rating")["properties"])[:3]
    ['allow_cannot_assess', 'allow_na', 'anchors']
    """
    types, common = (field_types(), FIELD) if what == "field" else (question_types(), QUESTION)
    return _part(name, types[name], common)


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
        "properties": {
            "value": {"type": ["string", "number"], "description": "what is stored and exported"},
            "title": {**TEXT, "description": "what people read; the value where there is none"},
            "help": {**TEXT, "description": "what it means, beside it"},
            "options": {**SHAPE, "description": "options under it"},
        },
        "additionalProperties": False,
    }
