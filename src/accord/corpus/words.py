"""Words for searching, alike in the browser (web/src/fields/sources/tokens.ts), and on both databases; and passages.

What is written in letters is cut by word, what is written without blanks (Chinese, Japanese, Thai, ...) by every two characters:
so a word of two characters is found, which a trigram index cannot, and no dictionary is needed. Case, accents, and the points of
Arabic and Hebrew do not count; a plural finds its singular. The databases are given these words, not the text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

PAIRED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u2fd5\u3005-\u3007\u3021-\u3029\u3038-\u303b\u3041-\u30ff\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufad9\uff66-\uff9f\U00020000-\U000323af]+"
)
POINTS = re.compile("[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670]")
ARABIC = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ة": "ه", "ـ": None})
PREFIX = re.compile("(?:و|ف)?(?:ال|لل|بال|كال)(?=.{3})")  # and, so; the, for the, by the, like the
WANTED, MOST = 500, 900  # characters of a passage
BREAK = re.compile(r"\n\s*\n")
END = re.compile(r"[.!?。！？]['\"”’)\]]*\s*|\s")
LONGEST = 60  # characters of a word that are kept


def words(text: str) -> Iterator[str]:
    """The words of a text, in order.

    >>> list(words("Refunds für 退款政策"))
    ['refund', 'fur', '退款', '款政', '政策']
    >>> list(words("الكِتاب")) == list(words("كتاب"))
    True
    """
    for found in _word().finditer(text):
        word, done = found[0], 0
        for run in PAIRED.finditer(word):
            if run.start() > done:
                yield folded(word[done : run.start()])
            characters = run[0]
            yield from (characters[at : at + 2] for at in range(max(1, len(characters) - 1)))
            done = run.end()
        if done < len(word):
            yield folded(word[done:])


def folded(word: str) -> str:
    """Lower case, without accents, points and the Arabic article; the singular of an English plural.

    >>> [folded(word) for word in ("Straßen", "Café", "policies", "class", "والسياسة")]
    ['straßen', 'cafe', 'policie', 'class', 'سياسه']
    """
    if word.isascii():
        bare = word.lower()
    else:
        bare = unicodedata.normalize("NFKC", POINTS.sub("", unicodedata.normalize("NFKD", word))).lower()
        bare = PREFIX.sub("", bare.translate(ARABIC), count=1) if "\u0600" <= bare[:1] <= "\u06ff" else bare
    plural = len(bare) > 3 and bare[-1] == "s" and "a" <= bare[-2] <= "z" and bare[-2] != "s"
    return (bare[:-1] if plural else bare)[:LONGEST]


def passages(text: str) -> Iterator[tuple[int, int]]:
    """Where a text's passages are: paragraphs, short ones together, long ones cut after a sentence.

    >>> [text[a:b] for text in ["One.\\n\\nTwo."] for a, b in passages(text)]
    ['One.\\n\\nTwo.']
    >>> spans = list(passages("A sentence. " * 300))
    >>> spans[0][0], spans[-1][1], all(b - a <= MOST for a, b in spans)
    (0, 3600, True)
    """
    start = 0
    for found in BREAK.finditer(text):
        if found.end() - start >= WANTED:
            yield from _cut(text, start, found.end())
            start = found.end()
    yield from _cut(text, start, len(text))


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > MOST:
        found = END.search(text, start + WANTED, min(end, start + MOST))
        at = found.end() if found else min(end, start + MOST)
        yield start, at
        start = at
    if text[start:end].strip():
        yield start, end


@cache
def _word() -> re.Pattern[str]:
    """Letters and digits with the marks that go with them, which Python's `\\w` leaves out (vowel signs, points)."""
    marks = [code for code in range(0x300, 0x1F000) if unicodedata.category(chr(code))[0] == "M"]
    spans: list[list[int]] = []
    for code in marks:
        if spans and code == spans[-1][1] + 1:
            spans[-1][1] = code
        else:
            spans.append([code, code])
    return re.compile("(?:[^\\W_]|[" + "".join(f"{chr(a)}-{chr(b)}" for a, b in spans) + "])+")
