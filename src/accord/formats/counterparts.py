"""Columns that are each other's counterpart: alike but for one word that tells first from second, wherever it stands in the name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

ORDERS = dict.fromkeys(
    (
        *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine"),
        *("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"),
    ),
    "in order",
)
OPPOSITES = (
    *(("left", "right"), ("x", "y"), ("chosen", "rejected"), ("accepted", "rejected"), ("preferred", "rejected")),
    *(("preferred", "dispreferred"), ("winner", "loser"), ("winning", "losing"), ("win", "lose"), ("better", "worse")),
    *(
        ("best", "worst"),
        ("good", "bad"),
        ("safe", "unsafe"),
        ("old", "new"),
        ("previous", "current"),
        ("before", "after"),
    ),
    *(("baseline", "candidate"), ("base", "tuned"), ("base", "finetuned"), ("control", "treatment")),
    *(("control", "experiment"), ("ours", "theirs")),
)
CARRIERS = frozenset(
    (
        "model",
        "system",
        "bot",
        "assistant",
        "agent",
        "llm",
        "text",
        "message",
        "side",
        "version",
        "variant",
        "sample",
        "story",
        "translation",
        "rewrite",
        "draft",
        "choice",
        "option",
        "arm",
        "policy",
    )
)
"""Words that may carry an answer, or a name, a path, a label: the cells decide."""

ABOUT = frozenset(
    (
        "score",
        "scores",
        "rating",
        "rank",
        "reward",
        "name",
        "id",
        "ids",
        "model",
        "source",
        "length",
        "len",
        "tokens",
        "label",
        "votes",
        "time",
        "latency",
        "cost",
        "reason",
        "explanation",
        "rationale",
        "judge",
        "logprob",
        "logprobs",
        "index",
        "url",
        "lang",
        "language",
        "type",
        "category",
        "author",
    )
)
"""What is said of an answer: `response_a_score` is none."""

_PART = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|[0-9]+")
ENOUGH = 5


def counterparts(
    rows: Sequence[Mapping[str, Any]], columns: Sequence[str], answers: Sequence[str], *, asked: bool
) -> tuple[str, ...]:
    """The largest set of columns of texts that differ by one word; those that are called answers before all others.

    Args:
        rows: those looked at.
        columns: that hold texts.
        answers: what an answer may be called.
        asked: whether there is a prompt; without one only a name that says "answer" is believed.

    >>> row = {"question": "Why?", "answer_one": "It rains.", "answer_two": "It snows.", "answer_one_score": "3"}
    >>> counterparts([row], list(row), ("answer",), asked=True)
    ('answer_one', 'answer_two')
    >>> row = {"prompt": "Why?", "model_a": "It rains.", "model_b": "It snows."}
    >>> counterparts([row], list(row), ("answer",), asked=True)
    ('model_a', 'model_b')
    """
    groups: dict[tuple[Any, ...], dict[str, str]] = {}
    for name in columns:
        for key, counter in _keys(name):
            groups.setdefault(key, {}).setdefault(counter, name)
    found: list[tuple[bool, int, tuple[str, ...]]] = []
    for (_, *rest), members in groups.items():
        stem = {word for part in rest for word in part}
        said = any(_is(word, answers) for word in stem)
        if len(members) < 2 or (stem & ABOUT and stem != {"model"}):
            continue
        if said or (asked and stem <= CARRIERS and all(_prose(rows, name) for name in members.values())):
            found.append((said, len(members), tuple(members.values())))
    return max(found, key=lambda one: one[:2], default=(False, 0, ()))[2]


def words(name: str) -> list[str]:
    """The words of a column's name, small.

    >>> words("chatgpt_response"), words("rightAnswer"), words("output1"), words("Model A")
    (['chatgpt', 'response'], ['right', 'answer'], ['output', '1'], ['model', 'a'])
    """
    return [word.lower() for word in _PART.findall(name)]


def _is(word: str, answers: Sequence[str]) -> bool:
    return word in answers or (word.endswith("s") and word[:-1] in answers)


def _keys(name: str) -> Iterator[tuple[tuple[Any, ...], str]]:
    """For each word that may tell first from second: what the column has in common with its counterparts, and that word."""
    parts = words(name)
    for at, word in enumerate(parts):
        rest = (tuple(parts[:at]), tuple(parts[at + 1 :]))
        if len(word) == 1 and "a" <= word <= "h":
            yield ("letter", *rest), word
        if word.isdecimal() and len(word) < 3:
            yield ("number", *rest), word
        if word in ORDERS:
            yield (ORDERS[word], *rest), word
        for pair in OPPOSITES:
            if word in pair:
                yield (pair, *rest), word


def _prose(rows: Sequence[Mapping[str, Any]], name: str) -> bool:
    """Whether a column's cells are texts of their own: several words, or hardly ever the same."""
    cells = [str(row[name]).strip() for row in rows if row.get(name) not in (None, "")]
    spaced = sum(len(cell.split()) > 1 for cell in cells)
    different = len(set(cells)) > 0.8 * len(cells)
    return 2 * spaced > len(cells) and (different or len(cells) < ENOUGH) if cells else False
