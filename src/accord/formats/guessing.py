"""Which column is probably which field: by name, by a near name, by what other tools call it. A guess is shown, never acted on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from typing import Any

from accord.formats.mapping import OWN, apply
from accord.formats.recognise import recognise
from accord.formats.rows import Refused, Row
from accord.schema import FieldDef, Spec, check_record

ALIKE: Mapping[str, tuple[str, ...]] = {
    "id": ("key", "uid", "uuid", "recordid", "exampleid", "itemid", "rowid"),
    "lang": ("language", "locale", "langcode"),
    "group": (),
}
LETTERS = "abcdefgh"
NEAR = 0.75  # how alike two names are that may be one
Rows = Sequence[Mapping[str, Any]]


def guess(spec: Spec, rows: Rows) -> dict[str, str]:
    """Targets with their columns, those that are sure by their name too; empty where rows are records, or need none.

    >>> from accord.schema import parse
    >>> spec = parse("name: x\\nfields: {reply: {type: text}}\\nquestions: {ok: {type: label, options: [y, n]}}\\n")
    >>> guess(spec, [{"key": "1", "Antwort": "Yes, of course."}])
    {'id': 'key', 'reply': 'Antwort'}
    """
    if not rows or not flat(rows):
        return {}
    columns = dict.fromkeys(name for row in rows for name in row)
    out = {name: name for name in (*spec.fields, *OWN) if name in columns and _takes(spec, rows, name, name)}
    _by_name(spec, rows, columns, out)
    if not set(out) - set(OWN) and _fits(spec, rows, {}):  # a chat finds its place by itself
        return {}
    _by_shape(spec, rows, out)
    _last(spec, rows, columns, out)
    return out


def flat(rows: Rows) -> bool:
    """Whether these rows have columns, and are no records or parts of such."""
    return not any(isinstance(row.get(part), Mapping) for row in rows for part in ("values", "parts"))


def _by_name(spec: Spec, rows: Rows, columns: Mapping[str, Any], out: dict[str, str]) -> None:
    """Written otherwise (`Reply Text` for reply_text), known as something else (`language`), or nearly so."""
    folded = {_fold(name): name for name in columns}
    for target in (*spec.fields, *OWN):
        if target not in out:
            names = (_fold(target), *ALIKE.get(target, ()))
            column = next((folded[name] for name in names if name in folded), None)
            if column is not None and column not in out.values() and _takes(spec, rows, target, column):
                out[target] = column
    for target in spec.fields:
        if target not in out:
            free = [one for one, name in folded.items() if name not in out.values()]
            near = next(iter(get_close_matches(_fold(target), free, 1, NEAR)), None)
            if near is not None and _takes(spec, rows, target, folded[near]):
                out[target] = folded[near]


def _by_shape(spec: Spec, rows: Rows, out: dict[str, str]) -> None:
    """Prompts and answers, by what teams call them, into the fields whose types take them."""
    free = [row for row in ({k: v for k, v in row.items() if k not in out.values()} for row in rows) if row]
    shape = recognise(free)
    if shape is None:
        return
    answers = shape.answers or ((shape.chat,) if shape.chat else ())
    if len(answers) > 1:
        several = next((name for name in spec.fields if name not in out and not _whole(spec, rows, name)), None)
        made = {f"{several}.{letter}": column for letter, column in zip(LETTERS, answers, strict=False)}
        if several is not None and _fits_in(spec, rows, made, several):
            out.update(made)
    elif answers and (taking := _taking(spec, rows, answers[0], out)):
        out[taking[-1]] = answers[0]
    for column in shape.prompt:
        if taking := _taking(spec, rows, column, out):
            out[taking[0]] = column


def _taking(spec: Spec, rows: Rows, column: str, out: Mapping[str, str]) -> list[str]:
    """The free fields that take a column; only those that are needed and made for it, where there are such."""
    found = [name for name in spec.fields if name not in _heads(out) and _takes(spec, rows, name, column)]
    told = [row[column] for row in rows if row.get(column) not in (None, "")]
    made = [name for name in found if not any(spec.fields[name].kind.validate(spec.fields[name].spec, told[0]))]
    return [name for name in made or found if spec.fields[name].required] or made or found


def _last(spec: Spec, rows: Rows, columns: Mapping[str, Any], out: dict[str, str]) -> None:
    """One field that is needed, and one column of words that may be it."""
    left = [name for name, field in spec.fields.items() if name not in _heads(out) and field.required]
    if len(left) != 1:
        return
    worded = [
        name
        for name in columns
        if name not in out.values() and _words(rows, name) and _takes(spec, rows, left[0], name)
    ]
    if worded:
        out[left[0]] = max(worded, key=lambda name: sum(len(str(row.get(name, ""))) for row in rows))


def _heads(out: Mapping[str, str]) -> set[str]:
    return {target.split(".")[0] for target in out}


def _words(rows: Rows, name: str) -> bool:
    told = [row[name] for row in rows if row.get(name)]
    return any(not isinstance(one, str) or " " in one.strip() for one in told)


def _whole(spec: Spec, rows: Rows, name: str) -> bool:
    """Whether the field takes a text as its value."""
    field = spec.fields[name]
    return not any(field.kind.validate(field.spec, "Words."))


def _takes(spec: Spec, rows: Rows, target: str, column: str) -> bool:
    """Whether what most rows have in a column is something that the target takes."""
    if target in OWN:
        return any(isinstance(row.get(column), str | int) and row.get(column) != "" for row in rows)
    return _fits_in(spec, rows, {target: column}, target)


def _fits_in(spec: Spec, rows: Rows, mapping: Mapping[str, str], name: str) -> bool:
    """Whether most rows that have something in these columns give the field a value that it takes."""
    one: Mapping[str, FieldDef] = {name: spec.fields[name]}
    told = [row for row in rows if all(row.get(column) not in (None, "") for column in mapping.values())]
    right = 0
    for row in told:
        made = apply(mapping, Row(1, row), one)
        value = None if isinstance(made, Refused) else made["values"].get(name)
        right += value is not None and not any(one[name].kind.validate(one[name].spec, value))
    return 2 * right > len(told)


def _fits(spec: Spec, rows: Rows, mapping: Mapping[str, str]) -> bool:
    made = (apply(mapping, Row(1, row), spec.fields) for row in rows)
    good = sum(not isinstance(one, Refused) and not check_record(spec, one)[1] for one in made)
    return 2 * good > len(rows)


def _fold(name: str) -> str:
    return "".join(letter for letter in name.casefold() if letter.isalnum())
