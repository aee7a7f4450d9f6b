"""What the corpus' routes give."""

from __future__ import annotations

from pydantic import BaseModel


class Listed(BaseModel):
    """A document in the list."""

    id: str
    title: str
    characters: int


class DocumentsOut(BaseModel):
    """Some of the documents, and how many there are."""

    total: int
    documents: list[Listed]


class DocumentOut(BaseModel):
    """A document, whole."""

    id: str
    title: str
    text: str
    url: str | None = None
    format: str = "plain"
    lang: str | None = None


class Hit(BaseModel):
    """A passage that was found: `text` is what the document says from `start` to `end` (code points)."""

    id: str
    title: str
    url: str | None
    lang: str | None
    start: int
    end: int
    text: str
    score: float


class HitsOut(BaseModel):
    """The passages, best first."""

    hits: list[Hit]
