"""Files that hold what people or models judged already: labels, battles. There is nothing to judge in them, and something to count."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from accord.formats.counterparts import OPPOSITES, words

PEOPLE = frozenset(
    (
        "annotator",
        "annotators",
        "worker",
        "workers",
        "rater",
        "raters",
        "coder",
        "labeler",
        "labeller",
        "judge",
        "participant",
        "respondent",
        "reviewer",
        "crowdworker",
        "evaluator",
    )
)
ITEMS = ("item", "task", "question", "record", "document", "doc", "example", "unit", "id", "text")
LABELS = ("label", "answer", "response", "rating", "score", "annotation", "vote", "judgment", "judgement", "value")
BESIDE = frozenset(("annotation", "label", "rating", "vote", "judgment", "judgement"))
PAIRS = (("a", "b"), *(pair for pair in OPPOSITES if pair in (("left", "right"), ("x", "y"))))
SENTENCE = 5
FEW = 0.5
"""Labels come again: at most so many of the cells are different."""


def judged(rows: Sequence[Mapping[str, Any]]) -> str | None:
    """What a table of labels or of battles is, and the command for it; None for other files.

    >>> judged([{"question": "q1", "worker": "w1", "answer": "1"}, {"question": "q1", "worker": "w2", "answer": "1"}])
    'labels that people gave (answer, by worker): `accord agreement FILE --item question --annotator worker --label answer` says how far they agree, `accord aggregate FILE` with the same columns what to believe'
    """
    columns = list(dict.fromkeys(name for row in rows for name in row))
    if any(_told(rows, name) for name in columns):  # something can be read, and so judged
        return None
    return _labels(rows, columns) or _battles(rows, columns)


def _labels(rows: Sequence[Mapping[str, Any]], columns: Sequence[str]) -> str | None:
    person = next((name for name in columns if set(words(name)) & PEOPLE and _one_word(rows, name)), None)
    rest = [name for name in columns if name != person]
    item = _called(rest, ITEMS)
    label = _called(
        [name for name in rest if name != item and (_come_again(rows, name) or _numbers(rows, name))], LABELS
    )
    if person and item and label:
        columns_said = f"--item {_quoted(item)} --annotator {_quoted(person)} --label {_quoted(label)}"
        return (
            f"labels that people gave ({label}, by {person}): `accord agreement FILE {columns_said}` says how far they agree, "
            "`accord aggregate FILE` with the same columns what to believe"
        )
    beside = [name for name in columns if words(name)[-1:] and words(name)[-1].isdecimal() and _come_again(rows, name)]
    beside = [name for name in beside if words(name)[:-1] and set(words(name)[:-1]) <= PEOPLE | BESIDE]
    if len(beside) > 1:
        return (
            f"labels of several people side by side ({', '.join(beside)}): put them below one another, in columns item, "
            "annotator and label, and `accord agreement FILE` says how far they agree"
        )
    return None


def _battles(rows: Sequence[Mapping[str, Any]], columns: Sequence[str]) -> str | None:
    winner = next((name for name in columns if name.lower() in ("winner", "winning_model", "preferred")), None)
    for pair in PAIRS if winner else ():
        sides = [[name for name in columns if words(name)[-1:] == [side]] for side in pair]
        if all(len(side) == 1 and _come_again(rows, side[0]) for side in sides):
            first, second = sides[0][0], sides[1][0]
            return (
                f"battles ({first}, {second}, {winner}): `accord leaderboard FILE --model-a {_quoted(first)} "
                f"--model-b {_quoted(second)} --winner {_quoted(str(winner))}` ranks them"
            )
    return None


def _called(columns: Sequence[str], names: Sequence[str]) -> str | None:
    """The column that is called so, or ends so; earlier names first."""
    for name in names:
        for column in columns:
            if column.lower() == name:
                return column
    return next((column for name in names for column in columns if words(column)[-1:] == [name]), None)


def _one_word(rows: Sequence[Mapping[str, Any]], name: str) -> bool:
    cells = _cells(rows, name)
    return sum(len(cell.split()) < 2 for cell in cells) > 0.9 * len(cells)


def _come_again(rows: Sequence[Mapping[str, Any]], name: str) -> bool:
    """Whether cells are short and the same ones come again: names and labels, no texts."""
    cells = _cells(rows, name)
    short = sum(len(cell.split()) < 6 for cell in cells) > 0.9 * len(cells)
    return bool(cells) and short and (len(cells) < 5 or len(set(cells)) <= FEW * len(cells))


def _told(rows: Sequence[Mapping[str, Any]], name: str) -> bool:
    """Whether most cells are sentences, lists or objects."""
    there = [row[name] for row in rows if row.get(name) not in (None, "")]
    long = sum(isinstance(cell, list | Mapping) or len(str(cell).split()) > SENTENCE for cell in there)
    return 2 * long > len(there)


def _numbers(rows: Sequence[Mapping[str, Any]], name: str) -> bool:
    return all(cell.lstrip("-").replace(".", "", 1).isdecimal() for cell in _cells(rows, name))


def _cells(rows: Sequence[Mapping[str, Any]], name: str) -> list[str]:
    return [str(row[name]).strip() for row in rows if row.get(name) not in (None, "")]


def _quoted(name: str) -> str:
    return f"'{name}'" if set(name) - set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.-") else name
